"""Checkpoints of a case: what the rules on the way to its answer give, in the order of calculation.

A tool that tells its own values on the way is held to them, so that a failure names the first step that went wrong and
a right answer reached by wrong steps is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from footrule.conformance.cases import Case, Expected
from footrule.conformance.comparison import Actual, Units, judge
from footrule.conformance.protocol import Given
from footrule.conformance.reference_tool import ReferenceTool, expected, kind_of_target
from footrule.runtime import form
from footrule.runtime.problems import Refused
from footrule.runtime.reference import Interpreter

MOST_ITEMS = 3
"""Items of a list for which a rule that takes one is a checkpoint of its own."""


def checkpoints(case: Case, tool: ReferenceTool, rules: Iterable[str]) -> dict[str, Expected]:
    """Values of `rules`, those the case goes through, that are not asked for anyway; a rule that refuses has none."""
    used = set(rules)
    try:
        working = Interpreter(tool.calculator.index, tool.read(case.given).given)
    except Refused:
        return {}
    found: dict[str, Expected] = {}
    for rule in tool.compiled.rules:
        if rule.name not in used or rule.hidden:
            continue
        for target in targets(rule, case.given):
            answer = None if target in case.want else tool.values(working, (target,))
            if answer is not None and not answer.refused:
                found[target] = expected(answer.values[target], kind_of_target(tool.compiled, target))
    return found


def targets(rule: form.Rule, given: Mapping[str, Any]) -> list[str]:
    """A rule without parameters, or one that takes an item, for each of the first items there are."""
    if not rule.parameters:
        return [rule.name]
    if len(rule.parameters) == 1 and isinstance(rule.parameters[0].type, form.Item):
        items = given.get("inputs", {}).get(rule.parameters[0].type.of)
        return (
            [f"{rule.name}(#{at})" for at in range(1, 1 + min(MOST_ITEMS, len(items)))]
            if isinstance(items, list)
            else []
        )
    return []


def first_wrong(wanted: Mapping[str, Expected], told: Mapping[str, Given], units: Units) -> str:
    """The first checkpoint a tool tells otherwise; empty where all it tells agree."""
    for name, one in wanted.items():
        given = told.get(name)
        if given is not None and not _agrees(one, given, units):
            return name
    return ""


def _agrees(wanted: Expected, given: Given, units: Units) -> bool:
    return judge(wanted, Actual(given.kind, given.value, given.unit), units).band in (
        "equal",
        "within print",
        "inconclusive",
    )
