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

from footrule.compiler.editions.changes import Change, Identity, Report, Split, Spread
from footrule.compiler.editions.report_words import Language, word
from footrule.compiler.editions.telling import divided, evidence, method, place, portfolio, said, summary, title

LANGUAGES: tuple[Language, ...] = ("zh", "en")

STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")

SCRIPT = (Path(__file__).parent / "page.js").read_text(encoding="utf-8")


def page(report: Report, language: str) -> str:
    """The whole page; `language` is the one it opens in."""
    first: Language = "zh" if language == "zh" else "en"
    grave = [change for change in report.changes if change.level != "INFO"]
    wording = [c for c in report.changes if c.sort == "clause" and c.axis == "wording"]
    moved = [c for c in report.changes if c.sort == "clause" and c.axis != "wording"]
    rest = [c for c in report.changes if c.level == "INFO" and c.sort != "clause"]
    parts = [
        f"<h1>{_both(lambda one: title(report, one))}</h1>",
        f"<p>{_both(lambda one: summary(report, one))}</p>",
        f'<p class="quiet">{_named(report.old)} → {_named(report.new)}</p>',
        f"<h2>{_word('changes')}</h2>",
        *(_change(change) for change in grave),
        _numbers(report),
        _folded("INFO", rest),
        _folded("wording", wording),
        _folded("clauses", moved),
        _renamed(report),
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


def _named(edition: Identity) -> str:
    return escape(f"{edition.number} · {edition.issued}")


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
        f'<article class="{change.level}" id="{change.fingerprint}"><div class="bar">'
        f'<span class="level">{change.level}</span>'
        f"<span>{escape(place(change))}</span>" + "".join(f'<span class="tag">{tag}</span>' for tag in tags) + "</div>",
        f"<h3>{_both(lambda one: said(change, one))}</h3>",
        f'<p class="quiet">{escape(change.subject)} · {change.fingerprint}</p>',
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
    for key, given, value, trace in (
        ("before", witness.given_old, witness.old, witness.trace_old),
        ("after", witness.given_new, witness.new, witness.trace_new),
    ):
        product = json.dumps(given, ensure_ascii=False, indent=1, default=str)
        steps = f"<details><summary>trace</summary><pre>{escape(chr(10).join(trace))}</pre></details>" if trace else ""
        told.append(
            f'<div><span class="quiet">{_word(key)}</span><p><b>{escape(witness.asked)} = {escape(value)}</b></p>'
            f"<pre>{escape(product)}</pre>{steps}</div>"
        )
    effects = f"<p>{_word('moves')}: {escape(', '.join(witness.effects))}</p>" if witness.effects else ""
    asked = f"{escape(witness.asked)}: {escape(witness.old)} → {escape(witness.new)}"
    return (
        f"<details><summary>{_word('witness')}: {asked}</summary>"
        f"<div class='sides'>{''.join(told)}</div>{effects}</details>"
    )


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
        heads = "".join(f"<th>{_word(k)}</th>" for k in ("product", "result", "before", "after", "percent"))
        rows = "".join(
            f'<tr><td>{escape(m.product)}</td><td>{escape(m.result)}</td><td class="n">{m.old} {escape(m.unit)}</td>'
            f'<td class="n">{m.new} {escape(m.unit)}</td><td class="n">{m.percent}</td></tr>'
            for m in numbers.examples
        )
        told.append(
            f"<h3>{_word('examples')}</h3><p class='quiet'>{_word('assumed')}</p>"
            f'<div class="scroll"><table><tr>{heads}</tr>{rows}</table></div>'
        )
    told += [_waterfall(one) for one in numbers.splits]
    if numbers.portfolio:
        told.append(f"<h3>{_both(lambda one: portfolio(report, one))}</h3>")
    told += [_spread(one) for one in numbers.spreads]
    return "".join(told)


def _spread(spread: Spread) -> str:
    most = max((count for _, count in spread.histogram), default=1) or 1
    bars = "".join(
        f'<g><rect x="{30 + 78 * i}" y="{110 - 90 * count / most:.1f}" width="60" '
        f'height="{90 * count / most:.1f}" fill="#4a7ba6"/>'
        f'<text x="{60 + 78 * i}" y="{104 - 90 * count / most:.1f}" text-anchor="middle" font-size="12">{count}</text>'
        f'<text x="{60 + 78 * i}" y="128" text-anchor="middle" font-size="12">{escape(name)}</text></g>'
        for i, (name, count) in enumerate(spread.histogram)
    )
    worst = spread.worst
    told = ""
    if worst is not None:
        named = {key: getattr(worst, key) for key in ("product", "old", "new", "unit", "percent")}
        told = f"<p>{_both(lambda one: word('worst', one, **named))}</p>"
    shares = {"a": spread.above_1, "b": spread.above_5, "c": spread.above_10}
    return (
        f"<h3>{escape(spread.result)}</h3><p>{_both(lambda one: word('above', one, **shares))}</p>"
        f'<svg viewBox="0 0 600 140" role="img" aria-label="{escape(spread.result)} %">{bars}</svg>{told}'
    )


def _waterfall(split: Split) -> str:
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
        return 220 + 330 * float((value - low) / (high - low))

    rows = [_step(0, split_name("before"), x(low), x(start), "#7a8791", _short(start))]
    for number, part in enumerate(split.parts, 1):
        share = Fraction(part.exact)
        colour = "#b3541e" if share > 0 else "#2c7a57"
        sign = "+" if share > 0 else ""
        error = f" ± {part.error}" if part.error else ""
        rows.append(
            _step(
                number,
                escape(_clipped(part.subject)),
                x(levels[number - 1]),
                x(levels[number]),
                colour,
                f"{sign}{_short(share)}{error}",
            )
        )
    rows.append(_step(len(split.parts) + 1, split_name("after"), x(low), x(end), "#7a8791", _short(end)))
    height = 30 * len(rows) + 6
    return (
        f"<h3>{_both(lambda one: word('movement', one, product=split.product, result=split.result))}</h3>"
        f'<p class="quiet">{escape(split.unit)} · {_both(lambda one: method(split, one))}</p>'
        f'<svg viewBox="0 0 680 {height}" role="img" aria-label="{escape(split.result)}">{"".join(rows)}</svg>'
    )


def split_name(key: str) -> str:
    return "".join(f'<tspan class="{one}">{escape(word(key, one))}</tspan>' for one in LANGUAGES)


def _step(number: int, name: str, start: float, end: float, colour: str, value: str) -> str:
    left, width = min(start, end), max(abs(end - start), 1.5)
    y = 4 + 30 * number
    return (
        f'<text x="212" y="{y + 16}" text-anchor="end" font-size="13">{name}</text>'
        f'<rect x="{left:.1f}" y="{y}" width="{width:.1f}" height="22" fill="{colour}"/>'
        f'<text x="{left + width + 6:.1f}" y="{y + 16}" font-size="13">{escape(value)}</text>'
    )


def _clipped(text: str, most: int = 30) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _short(value: Fraction) -> str:
    return f"{float(value):.6g}"
