"""The drawings of a report's page: where each bar stands, in the units of the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from footrule.compiler.editions.changes import Split, Spread

STEP = 42
"""Height of one line of a waterfall."""

MORE, LESS, WHOLE = "#b3541e", "#2c7a57", "#7a8791"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a waterfall: what moved (`before` and `after` for the whole value), its bar, what stands behind."""

    moved: str
    y: int
    left: float
    width: float
    colour: str
    value: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a histogram: how many, and between which shares."""

    x: int
    height: float
    count: int
    share: str


def waterfall(split: Split) -> tuple[Step, ...]:
    """From the old value by each change to the new one."""
    start, end = Fraction(split.old), Fraction(split.new)
    levels, at = [start], start
    for part in split.parts:
        at += Fraction(part.exact)
        levels.append(at)
    low, high = min(*levels, end), max(*levels, end)
    room = (high - low) or Fraction(1)
    low, high = low - room / 8, high + room / 8

    def step(moved: str, one: Fraction, other: Fraction, colour: str, value: str) -> Step:
        x, y = (2 + 310 * float((level - low) / (high - low)) for level in (one, other))
        return Step(moved, 4 + STEP * len(steps), min(x, y), max(abs(y - x), 1.5), colour, value)

    steps: list[Step] = []
    steps.append(step("before", low, start, WHOLE, _short(start)))
    for number, part in enumerate(split.parts, 1):
        share = Fraction(part.exact)
        value = ("+" if share > 0 else "") + _short(share) + (f" ± {part.error}" if part.error else "")
        steps.append(step(part.subject, levels[number - 1], levels[number], MORE if share > 0 else LESS, value))
    steps.append(step("after", low, end, WHOLE, _short(end)))
    return tuple(steps)


def histogram(spread: Spread) -> tuple[Column, ...]:
    """How many products move by which share; the highest column fills the drawing."""
    most = max((count for _, count in spread.histogram), default=1) or 1
    return tuple(
        Column(8 + 59 * at, 90 * count / most, count, share) for at, (share, count) in enumerate(spread.histogram)
    )


def _short(value: Fraction) -> str:
    return f"{float(value):.6g}"
