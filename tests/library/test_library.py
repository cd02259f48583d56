"""The library against what was published: every edition compiles clean, every printed example agrees or is disputed."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest

from footrule.compiler.driver import Compilation, Compiler
from footrule.runtime import form
from footrule.runtime.worked_examples import ExampleReport, check_examples
from footrule.standards.library import Library

PUBLISHED = (Path(__file__).parent / "published_examples.txt").read_text(encoding="utf-8").split()
"""Worked examples of the documents the library encodes, each named in the example that holds it."""

DISPUTED = {
    "cx2-table6-dqr-mean",
    "cxvf2-table9-3pvs-regular",
    "pact-v3-example-1",
    "pact-v3-example-4",
    "ghgp-s3-1.2",
    "cbam-guidance-ex2-eaf-steel",
}
"""Those whose printed result does not follow from the printed rule."""

EDITIONS = Library.default().ids()


@functools.cache
def compiler() -> Compiler:
    return Compiler(Library.default())


def compiled(reference: str) -> Compilation:
    return compiler().compile(reference)


@functools.cache
def reports(reference: str) -> tuple[ExampleReport, ...]:
    found = compiled(reference).form
    return () if found is None else check_examples(found)


@pytest.mark.parametrize("reference", EDITIONS)
def test_an_edition_compiles_without_a_finding(reference: str) -> None:
    assert [(found.code, found.place.span.line) for found in compiled(reference).diagnostics] == []


@pytest.mark.parametrize("reference", EDITIONS)
def test_every_example_agrees_or_is_disputed_with_the_reading_that_fits(reference: str) -> None:
    failing = {
        report.example.name: [(check.target, check.printed, check.computed) for check in report.checks]
        for report in reports(reference)
        if report.verdict == "fails"
    }
    assert failing == {}


@pytest.mark.parametrize("id", PUBLISHED)
def test_every_published_example_is_in_the_library(id: str) -> None:
    found = [report for reference in EDITIONS for report in reports(reference) if _named(report, id)]
    assert found, f"no example is named after {id}"
    verdicts = {report.verdict for report in found}
    assert ("disputed" in verdicts) == (id in DISPUTED)


@pytest.mark.parametrize("reference", EDITIONS)
def test_every_rule_stands_in_a_clause_with_evidence(reference: str) -> None:
    found = compiled(reference).form
    assert found is not None
    evidence = {clause.id: clause.evidence for clause in found.clauses}
    bare = [rule.name for rule in found.rules if not _evidence(found, rule, evidence)]
    assert bare == []


def _named(report: ExampleReport, id: str) -> bool:
    """The id stands whole in the example's name: `ghgp-s3-1.1` is not `ghgp-s3-11.1`."""
    return re.search(rf"(?<![\w.-]){re.escape(id)}(?![\w-]|\.\d)", report.example.name) is not None


def _evidence(compiled_form: form.Form, rule: form.Rule, evidence: dict[str, str]) -> bool:
    place = compiled_form.places[rule.at]
    if place.standard != compiled_form.standard.id:
        return bool(place.clause)
    return evidence.get(place.clause, "") in ("primary", "excerpt", "secondary", "draft")


def test_the_two_families_of_chinese_electricity_numbers_never_mix() -> None:
    """A generation-side CO2 factor is not a life-cycle footprint factor, in any edition."""
    kinds: dict[str, set[str]] = {}
    for reference in EDITIONS:
        found = compiled(reference).form
        assert found is not None
        for table in found.tables:
            for column in table.columns:
                if isinstance(column.type, form.Quantity) and "kWh" in column.type.unit:
                    kinds.setdefault(reference.split("@")[0], set()).add(column.type.unit)
    assert kinds["cn/electricity-footprint"] == {"kgCO2e/kWh"}
    assert kinds["cn/electricity-co2"] == {"kgCO2/kWh"}
