"""Control totals: the rows counted and the columns added up by whoever copied a table, held against the table.

Bookkeeping and clinical data entry find slips of copying so: the totals are taken from the source, apart from the
table. A number altered, a row dropped or entered twice no longer agrees. Two cells exchanged within a column do.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from footrule.compiler.types.agreement import fraction_text
from footrule.dsl import tree
from footrule.dsl.keywords import Language, spelling
from footrule.runtime import form


@dataclass(frozen=True, slots=True)
class Totals:
    """What a table comes to: its printed rows, and the sum of each column of numbers in the column's unit."""

    rows: int
    sums: dict[str, Fraction]

    def told(self, columns: tuple[str, ...], language: Language) -> str:
        """`31 rows, sum of value 17.9234`, as the clause itself is written."""
        sums = [f"{spelling('SUM_OF', language)} {name} {fraction_text(self.sums[name])}" for name in columns]
        return ", ".join([f"{self.rows} {spelling('ROWS', language)}", *sums])

    def line(self, language: Language) -> str:
        """The whole clause, every column summed."""
        return f"{spelling('CONTROL', language)} {self.told(tuple(self.sums), language)}"


def totals(table: form.Table, printed_rows: int) -> Totals:
    """What `table` comes to. A column whose sum no decimal writes (cells in another unit) is left out."""
    sums: dict[str, Fraction] = {}
    for position, column in enumerate(table.columns):
        if isinstance(column.type, form.Quantity):
            cells = [Fraction(row.values[position] or 0) for row in table.rows]
            total = sum(cells, Fraction(0))
            if "/" not in fraction_text(total):
                sums[column.name] = total
    return Totals(printed_rows, sums)


def stated(control: tree.Control) -> Totals:
    """What a control clause says."""
    return Totals(control.rows, {one.column: Fraction(one.total) for one in control.sums})


def agree(said: Totals, found: Totals) -> bool:
    """Whether the rows and every sum stated are those found; `said` names columns of `found` only."""
    return said.rows == found.rows and all(found.sums[name] == total for name, total in said.sums.items())
