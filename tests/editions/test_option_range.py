"""What a result may be over the options a standard leaves open."""

from __future__ import annotations

import pytest

from footrule.compiler.driver import Compiler
from footrule.compiler.editions.option_range import Range, option_range
from footrule.runtime import form
from footrule.runtime.problems import Refused
from footrule.standards.library import Library, shipped


@pytest.fixture(scope="module")
def factors() -> form.Form:
    found = Compiler(Library((shipped(),))).compile("cn/electricity-footprint@2024").form
    assert found is not None
    return found


def test_the_least_and_greatest_come_with_the_choices_that_give_them(factors: form.Form) -> None:
    found = option_range(factors, {"average_electricity": "1000 kWh"})
    span = found.spans[0]
    assert (span.least.value, span.greatest.value) == ("577.7", "610.4")
    assert span.greatest.options == {"transmission_added": "add_with_loss"}
    assert found.complete


def test_an_option_that_is_given_stays(factors: form.Form) -> None:
    given = {"inputs": {"average_electricity": "1000 kWh"}, "options": {"transmission_added": "nothing_added"}}
    span = option_range(factors, given).spans[0]
    assert span.least.exact == span.greatest.exact


def test_where_every_choice_is_refused_the_refusal_is_told(factors: form.Form) -> None:
    with pytest.raises(Refused):
        option_range(factors, {"average_electricity": "-1 kWh"})


def _of_example(reference: str, name: str) -> tuple[form.Form, dict[str, object]]:
    compiled = Compiler(Library((shipped(),))).compile(reference).form
    assert compiled is not None
    example = next(one for one in compiled.examples if one.name == name)
    return compiled, {"inputs": example.given, "options": {}}


@pytest.fixture(scope="module")
def mixes() -> Range:
    name = "Four mixes in one supply (constructed-cx-electricity-ladder)"
    return option_range(*_of_example("catena-x/pcf-rulebook@4.0.1", name))


def test_a_result_is_asked_over_the_options_it_depends_on_only(mixes: Range) -> None:
    total = mixes.spans[0]
    assert (total.least.value, total.greatest.value, total.percent) == ("266", "306", "+15.04")
    assert total.complete


def test_only_options_that_make_a_difference_are_named(mixes: Range) -> None:
    assert mixes.spans[0].greatest.options == {
        "biogenic_release": "cancels_uptake",
        "criteria_not_met": "fossil_grid_mix",
    }
    assert [one.clause for one in mixes.deciding] == ["4.1", "5.2.6.2"]
    assert len(mixes.open) > 10


def test_a_grade_on_its_limit_is_one_of_two() -> None:
    found = option_range(*_of_example("cn/tcisa-452@2024-draft", "恰在 B 级限值上，归较优"))
    grade = next(one for one in found.others if one.result == "等级")
    assert [(one.value, one.options["共享限值"]) for one in grade.values] == [("B级", "归较优"), ("C级", "归较差")]


def test_a_result_that_lacks_an_input_is_told_beside_those_that_do_not() -> None:
    found = option_range(*_of_example("cn/tcisa-452@2024-draft", "转炉煤气超用，逐种平衡"))
    silent = {one.result: one for one in found.silent}
    assert any("消费前废钢" in line for line in silent["废钢比"].en)


def test_a_share_between_bounds_is_not_called_complete() -> None:
    found = option_range(*_of_example("cn/ets-power@2025-2026-draft", "Pre-allocation is rounded down"))
    assert not found.complete
