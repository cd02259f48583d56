"""A document held to every rule of a standard that it gives the numbers for: clause, printed and recomputed values.

A document is no calculation: what it leaves blank is not zero and not refused either, unless the standard asks for it.
So every rule is judged alone, on what the document says; a rule that needs what the document has no place for is listed
as not judged, with what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from footrule.conformance.documents.reading import Described, Reading, readings
from footrule.conformance.documents.words import words
from footrule.conformance.reference_tool import ReferenceTool
from footrule.runtime import exact, form
from footrule.runtime.inputs import Checked
from footrule.runtime.problems import Problem, Refused, Words
from footrule.runtime.reference import Interpreter
from footrule.runtime.values import Absent, Missing
from footrule.runtime.walking import children

Severity = Literal["error", "warning"]
Verdict = Literal["agrees", "within step", "may be rounding", "differs", "blank addend"]


@dataclass(frozen=True, slots=True)
class Number:
    """A value a finding rests on: what it is called, its place in the document where it is printed there."""

    name: str
    label: Words
    value: str
    unit: str = ""
    path: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "label": _both(self.label),
            "value": self.value,
            "unit": self.unit,
            "path": self.path,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule the document breaks. `printed`: as the document has it; `recomputed`: by the standard's rules."""

    severity: Severity
    kind: Literal["format", "name", "missing", "bound", "rule"]
    told: Words
    clause: str
    path: str = ""
    printed: tuple[Number, ...] = ()
    recomputed: tuple[Number, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "severity": self.severity,
            "kind": self.kind,
            "message": _both(self.told),
            "clause": self.clause,
            "path": self.path,
            "printed": [each.to_json() for each in self.printed],
            "recomputed": [each.to_json() for each in self.recomputed],
        }


