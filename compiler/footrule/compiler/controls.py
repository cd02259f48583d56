"""Tables that do not agree with their control totals, and the row most likely to blame.

Where exactly one row would explain the difference, it is pointed at: a row a sister edition (the same standard, another
edition) prints with just the value wanted, one it has and this table lacks, or a number with two digits exchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from footrule.compiler.control_totals import Totals, agree, stated, totals
from footrule.compiler.modules import Located, Module
from footrule.compiler.names import nearest
from footrule.compiler.scope import Scope
from footrule.compiler.types.agreement import fraction_text
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Also
from footrule.dsl.keywords import Language
from footrule.dsl.tree import Span
from footrule.runtime import form

if TYPE_CHECKING:
    from footrule.compiler.driver import Compiler


def check(module: Module, scope: Scope, compiler: Compiler, language: Language) -> None:
    """Report every table of a module that is not what its control says; `language` is that of the file's keywords."""
    for located in module.tables:
        control, table = located.statement.control, scope.tables.get(located.statement.name)
        if control is None or table is None or located.table is None:
            continue
        found, said = totals(table, len(located.table.rows)), stated(control)
        unknown = [one for one in control.sums if one.column not in found.sums]
        for one in unknown:
            scope.findings.add(
                "F0435", located.origin.place(one.span), column=one.column, name=table.name,
                columns=", ".join(found.sums) or "–", near=nearest(one.column, list(found.sums)),
            )  # fmt: skip
        if unknown or agree(said, found):
            continue
        names = tuple(said.sums)
        scope.findings.add(
            "F0434", located.origin.place(control.span), also=tuple(_blame(located, table, said, found, compiler)),
            name=table.name, stated=said.told(names, language), found=found.told(names, language),
            line=found.line(language),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cell:
    """One number of a column: its row's keys, its digits, and the line it is printed on."""

    keys: tuple[str, ...]
    text: str
    span: Span


def _blame(
    located: Located[tree.Table], table: form.Table, said: Totals, found: Totals, compiler: Compiler
) -> Iterator[Also]:
    """The rows that would explain the difference, where only one does."""
    assert located.table is not None
    sisters = list(_sisters(located.origin.standard, table.name, compiler))
    if said.rows != found.rows:
        yield from _lacking(located, table, said, found, sisters)
        return
    spread = max(1, len(table.rows) // max(1, len(located.table.rows)))
    lines = [row[0].span for row in located.table.rows for _ in range(spread)]
    for name, total in said.sums.items():
        difference = total - found.sums[name]
        if not difference:
            continue
        position = [column.name for column in table.columns].index(name)
        cells = [
            _Cell(row.keys, row.values[position] or "", span) for row, span in zip(table.rows, lines, strict=False)
        ]
        for id, sister in sisters:
            there = _column(sister, name)
            wanted = [c for c in cells if c.text and there.get(c.keys) == Fraction(c.text) + difference]
            if len(wanted) == 1:
                told = fraction_text(there[wanted[0].keys])
                place = located.origin.place(wanted[0].span)
                yield Also(place, f"{id} 在此印作 {told}，恰为差数", f"{id} has {told} here, just the difference")
                return
        turned = [c for c in cells if c.text and Fraction(c.text) + difference in _digits_exchanged(c.text)]
        if len(turned) == 1:
            place = located.origin.place(turned[0].span)
            yield Also(place, "此处两位数字对调即可解释差数", "two digits exchanged here would explain the difference")
            return


def _lacking(
    located: Located[tree.Table], table: form.Table, said: Totals, found: Totals, sisters: list[tuple[str, form.Table]]
) -> Iterator[Also]:
    assert located.table is not None
    own = {row.keys for row in table.rows}
    for id, sister in sisters:
        other = {row.keys for row in sister.rows}
        odd = sorted(other - own) if found.rows < said.rows else sorted(own - other)
        if len(odd) == 1:
            key = ", ".join(odd[0])
            zh, en = (
                (f"{id} 的同名表另有一行 {key}", f"the same table of {id} has a row {key}")
                if found.rows < said.rows
                else (f"{id} 的同名表没有 {key} 一行", f"the same table of {id} has no row {key}")
            )
            yield Also(located.origin.place(located.table.span), zh, en)
            return


def _sisters(standard: str, name: str, compiler: Compiler) -> Iterator[tuple[str, form.Table]]:
    """Tables of one name and its keys in the other editions of a standard, the latest first."""
    from footrule.compiler.driver import Compiler as Fresh  # noqa: PLC0415 - the driver runs the passes
    from footrule.compiler.driver import Unreadable  # noqa: PLC0415 - as above

    work, _, _ = standard.partition("@")
    # on its own, so that a sister that uses this edition is left out and the compilation under way is not disturbed
    apart = Fresh(compiler.library, compiler.store, under_way=[*compiler.under_way, standard])
    editions = [id for id in compiler.library.ids() if id.startswith(f"{work}@") and id != standard]
    for id in sorted(editions, reverse=True):
        try:
            compiled = apart.compile(id).form
        except Unreadable:
            continue
        for table in compiled.tables if compiled is not None else ():
            if table.name == name:
                yield id, table


def _column(table: form.Table, name: str) -> dict[tuple[str, ...], Fraction]:
    """The numbers of a column by key; nothing where the table has no such column."""
    names = [column.name for column in table.columns]
    if name not in names or not isinstance(table.columns[names.index(name)].type, form.Quantity):
        return {}
    position = names.index(name)
    return {row.keys: Fraction(value) for row in table.rows if (value := row.values[position]) is not None}


def _digits_exchanged(text: str) -> set[Fraction]:
    """What a number becomes where two neighbouring digits change places."""
    found: set[Fraction] = set()
    if "/" in text:
        return found
    places = [i for i, character in enumerate(text) if character.isdigit()]
    for first, second in pairwise(places):
        turned = list(text)
        turned[first], turned[second] = turned[second], turned[first]
        found.add(Fraction("".join(turned)))
    return found
