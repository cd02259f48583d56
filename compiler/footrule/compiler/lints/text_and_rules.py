"""The rules of a clause held to its own text: numbers the text does not have, and ends of intervals it has otherwise.

A rule's numbers come from its clause. A clause that prints a number only in a table above or in a heading has it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from footrule.compiler.lints.numerals import in_words
from footrule.compiler.lints.prose import Line
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Diagnostic

_NUMBER = re.compile(r"(?<![\w.§@#-])\d+(?:\.\d+)?(?![\w.]|-\d)")
_ASIDE = re.compile(
    r"\"[^\"]*\"|“[^”]*”|\[[^\]]*\]|--.*$|§\S+|@\S+|\d{4}-\d{2}-\d{2}"
    r"|(?:control|核对) *\d+ *(?:rows|行)|(?:sum of|总和) \S+ -?[\d.]+"  # counted and added up, printed nowhere
)
_ARITHMETIC = {
    "0", "1", "2", "10", "100", "1000", "12", "16", "22", "28", "44", "24", "52", "53", "60", "3600", "365", "366",
}  # fmt: skip
"""Numbers that come from arithmetic, chemistry or the calendar."""

_DATE = re.compile(r"(?P<year>\d{4})-\d{2}-\d{2}")
_YEAR_BOUND = re.compile(r"\[1\] (?:whole|整数)\b.*?((?:(?:19|20|21)\d{2}.*)+)")
"""The span of years an input takes is the author's own: no standard prints it."""

_SPAN = re.compile(r"(?P<number>\d+)\s*(?P<unit>months?|个月|d)\b")
_LONGER = {"d": 7}
"""How many of the unit make a longer one that the text may speak of; of months, a year."""

_COMPARED = re.compile(r"(?P<op><=|>=|≤|≥|<|>)\s*(?P<number>\d+(?:\.\d+)?)")
_OPEN = re.compile(
    r"(?<!不)(?:低于|小于|少于|高于|大于|超过|超出)\s*$|\b(?:below|above|under|over|exceed(?:s|ing)?)\s*$"
    r"|(?<!not )\b(?:less|fewer|lower|more|greater|higher) than\s*$", re.IGNORECASE
)  # fmt: skip
_CLOSED = re.compile(
    r"(?:不低于|不小于|不少于|不高于|不大于|不超过|不超出|至少|至多|最多|最少|达到)\s*$"
    r"|\b(?:at least|at most|up to|no (?:more|less|fewer) than)\s*$"
    r"|\bnot (?:above|below|more than|less than|exceed(?:ing)?)\s*$",
    re.IGNORECASE,
)
_CLOSED_AFTER = re.compile(r"^\s*%?\s*(?:及以上|及以下|以上|以下|or (?:more|less|above|below))")


def apart(document: tree.Document, translations: tuple[tree.Document, ...], standard: str) -> Iterator[Diagnostic]:
    """Every number of a rule its clause does not have, and every end of an interval the clause has the other way."""
    texts = _texts(document)
    for other in translations:
        for clause, text in _texts(other).items():
            texts[clause] = texts.get(clause, "") + "\n" + text
    whole = {_plain(number) for text in texts.values() for number in re.findall(r"\d+(?:\.\d+)?", text)}
    whole |= {number for text in texts.values() for number in in_words(text)}
    whole |= {number for block in document.blocks for number in _years(block.text)}
    for block in document.blocks:
        text = texts.get(block.clause or "", "")
        for offset, raw in enumerate(block.text.split("\n")):
            line = Line(raw, block.clause, block.span.line + offset, document.path, standard)
            yield from _bounds(line)
            yield from _numbers(line, whole)
            yield from _ends(line, text)


def _texts(document: tree.Document) -> dict[str, str]:
    """Prose, headings and printed cells of each clause."""
    found: dict[str, list[str]] = {}
    for part in document.parts:
        match part:
            case tree.Clause(id=id, title=title):
                found.setdefault(id, []).append(title)
            case tree.Prose(clause=clause, text=text):
                found.setdefault(clause or "", []).append(text)
            case tree.PrintedTable(clause=clause):
                cells = [cell.text for row in (part.header, *part.rows) for cell in row]
                found.setdefault(clause or "", []).append(" | ".join(cells))
            case _:
                pass
    return {clause: "\n".join(texts) for clause, texts in found.items()}


