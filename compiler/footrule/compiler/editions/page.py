"""A report as one self-contained page: both languages, no network, readable on a phone and on paper."""

from __future__ import annotations

import json
from collections.abc import Callable
from difflib import SequenceMatcher
from fractions import Fraction
from functools import partial
from html import escape
from pathlib import Path
from re import findall

from footrule.compiler.editions.changes import LEVELS, CarryOver, Change, Moved, Report, Split, Spread, Words
from footrule.compiler.editions.report_words import Language, word
from footrule.compiler.editions.telling import (
    answered,
    answers,
    divided,
    evidence,
    method,
    place,
    portfolio,
    refusal,
    said,
    summary,
    title,
)

STEP = 42
"""Height of one line of a waterfall."""

LANGUAGES: tuple[Language, ...] = ("zh", "en")

STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")

SCRIPT = (Path(__file__).parent / "page.js").read_text(encoding="utf-8")


def page(report: Report, language: str) -> str:
    """The whole page; `language` is the one it opens in. What a reviewer decides on comes first, the rest is folded."""
    first: Language = "zh" if language == "zh" else "en"
    grave = [change for change in report.changes if change.level != "INFO"]
    direct = _by_clause([change for change in grave if change.direct])
    indirect = [change for change in grave if not change.direct]
    wording = [c for c in report.changes if c.sort == "clause" and c.axis == "wording"]
    moved = [c for c in report.changes if c.sort == "clause" and c.axis != "wording" and c.level == "INFO"]
    rest = [c for c in report.changes if c.level == "INFO" and c.sort != "clause"]
    parts = [
        _head(report),
        _overview(direct),
        _numbers(report),
        *(_carried(one) for one in report.carried),
        f"<h2>{_word('changes')}</h2>" if direct else "",
        *(_clause(changes) for changes in direct),
        _indirect(report, indirect),
        _folded("INFO", rest),
        _folded("wording", wording),
        _folded("clauses", moved),
        _renamed(report),
        _unused(report),
    ]
    buttons = "".join(
        f'<button data-lang="{one}" aria-pressed="{str(one == first).lower()}">{told}</button>'
        for one, told in (("zh", "中文"), ("en", "English"))
    )
    name = escape(title(report, first))
    return (
        f'<!doctype html>\n<html lang="{first}"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width,initial-scale=1"><title>{name}</title><style>{STYLE}</style></head>'
        f'<body class="show-{first}"><div class="bar">{buttons}</div><main>{"".join(parts)}</main>'
        f"<script>{SCRIPT}</script></body></html>\n"
    )


# --- what a reader sees first -----------------------------------------------------------------------------------------


def _head(report: Report) -> str:
    named = {one: (report.new.title.zh if one == "zh" else report.new.title.en) or report.new.id for one in LANGUAGES}
    rows = "".join(
        f"<tr><th>{_word(key)}</th><td>{escape(edition.number)}</td><td>{escape(edition.edition)}</td>"
        f"<td>{escape(edition.issued)}</td><td>{escape(edition.status)}</td><td><code>{escape(edition.id)}</code></td></tr>"
        for key, edition in (("old", report.old), ("new", report.new))
    )
    heads = "".join(
        f"<th>{_word(key) if key else ''}</th>" for key in ("", "number", "edition", "issued", "status", "")
    )
    counts = "".join(
        f'<div class="count {level}"><b>{report.count(level)}</b><span>{_word(level)}</span></div>' for level in LEVELS
    )
    return (
        f"<h1>{_both(lambda one: named[one])}<small>{_both(partial(_span, report))}</small></h1>"
        f'<div class="counts">{counts}</div><p class="quiet">{_both(partial(summary, report))}</p>'
        f'<div class="scroll"><table><tr>{heads}</tr>{rows}</table></div>'
    )


def _span(report: Report, language: Language) -> str:
    return word("span", language, old=report.old.edition, new=report.new.edition)


def _called(report: Report, name: str) -> str:
    """A rule by its label; its name where it has none."""
    label = report.labels.get(name)
    return escape(name) if label is None else _both(partial(_words, label))


