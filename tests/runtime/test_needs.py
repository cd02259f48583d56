"""What a value needs in any case: everything every way through a rule reads, and nothing that only some ways read."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from footrule.runtime import form
from footrule.runtime.needs import Needs
from tests.runtime.test_want import FORM, TONNES

A, B, C, D = (form.Ref(name) for name in "abcd")
ONE = form.Num("1")


def less(name: form.Expr) -> form.Expr:
    return form.Cmp("lt", name, ONE)


EXPRESSIONS: dict[str, tuple[form.Expr, str]] = {
    "both sides of a sum": (form.Add(left=A, right=B), "ab"),
    "the first side of a conjunction": (form.And(left=less(A), right=less(B)), "a"),
    "the first side of a disjunction": (form.Or(left=less(A), right=less(B)), "a"),
    "what may be missing before what replaces it": (form.OrElse(left=A, right=B), "a"),
    "a condition and what both branches read": (
        form.If(condition=less(A), then=form.Add(left=B, right=C), other=form.Mul(left=C, right=D)), "ac"
    ),
    "a list but nothing of its items": (
        form.Aggregate(kind="sum", variable="p", over="parts", body=form.Mul(left=A, right=B)), "parts"
    ),
    "arguments and what the rule called reads": (form.Call(rule="called", arguments=(A,)), "ad"),
}  # fmt: skip


def rules(*cases: form.Case, **more: Any) -> Needs:
    called = form.Rule("called", TONNES, (form.Case(D),), parameters=(form.Parameter("v", TONNES),))
    return Needs(msgspec.structs.replace(FORM, rules=(form.Rule("asked", TONNES, cases, **more), called)))


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_an_expression_reads_in_any_case(name: str) -> None:
    node, expected = EXPRESSIONS[name]
    names = {expected} if expected == "parts" else set(expected)
    assert rules(form.Case(node)).of_rule("asked") == rules().of(node) == names


def test_all_guards_of_a_rank_are_looked_at() -> None:
    assert rules(form.Case(ONE, guard=less(A)), form.Case(ONE, guard=less(B))).of_rule("asked") == {"a", "b"}


def test_guards_in_order_are_looked_at_until_one_holds() -> None:
    found = rules(form.Case(ONE, guard=less(A)), form.Case(C, guard=less(B)), in_order=True)
    assert found.of_rule("asked") == {"a"}


def test_guards_of_an_exception_are_looked_at_first() -> None:
    assert rules(form.Case(B), form.Case(ONE, guard=less(A), rank=1)).of_rule("asked") == {"a"}


def test_a_chain_of_rules_of_any_depth_is_followed() -> None:
    depth = 20_000
    chain = [form.Rule(f"r{at}", TONNES, (form.Case(form.Call(rule=f"r{at + 1}")),)) for at in range(depth)]
    chain.append(form.Rule(f"r{depth}", TONNES, (form.Case(A),)))
    assert Needs(msgspec.structs.replace(FORM, rules=tuple(chain))).of_rule("r0") == {"a"}
