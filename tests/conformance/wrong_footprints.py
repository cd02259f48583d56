"""More wrong tools for product footprints: Catena-X 4.0.1 and PACT 3.0.3, each held to the cases of what it gets wrong.

Written from what implementers mix up between the two standards, not from our cases.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from footrule.conformance.making.closure import nodes, replaced
from footrule.conformance.reference_tool import ReferenceTool
from footrule.runtime import form
from tests.conformance.subjects import CATENA, PACT, compiled, reference_tool
from tests.conformance.wrong_tools import Mistake, Wrong, as_rule, mapped, not_absolute, times, with_rules

Change = Callable[[form.Rule], form.Rule]


def changed(standard: str, name: str, change: Change, *others: str) -> Callable[[], Wrong]:
    """The right tool with the same change made to one rule or several."""
    return lambda: Wrong(standard, tool=with_rules(standard, **dict.fromkeys((name, *others), change)))


def at_calls(rule_called: str, put: Callable[[form.Call], Any]) -> Change:
    """Every call of one rule inside another replaced."""

    def change(rule: form.Rule) -> form.Rule:
        def one(node: Any) -> Any:
            return put(node) if isinstance(node, form.Call) and node.rule == rule_called else node

        return mapped(rule, one)

    return change


def numbers(**told: str) -> Change:
    """Literals written otherwise: `_5="0"` reads 5 as 0."""
    others = {name.lstrip("_"): value for name, value in told.items()}

    def change(rule: form.Rule) -> form.Rule:
        return mapped(
            rule,
            lambda node: (
                msgspec.structs.replace(node, value=others[node.value])
                if isinstance(node, form.Num) and node.value in others
                else node
            ),
        )

    return change


def turned(node: form.Call) -> form.Expr:
    return form.Neg(of=node, at=node.at, unit=node.unit)


def only_removals_turned(node: form.Call) -> form.Expr:
    removals = node.arguments and isinstance(node.arguments[0], form.Member) and node.arguments[0].name == "G"
    return turned(node) if removals else node


def twice(node: form.Call) -> form.Expr:
    return form.Add(left=node, right=node, at=node.at, unit=node.unit)


def uncounted(node: form.Call) -> form.Expr:
    return form.Num(value="1", at=node.at, unit=node.unit)


def either_is_enough(rule: form.Rule) -> form.Rule:
    """Primary activity data alone, whatever the factor, pass as primary data."""
    first = rule.cases[0]
    assert isinstance(first.body, form.And)
    return msgspec.structs.replace(rule, cases=(msgspec.structs.replace(first, body=first.body.left), *rule.cases[1:]))


def equal_weights(rule: form.Rule) -> form.Rule:
    """The weighted mean of a list as the plain mean of what is weighed: the right factor of each addend."""

    def plain(node: Any) -> Any:
        weighed = node.left if isinstance(node, form.Div) else None
        if not (isinstance(weighed, form.Aggregate) and isinstance(weighed.body, form.Mul)):
            return node
        return msgspec.structs.replace(weighed, kind="mean", body=weighed.body.right, unit=weighed.body.right.unit)

    return mapped(rule, plain)


def one_per_cent() -> ReferenceTool:
    """The cut-off of version 2, 1 %, where version 4 has 3 %."""
    of = compiled(CATENA)
    told = []
    for each in of.requirements:
        condition = each.condition
        if of.places[each.at].clause == "4.3":
            for path, node in list(nodes(condition)):
                if isinstance(node, form.Num) and node.value == "3":
                    condition = replaced(condition, path, msgspec.structs.replace(node, value="1"))
        told.append(msgspec.structs.replace(each, condition=condition))
    return reference_tool(CATENA).changed(requirements=tuple(told))


def years_of_365_days() -> ReferenceTool:
    """The age limits of Table 6 without the leap day they count."""
    days = {"366": "365", "731": "730", "1096": "1095", "1461": "1460"}
    table = next(each for each in compiled(CATENA).tables if each.name == "days_at_most")
    rows = tuple(
        msgspec.structs.replace(row, values=tuple(days.get(v, v) if v else v for v in row.values)) for row in table.rows
    )
    return reference_tool(CATENA).changed(tables=[msgspec.structs.replace(table, rows=rows)])


def three_times_365_days(rule: form.Rule) -> form.Rule:
    """Three years of validity as 1095 days."""

    def shorter(node: Any) -> Any:
        if isinstance(node, form.Fn) and node.name == "add_months":
            days = form.Num(value="1095", at=node.at, unit="d")
            return msgspec.structs.replace(node, name="add_days", arguments=(node.arguments[0], days))
        return node

    return mapped(rule, shorter)


def divided(rule: form.Rule) -> form.Rule:
    """The old amount over the new one."""
    return mapped(
        rule,
        lambda node: (
            msgspec.structs.replace(node, left=node.right, right=node.left) if isinstance(node, form.Div) else node
        ),
    )


RATINGS = ("technological_rating", "geographical_rating", "temporal_rating")
TOTALS = ("total_excluding_uptake", "total_including_uptake")

FOOTPRINT_MISTAKES = (
    Mistake(
        "removals of land management added", CATENA,
        changed(CATENA, "pcf_excluding_uptake", at_calls("position_total", only_removals_turned)),
        ("pcf_excluding_uptake",),
        wants=("pcf_excluding_uptake", "pcf_including_uptake", "total", "aviation_addend", "release_addend"),
    ),
    Mistake(
        "uptake counted twice", CATENA,
        changed(CATENA, "pcf_including_uptake", at_calls("position_total", twice)),
        ("pcf_including_uptake",),
        wants=("pcf_excluding_uptake", "pcf_including_uptake", "total", "aviation_addend", "release_addend"),
    ),
    Mistake(
        "cut-off of 1 %", CATENA, lambda: Wrong(CATENA, tool=one_per_cent()), ("size_of_footprint",),
        wants=("excluded_total", "size_of_footprint", "coverage", "pcf_including_uptake", ""),
    ),
    Mistake(
        "a rating that is missing is zero", CATENA,
        changed(CATENA, "technology_score_of", numbers(_5="0"), "time_score_of", "geography_score_of"),
        ("technology_score_of",),
        wants=("technology_score_of", "time_score_of", "geography_score_of", "data_quality", "primary_data_share"),
    ),
    Mistake(
        "ratings averaged without weights", CATENA,
        changed(CATENA, "weight_of_rating", at_calls("counted", uncounted)),
        ("weight_of_rating", "data_quality"),
        wants=("weight_of_rating", "rating_weights", "data_quality", "time_score_of", "primary_data_share"),
    ),
    Mistake(
        "years of 365 days", CATENA, lambda: Wrong(CATENA, tool=years_of_365_days()), ("time_score_of",),
        wants=("time_score_of", "age_of_data", "data_quality", "geography_score_of"),
    ),
    Mistake(
        "primary by activity data alone", CATENA, changed(CATENA, "is_primary", either_is_enough), ("is_primary",),
        wants=("is_primary", "primary_share_of", "primary_amount", "primary_data_share"),
    ),
    Mistake(
        "fossil land management added again", PACT,
        lambda: Wrong(PACT, tool=as_rule(PACT, "total_excluding_uptake", "excluding_as_in_examples")),
        ("total_excluding_uptake",),
        wants=(*TOTALS, "deviation_excluding", "absolute_base", "end_of_validity"),
    ),
    Mistake(
        "capture added", PACT,
        changed(PACT, "total_excluding_uptake", at_calls("technological_capture", turned)),
        ("total_excluding_uptake",),
        wants=(*TOTALS, "technological_capture", "absolute_base", "end_of_validity"),
    ),
    Mistake(
        "net contributions as the base", PACT, changed(PACT, "absolute_base", not_absolute), ("absolute_base",),
        wants=("absolute_base", "primary_data_share", *RATINGS, *TOTALS),
    ),
    Mistake(
        "ratings averaged without weights in PACT", PACT, changed(PACT, RATINGS[0], equal_weights, *RATINGS[1:]),
        RATINGS, wants=("absolute_base", *RATINGS, *TOTALS),
    ),
    Mistake(
        "3.67 for 44/12", PACT, lambda: Wrong(PACT, outputs=times("uptake_from_carbon", "11.01/11")),
        ("uptake_from_carbon",), wants=("uptake_from_carbon", *TOTALS),
    ),
    Mistake(
        "three years of 365 days", PACT, changed(PACT, "end_of_validity", three_times_365_days), ("end_of_validity",),
        wants=("end_of_validity", *TOTALS),
    ),
    Mistake(
        "converted the other way round", PACT, changed(PACT, "rebasing_factor", divided), ("rebasing_factor",),
        wants=("rebasing_factor", "rebased", "rebased_fossil_carbon", *TOTALS),
    ),
)  # fmt: skip
