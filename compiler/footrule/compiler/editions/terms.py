"""Terms shared by both editions: every term once, so that equal terms are the same number.

Arithmetic is kept as polynomials with exact coefficients over whatever cannot be computed further. A term is an
integer; what it stands for is a tuple whose first entry is its tag.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Monomial = tuple[tuple[int, int], ...]
Poly = dict[Monomial, Fraction]
ZERO = Fraction(0)
MOST_MONOMIALS = 400


@dataclass(slots=True)
class Terms:
    """All terms of one comparison. `sorts`: real, truth or other, for the terms that stand for themselves."""

    known: dict[tuple[Any, ...], int] = field(default_factory=dict)
    tuples: list[tuple[Any, ...]] = field(default_factory=list)
    sorts: dict[int, str] = field(default_factory=dict)

    def make(self, *parts: Any, sort: str = "") -> int:
        number = self.known.get(parts)
        if number is None:
            number = self.known[parts] = len(self.tuples)
            self.tuples.append(parts)
            if sort:
                self.sorts[number] = sort
        return number

    def tag(self, term: int) -> str:
        return str(self.tuples[term][0])

    def parts(self, term: int) -> tuple[Any, ...]:
        return self.tuples[term]

    # --- numbers ------------------------------------------------------------------------------------------------------

    def number(self, value: Fraction) -> int:
        return self.polynomial({(): value} if value else {})

    def constant(self, term: int) -> Fraction | None:
        """The number a term is, where it is one."""
        parts = self.tuples[term]
        if parts[0] != "poly":
            return None
        if not parts[1]:
            return ZERO
        if len(parts[1]) == 1 and parts[1][0][0] == ():
            value: Fraction = parts[1][0][1]
            return value
        return None

    def poly(self, term: int) -> Poly:
        parts = self.tuples[term]
        return dict(parts[1]) if parts[0] == "poly" else {((term, 1),): Fraction(1)}

    def polynomial(self, poly: Poly) -> int:
        kept = tuple(sorted((m, c) for m, c in poly.items() if c))
        if len(kept) == 1 and kept[0][1] == 1 and len(kept[0][0]) == 1 and kept[0][0][0][1] == 1:
            return kept[0][0][0][0]
        return self.make("poly", kept)

    def add(self, left: int, right: int) -> int:
        found = self.poly(left)
        for monomial, factor in self.poly(right).items():
            found[monomial] = found.get(monomial, ZERO) + factor
        return self.polynomial(found)

    def scaled(self, term: int, by: Fraction) -> int:
        """The term times a number; a choice between terms takes the factor into its branches."""
        if by == 1:
            return term
        parts = self.tuples[term]
        if parts[0] == "if":
            return self.choice(parts[1], self.scaled(parts[2], by), self.scaled(parts[3], by))
        if parts[0] == "cases":
            pairs = tuple((guard, self.scaled(body, by)) for guard, body in parts[1])
            return self.make("cases", pairs, self.scaled(parts[2], by))
        if parts[0] in ("gap", "absent"):
            return term
        return self.polynomial({monomial: factor * by for monomial, factor in self.poly(term).items()})

    def subtract(self, left: int, right: int) -> int:
        return self.add(left, self.scaled(right, Fraction(-1)))

    def multiply(self, left: int, right: int) -> int:
        for one, other in ((left, right), (right, left)):
            factor = self.constant(one)
            if factor is not None:
                return self.scaled(other, factor) if factor else self.number(ZERO)
        first, second = self.poly(left), self.poly(right)
        if len(first) * len(second) > MOST_MONOMIALS:
            return self.make("product", *sorted((left, right)))
        found: Poly = {}
        for one_monomial, one_factor in first.items():
            for other_monomial, other_factor in second.items():
                monomial = _times(one_monomial, other_monomial)
                found[monomial] = found.get(monomial, ZERO) + one_factor * other_factor
        return self.polynomial(found)

    def divide(self, left: int, right: int) -> int:
        factor = self.constant(right)
        if factor is not None:
            return self.scaled(left, 1 / factor) if factor else self.make("divided by zero", left)
        below = sorted(self.poly(right).items())
        if len(below) == 1:
            monomial, factor = below[0]
            inverse = self.polynomial({tuple((atom, -power) for atom, power in monomial): 1 / factor})
            return self.multiply(left, inverse)
        leading = below[0][1]
        inverse = self.make("inverse", self.scaled(right, 1 / leading))
        return self.scaled(self.multiply(left, inverse), 1 / leading)

    def power(self, base: int, exponent: int) -> int:
        factor = self.constant(exponent)
        if factor is not None and factor.denominator == 1 and 0 <= factor <= 6:
            result = self.number(Fraction(1))
            for _ in range(int(factor)):
                result = self.multiply(result, base)
            return result
        return self.make("power", base, exponent)

    # --- conditions ---------------------------------------------------------------------------------------------------

    @property
    def true(self) -> int:
        return self.make("true")

    @property
    def false(self) -> int:
        return self.make("false")

    def truth(self, value: bool) -> int:
        return self.true if value else self.false

    def below(self, left: int, right: int, *, or_equal: bool) -> int:
        """`left < right`, as a polynomial with leading coefficient of size one against zero."""
        difference = self.subtract(left, right)
        value = self.constant(difference)
        if value is not None:
            return self.truth(value < 0 or (or_equal and value == 0))
        leading = abs(min(self.poly(difference).items())[1])
        return self.make("le" if or_equal else "lt", self.scaled(difference, 1 / leading))

    def equal_numbers(self, left: int, right: int) -> int:
        difference = self.subtract(left, right)
        value = self.constant(difference)
        if value is not None:
            return self.truth(value == 0)
        return self.make("zero", self.scaled(difference, 1 / min(self.poly(difference).items())[1]))

    def same(self, left: int, right: int) -> int:
        """Equality of two values that are no numbers."""
        if left == right:
            return self.true
        literal = ("member", "text", "day", "true", "false")
        if self.tag(left) in literal and self.tag(right) in literal:
            return self.false
        for one, other in ((left, right), (right, left)):
            if one == self.true:
                return other
            if one == self.false:
                return self.negation(other)
        return self.make("same", *sorted((left, right)))

    def negation(self, of: int) -> int:
        parts = self.tuples[of]
        match parts[0]:
            case "true":
                return self.false
            case "false":
                return self.true
            case "not":
                found: int = parts[1]
                return found
            case "lt" | "le":
                return self.make("le" if parts[0] == "lt" else "lt", self.scaled(parts[1], Fraction(-1)))
            case "and":
                return self.either(*(self.negation(one) for one in parts[1]))
            case "or":
                return self.both(*(self.negation(one) for one in parts[1]))
            case _:
                return self.make("not", of)

    def both(self, *operands: int) -> int:
        return self._joined("and", operands, self.true, self.false)

    def either(self, *operands: int) -> int:
        return self._joined("or", operands, self.false, self.true)

    def _joined(self, tag: str, operands: tuple[int, ...], neutral: int, deciding: int) -> int:
        found: set[int] = set()
        for operand in operands:
            parts = self.tuples[operand]
            found |= set(parts[1]) if parts[0] == tag else {operand}
        found.discard(neutral)
        if deciding in found or any(self.negation(one) in found for one in found):
            return deciding
        if not found:
            return neutral
        return next(iter(found)) if len(found) == 1 else self.make(tag, tuple(sorted(found)))

    def choice(self, condition: int, then: int, other: int) -> int:
        if condition == self.true or then == other:
            return then
        if condition == self.false:
            return other
        if (then, other) == (self.true, self.false):
            return condition
        if (then, other) == (self.false, self.true):
            return self.negation(condition)
        opposite = self.negation(condition)
        if opposite < condition:
            return self.make("if", opposite, other, then)
        return self.make("if", condition, then, other)


def _times(left: Monomial, right: Monomial) -> Monomial:
    powers = dict(left)
    for atom, power in right:
        powers[atom] = powers.get(atom, 0) + power
    return tuple(sorted((atom, power) for atom, power in powers.items() if power))
