"""What must hold at every place of a form, collected from its roots: outputs, reports and requirements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import z3

from footrule.compiler.desugar.made_names import made
from footrule.compiler.proofs.intervals import Ranges
from footrule.compiler.proofs.symbols import TRUE, Inputs, Sym
from footrule.compiler.proofs.verdicts import Property
from footrule.compiler.proofs.world import Instance, World, free, instances
from footrule.compiler.rewriting import expressions
from footrule.runtime import form
from footrule.runtime.walking import every

Key = tuple[str, str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Obligation:
    """`bad` must have no solution among legal inputs. `key` is the same in every world of one form.

    `owner`: the rule it stands in, or the requirement.
    """

    claim: Property
    subject: str
    at: tuple[int, ...]
    bad: Any
    owner: str = ""

    @property
    def key(self) -> Key:
        return (self.claim, self.subject, self.at)


@dataclass(frozen=True, slots=True)
class View:
    """One world with all that must hold in it; several ways to one place are one obligation.

    `reach`: for each case of each rule, the condition under which it is the one that applies. `ways`: every way a rule
    is called. `lawful`: what the requirements ask of inputs.
    """

    world: World
    lawful: list[tuple[frozenset[str], Any]]
    obligations: dict[Key, Obligation]
    reach: dict[tuple[str, int], Any]
    ways: list[tuple[Instance, Any]]

    @property
    def assumptions(self) -> list[Any]:
        return self.assumed_in("")

    def assumed_in(self, owner: str) -> list[Any]:
        """What may be assumed in a rule: no requirement that itself needs the rule: it may be what cannot be met."""
        return [*self.world.inputs.assumptions, *(fact for needs, fact in self.lawful if owner not in needs)]


def look(compiled: form.Form, size: int | None, ranges: Ranges, depth: int | None = None, signs: bool = False) -> View:
    """Everything that must hold, over lists of any length (`size` None) or of at most so many items.

    `depth`: rules are looked at one by one, called with anything, their own calls written out only so deep. What holds
    there holds everywhere; what does not may still hold for how they are really called.
    """
    world = World(compiled, Inputs(compiled, size), ranges, depth, signs)
    found: dict[Key, Obligation] = {}
    reach: dict[tuple[str, int], Any] = {}
    owner = [""]

    def add(property: Property, subject: str, at: tuple[int, ...], bad: Any) -> None:
        known = found.get((property, subject, at))
        found[property, subject, at] = Obligation(
            property, subject, at, bad if known is None else z3.Or(known.bad, bad), owner[0]
        )

    if depth is None:
        ways = list(instances(world, _roots(compiled, world)).values())
        called = {instance.rule.name for instance, _ in ways}
        called |= {name for construct in compiled.constructs for name in construct.rules}  # made, and maybe not wanted
        for rule in reversed(compiled.rules):
            if rule.name not in called and callable_freely(rule, world):
                more = instances(world, iter([]), [free(rule, world.inputs)])
                ways += [way for way in more.values() if way[0].rule.name not in called]
                called |= {instance.rule.name for instance, _ in more.values()}
    else:
        ways = [(free(rule, world.inputs), TRUE) for rule in compiled.rules if callable_freely(rule, world)]
    lawful = _lawful(compiled, world)
    if depth:
        world.level = depth  # once more with every call closed: what lies deep in a rule meets only such values
        lawful += _lawful(compiled, world)
        world.level = 0
    world.watch = lambda kind, node, bad: add(kind, _subject(node), (node.at,), bad)  # type: ignore[arg-type]  # the world names properties
    for expression, path in _roots(compiled, world):
        if not isinstance(expression, form.Call) or expression.at:
            owner[0] = f"requirement {expression.at}"
            world.value(expression, {}, path)
    for instance, path in ways:
        owner[0] = instance.rule.name
        _of_rule(instance, path, world, add, reach)
    owner[0] = ""
    _of_inventory(compiled, world, add)
    return View(world, lawful, found, reach, ways)


def callable_freely(rule: form.Rule, world: World) -> bool:
    """A rule of an item of a list can only be looked at where lists have items."""
    if world.inputs.size is None:
        return True
    return all(world.inputs.items[p.type.of] for p in rule.parameters if isinstance(p.type, form.Item))


def _of_rule(instance: Instance, path: Any, world: World, add: Any, reach: dict[tuple[str, int], Any]) -> None:
    """No gap, no overlap, and what the bodies must keep, for one way of calling a rule."""
    rule, env = instance.rule, dict(instance.env)
    applicable = world.applicable(instance, path)
    add("no_gap", rule.name, (rule.at,), z3.And(path, z3.Not(z3.Or([c for _, c in applicable]))))
    values: dict[int, Any] = {}
    for case, condition in applicable:
        index = _position(case, rule)
        known = reach.get((rule.name, index))
        reach[rule.name, index] = condition if known is None else z3.Or(known, condition)
        values[index] = world.value(case.body, env, condition)
    if rule.in_order:
        return
    for (first, holds), (second, also) in combinations(applicable, 2):
        if first.rank != second.rank or first.otherwise or second.otherwise:
            continue
        one, other = values[_position(first, rule)], values[_position(second, rule)]
        if isinstance(one, Sym) and isinstance(other, Sym):
            add("no_overlap", rule.name, (first.at, second.at), z3.And(holds, also, _differ(one, other)))


def _position(case: form.Case, rule: form.Rule) -> int:
    return next(index for index, own in enumerate(rule.cases) if own is case)


def _differ(one: Sym, other: Sym) -> Any:
    if one.value is None or other.value is None:
        return z3.Or(one.known, other.known)
    return z3.Or(one.known != other.known, z3.And(one.known, one.value != other.value))


def _of_inventory(compiled: form.Form, world: World, add: Any) -> None:
    """A removal is never above zero, and no step of an electricity supply is below it."""
    for rule, claim, sign in signed(compiled):
        value = world.value(form.Call(rule.name), {}, TRUE)
        if isinstance(value, Sym) and value.value is not None:
            bad = value.value > 0 if sign > 0 else value.value < 0
            add(claim, rule.name, (rule.at,), z3.And(value.known, bad))


def signed(compiled: form.Form) -> Iterator[tuple[form.Rule, Property, int]]:
    """Rules whose value may not be above (1) or below (-1) zero, and the property that says so."""
    rules = {rule.name: rule for rule in compiled.rules if not rule.parameters}
    for term in compiled.inventory.terms if compiled.inventory is not None else ():
        if term.kind == "removal" and term.rule in rules:
            yield rules[term.rule], "removal_not_positive", 1
    for construct in compiled.constructs:
        if construct.kind == "electricity":
            for name in construct.rules:
                if name.startswith(made(construct.name, "from", "")) and name in rules:
                    yield rules[name], "supply_not_negative", -1


def _lawful(compiled: form.Form, world: World) -> list[tuple[frozenset[str], Any]]:
    """Legal input is input that no `shall` requirement refuses; each with the rules it needs."""
    needs = _needs(compiled)
    found = []
    for requirement in compiled.requirements:
        if requirement.modality == "shall":
            guard = TRUE if requirement.guard is None else world.truth(requirement.guard, {})
            parts = [part for part in (requirement.guard, requirement.condition) if part is not None]
            own = {f"requirement {part.at}" for part in parts}
            for call in (node for part in parts for node in every(part) if isinstance(node, form.Call)):
                own |= needs[call.rule]
            found.append((frozenset(own), z3.Implies(guard, world.truth(requirement.condition, {}, guard))))
    return found


def _needs(compiled: form.Form) -> dict[str, frozenset[str]]:
    """Every rule with the rules it calls, and they call."""
    found: dict[str, frozenset[str]] = {}
    for rule in compiled.rules:
        called = {node.rule for e in expressions(rule) for node in every(e) if isinstance(node, form.Call)}
        found[rule.name] = frozenset({rule.name}).union(*(found.get(name, frozenset()) for name in called))
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
