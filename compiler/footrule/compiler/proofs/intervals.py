"""The range of every number a form can make, by interval arithmetic alone: quick, sound, and enough for most proofs.

A range is never narrower than what legal inputs give. A share `a / (a + b)` of two amounts that are never negative lies
between 0 and 1, which plain interval arithmetic would lose.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import msgspec

from footrule.compiler.rewriting import rewrite
from footrule.runtime import form


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`; None is unbounded. `above`, `below`: the end itself is not reached."""

    low: Fraction | None = None
    high: Fraction | None = None
    above: bool = False
    below: bool = False

    @property
    def positive(self) -> bool:
        return self.low is not None and (self.low > 0 or (self.low == 0 and self.above))

    @property
    def not_negative(self) -> bool:
        return self.low is not None and self.low >= 0

    @property
    def not_positive(self) -> bool:
        return self.high is not None and self.high <= 0

    @property
    def avoids_zero(self) -> bool:
        return self.positive or self.negated().positive

    def negated(self) -> Range:
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Range(low, high, self.below, self.above)

    def joined(self, other: Range) -> Range:
        """The smallest range that holds both."""
        low, above = _outer(self.low, self.above, other.low, other.above, -1)
        high, below = _outer(self.high, self.below, other.high, other.below, 1)
        return Range(low, high, above, below)

    def plus(self, other: Range) -> Range:
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Range(low, high, self.above or other.above, self.below or other.below)

    def times(self, other: Range) -> Range:
        if self.not_negative and other.not_negative:
            assert self.low is not None
            assert other.low is not None
            low = self.low * other.low
            high = None if self.high is None or other.high is None else self.high * other.high
            zero = self.high == 0 or other.high == 0
            strict = self.positive and other.positive and (self.above or other.above)
            return Range(low, Fraction(0) if zero else high, strict and not zero, False)
        if self.not_positive:
            return self.negated().times(other).negated()
        if other.not_positive:
            return self.times(other.negated()).negated()
        if None in (self.low, self.high, other.low, other.high):
            return ANY
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]  # type: ignore[operator]  # none of them is None
        return Range(min(ends), max(ends))

    def closed(self) -> Range:
        """With its ends."""
        return Range(self.low, self.high)

    def inverted(self) -> Range:
        """One over it, where it avoids zero."""
        if ZERO in (self, self.closed()):
            return ANY  # never defined: whatever is said of it holds
        if self.positive:
            assert self.low is not None
            high = None if self.low == 0 else 1 / self.low
            low = Fraction(0) if self.high is None else 1 / self.high
            return Range(low, high, self.high is None or self.below, self.low != 0 and self.above)
        if self.negated().positive:
            return self.negated().inverted().negated()
        return ANY


def _outer(
    one: Fraction | None, open_one: bool, other: Fraction | None, open_other: bool, sign: int
) -> tuple[Fraction | None, bool]:
    if one is None or other is None:
        return None, False
    if one == other:
        return one, open_one and open_other
    return (one, open_one) if (one - other) * sign > 0 else (other, open_other)


ANY = Range()
ZERO = Range(Fraction(0), Fraction(0))
POSITIVE = Range(Fraction(0), None, True)
COUNT = Range(Fraction(0))


def exactly(value: str | Fraction) -> Range:
    number = Fraction(value)
    return Range(number, number)


def of_bounds(bounds: Iterable[form.Bound]) -> Range:
    """The range an input's bounds leave."""
    found = ANY
    for bound in bounds:
        try:
            value = Fraction(bound.value)
        except ValueError:  # a bound on a date
            return ANY
        if bound.op in ("gt", "ge") and (found.low is None or value >= found.low):
            found = Range(value, found.high, bound.op == "gt", found.below)
        elif bound.op in ("lt", "le") and (found.high is None or value <= found.high):
            found = Range(found.low, value, found.above, bound.op == "lt")
    return found


