"""What is refused before a workbook is opened by anything that calculates: its parts, its formulas, its mapped cells.

External links and volatile functions make an answer depend on more than the inputs; macros would be somebody's program.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from footrule.conformance.carriers.xlsx_mapping import Mapping, Place, place, place_in_row
from footrule.conformance.carriers.xlsx_words import WorkbookProblem

MOST_UNPACKED = 100_000_000
"""Bytes of all parts of a workbook together."""

VOLATILE = frozenset(
    ("RAND", "RANDBETWEEN", "RANDARRAY", "RAND.NV", "RANDBETWEEN.NV", "NOW", "TODAY", "OFFSET", "INDIRECT", "CELL",
     "INFO")
)  # fmt: skip
OUTSIDE = frozenset(
    {"WEBSERVICE", "FILTERXML", "RTD", "DDE", "CALL", "REGISTER.ID", "SQL.REQUEST", "STOCKHISTORY", "HYPERLINK"}
)
"""Functions that ask something outside the file."""

_QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')
_CALLED = re.compile(r"([A-Za-z_][\w.]*)\s*\(")
_PREFIXES = re.compile(r"^(_XLFN\.|_XLWS\.|_XLL\.|_XLUDF\.|ORG\.(LIBREOFFICE|OPENOFFICE)\.)+")

_OUTSIDE_PARTS = (
    "xl/externallinks/",
    "xl/connections.xml",
    "xl/querytables/",
    "xl/embeddings/",
    "customxml/connections",
)
_MACRO_PARTS = ("vbaproject", "xl/macrosheets/", "xl/dialogsheets/")
_MACRO_TYPES = (b"vbaproject", b"macroenabled", b"macrosheet", b"dialogsheet")
_OUTSIDE_TYPES = (b"externallink", b"connections+xml", b"querytable", b"oleobject")
_LARGEST_SHEETS = 30_000_000


def check_parts(path: Path, data: bytes) -> None:
    """The parts of the file, and what they say they are whatever they are called. Raises `WorkbookProblem`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            sizes = {part.filename: part.file_size for part in parts.infolist()}
            if sum(sizes.values()) > MOST_UNPACKED:
                raise WorkbookProblem("too large", path=path, most=MOST_UNPACKED)
            if sum(size for name, size in sizes.items() if name.startswith("xl/worksheets/")) > _LARGEST_SHEETS:
                raise WorkbookProblem("too large", path=path, most=_LARGEST_SHEETS)
            if "xl/workbook.xml" not in sizes:
                raise WorkbookProblem("workbook", path=path, reason="xl/workbook.xml")
            types = parts.read("[Content_Types].xml").replace(b"\0", b"").lower()
            relations = {name: parts.read(name) for name in sizes if name.lower().endswith(".rels")}
    except WorkbookProblem:
        raise
    except Exception as error:  # whatever a damaged file does to its reader
        raise WorkbookProblem("workbook", path=path, reason=error) from None
    for name in map(str.lower, sizes):
        if any(word in name for word in _MACRO_PARTS):
            raise WorkbookProblem("macros", part=name)
        if name.startswith(_OUTSIDE_PARTS):
            raise WorkbookProblem("external", where=name, what="part")
    for word in _MACRO_TYPES:
        if word in types:
            raise WorkbookProblem("macros", part=f"[Content_Types].xml: {word.decode()}")
    for word in _OUTSIDE_TYPES:
        if word in types:
            raise WorkbookProblem("external", where="[Content_Types].xml", what=word.decode())
    for name, relation in relations.items():
        _check_relations(path, name, relation)


def _check_relations(path: Path, name: str, data: bytes) -> None:
    """Nothing but a link to click on leads out of the file."""
    try:
        found = list(ElementTree.fromstring(data))
    except Exception as error:  # as above
        raise WorkbookProblem("workbook", path=path, reason=error) from None
    for one in found:
        kind = one.get("Type", "").rpartition("/")[2]
        if one.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            raise WorkbookProblem("external", where=name, what=one.get("Target", "")[:60])


def check_formulas(book: Any) -> None:
    """Every formula of an openpyxl workbook, those behind names included. Raises `WorkbookProblem`."""
    for where, formula in _formulas(book):
        _check_formula(where, formula)


def _formulas(book: Any) -> Iterator[tuple[str, str]]:
    for sheet in book.worksheets:
        for cell in list(sheet._cells.values()):  # those there are: rows and columns between them may be without end
            text = formula_of(cell)
            if text:
                yield f"{sheet.title}!{cell.coordinate}", text
        for name, defined in sheet.defined_names.items():
            yield f"{sheet.title}!{name}", f"={defined.value or ''}"
    for name, defined in book.defined_names.items():
        yield name, f"={defined.value or ''}"


