"""The allowance of power units in the arithmetic of the first argument, written from the text of the standard.

`float`: with a margin where limits are compared. `decimal`: forty digits. `rational`: exact but for the power.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal, getcontext
from fractions import Fraction
from typing import Any

from footrule.conformance.adapters import starter

getcontext().prec = 40
KINDS: dict[str, Callable[[str], Any]] = {"float": float, "decimal": Decimal, "rational": Fraction}
MARGIN = {"float": 1e-9, "decimal": 0, "rational": 0}
POWER = {"class_I": ("0.7950", "0.7910"), "class_II": ("0.8090", "0.8049"), "class_III": ("0.8285", "0.8244"),
         "class_IV": ("0.3305", "0.3288")}  # fmt: skip
HEAT = {True: ("0.0536", "0.0533"), False: ("0.1038", "0.1033")}


class Tool:
    def __init__(self, kind: str) -> None:
        self.number = KINDS[kind]
        self.margin = self.number(str(MARGIN[kind]))

    def __call__(self, inputs: dict[str, Any], options: dict[str, Any], want: list[str]) -> dict[str, Any]:
        if want != ["approved_allowance"]:
            raise starter.NotSupported(", ".join(want))
        units = [unit for unit in inputs["units"] if unit["standing"] == "in_scope"]
        if any(self.of(unit, "other_heat_share") > self.number("10") + self.margin for unit in units):
            raise starter.Rejected("another fuel above 10 %")
        at = int(inputs["year"]["value"]) - 2023
        # from the end: the sum in another order than the standard's
        given = sum((self.allowance(unit, at) for unit in reversed(units)), self.number("0"))
        emitted = sum((self.of(unit, "verified_emission") for unit in units), self.number("0"))
        return {"approved_allowance": (self.told(max(given, emitted * self.number("0.8"))), "tCO2")}

    def of(self, unit: dict[str, Any], name: str) -> Any:
        return self.number(unit[name]["value"])

    def allowance(self, unit: dict[str, Any], at: int) -> Any:
        kind = self.class_of(unit)
        load = self.of(unit, "load_factor") / self.number("100")
        electricity = self.number(POWER[kind][at]) * self.of(unit, "generation")
        if kind in ("class_I", "class_II") and load < self.number("0.65") - self.margin:
            electricity *= self.power(self.number("1.015"), self.number("16") - self.number("20") * load)
        whole = electricity + self.number(HEAT[kind == "class_IV"][at]) * self.of(unit, "heat_supplied")
        return max(whole, self.of(unit, "verified_emission")) if kind == "class_IV" else whole

    def power(self, base: Any, exponent: Any) -> Any:
        if isinstance(base, Fraction):
            near = Decimal(exponent.numerator) / Decimal(exponent.denominator)
            return Fraction(Decimal(base.numerator) ** near / Decimal(base.denominator) ** near)
        return base**exponent

    def class_of(self, unit: dict[str, Any]) -> str:
        merged = unit.get("class_of_merged_report")
        if merged not in (None, "not applicable"):
            return str(merged)
        if unit["natural_gas"]:
            return "class_IV"
        if self.of(unit, "non_conventional_heat_share") > self.number("50") + self.margin:
            return "class_III"
        return "class_I" if self.of(unit, "rated_capacity") >= self.number("400") - self.margin else "class_II"

    def told(self, value: Any) -> str:
        return str(Decimal(value.numerator) / Decimal(value.denominator)) if isinstance(value, Fraction) else str(value)


if __name__ == "__main__":
    starter.calculate = Tool(sys.argv[1])
    starter.main()
