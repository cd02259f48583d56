"""All proofs over one compiled form, each property within its own allowance of the solver.

A property is first looked at rule by rule with calls closed, then with calls written out one and two deep, then in
full: most fall at the first step. What is left is looked for among concrete inputs; only what the reference interpreter
then refuses too is refuted. The solver counts its own steps, so that a form gets the same verdicts on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import z3

from footrule.compiler.proofs.choices import choices
from footrule.compiler.proofs.cliffs import Edges
from footrule.compiler.proofs.edge_examples import at_edge
from footrule.compiler.proofs.examples import examples_agree
from footrule.compiler.proofs.intervals import Ranges
from footrule.compiler.proofs.obligations import Obligation, View, look
from footrule.compiler.proofs.parents import loosened
from footrule.compiler.proofs.structure import structural, where
from footrule.compiler.proofs.symbols import Mentions
from footrule.compiler.proofs.thresholds import Ladder, ladders, out_of_order
from footrule.compiler.proofs.unexercised import unexercised
from footrule.compiler.proofs.verdicts import Property, Record, Verdict, Where
from footrule.compiler.proofs.witnesses import confirmed
from footrule.compiler.proofs.wording import digits
from footrule.runtime import form
from footrule.runtime.calculate import Calculator
from footrule.runtime.problems import Refused
from footrule.runtime.values import unit_of

DEPTHS = (0, 1, 2)
"""How deep calls are written out before a form is looked at in full."""

SIZES = (1, 2)
"""Greatest lengths of lists a counterexample is looked for with."""

SIGNED_DEPTHS = (1, 2, 3)
"""How deep calls are written out where the signs of items decide."""

Answer = Literal["never", "possible", "open"]

REASONS = {
    "open": ("在允许的计算量内没有得出结论", "no answer within the work allowed"),
    "possible": (
        "只在抽象中可能出错，参考计算未能复现",
        "possible in the abstract, not reproduced by the reference",
    ),
    "spent": ("本标准的总计算量已用完", "the work allowed for this standard is used up"),
    "solver": ("求解器不能处理：{said}", "the solver cannot take it: {said}"),
}


@dataclass(frozen=True, slots=True)
class Allowance:
    """Steps of the solver for one question, and for a whole form; a clock stands behind them for safety only."""

    question: int = 400_000
    search: int = 3_000_000
    whole: int = 150_000_000
    milliseconds: int = 12_000


def prove(
    compiled: form.Form, allowance: Allowance | None = None, parents: Callable[[str], form.Form | None] | None = None
) -> Record:
    """Every verdict on one form. Never raises for what a form says. `parents` finds the forms it follows."""
    verdicts = [*structural(compiled), *loosened(compiled, parents or (lambda _: None))]
    try:
        prover = _Prover(compiled, allowance or Allowance())
        verdicts += prover.everything()
    except (z3.Z3Exception, RecursionError, Refused, OverflowError, ValueError) as error:
        verdicts.append(_unable(compiled, error))
    return Record(standard=compiled.standard.id, digest=compiled.standard.digest, verdicts=tuple(_grouped(verdicts)))


def _unable(compiled: form.Form, error: BaseException) -> Verdict:
    said = str(error).split("\n", maxsplit=1)[0][:120] or type(error).__name__
    zh, en = REASONS["solver"]
    place = Where(standard=compiled.standard.id)
    return Verdict(
        property="no_gap", subject="", status="undecided", places=(place,), zh=zh.format(said=said),
        en=en.format(said=said),
    )  # fmt: skip


def _grouped(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """Verdicts that say the same of one thing as one, with all their places."""
    groups: dict[tuple[str, ...], list[Verdict]] = {}
    for verdict in verdicts:
        alone = str(len(groups)) if verdict.status in ("refuted", "noted") else ""
        groups.setdefault((verdict.property, verdict.subject, verdict.status, verdict.en, alone), []).append(verdict)
    for same in groups.values():
        places = dict.fromkeys((p.standard, p.clause, p.line) for one in same for p in one.places)
        first = same[0]
        yield Verdict(
            property=first.property, subject=first.subject, status=first.status,
            places=tuple(Where(*place) for place in places), zh=first.zh, en=first.en, witness=first.witness,
            values=first.values, code=first.code, asked=first.asked, trace_zh=first.trace_zh, trace_en=first.trace_en,
        )  # fmt: skip


@dataclass(slots=True)
class _Prover:
    """One form and the views of it, each made when it is first wanted."""

    form: form.Form
    allowance: Allowance
    ranges: Ranges = field(init=False)
    calculator: Calculator = field(init=False)
    mentions: Mentions = field(default_factory=Mentions)
    closed: dict[int, View] = field(default_factory=dict)
    signed: dict[int, View] = field(default_factory=dict)
    views: dict[int, View] = field(default_factory=dict)
    spent: int = 0
    counted: int = 0
    full: View = field(init=False)

    def __post_init__(self) -> None:
        self.ranges = Ranges(self.form)
        self.calculator = Calculator(self.form)
        self.full = look(self.form, None, self.ranges)
        started = self.solve([])
        started.check()
        self.counted = _steps(started)  # the solver counts on from form to form

    def everything(self) -> Iterator[Verdict]:
        for obligation in self.full.obligations.values():
            yield self._verdict(obligation)
        yield from self._unreachable()
        for ladder in ladders(self.form):
            yield self._ordered(ladder)
        yield from examples_agree(self.form, self.calculator)
        yield from unexercised(
            self.form, lambda slip: at_edge(slip, self.form, self.view(SIZES[0]), self.calculator, self.solve)
        )
        yield from choices(self.form, self.calculator)
        yield from Edges(self.form, self.calculator, self.view(SIZES[0]), self.solve).verdicts()

    # --- one obligation -----------------------------------------------------------------------------------------------

    def _verdict(self, obligation: Obligation) -> Verdict:
        places = tuple(where(self.form, at) for at in obligation.at)

        def verdict(status: Literal["proved", "undecided"], reason: str = "") -> Verdict:
            zh, en = REASONS.get(reason, ("", ""))
            return Verdict(obligation.claim, obligation.subject, status, places, zh, en)

        if self.spent > self.allowance.whole:
            return verdict("undecided", "spent")
        answer: Answer = "possible"
        for depth in DEPTHS:
            twin = self.shallow(depth).obligations.get(obligation.key)
            if twin is not None and self._asked(twin.bad, self.shallow(depth), owner=twin.owner) == "never":
                return verdict("proved")
        answer = self._asked(obligation.bad, self.full, 2, obligation.owner)
        if answer != "never":
            answer = self._asked(obligation.bad, self.full, 6, obligation.owner)
        if answer == "never" or self._by_an_item(obligation):
            return verdict("proved")
        for size in SIZES:
            view = self.view(size)
            concrete = view.obligations.get(obligation.key)
            if concrete is None:
                continue
            witness = confirmed(view, concrete, self.solve, self.calculator)
            if witness is not None:
                return Verdict(
                    obligation.claim, obligation.subject, "refuted", places, witness.zh, witness.en, witness.document,
                    witness.values, witness.code, witness.asked, *witness.trace,
                )  # fmt: skip
        return verdict("undecided", answer)

    def _by_an_item(self, obligation: Obligation) -> bool:
        """A sum of the wrong sign has an item of the wrong sign: where none can be, the sum is right."""
        if obligation.claim not in ("removal_not_positive", "supply_not_negative"):
            return False
        for depth in SIGNED_DEPTHS:
            if depth not in self.signed:
                self.signed[depth] = look(self.form, None, self.ranges, depth, signs=True)
            view = self.signed[depth]
            twin = view.obligations.get(obligation.key)
            names = self.mentions.of(twin.bad) if twin is not None else frozenset()
            for pick, total in view.world.picks:
                bears = twin is not None and self.mentions.of(total) & names
                if twin is not None and bears and self._asked(z3.And(twin.bad, pick), view) == "never":
                    return True
        return False

    def _asked(self, bad: Any, view: View, rounds: int = 3, owner: str = "") -> Answer:
        """Whether something can go wrong, by the facts that bear on it."""
        if z3.is_false(bad):
            return "never"
        facts = self.mentions.related(bad, view.assumed_in(owner), rounds)
        solver = self.solve(facts, self.allowance.question)
        solver.add(bad)
        return self._checked(solver)

    def _checked(self, solver: z3.Solver) -> Answer:
        answer = solver.check()
        steps = _steps(solver)
        self.spent += max(0, steps - self.counted)
        self.counted = steps
        return "never" if answer == z3.unsat else "possible" if answer == z3.sat else "open"

    def solve(self, facts: list[Any], steps: int = 0) -> z3.Solver:
        """A solver that always answers the same, within its allowance."""
        solver = z3.Solver()
        solver.set("timeout", self.allowance.milliseconds)
        solver.set("rlimit", steps or self.allowance.search)
        solver.set("random_seed", 0)
        solver.add(*facts)
        return solver

    def shallow(self, depth: int) -> View:
        if depth not in self.closed:
            self.closed[depth] = look(self.form, None, self.ranges, depth)
        return self.closed[depth]

    def view(self, size: int) -> View:
        if size not in self.views:
            self.views[size] = look(self.form, size, self.ranges)
        return self.views[size]

    # --- other properties ---------------------------------------------------------------------------------------------

    def _unreachable(self) -> Iterator[Verdict]:
        """A case no legal input leads to."""
        rules = {rule.name: rule for rule in self.form.rules}
        made = {name for construct in self.form.constructs for name in construct.rules}
        for (name, index), condition in self.full.reach.items():
            if len(rules[name].cases) < 2 or name in made or self.spent > self.allowance.whole:
                continue
            if self._asked(condition, self.full) == "never":
                place = where(self.form, rules[name].cases[index].at)
                zh, en = f"规则 `{name}` 的这一情形永远不会适用", f"this case of rule `{name}` can never apply"
                yield Verdict("reachable", name, "refuted", (place,), zh, en)

    def _ordered(self, ladder: Ladder) -> Verdict:
        """Thresholds compared in turn rise throughout, or fall throughout, whatever the inputs."""
        places = (where(self.form, ladder.rule.at), where(self.form, ladder.used.at))
        kept = {
            rising: [pair for pair in ladder.pairs() if self._kept_order(ladder, pair, rising)]
            for rising in (True, False)
        }
        rising = len(kept[True]) >= len(kept[False])
        broken = [pair for pair in ladder.pairs() if pair not in kept[rising]]
        if not broken:
            return Verdict("monotonic", ladder.rule.name, "proved", places)
        for pair in broken:
            found = out_of_order(ladder, pair, rising, self.view(SIZES[0]), self.solve, self.calculator)
            if found is not None:
                document, limits = found
                low, high = (digits(limit, unit_of(ladder.rule.type)) for limit in limits)
                return Verdict(
                    "monotonic", ladder.rule.name, "refuted", places,
                    f"{pair[0]} 的限值 {low}，{pair[1]} 的限值 {high}，与其他各级的次序相反",
                    f"the limit of {pair[0]} is {low} and of {pair[1]} {high}, against the order of the others",
                    document, (low, high, *pair),
                )  # fmt: skip
        zh, en = REASONS["open"]
        return Verdict("monotonic", ladder.rule.name, "undecided", places, zh, en)

    def _kept_order(self, ladder: Ladder, pair: tuple[str, str], rising: bool) -> bool:
        for depth in (*DEPTHS[1:], None):
            view = self.full if depth is None else self.shallow(depth)
            low, high = (ladder.value(member, view.world) for member in pair)
            if self._asked(low > high if rising else low < high, view) == "never":
                return True
        return False


def _steps(solver: z3.Solver) -> int:
    statistics = solver.statistics()
    return int(statistics.get_key_value("rlimit count")) if "rlimit count" in statistics.keys() else 0  # noqa: SIM118 - z3's own container


__all__ = ["Allowance", "Property", "prove"]
