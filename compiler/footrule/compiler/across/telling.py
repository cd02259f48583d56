"""A comparison told as plain lines and as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from footrule.compiler.across.report import VERDICTS, Answer, Chosen, Compared, Comparison, Stands, TermTold
from footrule.compiler.across.words import word
from footrule.compiler.editions.changes import Words
from footrule.compiler.editions.report_words import Language


def inlanguage(words: Words, language: Language) -> str:
    return words.zh if language == "zh" else words.en


def title(found: Comparison, language: Language) -> str:
    return word("title" if found.mapping else "title bare", language, a=found.a.id, b=found.b.id)


def summary(found: Comparison, language: Language) -> str:
    if not found.mapping:
        return word("none", language)
    return word("summary", language, **{verdict: found.count(verdict) for verdict in VERDICTS})


def origin(found: Comparison, language: Language) -> str:
    return word("search", language, tried=found.tried) if found.product == "search" else word("given", language)


def choices(options: Mapping[str, str], language: Language) -> str:
    joined = ("，" if language == "zh" else ", ").join(f"{name} = {value}" for name, value in options.items())
    return joined or word("as is", language)


def valued(answer: Answer, language: Language) -> tuple[str, ...]:
    """The values of an answer, or why there is none, one line each."""
    if answer.values:
        told = tuple(_value(answer, one, language) for one in answer.values)
        return told if answer.complete else (*told, f"({word('not all tried', language)})")
    if answer.refused:
        return tuple(
            f"{word('refuses', language)}: {inlanguage(said, language)} (§{at.clause})"
            for said, at in zip(answer.refused, answer.refused_at, strict=True)
        )
    names = ", ".join(path.removeprefix("inputs.") for path in answer.lacking)
    return (word("lacking", language, names=names),)


def _value(answer: Answer, one: Chosen, language: Language) -> str:
    if not one.exact and one.value in ("unknown", "not applicable"):
        told = f"{word('no value', language)} ({one.value})"
    else:
        told = f"{one.value} {answer.unit}".strip()
    return f"{told}  {word('if', language, choices=choices(one.options, language))}" if one.options else told


def reasons(compared: Compared, language: Language) -> Iterator[str]:
    if compared.because:
        names = "; ".join(inlanguage(one, language) for one in compared.because)
        yield word("because", language, names=names)
    if inlanguage(compared.why, language) and compared.verdict != "agree":
        yield f"{word('why', language)}: {inlanguage(compared.why, language)}"


def met(found: Comparison, compared: Compared, language: Language) -> Iterator[str]:
    for one, other in compared.meets:
        told = f"{one.value} {compared.a.unit}".strip()
        yield word(
            "meets", language, value=told, a=found.a.id, b=found.b.id,
            one=choices(one.options, language), other=choices(other.options, language),
        )  # fmt: skip


def status(term: TermTold, language: Language) -> str:
    return word("none status" if term.status == "none" else term.status, language)


def notes(found: Comparison, language: Language) -> Iterator[str]:
    """What a reader has to know before the numbers."""
    if inlanguage(found.reading, language):
        yield f"{word('reading', language)}: {inlanguage(found.reading, language)}"
    for assumed in found.assumed:
        yield word("assumed", language) + inlanguage(assumed, language)
    if found.potentials is not None:
        one, other = (name or word("not said", language) for name in found.potentials)
        yield word("potentials", language, a=found.a.id, one=one, b=found.b.id, other=other)
    if found.only_a:
        yield word("only a", language, a=found.a.id, names=", ".join(found.only_a))


def text(found: Comparison, language: Language) -> Iterator[str]:
    """Plain lines: conflicts first."""
    yield title(found, language)
    yield summary(found, language)
    if found.mapping:
        yield origin(found, language)
        yield ""
        yield from notes(found, language)
    if found.product == "search":
        yield f"{word('product', language)}"
        for edition, given in ((found.a.id, found.given_a), (found.b.id, found.given_b)):
            yield f"  {edition}: {json.dumps(_plainly(given), ensure_ascii=False, default=str)}"
    for compared in found.questions:
        yield ""
        yield f"{word(compared.verdict, language)}  {inlanguage(compared.question, language)}"
        for edition, answer in ((found.a.id, compared.a), (found.b.id, compared.b)):
            lines = valued(answer, language)
            yield f"  {edition} §{answer.place.clause} {answer.rule}: {lines[0]}"
            yield from (f"      {line}" for line in lines[1:])
        if compared.difference and compared.verdict != "agree":
            share = f" ({compared.percent} %)" if compared.percent else ""
            yield f"  {word('difference', language)}: {compared.difference} {compared.a.unit}{share}".rstrip()
        yield from (f"  {line}" for line in met(found, compared, language))
        yield from (f"  {line}" for line in reasons(compared, language))
    if found.terms:
        yield ""
        yield word("terms", language)
        for term in found.terms:
            told = f": {term.told_a} → {term.told_b}" if term.told_a or term.told_b else ""
            yield f"  {inlanguage(term.term, language)}  {term.a} → {term.b}  {status(term, language)}{told}"
    if found.lacking:
        yield ""
        yield word("missing", language)
        for one in found.lacking:
            edition = found.a.id if one.of == "a" else found.b.id
            named = f" {inlanguage(one.label, language)}" if inlanguage(one.label, language) else ""
            mapped = f"  {word('mapped' if one.mapped else 'unmapped', language)}" if one.of == "b" else ""
            yield f"  {edition} §{one.clause} {one.name}{named}{mapped}"
    if found.stands:
        yield ""
        yield word("stands", language)
        for stance in spoken(found.stands):
            yield from _stance(stance, language)
        yield from (f"  {line}" for line in silences(found.stands, language))


def _plainly(value: Any) -> Any:
    """Quantities as a user writes them, empty sections left out."""
    if isinstance(value, dict) and value.keys() == {"value", "unit"}:
        return f"{value['value']} {value['unit']}"
    if isinstance(value, dict):
        return {name: _plainly(held) for name, held in value.items() if held != {}}
    return [_plainly(one) for one in value] if isinstance(value, list) else value


def spoken(stands: tuple[Stands, ...]) -> tuple[Stands, ...]:
    """Where both take a position."""
    return tuple(one for one in stands if one.verdict != "open")


def silences(stands: tuple[Stands, ...], language: Language) -> Iterator[str]:
    """Topics on which only one of the two says anything, one line an edition that is silent."""
    silent: dict[str, list[str]] = {}
    for one in stands:
        for position in (one.a, one.b):
            if not position.position:
                silent.setdefault(position.edition, []).append(inlanguage(one.name, language))
    for edition, names in silent.items():
        comma = "、" if language == "zh" else ", "
        yield f"{edition}: {word('silent', language)}: {comma.join(names)}"


def _stance(stance: Stands, language: Language) -> Iterator[str]:
    yield f"  {word(stance.verdict, language)}  {inlanguage(stance.name, language)}"
    for position in (stance.a, stance.b):
        yield f"    {position.edition} §{position.clause}: {inlanguage(position.said, language)}"
    if inlanguage(stance.why, language):
        yield f"    {inlanguage(stance.why, language)}"


def markdown(found: Comparison, language: Language) -> str:
    """For a page of a repository or a pull request: the divergence table, then each question."""
    out = [f"## {title(found, language)}", "", summary(found, language)]
    if found.mapping:
        out += ["", origin(found, language), "", *(f"- {line}" for line in notes(found, language)), ""]
        heads = [word(key, language) for key in ("question", "verdict")]
        out.append(_row([*heads, found.a.id, found.b.id, word("difference", language)]))
        out.append("|---|---|---|---|---|")
        for one in found.questions:
            cells = [inlanguage(one.question, language), word(one.verdict, language)]
            for answer in (one.a, one.b):
                cells.append(f"{' / '.join(valued(answer, language))} (§{answer.place.clause} `{answer.rule}`)")
            cells.append(
                " ".join(part for part in (one.difference, f"({one.percent} %)" if one.percent else "") if part)
            )
            out.append(_row(cells))
        for one in found.questions:
            lines = [*met(found, one, language), *reasons(one, language)]
            if lines and one.verdict != "agree":
                out += ["", f"### {inlanguage(one.question, language)}", "", *(f"- {line}" for line in lines)]
        out += ["", f"### {word('terms', language)}", ""]
        out.append(_row([word("term", language), found.a.id, found.b.id, word("status", language)]))
        out.append("|---|---|---|---|")
        out += [_row([inlanguage(t.term, language), f"`{t.a}`", f"`{t.b}`", status(t, language)]) for t in found.terms]
        if found.lacking:
            out += ["", f"### {word('missing', language)}", ""]
            out += [
                f"- {found.a.id if one.of == 'a' else found.b.id} §{one.clause} `{one.name}`" for one in found.lacking
            ]
    if found.stands:
        out += ["", f"### {word('stands', language)}", ""]
        out.append(_row([word("topic", language), word("verdict", language), found.a.id, found.b.id]))
        out.append("|---|---|---|---|")
        for stance in spoken(found.stands):
            said = [f"{inlanguage(p.said, language)} (§{p.clause})" for p in (stance.a, stance.b)]
            out.append(_row([inlanguage(stance.name, language), word(stance.verdict, language), *said]))
        out += ["", *(f"- {line}" for line in silences(found.stands, language))]
    return "\n".join(out) + "\n"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
