"""Explanations: each number with its clause, in both languages."""

from __future__ import annotations

from footrule.runtime import form
from footrule.runtime.calculate import calculate
from footrule.runtime.explanation import MOST_CHILDREN, MOST_LINES, explain, lines, to_json_lines
from footrule.runtime.trace import Step, Trace
from tests.runtime.sample_form import sample_document, sample_form

TRACE = calculate(sample_form(), sample_document(), trace=True).trace
assert TRACE is not None


def test_the_tree_is_told_in_english() -> None:
    assert TRACE is not None
    assert explain(TRACE, ("graded",)).splitlines()[:5] == [
        "graded “grade” = C  [test/kettle@1 §A.1, case 2 of 2]",
        "  footprint = 805.25 kgCO2e/t  [test/kettle@1 §6.3]",
        "    total = 1610.5 kgCO2e  [test/kettle@1 §5.2]",
        "      fuel_burnt “fuels” = 1000 kgCO2e  [test/kettle@1 §5.2]",
        "        fuels[0].amount = 0.1 t  [input, test/kettle@1 §4.1]",
    ]


def test_the_tree_is_told_in_chinese() -> None:
    assert TRACE is not None
    told = explain(TRACE, ("declared", "graded", "expiry"), "zh").splitlines()
    assert told[1] == "  footprint “碳足迹” = 805.25 kgCO2e/t  [test/kettle@1 §6.3]"
    assert told[-4:] == [
        "graded “等级” = C  [test/kettle@1 §A.1，情形 2/2]",
        "  footprint “碳足迹” = 805.25 kgCO2e/t  [test/kettle@1 §6.3，见上文]",
        "expiry = 未知  [test/kettle@1 §6.3]",
        "  made = 未知  [输入，test/kettle@1 §4.1]",
    ]


def test_without_names_everything_nothing_else_used_is_told() -> None:
    assert TRACE is not None
    roots = [line.step.name for line in lines(TRACE) if line.depth == 0 and line.step]
    assert roots == ["declared", "graded", "expiry"]


def test_the_same_tree_is_data() -> None:
    assert TRACE is not None
    told = to_json_lines(TRACE, ("power",))
    assert [(line["depth"], line["name"], line["clause"]) for line in told] == [
        (0, "power", "6.3"),
        (1, "electricity_use", "4.1"),
        (1, "grid[2023].value", "A.1"),
    ]


def step(number: int, uses: tuple[int, ...]) -> Step:
    return Step(number, "rule", f"r{number}", True, form.Truth(), form.Label(), 0, uses, 1, 1)


def test_long_lists_are_counted_and_not_told() -> None:
    trace = Trace((*(step(n, ()) for n in range(1, 101)), step(101, tuple(range(1, 101)))), ())
    told = explain(trace, ("r101",)).splitlines()
    assert (len(told), told[-1]) == (MOST_CHILDREN + 2, f"  {100 - MOST_CHILDREN} more values")


def test_a_chain_longer_than_any_screen_is_cut() -> None:
    trace = Trace(tuple(step(n, (n - 1,) if n > 1 else ()) for n in range(1, 5001)), ())
    assert len(list(lines(trace, ("r5000",)))) == MOST_LINES + 1
