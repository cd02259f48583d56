"""Symbolic values: what a user may supply, as z3 variables with what is assumed of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

import z3

from footrule.runtime import form

TRUE = z3.BoolVal(True)
FALSE = z3.BoolVal(False)
FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()
LIKELY_DAYS = date(1990, 1, 1).toordinal(), date(2100, 12, 31).toordinal()
"""Where counterexamples are looked for: far from the ends of the calendar, beyond which no date can be counted."""


@dataclass(frozen=True, slots=True)
class Sym:
    """A value and the condition under which it is there. Numbers are reals; members, texts and dates integers."""

    value: Any
    known: Any = TRUE


@dataclass(frozen=True, slots=True)
class ItemSym:
    """One item of a list, there at all where `here` holds. A negative index: any item, standing for all of them."""

    of: str
    index: int
    fields: Mapping[str, Sym]
    here: Any = TRUE


def rational(text: str | Fraction) -> Any:
    value = Fraction(text)
    return z3.RealVal(f"{value.numerator}/{value.denominator}")


@dataclass(slots=True)
class Inputs:
    """Variables for every input, option and list item of a form, and the bounds they keep.

    `size` None: lists of any length, spoken of through items that stand for all; otherwise lists of up to that many
    items (at least their own minimum).
    """

    compiled: form.Form
    size: int | None
    values: dict[str, Sym] = field(default_factory=dict)
    items: dict[str, tuple[ItemSym, ...]] = field(default_factory=dict)
    some: dict[str, Any] = field(default_factory=dict)
    assumptions: list[Any] = field(default_factory=list)
    members: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, int] = field(default_factory=dict)
    abstract: dict[tuple[str, int], ItemSym] = field(default_factory=dict)
    lists: dict[str, form.ListInput] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.members = {e.name: [m.name for m in e.members] for e in self.compiled.enumerations}
        for given in self.compiled.inputs:
            self.values[given.name] = self.variable(given.name, given)
        for option in self.compiled.options:
            as_input = form.Input(name=option.name, type=option.type, bounds=option.bounds)
            self.values[option.name] = self.variable(option.name, as_input)
        for many in self.compiled.lists:
            self.lists[many.name] = many
            if self.size is None:
                self.some[many.name] = TRUE if many.at_least else z3.Bool(f"some {many.name}")
            else:
                self.items[many.name] = tuple(self._counted(many, max(self.size, many.at_least)))

    def _counted(self, many: form.ListInput, count: int) -> Iterator[ItemSym]:
        """Items of a list of a given greatest length: one is there only if those before it are."""
        before = TRUE
        for index in range(count):
            here = TRUE if index < many.at_least else z3.Bool(f"here {many.name}[{index}]")
            self.assumptions.append(z3.Implies(here, before))
            before = here
            yield ItemSym(many.name, index, self._fields(many, str(index)), here)

    def any_item(self, of: str, index: int) -> ItemSym:
        """An item that stands for all items of a list; another index, another item."""
        if (of, index) not in self.abstract:
            fields = self._fields(self.lists[of], f"any{-index}")
            self.abstract[of, index] = ItemSym(of, index, fields, self.some[of])
        return self.abstract[of, index]

    def _fields(self, many: form.ListInput, tag: str) -> dict[str, Sym]:
        return {item.name: self.variable(f"{many.name}[{tag}].{item.name}", item) for item in many.fields}

    def variable(self, name: str, given: form.Input) -> Sym:
        """A variable of an input's type, its bounds assumed."""
        value = self.of_type(name, given.type)
        known = z3.Bool(f"known {name}") if given.optional else TRUE
        for bound in given.bounds:
            limit = rational(bound.value) if not isinstance(given.type, form.Date) else ordinal(bound.value)
            holds = {"lt": value < limit, "le": value <= limit, "gt": value > limit, "ge": value >= limit}[bound.op]
            self.assumptions.append(z3.Implies(known, holds))
        return Sym(value, known)

    def of_type(self, name: str, type: form.Type) -> Any:
        match type:
            case form.Quantity(whole=True):
                return z3.ToReal(z3.Int(name))
            case form.Quantity():
                return z3.Real(name)
            case form.Truth():
                return z3.Bool(name)
            case form.Choice() | form.Date():
                value = z3.Int(name)
                self.assumptions.append(self.legal(value, type))
                return value
            case _:
                return z3.Int(name)

    def legal(self, value: Any, type: form.Type) -> Any:
        """That an integer is a member of its enumeration, or a day of the calendar."""
        if isinstance(type, form.Choice):
            return z3.And(value >= 0, value < max(1, len(self.members[type.of])))
        if isinstance(type, form.Date):
            first, last = (FIRST_DAY, LAST_DAY) if self.size is None else LIKELY_DAYS
            return z3.And(value >= first, value <= last)
        return TRUE

    def text(self, value: str) -> Any:
        """One number a text."""
        return z3.IntVal(self.texts.setdefault(value, len(self.texts)))

    def member(self, of: str, name: str) -> Any:
        return z3.IntVal(self.members[of].index(name))


def ordinal(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def sort_of(type: form.Type) -> Any:
    match type:
        case form.Quantity():
            return z3.RealSort()
        case form.Truth():
            return z3.BoolSort()
        case _:
            return z3.IntSort()


class Mentions:
    """Which variables a z3 expression mentions, remembered for every expression once walked."""

    def __init__(self) -> None:
        self._known: dict[int, frozenset[int]] = {}
        self._kept: list[Any] = []  # an expression's number is its own only while it lives

    def of(self, expression: Any) -> frozenset[int]:
        key = expression.get_id()
        if key not in self._known:
            found: set[int] = set()
            seen: set[int] = set()
            waiting = [expression]
            while waiting:
                node = waiting.pop()
                number = node.get_id()
                if number in seen:
                    continue
                seen.add(number)
                if z3.is_app(node) and node.decl().kind() == z3.Z3_OP_UNINTERPRETED:
                    found.add(number)
                waiting.extend(node.children())
            self._known[key] = frozenset(found)
            self._kept.append(expression)
        return self._known[key]

    def related(self, asked: Any, facts: list[Any], rounds: int) -> list[Any]:
        """The facts that speak of what is asked, and of what those speak of, `rounds` times."""
        have = set(self.of(asked))
        left = [(fact, self.of(fact)) for fact in facts]
        chosen: list[Any] = []
        for _ in range(rounds):
            near = [(fact, names) for fact, names in left if names & have]
            if not near:
                break
            chosen += [fact for fact, _ in near]
            left = [(fact, names) for fact, names in left if not names & have]
            for _, names in near:
                have |= names
        return chosen
