"""The map of standards and the page that lays standards side by side, as Markdown."""

from __future__ import annotations

import re
from datetime import date

import pytest

from footrule.compiler.docs.comparison_page import comparison_page
from footrule.compiler.docs.entry import Entry
from footrule.compiler.docs.map_page import map_page
from footrule.compiler.docs.names import Language
from footrule.compiler.driver import compile_standard
from footrule.standards import stances
from footrule.standards.catalogue import catalogue
from footrule.standards.precedence import findings

LANGUAGES: tuple[Language, ...] = ("zh", "en")
SHOWN = (
    "cn/electricity-footprint@2023",
    "cn/electricity-footprint@2024",
    "cn/electricity-co2@2023",
    "ipcc/gwp100@SAR",
    "ipcc/gwp100@AR6",
)
DAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def compared() -> list[Entry]:
    return [Entry.of(compile_standard(name)) for name in SHOWN]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_the_map_is_on_its_page_with_its_reason(language: Language) -> None:
    text = map_page(language, frozenset(), DAY)
    for entry in catalogue().entries:
        assert f'id="{entry.id}"' in text
    assert text.count('class="fr-item"') == len(catalogue().entries)


def test_an_entry_leads_to_the_editions_that_hold_it_where_the_site_has_them() -> None:
    held = frozenset({"cn/gb-24067@2024", "ipcc/gwp100@SAR", "ipcc/gwp100@AR6"})
    links = re.findall(r'class="fr-held" href="([^"]+)"', map_page("en", held, DAY))
    assert set(links) == {f"standards/{name.replace('@', '/')}/index.html" for name in held}
    assert "fr-held" not in map_page("en", frozenset(), DAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_of_precedence_is_told_with_its_words(language: Language) -> None:
    text = map_page(language, frozenset(), DAY)
    found = findings(catalogue(), DAY.isoformat())
    assert text.count("<li><p>") == len(found) > 0
    assert DAY.isoformat() in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_the_two_electricity_families_and_the_gwp_sets_is_shown(
    compared: list[Entry], language: Language
) -> None:
    text = comparison_page(compared, language)
    for entry in compared:
        for table in entry.form.tables:
            for row in table.rows:
                shown = row.values[0] or "–"
                assert f'data-of="{entry.form.standard.edition}">{shown}</td>' in text, (entry.id, table.name, row)


def test_a_cell_that_was_not_read_is_a_dash_and_never_zero(compared: list[Entry]) -> None:
    row = next(one for one in comparison_page(compared, "en").split("<tr>") if "line loss included" in one)
    assert 'data-of="2023">–</td>' in row


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_stance_is_told_and_silence_is_told_apart(language: Language) -> None:
    text = comparison_page([], language)
    for edition in stances.load():
        for _, stance in edition.positions():
            assert (stance.zh if language == "zh" else stance.en).split("<")[0][:12] in text
        assert edition.edition in text
    assert text.count('fr-stance">') == sum(len(list(one.positions())) for one in stances.load())


def test_a_stance_leads_to_its_clause_only_where_the_edition_has_it() -> None:
    entry = Entry.of(compile_standard("cn/tcisa-452@2024-draft"))
    text = comparison_page([entry], "en")
    links = re.findall(r'tcisa-452/2024-draft/index\.html#clause-([\w.-]+)"', text)
    clauses = {clause.id for clause in entry.form.clauses}
    assert links and set(links) <= clauses


def test_a_table_taken_over_from_another_edition_is_not_shown_twice(compared: list[Entry]) -> None:
    text = comparison_page(compared, "en")
    own = [
        (entry.id, table.name)
        for entry in compared
        for table in entry.form.tables
        if entry.form.places[table.at].standard == entry.id
    ]
    assert text.count("<thead>") <= len(own)
