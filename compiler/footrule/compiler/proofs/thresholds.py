"""Thresholds of ordered grades: a rule of one enumeration whose values another rule compares with in turn.

They are in order when they rise throughout or fall throughout. Where some pair breaks what the others keep, a concrete
input is looked for at which the reference gives that pair the wrong way round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import z3

from footrule.compiler.proofs.obligations import View
from footrule.compiler.proofs.symbols import TRUE, Sym
from footrule.compiler.proofs.witnesses import (
    Document,
    Solve,
    legal,
    round_off,
    without_what_does_not_matter,
    written,
)
from footrule.compiler.proofs.world import World
from footrule.runtime import form
from footrule.runtime.calculate import Calculator
from footrule.runtime.problems import Refused
from footrule.runtime.walking import every

FEWEST = 3
"""Members compared with before they count as an order of grades."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """`rule` gives a limit for each of `members`, which the cases of `used` compare with in this order."""

    rule: form.Rule
    used: form.Rule
    members: tuple[str, ...]

    def pairs(self) -> Iterator[tuple[str, str]]:
        return pairwise(self.members)

    def limits(self, pair: tuple[str, str], document: Document, calculator: Calculator) -> tuple[Fraction, ...] | None:
        """Both limits as the reference computes them; None where it refuses."""
        interpreter = legal(document, calculator)
        try:
            found = () if interpreter is None else tuple(interpreter.rule(self.rule.name, member) for member in pair)
        except Refused:
            return None
        numbers = tuple(value for value in found if isinstance(value, Fraction))
        return numbers if len(numbers) == 2 else None

    def value(self, member: str, world: World) -> Any:
        """The limit of one grade as a term."""
        type = self.rule.parameters[0].type
        assert isinstance(type, form.Choice)
        value = world.value(form.Call(self.rule.name, (form.Member(of=type.of, name=member),)), {}, TRUE)
        assert isinstance(value, Sym)
        return value.value


def out_of_order(
    ladder: Ladder, pair: tuple[str, str], rising: bool, view: View, solve: Solve, calculator: Calculator
) -> tuple[Document, tuple[Fraction, ...]] | None:
    """An input at which a pair stands the wrong way round, with both limits."""

    def wrong(document: Document) -> bool:
        found = ladder.limits(pair, document, calculator)
        return found is not None and (found[0] > found[1] if rising else found[0] < found[1])

    low, high = (ladder.value(member, view.world) for member in pair)
    bad = low > high if rising else low < high
    solver = solve(view.assumptions)
    solver.add(bad)
    if solver.check() != z3.sat:
        return None
    first = solver.model()
    round_off(view, bad, solver)
    for model in [solver.model(), first] if solver.check() == z3.sat else [first]:
        document = written(view, model)
        if wrong(document):
            least = without_what_does_not_matter(document, wrong)
            limits = ladder.limits(pair, least, calculator)
            assert limits is not None
            return least, limits
    return None


def ladders(compiled: form.Form) -> Iterator[Ladder]:
    """Every rule of one enumeration used as the limits of a rule that gives a grade."""
    rules = {rule.name: rule for rule in compiled.rules}
    for used in compiled.rules:
        if not isinstance(used.type, form.Choice):
            continue
        found: dict[str, dict[str, None]] = {}
        for case in used.cases:
            for node in every(case.guard) if case.guard is not None and case.rank == 0 else ():
                if (
                    isinstance(node, form.Call)
                    and len(node.arguments) == 1
                    and isinstance(node.arguments[0], form.Member)
                ):
                    found.setdefault(node.rule, {})[node.arguments[0].name] = None
        for name, members in found.items():
            if len(members) >= FEWEST and isinstance(rules[name].type, form.Quantity):
                yield Ladder(rules[name], used, tuple(members))
