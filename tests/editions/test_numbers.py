"""By how much: worked examples, portfolios, and movements split over the changes."""

from __future__ import annotations

from fractions import Fraction

import pytest

from footrule.compiler.editions.attribution import split
from footrule.compiler.editions.changes import Numbers
from footrule.compiler.editions.numbers import Measure, generated

from .pairs import compared as real


def _numbers(old: str, new: str) -> Numbers:
    _, pair, rules = real(old, new)
    return Measure(pair, rules).numbers(generated(pair, 20), "generated", 20)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cn/electricity-footprint@2023", "cn/electricity-footprint@2024"),
        ("cn/electricity-co2@2021", "cn/electricity-co2@2022"),
        ("cn/ets-power@2023-2024", "cn/ets-power@2025-2026-draft"),
    ],
)
def test_the_parts_of_a_movement_add_up_to_the_last_digit(old: str, new: str) -> None:
    splits = _numbers(old, new).splits
    assert splits
    for one in splits:
        assert sum(Fraction(part.exact) for part in one.parts) == Fraction(one.new) - Fraction(one.old)


def test_a_worked_example_moves_as_the_printed_factors_do() -> None:
    found = _numbers("cn/electricity-footprint@2023", "cn/electricity-footprint@2024").examples
    moved = next(m for m in found if m.result == "footprint_of_generation")
    assert (moved.old, moved.new, moved.percent) == ("620.5", "577.7", "-6.90")


def test_shares_do_not_depend_on_the_order_of_the_changes() -> None:
    values = {frozenset(): 10, frozenset("a"): 20, frozenset("b"): 30, frozenset("ab"): 60}

    def value(taken: frozenset[str]) -> Fraction:
        return Fraction(values[taken])

    forward = split(["a", "b"], value, lambda one, other: False)
    backward = split(["b", "a"], value, lambda one, other: False)
    assert forward is not None
    assert backward is not None
    assert forward.parts == backward.parts == {("a",): Fraction(20), ("b",): Fraction(30)}


def test_sampled_shares_add_up_and_tell_their_error() -> None:
    names = [f"c{i}" for i in range(10)]

    def value(taken: frozenset[str]) -> Fraction:
        return Fraction(len(taken) ** 2 + ("c0" in taken))

    found = split(names, value, lambda one, other: False)
    assert found is not None
    assert not found.exact
    assert sum(found.parts.values()) == 101
    assert set(found.errors) == set(found.parts)


def test_changes_that_make_no_sense_apart_are_one() -> None:
    def value(taken: frozenset[str]) -> Fraction | None:
        return None if len(taken) == 1 else Fraction(len(taken))

    found = split(["a", "b"], value, lambda one, other: False)
    assert found is not None
    assert found.parts == {("a", "b"): Fraction(2)}
