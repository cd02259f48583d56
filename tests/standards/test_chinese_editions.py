"""The Chinese editions: each in two languages, the guideline's articles complete and its words kept."""

import re
from pathlib import Path

import pytest

from footrule.standards.library import shipped

EDITIONS = sorted(path for path in (shipped() / "cn").glob("*/*.md") if not path.name.endswith((".en.md", ".zh.md")))
GUIDELINE = shipped() / "cn" / "drafting-guideline" / "2024.md"


def clauses(path: Path) -> list[str]:
    return re.findall(r"^#+ .*\{#([^ }]+)", path.read_text("utf-8"), re.MULTILINE)


def rows() -> dict[str, tuple[str, str]]:
    found = re.findall(r"^\| (DR\w+) [^|]*\| (\d+) \| (\w+) \|$", GUIDELINE.read_text("utf-8"), re.MULTILINE)
    return {name: (article, force) for name, article, force in found}


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: f"{path.parent.name}@{path.stem}")
def test_a_translation_has_the_clauses_of_its_edition(path):
    assert clauses(path.with_name(f"{path.stem}.en.md")) == clauses(path)


def test_every_article_of_the_guideline_has_a_clause_and_a_check():
    articles = {str(number) for number in range(1, 21)}
    assert articles <= set(clauses(GUIDELINE))
    assert articles == {article for article, _ in rows().values()}


@pytest.mark.parametrize("check", ["DR5", "DR7", "DR9", "DR11", "DR15_industry"])
def test_what_the_guideline_permits_is_no_duty(check):
    assert rows()[check][1] == "may"


@pytest.mark.parametrize("check", ["DR3", "DR8", "DR10", "DR12", "DR13", "DR14", "DR16_P3"])
def test_what_the_guideline_demands_is_a_duty(check):
    assert rows()[check][1] == "shall"


def test_no_longer_encouraged_is_not_forbidden():
    assert rows()["DR16_P2"][1] == "discouraged"
