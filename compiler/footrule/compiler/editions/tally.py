"""What is kept of a portfolio while it passes by: counts and one number a product, merged from several processes."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import msgspec

from footrule.compiler.editions.change_records import percent_text
from footrule.compiler.editions.changes import Moved, Refusals, RefusedRow, Spread

BINS = ("< -10", "-10…-5", "-5…-1", "-1…1", "1…5", "5…10", "> 10")
QUANTILES = (Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))
LIMITS = (1, 5, 10)
_EDGES = ((-10, 0), (-5, 1), (-1, 2))
_UPPER = ((1, 3), (5, 4), (10, 5))
MOST_LISTED = 1000
MOST_KEPT = 3
_LARGEST = 2**62
_INDEX = re.compile(r"\[[0-9]+\]")


class Kept(msgspec.Struct, frozen=True):
    """One product that is told of: its row, what moved, and the document."""

    row: int
    moved: Moved
    share: tuple[int, int] | None
    document: dict[str, Any]

    @property
    def size(self) -> tuple[bool, Fraction]:
        return self.share is not None, abs(Fraction(*self.share)) if self.share else Fraction(0)


@dataclass(slots=True)
class Tally:
    """One result. `shares`: hundredths of a per cent, rounded half to even, which is all that is ever shown."""

    result: str
    products: int = 0
    beyond: list[int] = field(default_factory=lambda: [0, 0, 0])
    bins: list[int] = field(default_factory=lambda: [0] * len(BINS))
    shares: array[int] = field(default_factory=lambda: array("q"))
    worst: Kept | None = None
    first: list[Kept] = field(default_factory=list)

    def add(self, share: Fraction | None) -> None:
        """`share` None: from nothing to something, beyond any per cent."""
        self.products += 1
        if share is None:
            self.beyond = [count + 1 for count in self.beyond]
            self.bins[-1] += 1
            return
        over, under = share.as_integer_ratio()
        for position, limit in enumerate(LIMITS):
            self.beyond[position] += abs(over) * 100 > limit * under
        self.bins[_bin(over * 100, under)] += 1
        whole, rest = divmod(over * 10_000, under)
        whole += rest * 2 > under or (rest * 2 == under and whole % 2)
        self.shares.append(max(-_LARGEST, min(_LARGEST, whole)))

    def wants(self, share: Fraction | None) -> bool:
        """Whether a product would be the worst so far, or one of the first that move."""
        if share != 0 and len(self.first) < MOST_KEPT:
            return True
        return self.worst is None or (share is not None, abs(share or 0)) > self.worst.size

    def keep(self, kept: Kept, share: Fraction | None) -> None:
        if share != 0 and len(self.first) < MOST_KEPT:
            self.first.append(kept)
        if self.worst is None or kept.size > self.worst.size:
            self.worst = kept

    def merge(self, other: Tally) -> None:
        self.products += other.products
        self.beyond = [a + b for a, b in zip(self.beyond, other.beyond, strict=True)]
        self.bins = [a + b for a, b in zip(self.bins, other.bins, strict=True)]
        self.shares.extend(other.shares)
        self.first = sorted((*self.first, *other.first), key=lambda one: one.row)[:MOST_KEPT]
        if other.worst is not None:
            found = (other.worst.size, -other.worst.row)
            if self.worst is None or found > (self.worst.size, -self.worst.row):
                self.worst = other.worst

    def spread(self, unit: str) -> Spread:
        known = sorted(self.shares)
        quantiles = tuple(_percent(known[int(q * (len(known) - 1))]) for q in QUANTILES) if known else ()
        above = [percent_text(Fraction(count, self.products)).lstrip("+") for count in self.beyond]
        return Spread(
            result=self.result,
            unit=unit,
            products=self.products,
            above_1=above[0],
            above_5=above[1],
            above_10=above[2],
            quantiles=quantiles,
            histogram=tuple(zip(BINS, self.bins, strict=True)),
            worst=None if self.worst is None else self.worst.moved,
            worst_given=None if self.worst is None else self.worst.document,
        )


def _percent(hundredths: int) -> str:
    return f"{float(Fraction(hundredths, 100)):+.2f}"


def _bin(over: int, under: int) -> int:
    """Which bar a movement of `over / under` per cent stands in."""
    below = next((position for limit, position in _EDGES if over < limit * under), None)
    if below is not None:
        return below
    return next((position for limit, position in _UPPER if over <= limit * under), 6)


@dataclass(slots=True)
class RefusedRows:
    """Rows an edition does not accept: all counted, by where and why; the first ones told one by one."""

    counts: dict[tuple[str, str, str], int] = field(default_factory=dict)
    rows: list[RefusedRow] = field(default_factory=list)

    @property
    def full(self) -> bool:
        return len(self.rows) >= MOST_LISTED

    def count(self, edition: str, where: str, code: str) -> None:
        key = (edition, _INDEX.sub("", where), code)
        self.counts[key] = self.counts.get(key, 0) + 1

    def add(self, row: RefusedRow) -> None:
        self.count(row.edition, row.field, row.code)
        if not self.full:
            self.rows.append(row)

    def merge(self, other: RefusedRows) -> None:
        for key, count in other.counts.items():
            self.counts[key] = self.counts.get(key, 0) + count
        self.rows = sorted((*self.rows, *other.rows), key=lambda one: one.row)[:MOST_LISTED]

    def told(self) -> tuple[Refusals, ...]:
        ordered = sorted(self.counts.items(), key=lambda one: (-one[1], one[0]))
        return tuple(Refusals(edition, where, code, count) for (edition, where, code), count in ordered)


@dataclass(slots=True)
class Passed:
    """What is kept of the rows one process calculated."""

    tallies: dict[str, Tally]
    refused: RefusedRows = field(default_factory=RefusedRows)
    products: int = 0
    refused_old: int = 0
    refused_new: int = 0
    recalculated: int = 0

    def merge(self, other: Passed) -> None:
        for name, tally in other.tallies.items():
            self.tallies[name].merge(tally)
        self.refused.merge(other.refused)
        self.products += other.products
        self.refused_old += other.refused_old
        self.refused_new += other.refused_new
        self.recalculated += other.recalculated
