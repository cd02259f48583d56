"""Catena-X PCF Rulebook 4.0.1 in decimals, written from its text: totals, shares, ratings, electricity, waste.

Every name of the rulebook is a method of a document, and one asks for others. Sums run from the last row to the first,
and weights are normalised before anything is weighed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from footrule.conformance.adapters.starter import NOT_APPLICABLE, NotSupported
from tests.conformance.rulebook_flows import HUNDRED, ZERO, Flows, Row, days, known, need, size, total

WORST = Decimal(5)
STAGES = ["materials", "packaging", "production", "production_waste", "logistics", "quality_control", "process_control"]
TECHNOLOGY = ["plant_specific", "company_specific", "average_technology", "similar_technology", "different_technology"]
GEOGRAPHY = ["country_subdivision", "country", "region_containing_site", "global_average", "unknown_place"]
INDICATORS = {"technological": "technology", "temporal": "time", "geographical": "geography"}


class Footprint(Flows):
    """One document; every method answers a name of the rulebook."""

    # 4.1 positions and totals

    def contribution(self, row: Row) -> Decimal:
        computed = {
            "electricity_use": self.electricity_total,
            "transport_legs": self.transport_in_pcf,
            "direct_releases": self.direct_release_emissions,
            "waste_and_recycling": self.circular_burden,
        }
        return computed[row["computed"]]() if known(row, "computed") else size(row, "pcf")

    def position_total(self, position: str) -> Decimal:
        return total(self.contribution(row) for row in self.rows("contributions") if need(row, "position") == position)

    def aviation_addend(self) -> Decimal:
        return ZERO if self.option("aviation_emissions") == "inside_fossil" else self.position_total("H")

    def release_addend(self) -> Decimal:
        return (
            ZERO if self.option("biogenic_release") == "cancels_uptake" else size(self.inputs, "released_biogenic_co2")
        )

    def pcf_excluding_uptake(self) -> Decimal:
        return self.release_addend() + self.aviation_addend() + total(self.position_total(each) for each in "GFECA")

    def pcf_including_uptake(self) -> Decimal:
        same = self.option("including_total", "summed") == "equal_to_excluding"
        return self.pcf_excluding_uptake() + (ZERO if same else self.position_total("D"))

    def uptake_from_carbon(self) -> Decimal | None:
        if not known(self.inputs, "biogenic_carbon_content"):
            return None
        return -44 * size(self.inputs, "biogenic_carbon_content") / 12

    def counted(self, row: Row) -> Decimal:
        position = need(row, "position")
        if position == "H" and self.option("aviation_emissions") == "inside_fossil":
            return ZERO
        if position == "D" and self.option("including_total", "summed") == "equal_to_excluding":
            return ZERO
        return self.contribution(row)

    def by_stage(self, positions: str, stage: str = "") -> Decimal:
        rows = [row for row in self.rows("contributions") if need(row, "position") in positions]
        return total(self.counted(row) for row in rows if not stage or need(row, "life_stage") == stage)

    # 4.3 cut-off

    def size_of_footprint(self) -> Decimal:
        return abs(self.pcf_including_uptake())

    def excluded_total(self) -> Decimal:
        return total(size(row, "amount") for row in self.rows("excluded_flows"))

    def coverage(self) -> Decimal | None:
        if not known(self.inputs, "screening_total"):
            return None
        return HUNDRED - HUNDRED * self.excluded_total() / size(self.inputs, "screening_total")

    # 6.1, 7.1, 7.2 data, shares, ratings

    def transition_over(self) -> bool:
        if not known(self.inputs, "date_of_issue"):
            raise NotSupported("no date of issue")
        return days(self.inputs["date_of_issue"]).year > 2027

    def is_primary(self, row: Row) -> bool:
        return row.get("activity_data") == row.get("emission_factor_data") == "primary_data"

    def absolute_amount(self, row: Row) -> Decimal:
        return size(row, "absolute_sum") if known(row, "absolute_sum") else abs(self.contribution(row))

    def primary_share_of(self, row: Row) -> Decimal:
        return size(row, "primary_share") if known(row, "primary_share") else HUNDRED if self.is_primary(row) else ZERO

    def primary_amount(self, row: Row) -> Decimal:
        return self.primary_share_of(row) * self.absolute_amount(row) / HUNDRED

    def absolute_sum_of_contributions(self) -> Decimal:
        return total(map(self.absolute_amount, self.rows("contributions")))

    def primary_data_share(self) -> Any:
        if self.prospective():
            return NOT_APPLICABLE
        base = self.absolute_sum_of_contributions()
        if not base:
            return None
        return total(
            self.primary_share_of(row) * (self.absolute_amount(row) / base) for row in self.rows("contributions")
        )

    def net_sum(self) -> Decimal:
        return total(map(self.contribution, self.rows("contributions")))

    def share_and_ratings_due(self) -> bool | None:
        if self.prospective() or self.option("reporting_duty") == "from_now_on":
            return not self.prospective()
        return self.transition_over()

    def age_of_data(self, row: Row) -> Decimal | None:
        if not (known(self.inputs, "date_of_issue") and known(row, "data_period_end")):
            return None
        return Decimal((days(self.inputs["date_of_issue"]) - days(row["data_period_end"])).days)

    def rating(self, row: Row, indicator: str) -> Decimal:
        kind = INDICATORS[indicator]
        if known(row, f"{kind}_rating"):
            return size(row, f"{kind}_rating")
        if kind == "time":
            age = self.age_of_data(row)
            return WORST if age is None else Decimal(1 + sum(age > most for most in (366, 731, 1096, 1461)))
        classes = TECHNOLOGY if kind == "technology" else GEOGRAPHY
        return Decimal(classes.index(row[kind]) + 1) if known(row, kind) else WORST

    def weight_of_rating(self, row: Row) -> Decimal:
        left_out = self.option("rating_weight") == "excluding_uptake" and need(row, "position") == "D"
        return ZERO if left_out else abs(self.contribution(row))

    def rating_weights(self) -> Decimal:
        return total(map(self.weight_of_rating, self.rows("contributions")))

    def data_quality(self, indicator: str) -> Any:
        if self.prospective():
            return NOT_APPLICABLE
        weights = self.rating_weights()
        if not weights:
            return None
        return total(
            self.weight_of_rating(row) / weights * self.rating(row, indicator) for row in self.rows("contributions")
        )

    def footprint_increase(self) -> Decimal | None:
        if not (known(self.inputs, "previous_footprint") and known(self.inputs, "screened_footprint")):
            return None
        return size(self.inputs, "screened_footprint") - size(self.inputs, "previous_footprint")

    def update_required(self) -> bool | None:
        if self.prospective():
            return False
        causes = ("structural_change", "methodological_change", "significant_error")
        if any(self.inputs.get(each) is True for each in causes):
            return True
        increase = self.footprint_increase()
        if increase is None:
            return None
        found = abs(increase) if self.option("decrease_of_footprint") == "change_either_way" else increase
        return bool(found > 0 and found * 10 >= abs(size(self.inputs, "previous_footprint")))
