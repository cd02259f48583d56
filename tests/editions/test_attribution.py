"""A movement split over its changes: the parts add up to it exactly, whatever the changes do to one another."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from footrule.compiler.editions.attribution import EXACT_UP_TO, split

NUMBERS = st.fractions(min_value=-1000, max_value=1000, max_denominator=997)


@st.composite
def games(draw: st.DrawFn) -> tuple[list[str], dict[frozenset[str], Fraction]]:
    """What each set of changes makes of a result: any number, none of them following from the others."""
    names = [f"c{number}" for number in range(draw(st.integers(1, 4)))]
    sets = [frozenset(n for i, n in enumerate(names) if mask >> i & 1) for mask in range(1 << len(names))]
    return names, {one: draw(NUMBERS) for one in sets}


@settings(max_examples=60, deadline=None)
@given(games())
def test_the_parts_add_up_to_the_movement(game: tuple[list[str], dict[frozenset[str], Fraction]]) -> None:
    names, values = game
    found = split(names, values.get, lambda one, other: False)
    assert found is not None
    assert sum(found.parts.values()) == values[frozenset(names)] - values[frozenset()]


@settings(max_examples=40, deadline=None)
@given(games(), st.randoms())
def test_the_order_of_the_changes_does_not_matter(
    game: tuple[list[str], dict[frozenset[str], Fraction]], chance: st.DataObject
) -> None:
    names, values = game
    shuffled = list(names)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    one, other = (split(order, values.get, lambda a, b: False) for order in (names, shuffled))
    assert one is not None and other is not None
    assert one.parts == other.parts


@settings(max_examples=20, deadline=None)
@given(st.lists(NUMBERS, min_size=EXACT_UP_TO + 1, max_size=EXACT_UP_TO + 4), NUMBERS)
def test_drawn_orders_add_up_too_and_tell_their_error(weights: list[Fraction], together: Fraction) -> None:
    names = [f"c{number}" for number in range(len(weights))]
    weight = dict(zip(names, weights, strict=True))

    def value(taken: frozenset[str]) -> Fraction:
        return sum((weight[name] for name in taken), Fraction(0)) + together * len(taken) ** 2

    found = split(names, value, lambda one, other: False)
    assert found is not None
    assert not found.exact
    assert sum(found.parts.values()) == value(frozenset(names)) - value(frozenset())
    assert found.errors.keys() == found.parts.keys()


@settings(max_examples=40, deadline=None)
@given(games())
def test_a_change_that_never_moves_anything_has_no_share(
    game: tuple[list[str], dict[frozenset[str], Fraction]],
) -> None:
    names, values = game
    found = split([*names, "idle"], lambda taken: values[taken - {"idle"}], lambda one, other: False)
    assert found is not None
    assert found.parts["idle",] == 0
