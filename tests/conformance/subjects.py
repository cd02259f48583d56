"""Compiled standards, their suites and runs of tools, each worked out once for all tests of this room."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from footrule.compiler.driver import compile_standard
from footrule.conformance import suites
from footrule.conformance.carriers.callables import Callable_
from footrule.conformance.library import folder_of
from footrule.conformance.reference_tool import ReferenceTool
from footrule.conformance.results import Results
from footrule.conformance.runner import Settings, run
from footrule.conformance.suites import Suite
from footrule.runtime import form

CATENA = "catena-x/pcf-rulebook@4.0.1"
STEEL = "cn/tcisa-452@2024-draft"
POWER = "cn/ets-power@2023-2024"
POWER_NEXT = "cn/ets-power@2025-2026-draft"
PACT = "pact/technical-specification@3.0.3"


@cache
def compiled(reference: str) -> form.Form:
    found = compile_standard(reference).form
    assert found is not None, reference
    return found


@cache
def suite(reference: str) -> Suite:
    folder = folder_of(reference)
    assert folder is not None, reference
    return suites.read(folder)


@cache
def reference_tool(reference: str) -> ReferenceTool:
    return ReferenceTool(compiled(reference))


def run_callable(standard: str, tool: Any, /, **settings: Any) -> Results:
    """A callable held to the suite of a standard."""
    given: Mapping[str, Any] = {"reference": reference_tool(standard), "named": "py:tool", **settings}
    return run(suite(standard), Callable_(tool), Settings(**given))


def clauses_of(reference: str, *rules: str) -> set[str]:
    """The clauses some rules stand in, their cases included."""
    of = compiled(reference)
    found = {rule.name: rule for rule in of.rules}
    return {of.places[at].clause for name in rules for at in (found[name].at, *(c.at for c in found[name].cases))}
