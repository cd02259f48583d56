"""Exact numbers: rounding, functions to fifty digits, bounds, the calendar."""

from __future__ import annotations

import decimal
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrule.runtime import exact
from footrule.runtime.exact import NumberError, RoundingMode, rounded

ORACLE: dict[RoundingMode, str] = {
    "half_up": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "down": decimal.ROUND_DOWN,
    "up": decimal.ROUND_UP,
    "floor": decimal.ROUND_FLOOR,
    "ceiling": decimal.ROUND_CEILING,
}
MODES: list[RoundingMode] = list(ORACLE)
DECIMALS = st.decimals(min_value=-(10**9), max_value=10**9, places=5, allow_nan=False)


@given(DECIMALS, st.sampled_from(MODES), st.integers(-3, 6))
def test_rounding_to_decimals_agrees_with_the_decimal_module(x: Decimal, mode: RoundingMode, places: int) -> None:
    expected = x.quantize(Decimal(1).scaleb(-places), rounding=ORACLE[mode], context=decimal.Context(prec=60))
    assert rounded(Fraction(x), mode, decimals=places) == Fraction(expected)


@given(DECIMALS, st.sampled_from(MODES), st.integers(1, 12))
def test_rounding_to_significant_digits_agrees_with_the_decimal_module(
    x: Decimal, mode: RoundingMode, digits: int
) -> None:
    expected = decimal.Context(prec=digits, rounding=ORACLE[mode]).plus(x)
    assert rounded(Fraction(x), mode, significant=digits) == Fraction(expected)


@pytest.mark.parametrize(
    ("x", "expected"),
    [("0.5", "0"), ("1.5", "2"), ("2.5", "2"), ("-2.5", "-2"), ("12.1498", "12"), ("10.502", "11"), ("-13.5", "-14")],
)
def test_a_tie_goes_to_the_even_digit_as_gbt_8170_asks(x: str, expected: str) -> None:
    assert rounded(Fraction(x), "half_even", decimals=0) == Fraction(expected)


@pytest.mark.parametrize(("x", "expected"), [("72.5", "73"), ("-72.5", "-73"), ("72.4999", "72")])
def test_half_up_takes_a_tie_away_from_zero(x: str, expected: str) -> None:
    assert rounded(Fraction(x), "half_up", decimals=0) == Fraction(expected)


def test_rounding_decides_on_the_exact_value_and_not_on_a_decimal_of_it() -> None:
    just_below = Fraction(1, 2) - Fraction(1, 10**80)
    assert rounded(just_below, "half_up", decimals=0) == 0


@pytest.mark.parametrize(
    "text", ["1e999999", "1e61", "NaN", "inf", "-Infinity", "1_000", "", "٣", "9" * 101, "0x10", "1 2", "--1", "."]
)
def test_what_is_no_bounded_decimal_is_refused(text: str) -> None:
    with pytest.raises(NumberError):
        exact.read_decimal(text)


def test_digits_are_read_exactly() -> None:
    assert exact.read_decimal("１２.５") == Fraction(25, 2)
    assert exact.read_decimal("0.1") == Fraction(1, 10)
    assert exact.read_number("44/12") == Fraction(11, 3)
    assert exact.read_decimal("-1.2e-3") == Fraction(-12, 10000)


@given(st.text(max_size=40))
def test_no_text_gives_anything_but_a_number_or_a_number_error(text: str) -> None:
    try:
        exact.read_number(text)
    except NumberError:
        return


E50 = "2.7182818284590452353602874713526624977572470937000"
LN2 = "0.69314718055994530941723212145817656807550013436026"
SQRT2 = "1.4142135623730950488016887242096980785696718753769"
LG2 = "0.30102999566398119521373889472449302676818988146211"


def test_functions_are_correct_to_fifty_digits() -> None:
    assert exact.exp(Fraction(1)) == Fraction(E50)
    assert exact.ln(Fraction(2)) == Fraction(LN2)
    assert exact.sqrt(Fraction(2)) == Fraction(SQRT2)
    assert exact.log10(Fraction(2)) == Fraction(LG2)
    assert exact.power(Fraction(2), Fraction(1, 2)) == Fraction(SQRT2)


