"""Each command on a small library: what it gives, in words and as JSON."""

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from footrule.cli import exits
from footrule.cli.parameters import complete_reference


def test_list_names_every_edition_with_what_it_is(footrule):
    ran = footrule("list", "--json")
    rows = {row["id"]: row for row in ran.json["standards"]}
    assert set(rows) == {"test/fuel@1", "test/broken@1"}
    assert rows["test/fuel@1"] | {"digest": ""} == {
        "id": "test/fuel@1",
        "number": "FUEL",
        "edition": "1",
        "title": {"zh": "新标准", "en": "New standard"},
        "level": "enterprise",
        "status": "draft",
        "examples": 1,
        "calculates": True,
        "broken": False,
        "digest": "",
    }
    assert rows["test/broken@1"]["broken"] is True


def test_list_is_a_table_in_the_readers_language(footrule):
    assert "新标准" in footrule("list", "--lang", "zh").out
    english = footrule("list").out
    assert "New standard" in english and "has errors" in english and "2 editions" in english


def test_check_of_a_clean_standard_is_one_line(footrule):
    ran = footrule("check", "test/fuel@1")
    assert (ran.code, ran.out) == (exits.FINE, "standards checked: 1; errors: 0; warnings: 0; notes: 0\n")


def test_check_shows_every_finding_at_its_line(footrule):
    ran = footrule("check", "--all")
    assert ran.code == exits.FINDINGS
    assert "amout" in ran.out and "1.md:" in ran.out and "^^^" in ran.out
    assert "errors: 1" in ran.out


def test_check_as_json_places_each_finding(footrule):
    ran = footrule("check", "test/broken@1", "--format", "json")
    (standard,) = ran.json["standards"]
    assert standard["compiles"] is False
    (finding,) = [one for one in standard["diagnostics"] if one["severity"] == "error"]
    assert finding["clause"] == "3" and set(finding["message"]) == {"zh", "en"}
    assert ran.json["errors"] == 1


def test_check_annotates_a_change_for_continuous_integration(footrule):
    ran = footrule("check", "test/broken@1", "--format", "github")
    assert ran.out.startswith("::error file=")
    assert ran.code == exits.FINDINGS


def test_a_standard_is_checked_by_its_path(footrule, library):
    assert footrule("check", str(library / "test/fuel/1.md")).code == exits.FINE


def test_fmt_writes_once_and_then_has_nothing_to_do(footrule, library):
    path = library / "test/fuel/1.md"
    path.write_text(path.read_text(encoding="utf-8").replace("= sum(", "=    sum( "), encoding="utf-8")
    assert footrule("fmt", "--check", str(path)).code == exits.FINDINGS
    assert footrule("fmt", str(path)).code == exits.FINE
    assert footrule("fmt", "--check", str(path)).code == exits.FINE
    assert "= sum(f.amount" in path.read_text(encoding="utf-8")


def test_fmt_turns_keywords_into_chinese_and_back(footrule, library):
    path = library / "test/fuel/1.md"
    footrule("fmt", str(path))
    english = path.read_text(encoding="utf-8")
    footrule("fmt", "--keywords", "zh", str(path))
    assert "求和(" in path.read_text(encoding="utf-8")
    footrule("fmt", "--keywords", "en", str(path))
    assert path.read_text(encoding="utf-8") == english


def test_fmt_leaves_what_it_cannot_read_and_says_so(footrule, library):
    path = library / "test/fuel/1.md"
    text = path.read_text(encoding="utf-8").replace("output footprint", "output ((")
    path.write_text(text, encoding="utf-8")
    ran = footrule("fmt", str(path))
    assert ran.code == exits.FINDINGS and "cannot be read" in ran.err
    assert "output ((" in path.read_text(encoding="utf-8")


def test_fmt_refuses_bytes_that_are_no_text(footrule, tmp_path):
    path = tmp_path / "x.md"
    path.write_bytes(b"\xff\xfe\x00")
    assert footrule("fmt", str(path)).code == exits.UNREADABLE
    assert path.read_bytes() == b"\xff\xfe\x00"


@pytest.mark.parametrize("name", ["parse", "names", "desugar", "types", "lower"])
def test_show_prints_the_standard_after_each_pass(footrule, name):
    ran = footrule("show", "test/fuel@1", "--after", name)
    assert ran.code == exits.FINE and "footprint" in ran.out


