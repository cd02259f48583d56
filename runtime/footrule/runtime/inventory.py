"""What an inventory adds up to: by stage, by gas, by kind of carbon, emissions and removals apart, and how much of it
rests on primary data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from footrule.runtime import form
from footrule.runtime.form_index import FormIndex
from footrule.runtime.form_units import FormUnits
from footrule.runtime.inputs import Rank
from footrule.runtime.problems import Problem, Refused
from footrule.runtime.reference import Interpreter
from footrule.runtime.values import Json, shown, to_json, unit_of


@dataclass(frozen=True, slots=True)
class Line:
    """One sum: `emissions` ≥ 0 of every emission term, `removals` ≤ 0 of every removal, both in `unit`."""

    name: str
    unit: str
    emissions: Fraction
    removals: Fraction
    label: form.Label

    @property
    def net(self) -> Fraction:
        return self.emissions + self.removals

    def to_json(self) -> Json:
        sums = (("emissions", self.emissions), ("removals", self.removals), ("net", self.net))
        label = {"zh": self.label.zh, "en": self.label.en}
        return {"name": self.name, "label": label, **{name: to_json(value, self.unit) for name, value in sums}}


@dataclass(frozen=True, slots=True)
class TermValue:
    """One term: `own` in its own gas and unit, `total` in the inventory's unit."""

    term: form.Term
    own: Fraction
    own_unit: str
    total: Fraction
    unit: str

    def to_json(self) -> Json:
        term = self.term
        return {
            "name": term.name,
            "label": {"zh": term.label.zh, "en": term.label.en},
            "kind": term.kind,
            "stage": term.stage,
            "gas": term.gas,
            "carbon": term.carbon,
            "own": to_json(self.own, self.own_unit),
            "total": to_json(self.total, self.unit),
        }


@dataclass(frozen=True, slots=True)
class Totals:
    """The inventory added up. `gases` are in their own mass, one line a gas and kind of unit; the rest in `unit`."""

    unit: str
    whole: Line
    terms: tuple[TermValue, ...]
    stages: tuple[Line, ...]
    gases: tuple[Line, ...]
    carbon: tuple[Line, ...]

    def to_json(self) -> Json:
        return {
            "unit": self.unit,
            "whole": self.whole.to_json(),
            "terms": [value.to_json() for value in self.terms],
            "stages": [line.to_json() for line in self.stages],
            "gases": [line.to_json() for line in self.gases],
            "carbon": [line.to_json() for line in self.carbon],
        }


def add_up(
    index: FormIndex, units: FormUnits, interpreter: Interpreter, gather: Callable[[Refused], None]
) -> Totals | None:
    """The totals of the form's inventory; None where it has none, or where a term is refused.

    `gather` is told each refusal: of a term, and of a removal above zero.
    """
    inventory = index.form.inventory
    if inventory is None:
        return None
    unit = unit_of(index.rules[inventory.total].type)
    values: list[TermValue] = []
    for term in inventory.terms:
        try:
            values.append(_term_value(term, unit, index, units, interpreter))
        except Refused as refusal:
            gather(refusal)
    if len(values) < len(inventory.terms):
        return None
    stages = index.form.boundary.stages if index.form.boundary else ()
    labels = {stage.name: stage.label for stage in stages}
    names = dict.fromkeys([*labels, *(term.stage for term in inventory.terms)])
    return Totals(
        unit=unit,
        whole=_line("", unit, values),
        terms=tuple(values),
        stages=tuple(
            _line(name, unit, [v for v in values if v.term.stage == name], labels.get(name, form.Label()))
            for name in names
        ),
        gases=_by_gas(values, units),
        carbon=tuple(
            _line(carbon, unit, [v for v in values if v.term.carbon == carbon])
            for carbon in dict.fromkeys(v.term.carbon for v in values)
            if carbon
        ),
    )


def _term_value(term: form.Term, unit: str, index: FormIndex, units: FormUnits, interpreter: Interpreter) -> TermValue:
    own, total = interpreter.rule(term.rule), interpreter.rule(term.total)
    own_unit, total_unit = (unit_of(index.rules[name].type) for name in (term.rule, term.total))
    place = index.place(term.at)
    if not isinstance(own, Fraction) or not isinstance(total, Fraction):
        arguments = {
            "what": f"`{term.name}`",
            "where": "",
            "absent": shown(own if isinstance(total, Fraction) else total),
        }
        raise Refused((Problem("R0309", "", arguments, place.standard, place.clause),))
    if term.kind == "removal" and own > 0:
        arguments = {"term": term.name, "value": shown(own, own_unit)}
        raise Refused((Problem("R0307", "", arguments, place.standard, place.clause),))
    factor = units.parse(total_unit).factor_to(units.parse(unit))
    return TermValue(term, own, own_unit, total * factor, unit)


def _line(name: str, unit: str, values: Iterable[TermValue], label: form.Label | None = None) -> Line:
    values = tuple(values)
    emissions, removals = (
        sum((v.total for v in values if v.term.kind == kind), Fraction(0)) for kind in ("emission", "removal")
    )
    return Line(name, unit, emissions, removals, label or form.Label())


def _by_gas(values: list[TermValue], units: FormUnits) -> tuple[Line, ...]:
    """Own amounts of each gas; amounts that are not of one dimension (a mass, a mass per tonne) stay apart."""
    groups: dict[tuple[str, object], list[TermValue]] = {}
    for value in values:
        if value.term.gas:
            groups.setdefault((value.term.gas, units.parse(value.own_unit).dims), []).append(value)
    lines = []
    for (gas, _), group in groups.items():
        unit = group[0].own_unit
        sums = {"emission": Fraction(0), "removal": Fraction(0)}
        for value in group:
            sums[value.term.kind] += value.own * units.parse(value.own_unit).factor_to(units.parse(unit))
        lines.append(Line(gas, unit, sums["emission"], sums["removal"], form.Label()))
    return tuple(lines)


def primary_share(index: FormIndex, totals: Totals | None, ranks: tuple[Rank, ...]) -> Fraction | None:
    """The share of the terms' absolute amounts whose every governed input carries the best rank.

    None where the standard orders no data, or where there is nothing to share. A term that rests on no governed input
    is not primary; of a list every item counts.
    """
    orders: dict[str, str] = {order.role: order.enumeration for order in index.form.data}
    if not orders or totals is None:
        return None
    members = {kind.name: kind.members for kind in index.form.enumerations}
    best = {role: members[kind][0].name for role, kind in orders.items() if members.get(kind)}
    carried: dict[str, bool] = {}
    for rank in ranks:
        carried[rank.input] = (
            carried.get(rank.input, True) and rank.rank is not None and rank.rank == best.get(rank.role)
        )
    whole = sum((abs(value.total) for value in totals.terms), Fraction(0))
    if not whole:
        return None
    primary = [v for v in totals.terms if v.term.inputs and all(carried.get(name, False) for name in v.term.inputs)]
    return sum((abs(value.total) for value in primary), Fraction(0)) / whole
