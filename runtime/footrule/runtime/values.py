"""What a value is when a calculator runs, and how it is written down.

A value is an exact number in its declared unit, the name of an enumeration's member, a truth, a date, a text, an item
of a list, or one of two ways of having none: unknown and not applicable. Neither of these is zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction

from footrule.runtime import exact, form
from footrule.runtime.problems import Language, Problem


class Absent(Enum):
    """No value."""

    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


UNKNOWN = Absent.UNKNOWN
NOT_APPLICABLE = Absent.NOT_APPLICABLE

ABSENT_WORDS = {UNKNOWN: ("未知", "unknown"), NOT_APPLICABLE: ("不适用", "not applicable")}


@dataclass(frozen=True, slots=True)
class Missing:
    """An input or option that is not given where it need not be: refused only where a rule needs it."""

    problem: Problem


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One item of a list input; equal only to itself."""

    of: str
    index: int
    fields: Mapping[str, Value | Missing]


Value = Fraction | str | bool | date | Absent | Item


@dataclass(frozen=True, slots=True)
class Given:
    """What the user supplied, read and checked: values by name, items by list, options taken or by default."""

    values: Mapping[str, Value | Missing] = field(default_factory=dict)
    lists: Mapping[str, tuple[Item, ...] | Missing] = field(default_factory=dict)
    options: Mapping[str, Value | Missing] = field(default_factory=dict)


Json = dict[str, object]


def read_value(text: str | None, type_: form.Type) -> Value:
    """A table's cell or key as a value. Raises `exact.NumberError` where it is not one of its type."""
    if text is None:
        return UNKNOWN
    if isinstance(type_, form.Quantity):
        return exact.read_number(text)
    if isinstance(type_, form.Truth):
        return text in ("true", "yes", "是")
    if isinstance(type_, form.Date):
        return exact.read_date(text)
    return text


def shown(value: Value, unit: str = "", language: Language = "en") -> str:
    """The value for a reader: digits and unit, a member's name, yes or no, a date, or why there is none."""
    chinese = language == "zh"
    if isinstance(value, Absent):
        return ABSENT_WORDS[value][0 if chinese else 1]
    if isinstance(value, bool):
        return ("是" if value else "否") if chinese else ("yes" if value else "no")
    if isinstance(value, Fraction):
        digits = exact.shown(value)
        return digits if unit in ("", "1") else f"{digits} {unit}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Item):
        return f"{value.of}[{value.index}]"
    return value


def to_json(value: Value, type_: form.Type | str = "") -> Json:
    """`kind` and the value; `type_` is the value's type, or a quantity's unit.

    A quantity has `exact` (decimal or p/q), `shown`, `unit`, and `approximate` where the digits shown are not all; a
    choice has `of` and `value`; the others have `value`; no value is kind `unknown` or `not_applicable`.
    """
    unit = type_ if isinstance(type_, str) else unit_of(type_)
    if isinstance(value, Absent):
        return {"kind": value.value}
    if isinstance(value, bool):
        return {"kind": "truth", "value": value}
    if isinstance(value, Fraction):
        return {
            "kind": "quantity",
            "exact": exact.exact_text(value),
            "shown": exact.shown(value),
            "approximate": not exact.terminates(value),
            "unit": unit or "1",
        }
    if isinstance(value, date):
        return {"kind": "date", "value": value.isoformat()}
    if isinstance(value, Item):
        return {"kind": "item", "value": f"{value.of}[{value.index}]"}
    if isinstance(type_, form.Choice):
        return {"kind": "choice", "of": type_.of, "value": value}
    return {"kind": "text", "value": value}


def unit_of(type_: form.Type) -> str:
    """The unit values of this type are told in; empty where they are not quantities."""
    return type_.unit if isinstance(type_, form.Quantity) else ""
