"""Places in a text as the reader counts them and as editors do.

The reader counts lines and columns of code points from 1 and ends a line at a line feed only. Editors count both from
0, a column in UTF-16 units, and also end a line at a lone carriage return. Both are offsets of code points underneath.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from lsprotocol.types import Position, Range

from footrule.dsl.tree import Span

_EDITOR_LINE = re.compile(r"\r\n|\n|\r")


class Places:
    """The lines of one text, in both ways of counting."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.read_from = [0, *(found.end() for found in re.finditer("\n", text))]
        self.shown_from = [0, *(found.end() for found in _EDITOR_LINE.finditer(text))]
        self.ascii = text.isascii()

    def offset(self, line: int, column: int) -> int:
        """Of a line and column of the reader; beyond the end of a line or text: its end."""
        if line < 1:
            return 0
        if line > len(self.read_from):
            return len(self.text)
        start = self.read_from[line - 1]
        end = self.read_from[line] - 1 if line < len(self.read_from) else len(self.text)
        mark = line == 1 and self.text.startswith("\ufeff")  # the reader does not count a byte order mark
        return min(start + column - 1 + mark, end)

    def offset_at(self, position: Position) -> int:
        """Of an editor's position; beyond the end of a line or text: its end."""
        if position.line < 0:
            return 0
        if position.line >= len(self.shown_from):
            return len(self.text)
        start = self.shown_from[position.line]
        line = self._shown_line(position.line)
        if self.ascii or line.isascii():
            return start + max(min(position.character, len(line)), 0)
        units = 0
        for index, character in enumerate(line):
            if units >= position.character:
                return start + index
            units += 2 if character > "\uffff" else 1
        return start + len(line)

    def position(self, offset: int) -> Position:
        """The editor's position of an offset."""
        line = bisect_right(self.shown_from, offset) - 1
        start = self.shown_from[line]
        before = self.text[start:offset]
        units = len(before) if self.ascii else sum(2 if character > "\uffff" else 1 for character in before)
        return Position(line, units)

    def reading(self, offset: int) -> tuple[int, int]:
        """The reader's line and column of an offset."""
        line = bisect_right(self.read_from, offset)
        mark = line == 1 and self.text.startswith("\ufeff")
        return line, offset - self.read_from[line - 1] + 1 - mark

    def range(self, start: int, end: int) -> Range:
        return Range(self.position(start), self.position(end))

    def range_of(self, span: Span) -> Range:
        """Never empty where there is something to point at."""
        start, end = self.offsets(span)
        return self.range(start, end)

    def offsets(self, span: Span) -> tuple[int, int]:
        start = self.offset(span.line, span.column)
        return start, max(self.offset(span.end_line, span.end_column), start)

    def _shown_line(self, line: int) -> str:
        start = self.shown_from[line]
        end = self.shown_from[line + 1] if line + 1 < len(self.shown_from) else len(self.text)
        return self.text[start:end].rstrip("\r\n")
