"""`run` and `verify`: inputs from everywhere, results with units and clauses, refusals that say what to do."""

import json
from pathlib import Path

import pytest

from footrule.cli import exits
from tests.literate import head

FUELS = "fuels=[{fuel: coal, amount: 10 t}, {fuel: oil, amount: 2 t}]"


def footprint(ran):
    assert ran.code == exits.FINE, ran.err
    return ran.json["outputs"]["footprint"]["exact"]


def test_a_result_has_its_unit_and_clause(footrule, document):
    ran = footrule("run", "test/fuel@1", document)
    assert ran.code == exits.FINE
    (line,) = [line for line in ran.out.splitlines() if line.startswith("footprint")]
    assert "product carbon footprint" in line and "312 kgCO2e/t" in line and line.rstrip().endswith("§3")


def test_the_same_result_in_chinese(footrule, document):
    ran = footrule("run", "test/fuel@1", document, "--lang", "zh")
    assert "产品碳足迹" in ran.out and "所依据的最弱证据：草案" in ran.out


def test_inputs_come_from_a_file_of_json_or_yaml_or_from_standard_input(footrule, document, tmp_path):
    text = Path(document).read_text(encoding="utf-8")
    yaml = "fuels:\n  - {fuel: coal, amount: 10 t}\n  - {fuel: oil, amount: 2 t}\nproduction: 100 t\n"
    (tmp_path / "input.yaml").write_text(yaml, encoding="utf-8")
    assert footprint(footrule("run", "test/fuel@1", document, "--json")) == "312"
    assert footprint(footrule("run", "test/fuel@1", str(tmp_path / "input.yaml"), "--json")) == "312"
    assert footprint(footrule("run", "test/fuel@1", "-", "--json", stdin=text.encode())) == "312"
    assert footprint(footrule("run", "test/fuel@1", "-", "--json", stdin=yaml.encode())) == "312"


def test_single_values_win_over_the_file(footrule, document):
    assert footprint(footrule("run", "test/fuel@1", document, "--set", "production=50 t", "--json")) == "624"


def test_a_list_is_given_on_the_command_line(footrule):
    assert footprint(footrule("run", "test/fuel@1", "--set", FUELS, "--set", "production=100 t", "--json")) == "312"


def test_an_example_of_the_standard_is_run_by_its_name(footrule):
    assert footprint(footrule("run", "test/fuel@1", "--example", "Two fuels", "--json")) == "312"


def test_explain_shows_how_each_number_came_about(footrule, document):
    ran = footrule("run", "test/fuel@1", document, "--explain")
    told = ran.out.partition("how it came about")[2]
    assert "footprint" in told and "fuel_factor[coal].factor" in told and "§2" in told
    assert "trace" in footrule("run", "test/fuel@1", document, "--explain", "--json").json


def test_a_missing_input_is_named_with_its_label_and_clause_and_is_never_zero(footrule):
    ran = footrule("run", "test/fuel@1", "--set", "production=100 t")
    assert ran.code == exits.FINDINGS and ran.out == ""
    assert "fuels" in ran.err and "§2" in ran.err and "accepted:" in ran.err


def test_every_problem_is_told_at_once(footrule):
    ran = footrule("run", "test/fuel@1", "--set", "fuels=[{fuel: col, amount: 10 m3}]", "--set", "stranger=1", "--json")
    assert ran.code == exits.FINDINGS
    assert len({problem["path"] for problem in ran.json["refused"]}) == 4
    assert all(set(problem["message"]) == {"zh", "en"} for problem in ran.json["refused"])


@pytest.mark.parametrize(
    "text",
    [b"{", b"\xff\xfe", b"[" * 100_000, b'{"a": 1, "a": 2}', b"a: &x [*x]", b'{"production": NaN}', b"", b"7"],
    ids=range(8),
)
def test_a_document_that_is_none_is_unreadable_and_never_a_traceback(footrule, text):
    ran = footrule("run", "test/fuel@1", "-", stdin=text)
    assert ran.code == exits.UNREADABLE
    assert "Traceback" not in ran.err and ran.err


def test_text_of_the_document_cannot_drive_the_terminal(footrule):
    hostile = json.dumps({"fuels": "\x1b[2J\u202e[bold]x", "\x07name": 1}).encode()
    ran = footrule("run", "test/fuel@1", "-", stdin=hostile)
    assert ran.code == exits.FINDINGS
    assert not {"\x1b", "\x07", "\u202e"} & set(ran.err)
    assert "[bold]" in ran.err


def test_a_result_file_is_recomputed_to_the_same_digits(footrule, document, tmp_path):
    path = str(tmp_path / "result.json")
    assert footrule("run", "test/fuel@1", document, "--out", path).code == exits.FINE
    assert footrule("verify", path).code == exits.FINE
    assert footrule("verify", path, "--json").json == {"holds": True, "differences": [], "notes": []}


