"""A portfolio by both editions: what the quick calculators say is what the references say, and no row is lost."""

from __future__ import annotations

import csv
import io
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from footrule.cli import main
from footrule.compiler.editions import portfolio as engine
from footrule.compiler.editions.changes import Numbers
from footrule.compiler.editions.numbers import Measure, generated
from footrule.compiler.editions.portfolio_files import Portfolio, PortfolioError
from footrule.compiler.editions.products import Document
from footrule.compiler.editions.tally import Passed, Tally

from .editing import BASE, compared
from .pairs import compared as real

EDIT = ("| coal | 2600 |", "| coal | 2860 |")
HEAD = "product,fuels.kind_of,fuels.amount,production,loss\n"


def passed(rows: str, folder: Path, *edits: tuple[str, str]) -> Numbers:
    _, pair, rules = compared(*(edits or (EDIT,)))
    path = folder / "plants.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return Measure(pair, rules).of_portfolio(Portfolio.at(path), "plants.csv")


def test_a_product_moves_as_its_fuel_does(tmp_path: Path) -> None:
    found = passed("brick,coal,1 t,10 t,5 %\n", tmp_path)
    spread = next(one for one in found.spreads if one.result == "total")
    assert (found.products, spread.quantiles[0], spread.above_5, spread.above_10) == (1, "+10.00", "100.00", "0.00")


def test_no_row_is_lost(tmp_path: Path) -> None:
    rows = (
        "a,coal,1,10,5\nb,coal,-1,10,5\nc,wood,1,10,5\n\nd,coal,x,10,5\ne,oil,1,6000,5\nf,oil,1,10,5,9\ng,oil,1,10,\n"
    )
    found = passed(rows, tmp_path)
    assert found.products + len({row.row for row in found.refused_rows}) == 7
    assert found.products == 2


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        ("b,coal,-1,10,5", "fuels[0].amount", "R0207"),
        ("c,wood,1,10,5", "fuels[0].kind_of", "R0209"),
        ("d,coal,x,10,5", "fuels[0].amount", "R0204"),
        ("e,oil,1,6000,5", "§1", "R0301"),
    ],
)
def test_a_bad_row_is_told_by_row_and_field(row: str, field: str, code: str, tmp_path: Path) -> None:
    found = passed(f"a,coal,1,10,5\n{row}\n", tmp_path).refused_rows
    assert [(one.row, one.product, one.edition, one.field, one.code) for one in found] == [
        (2, row[0], edition, field, code) for edition in ("old", "new")
    ]
    assert all(one.said.zh and one.said.en for one in found)


def test_refusals_are_counted_beyond_those_listed(tmp_path: Path) -> None:
    found = passed("b,coal,-1,10,5\n" * 1500, tmp_path)
    assert {(one.edition, one.field, one.count) for one in found.refusals} == {
        ("old", "fuels.amount", 1500),
        ("new", "fuels.amount", 1500),
    }
    assert len(found.refused_rows) == 1000


def test_a_bare_number_is_meant_in_the_unit_it_was_declared_in(tmp_path: Path) -> None:
    to_kilograms = ('"amount" [t] between 0 t and 1000 t', '"amount" [kg] between 0 kg and 1000000 kg')
    found = passed("a,coal,3,10,5\n", tmp_path, to_kilograms)
    assert {spread.quantiles[0] for spread in found.spreads} == {"+0.00"}


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"product,nothing\na,1\n", b"product,loss\n", b"loss,loss\n1,2\n"])
def test_a_portfolio_that_cannot_be_read_is_refused_in_words(data: bytes, tmp_path: Path) -> None:
    _, pair, rules = compared(EDIT)
    path = tmp_path / "p.csv"
    path.write_bytes(data)
    with pytest.raises(PortfolioError) as refused:
        Measure(pair, rules).of_portfolio(Portfolio.at(path), "p.csv")
    assert refused.value.zh
    assert refused.value.en


def test_several_processes_find_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"{n},{'coal' if n % 3 else 'oil'},{n % 1100},{1 + n % 7},{n % 12}\n" for n in range(2600))
    monkeypatch.setattr(engine, "processors", lambda: 1)
    alone = passed(rows, tmp_path)
    monkeypatch.setattr(engine, "processors", lambda: 3)
    assert passed(rows, tmp_path) == alone


