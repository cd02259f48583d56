"""Tools that are wrong in the ways real implementers were: written from their mistakes, not from our cases.

Each changes what a right tool is given, or what it answers, or one rule of it, and says under which rules' clauses a
report should look for the mistake first.
"""

from __future__ import annotations

import copy
import struct
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import msgspec

from footrule.conformance.adapters.reference import ReferenceSubject
from footrule.conformance.interface import as_declared, interface, units
from footrule.conformance.making.closure import nodes, replaced
from footrule.conformance.making.from_examples import tidy
from footrule.conformance.reference_tool import ReferenceTool
from footrule.runtime import exact, form
from tests.conformance.subjects import CATENA, PACT, POWER, STEEL, compiled, reference_tool

Given = dict[str, Any]
Outputs = dict[str, dict[str, Any]]


_RIGHT: dict[str, dict[bytes, dict[str, Any]]] = {}
"""What the right tools answered, for all the wrong ones that ask them the same."""


class Wrong(ReferenceSubject):
    """A right tool whose inputs and outputs pass through a mistake."""

    def __init__(
        self,
        standard: str,
        *,
        inputs: Callable[[Given], Given] | None = None,
        outputs: Callable[[Outputs], Outputs] | None = None,
        tool: ReferenceTool | None = None,
    ) -> None:
        super().__init__(compiled(standard), tool or reference_tool(standard), "wrong")
        self.answers = _RIGHT.setdefault(standard, {}) if tool is None else {}
        self.inputs = inputs or (lambda given: given)
        self.outputs = outputs or (lambda found: found)

    def evaluate(self, message: Any) -> dict[str, Any]:
        changed = {**message, "inputs": self.inputs(copy.deepcopy(dict(message["inputs"])))}
        asked = msgspec.json.encode({name: each for name, each in changed.items() if name != "seq"})
        if asked not in self.answers:
            self.answers[asked] = super().evaluate(changed)
        answer = {**copy.deepcopy(self.answers[asked]), "seq": message["seq"]}
        return {**answer, "outputs": self.outputs(answer["outputs"])} if answer["message"] == "value" else answer


@dataclass(frozen=True)
class Mistake:
    """`blamed`: rules under whose clauses the report must look first; none where the mistake is everywhere.

    `wants`: only the cases that ask for one of these rules, "" for those that are accepted or refused; none: all.
    """

    name: str
    standard: str
    make: Callable[[], Any]
    blamed: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()


def times(name: str, factor: str) -> Callable[[Outputs], Outputs]:
    """One answer off by a factor."""

    def change(found: Outputs) -> Outputs:
        if name in found and found[name]["kind"] == "quantity":
            number = exact.read_number(found[name]["value"]) * exact.read_number(factor)
            found[name] = {**found[name], "value": exact.exact_text(number)}
        return found

    return change


def scaled(path: str, factor: str) -> Callable[[Given], Given]:
    """One input, or one field of a list, read in a unit some powers of ten off."""
    items, _, field = path.rpartition(".")

    def change(given: Given) -> Given:
        for holder in (given.get(items) or []) if items else [given]:
            value = holder.get(field) if isinstance(holder, dict) else None
            if isinstance(value, dict) and isinstance(value.get("value"), str):
                try:
                    number = exact.read_number(value["value"]) * exact.read_number(factor)
                except exact.NumberError:
                    continue
                holder[field] = {**value, "value": exact.exact_text(number)}
        return given

    return change


def with_rules(standard: str, **changes: Callable[[form.Rule], form.Rule]) -> ReferenceTool:
    """The right tool with some rules rewritten."""
    rules = {rule.name: rule for rule in compiled(standard).rules}
    return reference_tool(standard).changed(rules=[change(rules[name]) for name, change in changes.items()])


def every(kind: type, **fields: Any) -> Callable[[form.Rule], form.Rule]:
    """Every node of a kind in a rule with some fields changed."""

    def change(rule: form.Rule) -> form.Rule:
        return mapped(rule, lambda node: msgspec.structs.replace(node, **fields) if isinstance(node, kind) else node)

    return change


def mapped(rule: form.Rule, change: Callable[[Any], Any]) -> form.Rule:
    cases = []
    for case in rule.cases:
        for part in ("body", "guard"):
            root = getattr(case, part)
            if root is None:
                continue
            for path, node in list(nodes(root)):
                new = change(node)
                if new is not node:
                    root = replaced(root, path, new)
            case = msgspec.structs.replace(case, **{part: root})  # noqa: PLW2901
        cases.append(case)
    return msgspec.structs.replace(rule, cases=tuple(cases))


