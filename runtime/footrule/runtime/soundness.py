"""Whether a compiled form can be calculated with at all, asked once before it is.

A form from the compiler always can. One that was edited, cut short or written by another tool is refused here with
what is wrong, so that nothing later has to expect a unit that cannot be read or a row that is too short.
"""

from __future__ import annotations

from collections.abc import Iterator

from footrule.runtime import exact, form
from footrule.runtime.form_units import FormUnits
from footrule.runtime.problems import Problem, Refused, Words, visible
from footrule.runtime.units import UnitError
from footrule.runtime.values import read_value


def require_sound(compiled: form.Form, units: FormUnits) -> None:
    """Raises `Refused` with every fault found: units, bounds, table rows, and names the inventory speaks of."""
    faults = [*_types(compiled, units), *_bounds(compiled), *_rows(compiled), *_names(compiled)]
    if faults:
        raise Refused(faults[:20])


def _fault(name: str, zh: str, en: str) -> Problem:
    shown = visible(name)
    return Problem("R0311", "", {"reason": Words(f"`{shown}` {zh}", f"`{shown}` {en}")})


def _declared(compiled: form.Form) -> Iterator[form.Input | form.Option]:
    yield from compiled.inputs
    yield from compiled.options
    for items in compiled.lists:
        yield from items.fields


def _types(compiled: form.Form, units: FormUnits) -> Iterator[Problem]:
    typed = [(declared.name, declared.type) for declared in _declared(compiled)]
    typed += [(rule.name, rule.type) for rule in compiled.rules]
    typed += [(column.name, column.type) for table in compiled.tables for column in table.columns]
    for name, type_ in typed:
        if isinstance(type_, form.Quantity):
            try:
                units.parse(type_.unit)
            except UnitError as error:
                yield _fault(name, f"的单位不能读：{error.zh}", f"has a unit that cannot be read: {error.en}")


def _bounds(compiled: form.Form) -> Iterator[Problem]:
    for declared in _declared(compiled):
        for bound in declared.bounds:
            try:
                exact.read_number(bound.value)
            except exact.NumberError as error:
                yield _fault(declared.name, f"的界限有误：{error.zh}", f"has a faulty bound: {error.en}")


def _rows(compiled: form.Form) -> Iterator[Problem]:
    for table in compiled.tables:
        for row in table.rows:
            if len(row.keys) != len(table.keys) or len(row.values) != len(table.columns):
                yield _fault(table.name, "有一行的格数不对", "has a row with too few or too many cells")
                continue
            try:
                for text, column in zip(row.values, table.columns, strict=True):
                    read_value(text, column.type)
                for text, key in zip(row.keys, table.keys, strict=True):
                    read_value(text, key.type)
            except exact.NumberError as error:
                yield _fault(table.name, f"有一格有误：{error.zh}", f"has a faulty cell: {error.en}")


def _names(compiled: form.Form) -> Iterator[Problem]:
    rules = {rule.name for rule in compiled.rules if not rule.parameters}
    given = {declared.name for declared in compiled.inputs} | {option.name for option in compiled.options}
    wanted = [name for name in compiled.outputs if name not in rules | given]
    wanted += [name for name in compiled.reports if name not in rules | given]
    if compiled.inventory is not None:
        named = [compiled.inventory.total, *(n for term in compiled.inventory.terms for n in (term.rule, term.total))]
        wanted += [name for name in named if name not in rules]
    for name in dict.fromkeys(wanted):
        yield _fault(name, "没有定义", "is not defined")
    sources = {declared.source_of for declared in compiled.inputs if declared.source_of}
    for name in sorted(sources - given):
        yield _fault(name, "没有定义", "is not defined")