@pytest.mark.parametrize("name", ["parse", "names", "desugar", "types", "lower"])
def test_show_prints_one_rule(footrule, name):
    ran = footrule("show", "test/fuel@1", "--after", name, "--rule", "footprint")
    assert "footprint" in ran.out and "boundary" not in ran.out and "declared unit" not in ran.out


def test_show_of_a_rule_that_is_not_there_is_refused(footrule):
    assert footrule("show", "test/fuel@1", "--rule", "nothing").code == exits.USAGE


@pytest.mark.parametrize(
    "arguments", [["test/fuel@1"], ["test/fuel@1", "--result"], ["--compiled-form"], ["--result-file"]], ids=" ".join
)
def test_a_schema_is_a_valid_schema(footrule, arguments):
    Draft202012Validator.check_schema(footrule("schema", *arguments).json)


def test_the_schema_accepts_the_example_and_refuses_a_stranger(footrule, document):
    validator = Draft202012Validator(footrule("schema", "test/fuel@1").json)
    inputs = json.loads(Path(document).read_text(encoding="utf-8"))
    assert validator.is_valid({"inputs": inputs})
    assert not validator.is_valid({"inputs": {**inputs, "stranger": 1}})


def test_explain_tells_what_a_rule_is_and_where_it_stands(footrule):
    ran = footrule("explain", "test/fuel@1", "footprint")
    assert "product carbon footprint" in ran.out
    assert "test/fuel@1 §3" in ran.out
    assert "The footprint is the emission of all fuels" in ran.out
    assert "/ production" in ran.out
    assert "uses: fuels, fuel_factor, production" in ran.out


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("footprint", "rule"),
        ("production", "input"),
        ("fuels", "list"),
        ("fuels.amount", "input"),
        ("fuel_factor", "table"),
        ("fuel", "enumeration"),
    ],
)
def test_explain_knows_every_kind_of_name(footrule, name, kind):
    told = footrule("explain", "test/fuel@1", name, "--json").json
    assert (told["name"], told["kind"], told["standard"]) == (name, kind, "test/fuel@1")
    assert told["passages"][0]["written"]


def test_explain_with_inputs_tells_how_the_value_came_about(footrule, document):
    ran = footrule("explain", "test/fuel@1", "footprint", document)
    assert "= 312 kgCO2e/t" in ran.out and "fuels[0].amount" in ran.out
    told = footrule("explain", "test/fuel@1", "footprint", document, "--json").json
    assert told["explanation"][0]["name"] == "footprint"


@pytest.mark.parametrize("code", ["F0101", "R0206", "r0206"])
def test_explain_tells_what_a_code_means(footrule, code):
    ran = footrule("explain", code)
    assert ran.code == exits.FINE and code.upper() in ran.out
    assert "{" not in ran.out.partition("a bad file")[0]
    told = footrule("explain", code, "--json").json
    assert set(told) == {"code", "severity", "message", "why", "help", "bad", "good"}


def test_test_compares_every_printed_result(footrule):
    ran = footrule("test", "test/fuel@1", "--every")
    assert ran.code == exits.FINE
    assert "312 kgCO2e/t" in ran.out and "agrees" in ran.out and "§3" in ran.out
    assert "1 examples: 1 agree" in ran.out


def test_test_leaves_out_what_was_made_for_the_library_and_agrees(footrule):
    ran = footrule("test", "test/fuel@1")
    assert "312 kgCO2e/t" not in ran.out and "in agreement: 1" in ran.out


def test_test_ends_with_findings_where_a_printed_result_does_not_follow(footrule, library):
    path = library / "test/fuel/1.md"
    path.write_text(path.read_text(encoding="utf-8").replace("footprint: 312", "footprint: 313"), encoding="utf-8")
    ran = footrule("test", "test/fuel@1")
    assert ran.code == exits.FINDINGS and "fails" in ran.out
    counts = footrule("test", "test/fuel@1", "--json").json["counts"]
    assert (counts["agrees"], counts["fails"]) == (0, 1)


def test_build_writes_a_package(footrule, tmp_path):
    ran = footrule("build", "test/fuel@1", "--target", "python", "--out", str(tmp_path / "package"))
    assert ran.code == exits.FINE
    tomllib.loads((tmp_path / "package/pyproject.toml").read_text(encoding="utf-8"))


