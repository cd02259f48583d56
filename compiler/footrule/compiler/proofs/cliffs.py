"""Jumps where two cases of a rule meet: lawful, but a reviewer must see them, with the limits from both sides.

An edge is where the two sides of a comparison in a guard are equal. Coming from below, every comparison of that pair is
taken as it stands while the left side is the smaller one; from above, as while it is the greater one. Both limits are
computed by the reference on one concrete input that lies on the edge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

import msgspec
import z3

from footrule.compiler.proofs.intervals import bare
from footrule.compiler.proofs.obligations import View
from footrule.compiler.proofs.structure import where
from footrule.compiler.proofs.symbols import TRUE, ItemSym, Sym
from footrule.compiler.proofs.verdicts import Verdict
from footrule.compiler.proofs.witnesses import (
    Document,
    item_of,
    legal,
    read_back,
    round_off,
    without_what_does_not_matter,
    written,
)
from footrule.compiler.proofs.wording import digits, told
from footrule.compiler.proofs.world import Instance
from footrule.compiler.rewriting import rewrite
from footrule.runtime import form
from footrule.runtime.calculate import Calculator
from footrule.runtime.form_index import FormIndex
from footrule.runtime.problems import Refused
from footrule.runtime.reference import Interpreter
from footrule.runtime.values import Value, unit_of
from footrule.runtime.walking import children

MOST_WAYS = 3
"""Ways of calling one rule that are tried at one edge."""


Side = tuple[form.Case, Fraction]


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of a form's rules, looked at where lists are short."""

    compiled: form.Form
    calculator: Calculator
    view: View
    solve: Callable[[list[Any], int], z3.Solver]

    def verdicts(self) -> Iterator[Verdict]:
        tried: dict[tuple[str, bytes], int] = {}
        found: set[tuple[str, bytes]] = set()
        for instance, path in self.view.ways:
            if not isinstance(instance.rule.type, form.Quantity):
                continue
            for pair, edge in _edges(instance.rule).items():
                key = (instance.rule.name, pair)
                if key in found or tried.get(key, 0) >= MOST_WAYS:
                    continue
                tried[key] = tried.get(key, 0) + 1
                verdict = self._at(edge, instance, path)
                if verdict is not None:
                    found.add(key)
                    yield verdict

    def _at(self, edge: form.Cmp, instance: Instance, path: Any) -> Verdict | None:
        world, env = self.view.world, dict(instance.env)
        left, right = world.number(edge.left, env, TRUE), world.number(edge.right, env, TRUE)
        below, above = (_taken(instance.rule, edge, smaller) for smaller in (True, False))
        sides = [world.applicable(Instance(rule, instance.env), TRUE) for rule in (below, above)]
        values = [_value_of(side, self.view, env) for side in sides]
        if not z3.is_arith(left) or values[0] is None or values[1] is None:
            return None
        meets = z3.And(path, left == right, values[0] != values[1])
        solver = self.solve(self.view.assumptions, 0)
        solver.add(meets)
        if solver.check() != z3.sat:
            return None
        if not self._both_sides(path, left, right):
            return None
        first = solver.model()
        round_off(self.view, meets, solver)
        models = [solver.model(), first] if solver.check() == z3.sat else [first]
        apart = msgspec.structs.replace(
            instance.rule, in_order=False, cases=(form.Case(form.Sub(left=edge.left, right=edge.right)),)
        )
        twins = tuple(self._twin(rule) for rule in (below, above, apart))
        for model in models:
            document = written(self.view, model)
            limits = self._limits(document, instance, twins, model)
            if limits is None or limits[0] == limits[1]:
                continue
            kept = partial(self._keeps, limits, instance, twins, model)
            least = without_what_does_not_matter(document, kept)
            both = [_applying(s, r, instance.rule, model) for s, r in zip(sides, (below, above), strict=True)]
            return self._verdict(edge, instance, least, limits, [case for case in both if case is not None])
        return None

    def _both_sides(self, path: Any, left: Any, right: Any) -> bool:
        """Whether legal inputs lie on either side: at an end of an input's bounds there is only one."""
        for side in (left < right, left > right):
            solver = self.solve(self.view.assumptions, 0)
            solver.add(z3.And(path, side))
            if solver.check() == z3.unsat:
                return False
        return True

    def _keeps(
        self, limits: tuple[Fraction, Fraction], instance: Instance, twins: tuple[FormIndex, ...],
        model: z3.ModelRef, document: Document,
    ) -> bool:  # fmt: skip
        return self._limits(document, instance, twins, model) == limits

    def _twin(self, rule: form.Rule) -> FormIndex:
        """The form with another rule in the place of its own of that name."""
        rest = tuple(rule if other.name == rule.name else other for other in self.compiled.rules)
        return FormIndex(msgspec.structs.replace(self.compiled, rules=rest))

    def _limits(
        self, document: Document, instance: Instance, twins: tuple[FormIndex, ...], model: z3.ModelRef
    ) -> tuple[Fraction, Fraction] | None:
        """The values from below and from above, as the reference computes them, of a document on the edge."""
        reference = legal(document, self.calculator)
        if reference is None:
            return None
        arguments: list[Value] = []
        for parameter, (_, value) in zip(instance.rule.parameters, instance.env, strict=True):
            if isinstance(value, ItemSym):
                item = item_of(reference, value.of, value.index)
                if item is None:
                    return None
                arguments.append(item)
            else:
                arguments.append(read_back(model.eval(value.value, model_completion=True), parameter.type, self.view))
        found = []
        for twin in twins:
            try:
                limit = Interpreter(twin, reference.given).rule(instance.rule.name, *arguments)
            except Refused:
                return None
            if not isinstance(limit, Fraction):
                return None
            found.append(limit)
        low, high, apart = found
        return None if apart else (low, high)

    def _verdict(
        self,
        edge: form.Cmp,
        instance: Instance,
        document: Document,
        limits: tuple[Fraction, Fraction],
        cases: list[form.Case],
    ) -> Verdict:
        rule, unit = instance.rule, unit_of(instance.rule.type)
        low, high = (digits(limit, unit) for limit in limits)
        at = f"{told(edge.left)} = {told(edge.right)}"
        places = tuple(where(self.compiled, case.at) for case in cases) or (where(self.compiled, rule.at),)
        return Verdict(
            property="cliff", subject=rule.name, status="noted", places=places,
            zh=f"规则 `{rule.name}` 在 {at} 处跳变：从小的一侧为 {low}，从大的一侧为 {high}",
            en=f"rule `{rule.name}` jumps at {at}: {low} from below, {high} from above",
            witness=document, values=(low, high, at),
        )  # fmt: skip


