"""Stances name what is there: editions of the library, and clauses of those editions; anything else is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from footrule.compiler.driver import compile_standard
from footrule.standards.library import Library
from footrule.standards.stances import TOPICS, EditionStances, Stance, StancesError, load

SHIPPED = load()

ANSWERS = "\n".join(f"  {topic}: unknown" for topic in TOPICS)
GOOD = f"- edition: eu/cbam@2026\n{ANSWERS}\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "stances.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("one", SHIPPED, ids=lambda one: one.edition)
def test_a_stance_names_a_clause_of_its_edition(one: EditionStances) -> None:
    compiled = compile_standard(one.edition).form
    assert compiled is not None
    clauses = {clause.id for clause in compiled.clauses}
    assert {topic: stance.clause for topic, stance in one.positions() if stance.clause not in clauses} == {}


def test_every_edition_with_stances_is_in_the_library() -> None:
    assert {one.edition for one in SHIPPED} <= set(Library.default().ids())


def test_every_topic_is_answered_by_at_least_two_editions() -> None:
    counted = {topic: sum(isinstance(one.on(topic), Stance) for one in SHIPPED) for topic in TOPICS}
    assert {topic: count for topic, count in counted.items() if count < 2} == {}


def test_a_sentence_is_short_and_written_in_its_language() -> None:
    for one in SHIPPED:
        for _, stance in one.positions():
            assert any("一" <= sign <= "鿿" for sign in stance.zh)
            assert all(sign.isascii() for sign in stance.en)
            assert len(stance.zh) <= 60 and len(stance.en) <= 120


def test_unknown_and_no_position_stay_apart(tmp_path: Path) -> None:
    (one,) = load(written(tmp_path, GOOD.replace("aviation: unknown", "aviation: none")))
    assert (one.on("aviation"), one.on("cut_off")) == ("none", "unknown")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("  aviation: unknown\n", ""), "missing: aviation"),
        (GOOD + "  aviation: none\n", "'aviation' is given twice"),
        (GOOD + "  colour: none\n", "'colour' is none of"),
        (GOOD.replace("aviation: unknown", "aviation: yes"), "'yes': expected none, unknown"),
        (GOOD.replace("aviation: unknown", 'aviation: {clause: "1", zh: 一}'), "missing: en"),
        (GOOD.replace("aviation: unknown", 'aviation: {clause: "1", zh: 一, en: ""}'), "a text is expected"),
        (GOOD.replace("eu/cbam@2026", "../cbam"), "is not of the form"),
        (GOOD + GOOD, "listed twice: eu/cbam@2026"),
        ("edition: eu/cbam@2026\n", "a list of editions"),
        ("", "a list of editions"),
        ("- [", "not a YAML file"),
        ("- !!python/object:os.system {}\n", "line 1"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(StancesError, match=said.replace("[", r"\[")):
        load(written(tmp_path, text))
