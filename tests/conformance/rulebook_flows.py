"""What flows into a footprint under Catena-X 4.0.1, in decimals, from its text: gases, shares, legs, waste, power."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, getcontext
from typing import Any

from footrule.conformance.adapters import starter
from footrule.conformance.adapters.starter import NotSupported, Rejected
from tests.conformance import declared_names

getcontext().prec = 60
Row = dict[str, Any]
STANDARD = "catena-x/pcf-rulebook@4.0.1"
MAY_BE_LEFT_OUT = declared_names.may_be_left_out(STANDARD)
ZERO, HUNDRED = Decimal(0), Decimal(100)
POTENTIAL = {"carbon_dioxide": "1", "methane": "27.9", "nitrous_oxide": "273", "sulphur_hexafluoride": "25200",
             "nitrogen_trifluoride": "17400", "other_gases": "1"}  # fmt: skip
FOUR = ("integral_part_of_process", "single_output_process_exists", "substitute_represents_route", "choice_documented")
OTHER_SOURCES = ("dedicated_generator", "supplier_product", "supplier_mix", "failed_contract")
CRITERIA = ("attributes_conveyed", "unique_claim", "redeemed", "same_year", "same_market")
KEYS = {"by_mass": "mass", "by_pieces": "quantity", "by_exergy": "exergy", "by_energy": "energy", "by_volume": "volume"}


class Missing(Rejected):
    """The document leaves out what is needed."""


class Unknown(Exception):
    """What is needed may be left out, and is: so the value is unknown, and no requirement can be judged by it."""


def known(of: Row, name: str) -> bool:
    return of.get(name) not in (None, "", "not applicable")


def need(of: Row, name: str) -> Any:
    if not known(of, name):
        if name in MAY_BE_LEFT_OUT:
            raise Unknown
        raise Missing(f"{name} is missing", field=name)
    return of[name]


def size(of: Row, name: str) -> Decimal:
    found = starter.number(need(of, name))
    assert found is not None
    return found


def total(values: Iterable[Decimal]) -> Decimal:
    return sum(reversed(list(values)), ZERO)


def days(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Rejected(f"{text} is no day") from None


class Flows:
    """What flows into a footprint; every method answers a name of the rulebook."""

    def __init__(self, inputs: Row, options: Row) -> None:
        self.inputs, self.options = inputs, options

    def option(self, name: str, otherwise: str = "") -> str:
        return str(otherwise if otherwise and not known(self.options, name) else need(self.options, name))

    def rows(self, name: str) -> list[Row]:
        return list(need(self.inputs, name) if name == "contributions" else self.inputs.get(name) or [])

    def direct_release_emissions(self) -> Decimal:
        return total(size(row, gas) * Decimal(p) for row in self.rows("releases") for gas, p in POTENTIAL.items())

    def prospective(self) -> bool:
        return known(self.inputs, "prospective_type")

    # 5.1.2 several outputs

    def says(self, name: str) -> bool:
        """An answer to a question of Figure 5. What follows from an unanswered one the text does not say."""
        if not known(self.inputs, name):
            raise NotSupported(f"{name} is not answered")
        return self.inputs[name] is True

    def substitution_permitted(self) -> bool:
        if not self.says("dominant_displaced_product"):
            return False
        return self.inputs.get("sector_consensus") is True or all(self.says(each) for each in FOUR)

    def substitution_taken(self) -> bool:
        if not self.substitution_permitted():
            return False
        return self.option("substitution_verb") == "shall_be_applied" or self.says("substitution_chosen")

    def reference_price(self) -> Decimal:
        found = [size(row, "price") for row in self.rows("co_products") if need(row, "reference")]
        if not found:
            raise NotSupported("no reference product")
        return found[0]

    def price_ratio(self, row: Row) -> Decimal:
        return self.reference_price() / size(row, "price")

    def ratio_above_five(self, row: Row) -> bool:
        both = self.option("price_ratio_direction") == "either_direction"
        return self.price_ratio(row) > 5 or (both and self.reference_price() * 5 < size(row, "price"))

    def route_by_price(self, row: Row) -> str:
        return "economic" if self.ratio_above_five(row) else "physical"

    def price_ratio_is_high(self) -> bool:
        return any(self.ratio_above_five(row) for row in self.rows("co_products"))

    def price_decides(self) -> bool:
        return not (self.says("accepted_sector_rule") or self.says("subdivision_possible") or self.substitution_taken())

    def key_taken(self) -> str:
        if self.inputs.get("combined_heat_and_power") is True:
            return "by_exergy"
        return str(self.inputs["key_of_relation"]) if known(self.inputs, "key_of_relation") else "by_mass"

    def joint_burden(self) -> Decimal:
        return total(size(row, "emissions") for row in self.rows("joint_inputs"))

    def joint_burden_method(self) -> str:
        for name, method in (("accepted_sector_rule", "sector_rule"), ("subdivision_possible", "subdivision")):
            if self.says(name):
                return method
        if self.substitution_taken():
            return "substitution"
        if self.price_ratio_is_high():
            return "value"
        if self.says("physical_relation"):
            return self.key_taken().removeprefix("by_")
        return {"economic_allocation": "value_without_relation"}.get(self.option("no_physical_relation"), "alternative")

    def joint_burden_share(self, row: Row) -> Decimal:
        method = self.joint_burden_method()
        if method in ("sector_rule", "subdivision", "substitution", "alternative"):
            raise NotSupported("shares from outside")

        def key(each: Row) -> Decimal:
            if method.startswith("value"):
                return size(each, "price") * size(each, "quantity")
            return size(each, KEYS[f"by_{method}"])

        return key(row) / total(key(each) for each in self.rows("co_products"))

    def joint_burden_allocated(self, row: Row) -> Decimal:
        return self.joint_burden_share(row) * self.joint_burden()

    # 5.2.2 to 5.2.5 families, transport, waste

    def family_admitted(self, row: Row) -> bool:
        inside = size(row, "smallest") <= size(row, "wanted") <= size(row, "largest")
        fit = size(row, "coefficient_of_determination") > Decimal("0.9") and size(row, "members") > 20
        return bool(need(row, "alike")) and fit and inside and size(row, "proof_age") <= 5

    def family_footprint(self, row: Row) -> Decimal | None:
        if not self.family_admitted(row):
            return None
        return size(row, "additions") + size(row, "slope") * size(row, "wanted") + size(row, "intercept")

    def duty_of_leg(self, row: Row) -> str:
        if need(row, "direction") == "inbound":
            return "in_own_pcf"
        return "beside_own_pcf" if need(row, "contractor") == "this_company" else "with_customer"

    def distance_stated(self, row: Row) -> bool:
        return any(known(row, each) for each in ("actual_distance", "shortest_distance", "great_circle"))

    def leg_distance(self, row: Row) -> Decimal:
        kinds = ("actual_distance", "shortest_distance", "great_circle")
        return size(row, next((each for each in kinds if known(row, each)), kinds[0]))

    def trip_measured(self, row: Row) -> bool:
        return known(row, "trip_emissions") and known(row, "trip_load")

    def leg_emissions(self, row: Row) -> Decimal:
        if self.trip_measured(row):
            return size(row, "trip_emissions") / size(row, "trip_load") * size(row, "load")
        return size(row, "leg_factor") * self.leg_distance(row) * size(row, "load")

    def transport_of(self, duty: str) -> Decimal:
        return total(self.leg_emissions(row) for row in self.rows("transport") if self.duty_of_leg(row) == duty)

    def transport_in_pcf(self) -> Decimal:
        return self.transport_of("in_own_pcf")

    def transport_beside_pcf(self) -> Decimal:
        return self.transport_of("beside_own_pcf")

    def class_of(self, row: Row) -> str:
        if need(row, "deliberately_produced"):
            return "main_product"
        if need(row, "pre_consumer_scrap") and not need(row, "returned_to_same_process"):
            return "co_product" if need(row, "legal_evidence") else "waste"
        test = ("further_use_certain", "usable_without_processing", "integral_part", "further_use_lawful")
        return "co_product" if all(need(row, each) for each in test) else "waste"

    def generator_prepares(self, row: Row) -> bool:
        who = self.option("preparatory_steps")
        if who == "generator_of_waste" or need(row, "preparation_owned"):
            return True
        return who == "by_route" and need(row, "route") == "disposal"

    def waste_burden(self, row: Row) -> Decimal:
        if self.class_of(row) != "waste":
            return ZERO
        return size(row, "treatment") + (size(row, "preparation") if self.generator_prepares(row) else ZERO)

    def recycled_burden(self, row: Row) -> Decimal:
        elsewhere = self.option("preparatory_steps") == "generator_of_waste" or need(row, "preparation_owned")
        return size(row, "recycling_process") + (ZERO if elsewhere else size(row, "preparation"))

    def circular_burden(self) -> Decimal:
        return total(map(self.recycled_burden, self.rows("recycled_inputs"))) + total(
            map(self.waste_burden, self.rows("residues"))
        )

    # 5.2.6 electricity

    def electricity_demand(self) -> Decimal:
        return total(size(row, "amount") for row in self.rows("loads"))

    def dedicated(self, row: Row) -> bool:
        return bool(
            not need(row, "instrument_sold") and need(row, "installation_proven") and need(row, "meter_equals_demand")
        )

    def criteria_met(self, row: Row) -> bool:
        return all(need(row, each) for each in CRITERIA) and not (
            need(row, "purchase_agreement") and not need(row, "with_certificates")
        )

    def source_of(self, row: Row) -> str:
        if not self.criteria_met(row):
            return "failed_contract"
        return "supplier_product" if need(row, "tracking_system") else "supplier_mix"

    def supplied(self, source: str, burden: bool = False) -> Decimal:
        if source == "dedicated_generator":
            rows = [row for row in self.rows("direct_supplies") if self.dedicated(row)]
            return total(size(row, "amount") * (size(row, "generator_factor") if burden else 1) for row in rows)
        if source == "grid":
            rest = self.electricity_demand() - total(map(self.supplied, OTHER_SOURCES))
            if rest < 0:
                raise Rejected("more electricity is supplied than used")
            return rest * self.grid_factor() if burden and rest else rest
        factor: dict[str, Callable[[Row], Decimal]] = {
            "supplier_product": lambda row: size(row, "product_factor"),
            "supplier_mix": lambda row: size(row, "supplier_mix_factor"),
            "failed_contract": lambda row: self.factor_of_failed_contract(),
        }
        rows = [row for row in self.rows("contracts") if self.source_of(row) == source]
        return total(size(row, "amount") * (factor[source](row) if burden else 1) for row in rows)

    def mix_without_residual(self) -> Decimal:
        match self.option("residual_mix_missing"):
            case "location_based":
                return size(self.inputs, "country_mix_factor")
            case "consumption_if_both_missing" if not known(self.inputs, "fossil_mix_factor"):
                return size(self.inputs, "consumption_mix_factor")
        return size(self.inputs, "fossil_mix_factor")

    def grid_mix(self) -> Decimal:
        if self.inputs.get("instruments_exist") is False:
            return size(self.inputs, "country_mix_factor")
        residual = known(self.inputs, "residual_mix_factor")
        return size(self.inputs, "residual_mix_factor") if residual else self.mix_without_residual()

    def factor_of_failed_contract(self) -> Decimal:
        try:
            first = self.option("criteria_not_met") == "residual_mix_first"
            return self.grid_mix() if first else size(self.inputs, "fossil_mix_factor")
        except Unknown:
            raise NotSupported("no factor is published") from None

    def grid_factor(self) -> Decimal:
        try:
            return self.prospective_electricity_factor() if self.prospective() else self.grid_mix()
        except Unknown:
            raise NotSupported("no factor is published") from None

    def prospective_electricity_factor(self) -> Decimal:
        committed = known(self.inputs, "committed_generator_factor")
        return size(self.inputs, "committed_generator_factor" if committed else "residual_mix_factor")

    def electricity_total(self) -> Decimal:
        return total(self.supplied(each, burden=True) for each in (*OTHER_SOURCES, "grid"))
