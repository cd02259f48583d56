"""Home, the table of the library, and how to read the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from footrule.compiler.docs.comparison_page import comparison_page
from footrule.compiler.docs.entry import BrokenEntry, Entry
from footrule.compiler.docs.evidence_page import Tally, tally
from footrule.compiler.docs.identity import badge
from footrule.compiler.docs.map_page import map_page
from footrule.compiler.docs.names import Language, in_language
from footrule.compiler.docs.page_files import Page
from footrule.compiler.docs.prose import escape, plain, table, wide_table
from footrule.compiler.docs.suites_page import suites_page
from footrule.compiler.docs.words import TABLE, say
from footrule.runtime import form


def pages(entries: Sequence[Entry], broken: Sequence[BrokenEntry] = ()) -> Iterator[Page]:
    """The pages in both languages, each in the order the menu shows them."""
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        yield from _pages(entries, broken, language)


def _pages(entries: Sequence[Entry], broken: Sequence[BrokenEntry], language: Language) -> Iterator[Page]:
    yield Page(language, "index.md", say("home", language), _home(entries, broken, language), "home")
    yield Page(language, "library.md", say("library", language), _library(entries, broken, language), "library")
    ids = frozenset([*(one.id for one in entries), *(one.id for one in broken)])
    yield Page(language, "map.md", say("map", language), map_page(language, ids, date.today()), "library")
    yield Page(language, "compare.md", say("comparison", language), comparison_page(entries, language), "library")
    yield Page(language, "suites.md", say("suites", language), suites_page(entries, language), "library")
    yield Page(language, "evidence.md", say("how_to_read", language), _how_to_read(language), "library")


def _home(entries: Sequence[Entry], broken: Sequence[BrokenEntry], language: Language) -> str:
    sums = Tally.of_all(tally(entry) for entry in entries)
    rules = sum(not rule.hidden for entry in entries for rule in entry.form.rules)
    counts = say("home_count", language).format(
        len(entries), rules, sums.checked, sums.agrees, sums.disputed, sums.fails
    )
    cards = "".join(
        f'<a href="{href}"><b>{say(title, language)}</b><span>{say(told, language)}</span></a>'
        for href, title, told in (
            ("library.html", "library", "card_library"),
            ("map.html", "map", "card_map"),
            ("compare.html", "comparison", "card_comparison"),
            ("guide/from-pdf.html", "card_from_pdf_title", "card_from_pdf"),
            ("guide/tutorial.html", "card_tutorial_title", "card_tutorial"),
            ("evidence.html", "how_to_read", "card_evidence"),
            ("guide/testing-a-tool.html", "card_testing_title", "card_testing"),
            ("guide/language.html", "card_language_title", "card_language"),
            ("reference/diagnostics/index.html", "diagnostics", "card_diagnostics"),
            ("guide/glossary.html", "glossary", "card_glossary"),
        )
    )
    return "\n\n".join([
        f"# {say('site_name', language)}",
        f'<p class="fr-lead">{say("home_lead", language)}</p>',
        f"<p>{counts}</p>",
        f'<div class="fr-cards">{cards}</div>',
        f"## {say('library', language)}",
        _table(entries, broken, language),
    ]) + "\n"  # fmt: skip


def _library(entries: Sequence[Entry], broken: Sequence[BrokenEntry], language: Language) -> str:
    parts = [f"# {say('library', language)}", say("library_told", language), _table(entries, broken, language)]
    return "\n\n".join(parts) + "\n"


def _table(entries: Sequence[Entry], broken: Sequence[BrokenEntry], language: Language) -> str:
    head = [say(key, language) for key in ("standard", "edition", "level", "evidence_status", "rules_count",
                                           "examples_count")]  # fmt: skip
    rows = []
    for entry in entries:
        standard = entry.form.standard
        title = escape(in_language(standard.title, language))
        found = tally(entry)
        level = f"level_{standard.level}"
        rows.append([
            f"[{title}]({entry.folder}/index.md)<br>{escape(standard.number)}",
            escape(standard.edition),
            say(level, language) if level in TABLE else plain(standard.level),
            badge(standard.status, language),
            str(sum(not rule.hidden for rule in entry.form.rules)),
            found.told(language),
        ])  # fmt: skip
    for one in broken:
        front = one.document.front
        title = escape(in_language(front.title, language)) if front else escape(one.id)
        rows.append([
            f"[{title}]({one.folder}/index.md)<br>{escape(front.standard if front else one.id)}",
            escape(front.edition) if front else "–",
            say(f"level_{front.level}", language) if front and f"level_{front.level}" in TABLE else "–",
            f'<span class="fr-verdict fr-verdict-fails">{say("has_errors", language)}</span>',
            "–",
            "–",
        ])  # fmt: skip
    return wide_table(head, rows)


def _how_to_read(language: Language) -> str:
    parts = [f"# {say('how_to_read', language)}", say("read_lead", language), f"## {say('evidence_status', language)}"]
    rows = [[badge(status, language), say(f"status_told_{status}", language)] for status in form.EVIDENCE]
    parts.append(table([say("evidence_status", language), say("read_meaning", language)], rows))
    parts.append(say("read_weakest", language))
    parts.append(f"## {say('examples', language)}")
    verdicts = [
        [f'<span class="fr-verdict fr-verdict-{verdict}">{say("verdict_" + verdict, language)}</span>',
         say("read_" + verdict, language)]
        for verdict in ("agrees", "disputed", "fails")
    ]  # fmt: skip
    parts.append(table([say("verdict", language), say("read_meaning", language)], verdicts))
    parts.append(say("read_interval", language))
    return "\n\n".join(parts) + "\n"
