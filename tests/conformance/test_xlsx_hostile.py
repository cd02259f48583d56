"""Workbooks made to take the reader down, or to say more than they show: each is told, in bounded time and memory."""

from __future__ import annotations

import io
import resource
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName

from footrule.conformance import protocol
from footrule.conformance.carriers import Limits, xlsx_guard, xlsx_mapping
from footrule.conformance.carriers.xlsx import Workbook
from footrule.conformance.carriers.xlsx_words import WorkbookProblem
from footrule.conformance.cases import write_yaml
from tests.conformance.test_xlsx_refused import MAPPING, book, put, refused

Bytes = Callable[[bytes], bytes]


def changed(folder: Path, part: str, change: Bytes, *, more: dict[str, bytes] | None = None) -> Path:
    """A workbook one part of which was changed by hand, and others put beside it."""
    path = book(folder)
    data, out = (folder / "book.xlsx").read_bytes(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in parts.namelist():
            made.writestr(name, change(parts.read(name)) if name == part else parts.read(name))
        for name, content in (more or {}).items():
            made.writestr(name, content)
    (folder / "book.xlsx").write_bytes(out.getvalue())
    return path


def into(before: bytes, text: bytes) -> Bytes:
    def change(part: bytes) -> bytes:
        assert before in part
        return part.replace(before, text + before, 1)

    return change


SHEET, BOOK, TYPES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a0 "ha">%s]><x>&a40;</x>' % b"".join(
    b'<!ENTITY a%d "&a%d;&a%d;&a%d;&a%d;">' % (n, n - 1, n - 1, n - 1, n - 1) for n in range(1, 41)
)


# --- what takes a reader down -----------------------------------------------------------------------------------------

