"""Headings and the clause ids they carry: `## 7.2.1 Threshold {#7.2.1 evidence=excerpt was=5.2}`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_ATTRIBUTE = re.compile(r"\{([^{}]*)\}$")
_NUMBER = re.compile(
    r"(?:§[ ]?)?("
    r"[0-9]+(?:[.-][0-9]+)*"  # 7.2.1
    r"|[A-Z](?:[.-]?[0-9]+)+(?:\.[0-9]+)*"  # A.2, B1
    r"|附(?:录[ ]?)?[0-9A-Z一二三四五六七八九十]+(?:\.[0-9]+)*"  # 附5, 附录A
    r"|第[0-9一二三四五六七八九十百]+[章节条款]"  # 第十二条
    r")(?=[\s.:、．：]|$)"
)
EVIDENCE = ("primary", "excerpt", "secondary", "draft", "unverified")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as read; `problem` is what is wrong with its `{…}`, as (offset, text).

    `was`: ids of the clauses of an earlier edition it holds now; several where clauses were merged.
    """

    level: int
    id: str
    title: str
    evidence: str | None
    problem: tuple[int, str] | None = None
    was: tuple[str, ...] = ()


def read_heading(line: str) -> Heading | None:
    """The heading a line is, or None. Its id: stated, else the clause number it begins with, else its title's slug."""
    found = HEADING.match(line)
    if found is None:
        return None
    level, title = len(found.group(1)), _unclosed(line[found.end() :].rstrip())
    stated: str | None = None
    evidence: str | None = None
    was: list[str] = []
    problem: tuple[int, str] | None = None
    attribute = _ATTRIBUTE.search(title)
    if attribute and (attribute.group(1).lstrip().startswith("#") or "=" in attribute.group(1)):
        start = found.end() + attribute.start()
        title = title[: attribute.start()].rstrip()
        for word in attribute.group(1).split():
            key, equals, value = word.partition("=")
            if word.startswith("#") and len(word) > 1 and stated is None:
                stated = word[1:]
            elif equals and key == "evidence" and value in EVIDENCE and evidence is None:
                evidence = value
            elif equals and key == "was" and value and all(value.split(",")):
                was += [unicodedata.normalize("NFC", each.removeprefix("§")) for each in value.split(",")]
            else:
                problem = (start, word)
    number = _NUMBER.match(title)
    identity = stated or (number.group(1).replace(" ", "") if number else slug(title))
    return Heading(level, unicodedata.normalize("NFC", identity), title, evidence, problem, tuple(dict.fromkeys(was)))


def _unclosed(title: str) -> str:
    """A title without the closing `##` some writers put behind it."""
    bare = title.rstrip("#")
    return bare.rstrip() if bare != title and (not bare or bare[-1] in " \t") else title


def slug(title: str) -> str:
    """A title as an id: letters and digits of any script, the rest hyphens."""
    return re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", title).lower()).strip("-") or "untitled"
