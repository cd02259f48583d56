"""Fenced blocks of Markdown, and which of them hold rules or worked examples."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Literal

RULE_WORDS = ("rule", "规则")
EXAMPLE_WORDS = ("example", "算例")
_OPENING = re.compile(r"([ \t]*)(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Fence:
    """An opening fence: what it holds, the rest of its line, and `nearest` where its word looks misspelt."""

    holds: Literal["rule", "example", "other"]
    name: str
    marks: str
    indent: int
    word: str
    nearest: str | None = None


def opening_fence(line: str) -> Fence | None:
    """The fence `line` opens, or None. Deeply indented fences count: they may hide a rule meant to be read."""
    found = _OPENING.match(line)
    if found is None:
        return None
    info = line[found.end() :].strip()
    if "`" in info and found.group(2)[0] == "`":
        return None
    word, _, name = info.partition(" ")
    holds: Literal["rule", "example", "other"] = "other"
    nearest = None
    if word in RULE_WORDS:
        holds = "rule"
    elif word in EXAMPLE_WORDS:
        holds = "example"
    elif word:
        near = difflib.get_close_matches(word.lower()[:20], RULE_WORDS + EXAMPLE_WORDS, 1, 0.75)
        nearest = near[0] if near else None
    return Fence(holds, name.strip(), found.group(2), len(found.group(1)), word, nearest)


def closes(line: str, fence: Fence) -> bool:
    stripped = line.strip()
    return len(stripped) >= len(fence.marks) and not stripped.strip(fence.marks[0])


def closing_line(lines: list[str], index: int, fence: Fence) -> int | None:
    """Index of the line closing a fence opened just before `index`, or None."""
    return next((number for number in range(index, len(lines)) if closes(lines[number], fence)), None)


def rule_blocks(lines: list[str]) -> tuple[tuple[int, int], ...]:
    """The rule blocks of a file's lines, as index ranges of the lines inside closed fences in the first column."""
    found: list[tuple[int, int]] = []
    index = front_matter_end(lines) or 0
    while index < len(lines):
        fence = opening_fence(lines[index])
        index += 1
        if fence is None or (fence.holds == "other" and fence.indent > 3):
            continue
        end = closing_line(lines, index, fence)
        if end is None:
            break
        if fence.holds == "rule" and not fence.indent:
            found.append((index, end))
        index = end + 1
    return tuple(found)


def front_matter_end(lines: list[str]) -> int | None:
    """Index of the line closing the front matter; None where there is none, or it is not closed."""
    if lines[0].rstrip() != "---":
        return None
    return next((i for i in range(1, len(lines)) if lines[i].rstrip() in ("---", "...")), None)
