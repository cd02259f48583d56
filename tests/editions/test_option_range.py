"""What a result may be over the options a standard leaves open."""

from __future__ import annotations

import pytest

from footrule.compiler.driver import Compiler
from footrule.compiler.editions.option_range import option_range
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
