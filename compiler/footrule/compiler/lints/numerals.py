"""Whole numbers up to a hundred written out in either language: `three years`, `三年`, `at least twenty`."""

from __future__ import annotations

import re

_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_DIGITS = "一二三四五六七八九"

_ENGLISH = {word: value for value, word in enumerate(_ONES, 1)}
_ENGLISH |= {word: 10 * value for value, word in enumerate(_TENS, 2)}
_ENGLISH |= {
    f"{tens}{dash}{ones}": 10 * ten + one
    for ten, tens in enumerate(_TENS, 2)
    for one, ones in enumerate(_ONES[:9], 1)
    for dash in "- "
}
_ENGLISH |= {"hundred": 100}

_WORD = re.compile(r"\b(?:" + "|".join(sorted(_ENGLISH, key=len, reverse=True)) + r")\b", re.IGNORECASE)
_CHINESE = re.compile(rf"[{_DIGITS}]?十[{_DIGITS}]?|[{_DIGITS}两百]")


def in_words(text: str) -> set[str]:
    """The numbers, as digits."""
    found = {str(_ENGLISH[match.group(0).lower()]) for match in _WORD.finditer(text)}
    return found | {str(_chinese(match.group(0))) for match in _CHINESE.finditer(text)}


def _chinese(word: str) -> int:
    if word == "百":
        return 100
    tens, ten, ones = word.partition("十")
    if not ten:
        return 2 if word == "两" else _DIGITS.index(word) + 1
    return 10 * (_DIGITS.index(tens) + 1 if tens else 1) + (_DIGITS.index(ones) + 1 if ones else 0)
