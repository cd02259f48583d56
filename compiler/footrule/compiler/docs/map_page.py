"""The map of standards as a page: every standard the sources name, to be filtered, and the guideline run over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from footrule.compiler.docs.names import Language
from footrule.compiler.docs.prose import plain
from footrule.compiler.docs.words import TABLE, say
from footrule.standards.catalogue import Catalogue, Entry, SourceList, Words, catalogue
from footrule.standards.precedence import Finding, findings

GUIDELINE = "cn/drafting-guideline@2024"


def map_page(language: Language, library: frozenset[str], today: date) -> str:
    """The page as Markdown. `library`: the ids this site has pages of; `today`: the day precedence is told for."""
    return "\n\n".join(_parts(catalogue(), language, library, today)) + "\n"


def words_in(words: Words, language: Language) -> str:
    return words.zh if language == "zh" else words.en


def _parts(found: Catalogue, language: Language, library: frozenset[str], today: date) -> Iterator[str]:
    counts = found.counts()
    yield f"# {say('map', language)}"
    yield say("map_told", language).format(
        len(found.entries), counts["encoded"], counts["partly"], counts["title_only"], len(found.documents)
    )
    yield _filter(found, language)
    for listed in found.lists:
        yield from _list(found, listed, language, library)
    yield from _precedence(found, language, library, today)


def _filter(found: Catalogue, language: Language) -> str:
    def choice(name: str, values: Iterable[str], prefix: str) -> str:
        options = "".join(f'<option value="{one}">{say(prefix + one, language)}</option>' for one in values)
        return f'<select name="{name}"><option value="">{say("every_" + name, language)}</option>{options}</select>'

    levels = dict.fromkeys(entry.level for entry in found.entries)
    return (
        f'<form class="fr-filter" hidden data-search-exclude><input type="search" '
        f'placeholder="{say("filter_by", language)}" aria-label="{say("filter_by", language)}">'
        f"{choice('level', levels, 'level_')}{choice('state', found.counts(), 'state_')}"
        '<span class="fr-shown"></span></form>'
    )


def _list(found: Catalogue, listed: SourceList, language: Language, library: frozenset[str]) -> Iterator[str]:
    document = found.documents[listed.document]
    told = f"{say('named_by', language)}{say('colon', language)}{plain(words_in(document.title, language))}"
    if listed.not_named:
        told += " · " + say("map_not_named", language).format(listed.total, listed.not_named)
    items = "\n".join(_item(entry, language, library) for entry in listed.entries)
    title = plain(words_in(listed.title, language))
    # a heading inside the group, so that an empty group takes its heading away
    yield (
        f'<div class="fr-group" markdown="1">\n\n## {title} {{#list-{listed.key}}}\n\n'
        f'<p class="fr-note">{told}</p>\n\n<ul class="fr-map">\n{items}\n</ul>\n\n</div>'
    )


def _item(entry: Entry, language: Language, library: frozenset[str]) -> str:
    other: Language = "en" if language == "zh" else "zh"
    held = [
        one
        for name in entry.library
        for one in sorted(library)
        if one == name or ("@" not in name and one.startswith(f"{name}@"))
    ]
    links = "".join(
        f'<a class="fr-held" href="standards/{plain(one.replace("@", "/"))}/index.html">{plain(one)}</a>'
        for one in held
    )
    facts = [
        f'<span class="fr-chip">{say(f"level_{entry.level}", language)}</span>',
        f'<span class="fr-state fr-state-{entry.state}">{say(f"state_{entry.state}", language)}</span>',
        plain(_dates(entry, language)),
    ]
    title = words_in(entry.title, language)
    number = f"<b>{plain(entry.number)}</b> " if entry.number and entry.number != title else ""
    return (
        f'<li class="fr-item" id="{plain(entry.id)}" data-level="{entry.level}" data-state="{entry.state}" '
        f'data-also="{plain(words_in(entry.title, other))} {plain(entry.id)}">'
        f"<p>{number}{plain(title)}</p>"
        f'<p class="fr-facts">{" ".join(facts)} {links}</p>'
        f'<p class="fr-note">{plain(words_in(entry.why, language))}</p></li>'
    )


def _dates(entry: Entry, language: Language) -> str:
    known = [] if entry.issued == "unknown" else [entry.issued]
    if entry.effective != "unknown":
        known.append(say("in_force_from", language).format(entry.effective))
    return say("comma", language).join(known) or say("no_dates", language)


def _precedence(found: Catalogue, language: Language, library: frozenset[str], today: date) -> Iterator[str]:
    told = findings(found, today.isoformat())
    yield f"## {say('precedence', language)} {{#precedence}}"
    guideline = say("guideline", language)
    if GUIDELINE in library:
        guideline = f"[{guideline}](standards/{GUIDELINE.replace('@', '/')}/index.md)"
    yield say("precedence_told", language).format(guideline, today.isoformat(), len(told))
    for (article, force), group in groupby(told, key=lambda one: (one.article, words_in(one.force, language))):
        named = say(f"article_{article}", language) if f"article_{article}" in TABLE else article
        yield f"### {plain(named)}{say('comma', language)}{plain(force)}"
        yield '<ul class="fr-map">\n' + "\n".join(_finding(found, one, language) for one in group) + "\n</ul>"


def _finding(found: Catalogue, one: Finding, language: Language) -> str:
    def link(id: str) -> str:
        entry = found.entry(id)
        return f'<a href="#{plain(id)}">{plain(entry.number or words_in(entry.title, language))}</a>'

    because = say("list_comma", language).join(link(id) for id in one.because)
    beside = f" ← {because}" if because else ""
    outcome = say(f"outcome_{one.outcome}", language)
    return (
        f'<li><p><b>{link(one.entry)}</b>{beside} <span class="fr-chip">{outcome}</span></p>'
        f'<p class="fr-note">{plain(words_in(one.message, language))}</p></li>'
    )