def _by_clause(changes: list[Change]) -> list[list[Change]]:
    """Changes that stand in one clause together, in the order in which the gravest of them come."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(place(change), []).append(change)
    return list(groups.values())


def _overview(groups: list[list[Change]]) -> str:
    """One line a change, by clause: what changes, from what to what, for whom."""
    if not any(groups):
        return f"<p>{_word('none with effect')}</p>"
    heads = "".join(f"<th>{_word(key)}</th>" for key in ("clause", "change", "seen on", "for"))
    rows = []
    for changes in groups:
        for number, change in enumerate(changes):
            clause = f'<td rowspan="{len(changes)}">{escape(place(change))}</td>' if number == 0 else ""
            audience = _both(partial(_audience, change))
            link = f'<a href="#{change.fingerprint}">{_both(partial(said, change))}</a>'
            rows.append(
                f'<tr class="{change.level}">{clause}<td>{link}</td><td class="seen">{_seen(change)}</td>'
                f"<td>{audience}</td></tr>"
            )
    return (
        f"<h2>{_word('overview')}</h2>"
        f'<div class="scroll"><table class="overview"><tr>{heads}</tr>{"".join(rows)}</table></div>'
    )


def _audience(change: Change, language: Language) -> str:
    return word(change.audience, language)


def _seen(change: Change) -> str:
    """In a few words: cells that changed, the witness's two values, or how sure it is."""
    numeric = [row for row in change.rows if row.percent]
    if numeric:
        least, most = (pick(numeric, key=lambda row: float(row.percent)).percent for pick in (min, max))
        return escape(f"{least} %" if least == most else f"{least} … {most} %")
    if change.evidence.witness is not None:
        return _both(partial(answers, change.evidence.witness))
    return _both(partial(evidence, change))


def _clause(changes: list[Change]) -> str:
    titled = (changes[0].new.title or changes[0].old.title).strip()
    name = place(changes[0])
    number = (changes[0].new.clause or changes[0].old.clause).rpartition(" ")[2]
    told = name if not titled or titled == number else f"{name} {titled.removeprefix(number).strip()}"
    return f"<h3>{escape(told)}</h3>" + "".join(_change(change) for change in changes)


def _indirect(report: Report, changes: list[Change]) -> str:
    """Results that were not edited and move: by way of what, and how on one product."""
    if not changes:
        return ""
    heads = "".join(f"<th>{_word(key)}</th>" for key in ("result", "path", "seen on"))
    rows = "".join(
        f'<tr class="{c.level}"><td>{_called(report, c.subject)}<br><span class="quiet">{escape(place(c))}</span></td>'
        f"<td>{' → '.join(_called(report, name) for name in c.path[1:])}</td><td class='seen'>{_seen(c)}</td></tr>"
        for c in changes
    )
    return (
        f"<h2>{_word('indirect heading')}</h2><p class='quiet'>{_word('indirect why')}</p>"
        f'<div class="scroll"><table class="overview"><tr>{heads}</tr>{rows}</table></div>'
        f"<details><summary>{_word('details')} ({len(changes)})</summary>"
        f"{''.join(_change(change) for change in changes)}</details>"
    )


def _carried(carried: CarryOver) -> str:
    """What a tool's conformance results are worth under the new edition."""
    counts = "".join(f"<tr><td>{_word(fate)}</td><td class='n'>{count}</td></tr>" for fate, count in carried.counts)
    heads = "".join(f"<th>{_word(key)}</th>" for key in ("case", "clause", "fate", "before", "after"))
    rows = "".join(
        f"<tr><td>{escape(one.id)}<br><span class='quiet'>{escape(one.target)}</span></td><td>{escape(one.clause)}</td>"
        f"<td>{_word(one.fate)}</td><td>{escape(one.old)}</td><td>{escape(one.new)}</td></tr>"
        for one in carried.cases
    )
    return (
        f"<h2>{_both(partial(_of_tool, carried))}</h2><p class='quiet'>{_word('carried why')}</p>"
        f"<table>{counts}</table>"
        f"<details><summary>{_word('details')} ({len(carried.cases)})</summary>"
        f'<div class="scroll"><table><tr>{heads}</tr>{rows}</table></div></details>'
    )


