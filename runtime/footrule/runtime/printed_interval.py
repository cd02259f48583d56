"""What printed digits can stand for: the interval of values that would have been printed so.

The tolerance follows from the digits printed and from how the source shortened them, never from an epsilon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from footrule.runtime import exact

Reading = Literal["half_up", "half_even", "truncated", "exact"]

_GROUPED = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]{1,3}(?:[,\u00a0\u202f][0-9]{3})+)(?P<rest>\.[0-9]+)?(?![0-9])")
_PRINTED = re.compile(
    r"(?P<digits>[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)\s*"
    r"(?P<unit>(?:(?![0-9\s])|(?=10\s*[\^*⁰¹²³⁴⁵⁶⁷⁸⁹])|(?=1\s*(?:/|$))).*)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed number: value, power of ten of the last digit, and the unit as printed (empty where none is)."""

    value: Fraction
    last: int
    unit: str


@dataclass(frozen=True, slots=True)
class Interval:
    """Values from `low` to `high`; `reach` is how far from the printed value the farther end lies."""

    printed: Fraction
    low: Fraction
    high: Fraction
    low_closed: bool
    high_closed: bool
    reach: Fraction

    def holds(self, value: Fraction) -> bool:
        """Whether the value would have been printed so."""
        above = value >= self.low if self.low_closed else value > self.low
        below = value <= self.high if self.high_closed else value < self.high
        return above and below

    def share(self, value: Fraction) -> Fraction:
        """How much of the interval the value uses: 0 at the printed digits, 1 at the end; 0 where it must be exact."""
        return abs(value - self.printed) / self.reach if self.reach else Fraction(0)


def read_printed(text: str) -> Printed:
    """Digits and unit of `84.04 %`, `8,314,130 kg`, `5.62E8 kg`. Raises `exact.NumberError`."""
    plain = text.strip().translate(exact.FULL_WIDTH)
    grouped = _GROUPED.match(plain)
    if grouped:
        whole = re.sub("[,\u00a0\u202f]", "", grouped["whole"])
        plain = f"{grouped['sign']}{whole}{grouped['rest'] or ''}{plain[grouped.end() :]}"
    found = _PRINTED.fullmatch(plain)
    if not found:
        raise exact.NumberError("not_a_number", "不是数字", "not a number")
    digits = found["digits"]
    value = exact.read_decimal(digits)
    mantissa, _, exponent = digits.lower().partition("e")
    return Printed(value, int(exponent or "0") - len(mantissa.partition(".")[2]), found["unit"].strip())


def interval(printed: Printed, reading: Reading = "half_up", places: int | None = None) -> Interval:
    """The values these digits can stand for.

    `half_up`: half a unit in the last place either way, the end nearer to zero included. `half_even`: both ends
    included. `truncated`: up to one unit farther from zero. `exact`: the value itself. `places` counts the decimals
    that mean something where more are printed.
    """
    value = printed.value
    unit = Fraction(10) ** (printed.last if places is None else -places)
    if reading == "exact":
        return Interval(value, value, value, True, True, Fraction(0))
    if reading == "half_even":
        half = unit / 2
        return Interval(value, value - half, value + half, True, True, half)
    # a tie goes away from zero, and truncation toward it: the interval hangs on the side of the sign
    reach = unit / 2 if reading == "half_up" else unit
    toward = reach if reading == "half_up" or not value else Fraction(0)
    if value > 0:
        return Interval(value, value - toward, value + reach, True, False, reach)
    if value < 0:
        return Interval(value, value - reach, value + toward, False, True, reach)
    return Interval(value, -reach, reach, False, False, reach)
