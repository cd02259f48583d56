"""Tools by clauses as one HTML file that needs no network: searchable, in Chinese and English, light and dark."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from footrule.conformance.outcomes import NEUTRAL, Record
from footrule.conformance.results import Results, Score, Suspect
from footrule.conformance.views.badge import badge
from footrule.conformance.views.junit import clean, sentence

OUTCOMES: Mapping[str, tuple[str, str]] = {
    "pass": ("通过", "pass"),
    "pass-within-print": ("在刊印精度内通过", "pass within print"),
    "fail-value": ("数值不符", "wrong value"),
    "fail-unit": ("单位不符", "wrong unit"),
    "fail-trace": ("中间结果不符", "wrong step"),
    "wrong-accept": ("应拒绝而接受", "accepted what must be refused"),
    "wrong-reject": ("应接受而拒绝", "refused what must be accepted"),
    "wrong-error": ("拒绝的理由不符", "refused for another reason"),
    "unsupported": ("不支持", "unsupported"),
    "out-of-scope": ("不在范围内", "out of scope"),
    "waived": ("豁免", "waived"),
    "disputed": ("存疑，不计", "disputed, counts for nobody"),
    "inconclusive": ("不能判断，不计", "inconclusive, counts for nobody"),
    "crash": ("崩溃", "crash"),
    "timeout": ("超时", "timeout"),
    "nondeterministic": ("结果不确定", "not determined"),
    "waiver-not-needed": ("豁免已不需要", "waiver no longer needed"),
}

_WORDS = {
    "title": ("符合性", "Conformance"),
    "clause": ("条款", "Clause"),
    "search": ("查找条款、案例、工具…", "Search clauses, cases, tools …"),
    "required": ("必需案例", "required cases"),
    "attempted": ("已尝试", "attempted"),
    "failures": ("未通过的案例", "Cases that do not pass"),
    "first": ("首个不一致的步骤", "first step that differs"),
    "replay": ("重现", "replay"),
    "none": ("没有", "None."),
    "suspects": ("最可能出错的条款", "Clauses most likely at fault"),
    "all": ("全部条款", "All clauses"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """How one tool does under one clause: `good`, `bad`, `open` or `none`, and the count."""

    kind: str
    told: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that does not pass, as the page shows it; `find` is what the search looks through."""

    id: str
    clause: str
    outcome: str
    title: Mapping[str, str]
    sentence: str
    checkpoint: str
    replay: str
    find: str


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool's card: its scores, the clauses most likely at fault, the cases that do not pass."""

    name: str
    version: str
    required: Score
    attempted: Score
    tier: str
    suspects: Sequence[Suspect]
    failures: Sequence[Failure]


def page(several: Sequence[Results], covers: Mapping[str, Mapping[str, tuple[str, ...]]]) -> str:
    """The page of one or more results of the same standard. `covers`: the clauses each case comes by."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415  only this view needs it

    environment = Environment(
        loader=PackageLoader("footrule.conformance.views", ""),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["clean"] = clean
    return environment.get_template("page.html").render(
        standard=several[0].standard if several else "",
        tools=[_tool(each) for each in several],
        matrix=_matrix(several, covers),
        WORDS=_WORDS,
        OUTCOMES=OUTCOMES,
    )


def _tool(results: Results) -> Tool:
    return Tool(
        results.tool.name,
        results.tool.version,
        results.required,
        results.attempted,
        str(badge(results)["tier"]),
        results.suspects[:5],
        [_failure(each, results) for each in results.records if not each.passes and each.outcome not in NEUTRAL],
    )


def _matrix(
    several: Sequence[Results], covers: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> list[tuple[str, list[Cell]]]:
    by_clause = [_by_clause(each, covers) for each in several]
    clauses = sorted({name for found in by_clause for name in found}, key=_natural)
    return [(clause, [_cell(found.get(clause, [])) for found in by_clause]) for clause in clauses]


def _by_clause(results: Results, covers: Mapping[str, Mapping[str, tuple[str, ...]]]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for record in results.records:
        clauses = set(covers.get(record.id.removesuffix("#twin"), {}).get("clauses", ())) | {record.clause}
        for clause in clauses - {""}:
            found[clause].append(record)
    return found


def _cell(records: list[Record]) -> Cell:
    counted = [each for each in records if each.outcome not in NEUTRAL]
    if not counted:
        return Cell("none", "–")
    passed = sum(each.passes for each in counted)
    failed = any(each.fails for each in counted)
    kind = "good" if passed == len(counted) else "bad" if failed else "open"
    return Cell(kind, f"{passed}/{len(counted)}")


def _natural(text: str) -> list[tuple[int, int, str]]:
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", text)]


def _failure(record: Record, results: Results) -> Failure:
    return Failure(
        record.id,
        record.clause,
        record.outcome,
        record.title or {},
        sentence(record),
        record.checkpoint,
        record.replay,
        " ".join((record.id, record.clause, results.tool.name, record.outcome)),
    )
