"""A mapping of terms is held to both standards, and what is wrong with it is said in both languages."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from footrule.compiler.across import schemas
from footrule.compiler.across.comparison import Standing
from footrule.compiler.across.mapping import MappingError, check, read
from footrule.compiler.docs.guide_pages import guide_folder
from footrule.runtime.documents import read_document
from footrule.standards.positions import mappings_folder

from .across import asked, mappings

SMALL = """
mapping: 1
title: {zh: 甲, en: one}
a: catena-x/pcf-rulebook@4.0.1
b: eu/cbam@2026
terms:
  - term: {zh: 用电, en: power}
    a: {sum: loads.amount}
    b: {input: electricity_used}
questions:
  - question: {zh: 排放, en: emissions}
    a: electricity_total
    b: consumed_emissions
"""


def _checked(text: str) -> None:
    found = read(text.encode())
    check(found, asked(found.a).compiled, asked(found.b).compiled)


def test_a_small_mapping_is_sound() -> None:
    _checked(SMALL)


@pytest.mark.parametrize("name", sorted(mappings()))
def test_shipped_mappings_hold_to_their_standards_and_their_shape(name: str) -> None:
    found = mappings()[name]
    check(found, asked(found.a).compiled, asked(found.b).compiled)
    written = read_document((mappings_folder() / f"{name}.yaml").read_bytes(), "yaml")
    jsonschema.validate(_worded(written), schemas.schema("mapping"))


def _worded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _worded(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_worded(one) for one in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return int(value) if not isinstance(value, str) or value.isdigit() else value


@pytest.mark.parametrize(
    ("was", "now", "zh", "en"),
    [
        ("title:", "titel:", "没有名为 `titel` 的键", "unknown field `titel`"),
        ("mapping: 1", "mapping: 2", "应为 1", "has to be 1"),
        ("loads.amount", "loads.weight", "没有字段 `weight`", "no field `weight`"),
        ("electricity_used", "electricity", "没有 `electricity`", "no `electricity`"),
        ("input: electricity_used", "input: production", "不能换算", "do not convert"),
        ("input: electricity_used", "list: direct_links", "列表只能对应列表", "a list corresponds to a list"),
        ("consumed_emissions", "consumed", "没有不带参数的规则 `consumed`", "no rule `consumed` without arguments"),
        ("questions:", "answers:", "没有名为 `answers` 的键", "unknown field `answers`"),
        ("terms:", "terms: [", "R0101", "R0101"),
    ],
)
def test_what_is_wrong_is_named_in_both_languages(was: str, now: str, zh: str, en: str) -> None:
    with pytest.raises(MappingError) as refused:
        _checked(SMALL.replace(was, now, 1))
    assert zh in refused.value.zh
    assert en in refused.value.en


def test_a_value_there_is_not_is_named() -> None:
    text = SMALL.replace("{sum: loads.amount}", "{sum: contracts.amount, where: {purchase_agreement: [perhaps]}}")
    with pytest.raises(MappingError, match="no value `perhaps`"):
        _checked(text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_mapping_of_the_guide_is_sound_and_reads_its_product(language: str) -> None:
    text = (guide_folder() / f"editions.{language}.md").read_text(encoding="utf-8")
    written = next(one for one in text.split("```yaml\n") if one.startswith("mapping:"))
    mapping = read(written.split("```", 1)[0].encode())
    product = read_document(text.split("```json\n", 1)[1].split("```", 1)[0], "json")
    found = Standing(mapping, "guide", asked(mapping.a), asked(mapping.b)).compare(product)
    assert found.questions[0].difference == "100"
