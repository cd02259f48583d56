"""Which cell of a workbook is which input, option, result or refusal: one YAML file beside the workbook.

What the mapping does not name, the workbook cannot express, and the carrier says `unsupported` instead of guessing.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal, dataclass_transform

import msgspec

from footrule.conformance.carriers.xlsx_words import WorkbookProblem
from footrule.conformance.cases import CaseError, read_yaml
from footrule.conformance.problems import ConformanceProblem
from footrule.conformance.reading import bytes_of

FORMAT = 1
"""Version of the mapping."""

LAST_ROW = 1_048_576
_LAST_COLUMN = "XFD"
_LARGEST = 1_000_000
_MOST_CELLS = 100_000
_CELL = re.compile(r"(?:'(?P<quoted>[^']+)'|(?P<plain>[^'!]+))!\$?(?P<column>[A-Z]{1,3})\$?(?P<row>[1-9][0-9]{0,6})")
_COLUMN = re.compile(r"[A-Z]{1,3}")

Kind = Literal["quantity", "choice", "truth", "date", "text"]


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Struct(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of everything in a mapping."""


class Canary(Struct):
    """`write`: a cell that takes a fresh number at every evaluation; `read`: a formula that adds 1 to it."""

    write: str
    read: str


class Entry(Struct):
    """A cell that takes an input or option. `unit`: of a quantity. `words`: what stands in the cell for each member."""

    cell: str
    kind: Kind = "quantity"
    unit: str = "1"
    words: dict[str, str] = {}


class Column(Struct):
    """A column of a list, as `Entry`."""

    column: str
    kind: Kind = "quantity"
    unit: str = "1"
    words: dict[str, str] = {}


class Rows(Struct):
    """A list: one row an item on `sheet`, from row `first`, at most `rows` of them. `ignored` as in `Mapping`."""

    sheet: str
    first: int
    rows: int
    columns: dict[str, Column]
    ignored: tuple[str, ...] = ()


class Output(Struct):
    """A cell with a result, or a `column` with the result for each item of a `list`, in the same rows as the list.

    `sheet` is that of the list where it is not given.
    """

    cell: str = ""
    list: str = ""
    column: str = ""
    sheet: str = ""
    kind: Kind = "quantity"
    unit: str = "1"
    words: dict[str, str] = {}


class Refusal(Struct):
    """A cell that is TRUE or holds a text where the workbook refuses what it was given."""

    cell: str
    phase: Literal["input", "requirement", "calculation"] = "input"
    codes: tuple[str, ...] = ()


class Absences(Struct):
    """What stands in a cell for a value that is not applicable or, in a result, unknown.

    A blank input is always an empty cell. `empty_result`: whether an empty result means that it is unknown; otherwise
    an empty result is a fault, and never a zero.
    """

    unknown: str = ""
    not_applicable: str = ""
    empty_result: Literal["fault", "unknown"] = "fault"


class Mapping(Struct):
    """A workbook as a tool.

    `only`: options and inputs of which the workbook follows these values alone. `ignored`: inputs no result in the
    workbook depends on; whether a document is accepted is not judged where one of them is given. `digest` holds the
    workbook to its bytes.
    """

    mapping: int
    workbook: str
    name: str
    canary: Canary
    outputs: dict[str, Output]
    version: str = ""
    digest: str = ""
    standards: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()
    inputs: dict[str, Entry] = {}
    lists: dict[str, Rows] = {}
    options: dict[str, Entry] = {}
    only: dict[str, tuple[str, ...]] = {}
    ignored: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    absences: Absences = Absences()


class Place(msgspec.Struct, frozen=True):
    """A cell: its sheet and its address there."""

    sheet: str
    address: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address}"


def read(path: Path) -> Mapping:
    """The mapping in a file. Raises `WorkbookProblem`."""
    try:
        plain = read_yaml(file_bytes(path, _LARGEST).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise WorkbookProblem("mapping", path=path, reason="not UTF-8 text") from None
    except CaseError as error:
        raise WorkbookProblem("mapping", path=path, reason=error.words["reason"]) from None
    try:
        found = msgspec.convert(plain, Mapping, strict=False)
    except (msgspec.ValidationError, ValueError, OverflowError) as error:
        raise WorkbookProblem("mapping", path=path, reason=error) from None
    if found.mapping != FORMAT:
        raise WorkbookProblem("mapping", path=path, reason=f"mapping: {found.mapping} ≠ {FORMAT}")
    mapped = 0
    for name, rows in found.lists.items():
        if not 1 <= rows.first <= LAST_ROW or not 1 <= rows.rows <= LAST_ROW - rows.first + 1:
            raise WorkbookProblem("mapping", path=path, reason=f"lists.{name}: first {rows.first}, rows {rows.rows}")
        mapped += rows.rows * len(rows.columns)
    mapped += sum(found.lists[one.list].rows for one in found.outputs.values() if one.list in found.lists)
    if mapped > _MOST_CELLS:
        raise WorkbookProblem("mapping", path=path, reason=f"lists: {mapped} > {_MOST_CELLS}")
    return found


def file_bytes(path: Path, most: int) -> bytes:
    """What is in a file. Raises `WorkbookProblem`."""
    try:
        return bytes_of(path, most=most)
    except ConformanceProblem as problem:
        if problem.code == "K0106":
            raise WorkbookProblem("too large", path=path, most=most) from None
        if not _exists(path):
            raise WorkbookProblem("no file", path=repr(str(path))[1:-1]) from None
        raise WorkbookProblem("unreadable", path=path, reason=problem.words["reason"]) from None


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def place(entry: str, text: str) -> Place:
    """`Sheet!B2` or `'My sheet'!$B$2`. Raises `WorkbookProblem`."""
    found = _CELL.fullmatch(text)
    if found is None or not _on_a_sheet(found["column"], int(found["row"])):
        raise WorkbookProblem("no cell", entry=entry, cell=text)
    return Place(found["quoted"] or found["plain"], f"{found['column']}{found['row']}")


def place_in_row(entry: str, rows: Rows, column: str, at: int, sheet: str = "") -> Place:
    """The cell of the item `at` (from 0) in a column of a list. Raises `WorkbookProblem`."""
    if _COLUMN.fullmatch(column) is None or not _on_a_sheet(column, rows.first + at):
        raise WorkbookProblem("no cell", entry=entry, cell=column)
    return Place(sheet or rows.sheet, f"{column}{rows.first + at}")


def _on_a_sheet(column: str, row: int) -> bool:
    return (len(column), column) <= (len(_LAST_COLUMN), _LAST_COLUMN) and 1 <= row <= LAST_ROW


def schema() -> dict[str, Any]:
    """JSON Schema of a mapping."""
    return msgspec.json.schema(Mapping)
