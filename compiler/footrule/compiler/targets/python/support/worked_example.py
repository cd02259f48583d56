"""Holding the calculator to a published worked example: what printed digits can stand for, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from footrule.compiler.targets.python.support.calculation import NOT_GIVEN, Calculation
from footrule.compiler.targets.python.support.values import NotApplicable
from footrule.runtime.printed_interval import Reading, interval, read_printed
from footrule.runtime.problems import Problem, Refused

__all__ = ["NOT_GIVEN", "codes", "example", "prints"]


def example(calculation: Calculation[Any], inputs: Mapping[str, Any], options: Mapping[str, Any]) -> Any:
    """What the rules work on, from an example that gives what its rule needs and no more. Raises `Refused`.

    An input the example leaves out is refused only where a rule asks for it.
    """
    x, _ = calculation.working(inputs, options, some=True)
    problems = calculation.requirements_of(x)[0]
    if problems:
        raise Refused(problems)
    return x


def prints(
    calculation: Calculation[Any],
    value: Any,
    unit: str,
    printed: str,
    reading: Reading = "half_up",
    places: int | None = None,
) -> bool:
    """Whether a value in `unit` would have been printed so."""
    if not isinstance(value, Fraction) or printed.casefold() in ("unknown", "未知", "not applicable", "不适用"):
        return _told(value) == {"未知": "unknown", "不适用": "not applicable"}.get(printed, printed)
    read = read_printed(printed)
    if read.unit:
        factor = calculation.units.factor(calculation.units.parse(read.unit), calculation.units.parse(unit))
        if factor is None:
            return False
        value = value / factor
    return interval(read, reading, places).holds(value)


def _told(value: Any) -> str:
    match value:
        case None:
            return "unknown"
        case NotApplicable() | StrEnum():
            return str(value)
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case _:
            return str(value)


def codes(calculation: Calculation[Any], inputs: Mapping[str, Any], options: Mapping[str, Any]) -> set[str]:
    """Codes of every problem an example that must be refused is refused with."""
    found: list[Problem] = []
    try:
        calculation.run(inputs, options)
    except Refused as refusal:
        found += refusal.problems
    try:
        x = example(calculation, inputs, options)
        calculation.values_of(calculation.outputs, x, found)
    except Refused as refusal:
        found += refusal.problems
    return {each.code for each in found}
