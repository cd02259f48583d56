"""`list --all`: the shipped map of standards, whole and filtered, in words and as JSON."""

import pytest

from footrule.cli import exits
from footrule.standards.catalogue import catalogue

MAP = catalogue()


def test_the_map_names_every_entry_with_its_state_and_why(footrule):
    told = footrule("list", "--all", "--json").json
    assert len(told["standards"]) == len(MAP.entries) == sum(told["counts"].values())
    assert told["counts"] == MAP.counts()
    assert all(row["why"]["zh"] and row["why"]["en"] for row in told["standards"])


def test_an_entry_tells_number_title_level_dates_state_and_the_edition_that_holds_it(footrule):
    lines = footrule("list", "--all").out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("GB/T 24067-2024 "))
    assert lines[at].rstrip() == "GB/T 24067-2024  national · 2024-08-23, in force 2024-10-01 · partly"
    assert lines[at + 1].startswith("  Greenhouse gases")
    assert any(line.strip() == "cn/gb-24067@2024" for line in lines[at : at + 5])


def test_the_map_speaks_chinese(footrule):
    out = footrule("list", "--all", "--lang", "zh").out
    assert "国家 · 2024-08-23，2024-10-01实施 · 部分编入" in out
    assert f"共 {len(MAP.entries)} 项" in out


def test_no_line_of_the_map_is_wider_than_the_terminal(footrule, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert max(len(line.rstrip()) for line in footrule("list", "--all").out.splitlines()) <= 80


@pytest.mark.parametrize("state", ["encoded", "partly", "title_only"])
def test_a_state_filters_the_map(footrule, state):
    rows = footrule("list", "--state", state, "--json").json["standards"]
    assert rows and {row["state"] for row in rows} == {state}


def test_a_level_filters_the_map_and_the_library(footrule):
    rows = footrule("list", "--all", "--level", "local", "--json").json["standards"]
    assert rows and {row["level"] for row in rows} == {"local"}
    assert footrule("list", "--level", "local", "--json").json["standards"] == []
    assert len(footrule("list", "--level", "enterprise", "--json").json["standards"]) == 2


def test_a_family_is_a_list_a_family_of_the_library_or_a_product_with_what_lies_within(footrule):
    listed = footrule("list", "--all", "--family", "national-2025", "--json").json["standards"]
    assert {row["list"] for row in listed} == {"01-national-2025"}
    held = footrule("list", "--all", "--family", "ipcc", "--json").json["standards"]
    assert held and all(any(name.startswith("ipcc/") for name in row["library"]) for row in held)
    wider = next(product.within for product in MAP.products.values() if product.within)
    rows = footrule("list", "--all", "--family", wider, "--json").json["standards"]
    assert all(wider in MAP.within(row["product"]) for row in rows)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--level", "galactic"), "international, regional"),
        (("--state", "half"), "encoded, partly, title_only"),
        (("--all", "--family", "group-list-9"), "group-list-1"),
    ],
)
def test_a_filter_that_is_none_says_what_there_is(footrule, arguments, told):
    ran = footrule("list", *arguments)
    assert ran.code == exits.USAGE and told in ran.err
