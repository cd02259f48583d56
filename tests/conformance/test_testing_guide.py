"""The guide for testers says what is so: its messages are messages, its options exist, both languages say the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from footrule.cli import exits
from footrule.cli.application import command
from footrule.cli.commands.conform import ACTIONS
from footrule.cli.main import run as footrule
from footrule.compiler.docs.guide_pages import ORDER, guide_folder
from footrule.conformance import protocol, results
from footrule.conformance.carriers import Limits, xlsx_mapping
from footrule.conformance.carriers.xlsx import Workbook
from footrule.conformance.templates import starter

PAGE = "testing-a-tool"
LANGUAGES = ("zh", "en")


def text_of(language: str) -> str:
    return (guide_folder() / f"{PAGE}.{language}.md").read_text("utf-8")


def blocks(language: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", text_of(language), re.DOTALL | re.MULTILINE)


def test_the_page_stands_in_the_menu() -> None:
    assert PAGE in ORDER


def test_both_languages_show_the_same_commands_messages_and_mapping() -> None:
    for kind in ("sh", "json", "yaml", "python"):
        zh, en = ([re.sub(r"\s+#.*", "", block) for block in blocks(language, kind)] for language in LANGUAGES)
        assert zh == en


def test_every_message_shown_keeps_to_the_letter_and_every_kind_is_shown() -> None:
    lines = [line for block in blocks("en", "json") for line in block.splitlines()]
    assert [(line, wrong) for line in lines if (wrong := protocol.strictly(line.encode()))] == []
    assert {json.loads(line)["message"] for line in lines} == set(protocol.schemas())


def test_every_command_shown_exists() -> None:
    commands = [line for block in blocks("en", "sh") for line in block.splitlines() if "footrule conform" in line]
    assert {line.split("footrule conform ")[1].split()[0] for line in commands} <= set(ACTIONS)
    actions = command().commands["conform"].commands
    known = {spelling for action in actions.values() for each in action.params for spelling in each.opts}
    assert set(re.findall(r"--[a-z]+", text_of("en"))) - {"--serve", "--help"} - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mapping_shown_fits_the_starter_workbook(language: str, tmp_path: Path) -> None:
    (mapping,) = blocks(language, "yaml")
    (tmp_path / "starter.xlsx").write_bytes((starter.HERE / "starter.xlsx").read_bytes())
    (tmp_path / "starter.yaml").write_text(mapping, "utf-8")
    assert xlsx_mapping.read(tmp_path / "starter.yaml").outputs
    Workbook(str(tmp_path / "starter.yaml"), Limits())


THRESHOLD = "cn/ets-threshold@2025"
MY_TOOL = f"""
from footrule.cli.editions import compiler, form_of
from footrule.conformance.adapters.reference import ReferenceSubject

tool = ReferenceSubject(form_of({THRESHOLD!r}, compiler()))


def answer(question):
    found = tool(question)
    found.pop("seq")
    return found
"""


def questions(capsys: pytest.CaptureFixture[str]) -> str:
    assert footrule(["conform", "requests", THRESHOLD]) == exits.FINE
    return capsys.readouterr().out


def run_with(answers: str, folder: Path) -> tuple[int, results.Results]:
    (folder / "answers.jsonl").write_text(answers, "utf-8")
    words = ["conform", "run", THRESHOLD, "--tool", f"file:{folder / 'answers.jsonl'}"]
    code = footrule([*words, "--out", str(folder / "results.json")])
    return code, results.read(folder / "results.json")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_shown_answers_every_question_by_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, language: str
) -> None:
    (script,) = blocks(language, "python")
    (tmp_path / "answer.py").write_text(script, "utf-8")
    (tmp_path / "my_tool.py").write_text(MY_TOOL, "utf-8")
    ran = subprocess.run([sys.executable, tmp_path / "answer.py"], input=questions(capsys), capture_output=True,
                         text=True, check=True)  # fmt: skip
    code, found = run_with(ran.stdout, tmp_path)
    assert (code, found.tier, found.tool.name) == (exits.FINE, "attested", "my tool")
    assert {record.outcome for record in found.records} == {"pass"}
    assert {record.twin for record in found.records} == {True, False}


def test_a_tool_made_for_a_pipe_answers_the_list_as_it_stands(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mock = [sys.executable, "-m", "footrule.conformance.adapters.reference", THRESHOLD]
    asked = '{"message": "hello", "protocol": 1}\n' + questions(capsys)
    ran = subprocess.run(mock, input=asked, capture_output=True, text=True, check=True)
    code, found = run_with(ran.stdout, tmp_path)
    assert (code, found.tier, found.required.passed) == (exits.FINE, "attested", found.required.of)


def test_a_wrong_answer_in_a_file_is_a_wrong_value_and_not_a_crash(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    tool: dict[str, Any] = {}
    exec(MY_TOOL, tool)
    asked = [json.loads(line) for line in questions(capsys).splitlines()]
    answers = [{**tool["answer"](one), "seq": one["seq"]} for one in asked]
    for answer in answers:
        for one in answer.get("outputs", {}).values():
            one["value"] = {"true": "false", "false": "true"}.get(one.get("value"), one.get("value"))
    ready = {"message": "ready", "protocol": 1, "name": "wrong", "capabilities": ["rules", "partial", "units"]}
    code, found = run_with("\n".join(json.dumps(one) for one in (ready, *answers)), tmp_path)
    assert code == exits.FINDINGS
    assert {record.outcome for record in found.records} == {"pass", "fail-value"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_is_explained(language: str) -> None:
    from typing import get_args  # noqa: PLC0415

    from footrule.conformance.outcomes import Name  # noqa: PLC0415

    told = text_of(language)
    assert [
        name for name in get_args(Name) if f"`{name}`" not in told and name not in ("fail-trace", "waiver-not-needed")
    ] == []
