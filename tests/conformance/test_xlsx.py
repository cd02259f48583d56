"""What LibreOffice really recalculates: every question in a fresh copy, every cell read for what it is."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook as Book
from openpyxl import load_workbook

from footrule.conformance import protocol
from footrule.conformance.carriers import CarrierFault, Limits, open_carrier, xlsx_office
from footrule.conformance.carriers.xlsx import Workbook
from footrule.conformance.carriers.xlsx_filling import filled
from footrule.conformance.carriers.xlsx_results import read_number
from footrule.conformance.cases import write_yaml
from footrule.conformance.runner import Settings, run
from footrule.conformance.templates import catena_x_pds_dqr, starter
from tests.conformance.subjects import CATENA, reference_tool, suite

LIMITS = Limits(seconds=60.0, start=120.0)

FORMULAS = {
    "sum": "=A2+A3",
    "third": "=A2/3",
    "error": "=A2/0",
    "missing": "=NA()",
    "empty": '=""',
    "word": '="unknown"',
    "absent": '="n/a"',
    "text": '="twelve"',
    "truth": "=A2>0",
    "day": "=DATE(2024,2,28)+A2",
    "choice": '=IF(A2>0,"hoch","tief")',
    "blank": "=IF(ISBLANK(A4),1,0)",
    "length": "=LEN(A5)",
    "later": "=A6+1",
}
KINDS = {"truth": "truth", "day": "date", "choice": "choice", "later": "date"}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    folder = tmp_path_factory.mktemp("xlsx")
    made: Any = Book()
    sheet = made.active
    sheet.title = "S"
    sheet["B1"] = "=A1+1"
    outputs: dict[str, Any] = {}
    for row, (name, formula) in enumerate(FORMULAS.items(), 2):
        sheet[f"B{row}"] = formula
        outputs[name] = {"cell": f"S!B{row}", "kind": KINDS.get(name, "quantity"), "unit": "kg"}
        if KINDS.get(name) == "date":
            sheet[f"B{row}"].number_format = "yyyy-mm-dd"
    outputs["choice"]["words"] = {"high": "hoch", "low": "tief"}
    for row in range(10, 14):
        sheet[f"D{row}"] = f"=C{row}*2"
    outputs["double(#)"] = {"list": "rows", "column": "D", "unit": "kg"}
    sheet["F1"] = '=IF(A2>1000,"too much","")'
    made.save(folder / "book.xlsx")
    mapping = {
        "mapping": 1, "workbook": "book.xlsx", "name": "a book", "canary": {"write": "S!A1", "read": "S!B1"},
        "inputs": {"a": {"cell": "S!A2", "unit": "kg"}, "b": {"cell": "S!A3", "unit": "kg"},
                   "c": {"cell": "S!A4", "unit": "kg"}, "t": {"cell": "S!A5", "kind": "text"},
                   "d": {"cell": "S!A6", "kind": "date"}},
        "lists": {"rows": {"sheet": "S", "first": 10, "rows": 4, "columns": {"x": {"column": "C", "unit": "kg"}}}},
        "only": {"way": ["first"]}, "ignored": ["colour"],
        "outputs": outputs, "refusals": [{"cell": "S!F1", "phase": "requirement", "codes": ["R0301"]}],
        "absences": {"unknown": "unknown", "not_applicable": "n/a"},
    }  # fmt: skip
    (folder / "book.yaml").write_text(write_yaml(mapping), "utf-8")
    carrier = open_carrier(f"xlsx:{folder / 'book.yaml'}", LIMITS)
    assert isinstance(carrier, Workbook)
    return carrier


def kg(digits: str) -> dict[str, str]:
    return {"value": digits, "unit": "kg"}


def question(inputs: Mapping[str, Any], *want: str) -> protocol.Eval:
    return protocol.Eval(seq="1", inputs={"a": kg("0.1"), "b": kg("0.2"), **inputs}, want=want)


def asked(book: Workbook, *questions: protocol.Eval) -> list[protocol.FromTool]:
    book.foresee(questions)
    return [protocol.decode(book.ask(one, 60)) for one in questions]


def _questions() -> dict[str, protocol.Eval]:
    """All that is asked of the one book, so that LibreOffice starts once."""
    items = {"rows": [{"x": kg("1")}, {"x": kg("2.5")}]}
    return {
        **{name: question({}, name) for name in FORMULAS},
        "blank: left out": question({}, "blank"),
        "blank: null": question({"c": None}, "blank"),
        "blank: zero": question({"c": kg("0")}, "blank"),
        "text like a formula": question({"t": "=1+1"}, "length"),
        "day after": question({"d": "2024-02-28"}, "later"),
        **{f"item {at}": question(items, f"double(#{at})") for at in (1, 2, 3)},
        "too much": question({"a": kg("1001")}),
        "not too much": question({"c": kg("1")}),
        "ignored, judged": question({"colour": "red"}, "sum"),
        "ignored, unjudged": question({"colour": "red"}),
    }


@pytest.fixture(scope="module")
def answers(book: Workbook) -> dict[str, protocol.FromTool]:
    questions = _questions()
    return dict(zip(questions, asked(book, *questions.values()), strict=True))


def value(found: protocol.FromTool) -> protocol.Given:
    assert isinstance(found, protocol.Value), found
    return next(iter(found.outputs.values()))


def test_a_number_is_read_to_fifteen_digits_whatever_the_double_behind_it(answers: dict[str, Any]) -> None:
    assert value(answers["sum"]) == protocol.Given("quantity", "0.3", "kg")
    assert value(answers["third"]).value == "0.0333333333333333"


@pytest.mark.parametrize(
    ("stored", "told"),
    [(0.1 + 0.2, "0.3"), (2 / 3, "0.666666666666667"), (12, "12"), (1e-300, "1E-300"), (2**60, "1152921504606850000")],
)  # fmt: skip
def test_the_rule_of_reading_does_not_depend_on_who_wrote_the_file(stored: float, told: str) -> None:
    assert read_number(stored) == Decimal(told)


@pytest.mark.parametrize(
    ("name", "told"), [("error", "#DIV/0!"), ("missing", "#N/A"), ("empty", "empty"), ("text", "twelve")]
)
def test_what_is_no_number_is_a_fault_and_never_zero(answers: dict[str, Any], name: str, told: str) -> None:
    found = answers[name]
    assert isinstance(found, protocol.Fault)
    assert told in found.message_text


def test_the_words_for_absence_are_absences(answers: dict[str, Any]) -> None:
    assert value(answers["word"]).kind == "unknown"
    assert value(answers["absent"]).kind == "not_applicable"


def test_truths_dates_and_choices_are_told_as_such(answers: dict[str, Any]) -> None:
    assert value(answers["truth"]) == protocol.Given("truth", "true")
    assert value(answers["choice"]) == protocol.Given("choice", "high")
    assert value(answers["day"]).value == "2024-02-28"


def test_an_input_that_is_left_out_is_an_empty_cell_and_not_zero(answers: dict[str, Any]) -> None:
    assert [value(answers[f"blank: {told}"]).value for told in ("left out", "null", "zero")] == ["1", "1", "0"]


def test_text_that_looks_like_a_formula_stays_text_and_a_date_is_a_day(answers: dict[str, Any]) -> None:
    assert [value(answers[told]).value for told in ("text like a formula", "day after")] == ["4", "2024-02-29"]


def test_every_item_of_a_list_has_its_row(answers: dict[str, Any]) -> None:
    assert [value(answers[told]).value for told in ("item 1", "item 2")] == ["2", "5"]
    assert isinstance(answers["item 3"], protocol.Unsupported)


def test_a_text_in_a_refusing_cell_is_a_refusal(answers: dict[str, Any]) -> None:
    refused = answers["too much"]
    assert isinstance(refused, protocol.Reject)
    assert (refused.phase, refused.codes, refused.message_text) == ("requirement", ("R0301",), "too much")
    assert isinstance(answers["not too much"], protocol.Value)


@pytest.mark.parametrize(
    "inputs",
    [
        {"z": kg("1")},
        {"c": {"value": "1", "unit": "t"}},
        {"c": kg("0.1234567890123456")},
        {"c": kg("NaN")},
        {"c": kg("1e400")},
        {"c": "much"},
        {"d": "2023-02-29"},
        {"t": "\x00"},
        {"rows": [{"x": kg("1")}] * 5},
        {"rows": [{"y": kg("1")}]},
        {"rows": "3"},
        {"way": "second"},
    ],
    ids=str,
)
def test_what_has_no_place_is_unsupported_without_a_start_of_libreoffice(
    book: Workbook, inputs: dict[str, Any]
) -> None:
    (found,) = asked(book, question(inputs, "sum"))
    assert isinstance(found, protocol.Unsupported)
    assert found.capability


def test_acceptance_is_not_judged_where_an_ignored_input_is_given(answers: dict[str, Any]) -> None:
    assert isinstance(answers["ignored, judged"], protocol.Value)
    assert isinstance(answers["ignored, unjudged"], protocol.Unsupported)


def test_the_digest_is_that_of_the_untouched_workbook(book: Workbook) -> None:
    ready = json.loads(book.ask(protocol.Hello(1), 1))
    assert ready["digest"] == "sha256:" + hashlib.sha256(book.workbook.read_bytes()).hexdigest()


def test_values_stored_in_the_file_are_not_believed_and_a_broken_copy_leaves_the_others_alone(
    book: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy whose stored sum is wrong, and one that is cut off, before a good one, in more than one start."""
    monkeypatch.setattr(xlsx_office, "_MOST_TOGETHER", 2)
    (made,) = book.office.recalculate([filled(book.data, book.mapping, question({}, "sum"), 41)], 60)
    assert isinstance(made, bytes)
    stale = _with_stored_sum(made, b"777")
    again, broken, good = book.office.recalculate([stale, made[:200], made], 60)
    assert isinstance(broken, CarrierFault)
    for found in (again, good):
        assert isinstance(found, bytes)
        assert load_workbook(io.BytesIO(found), data_only=True)["S"]["B2"].value == 0.3


