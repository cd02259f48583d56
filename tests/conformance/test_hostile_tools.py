"""Whatever a tool does, every case has an outcome and the run ends."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from footrule.conformance.carriers import Limits, open_carrier
from footrule.conformance.carriers.sandbox import isolation
from footrule.conformance.results import Results
from footrule.conformance.runner import Settings, run
from tests.conformance.subjects import POWER, suite

TOOL = Path(__file__).with_name("hostile_tool.py")
LIMITS = Limits(seconds=1.0, start=20.0, memory=1_000_000_000, output=1_000_000)


def met(way: str, kind: str = "proc") -> Results:
    whole = suite(POWER)
    computed = [case for case in whole.cases if case.kind == "compute" and not case.id.startswith("example")][:2]
    few = replace(whole, cases=tuple(computed))
    return run(few, open_carrier(f'{kind}:{sys.executable} {TOOL} "{way}"', LIMITS), Settings(limits=LIMITS))


@pytest.mark.parametrize(
    ("way", "outcome"),
    [
        ("hangs", {"timeout"}),
        ("floods", {"crash"}),
        ("closes in the middle", {"crash"}),
        ("answers out of order", {"crash"}),
        ("forks", {"crash", "timeout"}),
        ("allocates", {"crash", "timeout"}),
        ("claims what it lacks", {"unsupported"}),
        ("invalid UTF-8", {"crash"}),
        ("NaN", {"fail-value", "fail-unit"}),
        ("bare NaN", {"crash"}),
        ("10^400", {"fail-value", "fail-unit"}),
        ("deep nesting", {"crash"}),
    ],
)
def test_a_hostile_tool_gets_a_verdict(way: str, outcome: set[str]) -> None:
    found = met(way)
    assert len(found.records) == 2
    assert {record.outcome for record in found.records} <= outcome


def test_an_answer_out_of_turn_is_found_at_the_next_question() -> None:
    assert "crash" in [record.outcome for record in met("answers twice").records]


def test_a_process_of_its_own_for_every_message_is_held_to_the_same_limits() -> None:
    assert [record.outcome for record in met("hangs", "exec").records] == ["timeout"] * 2


def test_a_child_has_no_network_where_the_system_can_cut_it_off() -> None:
    details = [record.detail for record in met("reaches for the network").records]
    assert "reached" not in details
    unreachable = all("101" in detail for detail in details)  # at once, without a packet
    assert unreachable or "--net" not in isolation(network=False)


def test_a_tool_that_never_answers_is_given_up() -> None:
    whole = suite(POWER)
    carrier = open_carrier("proc:/nonexistent/tool", LIMITS)
    found = run(whole, carrier, Settings(limits=LIMITS))
    assert len(found.records) == len(whole.cases)
    assert found.required.passed == 0