def as_rule(standard: str, name: str, other: str) -> ReferenceTool:
    """The right tool that gives one rule's value where another is asked."""
    rules = {rule.name: rule for rule in compiled(standard).rules}
    changed = msgspec.structs.replace(rules[name], cases=rules[other].cases, in_order=rules[other].in_order)
    return reference_tool(standard).changed(rules=[changed])


def graded_above_the_last_limit(found: Outputs) -> Outputs:
    if found.get("等级", {}).get("value") == "不符合":
        found["等级"] = {**found["等级"], "value": "E级"}
    return found


def single_precision(found: Outputs) -> Outputs:
    for name, one in found.items():
        if one["kind"] == "quantity":
            near = struct.unpack("f", struct.pack("f", float(exact.read_number(one["value"]))))[0]
            found[name] = {**one, "value": exact.exact_text(Fraction(near))}
    return found


def two_decimals(found: Outputs) -> Outputs:
    for name, one in found.items():
        if one["kind"] == "quantity":
            near = exact.rounded(exact.read_number(one["value"]), "half_up", 2)
            found[name] = {**one, "value": exact.exact_text(near)}
    return found


def blanks_are_zero(standard: str) -> Callable[[Given], Given]:
    """Every optional quantity that is not given, or given as nothing, is 0."""
    optional = [each for each in compiled(standard).inputs if each.optional and isinstance(each.type, form.Quantity)]

    def change(given: Given) -> Given:
        for each in optional:
            if given.get(each.name) in (None, "", "not applicable"):
                assert isinstance(each.type, form.Quantity)
                given[each.name] = {"value": "0", "unit": each.type.unit or "1"}
        return given

    return change


def twice(items: str) -> Callable[[Given], Given]:
    def change(given: Given) -> Given:
        if isinstance(given.get(items), list):
            given[items] = [*given[items], *copy.deepcopy(given[items])]
        return given

    return change


class Published(ReferenceSubject):
    """Knows the published examples by heart and answers one number to everything else."""

    def __init__(self, standard: str) -> None:
        super().__init__(compiled(standard), reference_tool(standard), "by heart")
        of = compiled(standard)
        told = interface(of)
        self.known = [
            as_declared(tidy({"inputs": each.given}, of), told, units(told))["inputs"] for each in of.examples
        ]

    def evaluate(self, message: Any) -> dict[str, Any]:
        answer = super().evaluate(message)
        if message["inputs"] in self.known:
            return answer
        for one in answer.get("outputs", {}).values():
            if one["kind"] == "quantity":
                one["value"] = "1"
        return answer


class Credulous(ReferenceSubject):
    """Checks no requirement and no bound: whatever can be calculated is."""

    def __init__(self, standard: str) -> None:
        of = compiled(standard)
        unbound = [msgspec.structs.replace(each, bounds=()) for each in of.inputs]
        lists = [
            msgspec.structs.replace(each, fields=tuple(msgspec.structs.replace(one, bounds=()) for one in each.fields))
            for each in of.lists
        ]
        credulous = reference_tool(standard).changed(requirements=(), inputs=unbound, lists=lists)
        super().__init__(of, credulous, "credulous")


def older_potentials() -> ReferenceTool:
    older = {row.keys: row.values for row in compiled("ipcc/gwp100@AR5").tables[0].rows}
    table = next(each for each in compiled(CATENA).tables if each.name == "gwp100")
    rows = tuple(msgspec.structs.replace(row, values=older.get(row.keys, row.values)) for row in table.rows)
    return reference_tool(CATENA).changed(tables=[msgspec.structs.replace(table, rows=rows)])


def closed_ends(rule: form.Rule) -> form.Rule:
    """Every strict limit taken to include its end, and the other way round."""
    turned = {"lt": "le", "le": "lt", "gt": "ge", "ge": "gt"}
    return mapped(
        rule,
        lambda node: (
            msgspec.structs.replace(node, op=turned[node.op])
            if isinstance(node, form.Cmp) and node.op in turned
            else node
        ),
    )


def not_absolute(rule: form.Rule) -> form.Rule:
    return mapped(rule, lambda node: node.arguments[0] if isinstance(node, form.Fn) and node.name == "abs" else node)


def other_unit(found: Outputs) -> Outputs:
    """Kilograms written where tonnes are meant: the digits stay, the unit says otherwise."""
    return {
        name: {**one, "unit": one["unit"].replace("tCO2", "kgCO2")} if "tCO2" in one.get("unit", "") else one
        for name, one in found.items()
    }


