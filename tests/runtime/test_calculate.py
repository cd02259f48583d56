"""From a document to a result: requirements, outputs, the inventory, and what the result rests on."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footrule.runtime import form
from footrule.runtime.calculate import Calculator, Result, calculate
from footrule.runtime.problems import Refused
from tests.runtime.sample_form import TOTAL, UPTAKE, label, num, ref, rule, sample_document, sample_form

CALCULATOR = Calculator(sample_form())


def result(**inputs: Any) -> Result:
    document = sample_document()
    document["inputs"] |= inputs
    return CALCULATOR.calculate(document)


def codes(compiled: form.Form, document: object) -> list[str]:
    with pytest.raises(Refused) as caught:
        calculate(compiled, document)
    return [problem.code for problem in caught.value.problems]


def test_outputs_come_in_the_standards_order_with_unit_and_clause() -> None:
    (declared, graded, expiry) = result(made="2024-01-31").outputs
    assert (declared.name, declared.value, declared.unit, declared.clause) == (
        "declared",
        Fraction("805.25"),
        "kgCO2e/t",
        "6.3",
    )
    assert (graded.value, graded.to_json()["kind"]) == ("C", "choice")
    assert str(expiry.value) == "2026-01-31"


def test_reports_show_inputs_and_options() -> None:
    assert [(given.name, given.value) for given in result().reports] == [("scrap_share", Fraction(20)), ("tight", True)]


def test_emissions_and_removals_are_added_apart_by_stage_gas_and_carbon() -> None:
    totals = result().inventory
    assert totals is not None
    assert (totals.whole.emissions, totals.whole.removals, totals.whole.net) == (
        Fraction("1620.5"),
        Fraction(-10),
        Fraction("1610.5"),
    )
    assert [(line.name, line.emissions, line.removals) for line in totals.stages] == [
        ("fuel", Fraction(1000), Fraction(-10)),
        ("power", Fraction("620.5"), Fraction(0)),
    ]
    assert [(line.name, line.unit, line.emissions) for line in totals.gases] == [("CO2e", "kgCO2e", Fraction("1620.5"))]
    assert [(line.name, line.net) for line in totals.carbon] == [
        ("fossil", Fraction(1000)),
        ("biogenic", Fraction(-10)),
    ]


def test_the_inventory_adds_up_to_the_rule_that_totals_it() -> None:
    outcome = CALCULATOR.calculate(sample_document(), trace=True)
    assert outcome.trace is not None and outcome.inventory is not None
    total = outcome.trace.step("total")
    assert total is not None and total.value == outcome.inventory.whole.net


def test_a_removal_above_zero_is_refused() -> None:
    rules = tuple(
        rule("uptake", "kgCO2e", num("10"), at=3) if given is UPTAKE else given for given in sample_form().rules
    )
    assert codes(sample_form(rules=rules), sample_document()) == ["R0307"]


def test_the_primary_share_counts_terms_whose_every_input_is_of_the_best_rank() -> None:
    share = result().primary_share
    assert share == Fraction("620.5") / (1000 + Fraction("620.5") + 10)


def test_there_is_no_primary_share_where_the_standard_orders_no_data() -> None:
    assert calculate(sample_form(data=()), sample_document()).primary_share is None


def test_options_tell_whether_they_stand_by_default() -> None:
    taken = [(option.option.name, option.value, option.by_default) for option in result().options]
    assert taken == [("tight", True, False), ("lifetime", Fraction(24), True)]


def test_the_status_is_the_weakest_evidence_the_calculation_went_through() -> None:
    assert result().status == "secondary"
    weak = sample_form().standard
    drafted = form.Standard(**({name: getattr(weak, name) for name in weak.__struct_fields__} | {"status": "draft"}))
    assert calculate(sample_form(standard=drafted), sample_document()).status == "draft"


def test_a_departure_in_force_is_told() -> None:
    departing = rule(
        "uptake",
        "kgCO2e",
        form.Neg(of=num("10")),
        form.Case(body=form.Neg(of=num("20")), guard=ref("tight"), rank=1, departs="test/parent@1 §2: local", at=4),
        at=3,
    )
    rules = tuple(departing if given is UPTAKE else given for given in sample_form().rules)
    outcome = calculate(sample_form(rules=rules), sample_document())
    assert [(found.rule, found.departs, found.clause) for found in outcome.departures] == [
        ("uptake", "test/parent@1 §2: local", "A.1")
    ]


def test_a_should_that_is_not_met_is_a_warning() -> None:
    (warning,) = result(scrap_share="5 %").warnings
    assert (warning.message("zh"), warning.clause) == ("废钢比偏低", "6.3")


def test_a_shall_that_is_not_met_refuses_the_result_with_its_clause() -> None:
    with pytest.raises(Refused) as caught:
        result(output_mass="1 kg")
    (problem,) = caught.value.problems
    assert (problem.code, problem.message("en"), problem.clause) == ("R0301", "the footprint is too large", "6.3")


def test_a_requirement_is_only_asked_for_where_its_guard_holds() -> None:
    never = form.Requirement(condition=form.Bool(value=False), message=label("", "no"), guard=ref("tight"), at=3)
    compiled = sample_form(requirements=(never,))
    assert codes(compiled, sample_document()) == ["R0301"]
    assert calculate(compiled, sample_document() | {"options": {}}).warnings == ()


def test_every_unmet_requirement_is_told() -> None:
    unmet = [
        form.Requirement(condition=form.Bool(value=False), message=label("", text), at=3) for text in ("one", "two")
    ]
    assert codes(sample_form(requirements=tuple(unmet)), sample_document()) == ["R0301", "R0301"]


def test_what_nothing_asked_for_needs_may_be_missing() -> None:
    inputs = sample_document()["inputs"]
    del inputs["scrap_share"]
    part = CALCULATOR.calculate({"inputs": inputs, "want": ["footprint"]})
    assert (part.names(), part.output("footprint")) == (("footprint",), Fraction("805.25"))
    assert [(problem.message("en"), problem.clause) for problem in part.unchecked] == [("little scrap", "6.3")]
    assert [given.name for given in part.reports] == ["tight"]


def test_what_is_asked_for_must_be_a_value_of_the_standard() -> None:
    assert codes(sample_form(), sample_document() | {"want": ["footprnt"]}) == ["R0201"]
    assert codes(sample_form(), sample_document() | {"want": "footprint"}) == ["R0203"]
    assert codes(sample_form(), {"inputs": {}, "want": ["footprint"]})[0] == "R0202"


def test_a_problem_shared_by_outputs_is_told_once() -> None:
    broken = rule("total", "kgCO2e", form.Div(left=num("1"), right=num("0"), at=2))
    rules = tuple(broken if given is TOTAL else given for given in sample_form().rules)
    assert codes(sample_form(rules=rules, requirements=()), sample_document()) == ["R0305"]


def test_the_trace_names_the_case_the_clause_and_what_was_used() -> None:
    trace = CALCULATOR.calculate(sample_document(), trace=True).trace
    assert trace is not None
    graded = trace.step("graded")
    assert graded is not None
    assert (graded.case, graded.of, trace.place(graded.case_at).clause) == (2, 2, "A.1")
    assert [trace.steps[number - 1].name for number in graded.uses] == ["footprint"]
    assert all(used < step.number for step in trace.steps for used in step.uses)
    assert trace.step("grid[2023].value") is not None


def test_a_result_without_trace_is_the_same_result() -> None:
    traced = CALCULATOR.calculate(sample_document(), trace=True).to_json()
    del traced["trace"]
    assert CALCULATOR.calculate(sample_document()).to_json() == traced


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["12.5 t", "5 kWh", "A", "n/a", "", "1e61", "-1", "2024-01-31", "measured", "20 %"])
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["inputs", "options", "value", "unit", "source", "not_applicable", "amount", "factor"])
            | st.sampled_from([*CALCULATOR.index.inputs, *CALCULATOR.index.options, "fuels", "standard"])
            | st.text(max_size=5),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_no_document_gives_anything_but_a_result_or_problems(document: object) -> None:
    try:
        outcome = CALCULATOR.calculate(document)
    except Refused as refusal:
        assert refusal.problems
        for problem in refusal.problems:
            json.dumps(problem.to_json())
        return
    json.dumps(outcome.to_json())


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from([*CALCULATOR.index.inputs, "fuels"]), JSON, max_size=8))
def test_no_change_to_a_good_document_gives_anything_but_a_result_or_problems(changes: dict[str, Any]) -> None:
    document = sample_document()
    document["inputs"] |= changes
    try:
        CALCULATOR.calculate(document, trace=True).to_json()
    except Refused as refusal:
        assert all(problem.line("zh") and problem.accepted("zh") for problem in refusal.problems)


@given(
    st.fractions(min_value=Fraction(1, 100), max_value=10**5, max_denominator=10**4),
    st.sampled_from([("t", 1), ("kg", 1000), ("g", 10**6)]),
)
def test_the_unit_an_amount_is_told_in_changes_no_digit(tonnes: Fraction, told: tuple[str, int]) -> None:
    unit, factor = told
    fuels = [{"amount": {"value": str(tonnes * factor), "unit": unit}, "factor": "3"}]
    totals = result(fuels=fuels, output_mass="1e9 t").inventory
    assert totals is not None and totals.stages[0].emissions == 3 * tonnes


@pytest.mark.parametrize(
    "changes",
    [
        {"units": (form.UnitName("kg"),)},
        {"inputs": (form.Input("x", form.Quantity("blob")),)},
        {"inputs": (form.Input("x", form.Quantity("kg"), bounds=(form.Bound("ge", "many"),)),)},
        {"tables": (form.Table("t", (), (form.Column("v", form.Quantity("1")),), (form.Row((), ()),)),)},
        {"tables": (form.Table("t", (), (form.Column("v", form.Quantity("1")),), (form.Row((), ("x",)),)),)},
        {"outputs": ("nowhere",)},
        {"inventory": form.Inventory("nowhere", ())},
    ],
)
def test_a_faulty_form_is_refused_and_never_half_used(changes: dict[str, Any]) -> None:
    assert "R0311" in codes(sample_form(**changes), sample_document())
