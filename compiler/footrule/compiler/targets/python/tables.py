"""Prints `tables.py`: the standard's printed tables as constants."""

from __future__ import annotations

from footrule.compiler.targets.python import source
from footrule.compiler.targets.python.annotations import annotation, bracketed_unit, clause_of, words
from footrule.compiler.targets.python.expressions import exact, number
from footrule.compiler.targets.python.layout import Doc, bracketed, join, render
from footrule.compiler.targets.python.meaning import Declared
from footrule.compiler.targets.python.naming import Naming
from footrule.runtime import form
from footrule.runtime.exact import read_number


def print_tables(of: form.Form, naming: Naming) -> list[str]:
    """The body of `tables.py`, without its imports."""
    lines: list[str] = []
    for table in of.tables:
        lines += ["", "", *_Table(table, of, naming).lines()]
    return lines[2:]


class _Table:
    def __init__(self, table: form.Table, of: form.Form, naming: Naming) -> None:
        self.table = table
        self.form = of
        self.naming = naming
        self.declared = Declared(of)

    def lines(self) -> list[str]:
        keys = [annotation(key.type, self.naming) for key in self.table.keys]
        key = keys[0] if len(keys) == 1 else f"tuple[{', '.join(keys)}]"
        kind = "PartialTable" if self.table.partial else "Table"
        rows: list[Doc] = [join(self._key(row), ": ", self._values(row.values)) for row in self._rows()]
        arguments: list[Doc] = [source.string(self.table.name), bracketed("{", rows, "}", always=True)]
        if self.table.partial:
            arguments.append(join("missing=", self._values((None,) * len(self.table.columns))))
        name = self.naming.tables[self.table.name]
        head = f"{name}: Final[{kind}[{key}, {self._row_type()}]] = "
        call = bracketed(f"{kind}(", arguments, ")", always=True)
        told = f"{words(self.table.label, self.table.name)} ({clause_of(self.table.at, self.form)}), by " + ", ".join(
            source.plain(each.name) for each in self.table.keys
        )
        if len(self.table.columns) == 1:
            told += bracketed_unit(self.table.columns[0].type)
        lines = self._row_class()
        return [*lines, *render(join(head, call)).split("\n"), *source.docstring([f"{told}."], 0)]

    def _rows(self) -> list[form.Row]:
        """Each key once: the last row of one given twice is the one that counts."""
        return list({self._key(row): row for row in self.table.rows}.values())

    def _row_type(self) -> str:
        if len(self.table.columns) > 1:
            return self.naming.rows[self.table.name]
        return self._column_type(self.table.columns[0])

    def _column_type(self, column: form.Column) -> str:
        return annotation(column.type, self.naming, self.declared.has_gaps(self.table.name, column.name))

    def _row_class(self) -> list[str]:
        if len(self.table.columns) == 1:
            return []
        lines = [f"class {self.naming.rows[self.table.name]}(NamedTuple):"]
        lines += source.docstring([f"A row of {words(self.table.label, self.table.name)}."], 4)
        lines.append("")
        for column in self.table.columns:
            unit = bracketed_unit(column.type).strip(" []")
            told = f"  {source.comment(unit)}" if unit else ""
            name = self.naming.columns[self.table.name, column.name]
            lines.append(f"    {name}: {self._column_type(column)}{told}")
        return [*lines, "", ""]

    def _key(self, row: form.Row) -> str:
        parts = [self._cell(text, key.type, bare=True) for text, key in zip(row.keys, self.table.keys, strict=True)]
        return parts[0] if len(parts) == 1 else f"({', '.join(parts)})"

    def _values(self, values: tuple[str | None, ...]) -> Doc:
        cells = [
            self._cell(text, column.type, bare=False) for text, column in zip(values, self.table.columns, strict=True)
        ]
        if len(cells) == 1:
            return cells[0]
        return bracketed(f"{self.naming.rows[self.table.name]}(", cells, ")")

    def _cell(self, text: str | None, of: form.Type, bare: bool) -> str:
        match of:
            case _ if text is None:
                return "None"
            case form.Quantity():
                printed = number(text)
                del bare  # an `int` finds an equal `Fraction`, but a type checker wants the same type
                return exact(printed).text
            case form.Choice(of=name):
                return f"{self.naming.enumerations[name]}.{self.naming.members[name, text]}"
            case form.Truth():
                return str(text in ("true", "yes", "是"))
            case form.Date():
                year, month, day = text.split("-")
                return f"date({int(year)}, {int(month)}, {int(day)})"
            case _:
                return source.string(text)


__all__ = ["print_tables", "read_number"]
