"""Cutting a rule block into statements, each of which is then read on its own: one mistake never hides another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from footrule.dsl.keywords import BY_KEY


def _spelled(key: str) -> str:
    """A pattern for either spelling of a keyword."""
    row = BY_KEY[key]
    return "(?:" + row.en.replace(" ", "[ ]+") + "|" + row.zh + ")"


_BLANK = "[ \\t\\r\\u3000\\u00a0]"
_COMMENT = re.compile(rf"{_BLANK}*(?:--|－－|−−|——)")
_INDENT = re.compile(rf"{_BLANK}*")
_ELECTRICITY = re.compile(_spelled("ELECTRICITY") + r"(?!\w)")
_SOURCE = re.compile(r"[0-9０-９]+[ \t\u3000]+[^\W\d]")
_INPUT = re.compile(_spelled("INPUT") + r"(?!\w)")
_LIST_OF = re.compile(r"(?<!\w)" + _spelled("LIST_OF") + r"(?!\w)")
_STRING = re.compile(r'"[^"\n]*"|“[^”\n]*”')


@dataclass(frozen=True, slots=True)
class Chunk:
    """One statement's text from column 1 on, the file line it begins on, and where its list items begin.

    `indented` chunks belong to no statement: the block opens with an indented line.
    """

    text: str
    line: int
    items: frozenset[int]
    indented: bool = False


def is_comment(line: str) -> bool:
    return _COMMENT.match(line) is not None


def cut(text: str, line: int) -> tuple[Chunk, ...]:
    """The statements of a block whose first line is `line` of the file."""
    chunks: list[Chunk] = []
    lines: list[str] = []
    begun = line
    for number, content in enumerate(text.split("\n"), start=line):
        starts = bool(content.strip()) and content[0] not in " \t\u3000\u00a0\r" and not is_comment(content)
        if starts:
            _close(chunks, lines, begun)
            lines, begun = [content], number
        elif lines or (content.strip() and not is_comment(content)):
            if not lines:
                begun = number
            lines.append(content)
    _close(chunks, lines, begun)
    return tuple(chunks)


def _close(chunks: list[Chunk], lines: list[str], line: int) -> None:
    while lines and (not lines[-1].strip() or is_comment(lines[-1])):
        lines.pop()
    if lines:
        text = "\n".join(lines)
        indented = lines[0][0] in " \t\u3000\u00a0"
        chunks.append(Chunk(text, line, frozenset() if indented else _items(lines), indented))


def _items(lines: list[str]) -> frozenset[int]:
    """Offsets at which a line begins an item: the fields of a list input, the numbered sources of electricity."""
    if _ELECTRICITY.match(lines[0]):
        return _offsets(lines, 1, _SOURCE)
    if _INPUT.match(lines[0]):
        for number, content in enumerate(lines):
            if _LIST_OF.search(_STRING.sub("", content)):
                return _offsets(lines, number + 1, None)
    return frozenset()


def _offsets(lines: list[str], first: int, wanted: re.Pattern[str] | None) -> frozenset[int]:
    """Among the lines from `first` on, those least indented; deeper lines continue the item above."""
    found: list[tuple[int, int]] = []
    offset = 0
    for number, content in enumerate(lines):
        indent = _INDENT.match(content)
        depth = indent.end() if indent else 0
        if (
            number >= first
            and content.strip()
            and not is_comment(content)
            and (wanted is None or wanted.match(content, depth))
        ):
            found.append((len(content[:depth].expandtabs(4)), offset + depth))
        offset += len(content) + 1
    least = min((depth for depth, _ in found), default=0)
    return frozenset(place for depth, place in found if depth == least)
