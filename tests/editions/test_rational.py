"""Quotients of sums are proved the same however they are written, and never when they are not."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footrule.compiler.editions.rational import same_rational
from footrule.compiler.editions.terms import Terms

from .editing import compared

Written = tuple[object, ...] | str | int

SAME: dict[str, tuple[Written, Written]] = {
    "one over two": (
        ("+", ("/", 1, ("+", "a", "b")), ("/", 1, ("-", "a", "b"))),
        ("/", ("*", 2, "a"), ("-", ("*", "a", "a"), ("*", "b", "b"))),
    ),
    "a share and the rest": (("-", 1, ("/", "a", ("+", "a", "b"))), ("/", "b", ("+", "a", "b"))),
    "a quotient of quotients": (("/", ("/", "a", ("+", "b", 1)), ("/", "c", ("+", "b", 1))), ("/", "a", "c")),
    "one over a share": (("/", "a", ("-", 1, ("/", "b", "c"))), ("/", ("*", "a", "c"), ("-", "c", "b"))),
}


@pytest.mark.parametrize("name", SAME)
def test_two_ways_to_write_a_quotient_are_the_same(name: str) -> None:
    terms = Terms()
    left, right = (_term(terms, written) for written in SAME[name])

    assert same_rational(terms, left, right)


def _trees(leaf: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    return st.recursive(leaf, lambda inner: st.tuples(st.sampled_from("+-*/"), inner, inner), max_leaves=5)


TREES = _trees(st.sampled_from(["a", "b", "c", 1, 2]))
VALUES = [
    {"a": Fraction(7, 3), "b": Fraction(-11, 5), "c": Fraction(13)},
    {"a": Fraction(2), "b": Fraction(17, 19), "c": Fraction(-3, 7)},
]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine draws slowly
@given(TREES, TREES)
def test_what_is_proved_the_same_has_the_same_values(left: Written, right: Written) -> None:
    terms = Terms()
    if same_rational(terms, _term(terms, left), _term(terms, right)):
        for values in VALUES:
            found = _value(left, values), _value(right, values)
            assert None in found or found[0] == found[1]


def test_an_expanded_fraction_is_proved_equal_in_an_edition() -> None:
    fraction = "round total / production half_up"
    expanded = "round (total * (production + 1 t)) / (production * (production + 1 t)) half_up"

    report, _, _ = compared((fraction, expanded))

    (change,) = [change for change in report.changes if change.subject == "intensity"]
    assert (change.level, change.evidence.kind, change.evidence.method) == ("INFO", "proved equal", "SymPy")


def _term(terms: Terms, written: Written) -> int:
    if isinstance(written, str):
        return terms.make("input", written, sort="real")
    if isinstance(written, int):
        return terms.number(Fraction(written))
    act: dict[str, Callable[[int, int], int]] = {
        "+": terms.add, "-": terms.subtract, "*": terms.multiply, "/": terms.divide,
    }  # fmt: skip
    return act[str(written[0])](_term(terms, written[1]), _term(terms, written[2]))  # type: ignore[arg-type]  # a tree


def _value(written: Written, values: dict[str, Fraction]) -> Fraction | None:
    """None where a division by zero stands in the way."""
    if isinstance(written, str):
        return values[written]
    if isinstance(written, int):
        return Fraction(written)
    left, right = (_value(one, values) for one in written[1:])  # type: ignore[arg-type]  # a tree
    if left is None or right is None or (written[0] == "/" and right == 0):
        return None
    return {"+": left + right, "-": left - right, "*": left * right, "/": right and left / right}[str(written[0])]
