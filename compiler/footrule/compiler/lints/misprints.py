"""Tables of two standards that agree in most rows and differ a little in one: maybe a printing error in either.

A value is compared with the same row and column of another edition, up to a power of ten between their units.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from footrule.compiler.lints.places import place
from footrule.dsl.diagnostics.model import Diagnostic
from footrule.runtime import exact, form

LEAST_ROWS = 4
MOST_APART = Fraction(1, 100)

_POWER = re.compile(r"10\^\d+")

Column = dict[str, Fraction]


def doubtful(compiled: form.Form, others: Iterable[form.Form], path: str) -> Iterator[Diagnostic]:
    """Values one hundredth or less apart where most other rows are equal."""
    foreign = [other for other in others if other.standard.id != compiled.standard.id]
    told: set[tuple[int, str, str]] = set()
    for table, name, unit, values in _columns(compiled):
        for other in foreign:
            for there, _, other_unit, counterparts in _columns(other):
                if _kind(unit) != _kind(other_unit):
                    continue
                for key, value, counterpart in _apart(values, counterparts):
                    if (table.at, name, key) in told or not value:
                        continue
                    told.add((table.at, name, key))
                    where = other.places[there.at]
                    words = {
                        "column": name, "key": key, "value": f"{_digits(value)} {unit}",
                        "other": f"{_digits(counterpart)} {other_unit}", "standard": other.standard.id,
                        "clause": where.clause,
                    }  # fmt: skip
                    yield Diagnostic("F0613", place(compiled, table.at, path), words)


def _apart(values: Column, counterparts: Column) -> Iterator[tuple[str, Fraction, Fraction]]:
    shared = [key for key in values if key in counterparts and values[key] and counterparts[key]]
    if len(shared) < LEAST_ROWS:
        return
    ratios = [counterparts[key] / values[key] for key in shared]
    scale = max(set(ratios), key=ratios.count)
    if ratios.count(scale) * 2 < len(shared) or scale not in {Fraction(10) ** power for power in range(-6, 7)}:
        return
    for key, ratio in zip(shared, ratios, strict=True):
        same = _only_shortened(values[key] * scale, counterparts[key])
        if ratio != scale and abs(ratio / scale - 1) <= MOST_APART and not same:
            yield key, values[key], counterparts[key]


def _columns(compiled: form.Form) -> Iterator[tuple[form.Table, str, str, Column]]:
    """Number columns of the standard's own tables of one enumerated key, by the Chinese name of each row."""
    members = {e.name: {m.name: m.label.zh or m.name for m in e.members} for e in compiled.enumerations}
    for table in compiled.tables:
        own = compiled.places[table.at].standard == compiled.standard.id
        if not own or len(table.keys) != 1 or not isinstance(table.keys[0].type, form.Choice):
            continue
        names = members.get(table.keys[0].type.of, {})
        for index, column in enumerate(table.columns):
            if isinstance(column.type, form.Quantity):
                cells = {
                    names.get(row.keys[0], row.keys[0]): Fraction(cell)
                    for row in table.rows
                    if (cell := row.values[index]) is not None
                }
                yield table, column.name, column.type.unit, cells


def _kind(unit: str) -> str:
    """The unit without powers of ten and substances."""
    parts = (_POWER.sub("", part).split() for part in unit.split("/"))
    return "/".join(part[0] for part in parts if part)


def _only_shortened(one: Fraction, other: Fraction) -> bool:
    """Whether one is the other with fewer decimals, rounded or cut off: that is no misprint."""
    short, long = sorted((one, other), key=_places)
    unit = Fraction(1, 10 ** _places(short))
    return _places(short) < _places(long) and abs(one - other) < unit


def _places(value: Fraction) -> int:
    return len(exact.shown(value).partition(".")[2])


def _digits(value: Fraction) -> str:
    return exact.shown(value)
