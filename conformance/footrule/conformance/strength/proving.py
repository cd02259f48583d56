"""Mistakes proved to change nothing: over lists of any length, no document the requirements accept tells them apart.

Both values are written out for a solver, with everything it cannot compute left free; where even so they cannot
differ, they do not. What fails rather than gives a value is compared too, as a condition of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

from footrule.conformance.making.closure import Closures
from footrule.conformance.reference_tool import ReferenceTool
from footrule.conformance.strength.definedness import Definedness
from footrule.conformance.strength.mutants import Mutant
from footrule.conformance.strength.solving import available
from footrule.runtime import form

STEPS = 2_000_000
"""Steps of the solver for one question: the same answer on every machine."""

MILLISECONDS = 4000
"""A clock behind the steps, for safety only."""

ROUNDS = (1, 2, 6)
"""Facts that speak of what is asked, then those that speak of what these speak of, and so on."""

PROVED = "a solver proves that no whole document, whatever the length of its lists, tells the two apart"


@dataclass(slots=True)
class Proving:
    """Proofs over one form."""

    tool: ReferenceTool
    world: Any = None
    laws: dict[int, Any] = field(default_factory=dict)
    needs: dict[int, set[str]] = field(default_factory=dict)
    when: Definedness = field(init=False)
    mentions: Any = None

    def __post_init__(self) -> None:
        self.when = Definedness(self.tool.compiled)

    def reason(self, mutant: Mutant) -> str:
        """What proves that the mistake changes nothing, in words; nothing where that is not proved."""
        if mutant.kind not in ("rule", "requirement") or not available():
            return ""
        import z3  # noqa: PLC0415 - heavy, and may be absent

        self._begin()
        try:
            found = self._of_requirement(mutant) if mutant.kind == "requirement" else self._of_rule(mutant)
        except (z3.Z3Exception, AssertionError, KeyError):
            return ""  # what the solver has no words for is not proved
        return PROVED if found is not None and self._never(*found) else ""

    def _begin(self) -> None:
        from footrule.compiler.proofs.intervals import Ranges  # noqa: PLC0415
        from footrule.compiler.proofs.symbols import Inputs, Mentions  # noqa: PLC0415
        from footrule.compiler.proofs.world import World  # noqa: PLC0415

        if self.world is None:
            compiled = self.tool.compiled
            self.world = World(compiled, Inputs(compiled, None), Ranges(compiled))
            self.mentions = Mentions()
            closures = Closures(compiled)
            for at, one in enumerate(compiled.requirements):
                if one.modality == "shall":
                    self.laws[at] = self._met(one)
                    self.needs[at] = closures.of_expressions(one.condition, one.guard).rules

    def _met(self, one: form.Requirement) -> Any:
        import z3  # noqa: PLC0415

        guard = z3.BoolVal(True) if one.guard is None else self.world.truth(one.guard, {})
        return z3.Implies(guard, self.world.truth(one.condition, {}, guard))

    def _defined(self, one: form.Requirement) -> Any:
        """When judging a requirement does not fail."""
        import z3  # noqa: PLC0415

        inside = self.world.truth(self.when.present(one.condition), {})
        if one.guard is None:
            return inside
        guard = self.world.truth(one.guard, {})
        return z3.And(self.world.truth(self.when.present(one.guard), {}), z3.Implies(guard, inside))

    def _of_requirement(self, mutant: Mutant) -> tuple[Any, list[Any]] | None:
        """That the verdict differs, and every other requirement."""
        import z3  # noqa: PLC0415

        at = mutant.requirement or 0
        right = self.tool.compiled.requirements[at]
        others = [law for number, law in self.laws.items() if number != at]
        if mutant.operator == "requirement dropped":
            return z3.Not(z3.And(self.laws[at], self._defined(right))), others
        wrong = mutant.apply(self.tool).compiled.requirements[at]
        if self._may_fail(right) != self._may_fail(wrong):
            return None
        differs = z3.Or(self.laws[at] != self._met(wrong), self._defined(right) != self._defined(wrong))
        return differs, others

    def _may_fail(self, one: form.Requirement) -> frozenset[str]:
        return self.when.may_fail(*(part for part in (one.guard, one.condition) if part is not None))

    def _of_rule(self, mutant: Mutant) -> tuple[Any, list[Any]] | None:
        """That the value differs for some item and some argument, and every requirement that does not need the rule.

        A requirement that needs the rule is judged by a wrong tool with its own value, so it cannot be relied on.
        """
        import z3  # noqa: PLC0415

        from footrule.compiler.proofs.symbols import Sym  # noqa: PLC0415
        from footrule.compiler.proofs.world import Instance, free  # noqa: PLC0415

        right = self.tool.calculator.index.rules[mutant.where]
        wrong = mutant.apply(self.tool).calculator.index.rules[mutant.where]
        roots = [[part for case in rule.cases for part in (case.body, case.guard) if part] for rule in (right, wrong)]
        if self.when.may_fail(*roots[0]) != self.when.may_fail(*roots[1]):
            return None
        env = free(right, self.world.inputs).env
        renamed = msgspec.structs.replace(wrong, name=f"{right.name} as in {mutant.key}")
        self.world.ranges.rules[renamed.name] = type(self.world.ranges.rules[right.name])()
        one = self.world.called(Instance(right, env), z3.BoolVal(True))
        other = self.world.called(Instance(renamed, env), z3.BoolVal(True))
        differs = _differ(one, other)
        if differs is None:
            return None
        defined = [self.world.truth(self.when.of_rule(rule), dict(env)) for rule in (right, wrong)]
        here = [value.here for _, value in env if not isinstance(value, Sym)]
        return z3.And(*here, z3.Or(differs, defined[0] != defined[1])), [
            law for at, law in self.laws.items() if right.name not in self.needs[at]
        ]

    def _never(self, differs: Any, facts: list[Any]) -> bool:
        """Whether it cannot be, by the facts that bear on it."""
        import z3  # noqa: PLC0415

        everything = [*self.world.inputs.assumptions, *facts]
        for rounds in ROUNDS:
            solver = z3.Solver()
            solver.set("timeout", MILLISECONDS)
            solver.set("rlimit", STEPS)
            solver.set("random_seed", 0)
            solver.add(*self.mentions.related(differs, everything, rounds), differs)
            if solver.check() == z3.unsat:
                return True
        return False


def _differ(one: Any, other: Any) -> Any:
    import z3  # noqa: PLC0415

    if one.value is None or other.value is None:
        return z3.Or(one.known, other.known)
    if one.value.sort() != other.value.sort():
        return None
    return z3.Or(one.known != other.known, z3.And(one.known, one.value != other.value))
