"""Laying out code: a document of texts, possible line breaks and groups, printed within a width.

A group stands on one line where it fits; otherwise all of its own breaks are taken (Wadler's pretty-printer, cut down
to what code needs). Width counts a Chinese character as two columns, as editors and linters do.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 100
"""Columns of generated code."""


@dataclass(frozen=True, slots=True)
class Line:
    """A place to break; `flat` is what stands there otherwise."""

    flat: str = " "


@dataclass(frozen=True, slots=True)
class IfBroken:
    """Text that stands only where the enclosing group is broken: trailing commas, parentheses that allow a break."""

    text: str


@dataclass(frozen=True, slots=True)
class Nest:
    """One step of indentation deeper."""

    of: Doc


@dataclass(frozen=True, slots=True)
class Group:
    of: Doc


@dataclass(frozen=True, slots=True)
class Many:
    parts: tuple[Doc, ...]


Doc = str | Line | IfBroken | Nest | Group | Many

SOFT = Line("")
HARD = Line(" " * 1000)
"""A break that is always taken: on one line it is wider than any page."""
LINE = Line(" ")


def join(*parts: Doc) -> Doc:
    return Many(parts)


def separated(separator: Doc, parts: Iterable[Doc]) -> Doc:
    out: list[Doc] = []
    for part in parts:
        if out:
            out.append(separator)
        out.append(part)
    return Many(tuple(out))


def bracketed(opening: str, parts: Sequence[Doc], closing: str, always: bool = False) -> Doc:
    """A call's arguments or a display: on one line, or one part a line with a trailing comma (always so, if asked)."""
    if not parts:
        return opening + closing
    inside = separated(Many((",", LINE)), [Group(part) for part in parts])
    return Group(join(opening, Nest(join(HARD if always else SOFT, inside, IfBroken(","))), SOFT, closing))


def tuple_of(parts: Sequence[Doc]) -> Doc:
    """A bare tuple on the right of `=`: in parentheses, one part a line, where it does not fit."""
    inside = separated(Many((",", LINE)), parts)
    return Group(join(IfBroken("("), Nest(join(SOFT, inside, IfBroken(","))), SOFT, IfBroken(")")))


def parted(pieces: Sequence[str]) -> Doc:
    """String literals one below the other, which Python reads as one."""
    return Group(join("(", Nest(join(HARD, separated(HARD, pieces))), HARD, ")"))


def enclosed(of: Doc) -> Doc:
    """Always in parentheses, broken after the opening one where it does not fit."""
    return Group(join("(", Nest(join(SOFT, Group(of))), SOFT, ")"))


def breakable(of: Doc) -> Doc:
    """In parentheses only where it does not fit on the line."""
    return Group(join(IfBroken("("), Nest(join(SOFT, Group(of))), SOFT, IfBroken(")")))


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def flat(doc: Doc) -> str:
    """`doc` on one line."""
    match doc:
        case str():
            return doc
        case Line(text):
            return text
        case IfBroken():
            return ""
        case Nest(inner) | Group(inner):
            return flat(inner)
        case Many(parts):
            return "".join(flat(part) for part in parts)


def render(doc: Doc, indent: int = 0, width: int = WIDTH) -> str:
    """Text of `doc`, whose first line starts at column `indent`; further lines are indented by at least that."""
    out: list[str] = []
    column = indent
    todo: list[tuple[int, bool, Doc]] = [(indent, True, doc)]
    while todo:
        depth, broken, head = todo.pop()
        match head:
            case str():
                out.append(head)
                column += columns(head)
            case Line(text):
                if broken:
                    out.append("\n" + " " * depth)
                    column = depth
                else:
                    out.append(text)
                    column += len(text)
            case IfBroken(text):
                if broken:
                    out.append(text)
                    column += len(text)
            case Nest(inner):
                todo.append((depth + 4 if broken else depth, broken, inner))
            case Group(inner):
                room = width - column - _tail(todo)
                todo.append((depth, columns(flat(inner)) > room, inner))
            case Many(parts):
                todo.extend((depth, broken, part) for part in reversed(parts))
    return "".join(out)


def _tail(todo: list[tuple[int, bool, Doc]]) -> int:
    """Columns of what must follow on the same line: closing brackets, commas, the rest of a flat group."""
    used = 0
    for _, broken, doc in reversed(todo):
        text, ended = _until_break(doc, broken)
        used += columns(text)
        if ended:
            break
    return used


def _until_break(doc: Doc, broken: bool) -> tuple[str, bool]:
    match doc:
        case str():
            return doc, False
        case Line(text):
            return ("", True) if broken else (text, False)
        case IfBroken(text):
            return (text if broken else "", False)
        case Nest(inner):
            return _until_break(inner, broken)
        case Group(inner):
            # A group that follows may still break at its first chance; only what comes before counts.
            return _until_break(inner, True)
        case Many(parts):
            text = ""
            for part in parts:
                more, ended = _until_break(part, broken)
                text += more
                if ended:
                    return text, True
            return text, False
