"""The library's own editions: what is proved, what is reported, and that nothing ends in a fault."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

import pytest

from footrule.compiler import cache as kept
from footrule.compiler.driver import Compiler
from footrule.compiler.lints.editorial import lint
from footrule.compiler.lints.misprints import doubtful
from footrule.compiler.lints.quantities import turned_to_per_cent
from footrule.compiler.proofs.examples import as_example
from footrule.compiler.proofs.findings import diagnostics
from footrule.compiler.proofs.prove import prove
from footrule.compiler.proofs.verdicts import Record
from footrule.dsl.diagnostics.model import Diagnostic
from footrule.dsl.diagnostics.render import entry
from footrule.runtime.calculate import Calculator
from footrule.runtime.problems import Refused
from footrule.standards.library import Library, shipped

STEEL = "cn/tcisa-452@2024-draft"
SMALL = (
    "catena-x/verification@2.0",
    "cn/electricity-footprint@2024",
    "cn/ets-industry@2025-draft",
    "cn/ets-power@2023-2024",
    "cn/ets-power@2025-2026-draft",
    "cn/green-certificate@2024",
    "openlca/allocation@2",
    "pact/technical-specification@3.0.3",
)
"""Editions whose proofs take a second or less; `footrule prove --all` takes them all."""

COMPILER = Compiler(Library((shipped(),)), kept.Store.default())


@cache
def record(name: str) -> Record:
    form = COMPILER.compile(name).form
    assert form is not None
    return prove(form)


@cache
def steel() -> tuple[Diagnostic, ...]:
    compilation = COMPILER.compile(STEEL)
    other = COMPILER.compile("cn/ets-steel-guide@2024").form
    assert compilation.form is not None
    assert other is not None
    text = compilation.source.data.decode()
    found = [*diagnostics(record(STEEL), lambda _: (compilation.source.path, text)), *lint(compilation)]
    return (*found, *doubtful(compilation.form, [other], compilation.source.path))


def reported(code: str, clause: str) -> list[Diagnostic]:
    places = [(d, {p.clause for p in (d.place, *(a.place for a in d.also))}) for d in steel() if d.code == code]
    return [diagnostic for diagnostic, clauses in places if clause in clauses]


def test_no_small_edition_is_refuted_or_left_undecided_by_the_solver() -> None:
    for name in SMALL:
        open_ones = [v for v in record(name).verdicts if v.status == "undecided"]
        assert not open_ones, (name, open_ones)


def test_the_library_has_no_error_but_the_overlaps_the_steel_draft_prints() -> None:
    for name in SMALL:
        text = ("", "")
        errors = [d for d in diagnostics(record(name), lambda _, t=text: t) if entry(d).severity == "error"]
        assert not errors, (name, errors)


def test_no_edition_earns_an_editorial_error() -> None:
    for name in COMPILER.library.ids():
        assert all(entry(d).severity != "error" for d in lint(COMPILER.compile(name)))


def test_the_solver_answers_the_same_in_two_processes() -> None:
    """A solver remembers what it was asked before; each edition is proved in a process of its own."""
    code = (
        "from footrule.compiler.driver import compile_standard; from footrule.compiler.proofs.prove import prove\n"
        "record = prove(compile_standard('cn/ets-industry@2025-draft').form)\n"
        "print([(v.property, v.subject, v.status, v.values) for v in record.verdicts])"
    )
    first, second = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    )
    assert first == second
    assert "cement_allowance" in first


@pytest.mark.parametrize(
    ("name", "limits"), [("cn/ets-power@2023-2024", ("1.045678", "1")), ("cn/ets-power@2025-2026-draft", ("1.1", "1"))]
)
def test_the_load_factor_of_the_power_plans_jumps_with_both_limits(name: str, limits: tuple[str, str]) -> None:
    (cliff,) = [v for v in record(name).verdicts if v.property == "cliff"]
    assert cliff.values[0].startswith(limits[0])
    assert cliff.values[1] == limits[1]


def test_the_load_factor_of_the_power_plans_turns_from_a_fraction_into_per_cent() -> None:
    old, new = (COMPILER.compile(f"cn/ets-power@{edition}") for edition in ("2023-2024", "2025-2026-draft"))
    assert old.form is not None
    assert new.form is not None
    (found,) = turned_to_per_cent(new.form, [old.form, new.form], new.source.path)
    assert (found.code, found.arguments["name"], found.place.clause) == ("F0619", "load_factor", "表2")
    assert found.also[0].place.clause == "附3-表1"


@pytest.mark.parametrize("clause", ["7.2.2.a", "7.2.2.b", "7.2.2.c", "7.2.2.d", "7.2.2.f"])
def test_steel_grades_overlap_with_both_clauses_and_a_product(clause: str) -> None:
    found = reported("F0502", clause)
    assert found
    assert "工序数据" in found[0].arguments["witness"]


@pytest.mark.parametrize(
    ("code", "clause"),
    [
        ("F0606", "7.2.1"),  # x in per cent put in as a fraction
        ("F0515", "7.2.1"),  # the allowance of a mixed charge is left open
        ("F0612", "7.2.1"),  # tonnes of crude and of rolled steel added
        ("F0601", "5.2.1"),  # an annex that does not exist
        ("F0611", "5.2.1"),  # equations in TJ, the annex in GJ
        ("F0602", "7.1.1"),  # a superseded standard
        ("F0613", "D.1.气体"),  # one value of coke-oven gas apart from the other standard's
        ("F0515", "5.1.2.1"),  # gases singly or pooled, and the step that takes the equivalent
    ],
)
def test_a_defect_of_the_steel_draft_is_reported_at_its_clause(code: str, clause: str) -> None:
    assert reported(code, clause)


def test_steel_limits_are_ordered_whatever_the_scrap() -> None:
    (order,) = [v for v in record(STEEL).verdicts if v.property == "monotonic"]
    assert order.status == "proved"


def test_a_counterexample_written_as_an_example_is_refused_as_it_says() -> None:
    verdict = next(v for v in record(STEEL).verdicts if v.property == "no_overlap" and v.status == "refuted")
    form = COMPILER.compile(STEEL).form
    assert form is not None
    block = as_example(verdict, "zh")
    assert block.startswith("```算例")
    assert f"refused: {verdict.code}" in block
    assert verdict.witness is not None
    with pytest.raises(Refused) as refusal:
        Calculator(form).calculate(verdict.witness, want=[verdict.subject])
    assert verdict.code in {problem.code for problem in refusal.value.problems}
