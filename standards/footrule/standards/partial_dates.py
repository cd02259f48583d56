"""Dates as sources print them: a day, a month or a year, each the span of days it can stand for."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass

from footrule.standards.catalogue_words import DATE


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last day a printed date can stand for; ISO texts, which compare as days do."""

    first: str
    last: str


def span(text: str) -> Span | None:
    """The span of a printed date; None for `unknown` and for anything that is no date."""
    if not DATE.fullmatch(text):
        return None
    parts = text.split("-")
    if len(parts) == 1:
        return Span(f"{text}-01-01", f"{text}-12-31")
    days = monthrange(int(parts[0]), int(parts[1]))[1]
    if len(parts) == 2:
        return Span(f"{text}-01", f"{text}-{days:02}")
    return Span(text, text) if int(parts[2]) <= days else None


def months_later(day: str, months: int) -> str:
    """The same day of the month so many months later, or the last day of a shorter month."""
    year, month, date = (int(part) for part in day.split("-"))
    place = 12 * year + month - 1 + months
    year, month = place // 12, place % 12 + 1
    return f"{year:04}-{month:02}-{min(date, monthrange(year, month)[1]):02}"
