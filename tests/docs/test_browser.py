"""The site in a real browser, opened from its folder: both languages, desk and phone, light and dark."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from footrule.compiler.docs.entry import Entry
from tests.browser import WIDTHS, complaints, open_at


def shown(browser: webdriver.Chrome, selector: str) -> list[dict[str, float]]:
    script = (
        "return [...document.querySelectorAll(arguments[0])].map(e => e.getBoundingClientRect())"
        ".filter(r => r.width > 4 && r.height > 4).map(r => ({left: r.left, width: r.width, height: r.height}))"
    )
    found: list[dict[str, float]] = browser.execute_script(script, selector)
    return found


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
@pytest.mark.parametrize("language", ["", "en"], ids=["zh", "en"])
def test_a_standard_reads_at_this_width(
    browser: webdriver.Chrome, built: Path, entries: tuple[Entry, ...], language: str, width: int
) -> None:
    open_at(browser, built / language / entries[0].folder / "index.html", width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    assert len(shown(browser, ".fr-formula math")) > 50
    drawings = shown(browser, ".fr-boundary svg")
    assert len(drawings) == 1 and drawings[0]["height"] > 200 and drawings[0]["width"] <= width
    assert complaints(browser) == []


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
@pytest.mark.parametrize(
    "page",
    ["index.html", "en/library.html", "map.html", "en/map.html", "compare.html", "en/compare.html",
     "guide/tutorial.html", "en/guide/language.html", "reference/units.html",
     "en/reference/keywords.html", "reference/diagnostics/index.html", "en/reference/form.html"],
)  # fmt: skip
def test_no_page_of_the_guide_is_wider_than_the_window(
    browser: webdriver.Chrome, built: Path, page: str, width: int
) -> None:
    open_at(browser, built / page, width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    assert complaints(browser) == []


@pytest.mark.parametrize("name", ["calculator", "evidence"])
def test_tables_scroll_inside_themselves_on_a_phone(
    browser: webdriver.Chrome, built: Path, entries: tuple[Entry, ...], name: str
) -> None:
    for entry in entries:
        open_at(browser, built / "en" / entry.folder / f"{name}.html", WIDTHS["phone"])
        assert browser.execute_script("return document.documentElement.scrollWidth") <= WIDTHS["phone"]


def test_the_reader_changes_language_on_the_page_being_read(
    browser: webdriver.Chrome, built: Path, entries: tuple[Entry, ...]
) -> None:
    page = built / entries[0].folder / "calculator.html"
    open_at(browser, page, WIDTHS["desk"])
    target = browser.execute_script("return document.querySelector('a.md-select__link[hreflang=en]').href")
    assert target == (built / "en" / entries[0].folder / "calculator.html").as_uri()


@pytest.mark.parametrize(
    ("language", "words", "inside"), [("", "废钢比", "tcisa-452"), ("en", "scrap ratio", "en/standards/cn/tcisa-452")]
)
def test_the_search_finds_words_of_the_language_being_read(
    browser: webdriver.Chrome, built: Path, language: str, words: str, inside: str
) -> None:
    open_at(browser, built / language / "index.html", WIDTHS["desk"])
    browser.find_element(By.CSS_SELECTOR, "input.md-search__input").send_keys(words)
    links = "a.md-search-result__link"
    WebDriverWait(browser, 15).until(lambda one: one.find_elements(By.CSS_SELECTOR, links))
    found = [one.get_attribute("href") or "" for one in browser.find_elements(By.CSS_SELECTOR, links)]
    assert any(inside in href for href in found)
    assert all(("/site/en/" in href) == (language == "en") for href in found)
    assert complaints(browser) == []


@pytest.mark.parametrize("language", ["", "en"], ids=["zh", "en"])
def test_the_map_is_filtered_by_words_and_choices_without_network(
    browser: webdriver.Chrome, built: Path, language: str
) -> None:
    open_at(browser, built / language / "map.html", WIDTHS["phone"])
    every = len(shown(browser, ".fr-item"))
    browser.find_element(By.CSS_SELECTOR, ".fr-filter input").send_keys("GB/T 24067-2024")
    assert len(shown(browser, ".fr-item")) == 1
    assert len(shown(browser, ".fr-group h2")) == 1  # a list without an entry takes its heading away
    browser.find_element(By.CSS_SELECTOR, ".fr-filter input").clear()
    browser.execute_script(
        "const one = document.querySelector('select[name=state]'); one.value = 'encoded';"
        "one.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    assert 0 < len(shown(browser, ".fr-item")) < every
    assert complaints(browser) == []


def test_hostile_text_stays_text_in_the_page_and_in_the_search(
    browser: webdriver.Chrome, built: Path, entries: tuple[Entry, ...]
) -> None:
    for name in ("index", "calculator", "evidence"):
        open_at(browser, built / "en" / entries[-1].folder / f"{name}.html", WIDTHS["desk"])
        assert browser.execute_script("return typeof window.hurt") == "undefined"
        assert browser.execute_script("return document.querySelectorAll('[onclick],[onerror],[onload]').length") == 0
        assert complaints(browser) == []  # a script that ran would fail for want of `hurt`, and be told here
    browser.find_element(By.CSS_SELECTOR, "input.md-search__input").send_keys("Bad")
    WebDriverWait(browser, 15).until(lambda one: one.find_elements(By.CSS_SELECTOR, "a.md-search-result__link"))
    time.sleep(0.3)
    assert complaints(browser) == []


def test_the_picture_follows_the_dark_scheme(
    browser: webdriver.Chrome, built: Path, entries: tuple[Entry, ...]
) -> None:
    open_at(browser, built / entries[0].folder / "index.html", WIDTHS["desk"])
    colour = "return getComputedStyle(document.querySelector('.fr-wide .fr-stage')).fill"
    light = browser.execute_script(colour)
    browser.execute_script("document.body.setAttribute('data-md-color-scheme', 'slate')")
    assert browser.execute_script(colour) != light
    muted = browser.execute_script("return getComputedStyle(document.querySelector('.fr-caption')).color")
    channels = [float(part) for part in re.findall(r"[\d.]+", muted.partition("srgb")[2] or muted)[:3]]
    scale = 1 if "srgb" in muted else 255
    assert sum(channels) / 3 > 0.5 * scale  # light words on a dark ground
