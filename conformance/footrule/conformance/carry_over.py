"""Results for one edition held against the next: which stay valid, what is expected otherwise, which tools will fail.

A case is asked of both references, of the new one as the comparison tells it every product: in its own names, a year
moved into its period where both editions have none in common. Where both answer the same, what a
tool showed it still shows. Where they do not, the answer the tool gave is judged by what the new edition expects: a
tool that passed gave what the old one expected.
"""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from typing import Any

import msgspec

from footrule.compiler.editions.changes import Carried, CarryOver, Fate
from footrule.compiler.editions.counterparts import Counterparts
from footrule.compiler.editions.matching import Matching, match
from footrule.compiler.editions.names import document_told
from footrule.conformance import protocol
from footrule.conformance.cases import Case, Expected
from footrule.conformance.comparison import Units
from footrule.conformance.judging import verdict
from footrule.conformance.outcomes import PASSES, Record
from footrule.conformance.reference_tool import Answer, Found, ReferenceTool, expected, kind_of_target, rejection
from footrule.conformance.results import Results
from footrule.conformance.suites import Suite
from footrule.runtime import form
from footrule.runtime.calculate import NOT_GIVEN, Calculator
from footrule.runtime.values import shown

_CALLED = re.compile(r"\s*([^\s(]+)\s*(\(.*\))?\s*", re.DOTALL)
_ANSWERS = protocol.Value | protocol.Reject | protocol.Unsupported | protocol.Fault


def carry_over(results: Results, suite: Suite, old: form.Form, new: form.Form) -> CarryOver:
    """`suite`: the one the results are of. A record of a case it no longer has in that form is told as unknown."""
    carrier = _Carrier(match(old, new))
    cases = {case.id: case for case in suite.cases}
    found = []
    for record in results.records:
        case = cases.get(record.id)
        if record.twin or (case is not None and case.kind == "metamorphic"):
            found.append(_carried(record, "run again"))
        elif case is None or case.digest != record.digest:
            found.append(_carried(record, "unknown"))
        else:
            found.append(carrier.carried(record, case))
    return CarryOver(
        old=old.standard.id,
        new=new.standard.id,
        tool=f"{results.tool.name} {results.tool.version}".strip(),
        counts=tuple(Counter(one.fate for one in found).most_common()),
        cases=tuple(one for one in found if one.fate != "stays"),
    )


def _carried(record: Record, fate: Fate, clause: str = "", target: str = "", old: str = "", new: str = "") -> Carried:
    return Carried(record.id, clause or record.clause, target or record.target, record.outcome, fate, old, new)


