"""Formatting as edits of the lines that change."""

from __future__ import annotations

from lsprotocol.types import TextEdit

from footrule.dsl.formatter import format_text
from footrule.dsl.keywords import Language
from footrule.lsp.documents import Text


def formatted(text: Text, keywords: Language | None = None, lines: tuple[int, int] | None = None) -> list[TextEdit]:
    """Edits that lay the rules out, in `keywords` where asked for; `lines` limits them to a stretch of lines."""
    before = text.content.split("\n")
    after = format_text(text.content, str(text.path), keywords).split("\n")
    edits: list[TextEdit] = []
    for number, (old, new) in enumerate(zip(before, after, strict=True), start=1):
        if old == new or (lines is not None and not lines[0] <= number <= lines[1]):
            continue
        start = text.places.offset(number, 1)
        edits.append(TextEdit(text.places.range(start, start + len(old)), new))
    return edits
