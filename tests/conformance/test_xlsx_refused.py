"""Workbooks and mappings that cannot be used are told so, in both languages, before anything calculates."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import Workbook as Book
from openpyxl.workbook.defined_name import DefinedName

from footrule.conformance.carriers import Limits, xlsx_mapping
from footrule.conformance.carriers.xlsx import Workbook
from footrule.conformance.carriers.xlsx_words import CODES, WorkbookProblem
from footrule.conformance.cases import read_yaml, write_yaml
from footrule.conformance.problems import ENTRIES
from footrule.conformance.templates import starter

MAPPING: dict[str, Any] = {
    "mapping": 1,
    "workbook": "book.xlsx",
    "name": "a book",
    "canary": {"write": "S!A1", "read": "S!B1"},
    "inputs": {"x": {"cell": "S!A2"}},
    "outputs": {"y": {"cell": "S!B2"}},
}


def book(
    folder: Path, change: Callable[[Any], None] = lambda book: None, mapping: dict[str, Any] | None = None
) -> Path:
    made: Any = Book()
    sheet = made.active
    sheet.title = "S"
    sheet["B1"], sheet["B2"] = "=A1+1", "=2*A2"
    change(made)
    made.save(folder / "book.xlsx")
    path = folder / "book.yaml"
    path.write_text(write_yaml(MAPPING | (mapping or {})), "utf-8")
    return path


def refused(path: Path) -> WorkbookProblem:
    with pytest.raises(WorkbookProblem) as caught:
        Workbook(str(path), Limits())
    assert caught.value.told("zh") != caught.value.told("en")
    return caught.value


def put(cell: str, formula: str) -> Callable[[Any], None]:
    def change(made: Any) -> None:
        made["S"][cell] = formula

    return change


VOLATILE = (
    "RAND()",
    "NOW()",
    "today()",
    "OFFSET(A1,1,0)",
    'INDIRECT("A"&A2)',
    "1+IF(A1>0,RANDBETWEEN(1,2),0)",
    'CELL("row",A1)',
    "_xlfn.RANDARRAY(2)",
)


@pytest.mark.parametrize("function", VOLATILE)
def test_a_volatile_function_is_refused_with_its_cell(tmp_path: Path, function: str) -> None:
    problem = refused(book(tmp_path, put("C3", f"={function}")))
    assert (problem.key, problem.words["where"]) == ("volatile", "S!C3")


def test_a_function_named_in_a_text_is_no_function(tmp_path: Path) -> None:
    Workbook(str(book(tmp_path, put("C3", '="RAND()"&A2'))), Limits())


def test_a_volatile_function_behind_a_name_is_refused(tmp_path: Path) -> None:
    def change(made: Any) -> None:
        made.defined_names["later"] = DefinedName("later", attr_text="NOW()+1")

    assert refused(book(tmp_path, change)).key == "volatile"


OUTSIDE = (
    "=[1]Other!A1",
    "='C:\\x\\[other.xlsx]S'!A1",
    '=WEBSERVICE("http://example.org")',
    "=_xlfn.WEBSERVICE(A2)",
    '=DDE("soffice","a.ods","x")',
)


@pytest.mark.parametrize("formula", OUTSIDE)
def test_what_lies_outside_the_file_is_refused(tmp_path: Path, formula: str) -> None:
    assert refused(book(tmp_path, put("C3", formula))).key == "external"


def test_a_column_of_a_table_is_inside_the_file(tmp_path: Path) -> None:
    Workbook(str(book(tmp_path, put("C3", "=SUM(Table1[Amount])+S!A2"))), Limits())


PARTS = (
    ("xl/externalLinks/externalLink1.xml", "external"),
    ("xl/connections.xml", "external"),
    ("xl/vbaProject.bin", "macros"),
)


@pytest.mark.parametrize(("part", "key"), PARTS)
def test_parts_that_are_links_or_programs_are_refused(tmp_path: Path, part: str, key: str) -> None:
    path = book(tmp_path)
    with zipfile.ZipFile(tmp_path / "book.xlsx", "a") as parts:
        parts.writestr(part, "x")
    assert refused(path).key == key


def test_a_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path)
    with zipfile.ZipFile(tmp_path / "book.xlsx", "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/zeros.bin", bytes(120_000_000))
    assert refused(path).key == "too large"


@pytest.mark.parametrize("data", [b"", b"PK", b"not a workbook", b"\x00" * 100])
def test_what_is_no_workbook_is_told_so(tmp_path: Path, data: bytes) -> None:
    path = book(tmp_path)
    (tmp_path / "book.xlsx").write_bytes(data)
    assert refused(path).key == "workbook"


@pytest.mark.parametrize(
    ("mapping", "key"),
    [
        ({"inputs": {"x": {"cell": "S!B2"}}}, "formula overwritten"),
        ({"inputs": {"x": {"cell": "S!A2"}, "z": {"cell": "S!A2"}}}, "one cell twice"),
        ({"outputs": {"y": {"cell": "S!A2"}}}, "no formula"),
        ({"canary": {"write": "S!A1", "read": "S!A5"}}, "no formula"),
        ({"outputs": {"y": {"cell": "T!A2"}}}, "no cell"),
        ({"outputs": {"y": {"cell": "B2"}}}, "no cell"),
        ({"outputs": {"y": {"list": "nowhere", "column": "B"}}}, "no place"),
        ({"digest": "sha256:00"}, "digest"),
        ({"workbook": "other.xlsx"}, "no file"),
        ({"mapping": 2}, "mapping"),
        ({"nmae": "x"}, "mapping"),
        ({"outputs": 3}, "mapping"),
        ({"lists": {"l": {"sheet": "S", "first": 0, "rows": 1, "columns": {}}}}, "mapping"),
    ],
)
def test_a_mapping_that_does_not_fit_is_told_where(tmp_path: Path, mapping: dict[str, Any], key: str) -> None:
    assert refused(book(tmp_path, mapping=mapping)).key == key


@pytest.mark.parametrize("text", ["", "[]", "mapping: 1", "a: [", "\x00"])
def test_what_is_no_mapping_is_told_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "book.yaml"
    path.write_text(text)
    assert refused(path).key == "mapping"


def test_a_missing_libreoffice_is_named_with_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "libreoffice-calc" in refused(path).told("en")
    assert "libreoffice-calc" in refused(path).told("zh")


def test_everything_that_can_be_wrong_has_a_code() -> None:
    assert set(CODES.values()) <= set(ENTRIES)


@pytest.mark.parametrize("name", ["starter", "catena_x_pds_dqr"])
def test_the_mappings_that_come_along_meet_the_schema_that_comes_along(name: str) -> None:
    import json  # noqa: PLC0415

    committed = json.loads((starter.HERE / "mapping.schema.json").read_text("utf-8"))
    assert committed == json.loads(json.dumps(xlsx_mapping.schema()))
    found = read_yaml((starter.HERE / f"{name}.yaml").read_text("utf-8"))
    found["mapping"] = int(found["mapping"])
    for rows in found.get("lists", {}).values():
        rows |= {"first": int(rows["first"]), "rows": int(rows["rows"])}
    Draft202012Validator(committed).validate(found)
