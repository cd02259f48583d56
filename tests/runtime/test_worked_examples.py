"""Worked examples: agrees, disputed, fails."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from footrule.runtime import form
from footrule.runtime.worked_examples import Check, ExampleReport, check_examples
from tests.runtime.sample_form import label, sample_document, sample_form

FUELS = {"fuels": [{"amount": "1 t", "factor": "2"}, {"amount": "3 t", "factor": "2"}]}


def report(given: dict[str, Any], *expected: form.Expectation, **more: Any) -> ExampleReport:
    example = form.Example("Example", "page 1", "primary", given, expect=expected, **more)
    (found,) = check_examples(sample_form(examples=(example,)))
    return found


def check(given: dict[str, Any], target: str, printed: str, **more: Any) -> Check:
    (found,) = report(given, form.Expectation(target, printed, **more)).checks
    return found


def test_the_samples_examples_come_out_as_declared() -> None:
    assert [found.verdict for found in check_examples(sample_form())] == ["disputed", "agrees", "agrees"]


@pytest.mark.parametrize(
    ("given", "target", "printed"),
    [
        ({"scrap_share": "20 %"}, "limit(C)", "1.83"),
        ({"scrap_share": "20 %"}, "limit(C)", "183 %"),
        ({"scrap_share": "20 %"}, "limit(C)", "1834 kg/t"),
        (FUELS, "share(#1)", "25 %"),
        (FUELS, "share( #2 )", "0.75 1"),
        (sample_document()["inputs"], "graded", "C"),
        (sample_document()["inputs"], "expiry", "unknown"),
        (sample_document()["inputs"], "expiry", "未知"),
        (sample_document()["inputs"], "declared", "0.81 tCO2e/t"),
        (sample_document()["inputs"] | {"made": "2024-01-31"}, "expiry", "2026-01-31"),
        (sample_document()["inputs"], "tight", "no"),
        (sample_document()["inputs"], "bath", "unknown"),
        (sample_document()["inputs"], "output_mass", "2000 kg"),
    ],
)
def test_a_printed_value_the_rules_give_agrees(given: dict[str, Any], target: str, printed: str) -> None:
    found = check(given, target, printed)
    assert found.verdict == "agrees", (found.reason.en, [problem.line() for problem in found.problems])


@pytest.mark.parametrize(
    ("target", "printed", "reason"),
    [
        ("limit(C)", "1.84", "1.84 is printed, 1.834 t/t computed"),
        ("limit(C)", "1.83 kg", "mass is printed, the rule gives a pure number"),
        ("limit(C)", "1.83 kgg", "the printed value cannot be read: `kgg` is not a known unit; the nearest is `kg`"),
        ("limit(C)", "about two", "the printed value cannot be read: not a number"),
        ("limit(C)", "unknown", "unknown is printed, 1.834 t/t computed"),
        ("limit(Z)", "1.83", "the rules refuse"),
        ("limit", "1.83", "the rules refuse"),
        ("limit(A, B)", "1.83", "the rules refuse"),
        ("nowhere(C)", "1.83", "the rules refuse"),
        ("share(#1)", "25 %", "the rules refuse"),
        ("declared", "1", "the rules refuse"),
        ("limit((", "1", "the rules refuse"),
    ],
)
def test_a_printed_value_the_rules_do_not_give_fails_and_says_why(target: str, printed: str, reason: str) -> None:
    found = check({"scrap_share": "20 %"}, target, printed)
    assert (found.verdict, found.reason.en) == ("fails", reason)


def test_a_disputed_value_stays_disputed_with_the_reading_that_would_give_it() -> None:
    found = check(
        {"scrap_share": "20 %"},
        "limit(C)",
        "2.55",
        disputed=True,
        explanation=label("相加", "adds instead of subtracting"),
    )
    assert (found.verdict, found.computed, found.reason.en) == ("disputed", "1.834 t/t", "adds instead of subtracting")


def test_a_dispute_that_no_longer_holds_fails() -> None:
    found = check({"scrap_share": "20 %"}, "limit(C)", "1.83", disputed=True)
    assert (found.verdict, found.reason.en) == (
        "fails",
        "the rules give the printed value; the dispute no longer holds",
    )


def test_the_share_of_the_interval_is_told_in_the_printed_unit() -> None:
    found = check({"scrap_share": "20 %"}, "limit(C)", "183 %")
    assert found.share == Fraction(4, 5)


def test_an_example_whose_inputs_are_wrong_fails_with_the_problems() -> None:
    found = report({"scrap_share": "200 %"}, form.Expectation("limit(C)", "1.83"))
    assert (found.verdict, [problem.code for problem in found.problems]) == ("fails", ["R0207"])


def test_an_example_that_breaks_a_shall_fails() -> None:
    given = sample_document()["inputs"] | {"output_mass": "1 kg"}
    found = report(given, form.Expectation("graded", "C"))
    assert (found.verdict, [problem.code for problem in found.problems]) == ("fails", ["R0301"])


@pytest.mark.parametrize(
    ("given", "code", "verdict"),
    [
        ({"output_mass": "0 t"}, "R0207", "agrees"),
        ({"scrap_share": "20 %"}, "R0202", "agrees"),
        (sample_document()["inputs"] | {"output_mass": "1 kg"}, "R0301", "agrees"),
        (sample_document()["inputs"], "R0301", "fails"),
        ({"output_mass": "0 t"}, "R0208", "fails"),
    ],
)
def test_an_example_may_expect_a_refusal(given: dict[str, Any], code: str, verdict: str) -> None:
    assert report(given, refused=code).verdict == verdict


def test_reports_are_json() -> None:
    text = json.dumps([found.to_json() for found in check_examples(sample_form())])
    assert json.loads(text)[0]["checks"][0]["interval"] == {
        "low": "1.825",
        "high": "1.835",
        "low_closed": True,
        "high_closed": False,
    }


def test_a_form_that_is_faulty_fails_its_examples_and_raises_nothing() -> None:
    broken = sample_form(units=(form.UnitName("kg"),))
    assert {found.verdict for found in check_examples(broken)} == {"fails"}
