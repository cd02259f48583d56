"""A standard's published worked examples against its own rules: what agrees, what is disputed, what fails.

An example gives what its rule needs and no more, so that inputs it leaves out are refused only where a rule asks for
them. A printed value the rules do not give stays in the file as `disputed`; if they come to give it, the dispute
itself has failed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from footrule.runtime import exact, form
from footrule.runtime.calculate import Calculator
from footrule.runtime.inputs import check, read_one
from footrule.runtime.printed_interval import Interval, interval, read_printed
from footrule.runtime.problems import Problem, Refused, Words, visible
from footrule.runtime.reference import Interpreter
from footrule.runtime.units import UnitError, describe
from footrule.runtime.values import Absent, Json, Missing, Value, shown, to_json, unit_of

Verdict = Literal["agrees", "disputed", "fails"]

_ABSENT = {"unknown": "unknown", "未知": "unknown", "not applicable": "not_applicable", "不适用": "not_applicable"}
_TARGET = re.compile(r"\s*(?P<name>[^\W\d]\w*)\s*(?:\((?P<arguments>.*)\))?\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Check:
    """One printed value held to the rules.

    `printed`: as printed. `computed`: what the rules give, told in the printed unit, or None where they refuse.
    `value`, `unit`: the same in the rule's own unit. `interval`: what the digits can stand for; `share`: how much of
    it the computed value uses. `reason`: why the verdict is not `agrees`, in zh and en.
    """

    expectation: form.Expectation
    verdict: Verdict
    computed: str | None = None
    value: Value | None = None
    unit: str = ""
    interval: Interval | None = None
    share: Fraction | None = None
    reason: Words = Words("", "")  # noqa: RUF009  frozen
    problems: tuple[Problem, ...] = ()

    @property
    def target(self) -> str:
        return self.expectation.target

    @property
    def printed(self) -> str:
        return self.expectation.printed

    def to_json(self) -> Json:
        between = self.interval
        return {
            "target": self.target,
            "printed": self.printed,
            "reading": self.expectation.reading,
            "verdict": self.verdict,
            "computed": self.computed,
            "value": None if self.value is None else to_json(self.value, self.unit),
            "interval": None
            if between is None
            else {
                "low": exact.exact_text(between.low),
                "high": exact.exact_text(between.high),
                "low_closed": between.low_closed,
                "high_closed": between.high_closed,
            },
            "share": None if self.share is None else exact.shown(self.share),
            "reason": {"zh": self.reason.zh, "en": self.reason.en},
            "problems": [problem.to_json() for problem in self.problems],
        }


@dataclass(frozen=True, slots=True)
class ExampleReport:
    """One worked example: its checks, and the problems that stopped it, if any did."""

    example: form.Example
    checks: tuple[Check, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The worst of its checks; an example that was stopped fails."""
        verdicts = [check.verdict for check in self.checks]
        if self.problems or "fails" in verdicts:
            return "fails"
        return "disputed" if "disputed" in verdicts else "agrees"

    def to_json(self) -> Json:
        return {
            "name": self.example.name,
            "source": self.example.source,
            "evidence": self.example.evidence,
            "constructed": self.example.constructed,
            "verdict": self.verdict,
            "checks": [check.to_json() for check in self.checks],
            "problems": [problem.to_json() for problem in self.problems],
        }


def check_examples(compiled: form.Form) -> tuple[ExampleReport, ...]:
    """Every worked example of the standard, in its order. Never raises for what an example says."""
    if not compiled.examples:
        return ()
    try:
        calculator = Calculator(compiled)
    except Refused as refusal:
        return tuple(ExampleReport(example, (), refusal.problems) for example in compiled.examples)
    return tuple(check_example(calculator, example) for example in compiled.examples)


