"""A tool that reads more than a cut-down document gives has not attempted the case, where it says what it lacks."""

from __future__ import annotations

from typing import Any

import pytest

from footrule.conformance import protocol
from footrule.conformance.cases import Case, Expected, Rejection
from footrule.conformance.comparison import Units
from footrule.conformance.judging import verdict
from footrule.conformance.left_out import left_out

TOLD = {
    "inputs": {"year": {"kind": "quantity"}, "note": {"kind": "text"}},
    "lists": {"parts": {"fields": {"mass": {}, "price": {}}}, "flows": {"fields": {"mass": {}}}},
    "options": {"method": {}},
}
GIVEN: dict[str, Any] = {"inputs": {"note": None, "parts": [{"mass": "1"}, {"mass": "2", "price": "3"}]}}


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("year", True),
        ("note", False),
        ("method", True),
        ("price", True),
        ("parts.price", True),
        ("parts[1].price", True),
        ("parts(#1).price", True),
        ("parts.mass", False),
        ("flows", True),
        ("flows.mass", True),
        ("parts", False),
        ("no_such_name", False),
        ("", False),
    ],
)
def test_a_name_is_left_out_where_the_document_lacks_it_and_not_where_it_says_null(field: str, wanted: bool) -> None:
    assert left_out(field, GIVEN, TOLD) is wanted


def outcome(field: str, *, needs: tuple[str, ...] = ("partial",), rejects: bool = False) -> str:
    asked: dict[str, Any] = {"expect": {"total": Expected(kind="quantity", value="1", unit="kg")}}
    if rejects:
        asked = {"reject": Rejection(phase="requirement", codes=("R0301",))}
    kind: Any = "reject" if rejects else "compute"
    case = Case(case=1, id="total.value.1", kind=kind, standard="x/y@1", given=GIVEN, needs=needs, **asked)
    return verdict(case, protocol.Reject(seq="1", field=field), Units(), {}, TOLD).outcome


def test_a_tool_that_names_what_it_lacks_has_not_attempted_the_case() -> None:
    assert outcome("year") == "unsupported"


def test_a_tool_that_refuses_what_is_there_is_wrong() -> None:
    assert outcome("parts.mass") == outcome("") == "wrong-reject"


def test_a_whole_document_lacks_nothing() -> None:
    assert outcome("year", needs=("rules",)) == "wrong-reject"


def test_a_refusal_that_is_right_stays_right() -> None:
    assert outcome("year", rejects=True) == "pass"


def test_another_phase_is_no_other_reason() -> None:
    case = Case(
        case=1, id="a.edge.1", kind="reject", standard="x/y@1", given={},
        reject=Rejection(phase="input", codes=("R0207",)),
    )  # fmt: skip
    answer = protocol.Reject(seq="1", phase="requirement", message_text="negative")
    assert verdict(case, answer, Units(), {}, TOLD).outcome == "pass"
    mapped = protocol.Reject(seq="1", code="E1", phase="input")
    assert verdict(case, mapped, Units(), {"E1": "R0301"}, TOLD).outcome == "wrong-error"
