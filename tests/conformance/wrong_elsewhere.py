"""Wrong tools for standards beyond the best known: mistakes of real implementers, written without looking at a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from footrule.conformance.reference_tool import ReferenceTool
from footrule.runtime import form
from tests.conformance.subjects import compiled, reference_tool
from tests.conformance.wrong_tools import (
    Credulous,
    Given,
    Mistake,
    Wrong,
    closed_ends,
    every,
    scaled,
    times,
    with_rules,
)

BORDER = "eu/cbam@2026"
VERIFICATION = "catena-x/verification@2.0"
SCOPE_3 = "ghgp/scope3-guidance@1.0"
INDUSTRY = "cn/ets-industry@2025-draft"
THRESHOLD = "cn/ets-threshold@2025"
CERTIFICATES = "cn/green-certificate@2024"
BATTERY = "eu/ev-battery@2024-draft"
ALUMINIUM = "ipcc/aluminium@2006"
ELECTROLYSIS = "cn/gb-44905@2024"


def said(path: str, value: Any) -> Callable[[Given], Given]:
    """One input, or one field of a list, taken for the same whatever is said."""
    items, _, field = path.rpartition(".")

    def change(given: Given) -> Given:
        for holder in (given.get(items) or []) if items else [given]:
            if isinstance(holder, dict) and field in holder:
                holder[field] = value
        return given

    return change


def not_read(name: str) -> Callable[[Given], Given]:
    """One input that is never looked at."""

    def change(given: Given) -> Given:
        given.pop(name, None)
        return given

    return change


def missing_is_zero(items: str, field: str, unit: str) -> Callable[[Given], Given]:
    """A value that is not available counted as none."""

    def change(given: Given) -> Given:
        for holder in given.get(items) or []:
            if isinstance(holder, dict) and holder.get(field) in (None, "not applicable"):
                holder[field] = {"value": "0", "unit": unit}
        return given

    return change


def first_case_forgotten(rule: form.Rule) -> form.Rule:
    return msgspec.structs.replace(rule, cases=rule.cases[1:])


def only_the_first_factor(rule: form.Rule) -> form.Rule:
    """A product cut short: `a * b * c` taken for `a`."""
    [case] = rule.cases
    body = case.body
    while isinstance(body, form.Mul | form.Div):
        body = body.left
    return msgspec.structs.replace(rule, cases=(msgspec.structs.replace(case, body=body),))


def swapped(standard: str, table: str, one: str, other: str) -> ReferenceTool:
    """Two rows of a printed table taken for each other."""
    found = next(each for each in compiled(standard).tables if each.name == table)
    values = {row.keys: row.values for row in found.rows}
    keys = {key[0]: key for key in values}
    values[keys[one]], values[keys[other]] = values[keys[other]], values[keys[one]]
    rows = tuple(msgspec.structs.replace(row, values=values[row.keys]) for row in found.rows)
    return reference_tool(standard).changed(tables=[msgspec.structs.replace(found, rows=rows)])


ELSEWHERE = (
    Mistake(
        "share of a tier rounded half to even",
        VERIFICATION,
        lambda: Wrong(VERIFICATION, tool=with_rules(VERIFICATION, declared_share=every(form.Round, mode="half_even"))),
        ("declared_share",),
    ),
    Mistake(
        "a broken chain of verification goes unnoticed",
        VERIFICATION,
        lambda: Wrong(VERIFICATION, tool=with_rules(VERIFICATION, verified_share=first_case_forgotten)),
        ("verified_share",),
    ),
    Mistake(
        "two hundred items make a population of more than two hundred",
        VERIFICATION,
        lambda: Wrong(VERIFICATION, tool=with_rules(VERIFICATION, class_of_population=closed_ends)),
        ("class_of_population",),
    ),
    Mistake(
        "precursors of exempt origin counted",
        BORDER,
        lambda: Wrong(BORDER, inputs=said("precursors.origin_exempt", False)),
        ("precursor_counts", "precursor_direct", "precursor_sefa", "direct_see_unrounded"),
    ),
    Mistake(
        "electricity on guarantees of origin let through",
        BORDER,
        lambda: Wrong(BORDER, inputs=not_read("certificate_claim")),
        ("link_admitted",),
    ),
    Mistake(
        "a precursor without a value carries nothing",
        BORDER,
        lambda: Wrong(BORDER, inputs=missing_is_zero("precursors", "default_direct", "tCO2e/t")),
        ("precursor_direct",),
    ),
    Mistake(
        "embedded emissions rounded half to even",
        BORDER,
        lambda: Wrong(BORDER, tool=with_rules(BORDER, stated=every(form.Round, mode="half_even"))),
        ("stated", "see_direct", "see_indirect"),
    ),
    Mistake(
        "electricity of the process in kilowatt hours",
        BORDER,
        lambda: Wrong(BORDER, inputs=scaled("electricity_used", "1000")),
        ("electricity_demand", "own_indirect", "attributed_emissions"),
    ),
    Mistake(
        "journeys to work counted one way",
        SCOPE_3,
        lambda: Wrong(SCOPE_3, inputs=scaled("commuters.one_way", "0.5")),
        ("commuting_distance", "commuter_emission", "distance_by"),
    ),
    Mistake(
        "allowances of steel rounded half up",
        INDUSTRY,
        lambda: Wrong(INDUSTRY, tool=with_rules(INDUSTRY, steel_allowance=every(form.Round, mode="half_up"))),
        ("steel_allowance",),
    ),
    Mistake(
        "an entity at 26 000 tonnes itself left out",
        THRESHOLD,
        lambda: Wrong(THRESHOLD, tool=with_rules(THRESHOLD, is_key_entity=closed_ends)),
        ("is_key_entity",),
    ),
    Mistake(
        "emission of an entity in ten thousand tonnes",
        THRESHOLD,
        lambda: Wrong(THRESHOLD, inputs=scaled("yearly_emission", "10000")),
        ("is_key_entity",),
    ),
    Mistake(
        "certificates rounded instead of carried to the next month",
        CERTIFICATES,
        lambda: Wrong(
            CERTIFICATES, tool=with_rules(CERTIFICATES, certificates_of_month=every(form.Round, mode="half_up"))
        ),
        ("certificates_of_month",),
    ),
    Mistake(
        "one certificate a kilowatt hour",
        CERTIFICATES,
        lambda: Wrong(CERTIFICATES, outputs=times("certificates_of_month", "1000")),
        ("certificates_of_month",),
    ),
    Mistake(
        "warranted distance not looked at",
        BATTERY,
        lambda: Wrong(BATTERY, inputs=not_read("warranty_by_distance")),
        ("service_years",),
    ),
    Mistake(
        "footprint of the battery per kilowatt hour of capacity",
        BATTERY,
        lambda: Wrong(BATTERY, tool=with_rules(BATTERY, total_energy=only_the_first_factor)),
        ("total_energy",),
    ),
    Mistake(
        "overvoltage in volts",
        ALUMINIUM,
        lambda: Wrong(ALUMINIUM, inputs=scaled("potlines.anode_effect_overvoltage", "0.001")),
        ("cf4_by_overvoltage",),
    ),
    Mistake(
        "carbon of the anodes not turned into carbon dioxide",
        ALUMINIUM,
        lambda: Wrong(ALUMINIUM, outputs=times("prebake_co2", "12/44")),
        ("prebake_co2",),
    ),
    Mistake(
        "prebake cells of two kinds taken for each other",
        ALUMINIUM,
        lambda: Wrong(ALUMINIUM, tool=swapped(ALUMINIUM, "anode_effect", "CWPB", "SWPB")),
        ("cf4_by_slope", "c2f6_of"),
    ),
    Mistake(
        "weekly controls tested as monthly ones",
        VERIFICATION,
        lambda: Wrong(VERIFICATION, tool=swapped(VERIFICATION, "in_depth_tests", "weekly", "monthly")),
        ("control_tests",),
    ),
    Mistake("steps left out beyond the limit", ELECTROLYSIS, lambda: Credulous(ELECTROLYSIS)),
)
