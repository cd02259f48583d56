"""One product under two standards: what agrees, what conflicts, what is a choice, and what was not said."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import msgspec
import pytest

from footrule.compiler.across import page, schemas, telling
from footrule.compiler.across.report import Comparison
from footrule.compiler.across.stands import stands
from footrule.compiler.across.witness import witness
from footrule.runtime.problems import Refused

from .across import CBAM, PACT, WASTE, question, standing

ALUMINIUM: dict[str, Any] = {
    "inputs": {
        "contributions": [
            {"name": "steel", "position": "A", "life_stage": "materials", "pcf": "1 kgCO2e", "primary_share": "90 %",
             "technology_rating": "1", "time_rating": "2", "geography_rating": "1"},
            {"name": "wood", "position": "D", "life_stage": "materials", "pcf": "-1.75 kgCO2e", "primary_share": "30 %",
             "technology_rating": "3", "time_rating": "2", "geography_rating": "1"},
        ]
    }
}  # fmt: skip
BURNED = {
    "burned_waste": [
        {"case": "recovered_by_others", "combustion": "100 kgCO2e", "preparation_and_transport": "5 kgCO2e"},
        {"case": "without_recovery", "combustion": "40 kgCO2e", "preparation_and_transport": "2 kgCO2e"},
    ]
}
CONTRACT = {
    "amount": "600 kWh", "tracking_system": True, "attributes_conveyed": True, "unique_claim": True, "redeemed": True,
    "same_year": True, "same_market": True, "purchase_agreement": False, "with_certificates": True,
    "product_factor": "0.02",
}  # fmt: skip
POWER: dict[str, Any] = {
    "inputs": {
        "loads": [{"amount": "1 MWh"}],
        "direct_supplies": [],
        "contracts": [CONTRACT],
        "residual_mix_factor": "0.5",
        "instruments_exist": True,
    }
}


@pytest.fixture(scope="module")
def wood() -> Comparison:
    return standing(PACT).compare(ALUMINIUM)


def test_the_base_of_the_primary_data_share_holds_the_uptake_on_one_side_only(wood: Comparison) -> None:
    base = question(wood, "absolute_sum_of_contributions")
    assert base.verdict == "conflict"
    assert (base.a.values[0].exact, base.b.values[0].exact, base.difference) == ("2.75", "1", "-1.75")
    assert (base.a.place.clause, base.b.place.clause) == ("7.2.4", "quality")


def test_the_share_differs_because_of_its_base(wood: Comparison) -> None:
    share = question(wood, "primary_data_share")
    assert share.verdict == "conflict"
    assert share.b.values[0].exact == "90"
    assert [one.en for one in share.because] == ["base of the primary data share"]


def test_totals_meet_only_where_a_missing_flag_means_no_capture(wood: Comparison) -> None:
    total = question(wood, "pcf_excluding_uptake")
    assert total.verdict == "choice"
    assert [(one.exact, other.options) for one, other in total.meets] == [("1", {"ccs_flag_missing": "no_capture"})]


def test_a_rating_whose_weight_is_open_on_one_side_is_a_choice(wood: Comparison) -> None:
    assert question(wood, "technological_rating").verdict == "choice"
    assert question(wood, "temporal_rating").verdict == "agree"


def test_only_options_that_matter_are_told(wood: Comparison) -> None:
    told = {name for one in wood.questions for value in (*one.a.values, *one.b.values) for name in value.options}
    assert told <= {"rating_weight", "biogenic_release", "including_total", "ccs_flag_missing"}


def test_a_position_that_does_not_occur_does_not_apply(wood: Comparison) -> None:
    land = next(term for term in wood.terms if term.term.en == "land-use change")
    assert (land.status, land.told_b) == ("none", "not applicable")


def test_a_term_the_product_does_not_give_is_not_told(wood: Comparison) -> None:
    start = next(term for term in wood.terms if term.b == "referencePeriodStart")
    assert start.status == "not given"
    assert "referencePeriodStart" not in wood.given_b["inputs"]


def test_a_sum_over_an_unknown_amount_is_not_told() -> None:
    item = {"position": "A", "life_stage": "materials", "computed": "electricity_use"}
    found = standing(PACT).compare({"inputs": {"contributions": [item]}})
    fossil = next(term for term in found.terms if term.b == "fossilGhgEmissions")
    assert fossil.status == "partly given"
    assert "fossilGhgEmissions" not in found.given_b["inputs"]
    assert question(found, "pcf_excluding_uptake").verdict == "open"


def test_combustion_with_recovery_belongs_to_the_user_there_and_to_the_generator_here() -> None:
    burden = standing(WASTE).compare(BURNED).questions[0]
    assert burden.verdict == "conflict"
    assert [one.exact for one in burden.a.values] == ["47"]
    assert [(one.exact, one.options["preparatory_steps"]) for one in burden.b.values] == [
        ("140", "receiver_of_material"),
        ("147", "generator_of_waste"),
    ]


def test_combustion_without_recovery_is_the_same_where_the_generator_prepares() -> None:
    burned = {"burned_waste": [BURNED["burned_waste"][1]]}
    burden = standing(WASTE).compare(burned).questions[0]
    assert burden.verdict == "choice"
    assert burden.meets[0][1].options == {"preparatory_steps": "generator_of_waste"}


def test_certificates_count_here_and_are_refused_there() -> None:
    power = standing(CBAM).compare(POWER).questions[0]
    assert power.verdict == "conflict"
    assert power.a.values[0].exact == "212"
    assert power.b.refused_at[0].clause == "956-IV.6"
    assert "green certificates are refused" in power.b.refused[0].en


def test_numbers_are_told_in_the_unit_of_the_other_standard() -> None:
    found = standing(CBAM).compare(POWER)
    assert found.given_b["inputs"]["electricity_used"] == {"value": "1", "unit": "MWh"}


def test_what_only_the_other_standard_knows_is_said_beside_the_product() -> None:
    grid = {"loads": [{"amount": "1 MWh"}], "direct_supplies": [], "contracts": [], "residual_mix_factor": "0.5",
            "instruments_exist": True}  # fmt: skip
    alone = standing(CBAM).compare({"inputs": grid})
    assert alone.questions[0].verdict == "open"
    assert [(one.of, one.mapped) for one in alone.lacking] == [("b", False)]
    other = {"inputs": {"default_electricity_factor": "0.6 tCO2e/MWh"}}
    whole = standing(CBAM).compare({"inputs": grid, "other": other})
    assert whole.questions[0].difference == "100"


def test_a_field_no_term_gives_leaves_the_question_open() -> None:
    supply = {"amount": "1 MWh", "generator_factor": "0.04", "instrument_sold": False, "installation_proven": True,
              "meter_equals_demand": True, "reading_confirmed": True}  # fmt: skip
    product = {"loads": [{"amount": "1 MWh"}], "direct_supplies": [supply], "contracts": []}
    found = standing(CBAM).compare({"inputs": product})
    assert found.questions[0].verdict == "open"
    assert any("metering_period" in one.name for one in found.lacking)


def test_a_product_the_first_standard_cannot_read_is_refused() -> None:
    with pytest.raises(Refused):
        standing(PACT).compare({"inputs": {"contributions": [{"position": "Z"}]}})


def test_a_witness_diverges_by_number_and_is_found_again() -> None:
    found, again = (witness(standing(WASTE), 0.5) for _ in range(2))
    assert found is not None
    assert again is not None
    assert found.document == again.document
    assert standing(WASTE).compare(found.document, "search").questions[0].verdict == "conflict"


def test_stances_stand_apart_by_both_clauses() -> None:
    found = {one.topic: one for one in stands("catena-x/pcf-rulebook@4.0.1", "eu/cbam@2026")}
    certificates = found["electricity_certificates"]
    assert (certificates.verdict, certificates.a.clause, certificates.b.clause) == ("apart", "5.2.6.2", "956-IV.6")
    assert found["cut_off"].verdict == "open"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_telling_names_both_clauses(wood: Comparison, language: Any) -> None:
    for told in ("\n".join(telling.text(wood, language)), telling.markdown(wood, language), page.page(wood, language)):
        assert "7.2.4" in told
        assert "quality" in told
        assert "51.8181818182" in told


def test_the_page_needs_no_network_and_holds_both_languages(wood: Comparison) -> None:
    told = page.page(wood, "zh")
    assert "http" not in told
    assert 'class="zh"' in told
    assert 'class="en"' in told


def test_a_product_cannot_put_markup_on_the_page() -> None:
    item = {"name": "<script>alert(1)</script>", "position": "A", "life_stage": "materials", "pcf": "1 kgCO2e"}
    told = page.page(standing(PACT).compare({"inputs": {"contributions": [item]}}), "en")
    assert "<script>alert" not in told


def test_the_json_is_as_its_published_shape_says(wood: Comparison) -> None:
    jsonschema.validate(json.loads(msgspec.json.encode(wood)), schemas.schema("comparison"))
