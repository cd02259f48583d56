"""What must hold at every place of a form, collected from its roots: outputs, reports and requirements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import z3

from footrule.compiler.proofs.symbols import TRUE, Inputs, Sym
from footrule.compiler.proofs.verdicts import Property
from footrule.compiler.proofs.world import Instance, World, instances
from footrule.runtime import form


@dataclass(frozen=True, slots=True)
class Obligation:
    """`bad` must have no solution among legal inputs. `key` is the same in every world of one form."""

    claim: Property
    subject: str
    at: tuple[int, ...]
    bad: Any

    @property
    def key(self) -> tuple[str, str, tuple[int, ...]]:
        return (self.claim, self.subject, self.at)


@dataclass(frozen=True, slots=True)
class View:
    """One world with all that must hold in it; several ways to one place are one obligation.

    `reach`: for each case of each rule, the condition under which it is the one that applies.
    """

    world: World
    assumptions: list[Any]
    obligations: dict[tuple[str, str, tuple[int, ...]], Obligation]
    reach: dict[tuple[str, int], Any]


def look(compiled: form.Form, size: int | None) -> View:
    """Everything that must hold, over abstract lists (`size` None) or lists of a given length."""
    world = World(compiled, Inputs(compiled, size))
    found: dict[tuple[str, str, tuple[int, ...]], Obligation] = {}
    reach: dict[tuple[str, int], Any] = {}

    def add(property: Property, subject: str, at: tuple[int, ...], bad: Any) -> None:
        known = found.get((property, subject, at))
        found[property, subject, at] = Obligation(
            property, subject, at, bad if known is None else z3.Or(known.bad, bad)
        )

    ways = instances(world, _roots(compiled, world))
    lawful = _lawful(compiled, world)
    world.watch = lambda kind, node, bad: add(kind, _subject(node), (node.at,), bad)  # type: ignore[arg-type]  # the world names properties
    for expression, path in _roots(compiled, world):
        if not isinstance(expression, form.Call):
            world.value(expression, {}, path)
    for instance, path in ways.values():
        _of_rule(instance, path, world, add, reach)
    return View(world, [*world.inputs.assumptions, *lawful], found, reach)


def _of_rule(instance: Instance, path: Any, world: World, add: Any, reach: dict[tuple[str, int], Any]) -> None:
    """No gap, no overlap, and what the bodies must keep, for one way of calling a rule."""
    rule, env = instance.rule, dict(instance.env)
    applicable = world.applicable(instance, path)
    add("no_gap", rule.name, (rule.at,), z3.And(path, z3.Not(z3.Or([c for _, c in applicable]))))
    values: dict[int, Any] = {}
    for case, condition in applicable:
        index = rule.cases.index(case)
        known = reach.get((rule.name, index))
        reach[rule.name, index] = condition if known is None else z3.Or(known, condition)
        values[index] = world.value(case.body, env, condition)
    if rule.in_order:
        return
    for (first, holds), (second, also) in combinations(applicable, 2):
        if first.rank != second.rank or first.otherwise or second.otherwise:
            continue
        one, other = values[rule.cases.index(first)], values[rule.cases.index(second)]
        if isinstance(one, Sym) and isinstance(other, Sym):
            add("no_overlap", rule.name, (first.at, second.at), z3.And(holds, also, _differ(one, other)))


def _differ(one: Sym, other: Sym) -> Any:
    if one.value is None or other.value is None:
        return z3.Or(one.known, other.known)
    return z3.Or(one.known != other.known, z3.And(one.known, one.value != other.value))


def _lawful(compiled: form.Form, world: World) -> list[Any]:
    """Legal input is input that no `shall` requirement refuses."""
    found = []
    for requirement in compiled.requirements:
        if requirement.modality == "shall":
            guard = TRUE if requirement.guard is None else world.truth(requirement.guard, {})
            found.append(z3.Implies(guard, world.truth(requirement.condition, {}, guard)))
    return found


def _roots(compiled: form.Form, world: World) -> Iterator[tuple[form.Expr, Any]]:
    rules = {rule.name for rule in compiled.rules if not rule.parameters}
    for name in dict.fromkeys([*compiled.outputs, *compiled.reports]):
        if name in rules:
            yield form.Call(name), TRUE
    for requirement in compiled.requirements:
        if requirement.guard is not None:
            yield requirement.guard, TRUE
        guard = TRUE if requirement.guard is None else world.truth(requirement.guard, {})
        yield requirement.condition, guard
    for example in compiled.examples:
        for expectation in example.expect:
            if expectation.target in rules:
                yield form.Call(expectation.target), TRUE


def _subject(node: form.Expr) -> str:
    match node:
        case form.Lookup(table=table):
            return table
        case form.Fn(name=name):
            return name
        case form.Aggregate(over=over):
            return over
        case _:
            return ""