def _of_tool(carried: CarryOver, language: Language) -> str:
    return word("carried", language, tool=carried.tool)


def _unused(report: Report) -> str:
    if not report.unused_approvals:
        return ""
    names = ", ".join(report.unused_approvals)
    return f"<p>{_both(lambda one: word('unused approvals', one, names=names))}</p>"


# --- one change -------------------------------------------------------------------------------------------------------


def _both(told: Callable[[Language], str]) -> str:
    """One text a language, both in the page, one shown."""
    return "".join(f'<span class="{one}">{escape(told(one))}</span>' for one in LANGUAGES)


def _word(key: str) -> str:
    return _both(lambda one: word(key, one))


def _change(change: Change) -> str:
    tags = [
        _both(lambda one: f"{word(change.axis, one)} · {word(change.action, one)}"),
        _both(lambda one: word("direct" if change.direct else "indirect", one)),
        _both(lambda one: word(change.audience, one)),
        _both(lambda one: evidence(change, one)),
    ]
    told = [
        f'<article class="{change.level}" id="{change.fingerprint}"><h4>{_both(lambda one: said(change, one))}</h4>'
        f'<div class="bar"><span class="level">{_word(change.level)}</span>'
        + "".join(f'<span class="tag">{tag}</span>' for tag in tags)
        + f'<span class="quiet">{escape(change.subject)} · {change.fingerprint}</span></div>',
    ]
    if change.path:
        told.append(f"<p>{_word('path')}: {escape(' → '.join(change.path))}</p>")
    if change.rows:
        told.append(_rows(change))
    elif change.old.text or change.new.text:
        told.append(sides(change.old.text, change.new.text))
    if change.evidence.witness is not None:
        told.append(_witness(change))
    if change.approved:
        told.append(f"<p>{_both(lambda one: word('approved', one, who=change.approved))}</p>")
    return "".join(told) + "</article>"


def sides(old: str, new: str) -> str:
    """Both texts side by side, the words that differ marked."""
    left, right = findall(r"\w+|\s+|[^\w\s]", old), findall(r"\w+|\s+|[^\w\s]", new)
    one: list[str] = []
    other: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        gone, come = escape("".join(left[a:b])), escape("".join(right[c:d]))
        one.append(gone if kind == "equal" or not gone else f"<del>{gone}</del>")
        other.append(come if kind == "equal" or not come else f"<ins>{come}</ins>")
    heads = [_word(key) for key in ("before", "after")]
    return (
        f'<div class="sides"><div><span class="quiet">{heads[0]}</span><pre>{"".join(one) or "–"}</pre></div>'
        f'<div><span class="quiet">{heads[1]}</span><pre>{"".join(other) or "–"}</pre></div></div>'
    )


def _rows(change: Change) -> str:
    heads = "".join(f"<th>{_word(k)}</th>" for k in ("key", "before", "after", "percent"))
    rows = "".join(
        f'<tr><td>{escape(r.keys)} {escape(r.column)}</td><td class="n">{escape(r.old) or "–"}</td><td class="n">'
        f'{escape(r.new) or "–"}</td><td class="n">{r.percent}</td></tr>'
        for r in change.rows
    )
    return f'<div class="scroll"><table><tr>{heads}</tr>{rows}</table></div>'


def _witness(change: Change) -> str:
    witness = change.evidence.witness
    assert witness is not None
    told = []
    for key, given, value, trace, why in (
        ("before", witness.given_old, witness.old, witness.trace_old, witness.why_old),
        ("after", witness.given_new, witness.new, witness.trace_new, witness.why_new),
    ):
        product = json.dumps(given, ensure_ascii=False, indent=1, default=str)
        steps = (
            f"<details><summary>{_word('trace')}</summary><pre>{escape(chr(10).join(trace))}</pre></details>"
            if trace
            else ""
        )
        asked = _both(partial(answered, witness, value))
        because = f"<p class='quiet'>{_both(partial(_words, why))}</p>" if why.en else ""
        told.append(
            f'<div><span class="quiet">{_word(key)}</span><p><b>{asked}</b></p>{because}'
            f"<pre>{escape(product)}</pre>{steps}</div>"
        )
    effects = f"<p>{_word('moves')}: {escape(', '.join(witness.effects))}</p>" if witness.effects else ""
    return (
        f"<details class='witness'><summary>{_word('witness')}: {_both(partial(answers, witness))}</summary>"
        f"<div class='sides'>{''.join(told)}</div>{effects}</details>"
    )


