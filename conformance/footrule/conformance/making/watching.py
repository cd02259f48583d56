"""An interpreter that remembers what it went through: the nodes, the rules, both sides of every comparison.

Knowing both sides, a document can be moved until they are equal: that is where a limit's open or closed end shows.
"""

from __future__ import annotations

import operator
from collections.abc import Generator
from datetime import date
from fractions import Fraction
from typing import Any

from footrule.runtime import form
from footrule.runtime.form_index import FormIndex
from footrule.runtime.machine import Scope, Work
from footrule.runtime.reference import Interpreter
from footrule.runtime.values import Given, Value

_OPERATORS: dict[str, Any] = {
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
    "eq": operator.eq,
    "ne": operator.ne,
}


class Watcher(Interpreter):
    """`reached`: identities of nodes visited; `compared`: both sides by comparison; `to_round`: values by rounding."""

    def __init__(self, index: FormIndex, given: Given) -> None:
        super().__init__(index, given)
        self.reached: set[int] = set()
        self.rules_used: set[str] = set()
        self.cases_used: set[tuple[str, int]] = set()
        self.compared: dict[int, list[tuple[Any, Any]]] = {}
        self.to_round: dict[int, list[Fraction]] = {}

    def _visit(self, node: form.Expr, scope: Scope) -> Work:
        self.reached.add(id(node))
        if isinstance(node, form.Cmp):
            return self._watched_comparison(node, scope)
        if isinstance(node, form.Round):
            return self._watched_rounding(node, scope)
        return super()._visit(node, scope)

    def _decide(
        self, rule: form.Rule, arguments: tuple[Value, ...], scope: Scope
    ) -> Generator[tuple[form.Expr, Scope], Value, tuple[form.Case, int, Value]]:
        self.rules_used.add(rule.name)
        found = yield from super()._decide(rule, arguments, scope)
        self.cases_used.add((rule.name, found[1]))
        return found

    def _watched_comparison(self, node: form.Cmp, scope: Scope) -> Work:
        left = self._present((yield node.left, scope), node.left, scope)
        right = self._present((yield node.right, scope), node.right, scope)
        if type(left) is type(right) and isinstance(left, (Fraction, date)):
            self.compared.setdefault(id(node), []).append((left, right))
            return bool(_OPERATORS[node.op](left, right))
        return (yield from super()._visit(node, scope))

    def _watched_rounding(self, node: form.Round, scope: Scope) -> Work:
        value = yield node.of, scope
        if isinstance(value, Fraction):
            self.to_round.setdefault(id(node), []).append(value)
        return (yield from super()._visit(node, scope))
