"""The guideline's rules of precedence and overlap (环气候〔2024〕91号), run over the map of standards.

`findings(catalogue, as_of)` says which standards are touched by which rule and article. The guideline speaks of
standards for one product; a standard for a wider product covers a narrower one only where a document of the map says
so (`relation` is then `within`, and the finding asks rather than tells). Words are kept: 不再制定 is a flat statement,
不再鼓励 is no ban, 应 is a duty. What the guideline does not say of a standard that was there before, the finding does
not say either (`silent`). A date that is not known makes the outcome `unknown`, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from footrule.standards.catalogue import Catalogue, Entry
from footrule.standards.catalogue_words import Words
from footrule.standards.partial_dates import Span, months_later, span

GUIDELINE = "2024-12-28"
TITLE = "温室气体产品碳足迹量化方法与要求"
NOT_IN_FULL = ("未列",)

Rule = Literal["P1", "P2", "P3", "P4", "P5", "overlap", "title"]
Outcome = Literal[
    "at_odds", "discouraged", "silent", "repeal_due", "repeal_pending", "time_met", "off_list", "overlaps", "noted",
    "unknown",
]  # fmt: skip
Relation = Literal["same", "within"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One standard touched by one rule.

    `check`: the row of the printed table of checks in `cn/drafting-guideline@2024`; `article`: of the guideline (P5:
    of the explanation of the first list); `force`: the printed word; `because`: the ids of the standards that touch it.
    """

    rule: Rule
    check: str
    article: str
    force: Words
    entry: str
    because: tuple[str, ...]
    relation: Relation
    outcome: Outcome
    message: Words


_FLAT, _SHALL = Words("直述", "flat statement"), Words("应", "shall")
_DISCOURAGED, _IN_DUE_COURSE = Words("不再鼓励", "no longer encouraged"), Words("适时", "in due course")
_UNIFORM = Words("统一", "uniform")


def findings(catalogue: Catalogue, as_of: str) -> tuple[Finding, ...]:
    """Every finding on the day `as_of` (ISO date), rule by rule in the order of the map.

    Raises `ValueError` where `as_of` is no day.
    """
    today = span(as_of)
    if today is None or today.first != today.last:
        raise ValueError(f"{as_of!r} is no day; write YYYY-MM-DD")
    rules: tuple[Callable[[Catalogue, Span], Iterator[Finding]], ...] = (
        _local, _group, _industry, _adoption, _recommended, _overlaps, _titles,
    )  # fmt: skip
    return tuple(found for rule in rules for found in rule(catalogue, today))


def covering(catalogue: Catalogue, entry: Entry, levels: tuple[str, ...]) -> tuple[tuple[Entry, Relation], ...]:
    """The published footprint standards of these levels for the entry's product, or for one it lies within."""
    if entry.product is None:
        return ()
    wider = catalogue.within(entry.product)
    return tuple(
        (other, "same" if other.product == entry.product else "within")
        for other in catalogue.entries
        if other.id != entry.id
        and other.level in levels
        and other.kind == "footprint"
        and other.stage == "published"
        and other.product in wider
    )


def _local(catalogue: Catalogue, today: Span) -> Iterator[Finding]:
    yield from _made_beside(
        catalogue, today, "local", "P1", "DR16_P1", "第九条", _FLAT, "at_odds",
        Words(
            "已有国家或行业标准的产品不再制定地方标准",
            "for a product with a national or industry standard no local standard is made",
        ),
    )  # fmt: skip


def _group(catalogue: Catalogue, today: Span) -> Iterator[Finding]:
    yield from _made_beside(
        catalogue, today, "group", "P2", "DR16_P2", "第十条", _DISCOURAGED, "discouraged",
        Words(
            "已有国家或行业标准的产品不再鼓励制定团体标准",
            "for a product with a national or industry standard a group standard is no longer encouraged",
        ),
    )  # fmt: skip


def _made_beside(
    catalogue: Catalogue, today: Span, level: str, rule: Rule, check: str, article: str, force: Words,
    outcome: Outcome, says: Words,
) -> Iterator[Finding]:  # fmt: skip
    """Standards of a lower level beside a national or industry one: made after it, or there before it."""
    for entry in _footprints(catalogue, level):
        for other, relation in _known_by(covering(catalogue, entry, ("national", "industry")), today):
            made, older = issued(entry), issued(other)
            if entry.stage != "published":
                found: Outcome = outcome
            elif _before(made, span(GUIDELINE)) is True or _before(made, older) is True:
                found = "silent"
            elif made is None or older is None or _before(older, made) is not True:
                found = "unknown"
            else:
                found = outcome
            yield _finding(rule, check, article, force, entry, (other,), relation, found, _said(says, found, other))


def _industry(catalogue: Catalogue, today: Span) -> Iterator[Finding]:
    says = Words(
        "行业标准待相应的国家标准实施后应由主管部门自行废止",
        "an industry standard shall be repealed by its own authority once the matching national one is in force",
    )
    for entry in _footprints(catalogue, "industry"):
        for other, relation in covering(catalogue, entry, ("national",)):
            in_force = span(other.effective)
            found: Outcome = "unknown"
            if in_force is not None and in_force.last <= today.first:
                found = "repeal_due"
            elif in_force is not None and in_force.first > today.last:
                found = "repeal_pending"
            yield _finding(
                "P3", "DR16_P3", "第十四条", _SHALL, entry, (other,), relation, found, _said(says, found, other)
            )


