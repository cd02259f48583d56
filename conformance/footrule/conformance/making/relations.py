"""Relations between two answers that hold whatever the right answer is: order, splitting, scale, unit.

A relation is offered only where the reference itself satisfies it on several documents; none is believed.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from footrule.conformance.cases import Relation
from footrule.conformance.making.sampling import Document, written
from footrule.conformance.reference_tool import Answer, ReferenceTool
from footrule.runtime import exact, form

Change = Callable[[Document], Document | None]

EVERYTHING = "everything that is an amount"
ABSOLUTE = "everything that is absolute"

_TITLES = {
    "order of names": ("各名称换一次序", "the names in another order"),
    "permute": ("{told} 的各项倒序", "the items of {told} in reverse order"),
    "split": ("{told}：第一项平分为两项", "{told}: the first item as two halves"),
    "scale": ("以 {told} 计的输入都乘同一倍数", "every input in {told} times one factor"),
    "rebase": ("换声明单位的数量：绝对量都乘同一倍数", "another declared amount: all that is absolute times a factor"),
}


def title_of(relation: Relation) -> dict[str, str]:
    """What is changed between the two questions, in both languages."""
    if relation.told == EVERYTHING:
        return {"zh": "一切有单位的输入都乘同一倍数", "en": "every input that has a unit times one factor"}
    zh, en = _TITLES[relation.change]
    return {"zh": zh.format(told=relation.told), "en": en.format(told=relation.told)}


def relations(
    tool: ReferenceTool, documents: list[Document], want: tuple[str, ...]
) -> Iterator[tuple[Document, Relation]]:
    """A document and a relation for every kind of change that holds on all these documents it can be made on."""
    compiled = tool.compiled
    for kind, told, change in _changes(compiled):
        found: list[tuple[Document, Document, Answer, Answer]] = []
        for document in documents:
            other = change(document)
            if other is None:
                continue
            before, after = tool.answer(document, want), tool.answer(other, want)
            if not before.refused:
                found.append((document, other, before, after))
        factors = _factors(found, want)
        if factors and any(_moves(before) for _, _, before, _ in found):
            document, other, _, _ = next(each for each in found if _moves(each[2]))
            yield document, Relation(change=kind, given=other, factors=factors, told=told)  # type: ignore[arg-type]


def _moves(answer: Answer) -> bool:
    return any(isinstance(found.value, Fraction) and found.value for found in answer.values.values())


def _factors(found: list[tuple[Document, Document, Answer, Answer]], want: tuple[str, ...]) -> dict[str, str]:
    """The one factor by which each wanted value changes on every document; nothing where there is no such factor."""
    factors: dict[str, str] = {}
    if not found:
        return {}
    for name in want:
        seen: set[Fraction] = set()
        for _, _, before, after in found:
            if after.refused:
                return {}
            one, other = before.values[name].value, after.values[name].value
            if isinstance(one, Fraction) and isinstance(other, Fraction):
                if one:
                    seen.add(other / one)
                elif other:
                    return {}
            elif one != other:
                return {}
        if len(seen) > 1 or not all(exact.terminates(factor) for factor in seen):
            return {}
        factors[name] = exact.exact_text(next(iter(seen), Fraction(1)))
    return factors


def _changes(compiled: form.Form) -> Iterator[tuple[str, str, Change]]:
    yield "order of names", "names in another order", _other_order
    for items in compiled.lists:
        yield "permute", items.name, _permuted(items.name)
        for each in items.fields:
            if isinstance(each.type, form.Quantity) and not each.type.whole:
                yield "split", f"{items.name}.{each.name}", _split(items.name, each.name)
    dimensions: dict[str, set[tuple[str, str]]] = {}
    for owner, each in (
        *(("", each) for each in compiled.inputs),
        *((items.name, each) for items in compiled.lists for each in items.fields),
    ):
        if isinstance(each.type, form.Quantity) and not each.type.whole and each.type.unit not in ("", "1", "%"):
            dimensions.setdefault(each.type.unit, set()).add((owner, each.name))
    everything = {each for names in dimensions.values() for each in names}
    for told, names in (*sorted(dimensions.items()), (EVERYTHING, everything)):
        for factor in (Fraction(2), Fraction(10)):
            yield "scale", told, _scaled(names, factor)
    absolute = {each for unit, names in dimensions.items() if "/" not in unit for each in names}
    if absolute and absolute not in (everything, *dimensions.values()):
        yield "rebase", ABSOLUTE, _scaled(absolute, Fraction(10))


def _other_order(document: Document) -> Document | None:
    inputs = document["inputs"]
    turned = {
        name: [dict(reversed(item.items())) if isinstance(item, dict) else item for item in value]
        if isinstance(value, list)
        else value
        for name, value in reversed(inputs.items())
    }
    return {**document, "inputs": turned} if len(inputs) > 1 else None


def _permuted(items: str) -> Change:
    def change(document: Document) -> Document | None:
        lines = document["inputs"].get(items)
        if not isinstance(lines, list) or len(lines) < 2 or lines[::-1] == lines:
            return None
        return {**document, "inputs": {**document["inputs"], items: lines[::-1]}}

    return change


def _split(items: str, field: str) -> Change:
    """The first line split into two that each have half the amount."""

    def change(document: Document) -> Document | None:
        lines = document["inputs"].get(items)
        if not isinstance(lines, list) or not lines or not isinstance(lines[0].get(field), dict):
            return None
        try:
            half = exact.read_number(lines[0][field]["value"]) / 2
        except exact.NumberError:
            return None
        if not half or not exact.terminates(half):
            return None
        part = {**lines[0], field: {**lines[0][field], "value": exact.exact_text(half)}}
        return {**document, "inputs": {**document["inputs"], items: [part, dict(part), *lines[1:]]}}

    return change


def _scaled(names: set[tuple[str, str]], factor: Fraction) -> Change:
    def scale(value: Any) -> Any:
        if isinstance(value, dict) and set(value) >= {"value", "unit"}:
            number = exact.read_number(value["value"]) * factor
            return {**value, **written(number, value["unit"])}
        return value

    def change(document: Document) -> Document | None:
        changed = copy.deepcopy(document)
        moved = False
        for owner, name in names:
            holders = [changed["inputs"]] if not owner else changed["inputs"].get(owner) or []
            for holder in holders if isinstance(holders, list) else []:
                if isinstance(holder, dict) and isinstance(holder.get(name), dict):
                    holder[name] = scale(holder[name])
                    moved = True
        return changed if moved else None

    return change
