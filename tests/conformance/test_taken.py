"""How strong the cases are that a tool took comes out of its results."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from footrule.cli import exits
from footrule.cli.main import run as command
from footrule.conformance import results
from footrule.conformance.carriers.callables import Callable_
from footrule.conformance.library import folder_of
from footrule.conformance.runner import Settings, run
from footrule.conformance.strength.gate import recorded
from tests.conformance.subjects import POWER, reference_tool, suite
from tests.conformance.wrong_tools import Wrong


def run_of(tmp_path: Path, *capabilities: str) -> Path:
    """The results of a right tool that claims no more than these capabilities."""
    right = Wrong(POWER)

    def tool(message: dict[str, object]) -> object:
        answer = right(message)
        return {**answer, "capabilities": capabilities} if answer["message"] == "ready" else answer

    found = run(suite(POWER), Callable_(tool), Settings(reference=reference_tool(POWER)))
    path = tmp_path / "results.json"
    path.write_bytes(results.encode(found))
    return path


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = command(["conform", "strength", POWER, *words])
    return code, capsys.readouterr().out


def test_a_tool_that_takes_everything_is_as_strong_as_the_suite(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = told(capsys, str(run_of(tmp_path, "rules", "partial")), "--json")
    found, folder = json.loads(out), folder_of(POWER)
    assert folder is not None
    record = recorded(folder)
    assert record is not None
    assert code == exits.FINE
    assert (found["noticed"], found["total"]) == (record["killed"], record["total"])


def test_a_tool_that_takes_whole_documents_only_is_told_what_that_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = told(capsys, str(run_of(tmp_path)), "--json")
    found = json.loads(out)
    assert code == exits.FINE
    assert 0 < found["noticed"] < found["total"]
    assert found["noticed"] == sum(noticed for noticed, _ in found["clauses"].values())


@pytest.mark.parametrize(("language", "words"), [("en", "this tool answered"), ("zh", "这个工具所答的")])
def test_it_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, words: str) -> None:
    _, out = told(capsys, str(run_of(tmp_path)), "--lang", language)
    assert words in out


def test_results_of_another_suite_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = run_of(tmp_path)
    path.write_text(path.read_text("utf-8").replace(suite(POWER).digest, "sha256:0"), "utf-8")
    assert command(["conform", "strength", POWER, str(path)]) == exits.USAGE
    assert "K0404" in capsys.readouterr().err


def test_a_record_of_part_of_a_suite_is_not_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(run_of(tmp_path))
    assert command(["conform", "strength", POWER, path, "--out", str(tmp_path / "record.json")]) == exits.USAGE
    assert "K0406" in capsys.readouterr().err
