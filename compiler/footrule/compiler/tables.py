"""Printed tables as data: header cells give columns and units, row cells give keys and values.

The printed table is the only place where the numbers stand; a cell that does not parse is an error at that cell.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from footrule.compiler.labels import label
from footrule.compiler.modules import Located, Module
from footrule.compiler.names import nearest
from footrule.compiler.reporting import Abandoned, Origin
from footrule.compiler.scope import Scope
from footrule.compiler.types.agreement import fraction_text
from footrule.compiler.types.expressions import Context
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Also
from footrule.runtime import form, units

EMPTY = frozenset({"", "-", "–", "—", "unknown", "未知", "not found", "n/a"})
NUMBER = re.compile(r"[+-]?\d[\d,  ]*(\.\d+)?$|[+-]?\.\d+$")
UNIT_IN_HEADER = re.compile(r"^(?P<name>.*?)\s*[\(（\[]\s*(?P<unit>[^()（）\[\]]+|[^\[\]]+)\s*[\)）\]]\s*$")


def declare(module: Module, scope: Scope) -> None:
    """Bind every table of a module to the printed one above its block."""
    for located in module.tables:
        scope.declared[located.statement.name] = located.place
        try:
            scope.tables[located.statement.name] = _Binding(located, scope).table()
        except Abandoned:
            scope.broken.add(located.statement.name)
            scope.broken.update(key.name for key in located.statement.keys)


@dataclass(slots=True)
class _Binding:
    """One table statement and the printed table it binds."""

    located: Located[tree.Table]
    scope: Scope

    @property
    def statement(self) -> tree.Table:
        return self.located.statement

    @property
    def origin(self) -> Origin:
        return self.located.origin

    def table(self) -> form.Table:
        printed = self.located.table
        if printed is None:
            raise self._abandon("F0401", self.statement.span, name=self.statement.name)
        keys = [key for key in self.statement.keys if not key.across]
        across = [key for key in self.statement.keys if key.across]
        key_columns = [self._column(key.header or key.name, key.name, printed) for key in keys]
        if across:
            return self._across(printed, keys, key_columns, across[0])
        values = [
            (value, self._column(value.header or value.name, value.name, printed)) for value in self.statement.values
        ]
        used = {*key_columns, *(column for _, column in values)}
        for index, cell in enumerate(printed.header):
            if index not in used:
                self._header_unused(cell)
        key_types = [
            self._key_type(key, [row[c] for row in printed.rows]) for key, c in zip(keys, key_columns, strict=True)
        ]
        columns = [self._value_type(value, printed.header[c], [row[c] for row in printed.rows]) for value, c in values]
        rows = []
        for row in printed.rows:
            names = tuple(self._key(row[c], kind) for c, kind in zip(key_columns, key_types, strict=True))
            cells = tuple(self._value(row[c], column.type) for (_, c), column in zip(values, columns, strict=True))
            rows.append((names, cells, row[0]))
        return self._made(keys, key_types, columns, rows)

    def _across(
        self, printed: tree.PrintedTable, keys: list[tree.TableKey], key_columns: list[int], across: tree.TableKey
    ) -> form.Table:
        """One value column spread over header cells: `| type | 2021 | 2022 |`."""
        heads = [(index, cell) for index, cell in enumerate(printed.header) if index not in key_columns]
        value = self.statement.values[0]
        key_types = [
            self._key_type(key, [row[c] for row in printed.rows]) for key, c in zip(keys, key_columns, strict=True)
        ]
        head_type = self._key_type(across, [cell for _, cell in heads])
        body = [row[index] for row in printed.rows for index, _ in heads]
        column = self._value_type(value, None, body)
        rows: list[tuple[tuple[str, ...], tuple[str | None, ...], tree.Cell]] = []
        for row in printed.rows:
            names = tuple(self._key(row[c], kind) for c, kind in zip(key_columns, key_types, strict=True))
            for index, cell in heads:
                key = (*names, self._key(cell, head_type))
                rows.append((key, (self._value(row[index], column.type),), row[index]))
        return self._made([*keys, across], [*key_types, head_type], [column], rows)

    def _made(
        self,
        keys: list[tree.TableKey],
        types: list[form.Type],
        columns: list[form.Column],
        rows: list[tuple[tuple[str, ...], tuple[str | None, ...], tree.Cell]],
    ) -> form.Table:
        seen: dict[tuple[str, ...], tree.Cell] = {}
        for names, _, cell in rows:
            if names in seen:
                first = Also(self.origin.place(seen[names].span), "先在此处", "first here")
                raise self._abandon("F0404", cell.span, also=(first,), key=", ".join(names))
            seen[names] = cell
        table = form.Table(
            name=self.statement.name,
            keys=tuple(form.Key(name=key.name, type=type) for key, type in zip(keys, types, strict=True)),
            columns=tuple(columns),
            rows=tuple(form.Row(keys=names, values=cells) for names, cells, _ in rows),
            partial=self.statement.partial,
            label=label(self.statement.labels),
            at=self.scope.places.at(self.origin, self.statement.span),
        )
        if not table.partial:
            self._check_total(table, set(seen))
        return table

    def _check_total(self, table: form.Table, present: set[tuple[str, ...]]) -> None:
        """Every combination of members has a row; number and date keys are open and checked where they are used."""
        if not all(isinstance(key.type, form.Choice) for key in table.keys):
            return
        combinations: list[tuple[str, ...]] = [()]
        for key in table.keys:
            assert isinstance(key.type, form.Choice)
            combinations = [(*head, name) for head in combinations for name in self.scope.members(key.type.of)]
        missing = [combination for combination in combinations if combination not in present]
        if missing:
            self.scope.findings.add(
                "F0407", self.located.place, name=table.name, key=", ".join(missing[0]), count=str(len(missing))
            )

    def _column(self, wanted: str, name: str, printed: tree.PrintedTable) -> int:
        heads = [_plain(cell.text) for cell in printed.header]
        names = [_head_name(head) for head in heads]
        for candidates in (heads, names):
            matches = [i for i, head in enumerate(candidates) if head == _plain(wanted)]
            if len(matches) == 1:
                return matches[0]
        leading = [i for i, head in enumerate(names) if head.split(" ")[0] == _plain(wanted)]
        if len(leading) == 1:
            return leading[0]
        raise self._abandon(
            "F0402", printed.span, name=name, wanted=wanted, heads=" | ".join(heads), near=nearest(wanted, names)
        )

    def _header_unused(self, cell: tree.Cell) -> None:
        names = [key.name for key in self.statement.keys] + [value.name for value in self.statement.values]
        self.scope.findings.add(
            "F0433", self.origin.place(cell.span), head=cell.text, name=self.statement.name, names=", ".join(names)
        )

    def _key_type(self, key: tree.TableKey, cells: list[tree.Cell]) -> form.Type:
        if key.name in self.scope.enumerations:
            return form.Choice(of=key.name)
        texts = [_plain(cell.text) for cell in cells]
        if texts and all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) for text in texts):
            return form.Date()
        if texts and all(NUMBER.match(text) for text in texts):
            return form.Quantity(unit="1", whole=all(re.fullmatch(r"\d+", text) for text in texts))
        members: dict[str, tree.Member] = {}
        for cell in cells:
            name, labels = self._member(cell)
            members.setdefault(name, tree.Member(name, labels, cell.span))
        self.scope.enumerations[key.name] = form.Enumeration(
            name=key.name,
            members=tuple(form.EnumMember(name=m.name, label=label(m.labels)) for m in members.values()),
            at=self.scope.places.at(self.origin, key.span),
        )
        self.scope.declared.setdefault(key.name, self.origin.place(key.span))
        return form.Choice(of=key.name)

    def _member(self, cell: tree.Cell) -> tuple[str, tree.Labels]:
        """`coil 热轧卷 hot-rolled coil`: the member's name, then its labels."""
        first, _, rest = _plain(cell.text).partition(" ")
        if not first.isidentifier():
            raise self._abandon("F0405", cell.span, text=cell.text, kind_zh="键", kind="a key")
        zh = " ".join(word for word in rest.split() if _is_chinese(word))
        en = " ".join(word for word in rest.split() if not _is_chinese(word))
        return first, tree.Labels(zh or None, en or None)

    def _key(self, cell: tree.Cell, type: form.Type) -> str:
        text = _plain(cell.text)
        match type:
            case form.Choice(of=of):
                name = self._member(cell)[0]
                if name not in self.scope.members(of):
                    members = self.scope.members(of)
                    raise self._abandon(
                        "F0406", cell.span, name=name, kind=of, members=", ".join(members), near=nearest(name, members)
                    )
                return name
            case form.Quantity():
                return fraction_text(Fraction(_digits(text)))
            case _:
                return text

    def _value_type(self, value: tree.TableValue, head: tree.Cell | None, cells: list[tree.Cell]) -> form.Column:
        header_unit = _head_unit(_plain(head.text)) if head is not None else None
        context = Context(self.scope, self.origin)
        if value.unit is not None:
            unit = context.unit(value.unit, value.span)
            if header_unit is not None and head is not None:
                printed = self._try_unit(header_unit)
                if printed is not None and printed != unit:
                    raise self._abandon("F0408", head.span, unit=value.unit, printed=header_unit)
            return form.Column(name=value.name, type=form.Quantity(unit=unit.text))
        if header_unit is not None and head is not None:
            return form.Column(name=value.name, type=form.Quantity(unit=context.unit(header_unit, head.span).text))
        texts = [_plain(cell.text) for cell in cells]
        given = [text for text in texts if text.lower() not in EMPTY]
        if given and all(text.endswith("%") and NUMBER.match(text[:-1].strip()) for text in given):
            return form.Column(name=value.name, type=form.Quantity(unit="%"))
        if all(NUMBER.match(text) for text in given):
            return form.Column(name=value.name, type=form.Quantity(unit="1"))
        if given and all(text in ("yes", "no", "是", "否") for text in given):
            return form.Column(name=value.name, type=form.Truth())
        if given and all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) for text in given):
            return form.Column(name=value.name, type=form.Date())
        for enumeration in self.scope.enumerations.values():
            names = {member.name for member in enumeration.members}
            if given and all(text.split(" ")[0] in names for text in given):
                return form.Column(name=value.name, type=form.Choice(of=enumeration.name))
        bad = next(
            cell for cell in cells if _plain(cell.text).lower() not in EMPTY and not NUMBER.match(_plain(cell.text))
        )
        raise self._abandon("F0405", bad.span, text=bad.text, kind_zh="数值", kind="a number")

    def _value(self, cell: tree.Cell, type: form.Type) -> str | None:
        text = _plain(cell.text)
        if text.lower() in EMPTY:
            if not self.statement.partial:
                raise self._abandon("F0403", cell.span, name=self.statement.name)
            return None
        match type:
            case form.Quantity(unit=unit):
                bare = text.removesuffix("%").strip() if unit == "%" else text
                if NUMBER.match(bare):
                    return _digits(bare)
                number, _, word = text.partition(" ")
                own = self._try_unit(word) if word else None
                target = self.scope.unit(unit)
                if NUMBER.match(number) and own is not None and own.dims == target.dims:
                    return fraction_text(Fraction(_digits(number)) * own.scale / target.scale)
                raise self._abandon("F0405", cell.span, text=cell.text, kind_zh="数值", kind="a number")
            case form.Truth():
                return "yes" if text in ("yes", "是") else "no"
            case form.Choice():
                return self._key(cell, type)
            case _:
                return text

    def _try_unit(self, text: str) -> units.Unit | None:
        try:
            return self.scope.unit(text)
        except units.UnitError:
            return None

    def _abandon(self, code: str, span: tree.Span, *, also: tuple[Also, ...] = (), **arguments: str) -> Abandoned:
        return self.scope.findings.abandon(code, self.origin.place(span), also=also, **arguments)


def _plain(text: str) -> str:
    """Cell text without Markdown emphasis or code marks, spaces single."""
    bare = re.sub(r"[*`]", "", unicodedata.normalize("NFC", text)).replace("−", "-")
    return " ".join(bare.split())


def _head_name(head: str) -> str:
    found = UNIT_IN_HEADER.match(head)
    return found["name"] if found else head


def _head_unit(head: str) -> str | None:
    found = UNIT_IN_HEADER.match(head)
    return found["unit"] if found else None


def _digits(text: str) -> str:
    return re.sub(r"[,  +]", "", text)


def _is_chinese(word: str) -> bool:
    return any("㐀" <= character <= "鿿" for character in word)
