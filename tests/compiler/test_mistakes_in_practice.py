"""The mistakes that real calculators make with units: each is refused, and both places are named."""

from __future__ import annotations

import pytest

from tests.compiler.conftest import Compile, codes

PAIRS = {
    "a CO2 factor stamped as a footprint": ("kgCO2/kWh", "kgCO2e/kWh", "F0302"),
    "a footprint factor in a CO2 inventory": ("kgCO2e/kWh", "kgCO2/kWh", "F0302"),
    "N2O-N where N2O is meant": ("kgN2O-N", "kgN2O", "F0304"),
    "carbon where carbon dioxide is meant": ("tC", "tCO2", "F0304"),
    "methane carbon where methane is meant": ("kgCH4-C", "kgCH4", "F0304"),
    "a gas not weighed": ("kgCH4", "kgCO2e", "F0305"),
    "an AR5 factor in an AR6 sum": ("kgCO2e(AR5)", "kgCO2e(AR6)", "F0303"),
    "energy where mass is meant": ("GJ", "t", "F0301"),
    "emissions per heat added to emissions per power": ("tCO2/GJ", "tCO2/t", "F0301"),
    "yuan and euro": ("CNY", "EUR", "F0319"),
    "per tonne of crude steel and per tonne of rolled steel": ("tCO2/t crude", "tCO2/t rolled", "F0320"),
    "normal and actual cubic metres": ("Nm3", "m3", "F0301"),
    "phosphorus and its oxide": ("kgP", "kgP2O5", "F0301"),
}


@pytest.mark.parametrize("mistake", PAIRS)
def test_two_kinds_of_quantity_never_meet(mistake: str, compiled: Compile) -> None:
    left, right, code = PAIRS[mistake]
    found = compiled(
        f"input first [{left}]\ninput second [{right}]\nrule result [{right}] = second + first\noutput result"
    )

    assert codes(found) == [code]
    lines = {also.place.span.line for also in found.diagnostics[0].also}
    assert lines == {11, 12}, "both declarations are pointed at"


def test_a_share_in_percent_is_not_compared_with_a_bare_number(compiled: Compile) -> None:
    found = compiled("input load [%]\nrule result: yes_no = load < 65\noutput result")
    assert codes(found) == ["F0311"]


def test_a_printed_unit_that_differs_from_the_declared_one_is_found_at_its_header(compiled: Compile) -> None:
    table = "| region | value (kgCO2/MWh) |\n|---|---|\n| north | 636.1 |\n"
    found = compiled(table, "table grid above: by region gives value [tCO2/MWh]\nrule result [tCO2/MWh] = grid[north]")
    assert "F0408" in codes(found)


def test_scales_of_one_quantity_convert_exactly(compiled: Compile) -> None:
    """10^3 and 10^4 Nm3, t and kg, MWh and kWh: an author cannot slip by a power of ten."""
    found = compiled(
        "input gas [10^3 Nm3]\ninput heat [GJ/10^4 Nm3]\nrule result [GJ] = gas * heat\noutput result",
    )
    assert codes(found) == []
    assert found.form is not None
    (rule,) = found.form.rules
    body = rule.cases[0].body
    assert getattr(body, "by", None) == "0.1"


def test_a_factor_whose_source_names_no_gwp_set_joins_one_only_by_statement(compiled: Compile) -> None:
    silent = compiled(
        "gwp AR6 100 years\ninput own [kgCO2e/kWh]\ninput grid [kgCO2e(unstated)/kWh]\n"
        "rule result [kgCO2e/kWh] = own + grid\noutput result"
    )
    stated = compiled(
        "gwp AR6 100 years\ninput own [kgCO2e/kWh]\ninput grid [kgCO2e(unstated)/kWh]\n"
        "rule result [kgCO2e/kWh] = own + grid as [kgCO2e/kWh]\noutput result"
    )
    assert codes(silent) == ["F0303"]
    assert codes(stated) == []
