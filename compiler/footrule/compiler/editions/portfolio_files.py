"""Portfolios in files: CSV and Parquet, one product a row, read row by row so that no size fills the memory.

A column is an input, an option, `list.field` for a list of one item, or `list.2.field` for its second item; a Parquet
column may hold the items of a list whole. `product` names the row. What is not filled in is not given.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from footrule.compiler.editions.names import document_told
from footrule.compiler.editions.pair import Pair
from footrule.compiler.editions.products import Document
from footrule.runtime import form

BATCH = 2000


class PortfolioError(Exception):
    """A portfolio that cannot be read; `zh`, `en` say why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A file of products. Every walk over its rows reads it anew."""

    path: Path
    parquet: bool

    @classmethod
    def at(cls, path: Path) -> Portfolio:
        """Told by its first bytes, not by its name. Raises `PortfolioError`."""
        try:
            with path.open("rb") as file:
                parquet = file.read(4) == b"PAR1"
        except OSError as error:
            reason = error.strerror or str(error)
            raise PortfolioError(f"读不了 {path}：{reason}", f"cannot read {path}: {reason}") from None
        return cls(path, parquet)

    def columns(self) -> list[str]:
        """Raises `PortfolioError`."""
        if self.parquet:
            names = [str(name) for name in _parquet(self.path).schema_arrow.names]
        else:
            names = next(_csv_rows(self.path), [])
        if not names:
            raise PortfolioError("组合文件中没有产品", "the portfolio holds no product")
        twice = [name for name in dict.fromkeys(names) if name and names.count(name) > 1]
        if twice:
            told = ", ".join(twice)
            raise PortfolioError(f"列名重复：{told}", f"columns named twice: {told}")
        return names

    def rows(self) -> Iterator[list[Any]]:
        """The values of each row, in the order of the columns. Raises `PortfolioError`."""
        if self.parquet:
            yield from _parquet_rows(self.path)
            return
        rows = _csv_rows(self.path)
        next(rows, None)
        yield from rows


def _csv_rows(path: Path) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.reader(file, strict=True)
    except (UnicodeDecodeError, csv.Error) as error:
        raise PortfolioError(
            f"组合文件不是 UTF-8 的 CSV：{error}", f"the portfolio is no CSV in UTF-8: {error}"
        ) from None


def _parquet(path: Path) -> Any:
    from pyarrow import parquet  # noqa: PLC0415 - an extra, needed only here

    try:
        return parquet.ParquetFile(path)
    except Exception as error:  # pyarrow raises its own and the system's errors for a damaged file
        raise PortfolioError(
            f"组合文件不是完好的 Parquet：{error}", f"the portfolio is no sound Parquet: {error}"
        ) from None


def _parquet_rows(path: Path) -> Iterator[list[Any]]:
    for batch in _parquet(path).iter_batches(batch_size=BATCH):
        columns = [column.to_pylist() for column in batch.columns]
        yield from ([_text(value) for value in row] for row in zip(*columns, strict=True))


def _text(value: Any) -> Any:
    """As a user would write it: a binary number by its shortest digits, a list of items item by item."""
    match value:
        case None | str() | bool():
            return value
        case int() | Decimal():
            return f"{value:f}" if isinstance(value, Decimal) else str(value)
        case float():
            return None if value != value else f"{Decimal(repr(value)):f}"  # noqa: PLR0124 - the one number unlike itself
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case list():
            return [_text(one) for one in value]
        case dict():
            return {name: told for name, one in value.items() if (told := _text(one)) is not None}
        case _:
            return str(value)


@dataclass(frozen=True, slots=True)
class _Column:
    position: int
    section: str
    owner: str
    item: int
    name: str
    unit: str


@dataclass(slots=True)
class Columns:
    """How a row becomes a product. Raises `PortfolioError` for columns that are nothing in either edition."""

    pair: Pair
    names: list[str]
    plan: list[_Column] = field(default_factory=list)
    label: int = -1

    def __post_init__(self) -> None:
        unknown = []
        for position, name in enumerate(self.names):
            if name in ("product", ""):
                self.label = position if name else self.label
                continue
            column = self._column(position, name)
            if column is None:
                unknown.append(name)
            else:
                self.plan.append(column)
        if unknown:
            told = ", ".join(unknown)
            raise PortfolioError(f"没有这样的输入：{told}", f"there is no such input: {told}")

    def _column(self, position: int, name: str) -> _Column | None:
        owner, *rest = name.split(".")
        item, called = (int(rest[0]) - 1, rest[1]) if len(rest) == 2 and rest[0].isdecimal() else (0, ".".join(rest))
        for compiled in (self.pair.old.compiled, self.pair.new.compiled):
            fields = {many.name: {one.name: one for one in many.fields} for many in compiled.lists}
            if not rest:
                for section, declared in (("inputs", compiled.inputs), ("options", compiled.options)):
                    found = next((one for one in declared if one.name == name), None)
                    if found is not None:
                        return _Column(position, section, "", 0, name, self._unit(compiled, found, "", name))
                if name in fields:
                    return _Column(position, "list", name, -1, name, "")
            elif 0 <= item < 1000 and called in fields.get(owner, {}):
                unit = self._unit(compiled, fields[owner][called], owner, called)
                return _Column(position, "item", owner, item, called, unit)
        return None

    def _unit(self, compiled: form.Form, found: form.Input | form.Option, owner: str, name: str) -> str:
        """The unit of a bare number, where the editions declare different ones: it is meant as it was declared."""
        if not isinstance(found.type, form.Quantity) or compiled is not self.pair.old.compiled:
            return ""
        names, new = self.pair.matching.names, self.pair.new.compiled
        if owner:
            called, over = names.fields.get((owner, name), name), names.value(owner)
            there = next((f for many in new.lists if many.name == over for f in many.fields if f.name == called), None)
        else:
            called = names.value(name)
            there = next((one for one in new.inputs if one.name == called), None)
        other = there.type.unit if there is not None and isinstance(there.type, form.Quantity) else found.type.unit
        return found.type.unit if other != found.type.unit else ""

    def product(self, number: int, row: list[Any]) -> tuple[str, Document]:
        """Name and document of a row, in the shared names. Raises `PortfolioError` for a row of another length."""
        if len(row) > len(self.names):
            raise PortfolioError(
                f"有 {len(row)} 个值，而列有 {len(self.names)} 个", f"{len(row)} values for {len(self.names)} columns"
            )
        document: Document = {"inputs": {}, "options": {}}
        for column in self.plan:
            value = row[column.position] if column.position < len(row) else None
            if value is None or value == "":
                continue
            if column.unit and isinstance(value, str) and _bare(value):
                value = {"value": value.strip(), "unit": column.unit}
            if column.section == "item":
                items = document["inputs"].setdefault(column.owner, [])
                while len(items) <= column.item:
                    items.append({})
                items[column.item][column.name] = value
            elif column.section == "list":
                document["inputs"][column.owner] = value
            else:
                document[column.section][column.name] = value
        for name, value in document["inputs"].items():
            if isinstance(value, list) and {} in value:
                document["inputs"][name] = [item for item in value if item != {}]
        label = row[self.label] if 0 <= self.label < len(row) else ""
        return str(label or number), document_told(self.pair.old.compiled, self.pair.matching.names, document)


def _bare(text: str) -> bool:
    return text.strip()[-1:].isdigit()
