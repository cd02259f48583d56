"""Thresholds of ordered grades: a rule of one enumeration whose values another rule compares with in turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from footrule.compiler.proofs.symbols import TRUE, Sym
from footrule.compiler.proofs.world import World
from footrule.compiler.rewriting import every
from footrule.runtime import form

FEWEST = 3
"""Members compared with before they count as an order of grades."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """`rule` gives a limit for each of `members`, which the cases of `used` compare with in this order."""

    rule: form.Rule
    used: form.Rule
    members: tuple[str, ...]

    def pairs(self) -> Iterator[tuple[str, str]]:
        return zip(self.members, self.members[1:], strict=False)

    def value(self, member: str, world: World) -> Any:
        """The limit of one grade as a term."""
        type = self.rule.parameters[0].type
        assert isinstance(type, form.Choice)
        value = world.value(form.Call(self.rule.name, (form.Member(of=type.of, name=member),)), {}, TRUE)
        assert isinstance(value, Sym)
        return value.value


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
