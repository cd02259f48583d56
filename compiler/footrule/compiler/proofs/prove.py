"""All proofs over one compiled form, each property within its own time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import z3

from footrule.compiler.proofs.cliffs import Cliff, cliffs
from footrule.compiler.proofs.obligations import Obligation, View, look
from footrule.compiler.proofs.structure import structural, where
from footrule.compiler.proofs.symbols import TRUE
from footrule.compiler.proofs.verdicts import Record, Verdict
from footrule.compiler.proofs.witnesses import Witness, confirmed
from footrule.compiler.proofs.world import instances
from footrule.runtime import form
from footrule.runtime.calculate import Calculator

MILLISECONDS = 2000
"""Solver time for one question about one property."""

SIZES = (1, 2)
"""Lengths of lists a counterexample is looked for with."""

REASONS = {
    "time": ("在时限内没有得出结论", "no answer within the time given"),
    "unconfirmed": (
        "只在抽象中可能出错，参考计算未能复现",
        "possible in the abstract, not reproduced by the reference",
    ),
}


def prove(compiled: form.Form, *, milliseconds: int = MILLISECONDS) -> Record:
    """Every verdict on one form. Never raises for what a form says."""
    verdicts = list(structural(compiled))
    prover = _Prover(compiled, milliseconds)
    verdicts += prover.obligations()
    verdicts += prover.unreachable()
    verdicts += prover.cliffs()
    return Record(standard=compiled.standard.id, digest=compiled.standard.digest, verdicts=tuple(verdicts))


class _Prover:
    """One form, its abstract view, and views with short lists made when a counterexample is looked for."""

    def __init__(self, compiled: form.Form, milliseconds: int) -> None:
        self.form = compiled
        self.milliseconds = milliseconds
        self.abstract = look(compiled, None)
        self.views: dict[int, View] = {}
        self.calculator = Calculator(compiled)

    def obligations(self) -> Iterator[Verdict]:
        for obligation in self.abstract.obligations.values():
            yield self._verdict(obligation)

    def unreachable(self) -> Iterator[Verdict]:
        """A case no legal input leads to."""
        rules = {rule.name: rule for rule in self.form.rules}
        for (name, index), condition in self.abstract.reach.items():
            solver = self._solver(self.abstract)
            solver.add(condition)
            if solver.check() == z3.unsat:
                case = rules[name].cases[index]
                yield Verdict(
                    property="reachable", subject=name, status="refuted", places=(where(self.form, case.at),),
                    zh=f"规则 `{name}` 的这一情形永远不会适用", en=f"this case of rule `{name}` can never apply",
                )  # fmt: skip

    def cliffs(self) -> Iterator[Verdict]:
        view = self._view(SIZES[0])
        ways = list(instances(view.world, _outputs(self.form)).values())
        seen: set[tuple[int, int]] = set()
        for cliff in cliffs(view, ways):
            key = (cliff.first.at, cliff.second.at)
            if key in seen:
                continue
            found = self._cliff(cliff, view)
            if found is not None:
                seen.add(key)
                yield found

    def _verdict(self, obligation: Obligation) -> Verdict:
        places = tuple(where(self.form, at) for at in obligation.at)
        solver = self._solver(self.abstract)
        solver.add(obligation.bad)
        answer = solver.check()
        if answer == z3.unsat:
            return Verdict(property=obligation.claim, subject=obligation.subject, status="proved", places=places)
        witness = self._witness(obligation)
        if witness is not None:
            message = witness.problem
            return Verdict(
                property=obligation.claim, subject=obligation.subject, status="refuted", places=places,
                zh=message.message("zh"), en=message.message("en"), witness=witness.document,
            )  # fmt: skip
        zh, en = REASONS["time" if answer == z3.unknown else "unconfirmed"]
        return Verdict(
            property=obligation.claim, subject=obligation.subject, status="undecided", places=places, zh=zh, en=en
        )

    def _witness(self, obligation: Obligation) -> Witness | None:
        for size in SIZES:
            view = self._view(size)
            concrete = view.obligations.get(obligation.key)
            if concrete is None:
                continue
            solver = self._solver(view)
            solver.add(concrete.bad)
            if solver.check() == z3.sat:
                witness = confirmed(view, concrete, solver, self.calculator)
                if witness is not None:
                    return witness
        return None

    def _cliff(self, cliff: Cliff, view: View) -> Verdict | None:
        solver = self._solver(view)
        solver.add(cliff.meets)
        if solver.check() != z3.sat:
            return None
        rule = cliff.rule
        places = (where(self.form, cliff.first.at), where(self.form, cliff.second.at))
        return Verdict(
            property="cliff", subject=rule.name, status="noted", places=places,
            zh=f"规则 `{rule.name}` 在两个情形交界处跳变", en=f"rule `{rule.name}` jumps where two of its cases meet",
        )  # fmt: skip

    def _view(self, size: int) -> View:
        if size not in self.views:
            self.views[size] = look(self.form, size)
        return self.views[size]

    def _solver(self, view: View) -> z3.Solver:
        solver = z3.Solver()
        solver.set("timeout", self.milliseconds)
        solver.add(*view.assumptions)
        return solver


def _outputs(compiled: form.Form) -> Iterator[tuple[form.Expr, Any]]:
    rules = {rule.name for rule in compiled.rules if not rule.parameters}
    for name in dict.fromkeys([*compiled.outputs, *compiled.reports]):
        if name in rules:
            yield form.Call(name), TRUE
