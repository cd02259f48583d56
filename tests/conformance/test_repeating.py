"""Asked twice, in two orders, a tool is found out whose answer rests on anything but the question."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from footrule.conformance.carriers.callables import Callable_
from footrule.conformance.results import Results
from footrule.conformance.runner import Settings, run
from tests.conformance import many_cases

COUNT = 120
Tool = Callable[[dict[str, Any]], dict[str, Any]]


def met(tool: Tool, repeat: int) -> Results:
    return run(many_cases.suite(COUNT), Callable_(tool), Settings(repeat=repeat))


def evaluating(change: Callable[[int, dict[str, Any]], dict[str, Any]]) -> Tool:
    """The right tool, but for what is changed in its answers, given the amount asked about."""

    def tool(asked: dict[str, Any]) -> dict[str, Any]:
        said = many_cases.answer(asked)
        return change(int(asked["inputs"]["amount"]["value"]), said) if asked["message"] == "eval" else said

    return tool


def _twice(digits: object, said: dict[str, Any]) -> dict[str, Any]:
    return {**said, "outputs": {"twice": {"kind": "quantity", "value": str(digits), "unit": "kg"}}}


def that_counts_the_cases() -> Tool:
    """It knows the order of the suite, and no more."""
    count = itertools.count()
    return evaluating(lambda n, said: _twice(2 * next(count), said))


def that_remembers_the_case_before() -> Tool:
    """Where the amount is one more than that before, what it had then is added to."""
    memory = {"n": -1, "twice": -2}

    def change(n: int, said: dict[str, Any]) -> dict[str, Any]:
        twice = memory["twice"] + 2 if n == memory["n"] + 1 else 2 * n + 1
        memory.update(n=n, twice=twice)
        return _twice(twice, said)

    return evaluating(change)


def that_tires() -> Tool:
    """Right at first, and wrong after so many questions as so long a time brings."""
    count = itertools.count()
    return evaluating(lambda n, said: _twice(2 * n + (next(count) > 1.5 * COUNT), said))


@pytest.mark.parametrize("tool", [that_counts_the_cases, that_remembers_the_case_before, that_tires])
def test_an_answer_that_rests_on_more_than_the_question_passes_once_and_is_found_out_when_repeated(
    tool: Callable[[], Tool],
) -> None:
    assert met(tool(), 1).required.passed >= COUNT - 1
    assert sum(each.fails for each in met(tool(), 2).records) > COUNT // 4


@pytest.mark.parametrize("repeat", [2, 3])
def test_a_tool_that_says_the_time_in_its_words_is_determined_all_the_same(repeat: int) -> None:
    clock = itertools.count()

    def change(n: int, said: dict[str, Any]) -> dict[str, Any]:
        if n % 2:
            return said
        return {"message": "fault", "seq": said["seq"], "message_text": f"{next(clock)}: no even numbers"}

    found = met(evaluating(change), repeat)
    assert "nondeterministic" not in found.counts


@pytest.mark.parametrize("repeat", [1, 2, 4])
def test_every_question_is_asked_as_often_as_is_said(repeat: int) -> None:
    asked: list[int] = []

    def change(n: int, said: dict[str, Any]) -> dict[str, Any]:
        asked.append(n)
        return said

    met(evaluating(change), repeat)
    assert sorted(asked) == sorted(list(range(COUNT)) * repeat)
    assert (asked[:COUNT] == list(range(COUNT))) == (repeat == 1)


def test_a_tool_that_never_answers_is_not_asked_more_often_for_being_repeated() -> None:
    asked: list[int] = []

    def change(n: int, said: dict[str, Any]) -> dict[str, Any]:
        asked.append(n)
        raise SystemExit

    found = met(evaluating(change), 3)
    assert found.counts == {"crash": COUNT}
    assert len(asked) <= 50
