"""Standards side by side: the two families of Chinese electricity numbers, GWP sets, and where each standard stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from footrule.compiler.docs.entry import Entry
from footrule.compiler.docs.names import Language, anchor, in_language, unit_of
from footrule.compiler.docs.prose import plain
from footrule.compiler.docs.unit_text import pretty
from footrule.compiler.docs.words import say
from footrule.runtime import form
from footrule.standards import stances

ELECTRICITY = ("cn/electricity-footprint", "cn/electricity-co2")
GWP = "ipcc/gwp100"
GWP_ORDER = ("SAR", "TAR", "AR4", "AR5", "AR5-feedback", "AR6")
LONG = 12
"""Rows beyond which a table is folded away."""


@dataclass(frozen=True, slots=True)
class Column:
    """One edition's table of a name."""

    entry: Entry
    table: form.Table

    def value(self, keys: tuple[str, ...]) -> str | None:
        """What is printed for these keys; None where nothing is."""
        return next((row.values[0] for row in self.table.rows if row.keys == keys), None)

    def key_label(self, keys: tuple[str, ...], language: Language) -> str:
        members = {
            (one.name, member.name): in_language(member.label, language)
            for one in self.entry.form.enumerations
            for member in one.members
        }
        kinds = [getattr(key.type, "of", "") for key in self.table.keys]
        return " · ".join(members.get((kind, key)) or key for kind, key in zip(kinds, keys, strict=True))


def comparison_page(entries: Sequence[Entry], language: Language) -> str:
    """The page as Markdown."""
    return "\n\n".join(_parts(entries, language)) + "\n"


def _parts(entries: Sequence[Entry], language: Language) -> Iterator[str]:
    yield f"# {say('comparison', language)}"
    yield say("comparison_told", language)
    yield f"## {say('electricity_families', language)} {{#electricity}}"
    yield say("electricity_families_told", language)
    panels = [(name, _editions(entries, name)) for name in ELECTRICITY]
    yield '<div class="fr-sides">\n' + "\n".join(_panel(name, found, language) for name, found in panels) + "\n</div>"
    yield f"## {say('gwp_sets', language)} {{#gwp}}"
    yield say("gwp_sets_told", language)
    yield _tables(sorted(_editions(entries, GWP), key=_gwp_place), language)
    yield from _stances(entries, language)


def _editions(entries: Sequence[Entry], standard: str) -> list[Entry]:
    return sorted((one for one in entries if one.id.split("@")[0] == standard), key=lambda one: one.id)


def _gwp_place(entry: Entry) -> int:
    edition = entry.form.standard.edition
    return GWP_ORDER.index(edition) if edition in GWP_ORDER else len(GWP_ORDER)


def _panel(name: str, editions: list[Entry], language: Language) -> str:
    key = f"family_{name.rpartition('/')[2]}"
    told = f'<p class="fr-note">{say(key + "_told", language)}</p>'
    return f"<section><h3>{say(key, language)}</h3>{told}{_tables(editions, language)}</section>"


def _tables(editions: Sequence[Entry], language: Language) -> str:
    """One table for each name the editions have in common or alone; a note where this site holds none of them."""
    names = dict.fromkeys(table.name for entry in editions for table in entry.form.tables)
    made = []
    for name in names:
        columns = [Column(one, table) for one in editions for table in one.form.tables if table.name == name]
        columns = [one for one in columns if one.entry.form.places[one.table.at].standard == one.entry.id]
        if columns and all(len(one.table.columns) == 1 for one in columns):
            made.append(_side_by_side(columns, language))
    return "".join(made) or f"<p>{say('not_here', language)}</p>"


def _side_by_side(columns: list[Column], language: Language) -> str:
    last = columns[-1]
    keys = dict.fromkeys(row.keys for column in reversed(columns) for row in column.table.rows)
    unit = unit_of(last.table.columns[0].type)
    caption = plain(in_language(last.table.label, language) or last.table.name)
    told = f" [{plain(pretty(unit))}]" if unit not in ("", "1") else ""
    head = "".join(
        f'<th><a href="{plain(one.entry.folder)}/index.html#{plain(anchor("table", one.table.name))}">'
        f"{plain(one.entry.form.standard.edition)}</a></th>"
        for one in columns
    )
    rows = []
    for key in keys:
        owner = next(one for one in reversed(columns) if any(row.keys == key for row in one.table.rows))
        cells = "".join(
            f'<td data-of="{plain(one.entry.form.standard.edition)}">{plain(one.value(key) or "–")}</td>'
            for one in columns
        )
        rows.append(f"<tr><th>{plain(owner.key_label(key, language))}</th>{cells}</tr>")
    body = (
        f'<table class="fr-beside"><thead><tr><th>{say("edition", language)}</th>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )
    if len(rows) > LONG and len(columns) < len(GWP_ORDER) - 1:
        return f"<details><summary>{caption}{told}</summary>{body}</details>"
    return f"<h4>{caption}{told}</h4>{body}"


def _stances(entries: Sequence[Entry], language: Language) -> Iterator[str]:
    known = {entry.id: entry for entry in entries}
    found = stances.load()
    yield f"## {say('stances', language)} {{#stances}}"
    yield say("stances_told", language)
    by = say("filter_stances", language)
    yield (
        f'<form class="fr-filter" hidden data-search-exclude><input type="search" placeholder="{by}" '
        f'aria-label="{by}"><span class="fr-shown"></span></form>'
    )
    for topic, (zh, en) in stances.TOPICS.items():
        yield f"### {plain(zh if language == 'zh' else en[:1].upper() + en[1:])} {{#{anchor('topic', topic)}}}"
        cards: list[str] = []
        silent: dict[str, list[str]] = {"none": [], "unknown": []}
        for one in found:
            answer = one.on(topic)
            if isinstance(answer, stances.Stance):
                cards.append(_card(one.edition, answer, known.get(one.edition), language))
            else:
                silent[answer].append(_named(one.edition, known.get(one.edition), language))
        yield f'<div class="fr-stances">{"".join(cards)}</div>'
        told = "".join(
            f"<p>{say('stance_' + key, language)}{say('colon', language)}{say('list_comma', language).join(names)}</p>"
            for key, names in silent.items()
            if names
        )
        yield f'<div class="fr-note">{told}</div>'


def _card(edition: str, stance: stances.Stance, entry: Entry | None, language: Language) -> str:
    told = plain(stance.zh if language == "zh" else stance.en)
    clause = f"§{plain(stance.clause)}"
    if entry is not None and any(one.id == stance.clause for one in entry.form.clauses):
        clause = f'<a href="{plain(entry.folder)}/index.html#{plain(anchor("clause", stance.clause))}">{clause}</a>'
    return (
        f'<div class="fr-item fr-stance"><b>{_named(edition, entry, language)}</b><p>{told}</p>'
        f'<p class="fr-note">{clause}</p></div>'
    )


def _named(edition: str, entry: Entry | None, language: Language) -> str:
    if entry is None:
        return plain(edition)
    return f'<a href="{plain(entry.folder)}/index.html">{plain(entry.title(language))}</a>'