def test_a_result_file_that_was_touched_does_not_hold(footrule, document, tmp_path):
    path = tmp_path / "result.json"
    footrule("run", "test/fuel@1", document, "--out", str(path))
    path.write_text(path.read_text(encoding="utf-8").replace('"312"', '"311"'), encoding="utf-8")
    ran = footrule("verify", str(path))
    assert ran.code == exits.FINDINGS and "311" in ran.err and "312" in ran.err


def test_a_result_file_names_a_standard_of_the_library_and_never_a_path(footrule, document, tmp_path, library):
    path = tmp_path / "result.json"
    footrule("run", "test/fuel@1", document, "--out", str(path))
    elsewhere = str(library / "test/fuel/1.md")
    path.write_text(path.read_text(encoding="utf-8").replace('"test/fuel@1"', json.dumps(elsewhere)), encoding="utf-8")
    ran = footrule("verify", str(path), "--json")
    assert ran.code == exits.FINDINGS
    assert ran.json["differences"][0]["code"] == "R0402"


def test_a_result_by_a_file_of_ones_own_is_verified_by_that_file(footrule, document, tmp_path, library):
    own = tmp_path / "own.md"
    own.write_bytes((library / "test/fuel/1.md").read_bytes())
    path = str(tmp_path / "result.json")
    footrule("run", str(own), document, "--out", path)
    assert footrule("verify", path).code == exits.FINDINGS
    assert footrule("verify", path, "--by", str(own)).code == exits.FINE


@pytest.mark.parametrize("text", [b"{}", b"[]", b"{", b'{"result_file": 99}'], ids=range(4))
def test_what_is_no_result_file_is_unreadable(footrule, text):
    assert footrule("verify", "-", stdin=text).code == exits.UNREADABLE


def test_a_folder_that_cannot_be_written_to_is_named(footrule, document, tmp_path):
    (tmp_path / "file").write_text("")
    ran = footrule("run", "test/fuel@1", document, "--out", str(tmp_path / "file/result.json"))
    assert ran.code == exits.UNREADABLE and "cannot be written" in ran.err


PARTS = (
    head("PARTS", "部分", "Parts")
    + """
# PARTS

## 1 Grade {#1}

```rule
input load [%] between 0 % and 100 % "负荷" "load"
input claimed [t] at least 0 t "申报" "claimed"
input an_input_with_a_name_that_is_long_and_tells_all [t] at least 0 t "长名输入" "an input"
option strict: yes_no default yes may "从严" "be strict"
option wide one of a, b default a may "取宽" "which width"

rule factor [1] "系数" "factor"
    = 1  when load >= 50 %

rule result_with_a_name_that_is_long_and_tells_all [t] "名字很长的结果" "a result whose label is long too"
    = if wide is a then an_input_with_a_name_that_is_long_and_tells_all else 2 * claimed

output factor, result_with_a_name_that_is_long_and_tells_all
report claimed, strict
require claimed <= 10 t else "申报过多" "too much claimed"
```

## 2 Low load {#2}

```rule
rule factor
    = if strict then 2 else 1  when load < 50 %
```
"""
)


@pytest.fixture
def parts(library):
    path = library / "test/parts/1.md"
    path.parent.mkdir(parents=True)
    path.write_text(PARTS, encoding="utf-8")
    return "test/parts@1"


@pytest.mark.parametrize(("load", "clause"), [("60 %", "§1"), ("40 %", "§2")])
def test_a_result_names_the_clause_of_the_case_that_was_taken(footrule, parts, load, clause):
    ran = footrule("run", parts, "--set", f"load={load}", "--want", "factor")
    assert ran.code == exits.FINE, ran.err
    (line,) = [line for line in ran.out.splitlines() if line.startswith("factor")]
    assert line.rstrip().endswith(clause)
    found = footrule("run", parts, "--set", f"load={load}", "--want", "factor", "--json").json
    assert found["outputs"]["factor"]["clause"] == clause.removeprefix("§")


def test_a_part_that_is_asked_for_shows_itself_its_options_and_how_much_is_unchecked(footrule, parts):
    ran = footrule("run", parts, "--set", "load=40 %", "--want", "factor")
    assert "strict" in ran.out and "wide" not in ran.out
    assert "to be reported" not in ran.out and "too much claimed" not in ran.out
    assert "requirements not checked: 1" in ran.out


def test_a_whole_result_shows_what_a_declaration_must(footrule, parts):
    given = ("load=60 %", "claimed=3 t", "an_input_with_a_name_that_is_long_and_tells_all=4 t")
    ran = footrule("run", parts, *(part for one in given for part in ("--set", one)))
    assert "to be reported" in ran.out and "wide" in ran.out


def test_long_names_and_labels_stand_below_each_other_and_are_not_squeezed(footrule, parts, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    given = ("load=60 %", "claimed=3 t", "an_input_with_a_name_that_is_long_and_tells_all=4 t")
    lines = footrule("run", parts, *(part for one in given for part in ("--set", one))).out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("result_with_a_name"))
    assert "4 t" in lines[at] and lines[at].rstrip().endswith("§1")
    assert lines[at + 1].startswith("  a result whose label is long too")
    assert all(len(line) <= 80 for line in lines)
