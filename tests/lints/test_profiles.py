"""Drafting profiles: the guideline article by article, and a body's own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from footrule.compiler.driver import Compilation, Compiler, Source
from footrule.compiler.lints.profiles import LOOKS, BadProfile, UnknownProfile, check, load
from footrule.compiler.passes import run
from footrule.dsl.diagnostics.render import message
from footrule.standards.library import Library, shipped

GOOD = (Path(__file__).parents[1] / "diagnostics" / "F0701" / "good.md").read_text(encoding="utf-8")
DAY = "2026-06-30"


def compiled(text: str) -> Compilation:
    compiler = Compiler(Library((shipped(),)))
    source = Source("test/one@1", "one.md", text.encode())
    passed = run(source, compiler)
    assert passed.form is not None, passed.diagnostics
    return Compilation(source, passed.form, passed.diagnostics, compiler)


def articles(text: str, profile: str = "guideline") -> list[tuple[str, str]]:
    found = check(compiled(text), profile, DAY)
    return [(one.code, one.arguments["article"]) for one in found]


def test_a_draft_that_keeps_to_the_guideline_earns_nothing() -> None:
    assert articles(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "article"),
    [
        ("温室气体 产品碳足迹量化方法与要求 ", "", "F0702", "2"),
        ("follows: [GB/T 24067-2024]\n", "", "F0701", "2"),
        ("report fuel\n", "", "F0701", "2"),
        ('boundary gate "摇篮到大门" "cradle to gate"', 'boundary gate "大门" "gate"', "F0702", "3"),
        ("data required measured for fuel\n", "", "F0702", "4"),
        (' > literature "文献" "literature" > estimated', " > estimated", "F0702", "4"),
        ('verified "经核验的实测" "verified measurement" > official', "official", "F0701", "5"),
    ],
)
def test_each_article_left_out_is_told_with_its_force(old: str, new: str, code: str, article: str) -> None:
    assert old in GOOD
    assert (code, article) in articles(GOOD.replace(old, new))


def test_a_group_draft_beside_a_national_standard_is_told_so_from_the_map_of_standards() -> None:
    draft = GOOD.replace("蜂窝纸板", "电解铝").replace("status: primary", "status: draft\ndates: {issued: 2026-03-01}")
    (found,) = check(
        compiled(draft.replace("source: constructed", "source: constructed\nevidence: primary")), "guideline", DAY
    )
    assert (found.code, found.arguments["article"], found.arguments["force"]) == ("F0702", "第十条", "不再鼓励")
    assert "GB/T 44905-2024" in message(found, "zh") and "GB/T 44905-2024" in message(found, "en")


def test_an_industry_standard_beside_a_national_one_in_force_shall_be_repealed() -> None:
    draft = GOOD.replace("蜂窝纸板", "电解铝").replace("level: group", "level: industry")
    told = [(one.code, one.arguments["article"]) for one in check(compiled(draft), "guideline", DAY)]
    assert ("F0701", "第十四条") in told


def test_a_national_standard_for_a_product_of_its_own_is_beside_none() -> None:
    assert articles(GOOD.replace("level: group", "level: national")) == []


OWN = """name: ours
title: {zh: 本会编制细则, en: Our drafting rules}
lints:
  - {article: "7", force: 应, look: report, like: share, zh: 报告应给出占比, en: the report gives the share}
  - {article: "8", force: may, look: trial, zh: 可以附算例, en: "examples may be added, one a clause"}
"""


def test_a_body_writes_a_profile_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(OWN, encoding="utf-8")
    (found,) = check(compiled(GOOD), str(path))
    assert found.code == "F0701"
    assert message(found, "zh") == "本会编制细则第7条（应）：报告应给出占比"
    assert message(found, "en") == "Our drafting rules article 7 (应): the report gives the share"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("look: report", "look: reports", "no `look: reports`"),
        ("look: report", "see: report", "lint 1"),
        ("like: share", "like: '('", "no regular expression"),
        ("zh: 可以附算例, ", "", "lint 2 lacks `zh`"),
        ('"examples may be added, one a clause"', "examples may be added, one a clause", "lint 2 has `one a clause`"),
        ("lints:", "lints: {", "it is not YAML"),
        ("name: ours\n", "", "the head of the file lacks `name`"),
    ],
)
def test_a_slip_in_a_profile_is_told_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(OWN.replace(old, new), encoding="utf-8")
    with pytest.raises(BadProfile) as bad:
        load(str(path))
    assert said in bad.value.en
    assert bad.value.zh


def test_a_profile_that_does_not_exist_names_those_that_do() -> None:
    with pytest.raises(UnknownProfile) as unknown:
        load("gudeline")
    assert unknown.value.known == ("guideline",)


def test_every_lint_of_the_guideline_names_its_article_in_both_languages() -> None:
    for lint in load("guideline").lints:
        assert lint.article and lint.force and lint.look in LOOKS
        assert lint.zh and lint.en
