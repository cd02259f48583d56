"""Jumps at the boundary between two cases: lawful, but a reviewer must see them, with both values.

At the boundary of a comparison in a guard, the case on one side and the case on the other give two values. Where they
differ, both are computed by the reference on one concrete input that lies on the boundary.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import z3

from footrule.compiler.proofs.obligations import View
from footrule.compiler.proofs.symbols import TRUE, Sym
from footrule.compiler.proofs.world import Instance
from footrule.compiler.rewriting import every
from footrule.runtime import form

ORDERED = ("lt", "le", "gt", "ge")


@dataclass(frozen=True, slots=True)
class Cliff:
    """Two neighbouring cases of a rule, and the condition that they meet with different values."""

    rule: form.Rule
    first: form.Case
    second: form.Case
    edge: form.Cmp
    meets: Any


def cliffs(view: View, ways: list[tuple[Instance, Any]]) -> Iterator[Cliff]:
    """Every pair of cases that may meet at the edge of a comparison with two different numbers."""
    for instance, path in ways:
        rule = instance.rule
        if not isinstance(rule.type, form.Quantity):
            continue
        edges = {
            msgspec.json.encode(node): node
            for case in rule.cases
            if case.guard is not None
            for node in every(case.guard)
            if isinstance(node, form.Cmp) and node.op in ORDERED
        }
        for edge in edges.values():
            yield from _at(edge, instance, path, view)


def _at(edge: form.Cmp, instance: Instance, path: Any, view: View) -> Iterator[Cliff]:
    world, env = view.world, dict(instance.env)
    left, right = world.number(edge.left, env, TRUE), world.number(edge.right, env, TRUE)
    if not z3.is_arith(left):
        return
    inside = _applicable(instance, edge, True, view)
    outside = _applicable(instance, edge, False, view)
    for first, holds in inside:
        for second, also in outside:
            if first is second:
                continue
            one, other = world.value(first.body, env, TRUE), world.value(second.body, env, TRUE)
            if not isinstance(one, Sym) or not isinstance(other, Sym) or one.value is None or other.value is None:
                continue
            meets = z3.And(path, left == right, holds, also, one.value != other.value)
            yield Cliff(instance.rule, first, second, edge, meets)


def _applicable(instance: Instance, edge: form.Cmp, truth: bool, view: View) -> list[tuple[form.Case, Any]]:
    """The cases that apply where the comparison is taken as true, or as false."""
    fixed = form.Bool(truth)

    def replaced(node: form.Expr) -> form.Expr:
        return fixed if isinstance(node, form.Cmp) and _same(node, edge) else node

    from footrule.compiler.rewriting import rewrite  # noqa: PLC0415 - only a rule with an edge needs it

    cases = tuple(
        msgspec.structs.replace(c, guard=None if c.guard is None else rewrite(c.guard, replaced))
        for c in instance.rule.cases
    )
    twin = Instance(msgspec.structs.replace(instance.rule, cases=cases), instance.env)
    found = view.world.applicable(twin, TRUE)
    original = dict(zip(cases, instance.rule.cases, strict=True))
    return [(original[case], condition) for case, condition in found]


def _same(one: form.Cmp, other: form.Cmp) -> bool:
    return msgspec.json.encode(one) == msgspec.json.encode(other)
