"""A tool is asked in declared units and in plain truths, however the case was written."""

from __future__ import annotations

import pytest

from footrule.conformance.interface import as_declared, units
from footrule.conformance.strength.probing import Prober
from tests.conformance.subjects import compiled

TOLD = {
    "inputs": {"heat": {"kind": "quantity", "unit": "GJ"}, "closed": {"kind": "truth"}, "note": {"kind": "text"}},
    "lists": {"units": {"fields": {"gas": {"kind": "truth"}, "power": {"kind": "quantity", "unit": "MWh"}}}},
    "options": {"audited": {"kind": "truth"}},
}


@pytest.mark.parametrize(("written", "asked"), [("yes", True), (" 否 ", False), ("perhaps", "perhaps"), (True, True)])
def test_a_truth_is_asked_as_true_or_false(written: object, asked: object) -> None:
    document = {"inputs": {"closed": written, "units": [{"gas": written}]}, "options": {"audited": written}}
    assert as_declared(document, TOLD, None) == {
        "inputs": {"closed": asked, "units": [{"gas": asked}]},
        "options": {"audited": asked},
    }


def test_a_text_that_reads_yes_stays_a_text() -> None:
    assert as_declared({"inputs": {"note": "yes"}}, TOLD, None) == {"inputs": {"note": "yes"}}


def test_a_quantity_is_asked_in_its_declared_unit_unless_the_tool_reads_units() -> None:
    document = {"inputs": {"heat": {"value": "1.5", "unit": "TJ"}, "units": [{"power": {"value": "2", "unit": "GWh"}}]}}
    assert as_declared(document, TOLD, units(TOLD)) == {
        "inputs": {"heat": {"value": "1500", "unit": "GJ"}, "units": [{"power": {"value": "2000", "unit": "MWh"}}]}
    }
    assert as_declared(document, TOLD, None) == document


def test_an_answer_beyond_what_any_message_holds_makes_no_case() -> None:
    prober = Prober(compiled("ipcc/nitric-acid@2006"))
    production = {"value": "9e59", "unit": "t"}
    given = {"inputs": {"plants": [{"process": "high_pressure", "production": production}]}}
    assert prober.tool.answer(given, ("nitrous_oxide",)).values
    assert prober.probe(given, ("nitrous_oxide",)).checked is None
