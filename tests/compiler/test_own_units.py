"""Units a standard defines stand in its compiled form, and go along with what another edition takes from it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from footrule.compiler.driver import Compiler
from footrule.runtime.calculate import calculate
from tests.compiler.conftest import text

CASTING = text(
    "",
    'unit ladle "钢包" "ladle"\nunit drum = 200 L\ninput heats [ladle]\ninput oil [drum]\n'
    "rule oil_per_heat [L/ladle] = oil / heats\noutput oil_per_heat",
    name="casting",
)


def test_inputs_are_told_in_units_the_standard_defines(shelf: Callable[..., Compiler]) -> None:
    compiled = shelf(casting=CASTING).compile("test/casting@1").form
    assert compiled is not None
    assert [(unit.name, unit.value, unit.unit) for unit in compiled.units] == [("ladle", "", ""), ("drum", "200", "L")]
    result = calculate(compiled, {"heats": "4 ladle", "oil": "400 L"})
    assert result.output("oil_per_heat") == Fraction(100)


def test_what_is_taken_from_another_edition_brings_its_units(shelf: Callable[..., Compiler]) -> None:
    user = text("use oil_per_heat from test/casting@1\nrule doubled [L/ladle] = 2 * oil_per_heat\noutput doubled")
    compiled = shelf(casting=CASTING, one=user).compile("test/one@1").form
    assert compiled is not None
    assert calculate(compiled, {"heats": "4", "oil": "2 drum"}).output("doubled") == Fraction(200)
