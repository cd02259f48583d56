"""An answer held to what is expected: typed, unit-aware, and never by a global epsilon.

0, null, "", absent, unknown and not applicable are different answers. A number is compared in the unit expected; a
unit of another dimension is a failure of its own. The interval of printed digits decides where digits were printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from footrule.conformance.cases import Expected
from footrule.conformance.protocol import DECIMAL
from footrule.runtime import exact
from footrule.runtime.printed_interval import Interval, interval, read_printed
from footrule.runtime.units import Unit, UnitError, parse

Band = Literal["equal", "within print", "outside", "inconclusive", "other unit", "other kind"]

WIDE = Fraction(1, 5)
"""An interval wider than this share of the printed value cannot tell a right tool from a wrong one."""


@dataclass(frozen=True, slots=True)
class Actual:
    """What a tool answered for one value: its kind, and the digits or the word as it gave them."""

    kind: str
    value: str | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """`deviation`: answered minus expected, in the expected unit. `margin`: how much of the tolerance that uses.

    `why`: where what was answered could not be compared, what is wrong with it.
    """

    band: Band
    deviation: Fraction | None = None
    margin: Fraction | None = None
    why: str = ""

    @property
    def passes(self) -> bool:
        return self.band in ("equal", "within print")


class Units:
    """Reads unit texts as one standard means them."""

    def __init__(self, gwp: str = "", extra: dict[str, Unit] | None = None) -> None:
        self.gwp = gwp
        self.extra = extra or {}

    def factor(self, given: str, declared: str) -> Fraction | None:
        """What one of `given` is in `declared`, or None where it is not the same kind of amount or no unit."""
        if (given or "1") == (declared or "1"):
            return Fraction(1)
        try:
            one = parse(given or "1", gwp=self.gwp, extra=self.extra)
            other = parse(declared or "1", gwp=self.gwp, extra=self.extra)
        except UnitError:
            return None
        if one.same_dimension(other):
            return one.factor_to(other)
        # a source or a tool may leave out the substances the author named; naming other ones is no match
        if (not one.tagged or not other.tagged) and one.untagged().same_dimension(other.untagged()):
            return one.scale / other.scale
        return None


def judge(expected: Expected, actual: Actual, units: Units) -> Judgement:
    """Which band an answer falls into."""
    if expected.kind != actual.kind and not {expected.kind, actual.kind} <= {"choice", "text"}:
        return Judgement("other kind")
    if expected.kind != "quantity":
        return Judgement("equal" if expected.value == actual.value else "outside")
    factor = units.factor(actual.unit, expected.unit)
    if factor is None:
        return Judgement("other unit")
    try:
        number = read_answer(actual.value)
    except exact.NumberError as error:
        return Judgement("other kind", why=str(error))
    return judge_number(expected, number * factor)


def read_answer(text: str | None) -> Fraction:
    """A number as a tool may write it: the digits of the protocol and no others. Raises `NumberError`.

    People are read more kindly, who may write `１２` or leave a space; a program that does so sends what the next one
    cannot read.
    """
    if text is None or (len(text) <= _LONGEST and not DECIMAL.fullmatch(text)):
        raise exact.NumberError("not_a_number", "不是十进制数", "no decimal number")
    return exact.read_decimal(text)


_LONGEST = exact.MOST_DIGITS


def judge_number(expected: Expected, number: Fraction) -> Judgement:
    """The same for a number already in the expected unit."""
    wanted = exact.read_number(expected.value or "0")
    rule = expected.compare
    deviation = number - wanted
    match rule.by:
        case "exact":
            return Judgement("equal" if not deviation else "outside", deviation)
        case "places":
            places = rule.places or 0
            same = exact.rounded(number, "half_up", places) == exact.rounded(wanted, "half_up", places)
            return Judgement("equal" if not deviation else ("within print" if same else "outside"), deviation)
        case "relative":
            reach = exact.read_number(rule.within or "0") * max(abs(wanted), FLOOR)
            return _banded(deviation, reach, abs(deviation) <= reach)
        case "printed" if rule.reading == "exact":
            reach = DUST * max(abs(wanted), FLOOR)
            return _banded(deviation, reach, abs(deviation) <= reach)
        case "printed":
            between = printed(expected)
            if not between.holds(number):
                return Judgement("outside", deviation, between.share(number))
            if deviation and between.reach and wanted and between.reach > abs(wanted) * WIDE:
                return Judgement("inconclusive", deviation, between.share(number))
            return Judgement("within print" if deviation else "equal", deviation, between.share(number))


FLOOR = Fraction(1, 1000)
"""Below this size a relative tolerance is one of this size: a sum that cancels leaves binary dust, not an error."""

DUST = Fraction(1, 10**12)
"""What careful binary floating point may lose where a document prints all digits there are: 0.1 + 0.2 is 0.3."""


def _banded(deviation: Fraction, reach: Fraction, holds: bool) -> Judgement:
    if not deviation:
        return Judgement("equal", deviation, Fraction(0))
    return Judgement("within print" if holds else "outside", deviation, abs(deviation) / reach if reach else None)


def printed(expected: Expected) -> Interval:
    """The values the expected digits can stand for."""
    rule = expected.compare
    return interval(read_printed(expected.value or "0"), rule.reading or "half_up", rule.places)
