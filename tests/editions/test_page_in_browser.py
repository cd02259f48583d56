"""The page of real pairs in a real browser: both languages, desk and phone, nothing cut off, nothing fetched."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from selenium import webdriver

from footrule.compiler.editions import page
from footrule.compiler.editions.numbers import GENERATED, Measure, generated
from tests.browser import WIDTHS, complaints, open_at

from .pairs import compared

PAIRS = {
    "ets": ("cn/ets-power@2023-2024", "cn/ets-power@2025-2026-draft"),
    "co2": ("cn/electricity-co2@2021", "cn/electricity-co2@2022"),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    found = {}
    for name, (old, new) in PAIRS.items():
        report, pair, rules = compared(old, new)
        numbers = Measure(pair, rules).numbers(generated(pair, 10), GENERATED, 10)
        found[name] = tmp_path_factory.mktemp("pages") / f"{name}.html"
        found[name].write_text(page.page(msgspec.structs.replace(report, numbers=numbers), "zh"), encoding="utf-8")
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAIRS)
def test_the_page_reads_well(
    name: str, width: str, language: str, browser: webdriver.Chrome, pages: dict[str, Path]
) -> None:
    open_at(browser, pages[name], WIDTHS[width])
    browser.execute_script("document.querySelector(`[data-lang=${arguments[0]}]`).click()", language)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= WIDTHS[width]
    other = "en" if language == "zh" else "zh"
    seen = (
        "return [...document.querySelectorAll(`main .${arguments[0]}`)].filter(e => e.getClientRects().length).length"
    )
    assert browser.execute_script(seen, language) > 20
    assert browser.execute_script(seen, other) == 0
    cut = (
        "return [...document.querySelectorAll('h1,h2,h3,h4,.overview td,.tag,svg')].filter(e => {"
        "const r = e.getBoundingClientRect();"
        "return r.width && r.right > innerWidth + 1 && !e.closest('.scroll')}).length"
    )
    assert browser.execute_script(cut) == 0
    links = "return [...document.querySelectorAll('.overview a')].every(a => document.getElementById(a.hash.slice(1)))"
    assert browser.execute_script(links)
    assert complaints(browser) == []
