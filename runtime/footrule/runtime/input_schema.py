"""The document a calculator takes, as JSON Schema (draft 2020-12), with labels, units and clauses in its descriptions.

What a schema cannot say (another unit of the same dimension, bounds in it, names in Unicode's composed form, which
options without a default have to be taken) it leaves open; `inputs.check` and the calculation decide.
"""

from __future__ import annotations

from footrule.runtime import form
from footrule.runtime.values import Json

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_NUMBER_TEXT = (
    r"^\s*[+\-−]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+\-]?[0-9]{1,2})?"
    r"(/[0-9.]+)?(\s*[^\s0-9.].*|\s+[0-9].*)?\s*$"
)
"""Digits, then perhaps a unit."""

_NOT_APPLICABLE: tuple[Json, ...] = (
    {"enum": ["not applicable", "n/a", "不适用"]},
    {
        "type": "object",
        "properties": {"not_applicable": {"const": True}},
        "required": ["not_applicable"],
        "additionalProperties": False,
    },
)


def schema(compiled: form.Form) -> dict[str, object]:
    """The schema of `{"inputs": …, "options": …}` for this standard."""
    standard = compiled.standard
    title = standard.title.en or standard.title.zh
    inputs = _object(compiled, compiled.inputs)
    properties, required = inputs["properties"], inputs["required"]
    assert isinstance(properties, dict) and isinstance(required, list)
    for declared in compiled.lists:
        properties[declared.name] = _list(compiled, declared)
        if not declared.optional:
            required.append(declared.name)
    options: Json = {
        "type": "object",
        "properties": {option.name: _option(compiled, option) for option in compiled.options},
        "additionalProperties": False,
    }
    wanted = [rule.name for rule in compiled.rules if not rule.parameters]
    return {
        "$schema": DIALECT,
        "title": f"{standard.number} {standard.edition}: {title}",
        "description": f"Input document of {standard.id}",
        "type": "object",
        "properties": {
            "inputs": inputs,
            "options": options,
            "standard": {"const": standard.id},
            "want": {"type": "array", "items": {"enum": wanted}, "description": "the values asked for, if not all"},
        },
        "required": ["inputs"],
        "additionalProperties": False,
    }


def describe(compiled: form.Form, label: form.Label, at: int, unit: str = "") -> str:
    """`废钢比 · scrap share [%] (§7.2.1)`."""
    names = " · ".join(dict.fromkeys(name for name in (label.zh, label.en) if name))
    place = compiled.places[at] if 0 <= at < len(compiled.places) else form.Place(standard="")
    parts = [names, f"[{unit}]" if unit else "", f"({place.standard} §{place.clause})" if place.clause else ""]
    return " ".join(part for part in parts if part)


def _object(compiled: form.Form, declared: tuple[form.Input, ...]) -> Json:
    ranks = {given.source_of: given for given in declared if given.source_of}
    return {
        "type": "object",
        "properties": {given.name: _input(compiled, given, ranks.get(given.name)) for given in declared},
        "required": [given.name for given in declared if not given.optional and not given.source_of],
        "additionalProperties": False,
    }


def _list(compiled: form.Form, declared: form.ListInput) -> Json:
    return {
        "description": describe(compiled, declared.label, declared.at),
        "type": ["array", "null"] if declared.optional else "array",
        "items": _object(compiled, declared.fields),
        "minItems": declared.at_least,
    }


def _input(compiled: form.Form, given: form.Input, rank: form.Input | None) -> Json:
    unit = given.type.unit if isinstance(given.type, form.Quantity) else ""
    forms = _forms(compiled, given.type)
    whole: Json = {"value": {"anyOf": forms}}
    if unit:
        whole["unit"] = {"type": "string", "description": f"default: {unit}"}
    if rank is not None:
        whole["source"] = {"anyOf": [*_forms(compiled, rank.type), {"type": "null"}]}
    written: Json = {
        "type": "object", "properties": whole, "required": ["value"], "additionalProperties": False,
    }  # fmt: skip
    absent: tuple[Json, ...] = ({"type": "null"}, *_NOT_APPLICABLE) if given.optional else ()
    return {
        "description": describe(compiled, given.label, given.at, unit),
        "anyOf": [*forms, written, *absent],
    } | _bounds(given.bounds, unit)


def _option(compiled: form.Form, option: form.Option) -> Json:
    unit = option.type.unit if isinstance(option.type, form.Quantity) else ""
    told = describe(compiled, option.label, option.at, unit)
    absent: list[Json] = [{"type": "null"}] if option.default is not None else []
    written: Json = {
        "type": "object",
        "properties": {"value": {"anyOf": _forms(compiled, option.type)}, "unit": {"type": "string"}},
        "required": ["value"],
        "additionalProperties": False,
    }
    return {
        "description": f"{told} ({option.modality})".strip(),
        "anyOf": [*_forms(compiled, option.type), written, *absent],
    } | _bounds(option.bounds, unit)


def _bounds(bounds: tuple[form.Bound, ...], unit: str) -> Json:
    """Bounds in the declared unit, as a comment: a value in another unit is converted before they are checked."""
    signs = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}
    if not bounds:
        return {}
    return {"$comment": ", ".join(f"{signs[bound.op]} {bound.value} {unit}".strip() for bound in bounds)}


def _forms(compiled: form.Form, type_: form.Type) -> list[Json]:
    """The ways a value of this type is written."""
    if isinstance(type_, form.Quantity):
        number: Json = {"type": "integer" if type_.whole and type_.unit in ("", "1") else "number"}
        return [number, {"type": "string", "pattern": _NUMBER_TEXT}]
    if isinstance(type_, form.Choice):
        return [{"enum": members(compiled, type_.of)}]
    if isinstance(type_, form.Truth):
        return [{"type": "boolean"}, {"enum": ["yes", "no", "true", "false", "是", "否"]}]
    if isinstance(type_, form.Date):
        return [{"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}]
    return [{"type": "string", "minLength": 1}]


def members(compiled: form.Form, of: str) -> list[str]:
    """The names of an enumeration's members, in order."""
    return [member.name for kind in compiled.enumerations if kind.name == of for member in kind.members]
