"""One finding in four forms: for people, as JSON, as SARIF for code hosts, as annotations of a change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from footrule.cli import exits
from tests.literate import GAP

SCHEMA = json.loads(Path(__file__).with_name("sarif-2.1.0.json").read_text(encoding="utf-8"))


@pytest.fixture
def gap(library):
    path = library / "test/gap/1.md"
    path.parent.mkdir()
    path.write_text(GAP, encoding="utf-8")
    return "test/gap@1"


def test_every_sarif_log_keeps_to_the_schema_of_the_standard(footrule, gap):
    for arguments in (("check", "--all"), ("check", "test/fuel@1"), ("prove", gap), ("check", "--all", "--lang", "zh")):
        log = footrule(*arguments, "--format", "sarif").json
        assert list(Draft4Validator(SCHEMA).iter_errors(log)) == []


def test_a_sarif_result_names_rule_level_line_and_clause(footrule):
    ran = footrule("check", "test/broken@1", "--format", "sarif")
    assert ran.code == exits.FINDINGS
    (run,) = ran.json["runs"]
    result = next(one for one in run["results"] if one["level"] == "error")
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"]
    place = result["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"].endswith("library/test/broken/1.md")
    assert place["physicalLocation"]["region"]["startLine"] > 1
    assert place["logicalLocations"] == [{"fullyQualifiedName": "test/broken@1 §3", "kind": "clause"}]


def test_a_sarif_result_of_a_proof_holds_the_counterexample_in_both_languages(footrule, gap):
    (run,) = footrule("prove", gap, "--format", "sarif").json["runs"]
    result = next(one for one in run["results"] if one["ruleId"] == "F0501")
    note = result["properties"]["notes"][0]
    assert note["text"]["zh"].startswith("```算例") and "scrap: 20 %" in note["text"]["en"]


def test_a_proof_is_told_with_its_counterexample_in_the_readers_language(footrule, gap):
    zh, en = footrule("prove", gap, "--lang", "zh").out, footrule("prove", gap).out
    assert "规则 `factor` 有缺口" in zh and "反例，可以作为算例贴入" in zh
    assert "rule `factor` has a gap" in en and "counterexample, ready to be pasted as an example" in en
    assert "scrap “scrap share” = 20 %  [input, test/gap@1 §1]" in en


def test_a_json_finding_holds_the_counterexample(footrule, gap):
    (standard,) = footrule("prove", gap, "--json").json["standards"]
    finding = next(one for one in standard["diagnostics"] if one["code"] == "F0501")
    assert finding["notes"][0]["title"]["zh"] == "反例，可以作为算例贴入"
    assert standard["verdicts"] and standard["compiles"]


def test_an_annotation_names_file_lines_columns_and_clause_on_one_line(footrule, gap):
    ran = footrule("prove", gap, "--format", "github")
    (first,) = [row for row in ran.out.splitlines() if row.startswith("::error")]
    head, _, told = first.removeprefix("::error ").partition("::")
    fields = dict(field.split("=", 1) for field in head.split(","))
    assert (fields["line"], fields["endLine"], fields["col"]) == ("14", "14", "1")
    assert fields["title"] == "F0501 §1"
    assert "%0A" in told and "\n" not in told


def test_check_tells_lints_and_cheap_properties_without_a_proof(footrule, library):
    text = GAP.replace("= 1 when scrap < 20 %", "= 1 when scrap <= 20 %").replace(
        "= 2 when scrap > 20 %", "= 2 when scrap >= 20 %"
    )
    path = library / "test/gap/1.md"
    path.parent.mkdir()
    unused = '"scrap share"\ninput colour: text "颜色" "colour"'
    path.write_text(text.replace('"scrap share"', unused), encoding="utf-8")
    ran = footrule("check", "test/gap@1", "--json")
    assert {one["code"] for one in ran.json["standards"][0]["diagnostics"]} == {"F0507", "F0605"}
    assert ran.code == exits.FINE
    again = footrule("check", "test/gap@1", "--json")  # from what was kept
    assert again.out == ran.out


def test_a_lint_goes_when_the_file_is_mended(footrule, library, gap):
    path = library / "test/gap/1.md"
    path.write_text(GAP.replace("output factor", 'input colour: text "颜色" "colour"\noutput factor'), encoding="utf-8")
    assert "F0507" in footrule("check", gap).out
    path.write_text(GAP, encoding="utf-8")
    assert "F0507" not in footrule("check", gap).out


@pytest.mark.parametrize("command", ["explain", "explain-code"])
def test_a_code_is_explained_with_why_it_matters_and_two_files(footrule, command):
    ran = footrule(command, "f0502")
    assert ran.code == exits.FINE
    for part in ("F0502 · error", "message:", "why it matters:", "help:", "a bad file", "a good file"):
        assert part in ran.out
    told = footrule(command, "F0502", "--json", "--lang", "zh").json
    assert told["why"]["zh"] and told["why"]["en"] and "```rule" in told["bad"] and "```rule" in told["good"]


def test_a_code_of_a_refusal_is_explained_too(footrule):
    assert "R0301 · refusal" in footrule("explain-code", "R0301").out


@pytest.mark.parametrize("wrong", ["F9999", "R9999", "hello"])
def test_a_code_that_does_not_exist_is_a_usage_error(footrule, wrong):
    ran = footrule("explain-code", wrong)
    assert ran.code == exits.USAGE
    assert wrong.upper() in ran.err