def test_what_has_an_exact_value_gets_it() -> None:
    assert exact.sqrt(Fraction(9, 4)) == Fraction(3, 2)
    assert exact.power(Fraction(8), Fraction(2, 3)) == 4
    assert exact.power(Fraction(4), Fraction(-1, 2)) == Fraction(1, 2)
    assert exact.log10(Fraction(1, 1000)) == -3
    assert exact.power(Fraction(203, 200), Fraction(3)) == Fraction(203, 200) ** 3
    assert exact.power(Fraction(0), Fraction(0)) == 1
    assert exact.exp(Fraction(0)) == 1


def test_a_logarithm_next_to_one_keeps_all_its_digits() -> None:
    x = Fraction(1, 10**40)
    series = x - x**2 / 2 + x**3 / 3
    assert abs(exact.ln(1 + x) - series) < Fraction(1, 10**89)


@given(
    st.fractions(min_value=Fraction(1, 1000), max_value=1000),
    st.fractions(min_value=-3, max_value=3, max_denominator=50),
)
def test_powers_that_are_not_whole_invert_to_forty_five_digits(base: Fraction, exponent: Fraction) -> None:
    there = exact.power(base, exponent)
    back = exact.power(base, -exponent)
    assert abs(there * back - 1) < Fraction(1, 10**45)


@pytest.mark.parametrize(
    ("base", "exponent"),
    [("0", "-1"), ("-2", "1/2"), ("0", "-1/2"), ("10", "100000"), ("2", "1e60"), ("10", "60.5"), ("1e60", "1.55")],
)
def test_a_power_without_a_bounded_value_is_refused(base: str, exponent: str) -> None:
    with pytest.raises(NumberError):
        exact.power(exact.read_number(base), exact.read_number(exponent))


@pytest.mark.parametrize(
    ("function", "x"), [(exact.ln, 0), (exact.ln, -1), (exact.log10, -1), (exact.sqrt, -1), (exact.exp, 10**9)]
)
def test_a_function_refuses_what_it_is_not_defined_for(function: Callable[[Fraction], Fraction], x: int) -> None:
    with pytest.raises(NumberError):
        function(Fraction(x))


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        ("1/3", "0.333333333333"),
        ("44/12", "3.66666666667"),
        ("12.50", "12.5"),
        ("100", "100"),
        ("-1.25", "-1.25"),
        ("0", "0"),
        ("1e29", "1" + "0" * 29),
        ("1e-9", "1e-9"),
        ("1e35", "1e35"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
    ],
)
def test_shown_digits_are_exact_where_they_end_and_twelve_otherwise(x: str, expected: str) -> None:
    assert exact.shown(exact.read_number(x)) == expected


@given(st.fractions(min_value=-(10**6), max_value=10**6))
def test_exact_text_reads_back_as_the_same_number(x: Fraction) -> None:
    assert exact.read_number(exact.exact_text(x)) == x


def test_numbers_of_thousands_of_digits_are_still_written() -> None:
    huge = Fraction(7**9000, 3**9000)
    assert exact.exact_text(huge).count("/") == 1
    assert exact.shown(huge).count("e") == 1


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-12-15", 24, "2026-12-15"),
        ("2024-12-31", 2, "2025-02-28"),
    ],
)
def test_months_keep_the_day_or_take_the_last_of_a_shorter_month(day: str, months: int, expected: str) -> None:
    assert exact.add_months(date.fromisoformat(day), months).isoformat() == expected


def test_days_are_counted_and_the_calendar_has_ends() -> None:
    assert exact.days_between(date(2024, 2, 28), date(2024, 3, 1)) == 2
    assert exact.add_days(date(2024, 2, 28), 2) == date(2024, 3, 1)
    with pytest.raises(NumberError):
        exact.add_days(date(9999, 12, 31), 1)
    with pytest.raises(NumberError):
        exact.add_months(date(1, 1, 1), -1)