def check_example(calculator: Calculator, example: form.Example) -> ExampleReport:
    """One worked example."""
    if example.refused:
        return _refusal(calculator, example)
    try:
        interpreter = _interpreter(calculator, example)
        refused = calculator.requirements(interpreter).refused
    except Refused as refusal:
        return _stopped(example, refusal.problems)
    if refused:
        return _stopped(example, tuple(refused))
    return ExampleReport(example, tuple(_check(calculator, interpreter, expected) for expected in example.expect))


def _document(example: form.Example) -> dict[str, object]:
    return {"inputs": example.given, "options": example.options}


def _interpreter(calculator: Calculator, example: form.Example) -> Interpreter:
    checked = check(calculator.index, calculator.units, _document(example), partial=True)
    return Interpreter(calculator.index, checked.given)


def _stopped(example: form.Example, problems: tuple[Problem, ...]) -> ExampleReport:
    reason = Words("算例的输入被拒绝", "the example's inputs are refused")
    return ExampleReport(example, tuple(Check(e, "fails", reason=reason) for e in example.expect), problems)


# --- examples that must be refused ------------------------------------------------------------------------------------


def _refusal(calculator: Calculator, example: form.Example) -> ExampleReport:
    """An example the standard refuses, in an output or in a rule it names: one problem must carry the expected code."""
    found: list[Problem] = []
    try:
        interpreter = _interpreter(calculator, example)
        found += calculator.requirements(interpreter).refused
        for name in calculator.compiled.outputs:
            try:
                interpreter.rule(name)
            except Refused as refusal:
                found += refusal.problems
        for expected in example.expect:  # a rule no output calls
            try:
                _computed(calculator, interpreter, expected.target)
            except Refused as refusal:
                found += refusal.problems
    except Refused as refusal:
        found += refusal.problems
    try:
        calculator.calculate(_document(example))
    except Refused as refusal:
        found += refusal.problems
    codes = list(dict.fromkeys(problem.code for problem in found))
    agrees = example.refused in codes
    told = ", ".join(codes) or "–"
    reason = Words(f"应以 {example.refused} 拒绝，实为 {told}", f"{example.refused} was expected, {told} was found")
    expectation = form.Expectation(target="refused", printed=example.refused, reading="exact")
    outcome = Check(
        expectation,
        "agrees" if agrees else "fails",
        computed=example.refused if agrees else told,
        reason=Words("", "") if agrees else reason,
        problems=tuple(problem for problem in found if problem.code == example.refused)[:1],
    )
    return ExampleReport(example, (outcome,))


# --- one printed value ------------------------------------------------------------------------------------------------


def _check(calculator: Calculator, interpreter: Interpreter, expected: form.Expectation) -> Check:
    try:
        value, unit = _computed(calculator, interpreter, expected.target)
        return _compared(calculator, expected, value, unit)
    except Refused as refusal:
        return Check(expected, "fails", reason=Words("规则拒绝计算", "the rules refuse"), problems=refusal.problems)
    except (exact.NumberError, UnitError) as error:
        reason = Words(f"印刷值不能读：{error.zh}", f"the printed value cannot be read: {error.en}")
        return Check(expected, "fails", reason=reason)


def _computed(calculator: Calculator, interpreter: Interpreter, target: str) -> tuple[Value, str]:
    """The value of `name`, `limit(E, 20 %)` or `share(#1)`, and its unit."""
    found = _TARGET.fullmatch(target)
    index = calculator.index
    name = found["name"] if found else target
    if found and name in index.rules:
        rule = index.rules[name]
        texts = _split(found["arguments"] or "")
        if len(texts) != len(rule.parameters):
            raise _no_target(target, f"需要 {len(rule.parameters)} 个参数", f"takes {len(rule.parameters)} arguments")
        arguments = [
            _argument(calculator, interpreter, parameter, text)
            for parameter, text in zip(rule.parameters, texts, strict=True)
        ]
        return interpreter.rule(name, *arguments), unit_of(rule.type)
    if found and found["arguments"] is None and (name in index.inputs or name in index.options):
        declared = index.inputs.get(name) or index.options[name]
        return interpreter.expression(form.Ref(name=name, at=declared.at)), unit_of(declared.type)
    raise _no_target(target, "不是规则、输入或选项", "is no rule, input or option")


