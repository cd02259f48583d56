"""Printed digits and what they can stand for."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrule.runtime.exact import NumberError, rounded
from footrule.runtime.printed_interval import Reading, interval, read_printed


@pytest.mark.parametrize(
    ("printed", "reading", "places", "value", "holds"),
    [
        ("84.04", "half_up", None, "84.03846154", True),
        ("85.77", "half_up", None, "85.77419355", True),
        ("85.77", "half_up", None, "85.8065", False),
        ("76.54", "half_up", None, "76.5483871", False),
        ("76.54", "truncated", None, "76.5483871", True),
        ("76.54", "truncated", None, "76.5399", False),
        ("76.54", "truncated", None, "76.55", False),
        ("-76.54", "truncated", None, "-76.5483871", True),
        ("-76.54", "truncated", None, "-76.5399", False),
        ("1.20", "half_up", None, "1.19090909", False),
        ("1.20", "half_up", 1, "1.19090909", True),
        ("54", "half_up", None, "53.75", True),
        ("6.3", "half_up", None, "6.25", True),
        ("6.3", "half_up", None, "6.35", False),
        ("-6.3", "half_up", None, "-6.25", True),
        ("-6.3", "half_up", None, "-6.35", False),
        ("6.2", "half_even", None, "6.25", True),
        ("6.2", "half_even", None, "6.15", True),
        ("3700", "exact", None, "3700", True),
        ("3700", "exact", None, "3700.0001", False),
        ("0.0", "half_up", None, "0.04", True),
        ("0.0", "half_up", None, "0.05", False),
        ("5.62E8", "half_up", None, "562400000", True),
        ("5.62E8", "half_up", None, "562500000", False),
        ("1500000", "half_up", -5, "1540000", True),
    ],
)
def test_a_value_is_inside_or_outside_the_printed_digits(
    printed: str, reading: Reading, places: int | None, value: str, holds: bool
) -> None:
    assert interval(read_printed(printed), reading, places).holds(Fraction(value)) is holds


def test_the_share_of_the_interval_that_was_used_is_told() -> None:
    between = interval(read_printed("53.8"))
    assert between.share(Fraction("53.8")) == 0
    assert between.share(Fraction("53.825")) == Fraction(1, 2)
    assert interval(read_printed("5"), "exact").share(Fraction(5)) == 0


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 4))
def test_every_value_lies_in_the_interval_of_its_own_rounding(x: Fraction, places: int) -> None:
    readings: tuple[tuple[Reading, str], ...] = (
        ("half_up", "half_up"),
        ("half_even", "half_even"),
        ("truncated", "down"),
    )
    for reading, mode in readings:
        shown = rounded(x, mode, decimals=places)  # type: ignore[arg-type]  # a mode of this table
        digits = f"{float(shown):.{places}f}" if abs(shown) < 10**6 else str(shown)
        assert interval(read_printed(digits), reading).holds(x)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("84.04 %", "84.04", "%"),
        ("8,314,130 kg", "8314130", "kg"),
        ("1,234.50 CNY/t", "1234.5", "CNY/t"),
        ("-1.61", "-1.61", ""),
        ("－6.9％", "-6.9", "%"),
        ("0.5703kgCO2/kWh", "0.5703", "kgCO2/kWh"),
    ],
)
def test_printed_text_is_digits_and_a_unit(text: str, value: str, unit: str) -> None:
    read = read_printed(text)
    assert (read.value, read.unit) == (Fraction(value), unit)


def test_text_without_digits_is_no_printed_number() -> None:
    with pytest.raises(NumberError):
        read_printed("about ten")
