"""A portfolio by both editions: every row calculated by the generated calculators, on every processor at hand.

Each process walks over the file itself and takes every n-th stretch of rows, so nothing but counts passes between
them. What the generated calculators do not plainly read, the reference reads: it says row and field of what is wrong.
"""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

from footrule.compiler.editions.bench import Opened, Reader, ask
from footrule.compiler.editions.change_records import percent_text
from footrule.compiler.editions.changes import Moved, RefusedRow, Words
from footrule.compiler.editions.counterparts import Counterparts
from footrule.compiler.editions.pair import Pair
from footrule.compiler.editions.portfolio_files import Columns, Portfolio, PortfolioError
from footrule.compiler.editions.products import Document
from footrule.compiler.editions.quick import NotAccepted, QuickEdition, Unclear
from footrule.compiler.editions.tally import Kept, Passed, Tally
from footrule.compiler.editions.workers import processors
from footrule.compiler.targets.unsupported import Unsupported
from footrule.runtime import exact, form

STRETCH = 500
FEWEST = 2000
"""Rows below which a second process costs more than it saves."""

Answers = dict[str, Fraction | None]


@dataclass(slots=True)
class Engine:
    """Both editions, quick and by the reference. `results`: what is compared, by name, with its unit in each edition.

    `quick` is None where the Python target does not support an edition: every row is then the reference's.
    """

    pair: Pair
    results: list[str]
    folder: Path
    old: Reader
    new: Reader
    quick: tuple[QuickEdition, QuickEdition] | None = None
    scales: dict[str, tuple[str, Fraction, Fraction]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        fillings = self.pair.counterparts.fillings
        try:
            self.quick = (
                QuickEdition(self.pair.aligned, self.folder, "old", fillings["old"]),
                QuickEdition(self.pair.new.compiled, self.folder, "new", fillings["new"]),
            )
        except (Unsupported, Unclear, NotAccepted):
            self.quick = None
        for name in self.results:
            mine, theirs = self.old.calculator, self.new.calculator
            units = [_unit(one.index.rules[name].type) for one in (mine, theirs)]
            self.scales[name] = (
                units[1],
                mine.units.parse(units[0]).scale,
                theirs.units.parse(units[1]).scale,
            )

    # --- one product --------------------------------------------------------------------------------------------------

    def add(self, row: int, product: str, document: Document, into: Passed) -> None:
        try:
            self._quickly(row, product, document, into)
        except (Unclear, RecursionError):
            into.recalculated += 1
            self._by_reference(row, product, document, into)

    def _quickly(self, row: int, product: str, document: Document, into: Passed) -> None:
        if self.quick is None:
            raise Unclear
        old, new = self.quick
        told = _shifted(self.pair.counterparts, document)
        opened: list[Any] = []
        refused: list[tuple[str, str, str, str]] = []
        for edition, given in ((old, told[0]), (new, told[1])):
            try:
                x = self._opened(edition, given, document, old)
            except NotAccepted as error:
                refused.append((edition.side, error.name, error.code, ""))
                continue
            against = edition.refused(x)
            if against is not None:
                refused.append((edition.side, "", "R0301", f"§{against[0]}\n{against[1]}\n{against[2]}"))
            opened.append(x)
        if refused:
            self._refuse_quickly(row, product, document, refused, into)
            return
        values = {name: (old.value(opened[0], name), new.value(opened[1], name)) for name in self.results}
        self._count(row, product, document, values, into)

    def _opened(self, edition: QuickEdition, given: Document, document: Document, old: QuickEdition) -> Any:
        derived = self.pair.counterparts.derived
        if edition is not old and derived and any(owner in document["inputs"] for owner, _ in derived):
            given = self._derivations(given, _shifted(self.pair.counterparts, document)[0], old)
        return edition.open(given)

    def _derivations(self, given: Document, before: Document, old: QuickEdition) -> Document:
        """What the old edition derives and the new one asks for, worked out by the old one's rules."""
        try:
            x = old.open(before, filled=False)
        except NotAccepted:
            return given
        inputs = dict(given["inputs"])
        for (owner, name), rule in self.pair.counterparts.derived.items():
            items = inputs.get(owner)
            held = x.__dict__.get(old.naming.fields["", owner], ())
            if not isinstance(items, list) or len(held) != len(items):
                continue
            inputs[owner] = [
                item if name in item or (value := old.derived(x, rule, one)) is None else {**item, name: value}
                for item, one in zip(items, held, strict=True)
            ]
        return {**given, "inputs": inputs}

    def _refuse_quickly(
        self, row: int, product: str, document: Document, refused: list[tuple[str, str, str, str]], into: Passed
    ) -> None:
        if not into.refused.full and any(not told for _, _, _, told in refused):
            self._by_reference(row, product, document, into)  # its words name value and limit
            return
        for side, where, code, told in refused:
            into.refused_old += side == "old"
            into.refused_new += side == "new"
            if told and not into.refused.full:
                clause, zh, en = told.split("\n", 2)
                into.refused.add(RefusedRow(row, product, _side(side), clause, code, Words(zh, en)))
            else:
                into.refused.count(side, told.partition("\n")[0] or where, code)

    def _by_reference(self, row: int, product: str, document: Document, into: Passed) -> None:
        one, other = self.old.read(document), self.new.read(document)
        legal = [self._judged(side, opened, row, product, into) for side, opened in (("old", one), ("new", other))]
        if not all(legal):
            into.refused_old += not legal[0]
            into.refused_new += not legal[1]
            return
        values = {}
        for name in self.results:
            _, before, after = self.scales[name]
            left, right = ask(one, name, ()).value, ask(other, name, ()).value
            values[name] = (
                left / before if isinstance(left, Fraction) else None,
                right / after if isinstance(right, Fraction) else None,
            )
        self._count(row, product, document, values, into)

    def _judged(self, side: str, opened: Opened, row: int, product: str, into: Passed) -> bool:
        problems = opened.refused()
        for problem in problems[:1]:
            unmet = problem.code == "R0301"
            where = f"§{problem.clause}" if unmet else problem.path.removeprefix("inputs.") or f"§{problem.clause}"
            said = Words(problem.message("zh"), problem.message("en"))
            into.refused.add(RefusedRow(row, product, _side(side), where, problem.code, said))
        return not problems

    def _count(
        self,
        row: int,
        product: str,
        document: Document,
        values: dict[str, tuple[Fraction | None, Fraction | None]],
        into: Passed,
    ) -> None:
        into.products += 1
        for name, (left, right) in values.items():
            if left is None or right is None:
                continue
            unit, before, after = self.scales[name]
            one, other = left * before, right * after
            share = (other - one) / abs(one) if one else None
            if one == other:
                share = Fraction(0)
            tally = into.tallies[name]
            tally.add(share)
            if tally.wants(share):
                told = percent_text(share) if share is not None else ""
                moved = Moved(
                    product, name, unit, exact.shown(one / after), exact.shown(right), "0" if share == 0 else told
                )
                kept = Kept(row, moved, None if share is None else share.as_integer_ratio(), document)
                tally.keep(kept, share)

    # --- all products -------------------------------------------------------------------------------------------------

    def walk(self, portfolio: Portfolio, columns: Columns, turn: int, turns: int) -> Passed:
        """Every `turns`-th stretch of rows, beginning with the `turn`-th."""
        found = Passed({name: Tally(name) for name in self.results})
        for number, row in _stretches(portfolio, turn, turns):
            if not any(value not in (None, "") for value in row):
                continue
            try:
                product, document = columns.product(number, row)
            except PortfolioError as error:
                found.refused_old += 1
                found.refused_new += 1
                found.refused.add(RefusedRow(number, str(number), "file", "", "", Words(error.zh, error.en)))
                continue
            self.add(number, product, document, found)
        return found

    def everything(self, portfolio: Portfolio) -> Passed:
        """The whole portfolio. Raises `PortfolioError`."""
        columns = Columns(self.pair, portfolio.columns())
        some = list(islice(portfolio.rows(), FEWEST))
        if not some:
            raise PortfolioError("组合文件中没有产品", "the portfolio holds no product")
        turns = processors() if len(some) == FEWEST else 1
        if turns < 2 or not hasattr(os, "fork") or threading.active_count() > 1:
            return self.walk(portfolio, columns, 0, 1)
        found, *others = _several(self, portfolio, columns, turns)
        for other in others:
            found.merge(other)
        return found


def passed(pair: Pair, results: list[str], old: Reader, new: Reader, portfolio: Portfolio) -> Passed:
    """A portfolio calculated by both editions. Raises `PortfolioError`."""
    with tempfile.TemporaryDirectory(prefix="footrule-") as folder:
        before = set(sys.modules)
        try:
            return Engine(pair, results, Path(folder), old, new).everything(portfolio)
        finally:
            for name in set(sys.modules) - before:
                if name.startswith("portfolio_"):
                    del sys.modules[name]


def _stretches(portfolio: Portfolio, turn: int, turns: int) -> Iterator[tuple[int, list[Any]]]:
    for position, row in enumerate(portfolio.rows()):
        if position // STRETCH % turns == turn:
            yield position + 1, row


def _several(engine: Engine, portfolio: Portfolio, columns: Columns, turns: int) -> list[Passed]:
    """One copy of this process a turn; what one of them does not bring home is calculated here.

    What comes through the pipe was written by our own copy, so it may be pickled.
    """
    children = []
    for turn in range(1, turns):
        reading, writing = os.pipe()
        process = os.fork()
        if not process:
            code = 1
            try:
                os.close(reading)
                with os.fdopen(writing, "wb") as stream:
                    stream.write(pickle.dumps(engine.walk(portfolio, columns, turn, turns)))
                code = 0
            finally:
                os._exit(code)
        os.close(writing)
        children.append((turn, process, reading))
    found = [engine.walk(portfolio, columns, 0, turns)]
    for turn, process, reading in children:
        with os.fdopen(reading, "rb") as stream:
            data = stream.read()
        _, status = os.waitpid(process, 0)
        if status:
            found.append(engine.walk(portfolio, columns, turn, turns))
        else:
            found.append(pickle.loads(data))
    return found


def _side(side: str) -> Any:
    return side


def _unit(type: form.Type) -> str:
    assert isinstance(type, form.Quantity)
    return type.unit


def _shifted(counterparts: Counterparts, document: Document) -> tuple[Document, Document]:
    """The product as each edition is told it, where both cannot hold one value."""
    if not counterparts.shifts or not counterparts.shifts.keys() & document["inputs"].keys():
        return document, document
    return counterparts.shifted(document, "old"), counterparts.shifted(document, "new")
