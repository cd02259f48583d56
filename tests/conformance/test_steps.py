"""A tool that tells its steps is held to them: the first that went wrong is named, and a lucky answer is found out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from footrule.conformance import protocol
from footrule.conformance.adapters.reference import ReferenceSubject
from footrule.conformance.carriers.callables import Callable_
from footrule.conformance.making.checkpoints import with_checkpoints
from footrule.conformance.reference_tool import Found, expected
from footrule.conformance.results import Results
from footrule.conformance.runner import Settings, run
from tests.conformance.subjects import POWER, compiled, reference_tool, run_callable, suite


class Slip(ReferenceSubject):
    """Tells `step` twice too large on the way, and in its outputs too where `outputs`."""

    def __init__(self, step: str, outputs: tuple[str, ...] = ()) -> None:
        super().__init__(compiled(POWER))
        self.step, self.outputs = step, outputs

    def evaluate(self, message: Mapping[str, Any]) -> dict[str, Any]:
        answer = super().evaluate(message)
        slips = [(name, one) for name, one in answer.get("trace", {}).items() if name.partition("(")[0] == self.step]
        slips += [(name, one) for name, one in answer.get("outputs", {}).items() if name in self.outputs]
        for _, one in slips:
            if one["kind"] == "quantity":
                one["value"] = str(float(one["value"]) * 2 + 1)
        return answer


def outcomes(found: Results) -> set[str]:
    return {record.outcome for record in found.records if record.fails}


def test_right_answers_by_wrong_steps_fail_by_their_trace() -> None:
    found = run_callable(POWER, Slip("unit_allowance"))
    failing = [record for record in found.records if record.outcome == "fail-trace"]
    assert outcomes(found) == {"fail-trace"}
    assert {record.checkpoint.partition("(")[0] for record in failing} == {"unit_allowance"}
    assert all(record.clause and record.expected and record.actual for record in failing)


def test_a_wrong_answer_names_the_first_step_told_otherwise() -> None:
    found = run_callable(POWER, Slip("electricity_allowance", ("approved_allowance",)))
    wrong = [record for record in found.records if record.outcome == "fail-value" and record.id.startswith("example.")]
    assert wrong
    assert {record.checkpoint for record in wrong} == {"electricity_allowance(#1)"}


def test_checkpoints_in_the_cases_need_no_reference() -> None:
    traced = with_checkpoints(suite(POWER), compiled(POWER))
    assert any("unit_allowance(#1)" in case.trace for case in traced.cases)
    assert all(set(case.trace).isdisjoint(case.want) for case in traced.cases)
    found = run(traced, Callable_(Slip("unit_allowance")), Settings())
    assert outcomes(found) == {"fail-trace"}
    right = run(traced, Callable_(ReferenceSubject(compiled(POWER))), Settings(strict=True))
    assert outcomes(right) == set()


def test_a_tool_that_tells_no_steps_is_not_asked_for_them() -> None:
    asked: list[Mapping[str, Any]] = []

    class Silent(ReferenceSubject):
        def __call__(self, message: Mapping[str, Any]) -> dict[str, Any]:
            asked.append(message)
            answer = super().__call__(message)
            return {**answer, "capabilities": ["rules", "partial", "units"]} if "name" in answer else answer

    few = replace(suite(POWER), cases=suite(POWER).cases[:5])
    run(few, Callable_(Silent(compiled(POWER))), Settings(reference=reference_tool(POWER)))
    assert not any("trace" in message for message in asked)


# --- numbers and the letter of the messages ---------------------------------------------------------------------------


def value(digits: object, **more: object) -> bytes:
    given = {"kind": "quantity", "value": digits, "unit": "kg", **more}
    return json.dumps({"message": "value", "seq": "1", "outputs": {"x": given}}).encode()


@pytest.mark.parametrize("digits", ["1", "-1.50", "+.5", "3e-7", "1.", "0" * 90])
def test_a_decimal_is_a_number(digits: str) -> None:
    assert protocol.strictly(value(digits)) == ""


@pytest.mark.parametrize("digits", ["1/3", "NaN", "Infinity", "", "1,5", "0x1F", "１", 1, 1.5, None, True])
def test_nothing_else_is(digits: object) -> None:
    assert protocol.strictly(value(digits)) != ""


def test_names_the_schema_does_not_have_are_told_wherever_they_stand() -> None:
    assert "precision" in protocol.strictly(value("1", precision=3))
    assert "more" in protocol.strictly(b'{"message":"ok","more":1}')


def test_what_the_runner_says_is_held_to_the_letter_too() -> None:
    assert "a number that is not text" in protocol.strictly(b'{"message":"eval","seq":"1","inputs":{"a":[{"b":1.5}]}}')
    assert protocol.strictly(b'{"message":"eval","seq":"1","inputs":{"a":[{"b":"1.5"}, null, true]}}') == ""


def test_what_does_not_end_is_expected_with_fifty_digits_and_compared_relatively() -> None:
    third = expected(Found(Fraction(1, 3), "kg"))
    assert third.value == "0." + "3" * 50
    assert third.compare.by == "relative"