def test_where_time_runs_out_every_copy_is_told_so_and_the_next_start_is_sound(book: Workbook) -> None:
    office = xlsx_office.Office(Limits(seconds=0.01, start=0.0))
    found = office.recalculate([book.data] * 3, 0.01)
    assert [one.trouble for one in found if isinstance(one, CarrierFault)] == ["timeout"] * 3
    office.limits = LIMITS
    (again,) = office.recalculate([book.data], 60)
    assert isinstance(again, bytes)


def _with_stored_sum(data: bytes, digits: bytes) -> bytes:
    """A workbook of LibreOffice's with another number stored beside the formula of the sum."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(out, "w") as changed:
        for name in parts.namelist():
            part = parts.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part, count = re.subn(rb"(</f>)<v>0\.3</v>", rb"\1<v>" + digits + b"</v>", part)
                assert count == 1
            changed.writestr(name, part)
    return out.getvalue()


def test_a_canary_that_does_not_change_is_a_fault(tmp_path: Path, book: Workbook) -> None:
    made = load_workbook(book.workbook)
    made["S"]["B1"] = "=IF(A1>100,42,A1+1)"
    made.save(tmp_path / "book.xlsx")
    (tmp_path / "book.yaml").write_text(book.path.read_text("utf-8"), "utf-8")
    other = Workbook(str(tmp_path / "book.yaml"), LIMITS)
    with pytest.raises(CarrierFault, match="canary"):
        other.ask(question({}, "sum"), 60)


def test_a_copy_that_takes_too_long_costs_its_own_time_only(book: Workbook) -> None:
    """Time for none of them: the first is out of time, and so is the start after it; nothing hangs, nothing raises."""
    hurried = Workbook(str(book.path), Limits(seconds=0.01, start=0.0))
    found = hurried.office.recalculate([book.data] * 3, 0.01)
    assert [one.trouble for one in found if isinstance(one, CarrierFault)] == ["timeout"] * 3


def test_the_starter_adds_up_and_an_unknown_factor_makes_the_total_unknown() -> None:
    carrier = Workbook(str(starter.HERE / "starter.yaml"), LIMITS)

    def flow(activity: str, factor: str | None) -> dict[str, Any]:
        return {"activity": kg(activity), "factor": None if factor is None else {"value": factor, "unit": "kgCO2e/kg"}}

    def of(*flows: dict[str, Any]) -> protocol.Eval:
        return protocol.Eval(seq="1", inputs={"flows": list(flows)}, want=("total", "emission(#1)"))

    known, unknown, negative = asked(
        carrier, of(flow("2", "1.5"), flow("10", "0")), of(flow("2", "1.5"), flow("10", None)), of(flow("-2", "1.5"))
    )
    assert isinstance(known, protocol.Value)
    assert [one.value for one in known.outputs.values()] == ["3", "3"]
    assert value(unknown).kind == "unknown"
    assert isinstance(negative, protocol.Reject)


@pytest.mark.parametrize("subject", [starter, catena_x_pds_dqr])
def test_the_committed_workbooks_are_what_their_programs_write(subject: Any, tmp_path: Path) -> None:
    name = subject.__name__.rpartition(".")[2]
    committed, made = load_workbook(subject.HERE / f"{name}.xlsx"), load_workbook(subject.build(tmp_path / "made.xlsx"))

    def cells(found: Any) -> dict[tuple[str, str], Any]:
        return {(sheet.title, cell.coordinate): cell.value for sheet in found for row in sheet for cell in row}

    assert cells(committed) == cells(made)


def test_the_spreadsheet_of_catena_x_shares_and_ratings_passes_all_it_can_express() -> None:
    carrier = open_carrier(f"xlsx:{catena_x_pds_dqr.HERE / 'catena_x_pds_dqr.yaml'}", LIMITS)
    found = run(suite(CATENA), carrier, Settings(limits=LIMITS, reference=reference_tool(CATENA)))
    assert [(each.id, each.outcome, each.actual, each.detail) for each in found.records if each.fails] == []
    outcomes = {each.id: each.outcome for each in found.records}
    assert found.attempted.passed == found.attempted.of >= 20
    for example in ("example.cx4-fig17-dqr-pds-negative", "example.cx4-table5-primary-data-share"):
        assert outcomes[example] in ("pass", "pass-within-print")
        assert outcomes[f"{example}#twin"] in ("pass", "pass-within-print")
    assert all(each.detail for each in found.records if each.outcome == "unsupported")


def test_a_spreadsheet_on_net_weights_fails(tmp_path: Path) -> None:
    """The mistake of Figure 17, made in the workbook: the weights are not absolute."""
    made = load_workbook(catena_x_pds_dqr.HERE / "catena_x_pds_dqr.xlsx")
    for row in range(catena_x_pds_dqr.FIRST, catena_x_pds_dqr.LAST + 1):
        cell = made["Calculation"][f"C{row}"]
        cell.value = cell.value.replace("ABS(", "(")
    made.save(tmp_path / "catena_x_pds_dqr.xlsx")
    mapping = (catena_x_pds_dqr.HERE / "catena_x_pds_dqr.yaml").read_text("utf-8")
    (tmp_path / "wrong.yaml").write_text(mapping, "utf-8")
    only = frozenset({"example.cx4-fig17-dqr-pds-negative"})
    carrier = open_carrier(f"xlsx:{tmp_path / 'wrong.yaml'}", LIMITS)
    found = run(suite(CATENA), carrier, Settings(limits=LIMITS, only=only, reference=reference_tool(CATENA)))
    assert [each.outcome for each in found.records] == ["fail-value"]
    assert found.records[0].clause == "7.2.4"


def test_a_copy_that_calculates_without_end_costs_its_own_time_and_nothing_of_the_others(tmp_path: Path) -> None:
    made: Any = Book()
    sheet = made.active
    for row in range(1, 2_001):
        sheet[f"B{row}"] = "=IF($A$1>0,SUMPRODUCT(SIN(ROW($1:$1000000)*$A$1)),0)"
    copies = []
    for value in (0, 1, 0):
        sheet["A1"] = value
        made.save(tmp_path / "book.xlsx")
        copies.append((tmp_path / "book.xlsx").read_bytes())
    found = xlsx_office.Office(LIMITS).recalculate(copies, 5)
    assert [one.trouble if isinstance(one, CarrierFault) else "" for one in found] == ["", "timeout", ""]