def _words(words: Words, language: Language) -> str:
    return words.zh if language == "zh" else words.en


def _folded(key: str, changes: list[Change]) -> str:
    if not changes:
        return ""
    return f"<details><summary>{_word(key)} ({len(changes)})</summary>{''.join(_change(c) for c in changes)}</details>"


def _renamed(report: Report) -> str:
    parts = []
    if report.divisions:
        items = "".join(f"<li>{_both(partial(divided, division))}</li>" for division in report.divisions)
        parts.append(f"<h2>{_word('divided')}</h2><ul>{items}</ul>")
    if report.renamed:
        items = "".join(
            f"<li>{escape(r.old)} → {escape(r.new)}{_by_hint() if r.by else ''}</li>" for r in report.renamed
        )
        parts.append(f"<h2>{_word('renamed')}</h2><ul>{items}</ul>")
    return "".join(parts)


def _by_hint() -> str:
    return f' <span class="quiet">({_word("by hint")})</span>'


# --- numbers ----------------------------------------------------------------------------------------------------------


def _numbers(report: Report) -> str:
    numbers = report.numbers
    if not numbers.examples and not numbers.spreads:
        return ""
    told = [f"<h2>{_word('numbers')}</h2>"]
    if numbers.examples:
        told.append(f"<h3>{_word('examples')}</h3><p class='quiet'>{_word('assumed')}</p>")
        moving = [one for one in numbers.examples if one.percent != "0"]
        staying = [one for one in numbers.examples if one.percent == "0"]
        told.append(_examples(report, moving) if moving else f"<p>{_word('no example moves')}</p>")
        if staying:
            folded = f"{_word('stays the same')} ({len(staying)})"
            told.append(f"<details><summary>{folded}</summary>{_examples(report, staying)}</details>")
    told += [_waterfall(report, one) for one in numbers.splits]
    if numbers.portfolio:
        told.append(f"<h3>{_both(lambda one: portfolio(report, one))}</h3>")
    told += [_spread(report, one) for one in numbers.spreads]
    if numbers.refused_rows:
        items = "".join(f"<li>{_both(partial(refusal, one))}</li>" for one in numbers.refused_rows[:50])
        counts = "".join(
            f"<tr><td>{_word(one.edition)}</td><td>{escape(one.field)}</td><td>{escape(one.code)}</td>"
            f"<td class='n'>{one.count}</td></tr>"
            for one in numbers.refusals
        )
        heads = "".join(f"<th>{_word(key)}</th>" for key in ("edition", "field", "reason", "count"))
        told.append(
            f"<h3>{_word('refused rows')}</h3><table><tr>{heads}</tr>{counts}</table>"
            f"<details><summary>{_word('details')}</summary><ul>{items}</ul></details>"
        )
    return "".join(told)


def _examples(report: Report, moved: list[Moved]) -> str:
    heads = "".join(f"<th>{_word(k)}</th>" for k in ("product", "result", "before", "after", "percent"))
    rows = "".join(
        f"<tr><td>{escape(m.product)}</td><td>{_called(report, m.result)}</td>"
        f'<td class="n">{m.old} {escape(m.unit)}</td>'
        f'<td class="n">{m.new} {escape(m.unit)}</td><td class="n">{m.percent}</td></tr>'
        for m in moved
    )
    return f'<div class="scroll"><table><tr>{heads}</tr>{rows}</table></div>'


