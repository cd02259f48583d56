"""What drives an interpreter, whatever its nodes mean: a stack of its own, a budget, refusals with their clause.

A step is a generator that yields the expressions it needs and returns its value; one loop drives them, so no depth of
expression or of rules can exhaust the host's stack.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from footrule.runtime import exact, form
from footrule.runtime.form_index import FormIndex
from footrule.runtime.problems import Problem, Refused, Words
from footrule.runtime.values import ABSENT_WORDS, Absent, Value

MOST_STEPS = 10_000_000
"""Evaluations, weighed by the size of their numbers, after which a calculation is refused."""

DEEPEST = 200_000
LARGEST_BITS = 200_000

Bindings = Mapping[str, Value]
Asked = tuple[form.Expr, "Scope"]
Work = Generator[Asked, Value, Value]


@dataclass(slots=True)
class Scope:
    """The parameters and loop variables in sight, and the steps the rule being evaluated has used so far."""

    variables: Bindings
    uses: list[int]
    rule: str = ""


class Machine:
    """`leaves`: what a kind of node is worth that needs no other; `branches`: the steps of one that does."""

    leaves: ClassVar[Mapping[type, Callable[..., Value]]]
    branches: ClassVar[Mapping[type, Callable[..., Work]]]

    def __init__(self, index: FormIndex) -> None:
        self.index = index
        self._budget = MOST_STEPS

    # --- the loop -----------------------------------------------------------------------------------------------------

    def _drive(self, work: Work) -> Value:
        stack: list[Work] = [work]
        value: Any = None
        try:
            while stack:
                try:
                    node, scope = stack[-1].send(value)
                except StopIteration as done:
                    stack.pop()
                    value = done.value
                    continue
                self._spend(1)
                if len(stack) > DEEPEST:
                    raise self._refused("R0310", node.at)
                leaf = self.leaves.get(type(node))
                if leaf:
                    value = leaf(self, node, scope)
                else:
                    stack.append(self._visit(node, scope))
                    value = None
        finally:
            while stack:
                # closing the innermost first keeps the host from unwinding a deep chain by recursion
                stack.pop().close()
        found: Value = value
        return found

    def _visit(self, node: form.Expr, scope: Scope) -> Work:
        branch = self.branches.get(type(node))
        return branch(self, node, scope) if branch else self._leaf(node, scope)

    def _leaf(self, node: form.Expr, scope: Scope) -> Work:
        yield from ()
        return self.leaves[type(node)](self, node, scope)

    def _spend(self, cost: int) -> None:
        self._budget -= cost
        if self._budget < 0:
            raise self._refused("R0310", 0)

    # --- refusals -----------------------------------------------------------------------------------------------------

    def _refused(self, code: str, at: int, scope: Scope | None = None, **arguments: str | Words) -> Refused:
        place = self.index.place(at)
        rule = scope.rule if scope else ""
        where = Words(f"（规则 `{rule}`）", f" (rule `{rule}`)") if rule else ""
        return Refused((Problem(code, "", {"where": where, **arguments}, place.standard, place.clause),))

    def _faulty(self, at: int, zh: str, en: str) -> Refused:
        return self._refused("R0311", at, reason=Words(zh, en))

    def _without_value(self, value: Absent, node: form.Expr, scope: Scope) -> Refused:
        zh, en = ABSENT_WORDS[value]
        name = _named(node)
        what = Words(f"`{name}`", f"`{name}`") if name else Words("此处的值", "the value here")
        return self._refused("R0309", node.at, scope, what=what, absent=Words(zh, en))

    def _number_of(self, value: Value, node: form.Expr, scope: Scope) -> Fraction:
        if isinstance(value, Fraction):
            return value
        if isinstance(value, Absent):
            raise self._without_value(value, node, scope)
        raise self._faulty(node.at, "此处应为数", "a number was expected here")

    def _truth_of(self, value: Value, node: form.Expr, scope: Scope) -> bool:
        if isinstance(value, bool):
            return value
        if isinstance(value, Absent):
            raise self._without_value(value, node, scope)
        raise self._faulty(node.at, "此处应为是或否", "a truth value was expected here")

    def _present(self, value: Value, node: form.Expr, scope: Scope) -> Value:
        if isinstance(value, Absent):
            raise self._without_value(value, node, scope)
        return value

    def _bounded(self, value: Fraction, at: int) -> Fraction:
        """The number, with its size paid for; beyond the bound exactness would cost unbounded time."""
        bits = value.numerator.bit_length() + value.denominator.bit_length()
        if bits > 4096:
            if bits > LARGEST_BITS:
                raise self._refused("R0310", at)
            self._spend(2 * (bits >> 11) ** 2)
        return value

    def _computed(self, node: form.Expr, scope: Scope, function: Callable[..., Value], *arguments: Any) -> Value:
        try:
            value = function(*arguments)
        except exact.NumberError as error:
            raise self._refused("R0308", node.at, scope, reason=Words(error.zh, error.en)) from None
        return self._bounded(value, node.at) if isinstance(value, Fraction) else value


def _named(node: form.Expr) -> str:
    """What the author calls the value of this expression, where it has a name."""
    if isinstance(node, (form.Ref, form.Var)):
        return node.name
    if isinstance(node, form.Call):
        return node.rule
    if isinstance(node, form.Lookup):
        return f"{node.table}.{node.column}"
    if isinstance(node, form.Get):
        return f"{_named(node.of)}.{node.field}".lstrip(".")
    if isinstance(node, (form.Scale, form.Round, form.Neg)):
        return _named(node.of)
    return ""
