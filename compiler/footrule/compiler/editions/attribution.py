"""A movement split over the changes that cause it, whatever order they are made in.

Each change gets the mean of what it adds over all orders of making the changes one after another. Up to eight changes
every order counts; beyond, orders are drawn, each with its reverse, and the standard error is told. Every order adds
up to the whole movement, so the shares do, to the last digit.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import factorial

EXACT_UP_TO = 8
ORDERS = 24

Value = Callable[[frozenset[str]], Fraction | None]


@dataclass(frozen=True, slots=True)
class Shares:
    """`parts`: groups of changes that were told apart and what each adds. `error`: squared standard errors."""

    parts: dict[tuple[str, ...], Fraction]
    errors: dict[tuple[str, ...], Fraction]
    exact: bool
    orders: int = 0


def split(names: list[str], value: Value, tied: Callable[[str, str], bool], seed: int = 1) -> Shares | None:
    """The shares of the named changes; changes that only make sense together are one. None: no value at either end."""
    whole = frozenset(names)
    if value(whole) is None or value(frozenset()) is None:
        return None
    groups: list[tuple[str, ...]] = [(name,) for name in names]
    for merged in _mergings(groups, tied):
        found = _shares(merged, value, seed)
        if found is not None:
            return found
    return None


def _mergings(groups: list[tuple[str, ...]], tied: Callable[[str, str], bool]) -> list[list[tuple[str, ...]]]:
    """First every change for itself, then those tied to one another together, then all together."""
    joined: list[set[str]] = []
    for name in (group[0] for group in groups):
        near = [group for group in joined if any(tied(name, other) or tied(other, name) for other in group)]
        joined = [group for group in joined if group not in near] + [{name}.union(*near)]
    return [groups, [tuple(sorted(group)) for group in joined], [tuple(sorted(n for g in groups for n in g))]]


def _shares(groups: list[tuple[str, ...]], value: Value, seed: int) -> Shares | None:
    known: dict[frozenset[int], Fraction | None] = {}

    def of(taken: frozenset[int]) -> Fraction | None:
        if taken not in known:
            known[taken] = value(frozenset(name for position in taken for name in groups[position]))
        return known[taken]

    count = len(groups)
    if count <= EXACT_UP_TO:
        return _exact(groups, of, count)
    chance = random.Random(seed)
    added: list[list[Fraction]] = [[] for _ in groups]
    order: list[int] = []
    for turn in range(ORDERS):
        order = chance.sample(range(count), count) if turn % 2 == 0 else order[::-1]
        before = of(frozenset())
        taken: frozenset[int] = frozenset()
        for position in order:
            taken |= {position}
            after = of(taken)
            if after is None or before is None:
                return None
            added[position].append(after - before)
            before = after
    parts = {groups[i]: sum(values, Fraction(0)) / ORDERS for i, values in enumerate(added)}
    errors = {groups[i]: _squared_error(values) for i, values in enumerate(added)}
    return Shares(parts, errors, False, ORDERS)


def _exact(groups: list[tuple[str, ...]], of: Callable[[frozenset[int]], Fraction | None], count: int) -> Shares | None:
    parts = {}
    for position in range(count):
        others = [other for other in range(count) if other != position]
        share = Fraction(0)
        for size in range(count):
            weight = Fraction(factorial(size) * factorial(count - size - 1), factorial(count))
            for chosen in combinations(others, size):
                without, within = of(frozenset(chosen)), of(frozenset((*chosen, position)))
                if without is None or within is None:
                    return None
                share += weight * (within - without)
        parts[groups[position]] = share
    return Shares(parts, {}, True, factorial(count))


def _squared_error(values: list[Fraction]) -> Fraction:
    pairs = [(values[i] + values[i + 1]) / 2 for i in range(0, len(values), 2)]
    mean = sum(pairs, Fraction(0)) / len(pairs)
    return sum(((one - mean) ** 2 for one in pairs), Fraction(0)) / (len(pairs) * (len(pairs) - 1))
