"""The first-class constructs, tried with numbers: what they give, and what they refuse."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footrule.compiler.driver import Compilation
from footrule.runtime.calculate import calculate
from footrule.runtime.problems import Refused
from tests.compiler.conftest import Compile, codes, once

ELECTRICITY = """
input bought [kWh] at least 0 kWh
input own_kwh [kWh] at least 0 kWh
input line_kwh [kWh] at least 0 kWh
input attributes_sold: yes_no
input certificates list of
    number: text
    amount [kWh] at least 0 kWh
    factor [kgCO2e/kWh]
    retired: yes_no
    made: date
    claimed: date
input own_factor [kgCO2e/kWh]
input line_factor [kgCO2e/kWh]
input grid_factor [kgCO2e/kWh]
electricity plant demand bought
    1 own_generation supply own_kwh factor own_factor
    2 direct_line supply line_kwh factor line_factor when not attributes_sold
    3 green for c in certificates supply c.amount factor c.factor when c.retired
    4 grid factor grid_factor the rest
ledger gec over certificates as c unit 1 MWh of c.amount valid 24 months from c.made at c.claimed once by c.number
output plant_from_own_generation, plant_from_direct_line, plant_from_green, plant_from_grid, plant_emissions
"""


def certificate(**changes: Any) -> dict[str, Any]:
    made = {"number": "1", "amount": "1000 kWh", "factor": "0.03", "retired": True}
    return made | {"made": "2024-01-31", "claimed": "2026-01-31"} | changes


def plant(**changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "bought": "10 MWh", "own_kwh": "2000", "line_kwh": "3000", "attributes_sold": False, "certificates": [],
        "own_factor": "0", "line_factor": "0.05", "grid_factor": "0.6",
    }  # fmt: skip
    return given | changes


@pytest.fixture(scope="module")
def shared_electricity(tmp_path_factory: pytest.TempPathFactory) -> Compilation:
    return once(tmp_path_factory.mktemp("electricity"), ELECTRICITY)


@pytest.fixture(scope="module")
def shared_allocation(tmp_path_factory: pytest.TempPathFactory) -> Compilation:
    return once(tmp_path_factory.mktemp("allocation"), ALLOCATION)


@pytest.fixture
def electricity(compiled: Compile) -> Compilation:
    return compiled(ELECTRICITY)


def outputs(found: Compilation, document: dict[str, Any]) -> dict[str, Any]:
    assert found.form is not None, codes(found)
    return {given.name: given.value for given in calculate(found.form, document).outputs}


def refusals(found: Compilation, document: dict[str, Any]) -> list[str]:
    assert found.form is not None, codes(found)
    with pytest.raises(Refused) as refused:
        calculate(found.form, document)
    return [problem.words.en if hasattr(problem, "words") else str(problem) for problem in refused.value.problems]


def test_electricity_is_met_in_order_and_the_grid_takes_the_rest(electricity: Compilation) -> None:
    found = outputs(electricity, plant(certificates=[certificate()]))
    assert found["plant_from_own_generation"] == 2000
    assert found["plant_from_direct_line"] == 3000
    assert found["plant_from_green"] == 1000
    assert found["plant_from_grid"] == 4000
    assert found["plant_emissions"] == Fraction("150") + 30 + 2400


def test_a_direct_line_whose_attributes_were_sold_is_grid_power(electricity: Compilation) -> None:
    assert outputs(electricity, plant(attributes_sold=True))["plant_from_grid"] == 8000


@pytest.mark.parametrize(
    "certificates",
    [
        [certificate(amount="500 kWh")],
        [certificate(), certificate()],
        [certificate(claimed="2026-02-01")],
        [certificate(claimed="2024-01-30")],
        [certificate(amount="6 MWh")],
    ],
    ids=["half a certificate", "used twice", "out of term", "before it was made", "more than is left to cover"],
)
def test_a_certificate_that_does_not_count_is_refused(
    electricity: Compilation, certificates: list[dict[str, Any]]
) -> None:
    assert refusals(electricity, plant(certificates=certificates))


@settings(max_examples=60, deadline=None)
@given(bought=st.integers(1, 10**6), own=st.integers(0, 10**6), line=st.integers(0, 10**6), sold=st.booleans())
def test_supply_equals_demand_and_nothing_is_negative(
    shared_electricity: Compilation, bought: int, own: int, line: int, sold: bool
) -> None:
    document = plant(bought=str(bought), own_kwh=str(own), line_kwh=str(line), attributes_sold=sold)
    found = outputs(shared_electricity, document)
    parts = [value for name, value in found.items() if "_from_" in name]
    assert sum(parts) == bought
    assert min(parts) >= 0


ALLOCATION = """
input burden [kgCO2e]
input price_ratio [1] above 0
input submetered: yes_no
input products list of at least 1
    mass [t] above 0 t
    value [EUR] above 0 EUR
allocation of burden among products as p
    by subdivision when submetered
    by mass using p.mass when price_ratio <= 5
    by value using p.value otherwise
