"""The guide for testers says what is so: its messages are messages, its options exist, both languages say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from footrule.cli.application import command
from footrule.cli.commands.conform import ACTIONS
from footrule.compiler.docs.guide_pages import ORDER, guide_folder
from footrule.conformance import protocol
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
    for kind in ("sh", "json", "yaml"):
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
    assert set(re.findall(r"--[a-z]+", text_of("en"))) - {"--serve"} - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mapping_shown_fits_the_starter_workbook(language: str, tmp_path: Path) -> None:
    (mapping,) = blocks(language, "yaml")
    (tmp_path / "starter.xlsx").write_bytes((starter.HERE / "starter.xlsx").read_bytes())
    (tmp_path / "starter.yaml").write_text(mapping, "utf-8")
    assert xlsx_mapping.read(tmp_path / "starter.yaml").outputs
    Workbook(str(tmp_path / "starter.yaml"), Limits())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_is_explained(language: str) -> None:
    from typing import get_args  # noqa: PLC0415

    from footrule.conformance.outcomes import Name  # noqa: PLC0415

    told = text_of(language)
    assert [
        name for name in get_args(Name) if f"`{name}`" not in told and name not in ("fail-trace", "waiver-not-needed")
    ] == []
