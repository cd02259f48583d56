"""One rule, many clauses: cases, exceptions and departures gather into one tree with ranks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from footrule.compiler.driver import Compiler
from tests.compiler.conftest import Compile, codes, text

PARENT = text("input mass [t]\nrule limit [t] = mass\noutput limit", name="parent")


def test_cases_in_two_clauses_are_one_rule(compiled: Compile) -> None:
    found = compiled(
        "input mass [t]\nrule limit [t]\n    = 1 t when mass < 1 t\noutput limit",
        "## 2 Larger {#2}\n",
        "rule limit\n    = 2 t when mass >= 1 t",
    )
    assert found.form is not None
    (rule,) = found.form.rules
    assert [found.form.places[case.at].clause for case in rule.cases] == ["1", "2"]


def test_an_exception_ranks_above_the_clause_it_names(compiled: Compile) -> None:
    found = compiled(
        "input mass [t]\nrule limit [t] = mass\noutput limit",
        "## 2 Exception {#2}\n",
        "rule limit exception to §1\n    = 0 when mass < 1 t",
        "## 3 Exception to the exception {#3}\n",
        "rule limit exception to §2\n    = 1 t when mass < 0.5 t",
    )
    assert found.form is not None
    assert [case.rank for case in found.form.rules[0].cases] == [0, 1, 2]


def test_a_child_inherits_its_parent_and_may_depart_from_it_with_a_reason(shelf: Callable[..., Compiler]) -> None:
    child = text(
        'rule limit departs from test/parent@1 §1 because "small sites"\n    = 0 when mass < 1 t',
        name="child",
        extra="follows: [test/parent@1]\n",
    )
    found = shelf(parent=PARENT, child=child).compile("test/child@1")

    assert codes(found) == []
    assert found.form is not None
    assert found.form.outputs == ("limit",)
    (rule,) = found.form.rules
    assert rule.cases[1].departs == "test/parent@1 §1: small sites"
    assert [found.form.places[case.at].standard for case in rule.cases] == ["test/parent@1", "test/child@1"]


def test_otherwise_knows_what_the_other_cases_have_ruled_out(compiled: Compile) -> None:
    found = compiled(
        "input mass [t] optional\nrule result [t]\n    = 0 when not known(mass)\n    = mass otherwise\noutput result"
    )
    assert codes(found) == []
    assert found.form is not None
    assert not found.form.rules[0].maybe


def test_a_rule_that_may_be_unknown_says_so_to_those_who_use_it(compiled: Compile) -> None:
    found = compiled(
        "input mass [t] optional\nrule half [t]\n    = mass / 2 when known(mass)\n    = unknown otherwise\n"
        "rule result [t] = half + 1 t\noutput result"
    )
    assert codes(found) == ["F0309"]


def test_standards_that_use_each_other_are_reported_with_the_circle(shelf: Callable[..., Compiler]) -> None:
    one = text("use two_rule from test/two@1\nrule one_rule [1] = two_rule\noutput one_rule")
    two = text("use one_rule from test/one@1\nrule two_rule [1] = one_rule\noutput two_rule", name="two")
    found = shelf(one=one, two=two).compile("test/two@1")
    assert "F0217" in codes(found)


def test_one_run_reports_every_independent_mistake(compiled: Compile) -> None:
    found = compiled(
        "input mass [tonn]\ninput energy [GJ]\nrule first [GJ] = enrgy\nrule second [t] = energy\noutput first, second"
    )
    assert codes(found) == ["F0308", "F0201", "F0310"]


@pytest.mark.parametrize("cell", ["factors[coal]", "factors[coal].value"])
def test_a_cell_known_by_either_spelling_has_a_value(cell: str, compiled: Compile) -> None:
    found = compiled(
        "| fuel | value (tCO2/t) |\n|---|---|\n| coal | unknown |\n| coke | 3 |\n",
        "table factors above: by fuel gives value partial\nrule result [tCO2/t]\n"
        f"    = factors[coal].value when known({cell})\n    = {cell} when known(factors[coal])\n"
        "    = unknown otherwise\noutput result",
    )
    assert codes(found) == []


def test_what_all_items_are_known_to_have_each_item_has(compiled: Compile) -> None:
    found = compiled(
        "input lines list of\n    mass [t] optional\nrule double(x: lines) [t]\n    = 2 * x.mass when known(x.mass)\n"
        "    = unknown otherwise\nrule result [t]\n"
        "    = sum(double(y) for y in lines) when all(known(double(x)) for x in lines)\n    = unknown otherwise\n"
        "output result"
    )
    assert codes(found) == []
