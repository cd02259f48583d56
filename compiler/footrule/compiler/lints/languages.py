"""The two languages of a clause held to each other: numbers and dates, and the force of what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from footrule.compiler.lints.prose import Line, by_clause, chinese
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Also, Diagnostic

_MONTHS = {name: str(number) for number, name in enumerate(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december"), 1)}  # fmt: skip
_WORDS = {"10": ("ten", "十"), "11": ("eleven", "十一"), "12": ("twelve", "十二"), "100": ("hundred", "一百", "百")}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_POWER = re.compile(r"10(?:\^\d+|[²³⁴⁵⁶])")
_SHALL_ZH = re.compile(r"(?<![供相对反响适效感呼顺理照])应(?![用对急变力答付])|不得|必须")
_SHALL_EN = re.compile(r"\b(?:shall|must|may not|may only|has to|have to|needs? to|is to|are to)\b", re.IGNORECASE)
_SHOULD_ZH = re.compile(r"(?<![适便事不合相权])宜(?!居)|不宜")
_SHOULD_EN = re.compile(r"\b(?:should|advis\w+|recommend\w*|ought)\b", re.IGNORECASE)


def differing(own: tree.Document, other: tree.Document, standard: str) -> Iterator[Diagnostic]:
    """Every clause whose two languages differ in numbers or in modal verbs."""
    theirs = by_clause(other, standard)
    for clause, lines in by_clause(own, standard).items():
        if clause not in theirs:
            continue
        mine, foreign = _text(lines), _text(theirs[clause])
        zh, en = (mine, foreign) if chinese(mine) else (foreign, mine)
        also = (Also(theirs[clause][0].place(), "译文在此处", "the translation is here"),)
        only_zh, only_en = _numbers(zh) - _numbers(en), _numbers(en) - _numbers(zh)
        only_zh, only_en = only_zh - _in_words(en), only_en - _in_words(zh)
        # Small numbers are written as words in one language and as digits in the other.
        only_zh, only_en = {n for n in only_zh if _matters(n)}, {n for n in only_en if _matters(n)}
        if only_zh or only_en:
            words = {"zh_only": _told(only_zh), "en_only": _told(only_en)}
            yield Diagnostic("F0609", lines[0].place(), words, also)
        yield from _modals(zh, en, lines[0], also)


def _modals(zh: str, en: str, line: Line, also: tuple[Also, ...]) -> Iterator[Diagnostic]:
    pairs = (
        (_SHALL_ZH.search(zh), _SHALL_EN.search(en), _SHOULD_EN.search(en), "应", "should"),
        (_SHOULD_ZH.search(zh), _SHOULD_EN.search(en), _SHALL_EN.search(en), "宜", "shall"),
    )
    for in_zh, same, instead, word, wrong in pairs:
        if in_zh and not same and instead:
            yield Diagnostic("F0610", line.place(), {"zh_words": word, "en_words": wrong}, also)


def _text(lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _numbers(text: str) -> set[str]:
    """Numbers as values: `10.0` is 10, months are numbers too."""
    lowered = _POWER.sub(" ", text.lower().replace(",", ""))
    for name, number in _MONTHS.items():
        lowered = re.sub(rf"\b{name}\b", f" {number} ", lowered)
    return {
        number.rstrip("0").rstrip(".") if "." in number else number.lstrip("0") or "0"
        for number in _NUMBER.findall(lowered)
    }


def _matters(number: str) -> bool:
    return "." in number or len(number) > 1


def _in_words(text: str) -> set[str]:
    """Ten to twelve written out, in either language: they may stand for digits in the other."""
    lowered = text.lower()
    return {number for number, words in _WORDS.items() if any(word in lowered for word in words)}


def _told(numbers: set[str]) -> str:
    return ", ".join(sorted(numbers)) or "–"
