"""Tools by clauses as one HTML file that needs no network: searchable, in Chinese and English, light and dark."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from footrule.conformance.outcomes import FAILURES, NEUTRAL, PASSES, Name, Record
from footrule.conformance.results import Results, Score, Suspect
from footrule.conformance.views.junit import clean
from footrule.conformance.views.sentences import OUTCOMES, sentence

MOST_SHOWN = 500
"""Cases that do not pass shown of one tool: beyond that nobody reads, and a browser grows slow."""

_WORDS = {
    "title": ("符合性", "Conformance"),
    "clause": ("条款", "Clause"),
    "search": ("查找条款、案例、工具…", "Search clauses, cases, tools …"),
    "only": ("只看有未通过的", "only what does not pass"),
    "required": ("必需案例通过", "required cases pass"),
    "attempted": ("已尝试的必需案例通过", "of those attempted pass"),
    "failures": ("未通过的案例", "Cases that do not pass"),
    "first": ("首个不一致的步骤：", "First step that differs:"),
    "copy": ("复制", "copy"),
    "none": ("没有。", "None."),
    "more": ("未列出：", "Not listed:"),
    "suspects": ("最可能出错的条款（未通过/涉及）", "Clauses most likely at fault (failed/concerned)"),
    "all": ("工具与条款", "Tools by clauses"),
    "cells": (
        "每格：涉及该条款的案例中，通过的/计入的。点条款只看与它有关的案例。",
        "Each cell: of the cases that come by the clause, passed / counted. A clause's name filters the cases.",
    ),
    "tier": ("证据", "Evidence"),
    "reached": ("调用方式", "Reached by"),
    "digest": ("工具摘要", "Digest of the tool"),
    "suite": ("案例集摘要", "Digest of the suite"),
    "harness": ("检验程序", "Run by"),
    "incomplete": ("运行被中断，结果不完整", "The run was interrupted; these results are not complete."),
}

_TIERS = {
    "re-run": ("运行工具所得", "the tool was run"),
    "witnessed": ("由见证人在场运行", "the tool was run before a witness"),
    "attested": ("自报的答案，未运行工具", "answers handed in; the tool was not run"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """How one tool does under one clause: `good`, `bad`, `open` or `none`, and the count."""

    kind: str
    told: str


@dataclass(frozen=True, slots=True)
class Count:
    """How often an outcome came, and whether it is `good`, `bad` or `open`."""

    outcome: Name
    count: int
    kind: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that does not pass, as the page shows it; `find` is what the search looks through."""

    id: str
    clause: str
    outcome: Name
    kind: str
    title: Mapping[str, str]
    zh: str
    en: str
    checkpoint: str
    replay: str
    find: str


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool's card: its scores, the clauses most likely at fault, the cases that do not pass."""

    name: str
    version: str
    named: str
    digest: str
    suite: str
    harness: str
    complete: bool
    required: Score
    attempted: Score
    tier: str
    counts: Sequence[Count]
    suspects: Sequence[Suspect]
    failures: Sequence[Failure]
    failed: int


def page(several: Sequence[Results]) -> str:
    """The page of one or more results of the same standard."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415  only this view needs it

    environment = Environment(
        loader=PackageLoader("footrule.conformance.views", ""),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["clean"] = clean
    environment.filters["shorter"] = _shorter
    return environment.get_template("page.html").render(
        standard=clean(several[0].standard) if several else "",
        tools=[_tool(each) for each in several],
        matrix=_matrix(several),
        WORDS=_WORDS,
        OUTCOMES=OUTCOMES,
        TIERS=_TIERS,
    )


def _shorter(digest: str) -> str:
    return digest if len(digest) <= 24 else digest[:23] + "…"


def _tool(results: Results) -> Tool:
    failures = [each for each in results.records if not each.passes and each.outcome not in NEUTRAL]
    return Tool(
        results.tool.name,
        results.tool.version,
        results.tool.named,
        results.tool.digest,
        results.suite,
        results.harness,
        results.complete,
        results.required,
        results.attempted,
        results.tier,
        [Count(name, count, _kind(name)) for name, count in _counts(results)],
        results.suspects[:5],
        [_failure(each, results) for each in failures[:MOST_SHOWN]],
        len(failures),
    )


def _counts(results: Results) -> list[tuple[Name, int]]:
    found: dict[Name, int] = defaultdict(int)
    for record in results.records:
        found[record.outcome] += 1
    return sorted(found.items(), key=lambda one: -one[1])


def _kind(outcome: Name) -> str:
    return "good" if outcome in PASSES else "bad" if outcome in FAILURES else "open"


def _matrix(several: Sequence[Results]) -> list[tuple[str, list[Cell]]]:
    by_clause = [_by_clause(each) for each in several]
    clauses = sorted({name for found in by_clause for name in found}, key=_natural)
    return [(clause, [_cell(found.get(clause, [])) for found in by_clause]) for clause in clauses]


def _by_clause(results: Results) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for record in results.records:
        for clause in {*record.clauses, record.clause} - {""}:
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
    return [
        (0, int(part), "") if part.isdecimal() and len(part) < 10 else (1, 0, part) for part in re.split(r"(\d+)", text)
    ]


def _failure(record: Record, results: Results) -> Failure:
    clauses = " ".join(f"§{clause}" for clause in dict.fromkeys((record.clause, *record.clauses)) if clause)
    told = OUTCOMES[record.outcome]
    return Failure(
        record.id,
        record.clause,
        record.outcome,
        _kind(record.outcome),
        record.title or {},
        sentence(record, "zh"),
        sentence(record, "en"),
        record.checkpoint,
        record.replay,
        " ".join((record.id, clauses, results.tool.name, record.outcome, *told)),
    )
