"""Two terms asked of z3: are they equal whatever stands in them, and if not, for which values do they differ.

What z3 cannot compute (sums over lists, roundings, powers) is a function of which only this is known: equal arguments
give equal values. So `equal` is a proof; values for which two terms differ are a proposal that a reference confirms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from footrule.compiler.editions.terms import Terms

EFFORT = 10_000_000
"""Steps of z3 for one question, about a second of computing: the same answer however busy the machine is."""

PATIENCE = 30_000
"""Milliseconds after which a question is given up whatever its steps."""

KNOWN, UNKNOWN, NOT_APPLICABLE, GAP, CONFLICT = range(5)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`values`: for inputs, fields and parameters by term; fractions in base units, members by name, dates as text."""

    equal: bool | None
    values: dict[int, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is known of an input itself: least and greatest value in base units, or its kind's members."""

    low: Fraction | None = None
    above: bool = False
    high: Fraction | None = None
    below: bool = False
    whole: bool = False
    kind: str = ""
    members: tuple[str, ...] = ()


class Solver:
    """`single`: every list has one item, the same wherever it is spoken of: no proof, but values that tell more."""

    def __init__(self, terms: Terms, limits: dict[int, Limits], *, single: bool = False) -> None:
        import z3  # noqa: PLC0415 - heavy, and most questions are settled by normal forms

        self.z3 = z3
        self.terms = terms
        self.single = single
        self.cells: dict[tuple[str, str], list[tuple[tuple[int, ...], int]]] = {}
        self.limits = limits
        self.literals: dict[tuple[Any, ...], int] = {}
        self.done: dict[int, tuple[Any, Any]] = {}
        self.facts: list[Any] = []
        self.atoms: dict[int, Any] = {}

    def equal(self, left: int, right: int, kept: Iterable[int] = ()) -> Verdict:
        """`kept`: conditions that hold besides."""
        z3 = self.z3
        one, other = self.outcome(left), self.outcome(right)
        if one[0].sort() != other[0].sort():
            return Verdict(False if one[1] is other[1] is None else None)
        states = z3.BoolVal(True) if one[1] is other[1] is None else self._state(one) == self._state(other)
        there = z3.BoolVal(True) if one[1] is other[1] is None else self._state(one) == KNOWN
        differ = z3.Not(z3.And(states, z3.Implies(there, one[0] == other[0])))
        solver = z3.Solver()
        solver.set("timeout", PATIENCE, "rlimit", EFFORT)
        solver.add(differ, *[self.value(condition) for condition in kept])
        solver.add(*self.facts)
        found = solver.check()
        if found == z3.unsat:
            return Verdict(True)
        if found == z3.sat:
            return Verdict(False, self._values(solver.model()))
        return Verdict(None)

    def never_zero(self, conditions: set[int]) -> bool:
        """Whether each of these (`x is zero`) is impossible."""
        z3 = self.z3
        for condition in conditions:
            solver = z3.Solver()
            solver.set("timeout", PATIENCE, "rlimit", EFFORT)
            solver.add(self.outcome(condition)[0], *self.facts)
            if solver.check() != z3.unsat:
                return False
        return True

    def _state(self, outcome: tuple[Any, Any]) -> Any:
        return self.z3.IntVal(KNOWN) if outcome[1] is None else outcome[1]

    def _values(self, model: Any) -> dict[int, Any]:
        found: dict[int, Any] = {}
        literal = {number: parts for parts, number in self.literals.items()}
        for term, constant in self.atoms.items():
            value = model.eval(constant, model_completion=True)
            if self.terms.tag(term) not in ("input", "field", "parameter", "known"):
                continue
            if self.z3.is_bool(value):
                found[term] = self.z3.is_true(value)
            elif self.z3.is_int_value(value):
                found[term] = literal.get(value.as_long(), ("", "", ""))[-1]
            elif self.z3.is_rational_value(value):
                found[term] = Fraction(value.numerator_as_long(), value.denominator_as_long())
        return found

    # --- terms --------------------------------------------------------------------------------------------------------

    def outcome(self, term: int) -> tuple[Any, Any]:
        """Value and state of a term; state None where it always has a value."""
        if term not in self.done:
            self.done[term] = self._outcome(term)
        return self.done[term]

    def value(self, term: int) -> Any:
        return self.outcome(term)[0]

    def _outcome(self, term: int) -> tuple[Any, Any]:
        z3, terms = self.z3, self.terms
        parts = terms.parts(term)
        match parts[0]:
            case "poly":
                return self._polynomial(parts[1])
            case "true" | "false":
                return z3.BoolVal(parts[0] == "true"), None
            case "member" | "text":
                return self._literal(parts), None
            case "day":
                return z3.IntVal(date.fromisoformat(parts[1]).toordinal()), None
            case "absent":
                state = UNKNOWN if parts[1] == "unknown" else NOT_APPLICABLE
                return z3.RealVal(0), z3.IntVal(state)
            case "gap":
                return z3.RealVal(0), z3.IntVal(GAP)
            case "and":
                return z3.And([self.value(one) for one in parts[1]]), None
            case "or":
                return z3.Or([self.value(one) for one in parts[1]]), None
            case "not":
                return z3.Not(self.value(parts[1])), None
            case "lt":
                return self.value(parts[1]) < 0, None
            case "le":
                return self.value(parts[1]) <= 0, None
            case "zero":
                return self.value(parts[1]) == 0, None
            case "same":
                left, right = self.value(parts[1]), self.value(parts[2])
                return (left == right if left.sort() == right.sort() else z3.BoolVal(False)), None
            case "before":
                return self.value(parts[1]) < self.value(parts[2]), None
            case "if":
                return self._either(self.value(parts[1]), self.outcome(parts[2]), self.outcome(parts[3]))
            case "cases":
                return self._cases(parts)
            case "or else":
                first, second = self.outcome(parts[1]), self.outcome(parts[2])
                return self._either(self._known(parts[1]), (first[0], None), second)
            case "known":
                return self._known(parts[1]), None
            case "all" | "sum" | "mean" | "min" | "max" if self.single:
                return self._only_item(parts)
            case "cell" if self.single and (parts[1], parts[2]) in self.cells:
                return self._cell(parts)
            case "distinct" if self.single:
                return z3.BoolVal(True), None
            case "inverse":
                below = self.value(parts[1])
                return 1 / below, None
            case "product":
                return self.value(parts[1]) * self.value(parts[2]), None
            case "function" if parts[1] in ("abs", "min", "max"):
                return self._chosen(parts), None
            case "function" | "round" | "power":
                return self._applied(term, parts), None
            case _:
                return self._atom(term), self._absence(term)

    def _cell(self, parts: tuple[Any, ...]) -> tuple[Any, Any]:
        """What is printed for these keys; where nothing is, there is no value."""
        z3 = self.z3
        rows = self.cells[parts[1], parts[2]]
        found: tuple[Any, Any] = (z3.RealVal(0), z3.IntVal(GAP))
        keys = [self.value(key) for key in parts[3:-1]]
        for wanted, value in rows:
            same = [have == self.value(key) for have, key in zip(keys, wanted, strict=True)]
            found = self._either(z3.And(same), self.outcome(value), found)
        return found

    def _only_item(self, parts: tuple[Any, ...]) -> tuple[Any, Any]:
        """An aggregate over a list of one item."""
        if parts[0] == "all":
            return self.value(parts[3]), None
        value, state = self.outcome(parts[3])
        if parts[0] == "sum":
            return self.z3.If(self.value(parts[4]), value, self.z3.RealVal(0)), state
        return value, state

    def _literal(self, parts: tuple[Any, ...]) -> Any:
        return self.z3.IntVal(self.literals.setdefault(parts, 1000 + len(self.literals)))

    def _polynomial(self, monomials: Any) -> tuple[Any, Any]:
        z3 = self.z3
        total = z3.RealVal(0)
        state = None
        for monomial, factor in monomials:
            product = z3.RealVal(f"{factor.numerator}/{factor.denominator}")
            for atom, power in monomial:
                value, own = self.outcome(atom)
                if own is not None:
                    state = own if state is None else z3.If(state == KNOWN, own, state)
                for _ in range(abs(power)):
                    product = product * value if power > 0 else product / value
            total = total + product
        return total, state

    def _either(self, condition: Any, yes: tuple[Any, Any], no: tuple[Any, Any]) -> tuple[Any, Any]:
        z3 = self.z3
        if yes[0].sort() != no[0].sort():
            # only an absent value or a gap has no sort of its own
            if self._is_nothing(yes):
                yes = (no[0], yes[1])
            elif self._is_nothing(no):
                no = (yes[0], no[1])
            else:
                return z3.FreshConst(yes[0].sort(), "mixed"), None
        state = None
        if yes[1] is not None or no[1] is not None:
            state = z3.If(condition, self._state(yes), self._state(no))
        return z3.If(condition, yes[0], no[0]), state

    def _is_nothing(self, outcome: tuple[Any, Any]) -> bool:
        return outcome[1] is not None and bool(self.z3.is_rational_value(outcome[0]))

    def _cases(self, parts: tuple[Any, ...]) -> tuple[Any, Any]:
        """Cases in no order: two that apply and differ are a conflict."""
        z3 = self.z3
        result = self.outcome(parts[2])
        conflict = z3.BoolVal(False)
        pairs = [(self.value(guard), self.outcome(body)) for guard, body in parts[1]]
        for position, (guard, body) in enumerate(pairs):
            for other_guard, other in pairs[:position]:
                if body[0].sort() == other[0].sort():
                    conflict = z3.Or(conflict, z3.And(guard, other_guard, body[0] != other[0]))
        for guard, body in reversed(pairs):
            result = self._either(guard, body, result)
        if z3.is_false(conflict):
            return result
        return result[0], z3.If(conflict, z3.IntVal(CONFLICT), self._state(result))

    def _known(self, term: int) -> Any:
        state = self.outcome(term)[1]
        if state is not None:
            return state == KNOWN
        if self.single:
            term = self._of_the_item(term)
        flag = self.terms.make("known", term, sort="truth")
        if flag not in self.atoms:
            self.atoms[flag] = self.z3.Bool(f"known {term}")
        return self.atoms[flag]

    def _absence(self, term: int) -> Any:
        """A rule or cell that may be without a value has one exactly where it is known."""
        parts = self.terms.parts(term)
        may = parts[-1] is True if parts[0] in ("rule", "cell") else False
        if not may:
            return None
        flag = self.z3.Bool(f"known {term}")
        self.atoms[self.terms.make("known", term, sort="truth")] = flag
        return self.z3.If(flag, self.z3.IntVal(KNOWN), self.z3.IntVal(UNKNOWN))

    def _chosen(self, parts: tuple[Any, ...]) -> Any:
        z3 = self.z3
        values = [self.value(one) for one in parts[2:]]
        if parts[1] == "abs":
            return z3.If(values[0] >= 0, values[0], -values[0])
        result = values[0]
        for value in values[1:]:
            result = z3.If(value < result if parts[1] == "min" else value > result, value, result)
        return result

    def _applied(self, term: int, parts: tuple[Any, ...]) -> Any:
        z3 = self.z3
        inner = {"function": parts[2:], "round": parts[4:], "power": parts[1:]}[parts[0]]
        values = [self.value(one) for one in inner]
        name = " ".join(str(part) for part in (parts[:2] if parts[0] == "function" else parts[:4]))
        if parts[0] == "power":
            name = "power"
        sort = z3.IntSort() if self.terms.sorts.get(term) == "other" else z3.RealSort()
        return z3.Function(name, *(value.sort() for value in values), sort)(*values)

    def _atom(self, term: int) -> Any:
        if self.single:
            term = self._of_the_item(term)
        if term not in self.atoms:
            z3 = self.z3
            sort = self.terms.sorts.get(term, "other")
            limits = self.limits.get(term)
            if sort == "truth":
                self.atoms[term] = z3.Bool(f"t{term}")
            elif sort == "real":
                self.atoms[term] = z3.Real(f"t{term}")
                if limits is not None:
                    self._bounded(self.atoms[term], limits)
            else:
                self.atoms[term] = z3.Int(f"t{term}")
                if limits is not None and limits.members:
                    literals = [self._literal(("member", limits.kind, name)) for name in limits.members]
                    self.facts.append(z3.Or([self.atoms[term] == literal for literal in literals]))
        found: Any = self.atoms[term]
        return found

    def _of_the_item(self, term: int) -> int:
        """A field of any item as the field of the only item."""
        parts = self.terms.parts(term)
        if parts[0] == "field" and self.terms.tag(parts[1]) == "bound":
            item = self.terms.make("item", self.terms.parts(parts[1])[1])
            return self.terms.make("field", item, parts[2], sort=self.terms.sorts.get(term, "other"))
        return term

    def _bounded(self, value: Any, limits: Limits) -> None:
        z3 = self.z3
        if limits.low is not None:
            low = z3.RealVal(f"{limits.low.numerator}/{limits.low.denominator}")
            self.facts.append(value > low if limits.above else value >= low)
        if limits.high is not None:
            high = z3.RealVal(f"{limits.high.numerator}/{limits.high.denominator}")
            self.facts.append(value < high if limits.below else value <= high)
        if limits.whole:
            self.facts.append(z3.IsInt(value))
