"""The library against itself: scope, contradictions with both clauses, numbers, and how stances are filed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from footrule.compiler.across import overlaps_page, schemas
from footrule.compiler.across import overlaps_telling as telling
from footrule.compiler.across.overlaps import Overlaps, latest, overlaps
from footrule.compiler.editions.pair import Edition
from footrule.standards import positions
from footrule.standards.catalogue import catalogue
from footrule.standards.stances import StancesError

from .across import WASTE, asked, mappings

DAY = "2026-07-01"


def _edition(name: str) -> Edition:
    return asked(name).edition


@pytest.fixture(scope="module")
def found() -> Overlaps:
    return overlaps(catalogue(), [(WASTE, mappings()[WASTE])], _edition, DAY)


def test_a_product_of_an_industry_and_a_group_standard_is_told_with_the_article(found: Overlaps) -> None:
    phones = next(one for one in found.scopes if one.title.en == "mobile handsets")
    assert [one.level for one in phones.members] == ["industry", "group"]
    assert "第十条" in {one.article for one in phones.decisions}


def test_a_wider_national_standard_is_told_as_wider(found: Overlaps) -> None:
    steel = next(one for one in found.scopes if one.title.en == "blast-furnace converter steel")
    assert ("national", "within") in {(one.level, one.relation) for one in steel.members}


def test_one_standard_for_one_product_is_no_overlap(found: Overlaps) -> None:
    assert all(len(scope.members) > 1 for scope in found.scopes)


def test_certificates_counted_and_refused_contradict_one_another(found: Overlaps) -> None:
    pairs = {(one.topic, one.a.edition, one.b.edition) for one in found.contradictions}
    assert ("electricity_certificates", "catena-x/pcf-rulebook@4.0.1", "eu/cbam@2026") in pairs
    assert ("waste_to_energy", "catena-x/pcf-rulebook@4.0.1", "ghgp/scope3-guidance@1.0") in pairs
    assert ("pds_base", "catena-x/pcf-rulebook@4.0.1", "pact/technical-specification@3.0.3") in pairs


def test_both_clauses_of_a_contradiction_stand_in_their_editions(found: Overlaps) -> None:
    for one in found.contradictions:
        for side in (one.a, one.b):
            assert side.clause
            if side.edition.startswith(("catena-x", "eu/cbam")):
                assert side.clause in {clause.id for clause in _edition(side.edition).compiled.clauses}


def test_a_guideline_that_leaves_it_open_contradicts_nobody(found: Overlaps) -> None:
    certificates = [one for one in found.contradictions if one.topic == "electricity_certificates"]
    assert "cn/drafting-guideline@2024" not in {side.edition for one in certificates for side in (one.a, one.b)}


def test_superseded_editions_are_left_out_unless_asked_for(found: Overlaps) -> None:
    every = overlaps(catalogue(), (), _edition, DAY, every=True, numbers=False)
    old = "catena-x/pcf-rulebook@2.0"
    assert old not in {side.edition for one in found.contradictions for side in (one.a, one.b)}
    assert old in {side.edition for one in every.contradictions for side in (one.a, one.b)}


def test_editions_of_one_standard_are_no_contradiction() -> None:
    every = overlaps(catalogue(), (), _edition, DAY, every=True, numbers=False)
    assert all(one.a.edition.split("@")[0] != one.b.edition.split("@")[0] for one in every.contradictions)


def test_the_last_edition_goes_by_its_numbers() -> None:
    assert latest(("a/b@2.0", "a/b@10.1", "a/b@3.9", "c/d@2024-draft")) == {"a/b@10.1", "c/d@2024-draft"}


def test_one_term_with_two_numbers_has_a_product_that_shows_it(found: Overlaps) -> None:
    [numbers] = found.numbers
    assert numbers.questions[0].a.rule == "waste_burned"
    assert numbers.questions[0].a.values[0].exact != numbers.questions[0].b.values[0].exact


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="is no day"):
        overlaps(catalogue(), (), _edition, "2026", numbers=False)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_telling_holds_both_clauses(found: Overlaps, language: Any) -> None:
    for told in (
        "\n".join(telling.text(found, language)),
        telling.markdown(found, language),
        overlaps_page.page(found, language),
    ):
        assert "5.2.6.2" in told
        assert "956-IV.6" in told


def test_the_json_is_as_its_published_shape_says(found: Overlaps) -> None:
    jsonschema.validate(json.loads(msgspec.json.encode(found)), schemas.schema("overlaps"))


def test_every_stance_is_filed_once() -> None:
    assert sum(len(topic.positions) for topic in positions.load()) == 52


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("    refused: [eu/cbam@2026]\n", "    refused: []\n", "eu/cbam@2026 is filed nowhere"),
        ("    refused: [eu/cbam@2026]", "    refused: [eu/cbam@2026, eu/cbam@2026]", "filed twice"),
        ("    refused: [eu/cbam@2026]", "    refused: [eu/cbam@2026, en/15804@a2]", "takes no position"),
        ("of: [under_criteria, proven_purchase]", "of: [under_criteria, perhaps]", "names one or two"),
        ("- topic: aviation", "- topic: flying", "flying"),
    ],
)
def test_a_slip_in_the_file_is_named(tmp_path: Path, was: str, now: str, said: str) -> None:
    text = (positions.folder() / "positions.yaml").read_text(encoding="utf-8")
    assert was in text
    slipped = tmp_path / "positions.yaml"
    slipped.write_text(text.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(StancesError, match=said):
        positions.load(slipped)
