"""Every wrong tool fails, and the report looks first where the mistake is."""

from __future__ import annotations

import pytest

from tests.conformance.subjects import clauses_of, run_callable, suite
from tests.conformance.wrong_elsewhere import ELSEWHERE
from tests.conformance.wrong_footprints import FOOTPRINT_MISTAKES
from tests.conformance.wrong_tools import MISTAKES, Mistake


def test_there_are_twenty_five_mistakes_at_least() -> None:
    assert len(MISTAKES) >= 25


def cases_of(mistake: Mistake) -> frozenset[str]:
    """The ids of the cases a wrong tool is held to; none: all."""
    wanted = set(mistake.wants)
    cases = suite(mistake.standard).cases if wanted else ()
    return frozenset(case.id for case in cases if wanted & {name.split("(")[0] for name in case.want or ("",)})


@pytest.mark.parametrize("mistake", MISTAKES + FOOTPRINT_MISTAKES + ELSEWHERE, ids=lambda mistake: mistake.name)
def test_a_wrong_tool_fails_with_its_clause_first(mistake: Mistake) -> None:
    found = run_callable(mistake.standard, mistake.make(), only=cases_of(mistake))
    assert found.required.passed < found.required.of
    if mistake.blamed:
        assert found.suspects[0].clause in clauses_of(mistake.standard, *mistake.blamed)