rule shares [1] = sum(burden_share(p) or else 0 for p in products)
output burden_method, shares
"""

PRODUCTS = st.lists(
    st.fixed_dictionaries({"mass": st.integers(1, 10**6).map(str), "value": st.integers(1, 10**6).map(str)}),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(products=PRODUCTS, ratio=st.sampled_from(["4.99", "5", "5.01"]))
def test_allocated_shares_add_up_to_one(
    shared_allocation: Compilation, products: list[dict[str, str]], ratio: str
) -> None:
    document = {"burden": "100", "price_ratio": ratio, "submetered": False, "products": products}
    found = outputs(shared_allocation, document)
    assert found["shares"] == 1
    assert found["burden_method"] == ("value" if ratio == "5.01" else "mass")


def test_a_method_without_a_key_gives_no_share(compiled: Compile) -> None:
    document = {
        "burden": "100", "price_ratio": "1", "submetered": True, "products": [{"mass": "1", "value": "1"}],
    }  # fmt: skip
    assert outputs(compiled(ALLOCATION), document) == {"burden_method": "subdivision", "shares": 0}


INVENTORY = """
gwp AR6 100 years
boundary cradle_to_gate
    stage smelting, casting
    stage packing because "不在此核算" "counted elsewhere"
emission anode in smelting gas CF4 [kgCF4] fossil = 2 kgCF4
emission fuel for f in fuels in f.stage [kgCO2e] fossil = f.amount * f.factor
removal uptake in casting [kgCO2e] biogenic = -1 * stored
input stored [kgCO2e]
input fuels list of
    stage: stage
    amount [kg] activity
    factor [kgCO2e/kg]
data activity measured > estimated
output total
"""


def test_terms_add_up_by_stage_and_gases_become_co2e(compiled: Compile) -> None:
    fuels = [
        {"stage": "smelting", "amount": {"value": "10", "unit": "kg", "source": "measured"}, "factor": "2"},
        {"stage": "casting", "amount": "5", "factor": "1"},
    ]
    found = compiled(INVENTORY)
    assert outputs(found, {"stored": "3", "fuels": fuels})["total"] == 2 * 7380 + 20 + 5 - 3


def test_a_removal_that_adds_is_refused(compiled: Compile) -> None:
    assert refusals(compiled(INVENTORY), {"stored": "-3", "fuels": []})


CUT_OFF = """
input product_footprint [kgCO2e]
cut-off of product_footprint: each below 1 %, together at most 2 %, never direct_emission
rule result [kgCO2e] = product_footprint
output result
"""


@pytest.mark.parametrize(
    ("flows", "lawful"),
    [
        ([], True),
        ([("0.99", "other_flow"), ("0.99", "other_flow")], True),
        ([("1", "other_flow")], False),
        ([("0.9", "other_flow"), ("0.9", "other_flow"), ("0.9", "other_flow")], False),
        ([("0.1", "direct_emission")], False),
    ],
)
def test_the_cut_off_limits_hold_at_their_ends(compiled: Compile, flows: list[tuple[str, str]], lawful: bool) -> None:
    listed = [{"name": str(i), "amount": amount, "category": kind} for i, (amount, kind) in enumerate(flows)]
    document = {"product_footprint": "100", "excluded_flows": listed}
    found = compiled(CUT_OFF)
    if lawful:
        assert outputs(found, document)["result"] == 100
    else:
        assert refusals(found, document)


def test_a_required_rank_refuses_a_lower_one_and_an_unstated_one(compiled: Compile) -> None:
    found = compiled(
        "data activity measured > estimated\ninput power [kWh] activity\ndata required measured for power\n"
        "rule result [kWh] = power\noutput result"
    )
    assert outputs(found, {"power": {"value": "5", "unit": "kWh", "source": "measured"}})["result"] == 5
    assert refusals(found, {"power": {"value": "5", "unit": "kWh", "source": "estimated"}})
    assert refusals(found, {"power": "5 kWh"})


def test_a_product_without_emissions_that_leaves_nothing_out_passes_the_cut_off(compiled: Compile) -> None:
    assert outputs(compiled(CUT_OFF), {"product_footprint": "0", "excluded_flows": []})["result"] == 0


def test_a_key_may_be_named_by_its_field_alone(compiled: Compile) -> None:
    found = compiled(
        "input burden [kgCO2e]\ninput products list of at least 1\n    mass [t] above 0 t\n"
        "allocation of burden among products\n    by mass using mass\n"
        "rule result [kgCO2e] = sum(burden_allocated(p) or else 0 for p in products)\noutput result"
    )
    assert outputs(found, {"burden": "9", "products": [{"mass": "1"}, {"mass": "2"}]})["result"] == 9


def test_a_report_shows_values_not_lists(compiled: Compile) -> None:
    found = compiled(
        "input xs list of\n    mass [t]\nrule result [t] = sum(x.mass for x in xs)\noutput result\nreport xs"
    )
    assert codes(found) == ["F0201"]


def test_keys_that_add_up_to_nothing_are_refused_in_words(compiled: Compile) -> None:
    found = compiled(ALLOCATION.replace("mass [t] above 0 t", "mass [t] at least 0 t"))
    document = {"burden": "1", "price_ratio": "1", "submetered": False, "products": [{"mass": "0", "value": "1"}]}
    assert found.form is not None
    with pytest.raises(Refused) as refused:
        calculate(found.form, document)
    assert [problem.code for problem in refused.value.problems] == ["R0301"]


def test_an_author_may_call_a_kind_of_their_own_a_source(compiled: Compile) -> None:
    found = compiled(
        "kind activity_source one of meter, bill\ninput origin: activity_source\n"
        "rule result [1]\n    = 1 when origin is meter\n    = 2 otherwise\noutput result"
    )
    assert outputs(found, {"origin": "bill"})["result"] == 2
