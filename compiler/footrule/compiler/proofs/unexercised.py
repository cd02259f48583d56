"""What no worked example would notice: a case left out, or an end opened where it is closed.

A standard's own examples are held against its rules with one small slip each. Where every example still agrees, the
place of the slip is not exercised: nothing but reading tells `above` from `from … up` there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from footrule.compiler.proofs.structure import where
from footrule.compiler.proofs.verdicts import Verdict
from footrule.compiler.proofs.wording import told
from footrule.compiler.rewriting import expressions, rewrite
from footrule.runtime import form
from footrule.runtime.calculate import Calculator
from footrule.runtime.walking import every
from footrule.runtime.worked_examples import check_example

if TYPE_CHECKING:
    from footrule.compiler.proofs.edge_examples import AtEdge

FLIPPED = {"lt": "le", "le": "lt", "gt": "ge", "ge": "gt"}

Calls = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip in a rule: the case it is made in, by position, and the comparison whose end moves, if it is one."""

    rule: form.Rule
    case: int
    edge: form.Cmp | None
    slipped: form.Rule


Finder = Callable[[Slip], "AtEdge | None"]
"""Looks for an input that stands at the edge of a slip."""


def unexercised(compiled: form.Form, find: Finder = lambda _: None) -> Iterator[Verdict]:
    """For every rule of the edition's own with cases: the cases and the edges no example of it would notice."""
    examples = [e for e in compiled.examples if compiled.places[e.at].standard == compiled.standard.id]
    if not examples:
        return  # an edition nobody has tried yet: nothing to hold its rules against
    made = {name for construct in compiled.constructs for name in construct.rules}
    reach = _reach(compiled)
    asked = [(example, _asked(compiled, example, reach)) for example in examples]
    for rule in compiled.rules:
        if rule.name in made or compiled.places[rule.at].standard != compiled.standard.id:
            continue
        watching = [example for example, names in asked if rule.name in names]
        silent = [slip for slip in slips(rule) if not _noticed(compiled, slip, watching)]
        yield from _verdicts(compiled, rule, silent, find)


def slips(rule: form.Rule) -> Iterator[Slip]:
    """Every case left out, and every end of an interval in a guard moved."""
    for position, case in enumerate(rule.cases):
        rest = (*rule.cases[:position], *rule.cases[position + 1 :])
        yield Slip(rule, position, None, msgspec.structs.replace(rule, cases=rest))
        guard = case.guard
        for edge in every(guard) if guard is not None else ():
            if guard is not None and isinstance(edge, form.Cmp) and edge.op in FLIPPED:
                moved = msgspec.structs.replace(case, guard=rewrite(guard, _moving(edge)))
                cases = (*rule.cases[:position], moved, *rule.cases[position + 1 :])
                yield Slip(rule, position, edge, msgspec.structs.replace(rule, cases=cases))


def _moving(edge: form.Cmp) -> Callable[[form.Expr], form.Expr]:
    def moved(node: form.Expr) -> form.Expr:
        if node == edge:
            return msgspec.structs.replace(edge, op=FLIPPED[edge.op])
        return node

    return moved


def _noticed(compiled: form.Form, slip: Slip, watching: list[form.Example]) -> bool:
    """Whether an example fails with the slip, or stands at its edge: there both readings may give the same."""
    if not watching:
        return False
    if _fails(compiled, slip.slipped, watching):
        return True
    return slip.edge is not None and _fails(compiled, refusing(slip.rule, slip.case, slip.edge), watching)


def refusing(rule: form.Rule, position: int, edge: form.Cmp) -> form.Rule:
    """The rule, refused (by a division by zero) wherever both sides of the comparison are equal."""
    nothing = form.Num("0")
    never = form.Cmp("gt", form.Div(form.Num("1"), nothing), nothing)
    trap = form.If(msgspec.structs.replace(edge, op="eq"), never, edge)
    case = rule.cases[position]
    assert case.guard is not None
    guard = rewrite(case.guard, lambda node: trap if node == edge else node)
    cases = (*rule.cases[:position], msgspec.structs.replace(case, guard=guard), *rule.cases[position + 1 :])
    return msgspec.structs.replace(rule, cases=cases)


def _fails(compiled: form.Form, slipped: form.Rule, watching: list[form.Example]) -> bool:
    rules = tuple(slipped if rule.name == slipped.name else rule for rule in compiled.rules)
    calculator = Calculator(msgspec.structs.replace(compiled, rules=rules))
    return any(check_example(calculator, example).verdict == "fails" for example in watching)


def _verdicts(compiled: form.Form, rule: form.Rule, silent: list[Slip], find: Finder) -> Iterator[Verdict]:
    cases = [slip for slip in silent if slip.edge is None]
    idle = {slip.case for slip in cases}
    edges = [slip for slip in silent if slip.edge is not None and slip.case not in idle]
    if cases:
        places = tuple(dict.fromkeys(where(compiled, rule.cases[slip.case].at) for slip in cases))
        numbers = ", ".join(str(slip.case + 1) for slip in cases)
        yield Verdict(
            property="case_exercised", subject=rule.name, status="noted", places=places,
            zh=f"规则 `{rule.name}` 的第 {numbers} 个情形（共 {len(rule.cases)} 个）没有算例",
            en=f"no worked example depends on case {numbers} of the {len(rule.cases)} of rule `{rule.name}`",
            values=(numbers, str(len(rule.cases))),
        )  # fmt: skip
    if edges:
        places = tuple(dict.fromkeys(where(compiled, rule.cases[slip.case].at) for slip in edges))
        ready = next((found for slip in edges if (found := find(slip)) is not None), None)
        said = "; ".join(dict.fromkeys(f"{told(s.edge.left)} = {told(s.edge.right)}" for s in edges if s.edge))
        yield Verdict(
            property="edge_exercised", subject=rule.name, status="noted", places=places,
            zh=f"规则 `{rule.name}` 在 {said} 处没有算例",
            en=f"no worked example of rule `{rule.name}` stands at {said}",
            values=(said, ready.value) if ready is not None else (said,),
            witness=ready.document if ready is not None else None, asked=ready.target if ready is not None else "",
        )  # fmt: skip


def _reach(compiled: form.Form) -> Calls:
    """For every rule all the rules its value may depend on, itself among them."""
    direct = {rule.name: _named(compiled, [*expressions(rule)]) for rule in compiled.rules}
    found: Calls = {}
    for name in direct:
        seen, waiting = {name}, [name]
        while waiting:
            for further in direct.get(waiting.pop(), frozenset()) - seen:
                seen.add(further)
                waiting.append(further)
        found[name] = frozenset(seen)
    return found


def _named(compiled: form.Form, nodes: list[form.Expr]) -> frozenset[str]:
    found = set()
    for node in nodes:
        for part in every(node):
            if isinstance(part, form.Call):
                found.add(part.rule)
            elif isinstance(part, form.Ref):
                found.add(part.name)
    return frozenset(found)


def _asked(compiled: form.Form, example: form.Example, reach: Calls) -> frozenset[str]:
    """The rules an example's outcome may depend on."""
    names = {expected.target.partition("(")[0].strip() for expected in example.expect}
    if example.refused:
        names |= set(compiled.outputs)
    for requirement in compiled.requirements:
        guard = [requirement.guard] if requirement.guard is not None else []
        names |= _named(compiled, [requirement.condition, *guard])
    return frozenset().union(*(reach.get(name, frozenset()) for name in names))
