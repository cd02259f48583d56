"""The printed tables of T/STEEL 1 2024-draft."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Final, NamedTuple

from ._runtime.rules import Table
from .kinds import Grade


class ThresholdRow(NamedTuple):
    """A row of 基础限值 · threshold."""

    a: F  # tCO2/t
    b: F  # tCO2/t


THRESHOLD: Final[Table[Grade, ThresholdRow]] = Table(
    "threshold",
    {
        Grade.E: ThresholdRow(F("2.19"), F("1.78")),
        Grade.D: ThresholdRow(F("1.64"), F("1.29")),
        Grade.C: ThresholdRow(F("1.02"), F("0.78")),
        Grade.B: ThresholdRow(F("0.43"), F("0.27")),
        Grade.A: ThresholdRow(F("0.15"), F("0.04")),
    },
)
"""基础限值 · threshold (7.2.1), by grade."""
