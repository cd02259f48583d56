"""The shipped map: whole, honest about what is encoded, and quick to read."""

import re
from pathlib import Path

import pytest

from footrule.standards.catalogue import catalogue, entries, unmapped
from footrule.standards.library import Library, shipped

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def shipped_map():
    return catalogue()


def named(found):
    return {entry.number for entry in found}


def test_entries_are_those_of_the_shipped_map(shipped_map):
    assert entries() == shipped_map.entries


def test_the_fifteen_national_standards_of_the_progress_report_are_on_the_map(shipped_map):
    (listed,) = [found for found in shipped_map.lists if found.key == "01-national-2025"]
    assert len(listed.entries) == listed.total == 15
    assert {"GB/T 24067-2024", "GB/T 44905-2024", "GB/T 46041-2025"} <= named(listed.entries)


@pytest.mark.parametrize(
    ("key", "total", "given"),
    [
        ("05-group-list-1", 15, 15),
        ("06-group-list-2", 23, 5),
        ("07-group-list-3", 73, 5),
        ("10-pilot-catalogue", 17, 17),
    ],
)
def test_a_list_says_how_many_of_it_no_text_names(shipped_map, key, total, given):
    (listed,) = [found for found in shipped_map.lists if found.key == key]
    assert (listed.total, len(listed.entries), listed.not_named) == (total, given, total - given)


def test_the_three_recommended_lists_have_the_111_standards_of_the_progress_report(shipped_map):
    assert sum(found.total for found in shipped_map.lists if "group-list" in found.key) == 111


def test_every_chinese_edition_of_the_library_is_on_the_map(shipped_map):
    lost = [name for name in unmapped(shipped_map, Library((shipped(),))) if name.startswith("cn/")]
    assert lost == []


def test_every_edition_named_is_in_the_library(shipped_map):
    ids = Library((shipped(),)).ids()
    standards = {name.split("@")[0] for name in ids}
    assert all(name in ids or name in standards for entry in shipped_map.entries for name in entry.library)


def test_every_entry_says_why_in_both_languages(shipped_map):
    assert all(entry.why.zh and entry.why.en for entry in shipped_map.entries)


def test_every_english_title_is_free_of_chinese(shipped_map):
    assert [e.id for e in shipped_map.entries if re.search("[一-鿿]", e.title.en)] == []


def test_counts_add_up_to_all_entries(shipped_map):
    assert sum(shipped_map.counts().values()) == len(shipped_map.entries)


def test_only_encoded_standards_have_editions(shipped_map):
    assert all(bool(entry.library) == (entry.state != "title_only") for entry in shipped_map.entries)


def test_search_finds_a_number_without_its_spaces(shipped_map):
    assert [entry.id for entry in shipped_map.search("gb/t44905")] == ["gb-t-44905-2024"]


def test_search_finds_an_english_title(shipped_map):
    assert "gb-t-46486-2025" in [entry.id for entry in shipped_map.search("Furniture")]


def test_an_unknown_id_is_a_key_error(shipped_map):
    with pytest.raises(KeyError):
        shipped_map.entry("no-such")


def test_a_narrower_product_lies_within_a_wider_one(shipped_map):
    assert shipped_map.within("portable-computer") == ("portable-computer", "electronics")


def test_every_wider_product_is_put_there_by_a_document(shipped_map):
    assert all(product.named_in for product in shipped_map.products.values() if product.within)
