"""A report told as text, Markdown, and annotations of a pull request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from footrule.compiler.editions.changes import LEVELS, CarryOver, Change, Division, RefusedRow, Report, Split, Witness
from footrule.compiler.editions.report_words import Language, word

MOST_ROWS = 12


def title(report: Report, language: Language) -> str:
    return word("title", language, old=report.old.id, new=report.new.id)


def summary(report: Report, language: Language) -> str:
    counts = {level.lower(): report.count(level) for level in LEVELS}
    return word("summary", language, **counts)


def said(change: Change, language: Language) -> str:
    return change.said.zh if language == "zh" else change.said.en


def evidence(change: Change, language: Language) -> str:
    found = change.evidence
    return word(f"evidence {found.kind}", language, method=found.method, tried=found.tried)


def place(change: Change) -> str:
    old, new = change.old.clause, change.new.clause
    if old == new or not old or not new:
        return f"§{new or old}" if new or old else ""
    return f"§{old} → §{new}"


def answered(witness: Witness, value: str, language: Language) -> str:
    """What one edition answers: a rule and its value, or whether the product is accepted."""
    if witness.asked == "acceptance":
        return word(value, language) if value in ("accepted", "refused") else value
    return f"{witness.asked} = {value}"


def answers(witness: Witness, language: Language) -> str:
    """Both answers in one line."""
    old, new = (
        word(one, language) if witness.asked == "acceptance" and one in ("accepted", "refused") else one
        for one in (witness.old, witness.new)
    )
    asked = word("acceptance", language) if witness.asked == "acceptance" else witness.asked
    return word("answers", language, asked=asked, old=old, new=new)


def proof(change: Change, language: Language) -> Iterator[str]:
    """The witness, one line a side."""
    witness = change.evidence.witness
    if witness is None:
        return
    for side, given, value, why in (
        ("before", witness.given_old, witness.old, witness.why_old),
        ("after", witness.given_new, witness.new, witness.why_new),
    ):
        because = why.zh if language == "zh" else why.en
        yield f"{word(side, language)}: {answered(witness, value, language)}" + (f" ({because})" if because else "")
        yield f"  {json.dumps(given, ensure_ascii=False, default=str)}"
    if witness.effects:
        yield f"{word('moves', language)}: {', '.join(witness.effects)}"


def text(report: Report, language: Language, *, everything: bool = False) -> Iterator[str]:
    """Plain lines: the gravest first, what has no effect only counted unless everything is asked for."""
    yield title(report, language)
    yield summary(report, language)
    yield ""
    for change in report.changes:
        if change.level == "INFO" and not everything:
            continue
        yield head(change, language)
        yield f"    {said(change, language)} · {evidence(change, language)}"
        if change.path:
            yield f"    {word('path', language)}: {' → '.join(change.path)}"
        for row in change.rows[:MOST_ROWS]:
            yield f"    {row.keys} {row.column}: {row.old or '–'} → {row.new or '–'}" + (
                f" ({row.percent} %)" if row.percent else ""
            )
        if len(change.rows) > MOST_ROWS:
            yield f"    … {len(change.rows)}"
        yield from (f"    {line}" for line in proof(change, language))
        if change.approved:
            yield f"    {word('approved', language, who=change.approved)}"
    if not report.changes:
        yield word("none", language)
    for renaming in report.renamed:
        by = f" ({word('by hint', language)})" if renaming.by else ""
        yield f"{word('renamed', language)}: {renaming.old} → {renaming.new}{by}"
    for division in report.divisions:
        yield divided(division, language)
    yield from _numbers(report, language)
    for carried in report.carried:
        yield from _carried(carried, language)
    if report.unused_approvals:
        yield word("unused approvals", language, names=", ".join(report.unused_approvals))


def divided(division: Division, language: Language) -> str:
    sign = "§" if division.sort == "clause" else ""
    was, now = (", ".join(f"{sign}{name}" for name in side) for side in (division.was, division.now))
    return f"{word(division.action, language)}: {was} → {now} ({word(f'by {division.by}', language)})"


def head(change: Change, language: Language) -> str:
    direct = word("direct" if change.direct else "indirect", language)
    parts = [
        change.level, change.fingerprint, change.subject, place(change),
        f"{word(change.axis, language)}/{word(change.action, language)}", direct, word(change.audience, language),
    ]  # fmt: skip
    return "  ".join(part for part in parts if part)


def _numbers(report: Report, language: Language) -> Iterator[str]:
    numbers = report.numbers
    if numbers.examples:
        yield ""
        yield f"{word('examples', language)} ({word('assumed', language)})"
    for moved in numbers.examples:
        yield f"  {moved.product}: {moved.result} {moved.old} → {moved.new} {moved.unit}" + (
            f" ({moved.percent} %)" if moved.percent else ""
        )
    if numbers.portfolio:
        yield ""
        yield portfolio(report, language)
    for spread in numbers.spreads:
        yield f"  {spread.result}: " + word("above", language, a=spread.above_1, b=spread.above_5, c=spread.above_10)
        if spread.worst is not None:
            told = spread.worst
            yield "    " + word(
                "worst",
                language,
                product=told.product,
                old=told.old,
                new=told.new,
                unit=told.unit,
                percent=told.percent,
            )
    for refused in numbers.refused_rows[:MOST_ROWS]:
        yield f"  {refusal(refused, language)}"
    if numbers.refusals:
        reasons = [f"{word(one.edition, language)} {one.field} {one.code} × {one.count}" for one in numbers.refusals]
        yield f"  {word('refused rows', language)}: {'; '.join(reasons[:MOST_ROWS])}"
    for one in numbers.splits:
        yield ""
        yield word("movement", language, product=one.product, result=one.result) + f" ({method(one, language)})"
        yield from (
            f"  {part.subject}: {part.shown} {one.unit}" + (f" ± {part.error}" if part.error else "")
            for part in one.parts
        )


def refusal(refused: RefusedRow, language: Language) -> str:
    """One row that is refused, in one line."""
    said_ = refused.said.zh if language == "zh" else refused.said.en
    where = f"{word('row', language)} {refused.row} ({refused.product}), {word(refused.edition, language)}"
    return f"{where}: {refused.field}: {said_}" if refused.field else f"{where}: {said_}"


def carried_counts(carried: CarryOver, language: Language) -> str:
    return ", ".join(f"{word(fate, language)} {count}" for fate, count in carried.counts)


def _carried(carried: CarryOver, language: Language) -> Iterator[str]:
    yield ""
    yield f"{word('carried', language, tool=carried.tool)}: {carried_counts(carried, language)}"
    for one in carried.cases[:MOST_ROWS]:
        values = f": {one.old} → {one.new}" if one.old or one.new else ""
        yield f"  {word(one.fate, language)}  {one.id}  {one.target}{values}"
    if len(carried.cases) > MOST_ROWS:
        yield f"  … {len(carried.cases)}"


def method(split: Split, language: Language) -> str:
    return word(split.method, language, orders=split.orders)


def portfolio(report: Report, language: Language) -> str:
    numbers = report.numbers
    what = word("generated", language) if numbers.portfolio == "generated" else numbers.portfolio
    return word(
        "portfolio", language, what=what, count=numbers.products, old=numbers.refused_old, new=numbers.refused_new
    )


def markdown(report: Report, language: Language) -> str:
    """For a pull request: a table of what has effect, the rest folded."""
    lines = [f"## {title(report, language)}", "", summary(report, language), ""]
    grave = [change for change in report.changes if change.level != "INFO"]
    if grave:
        heads = [word(key, language) for key in ("clause", "axis", "for")]
        lines += [f"| | {heads[0]} | | {heads[1]} | {heads[2]} | |", "|---|---|---|---|---|---|"]
    for change in grave:
        witness = change.evidence.witness
        told = answers(witness, language) if witness else evidence(change, language)
        cells = [
            change.level, place(change), said(change, language),
            f"{word(change.axis, language)}, {word(change.action, language)}", word(change.audience, language), told,
        ]  # fmt: skip
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    rest = [change for change in report.changes if change.level == "INFO"]
    if rest:
        lines += ["", f"<details><summary>{word('INFO', language)}: {len(rest)}</summary>", ""]
        lines += [
            f"- {_cell(place(change))} {_cell(said(change, language))} ({evidence(change, language)})"
            for change in rest
        ]
        lines += ["", "</details>"]
    lines += [""] * bool(report.divisions) + [f"- {_cell(divided(one, language))}" for one in report.divisions]
    if report.numbers.examples:
        heads = [word(key, language) for key in ("product", "result", "before", "after", "percent")]
        lines += ["", f"### {word('examples', language)}", "", f"| {' | '.join(heads)} |", "|---|---|---:|---:|---:|"]
        lines += [
            f"| {_cell(m.product)} | {m.result} | {m.old} {m.unit} | {m.new} {m.unit} | {m.percent} |"
            for m in report.numbers.examples
        ]
    for one in report.numbers.splits:
        lines += ["", f"### {word('movement', language, product=_cell(one.product), result=one.result)}", ""]
        lines += [f"- {_cell(part.subject)}: {part.shown} {one.unit}" for part in one.parts]
    for carried in report.carried:
        lines += ["", f"### {word('carried', language, tool=_cell(carried.tool))}", ""]
        lines += [f"- {word(fate, language)}: {count}" for fate, count in carried.counts]
        lines += [
            f"  - {word(one.fate, language)}: {_cell(one.id)} {_cell(one.target)} {_cell(one.old)} → {_cell(one.new)}"
            for one in carried.cases[:MOST_ROWS]
            if one.fate == "will fail"
        ]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def workflow_commands(report: Report, path: str, language: Language) -> Iterator[str]:
    """One workflow command a change, at its line of the new edition's file."""
    kinds = {"ERR": "error", "WARN": "warning", "INFO": "notice"}
    for change in report.changes:
        if change.approved:
            continue
        line = f",line={change.new.line}" if change.new.line else ""
        where = f"file={_property(path)}{line},title={_property(change.subject)}"
        told = f"{said(change, language)} · {evidence(change, language)}"
        witness = change.evidence.witness
        if witness is not None:
            told += f" · {witness.asked}: {witness.old} -> {witness.new}"
        yield f"::{kinds[change.level]} {where}::{_message(told)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def changelog(report: Report, language: Language) -> str:
    """The entry of a change log: the period, each clause with its changes, then the products and where they are met."""
    groups: dict[str, list[Change]] = {}
    met: dict[str, list[str]] = {}
    for change in report.changes:
        if change.level != "INFO" or change.sort == "edition":
            groups.setdefault(place(change), []).append(change)
            for product in products(change):
                where = met.setdefault(product, [])
                where += [place(change)] if place(change) not in where else []
    lines = [f"# {report.new.edition} ({_period(report)})", ""]
    for clause, changes in groups.items():
        lines += [f"## {clause}" if clause else f"## {word('lifecycle', language)}", ""]
        for change in changes:
            seen = ", ".join(products(change)[:MOST_ROWS])
            told = f"- {said(change, language)} ({word(change.axis, language)}, {word(change.action, language)})"
            lines.append(f"{told} · {seen}" if seen else told)
        lines.append("")
    if met:
        lines += [f"## {word('products concerned', language)}", ""]
        lines += [f"- {product}: {', '.join(where)}" for product, where in sorted(met.items())]
        lines.append("")
    return "\n".join(lines)


def _period(report: Report) -> str:
    new = report.new
    begins = new.effective if new.effective != "unknown" else new.issued
    return f"{begins} – {new.expires}" if new.expires else begins


def products(change: Change) -> tuple[str, ...]:
    """Which products a change was seen on: the rows of a table, or what kind of thing its witness is."""
    if change.rows:
        return tuple(dict.fromkeys(row.keys for row in change.rows))
    witness = change.evidence.witness
    return () if witness is None else tuple(dict.fromkeys(_kinds(witness.given_new.get("inputs") or {})))


def _kinds(given: dict[str, Any]) -> Iterator[str]:
    """`name = member` for every value that is a word and not an amount."""
    for name, value in given.items():
        if isinstance(value, list):
            for item in value:
                yield from _kinds(item) if isinstance(item, dict) else ()
        elif isinstance(value, str) and value[:1].isalpha():
            yield f"{name} = {value}"
