"""Documents to begin a search from: the standard's own examples, and the same made rich and made plain.

A rich document has an item of every kind a list can hold and no amount of zero where another is accepted; a plain one
has round amounts, so that what is worked out from them stays a short decimal.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from footrule.conformance.making.edges import numbers, with_value
from footrule.conformance.making.sampling import Document, written
from footrule.conformance.reference_tool import ReferenceTool
from footrule.runtime import form

MOST_ITEMS = 40
_AMOUNTS = (3, 5, 7, 11, 13, 17, 19, 23)
PLAIN = (("0", "1", "100"), ("100000", "1000", "100", "1"))
"""Amounts that make a document plain, the first that fits: nothing wherever it may be, or much."""

Fits = Callable[[Document], bool]


def rich(tool: ReferenceTool, document: Document) -> Document | None:
    """The document filled up as far as the reference accepts it; nothing where it gains nothing."""
    filled = copy.deepcopy(document)
    members = {kind.name: tuple(m.name for m in kind.members) for kind in tool.compiled.enumerations}
    for items in tool.compiled.lists:
        if isinstance(filled["inputs"].get(items.name), list) and filled["inputs"][items.name]:
            filled = _every_kind(tool, filled, items, members)
    filled = _no_zero(tool, filled)
    return filled if filled != document else None


def _every_kind(
    tool: ReferenceTool, document: Document, items: form.ListInput, members: dict[str, tuple[str, ...]]
) -> Document:
    """One more item for every member a choice of the list has not got yet, the others taking turns with it."""
    fields = {each.name: members[each.type.of] for each in items.fields if isinstance(each.type, form.Choice)}
    start = document["inputs"][items.name]
    for name, names in fields.items():
        for at, member in enumerate(names):
            rows = document["inputs"][items.name]
            if len(rows) >= MOST_ITEMS or any(row.get(name) == member for row in rows):
                continue
            model = start[at % len(start)]
            turned = {
                other: kinds[at % len(kinds)] for other, kinds in fields.items() if other != name and other in model
            }
            for row in ({**model, **turned, name: member}, {**model, name: member}):
                more = {**document, "inputs": {**document["inputs"], items.name: [*rows, copy.deepcopy(row)]}}
                if not tool.answer(more, ()).refused:
                    document = more
                    break
    return document


def _no_zero(tool: ReferenceTool, document: Document) -> Document:
    for at, (path, number, unit) in enumerate(list(numbers(document))):
        if not number:
            amount = Fraction(_AMOUNTS[at % len(_AMOUNTS)], 1 if unit != "%" else 100)
            other = with_value(document, path, written(amount, unit))
            if not tool.answer(other, ()).refused:
                document = other
    return document


def plain(document: Document, fits: Fits, amounts: tuple[str, ...]) -> Document:
    """The document with amounts made round, one after another, as long as it still fits."""
    for path, number, unit in list(numbers(document)):
        for told in amounts:
            if number == Fraction(told):
                break
            other = with_value(document, path, written(Fraction(told), unit))
            if fits(other):
                document = other
                break
    return document


def least(compiled: form.Form, document: Document, fits: Fits) -> Document:
    """The document without whatever it does not need to fit: items first, then what else is given."""
    for items in compiled.lists:
        for row in list(document["inputs"].get(items.name) or []):
            kept = [each for each in document["inputs"][items.name] if each is not row]
            fewer = {**document, "inputs": {**document["inputs"], items.name: kept}}
            if fits(fewer):
                document = fewer
    for section in ("inputs", "options"):
        for name in list(document.get(section, {})):
            fewer = {**document, section: {key: value for key, value in document[section].items() if key != name}}
            if fits(fewer):
                document = fewer
    return document


def turned(compiled: form.Form, document: Document) -> Iterator[Document]:
    """The document with one thing taken otherwise: a choice, yes for no, a number ten times as much, a blank."""
    members = {kind.name: tuple(m.name for m in kind.members) for kind in compiled.enumerations}
    for section, declared in (("options", compiled.options), ("inputs", compiled.inputs)):
        for each in declared:
            if isinstance(each.type, form.Choice) and each.name in document.get(section, {}):
                for member in members[each.type.of]:
                    if member != document[section][each.name]:
                        yield {**document, section: {**document[section], each.name: member}}
    for given in compiled.inputs:
        value = document["inputs"].get(given.name)
        if isinstance(given.type, form.Truth) and value is not None:
            yield with_value(document, ("inputs", given.name), value in (False, "no"))
        if given.optional and value is not None:
            yield {**document, "inputs": {key: held for key, held in document["inputs"].items() if key != given.name}}
        if isinstance(given.type, form.Quantity) and isinstance(value, dict):
            for path, number, unit in numbers({given.name: value}):
                yield with_value(document, ("inputs", *path), written(number * 10, unit))
    for items in compiled.lists:
        for at, row in enumerate(document["inputs"].get(items.name) or []):
            for each in items.fields:
                here = ("inputs", items.name, at, each.name)
                if isinstance(each.type, form.Choice) and each.name in row:
                    for member in members[each.type.of]:
                        if member != row[each.name]:
                            yield with_value(document, here, member)
                if isinstance(each.type, form.Truth) and row.get(each.name) is not None:
                    yield with_value(document, here, row[each.name] in (False, "no"))


def targets(compiled: form.Form, document: Document) -> Iterator[str]:
    """Everything of a form that can be asked of a document: every rule, for every item and every member."""
    members = {kind.name: tuple(m.name for m in kind.members) for kind in compiled.enumerations}
    for rule in compiled.rules:
        told = [""]
        for parameter in rule.parameters:
            told = [f"{before}, {each}" for before in told for each in _arguments(parameter.type, members, document)]
        yield from (f"{rule.name}({each[2:]})" if each else rule.name for each in told[:MOST_ITEMS])


def _arguments(type_: form.Type, members: dict[str, tuple[str, ...]], document: Document) -> list[str]:
    match type_:
        case form.Item(of=of):
            rows: Any = document["inputs"].get(of)
            return [f"#{at}" for at in range(1, len(rows) + 1)] if isinstance(rows, list) else []
        case form.Choice(of=kind):
            return list(members[kind])
        case form.Truth():
            return ["yes", "no"]
        case _:
            return []
