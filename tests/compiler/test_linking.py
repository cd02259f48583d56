"""What one edition takes from another keeps its meaning: its units, its GWP set, its clause."""

from __future__ import annotations

from collections.abc import Callable

from footrule.compiler.driver import Compiler
from footrule.runtime import form
from tests.compiler.conftest import codes, text

FACTORS = text(
    "| fuel | value (kgCO2e/kg) |\n|---|---|\n| coal | 2.5 |\n| coke | 3.0 |\n",
    "gwp AR5 100 years\ntable factors above: by fuel gives value\ninput fuel: fuel\n"
    "rule factor_of [kgCO2e/kg] = factors[fuel]\noutput factor_of",
    name="factors",
)


def test_an_imported_factor_keeps_the_gwp_set_of_its_source(shelf: Callable[..., Compiler]) -> None:
    user = text(
        "gwp AR6 100 years\nuse factors as theirs from test/factors@1\ninput mass [kg]\n"
        "rule result [kgCO2e] = mass * theirs[coal]\noutput result"
    )
    assert codes(shelf(factors=FACTORS, one=user).compile("test/one@1")) == ["F0303"]


def test_an_imported_rule_brings_what_it_stands_on_and_keeps_its_clause(shelf: Callable[..., Compiler]) -> None:
    user = text(
        "gwp AR5 100 years\nuse factor_of from test/factors@1\nrule result [kgCO2e/kg] = factor_of\noutput result"
    )
    found = shelf(factors=FACTORS, one=user).compile("test/one@1")
    assert found.form is not None
    assert [given.name for given in found.form.inputs] == ["fuel"]
    rule = next(rule for rule in found.form.rules if rule.name == "factor_of")
    assert found.form.places[rule.at].standard == "test/factors@1"
    assert found.form.dependencies[0].id == "test/factors@1"


def test_a_result_inherits_the_weakest_evidence_it_uses(shelf: Callable[..., Compiler]) -> None:
    weak = FACTORS.replace("status: primary", "status: secondary")
    user = text("use factors from test/factors@1\ninput fuel: fuel\nrule result [1] = 1\noutput result")
    found = shelf(factors=weak, one=user).compile("test/one@1")
    assert found.form is not None
    assert (found.form.standard.own_status, found.form.standard.status) == ("primary", "secondary")


def test_the_compiled_form_survives_writing_and_reading(shelf: Callable[..., Compiler]) -> None:
    found = shelf(factors=FACTORS).compile("test/factors@1").form
    assert found is not None
    assert form.decode(form.encode(found)) == found