def test_a_standard_with_errors_is_not_used_and_its_errors_are_shown(footrule, tmp_path):
    for arguments in (
        ["build", "--out", str(tmp_path / "x")],
        ["run", "--set", "production=1 t"],
        ["schema"],
        ["test"],
    ):
        ran = footrule(arguments[0], "test/broken@1", *arguments[1:])
        assert ran.code == exits.FINDINGS, arguments
        assert "amout" in ran.err and ran.out == "", arguments


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("template", ["product", "small"])
def test_a_new_standard_checks_clean_and_its_example_agrees(footrule, tmp_path, template, language):
    given = ("--template", template, "--lang", language, "--out", str(tmp_path / "own"))
    ran = footrule("new", "cn/my-rule@2025-draft", *given)
    path = tmp_path / "own/cn/my-rule/2025-draft.md"
    assert ran.code == exits.FINE and str(path) in ran.out.replace("\n", "")
    checked = footrule("check", str(path), "--json").json
    assert checked["standards"][0]["diagnostics"] == []
    assert footrule("test", str(path), "--json").json["counts"]["agrees"] == 1
    assert footrule("fmt", "--check", str(path)).code == exits.FINE


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_new_product_standard_carries_every_section_of_the_guideline(footrule, tmp_path, language):
    footrule("new", "cn/my-rule@2025", "--lang", language)
    path = str(tmp_path / "cn/my-rule/2025.md")
    clauses = {
        "zh": ["范围", "声明单位", "系统边界", "取舍", "数据", "电力", "分配", "清单", "报告", "算例"],
        "en": ["Scope", "Declared unit", "System boundary", "Cut-off", "Data", "Electricity", "Allocation", "Inventory",
               "Report", "Worked example"],
    }  # fmt: skip
    text = Path(path).read_text(encoding="utf-8")
    assert [title for title in clauses[language] if f" {title} {{#" not in text] == []
    assert "GB/T 24067" in text and "温室气体 产品碳足迹量化方法与要求" in text
    # the guideline's own lints find nothing amiss, and every property is proved
    proved = footrule("prove", path, "--profile", "guideline", "--json")
    assert proved.code == exits.FINE
    (standard,) = proved.json["standards"]
    assert {verdict["status"] for verdict in standard["verdicts"]} <= {"proved", "noted"}


def test_a_template_that_is_none_says_which_there_are(footrule):
    ran = footrule("new", "cn/my-rule@1", "--template", "big")
    assert ran.code == exits.USAGE and "product, small" in ran.err


def test_new_never_overwrites(footrule, tmp_path):
    footrule("new", "cn/my-rule@1")
    before = (tmp_path / "cn/my-rule/1.md").read_bytes()
    assert footrule("new", "cn/my-rule@1", "--lang", "zh").code == exits.USAGE
    assert (tmp_path / "cn/my-rule/1.md").read_bytes() == before


def test_standards_names_are_completed(library):
    assert complete_reference("test/f") == ["test/fuel@1"]


def test_docs_makes_a_site_that_tells_of_this_very_command_line(footrule, tmp_path):
    out = tmp_path / "site"
    ran = footrule("docs", "test/fuel@1", "--out", str(out), "--json")
    assert ran.code == exits.FINE, ran.err
    assert (out / "index.html").is_file() and ran.json["index"] == str(out / "index.html")
    pages = {language: (out / "markdown/docs" / language / "reference/commands.md") for language in ("zh", "en")}
    assert "逐位核对" in pages["zh"].read_text(encoding="utf-8")
    assert "every digit" in pages["en"].read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_docs_of_an_edition_with_errors_shows_its_findings_and_text_and_says_so(footrule, tmp_path, language):
    out = tmp_path / "site"
    ran = footrule("docs", "test/fuel@1", "test/broken@1", "--out", str(out), "--lang", language)
    assert ran.code == exits.FINDINGS
    assert "test/broken@1" in ran.err and "test/fuel@1" not in ran.err
    assert (out / "standards/test/fuel/1/calculator.html").is_file()
    root = out if language == "zh" else out / "en"
    page = (root / "standards/test/broken/1/index.html").read_text(encoding="utf-8")
    assert "amout" in page and "The footprint is the emission of all fuels" in page
    assert not (root / "standards/test/broken/1/calculator.html").exists()
    assert "test/broken/1/index.html" in (root / "library.html").read_text(encoding="utf-8")


def test_docs_never_overwrites_a_folder_of_somebody_else(footrule, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear")
    ran = footrule("docs", "test/fuel@1", "--out", str(tmp_path / "mine"))
    assert ran.code == exits.FINDINGS and "nothing was written" in ran.err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]
