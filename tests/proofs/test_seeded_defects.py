"""A small sample of the campaign of seeded defects: every kind of defect is reported somewhere."""

from __future__ import annotations

from functools import cache

from footrule.standards.library import Library, shipped
from tests.proofs.seeded_defects import DEFECTS, Outcome, campaign, report

ALWAYS = ("a case dropped", "a unit changed", "a name misspelt", "a reference broken")


@cache
def sample() -> list[Outcome]:
    return campaign(len(DEFECTS), Library((shipped(),)))


def test_structural_defects_are_always_reported() -> None:
    for outcome in sample():
        if outcome.mutant.kind in ALWAYS:
            assert outcome.reported, outcome.mutant


def test_most_of_a_sample_is_reported_and_rightly_placed() -> None:
    reported = [outcome for outcome in sample() if outcome.reported]
    assert len(reported) >= len(DEFECTS) * 2 // 3
    assert sum(outcome.placed for outcome in reported) >= len(reported) - 1


def test_the_report_lists_every_miss() -> None:
    told = report(sample())
    assert told.count("\n- ") == sum(not outcome.reported for outcome in sample())
