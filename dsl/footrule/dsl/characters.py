"""Characters: full-width punctuation and what it stands for, scripts, widths, and what must never reach a terminal."""

from __future__ import annotations

import re
import unicodedata

FULL_WIDTH = str.maketrans(
    "（），：；＝＋－＜＞％【】［］．＊／＾０１２３４５６７８９−\u3000\u00a0",
    "(),:;=+-<>%[][].*/^0123456789-  ",
)
"""Characters accepted in rule blocks for the ASCII ones an author means; one character stands for one."""

OPERATORS = {"×": "*", "÷": "/", "·": "*", "≤": "<=", "≥": ">=", "≦": "<=", "≧": ">="}

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def has_han(text: str) -> bool:
    """Whether a label is Chinese: it holds at least one Han character."""
    return _HAN.search(text) is not None


def unseen_character(text: str) -> re.Match[str] | None:
    """The first control, bidirectional or zero-width character: unseen, it makes code read as what it is not."""
    return _UNSEEN.search(text)


def harmless(text: str, limit: int = 200) -> str:
    """`text` safe to show in any terminal: no control characters, one line, at most `limit` characters."""
    line = text[: limit + 1].replace("\n", " ").replace("\t", " ")
    shown = _UNSEEN.sub(lambda match: f"\\u{{{ord(match.group()):x}}}", line)
    return shown if len(shown) <= limit else shown[:limit] + "…"


def width(text: str) -> int:
    """Columns a terminal gives to `text`: two for wide characters, none for combining ones."""
    columns = 0
    for character in text:
        if unicodedata.combining(character):
            continue
        columns += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return columns
