"""Longer printed tables of numbers that nobody counted and added up apart."""

from __future__ import annotations

from collections.abc import Iterator

from footrule.compiler.control_totals import totals
from footrule.compiler.lints.places import place
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Diagnostic
from footrule.dsl.keywords import Language
from footrule.runtime import form

LEAST_ROWS = 8
"""A shorter table is taken in at a glance."""


def uncontrolled(document: tree.Document, compiled: form.Form, path: str, language: Language) -> Iterator[Diagnostic]:
    """Every table of this file with `LEAST_ROWS` printed rows of numbers and no control, with the clause to add."""
    tables = {table.name: table for table in compiled.tables}
    for block in document.blocks:
        for statement in block.statements:
            if not isinstance(statement, tree.Table) or statement.control is not None or block.table is None:
                continue
            table, rows = tables.get(statement.name), len(block.table.rows)
            if table is None or rows < LEAST_ROWS:
                continue
            found = totals(table, rows)
            if any(found.sums.values()):
                words = {"name": table.name, "rows": str(rows), "line": found.line(language)}
                yield Diagnostic("F0617", place(compiled, table.at, path), words)
