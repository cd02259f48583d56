"""`footrule conform strength`, `improve` and `accept` as a tester uses them: what is lost is proposed, and taken in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from footrule.cli import exits
from footrule.conformance.cases import Case, from_text, to_text
from footrule.conformance.making.accepting import NotAcceptedError, accepted
from footrule.conformance.making.smallest import smallest
from footrule.conformance.strength.closing import Closing
from footrule.conformance.strength.mutants import mutants
from footrule.conformance.strength.targets import shifted
from footrule.conformance.suites import read, write
from tests.conformance.subjects import CATENA, POWER, compiled, suite
from tests.conformance.test_command import Say, ran

GUIDELINE = "cn/drafting-guideline@2024"
LOST = "load_correction"
"""The rule whose cases a suite is made without."""


@pytest.fixture(scope="module")
def poorer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A suite in which nothing asks for one rule: required cases of it and of what is worked out from it are gone."""
    folder = tmp_path_factory.mktemp("suites") / "poorer"
    whole = suite(POWER)
    kept = tuple(case for case in whole.cases if LOST not in whole.covers.get(case.id, {}).get("rules", ()))
    write(replace(whole, cases=kept), folder)
    return folder


def test_what_a_suite_lost_is_proposed_gone_on_with_and_taken_in(capsys: Say, poorer: Path, tmp_path: Path) -> None:
    folder = tmp_path / "suite"
    shutil.copytree(poorer, folder)
    before = {case.id: case.digest for case in read(folder).cases}

    code, out, _ = ran(capsys, "conform", "strength", folder, "--out", folder / "strength.json", "--json")
    weak = json.loads(out)
    assert (code, weak["killed"] < weak["total"]) == (exits.FINE, True)

    code, out, _ = ran(capsys, "conform", "improve", folder, "--out", tmp_path / "proposed", "--json")
    found = json.loads(out)
    assert (code, found["survivors"], found["left"]) == (exits.FINE, weak["total"] - weak["killed"], [])
    assert {path.stem for path in (tmp_path / "proposed").glob("*.yaml")} == {case["id"] for case in found["proposed"]}
    assert {case.id: case.digest for case in read(folder).cases} == before

    # interrupted before the last was written: what is there is not looked for again
    lost = sorted((tmp_path / "proposed").glob("*.yaml"))[-1]
    lost.unlink()
    code, out, _ = ran(capsys, "conform", "improve", folder, "--out", tmp_path / "proposed", "--json")
    again = json.loads(out)
    assert (len(again["before"]), again["left"]) == (len(found["proposed"]) - 1, [])

    code, out, _ = ran(capsys, "conform", "accept", folder, tmp_path / "proposed", "--json")
    assert (code, json.loads(out)["added"]) == (exits.FINE, len(again["before"]) + len(again["proposed"]))
    after = {case.id: case.digest for case in read(folder).cases}
    assert before.items() < after.items()

    code, out, _ = ran(capsys, "conform", "strength", folder, "--json")
    strong = json.loads(out)
    assert (code, strong["killed"], strong["survivors"]) == (exits.FINE, strong["total"], [])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_folder_that_is_not_there_is_told(capsys: Say, poorer: Path, tmp_path: Path, language: str) -> None:
    code, _, err = ran(capsys, "conform", "accept", poorer, tmp_path / "nothing", "--lang", language)
    assert (code, "K0210" in err) == (exits.UNREADABLE, True)


# --- what is not taken in ---------------------------------------------------------------------------------------------


def _case() -> Case:
    return next(case for case in suite(POWER).cases if case.kind == "compute" and not case.id.startswith("example."))


def _otherwise(case: Case) -> Case:
    name, found = next(iter(case.expect.items()))
    return msgspec.structs.replace(case, expect={**case.expect, name: msgspec.structs.replace(found, value="12345")})


WRONG: dict[str, Callable[[Case], Case]] = {
    "another answer": lambda case: _otherwise(msgspec.structs.replace(case, id="new.one")),
    "another content of a known id": _otherwise,
    "another standard": lambda case: msgspec.structs.replace(case, id="new.one", standard=CATENA),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_case_that_is_not_what_it_says_is_not_taken_in(change: Callable[[Case], Case]) -> None:
    with pytest.raises(NotAcceptedError):
        accepted(compiled(POWER), suite(POWER), [change(_case())])


def test_a_retired_id_is_not_taken_in() -> None:
    case = _case()
    retired = replace(
        suite(POWER),
        cases=tuple(each for each in suite(POWER).cases if each.id != case.id),
        tombstones={case.id: "asked nothing"},
    )
    with pytest.raises(NotAcceptedError):
        accepted(compiled(POWER), retired, [from_text(to_text(case))])


def test_a_case_that_is_there_already_is_left_alone() -> None:
    assert accepted(compiled(POWER), suite(POWER), [_case()]).digest == suite(POWER).digest


# --- making small -----------------------------------------------------------------------------------------------------


def test_a_document_keeps_only_what_it_is_there_to_show() -> None:
    def number(value: str) -> dict[str, str]:
        return {"value": value, "unit": "kg"}

    document = {
        "inputs": {"spare": number("7"), "rows": [{"a": number("1234.567")}, {"a": number("9"), "b": number("1")}]},
        "options": {"spare": "x"},
    }

    def fits(tried: dict[str, object]) -> bool:
        rows = tried["inputs"].get("rows", [])  # type: ignore[attr-defined]
        return any(float(row["a"]["value"]) > 99 for row in rows if "a" in row)

    assert smallest(document, fits) == {"inputs": {"rows": [{"a": number("100")}]}}


def test_a_target_moves_with_its_item() -> None:
    form = compiled(CATENA)
    assert shifted(form, "contribution(#1)", {"contributions": 3}) == "contribution(#4)"
    assert shifted(form, "total", {"contributions": 3}) == "total"


def test_a_mistake_no_drawn_document_shows_is_found_near_the_cases_there_are() -> None:
    guideline = compiled(GUIDELINE)
    about = [case for case in suite(GUIDELINE).cases if "may_become_national" in case.want]
    without = [case for case in about if case.given["inputs"].get("good_effect") not in (False, "no")]
    lost = [each for each in mutants(guideline) if each.key == "may_become_national/0/body/left.left.left/0"]
    closing = Closing(guideline, replace(suite(GUIDELINE), cases=tuple(without)), lost)
    closing._hunted = lambda rest: []  # type: ignore[method-assign]  # what only luck would find is left out
    assert len(list(closing.proposals())) == 1
    assert closing.left == {}
