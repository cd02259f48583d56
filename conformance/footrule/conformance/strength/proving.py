"""Mistakes proved to change nothing: over lists of any length, no document the requirements accept tells them apart.

Both values are written out for a solver, with everything it cannot compute left free; where even so they cannot
differ, they do not. What fails rather than gives a value is compared too, as a condition of its own.

Two sums over one list are told to be equal, or one so many times the other, unless some item counts otherwise in one of
them. That item is one the solver may choose, so each such law is tried alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import msgspec

from footrule.conformance.making.closure import Closures, children
from footrule.conformance.reference_tool import ReferenceTool
from footrule.conformance.strength.definedness import Definedness, both, either, inverse
from footrule.conformance.strength.mutants import Mutant
from footrule.conformance.strength.solving import available
from footrule.runtime import form

STEPS = 12_000_000
"""Steps of the solver for one question: the same answer on every machine."""

MILLISECONDS = 60_000
"""A clock behind the steps, for safety only."""

ROUNDS = (1, 2, 6)
"""Facts that speak of what is asked, then those that speak of what these speak of, and so on."""

FACTORS = (Fraction(1), Fraction(1000), Fraction(1, 1000), Fraction(100))
"""How many times the right aggregate the wrong one may be: the slips of unit there are."""

SCALED = ("sum", "mean", "min", "max")

WITNESS = -2
"""The item that counts otherwise, where one does: every law of the requirements is told of it."""

PROVED = "a solver proves that no whole document, whatever the length of its lists, tells the two apart"


@dataclass(frozen=True, slots=True)
class Question:
    """What must not be: that values differ, or that one fails where the other does not; and what holds besides.

    `pairs`: the aggregates the mistake is in. `everywhere`: what must hold of every item for nothing to fail.
    """

    differs: Any
    fails: Any
    facts: list[Any]
    env: Any
    pairs: list[tuple[form.Aggregate, form.Aggregate]]
    everywhere: list[form.Aggregate]


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
        return PROVED if found is not None and self._proved(found) else ""

    def _proved(self, asked: Question) -> bool:
        import z3  # noqa: PLC0415

        if self._never(z3.Or(asked.differs, asked.fails), asked.facts):
            return True
        facts = [*asked.facts, *self._hold_everywhere(asked)]
        alike = [
            self._alike(right, wrong, asked.env, factor)
            for right, wrong in asked.pairs[:1]
            for factor in (FACTORS if right.kind in SCALED else FACTORS[:1])
        ]
        return self._with_one(asked.differs, facts, alike) and self._with_one(asked.fails, facts, alike)

    def _hold_everywhere(self, asked: Question) -> list[Any]:
        """The conditions on every item that no item can break, each shown alone."""
        import z3  # noqa: PLC0415

        found = []
        for node in asked.everywhere:
            holds = self.world.truth(node, asked.env)
            if self._never(z3.Not(holds), [*asked.facts, self._some(node, asked.env)]):
                found.append(holds)
        return found

    def _with_one(self, never: Any, facts: list[Any], more: list[Any]) -> bool:
        """Whether it cannot be, by the facts alone or with one law of lists more."""
        return self._never(never, facts) or any(self._never(never, [*facts, law]) for law in more)

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

    def _defined(self, one: form.Requirement) -> form.Expr:
        """When judging a requirement does not fail."""
        inside = self.when.present(one.condition)
        if one.guard is None:
            return inside
        return both(self.when.present(one.guard), either(inverse(one.guard), inside))

    def _alike(self, right: form.Aggregate, wrong: form.Aggregate, env: Any, factor: Fraction) -> Any:
        """That the wrong aggregate is so many times the right one, unless an item counts otherwise."""
        import z3  # noqa: PLC0415

        from footrule.compiler.proofs.symbols import rational  # noqa: PLC0415

        item = self.world.inputs.any_item(right.over, WITNESS)
        inner = {**env, right.variable: item}
        counts = [z3.BoolVal(True), z3.BoolVal(True)]
        for number, node in enumerate((right, wrong)):
            if node.where is not None:
                counts[number] = self.world.truth(node.where, inner)
        otherwise = counts[0] != counts[1]
        one, other = (self.world.value(node, env, z3.BoolVal(True)).value for node in (right, wrong))
        if factor != 1:
            one = one * rational(factor)
        if right.kind != "count":
            bodies = [self.world.number(node.body, inner, z3.BoolVal(True)) for node in (right, wrong)]
            same = bodies[1] == (bodies[0] if factor == 1 else bodies[0] * rational(factor))
            otherwise = z3.Or(otherwise, z3.And(counts[0], z3.Not(same)))
        return z3.Or(other == one, z3.And(item.here, otherwise))

    def _some(self, node: form.Aggregate, env: Any) -> Any:
        """That what does not hold of every item fails for one."""
        import z3  # noqa: PLC0415

        item = self.world.inputs.any_item(node.over, WITNESS)
        inner = {**env, node.variable: item}
        counts = z3.BoolVal(True) if node.where is None else self.world.truth(node.where, inner)
        body = self.world.truth(node.body, inner)
        return z3.Or(self.world.truth(node, env), z3.And(item.here, counts, z3.Not(body)))

    def _of_requirement(self, mutant: Mutant) -> Question | None:
        """That the verdict differs, and every other requirement."""
        import z3  # noqa: PLC0415

        at = mutant.requirement or 0
        right = self.tool.compiled.requirements[at]
        others = [law for number, law in self.laws.items() if number != at]
        mine = self._defined(right)
        if mutant.operator == "requirement dropped":
            fails = z3.Not(self.world.truth(mine, {}))
            return Question(z3.Not(self.laws[at]), fails, others, {}, [], _everywhere(mine))
        wrong = mutant.apply(self.tool).compiled.requirements[at]
        if self._may_fail(right) != self._may_fail(wrong):
            return None
        pairs = [pair for part in ("guard", "condition") for pair in _pairs(getattr(right, part), getattr(wrong, part))]
        other = self._defined(wrong)
        fails = self.world.truth(mine, {}) != self.world.truth(other, {})
        everywhere = [*_everywhere(mine), *_everywhere(other)]
        return Question(self.laws[at] != self._met(wrong), fails, others, {}, pairs, everywhere)

    def _may_fail(self, one: form.Requirement) -> frozenset[str]:
        return self.when.may_fail(*(part for part in (one.guard, one.condition) if part is not None))

    def _of_rule(self, mutant: Mutant) -> Question | None:
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
        if right.maybe:
            absent = [self._not_applicable_of(Instance(rule, env)) for rule in (right, renamed)]
            differs = z3.Or(differs, z3.And(z3.Not(one.known), z3.Not(other.known), absent[0] != absent[1]))
        defined = [self.when.of_rule(rule) for rule in (right, wrong)]
        fails = self.world.truth(defined[0], dict(env)) != self.world.truth(defined[1], dict(env))
        here = [value.here for _, value in env if not isinstance(value, Sym)]
        laws = [law for at, law in self.laws.items() if right.name not in self.needs[at]]
        pairs: list[tuple[form.Aggregate, form.Aggregate]] = []
        if len(right.cases) == len(wrong.cases):
            for case, changed in zip(right.cases, wrong.cases, strict=True):
                pairs += [*_pairs(case.guard, changed.guard), *_pairs(case.body, changed.body)]
        everywhere = [node for each in defined for node in _everywhere(each)]
        return Question(z3.And(*here, differs), z3.And(*here, fails), laws, dict(env), pairs, everywhere)

    def _not_applicable_of(self, instance: Any) -> Any:
        """Whether a rule that has no value is not applicable rather than unknown."""
        import z3  # noqa: PLC0415

        result = z3.BoolVal(False)
        for case, condition in reversed(self.world.applicable(instance, z3.BoolVal(True))):
            result = z3.If(condition, self._not_applicable(case.body, dict(instance.env)), result)
        return result

    def _not_applicable(self, node: form.Expr, env: Any) -> Any:
        """The same of an expression."""
        import z3  # noqa: PLC0415

        from footrule.compiler.proofs.world import Instance  # noqa: PLC0415

        match node:
            case form.Absent(kind=kind):
                return z3.BoolVal(kind == "not_applicable")
            case form.Ref(name=name):
                return z3.Bool(f"not applicable {name}")
            case form.Get(of=of, field=name):
                item = self.world.value(of, env, z3.BoolVal(True))
                return z3.Bool(f"not applicable {item.of}[{item.index}].{name}")
            case form.Scale(of=of):
                return self._not_applicable(of, env)
            case form.If(condition=condition, then=then, other=other):
                branches = (self._not_applicable(then, env), self._not_applicable(other, env))
                return z3.If(self.world.truth(condition, env), *branches)
            case form.OrElse(right=right):
                return self._not_applicable(right, env)
            case form.Call(rule=name, arguments=arguments):
                rule = self.tool.calculator.index.rules[name]
                values = [self.world.value(each, env, z3.BoolVal(True)) for each in arguments]
                names = [parameter.name for parameter in rule.parameters]
                return self._not_applicable_of(Instance(rule, tuple(zip(names, values, strict=True))))
            case form.Var():
                return z3.FreshConst(z3.BoolSort(), "not applicable")
            case _:
                return z3.BoolVal(False)  # what is worked out has a value, and a cell left empty is unknown

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


def _everywhere(node: form.Expr) -> list[form.Aggregate]:
    """The outermost conditions on every item of a list."""
    if isinstance(node, form.Aggregate):
        return [node] if node.kind == "all" else []
    return [found for _, inner in children(node) for found in _everywhere(inner)]


def _pairs(one: form.Expr | None, other: form.Expr | None) -> Iterator[tuple[form.Aggregate, form.Aggregate]]:
    """The outermost aggregates of one list in which two expressions differ."""
    if one is None or other is None or one == other or type(one) is not type(other):
        return
    if isinstance(one, form.Aggregate) and isinstance(other, form.Aggregate):
        if (one.kind, one.over, one.variable) == (other.kind, other.over, other.variable):
            yield one, other
        return
    for (_, left), (_, right) in zip(children(one), children(other), strict=False):
        yield from _pairs(left, right)


def _differ(one: Any, other: Any) -> Any:
    import z3  # noqa: PLC0415

    if one.value is None or other.value is None:
        return z3.Or(one.known, other.known)
    if one.value.sort() != other.value.sort():
        return None
    return z3.Or(one.known != other.known, z3.And(one.known, one.value != other.value))
