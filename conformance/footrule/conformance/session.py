"""One tool and the cases put to it, one after the other, each with its record.

What was asked, which cases apply, units, comparison and the second asking are decided here; how a tool is started and
spoken to is not. Whatever the tool does, there is a record.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import shlex
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

import msgspec

from footrule.conformance import interface as interfaces
from footrule.conformance import protocol, results
from footrule.conformance.carriers import Carrier, CarrierFault, Foreseeing
from footrule.conformance.cases import Case, Expected
from footrule.conformance.checkpoints import checkpoints, first_wrong, targets
from footrule.conformance.comparison import Units
from footrule.conformance.conversation import CHANGED, NOT_AS_SCHEMA, Conversation, NotReady
from footrule.conformance.judging import Verdict, comparable, plain, relation_verdict, told_value, verdict
from footrule.conformance.outcomes import Record
from footrule.conformance.reference_tool import expected, kind_of_target
from footrule.conformance.settings import Settings
from footrule.conformance.suites import Suite
from footrule.conformance.twins import twins
from footrule.runtime import exact

GIVE_UP = 25
"""Cases in a row without any answer after which the tool is not asked again."""

START_IN_VAIN = 9
"""For how many of them a start counts after which the tool was not ready: three are waited for, not twenty-five."""

AHEAD = 50
"""Cases asked in another order before they are asked in that of the suite, where every question is repeated."""

MOST_DIAGNOSED = 20
"""Failures for which the first diverging step is looked for; the others fail for the same reason or are many."""


class Session:
    """A tool being talked to: started when first needed, restarted when it goes wrong."""

    def __init__(self, suite: Suite, carrier: Carrier, settings: Settings) -> None:
        self.suite = suite
        self.digest = suite.digest
        self.settings = settings
        self.talk = Conversation(suite, carrier, settings.limits, settings.strict)
        self.units: Units = interfaces.units(suite.interface)
        self.silent = 0
        self.why_not = ""
        self.diagnosed = 0
        self.sooner: dict[str, Any] = {}

    def cases(self) -> Iterator[Case]:
        only = self.settings.only
        for case in self.suite.cases:
            if not only or case.id in only:
                yield case
        if self.settings.reference is not None:
            for twin in twins(self.suite.cases, self.settings.reference, self.settings.seed or self.digest):
                if not only or twin.id in only:
                    yield twin

    def foreseen(self, before: Mapping[str, Record]) -> Iterator[Case]:
        """All cases, some at a time: a carrier that wishes so is told them before they are put to it, and where every
        question is repeated they are asked in another order first."""
        carrier = self.talk.carrier
        ahead = carrier.ahead if isinstance(carrier, Foreseeing) else AHEAD
        waiting = self.cases()
        while together := tuple(islice(waiting, ahead)):
            new = [case for case in together if case.id not in before]
            if isinstance(carrier, Foreseeing):
                self._foresee(carrier, new)
            if self.settings.repeat > 1:
                self._ask_sooner(new)
            yield from together

    def _ask_sooner(self, cases: list[Case]) -> None:
        """Every question once, in an order of its own: an answer that depends on what was asked before, or on when, is
        not the one given later in the order of the suite."""
        vain = 0
        for case in sorted(cases, key=lambda each: hashlib.sha256(f"{self.digest} {each.id}".encode()).digest()):
            if self.silent + vain >= GIVE_UP:
                return
            try:
                self.talk.begin()
                if self.talk.untold:
                    return
                if not self._outside(case):
                    answer = self._evaluate(case.given, case.want, self._as_written(case), tuple(self._steps(case)))
                    self.sooner[case.id] = comparable(answer)
                vain = 0
            except NotReady:
                return
            except CarrierFault as fault:
                if self.talk.ready is None:
                    return  # told in the record of the first of them, as above
                vain += 1
                self.talk.restart()
                self.sooner[case.id] = fault

    def _foresee(self, carrier: Foreseeing, cases: list[Case]) -> None:
        try:
            self.talk.begin()
        except (CarrierFault, NotReady):
            return  # told in the record of the first of them
        questions = []
        for case in cases:
            if self._outside(case):
                continue
            as_written = self._as_written(case)
            questions += [self._question(case.given, case.want, as_written)] * self.settings.repeat
            if case.relation is not None:
                questions.append(self._question(case.relation.given, case.want, as_written))
        carrier.foresee(questions)

    def subject(self) -> results.Subject:
        told = self.talk.known or protocol.Ready(protocol=0, name="", version="")
        return results.Subject(
            name=_cut(told.name or self.settings.named or "?"),
            version=_cut(told.version),
            digest=_cut(told.digest),
            carrier=self.talk.carrier.kind,
            named=self.settings.named,
            capabilities=tuple(_cut(each) for each in told.capabilities[:_MOST_NAMES]),
            units=told.units,
            arithmetic=told.arithmetic,
            restarts=max(0, self.talk.starts - 1),
            not_as_schema=tuple(self.talk.odd)[:20],
            changed=tuple(self.talk.changes)[:20],
        )

    def remember(self, record: Record) -> None:
        """A record of an interrupted run counts as if it had just been made."""
        self.silent = record.silent
        self.diagnosed += record.diagnosed
        self.talk.identity = record.tool or self.talk.identity
        told = record.detail.removeprefix("garbled: ")
        if told.startswith(NOT_AS_SCHEMA):
            self.talk.odd[told.removeprefix(NOT_AS_SCHEMA)] = None
        if told.startswith(CHANGED):
            self.talk.changes[told] = None

    def introduced(self) -> None:
        """The tool's own name is in the results, even where every record is of an interrupted run."""
        if self.talk.known is None and not self.talk.starts:
            with contextlib.suppress(CarrierFault, NotReady):
                self.talk.begin()

    # --- talking ------------------------------------------------------------------------------------------------------

    def _as_written(self, case: Case) -> bool:
        """Whether the tool reads units itself, so that a document goes to it as it is."""
        return "units" in case.needs or (self.talk.ready is not None and self.talk.ready.units == "any")

    def _outside(self, case: Case) -> tuple[str, ...]:
        """Why a case is not asked: the capabilities it needs and the tool lacks, or its edition."""
        lacking = tuple(need for need in case.needs if need not in self.talk.capabilities)
        return lacking if self._in_edition(case) else ("edition", *lacking)

    def _question(
        self, given: dict[str, Any], want: tuple[str, ...], as_written: bool, seq: str = "", trace: tuple[str, ...] = ()
    ) -> protocol.Eval:
        by = None if as_written else self.units
        return interfaces.question(self.suite.standard, self.suite.interface, by, given, want, seq, trace)

    def _evaluate(
        self, given: dict[str, Any], want: tuple[str, ...], as_written: bool, trace: tuple[str, ...] = ()
    ) -> protocol.FromTool:
        """One `eval`. Raises `CarrierFault`, `NotReady`."""
        self.talk.begin()
        seq = secrets.token_hex(8)
        message = self._question(given, want, as_written, seq, trace)
        answer = self.talk.ask(message, self.settings.limits.seconds)
        self.silent = 0
        given_back = getattr(answer, "seq", None)
        if given_back is not None and given_back != seq:
            raise CarrierFault("garbled", "it answered another request")
        return answer

    def _weight(self) -> int:
        """How much a question without an answer counts toward giving the tool up: a start in vain takes longer."""
        return 1 if self.talk.ready is not None else START_IN_VAIN

    # --- one case -----------------------------------------------------------------------------------------------------

    def record(self, case: Case) -> Record:
        began = time.monotonic()
        answered: Any = None
        clause = case.source.clause if case.source else ""
        checkpoint, diagnosed = "", self.diagnosed
        try:
            found, answered = self._judged(case)
            if found.step:
                checkpoint, clause = found.step, self._clause_of(found.step) or clause
            elif found.outcome == "fail-value" and case.kind == "compute":
                checkpoint, at = self._first_step(case)
                clause = at or clause
        except CarrierFault as fault:
            self.silent += self._weight()
            self.talk.restart()
            outcome: Any = "timeout" if fault.trouble == "timeout" else "crash"
            found = Verdict(outcome, detail=f"{fault.trouble}: {fault.detail}")
        except NotReady as reason:
            self.why_not = str(reason)
            scope = self.talk.ready is not None
            found = Verdict("out-of-scope" if scope else "unsupported", detail=str(reason))
            self.silent = GIVE_UP
        found = self._waived(case, found)
        if not clause and case.reject:
            clause = case.reject.clause
        return Record(
            id=case.id,
            digest=case.digest,
            kind="twin" if case.id.endswith("#twin") else case.kind,
            level=case.level,
            outcome=found.outcome,
            clause=clause,
            target=found.target,
            expected=_cut(found.expected),
            actual=_cut(found.actual),
            deviation="" if found.deviation is None else exact.shown(found.deviation),
            margin="" if found.margin is None else exact.shown(found.margin, 6, 3),
            detail=_cut(found.detail),
            checkpoint=checkpoint,
            replay=self._replay(case) if found.outcome not in ("pass", "pass-within-print") else "",
            title=case.title,
            answered=None if found.outcome in ("pass", "pass-within-print", "unsupported") else _kept(answered),
            clauses=self._covers(case, "clauses"),
            seconds=round(time.monotonic() - began, 6),
            twin=case.id.endswith("#twin"),
            tool=self.talk.identity,
            silent=self.silent,
            diagnosed=self.diagnosed > diagnosed,
        )

    def _judged(self, case: Case) -> tuple[Verdict, Any]:
        if self.silent >= GIVE_UP:
            if self.why_not:
                return Verdict("out-of-scope" if self.talk.ready else "unsupported", detail=self.why_not), None
            vain = f"{GIVE_UP} cases in a row had no answer" if self.talk.identity else "the tool never got ready"
            return Verdict("crash", detail=f"not asked: {vain}"), None
        if not self._in_edition(case):
            return Verdict("out-of-scope", detail="another edition"), None
        sooner = self.sooner.pop(case.id, None)
        self.talk.begin()
        assert self.talk.ready is not None
        if self.talk.untold:
            told, self.talk.untold = self.talk.untold, ""
            return Verdict("nondeterministic", detail=told), None
        if isinstance(sooner, CarrierFault):
            raise sooner
        if lacking := self._outside(case):
            return Verdict("unsupported", detail=", ".join(lacking)), None
        as_written = self._as_written(case)
        steps = self._steps(case)
        answer = self._evaluate(case.given, case.want, as_written, tuple(steps))
        if sooner is not None and sooner != comparable(answer):
            return Verdict("nondeterministic", detail="the same question was answered differently"), plain(answer)
        for _ in range(self.settings.repeat - 1 - (sooner is not None)):
            again = self._evaluate(case.given, case.want, as_written, tuple(steps))
            if comparable(again) != comparable(answer):
                return Verdict("nondeterministic", detail="the same question was answered differently"), plain(answer)
        if case.relation is not None:
            second = self._evaluate(case.relation.given, case.want, as_written)
            related = relation_verdict(case, case.relation, answer, second, self.units, self.suite.interface)
            return related, [plain(answer), plain(second)]
        found = verdict(case, answer, self.units, self.talk.ready.codes, self.suite.interface)
        if steps and isinstance(answer, protocol.Value):
            found = self._traced(case, found, steps, answer)
        return found, plain(answer)

    def _steps(self, case: Case) -> Mapping[str, Expected]:
        """Checkpoints of a case for a tool that tells its steps: those written in it, else those of the reference."""
        if "trace" not in self.talk.capabilities or case.kind != "compute" or case.disputed:
            return {}
        if case.trace or self.settings.reference is None:
            return case.trace
        return checkpoints(case, self.settings.reference, self._covers(case, "rules"))

    def _traced(self, case: Case, found: Verdict, steps: Mapping[str, Expected], answer: protocol.Value) -> Verdict:
        step = first_wrong(steps, answer.trace, self.units)
        asked = {name: one for name, one in case.expect.items() if not one.disputed}
        wrong = first_wrong(self._in_order(asked), answer.outputs, self.units)
        if step and wrong and next(iter(self._in_order({step: steps[step], wrong: asked[wrong]}))) == wrong:
            return replace(found, step=wrong)  # what is asked for itself may be what went wrong first
        if not step or found.outcome not in ("pass", "pass-within-print", "fail-value", "fail-unit"):
            return found
        if found.outcome in ("fail-value", "fail-unit"):
            return replace(found, step=step)
        given = answer.trace[step]
        wanted = told_value(steps[step].kind, steps[step].value, steps[step].unit)
        return Verdict("fail-trace", step, wanted, told_value(given.kind, given.value, given.unit), step=step)

    def _in_order(self, targets: Mapping[str, Expected]) -> dict[str, Expected]:
        """Targets in the order of calculation, where the reference is at hand."""
        reference = self.settings.reference
        order = {rule.name: at for at, rule in enumerate(reference.compiled.rules)} if reference else {}
        return dict(sorted(targets.items(), key=lambda each: order.get(each[0].partition("(")[0], len(order))))

    def _covers(self, case: Case, what: str) -> tuple[str, ...]:
        return self.suite.covers.get(case.id.removesuffix("#twin"), {}).get(what, ())

    def _clause_of(self, target: str) -> str:
        """The clause of the rule a checkpoint is of, where the reference is at hand."""
        if self.settings.reference is None:
            return ""
        compiled, name = self.settings.reference.compiled, target.partition("(")[0]
        at = next((rule.at for rule in compiled.rules if rule.name == name), None)
        return compiled.places[at].clause if at is not None and at < len(compiled.places) else ""

    def _in_edition(self, case: Case) -> bool:
        edition = self.suite.edition
        return not (case.since and edition < case.since) and not (case.until and edition > case.until)

    def _waived(self, case: Case, found: Verdict) -> Verdict:
        waiver = self.settings.waivers.get(case.id)
        if waiver is None or waiver.expires < self.settings.today:
            return found
        if found.outcome in ("pass", "pass-within-print"):
            return Verdict("waiver-not-needed", detail=f"waived for: {waiver.reason}")
        if found.outcome in ("out-of-scope", "unsupported", "disputed", "inconclusive"):
            return found
        return Verdict(
            "waived", found.target, found.expected, found.actual, found.deviation, found.margin, waiver.reason
        )

    def _replay(self, case: Case) -> str:
        where, tool = self.settings.suite_named or "SUITE", self.settings.named or "TOOL"
        words = [where, "--tool", tool, *self.settings.replayed_with, "--case", case.id]
        return f"footrule conform run {shlex.join(words)}"

    # --- the first step that goes wrong -------------------------------------------------------------------------------

    def _first_step(self, case: Case) -> tuple[str, str]:
        """As `_diverges`; a tool that has no answer to what only this asks keeps the verdict it has."""
        try:
            return self._diverges(case)
        except CarrierFault:
            self.talk.restart()
            return "", ""

    def _diverges(self, case: Case) -> tuple[str, str]:
        """The first rule, in the order of calculation, whose value the tool has otherwise; and its clause."""
        reference = self.settings.reference
        if reference is None or self.talk.ready is None or "rules" not in self.talk.capabilities:
            return "", ""
        used = set(self._covers(case, "rules"))
        compiled = reference.compiled
        self.diagnosed += 1
        for rule in compiled.rules:
            if rule.name not in used or rule.hidden or self.diagnosed > MOST_DIAGNOSED:
                continue
            clause = compiled.places[rule.at].clause if rule.at < len(compiled.places) else ""
            wanted_here = [target for target in case.want if target.partition("(")[0] == rule.name]
            for target in wanted_here or targets(rule, case.given):
                answer = reference.answer(case.given, (target,))
                if answer.refused:
                    continue
                wanted = expected(answer.values[target], kind_of_target(compiled, target))
                asked = msgspec.structs.replace(case, want=(target,), expect={target: wanted}, reject=None)
                try:
                    found = self._evaluate(case.given, (target,), self.talk.ready.units == "any")
                except CarrierFault:  # its value was wrong all the same
                    self.talk.restart()
                    return "", ""
                if isinstance(found, protocol.Value) and verdict(asked, found, self.units, {}).outcome == "fail-value":
                    return target, clause
        return "", ""


_LONGEST_TEXT, _LARGEST_KEPT, _MOST_NAMES = 500, 20_000, 50


def _cut(text: str) -> str:
    """A tool's own text, short enough that no tool can fill the results."""
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


def _kept(answered: Any) -> Any:
    """What a tool answered, where it is of a size to be kept."""
    return answered if answered is None or len(msgspec.json.encode(answered)) <= _LARGEST_KEPT else None
