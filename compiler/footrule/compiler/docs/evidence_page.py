"""How far an edition can be trusted: its published examples recalculated, its evidence by clause, what was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import yaml

from footrule.compiler.docs.conformance_section import conformance_section
from footrule.compiler.docs.entry import Entry
from footrule.compiler.docs.identity import badge, evidence_line, tabs
from footrule.compiler.docs.names import Language, anchor, in_language
from footrule.compiler.docs.proofs_section import proofs_section
from footrule.compiler.docs.prose import escape, line, plain, table, web_address, wide_table
from footrule.compiler.docs.text_page import paired
from footrule.compiler.docs.words import say
from footrule.dsl.diagnostics import render
from footrule.dsl.diagnostics.model import Diagnostic
from footrule.runtime import form

if TYPE_CHECKING:
    from footrule.runtime.worked_examples import Check, ExampleReport


@dataclass(frozen=True, slots=True)
class Tally:
    """How many printed values were checked, and how they came out."""

    agrees: int = 0
    disputed: int = 0
    fails: int = 0

    @property
    def checked(self) -> int:
        return self.agrees + self.disputed + self.fails

    @staticmethod
    def of_all(tallies: Iterable[Tally]) -> Tally:
        listed = list(tallies)
        return Tally(*(sum(getattr(one, key) for one in listed) for key in ("agrees", "disputed", "fails")))

    def told(self, language: Language) -> str:
        """`12 agree · 1 disputed`, coloured; a dash where nothing was checked."""
        parts = [
            f'<span class="fr-verdict fr-verdict-{verdict}">{count} {say(key, language)}</span>'
            for count, verdict, key in (
                (self.agrees, "agrees", "agree_count"),
                (self.disputed, "disputed", "dispute_count"),
                (self.fails, "fails", "fail_count"),
            )
            if count
        ]
        return " · ".join(parts) or "–"


def tally(entry: Entry) -> Tally:
    """The verdicts on an edition's published values; constructed examples are tests, not evidence."""
    published = [report for report in entry.reports if not report.example.constructed]
    verdicts = [check.verdict for report in published for check in report.checks]
    return Tally(verdicts.count("agrees"), verdicts.count("disputed"), verdicts.count("fails"))


def evidence_page(entry: Entry, language: Language) -> str:
    """The page as Markdown."""
    return "\n\n".join(_parts(entry, language)) + "\n"


def _parts(entry: Entry, language: Language) -> Iterator[str]:
    standard = entry.form.standard
    yield f"# {escape(in_language(standard.title, language))}"
    yield (
        f'<p class="fr-number">{plain(standard.number)} · {plain(standard.edition)} · '
        f"{say('tab_evidence', language)}</p>"
    )
    yield tabs("evidence", language)
    yield f'<div class="fr-identity" data-search-exclude>{evidence_line(entry, language)}</div>'
    yield f"## {say('examples', language)} {{#examples}}"
    if not entry.form.examples:
        yield say("examples_none", language)
    else:
        yield say("examples_told", language)
    reports = {report.example.name: report for report in entry.reports}
    for number, example in enumerate(entry.form.examples, 1):
        yield from _example(number, example, reports.get(example.name), entry.form, language)
    yield from _by_clause(entry, language)
    yield from proofs_section(entry.verdicts, entry.form, language)
    guide = "../" * (entry.folder.count("/") + 1) + "guide/conformance.md"
    yield from conformance_section(entry.suite, standard.id, _titles(entry, language), guide, language)
    yield from findings(entry.diagnostics, language)


def _example(
    number: int, example: form.Example, report: ExampleReport | None, shape: form.Form, language: Language
) -> Iterator[str]:
    yield f"### {line(example.name)} {{#example-{number}}}"
    address = web_address(example.source)
    source = f'<a href="{address}">{address}</a>' if address else plain(example.source)
    told = [f"{say('example_source', language)}{say('colon', language)}{source}"] if source else []
    if example.constructed:
        told.append(f'<span class="fr-chip">{say("constructed", language)}</span>')
    elif example.evidence:
        told.append(badge(example.evidence, language))
    place = shape.places[example.at] if example.at < len(shape.places) else None
    if place is not None and place.clause:
        told.append(f'<a href="index.html#{plain(anchor("clause", place.clause))}">§{plain(place.clause)}</a>')
    if told:
        yield f'<p class="fr-note">{" · ".join(told)}</p>'
    note = in_language(example.note, language)
    if note:
        yield f"<p>{plain(note)}</p>"
    if example.given or example.options:
        yield _given(example, language)
    if example.refused:
        yield say("refused_told", language).format(escape(example.refused))
    labels = {rule.name: in_language(rule.label, language) for rule in shape.rules}
    yield from _checked(report, labels, language)


def _given(example: form.Example, language: Language) -> str:
    written = (
        yaml.safe_dump(example.given, allow_unicode=True, sort_keys=False, width=100).rstrip()
        if example.given
        else "{}"
    )
    if example.options:
        written += "\n\n# " + say("taken", language) + "\n"
        written += yaml.safe_dump(example.options, allow_unicode=True, sort_keys=False, width=100).rstrip()
    mark = "`" * max(3, max((len(run) for run in re.findall("`+", written)), default=0) + 1)
    body = "\n".join(f"    {row}" if row else "" for row in f"{mark}yaml\n{written}\n{mark}".split("\n"))
    opened = "???+" if written.count("\n") < 12 else "???"
    return f'{opened} example "{say("given", language)}"\n{body}'


