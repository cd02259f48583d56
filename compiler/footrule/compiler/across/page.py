"""A comparison as one self-contained page, in the look of the page of two editions: both languages, no network."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from html import escape
from pathlib import Path

from footrule.compiler.across.report import Answer, Compared, Comparison, Stands
from footrule.compiler.across.telling import (
    inlanguage,
    met,
    notes,
    origin,
    reasons,
    silences,
    spoken,
    status,
    summary,
    title,
    valued,
)
from footrule.compiler.across.words import word
from footrule.compiler.editions.changes import Words
from footrule.compiler.editions.page import LANGUAGES, SCRIPT, STYLE
from footrule.compiler.editions.report_words import Language

OWN_STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")


def framed(name: Callable[[Language], str], parts: Iterable[str], language: str) -> str:
    """A page of these parts; `language` is the one it opens in."""
    first: Language = "zh" if language == "zh" else "en"
    buttons = "".join(
        f'<button data-lang="{one}" aria-pressed="{str(one == first).lower()}">{told}</button>'
        for one, told in (("zh", "中文"), ("en", "English"))
    )
    return (
        f'<!doctype html>\n<html lang="{first}"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width,initial-scale=1"><title>{escape(name(first))}</title>'
        f"<style>{STYLE}{OWN_STYLE}</style></head>"
        f'<body class="show-{first}"><div class="bar">{buttons}</div><main>{"".join(parts)}</main>'
        f"<script>{SCRIPT}</script></body></html>\n"
    )


def both(told: Callable[[Language], str]) -> str:
    """One text a language, both in the page, one shown."""
    return "".join(f'<span class="{one}">{escape(told(one))}</span>' for one in LANGUAGES)


def said(key: str, **arguments: object) -> str:
    return both(lambda one: word(key, one, **arguments))


def in_both(words: Words) -> str:
    return both(partial(inlanguage, words))


def page(found: Comparison, language: str) -> str:
    """The whole page."""
    parts = [
        f"<h1>{both(partial(title, found))}</h1>",
        f"<p>{both(partial(summary, found))}</p>",
    ]
    if found.mapping:
        parts.append(f'<p class="quiet">{both(partial(origin, found))}</p>')
        parts.append("".join(f'<ul class="{one}">{_items(notes(found, one))}</ul>' for one in LANGUAGES))
        parts.append(f"<h2>{said('questions')}</h2>")
        parts.append(_table(found))
        parts += [_question(found, one) for one in found.questions]
        parts += [_terms(found), _lacking(found), _product(found)]
    if found.stands:
        parts.append(f"<h2>{said('stands')}</h2>")
        parts += [stance(one) for one in spoken(found.stands)]
        parts.append(
            "".join(f'<ul class="quiet {one}">{_items(silences(found.stands, one))}</ul>' for one in LANGUAGES)
        )
    return framed(partial(title, found), parts, language)


def _items(lines: Iterable[str]) -> str:
    return "".join(f"<li>{escape(line)}</li>" for line in lines)


def _table(found: Comparison) -> str:
    heads = "".join(f"<th>{cell}</th>" for cell in (
        said("question"), said("verdict"), escape(found.a.id), escape(found.b.id), said("difference")
    ))  # fmt: skip
    rows = "".join(
        f'<tr><td><b>{in_both(one.question)}</b></td><td class="{one.verdict}">{said(one.verdict)}</td>'
        f'<td data-name="{escape(found.a.id)}">{_values(one.a)}</td>'
        f'<td data-name="{escape(found.b.id)}">{_values(one.b)}</td>'
        f'<td class="n"{_moved(one)}</td></tr>'
        for one in found.questions
    )
    return f'<div class="scroll"><table class="wide"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def _moved(one: Compared) -> str:
    """The end of the cell of a difference: named on a narrow screen, empty where there is none."""
    share = f" ({escape(one.percent)} %)" if one.percent else ""
    return f' data-name="Δ">{escape(one.difference)}{share}' if one.difference else ">"


def _values(answer: Answer) -> str:
    return "".join(f'<ul class="values {one}">{_items(valued(answer, one))}</ul>' for one in LANGUAGES)


def _question(found: Comparison, one: Compared) -> str:
    told = [
        f'<article class="{one.verdict}"><div class="bar"><span class="level">{said(one.verdict)}</span></div>',
        f"<h3>{in_both(one.question)}</h3>",
    ]
    lines = "".join(
        f'<ul class="{lang}">{_items([*met(found, one, lang), *reasons(one, lang)])}</ul>' for lang in LANGUAGES
    )
    told.append(lines if one.verdict != "agree" else "")
    told.append('<div class="sides">' + _answer(found.a.id, one.a) + _answer(found.b.id, one.b) + "</div></article>")
    return "".join(told)


def _answer(edition: str, answer: Answer) -> str:
    where = f"{edition} §{answer.place.clause} {answer.place.title.removeprefix(answer.place.clause).strip()}".strip()
    trace = escape("\n".join(answer.trace))
    steps = f"<details><summary>{said('trace')}</summary><pre>{trace}</pre></details>" if trace else ""
    return (
        f'<div><span class="quiet">{escape(where)}</span>{_values(answer)}'
        f"<pre>{escape(answer.place.text) or '–'}</pre>{steps}</div>"
    )


def _terms(found: Comparison) -> str:
    heads = "".join(f"<th>{cell}</th>" for cell in (
        said("term"), escape(found.a.id), escape(found.b.id), said("status")
    ))  # fmt: skip
    rows = "".join(
        f'<tr><td><b>{in_both(t.term)}</b></td><td data-name="{escape(found.a.id)}">{_told(t.a, t.told_a)}</td>'
        f'<td data-name="{escape(found.b.id)}">{_told(t.b, t.told_b)}</td>'
        f"<td>{both(partial(status, t))}{_note(t.note)}</td></tr>"
        for t in found.terms
    )
    return (
        f'<h2>{said("terms")}</h2><div class="scroll"><table class="wide"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _told(name: str, value: str) -> str:
    return f"<code>{escape(name)}</code>" + (f" = {escape(value)}" if value else "")


def _note(note: Words) -> str:
    return f'<br><span class="quiet">{in_both(note)}</span>' if note.en else ""


def _lacking(found: Comparison) -> str:
    if not found.lacking:
        return ""
    editions = {"a": escape(found.a.id), "b": escape(found.b.id)}
    items = "".join(
        f"<li>{editions[one.of]} §{escape(one.clause)} <code>{escape(one.name)}</code> "
        f"{in_both(one.label)}{_how(one.of == 'b', mapped=one.mapped)}</li>"
        for one in found.lacking
    )
    return f"<h2>{said('missing')}</h2><ul>{items}</ul>"


def _how(shown: bool, *, mapped: bool) -> str:
    return f' <span class="quiet">({said("mapped" if mapped else "unmapped")})</span>' if shown else ""


def _product(found: Comparison) -> str:
    sides = "".join(
        f'<div><span class="quiet">{escape(name)}</span><pre>'
        f"{escape(json.dumps(given, ensure_ascii=False, indent=1, default=str))}</pre></div>"
        for name, given in ((found.a.id, found.given_a), (found.b.id, found.given_b))
    )
    return f"<details><summary>{said('product')}</summary><div class='sides'>{sides}</div></details>"


def stance(one: Stands) -> str:
    sides = "".join(
        f'<div><span class="quiet">{escape(p.edition)}{f" §{escape(p.clause)}" if p.clause else ""}</span>'
        f"<p>{in_both(p.said)}</p></div>"
        for p in (one.a, one.b)
    )
    why = f"<p>{in_both(one.why)}</p>" if one.why.en else ""
    return (
        f'<article class="{one.verdict}"><div class="bar"><span class="level">{said(one.verdict)}</span>'
        f"<b>{in_both(one.name)}</b></div><div class='sides'>{sides}</div>{why}</article>"
    )
