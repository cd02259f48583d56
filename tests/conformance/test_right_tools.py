"""Right tools written in other languages and other arithmetic than ours all pass what they attempt."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from footrule.conformance.carriers import Limits, open_carrier
from footrule.conformance.results import Results
from footrule.conformance.runner import Settings, run
from tests.conformance.subjects import CATENA, PACT, POWER, STEEL, reference_tool, suite

HERE = Path(__file__).parent
# Node reserves far more address space than it uses, and the bound is one of address space
LIMITS = Limits(seconds=20.0, start=60.0, memory=40_000_000_000)


def held(command: str, standard: str = POWER) -> Results:
    settings = Settings(limits=LIMITS, reference=reference_tool(standard))
    return run(suite(standard), open_carrier(command, LIMITS), settings)


def passes(found: Results, at_least: int = 5) -> None:
    failing = [(each.id, each.outcome, each.expected, each.actual, each.detail) for each in found.records if each.fails]
    assert failing == []
    assert found.attempted.passed == found.attempted.of >= at_least


@pytest.mark.parametrize("arithmetic", ["float", "decimal", "rational"])
def test_a_tool_in_python_passes_in_any_arithmetic(arithmetic: str) -> None:
    passes(held(f"proc:{sys.executable} -m tests.conformance.power_tool {arithmetic}"))


@pytest.mark.parametrize(
    ("name", "standard", "at_least"),
    [("power_tool.mjs", POWER, 5), ("pact_sums_tool.mjs", PACT, 5), ("steel_tool.mjs", STEEL, 450)],
)
def test_a_tool_in_javascript_passes(name: str, standard: str, at_least: int, tmp_path: Path) -> None:
    starter = tmp_path / "starter.mjs"
    starter.write_text(files("footrule.conformance.adapters").joinpath("starter.mjs").read_text("utf-8"))
    tool = tmp_path / "tool.mjs"
    tool.write_text((HERE / name).read_text("utf-8").replace("STARTER", "./starter.mjs"))
    passes(held(f"proc:node {tool}", standard), at_least)


def test_a_tool_in_decimals_passes_the_rulebook() -> None:
    passes(held(f"proc:{sys.executable} -m tests.conformance.rulebook_tool", CATENA), at_least=500)


def test_a_tool_in_sql_passes_the_border() -> None:
    passes(held(f"proc:{sys.executable} -m tests.conformance.border_tool", "eu/cbam@2026"), at_least=200)


def test_a_tool_started_anew_for_every_question_passes() -> None:
    command = f"exec:{sys.executable} -m tests.conformance.rulebook_tool"
    of = suite(CATENA)
    few = replace(of, cases=of.cases[::50])
    passes(run(few, open_carrier(command, LIMITS), Settings(limits=LIMITS)), at_least=8)


def test_a_tool_that_weighs_before_it_averages_passes() -> None:
    passes(held(f"proc:{sys.executable} -m tests.conformance.pact_quality_tool", PACT))


@pytest.mark.parametrize("command", ["{python} -m footrule.conformance.adapters.starter", "node {starter}"])
def test_a_starter_as_it_comes_is_unsupported_and_nothing_else(command: str) -> None:
    starter = files("footrule.conformance.adapters").joinpath("starter.mjs")
    found = held("proc:" + command.format(starter=starter, python=sys.executable))
    assert set(found.counts) == {"unsupported"}
