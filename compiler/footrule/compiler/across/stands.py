"""Where two editions stand on the topics that standards answer differently, by their clauses."""

from __future__ import annotations

from collections.abc import Iterator

from footrule.compiler.across.report import Position, Stands
from footrule.compiler.editions.changes import Words
from footrule.standards import positions, stances

CHOICES = frozenset(("open_question", "left_to_the_standard", "users_choice", "saving_stated"))
"""Positions that leave the answer to whoever applies the standard."""


def stands(a: str, b: str) -> Iterator[Stands]:
    """Every topic on which at least one of two editions takes a position. Raises `StancesError`."""
    for topic in positions.load():
        one, other = topic.of(a), topic.of(b)
        if one is not None or other is not None:
            yield pair(topic, one, other, a, b)


def pair(
    topic: positions.Topic, one: positions.Position | None, other: positions.Position | None, a: str, b: str
) -> Stands:
    zh, en = stances.TOPICS[topic.key]
    left, right = _told(one, a), _told(other, b)
    why = Words()
    if one is None or other is None:
        verdict = "open"
    elif one.word == other.word:
        verdict = "same"
    else:
        together = topic.together(one, other)
        verdict = "apart" if together is None else "choice" if {one.word, other.word} & CHOICES else "same"
        why = Words() if together is None else Words(together.zh, together.en)
    return Stands(topic.key, Words(zh, en), verdict, left, right, why)  # type: ignore[arg-type]  # one of four words


def _told(position: positions.Position | None, edition: str) -> Position:
    if position is None:
        return Position(edition, "", "", Words())
    return Position(edition, position.stance.clause, position.word, Words(position.stance.zh, position.stance.en))
