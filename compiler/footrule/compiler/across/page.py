"""A comparison as one self-contained page, in the look of the page of two editions: both languages, no network."""

from __future__ import annotations

from functools import partial

from footrule.compiler.across import telling
from footrule.compiler.across.report import Answer, Comparison
from footrule.compiler.across.words import word
from footrule.compiler.pages.filling import filled


def page(found: Comparison, language: str) -> str:
    """The whole page."""
    return filled(
        "across/page.html", language, partial(telling.title, found), word,
        found=found, tell=telling, valued=telling.valued, where=_where,
    )  # fmt: skip


def _where(edition: str, answer: Answer) -> str:
    return f"{edition} §{answer.place.clause} {answer.place.title.removeprefix(answer.place.clause).strip()}".strip()