ENDLESS: dict[str, tuple[str, Bytes]] = {
    "every cell merged": (SHEET, into(b"<pageMargins", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
    "entities of entities": (SHEET, lambda part: LAUGHS),
    "entities in the names of parts": (TYPES, lambda part: LAUGHS),
    "nested without end": (SHEET, into(b"</sheetData>", b"<row>" * 200_000)),
    "millions of cells": (
        SHEET,
        into(b"</sheetData>", b'<row r="9">' + b"<c><f>1+1</f></c>" * 1_700_000 + b"</row>"),
    ),
}


@pytest.mark.parametrize("way", ENDLESS)
def test_what_has_no_end_is_told_in_bounded_time(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_guard, "SECONDS", 4.0)
    monkeypatch.setattr(xlsx_guard, "MEMORY", 400_000_000)
    path = changed(tmp_path, *ENDLESS[way])
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refused(path).key in ("workbook", "too much", "too large")
    assert time.monotonic() - began < 15
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_what_is_nested_deeply_but_ends_is_told_or_read(tmp_path: Path) -> None:
    told(changed(tmp_path, SHEET, into(b"</sheetData>", b"<x>" * 200_000 + b"</x>" * 200_000)))


def test_a_cell_far_away_costs_nothing_and_is_no_reason_to_refuse(tmp_path: Path) -> None:
    def change(made: Any) -> None:
        made["S"]["XFD1048576"].font = Font(bold=True)

    began = time.process_time()
    Workbook(str(book(tmp_path, change)), Limits())
    assert time.process_time() - began < 3


# --- what is not seen at first sight ----------------------------------------------------------------------------------

RELATION = b'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '

HIDDEN: dict[str, tuple[str, Bytes, str]] = {
    "macros under another name": (
        TYPES, lambda part: part.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml"), "macros",
    ),
    "a program under another name": (
        TYPES, into(b"</Types>", b'<Override PartName="/xl/a.bin" ContentType="vnd.ms-office.vbaProject"/>'), "macros",
    ),
    "a link under another name": (
        "xl/_rels/workbook.xml.rels",
        into(b"</Relationships>", RELATION % b"externalLinkPath" + b'Target="file:///x.xlsx" TargetMode="External"/>'),
        "external",
    ),
    "a part that says it is a link": (
        TYPES, into(b"</Types>", b'<Override PartName="/x/y.xml" ContentType="a.spreadsheetml.externalLink+xml"/>'),
        "external",
    ),
    "a part in capitals": (SHEET, bytes, "external"),
}  # fmt: skip


@pytest.mark.parametrize("way", HIDDEN)
def test_what_hides_behind_a_name_is_found(way: str, tmp_path: Path) -> None:
    part, change, key = HIDDEN[way]
    more = {"XL/externallinks/ExternalLink1.xml": b"x"} if way == "a part in capitals" else {}
    assert refused(changed(tmp_path, part, change, more=more)).key == key


def test_a_link_to_click_on_leads_nowhere_by_itself(tmp_path: Path) -> None:
    def change(made: Any) -> None:
        made["S"]["C3"].hyperlink = "https://example.org/"

    Workbook(str(book(tmp_path, change)), Limits())


@pytest.mark.parametrize(
    "formula",
    ["@RAND()", "+RAND()", "-NOW()", "RAND ()", "_xlfn.ORG.LIBREOFFICE.RAND.NV()", "IF(1,{1,2},INDIRECT(A2))",
     "SUM(A1:OFFSET(A1,1,1))", "LET(x,RAND(),x)", "_xlfn._xlws.RANDARRAY()"],
)  # fmt: skip
def test_a_volatile_function_is_found_however_it_is_written(tmp_path: Path, formula: str) -> None:
    assert refused(book(tmp_path, put("C3", f"={formula}"))).key == "volatile"


def test_a_volatile_function_on_a_sheet_nobody_sees_is_found(tmp_path: Path) -> None:
    def change(made: Any) -> None:
        made.create_sheet("hidden")["A1"] = "=RAND()"
        made["hidden"].sheet_state = "veryHidden"
        made["S"].defined_names["n"] = DefinedName("n", attr_text="hidden!$A$1")

    assert refused(book(tmp_path, change)).key == "volatile"


def test_an_input_in_a_merged_cell_has_no_place_unless_it_is_the_first(tmp_path: Path) -> None:
    def change(made: Any) -> None:
        made["S"].merge_cells("A1:A2")

    assert refused(book(tmp_path, change)).key == "no cell"


# --- broken files -----------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_workbook_is_told_or_read_and_breaks_nothing(tmp_path: Path, data: st.DataObject) -> None:
    path = book(tmp_path)
    whole = bytearray((tmp_path / "book.xlsx").read_bytes())
    place = st.floats(0, 1, exclude_max=True).map(lambda share: int(share * len(whole)))
    match data.draw(st.sampled_from(["cut", "bytes", "swap"])):
        case "cut":
            whole = whole[: data.draw(place)]
        case "bytes":
            for _ in range(data.draw(st.integers(1, 8))):
                whole[data.draw(place)] = data.draw(st.integers(0, 255))
        case _:
            at, length = data.draw(place), data.draw(st.integers(1, 400))
            whole = whole[:at] + whole[at + length :] + whole[at : at + length]
    (tmp_path / "book.xlsx").write_bytes(whole)
    told(path)


def told(path: Path) -> None:
    """Whatever is wrong is a problem that can be told in both languages."""
    try:
        Workbook(str(path), Limits())
    except WorkbookProblem as problem:
        assert all(problem.told(language) for language in ("zh", "en"))
        assert len(problem.told("en")) < 1200


PARTS = st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml",
                         "xl/_rels/workbook.xml.rels", "_rels/.rels", "docProps/app.xml"])  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=PARTS, at=st.floats(0, 1), length=st.integers(0, 30), text=st.binary(max_size=12))
def test_a_part_changed_anywhere_is_told_or_read_and_breaks_nothing(
    tmp_path: Path, part: str, at: float, length: int, text: bytes
) -> None:
    def change(data: bytes) -> bytes:
        place = int(at * len(data))
        return data[:place] + text + data[place + length :]

    told(changed(tmp_path, part, change))