class _Carrier:
    """Both references, and the names of the old edition in the new one."""

    def __init__(self, matching: Matching) -> None:
        new = matching.new
        self.old, self.new = ReferenceTool(matching.old), ReferenceTool(new)
        self.names = matching.names
        self.counterparts = Counterparts(matching.aligned, new, Calculator(matching.aligned))
        self.units = Units(new.standard.gwp, self.new.calculator.units.extra)

    def carried(self, record: Record, case: Case) -> Carried:
        want = list(case.want)
        told = {target: self._target(target) for target in want}
        if any(name.partition("(")[0] not in self.new.calculator.index.rules for name in told.values()):
            gone = next(t for t, n in told.items() if n.partition("(")[0] not in self.new.calculator.index.rules)
            return _carried(record, "gone", target=gone)
        given = {"inputs": case.given.get("inputs", {}), "options": case.given.get("options", {})}
        before = self.old.answer(given, want)
        document = document_told(self.old.compiled, self.names, given)
        if before.phase != "input":  # what cannot be read at all is asked as it stands
            document = self.counterparts.of_new(document)
        after = self.new.answer(document, list(told.values()))
        if after.refused and not before.refused and all(code in NOT_GIVEN for code in after.codes):
            return _carried(record, "asks for more", after.clause, new=", ".join(after.codes))
        target = self._apart(before, after, told)
        if target is None:
            return _carried(record, "stays")
        clause = after.clause or self._clause(told.get(target, ""))
        shown = _shown(before, target), _shown(after, told.get(target, ""))
        return _carried(record, self._fate(record, case, after, told), clause, target, *shown)

    def _target(self, target: str) -> str:
        """`limit(coal)` with the rule's new name and, where its kind of parameter is known, the member's."""
        found = _CALLED.fullmatch(target)
        if found is None:
            return target
        name, arguments = found.groups()
        rule = self.old.calculator.index.rules.get(name)
        if rule is not None and arguments:
            parts = [part.strip() for part in arguments[1:-1].split(",")]
            types = [parameter.type for parameter in rule.parameters]
            if len(parts) == len(types):
                parts = [
                    self.names.member(type.of, part) if isinstance(type, form.Choice) else part
                    for part, type in zip(parts, types, strict=True)
                ]
            arguments = f"({', '.join(parts)})"
        return self.names.value(name) + (arguments or "")

    def _apart(self, before: Answer, after: Answer, told: dict[str, str]) -> str | None:
        """The first thing the two references say otherwise; None where they say the same."""
        if before.refused or after.refused:
            same = before.phase == after.phase and set(before.codes) & set(after.codes)
            return None if same else ""
        for target, name in told.items():
            if self._amount(before.values[target], self.old, target) != self._amount(
                after.values[name], self.new, target
            ):
                return target
        return None

    def _amount(self, found: Found, tool: ReferenceTool, target: str) -> Any:
        if isinstance(found.value, Fraction):
            unit = tool.calculator.units.parse(found.unit)
            return unit.dims, found.value * unit.scale
        if isinstance(found.value, str) and tool is self.old:
            rule = self.old.calculator.index.rules.get(target.partition("(")[0].strip())
            if rule is not None and isinstance(rule.type, form.Choice):
                return self.names.member(rule.type.of, found.value)
        return found.value

    def _fate(self, record: Record, case: Case, after: Answer, told: dict[str, str]) -> Fate:
        """What the tool's own answer is worth under the new edition."""
        if record.outcome in ("unsupported", "out-of-scope", "waived", "disputed", "inconclusive"):
            return "expected otherwise"
        answer = self._answered(record, case)
        if answer is None:
            return "expected otherwise"
        wanted: dict[str, Expected] = {}
        if not after.refused:
            for target, name in told.items():
                kind = kind_of_target(self.new.compiled, name)
                wanted[target] = expected(after.values[name], kind)
        asked = msgspec.structs.replace(
            case,
            kind="reject" if after.refused else "compute",
            expect=wanted,
            reject=rejection(after) if after.refused else None,
        )
        passes = verdict(asked, answer, self.units, {}).outcome in PASSES
        if record.outcome in PASSES:
            return "expected otherwise" if passes else "will fail"
        return "will pass" if passes else "still fails"

    def _answered(self, record: Record, case: Case) -> Any:
        """The tool's answer: kept where it failed; where it passed, what was expected of it."""
        if record.outcome not in PASSES:
            try:
                return msgspec.convert({**(record.answered or {}), "seq": ""}, type=_ANSWERS)
            except msgspec.ValidationError:
                return None
        if case.reject is not None:
            return protocol.Reject(seq="", code=case.reject.codes[0], codes=case.reject.codes, phase=case.reject.phase)
        return protocol.Value(
            seq="", outputs={name: protocol.Given(one.kind, one.value, one.unit) for name, one in case.expect.items()}
        )

    def _clause(self, target: str) -> str:
        rule = self.new.calculator.index.rules.get(target.partition("(")[0])
        return "" if rule is None else self.new.calculator.index.place(rule.at).clause


def _shown(answer: Answer, target: str) -> str:
    if answer.refused:
        return ", ".join(answer.codes)
    if target not in answer.values:
        return "accepted"
    found = answer.values[target]
    return shown(found.value, found.unit)
