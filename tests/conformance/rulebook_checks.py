"""What the Catena-X PCF Rulebook 4.0.1 refuses, written from its text, beside the calculator in decimals.

A check that needs what the document leaves out is not made: others than whole documents are asked about too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from footrule.conformance.adapters import starter
from tests.conformance import declared_names
from tests.conformance import rulebook_flows as tool

Row = dict[str, Any]
RATING = (Decimal(1), True, Decimal(5))
POSITIVE = """
screening_total part_weight price quantity load trip_load direct_supplies.amount contracts.amount claim_period
price_years
"""
NOT_NEGATIVE = """
absolute_sum carbon_dioxide methane nitrous_oxide sulphur_hexafluoride nitrogen_trifluoride other_gases
older_factors_since released_biogenic_co2 biogenic_carbon_content total_carbon_content mass exergy energy
volume additions proof_age trip_emissions actual_distance shortest_distance great_circle leg_factor treatment
preparation recycling_process loads.amount generator_factor product_factor supplier_mix_factor
residual_mix_factor fossil_mix_factor country_mix_factor consumption_mix_factor committed_generator_factor
offsets
"""
BALANCES = ("rolling_average", "credit_method")
CREDITS_ASK = ("technically_feasible", "residual_product_given", "presence_possible", "same_properties")
BOUNDS: declared_names.Bounds = {
    **dict.fromkeys(
        POSITIVE.split(),
        declared_names.ABOVE_ZERO,
    ),
    **dict.fromkeys(
        NOT_NEGATIVE.split(),
        declared_names.AT_LEAST_ZERO,
    ),
    **dict.fromkeys(("primary_share", "claimed_share", "technical_maximum"), declared_names.PER_CENT),
    **dict.fromkeys(("technology_rating", "time_rating", "geography_rating"), RATING),
    "coefficient_of_determination": (Decimal(0), True, Decimal(1)),
    "members": (Decimal(1), True, None),
    "excluded_flows.amount": declared_names.AT_LEAST_ZERO,
}


def _later(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _stated(factor: Callable[[], Decimal]) -> bool:
    try:
        factor()
    except starter.NotSupported:
        return False
    return True


def _of_contributions(of: Any) -> Iterator[Callable[[], bool | str]]:
    for row in of.rows("contributions"):
        yield lambda row=row: tool.known(row, "pcf") == tool.known(row, "computed")
        yield lambda row=row: tool.need(row, "position") in "ACEFH" and of.contribution(row) < 0
        yield lambda row=row: tool.need(row, "position") in "DG" and of.contribution(row) > 0
        yield (
            lambda row=row: (
                not of.is_primary(row)
                and not tool.known(row, "technology_rating")
                and row.get("technology") in ("plant_specific", "company_specific")
            )
        )


def _of_lists(of: Any) -> Iterator[Callable[[], bool | str]]:
    for row in of.rows("transport"):
        yield (
            lambda row=row: (
                not of.trip_measured(row) and not (of.distance_stated(row) and tool.known(row, "leg_factor"))
            )
        )
        yield lambda row=row: tool.known(row, "trip_load") and tool.size(row, "load") > tool.size(row, "trip_load")
        yield (
            lambda row=row: (
                tool.need(row, "low_carbon_fuel")
                and not (tool.need(row, "sustainability_statement") and tool.need(row, "tradeable_certificate"))
            )
        )
    for row in of.rows("contracts"):
        yield lambda row=row: of.source_of(row) == "supplier_product" and not tool.known(row, "product_factor")
        yield lambda row=row: of.source_of(row) == "supplier_mix" and not tool.known(row, "supplier_mix_factor")
        yield lambda row=row: not of.criteria_met(row) and not _stated(of.factor_of_failed_contract)
    for row in of.rows("reductions"):
        yield lambda row=row: tool.need(row, "place") == "upstream" and not tool.need(row, "supplier_commitment")
        yield (
            lambda row=row: (
                tool.need(row, "place") == "own_operations"
                and of.inputs.get("prospective_type") == "developed_product"
                and not (tool.need(row, "process_change_shown") or tool.need(row, "energy_intensity_proven"))
            )
        )
        yield (
            lambda row=row: (
                tool.need(row, "place") == "own_operations"
                and of.inputs.get("prospective_type") == "future_product"
                and not tool.need(row, "energy_intensity_proven")
            )
        )
    for row in of.rows("custody_claims"):
        yield lambda row=row: tool.need(row, "model") == "book_and_claim" and not tool.need(row, "energy_carrier")
        yield (
            lambda row=row: (
                tool.need(row, "model") in BALANCES
                and not (
                    tool.size(row, "claim_period") <= 12
                    and tool.need(row, "aligned_and_single")
                    and tool.need(row, "one_operator")
                )
            )
        )
        yield (
            lambda row=row: (
                tool.need(row, "model") in BALANCES
                and tool.need(row, "several_sites")
                and not tool.need(row, "integrated_area_verified")
            )
        )
        yield (
            lambda row=row: (
                tool.need(row, "model") == "credit_method"
                and not (
                    all(tool.need(row, each) for each in CREDITS_ASK)
                    and tool.size(row, "claimed_share") <= tool.size(row, "technical_maximum")
                )
            )
        )


def _of_allocation(of: Any) -> Iterator[Callable[[], bool | str]]:
    rows, inputs = of.rows("co_products"), of.inputs

    def unsaid(*names: str) -> str:
        return next((each for each in names if not tool.known(inputs, each)), "")

    yield (
        lambda: (
            rows
            and unsaid(
                "accepted_sector_rule", "subdivision_possible", "dominant_displaced_product", "physical_relation"
            )
        )
    )
    yield lambda: bool(rows) and sum(tool.need(row, "reference") is True for row in rows) != 1
    yield lambda: of.says("dominant_displaced_product") and unsaid("sector_consensus") and unsaid(*tool.FOUR)
    yield (
        lambda: (
            of.option("substitution_verb") == "should_be_used"
            and of.says("dominant_displaced_product")
            and unsaid("substitution_chosen")
        )
    )
    yield lambda: rows and of.price_decides() and unsaid("price_type", "price_years")
    yield lambda: bool(rows) and of.price_decides() and tool.size(inputs, "price_years") < 3
    yield lambda: of.option("price_averaging") == "three_to_five" and tool.size(inputs, "price_years") > 5
    yield (
        lambda: (
            inputs.get("price_type") in ("regional_market", "cost_or_sales")
            and inputs.get("better_price_missing") is not True
        )
    )
    text = {"text_of_clause": ("by_volume",), "note_to_figure": ("by_pieces", "by_exergy")}
    together = inputs.get("combined_heat_and_power") is True
    yield lambda: not together and of.key_taken() in text[of.option("physical_keys")]
    for row in rows:
        yield lambda row=row: _unsaid_key(of.joint_burden_method(), row)
    yield lambda: bool(rows) and not any(_said_key(of.joint_burden_method(), row) for row in rows)
    yield (
        lambda: (
            inputs.get("sector_guidance") in ("iai_2021", "european_aluminium_2023")
            and rows
            and unsaid("alumina_refining_subdivided")
        )
    )


def _said_key(method: str, row: Row) -> bool:
    """Whether something can be allocated to an output: by a key that is nothing for all of them nothing can."""
    key = _key(method)
    return key not in tool.KEYS.values() or tool.size(row, key) != 0


def _unsaid_key(method: str, row: Row) -> str:
    key = _key(method)
    return key if key in tool.KEYS.values() and not tool.known(row, key) else ""


def _key(method: str) -> str:
    return dict.fromkeys(("value", "value_without_relation", "pieces"), "quantity").get(method, method)


def _of_document(of: Any) -> Iterator[Callable[[], bool | str]]:
    inputs = of.inputs

    def size(name: str) -> Decimal:
        return tool.size(inputs, name)

    yield lambda: tool.known(inputs, "older_factors_since") and size("older_factors_since") > 24
    yield lambda: of.option("biogenic_release") == "added_to_total" and not tool.known(inputs, "released_biogenic_co2")
    yield (
        lambda: (
            of.option("including_total", "summed") == "equal_to_excluding"
            and abs(of.position_total("D")) >= Decimal("0.03") * of.size_of_footprint()
            and of.position_total("D") != 0
        )
    )
    yield lambda: size("biogenic_carbon_content") > size("total_carbon_content")
    yield lambda: of.excluded_total() > 0 and of.excluded_total() >= Decimal("0.03") * of.size_of_footprint()
    yield lambda: tool.known(inputs, "screening_total") and of.coverage() < 97
    yield lambda: of.supplied("grid") < 0
    yield lambda: of.supplied("grid") > 0 and not _stated(of.grid_factor)

    def period() -> bool:
        start, end = (tool.days(tool.need(inputs, f"reference_period_{each}")) for each in ("start", "end"))
        return not start < end <= _later(start, 3)

    yield period
    yield (
        lambda: (
            tool.known(inputs, "offsets")
            and size("offsets") > 0
            and not (tool.known(inputs, "offset_origin") and tool.known(inputs, "offset_certificate"))
        )
    )
    guided = inputs.get("sector_guidance")
    yield lambda: inputs.get("other_cut_off_rule") is True and (of.coverage() is None or not guided)
    yield lambda: guided == "worldsteel_2017" and inputs.get("recycling_in_gate") is True
    yield lambda: guided == "tfs_3" and inputs.get("upstream_system_expansion") is True
    yield (
        lambda: guided in ("iai_2021", "european_aluminium_2023") and inputs.get("alumina_refining_subdivided") is False
    )


def hold(of: Any) -> None:
    """Raises `Rejected` where the rulebook is broken, `NotSupported` where the text does not say whether it is."""
    if of.inputs.get("physical_relation") is True and not of.rows("co_products"):
        raise starter.NotSupported("a physical relation among no outputs")
    declared_names.read(tool.STANDARD, of.inputs, BOUNDS)
    for part in (_of_contributions, _of_lists, _of_allocation, _of_document):
        try:
            checks = list(part(of))
        except (tool.Missing, tool.Unknown, starter.NotSupported):
            continue
        for check in checks:
            try:
                broken = check()
            except (tool.Missing, tool.Unknown, starter.NotSupported):
                continue
            if broken:
                raise starter.Rejected("the rulebook refuses this", field=broken if isinstance(broken, str) else "")
