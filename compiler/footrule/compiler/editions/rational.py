"""Whether two terms are the same rational function: quotients of sums, which the terms' own polynomials leave apart.

Polynomials over what cannot be computed further are equal or not by themselves; `1 / (a + b) + 1 / (a - b)` against
`2 * a / (a^2 - b^2)` is not seen by them. Here SymPy brings both over one denominator. Where a denominator may be zero
is not its question: the caller compares the divisors of both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from footrule.compiler.editions.terms import Terms

MOST_OPERATIONS = 400
"""Beyond this size bringing two terms over one denominator may take minutes."""

_ARITHMETIC = ("poly", "inverse", "product")


def same_rational(terms: Terms, left: int, right: int) -> bool:
    """Whether two terms are proved the same; False says nothing."""
    return left == right or _Comparison(terms).same(left, right)


@dataclass(slots=True)
class _Comparison:
    terms: Terms
    symbols: dict[int, Any] = field(default_factory=dict)
    """What is no arithmetic stands as a symbol, and what is the same but for its own arithmetic as the same one."""

    def same(self, left: int, right: int) -> bool:
        """Choices by one condition are compared branch by branch, roundings of one kind by what they round."""
        if left == right:
            return True
        one, other = self.terms.parts(left), self.terms.parts(right)
        if one[0] == other[0] == "if":
            return bool(one[1] == other[1]) and self.same(one[2], other[2]) and self.same(one[3], other[3])
        if one[0] == other[0] == "round":
            return bool(one[1:4] == other[1:4]) and self.same(one[4], other[4])
        if one[0] not in _ARITHMETIC and other[0] not in _ARITHMETIC:
            return False
        if not (self._has_quotient(left) or self._has_quotient(right)):
            return False
        import sympy  # noqa: PLC0415  takes a second and more, and most comparisons never need it

        difference = self._expression(left, sympy) - self._expression(right, sympy)
        if sympy.count_ops(difference) > MOST_OPERATIONS:
            return False
        return bool(sympy.cancel(sympy.together(difference)) == 0)

    def _has_quotient(self, term: int) -> bool:
        """Whether a denominator, or a product left as it stands, is anywhere in a term's arithmetic and roundings."""
        parts = self.terms.parts(term)
        match parts[0]:
            case "inverse" | "product":
                return True
            case "round":
                return self._has_quotient(parts[4])
            case "poly":
                atoms = [pair for monomial, _ in parts[1] for pair in monomial]
                return any(power < 0 or self._has_quotient(atom) for atom, power in atoms)
            case _:
                return False

    def _expression(self, term: int, sympy: Any) -> Any:
        parts = self.terms.parts(term)
        match parts[0]:
            case "poly":
                found = sympy.Integer(0)
                for monomial, factor in parts[1]:
                    product = sympy.Rational(factor.numerator, factor.denominator)
                    for atom, power in monomial:
                        product *= self._expression(atom, sympy) ** power
                    found += product
                return found
            case "inverse":
                return 1 / self._expression(parts[1], sympy)
            case "product":
                return self._expression(parts[1], sympy) * self._expression(parts[2], sympy)
            case _:
                return self._symbol(term, sympy)

    def _symbol(self, term: int, sympy: Any) -> Any:
        if term not in self.symbols:
            known = next((symbol for other, symbol in list(self.symbols.items()) if self.same(term, other)), None)
            self.symbols[term] = sympy.Symbol(f"t{term}") if known is None else known
        return self.symbols[term]