@dataclass(slots=True)
class Ranges:
    """The ranges of a form's inputs, fields and rules. Parameters that are quantities may be any number."""

    compiled: form.Form
    inputs: dict[str, Range] = field(default_factory=dict)
    fields: dict[tuple[str, str], Range] = field(default_factory=dict)
    rules: dict[str, Range] = field(default_factory=dict)
    columns: dict[tuple[str, str], Range] = field(default_factory=dict)

    def __post_init__(self) -> None:
        declared: list[form.Input | form.Option] = [*self.compiled.inputs, *self.compiled.options]
        for given in declared:
            self.inputs[given.name] = of_bounds(given.bounds)
        for many in self.compiled.lists:
            for item in many.fields:
                self.fields[many.name, item.name] = of_bounds(item.bounds)
        for table in self.compiled.tables:
            for index, column in enumerate(table.columns):
                self.columns[table.name, column.name] = _of_cells(table, index, column)
        for rule in self.compiled.rules:
            lists = {p.name: p.type.of for p in rule.parameters if isinstance(p.type, form.Item)}
            found: Range | None = None
            for case in rule.cases:
                if isinstance(rule.type, form.Quantity) and not isinstance(case.body, form.Absent):
                    body = self.of(case.body, lists)
                    found = body if found is None else found.joined(body)
            self.rules[rule.name] = found or ANY

    def of(self, node: form.Expr, lists: Mapping[str, str]) -> Range:
        """The range of an expression; `lists` names the list each variable is an item of."""
        match node:
            case form.Num(value=text):
                return exactly(text)
            case form.Ref(name=name):
                return self.inputs.get(name, ANY)
            case form.Get(of=form.Var(name=name), field=asked):
                return self.fields.get((lists.get(name, ""), asked), ANY)
            case form.Call(rule=rule):
                return self.rules.get(rule, ANY)
            case form.Lookup(table=table, column=column):
                return self.columns.get((table, column), ANY)
            case form.Add(left=left, right=right):
                return self.of(left, lists).plus(self.of(right, lists))
            case form.Sub(left=left, right=right):
                return self.of(left, lists).plus(self.of(right, lists).negated())
            case form.Mul(left=left, right=right):
                return self.of(left, lists).times(self.of(right, lists))
            case form.Div(left=left, right=right):
                return self._quotient(left, right, lists)
            case form.Neg(of=of):
                return self.of(of, lists).negated()
            case form.Scale(of=of, by=by):
                return self.of(of, lists).times(exactly(by))
            case form.If(then=then, other=other):
                return self.of(then, lists).joined(self.of(other, lists))
            case form.OrElse(left=left, right=right):
                return self.of(left, lists).joined(self.of(right, lists))
            case form.Fn(name=name, arguments=arguments):
                return self._function(name, [self.of(a, lists) for a in arguments])
            case form.Round(of=of):
                inner = self.of(of, lists)
                return COUNT if inner.not_negative else COUNT.negated() if inner.not_positive else ANY
            case form.Pow(left=left):
                return COUNT if self.of(left, lists).not_negative else ANY
            case form.Aggregate():
                return self._aggregate(node, lists)
            case _:
                return ANY

    def _quotient(self, left: form.Expr, right: form.Expr, lists: Mapping[str, str]) -> Range:
        top, bottom = self.of(left, lists), self.of(right, lists)
        if bottom.not_negative and not bottom.positive:
            bottom = Range(bottom.low, bottom.high, True, bottom.below)  # a quotient by zero is refused, not a value
        found = top.times(bottom.inverted())
        if found.not_negative and self._is_part(left, right, lists):
            return Range(Fraction(0), Fraction(1), found.above, found.below)
        return found

    def _is_part(self, left: form.Expr, right: form.Expr, lists: Mapping[str, str]) -> bool:
        """Whether the divisor is the dividend and further amounts that are never negative."""
        whole = [bare(term) for term in self._terms(right)]
        amounts = self._terms(right)
        for term in self._terms(left):
            text = bare(term)
            if text not in whole or not self.of(term, lists).not_negative:
                return False
            position = whole.index(text)
            del whole[position], amounts[position]
        return all(self.of(term, lists).not_negative for term in amounts)

    def _terms(self, node: form.Expr) -> list[form.Expr]:
        """The summands of an expression, through rules that are nothing but a sum and through exact scales of 1."""
        match node:
            case form.Add(left=left, right=right):
                return [*self._terms(left), *self._terms(right)]
            case form.Scale(of=of, by=by) if Fraction(by) == 1:
                return self._terms(of)
            case form.Call(rule=name, arguments=()):
                rule = next((r for r in self.compiled.rules if r.name == name), None)
                if rule is not None and len(rule.cases) == 1 and rule.cases[0].guard is None:
                    return self._terms(rule.cases[0].body)
        return [node]

    def _function(self, name: str, arguments: list[Range]) -> Range:
        match name:
            case "abs" | "sqrt":
                return COUNT
            case "exp":
                return POSITIVE
            case "min" | "max":
                found = arguments[0]
                for other in arguments[1:]:
                    found = (
                        _least(found, other) if name == "min" else _least(found.negated(), other.negated()).negated()
                    )
                return found
            case _:
                return ANY

    def _aggregate(self, node: form.Aggregate, lists: Mapping[str, str]) -> Range:
        inner = {**lists, node.variable: node.over}
        match node.kind:
            case "count":
                return COUNT
            case "sum":
                body = self.of(node.body, inner)
                return COUNT if body.not_negative else COUNT.negated() if body.not_positive else ANY
            case "mean" | "min" | "max":
                return self.of(node.body, inner)
            case _:
                return ANY


def _least(one: Range, other: Range) -> Range:
    """The range of the smaller of two numbers."""
    low, above = _outer(one.low, one.above, other.low, other.above, -1)
    if one.high is None:
        return Range(low, other.high, above, other.below)
    if other.high is None:
        return Range(low, one.high, above, one.below)
    high, below = (one.high, one.below) if one.high < other.high else (other.high, other.below)
    return Range(low, high, above, below and one.high != other.high)


def _of_cells(table: form.Table, index: int, column: form.Column) -> Range:
    cells = [row.values[index] for row in table.rows]
    numbers = [Fraction(cell) for cell in cells if cell is not None] if isinstance(column.type, form.Quantity) else []
    return Range(min(numbers), max(numbers)) if numbers else ANY


def bare(node: form.Expr, variable: str = "") -> bytes:
    """An expression's text without places, `variable` under one name: equal texts are equal values."""

    def change(found: form.Expr) -> form.Expr:
        if variable and isinstance(found, form.Var) and found.name == variable:
            return form.Var("_")
        return msgspec.structs.replace(found, at=0)

    return msgspec.json.encode(rewrite(node, change))
