"""Options without a default: taken where something needs them, and nowhere else; all that are needed told at once."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from footrule.runtime import form
from footrule.runtime.calculate import calculate
from footrule.runtime.input_schema import schema
from footrule.runtime.problems import Refused
from tests.runtime.test_want import FORM, rule

WAY = form.Choice("way")


def ways(*names: str) -> tuple[form.Option, ...]:
    return tuple(form.Option(name, WAY, "may") for name in names)


def is_plain(option: str) -> form.Expr:
    return form.Cmp("eq", form.Ref(option), form.Member("way", "plain"))


def amount(option: str) -> form.Expr:
    """Which amount it is depends on the option."""
    return form.If(condition=is_plain(option), then=form.Num("1"), other=form.Num("2"))


SMALL = form.Cmp("lt", form.Ref("first"), form.Num("5"))

OPEN = msgspec.structs.replace(
    FORM,
    enumerations=(form.Enumeration("way", (form.EnumMember("plain"), form.EnumMember("other"))),),
    options=ways("left", "right", "above", "unused"),
    rules=(
        rule("one", form.Add(left=form.Ref("first"), right=form.Add(left=amount("left"), right=amount("right")))),
        rule("two", form.If(condition=SMALL, then=form.Ref("second"), other=amount("above"))),
    ),
    requirements=(),
)

BOTH: dict[str, Any] = {"first": "1 t", "second": "2 t"}


def refused(compiled: form.Form, document: object, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        calculate(compiled, document, **more)
    return [(problem.code, problem.path) for problem in refusal.value.problems]


def test_every_option_a_calculation_needs_is_told_at_once() -> None:
    found = refused(OPEN, {"inputs": BOTH | {"first": "6 t"}})
    assert found == [("R0214", f"options.{name}") for name in ("left", "right", "above")]


def test_an_option_only_a_branch_that_is_not_reached_reads_need_not_be_taken() -> None:
    taken = {"left": "plain", "right": "other"}
    assert calculate(OPEN, {"inputs": BOTH, "options": taken}).output("two") == 2


def test_an_option_that_is_neither_needed_nor_taken_is_not_listed_as_taken() -> None:
    taken = {"left": "plain", "right": "other"}
    found = calculate(OPEN, {"inputs": BOTH, "options": taken}).options
    assert [each.option.name for each in found] == ["left", "right"]


def test_an_option_that_is_taken_though_nothing_needs_it_is_listed() -> None:
    found = calculate(OPEN, {"inputs": BOTH, "options": {"unused": "plain"}}, want=["two"]).options
    assert [each.option.name for each in found] == ["unused"]


def test_only_what_is_asked_for_has_its_options_taken() -> None:
    assert calculate(OPEN, {"inputs": BOTH}, want=["two"]).output("two") == 2


def test_missing_options_are_told_together_with_missing_inputs() -> None:
    assert refused(OPEN, {"inputs": {"first": "1 t"}}) == [
        ("R0202", "inputs.second"), ("R0214", "options.left"), ("R0214", "options.right")
    ]  # fmt: skip


def requiring(guard: form.Expr | None) -> form.Form:
    requirement = form.Requirement(condition=is_plain("unused"), message=form.Label(en="it is plain"), guard=guard)
    return msgspec.structs.replace(OPEN, rules=FORM.rules, requirements=(requirement,))


def test_a_requirement_needs_its_options_though_no_output_does() -> None:
    assert refused(requiring(None), {"inputs": BOTH}) == [("R0214", "options.unused")]


def test_a_requirement_whose_guard_is_false_needs_no_option() -> None:
    large = form.Cmp("ge", form.Ref("first"), form.Num("5"))
    assert calculate(requiring(large), {"inputs": BOTH}).output("one") == 1


def test_a_requirement_that_needs_an_option_is_unchecked_where_nothing_asked_for_needs_it() -> None:
    result = calculate(requiring(None), {"inputs": BOTH}, want=["one"])
    assert [problem.code for problem in result.unchecked] == ["R0301"]


def test_an_unmet_requirement_does_not_hide_a_missing_option() -> None:
    unmet = form.Requirement(condition=form.Not(of=SMALL), message=form.Label(en="it is large"))
    found = refused(msgspec.structs.replace(OPEN, requirements=(unmet,)), {"inputs": BOTH})
    assert found == [("R0301", ""), ("R0214", "options.left"), ("R0214", "options.right")]


def test_every_input_a_wanted_value_reads_in_any_case_is_told_at_once() -> None:
    summed = rule("one", form.Add(left=form.Ref("first"), right=form.Ref("second")))
    compiled = msgspec.structs.replace(FORM, rules=(summed, *FORM.rules[1:]))
    assert refused(compiled, {"inputs": {}}, want=["one"]) == [("R0202", "inputs.first"), ("R0202", "inputs.second")]


def test_the_schema_of_inputs_leaves_options_open() -> None:
    assert schema(OPEN)["required"] == ["inputs"]
