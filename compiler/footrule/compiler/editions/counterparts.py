"""One product as each edition asks for it: where the editions ask differently, what stands in is told.

A value out of one edition's bounds is moved to the same place in the other's where both cannot hold one value (a year
of 2023 to 2024 against one of 2025 to 2026). A class the old edition derives and the new one asks for is derived by
the old one's rule. What only one edition demands is filled in from its own worked examples.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from footrule.compiler.editions.matching import label_likeness
from footrule.compiler.editions.products import Document, projected
from footrule.runtime import form
from footrule.runtime.calculate import Calculator
from footrule.runtime.inputs import check
from footrule.runtime.problems import Refused
from footrule.runtime.reference import Interpreter


@dataclass(slots=True)
class Counterparts:
    """`shifts`: input -> what the new edition's values are more than the old one's. `derived`: (list, field) of the new
    edition -> rule of the old one that gives it. `fillings`: field or input -> value of the first worked example."""

    old: form.Form
    new: form.Form
    calculator: Calculator
    shifts: dict[str, tuple[Fraction, tuple[form.Bound, ...], tuple[form.Bound, ...]]] = field(default_factory=dict)
    derived: dict[tuple[str, str], str] = field(default_factory=dict)
    fillings: dict[str, dict[tuple[str, str], Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        mine = {given.name: given for given in self.old.inputs}
        for given in self.new.inputs:
            before = mine.get(given.name)
            if before is not None and isinstance(given.type, form.Quantity) and before.type == given.type:
                self._shift(before, given)
        lists = {many.name: {item.name for item in many.fields} for many in self.old.lists}
        for many in self.new.lists:
            for item in many.fields:
                if many.name in lists and item.name not in lists[many.name]:
                    self._derive(many.name, item)
        self.fillings = {"old": _fillings(self.old), "new": _fillings(self.new)}

    def _shift(self, before: form.Input, after: form.Input) -> None:
        mine, theirs = _span(before.bounds), _span(after.bounds)
        if None in (*mine, *theirs):
            return
        if mine[1] < theirs[0] or theirs[1] < mine[0]:  # type: ignore[operator]  # none of them is None
            self.shifts[before.name] = (theirs[0] - mine[0], before.bounds, after.bounds)  # type: ignore[operator]  # as above

    def _derive(self, owner: str, item: form.Input) -> None:
        for rule in self.old.rules:
            takes = [p.type for p in rule.parameters]
            if (
                takes == [form.Item(of=owner)]
                and rule.type == item.type
                and label_likeness(rule.label, item.label) > 0.8
            ):
                self.derived[owner, item.name] = rule.name
                return

    def of_old(self, document: Document) -> Document:
        return self.shifted(projected(document, self.old), "old")

    def of_new(self, document: Document, *, filled: bool = False) -> Document:
        """`filled`: what only the new edition demands is taken from its worked examples."""
        found = self.shifted(projected(document, self.new), "new")
        found = self._derivations(document, found)
        return self._filled(found, "new") if filled else found

    def of_old_filled(self, document: Document) -> Document:
        return self._filled(self.of_old(document), "old")

    def shifted(self, document: Document, side: str) -> Document:
        inputs = dict(document["inputs"])
        for name, (by, mine, theirs) in self.shifts.items():
            value = _number(inputs.get(name))
            bounds = mine if side == "old" else theirs
            if value is None or _inside(value, bounds):
                continue
            moved = value - by if side == "old" else value + by
            if _inside(moved, bounds):
                inputs[name] = _with(inputs[name], moved)
        return {**document, "inputs": inputs}

    def _derivations(self, document: Document, found: Document) -> Document:
        if not any(owner in document["inputs"] for owner, _ in self.derived):
            return found
        try:
            given = self.of_old(document)
            checked = check(self.calculator.index, self.calculator.units, given, partial=True)
        except Refused:
            return found
        interpreter = Interpreter(self.calculator.index, checked.given)
        inputs = copy.deepcopy(found["inputs"])
        for (owner, name), rule in self.derived.items():
            items = checked.given.lists.get(owner, ())
            if not isinstance(items, tuple) or not isinstance(inputs.get(owner), list):
                continue
            for position, item in enumerate(items):
                if name in inputs[owner][position]:
                    continue
                try:
                    value = interpreter.rule(rule, item)
                except Refused:
                    continue
                if isinstance(value, (str, bool)):
                    inputs[owner][position][name] = value
        return {**found, "inputs": inputs}

    def _filled(self, document: Document, side: str) -> Document:
        compiled = self.old if side == "old" else self.new
        fillings = self.fillings[side]
        inputs, options = copy.deepcopy(document["inputs"]), dict(document["options"])
        for given in compiled.inputs:
            if given.name not in inputs and not given.optional and ("", given.name) in fillings:
                inputs[given.name] = fillings["", given.name]
        for many in compiled.lists:
            for item in inputs.get(many.name) or []:
                for one in many.fields:
                    if (
                        isinstance(item, dict)
                        and one.name not in item
                        and not one.optional
                        and (many.name, one.name) in fillings
                    ):
                        item[one.name] = fillings[many.name, one.name]
        for option in compiled.options:
            if option.name not in options and option.default is None and ("option", option.name) in fillings:
                options[option.name] = fillings["option", option.name]
        return {"inputs": inputs, "options": options}

    def assumptions(self, before: Document, after: Document) -> tuple[str, ...]:
        """What `after` gives that `before` does not, one `name = value` each."""
        told = []
        for section in ("inputs", "options"):
            for name, value in after[section].items():
                if isinstance(value, list):
                    old = before[section].get(name) or []
                    for position, item in enumerate(value):
                        have = old[position] if position < len(old) and isinstance(old[position], dict) else {}
                        told += [f"{name}.{key} = {held}" for key, held in item.items() if key not in have]
                elif name not in before[section]:
                    told.append(f"{name} = {value}")
        return tuple(dict.fromkeys(told))


def _fillings(compiled: form.Form) -> dict[tuple[str, str], Any]:
    found: dict[tuple[str, str], Any] = {}
    for example in compiled.examples:
        if example.refused:
            continue
        for name, value in example.given.items():
            if isinstance(value, list):
                for item in value:
                    for key, held in item.items() if isinstance(item, dict) else ():
                        found.setdefault((name, key), held)
            else:
                found.setdefault(("", name), value)
        for name, value in example.options.items():
            found.setdefault(("option", name), value)
    return found


def _span(bounds: tuple[form.Bound, ...]) -> tuple[Fraction | None, Fraction | None]:
    low = next((Fraction(bound.value) for bound in bounds if bound.op in ("ge", "gt")), None)
    high = next((Fraction(bound.value) for bound in bounds if bound.op in ("le", "lt")), None)
    return low, high


def _inside(value: Fraction, bounds: tuple[form.Bound, ...]) -> bool:
    low, high = _span(bounds)
    return (low is None or value >= low) and (high is None or value <= high)


def _number(value: Any) -> Fraction | None:
    text = value.get("value") if isinstance(value, dict) else str(value).split(" ", maxsplit=1)[0]
    try:
        return Fraction(str(text))
    except (ValueError, ZeroDivisionError):
        return None


def _with(value: Any, number: Fraction) -> Any:
    text = str(number)
    if isinstance(value, dict):
        return {**value, "value": text}
    parts = str(value).split(" ", maxsplit=1)
    return f"{text} {parts[1]}" if len(parts) > 1 else text
