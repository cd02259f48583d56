"""`12 345 kWh` is never read as twelve times 345 kWh: grouped digits are refused, powers of ten are units."""

from __future__ import annotations

from fractions import Fraction

import pytest

from footrule.runtime import exact
from footrule.runtime.calculate import calculate
from footrule.runtime.printed_interval import read_printed
from footrule.runtime.problems import Refused
from tests.runtime.test_want import FORM


@pytest.mark.parametrize("text", ["12 345 t", "12 345", "1 000 t", "5 1000 t"])
def test_grouped_digits_are_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        calculate(FORM, {"first": text}, want=["one"])
    assert [problem.code for problem in refused.value.problems] == ["R0204"]


@pytest.mark.parametrize(("text", "tonnes"), [("5 10^3 t", 5000), ("5 10^3t", 5000), ("12345 kg", Fraction("12.345"))])
def test_powers_of_ten_belong_to_the_unit(text: str, tonnes: Fraction) -> None:
    assert calculate(FORM, {"first": text}, want=["one"]).output("one") == tonnes


def test_a_printed_result_with_grouped_digits_is_refused() -> None:
    with pytest.raises(exact.NumberError):
        read_printed("12 345 kWh")
