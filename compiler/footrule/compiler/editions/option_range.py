"""The range a standard leaves open: the least and greatest a result may be over its options, and the choices for both.

Each result is asked over the options it depends on. Choices are tried in all their members, numbers at their bounds and
default; between the bounds a result need not run one way, so for numbers the range is what was found, not proved, and
the answer says so.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from footrule.compiler.editions.ways import Found, Ways
from footrule.runtime import exact, form
from footrule.runtime.form import Struct
from footrule.runtime.problems import Problem, Refused
from footrule.runtime.values import shown, unit_of

MOST = 2048


class Extreme(Struct):
    """One value and the choices that give it; only options that make a difference are named."""

    value: str
    exact: str
    options: dict[str, str]


class Span(Struct):
    """`percent`: how much the greatest is above the least. `complete`: every way of choosing was tried, and no option
    is a number between bounds."""

    result: str
    unit: str
    least: Extreme
    greatest: Extreme
    zh: str = ""
    en: str = ""
    percent: str = ""
    complete: bool = True


class Several(Struct):
    """A result that is no number, such as a grade: every value it may take."""

    result: str
    values: tuple[Extreme, ...]
    zh: str = ""
    en: str = ""


class Open(Struct):
    """An option that makes a difference here: what it asks, where it stands, with which force."""

    name: str
    zh: str
    en: str
    clause: str
    modality: str


class Silent(Struct):
    """A result that was not given: why, one line a problem."""

    result: str
    zh: tuple[str, ...]
    en: tuple[str, ...]


class Range(Struct):
    """`tried`: ways of choosing; `refused`: those the standard refuses or that lack an input. `open`: every option left
    open, `deciding` those that make a difference."""

    standard: str
    tried: int
    refused: int
    complete: bool
    spans: tuple[Span, ...]
    open: tuple[str, ...]
    others: tuple[Several, ...] = ()
    deciding: tuple[Open, ...] = ()
    silent: tuple[Silent, ...] = ()


def option_range(compiled: form.Form, document: dict[str, Any]) -> Range:
    """Over every option the document leaves open. Raises `Refused` where no way of choosing gives any result."""
    ways = Ways(compiled)
    given = document if {"inputs", "options"} & document.keys() else {"inputs": document}
    taken = dict(given.get("options") or {})
    asked = {name: ways.ask(name, given, MOST) for name in compiled.outputs if name in ways.rules}
    answered = {name: found for name, found in asked.items() if found.values}
    if asked and not answered:
        raise Refused(_all(asked))
    spans = tuple(span for name, found in answered.items() if (span := _span(ways, name, found)) is not None)
    numbers = {span.result for span in spans}
    others = tuple(_several(ways, name, found) for name, found in answered.items() if name not in numbers)
    names = dict.fromkeys(
        option for found in answered.values() for _, options in found.values.values() for option in options
    )
    return Range(
        standard=compiled.standard.id,
        tried=sum(found.tried for found in asked.values()),
        refused=sum(found.not_accepted for found in asked.values()),
        complete=all(found.complete for found in answered.values()),
        spans=spans,
        open=tuple(option.name for option in compiled.options if option.name not in taken),
        others=others,
        deciding=tuple(_open(compiled, ways.options[name]) for name in names),
        silent=tuple(
            Silent(name, tuple(one.line("zh") for one in _why(found)), tuple(one.line("en") for one in _why(found)))
            for name, found in asked.items()
            if not found.values
        ),
    )


def _why(found: Found) -> tuple[Problem, ...]:
    return (*found.lacking, *found.refused)


def _all(asked: dict[str, Found]) -> tuple[Problem, ...]:
    """Every problem once."""
    return tuple({one.line(): one for found in asked.values() for one in _why(found)}.values())


def _span(ways: Ways, name: str, found: Found) -> Span | None:
    rows = sorted((key, value, options) for key, (value, options) in found.values.items() if isinstance(key, Fraction))
    if not rows:
        return None
    rule = ways.rules[name]
    unit = unit_of(rule.type)
    least, greatest = (_extreme(value, options) for _, value, options in (rows[0], rows[-1]))
    low, high = rows[0][0], rows[-1][0]
    percent = f"{float(100 * (high - low) / abs(low)):+.4g}" if low and high != low else ""
    return Span(
        name, "" if unit == "1" else unit, least, greatest, rule.label.zh, rule.label.en, percent, found.complete
    )


def _several(ways: Ways, name: str, found: Found) -> Several:
    rule = ways.rules[name]
    rows = tuple(_extreme(value, options) for value, options in found.values.values())
    return Several(name, rows, rule.label.zh, rule.label.en)


def _extreme(value: Any, options: dict[str, str]) -> Extreme:
    return Extreme(shown(value), exact.exact_text(value) if isinstance(value, Fraction) else "", options)


def _open(compiled: form.Form, option: form.Option) -> Open:
    place = compiled.places[option.at] if 0 <= option.at < len(compiled.places) else form.Place(standard="")
    return Open(option.name, option.label.zh, option.label.en, place.clause, option.modality)