def test_an_encrypted_part_and_an_encrypted_file_are_no_workbooks(tmp_path: Path) -> None:
    path = book(tmp_path)
    data = bytearray((tmp_path / "book.xlsx").read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 1)
    (tmp_path / "book.xlsx").write_bytes(data)
    assert refused(path).key == "workbook"
    (tmp_path / "book.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    assert "不是 zip 文件" in refused(path).told("zh")


# --- mappings ---------------------------------------------------------------------------------------------------------

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
LIST = {"sheet": "S", "first": 5, "rows": 3, "columns": {"a": {"column": "C"}}}
CELLS = st.sampled_from(["S!A1", "S!B2", "S!A9999999", "S!ZZZ1", "'S'!$A$3", "T!A1", "S!A0", "", "S!XFD1048576", "A1"])


@st.composite
def mappings(draw: st.DrawFn) -> dict[str, Any]:
    """The mapping of a sound workbook in which one thing or several were replaced by anything."""
    found = {
        **MAPPING,
        "lists": {"l": LIST},
        "options": {"o": {"cell": "S!A4", "kind": "choice", "words": {"a": "b"}}},
        "refusals": [{"cell": "S!B1"}],
        "absences": {"unknown": "?"},
    }
    for name in draw(st.lists(st.sampled_from(sorted(found)), min_size=1, max_size=2)):
        match draw(st.sampled_from(["anything", "gone", "cell", "number", "inside"])):
            case "anything":
                found[name] = draw(ANY)
            case "gone":
                found.pop(name, None)
            case "cell":
                found["outputs"] = {draw(st.text(max_size=5)): {"cell": draw(CELLS)}}
                found["inputs"] = {draw(st.text(max_size=5)): {"cell": draw(CELLS)}}
            case "number":
                size = st.integers(-2, 10**12)
                found["lists"] = {"l": {**LIST, "first": draw(size), "rows": draw(size)}}
            case _ if isinstance(found.get(name), dict) and found[name]:
                found[name] = {**found[name], draw(st.sampled_from(sorted(found[name]))): draw(ANY)}
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mapping=mappings())
def test_any_mapping_is_told_or_read_and_breaks_nothing(tmp_path: Path, mapping: dict[str, Any]) -> None:
    path = book(tmp_path)
    path.write_text(write_yaml(mapping), "utf-8")
    told(path)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_what_is_hardly_a_text_is_no_mapping(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "book.yaml"
    path.write_bytes(text)
    assert refused(path).key == "mapping"


@pytest.mark.parametrize("name", ["\x00", "..", "x" * 5000, "/dev/zero", "/proc/self/mem", ""])
def test_a_workbook_that_is_no_file_is_told(tmp_path: Path, name: str) -> None:
    path = book(tmp_path, mapping={"workbook": name})
    assert refused(path).key in ("no file", "unreadable", "mapping", "workbook")


def test_a_mapping_of_more_cells_than_there_are_is_refused_before_the_workbook_is_read(tmp_path: Path) -> None:
    rows = {"sheet": "S", "first": 1, "rows": 100_000, "columns": {name: {"column": name} for name in "CDEFGH"}}
    assert refused(book(tmp_path, mapping={"lists": {"l": rows}})).key == "mapping"


# --- recalculated by LibreOffice --------------------------------------------------------------------------------------


def test_errors_circles_and_the_other_calendar_are_faults_or_days_and_never_numbers(tmp_path: Path) -> None:
    formulas = {
        "long": '=REPT("x",40000)',
        "circle": "=B11+1",
        "two": "=B13",
        "other": "=B12",
        "name": "=NO.SUCH.FUNCTION(1)",
        "reference": "=#REF!+1",
    }

    def change(made: Any) -> None:
        made.epoch = CALENDAR_MAC_1904
        for row, formula in enumerate(formulas.values(), 10):
            made["S"][f"B{row}"] = formula
        made["S"]["B20"] = "=A20+1"
        made["S"]["B20"].number_format = "yyyy-mm-dd"

    outputs = {name: {"cell": f"S!B{row}"} for row, name in enumerate(formulas, 10)}
    outputs["later"] = {"cell": "S!B20", "kind": "date"}
    mapping = {"outputs": outputs, "inputs": {"x": {"cell": "S!A2"}, "day": {"cell": "S!A20", "kind": "date"}}}
    carrier = Workbook(str(book(tmp_path, change, mapping)), Limits(seconds=60.0, start=120.0))
    inputs = {"x": {"value": "1", "unit": "1"}, "day": "2024-02-28"}
    asked = [protocol.Eval(seq="1", inputs=inputs, want=(name,)) for name in outputs]
    carrier.foresee(asked)
    answers = dict(zip(outputs, (protocol.decode(carrier.ask(one, 60)) for one in asked), strict=True))
    for name in formulas:
        assert isinstance(answers[name], protocol.Fault), (name, answers[name])
    later = answers["later"]
    assert isinstance(later, protocol.Value)
    assert later.outputs["later"].value == "2024-02-29"


def test_the_schema_of_a_mapping_still_has_all_its_names() -> None:
    assert {"canary", "inputs", "outputs"} <= set(xlsx_mapping.schema()["$defs"]["Mapping"]["properties"])
