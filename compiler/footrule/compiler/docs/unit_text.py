"""Units as people print them: `kgCO2e/kWh` with its subscript, `m3` with its exponent, `10^4` raised."""

from __future__ import annotations

import re

_SUB = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPER = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_GAS = re.compile(r"(CO2|CH4|N2O|CF4|C2F6|C3F8|SF6|NF3|P2O5|H2O|NH3|CaCO3|MgCO3|Na2CO3|H2)(?![a-z0-9])|CO2e")
_LENGTH = re.compile(r"(?<![A-Za-z])((?:N|k|c|m|d)?m)([23])(?![A-Za-z0-9])")
_POWER = re.compile(r"\^(-?\d+)")


def pretty(unit: str) -> str:
    """A unit for the eye; `1` says nothing and is left out. The text is not escaped."""
    if unit in ("", "1"):
        return ""
    shown = _GAS.sub(lambda found: found.group().translate(_SUB), unit)
    shown = _LENGTH.sub(lambda found: found.group(1) + found.group(2).translate(_SUPER), shown)
    shown = _POWER.sub(lambda found: found.group(1).translate(_SUPER), shown)
    return shown.replace("*", "·")


def gas(name: str) -> str:
    """A gas formula with its subscripts."""
    return re.sub(r"(?<=[A-Za-z])\d+", lambda found: found.group().translate(_SUB), name)