def value_of(calculator: Calculator, interpreter: Interpreter, target: str) -> tuple[Value, str]:
    """The value of `name`, `limit(E, 20 %)` or `share(#1)`, as an example names it, and its unit. Raises `Refused`."""
    return _computed(calculator, interpreter, target)


def _split(arguments: str) -> list[str]:
    return [text.strip() for text in re.split("[,，]", arguments)] if arguments.strip() else []


def _no_target(target: str, zh: str, en: str) -> Refused:
    name = visible(target)
    return Refused((Problem("R0311", "", {"reason": Words(f"`{name}` {zh}", f"`{name}` {en}")}),))


def _argument(calculator: Calculator, interpreter: Interpreter, parameter: form.Parameter, text: str) -> Value:
    """One argument of a target: a member's name, a quantity, or `#1` for the first item of the list it takes."""
    if not isinstance(parameter.type, form.Item):
        return read_one(calculator.index, calculator.units, parameter.name, parameter.type, text)
    items = interpreter.given.lists.get(parameter.type.of, ())
    if isinstance(items, Missing):
        raise Refused((items.problem,))
    if not re.fullmatch("#[0-9]{1,6}", text) or not 1 <= int(text[1:]) <= len(items):
        raise _no_target(text, "不是该列表中的一项", f"is no item of `{parameter.type.of}`")
    return items[int(text[1:]) - 1]


def _compared(calculator: Calculator, expected: form.Expectation, value: Value, unit: str) -> Check:
    printed = expected.printed.strip()
    if not isinstance(value, Fraction) or printed.casefold() in _ABSENT:
        agrees = _same(value, printed)
        return _verdict(expected, agrees, computed=shown(value, unit), value=value, unit=unit)
    read = read_printed(printed)
    computed = value
    told = unit
    if read.unit:
        given, declared = calculator.units.parse(read.unit), calculator.units.parse(unit)
        factor = calculator.units.into(given, declared)
        if factor is None:
            mine, theirs = describe(given.dims), describe(declared.dims)
            reason = Words(
                f"印刷值是{mine[0]}，规则给出{theirs[0]}", f"{mine[1]} is printed, the rule gives {theirs[1]}"
            )
            return Check(expected, "fails", computed=shown(value, unit), value=value, unit=unit, reason=reason)
        computed = value / factor
        told = read.unit
    between = interval(read, expected.reading, expected.places)
    return _verdict(
        expected,
        between.holds(computed),
        computed=shown(computed, told),
        value=value,
        unit=unit,
        between=between,
        share=between.share(computed),
    )


def _same(value: Value, printed: str) -> bool:
    """Whether a value that is no number is the one printed."""
    if isinstance(value, Absent):
        return _ABSENT.get(printed.casefold()) == value.value
    if isinstance(value, bool):
        return printed.casefold() in (("yes", "true", "是") if value else ("no", "false", "否"))
    return not isinstance(value, Fraction) and shown(value) == printed


def _verdict(
    expected: form.Expectation,
    agrees: bool,
    *,
    computed: str,
    value: Value,
    unit: str,
    between: Interval | None = None,
    share: Fraction | None = None,
) -> Check:
    verdict: Verdict = "agrees"
    reason = Words("", "")
    if agrees and expected.disputed:
        verdict = "fails"
        reason = Words(
            "规则给出了印刷值，争议不再成立", "the rules give the printed value; the dispute no longer holds"
        )
    elif not agrees:
        verdict = "disputed" if expected.disputed else "fails"
        reason = Words(
            f"印为 {expected.printed}，算得 {computed}", f"{expected.printed} is printed, {computed} computed"
        )
        if expected.disputed and expected.explanation is not None:
            told = expected.explanation
            reason = Words(told.zh or told.en or reason.zh, told.en or told.zh or reason.en)
    return Check(expected, verdict, computed, value, unit, between, share, reason)
