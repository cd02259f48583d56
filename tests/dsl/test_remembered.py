"""Reading with a memory of the reading before gives what reading anew gives."""

from __future__ import annotations

import random

import pytest

from footrule.dsl import parser
from footrule.dsl.literate import read
from footrule.dsl.remembered import Remembered
from tests.dsl.samples import LIBRARY, file_with

RULES = "input a [t] at least 0 t\nrule b [t]\n    = a  when a > 1 t\n    = 1 t  otherwise\noutput b"


@pytest.mark.parametrize("seed", range(6))
def test_a_file_edited_at_random_reads_the_same_with_and_without_memory(seed: int) -> None:
    chance = random.Random(seed)
    path = chance.choice([path for path in LIBRARY if path.stat().st_size < 60_000])
    text = path.read_text(encoding="utf-8")
    remembered = Remembered()
    for _ in range(8):
        assert read(text, str(path), remembered) == read(text, str(path))
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(["\n", "\n\n", "(", ")", '"', "x", "=", ": ", "```", " ", "%"]) + text[at:]


def test_only_the_statement_that_changed_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    remembered = Remembered()
    read(file_with(RULES), "x.md", remembered)
    anew: list[str] = []
    attempt = parser._attempt

    def counted(chunk, *rest):
        anew.append(chunk.text)
        return attempt(chunk, *rest)

    monkeypatch.setattr(parser, "_attempt", counted)
    read(file_with(f"\n\n{RULES}".replace("a > 1 t", "a > 2 t")), "x.md", remembered)
    assert anew == ["rule b [t]\n    = a  when a > 2 t\n    = 1 t  otherwise"]


def test_what_left_the_file_is_forgotten() -> None:
    remembered = Remembered()
    read(file_with(RULES), "x.md", remembered)
    read(file_with("output b"), "x.md", remembered)
    read(file_with("output b"), "x.md", remembered)
    assert len(remembered._before) == len(remembered._now) == 1
