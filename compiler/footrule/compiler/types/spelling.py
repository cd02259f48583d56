"""A unit that came out of a product, spelt as one would write it: `MWh*tCO2/MWh` is `tCO2`."""

from __future__ import annotations

from fractions import Fraction

from footrule.compiler.scope import Scope
from footrule.runtime.units import Unit, UnitError

PREFIXES = ("kg", "t", "g", "kt", "Mt")
PLAIN = Unit((), Fraction(1), "1")


def simplest(unit: Unit, scope: Scope) -> Unit:
    if not unit.dims:
        return PLAIN
    if "*" not in unit.text and unit.text.count("/") < 2:
        return unit
    if len(unit.dims) == 1 and unit.dims[0][1] == 1:
        kind, _, tag = unit.dims[0][0].partition(":")
        gas = "" if kind == "mass" else kind
        if kind == "CO2e" and tag and tag != scope.gwp:
            gas = f"CO2e({tag})"
        candidates = []
        for prefix in PREFIXES:
            try:
                candidates.append(scope.unit(prefix + gas))
            except UnitError:
                continue
        same = [c for c in candidates if c.dims == unit.dims]
        return next((c for c in same if c.scale == unit.scale), same[0] if same else unit)
    return unit
