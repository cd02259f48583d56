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


@dataclass(frozen=True, slots=True)
class Sym:
    """A value and the condition under which it is there. Numbers are reals, members and texts integers."""

    value: Any
    known: Any = TRUE


@dataclass(frozen=True, slots=True)
class ItemSym:
    """One item of a list. `index` None: any item, standing for all of them."""

    of: str
    index: int | None
    fields: Mapping[str, Sym]


def rational(text: str | Fraction) -> Any:
    value = Fraction(text)
    return z3.RealVal(f"{value.numerator}/{value.denominator}")


@dataclass(slots=True)
class Inputs:
    """Variables for every input, option and list item of a form, and the bounds they keep.

    `size` None: list items are abstract; otherwise every list has that many items (at least its own minimum).
    """

    compiled: form.Form
    size: int | None
    values: dict[str, Sym] = field(default_factory=dict)
    items: dict[str, tuple[ItemSym, ...]] = field(default_factory=dict)
    anyone: dict[str, ItemSym] = field(default_factory=dict)
    assumptions: list[Any] = field(default_factory=list)
    members: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.members = {e.name: [m.name for m in e.members] for e in self.compiled.enumerations}
        for given in self.compiled.inputs:
            self.values[given.name] = self.variable(given.name, given)
        for option in self.compiled.options:
            as_input = form.Input(name=option.name, type=option.type, bounds=option.bounds)
            self.values[option.name] = self.variable(option.name, as_input)
        for many in self.compiled.lists:
            self.anyone[many.name] = self._item(many, None)
            count = max(self.size, many.at_least) if self.size is not None else 0
            self.items[many.name] = tuple(self._item(many, index) for index in range(count))

    def variable(self, name: str, given: form.Input) -> Sym:
        """A fresh variable of an input's type, its bounds assumed."""
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
                whole = z3.Int(name)
                return z3.ToReal(whole)
            case form.Quantity():
                return z3.Real(name)
            case form.Truth():
                return z3.Bool(name)
            case form.Choice(of=of):
                value = z3.Int(name)
                self.assumptions.append(z3.And(value >= 0, value < max(1, len(self.members[of]))))
                return value
            case form.Date():
                value = z3.Int(name)
                self.assumptions.append(z3.And(value >= ordinal("1990-01-01"), value <= ordinal("2100-12-31")))
                return value
            case _:
                return z3.Int(name)

    def _item(self, many: form.ListInput, index: int | None) -> ItemSym:
        tag = "any" if index is None else str(index)
        fields = {item.name: self.variable(f"{many.name}[{tag}].{item.name}", item) for item in many.fields}
        return ItemSym(many.name, index, fields)


def ordinal(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def variables(expression: Any) -> Iterator[str]:
    """Names of the variables a z3 expression mentions."""
    seen: set[int] = set()
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        if node.get_id() in seen:
            continue
        seen.add(node.get_id())
        if z3.is_const(node) and node.decl().kind() == z3.Z3_OP_UNINTERPRETED:
            yield node.decl().name()
        waiting.extend(node.children())
