"""A result on the screen: outputs with units and clauses, then everything a declaration must say about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from footrule.cli.languages import current
from footrule.cli.screen import line, show, styled, table, wrapped
from footrule.cli.words import label, word

if TYPE_CHECKING:
    from footrule.runtime.calculate import Given, Result
    from footrule.runtime.form import Form, Label


def show_result(form: Form, result: Result) -> None:
    """Everything the result says but its trace."""
    own = form.standard
    line(f"{label(own.title.zh, own.title.en)} · {own.number} {own.edition}", "bold")
    line(own.id, "dim")
    line()
    _values(word("output"), result.outputs)
    if result.reports:
        _values(word("reported"), result.reports)
    if result.inventory is not None:
        _inventory(result)
    if result.options:
        _options(result)
    if result.departures:
        _heading(word("departures"))
        for departure in result.departures:
            line(f"  {departure.rule} → {departure.departs} ({_clause(departure.standard, departure.clause, own.id)})")
        line()
    if result.ranks:
        _ranks(result)
    for warning in result.warnings:
        wrapped(f"{word('warning')}: {warning.line(current())}", style="yellow")
    line(word("rests on", status=word(f"status {result.status}")))


def value_text(value: object, unit: str) -> str:
    """The value in the reader's language, its digits and unit as the runtime shows them."""
    from footrule.runtime.values import ABSENT_WORDS, Absent, shown  # noqa: PLC0415

    if isinstance(value, Absent):
        zh, en = ABSENT_WORDS[value]
        return zh if current() == "zh" else en
    if isinstance(value, bool):
        return word("yes" if value else "no")
    return shown(value, unit)  # type: ignore[arg-type]  # what remains is a Value


def _values(title: str, values: Sequence[Given]) -> None:
    shown = table(title, "", word("value"), word("clause"), numbers=(2,), whole=(0, 2))
    own = values[0].standard if values else ""
    for given in values:
        shown.add_row(
            styled(given.name, "bold"),
            styled(_label(given.label)),
            styled(value_text(given.value, given.unit)),
            styled(_clause(given.standard, given.clause, own)),
        )
    show(shown)
    line()


def _inventory(result: Result) -> None:
    totals = result.inventory
    assert totals is not None
    shown = table(
        f"{word('inventory')} ({totals.unit})", "", word("emissions"), word("removals"), numbers=(2, 3), whole=(2, 3)
    )
    for one in (*totals.stages, *totals.carbon, totals.whole):
        shown.add_row(
            styled(one.name, "bold" if one is totals.whole else ""),
            styled(_label(one.label)),
            styled(value_text(one.emissions, "")),
            styled(value_text(one.removals, "")),
        )
    show(shown)
    line()


def _options(result: Result) -> None:
    from footrule.runtime.values import unit_of  # noqa: PLC0415

    _heading(word("options taken"))
    for taken in result.options:
        told = value_text(taken.value, unit_of(taken.option.type))
        by_default = word("by default") if taken.by_default else ""
        named = _label(taken.option.label)
        line(f"  {taken.option.name} = {told}{by_default}" + (f"  {named}" if named else ""))
    line()


def _ranks(result: Result) -> None:
    _heading(word("data ranks"))
    for rank in result.ranks:
        line(f"  {rank.path}: {rank.rank or word('not stated')}")
    if result.primary_share is not None:
        line(f"  {word('primary share')}: {value_text(result.primary_share * 100, '%')}")
    line()


def _heading(text: str) -> None:
    line(text, "bold")


def _label(one: Label) -> str:
    return label(one.zh, one.en)


def _clause(standard: str, clause: str, own: str) -> str:
    told = f"§{clause}" if clause else ""
    return told if standard == own else f"{standard} {told}"
