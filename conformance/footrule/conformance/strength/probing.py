"""One case put to the reference and then to mutants of it: does the case notice?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from footrule.conformance.cases import Expected
from footrule.conformance.comparison import judge_number
from footrule.conformance.making.closure import nodes
from footrule.conformance.making.watching import Watcher
from footrule.conformance.reference_tool import Answer, Found, ReferenceTool, expected, kind_of_target, writable
from footrule.conformance.strength.mutants import Mutant
from footrule.runtime import form
from footrule.runtime.inputs import Checked
from footrule.runtime.problems import Problem, Refused
from footrule.runtime.reference import Interpreter


@dataclass(frozen=True, slots=True)
class Probe:
    """A document and what is wanted of it, as the reference answers; what it came by on the way.

    `reached_first`: what the requirements alone come by.
    """

    given: dict[str, Any]
    want: tuple[str, ...]
    answer: Answer
    checked: Checked | None
    reached: frozenset[int]
    reached_first: frozenset[int]
    rules: frozenset[str]
    cases: frozenset[tuple[str, int]]
    compared: dict[int, list[tuple[Any, Any]]]
    to_round: dict[int, list[Fraction]]
    expect: dict[str, Expected]


class Prober:
    """Puts documents to the reference of one form and to its mutants. `codes`: of a tool that maps its error codes."""

    def __init__(self, compiled: form.Form, *, codes: bool = True) -> None:
        self.codes = codes
        self.tool = ReferenceTool(compiled)
        self.compiled = compiled
        self.lookups: dict[str, set[int]] = {}
        for root in _expressions(compiled):
            for _, node in nodes(root):
                if isinstance(node, form.Lookup):
                    self.lookups.setdefault(node.table, set()).add(id(node))
        self._mutated: dict[str, ReferenceTool] = {}

    def probe(self, given: dict[str, Any], want: Sequence[str], expect: dict[str, Expected] | None = None) -> Probe:
        """`expect`: what the case expects, where it is not simply what the reference answers."""
        try:
            checked = self.tool.read(given)
        except Refused as refusal:
            return _notices_nothing(given, want, tuple(refusal.problems))
        watcher = Watcher(self.tool.calculator.index, checked.given)
        answer = self.tool.answer_read(checked, (), watcher)
        first = frozenset(watcher.reached)
        if not answer.refused:
            answer = self.tool.values(watcher, want)
        if not all(writable(found) for found in answer.values.values()):
            return _notices_nothing(given, want, ())
        return Probe(
            given,
            tuple(want),
            answer,
            checked,
            frozenset(watcher.reached),
            first,
            frozenset(watcher.rules_used),
            frozenset(watcher.cases_used),
            watcher.compared,
            watcher.to_round,
            expect
            or {name: expected(found, kind_of_target(self.compiled, name)) for name, found in answer.values.items()},
        )

    def comes_by(self, mutant: Mutant, probe: Probe) -> bool:
        """Whether the mistake could show in this case at all."""
        if mutant.kind == "bound":
            return mutant.where.partition(".")[0] in probe.given.get("inputs", {})
        if probe.checked is None:
            return False
        if mutant.kind == "table":
            return not probe.reached.isdisjoint(self.lookups.get(mutant.where, ()))
        if mutant.site is not None:
            return mutant.site in probe.reached
        return mutant.kind == "requirement" or mutant.where in probe.rules

    def killed(self, mutant: Mutant, probe: Probe) -> bool:
        """Whether a tool with this mistake fails the case."""
        if not self.comes_by(mutant, probe):
            return False
        wrong = self._mutated.get(mutant.key)
        if wrong is None:
            wrong = self._mutated[mutant.key] = mutant.apply(self.tool)
        if mutant.reads_again or probe.checked is None:
            return self.noticed(probe, wrong.answer(probe.given, probe.want))
        if mutant.kind in ("rule", "table") and not probe.answer.refused:
            # the values first: what a requirement would say matters only where they have not given the mistake away
            found = wrong.values(Interpreter(wrong.calculator.index, probe.checked.given), probe.want)
            if self.noticed(probe, found):
                return True
            if mutant.site is not None and mutant.site not in probe.reached_first:
                return False
        if mutant.kind == "requirement" and not self._judges_otherwise(mutant, wrong, probe.checked):
            return False
        return self.noticed(probe, wrong.answer_read(probe.checked, probe.want))

    def _judges_otherwise(self, mutant: Mutant, wrong: ReferenceTool, checked: Checked) -> bool:
        """Whether the one requirement that is changed comes out otherwise; only then are all of them judged again."""
        at = mutant.requirement or 0
        right = self.tool.compiled.requirements[at]
        mine = self._alone(self.tool, (right,), checked)
        if mutant.operator == "requirement dropped":
            return mine != ()
        return mine != self._alone(wrong, (wrong.compiled.requirements[at],), checked)

    @staticmethod
    def _alone(tool: ReferenceTool, one: tuple[form.Requirement, ...], checked: Checked) -> tuple[tuple[str, str], ...]:
        only = tool.changed(requirements=one)
        refused = only.calculator.requirements(Interpreter(only.calculator.index, checked.given)).refused
        return tuple((problem.code, problem.clause) for problem in refused)

    def noticed(self, probe: Probe, found: Answer) -> bool:
        """Whether an answer differs from what the case expects."""
        right = probe.answer
        if right.refused or found.refused:
            if right.refused != found.refused:
                return True
            return self.codes and not set(found.codes) & set(right.codes)
        return any(not same(probe.expect[name], value) for name, value in found.values.items() if name in probe.expect)


def _notices_nothing(given: dict[str, Any], want: Sequence[str], problems: tuple[Problem, ...]) -> Probe:
    """The probe of a document that is refused unread, or whose answer no message can hold."""
    answer, nothing = Answer(phase="input", problems=problems), frozenset[int]()
    return Probe(given, tuple(want), answer, None, nothing, nothing, frozenset(), frozenset(), {}, {}, {})


def same(wanted: Expected, found: Found) -> bool:
    """Whether a value of the reference's kind meets an expectation in its own unit."""
    if wanted.disputed:
        return True
    answered = expected(found, wanted.kind)
    if wanted.kind == "quantity" and isinstance(found.value, Fraction):
        return judge_number(wanted, found.value).band != "outside"
    return wanted.kind == answered.kind and wanted.value == answered.value


def _expressions(compiled: form.Form) -> Iterable[form.Expr]:
    for rule in compiled.rules:
        for case in rule.cases:
            yield case.body
            if case.guard is not None:
                yield case.guard
    for one in compiled.requirements:
        yield one.condition
        if one.guard is not None:
            yield one.guard
