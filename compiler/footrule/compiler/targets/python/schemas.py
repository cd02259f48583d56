"""JSON Schemas of what a calculator takes and gives, from the compiled form."""

from __future__ import annotations

from typing import Any

from footrule.compiler.targets.python import source
from footrule.compiler.targets.python.annotations import clause_of, unit_of, words
from footrule.compiler.targets.python.meaning import Declared
from footrule.compiler.targets.python.models import needed_by_every_output
from footrule.compiler.targets.python.support.readers import Day, Line, Quantity, Reader, Truth
from footrule.compiler.targets.python.support.reading import MOST_ITEMS
from footrule.compiler.targets.python.support.results import Amount, BaseResult
from footrule.runtime import form

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ABSENT = [
    {"type": "null"},
    {"enum": ["n/a", "not applicable", "不适用"]},
    {
        "type": "object",
        "properties": {"not_applicable": {"const": True}},
        "required": ["not_applicable"],
        "additionalProperties": False,
    },
]


def input_schema(of: form.Form) -> dict[str, Any]:
    """`{"inputs": {…}, "options": {…}}`, or the inputs alone."""
    always = needed_by_every_output(of)
    inputs = _object([*of.inputs, *of.lists], of)
    inputs["required"] = [name for name in inputs["required"] if name in always]
    options = _object(of.options, of)
    wanted = [each.name for each in of.rules if not each.parameters]
    return {
        "$schema": DIALECT,
        "title": source.plain(f"{of.standard.number} {of.standard.edition}"),
        "description": words(of.standard.title),
        "anyOf": [
            {
                "type": "object",
                "properties": {
                    "standard": {"const": of.standard.id},
                    "inputs": {"$ref": "#/$defs/inputs"},
                    "options": {"$ref": "#/$defs/options"},
                    "want": {"type": ["array", "null"], "items": {"enum": wanted}},
                },
                "required": ["inputs"],
                "additionalProperties": False,
            },
            {"$ref": "#/$defs/inputs"},
        ],
        "$defs": {"inputs": inputs, "options": options},
    }


def _object(fields: list[form.Input | form.ListInput] | tuple[form.Option, ...], of: form.Form) -> dict[str, Any]:
    beside = {each.name for each in fields if isinstance(each, form.Input) and each.source_of}
    return {
        "type": "object",
        "properties": {each.name: _field(each, of) for each in fields},
        "required": [each.name for each in fields if _required(each) and each.name not in beside],
        "additionalProperties": False,
    }


def _required(field: form.Input | form.ListInput | form.Option) -> bool:
    """Which options have to be taken shows in calculating."""
    return not isinstance(field, form.Option) and not field.optional


def _field(field: form.Input | form.ListInput | form.Option, of: form.Form) -> dict[str, Any]:
    told = {"title": words(field.label, field.name), "description": f"Clause {clause_of(field.at, of)}"}
    if isinstance(field, form.ListInput):
        items = _object(list(field.fields), of)
        array = {"type": "array", "minItems": field.at_least, "maxItems": MOST_ITEMS, "items": items}
        return told | ({"anyOf": [array, {"type": "null"}]} if field.optional else array)
    found = _value(field.type, field.bounds, of)
    if not isinstance(field, form.Option) and field.optional:
        return told | {"anyOf": [found, *ABSENT]}
    if isinstance(field, form.Option):
        return told | {"anyOf": [found, {"type": "null"}]}
    return told | found


def _value(type_: form.Type, bounds: tuple[form.Bound, ...], of: form.Form) -> dict[str, Any]:
    simple: Reader
    match type_:
        case form.Quantity(unit=unit, whole=whole):
            limits: dict[str, str] = {str(bound.op): bound.value for bound in bounds}
            return Quantity(unit or "1", whole=whole, **limits).schema()
        case form.Choice(of=name):
            return {"type": "string", "oneOf": _members(Declared(of).enumerations[name])}
        case form.Truth():
            simple = Truth()
        case form.Date():
            simple = Day()
        case _:
            simple = Line()
    return simple.schema()


def _members(of: form.Enumeration) -> list[dict[str, str]]:
    return [{"const": each.name, "title": words(each.label, each.name)} for each in of.members]


def result_schema(of: form.Form) -> dict[str, Any]:
    """What `Result` writes as JSON."""
    schema = BaseResult.model_json_schema(mode="serialization")
    schema["$defs"]["Amount"] = Amount.model_json_schema(mode="serialization")
    properties = schema["properties"]
    for name, names in (("outputs", of.outputs), ("reports", of.reports)):
        values = {each: _output(each, of) for each in names}
        properties[name] = {
            "type": "object", "properties": values, "additionalProperties": True,
        }  # fmt: skip  # a calculation may be asked for some of them only, and for rules beside them
        schema["required"].append(name)
    schema.pop("description", None)
    return {"$schema": DIALECT, **schema, "title": source.plain(f"{of.standard.number} {of.standard.edition}: result")}


def _output(name: str, of: form.Form) -> dict[str, Any]:
    declared = Declared(of)
    given: form.Rule | form.Input | form.Option
    if name in declared.lists:
        listed = declared.lists[name]
        told = {"title": words(listed.label, name), "description": f"Clause {clause_of(listed.at, of)}"}
        return told | {"type": "array", "items": {"type": "object"}}
    if name in declared.rules:
        given = declared.rules[name]
        maybe = given.maybe
    else:
        given = declared.inputs.get(name) or declared.options[name]
        maybe = isinstance(given, form.Input) and given.optional
    told = {"title": words(given.label, name), "description": f"Clause {clause_of(given.at, of)}"}
    match given.type:
        case form.Quantity():
            found: dict[str, Any] = {"$ref": "#/$defs/Amount"}
            told["x-unit"] = source.plain(unit_of(given.type))
        case form.Choice(of=kind):
            found = {"type": "string", "oneOf": _members(declared.enumerations[kind])}
        case form.Truth():
            found = {"type": "boolean"}
        case form.Date():
            found = {"type": "string", "format": "date"}
        case _:
            found = {"type": "string"}
    return told | ({"anyOf": [found, {"type": "null"}, {"const": "not applicable"}]} if maybe else found)
