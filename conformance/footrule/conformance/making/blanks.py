"""The five ways of giving nothing, the ways of giving nonsense, and the same amount in another unit."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from footrule.conformance.cases import Case
from footrule.conformance.making.edges import numbers, with_value
from footrule.conformance.reference_tool import ReferenceTool
from footrule.runtime import exact, form
from footrule.runtime.units import UnitError

if TYPE_CHECKING:
    from footrule.conformance.making.sampling import Sampler
    from footrule.conformance.making.search import Hunter

Made = tuple[str, dict[str, Any], str, str]
"""What it is about, the document, and its title in zh and en."""

_PREFIXED = {"kg": "t", "t": "kg", "g": "kg", "MWh": "kWh", "kWh": "MWh", "GJ": "MJ", "TJ": "GJ", "m": "km", "km": "m",
             "kgCO2e": "tCO2e", "tCO2e": "kgCO2e", "tCO2": "kgCO2", "kgCO2": "tCO2", "%": "1", "tCO2/MWh": "kgCO2/kWh",
             "kgCO2e/kWh": "tCO2e/MWh", "months": "years", "years": "months", "kgC": "tC"}  # fmt: skip


def wrong_documents(compiled: form.Form, sampler: Sampler) -> Iterator[Made]:
    """One document for each kind of nonsense, in the first input it can be written in; all must be refused."""
    seen: set[str] = set()
    required = {"": "空文本", "null": "null", "n/a": "不适用"}
    for each in compiled.inputs:
        if each.source_of:
            continue
        for kind, value, zh, en in _nonsense(each.type):
            if kind not in seen:
                seen.add(kind)
                yield each.name, {"inputs": {each.name: value}}, f"{each.name}：{zh}", f"{each.name}: {en}"
        if not each.optional and "required" not in seen and isinstance(each.type, (form.Quantity, form.Choice)):
            seen.add("required")
            for value, told in (("", "empty text"), ("not applicable", "not applicable")):
                zh = required["" if not value else "n/a"]
                yield each.name, {"inputs": {each.name: value}}, f"{each.name}：{zh}", f"{each.name}: {told}"
    for items in compiled.lists:
        for each in items.fields:
            if each.source_of:
                continue
            for kind, value, zh, en in _nonsense(each.type):
                if kind not in seen:
                    seen.add(kind)
                    name = f"{items.name}.{each.name}"
                    rows = [sampler.item(items, kind) | {each.name: value} for _ in range(max(1, items.at_least))]
                    yield name, {"inputs": {items.name: rows}}, f"{name}：{zh}", f"{name}: {en}"
        if "no list" not in seen:
            seen.add("no list")
            yield items.name, {"inputs": {items.name: "3"}}, f"{items.name}：不是列表", f"{items.name}: no list"
    yield "unknown-name", {"inputs": {"no_such_input": "1"}}, "没有的输入", "an input that does not exist"


def _nonsense(type_: form.Type) -> Iterator[tuple[str, Any, str, str]]:
    match type_:
        case form.Quantity(unit=unit, whole=whole):
            other = "s" if unit in ("", "1", "%") else "K"
            yield "no number", {"value": "twelve", "unit": unit or "1"}, "不是数字", "no number"
            yield "NaN", {"value": "NaN", "unit": unit or "1"}, "NaN", "NaN"
            yield "infinite", {"value": "Infinity", "unit": unit or "1"}, "无穷大", "an infinity"
            yield "empty number", {"value": "", "unit": unit or "1"}, "空的数字", "an empty number"
            yield "no unit", {"value": "1", "unit": "parsecs per fortnight"}, "没有的单位", "a unit that does not exist"
            yield "other unit", {"value": "1", "unit": other}, "别种量的单位", "a unit of another kind of amount"
            yield "truth for number", True, "以是否代数字", "a truth value for a number"
            if whole:
                yield "not whole", {"value": "1.5", "unit": unit or "1"}, "不是整数", "not a whole number"
        case form.Choice():
            yield "no member", "no-such-member", "没有的取值", "a value it does not have"
        case form.Date():
            yield "no date", "2023-02-29", "不存在的日期", "a date that does not exist"
        case form.Truth():
            yield "no truth", "perhaps", "不是是否", "neither yes nor no"
        case _:
            yield "empty text", "", "空文本", "empty text"


def blank_documents(
    compiled: form.Form, hunter: Hunter, tool: ReferenceTool
) -> Iterator[tuple[str, dict[str, Any], tuple[str, ...], str, str]]:
    """For optional quantities: absent, null, not applicable, zero and empty text in an otherwise answered document."""
    optional = [each for each in compiled.inputs if each.optional and isinstance(each.type, form.Quantity)]
    fields = [
        (items.name, each)
        for items in compiled.lists
        for each in items.fields
        if each.optional and isinstance(each.type, form.Quantity)
    ]
    for owner, each in (*(("", one) for one in optional[:12]), *fields[:12]):
        found = _base(compiled, hunter, tool, owner, each)
        if found is None:
            continue
        document, want = found
        name = f"{owner}.{each.name}" if owner else each.name
        way: tuple[str | int, ...] = ("inputs", owner, 0, each.name) if owner else ("inputs", each.name)
        absent = copy.deepcopy(document)
        holder = absent["inputs"][owner][0] if owner else absent["inputs"]
        del holder[each.name]
        assert isinstance(each.type, form.Quantity)
        zero = {"value": "0", "unit": each.type.unit or "1"}
        yield name, absent, want, f"{name} 未给出", f"{name} is absent"
        for value, zh, en in (
            (None, "为 null", "is null"),
            ("not applicable", "不适用", "is not applicable"),
            (zero, "为零", "is zero"),
            ("", "为空文本", "is empty text"),
        ):
            yield name, with_value(document, way, value), want, f"{name} {zh}", f"{name} {en}"


def _base(
    compiled: form.Form, hunter: Hunter, tool: ReferenceTool, owner: str, each: form.Input
) -> tuple[dict[str, Any], tuple[str, ...]] | None:
    """An answered document that gives the value, for the first rule that needs it itself."""
    for rule in compiled.rules:
        closure = hunter.closures.of_rule(rule.name)
        if (owner, each.name) in closure.fields or (not owner and each.name in closure.inputs):
            for number in range(12):
                seed = f"blank {owner} {each.name} {rule.name} {number}"
                document = hunter.sampler.document(closure, seed, legal=True)
                holder = (document["inputs"].get(owner) or [{}])[0] if owner else document["inputs"]
                want = (hunter.target(rule, random.Random(seed)),)
                if each.name in holder and not tool.answer(document, want).refused:
                    return document, want
            return None
    return None


def unit_documents(
    compiled: form.Form, cases: Sequence[Case], tool: ReferenceTool
) -> Iterator[tuple[str, str, dict[str, Any], tuple[str, ...], str, str]]:
    """For every unit of an input: a case told once more with that quantity in another unit of the same kind."""
    seen: set[str] = set()
    for case in cases:
        for path, number, unit in numbers(case.given):
            other = _PREFIXED.get(unit)
            if other is None or unit in seen or not number or path[0] != "inputs":
                continue
            try:
                factor = tool.calculator.units.into(
                    tool.calculator.units.parse(unit), tool.calculator.units.parse(other)
                )
            except UnitError:
                continue
            if factor is None or not exact.terminates(number * factor):
                continue
            seen.add(unit)
            changed = with_value(case.given, path, _told(number * factor, other))
            name = ".".join(str(step) for step in path[1:] if isinstance(step, str))
            yield name, unit, changed, case.want, f"{name} 以 {other} 计", f"{name} told in {other}"


def _told(number: Fraction, unit: str) -> dict[str, str]:
    return {"value": exact.exact_text(number), "unit": unit}