def _adoption(catalogue: Catalogue, today: Span) -> Iterator[Finding]:
    says = Words(
        "实施已满两年；效果好、影响广、被因子数据库多次引用的，适时采信为推荐性国家标准，这三项没有资料",
        "in force for two full years; with good effect, wide influence and many citations by factor databases it is "
        "adopted in due course as a recommended national standard; nothing is known of those three",
    )
    for entry in _footprints(catalogue, "group"):
        in_force = span(entry.effective)
        if entry.stage == "published" and in_force is not None and months_later(in_force.last, 24) <= today.first:
            yield _finding("P4", "DR16_P4", "第十五条", _IN_DUE_COURSE, entry, (), "same", "time_met", says)


def _recommended(catalogue: Catalogue, today: Span) -> Iterator[Finding]:
    says = Words(
        "已发布国家或行业标准的产品不再推荐团体标准",
        "for a product with a national or industry standard group standards are no longer recommended",
    )
    for listed in catalogue.lists:
        listed_on = span(listed.date)
        if not listed.key.partition("-")[2].startswith("group-list"):
            continue
        for entry in listed.entries:
            for other, relation in _known_by(covering(catalogue, entry, ("national", "industry")), today):
                older = issued(other)
                if _before(listed_on, older) is True:
                    found: Outcome = "silent"
                else:
                    found = "off_list" if _before(older, listed_on) is True else "unknown"
                yield _finding(
                    "P5", "P5", "推荐清单解读 三", _FLAT, entry, (other,), relation, found, _said(says, found, other)
                )


def _overlaps(catalogue: Catalogue, today: Span) -> Iterator[Finding]:
    says = Words(
        "同一产品有不止一项地方或团体标准：后评估要发现不协调和重复制定",
        "more than one local or group standard for one product: post-evaluation looks for conflicts and duplicates",
    )
    seen: dict[str, list[Entry]] = {}
    for level in ("local", "group"):
        for entry in _footprints(catalogue, level):
            if entry.product is not None and entry.stage == "published" and _known(entry, today):
                seen.setdefault(entry.product, []).append(entry)
    for entries in seen.values():
        for entry in entries[1:]:
            yield _finding(
                "overlap", "DR17_evaluation", "第十二条", _FLAT, entry, (entries[0],), "same", "overlaps", says
            )


def _titles(catalogue: Catalogue, today: Span) -> Iterator[Finding]:
    says = Words(
        "名称没有采用《温室气体 产品碳足迹量化方法与要求 XX产品》",
        "the title is not of the form 《温室气体 产品碳足迹量化方法与要求 XX产品》",
    )
    for level in ("national", "industry", "local", "group"):
        for entry in _footprints(catalogue, level):
            made = issued(entry)
            late = made is not None and made.first >= GUIDELINE and made.first <= today.last
            in_full = entry.product is not None and not any(word in entry.title.zh for word in NOT_IN_FULL)
            if late and in_full and not "".join(entry.title.zh.split()).startswith(TITLE):
                yield _finding("title", "DR2", "第二条", _UNIFORM, entry, (), "same", "noted", says)


def issued(entry: Entry) -> Span | None:
    """When a standard was published; where the day is not known, the year its number ends in."""
    known = span(entry.issued)
    if known is not None or entry.number is None:
        return known
    year = entry.number.rpartition("-")[2]
    return span(year) if len(year) == 4 and year.isdigit() else None


def _footprints(catalogue: Catalogue, level: str) -> Iterator[Entry]:
    yield from (entry for entry in catalogue.entries if entry.level == level and entry.kind == "footprint")


def _known(entry: Entry, today: Span) -> bool:
    made = issued(entry)
    return made is None or made.first <= today.last


def _known_by(found: tuple[tuple[Entry, Relation], ...], today: Span) -> Iterator[tuple[Entry, Relation]]:
    yield from (pair for pair in found if _known(pair[0], today))


def _before(one: Span | None, other: Span | None) -> bool | None:
    """Whether one date lies before another; None where the dates are too coarse to tell, or unknown."""
    if one is None or other is None:
        return None
    if one.last < other.first:
        return True
    return False if one.first >= other.last else None


_OUTCOMES: dict[Outcome, Words] = {
    "at_odds": Words("在其后制定，与这一条不合", "made after it: at odds with this article"),
    "discouraged": Words("在其后制定，不再鼓励，但不禁止", "made after it: no longer encouraged, not forbidden"),
    "silent": Words(
        "在其前已有，指引没有写已有的怎么办", "there before it: the guideline does not say what becomes of it"
    ),
    "repeal_due": Words("国家标准已实施", "the national standard is in force"),
    "repeal_pending": Words("国家标准尚未实施", "the national standard is not yet in force"),
    "off_list": Words(
        "列入清单时已有国家或行业标准", "a national or industry standard was there when the list was made"
    ),
    "unknown": Words("日期不知道，不能判断", "a date is not known: this cannot be told"),
}


def _said(says: Words, outcome: Outcome, other: Entry) -> Words:
    then, named = _OUTCOMES[outcome], other.number
    return Words(
        f"{says.zh}（{named or other.title.zh}）：{then.zh}", f"{says.en} ({named or other.title.en}): {then.en}"
    )


def _finding(
    rule: Rule, check: str, article: str, force: Words, entry: Entry, because: tuple[Entry, ...],
    relation: Relation, outcome: Outcome, message: Words,
) -> Finding:  # fmt: skip
    if relation == "within":
        message = Words(
            f"{message.zh}；产品范围较宽，是否包含须看正文",
            f"{message.en}; its product is wider, whether it covers this one has to be read in the text",
        )
    names = tuple(other.id for other in because)
    return Finding(rule, check, article, force, entry.id, names, relation, outcome, message)
