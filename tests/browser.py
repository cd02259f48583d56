"""A real browser for pages opened from their folder: no network, what the console says is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
)
WIDTHS = {"desk": 1280, "phone": 390}


@contextmanager
def started(profile: Path) -> Iterator[webdriver.Chrome]:
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    try:
        yield driver
    finally:
        driver.quit()


def open_at(browser: webdriver.Chrome, page: Path, width: int) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500},
    )
    complaints(browser)
    browser.get(page.as_uri())
    WebDriverWait(browser, 10).until(lambda one: one.execute_script("return document.readyState") == "complete")


def complaints(browser: webdriver.Chrome) -> list[str]:
    """What the page told the console since it was last asked."""
    return [str(entry) for entry in browser.get_log("browser")]  # type: ignore[no-untyped-call]  # so in selenium