_BOUND = re.compile(
    r"^\s*\S+(?:\s+\S+)? \[(?P<unit>[^\]]+)\].*?"
    r"(?:at least|at most|above|below|至少|至多|高于|低于) -?\d[\d.]* (?P<own>[A-Za-z]\w*)"
)


def _bounds(line: Line) -> Iterator[Diagnostic]:
    """A bound in another unit than the one declared, where both are plain."""
    match = _BOUND.match(line.text)
    if match and match["unit"].isalnum() and match["own"] != match["unit"] and match["own"] not in _WORDS_AFTER:
        yield Diagnostic("F0616", line.place(match.start("own"), match.end("own")), match.groupdict())


_WORDS_AFTER = {"optional", "activity", "factor", "and", "可缺省", "活动数据", "因子"}


def _numbers(line: Line, have: set[str]) -> Iterator[Diagnostic]:
    bare = _ASIDE.sub(lambda match: " " * len(match.group(0)), line.text)
    longer = {match["number"] for match in _SPAN.finditer(bare) if _in_longer_units(match) in have}
    missing = [
        match
        for match in _NUMBER.finditer(bare)
        if len(number := _plain(match.group(0))) > 1 and number not in have | _ARITHMETIC | longer
    ]
    if missing:
        told = ", ".join(dict.fromkeys(match.group(0) for match in missing))
        yield Diagnostic("F0614", line.place(missing[0].start(), missing[0].end()), {"number": told})


def _in_longer_units(span: re.Match[str]) -> str:
    """36 months are the 3 years of the text, 14 days its 2 weeks; empty where it does not come out even."""
    whole, rest = divmod(int(span["number"]), _LONGER.get(span["unit"], 12))
    return "" if rest else str(whole)


def _years(rules: str) -> set[str]:
    """Years of dates written out, and the span of years an input takes."""
    bounds = [year for match in _YEAR_BOUND.finditer(rules) for year in re.findall(r"\d{4}", match.group(1))]
    return {*bounds, *(match["year"] for match in _DATE.finditer(rules))}


def _ends(line: Line, text: str) -> Iterator[Diagnostic]:
    bare = _ASIDE.sub(lambda match: " " * len(match.group(0)), line.text)
    for match in _COMPARED.finditer(bare):
        said = _said(match["number"], text)
        # `not above` and `above` share an end: whichever way it is asked, the number itself falls on one side.
        is_open = match["op"] in ("<", ">")
        below = match["op"] in ("<", "<=", "≤")
        if said is not None and (is_open if said[0] == below else not is_open) != said[1]:
            told = {"number": match["number"], "op": match["op"], "said": said[2]}
            yield Diagnostic("F0615", line.place(match.start(), match.end()), told)


_UPWARD = re.compile(
    r"高|大于|超|至少|以上|不低|不小|不少|达到|above|over|more|greater|higher|least|exceed|最少", re.IGNORECASE
)


def _said(number: str, text: str) -> tuple[bool, bool, str] | None:
    """Whether the text speaks of what lies below a number, and leaves the number out; None where it is not clear."""
    found = list(re.finditer(rf"(?<![\d.]){re.escape(number)}(?![\d.]*\d)", text))
    said: set[tuple[bool, bool, str]] = set()
    for match in found:
        before, after = text[max(0, match.start() - 16) : match.start()], text[match.end() : match.end() + 12]
        closed_before, open_before, closed_after = (
            _CLOSED.search(before),
            _OPEN.search(before),
            _CLOSED_AFTER.search(after),
        )
        if closed_before:
            words = closed_before.group(0).strip()
            upward = bool(
                re.search(r"不低|不小|不少|至少|最少|达到|at least|no less|no fewer|not (?:below|less)", words, re.I)
            )
            said.add((not upward, False, words))
        elif open_before:
            words = open_before.group(0).strip()
            said.add((not _UPWARD.search(words), True, words))
        elif closed_after:
            words = closed_after.group(0).strip()
            said.add((not re.search(r"上|more|above", words), False, words))
        else:
            return None
    ends = {(below, left_out) for below, left_out, _ in said}
    return next(iter(said)) if len(ends) == 1 else None


def _plain(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number.lstrip("0") or "0"
