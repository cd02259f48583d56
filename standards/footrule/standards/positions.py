"""The stances filed by what they come to, and the mappings of terms: where both lie, and what the first says.

A position is one word for what a stance comes to. Two editions with different words on one topic stand apart, unless
the file says that one product can keep both; then it says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from footrule.standards.library import shipped
from footrule.standards.stances import TOPICS, Stance, StancesError
from footrule.standards.stances import load as load_stances


@dataclass(frozen=True, slots=True)
class Position:
    """Where one edition stands on a topic: the word, and the stance with its clause."""

    edition: str
    word: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Compatible:
    """Two positions that one product can keep together, or one that goes with every other, and why."""

    of: frozenset[str]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of the stances: the positions taken on it."""

    key: str
    positions: tuple[Position, ...]
    compatible: tuple[Compatible, ...]

    def of(self, edition: str) -> Position | None:
        return next((one for one in self.positions if one.edition == edition), None)

    def together(self, one: Position, other: Position) -> Compatible | None:
        words = {one.word, other.word}
        return next(
            (pair for pair in self.compatible if pair.of == words or (len(pair.of) == 1 and pair.of <= words)), None
        )


def folder() -> Path:
    """Where positions and mappings lie: beside the shipped library, in a wheel as in a working copy."""
    return shipped().parent / "across"


def mappings_folder() -> Path:
    return folder() / "mappings"


def load(path: Path | None = None) -> tuple[Topic, ...]:
    """Every topic in the order of the stances. Raises `StancesError` for a position without its stance, or a stance
    filed nowhere or twice; `OSError` where the file cannot be read."""
    text = (path or folder() / "positions.yaml").read_text(encoding="utf-8")
    try:
        rows = yaml.safe_load(text)
    except yaml.YAMLError as problem:
        raise StancesError(f"not a YAML file: {problem}") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise StancesError("a list of topics is expected")
    stances = {one.edition: dict(one.answers) for one in load_stances()}
    found = tuple(_topic(row, stances) for row in rows)
    if [one.key for one in found] != list(TOPICS):
        raise StancesError(f"the topics are {', '.join(TOPICS)}, each once, in this order")
    return found


def _topic(row: dict[str, Any], stances: dict[str, dict[str, Any]]) -> Topic:
    key = str(row.get("topic"))
    filed: dict[str, str] = {}
    words = row.get("positions") or {}
    for word, editions in words.items():
        for edition in editions:
            if edition in filed:
                raise StancesError(f"{key}: {edition} is filed twice")
            if not isinstance(stances.get(edition, {}).get(key), Stance):
                raise StancesError(f"{key}: {edition} takes no position in the stances")
            filed[edition] = word
    for edition, answers in stances.items():
        if isinstance(answers.get(key), Stance) and edition not in filed:
            raise StancesError(f"{key}: {edition} is filed nowhere")
    compatible = []
    for pair in row.get("compatible") or []:
        of = frozenset(pair.get("of") or ())
        if not 0 < len(of) <= 2 or not of <= words.keys():
            raise StancesError(f"{key}: `of` names one or two of {', '.join(words)}")
        compatible.append(Compatible(of, str(pair["zh"]), str(pair["en"])))
    return Topic(
        key,
        tuple(Position(edition, word, stances[edition][key]) for edition, word in filed.items()),
        tuple(compatible),
    )
