"""The overlaps of the library as one self-contained page."""

from __future__ import annotations

from functools import partial

from footrule.compiler.across import overlaps_telling as telling
from footrule.compiler.across.overlaps import Overlaps
from footrule.compiler.across.telling import valued
from footrule.compiler.across.words import word
from footrule.compiler.pages.filling import filled


def page(found: Overlaps, language: str) -> str:
    """The whole page, in both languages."""
    name = partial(telling.title, found)
    return filled("across/overlaps_page.html", language, name, word, found=found, tell=telling, valued=valued)
