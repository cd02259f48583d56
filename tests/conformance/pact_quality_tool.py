"""Primary data share and ratings of a PACT footprint in decimals, written from the text of the standard.

Weights are worked out first and normalised, the values are weighed afterwards: the other way round than the formula.
"""

from __future__ import annotations

from decimal import Decimal, getcontext
from typing import Any

from footrule.conformance.adapters import starter

getcontext().prec = 60
FIELDS = {
    "primary_data_share": ("primary_share", "%", Decimal(0), Decimal(100)),
    "technological_rating": ("technology_rating", "score", Decimal(1), Decimal(5)),
    "geographical_rating": ("geography_rating", "score", Decimal(1), Decimal(5)),
    "temporal_rating": ("time_rating", "score", Decimal(1), Decimal(5)),
}


def of(item: dict[str, Any], name: str) -> Decimal:
    found = starter.number(item.get(name))
    if found is None:
        raise starter.Rejected(f"{name} is missing")
    return found


def base_of(amounts: list[Decimal], options: dict[str, Any]) -> Decimal:
    match options.get("absolute_pcf"):
        case "sum_of_absolute_values":
            return sum((each.copy_abs() for each in sorted(amounts)), Decimal(0))
        case "absolute_value_of_total":
            return abs(sum(sorted(amounts), Decimal(0)))
        case _:
            raise starter.Rejected("say what the absolute PCF is")


def weighed(items: list[dict[str, Any]], weights: list[Decimal], name: str) -> tuple[str, str]:
    field, unit, least, most = FIELDS[name]
    values = [of(item, field) for item in items]
    if any(not least <= value <= most for value in values):
        raise starter.Rejected(f"{field} lies outside {least} to {most}")
    mean = sum((weight * value for weight, value in zip(weights, values, strict=True)), Decimal(0))
    return f"{mean:f}", unit


def calculate(inputs: dict[str, Any], options: dict[str, Any], want: list[str]) -> dict[str, Any]:
    if not want or not set(want) <= {"absolute_base", *FIELDS}:
        raise starter.NotSupported(", ".join(want))
    items = list(reversed(inputs.get("contributions") or []))
    amounts = [of(item, "pcf") for item in items]
    base = base_of(amounts, options)
    found: dict[str, Any] = {}
    for name in want:
        if name == "absolute_base":
            found[name] = (f"{base:f}", "kgCO2e")
        else:
            found[name] = weighed(items, [abs(each) / base for each in amounts], name) if base else None
    return found


if __name__ == "__main__":
    starter.READY |= {"name": "PACT quality in decimals", "capabilities": ["rules", "partial"]}
    starter.calculate = calculate
    starter.main()
