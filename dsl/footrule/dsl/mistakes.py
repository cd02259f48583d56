"""Naming a mistake: from "token X here, these accepted" to the slip an author makes and how it is put right."""

from __future__ import annotations

import re
from dataclasses import dataclass

from footrule.dsl.chunks import Chunk
from footrule.dsl.findings import Finding
from footrule.dsl.keywords import Language
from footrule.dsl.lexer import Token
from footrule.dsl.tree import Span


@dataclass(frozen=True, slots=True)
class Found:
    """Where reading stopped: the tokens before, the one that does not fit, and what would have fitted."""

    chunk: Chunk
    before: list[Token]
    token: Token
    open: list[Token]
    language: Language
    accepts: frozenset[str]


def unseen(chunk: Chunk, hidden: re.Match[str]) -> Finding:
    line = chunk.text.count("\n", 0, hidden.start())
    column = hidden.start() - (chunk.text.rfind("\n", 0, hidden.start()) + 1) + 1
    span = Span(chunk.line + line, column, chunk.line + line, column + 1)
    return Finding("F0103", span, {"character": hidden.group()})


def nothing_above(chunk: Chunk) -> Finding:
    return Finding("F0106", Span(chunk.line, 1, chunk.line, 2))


def sharpen(finding: Finding, found: Found) -> Finding:
    return finding


def explain(found: Found) -> Finding:
    return Finding("F0101", found.token.span, {"found": found.token.text, "expected": ", ".join(sorted(found.accepts))})