def test_parquet_is_read_like_csv(tmp_path: Path) -> None:
    _, pair, rules = compared(EDIT)
    table = pyarrow.table(
        {
            "product": ["a", "b"],
            "fuels": [[{"kind_of": "coal", "amount": 1.5}, {"kind_of": "oil", "amount": 2.0}], None],
            "production": [Decimal("10.50"), Decimal("3")],
            "loss": pyarrow.array([5, None]),
        }
    )
    parquet.write_table(table, tmp_path / "p")
    found = Measure(pair, rules).of_portfolio(Portfolio.at(tmp_path / "p"), "p")
    worst = next(one.worst for one in found.spreads if one.result == "total")
    assert worst is not None
    assert (worst.old, worst.new) == ("10605", "11014.5")


def test_a_damaged_parquet_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "p").write_bytes(b"PAR1 and nothing more")
    with pytest.raises(PortfolioError, match="no sound Parquet"):
        Portfolio.at(tmp_path / "p").columns()


def written(document: Document) -> dict[str, str]:
    """A product as the cells of a row."""

    def told(value: Any) -> str:
        if isinstance(value, dict):
            return f"{value['value']} {value['unit']}"
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)

    cells = {}
    for name, value in (*document["inputs"].items(), *document["options"].items()):
        if isinstance(value, list):
            cells |= {
                f"{name}.{at}.{key}": told(held) for at, item in enumerate(value, 1) for key, held in item.items()
            }
        else:
            cells[name] = told(value)
    return cells


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cn/ets-power@2023-2024", "cn/ets-power@2025-2026-draft"),
        ("catena-x/pcf-rulebook@2.0", "catena-x/pcf-rulebook@4.0.1"),
    ],
)
def test_the_quick_calculators_agree_with_the_references(old: str, new: str, tmp_path: Path) -> None:
    """Legal, refused and incomplete products alike: movements, refusals and counts are those of the references."""
    _, pair, rules = real(old, new)
    measure = Measure(pair, rules)
    rows = [written(document) for _, document in generated(pair, 12)]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    former = {new_name: old_name for old_name, new_name in pair.matching.names.values.items()}
    columns = [name for name in columns if name.partition(".")[0] not in former]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    path = tmp_path / "p.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    portfolio = Portfolio.at(path)
    quick = engine.passed(pair, measure.results, measure.old, measure.new, portfolio)
    slow = _by_reference(measure, portfolio, tmp_path)
    assert quick.recalculated < len(rows) / 4
    for name in measure.results:
        assert quick.tallies[name] == slow.tallies[name]
    assert (quick.products, quick.refused_old, quick.refused_new) == (
        slow.products,
        slow.refused_old,
        slow.refused_new,
    )
    assert [(one.row, one.edition) for one in quick.refused.rows] == [(o.row, o.edition) for o in slow.refused.rows]


def _by_reference(measure: Measure, portfolio: Portfolio, folder: Path) -> Passed:
    made = engine.Engine(measure.pair, measure.results, folder, measure.old, measure.new)
    made.quick = None
    return made.everything(portfolio)


def test_a_tally_rounds_like_the_exact_share() -> None:
    tally = Tally("x")
    for share in (Fraction(1, 80_000), Fraction(3, 80_000), Fraction(-1, 3), Fraction(5, 4000)):
        tally.add(share)
    assert tally.spread("t").quantiles == ("-33.33", "-33.33", "+0.00", "+0.00", "+0.12")


def test_the_command_reads_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTRULE_CACHE", str(tmp_path / "cache"))
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(BASE, encoding="utf-8")
    new.write_text(BASE.replace(*EDIT), encoding="utf-8")
    given = io.TextIOWrapper(io.BytesIO((HEAD + "brick,coal,1 t,10 t,5 %\n").encode()))
    monkeypatch.setattr(sys, "stdin", given)
    out = tmp_path / "out.json"
    assert main.run(["diff", str(old), str(new), "--portfolio", "-", "--json", "--out", str(out)]) == 1
    assert '"products": 1' in out.read_text(encoding="utf-8")
