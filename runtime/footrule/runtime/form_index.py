"""A form's declarations by name and its tables by key."""

from __future__ import annotations

from footrule.runtime import form
from footrule.runtime.values import Value, read_value


class FormIndex:
    """A form's declarations by name, and its tables by key. Built once a form, shared by its calculations."""

    def __init__(self, compiled: form.Form) -> None:
        self.form = compiled
        self.rules = {rule.name: rule for rule in compiled.rules}
        self.tables = {table.name: table for table in compiled.tables}
        self.inputs = {declared.name: declared for declared in compiled.inputs}
        self.lists = {declared.name: declared for declared in compiled.lists}
        self.options = {declared.name: declared for declared in compiled.options}
        self.fields = {(items.name, declared.name): declared for items in compiled.lists for declared in items.fields}
        self._rows: dict[str, dict[tuple[Value, ...], form.Row]] = {}

    def rows(self, table: form.Table) -> dict[tuple[Value, ...], form.Row]:
        """The table's rows by their keys."""
        if table.name not in self._rows:
            self._rows[table.name] = {
                tuple(read_value(text, key.type) for text, key in zip(row.keys, table.keys, strict=True)): row
                for row in table.rows
            }
        return self._rows[table.name]

    def place(self, at: int) -> form.Place:
        """The place an `at` names; an empty one where the form has none."""
        return self.form.places[at] if 0 <= at < len(self.form.places) else form.Place(standard="")