def formula_of(cell: Any) -> str:
    """The formula of a cell, those over several cells included; empty where it holds none."""
    if cell.data_type != "f":
        return ""
    value = cell.value
    if isinstance(value, str):
        return value
    text = getattr(value, "text", None)
    if isinstance(text, str):
        return text
    told = type(value).__name__  # a data table: what it calculates with is not in a formula that could be read
    raise WorkbookProblem("workbook", path=f"{cell.parent.title}!{cell.coordinate}", reason=told)


def _check_formula(where: str, formula: str) -> None:
    from openpyxl.formula import Tokenizer  # noqa: PLC0415
    from openpyxl.formula.tokenizer import Token, TokenizerError  # noqa: PLC0415

    try:
        tokens = Tokenizer(formula).items
    except (TokenizerError, IndexError, ValueError) as error:
        raise WorkbookProblem("workbook", path=where, reason=error) from None
    for called in _CALLED.findall(_QUOTED.sub("", formula)):
        name = _PREFIXES.sub("", called.upper())
        if name in VOLATILE:
            raise WorkbookProblem("volatile", where=where, what=name)
        if name in OUTSIDE:
            raise WorkbookProblem("external", where=where, what=name)
    for token in tokens:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE and _leaves(token.value):
            raise WorkbookProblem("external", where=where, what=token.value[:60])


def _leaves(reference: str) -> bool:
    """`[1]Sheet!A1`, `'C:\\[other.xlsx]Sheet'!A1` and DDE's `app|topic!item`; not the `Table[column]` of a table."""
    before, mark, _ = reference.rpartition("!")
    return bool(mark) and ("[" in before or "|" in before or "://" in before)


def check_cells(book: Any, mapping: Mapping) -> None:
    """Inputs fall on cells without formulas, each on its own; results and the canary are formulas."""
    taken: dict[Place, str] = {}
    for entry, where in inputs_of(mapping):
        cell = cell_of(book, entry, where)
        if formula_of(cell):
            raise WorkbookProblem("formula overwritten", entry=entry, cell=where)
        if where in taken:
            raise WorkbookProblem("one cell twice", entry=entry, cell=where)
        taken[where] = entry
    for entry, where in results_of(mapping):
        if not formula_of(cell_of(book, entry, where)):
            raise WorkbookProblem("no formula", entry=entry, cell=where)


def cell_of(book: Any, entry: str, where: Place) -> Any:
    """A cell of an openpyxl workbook. Raises `WorkbookProblem`."""
    from openpyxl.cell.cell import MergedCell  # noqa: PLC0415

    if where.sheet not in book.sheetnames or not hasattr(book[where.sheet], "cell"):
        raise WorkbookProblem("no cell", entry=entry, cell=where)
    try:
        cell = book[where.sheet][where.address]
    except (ValueError, KeyError):
        raise WorkbookProblem("no cell", entry=entry, cell=where) from None
    if isinstance(cell, MergedCell):
        raise WorkbookProblem("no cell", entry=entry, cell=where)
    return cell


def inputs_of(mapping: Mapping) -> Iterator[tuple[str, Place]]:
    """Every cell an input or the canary may be written to, with what names it in the mapping."""
    yield "canary.write", place("canary.write", mapping.canary.write)
    for group, entries in (("inputs", mapping.inputs), ("options", mapping.options)):
        for name, one in entries.items():
            yield f"{group}.{name}", place(f"{group}.{name}", one.cell)
    for name, rows in mapping.lists.items():
        for key, column in rows.columns.items():
            entry = f"lists.{name}.{key}"
            for at in range(rows.rows):
                yield entry, place_in_row(entry, rows, column.column, at)


def results_of(mapping: Mapping) -> Iterator[tuple[str, Place]]:
    """Every cell that is read after recalculation, with what names it in the mapping."""
    yield "canary.read", place("canary.read", mapping.canary.read)
    for name, one in mapping.outputs.items():
        entry = f"outputs.{name}"
        if one.cell:
            yield entry, place(entry, one.cell)
        elif one.list in mapping.lists and one.column:
            rows = mapping.lists[one.list]
            for at in range(rows.rows):
                yield entry, place_in_row(entry, rows, one.column, at, one.sheet)
        else:
            raise WorkbookProblem("no place", entry=entry)
    for at, refusal in enumerate(mapping.refusals):
        yield f"refusals[{at}]", place(f"refusals[{at}]", refusal.cell)
