"""By how much: worked examples and a portfolio by both editions, and each movement split over the changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from footrule.compiler.editions.attribution import split
from footrule.compiler.editions.bench import Opened, Reader, ask
from footrule.compiler.editions.changes import Contribution, Moved, Numbers, Split, Spread
from footrule.compiler.editions.declared_changes import percent_text
from footrule.compiler.editions.hybrids import Hybrids
from footrule.compiler.editions.names import document_told
from footrule.compiler.editions.pair import Pair
from footrule.compiler.editions.products import Document
from footrule.compiler.editions.rule_changes import RuleChanges
from footrule.runtime import exact, form

BINS = ("< -10", "-10…-5", "-5…-1", "-1…1", "1…5", "5…10", "> 10")
QUANTILES = (Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))
MOST_SPLIT = 6


class PortfolioError(Exception):
    """A portfolio that cannot be read; `zh`, `en` say why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def portfolio(pair: Pair, data: bytes) -> list[tuple[str, Document]]:
    """Products of a CSV file, one a line: columns are inputs, options, or `list.field` for a list of one item."""
    try:
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error) as error:
        raise PortfolioError(
            f"组合文件不是 UTF-8 的 CSV：{error}", f"the portfolio is no CSV in UTF-8: {error}"
        ) from None
    if not rows:
        raise PortfolioError("组合文件中没有产品", "the portfolio holds no product")
    old = pair.old.compiled
    inputs = {given.name for given in (*old.inputs, *pair.new.compiled.inputs)}
    options = {option.name for option in (*old.options, *pair.new.compiled.options)}
    lists = {many.name for many in (*old.lists, *pair.new.compiled.lists)}
    unknown = [c for c in rows[0] if c and c not in inputs | options | {"product"} and c.partition(".")[0] not in lists]
    if unknown:
        told = ", ".join(unknown)
        raise PortfolioError(f"没有这样的输入：{told}", f"there is no such input: {told}")
    found = []
    for number, row in enumerate(rows, 1):
        document: Document = {"inputs": {}, "options": {}}
        for column, value in row.items():
            if not column or column == "product" or value in (None, ""):
                continue
            owner, _, name = column.partition(".")
            if name:
                document["inputs"].setdefault(owner, [{}])[0][name] = value
            else:
                document["options" if column in options else "inputs"][column] = value
        found.append((row.get("product") or str(number), document_told(old, pair.matching.names, document)))
    return found


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
        examples, splits = self._examples()
        moved: dict[str, list[tuple[Moved, Fraction | None, Document]]] = {name: [] for name in self.results}
        count = refused_old = refused_new = 0
        for name, document in products:
            if count >= most:
                break
            one, other = self.old.open(document), self.new.open(document)
            if not one.legal or not other.legal:
                refused_old += not one.legal
                refused_new += not other.legal
                continue
            count += 1
            for result in self.results:
                found = self._moved(name, result, one, other)
                if found is not None:
                    moved[result].append((*found, document))
        spreads = tuple(self._spread(result, rows) for result, rows in moved.items() if rows)
        if not splits:
            splits = [
                s
                for result, rows in moved.items()
                for row in rows[:3]
                if row[0].old != row[0].new and (s := self.split(row[0].product, result, row[2])) is not None
            ][:MOST_SPLIT]
        return Numbers(tuple(examples), told, count, refused_old, refused_new, spreads, tuple(splits[:MOST_SPLIT]))

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

    def _spread(self, result: str, rows: list[tuple[Moved, Fraction | None, Document]]) -> Spread:
        shares = [share for _, share, _ in rows]
        beyond = [
            sum(s is None or abs(s) > limit for s in shares)
            for limit in (Fraction(1, 100), Fraction(1, 20), Fraction(1, 10))
        ]
        known = sorted(share for share in shares if share is not None)
        quantiles = tuple(percent_text(known[int(q * (len(known) - 1))]) for q in QUANTILES) if known else ()
        worst = max(rows, key=lambda row: (row[1] is not None, abs(row[1] or 0)))
        return Spread(
            result=result,
            unit=rows[0][0].unit,
            products=len(rows),
            above_1=percent_text(Fraction(beyond[0], len(rows))).lstrip("+"),
            above_5=percent_text(Fraction(beyond[1], len(rows))).lstrip("+"),
            above_10=percent_text(Fraction(beyond[2], len(rows))).lstrip("+"),
            quantiles=quantiles,
            histogram=_histogram(shares),
            worst=worst[0],
            worst_given=worst[2],
        )

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


def _histogram(shares: list[Fraction | None]) -> tuple[tuple[str, int], ...]:
    counts = dict.fromkeys(BINS, 0)
    for share in shares:
        percent = Fraction(100) if share is None else share * 100
        limits = ((-10, 0), (-5, 1), (-1, 2))
        name = next((BINS[i] for limit, i in limits if percent < limit), "")
        name = name or next((BINS[i] for limit, i in ((1, 3), (5, 4), (10, 5)) if percent <= limit), BINS[6])
        counts[name] += 1
    return tuple(counts.items())
