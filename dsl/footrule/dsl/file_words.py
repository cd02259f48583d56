"""What a file says about itself before any statement is read: the units it declares, the language of its keywords."""

from __future__ import annotations

import re

from footrule.dsl.keywords import BY_KEY, STATEMENT_TERMINALS, Language
from footrule.dsl.lexer import WORD


def _either(key: str) -> str:
    return f"(?:{BY_KEY[key].en}|{BY_KEY[key].zh})"


_UNIT = re.compile(rf"^{_either('UNIT')}[ \t\u3000]+({WORD})", re.MULTILINE)
_USE = re.compile(rf"^{_either('USE')}(?!\w)(.*(?:\n[ \t\u3000].*)*)", re.MULTILINE)
_USE_FROM = re.compile(rf"(?<!\w){_either('FROM')}(?!\w)")
_OPENING = {
    language: re.compile(
        "^(?:" + "|".join(BY_KEY[key].spelling(language).split()[0] for key in STATEMENT_TERMINALS) + r")(?!\w)",
        re.MULTILINE,
    )
    for language in ("zh", "en")
}


def declared_units(text: str) -> frozenset[str]:
    """Words a file's own `unit` and `use` statements may make into unit words."""
    words = set(_UNIT.findall(text))
    for used in _USE.findall(text):
        words.update(re.findall(WORD, _USE_FROM.split(used)[0]))
    return frozenset(words)


def keyword_language(text: str) -> Language:
    """The language most statements of `text` open in; English where none does."""
    chinese, english = (len(_OPENING[language].findall(text)) for language in ("zh", "en"))
    return "zh" if chinese > english else "en"
