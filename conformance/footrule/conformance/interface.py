"""What a tool must know of a standard to take part: names, kinds and units, without the standard's rules.

It stands in the manifest of a suite, so that a runner converts units and an adapter maps names from files alone.
"""

from __future__ import annotations

from typing import Any

from footrule.conformance import protocol
from footrule.conformance.cases import Json
from footrule.conformance.comparison import Units
from footrule.runtime import exact, form
from footrule.runtime.units import Unit, UnitError, define, parse
from footrule.runtime.written import TRUTHS


def interface(compiled: form.Form) -> Json:
    """Inputs, lists, options, outputs and rules of a form with their kinds and units."""
    return {
        "gwp": compiled.standard.gwp,
        "units": {each.name: {"value": each.value, "unit": each.unit} for each in compiled.units},
        "kinds": {kind.name: [member.name for member in kind.members] for kind in compiled.enumerations},
        "inputs": {each.name: _input(each) for each in compiled.inputs},
        "lists": {
            items.name: {
                "optional": items.optional,
                "at_least": items.at_least,
                "fields": {each.name: _input(each) for each in items.fields},
            }
            for items in compiled.lists
        },
        "options": {each.name: _typed(each.type) | {"default": each.default is not None} for each in compiled.options},
        "outputs": list(compiled.outputs),
        "rules": {
            rule.name: _typed(rule.type)
            | ({"parameters": [_typed(each.type) for each in rule.parameters]} if rule.parameters else {})
            for rule in compiled.rules
        },
    }


def _input(each: form.Input) -> Json:
    return _typed(each.type) | {"optional": each.optional}


def _typed(type_: form.Type) -> Json:
    match type_:
        case form.Quantity():
            return {"kind": "quantity", "unit": type_.unit or "1"} | ({"whole": True} if type_.whole else {})
        case form.Choice():
            return {"kind": "choice", "of": type_.of}
        case form.Item():
            return {"kind": "item", "of": type_.of}
        case _:
            return {"kind": {form.Truth: "truth", form.Date: "date", form.Text: "text"}[type(type_)]}


def units(told: Json) -> Units:
    """The units of an interface. Raises `UnitError` where it is faulty."""
    gwp, extra = told.get("gwp", ""), {}
    for name, made in told.get("units", {}).items():
        if not made["value"]:
            extra[name] = define(name)
            continue
        base = parse(made["unit"] or "1", gwp=gwp, extra=extra)
        extra[name] = define(name, Unit(base.dims, base.scale * exact.read_number(made["value"])))
    return Units(gwp, extra)


def as_declared(given: dict[str, Any], told: Json, by: Units | None) -> dict[str, Any]:
    """A document as a tool is asked it: `yes` and `否` of a truth as true and false, and every readable quantity in its
    declared unit (`by` None: in the unit it is written in); everything else as it was."""
    inputs = {name: _converted(value, _declared(told, name), by) for name, value in given.get("inputs", {}).items()}
    for name, items in told.get("lists", {}).items():
        if isinstance(inputs.get(name), list):
            inputs[name] = [
                {key: _converted(value, items["fields"].get(key), by) for key, value in item.items()}
                if isinstance(item, dict)
                else item
                for item in inputs[name]
            ]
    options = given.get("options", {})
    converted = {name: _converted(value, told["options"].get(name), by) for name, value in options.items()}
    return {"inputs": inputs, **({"options": converted} if converted else {})}


def question(
    standard: str,
    told: Json,
    by: Units | None,
    given: dict[str, Any],
    want: tuple[str, ...],
    seq: str = "",
    trace: tuple[str, ...] = (),
) -> protocol.Eval:
    """What a tool is asked of a document: the one way it is put, so that answers written beforehand are found again."""
    document = as_declared(given, told, by)
    return protocol.Eval(
        seq=seq,
        inputs=document.get("inputs", {}),
        options=document.get("options", {}),
        want=want,
        standard=standard,
        trace=trace,
    )


def _declared(told: Json, name: str) -> Json:
    return told.get("inputs", {}).get(name)


def _converted(value: Any, declared: Json, by: Units | None) -> Any:
    kind = declared.get("kind") if declared is not None else None
    if kind == "truth" and isinstance(value, str):
        return TRUTHS.get(value.strip(), value)
    if kind == "quantity" and isinstance(value, dict) and by is not None:
        return _in_declared_unit(value, declared["unit"], by)
    return value


def _in_declared_unit(value: dict[str, Any], declared: str, by: Units) -> dict[str, Any]:
    digits, unit = value.get("value"), value.get("unit")
    if not isinstance(digits, str) or not isinstance(unit, str) or unit == declared:
        return value
    try:
        number = exact.read_number(digits)
        factor = by.factor(unit, declared)
    except (exact.NumberError, UnitError):
        return value
    if factor is None or not exact.terminates(number * factor):
        return value
    return {**value, "value": exact.exact_text(number * factor), "unit": declared}
