"""Printed tables: Markdown pipe tables, each cell with its exact place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from footrule.dsl.tree import Cell, Span

_SEPARATOR_CELL = re.compile(r":?-+:?")


@dataclass(frozen=True, slots=True)
class Uneven:
    """A row whose number of cells is not the header's."""

    span: Span
    cells: int
    columns: int


@dataclass(frozen=True, slots=True)
class Rows:
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    uneven: tuple[Uneven, ...]
    lines: int


def begins_table(lines: list[str], index: int) -> bool:
    """Whether a header row and its separator row stand at `index`."""
    if not lines[index].lstrip().startswith("|") or index + 1 >= len(lines):
        return False
    below = lines[index + 1].strip()
    if not below.startswith("|"):
        return False
    return all(_SEPARATOR_CELL.fullmatch(cell.text) for cell in split_row(below, 1))


def read_table(lines: list[str], index: int) -> Rows:
    """The table whose header stands at `lines[index]`; file lines are one more than indices."""
    header = split_row(lines[index], index + 1)
    rows: list[tuple[Cell, ...]] = []
    uneven: list[Uneven] = []
    separator = split_row(lines[index + 1], index + 2)
    if len(separator) != len(header):
        uneven.append(Uneven(_line_span(lines[index + 1], index + 2), len(separator), len(header)))
    number = index + 2
    while number < len(lines) and lines[number].lstrip().startswith("|"):
        cells = split_row(lines[number], number + 1)
        if len(cells) != len(header):
            uneven.append(Uneven(_line_span(lines[number], number + 1), len(cells), len(header)))
        else:
            rows.append(cells)
        number += 1
    return Rows(header, tuple(rows), tuple(uneven), number - index)


def split_row(line: str, number: int) -> tuple[Cell, ...]:
    """The cells of one row; `\\|` is a bar inside a cell."""
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    cells: list[Cell] = []
    begun = start + 1
    position = begun
    while position < end:
        if line[position] == "\\" and position + 1 < end:
            position += 2
            continue
        if line[position] == "|":
            cells.append(_cell(line, begun, position, number))
            begun = position + 1
        position += 1
    if begun < end:
        cells.append(_cell(line, begun, end, number))
    return tuple(cells)


def _cell(line: str, start: int, end: int, number: int) -> Cell:
    raw = line[start:end]
    text = raw.strip()
    column = start + len(raw) - len(raw.lstrip()) + 1 if text else start + 1
    length = len(text) if text else max(end - start, 1)
    return Cell(text.replace("\\|", "|"), Span(number, column, number, column + length))


def _line_span(line: str, number: int) -> Span:
    start = len(line) - len(line.lstrip())
    return Span(number, start + 1, number, len(line.rstrip()) + 1)
