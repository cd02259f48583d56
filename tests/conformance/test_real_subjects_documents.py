"""PACT footprints held to their own sum rules, bounds, blanks and dates: the published ones, and changed ones."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from footrule.cli import main
from footrule.conformance.documents.judging import Finding, Judge, Judged
from footrule.conformance.documents.reading import DocumentError, described, footprints, read_json
from footrule.conformance.documents.words import _SENTENCES
from tests.conformance.pact_footprints import EXAMPLE_1, EXAMPLE_2, EXAMPLE_3, EXAMPLE_4, RESPONSE, sound
from tests.conformance.subjects import PACT, reference_tool


@cache
def judge() -> Judge:
    return Judge(reference_tool(PACT), described())


def judged(footprint: dict[str, Any]) -> Judged:
    return judge().judge(footprint)


def changed(change: Callable[[dict[str, Any], dict[str, Any]], Any]) -> Judged:
    """The footprint whose numbers agree, with one change; `change` gets the footprint and its `pcf`."""
    made = sound()
    change(made, made["pcf"])
    return judged(made)


def only(found: Judged) -> Finding:
    (finding,) = found.findings
    return finding


def verdicts(found: Judged) -> dict[str, str]:
    return {total.printed.name: total.verdict for total in found.totals}


EXCLUDING, INCLUDING = "pcfExcludingBiogenicUptake", "pcfIncludingBiogenicUptake"

# --- the published footprints -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("footprint", "verdict"),
    [
        (EXAMPLE_1, "differs"),
        (EXAMPLE_2, "blank addend"),
        (EXAMPLE_3, "agrees"),
        (EXAMPLE_4, "may be rounding"),
    ],
    ids=["bioethanol", "bioethanol in bottles", "car door", "cellulose"],
)
def test_of_the_published_footprints_one_satisfies_the_sum_rule(footprint: dict[str, Any], verdict: str) -> None:
    found = verdicts(judged(footprint))
    assert (found[EXCLUDING], found[INCLUDING]) == (verdict, verdict)


def test_printed_and_recomputed_values_stand_side_by_side_with_the_clause() -> None:
    total = judged(EXAMPLE_1).totals[0]
    assert (total.printed.value, total.recomputed, total.deviation, total.clause) == ("0.384", "0.356", "0.028", "sums")


def test_the_broken_sum_rule_is_a_finding_with_both_numbers() -> None:
    found = [each for each in judged(EXAMPLE_1).findings if each.clause == "sums"]
    assert [[number.value for number in each.printed] for each in found] == [["0.384"], ["-1.23"]]
    assert [each.recomputed[-1].value for each in found] == ["0.356", "-1.254"]


def test_a_blank_addend_is_named_and_makes_no_zero() -> None:
    assert [total.blank for total in judged(EXAMPLE_2).totals[:2]] == [("landManagementBiogenicCO2Emissions",)] * 2


@pytest.mark.parametrize(
    ("footprint", "clauses"),
    [
        (EXAMPLE_1, {"geography", "standards"}),
        (EXAMPLE_2, {"geography", "standards"}),
        (EXAMPLE_3, {"dates", "geography"}),
        (EXAMPLE_4, {"dates", "standards"}),
        (RESPONSE, {"emissions"}),
    ],
    ids=["1", "2", "3", "4", "response"],
)
def test_the_published_footprints_break_the_rules_their_text_prints(
    footprint: dict[str, Any], clauses: set[str]
) -> None:
    assert {each.clause for each in judged(footprint).findings if each.severity == "error"} == clauses


def test_names_of_an_earlier_draft_are_told_because_the_schema_lets_them_pass() -> None:
    found = {each.path for each in judged(RESPONSE).findings if each.kind == "name"}
    assert "pcf.pcfExcludingBiogenicCO2Withdrawal" in found
    assert {each.path for each in judged(RESPONSE).findings if each.kind == "missing"} == {
        f"pcf.{EXCLUDING}", f"pcf.{INCLUDING}"
    }  # fmt: skip


# --- one mistake at a time --------------------------------------------------------------------------------------------


def test_a_sound_footprint_has_no_findings_and_says_what_it_cannot_judge() -> None:
    found = judged(sound())
    assert found.findings == ()
    assert set(verdicts(found).values()) == {"agrees"}
    assert ["responsible_for_outbound_logistics" in told.en for told in found.not_judged] == [True]


def _set(name: str, value: Any) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    return lambda footprint, pcf: (pcf if name in EXAMPLE_1["pcf"] or name in EXAMPLE_3["pcf"] else footprint).update(
        {name: value}
    )


def _dqi(name: str, value: str) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    return lambda footprint, pcf: pcf["dqi"].update({name: value})


MUTANTS: dict[str, tuple[Callable[[dict[str, Any], dict[str, Any]], Any], str, str, str]] = {
    "a removal that is positive": (_set("landManagementBiogenicCO2Removals", "100"), "bound", "emissions", "error"),
    "an uptake that is positive": (_set("biogenicCO2Uptake", "1.5"), "bound", "emissions", "error"),
    "an emission that is negative": (_set("aircraftGhgEmissions", "-0.1"), "bound", "emissions", "error"),
    "a mass that is negative": (_set("productMassPerDeclaredUnit", "-25"), "bound", "declared-unit", "error"),
    "a declared amount of zero": (_set("declaredUnitAmount", "0"), "bound", "declared-unit", "error"),
    "a share of 250 %": (_set("primaryDataShare", "250"), "bound", "quality", "error"),
    "exempted emissions of 101 %": (_set("exemptedEmissionsPercent", "101"), "bound", "quality", "error"),
    "a rating of 99": (_dqi("temporalDQR", "99"), "bound", "quality", "error"),
    "a rating of 0": (_dqi("temporalDQR", "0"), "bound", "quality", "error"),
    "a reference period that ends before it starts": (
        _set("referencePeriodStart", "2024-10-01T00:00:00Z"), "rule", "dates", "error"),
    "validity before the end of the reference period": (
        _set("validityPeriodStart", "2024-09-01T00:00:00Z"), "rule", "dates", "error"),
    "validity that ends before it starts": (
        _set("validityPeriodEnd", "2024-12-01T00:00:00Z"), "rule", "dates", "error"),
    "validity of more than three years": (_set("validityPeriodEnd", "2027-10-01T00:00:00Z"), "rule", "dates", "error"),
    "packaging emissions without packaging": (
        lambda footprint, pcf: pcf.update(packagingGhgEmissions="0.1"), "rule", "packaging", "error"),
    "capture without the flag": (
        lambda footprint, pcf: pcf.update(technologicalCO2CaptureOrigin="somewhere"), "rule", "ccs", "error"),
    "a standard named twice": (_set("crossSectoralStandards", ["PEF", "PEF"]), "rule", "standards", "error"),
    "recycled carbon out of nothing": (_set("recycledCarbonContent", "12"), "rule", "carbon", "warning"),
    "more carbon than mass": (_set("fossilCarbonContent", "25.1"), "rule", "carbon", "warning"),
    "old characterisation factors": (_set("ipccCharacterizationFactors", ["AR5"]), "rule", "standards", "warning"),
    "a total that is off by a tenth": (_set(EXCLUDING, "77.1"), "rule", "sums", "warning"),
    "an addend left out of the total": (_set("biogenicNonCO2Emissions", "2"), "rule", "sums", "warning"),
    "a number that is no string": (_set("landAreaOccupation", 5), "format", "blank", "error"),
    "a number with an exponent": (_set("landAreaOccupation", "1e3"), "format", "blank", "error"),
    "a word for a number": (_set("landAreaOccupation", "banana"), "format", "blank", "error"),
    "digits of another script": (_set("landAreaOccupation", "٣"), "format", "blank", "error"),
    "a date without a time": (_set("validityPeriodEnd", "2027-09-30"), "format", "blank", "error"),
    "a unit that is none": (_set("declaredUnitOfMeasurement", "kg"), "format", "blank", "error"),
    "a flag that is a word": (_set("packagingEmissionsIncluded", "no"), "format", "blank", "error"),
    "a version that is another": (_set("specVersion", "2.3.0"), "format", "blank", "error"),
    "a required number that is blank": (_set("exemptedEmissionsPercent", None), "missing", "quality", "error"),
    "two of the three ratings": (lambda footprint, pcf: pcf["dqi"].pop("temporalDQR"), "rule", "quality", "error"),
    "a misspelt name": (
        lambda footprint, pcf: pcf.update(landAreaOcupation="1"), "name", "blank", "warning"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MUTANTS)
def test_one_mistake_is_told_with_its_clause(mistake: str) -> None:
    change, kind, clause, severity = MUTANTS[mistake]
    told = {(each.kind, each.clause, each.severity) for each in changed(change).findings}
    assert (kind, clause, severity) in told
    assert {each[1] for each in told} <= {clause, "sums", "carbon"}  # a changed addend also shows in the sums


def test_a_mistake_is_told_where_it_stands_and_as_it_is_printed() -> None:
    finding = only(changed(_set("landAreaOccupation", "-3")))
    assert (finding.path, finding.printed[0].value) == ("pcf.landAreaOccupation", "-3")


def test_several_mistakes_are_told_together() -> None:
    def change(footprint: dict[str, Any], pcf: dict[str, Any]) -> None:
        pcf |= {"aircraftGhgEmissions": "-1", "landAreaOccupation": "x", EXCLUDING: "70", "primaryDataShare": "101"}

    assert {each.kind for each in changed(change).findings} == {"bound", "format", "rule"}
    assert len(changed(change).findings) == 4


def test_rules_of_every_element_of_an_array_are_judged() -> None:
    rules = [{"operator": "PEF", "ruleNames": ["a"]}, {"operator": "Other", "ruleNames": ["b"]}]
    finding = only(changed(_set("productOrSectorSpecificRules", rules)))
    assert finding.printed[0].path == "pcf.productOrSectorSpecificRules[1].operator"


def test_null_is_blank_and_zero_is_not() -> None:
    blank = changed(_set("biogenicNonCO2Emissions", None))
    assert verdicts(blank)[EXCLUDING] == "blank addend"
    assert blank.totals[0].blank == ("biogenicNonCO2Emissions",)
    assert verdicts(changed(_set("biogenicNonCO2Emissions", "0")))[EXCLUDING] == "agrees"


def test_a_capture_that_is_printed_enters_the_sum() -> None:
    def change(footprint: dict[str, Any], pcf: dict[str, Any]) -> None:
        pcf |= {"ccsTechnologicalCO2CaptureIncluded": True, "ccsTechnologicalCO2Capture": "-7.5",
                "technologicalCO2Removals": "0", EXCLUDING: "69.5", INCLUDING: "69.5"}  # fmt: skip

    assert verdicts(changed(change))[EXCLUDING] == "agrees"


# --- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b"3", b'{"a": NaN}', b'{"pcf": 1}', b'{"pcf": {}, "pcf": {}}', b"\xff\xfe", b"[" * 100_000,
        b'{"data": []}', b'{"data": {"pfs": [3]}}',
    ],
    ids=lambda data: repr(data[:20]),
)  # fmt: skip
def test_what_is_no_footprint_is_told_so(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "footprint.json"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        footprints(read_json(path), described())
    assert caught.value.told("zh") != caught.value.told("en")


@pytest.mark.parametrize("wrap", [lambda one: {"data": one}, lambda one: {"data": [one, one]}, lambda one: [one],
                                  lambda one: {"data": {"pfs": [one]}}])  # fmt: skip
def test_footprints_are_found_in_every_kind_of_answer(wrap: Callable[[Any], Any]) -> None:
    assert [one["id"] for _, one in footprints(wrap(sound()), described())][:1] == [EXAMPLE_3["id"]]


@pytest.mark.parametrize("value", [3, "x", [], {}, None, True, "9" * 5000, {"a": [1]}])
def test_no_value_anywhere_breaks_the_judge(value: Any) -> None:
    for name in EXAMPLE_1["pcf"]:
        made = copy.deepcopy(EXAMPLE_1)
        made["pcf"][name] = value
        judged(made)


def test_every_sentence_has_the_same_places_in_both_languages() -> None:
    import string  # noqa: PLC0415

    def places(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert [key for key, (zh, en) in _SENTENCES.items() if places(zh) != places(en)] == []


# --- the command ------------------------------------------------------------------------------------------------------


def write(folder: Path, value: Any) -> str:
    path = folder / "footprint.json"
    path.write_text(json.dumps(value), "utf-8")
    return str(path)


def test_the_command_tells_both_numbers_in_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, EXAMPLE_1)
    for language, words in (("zh", ("所写 0.384", "重算 0.356")), ("en", ("printed 0.384", "recomputed 0.356"))):
        assert main.run(["conform", "document", path, "--lang", language]) == 1
        told = capsys.readouterr().out
        assert [word for word in words if word not in told] == []


def test_the_command_gives_json_and_no_finding_is_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["conform", "document", write(tmp_path, {"data": [sound()]}), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["footprints"][0]["findings"] == []


def test_the_command_tells_of_a_file_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.json").write_text('{"pcf": ')
    assert main.run(["conform", "document", str(tmp_path / "bad.json"), "--lang", "en"]) == 3
    assert "line 1" in capsys.readouterr().err
    assert main.run(["conform", "document", str(tmp_path / "none.json"), "--lang", "zh"]) == 3
    assert "K0101 无法读取" in capsys.readouterr().err


def test_nothing_a_document_holds_reaches_the_terminal_as_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = sound()
    made["pcf"] |= {"landAreaOccupation": "\x1b[31mred", "\x1b]0;title\x07": "x", "geographyCountry": "\u202eDE"}
    assert main.run(["conform", "document", write(tmp_path, made)]) == 1
    told = capsys.readouterr().out
    assert [character for character in "\x1b\x07\u202e" if character in told] == []
