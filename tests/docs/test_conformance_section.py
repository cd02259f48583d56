"""The page of a standard says how many cases its suite holds and how strong they are: never more than was measured."""

from __future__ import annotations

from dataclasses import replace

import pytest

from footrule.cli.suites_told import suite_told
from footrule.compiler.docs.conformance_section import Suite, conformance_section
from footrule.compiler.docs.entry import Entry
from footrule.compiler.docs.suites_page import suites_page
from footrule.compiler.driver import compile_standard

TITLES = {"1": "Scope", "2": "Limit"}
MEASURED = Suite(3, {"reject": 1, "compute": 2}, {"2": 3}, (1999, 2000), {"2": (5, 5)}, (("漏看 <b>", "misses <b>"),))


def section(suite: Suite | None, language: str = "en") -> str:
    return "\n\n".join(conformance_section(suite, "a/b@1", TITLES, "guide/conformance.md", language))  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "told"), [("en", "2 computed, 1 to be refused"), ("zh", "2 个求值、1 个应拒绝")])
def test_cases_are_counted_by_kind(language: str, told: str) -> None:
    assert told in section(MEASURED, language)


def test_a_share_is_never_rounded_up_to_the_whole() -> None:
    assert "notice 1999 (99.9 %)" in section(MEASURED)
    assert "| 5/5 | 100 % |" in section(MEASURED)


def test_clauses_no_case_comes_by_are_left_out() -> None:
    assert "Limit" in section(MEASURED)
    assert "Scope" not in section(MEASURED)


def test_without_a_record_no_strength_is_claimed() -> None:
    told = section(Suite(3, {"compute": 3}, {"2": 3}))
    assert "footrule conform strength a/b@1" in told
    assert "%" not in told


def test_what_a_mistake_is_called_is_no_markup() -> None:
    assert "<b>" not in section(MEASURED)


def test_an_edition_without_a_suite_has_no_section() -> None:
    assert section(None) == ""


def test_the_figures_are_those_of_the_committed_suite() -> None:
    compiled = compile_standard("cn/ets-power@2023-2024").form
    assert compiled is not None
    told = suite_told(compiled)
    assert told is not None
    assert told.cases == sum(told.kinds.values()) > 50
    assert set(told.clauses) <= {clause.id for clause in compiled.clauses}


@pytest.mark.parametrize(("language", "told"), [("en", "9 cases in all"), ("zh", "共 9 个案例")])
def test_the_page_of_all_suites_adds_up_what_was_measured_and_claims_nothing_else(language: str, told: str) -> None:
    power = compile_standard("cn/ets-power@2023-2024")
    measured = replace(Entry.of(power), suite=MEASURED)
    unmeasured = replace(Entry.of(power), suite=Suite(6, {"compute": 6}, {}))
    page = suites_page([measured, unmeasured, Entry.of(power)], language)  # type: ignore[arg-type]
    assert told in page
    assert "1999/2000 | 99.9 %" in page
    assert page.count("evidence.md#conformance") == 2


def test_what_an_author_lists_stands_with_its_reason() -> None:
    guide = compile_standard("cn/ets-power-guide@2026").form
    assert guide is not None
    told = suite_told(guide)
    assert told is not None
    assert [one for _, one in told.listed if "the mean of one value is their sum" in one]
    assert "Mistakes the author lists as changing nothing, without a proof: 1" in section(told)
