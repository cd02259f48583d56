"""`compare` and `overlaps` from the command line: formats, exit codes, and what cannot be read."""

import json
from pathlib import Path

import jsonschema
import pytest

from footrule.cli import exits
from footrule.compiler.across import schemas
from footrule.standards.library import shipped

LIBRARY = shipped()
GHGP, CATENA = "ghgp/scope3-guidance@1.0", "catena-x/pcf-rulebook@4.0.1"
BURNED = {
    "burned_waste": [
        {"case": "recovered_by_others", "combustion": "100 kgCO2e", "preparation_and_transport": "5 kgCO2e"}
    ]
}


@pytest.fixture
def whole(footrule, monkeypatch):
    """The command over the shipped library."""
    monkeypatch.setattr("footrule.standards.library.shipped", lambda: LIBRARY)
    return footrule


@pytest.fixture
def burned(tmp_path):
    path = tmp_path / "burned.json"
    path.write_text(json.dumps(BURNED), encoding="utf-8")
    return str(path)


def test_a_conflict_ends_with_findings_and_names_both_clauses(whole, burned):
    ran = whole("compare", CATENA, GHGP, "--input", burned)
    assert ran.code == exits.FINDINGS
    assert "§waste-to-energy" in ran.out and "§5.2.5" in ran.out
    assert "5 kgCO2e" in ran.out and "105 kgCO2e" in ran.out


def test_a_conflict_can_be_let_pass(whole, burned):
    assert whole("compare", CATENA, GHGP, "--input", burned, "--level", "never").code == exits.FINE


def test_the_json_is_as_its_shape_says_and_the_page_is_a_file(whole, burned, tmp_path):
    ran = whole("compare", GHGP, CATENA, "--input", burned, "--json")
    jsonschema.validate(ran.json, schemas.schema("comparison"))
    assert whole("compare", GHGP, CATENA, "--input", burned, "--html", "--out", "page.html").code == exits.FINDINGS
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ("{", "R0101"),
        ("[]", "R0105"),
        ('{"inputs": 3}', "cannot read this product"),
        ('{"other": {"inputs": 5}}', "cannot read this product"),
        ('{"burned": []}', "there is no input `burned`"),
        ('{"burned_waste": [], "other": {"inputs": {"zz": 1}}}', "there is no input `"),
    ],
)
def test_a_product_that_cannot_be_read_is_named(whole, tmp_path, document, told):
    (tmp_path / "bad.json").write_text(document, encoding="utf-8")
    ran = whole("compare", GHGP, CATENA, "--input", "bad.json")
    assert ran.code == exits.UNREADABLE
    assert told in ran.err
    assert "broke" not in ran.err


def test_a_slip_in_a_mapping_is_told_with_its_file(whole):
    Path("mine.yaml").write_text("mapping: 1\n", encoding="utf-8")
    ran = whole("compare", GHGP, CATENA, "--mapping", "mine.yaml", "--lang", "zh")
    assert ran.code == exits.UNREADABLE
    assert "mine.yaml：缺少 `title`" in ran.err


def test_without_a_mapping_only_stances_are_compared(whole, burned):
    ran = whole("compare", "en/15804@a2", "eu/pef@2021")
    assert ran.code == exits.FINDINGS
    assert "§module-D" in ran.out and "§cff-material" in ran.out
    refused = whole("compare", "en/15804@a2", "eu/pef@2021", "--input", burned)
    assert refused.code == exits.UNREADABLE


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", CATENA, CATENA),
        ("compare", CATENA, GHGP, "--level", "ERR"),
        ("compare", CATENA, GHGP, "--format", "pdf"),
        ("compare", CATENA, GHGP, "--json", "--html"),
        ("overlaps", "--as-of", "soon", "--no-numbers"),
        ("overlaps", "--level", "ERR"),
        ("schema", "--comparison", "--overlaps"),
    ],
)
def test_wrong_usage_is_told_as_such(whole, arguments):
    assert whole(*arguments).code == exits.USAGE


def test_overlaps_of_the_library_are_findings_in_both_languages(whole):
    ran = whole("overlaps", "--no-numbers", "--as-of", "2026-07-01", "--lang", "zh")
    assert ran.code == exits.FINDINGS
    assert "第十二条" in ran.out and "catena-x/pcf-rulebook@4.0.1 §5.2.6.2 ↔ eu/cbam@2026 §956-IV.6" in ran.out
    quiet = whole("overlaps", "--no-numbers", "--level", "never", "--json")
    assert quiet.code == exits.FINE
    jsonschema.validate(quiet.json, schemas.schema("overlaps"))
