"""A user's values against the declared inputs: converted exactly, or refused with everything that is wrong."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from footrule.runtime.form_index import FormIndex
from footrule.runtime.form_units import FormUnits
from footrule.runtime.inputs import Checked, check
from footrule.runtime.problems import Problem, Refused
from footrule.runtime.values import NOT_APPLICABLE, UNKNOWN, Missing
from tests.runtime.sample_form import sample_document, sample_form

FORM = sample_form()
INDEX = FormIndex(FORM)
UNITS = FormUnits(FORM)


def checked(**inputs: Any) -> Checked:
    document = sample_document()
    document["inputs"] |= inputs
    return check(INDEX, UNITS, document)


def problems(document: object) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as caught:
        check(INDEX, UNITS, document)
    return caught.value.problems


def found(**inputs: Any) -> list[str]:
    document = sample_document()
    document["inputs"] |= inputs
    return [f"{problem.code} {problem.path}" for problem in problems(document)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12.5 t", "12.5"),
        ("12500kg", "12.5"),
        ("１２．５ t", "12.5"),
        ("12.5", "12.5"),
        (12, "12"),
        ({"value": "12500", "unit": "kg"}, "12.5"),
        ({"value": "12.5 t"}, "12.5"),
        ("1.25e1 t", "12.5"),
        ("1/3 t", "1/3"),
        (Fraction(1, 3), "1/3"),
        ("2 吨", "2"),
    ],
)
def test_a_quantity_is_told_in_its_declared_unit(written: Any, value: str) -> None:
    assert checked(output_mass=written).given.values["output_mass"] == Fraction(value)


def test_a_bare_number_of_a_percentage_is_a_percentage() -> None:
    assert checked(scrap_share="20").given.values["scrap_share"] == 20
    assert checked(scrap_share="0.2 1").given.values["scrap_share"] == 20


def test_a_user_may_leave_the_substance_out_but_not_name_another() -> None:
    assert checked(bath="3 t").given.values["bath"] == 3
    assert checked(bath="3000 kg alumina").given.values["bath"] == 3
    assert found(bath="3 t bauxite") == ["R0206 inputs.bath"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("5 kg", "R0206"),
        ("5 kgg", "R0205"),
        ("kWh", "R0204"),
        ("1e999999 kWh", "R0204"),
        ("9" * 101, "R0204"),
        ("NaN", "R0204"),
        ("-1 kWh", "R0207"),
        ("1001 MWh", "R0207"),
        ("", "R0211"),
        ("  ", "R0211"),
        (None, "R0202"),
        ("n/a", "R0213"),
        ({"not_applicable": True}, "R0213"),
        (True, "R0203"),
        ([1], "R0203"),
        ({"value": [1], "unit": "kWh"}, "R0203"),
        ({"value": "1", "unit": 5}, "R0203"),
        ({"value": "1", "unti": "kWh"}, "R0201"),
        ({}, "R0202"),
        ({"value": "5 kWh", "unit": "kWh"}, "R0204"),
    ],
)
def test_a_wrong_quantity_is_one_problem(written: Any, code: str) -> None:
    assert [entry.split()[0] for entry in found(electricity_use=written)] == [code]


@pytest.mark.parametrize("written", [0.1, {"value": 0.1}])
def test_a_binary_float_is_refused(written: Any) -> None:
    assert [entry.split()[0] for entry in found(electricity_use=written)] == ["R0220"]


def test_unknown_not_applicable_and_zero_are_three_things() -> None:
    assert checked(bath=None).given.values["bath"] is UNKNOWN
    assert checked().given.values["bath"] is UNKNOWN
    assert checked(bath="not applicable").given.values["bath"] is NOT_APPLICABLE
    assert checked(bath={"not_applicable": True}).given.values["bath"] is NOT_APPLICABLE
    assert checked(bath="0 t").given.values["bath"] == 0


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"workers": "1.5"}, "R0208 inputs.workers"),
        ({"made": "2024-02-30"}, "R0210 inputs.made"),
        ({"made": "last week"}, "R0210 inputs.made"),
        ({"made": 20240101}, "R0210 inputs.made"),
        ({"certified": "maybe"}, "R0203 inputs.certified"),
        ({"certified": 1}, "R0203 inputs.certified"),
        ({"remark": "a\x00b"}, "R0219 inputs.remark"),
        ({"remark": "\ud800"}, "R0219 inputs.remark"),
        ({"remark": "x" * 10_001}, "R0218 inputs.remark"),
        ({"remark": ["x"]}, "R0203 inputs.remark"),
        ({"electricity_use": {"value": "1", "source": "guessed"}}, "R0209 inputs.electricity_use.source"),
        ({"scrap_share": {"value": "1", "source": "measured"}}, "R0215 inputs.scrap_share.source"),
        ({"scrap_sahre": "1"}, "R0201 inputs.scrap_sahre"),
        ({"fuels": {}}, "R0203 inputs.fuels"),
        ({"fuels": None}, "R0202 inputs.fuels"),
        ({"fuels": [5]}, "R0203 inputs.fuels[0]"),
        ({"fuels": [{"amount": "1"}]}, "R0202 inputs.fuels[0].factor"),
        ({"fuels": [{"amount": "1", "factor": "1 kgCO2/t"}]}, "R0206 inputs.fuels[0].factor"),
        ({"fuels": [{"amount": "1", "factor": "1", "amuont": "1"}]}, "R0201 inputs.fuels[0].amuont"),
        ({"fuels": [{}] * 100_001}, "R0212 inputs.fuels"),
    ],
)
def test_a_wrong_value_is_one_problem_with_its_path(inputs: dict[str, Any], expected: str) -> None:
    assert found(**inputs) == [expected]


def test_all_problems_are_told_at_once() -> None:
    entries = found(output_mass="-2 t", scrap_share="5 t", workers="1.5", fuels=[{"amount": ""}])
    assert [entry.split()[0] for entry in entries] == ["R0207", "R0206", "R0208", "R0211", "R0202"]


def test_too_many_problems_are_cut_short_and_said_so() -> None:
    entries = found(fuels=[{"x": 1}] * 5000)
    assert len(entries) == 101
    assert entries[-1].startswith("R0217")


def test_a_problem_names_the_clause_and_what_would_be_accepted() -> None:
    (problem,) = problems({"inputs": sample_document()["inputs"] | {"electricity_use": "5 kg"}})
    assert problem.to_json() == {
        "code": "R0206",
        "path": "inputs.electricity_use",
        "standard": "test/kettle@1",
        "clause": "4.1",
        "also": [],
        "message": {
            "zh": "`electricity_use` 的单位 `kg`（质量）不能换算为 `kWh`（能量）",
            "en": "the unit `kg` of `electricity_use` (mass) cannot be converted to `kWh` (energy)",
        },
        "accepted": {"zh": '以 kWh 计的数，例如 "12 kWh"', "en": 'a number in kWh, such as "12 kWh"'},
    }


def test_a_missing_input_is_named_with_its_label() -> None:
    document = sample_document()
    del document["inputs"]["output_mass"]
    (problem,) = problems(document)
    assert problem.message("zh") == "缺少必需的输入 `output_mass`（产量）"
    assert problem.message("en") == "the required input `output_mass` (output) is missing"


def test_a_slip_in_a_name_is_met_with_the_nearest_one() -> None:
    document = sample_document()
    document["options"] = {"tigth": True}
    (problem,) = problems(document)
    assert problem.message("en") == "there is no option `tigth`; did you mean `tight`?"


def test_an_option_among_the_inputs_is_told_where_it_belongs() -> None:
    (problem,) = problems({"inputs": sample_document()["inputs"] | {"tight": True}})
    assert "`options`" in problem.message("zh") and problem.path == "inputs.tight"


def test_a_flat_document_is_the_inputs() -> None:
    flat = sample_document()["inputs"]
    assert check(INDEX, UNITS, flat).given.values == check(INDEX, UNITS, {"inputs": flat}).given.values


def test_options_stand_by_default_unless_taken() -> None:
    result = check(INDEX, UNITS, sample_document())
    assert result.given.options == {"tight": True, "lifetime": Fraction(24)}
    assert result.by_default == {"lifetime"}


def test_an_option_without_default_that_is_not_taken_is_missing_until_something_needs_it() -> None:
    bare = sample_form(options=(FORM.options[0].__class__("must", FORM.options[0].type, "shall", at=3),))
    found = check(FormIndex(bare), FormUnits(bare), {"inputs": sample_document()["inputs"]}).given.options["must"]
    assert isinstance(found, Missing) and found.problem.code == "R0214"


def test_a_document_for_another_standard_is_refused() -> None:
    codes = [problem.code for problem in problems(sample_document() | {"standard": "test/other@1", "extra": 1})]
    assert codes == ["R0216", "R0201"]


def test_data_ranks_stand_beside_their_values() -> None:
    ranks = [(rank.path, rank.input, rank.rank) for rank in check(INDEX, UNITS, sample_document()).ranks]
    assert ranks == [
        ("inputs.electricity_use", "electricity_use", "measured"),
        ("inputs.fuels[0].amount", "fuels.amount", None),
        ("inputs.fuels[1].amount", "fuels.amount", "estimated"),
    ]


def test_a_rank_is_given_in_one_place_only() -> None:
    assert found(electricity_use_source="measured") == ["R0102 inputs.electricity_use.source"]
    alone = checked(electricity_use="5", electricity_use_source="estimated")
    assert alone.given.values["electricity_use_source"] == "estimated"


def test_text_of_a_user_is_shown_short_and_with_its_controls_visible() -> None:
    document = sample_document()
    document["inputs"]["\x1b[31m\u202e" + "x" * 500] = 1
    (problem,) = problems(document)
    told = problem.line("en")
    assert "\x1b" not in told and "\u202e" not in told and "\\u001b" in told
    assert len(problem.path) < 120
