"""Proposed cases taken into a suite: held to the reference, their ids never used before, what is there left alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from footrule.conformance.cases import Case, canonical
from footrule.conformance.problems import ConformanceProblem
from footrule.conformance.reference_tool import ReferenceTool, expected, kind_of_target, rejection
from footrule.conformance.strength.probing import Prober
from footrule.conformance.suites import Suite
from footrule.runtime import form
from footrule.runtime.problems import Words

_ID = re.compile(r"\w[\w.-]*")


class NotAcceptedError(ConformanceProblem):
    """A proposed case cannot be taken in."""


def _not(case: Case, zh: str, en: str) -> NotAcceptedError:
    return NotAcceptedError("K0209", name=case.id, what=Words(zh, en))


def accepted(compiled: form.Form, suite: Suite, proposed: Sequence[Case]) -> Suite:
    """The suite with the proposed cases, all or none; one that is there already, word for word, is left alone.

    Raises `NotAcceptedError`.
    """
    have = {case.id: case for case in suite.cases}
    contents = {_content(case) for case in suite.cases}
    prober = Prober(compiled)
    covers = dict(suite.covers)
    for case in proposed:
        if case.id in have and have[case.id].digest == case.digest:
            continue
        _check(case, suite, have, prober.tool)
        if _content(case) in contents:
            continue
        contents.add(_content(case))
        have[case.id] = case
        covers[case.id] = covered(prober, case)
    cases = tuple(sorted(have.values(), key=lambda case: case.id))
    return replace(suite, cases=cases, covers=covers, text_digest=compiled.standard.digest)


def covered(prober: Prober, case: Case) -> dict[str, tuple[str, ...]]:
    """The rules and clauses the reference goes through for a case."""
    probe = prober.probe(case.given, case.want)
    rules = prober.tool.calculator.index.rules
    index = prober.tool.calculator.index
    clauses = {index.place(rules[name].cases[number - 1].at).clause for name, number in probe.cases}
    clauses |= {case.source.clause if case.source else "", probe.answer.clause}
    return {"rules": tuple(sorted(probe.rules)), "clauses": tuple(sorted(clauses - {""}))}


def _content(case: Case) -> bytes:
    return canonical([case.given, list(case.want), case.relation is not None])


def _check(case: Case, suite: Suite, have: dict[str, Case], tool: ReferenceTool) -> None:
    if case.standard != suite.standard:
        raise _not(case, f"属于 {case.standard}", f"it is of {case.standard}")
    if not _ID.fullmatch(case.id):  # it becomes the name of a file
        zh = "编号只能由文字、数字、点、连字符组成，不以点开头"
        raise _not(case, zh, "its id is not made of letters, digits, points and hyphens, a letter or digit first")
    if case.id in suite.tombstones:
        raise _not(case, "这一编号已停用，不再使用", "its id was retired and is never used again")
    if case.id in have:
        raise _not(case, "这一编号已有别的内容", "its id stands for other content")
    answer = tool.answer(case.given, case.want)
    if answer.refused:
        right = case.reject is not None and case.reject.phase == rejection(answer).phase
        right = right and bool(set(case.reject.codes if case.reject else ()) & set(answer.codes))
    else:
        values = {name: expected(found, kind_of_target(tool.compiled, name)) for name, found in answer.values.items()}
        right = case.reject is None and {**case.expect} == values
    if not right:
        raise _not(case, "参考计算得出别的结果", "the reference answers otherwise")
