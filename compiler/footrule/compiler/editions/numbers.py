"""By how much: worked examples and a portfolio by both editions, and each movement split over the changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from typing import Any

from footrule.compiler.editions.attribution import split
from footrule.compiler.editions.bench import Opened, Reader, ask
from footrule.compiler.editions.change_records import percent_text
from footrule.compiler.editions.changes import Contribution, Moved, Numbers, Split
from footrule.compiler.editions.hybrids import Hybrids
from footrule.compiler.editions.pair import Pair
from footrule.compiler.editions.portfolio_files import Portfolio
from footrule.compiler.editions.products import Document
from footrule.compiler.editions.rule_changes import RuleChanges
from footrule.compiler.editions.tally import Kept, Passed, Tally
from footrule.runtime import exact, form

MOST_SPLIT = 6
GENERATED = "generated"


def generated(pair: Pair, count: int) -> Iterator[tuple[str, Document]]:
    """Products like the worked examples, and made ones, that both editions accept."""
    search = pair.search
    for turn in range(count * 6):
        if search.seeds and turn % 3:
            document = search.products.mutated(search.products.chance.choice(search.seeds))
        else:
            document = search.products.fresh()
        yield f"#{turn + 1}", document


@dataclass(slots=True)
class Measure:
    """Calculates products by both editions. `results`: rules both give as a number."""

    pair: Pair
    rules: RuleChanges
    old: Reader = field(init=False)
    new: Reader = field(init=False)
    hybrids: Hybrids = field(init=False)
    results: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        pair = self.pair
        self.old = Reader(pair.aligned, pair.counterparts.of_old_filled)
        self.new = Reader(pair.new.compiled, lambda document: pair.counterparts.of_new(document, filled=True))
        self.hybrids = Hybrids(pair, self.rules)
        declared = {rule.name: rule for rule in pair.new.compiled.rules}
        asked = [*pair.new.compiled.outputs, *pair.new.compiled.reports]
        shared = [name for name in asked if name in self.rules.shared]
        self.results = [
            name
            for name in dict.fromkeys(shared)
            if isinstance(declared[name].type, form.Quantity) and not declared[name].parameters
        ]

    def numbers(self, products: Iterable[tuple[str, Document]], told: str, most: int) -> Numbers:
        """Worked examples, and up to `most` products both editions accept."""
        found = Passed({name: Tally(name) for name in self.results})
        row = 0
        for name, document in products:
            if found.products >= most:
                break
            one, other = self.old.open(document), self.new.open(document)
            if not one.legal or not other.legal:
                found.refused_old += not one.legal
                found.refused_new += not other.legal
                continue
            found.products += 1
            row += 1
            for result in self.results:
                moved = self._moved(name, result, one, other)
                if moved is not None:
                    tally = found.tallies[result]
                    tally.add(moved[1])
                    if tally.wants(moved[1]):
                        share = None if moved[1] is None else moved[1].as_integer_ratio()
                        tally.keep(Kept(row, moved[0], share, document), moved[1])
        return self._told(found, told)

    def of_portfolio(self, portfolio: Portfolio, told: str) -> Numbers:
        """Worked examples, and every product of a file. Raises `PortfolioError`."""
        from footrule.compiler.editions.portfolio import passed  # noqa: PLC0415 - the Python target with it

        return self._told(passed(self.pair, self.results, self.old, self.new, portfolio), told)

    def _told(self, found: Passed, told: str) -> Numbers:
        examples, splits = self._examples()
        if not splits or told != GENERATED:
            kept = [one for tally in found.tallies.values() for one in tally.first]
            chosen = (self.split(one.moved.product, one.moved.result, one.document) for one in kept)
            splits = [*islice((one for one in chosen if one is not None), MOST_SPLIT), *splits]
        return Numbers(
            examples=tuple(examples),
            portfolio=told,
            products=found.products,
            refused_old=found.refused_old,
            refused_new=found.refused_new,
            spreads=tuple(tally.spread(self._unit(name)[0]) for name, tally in found.tallies.items() if tally.products),
            splits=tuple(splits[:MOST_SPLIT]),
            refused_rows=tuple(found.refused.rows),
            refusals=found.refused.told(),
            recalculated=found.recalculated,
        )

    def _examples(self) -> tuple[list[Moved], list[Split]]:
        moved: list[Moved] = []
        splits: list[Split] = []
        refused = {e.name for e in (*self.pair.old.compiled.examples, *self.pair.new.compiled.examples) if e.refused}
        for name, document in self.pair.search.products.examples(self.pair.matching.names, self.pair.old.compiled):
            if name in refused:
                continue
            one, other = self.old.open(document), self.new.open(document)
            if one.interpreter is None or other.interpreter is None:
                continue
            for result in self.results:
                found = self._moved(name, result, one, other)
                if found is None:
                    continue
                moved.append(found[0])
                if found[0].old != found[0].new and len(splits) < MOST_SPLIT:
                    parts = self.split(name, result, document)
                    splits += [parts] if parts is not None else []
        return list(dict.fromkeys(moved)), splits

    def _moved(self, product: str, result: str, one: Opened, other: Opened) -> tuple[Moved, Fraction | None] | None:
        left, right = ask(one, result, ()), ask(other, result, ())
        if not isinstance(left.value, Fraction) or not isinstance(right.value, Fraction):
            return None
        unit, scale = self._unit(result)
        share = (right.value - left.value) / abs(left.value) if left.value else None
        told = percent_text(share) if share is not None else ""
        if left.value == right.value:
            share, told = Fraction(0), "0"
        return Moved(
            product, result, unit, exact.shown(left.value / scale), exact.shown(right.value / scale), told
        ), share

    def _unit(self, result: str) -> tuple[str, Fraction]:
        type_ = self.new.calculator.index.rules[result].type
        assert isinstance(type_, form.Quantity)
        return type_.unit, self.new.calculator.units.parse(type_.unit).scale

    # --- shares -------------------------------------------------------------------------------------------------------

    def split(self, product: str, result: str, document: Document) -> Split | None:
        """The movement of one result of one product, split over the edited definitions it stands on."""
        hybrids = self.hybrids
        names = hybrids.relevant(result)
        if not names:
            return None
        given = hybrids.document(document)
        shares = split(names, lambda taken: hybrids.value(taken, result, given), self._tied)
        if shares is None:
            return None
        unit, scale = self._unit(result)
        start, end = hybrids.value(frozenset(), result, given), hybrids.value(frozenset(names), result, given)
        assert start is not None
        assert end is not None
        parts = tuple(
            Contribution(
                (),
                ", ".join(group),
                exact.exact_text(share / scale),
                exact.shown(share / scale),
                self._error(shares.errors.get(group), scale),
            )
            for group, share in sorted(shares.parts.items(), key=lambda one: -abs(one[1]))
            if share or not shares.exact
        )
        method: Any = "exact" if shares.exact else "sampled"
        return Split(
            product,
            result,
            unit,
            exact.exact_text(start / scale),
            exact.exact_text(end / scale),
            parts,
            method,
            shares.orders,
        )

    def _error(self, squared: Fraction | None, scale: Fraction) -> str:
        if squared is None:
            return ""
        return exact.shown(exact.rounded(exact.sqrt(squared) / scale, "half_even", significant=2)) if squared else "0"

    def _tied(self, one: str, other: str) -> bool:
        """A table, and a rule that looks it up: neither may make sense beside the other's former state."""
        dependencies = self.pair.dependencies_new
        return other in dependencies.rules and one in dependencies.calls(other)
