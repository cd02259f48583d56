"""A child standard held to its parent: what it writes anew may ask more, and less only where it departs from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from footrule.compiler.driver import Compiler, Source
from footrule.compiler.passes import run
from footrule.compiler.proofs.parents import loosened
from footrule.compiler.proofs.verdicts import Verdict
from footrule.runtime import form
from footrule.runtime.calculate import Calculator
from footrule.standards.library import Library, shipped

FOLDERS = Path(__file__).parents[1] / "diagnostics"
GOOD = (FOLDERS / "F0513" / "good.md").read_text(encoding="utf-8")
COMPILER = Compiler(Library((FOLDERS / "library", shipped())))


def compiled(text: str) -> form.Form:
    passed = run(Source("test/child@1", "child.md", text.encode()), COMPILER)
    assert passed.form is not None, passed.diagnostics
    return passed.form


def verdicts(text: str) -> list[Verdict]:
    return list(loosened(compiled(text), lambda reference: COMPILER.compile(reference).form))


def told(text: str) -> list[str]:
    return [verdict.en for verdict in verdicts(text) if verdict.status == "refuted"]


def test_a_child_that_asks_as_much_is_proved_to() -> None:
    found = verdicts(GOOD)
    assert {verdict.status for verdict in found} == {"proved"}
    assert len(found) == 5


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("each below 0.5 %", "each below 3 %", "the cut-off is wider: each flow < 3 %, the parent has < 1 %"),
        ("each below 0.5 %", "each at most 1 %", "the cut-off is wider: each flow ≤ 1 %, the parent has < 1 %"),
        ("at most 5 %", "at most 6 %", "the cut-off is wider: all flows together ≤ 6 %, the parent has ≤ 5 %"),
        (", together at most 5 %", "", "the cut-off no longer limits all flows together (the parent: 5 %)"),
        ("    by subdivision when submetered\n", "", "the allocation skips the step `subdivision`"),
        ("measured > statistical", "statistical > measured",
         "in the order of activity data, `statistical` ranks above `measured`"),
        ("data required measured", "data required statistical",
         "`a` needs only `statistical` data, the parent needs `measured`"),
        ("report share\n", "", "the report no longer shows `share`"),
    ],
)  # fmt: skip
def test_asking_less_is_an_error_that_names_both_clauses(old: str, new: str, said: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new)
    assert told(text) == [said]
    (verdict,) = [one for one in verdicts(text) if one.status == "refuted"]
    assert [place.standard for place in verdict.places] == ["test/child@1", "test/parent@1"]
    assert verdict.places[1].clause and verdict.places[1].line


@pytest.mark.parametrize(
    ("old", "new"),
    [("each below 0.5 %", "each below 1 %"), ("at most 5 %", "below 5 %"), ("measured > statistical", "measured")],
)
def test_asking_more_or_as_much_is_no_error(old: str, new: str) -> None:
    assert told(GOOD.replace(old, new)) == []


def test_a_departure_with_a_reason_is_no_error_and_stands_in_the_result() -> None:
    departure = (
        '\n```rule\nrule share departs from test/parent@1 §1 because "not published in this trade"\n    = 0\n'
        "output share\n```\n"
    )
    text = GOOD.replace("report share\n", "") + departure
    assert told(text) == []
    result = Calculator(compiled(text)).calculate(
        {"inputs": {"a": {"value": "1", "source": "measured"}, "products": [{"mass": "1 t", "price": "1"}],
                    "submetered": "no", "excluded_flows": []}},
        want=["share"],
    )  # fmt: skip
    assert [one.departs for one in result.departures] == ["test/parent@1 §1: not published in this trade"]