def _edges(rule: form.Rule) -> dict[bytes, form.Cmp]:
    """One comparison for every pair of numbers a guard compares in order; none from inside an aggregate."""
    found: dict[bytes, form.Cmp] = {}
    for case in rule.cases:
        waiting = [case.guard] if case.guard is not None else []
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, form.Aggregate):
                continue  # its comparisons speak of items that stand outside it nowhere
            if isinstance(node, form.Cmp) and node.op in ("lt", "le", "gt", "ge") and node.left.unit != "":
                found.setdefault(_pair(node), node)
            waiting += children(node)
    return found


def _pair(node: form.Cmp) -> bytes:
    return b"|".join(sorted((bare(node.left), bare(node.right))))


def _taken(rule: form.Rule, edge: form.Cmp, smaller: bool) -> form.Rule:
    """The rule as it is while the edge's left side is smaller, or greater, than its right side."""
    pair, left = _pair(edge), bare(edge.left)

    def replaced(node: form.Expr) -> form.Expr:
        if isinstance(node, form.Cmp) and _pair(node) == pair:
            return form.Bool(_holds(node.op, smaller == (bare(node.left) == left)))
        return node

    cases = tuple(
        msgspec.structs.replace(case, guard=None if case.guard is None else rewrite(case.guard, replaced))
        for case in rule.cases
    )
    return msgspec.structs.replace(rule, cases=cases)


def _holds(op: str, smaller: bool) -> bool:
    """A comparison whose left side is a little smaller than its right side, or a little greater."""
    if op in ("eq", "ne"):
        return op == "ne"
    return smaller == (op in ("lt", "le"))


def _value_of(side: list[tuple[form.Case, Any]], view: View, env: dict[str, Sym | ItemSym]) -> Any:
    """The value of whichever case applies on one side."""
    result: Sym | None = None
    for case, condition in reversed(side):
        body = view.world.value(case.body, env, TRUE)
        assert isinstance(body, Sym)
        result = body if result is None else view.world.either(condition, body, result)
    return None if result is None else result.value


def _applying(
    side: list[tuple[form.Case, Any]], twin: form.Rule, rule: form.Rule, model: z3.ModelRef
) -> form.Case | None:
    for case, condition in side:
        if z3.is_true(model.eval(condition, model_completion=True)):
            return next(own for own, other in zip(rule.cases, twin.cases, strict=True) if other is case)
    return None
