"""Exact numbers: reading digits, rounding, roots and logarithms to a stated precision, calendar arithmetic.

Every number is a `fractions.Fraction`; binary floating point appears nowhere. What has no exact value (`exp`, `ln`,
`log10`, `sqrt`, a power that is not whole) is correct to 50 significant digits, rounded half to even.

Needs the standard library only, so that a generated package can carry a copy.
"""

from __future__ import annotations

import calendar
import decimal
import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal

MOST_DIGITS = 100
"""Digits a number may be written with."""

LARGEST_EXPONENT = 60
"""Largest power of ten a number may be written with, and magnitude (10^±60) a function's result may have."""

PRECISION = 50
"""Significant digits of exp, ln, log10, sqrt and powers that are not whole."""

LARGEST_BITS = 40_000
"""Size of numerator and denominator beyond which an exact power is refused."""

RoundingMode = Literal["half_up", "half_even", "down", "up", "floor", "ceiling"]

_GUARD = 25
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)


class NumberError(ValueError):
    """A number that cannot be read or computed; `reason` names which, `zh` and `en` say it."""

    def __init__(self, reason: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = reason
        self.zh = zh
        self.en = en


def read_decimal(text: str) -> Fraction:
    """The exact value of a decimal such as `-2.19`, `1e-3`, `１２.５`. Raises `NumberError`.

    Neither NaN nor an infinity is a number; digits and exponent are bounded, so that no text can cost more than its
    length.
    """
    plain = text.strip().translate(FULL_WIDTH)
    if len(plain) > MOST_DIGITS + 10:
        raise NumberError("too_long", f"数字超过 {MOST_DIGITS} 位", f"a number has at most {MOST_DIGITS} digits")
    if not _DECIMAL.fullmatch(plain):
        raise NumberError("not_a_number", "不是数字", "not a number")
    mantissa, _, exponent = plain.lower().partition("e")
    if sum(c.isdigit() for c in mantissa) > MOST_DIGITS:
        raise NumberError("too_long", f"数字超过 {MOST_DIGITS} 位", f"a number has at most {MOST_DIGITS} digits")
    power = int(exponent or "0")
    if abs(power) > LARGEST_EXPONENT:
        raise NumberError(
            "exponent",
            f"指数超出 ±{LARGEST_EXPONENT}",
            f"the exponent lies outside ±{LARGEST_EXPONENT}",
        )
    return Fraction(mantissa) * Fraction(10) ** power


def read_number(text: str) -> Fraction:
    """The exact value of a decimal, or of a fraction of two decimals such as `44/12`. Raises `NumberError`."""
    upper, stroke, lower = text.partition("/")
    if not stroke:
        return read_decimal(text)
    divisor = read_decimal(lower)
    if not divisor:
        raise NumberError("zero_division", "除数为零", "the divisor is zero")
    return read_decimal(upper) / divisor


FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {
    ord("．"): ".",
    ord("％"): "%",
    ord("－"): "-",
    ord("−"): "-",
    ord("＋"): "+",
}


# --- rounding ---------------------------------------------------------------------------------------------------------


def rounded(x: Fraction, mode: RoundingMode, decimals: int | None = None, significant: int | None = None) -> Fraction:
    """The exact value rounded to so many decimals (negative ones reach tens, hundreds) or significant digits.

    `half_up`: ties away from zero. `half_even`: ties to the even digit (GB/T 8170). `down`: toward zero. `up`: away
    from zero. `floor` and `ceiling`: toward minus and plus infinity. Neither place given means to an integer.
    """
    if significant is not None:
        if significant < 1:
            raise NumberError("digits", "有效数字至少一位", "at least one significant digit is needed")
        if not x:
            return x
        decimals = significant - 1 - magnitude(x)
    unit = Fraction(10) ** -(decimals or 0)
    steps = x / unit
    whole, rest = divmod(abs(steps), 1)
    sign = -1 if steps < 0 else 1
    away = {
        "half_up": rest * 2 >= 1,
        "half_even": rest * 2 > 1 or (rest * 2 == 1 and whole % 2 == 1),
        "down": False,
        "up": rest > 0,
        "floor": rest > 0 and sign < 0,
        "ceiling": rest > 0 and sign > 0,
    }[mode]
    return sign * (whole + (1 if away else 0)) * unit


def magnitude(x: Fraction) -> int:
    """The power of ten of the leading digit: 0 for 1 to below 10, -1 for 0.1 to below 1. `x` is not zero."""
    size = abs(x)
    guess = int((size.numerator.bit_length() - size.denominator.bit_length()) * 30103 // 100000)
    while size < Fraction(10) ** guess:
        guess -= 1
    while size >= Fraction(10) ** (guess + 1):
        guess += 1
    return guess


# --- functions without exact values -----------------------------------------------------------------------------------


def _context(digits: int) -> decimal.Context:
    # the platform's default traps would let an overflow pass as Infinity where a caller had changed them
    return decimal.Context(
        prec=digits,
        rounding=decimal.ROUND_HALF_EVEN,
        Emin=-1_000_000,
        Emax=1_000_000,
        traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
    )


def _as_decimal(x: Fraction, context: decimal.Context) -> Decimal:
    return context.divide(Decimal(x.numerator), Decimal(x.denominator))


def _result(value: Decimal) -> Fraction:
    """Rounded half to even to the stated precision, within the bound of magnitude."""
    if value and abs(value.adjusted()) > LARGEST_EXPONENT:
        raise _out_of_range()
    return Fraction(_context(PRECISION).plus(value))


def _out_of_range() -> NumberError:
    return NumberError(
        "range",
        f"结果超出 10^±{LARGEST_EXPONENT}",
        f"the result lies outside 10^±{LARGEST_EXPONENT}",
    )


def exp(x: Fraction) -> Fraction:
    """e to the power x, to 50 significant digits. Raises `NumberError` where |x| > 138."""
    if not x:
        return Fraction(1)
    if abs(x) > 138:
        raise _out_of_range()
    context = _context(PRECISION + _GUARD)
    return _result(context.exp(_as_decimal(x, context)))


def ln(x: Fraction) -> Fraction:
    """The natural logarithm, to 50 significant digits. Raises `NumberError` unless x > 0."""
    if x <= 0:
        raise NumberError("logarithm", "对数的真数必须大于零", "a logarithm needs a number above zero")
    if x == 1:
        return Fraction(0)
    return _result(_logarithm(x, _context(PRECISION + _GUARD + _lost_digits(x))))


def log10(x: Fraction) -> Fraction:
    """The common logarithm, to 50 significant digits; exact for a power of ten. Raises `NumberError` unless x > 0."""
    if x <= 0:
        raise NumberError("logarithm", "对数的真数必须大于零", "a logarithm needs a number above zero")
    power = magnitude(x)
    if x == Fraction(10) ** power:
        return Fraction(power)
    context = _context(PRECISION + _GUARD + _lost_digits(x))
    return _result(context.divide(_logarithm(x, context), context.ln(Decimal(10))))


def _lost_digits(x: Fraction) -> int:
    """Digits that cancel where x lies close to 1, so that the logarithm still has all of its own."""
    return min(max(0, -magnitude(x - 1)), 2 * LARGEST_EXPONENT + 40)


def _logarithm(x: Fraction, context: decimal.Context) -> Decimal:
    return context.ln(_as_decimal(x, context))


def sqrt(x: Fraction) -> Fraction:
    """The square root: exact where it is rational, else to 50 significant digits. Raises `NumberError` where x < 0."""
    if x < 0:
        raise NumberError("root", "负数没有平方根", "a number below zero has no square root")
    exact = _exact_root(x, 2)
    if exact is not None:
        return exact
    context = _context(PRECISION + _GUARD)
    return _result(context.sqrt(_as_decimal(x, context)))


def _exact_root(x: Fraction, degree: int) -> Fraction | None:
    """The rational root of a positive number where there is one."""
    upper, lower = _whole_root(x.numerator, degree), _whole_root(x.denominator, degree)
    return Fraction(upper, lower) if upper is not None and lower is not None else None


def _whole_root(n: int, degree: int) -> int | None:
    low, high = 0, 1 << (n.bit_length() // degree + 1)
    while low < high:
        middle = (low + high) // 2
        if middle**degree < n:
            low = middle + 1
        else:
            high = middle
    return low if low**degree == n else None


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """base ^ exponent: exact for a whole exponent and wherever the root is rational, else to 50 significant digits.

    Raises `NumberError` for zero to a power that is not positive (0^0 is 1), for a negative base with an exponent
    that is not whole, and beyond the bounds of size.
    """
    if exponent.denominator == 1:
        return _whole_power(base, exponent.numerator)
    if base < 0:
        raise NumberError("power", "负数的非整数次幂没有意义", "a number below zero has no power that is not whole")
    if base in (0, 1):
        if not base and exponent < 0:
            raise NumberError("zero_division", "零的负次幂没有意义", "zero has no negative power")
        return base
    if exponent.denominator <= 16:
        root = _exact_root(base, exponent.denominator)
        if root is not None:
            return _whole_power(root, exponent.numerator)
    wide = _context(PRECISION + _GUARD + _lost_digits(base) + LARGEST_EXPONENT)
    logarithm = wide.multiply(_logarithm(base, wide), _as_decimal(exponent, wide))
    if abs(logarithm) > 139:
        raise _out_of_range()
    return _result(wide.exp(logarithm))


def _whole_power(base: Fraction, exponent: int) -> Fraction:
    if not base and exponent < 0:
        raise NumberError("zero_division", "零的负次幂没有意义", "zero has no negative power")
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if base not in (0, 1, -1) and size * abs(exponent) > LARGEST_BITS:
        raise _out_of_range()
    return base ** (exponent % 2 if base == -1 else exponent) if base not in (0, 1) or exponent == 0 else base


# --- showing ----------------------------------------------------------------------------------------------------------


def shown(x: Fraction, most: int = 30, otherwise: int = 12) -> str:
    """Digits for a reader: the exact decimal where it ends within `most` significant digits, else `otherwise` digits.

    No exponent is used between 10^-7 and 10^30. Whether the digits are exact is `terminates(x)`.
    """
    digits = most if terminates(x, most) else otherwise
    context = _context(digits)
    value = context.divide(Decimal(x.numerator), Decimal(x.denominator)) if x else Decimal(0)
    value = value.normalize(context)
    if value and not -7 <= value.adjusted() < 30:
        return f"{value:E}".replace("E+", "e").replace("E", "e")
    return f"{value:f}"


def terminates(x: Fraction, most: int = 30) -> bool:
    """Whether x is a decimal of at most so many significant digits."""
    lower = x.denominator
    twos = fives = 0
    while lower % 2 == 0:
        lower //= 2
        twos += 1
    while lower % 5 == 0:
        lower //= 5
        fives += 1
    if lower != 1:
        return False
    places = max(twos, fives)
    if places > 4 * most or x.numerator.bit_length() > 40 * most:
        return False
    return len(str(abs(x.numerator) * 10**places // x.denominator).rstrip("0")) <= most


def exact_text(x: Fraction) -> str:
    """The value without loss: `12.5` where the decimal is short, else `p/q`."""
    return shown(x) if terminates(x) else f"{_all_digits(x.numerator)}/{_all_digits(x.denominator)}"


def _all_digits(n: int) -> str:
    # the host refuses to write integers of more than some thousand digits; its decimals have no such bound
    return f"{Decimal(n):f}"


# --- the calendar -----------------------------------------------------------------------------------------------------


def add_months(day: date, months: int) -> date:
    """So many calendar months later; the day of the month stays, or is the last of a shorter month.

    Raises `NumberError` outside the years 1 to 9999.
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not 1 <= year <= 9999:
        raise _outside_calendar()
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    """So many days later. Raises `NumberError` outside the years 1 to 9999."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise _outside_calendar() from None


def _outside_calendar() -> NumberError:
    return NumberError("calendar", "日期超出公元 1 至 9999 年", "the date lies outside the years 1 to 9999")


def days_between(earlier: date, later: date) -> int:
    """Days from one date to the other; negative where the first is the later."""
    return (later - earlier).days


def read_date(text: str) -> date:
    """An ISO date, `2024-01-22`. Raises `NumberError`."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise NumberError("date", "日期写作 2024-01-22", "a date is written 2024-01-22")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NumberError("date", "没有这一天", "there is no such day") from None
