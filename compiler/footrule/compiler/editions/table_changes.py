"""Tables of both editions compared, cell by cell in base units, and whom another cell reaches."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from footrule.compiler.editions.bench import Reader
from footrule.compiler.editions.change_records import made, percent_text
from footrule.compiler.editions.changes import Action, Change, Evidence, Row, Side
from footrule.compiler.editions.exchange import exchanged
from footrule.compiler.editions.pair import Pair
from footrule.runtime import form
from footrule.runtime.form_units import FormUnits
from footrule.runtime.problems import Refused

NOTHING = Side()


@dataclass(frozen=True, slots=True)
class TableChanges:
    pair: Pair

    def different(self) -> set[str]:
        """Tables that do not say the same, and those that stand in one edition only."""
        mine = {t.name: t for t in self.pair.aligned.tables}
        theirs = {t.name: t for t in self.pair.new.compiled.tables}
        return {name for name in mine.keys() | theirs.keys() if not self._same_table(mine.get(name), theirs.get(name))}

    def _same_table(self, old: form.Table | None, new: form.Table | None) -> bool:
        if old is None or new is None or old.partial != new.partial:
            return False
        return self._cells(old, self.pair.aligned) == self._cells(new, self.pair.new.compiled)

    def _cells(self, table: form.Table, compiled: form.Form) -> dict[tuple[str, ...], tuple[object, ...]]:
        """Rows by key, every number in base units."""
        units = FormUnits(compiled)
        return {
            tuple(str(_based(text, key.type, units)) for text, key in zip(row.keys, table.keys, strict=True)): tuple(
                (c.name, _based(text, c.type, units)) for text, c in zip(row.values, table.columns, strict=True)
            )
            for row in table.rows
        }

    def changes(self) -> list[Change]:
        old, new = self.pair.aligned, self.pair.new.compiled
        mine, theirs = {t.name: t for t in old.tables}, {t.name: t for t in new.tables}
        found: list[Change] = []
        for name in dict.fromkeys([*mine, *theirs]):
            one, other = mine.get(name), theirs.get(name)
            if one is not None and other is not None:
                found += self._table(one, other)
                continue
            left = NOTHING if one is None else self.pair.old.side(one.at)
            right = NOTHING if other is None else self.pair.new.side(other.at)
            action: Action = "add" if one is None else "remove"
            evidence = Evidence(kind="declared", method="part of the rules that use it")
            zh, en = (
                (f"新增表 {name}", f"the table {name} is new")
                if one is None
                else (f"不再有表 {name}", f"the table {name} is gone")
            )
            rows = self._rows(one, other)
            found.append(made("table", name, "existence", action, "INFO", evidence, left, right, zh, en, rows=rows))
        return found

    def _table(self, one: form.Table, other: form.Table) -> list[Change]:
        left, right = self.pair.old.side(one.at), self.pair.new.side(other.at)
        found = []
        if not self._same_table(one, other):
            rows = self._rows(one, other)
            changed = [row for row in rows if row.old and row.new]
            numbers = [(Fraction(r.old), Fraction(r.new)) for r in changed if _is_number(r.old) and _is_number(r.new)]
            action: Action = "replace"
            if rows and not changed:
                action = (
                    "add" if all(row.new for row in rows) else "remove" if all(row.old for row in rows) else "replace"
                )
            elif numbers and len(changed) == len(rows):
                action = (
                    "increase"
                    if all(b > a for a, b in numbers)
                    else "decrease"
                    if all(b < a for a, b in numbers)
                    else "replace"
                )
            witness, tried = self._read_differently(one, other)
            kind = "witness" if witness else "declared"
            evidence = Evidence(kind=kind, method="cells", tried=tried, witness=witness)  # type: ignore[arg-type]  # one of two
            name = other.label.zh or other.name, other.label.en or other.name
            zh, en = f"{name[0]}：{len(rows)} 个数改了", f"{name[1]}: {len(rows)} cells differ"
            found.append(
                made("table", other.name, "table value", action, "ERR", evidence, left, right, zh, en, rows=rows)
            )
        elif [r.keys for r in one.rows] != [r.keys for r in other.rows] or [c.type for c in one.columns] != [
            c.type for c in other.columns
        ]:
            evidence = Evidence(kind="proved equal", method="same cells")
            found.append(
                made(
                    "table",
                    other.name,
                    "table value",
                    "move",
                    "INFO",
                    evidence,
                    left,
                    right,
                    f"{other.name} 的行重新排列",
                    f"{other.name}: the same cells, written otherwise",
                )
            )
        return found

    def _rows(self, one: form.Table | None, other: form.Table | None) -> tuple[Row, ...]:
        before = _by_key(one)
        after = _by_key(other)
        found = []
        for key in dict.fromkeys([*before, *after]):
            left, right = before.get(key, ""), after.get(key, "")
            if self._in_base(left, one, key) == self._in_base(right, other, key) and left and right:
                continue
            percent = ""
            if _is_number(left) and _is_number(right) and Fraction(left):
                percent = percent_text((Fraction(right) - Fraction(left)) / abs(Fraction(left)))
            found.append(Row(", ".join(key[:-1]), key[-1], left, right, percent))
        return tuple(found)

    def _in_base(self, text: str, table: form.Table | None, key: tuple[str, ...]) -> object:
        if table is None or not _is_number(text):
            return text
        column = next(c for c in table.columns if c.name == key[-1])
        compiled = self.pair.aligned if table in self.pair.aligned.tables else self.pair.new.compiled
        return _based(text, column.type, FormUnits(compiled))

    def _read_differently(self, one: form.Table, other: form.Table) -> tuple[Any, int]:
        """A product for which a rule that looks the table up gives something else."""
        search = self.pair.search
        before = search.tried
        users = [
            rule.name
            for rule in self.pair.new.compiled.rules
            if other.name in self.pair.dependencies_new.calls(rule.name)
            and rule.name in self.pair.dependencies_old.rules
        ]
        apart = exchanged(self.pair.new.compiled, self.pair.aligned, {one.name})
        try:
            isolated = None if apart is None else Reader(apart, self.pair.counterparts.of_new)
        except Refused:
            isolated = None  # other keys: the rules of one edition cannot look into the table of the other
        for name in users[:4]:
            needs = self.pair.dependencies_new.of_rule(name) | self.pair.dependencies_old.of_rule(name)
            found = search.look(search.of_rule(name, isolated), needs)
            if found is not None:
                return search.witness(found), search.tried - before
        return None, search.tried - before


def _based(text: str | None, type: form.Type, units: FormUnits) -> object:
    if text is None or not isinstance(type, form.Quantity):
        return text
    return Fraction(text) * units.parse(type.unit).scale


def _by_key(table: form.Table | None) -> dict[tuple[str, ...], str]:
    if table is None:
        return {}
    return {
        (*row.keys, column.name): value if value is not None else "unknown"
        for row in table.rows
        for column, value in zip(table.columns, row.values, strict=True)
    }


def _is_number(text: str) -> bool:
    try:
        Fraction(text)
    except (ValueError, ZeroDivisionError):
        return False
    return True
