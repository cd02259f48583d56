"""Result files: recomputed to the same digits, or exactly what differs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from footrule.runtime import evidence, form
from footrule.runtime.calculate import calculate
from footrule.runtime.problems import Refused
from tests.runtime.sample_form import sample_document, sample_form

FORM = sample_form()
TEXT = evidence.encode(evidence.of(calculate(FORM, sample_document(), trace=True)))


def verdict(change: Any = None, found: form.Form | None = FORM) -> evidence.Verdict:
    record = json.loads(TEXT)
    if change:
        change(record)
    return evidence.verify(evidence.decode(json.dumps(record)), lambda name: found)


def codes(problems: Any) -> list[str]:
    return [f"{problem.code} {problem.path}" for problem in problems]


def test_an_untouched_result_file_holds() -> None:
    assert verdict() == evidence.Verdict(True, ())


def test_the_same_calculation_gives_the_same_bytes() -> None:
    assert evidence.encode(evidence.of(calculate(FORM, sample_document(), trace=True))) == TEXT


def test_an_edited_output_is_found_with_both_values() -> None:
    found = verdict(lambda record: record["result"]["outputs"]["declared"].update(exact="800"))
    assert not found.holds
    assert [problem.line() for problem in found.differences] == [
        "R0405 result.outputs.declared.exact: `result.outputs.declared.exact` differs: "
        "800 is recorded, 805.25 is recomputed"
    ]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda record: record["used"]["inputs"]["output_mass"].update(exact="3"), "used.inputs.output_mass.exact"),
        (lambda record: record["values"][0].update(clause="B"), "values[0].clause"),
        (lambda record: record["values"].pop(), "values"),
        (lambda record: record["dependencies"][0].update(status="draft"), "dependencies[0].status"),
        (lambda record: record["result"].update(status="primary"), "result.status"),
        (lambda record: record["result"].update(extra=1), "result.extra"),
        (lambda record: record.update(extra=1), "extra"),
        (lambda record: record["result"]["outputs"].pop("graded"), "result.outputs.graded"),
        (lambda record: record["standard"].update(status="draft"), "standard.status"),
        (lambda record: record["result"]["options"][0].update(by_default=True), "result.options[0].by_default"),
    ],
)
def test_any_edit_is_found_at_its_place(change: Any, path: str) -> None:
    found = verdict(change)
    assert (found.holds, codes(found.differences)) == (False, [f"R0405 {path}"])


def test_other_inputs_give_other_outputs() -> None:
    found = verdict(lambda record: record["given"]["inputs"].update(output_mass="4 t"))
    assert not found.holds
    assert "R0405 result.outputs.declared.exact" in codes(found.differences)


def test_a_result_of_some_values_only_is_verified_for_these() -> None:
    inputs = sample_document()["inputs"]
    del inputs["scrap_share"]
    part = calculate(FORM, {"inputs": inputs}, want=["footprint"], trace=True)
    recorded = evidence.decode(evidence.encode(evidence.of(part)))
    assert evidence.verify(recorded, lambda name: FORM) == evidence.Verdict(True, ())


def test_a_standard_of_another_digest_is_told() -> None:
    own = FORM.standard
    other = form.Standard(**({name: getattr(own, name) for name in own.__struct_fields__} | {"digest": "sha256:xyz"}))
    assert codes(verdict(found=sample_form(standard=other)).differences) == ["R0403 standard.digest"]


def test_another_compiler_with_the_same_digits_is_only_a_note() -> None:
    found = verdict(found=sample_form(compiler="0.2.0"))
    assert (found.holds, codes(found.notes)) == (True, ["R0404 compiler"])


def test_a_missing_standard_is_told() -> None:
    assert codes(verdict(found=None).differences) == ["R0402 standard.id"]


def test_inputs_that_are_now_refused_are_told() -> None:
    found = verdict(lambda record: record["given"]["inputs"].update(output_mass="0 t"))
    assert codes(found.differences) == ["R0207 inputs.output_mass"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{}", "R0401"),
        ("[]", "R0105"),
        ('{"result_file": 2}', "R0406"),
        ('{"result_file": 1}', "R0401"),
        ("\x00", "R0101"),
        (TEXT.replace('"given": {', '"given": 5, "was": {'), "R0401"),
        (TEXT.replace('"id": "test/kettle@1"', '"id": 5', 1), "R0401"),
    ],
)
def test_what_is_no_result_file_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        evidence.decode(text)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_table_values_stand_with_their_clause_and_evidence() -> None:
    (cell,) = json.loads(TEXT)["values"]
    assert (cell["name"], cell["value"]["exact"], cell["clause"], cell["evidence"]) == (
        "grid[2023].value",
        "0.6205",
        "A.1",
        "secondary",
    )


def test_a_result_without_trace_makes_no_result_file() -> None:
    with pytest.raises(ValueError, match="trace"):
        evidence.of(calculate(FORM, sample_document()))
