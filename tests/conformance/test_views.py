"""The page of results in a real browser, and the other views: everything said, nothing slipped in."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from footrule.conformance import results
from footrule.conformance.adapters.reference import ReferenceSubject
from footrule.conformance.outcomes import FAILURES, Record
from footrule.conformance.results import Results
from footrule.conformance.views.annotations import github_annotations
from footrule.conformance.views.badge import badge
from footrule.conformance.views.junit import junit
from footrule.conformance.views.page import page
from footrule.conformance.views.sentences import OUTCOMES, sentence
from tests.browser import complaints, open_at
from tests.conformance.subjects import POWER, compiled, run_callable
from tests.conformance.wrong_tools import Wrong, times

SLIPPED = "<img src=x onerror=\"document.title='slipped'\">]]>\u202e\x00%0A::error::\n"


@pytest.fixture(scope="module")
def two() -> tuple[Results, Results]:
    wrong = run_callable(POWER, Wrong(POWER, outputs=times("approved_allowance", "2")))
    return wrong, run_callable(POWER, ReferenceSubject(compiled(POWER)))


@pytest.fixture(scope="module")
def written(two: tuple[Results, Results], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("page") / "matrix.html"
    path.write_text(page(two), encoding="utf-8")
    yield path


def visible(browser: webdriver.Chrome, selector: str) -> list[str]:
    return [one.text for one in browser.find_elements(By.CSS_SELECTOR, selector) if one.is_displayed()]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("language", "title"), [("zh", "符合性"), ("en", "Conformance")])
def test_the_page_reads_at_this_width(
    browser: webdriver.Chrome, written: Path, width: int, language: str, title: str
) -> None:
    open_at(browser, written, width)
    browser.execute_script(f"speak('{language}')")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    assert visible(browser, "h1")[0].startswith(title)
    assert len(visible(browser, ".tool")) == 2
    assert complaints(browser) == []


def test_the_button_changes_the_language(browser: webdriver.Chrome, written: Path) -> None:
    open_at(browser, written, 1280)
    browser.execute_script("speak('en')")
    browser.find_element(By.ID, "lang").click()
    assert visible(browser, "h2")[0] == "工具与条款"
    assert browser.execute_script("return document.documentElement.lang") == "zh-Hans"


def test_words_clauses_and_what_fails_filter_the_page(browser: webdriver.Chrome, written: Path) -> None:
    open_at(browser, written, 1280)
    clauses, cases = len(visible(browser, "tbody tr")), len(visible(browser, "ul.cases > li"))
    browser.find_element(By.ID, "find").send_keys("edge.fdd820")
    assert len(visible(browser, "ul.cases > li")) == 1
    browser.execute_script("find.value = ''; sift()")
    browser.find_element(By.CSS_SELECTOR, "[data-clause='§五-3']").click()
    assert visible(browser, "tbody tr th") == ["§五-3"]
    assert 0 < len(visible(browser, "ul.cases > li")) <= cases
    browser.find_element(By.CSS_SELECTOR, "[data-clause='§五-3']").click()
    browser.find_element(By.ID, "only").click()
    assert 0 < len(visible(browser, "tbody tr")) < clauses


def test_nothing_a_tool_says_runs_in_the_page(
    browser: webdriver.Chrome, two: tuple[Results, Results], tmp_path: Path
) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(page([hostile(two[0])]), encoding="utf-8")
    open_at(browser, path, 1280)
    assert "slipped" not in browser.title
    assert browser.find_elements(By.CSS_SELECTOR, "img") == []


def hostile(found: Results) -> Results:
    """The same with everything a tool can say being an attempt."""
    tool = msgspec.structs.replace(found.tool, name=SLIPPED, version=SLIPPED, digest=SLIPPED)
    records = tuple(
        msgspec.structs.replace(record, actual=SLIPPED, detail=SLIPPED, target=SLIPPED) if record.fails else record
        for record in found.records
    )
    return msgspec.structs.replace(found, tool=tool, records=records)


def test_junit_of_a_hostile_tool_is_well_formed(two: tuple[Results, Results]) -> None:
    root = ET.fromstring(junit(hostile(two[0])))
    assert int(root.attrib["failures"]) == sum(record.fails for record in two[0].records)


def test_annotations_of_a_hostile_tool_are_one_command_a_line(two: tuple[Results, Results]) -> None:
    told = github_annotations(hostile(two[0])).splitlines()
    assert all(line.startswith("::error title=") for line in told)
    assert len(told) == sum(record.fails for record in two[0].records)


@pytest.mark.parametrize("outcome", FAILURES)
def test_every_outcome_has_words_and_a_sentence_in_both_languages(outcome: str) -> None:
    record = Record(id="a", digest="", kind="compute", level="required", outcome=outcome)  # type: ignore[arg-type]
    zh, en = OUTCOMES[outcome]
    assert zh != en
    assert sentence(record, "zh") == zh
    assert sentence(record, "en") == outcome


@pytest.mark.parametrize(
    ("detail", "zh"),
    [
        ("timeout: no answer within 2 s", "2 秒内没有回答"),
        ("crash: it ended with 7", "程序结束，退出码 7"),
        ("flood: more than 100 bytes", "输出超过 100 字节"),
        ("garbled: it answered another request", "回答的是别的提问"),
    ],
)
def test_what_happened_to_a_tool_is_told_in_chinese(detail: str, zh: str) -> None:
    record = Record(id="a", digest="", kind="compute", level="required", outcome="crash", detail=detail)
    assert sentence(record, "zh") == zh


def test_the_badge_says_how_the_results_were_got(two: tuple[Results, Results]) -> None:
    wrong, right = (badge(each) for each in two)
    assert (right["color"], right["tier"]) == ("brightgreen", "re-run")
    assert wrong["color"] == "red"
    assert badge(msgspec.structs.replace(two[1], tier="attested"))["color"] == "yellowgreen"
    json.dumps(right)


def test_the_digest_of_results_leaves_out_time_and_restarts_only(two: tuple[Results, Results]) -> None:
    found = two[0]
    slower = msgspec.structs.replace(found, seconds=99.0, tool=msgspec.structs.replace(found.tool, restarts=3))
    other = msgspec.structs.replace(found, records=found.records[1:])
    assert results.digest(slower) == found.digest
    assert results.digest(other) != found.digest
