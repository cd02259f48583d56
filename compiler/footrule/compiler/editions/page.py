"""A report as one self-contained page: both languages, no network, readable on a phone and on paper."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import partial
from re import findall

from footrule.compiler.editions import charts, telling
from footrule.compiler.editions.changes import LEVELS, Change, Report, Split
from footrule.compiler.editions.report_words import Language, word
from footrule.compiler.pages.filling import filled

LONGEST = {"zh": 28, "en": 56}
"""Letters of a label that stand on one line of a waterfall."""

Piece = tuple[str, bool]
"""Some words of a text, and whether they differ."""


def page(report: Report, language: str) -> str:
    """The whole page; `language` is the one it opens in. What a reviewer decides on comes first, the rest is folded."""
    grave = [change for change in report.changes if change.level != "INFO"]
    return filled(
        "editions/page.html", language, partial(telling.title, report), word,
        report=report, tell=telling, charts=charts, levels=LEVELS,
        direct=_by_clause([change for change in grave if change.direct]),
        indirect=[change for change in grave if not change.direct],
        wording=[c for c in report.changes if c.sort == "clause" and c.axis == "wording"],
        moved=[c for c in report.changes if c.sort == "clause" and c.axis != "wording" and c.level == "INFO"],
        rest=[c for c in report.changes if c.level == "INFO" and c.sort != "clause"],
        edition=_edition, span=_span, headed=_headed, percents=_percents, kind=_kind, sides=sides,
        movement=_movement, clipped=_clipped,
    )  # fmt: skip


def _edition(report: Report, language: Language) -> str:
    return (report.new.title.zh if language == "zh" else report.new.title.en) or report.new.id


def _span(report: Report, language: Language) -> str:
    return word("span", language, old=report.old.edition, new=report.new.edition)


def _by_clause(changes: list[Change]) -> list[list[Change]]:
    """Changes that stand in one clause together, in the order in which the gravest of them come."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(telling.place(change), []).append(change)
    return list(groups.values())


def _headed(change: Change) -> str:
    """The clause a change stands in, with its title."""
    titled = (change.new.title or change.old.title).strip()
    name = telling.place(change)
    number = (change.new.clause or change.old.clause).rpartition(" ")[2]
    return name if not titled or titled == number else f"{name} {titled.removeprefix(number).strip()}"


def _percents(change: Change) -> str:
    """By how much the cells of a table moved; empty where none is a number."""
    numeric = [row for row in change.rows if row.percent]
    if not numeric:
        return ""
    least, most = (pick(numeric, key=lambda row: float(row.percent)).percent for pick in (min, max))
    return f"{least} %" if least == most else f"{least} … {most} %"


def _kind(change: Change, language: Language) -> str:
    return f"{word(change.axis, language)} · {word(change.action, language)}"


def sides(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts, the words that differ marked."""
    left, right = findall(r"\w+|\s+|[^\w\s]", old), findall(r"\w+|\s+|[^\w\s]", new)
    one: list[Piece] = []
    other: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        one += [("".join(left[a:b]), kind != "equal")] if b > a else []
        other += [("".join(right[c:d]), kind != "equal")] if d > c else []
    return one, other


def _movement(report: Report, split: Split, language: Language) -> str:
    return word("movement", language, product=split.product, result=_plain(report, split.result, language))


def _plain(report: Report, names: str, language: Language) -> str:
    """Labels as plain text; several names stand for what was changed together."""
    called = []
    for name in names.split(", "):
        label = report.labels.get(name)
        called.append(name if label is None else label.zh if language == "zh" else label.en)
    return ", ".join(called)


def _clipped(report: Report, names: str, language: Language) -> str:
    """Labels as long as one line of a drawing holds; the whole value is called before and after."""
    if names in ("before", "after"):
        return word(names, language)
    text, most = _plain(report, names, language), LONGEST[language]
    return text if len(text) <= most else text[: most - 1] + "…"
