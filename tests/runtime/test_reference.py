"""The reference interpreter: each node of the compiled form means what its docstring says."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from footrule.runtime import form, machine
from footrule.runtime.form_index import FormIndex
from footrule.runtime.problems import Problem, Refused
from footrule.runtime.reference import Interpreter
from footrule.runtime.values import NOT_APPLICABLE, UNKNOWN, Given, Item, Value
from tests.runtime.sample_form import FUELS, num, ref, rule, sample_form

A, B = form.Member(of="grade", name="A"), form.Member(of="grade", name="B")
YES, NO = form.Bool(value=True), form.Bool(value=False)
UNKNOWN_NODE, NOT_APPLICABLE_NODE = form.Absent(kind="unknown"), form.Absent(kind="not_applicable")
GRADE = form.Choice("grade")


def items(*amounts: str) -> tuple[Item, ...]:
    return tuple(Item("fuels", at, {"amount": Fraction(amount)}) for at, amount in enumerate(amounts))


def value(node: form.Expr, given: Given | None = None, **parts: Any) -> Value:
    return Interpreter(FormIndex(sample_form(**parts)), given or Given()).expression(node)


def problem(node: form.Expr, given: Given | None = None, **parts: Any) -> Problem:
    with pytest.raises(Refused) as caught:
        value(node, given, **parts)
    (found,) = caught.value.problems
    return found


def amounts(kind: Any, over: tuple[Item, ...], where: form.Expr | None = None) -> tuple[form.Expr, Given]:
    body = form.Get(of=form.Var(name="f"), field="amount")
    return form.Aggregate(kind=kind, variable="f", over="fuels", body=body, where=where), Given(lists={"fuels": over})


def cmp(op: Any, left: form.Expr, right: form.Expr) -> form.Cmp:
    return form.Cmp(op=op, left=left, right=right)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (form.Add(left=num("0.1"), right=num("0.2")), Fraction(3, 10)),
        (form.Sub(left=num("1"), right=num("1/3")), Fraction(2, 3)),
        (form.Mul(left=num("44/12"), right=num("12")), 44),
        (form.Div(left=num("1"), right=num("3")), Fraction(1, 3)),
        (form.Neg(of=num("2")), -2),
        (form.Pow(left=num("1.015"), right=num("2")), Fraction("1.030225")),
        (form.Scale(of=num("20"), by="1/100"), Fraction(1, 5)),
        (form.Scale(of=UNKNOWN_NODE, by="1/100"), UNKNOWN),
        (form.Round(of=num("2.5"), mode="half_even", decimals=0), 2),
        (form.Round(of=num("1234"), mode="half_up", significant=2), 1200),
        (form.Fn(name="abs", arguments=(num("-2"),)), 2),
        (form.Fn(name="min", arguments=(num("2"), num("1"), num("3"))), 1),
        (form.Fn(name="max", arguments=(num("2"), num("1"))), 2),
        (form.Fn(name="sqrt", arguments=(num("4"),)), 2),
        (form.Fn(name="year_of", arguments=(form.Day(value="2024-05-01"),)), 2024),
        (form.Fn(name="days_between", arguments=(form.Day(value="2024-02-28"), form.Day(value="2024-03-01"))), 2),
        (form.Fn(name="add_months", arguments=(form.Day(value="2024-01-31"), num("1"))), date(2024, 2, 29)),
        (form.Fn(name="add_days", arguments=(form.Day(value="2024-01-31"), num("-31"))), date(2023, 12, 31)),
        (cmp("lt", num("1"), num("2")), True),
        (cmp("ge", form.Day(value="2024-01-01"), form.Day(value="2024-01-02")), False),
        (cmp("eq", A, A), True),
        (cmp("ne", A, B), True),
        (form.And(left=NO, right=UNKNOWN_NODE), False),
        (form.Or(left=YES, right=UNKNOWN_NODE), True),
        (form.Not(of=YES), False),
        (form.If(condition=NO, then=form.Div(left=num("1"), right=num("0")), other=num("7")), 7),
        (form.Known(of=UNKNOWN_NODE), False),
        (form.Known(of=NOT_APPLICABLE_NODE), False),
        (form.Known(of=num("0")), True),
        (form.Applicable(of=UNKNOWN_NODE), True),
        (form.Applicable(of=NOT_APPLICABLE_NODE), False),
        (form.OrElse(left=NOT_APPLICABLE_NODE, right=num("3")), 3),
        (form.OrElse(left=num("0"), right=num("3")), 0),
        (NOT_APPLICABLE_NODE, NOT_APPLICABLE),
        (form.Str(value="x"), "x"),
    ],
)
def test_an_expression_has_its_exact_value(node: form.Expr, expected: object) -> None:
    assert value(node) == expected


@pytest.mark.parametrize(
    ("node", "code"),
    [
        (form.Div(left=num("1"), right=num("0")), "R0305"),
        (form.Add(left=num("1"), right=UNKNOWN_NODE), "R0309"),
        (form.Neg(of=NOT_APPLICABLE_NODE), "R0309"),
        (form.Not(of=UNKNOWN_NODE), "R0309"),
        (cmp("eq", A, UNKNOWN_NODE), "R0309"),
        (form.Fn(name="ln", arguments=(num("0"),)), "R0308"),
        (form.Fn(name="sqrt", arguments=(num("-1"),)), "R0308"),
        (form.Pow(left=num("0"), right=num("-1")), "R0308"),
        (form.Pow(left=num("10"), right=num("1e9")), "R0308"),
        (form.Fn(name="add_months", arguments=(form.Day(value="2024-01-31"), num("1.5"))), "R0308"),
        (form.Fn(name="add_months", arguments=(form.Day(value="2024-01-31"), num("1e9"))), "R0308"),
        (form.Lookup(table="threshold", keys=(form.Member(of="grade", name="Z"),), column="a"), "R0304"),
        (form.Lookup(table="threshold", keys=(UNKNOWN_NODE,), column="a"), "R0309"),
        (form.Lookup(table="nowhere", keys=(), column="a"), "R0311"),
        (form.Call(rule="nowhere"), "R0311"),
        (form.Var(name="nowhere"), "R0311"),
        (ref("nowhere"), "R0311"),
        (form.Add(left=num("1"), right=A), "R0311"),
        (cmp("lt", A, B), "R0311"),
        (form.Fn(name="year_of", arguments=(num("1"),)), "R0311"),
        (form.Round(of=num("1"), mode="up", decimals=10**9), "R0311"),
        (form.Num(value="many"), "R0308"),
    ],
)
def test_what_has_no_value_is_refused(node: form.Expr, code: str) -> None:
    assert problem(node).code == code


def test_a_partial_table_gives_unknown_where_it_has_no_value() -> None:
    for year in ("2024", "1999"):
        assert value(form.Lookup(table="grid", keys=(num(year),), column="value")) is UNKNOWN


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("sum", 6), ("count", 3), ("mean", 2), ("min", 1), ("max", 3), ("distinct", True)],
)
def test_an_aggregate_gathers_its_items(kind: str, expected: object) -> None:
    node, given = amounts(kind, items("1", "2", "3"))
    assert value(node, given) == expected


@pytest.mark.parametrize(
    ("kind", "expected"), [("sum", 0), ("count", 0), ("any", False), ("all", True), ("distinct", True)]
)
def test_an_aggregate_over_nothing_has_a_value_where_one_makes_sense(kind: str, expected: object) -> None:
    node, given = amounts(kind, ())
    assert value(node, given) == expected


@pytest.mark.parametrize("kind", ["mean", "min", "max"])
def test_the_mean_and_the_ends_of_nothing_are_refused(kind: str) -> None:
    node, given = amounts(kind, ())
    assert problem(node, given).code == "R0306"


def test_an_aggregate_leaves_out_items_that_do_not_qualify() -> None:
    heavy = cmp("gt", form.Get(of=form.Var(name="f"), field="amount"), num("1"))
    node, given = amounts("sum", items("1", "2", "3"), heavy)
    assert value(node, given) == 5


def case(body: form.Expr, guard: form.Expr | None = None, **rest: Any) -> form.Case:
    return form.Case(body=body, guard=guard, **rest)


def decided(*cases: form.Case, **rest: Any) -> Value:
    chosen = form.Rule("chosen", form.Quantity("kg"), cases, **rest)
    return value(form.Call(rule="chosen"), rules=(chosen,))


def test_the_highest_rank_that_applies_wins() -> None:
    assert decided(case(num("1")), case(num("2"), YES, rank=1), case(num("3"), NO, rank=2)) == 2


def test_otherwise_is_taken_where_no_other_case_of_its_rank_applies() -> None:
    assert decided(case(num("1"), NO), case(num("2"), otherwise=True)) == 2
    assert decided(case(num("1"), YES), case(num("2"), otherwise=True)) == 1
    assert decided(case(num("1")), case(num("2"), NO, rank=1), case(num("3"), otherwise=True, rank=1)) == 3


def test_in_order_the_first_case_that_applies_is_taken_and_no_later_one_is_looked_at() -> None:
    broken = form.Not(of=UNKNOWN_NODE)
    assert decided(case(num("1"), NO), case(num("2"), YES), case(num("3"), broken), in_order=True) == 2


def test_two_cases_may_apply_where_they_agree() -> None:
    assert decided(case(num("2"), YES), case(num("4/2"), YES)) == 2


def test_two_cases_that_differ_are_a_conflict_naming_both_clauses() -> None:
    clash = form.Rule("clash", form.Quantity("kg"), (case(num("1"), YES, at=2), case(num("2"), YES, at=3)), at=2)
    found = problem(form.Call(rule="clash"), rules=(clash,))
    assert (found.code, found.clause, found.also) == ("R0303", "5.2", (("test/kettle@1", "6.3"),))
    assert found.message("en") == (
        "two cases of the rule `clash` apply and differ: 1 kg (test/kettle@1 §5.2) and 2 kg (test/kettle@1 §6.3)"
    )


def test_no_case_is_a_gap_naming_the_arguments() -> None:
    gap = form.Rule("gap", form.Quantity("kg"), (case(num("1"), NO),), (form.Parameter("g", GRADE),), at=2)
    found = problem(form.Call(rule="gap", arguments=(A,)), rules=(gap,))
    assert (found.code, found.message("en")) == ("R0302", "no case of the rule `gap` applies to these inputs (g = A)")


def test_a_rule_that_depends_on_itself_is_refused() -> None:
    loop = rule("loop", "kg", form.Add(left=form.Call(rule="loop"), right=num("1")))
    assert problem(form.Call(rule="loop"), rules=(loop,)).code == "R0311"


def test_a_chain_of_thousands_of_rules_is_followed() -> None:
    chain = [rule("r0", "kg", num("1"))]
    for number in range(1, 5000):
        chain.append(rule(f"r{number}", "kg", form.Add(left=form.Call(rule=f"r{number - 1}"), right=num("1"))))
    assert value(form.Call(rule="r4999"), rules=tuple(chain)) == 5000


def test_an_expression_thousands_of_levels_deep_is_evaluated() -> None:
    node: form.Expr = num("0")
    for _ in range(20_000):
        node = form.Add(left=node, right=num("1"))
    assert value(node) == 20_000


def test_a_rule_called_twice_is_decided_once() -> None:
    doubling = [rule("d0", "kg", num("1"))]
    for number in range(1, 200):
        before = form.Call(rule=f"d{number - 1}")
        doubling.append(rule(f"d{number}", "kg", form.Add(left=before, right=before)))
    assert value(form.Call(rule="d199"), rules=tuple(doubling)) == 2**199


def test_work_without_measure_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "MOST_STEPS", 100_000)
    inner: form.Expr = num("1")
    for name in "abcd":
        inner = form.Aggregate(kind="sum", variable=name, over="fuels", body=inner)
    found = problem(inner, Given(lists={"fuels": items(*["1"] * 60)}))
    assert found.code == "R0310"


def test_numbers_that_grow_without_measure_are_stopped() -> None:
    growing = [rule("g0", "kg", num("9" * 90))]
    for number in range(1, 30):
        before = form.Call(rule=f"g{number - 1}")
        growing.append(rule(f"g{number}", "kg", form.Mul(left=before, right=before)))
    assert problem(form.Call(rule="g29"), rules=tuple(growing)).code == "R0310"


def test_a_refusal_leaves_the_interpreter_usable() -> None:
    broken = rule("broken", "kg", form.Div(left=num("1"), right=num("0")))
    interpreter = Interpreter(FormIndex(sample_form(rules=(broken,), lists=(FUELS,))), Given())
    for _ in range(2):
        with pytest.raises(Refused) as caught:
            interpreter.rule("broken")
        assert [found.code for found in caught.value.problems] == ["R0305"]
