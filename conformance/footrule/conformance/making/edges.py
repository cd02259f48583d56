"""Moving one number of a document until two sides of a comparison are equal, or until a rounding meets a tie.

A side is taken for a fractional linear function of the number moved: three values of it give the place where it would
vanish, exactly. Whether it does is then seen by calculating, so that a wrong guess costs a try and nothing else.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from footrule.conformance.making.sampling import Document, written
from footrule.runtime import exact

Path = tuple[str | int, ...]


def numbers(document: Document) -> Iterator[tuple[Path, Fraction, str]]:
    """Every quantity of a document with the way to it, its magnitude and its unit."""
    yield from _numbers(document, ())


def _numbers(value: Any, path: Path) -> Iterator[tuple[Path, Fraction, str]]:
    if isinstance(value, dict):
        if set(value) >= {"value", "unit"}:
            try:
                yield path, exact.read_number(value["value"]), value["unit"]
            except (exact.NumberError, AttributeError):
                return
        else:
            for name, inner in value.items():
                yield from _numbers(inner, (*path, name))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _numbers(inner, (*path, at))


def dates(value: Any, path: Path = ()) -> Iterator[tuple[Path, date]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from dates(inner, (*path, name))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from dates(inner, (*path, at))
    elif isinstance(value, str) and len(value) == 10 and value[4] == "-":
        try:
            yield path, date.fromisoformat(value)
        except ValueError:
            return


def with_value(document: Document, path: Path, value: Any) -> Document:
    """A copy with the value at `path` replaced."""
    changed = copy.deepcopy(document)
    inner: Any = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return changed


def zeros(
    document: Document,
    path: Path,
    start: Fraction,
    unit: str,
    difference: Callable[[Document], Fraction | None],
    *,
    nearby: bool = False,
) -> Iterator[Document]:
    """Documents in which moving the number at `path` should make `difference` vanish.

    `nearby`: where a rounding stands between, a number close by will do as well.
    """
    points: list[tuple[Fraction, Fraction]] = []
    size = start or Fraction(1)
    for moved in (start, start + size, start + size / 2, start - size / 4):
        found = difference(with_value(document, path, written(moved, unit)))
        if found is not None:
            points.append((moved, found))
        if len(points) == 3:
            break
    for root in _roots(points):
        if exact.terminates(root, 12):
            yield with_value(document, path, written(root, unit))
        elif nearby:
            low = exact.rounded(root, "floor", 4)
            for close in (low, low + Fraction(1, 10_000)):
                yield with_value(document, path, written(close, unit))


def _roots(points: list[tuple[Fraction, Fraction]]) -> Iterator[Fraction]:
    """Where a line through two points, or a fractional linear function through three, is zero."""
    if len(points) >= 2:
        (x1, y1), (x2, y2) = points[:2]
        if y1 != y2:
            yield x1 - y1 * (x2 - x1) / (y2 - y1)
    if len(points) == 3:
        # (a + b x) / (1 + d x) through three points: linear equations in a, b, d
        rows = [[Fraction(1), x, -x * y, y] for x, y in points]
        for column in range(3):
            pivot = next((row for row in rows[column:] if row[column]), None)
            if pivot is None:
                return
            rows.remove(pivot)
            rows.insert(column, pivot)
            rows[column] = [value / pivot[column] for value in pivot]
            for at, row in enumerate(rows):
                if at != column and row[column]:
                    rows[at] = [a - row[column] * b for a, b in zip(row, rows[column], strict=True)]
        a, b = rows[0][3], rows[1][3]
        if b:
            yield -a / b


def days_apart(document: Document, path: Path, start: date, by: int) -> Document | None:
    try:
        return with_value(document, path, (start + timedelta(days=by)).isoformat())
    except OverflowError:
        return None