def _spread(report: Report, spread: Spread) -> str:
    most = max((count for _, count in spread.histogram), default=1) or 1
    bars = "".join(
        f'<g><rect x="{8 + 59 * i}" y="{110 - 90 * count / most:.1f}" width="46" '
        f'height="{90 * count / most:.1f}" fill="#4a7ba6"/>'
        f'<text x="{31 + 59 * i}" y="{104 - 90 * count / most:.1f}" text-anchor="middle" font-size="12">{count}</text>'
        f'<text x="{31 + 59 * i}" y="128" text-anchor="middle" font-size="12">{escape(name)}</text></g>'
        for i, (name, count) in enumerate(spread.histogram)
    )
    worst = spread.worst
    told = ""
    if worst is not None:
        named = {key: getattr(worst, key) for key in ("product", "old", "new", "unit", "percent")}
        told = f"<p>{_both(lambda one: word('worst', one, **named))}</p>"
    shares = {"a": spread.above_1, "b": spread.above_5, "c": spread.above_10}
    return (
        f"<h3>{_called(report, spread.result)} <span class='quiet'>n = {spread.products}</span></h3>"
        f"<p>{_both(lambda one: word('above', one, **shares))}</p>"
        f'<div class="scroll chart"><svg viewBox="0 0 420 140" role="img" aria-label="{escape(spread.result)} %">{bars}'
        f"</svg></div>{told}"
    )


def _waterfall(report: Report, split: Split) -> str:
    """From the old value by each change to the new one."""
    start, end = Fraction(split.old), Fraction(split.new)
    levels, at = [start], start
    for part in split.parts:
        at += Fraction(part.exact)
        levels.append(at)
    low, high = min(*levels, end), max(*levels, end)
    room = (high - low) or Fraction(1)
    low, high = low - room / 8, high + room / 8

    def x(value: Fraction) -> float:
        return 2 + 310 * float((value - low) / (high - low))

    rows = [_step(0, split_name("before"), x(low), x(start), "#7a8791", _short(start))]
    for number, part in enumerate(split.parts, 1):
        share = Fraction(part.exact)
        colour = "#b3541e" if share > 0 else "#2c7a57"
        sign = "+" if share > 0 else ""
        error = f" ± {part.error}" if part.error else ""
        rows.append(
            _step(
                number,
                _clipped_label(report, part.subject),
                x(levels[number - 1]),
                x(levels[number]),
                colour,
                f"{sign}{_short(share)}{error}",
            )
        )
    rows.append(_step(len(split.parts) + 1, split_name("after"), x(low), x(end), "#7a8791", _short(end)))
    height = STEP * len(rows) + 6
    return (
        f"<h3>{_both(partial(_movement, report, split))}</h3>"
        f'<p class="quiet">{escape(split.unit)} · {_both(lambda one: method(split, one))} · {_word("axis note")}</p>'
        f'<div class="scroll chart"><svg viewBox="0 0 420 {height}" role="img" aria-label="{escape(split.result)}">'
        f"{''.join(rows)}</svg></div>"
    )


def _plain(report: Report, names: str, language: Language) -> str:
    """Labels as plain text; several names stand for what was changed together."""
    found = (report.labels.get(name) for name in names.split(", "))
    called = [
        name if label is None else _words(label, language) for name, label in zip(names.split(", "), found, strict=True)
    ]
    return ", ".join(called)


def _clipped_label(report: Report, names: str) -> str:
    return "".join(
        f'<tspan class="{one}">{escape(_clipped(_plain(report, names, one), 28 if one == "zh" else 56))}</tspan>'
        for one in LANGUAGES
    )


def _movement(report: Report, split: Split, language: Language) -> str:
    return word("movement", language, product=split.product, result=_plain(report, split.result, language))


def split_name(key: str) -> str:
    return "".join(f'<tspan class="{one}">{escape(word(key, one))}</tspan>' for one in LANGUAGES)


def _step(number: int, name: str, start: float, end: float, colour: str, value: str) -> str:
    """One line of a waterfall: what it is called above its bar, its value behind."""
    left, width = min(start, end), max(abs(end - start), 1.5)
    y = 4 + STEP * number
    return (
        f'<text x="2" y="{y + 12}" font-size="13">{name}</text>'
        f'<rect x="{left:.1f}" y="{y + 17}" width="{width:.1f}" height="18" fill="{colour}"/>'
        f'<text x="{left + width + 5:.1f}" y="{y + 31}" font-size="13">{escape(value)}</text>'
    )


def _clipped(text: str, most: int = 30) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _short(value: Fraction) -> str:
    return f"{float(value):.6g}"