def _checked(report: ExampleReport | None, labels: dict[str, str], language: Language) -> Iterator[str]:
    if report is None:
        return
    head = [say(key, language) for key in ("quantity", "printed", "computed", "used", "verdict")]
    rows = [_row(check, labels, language) for check in report.checks]
    if rows:
        yield wide_table(head, rows)
    for check in report.checks:
        told = [
            _worded(check.expectation.explanation, language),
            check.reason.zh if language == "zh" else check.reason.en,
        ]
        told += [problem.line(language) for problem in check.problems if check.verdict != "agrees"]
        told = [part for part in told if part]
        if told and check.verdict != "agrees":
            yield (
                f'<div class="fr-dispute"><code>{plain(check.target)}</code> {_verdict(check.verdict, language)}'
                f"{say('colon', language)}{'<br>'.join(plain(part) for part in told)}</div>"
            )
    for problem in report.problems:
        yield f'<div class="fr-dispute">{plain(problem.line(language))}</div>'


def _worded(label: form.Label | None, language: Language) -> str:
    return in_language(label, language) if label is not None else ""


def _row(check: Check, labels: dict[str, str], language: Language) -> list[str]:
    refused = check.target == "refused"
    label = labels.get(check.target.partition("(")[0].strip(), "")
    target = (
        f"{escape(label)}<br><code>{escape(check.target)}</code>" if label else f"<code>{escape(check.target)}</code>"
    )
    return [
        say("refusal", language) if refused else target,
        _unbroken(check.printed),
        _unbroken(check.computed if check.computed is not None else "–"),
        _share(check.share),
        _verdict("refused" if refused and check.verdict == "agrees" else check.verdict, language),
    ]


def _unbroken(value: str) -> str:
    """A number stays on one line with its unit; only what is longer than any number may break."""
    return escape(value).replace(" ", "&nbsp;") if len(value) < 28 else escape(value)


def _share(share: Fraction | None) -> str:
    """The used part of the interval as a small bar and a percentage; an exact hit uses none of it."""
    if share is None:
        return ""
    percent = float(share) * 100
    told = "0 %" if share == 0 else "< 1 %" if percent < 1 else f"{percent:.0f} %" if percent < 1000 else "> 1000 %"
    over = " fr-over" if share > 1 else ""
    bar = f'<span class="fr-used{over}"><i style="width:{min(100, round(percent))}%"></i></span>'
    return bar + plain(told).replace(" ", "&nbsp;")


def _verdict(verdict: str, language: Language) -> str:
    sign = {"agrees": "✓", "refused": "✓", "disputed": "≠", "fails": "✗"}[verdict]
    style = "agrees" if verdict == "refused" else verdict
    return f'<span class="fr-verdict fr-verdict-{style}">{sign} {say("verdict_" + verdict, language)}</span>'


def _by_clause(entry: Entry, language: Language) -> Iterator[str]:
    yield f"## {say('evidence', language)} {{#evidence}}"
    yield say("evidence_told", language)
    own = entry.form.standard.own_status or entry.form.standard.status
    titles = _titles(entry, language)
    rows = [
        [
            f"[{escape(titles[clause.id])}](index.md#{anchor('clause', clause.id)})",
            badge(clause.evidence or own, language),
        ]
        for clause in entry.form.clauses
    ]
    yield table([say("where_declared", language), say("evidence_status", language)], rows)


def _titles(entry: Entry, language: Language) -> dict[str, str]:
    """The clauses' titles, translated where there is a translation."""
    translated = paired(entry.document, entry.translation, language)

    def title(clause: form.Clause) -> str:
        other = translated.get(clause.id)
        return other.clause.title if other and other.clause else clause.title

    return {clause.id: title(clause) for clause in entry.form.clauses}


def findings(diagnostics: Iterable[Diagnostic], language: Language) -> Iterator[str]:
    """What the compiler found, each finding with its clause and a link to the page of its code."""
    yield f"## {say('findings', language)} {{#findings}}"
    found = list(diagnostics)
    if not found:
        yield say("findings_none", language)
        return
    yield say("findings_told", language)
    rows = []
    for one in found:
        row = render.entry(one)
        clause = one.place.clause
        place = f"[§{escape(clause)}](index.md#{anchor('clause', clause)})" if clause else ""
        at = say("line", language).format(one.place.span.line)
        rows.append([
            f"[{one.code}](../../../../reference/diagnostics/{one.code}.md)<br>"
            + say("severity_" + row.severity, language),
            f"{escape(render.message(one, language))}<br><span class='fr-note'>"
            f"{escape(render.help_text(one, language))}</span>",
            f"{place}<br>{at}" if place else at,
        ])  # fmt: skip
    yield wide_table([say("code", language), say("message", language), say("where_declared", language)], rows)
