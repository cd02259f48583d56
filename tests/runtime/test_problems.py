"""The table of messages, and the weight of importing what reads it."""

from __future__ import annotations

import string
import subprocess
import sys
from pathlib import Path

import pytest

from footrule.runtime.problems import ENTRIES, Entry, Problem, Words, visible


def fields(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES.keys())
def test_a_message_says_the_same_things_in_both_languages(entry: Entry) -> None:
    assert fields(entry.zh) == fields(entry.en)
    assert fields(entry.accepted_zh) == fields(entry.accepted_en)
    assert entry.accepted_zh and entry.accepted_en


def test_a_users_braces_are_only_text() -> None:
    problem = Problem("R0301", "", {"message": Words("{甲}", "{0} {x}")})
    assert (problem.message("zh"), problem.message("en")) == ("{甲}", "{0} {x}")


def test_user_text_is_cut_and_its_controls_made_visible() -> None:
    assert visible("a\x1b[0m\u202eb") == "a\\u001b[0m\\u202eb"
    assert visible("x" * 100) == "x" * 80 + "…"
    assert visible("\ud800") == "\\ud800"


@pytest.mark.parametrize(
    "module", [path.stem for path in Path(__file__).parents[2].glob("runtime/footrule/runtime/*.py")]
)
def test_no_part_of_the_runtime_loads_a_heavy_library(module: str) -> None:
    name = "footrule.runtime" if module == "__init__" else f"footrule.runtime.{module}"
    heavy = ("pydantic", "lark", "yaml", "jinja2", "typer", "footrule.dsl", "footrule.compiler")
    code = f"import sys, {name}; print(*(m for m in {heavy!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("\n", "")
