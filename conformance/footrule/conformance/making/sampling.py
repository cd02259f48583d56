"""Documents drawn for a closure: every value a user could legally give, round numbers first, edges often.

Drawn by a generator seeded with what is asked, so that the same form gives the same documents.
"""

from __future__ import annotations

import copy
import random
from fractions import Fraction
from typing import Any

from footrule.conformance.making.closure import Closure
from footrule.runtime import exact, form

Document = dict[str, Any]

_ROUND = tuple(
    Fraction(text) for text in ("1", "2", "3", "4", "5", "8", "10", "12", "20", "25", "40", "50", "60", "100")
)
_DAYS = ("2023-01-01", "2023-12-31", "2024-02-29", "2024-07-01", "2024-12-31", "2025-01-01", "2025-06-30", "2026-01-01")
_TEXTS = ("A", "B", "C")


class Sampler:
    """Draws documents of one form that give what a closure needs and no more."""

    def __init__(self, compiled: form.Form) -> None:
        self.compiled = compiled
        self.members = {kind.name: tuple(m.name for m in kind.members) for kind in compiled.enumerations}

    def document(self, closure: Closure, seed: str, *, legal: bool = False) -> Document:
        """`legal`: optional values are always given, and no value is drawn to be special."""
        draw = random.Random(f"{self.compiled.standard.id} {seed}")
        plain = draw.random() < 0.3 or legal
        same = {kind: draw.choice(names) for kind, names in self.members.items() if names and draw.random() < 0.4}
        inputs: Document = {}
        for each in self.compiled.inputs:
            if each.name in closure.inputs:
                self._give(inputs, each, closure, draw, plain, same)
        for items in self.compiled.lists:
            if items.name in closure.lists:
                most = draw.choice((1, 2, 2, 3))
                count = max(items.at_least, most) if not items.optional or plain or draw.random() < 0.9 else 0
                # a draw of its own, so that what else is drawn does not depend on it
                if not plain and not items.at_least and random.Random(f"empty {items.name} {seed}").random() < 0.1:
                    count = 0
                inputs[items.name] = [self._item(items, closure, draw, plain, same) for _ in range(count)]
        options: Document = {}
        for option in self.compiled.options:
            if option.name in closure.options and (option.default is None or draw.random() < 0.6):
                options[option.name] = self._value(option, closure, draw, plain, {})
        return {"inputs": inputs, "options": options} if options else {"inputs": inputs}

    def _item(
        self, items: form.ListInput, closure: Closure, draw: random.Random, plain: bool, same: dict[str, str]
    ) -> Document:
        """An item has all it is required to have: lists are read whole, whatever is wanted of them."""
        found: Document = {}
        for each in items.fields:
            if (items.name, each.name) in closure.fields:
                self._give(found, each, closure, draw, plain, same)
            elif not each.optional and not each.source_of:
                found[each.name] = self._value(each, closure, draw, True, same)
        return found

    def reshaped(self, document: Document, closure: Closure, draw: random.Random) -> Document:
        """The document with an item more, an item less, or an item given what it may have beside what it needs."""
        changed = copy.deepcopy(document)
        held = [each for each in self.compiled.lists if isinstance(changed["inputs"].get(each.name), list)]
        held = [each for each in held if each.name in closure.lists]
        if not held:
            return self.changed(document, closure, draw)
        items = draw.choice(held)
        rows = changed["inputs"][items.name]
        way = draw.random()
        if rows and way < 0.25:
            del rows[draw.randrange(len(rows))]
        elif way < 0.7 or not rows:
            row = copy.deepcopy(draw.choice(rows)) if rows else self._item(items, closure, draw, True, {})
            for each in items.fields:
                if isinstance(each.type, form.Choice) and each.name in row:
                    row[each.name] = draw.choice(self.members[each.type.of])
            rows.append(row)
        else:
            row = draw.choice(rows)
            for each in items.fields:
                if each.optional and each.name not in row and draw.random() < 0.6:
                    row[each.name] = self._value(each, closure, draw, True, {})
        return changed

    def changed(self, document: Document, closure: Closure, draw: random.Random) -> Document:
        """The document with one of the values it depends on drawn afresh, given, or taken away."""
        places: list[tuple[Document, form.Input | form.Option]] = []
        changed = copy.deepcopy(document)
        inputs = changed["inputs"]
        places += [(inputs, each) for each in self.compiled.inputs if each.name in closure.inputs]
        for items in self.compiled.lists:
            for row in inputs.get(items.name) or []:
                places += [(row, each) for each in items.fields if (items.name, each.name) in closure.fields]
        for option in self.compiled.options:
            if option.name in closure.options:
                places.append((changed.setdefault("options", {}), option))
        if not places:
            return changed
        holder, each = draw.choice(places)
        if isinstance(each, form.Input) and each.optional and each.name in holder and draw.random() < 0.25:
            del holder[each.name]
        elif isinstance(each, form.Input) and each.optional and draw.random() < 0.1:
            holder[each.name] = "not applicable"
        else:
            holder[each.name] = self._value(each, closure, draw, draw.random() < 0.5, {})
        return changed

    def filled(self, document: Document, closure: Closure, seed: str) -> Document:
        """The document with everything a closure needs and the document leaves out drawn for it."""
        drawn = self.document(closure, seed, legal=True)
        filled = copy.deepcopy(document)
        filled["inputs"] = {**drawn["inputs"], **filled["inputs"]}
        if drawn.get("options") or filled.get("options"):
            filled["options"] = {**drawn.get("options", {}), **filled.get("options", {})}
        return filled

    def item(self, items: form.ListInput, seed: str) -> Document:
        """One item with the values it is required to have, none of them special."""
        return self._item(items, Closure(), random.Random(f"{self.compiled.standard.id} {seed}"), True, {})

    def _give(
        self,
        found: Document,
        each: form.Input,
        closure: Closure,
        draw: random.Random,
        plain: bool,
        same: dict[str, str],
    ) -> None:
        if each.optional and not plain:
            way = draw.random()
            if way < 0.18:
                return
            if way < 0.26:
                found[each.name] = "not applicable"
                return
        found[each.name] = self._value(each, closure, draw, plain, same)

    def _value(
        self,
        each: form.Input | form.Option,
        closure: Closure,
        draw: random.Random,
        plain: bool,
        same: dict[str, str],
    ) -> Any:
        match each.type:
            case form.Quantity():
                return written(self._number(each, each.type, closure, draw, plain), each.type.unit)
            case form.Choice(of=kind):
                return same[kind] if kind in same and draw.random() < 0.8 else draw.choice(self.members[kind])
            case form.Truth():
                return draw.random() < 0.6
            case form.Date():
                return draw.choice((*_DAYS, *sorted(closure.days)))
            case _:
                return draw.choice(_TEXTS)

    def _number(
        self,
        each: form.Input | form.Option,
        type_: form.Quantity,
        closure: Closure,
        draw: random.Random,
        plain: bool,
    ) -> Fraction:
        low, high = limits(each)
        way = draw.random()
        if not plain and way < 0.06:
            number = Fraction(0)
        elif not plain and way < 0.2 and closure.numbers:
            number = draw.choice(sorted(closure.numbers)) + Fraction(
                draw.choice((-1, 0, 0, 1)), draw.choice((1, 10, 100))
            )
        elif not plain and way < 0.27:
            number = draw.choice([low if low is not None else Fraction(0), high if high is not None else Fraction(7)])
        elif way < 0.6:
            number = draw.choice(_ROUND) * Fraction(draw.choice((1, 1, 1, 10, 100)), draw.choice((1, 1, 10, 100)))
        elif low is not None and high is not None:
            number = low + (high - low) * Fraction(draw.randint(1, 999), 1000)
        else:
            number = (low or 0) + Fraction(draw.randint(1, 9999), draw.choice((1, 10, 100, 1000)))
        if not plain and low is None and draw.random() < 0.25:
            number = -number
        if type_.whole:
            number = Fraction(round(number))
        return within(number, each, type_.whole)


def limits(each: form.Input | form.Option) -> tuple[Fraction | None, Fraction | None]:
    low = [exact.read_number(bound.value) for bound in each.bounds if bound.op in ("gt", "ge")]
    high = [exact.read_number(bound.value) for bound in each.bounds if bound.op in ("lt", "le")]
    return (max(low) if low else None), (min(high) if high else None)


def within(number: Fraction, each: form.Input | form.Option, whole: bool = False) -> Fraction:
    """The number, moved inside the bounds where it lies outside."""
    low, high = limits(each)
    step = Fraction(1) if whole else Fraction(1, 4)
    if low is not None and number < low:
        number = low + abs(low - number) % 7
    if high is not None and number > high:
        number = high if low is None else low + (high - low) / 2
    for bound in each.bounds:
        value = exact.read_number(bound.value)
        if bound.op == "gt" and number <= value:
            number = value + step
        if bound.op == "lt" and number >= value:
            number = value - step
    if number.denominator != 1 and not exact.terminates(number):
        number = Fraction(round(number * 1000), 1000)
    return number


def written(number: Fraction, unit: str) -> Any:
    """A quantity as a case writes it: decimal text and its unit."""
    return {"value": exact.exact_text(number), "unit": unit or "1"}
