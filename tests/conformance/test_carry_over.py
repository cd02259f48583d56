"""Results for one edition held against the next: nothing is counted twice, and each fate is what the references say."""

from __future__ import annotations

from functools import cache

import msgspec
import pytest

from footrule.compiler.driver import Compiler
from footrule.compiler.editions.changes import CarryOver
from footrule.conformance import carry_over, suites
from footrule.conformance.cases import Case
from footrule.conformance.library import folder_of
from footrule.conformance.outcomes import Name, Record
from footrule.conformance.results import Results, Score, Subject
from footrule.runtime import form
from footrule.standards.library import Library, shipped

OLD, NEW = "cn/ets-power@2023-2024", "cn/ets-power@2025-2026-draft"


@cache
def compiled(name: str) -> form.Form:
    found = Compiler(Library((shipped(),))).compile(name).form
    assert found is not None
    return found


@cache
def suite() -> suites.Suite:
    folder = folder_of(OLD)
    assert folder is not None
    return suites.read(folder)


def record(case: Case, outcome: Name = "pass", answered: object = None) -> Record:
    return Record(case.id, case.digest, case.kind, case.level, outcome, answered=answered)


def results(*records: Record) -> Results:
    score = Score(1, 1)
    return Results(
        1, OLD, "sha256:x", "footrule", Subject("tool", "1"), "re-run", score, score, {}, (), records
    )  # fmt: skip


@cache
def passed_all() -> CarryOver:
    records = results(*(record(case) for case in suite().cases))
    return carry_over.carry_over(records, suite(), compiled(OLD), compiled(NEW))


def test_every_record_has_one_fate() -> None:
    found = passed_all()
    assert sum(count for _, count in found.counts) == len(suite().cases)
    assert len(found.cases) == len(suite().cases) - found.count("stays")


def test_a_tool_that_passed_fails_where_another_answer_is_right_now() -> None:
    failing = [one for one in passed_all().cases if one.fate == "will fail"]
    assert failing
    assert all(one.old != one.new for one in failing)


def test_under_the_same_edition_everything_stays() -> None:
    records = results(*(record(case) for case in suite().cases if case.kind != "metamorphic"))
    found = carry_over.carry_over(records, suite(), compiled(OLD), compiled(OLD))
    assert [fate for fate, _ in found.counts] == ["stays"]


def test_a_tool_that_already_answers_as_the_new_edition_will_pass() -> None:
    told = next(one for one in passed_all().cases if one.fate == "will fail" and " " in one.new)
    case = suite().case(told.id)
    value, _, unit = told.new.partition(" ")
    answered = {"message": "value", "outputs": {told.target: {"kind": "quantity", "value": value, "unit": unit}}}
    only = results(record(msgspec.structs.replace(case), "fail-value", answered))
    found = carry_over.carry_over(only, suite(), compiled(OLD), compiled(NEW))
    assert [one.fate for one in found.cases] in (["will pass"], ["still fails"])
    assert found.cases[0].fate == "will pass" or len(case.want) > 1


@pytest.mark.parametrize("change", [{"digest": "sha256:other"}, {"id": "no.such.case"}])
def test_a_case_the_suite_no_longer_has_so_is_told_as_unknown(change: dict[str, str]) -> None:
    one = msgspec.structs.replace(record(suite().cases[0]), **change)
    found = carry_over.carry_over(results(one), suite(), compiled(OLD), compiled(NEW))
    assert [case.fate for case in found.cases] == ["unknown"]
