"""Catena-X PCF Rulebook 4.0.1 in decimals under test: which name is answered by what, and in which unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from footrule.conformance.adapters import starter
from footrule.conformance.adapters.starter import NotSupported
from tests.conformance import rulebook_checks
from tests.conformance.rulebook_flows import OTHER_SOURCES, Row, Unknown
from tests.conformance.rulebook_footprint import INDICATORS, STAGES, Footprint

PLAIN = {
    "kgCO2e": "direct_release_emissions aviation_addend release_addend pcf_excluding_uptake pcf_including_uptake "
    "net_sum uptake_from_carbon size_of_footprint excluded_total joint_burden transport_in_pcf transport_beside_pcf "
    "circular_burden electricity_total absolute_sum_of_contributions rating_weights footprint_increase",
    "kgCO2e/kWh": "mix_without_residual grid_mix factor_of_failed_contract grid_factor prospective_electricity_factor",
    "kWh": "electricity_demand", "%": "coverage primary_data_share", "money": "reference_price",
    "": "transition_over prospective price_decides price_ratio_is_high substitution_permitted substitution_taken "
    "key_taken joint_burden_method share_and_ratings_due update_required",
}  # fmt: skip
BY_ROW = {
    ("contributions", "kgCO2e"): "contribution counted absolute_amount primary_amount weight_of_rating",
    ("contributions", "%"): "primary_share_of", ("contributions", "d"): "age_of_data",
    ("contributions", ""): "is_primary",
    ("contributions", "score"): "rating",
    ("co_products", "1"): "price_ratio joint_burden_share", ("co_products", "kgCO2e"): "joint_burden_allocated",
    ("co_products", ""): "ratio_above_five route_by_price", ("families", ""): "family_admitted",
    ("families", "kgCO2e"): "family_footprint", ("transport", ""): "duty_of_leg distance_stated trip_measured",
    ("transport", "km"): "leg_distance", ("transport", "kgCO2e"): "leg_emissions",
    ("residues", ""): "class_of generator_prepares", ("residues", "kgCO2e"): "waste_burden",
    ("recycled_inputs", "kgCO2e"): "recycled_burden", ("direct_supplies", ""): "dedicated",
    ("contracts", ""): "criteria_met",
}  # fmt: skip
UNIT = {name: unit for unit, names in PLAIN.items() for name in names.split()}
ROW = {name: where for where, names in BY_ROW.items() for name in names.split()}
GROUPS = {"fossil_emissions": "AH", "land_and_biogenic_emissions": "CEF", "biogenic_uptake": "D", "land_removals": "G"}


def value(of: Footprint, asked: str) -> tuple[Any, str]:
    """What is asked for, and its unit."""
    name, _, rest = asked.rstrip(")").partition("(")
    arguments = [each.strip() for each in rest.split(",") if each]
    if name in UNIT:
        return getattr(of, name)(), UNIT[name]
    if name in ROW:
        where, unit = ROW[name]
        row = of.rows(where)[int(arguments[0].lstrip("#")) - 1]
        return getattr(of, name)(row, *arguments[1:]), unit
    if name in ("position_total", "data_quality"):
        return getattr(of, name)(arguments[0]), "kgCO2e" if name == "position_total" else "score"
    if name == "total":
        return of.pcf_including_uptake(), "kgCO2e"
    if name == "biogenic_co2_released":
        return of.release_addend(), "kgCO2e"
    indicator, kind = name.partition("_rating")[0], name.partition("_score_of")[0]
    if name.endswith("_rating") and indicator in INDICATORS:
        return of.data_quality(indicator), "score"
    if name.endswith("_score_of"):
        row = of.rows("contributions")[int(arguments[0].lstrip("#")) - 1]
        return of.rating(row, next(each for each, told in INDICATORS.items() if told == kind)), "score"
    for source in (*OTHER_SOURCES, "grid"):
        if name in (f"purchased_from_{source}", f"purchased_emissions_{source}"):
            burden = "emissions" in name
            return of.supplied(source, burden), "kgCO2e" if burden else "kWh"
    if name in ("purchased_emissions", "purchased_demand"):
        return (of.electricity_total(), "kgCO2e") if name.endswith("emissions") else (of.electricity_demand(), "kWh")
    for group, positions in GROUPS.items():
        stage = name.removeprefix(group).removeprefix("_")
        if name.startswith(group) and stage in ("", *STAGES):
            return of.by_stage(positions, stage), "kgCO2e"
    raise NotSupported(asked)


def value_or_unknown(of: Footprint, asked: str) -> tuple[Any, str]:
    try:
        return value(of, asked)
    except Unknown:
        return None, ""


def calculate(inputs: Row, options: Row, want: list[str]) -> Row:
    of = Footprint(inputs, options)
    rulebook_checks.hold(of)
    found = {asked: value_or_unknown(of, asked) for asked in want}
    return {asked: (f"{told:f}", unit) if isinstance(told, Decimal) else told for asked, (told, unit) in found.items()}


if __name__ == "__main__":
    starter.READY |= {"name": "rulebook in decimals", "capabilities": ["rules", "partial"]}
    starter.calculate = calculate
    starter.main()