MISTAKES = (
    Mistake(
        "graded E above the last limit", STEEL, lambda: Wrong(STEEL, outputs=graded_above_the_last_limit), ("等级",)
    ),
    Mistake("scrap share as a fraction", STEEL, lambda: Wrong(STEEL, outputs=times("废钢比", "0.01")), ("废钢比",)),
    Mistake("performance in kilograms", STEEL, lambda: Wrong(STEEL, outputs=times("碳绩效", "1000")), ("碳绩效",)),
    Mistake(
        "grid factor per kWh",
        STEEL,
        lambda: Wrong(STEEL, inputs=scaled("电网因子", "1000")),
        ("电力因子", "外购_排放_电网", "电力间接排放"),
    ),
    Mistake(
        "certificates counted twice",
        STEEL,
        lambda: Wrong(STEEL, inputs=twice("外购绿电")),
        ("电力因子", "外购_来自_绿电", "外购_来自_电网", "外购_排放_绿电", "电力总量"),
    ),
    Mistake(
        "10^4 for 10^3 Nm3",
        STEEL,
        lambda: Wrong(STEEL, inputs=scaled("工艺气流.产生量", "10")),
        ("产生热量", "单种缺口", "合并缺口", "工序缺口"),
    ),
    Mistake("single precision", STEEL, lambda: Wrong(STEEL, outputs=single_precision)),
    Mistake("everything to two decimals", STEEL, lambda: Wrong(STEEL, outputs=two_decimals)),
    Mistake(
        "load factor as a fraction",
        POWER,
        lambda: Wrong(POWER, inputs=scaled("units.load_factor", "0.01")),
        ("load_correction",),
    ),
    Mistake(
        "correction at 65 % itself",
        POWER,
        lambda: Wrong(POWER, tool=with_rules(POWER, load_correction=closed_ends)),
        ("load_correction",),
    ),
    Mistake(
        "carry-over rounded half up",
        POWER,
        lambda: Wrong(POWER, tool=with_rules(POWER, carry_over_limit=every(form.Round, mode="half_up"))),
        ("carry_over_limit",),
    ),
    Mistake(
        "generation in kWh",
        POWER,
        lambda: Wrong(POWER, inputs=scaled("units.generation", "1000")),
        ("electricity_allowance", "unit_allowance", "approved_allowance"),
    ),
    Mistake(
        "allowance in kilograms by name",
        POWER,
        lambda: Wrong(POWER, outputs=other_unit),
        ("approved_allowance", "carry_over", "pre_allocation", "unit_allowance", "net_sales"),
    ),
    Mistake(
        "classes at the other end",
        POWER,
        lambda: Wrong(POWER, tool=with_rules(POWER, class_of=closed_ends)),
        ("class_of",),
    ),
    Mistake("published answers by heart", POWER, lambda: Published(POWER)),
    Mistake("nothing is refused", POWER, lambda: Credulous(POWER)),
    Mistake(
        "blanks are zero",
        PACT,
        lambda: Wrong(PACT, inputs=blanks_are_zero(PACT)),
        (
            "total_excluding_uptake",
            "uptake_from_carbon",
            "absolute_base",
            "rebased",
            "end_of_validity",
            "blank_means_no_capture",
        ),
    ),
    Mistake(
        "uptake left out of the total",
        PACT,
        lambda: Wrong(PACT, tool=as_rule(PACT, "total_including_uptake", "total_excluding_uptake")),
        ("total_including_uptake",),
    ),
    Mistake(
        "grams for kilograms",
        PACT,
        lambda: Wrong(PACT, inputs=scaled("fossilGhgEmissions", "1000")),
        ("total_excluding_uptake",),
    ),
    Mistake(
        "carbon not turned into carbon dioxide",
        PACT,
        lambda: Wrong(PACT, outputs=times("uptake_from_carbon", "12/44")),
        ("uptake_from_carbon",),
    ),
    Mistake(
        "share on the net sum",
        CATENA,
        lambda: Wrong(CATENA, tool=as_rule(CATENA, "primary_data_share", "primary_data_share_on_net_sum")),
        ("primary_data_share",),
    ),
    Mistake(
        "net for absolute amounts",
        CATENA,
        lambda: Wrong(CATENA, tool=with_rules(CATENA, absolute_amount=not_absolute)),
        ("absolute_amount",),
    ),
    Mistake("AR5 for AR6", CATENA, lambda: Wrong(CATENA, tool=older_potentials()), ("direct_release_emissions",)),
    Mistake(
        "price ratio of five itself is high",
        CATENA,
        lambda: Wrong(CATENA, tool=with_rules(CATENA, ratio_above_five=closed_ends)),
        ("ratio_above_five", "route_by_price"),
    ),
    Mistake(
        "technology score reversed",
        CATENA,
        lambda: Wrong(CATENA, outputs=times("technological_rating", "2")),
        ("technological_rating", "data_quality"),
    ),
    Mistake("nothing is refused in the rulebook", CATENA, lambda: Credulous(CATENA)),
)
