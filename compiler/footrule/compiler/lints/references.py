"""References in prose into the document itself that lead nowhere: clause, table, equation, annex.

Where a document leaves a whole chapter out, references into that chapter are left alone: only a number whose
neighbours are there is missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from footrule.compiler.lints.prose import Line, lines
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Diagnostic

_NUMBER = r"(?:[A-Z]\.)?\d{1,2}(?:\.\d{1,2})*"
_KINDS = {
    "annex": re.compile(r"附录\s?([A-Z])(?![A-Za-z])|\b[Aa](?:nnex|ppendix)\s([A-Z])\b"),
    "table": re.compile(r"表\s?((?:[A-Z]\.)?\d{1,2})(?![\d.])|\b[Tt]able\s((?:[A-Z]\.)?\d{1,2})(?![\d.])"),
    "equation": re.compile(r"(?:公)?式\s?[（(](\d{1,2})[）)]|\b[Ee]quations?\s\((\d{1,2})\)"),
    "clause": re.compile(
        rf"(?:[见按照写第由足到引据在]|条款)\s?({_NUMBER})(?=[\s的条节、，。；）)]|$)|\b(?:[Cc]lause|[Ss]ection)\s({_NUMBER})\b"
    ),
}
_NAMES = {"annex": ("附录{}", "Annex {}"), "table": ("表{}", "Table {}"), "equation": ("式（{}）", "Equation ({})"),
          "clause": ("{}", "clause {}")}  # fmt: skip
_ELSEWHERE = re.compile(
    r"(?:[A-Z]{2,}(?:/[A-Z]+)*[\s—-]*\d[\d.—-]*|《[^》]*》|〔\d{4}〕\d*号?|指南|规定|规则|公告|[Gg]uide|ISO|IPCC|GHG|PACT|[Pp]rotocol|[Rr]egulation"
    r"|[Aa]nnouncement|[Rr]ulebook|[Ss]tandard|[Dd]ecision)[^。；;.]{0,24}$"
)
"""Another document named just before: the number is one of its own."""

_OF_ANOTHER = re.compile(
    r"\s(?:of|to|in|from)\s(?:the\s)?(?:[A-Z]{2,}|[A-Z]\w+ (?:Protocol|Standard|Regulation|Guide))"
)


def missing(document: tree.Document, standard: str) -> Iterator[Diagnostic]:
    """Every reference in prose to a part the document has not."""
    known = {kind: set(_known(kind, document)) for kind in _KINDS}
    for line in lines(document, standard):
        for kind, pattern in _KINDS.items():
            for match in pattern.finditer(line.text):
                number = next(group for group in match.groups() if group)
                before, after = line.text[: match.start()], line.text[match.end() :]
                if _lacks(kind, number, known) and not _ELSEWHERE.search(before) and not _OF_ANOTHER.match(after):
                    yield _finding(line, match, kind, number)


def _finding(line: Line, match: re.Match[str], kind: str, number: str) -> Diagnostic:
    chinese = any("㐀" <= c <= "鿿" for c in match.group(0))
    name = _NAMES[kind][0 if chinese else 1].format(number)
    return Diagnostic("F0601", line.place(match.start(), match.end()), {"reference": name})


def _lacks(kind: str, number: str, known: dict[str, set[str]]) -> bool:
    have = known[kind]
    if kind != "clause":
        return bool(have) and number not in have
    if number in have or any(other.startswith(f"{number}.") for other in have):
        return False
    parent, _, last = number.rpartition(".")
    del last
    return bool(parent) and any(other.rpartition(".")[0] == parent for other in have)


def _known(kind: str, document: tree.Document) -> Iterator[str]:
    """What the document holds, by headings, labels and printed numbers; of clauses, their ids."""
    if kind == "clause":
        for clause in document.clauses:
            yield clause.id
            printed = re.match(_NUMBER, clause.title)
            if printed:
                yield printed.group(0)
        return
    texts = [f"{clause.id} {clause.title}" for clause in document.clauses]
    if kind == "equation":
        texts += [block.text for block in document.blocks]
    for text in texts:
        for match in _ANY[kind].finditer(text):
            yield from (group for group in match.groups() if group)
        if kind == "equation":
            for several in re.finditer(
                r"式((?:[（(]\d{1,2}[）)][、,和 ]*)+)|quations?\s((?:\(\d{1,2}\)[, and]*)+)", text
            ):
                yield from re.findall(r"\d{1,2}", several.group(0))
    if kind == "annex":
        for clause in document.clauses:
            letter = re.match(r"([A-Z])(?:\.\d|$)", clause.id)
            if letter:
                yield letter.group(1)


_ANY = {
    "annex": _KINDS["annex"],
    "table": re.compile(r"表\s?-?((?:[A-Z]\.)?\d{1,2})|[Tt]able[\s-]((?:[A-Z]\.)?\d{1,2})"),
    "equation": _KINDS["equation"],
}
