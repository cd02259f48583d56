"""Cases keep their content through YAML, and a changed expectation shows in the digest and not in the id."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from footrule.conformance.cases import (
    Case,
    CaseError,
    Expected,
    canonical,
    from_text,
    read_yaml,
    schema,
    to_plain,
    to_text,
)
from footrule.conformance.suites import Suite, SuiteError, new_id, read, write
from tests.conformance.subjects import PACT, POWER, STEEL, suite

CASE = Case(
    case=1,
    id="total.value.123456",
    kind="compute",
    standard="pact/technical-specification@3.0.3",
    given={"inputs": {"a": {"value": "0.10", "unit": "kg"}, "b": None, "c": "", "d": "not applicable"}},
    want=("total",),
    expect={"total": Expected(kind="quantity", value="1e2", unit="kg")},
)


def test_a_case_reads_back_as_it_was_written() -> None:
    assert from_text(to_text(CASE)) == CASE


def test_null_empty_text_and_absent_stay_three_things() -> None:
    inputs = from_text(to_text(CASE)).given["inputs"]
    assert (inputs["b"], inputs["c"], "e" in inputs) == (None, "", False)


def test_digits_never_pass_through_a_float() -> None:
    assert read_yaml("a: 0.10\nb: 1e400\nc: 0x1F\nd: 1_000\ne: 2024-01-01\nf: .nan") == {
        "a": "0.10",
        "b": "1e400",
        "c": "0x1F",
        "d": "1_000",
        "e": "2024-01-01",
        "f": ".nan",
    }


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=8), st.none() | st.booleans() | st.text(max_size=12), max_size=4))
def test_any_document_survives_yaml(document: dict[str, object]) -> None:
    case = msgspec.structs.replace(CASE, given={"inputs": document})
    try:
        assert from_text(to_text(case)).given["inputs"] == document
    except CaseError:
        assert any(not c.isprintable() for c in str(document.items()) + "".join(map(str, document)))


def test_a_changed_expectation_changes_the_digest() -> None:
    other = msgspec.structs.replace(CASE, expect={"total": Expected(kind="quantity", value="101", unit="kg")})
    assert (other.id, other.digest != CASE.digest) == (CASE.id, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "case: 1",
        "case: 2\nid: x",
        "a: &b 1\nc: *b",
        to_text(CASE) + "more: 1\n",
        "!!python/object:os.system x",
        to_text(CASE).replace("want:\n- total", "want:\n- other"),
    ],
)
def test_what_is_no_case_is_told_so(text: str) -> None:
    with pytest.raises(CaseError):
        from_text(text)


@pytest.mark.parametrize("standard", [POWER, PACT, STEEL])
def test_every_case_of_the_library_meets_the_schema(standard: str) -> None:
    validator = Draft202012Validator(schema())
    for case in suite(standard).cases:
        assert not list(validator.iter_errors(json.loads(canonical(to_plain(case))))), case.id


def test_an_id_that_was_used_is_never_given_again() -> None:
    first = new_id("s", "rule", "edge", {"a": 1}, ())
    assert new_id("s", "rule", "edge", {"a": 1}, (first,)) != first


def test_a_case_cannot_vanish_without_a_tombstone(tmp_path) -> None:
    whole = Suite("s", "1", "d", (CASE,))
    write(whole, tmp_path)
    with pytest.raises(SuiteError):
        write(Suite("s", "1", "d", ()), tmp_path)
    write(Suite("s", "1", "d", (), tombstones={CASE.id: "asked nothing"}), tmp_path)
    with pytest.raises(SuiteError):
        write(Suite("s", "1", "d", (CASE,), tombstones={CASE.id: "asked nothing"}), tmp_path)
        read(tmp_path)


def test_a_case_changed_by_hand_is_found(tmp_path) -> None:
    write(Suite("s", "1", "d", (CASE,)), tmp_path)
    path = next(tmp_path.glob("cases/**/*.yaml"))
    path.write_text(path.read_text().replace("1e2", "1e3"))
    with pytest.raises(SuiteError):
        read(tmp_path)
