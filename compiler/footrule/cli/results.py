"""A result on the screen: outputs with units and clauses, then everything a declaration must say about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from footrule.cli.languages import current
from footrule.cli.screen import fits, line, show, styled, table, under, width, wrapped
from footrule.cli.words import label, word

if TYPE_CHECKING:
    from footrule.runtime.calculate import Given, OptionTaken, Result
    from footrule.runtime.form import Form, Label
    from footrule.runtime.trace import Trace
    from footrule.runtime.values import Value

_WIDEST_VALUE, _WIDEST_CLAUSE = 30, 24
"""Cells beyond these may break, so that no other column is squeezed at eighty."""


def show_result(form: Form, result: Result) -> None:
    """What was asked for, and what it rests on; of a whole result all it says but its trace.

    Of a part, reports, inventory and data ranks stay away, which are the declaration's; so do the options it never
    came to, where the result was traced.
    """
    whole = result.checked.want is None or set(form.outputs) <= set(result.checked.want)
    own = form.standard
    title = label(own.title.zh, own.title.en)
    line(f"{own.number} {own.edition}" if title == own.number else f"{title} · {own.number} {own.edition}", "bold")
    line(own.id, "dim")
    line()
    if result.outputs:
        _values(form, word("output"), result.outputs)
    if result.reports and whole:
        _values(form, word("reported"), result.reports)
    if result.inventory is not None and whole:
        _inventory(result)
    options = result.options if whole else _used(result)
    if options:
        _options(form, options)
    if result.departures:
        _heading(word("departures"))
        for departure in result.departures:
            line(f"  {departure.rule} → {departure.departs} ({_clause(departure.standard, departure.clause, own.id)})")
        line()
    if result.ranks and whole:
        _ranks(result)
    if result.unchecked and not whole:
        wrapped(word("unchecked count", count=len(result.unchecked)), style="yellow")
    for requirement in result.unchecked if whole else ():
        wrapped(f"{word('unchecked')}: {requirement.line(current())}", style="yellow")
    for warning in result.warnings:
        wrapped(f"{word('warning')}: {warning.line(current())}", style="yellow")
    line(word("rests on", status=word(f"status {result.status}")))


def show_explanation(trace: Trace, names: Sequence[str]) -> None:
    """Each number with its rule, case and clause, and below it, indented, the numbers it came from."""
    from footrule.runtime.explanation import lines, told  # noqa: PLC0415

    for one in lines(trace, names):
        wrapped(told(one, trace, current()), 2 * one.depth, "bold" if one.depth == 0 else "")


def _shown(value: Value, unit: str) -> str:
    from footrule.runtime.values import shown  # noqa: PLC0415

    return shown(value, unit, current())


def _with_label(form: Form, name: str, value: Value, unit: str) -> str:
    """The value; a member of an enumeration with its label in the reader's language, where that is another word."""
    text = _shown(value, unit)
    groups = (form.rules, form.inputs, form.options)
    of = next((getattr(one.type, "of", None) for group in groups for one in group if one.name == name), None)
    members = next((one.members for one in form.enumerations if one.name == of), ())
    named = next((_label(member.label) for member in members if member.name == value), "")
    return f"{text} ({named})" if named not in ("", text) else text


def _values(form: Form, title: str, values: Sequence[Given]) -> None:
    rows = [
        (
            given.name,
            _label(given.label) if _label(given.label) != given.name else "",
            _with_label(form, given.name, given.value, given.unit),
            _clause(given.standard, given.clause, form.standard.id),
        )
        for given in values
    ]
    if fits(*(tuple(row[at] for row in rows) for at in range(4))):
        shown = table(title, "", word("value"), word("clause"), numbers=(2,), whole=(0, 1, 2, 3))
        for name, told, value, clause in rows:
            shown.add_row(styled(name, "bold"), styled(told), styled(value), styled(clause))
    else:
        # A long name and a long label leave each other no room, so the label stands below its name.
        shown = table(title, word("value"), word("clause"), numbers=(1,))
        for at, most in ((1, _WIDEST_VALUE), (2, _WIDEST_CLAUSE)):
            shown.columns[at].no_wrap = all(width(row[at + 1]) <= most for row in rows)
        for name, told, value, clause in rows:
            first = under(styled(name, "bold"), styled(told)) if told else styled(name, "bold")
            shown.add_row(first, styled(value), styled(clause))
    show(shown)
    line()


def _used(result: Result) -> tuple[OptionTaken, ...]:
    """The options that what was asked for came to."""
    if result.trace is None:
        return result.options
    steps = {step.number: step for step in result.trace.steps}
    waiting = [step.number for name in result.names() if (step := result.trace.step(name)) is not None]
    reached: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number not in reached:
            reached.add(number)
            waiting += steps[number].uses
    named = {steps[number].name for number in reached if steps[number].kind == "option"}
    return tuple(taken for taken in result.options if taken.option.name in named)


def _inventory(result: Result) -> None:
    totals = result.inventory
    assert totals is not None
    title = f"{word('inventory')} ({totals.unit})"
    shown = table(title, word("emissions"), word("removals"), numbers=(1, 2), whole=(1, 2))
    for one in (*totals.stages, *totals.carbon, totals.whole):
        whole = one is totals.whole
        shown.add_row(
            styled(word("total") if whole else _label(one.label) or one.name, "bold" if whole else ""),
            styled(_shown(one.emissions, "")),
            styled(_shown(one.removals, "")),
        )
    show(shown)
    line()


def _options(form: Form, options: Sequence[OptionTaken]) -> None:
    from footrule.runtime.values import unit_of  # noqa: PLC0415

    _heading(word("options taken"))
    for taken in options:
        told = _with_label(form, taken.option.name, taken.value, unit_of(taken.option.type))
        by_default = word("by default") if taken.by_default else ""
        named = _label(taken.option.label)
        wrapped(f"{taken.option.name} = {told}{by_default}", 2)
        if named:
            wrapped(named, 4)
    line()


def _ranks(result: Result) -> None:
    _heading(word("data ranks"))
    by_rank: dict[str, dict[str, int]] = {}
    for carried in result.ranks:
        inputs = by_rank.setdefault(carried.rank or word("not stated"), {})
        inputs[carried.input] = inputs.get(carried.input, 0) + 1
    for rank, inputs in by_rank.items():
        told = ", ".join(name if count == 1 else f"{name} ×{count}" for name, count in inputs.items())
        wrapped(f"{rank} ({sum(inputs.values())}): {told}", 2)
    if result.primary_share is not None:
        line(f"  {word('primary share')}: {_shown(result.primary_share * 100, '%')}")
    line()


def _heading(text: str) -> None:
    line(text, "bold")


def _label(one: Label) -> str:
    return label(one.zh, one.en)


def _clause(standard: str, clause: str, own: str) -> str:
    told = f"§{clause}" if clause else ""
    return told if standard == own else f"{standard} {told}"
