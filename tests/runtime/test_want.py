"""Asking for some outputs only: what they do not need may be missing, and nothing else."""

from __future__ import annotations

import pytest

from footrule.runtime import form
from footrule.runtime.calculate import calculate
from footrule.runtime.problems import Refused

TONNES = form.Quantity(unit="t")


def rule(name: str, body: form.Expr) -> form.Rule:
    return form.Rule(name=name, type=TONNES, cases=(form.Case(body=body),))


FORM = form.Form(
    footrule=form.FORMAT,
    compiler="test",
    standard=form.Standard(
        id="test/want@1", number="T", edition="1", title=form.Label(en="T"), level="group", issuer=form.Label(),
        dates=form.Dates(), status="primary", own_status="primary", digest="0",
    ),
    dependencies=(),
    places=(form.Place(standard="test/want@1", clause="1"),),
    clauses=(form.Clause(id="1", title="1"),),
    enumerations=(),
    inputs=(form.Input(name="first", type=TONNES), form.Input(name="second", type=TONNES)),
    lists=(),
    options=(),
    tables=(),
    rules=(rule("one", form.Ref("first")), rule("two", form.Ref("second"))),
    requirements=(
        form.Requirement(
            condition=form.Cmp("gt", form.Ref("first"), form.Num("0")), message=form.Label(en="first is positive")
        ),
        form.Requirement(
            condition=form.Cmp("gt", form.Ref("second"), form.Num("0")), message=form.Label(en="second is positive")
        ),
    ),
    outputs=("one", "two"),
    reports=(),
)  # fmt: skip


def test_all_outputs_need_all_inputs() -> None:
    with pytest.raises(Refused) as refused:
        calculate(FORM, {"first": "1 t"})
    assert [problem.path for problem in refused.value.problems] == ["second"]


def test_what_is_not_asked_for_may_be_missing_and_its_requirement_is_listed_as_unchecked() -> None:
    result = calculate(FORM, {"first": "1 t"}, want=["one"])
    assert result.names() == ("one",)
    assert [problem.code for problem in result.unchecked] == ["R0301"]


def test_a_document_may_name_what_it_wants() -> None:
    assert calculate(FORM, {"inputs": {"second": "2 t"}, "want": ["two"]}).output("two") == 2


def test_what_is_asked_for_still_needs_its_inputs() -> None:
    with pytest.raises(Refused) as refused:
        calculate(FORM, {"first": "1 t"}, want=["two"])
    assert [problem.code for problem in refused.value.problems] == ["R0202"]


def test_a_requirement_that_can_be_judged_still_refuses() -> None:
    with pytest.raises(Refused):
        calculate(FORM, {"first": "1 t", "second": "-1 t"}, want=["one"])


def test_an_unknown_name_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(Refused) as refused:
        calculate(FORM, {"first": "1 t"}, want=["onne"])
    assert refused.value.problems[0].path == "want"