@dataclass(frozen=True, slots=True)
class Total:
    """A printed number beside the one that follows from others. `rounding`: what the printed digits leave open."""

    printed: Number
    recomputed: str
    verdict: Verdict
    clause: str
    deviation: str = ""
    rounding: str = ""
    blank: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "printed": self.printed.to_json(), "recomputed": self.recomputed, "verdict": self.verdict,
            "clause": self.clause, "deviation": self.deviation, "rounding": self.rounding, "blank": list(self.blank),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """One footprint: `path` in the document."""

    path: str
    totals: tuple[Total, ...]
    findings: tuple[Finding, ...]
    not_judged: tuple[Words, ...]

    @property
    def errors(self) -> int:
        return sum(each.severity == "error" for each in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors

    def to_json(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "totals": [each.to_json() for each in self.totals],
            "findings": [each.to_json() for each in self.findings],
            "not_judged": [_both(each) for each in self.not_judged],
        }


def _both(told: Words) -> dict[str, str]:
    return {"zh": told.zh, "en": told.en}


class Judge:
    """Documents of one description held to one compiled standard."""

    def __init__(self, tool: ReferenceTool, by: Described) -> None:
        self.tool = tool
        self.by = by
        self.rules = {rule.name: rule for rule in tool.compiled.rules}
        self.inputs: dict[str, form.Input | form.ListInput] = {each.name: each for each in tool.compiled.inputs}
        self.inputs |= {each.name: each for each in tool.compiled.lists}

    def judge(self, footprint: Mapping[str, Any], path: str = "") -> Judged:
        """Everything that can be said of a footprint. Never raises for what it says."""
        totals: dict[Total, None] = {}
        findings: dict[Finding, None] = {}
        unjudged: dict[Words, None] = {}
        for reading in readings(footprint, self.by):
            one = _Judging(self, reading)
            findings |= dict.fromkeys(one.findings())
            totals |= dict.fromkeys(one.totals())
            unjudged |= dict.fromkeys(one.unjudged)
        order = {"error": 0, "warning": 1}
        return Judged(
            path, tuple(totals), tuple(sorted(findings, key=lambda each: order[each.severity])), tuple(unjudged)
        )

    def clause(self, at: int) -> str:
        places = self.tool.compiled.places
        return places[at].clause if 0 <= at < len(places) else ""

    def label(self, name: str) -> Words:
        declared: Any = self.inputs.get(name) or self.rules.get(name)
        zh, en = (declared.label.zh, declared.label.en) if declared is not None else ("", "")
        return Words(zh or en or name, en or zh or name)


class _Judging:
    """One reading of one footprint: inputs out of their bounds are left out, everything else is judged all the same."""

    def __init__(self, judge: Judge, reading: Reading) -> None:
        self.of = judge
        self.reading = reading
        self.unjudged: list[Words] = []
        self.given = dict(reading.inputs)
        self.refused: list[tuple[str, Problem]] = []
        self.checked = self._checked()
        paths = {odd.path for odd in reading.odd}
        written = {name for name, path in reading.paths.items() if path in paths and name not in reading.inputs}
        self.unusable = written | {name for name, _ in self.refused}
        self.working = Interpreter(judge.tool.calculator.index, self.checked.given)

    def _checked(self) -> Checked:
        while True:
            try:
                return self._read(self.given)
            except Refused as refusal:
                found = [(name, problem) for problem in refusal.problems for name in [self._input(problem)] if name]
                if not found:
                    raise
                self.refused += found
                self.given = {name: value for name, value in self.given.items() if name not in dict(found)}

    def _read(self, given: dict[str, Any]) -> Checked:
        return self.of.tool.read({"inputs": given, "options": dict(self.of.by.options)})

    def _input(self, problem: Problem) -> str:
        for part in problem.path.replace("[", ".").split("."):
            if part in self.given:
                return part
        return ""

    def _number(self, name: str) -> Number:
        declared = self.of.by.fields[name]
        return Number(name, self.of.label(name), self.reading.printed[name], declared.unit, self.reading.paths[name])

    # --- findings -----------------------------------------------------------------------------------------------------

    def findings(self) -> Iterator[Finding]:
        for odd in self.reading.odd:
            kind: Literal["format", "name"] = "name" if odd.severity == "warning" else "format"
            yield Finding(odd.severity, kind, odd.told, self.of.by.format_clause, odd.path)
        odd_paths = {odd.path for odd in self.reading.odd}
        for name, value in {**self.checked.given.values, **self.checked.given.lists}.items():
            path = self.reading.paths.get(name, "")
            if isinstance(value, Missing) and path and name not in self.reading.inputs and path not in odd_paths:
                at = self.of.inputs[name].at
                yield Finding("error", "missing", words("missing", label=self.of.label(name)), self.of.clause(at), path)
        for name, problem in self.refused:
            told = Words(
                f"{problem.message('zh')}；应为：{problem.accepted('zh')}",
                f"{problem.message('en')}; accepted: {problem.accepted('en')}",
            )
            yield Finding("error", "bound", told, problem.clause, self.reading.paths[name], (self._number(name),))
        for requirement in self.of.tool.compiled.requirements:
            yield from self._requirement(requirement)

    def _requirement(self, requirement: form.Requirement) -> Iterator[Finding]:
        try:
            if requirement.guard is not None and not self.working.truth(requirement.guard):
                return
            if self.working.truth(requirement.condition):
                return
        except Refused:
            return  # what it needs is blank, which is told where the standard asks for it
        zh, en = requirement.message.zh, requirement.message.en
        message = Words(zh or en, en or zh)
        inputs, rules = self._mentioned(requirement)
        if any(name in self.unusable for name in inputs):
            return  # told already, where it stands
        unknown = [name for name in inputs if name not in self.of.by.fields]
        if unknown:
            self.unjudged.append(words("does not say", names=", ".join(unknown), message=message))
            return
        yield Finding(
            "error" if requirement.modality == "shall" else "warning",
            "rule",
            message,
            self.of.clause(requirement.at),
            printed=tuple(self._number(name) for name in inputs if name in self.reading.printed),
            recomputed=tuple(found for name in rules for found in [self._recomputed(name)] if found is not None),
        )

    def _mentioned(self, requirement: form.Requirement) -> tuple[list[str], list[str]]:
        """Inputs and rules a requirement names, and those its rules name in turn where they are no totals."""
        inputs: dict[str, None] = {}
        rules: dict[str, None] = {}
        waiting: list[form.Expr] = [requirement.condition]
        waiting += [requirement.guard] if requirement.guard is not None else []
        totals = set(self.of.by.totals.values())
        while waiting:
            node = waiting.pop(0)
            name = node.rule if isinstance(node, form.Call) else node.name if isinstance(node, form.Ref) else ""
            if name in self.of.rules and name not in rules:
                rules[name] = None
                if name not in totals:
                    for case in self.of.rules[name].cases:
                        waiting += [case.body, *([case.guard] if case.guard is not None else [])]
            elif name in self.of.inputs:
                inputs[name] = None
            if isinstance(node, form.Aggregate):
                inputs[node.over] = None
            waiting += children(node)
        return list(inputs), list(rules)

    def _recomputed(self, name: str) -> Number | None:
        rule = self.of.rules[name]
        value = self._value(name)
        if rule.parameters or value is None:
            return None
        unit = rule.type.unit if isinstance(rule.type, form.Quantity) else ""
        return Number(name, self.of.label(name), exact.shown(value), unit or "1")

    def _value(self, rule: str) -> Fraction | None:
        try:
            found = self.working.rule(rule)
        except Refused:
            return None
        return found if isinstance(found, Fraction) and not isinstance(found, Absent) else None

    # --- totals -------------------------------------------------------------------------------------------------------

    def totals(self) -> Iterator[Total]:
        for name, rule in self.of.by.totals.items():
            if name not in self.given:
                continue
            printed, clause = self._number(name), self.of.clause(self.of.rules[rule].at)
            value = self._value(rule)
            if value is None:
                yield Total(printed, "", "blank addend", clause, blank=self._blank(rule))
                continue
            deviation = exact.read_number(printed.value) - value
            rounding = self._rounding(rule) + _half_unit(printed.value)
            if deviation == 0:
                verdict: Verdict = "agrees"
            elif abs(deviation) <= self._step():
                verdict = "within step"
            else:
                verdict = "may be rounding" if abs(deviation) <= rounding else "differs"
            yield Total(printed, exact.shown(value), verdict, clause, exact.shown(deviation), exact.shown(rounding))

    def _addends(self, rule: str) -> list[str]:
        """Inputs a rule may read, through whatever rules, in the order they are met."""
        inputs: dict[str, None] = {}
        seen, waiting = {rule}, [rule]
        while waiting:
            nodes: list[form.Expr] = []
            for case in self.of.rules[waiting.pop(0)].cases:
                nodes += [case.body, *([case.guard] if case.guard is not None else [])]
            while nodes:
                node = nodes.pop(0)
                name = node.rule if isinstance(node, form.Call) else node.name if isinstance(node, form.Ref) else ""
                if name in self.of.rules and name not in seen:
                    seen.add(name)
                    waiting.append(name)
                elif name in self.of.by.fields:
                    inputs[name] = None
                nodes += children(node)
        return list(inputs)

    def _blank(self, rule: str) -> tuple[str, ...]:
        """The blank inputs each of which alone keeps the value unknown, though all the others did not apply."""
        blank = [name for name in self._addends(rule) if name not in self.given]
        found = []
        for name in blank:
            others = dict.fromkeys((each for each in blank if each != name), "not applicable")
            try:
                value = Interpreter(self.of.tool.calculator.index, self._read(self.given | others).given).rule(rule)
            except Refused:
                continue
            if not isinstance(value, Fraction):
                found.append(name)
        return tuple(found or blank)

    def _step(self) -> Fraction:
        found = self.checked.given.options.get("comparison_step")
        return found if isinstance(found, Fraction) else Fraction(0)

    def _rounding(self, rule: str) -> Fraction:
        """How far the value may move when every number it rests on moves by half a unit of its last printed digit.

        A zero is taken as it stands: it is how the data model writes "not applicable".
        """
        before = self._value(rule)
        found = Fraction(0)
        for name in self._addends(rule):
            if name not in self.given or self.of.by.fields[name].kind != "decimal":
                continue
            half = _half_unit(self.reading.printed[name])
            if not half or before is None:
                continue
            for moved in (half, -half):
                after = self._after(rule, name, moved)
                if after is not None:
                    found += abs(after - before)
                    break
        return found

    def _after(self, rule: str, name: str, moved: Fraction) -> Fraction | None:
        number = exact.read_number(self.given[name]["value"]) + moved
        given = {**self.given, name: {**self.given[name], "value": exact.exact_text(number)}}
        try:
            found = Interpreter(self.of.tool.calculator.index, self._read(given).given).rule(rule)
        except Refused:
            return None
        return found if isinstance(found, Fraction) else None


def _half_unit(digits: str) -> Fraction:
    """Half a unit of the last printed digit; nothing for a zero."""
    if not exact.read_number(digits):
        return Fraction(0)
    return Fraction(1, 2 * 10 ** len(digits.partition(".")[2]))
