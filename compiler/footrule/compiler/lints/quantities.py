"""Traps of units a reader with a pocket calculator falls into, seen in the compiled form.

The compiled rules themselves are right: the type checker saw to that. These are about the text they come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from footrule.compiler.lints.places import place
from footrule.compiler.rewriting import expressions
from footrule.dsl.diagnostics.model import Also, Diagnostic, Place
from footrule.dsl.tree import Span
from footrule.runtime import form
from footrule.runtime.walking import every


def traps(compiled: form.Form, path: str) -> Iterator[Diagnostic]:
    yield from _per_cent(compiled, path)
    yield from _prefixes(compiled, path)
    yield from _yields(compiled, path)


def _own(compiled: form.Form) -> Iterator[form.Rule]:
    return (rule for rule in compiled.rules if compiled.places[rule.at].standard == compiled.standard.id)


def _per_cent(compiled: form.Form, path: str) -> Iterator[Diagnostic]:
    """A share used as a fraction in one rule and as the number of per cent in another."""
    uses = _uses_of_per_cent(compiled)
    for name, at in uses.as_number.items():
        also: tuple[Also, ...] = ()
        if name in uses.as_fraction:
            also = (Also(place(compiled, uses.as_fraction[name], path), "此处作为分数使用", "used as a fraction here"),)
        elif name in uses.fields:
            continue  # a formula printed for per cent throughout: lawful, and told where another edition differs
        yield Diagnostic("F0606", place(compiled, at, path), {"name": name}, also)


def turned_to_per_cent(compiled: form.Form, others: Iterable[form.Form], path: str) -> Iterator[Diagnostic]:
    """A share that goes into a formula as its number of per cent here and as a fraction in another edition, or so."""
    number = compiled.standard.id.partition("@")[0]
    uses = _uses_of_per_cent(compiled)
    for other in others:
        if other.standard.id.partition("@")[0] == number and other.standard.id != compiled.standard.id:
            theirs = _uses_of_per_cent(other)
            for name, at in uses.as_number.items():
                if name in theirs.as_fraction and name not in theirs.as_number:
                    there = other.places[theirs.as_fraction[name]]
                    words = {"name": name, "standard": other.standard.id, "clause": there.clause}
                    span = Span(max(there.line, 1), 1, max(there.line, 1), 2)
                    elsewhere = Place(other.standard.id, span, there.clause, there.standard)
                    also = (Also(elsewhere, "那里作为分数使用", "a fraction there"),)
                    yield Diagnostic("F0619", place(compiled, at, path), words, also)


@dataclass(frozen=True, slots=True)
class _Uses:
    """Where each share in per cent goes into a rule, by name. `fields`: those that are fields of items."""

    as_number: dict[str, int]
    as_fraction: dict[str, int]
    fields: frozenset[str]


def _uses_of_per_cent(compiled: form.Form) -> _Uses:
    units = {r.name: r.type.unit for r in compiled.rules if isinstance(r.type, form.Quantity)}
    declared: list[form.Input | form.Option] = [*compiled.inputs, *compiled.options]
    units |= {given.name: given.type.unit for given in declared if isinstance(given.type, form.Quantity)}
    items = [field for many in compiled.lists for field in many.fields if isinstance(field.type, form.Quantity)]
    fields = {f.name: f.type.unit for f in items if isinstance(f.type, form.Quantity)}
    uses = _Uses({}, {}, frozenset(fields.keys() - units.keys()))
    for rule in _own(compiled):
        for node in (n for e in expressions(rule) for n in every(e)):
            if isinstance(node, form.Div) and _is_one_per_cent(node.right):
                for name in _names(node.left, units, fields):
                    uses.as_number.setdefault(name, node.at or rule.at)
            elif isinstance(node, form.Mul):
                for side in (node.left, node.right):
                    for name in _names(side, units, fields):
                        uses.as_fraction.setdefault(name, node.at or rule.at)
    return uses


def _is_one_per_cent(node: form.Expr) -> bool:
    while isinstance(node, form.Scale):
        node = node.of
    return isinstance(node, form.Num) and node.unit == "%" and Fraction(node.value) == 1


def _names(node: form.Expr, units: dict[str, str], fields: dict[str, str]) -> Iterator[str]:
    while isinstance(node, form.Scale):
        node = node.of
    if isinstance(node, form.Get) and fields.get(node.field) == "%":
        yield node.field
    name = node.name if isinstance(node, form.Ref) else node.rule if isinstance(node, form.Call) else ""
    if units.get(name) == "%":
        yield name


def _prefixes(compiled: form.Form, path: str) -> Iterator[Diagnostic]:
    """A rule in one prefix of a unit from a table printed in another."""
    columns = {(t.name, c.name): (c.type, t.at) for t in compiled.tables for c in t.columns}
    for rule in _own(compiled):
        if not isinstance(rule.type, form.Quantity) or rule.parameters == ():
            continue
        for case in rule.cases:
            if not isinstance(case.body, form.Scale) or not _power_of_thousand(Fraction(case.body.by)):
                continue
            for node in every(case.body):
                found = columns.get((node.table, node.column)) if isinstance(node, form.Lookup) else None
                if found is None or not isinstance(found[0], form.Quantity):
                    continue
                pair = _prefixed(rule.type.unit, found[0].unit)
                if pair is not None:
                    factor = Fraction(case.body.by)
                    told = str(factor) if factor >= 1 else f"1/{1 / factor}"
                    words = {"name": rule.name, "unit": pair[0], "other": pair[1], "factor": told}
                    also = (Also(place(compiled, found[1], path), "表在此处", "the table is here"),)
                    yield Diagnostic("F0611", place(compiled, case.at, path), words, also)
                    break


def _power_of_thousand(factor: Fraction) -> bool:
    return factor in {Fraction(1000) ** power for power in (-3, -2, -1, 1, 2, 3)}


_FAMILIES = (("kJ", "MJ", "GJ", "TJ", "PJ"), ("kWh", "MWh", "GWh", "TWh"), ("kg", "t", "kt", "Mt"))


def _prefixed(one: str, other: str) -> tuple[str, str] | None:
    """The two prefixed units of one family in two unit texts."""
    for family in _FAMILIES:
        mine = [unit for unit in family if unit in _words(one)]
        theirs = [unit for unit in family if unit in _words(other)]
        if mine and theirs and not set(mine) & set(theirs):
            return mine[0], theirs[0]
    return None


def _words(unit: str) -> list[str]:
    return [word for part in unit.replace("*", "/").split("/") for word in part.split()]


def _yields(compiled: form.Form, path: str) -> Iterator[Diagnostic]:
    """A literal one between tonnes of two different things."""
    for rule in _own(compiled):
        for node in (n for e in expressions(rule) for n in every(e)):
            if isinstance(node, form.Num) and "/" in node.unit and Fraction(node.value) == 1:
                top, _, bottom = node.unit.partition("/")
                one, other = top.split(), bottom.split()
                if len(one) > 1 and len(other) > 1 and one[0] == other[0] and one[1:] != other[1:]:
                    words = {"first": " ".join(other[1:]), "second": " ".join(one[1:])}
                    yield Diagnostic("F0612", place(compiled, node.at or rule.at, path), words)
