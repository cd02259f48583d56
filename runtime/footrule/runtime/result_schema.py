"""What a calculator gives, as JSON Schema (draft 2020-12): the result of one standard, and the result file of any."""

from __future__ import annotations

from footrule.runtime import form
from footrule.runtime.input_schema import DIALECT, describe, members
from footrule.runtime.values import Json, unit_of

_TEXT: Json = {"type": "string"}
_LABEL: Json = {
    "type": "object", "properties": {"zh": _TEXT, "en": _TEXT}, "required": ["zh", "en"], "additionalProperties": False,
}  # fmt: skip
_ABSENT_KINDS = ("unknown", "not_applicable")


def schema(compiled: form.Form) -> dict[str, object]:
    """The schema of a result of this standard: its outputs and reports by name, the rest as for every standard."""
    standard = compiled.standard
    result = _result()
    properties = result["properties"]
    assert isinstance(properties, dict)
    properties["standard"] = _object({"id": {"const": standard.id}}, ["id"])
    properties["outputs"] = _given(compiled, compiled.outputs)
    properties["reports"] = _given(compiled, compiled.reports)
    title = standard.title.en or standard.title.zh
    return {"$schema": DIALECT, "title": f"Result of {standard.number} {standard.edition}: {title}"} | result


def _given(compiled: form.Form, names: tuple[str, ...]) -> Json:
    declared: dict[str, form.Rule | form.Input | form.Option] = {
        thing.name: thing for things in (compiled.options, compiled.inputs, compiled.rules) for thing in things
    }
    found: Json = {}
    for name in names:
        if name in declared:
            thing = declared[name]
            told = describe(compiled, thing.label, thing.at, unit_of(thing.type))
            found[name] = {"description": told, "anyOf": [_value_of(compiled, thing.type), _absent()]}
    # a calculation may be asked for some of them only, and for rules beside them
    return {"type": "object", "properties": found, "additionalProperties": _value()}


def _value_of(compiled: form.Form, type_: form.Type) -> Json:
    if isinstance(type_, form.Quantity):
        return quantity(type_.unit or "1")
    if isinstance(type_, form.Choice):
        return _object({"kind": {"const": "choice"}, "value": {"enum": members(compiled, type_.of)}}, ["kind", "value"])
    kind = {form.Truth: "truth", form.Date: "date", form.Text: "text"}.get(type(type_), "item")
    value: Json = {"type": "boolean"} if kind == "truth" else _TEXT
    return _object({"kind": {"const": kind}, "value": value}, ["kind", "value"])


def quantity(unit: str | None = None) -> Json:
    """A number as results hold it: `exact` without loss, `shown` for readers, its unit."""
    return _object(
        {
            "kind": {"const": "quantity"},
            "exact": {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?(/[0-9]+)?$|^-?[0-9.]+e-?[0-9]+$"},
            "shown": _TEXT,
            "approximate": {"type": "boolean"},
            "unit": _TEXT if unit is None else {"const": unit},
        },
        ["kind", "exact", "shown", "approximate", "unit"],
    )


def _absent() -> Json:
    return _object({"kind": {"enum": list(_ABSENT_KINDS)}}, ["kind"])


def _value() -> Json:
    kinds: Json = {"enum": ["truth", "choice", "date", "text", "item"]}
    return {"anyOf": [quantity(), _object({"kind": kinds, "value": {}}, ["kind", "value"]), _absent()]}


def _object(properties: Json, required: list[str]) -> Json:
    return {"type": "object", "properties": properties, "required": required}


def _array(items: Json) -> Json:
    return {"type": "array", "items": items}


def _line() -> Json:
    sums: Json = {name: quantity() for name in ("emissions", "removals", "net")}
    return _object({"name": _TEXT, "label": _LABEL} | sums, ["name", "label", *sums])


def _problem() -> Json:
    return _object(
        {"code": _TEXT, "path": _TEXT, "standard": _TEXT, "clause": _TEXT, "message": _LABEL, "accepted": _LABEL},
        ["code", "path", "standard", "clause", "message", "accepted"],
    )


def _inventory() -> Json:
    term: Json = dict.fromkeys(("name", "stage", "gas", "carbon"), _TEXT)
    term |= {"label": _LABEL, "kind": {"enum": ["emission", "removal"]}, "own": quantity(), "total": quantity()}
    properties: Json = {"unit": _TEXT, "whole": _line(), "terms": _array(_object(term, list(term)))}
    properties |= {name: _array(_line()) for name in ("stages", "gases", "carbon")}
    return {"anyOf": [{"type": "null"}, _object(properties, list(properties))]}


def _result() -> Json:
    rank = _object(
        {"path": _TEXT, "input": _TEXT, "role": _TEXT, "rank": {"type": ["string", "null"]}}, ["path", "input", "rank"]
    )
    share: Json = {"anyOf": [{"type": "null"}, quantity("1")]}
    option = _object(
        {"name": _TEXT, "modality": {"enum": ["shall", "should", "may"]}, "by_default": {"type": "boolean"}},
        ["name", "modality", "by_default", "kind"],
    )
    departure: Json = dict.fromkeys(("rule", "departs", "standard", "clause"), _TEXT)
    step = _object(
        {"number": {"type": "integer"}, "kind": _TEXT, "name": _TEXT, "value": _value(), "uses": {"type": "array"}},
        ["number", "kind", "name", "value", "uses"],
    )
    properties: Json = {
        "result": {"const": 1},
        "standard": _object({"id": _TEXT}, ["id"]),
        "compiler": _TEXT,
        "outputs": {"type": "object", "additionalProperties": _value()},
        "reports": {"type": "object", "additionalProperties": _value()},
        "inventory": _inventory(),
        "options": _array(option),
        "data": _object({"ranks": _array(rank), "primary_share": share}, ["ranks", "primary_share"]),
        "status": _TEXT,
        "departures": _array(_object(departure, list(departure))),
        "warnings": _array(_problem()),
        "unchecked": _array(_problem()),
        "trace": _array(step),
    }
    return _object(properties, [name for name in properties if name != "trace"])


def result_file_schema(version: int) -> dict[str, object]:
    """The schema of a result file of this version, for any standard."""
    identity: Json = {**dict.fromkeys(("id", "number", "edition", "digest", "status"), _TEXT), "title": _LABEL}
    dependency: Json = dict.fromkeys(("id", "digest", "status"), _TEXT)
    value: Json = {**dict.fromkeys(("name", "standard", "clause", "evidence"), _TEXT), "value": _value()}
    used: Json = {
        "inputs": {"type": "object", "additionalProperties": _value()},
        "lists": {
            "type": "object",
            "additionalProperties": _array({"type": "object", "additionalProperties": _value()}),
        },
        "options": {"type": "object", "additionalProperties": _value()},
    }
    result = _result()
    properties = result["properties"]
    assert isinstance(properties, dict)
    kept = {name: part for name, part in properties.items() if name not in ("standard", "compiler", "trace")}
    sections: Json = {
        "result_file": {"const": version},
        "standard": _object(identity, list(identity)),
        "dependencies": _array(_object(dependency, list(dependency))),
        "compiler": _TEXT,
        "given": {"type": "object"},
        "want": {"type": ["array", "null"], "items": _TEXT},
        "used": _object(used, list(used)),
        "values": _array(_object(value, list(value))),
        "result": _object(kept, list(kept)),
    }
    return {"$schema": DIALECT, "title": "footrule result file"} | _object(sections, list(sections))
