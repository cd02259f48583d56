"""Fenced blocks of Markdown, and which of them hold rules or worked examples."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Literal

from footrule.dsl.keywords import Language

RULE_WORDS: dict[Language, str] = {"en": "rule", "zh": "规则"}
EXAMPLE_WORDS: dict[Language, str] = {"en": "example", "zh": "算例"}
_WORDS = (*RULE_WORDS.values(), *EXAMPLE_WORDS.values())
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
    if word in RULE_WORDS.values():
        holds = "rule"
    elif word in EXAMPLE_WORDS.values():
        holds = "example"
    elif word:
        near = difflib.get_close_matches(word.lower()[:20], _WORDS, 1, 0.75)
        nearest = near[0] if near else None
    return Fence(holds, name.strip(), found.group(2), len(found.group(1)), word, nearest)


def closes(line: str, fence: Fence) -> bool:
    stripped = line.strip()
    return len(stripped) >= len(fence.marks) and not stripped.strip(fence.marks[0])


def closing_line(lines: list[str], index: int, fence: Fence) -> int | None:
    """Index of the line closing a fence opened just before `index`, or None."""
    return next((number for number in range(index, len(lines)) if closes(lines[number], fence)), None)


@dataclass(frozen=True, slots=True)
class Block:
    """A closed fenced block of rules or of an example, in the first column: indices of lines, the end exclusive."""

    fence: Fence
    opening: int
    end: int

    @property
    def start(self) -> int:
        return self.opening + 1


def blocks(lines: list[str]) -> tuple[Block, ...]:
    """The blocks of rules and of examples among a file's lines."""
    found: list[Block] = []
    index = front_matter_end(lines) or 0
    while index < len(lines):
        fence = opening_fence(lines[index])
        index += 1
        if fence is None or (fence.holds == "other" and fence.indent > 3):
            continue
        end = closing_line(lines, index, fence)
        if end is None:
            break
        if fence.holds != "other" and not fence.indent:
            found.append(Block(fence, index - 1, end))
        index = end + 1
    return tuple(found)


def opening_in(line: str, fence: Fence, language: Language) -> str:
    """The line that opens a block of rules or of an example, its word in `language`, the rest as it is."""
    word = (RULE_WORDS if fence.holds == "rule" else EXAMPLE_WORDS)[language]
    return line.replace(fence.word, word, 1)


def front_matter_end(lines: list[str]) -> int | None:
    """Index of the line closing the front matter; None where there is none, or it is not closed."""
    if lines[0].rstrip() != "---":
        return None
    return next((i for i in range(1, len(lines)) if lines[i].rstrip() in ("---", "...")), None)
