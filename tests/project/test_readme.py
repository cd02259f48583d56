"""What the first pages show is what the tool does: quoted rules are the library's, shown runs print what is shown."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "README.zh.md", "ARCHITECTURE.md", "CHANGELOG.md")


def text(page):
    return (ROOT / page).read_text(encoding="utf-8")


def fences(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text(page), re.MULTILINE | re.DOTALL)


def whole_library():
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "standards/library").rglob("*.md"))


def single_spaced(line):
    return " ".join(line.split())


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_every_quoted_rule_stands_in_the_library(page):
    library = whole_library()
    quoted = fences(page, "rule")
    assert quoted
    for block in quoted:
        assert block in library


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_every_quoted_clause_stands_in_the_library(page):
    library = single_spaced(whole_library())
    for quote in re.findall(r"(?:^> .*\n)+", text(page), re.MULTILINE):
        assert single_spaced(quote.replace("> ", "")) in library


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_every_shown_run_prints_what_is_shown(page):
    shown = fences(page, "console")
    assert shown
    for block in shown:
        command, *expected = block.splitlines()
        arguments = shlex.split(command.removeprefix("$ footrule "))
        ran = subprocess.run(
            [sys.executable, "-c", "from footrule.cli.main import main; main()", *arguments],
            capture_output=True,
            encoding="utf-8",
            env={"PATH": "", "COLUMNS": "120", "LC_ALL": "C.UTF-8", "FOOTRULE_CACHE": "off"},
            check=True,
        )
        printed = [single_spaced(line) for line in ran.stdout.splitlines()]
        for line in filter(None, map(single_spaced, expected)):
            assert line in printed


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)\)", text(page)):
        assert (ROOT / target).exists(), target
