"""Dates as printed: a year is a span of days, and the last day of a month is the month's own."""

import pytest

from footrule.standards.partial_dates import Span, months_later, span


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-08-23", "2024-08-23", "2024-08-23"),
    ],
)
def test_a_printed_date_is_the_days_it_can_stand_for(text, first, last):
    assert span(text) == Span(first, last)


@pytest.mark.parametrize("text", ["unknown", "", "2024-13", "2024-02-30", "0000-01", "24"])
def test_what_is_no_date_has_no_span(text):
    assert span(text) is None


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [("2024-01-31", 1, "2024-02-29"), ("2025-01-01", 24, "2027-01-01"), ("2024-12-15", 1, "2025-01-15")],
)
def test_months_later_keeps_the_day_or_ends_with_the_month(day, months, later):
    assert months_later(day, months) == later
