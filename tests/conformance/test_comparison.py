"""Answers are compared by kind, unit and the digits printed; nothing equals nothing else."""

from __future__ import annotations

import itertools

import pytest

from footrule.conformance.cases import Compare, Expected
from footrule.conformance.comparison import Actual, Units, judge

UNITS = Units("AR6")


def quantity(value: str, unit: str = "kg", **compare: object) -> Expected:
    return Expected(kind="quantity", value=value, unit=unit, compare=Compare(**compare))  # type: ignore[arg-type]


def band(expected: Expected, value: str, unit: str = "kg", kind: str = "quantity") -> str:
    return judge(expected, Actual(kind, value, unit), UNITS).band


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("84.04", "equal"), ("84.035", "within print"), ("84.0449", "within print"), ("84.045", "outside"),
     ("84.03", "outside"), ("-84.04", "outside")],
)  # fmt: skip
def test_printed_digits_stand_for_an_interval(value: str, wanted: str) -> None:
    assert band(quantity("84.04", by="printed"), value) == wanted


def test_an_interval_too_wide_tells_nothing() -> None:
    assert band(quantity("1", by="printed"), "1.4") == "inconclusive"


def test_another_unit_of_the_same_kind_is_converted() -> None:
    assert band(quantity("1500", by="exact"), "1.5", "t") == "equal"


def test_the_right_digits_in_the_wrong_unit_are_wrong() -> None:
    assert band(quantity("1500", by="exact"), "1500", "t") == "outside"


def test_a_unit_of_another_kind_of_amount_is_a_failure_of_its_own() -> None:
    assert band(quantity("1", by="exact"), "1", "kWh") == "other unit"


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("122.5", "equal"), ("122.50000000000001", "within print"), ("122.499999999", "outside"), ("122.51", "outside")],
)
def test_where_all_digits_are_printed_a_double_may_lose_its_last(value: str, wanted: str) -> None:
    assert band(quantity("122.5", by="printed", reading="exact"), value) == wanted


def test_a_sum_printed_as_zero_may_be_binary_dust() -> None:
    assert band(quantity("0", by="printed", reading="exact"), "5.5e-17") == "within print"
    assert band(quantity("0", by="printed", reading="exact"), "0.000001") == "outside"


def test_exact_means_exact() -> None:
    assert band(quantity("1", by="exact"), "1.0000000000000000000000000001") == "outside"


def test_places_and_relative_say_how_close() -> None:
    assert band(quantity("2.344", by="places", places=2), "2.3351") == "within print"
    assert band(quantity("1000", by="relative", within="1e-9"), "1000.0000001") == "within print"
    assert band(quantity("1000", by="relative", within="1e-9"), "1000.00001") == "outside"


NOTHINGS = {
    "zero": Actual("quantity", "0", "kg"),
    "unknown": Actual("unknown"),
    "not applicable": Actual("not_applicable"),
    "empty text": Actual("text", ""),
    "no": Actual("truth", "false"),
}


@pytest.mark.parametrize(("one", "other"), list(itertools.permutations(NOTHINGS, 2)))
def test_nothing_is_not_another_nothing(one: str, other: str) -> None:
    wanted = NOTHINGS[one]
    expected = Expected(kind=wanted.kind, value=wanted.value, unit=wanted.unit)  # type: ignore[arg-type]
    assert not judge(expected, NOTHINGS[other], UNITS).passes
    assert judge(expected, wanted, UNITS).passes


@pytest.mark.parametrize("digits", ["", "NaN", "Infinity", "1e400", "twelve", "1,5"])
def test_what_is_no_number_is_no_answer(digits: str) -> None:
    assert band(quantity("1", by="exact"), digits) == "other kind"
