"""One question put into a fresh copy of a workbook.

A number goes into its cell as it was given, with at most fifteen significant digits: what a spreadsheet keeps of what
is typed into it. More digits, another unit, more rows than there are, a word the mapping does not know: the workbook
cannot express the question, which is `unsupported` and never a guess.
"""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from footrule.conformance import protocol
from footrule.conformance.carriers.xlsx_checks import cell_of
from footrule.conformance.carriers.xlsx_mapping import Column, Entry, Mapping, Place, Rows, place, place_in_row
from footrule.conformance.carriers.xlsx_targets import target_of
from footrule.runtime.written import TRUTHS, is_not_applicable

DIGITS = 15
_LARGEST = Decimal("1e300")
_SMALLEST = Decimal("1e-300")
_LONGEST_TEXT = 32_000


class CannotExpress(Exception):
    """The workbook has no place for something in the question; the message says for what."""


def filled(data: bytes, mapping: Mapping, asked: protocol.Eval, nonce: int) -> bytes:
    """The workbook's bytes with the question and the canary's number in their cells. Raises `CannotExpress`."""
    from openpyxl import load_workbook  # noqa: PLC0415

    placed = cells_of(mapping, asked)
    book = load_workbook(io.BytesIO(data), keep_links=False)
    cell_of(book, "canary.write", place("canary.write", mapping.canary.write)).value = nonce
    for where, value in placed.items():
        cell = book[where.sheet][where.address]
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # a text that begins with = is a text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells_of(mapping: Mapping, asked: protocol.Eval) -> dict[Place, Any]:
    """What stands in which cell for a question; None empties a cell. Raises `CannotExpress`."""
    _expressible(mapping, asked)
    placed: dict[Place, Any] = {}
    for group, entries, given in (
        ("inputs", mapping.inputs, asked.inputs),
        ("options", mapping.options, asked.options),
    ):
        for name, entry in entries.items():
            if name in given:
                placed[place(f"{group}.{name}", entry.cell)] = _told(mapping, name, entry, given[name])
    for name, rows in mapping.lists.items():
        if name in asked.inputs:
            placed |= _list(mapping, name, rows, asked.inputs[name])
    return placed


def _expressible(mapping: Mapping, asked: protocol.Eval) -> None:
    places = mapping.inputs.keys() | mapping.lists.keys() | mapping.options.keys()
    for name, value in {**asked.inputs, **asked.options}.items():
        if name in mapping.only:
            if value not in mapping.only[name]:
                raise CannotExpress(f"{name} other than {', '.join(mapping.only[name])}")
        elif name in mapping.ignored:
            if not asked.want:
                raise CannotExpress(f"acceptance where {name} is given")
        elif name not in places:
            raise CannotExpress(name)
    for target in asked.want:
        if target_of(mapping, target, asked) is None:
            raise CannotExpress(target)
    if not asked.want and not mapping.refusals:
        raise CannotExpress("acceptance")
    if not asked.want and not asked.inputs.keys() & places:
        raise CannotExpress("acceptance of a document without any input it has a place for")


def _list(mapping: Mapping, name: str, rows: Rows, items: Any) -> dict[Place, Any]:
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise CannotExpress(f"{name} that is no list of items")
    if len(items) > rows.rows:
        raise CannotExpress(f"more than {rows.rows} rows of {name}")
    placed: dict[Place, Any] = {}
    for at, item in enumerate(items):
        for key, value in item.items():
            column = rows.columns.get(key)
            if column is not None:
                where = place_in_row(f"lists.{name}.{key}", rows, column.column, at)
                placed[where] = _told(mapping, f"{name}.{key}", column, value)
            elif key not in rows.ignored:
                raise CannotExpress(f"{name}.{key}")
    return placed


def _told(mapping: Mapping, name: str, entry: Entry | Column, value: Any) -> Any:
    if value is None:
        return None
    if is_not_applicable(value) and not (entry.kind == "text" and not mapping.absences.not_applicable):
        if not mapping.absences.not_applicable:
            raise CannotExpress(f"{name} that is not applicable")
        return mapping.absences.not_applicable
    match entry.kind:
        case "quantity":
            return _number(name, entry, value)
        case "truth":
            found = value if isinstance(value, bool) else TRUTHS.get(value) if isinstance(value, str) else None
            if found is None:
                raise CannotExpress(f"{name} that is neither yes nor no")
            return found
        case "date":
            return _date(name, value)
        case "choice":
            if not isinstance(value, str) or (entry.words and value not in entry.words):
                raise CannotExpress(f"{name}: {str(value)[:40]}")
            return _text(name, entry.words.get(value, value))
        case _:
            return _text(name, value)


def _number(name: str, entry: Entry | Column, value: Any) -> int | Decimal:
    digits, unit = (value.get("value"), value.get("unit")) if isinstance(value, dict) else (value, "1")
    if isinstance(digits, int) and not isinstance(digits, bool):
        digits = str(digits)
    try:
        number = Decimal(digits) if isinstance(digits, str) else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise CannotExpress(f"{name} that is no number")
    if unit != entry.unit and not (number == 0 and not isinstance(value, dict)):
        raise CannotExpress(f"{name} in other units than {entry.unit}")
    if len(number.normalize().as_tuple().digits) > DIGITS:
        raise CannotExpress(f"{name} with more than {DIGITS} digits")
    if number and not _SMALLEST < abs(number) < _LARGEST:
        raise CannotExpress(f"{name} of this size")
    return int(number) if number == number.to_integral_value() and abs(number) < 10**DIGITS else number


def _date(name: str, value: Any) -> date:
    try:
        found = date.fromisoformat(value)
    except (TypeError, ValueError):
        raise CannotExpress(f"{name} that is no date") from None
    if found < date(1900, 3, 1):  # spreadsheets count days that never were before it
        raise CannotExpress(f"{name} before March 1900")
    return found


def _text(name: str, value: Any) -> str:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    if not isinstance(value, str) or len(value) > _LONGEST_TEXT or ILLEGAL_CHARACTERS_RE.search(value):
        raise CannotExpress(f"{name} as this text")
    return value
