"""Products to calculate by both editions: documents that give every matched input the same value.

Numbers are drawn where something may happen: at the limits the rules compare with and a little to either side, at
bounds, and at round values. Worked examples of both editions are the first products of all.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from footrule.compiler.editions.names import Names, document_told
from footrule.compiler.rewriting import expressions
from footrule.runtime import exact, form
from footrule.runtime.form_units import FormUnits
from footrule.runtime.unit_words import Dims
from footrule.runtime.units import UnitError
from footrule.runtime.walking import children, every

Document = dict[str, Any]
ROUND = tuple(Fraction(text) for text in ("0", "1", "2", "10", "100", "1000", "1/2", "1/10", "20", "50", "5"))
DAYS = ("2024-06-30", "2025-01-01", "2025-06-30")
Needs = frozenset[str]
"""Inputs by name, fields as `list.field`."""


def literals(compiled: form.Form) -> Iterator[form.Expr]:
    for rule in compiled.rules:
        for expression in expressions(rule):
            yield from every(expression)
    for requirement in compiled.requirements:
        yield from every(requirement.condition)
        if requirement.guard is not None:
            yield from every(requirement.guard)


@dataclass(slots=True)
class Products:
    """Makes documents for two forms told in the same names."""

    old: form.Form
    new: form.Form
    seed: int = 1
    units: FormUnits = field(init=False)
    pools: dict[Dims, list[Fraction]] = field(default_factory=dict)
    days: list[str] = field(default_factory=list)
    inputs: dict[str, form.Input] = field(default_factory=dict)
    options: dict[str, form.Option] = field(default_factory=dict)
    lists: dict[str, dict[str, form.Input]] = field(default_factory=dict)
    at_least: dict[str, int] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.units = FormUnits(self.new)
        for compiled in (self.old, self.new):
            self.inputs |= {given.name: given for given in compiled.inputs if not given.source_of}
            self.options |= {option.name: option for option in compiled.options}
            for many in compiled.lists:
                fields = {item.name: item for item in many.fields if not item.source_of}
                self.lists[many.name] = self.lists.get(many.name, {}) | fields
                self.at_least[many.name] = max(self.at_least.get(many.name, 0), many.at_least)
            for kind in compiled.enumerations:
                have = self.members.setdefault(kind.name, [])
                have += [member.name for member in kind.members if member.name not in have]
            self._gather(compiled, FormUnits(compiled))

    def _gather(self, compiled: form.Form, units: FormUnits) -> None:
        for node in literals(compiled):
            match node:
                case form.Num(value=text, unit=unit):
                    self._pool(Fraction(text), unit, units)
                case form.Day(value=day):
                    near = date.fromisoformat(day)
                    self.days += [day, (near + timedelta(1)).isoformat(), (near - timedelta(1)).isoformat()]
                case form.Str(value=text):
                    self.texts.append(text)
                case _:
                    pass
        for table in compiled.tables:
            for position, key in enumerate(table.keys):
                if isinstance(key.type, form.Quantity):
                    for row in table.rows:
                        self._pool(Fraction(row.keys[position]), key.type.unit, units)
            for position, column in enumerate(table.columns):
                if isinstance(column.type, form.Quantity):
                    for row in table.rows[:40]:
                        cell = row.values[position]
                        if cell is not None:
                            self._pool(Fraction(cell), column.type.unit, units)

    def _pool(self, value: Fraction, unit: str, units: FormUnits) -> None:
        try:
            parsed = units.parse(unit)
        except UnitError:
            return
        pool = self.pools.setdefault(parsed.dims, [])
        base = value * parsed.scale
        if base not in pool:
            pool.append(base)

    # --- documents ----------------------------------------------------------------------------------------------------

    def examples(self, names: Names, original_old: form.Form) -> Iterator[tuple[str, Document]]:
        """Worked examples of both editions in the shared names; of the new one last."""
        for example in original_old.examples:
            yield (
                example.name,
                document_told(original_old, names, {"inputs": example.given, "options": example.options}),
            )
        for example in self.new.examples:
            yield example.name, {"inputs": dict(example.given), "options": dict(example.options)}

    def fresh(self, needs: Needs | None = None, items: int = 2) -> Document:
        """A document that gives what is needed, all inputs where `needs` is None."""
        inputs: Document = {}
        options: Document = {}
        for name, given in self.inputs.items():
            if (needs is None or name in needs) and not (given.optional and self.chance.random() < 0.3):
                inputs[name] = self.value(given)
        for name, fields in self.lists.items():
            if needs is None or name in needs:
                count = max(self.at_least[name], self.chance.randint(1, items))
                inputs[name] = [self._item(name, fields, needs) for _ in range(count)]
        for name, option in self.options.items():
            if needs is None or name in needs:
                options[name] = self.value(option)
        return {"inputs": inputs, "options": options}

    def _item(self, owner: str, fields: dict[str, form.Input], needs: Needs | None) -> Document:
        found = {}
        for name, given in fields.items():
            if needs is not None and f"{owner}.{name}" not in needs:
                continue
            if not (given.optional and self.chance.random() < 0.3):
                found[name] = self.value(given)
        return found

    def mutated(self, document: Document, needs: Needs | None = None) -> Document:
        """The document with one to three of its needed values drawn anew."""
        found = copy.deepcopy(document)
        for _ in range(self.chance.randint(1, 3)):
            self._mutate(found, needs)
        return found

    def _mutate(self, document: Document, needs: Needs | None) -> None:
        inputs, options = document["inputs"], document["options"]
        places: list[tuple[Document, str, form.Input | form.Option]] = []
        for name, given in self.inputs.items():
            if name in inputs or (needs is not None and name in needs):
                places.append((inputs, name, given))
        for name, fields in self.lists.items():
            for item in inputs.get(name) or []:
                if isinstance(item, dict):
                    places += [
                        (item, key, fields[key])
                        for key in fields
                        if key in item or needs is None or f"{name}.{key}" in needs
                    ]
        for name, option in self.options.items():
            if name in options or (needs is not None and name in needs):
                places.append((options, name, option))
        if needs is not None:
            kept = [p for p in places if p[1] in needs or any(need.endswith(f".{p[1]}") for need in needs)]
            places = kept or places
        if places:
            where, name, chosen = self.chance.choice(places)
            if getattr(chosen, "optional", False) and self.chance.random() < 0.2:
                where.pop(name, None)
            else:
                where[name] = self.value(chosen)

    def value(self, given: form.Input | form.Option) -> Any:
        match given.type:
            case form.Quantity():
                return self._number(given, given.type)
            case form.Choice(of=of):
                return self.chance.choice(self.members[of]) if self.members.get(of) else ""
            case form.Truth():
                return self.chance.random() < 0.5
            case form.Date():
                return self.chance.choice(self.days or list(DAYS))
            case _:
                return self.chance.choice([*self.texts, "a", "b"])

    def _number(self, given: form.Input | form.Option, type: form.Quantity) -> Any:
        unit = self.units.parse(type.unit)
        pool = [base / unit.scale for base in self.pools.get(unit.dims, [])]
        limits = [Fraction(bound.value) for bound in given.bounds]
        if pool and self.chance.random() < 0.5:
            value = self.chance.choice(pool)
            value *= self.chance.choice((1, 1, Fraction(999, 1000), Fraction(1001, 1000), Fraction(1, 2), 2))
        elif limits and self.chance.random() < 0.25:
            value = self.chance.choice(limits)
        elif self.chance.random() < 0.3 and len(limits) == 2:
            value = limits[0] + (limits[1] - limits[0]) * Fraction(self.chance.randint(0, 100), 100)
        elif self.chance.random() < 0.2:
            value = Fraction(self.chance.randint(1, 10**7), 10**4)  # with digits a rounding takes away
        else:
            value = self.chance.choice(ROUND) * self.chance.choice((1, 1, 3, 7))
        if not isinstance(given, form.Option) and self.chance.random() < 0.1 and not limits:
            value = -value
        if type.whole:
            value = Fraction(round(value))
        for bound in given.bounds:
            limit, step = Fraction(bound.value), Fraction(1) if type.whole else Fraction(1, 1000)
            if (bound.op in ("ge", "gt") and value < limit) or (bound.op == "gt" and value == limit):
                value = limit + (step if bound.op == "gt" else 0)
            if (bound.op in ("le", "lt") and value > limit) or (bound.op == "lt" and value == limit):
                value = limit - (step if bound.op == "lt" else 0)
        return self.written(value, type.unit)

    def written(self, value: Fraction, unit: str) -> Any:
        """As a user writes it: with its unit, so that both editions read the same amount."""
        text = exact.exact_text(value)
        return {"value": text, "unit": unit} if unit and unit != "1" else text


def projected(document: Document, compiled: form.Form) -> Document:
    """What of a document one edition knows."""
    inputs = {given.name for given in compiled.inputs}
    lists = {many.name: {item.name for item in many.fields} for many in compiled.lists}
    options = {option.name for option in compiled.options}
    found: Document = {"inputs": {}, "options": {}}
    for name, value in document["inputs"].items():
        if name in lists and isinstance(value, list):
            found["inputs"][name] = [
                {key: held for key, held in item.items() if key in lists[name]} if isinstance(item, dict) else item
                for item in value
            ]
        elif name in inputs:
            found["inputs"][name] = value
    found["options"] = {name: value for name, value in document["options"].items() if name in options}
    return found


class Dependencies:
    """Which inputs, fields and definitions a rule or an expression stands on, calls followed."""

    def __init__(self, compiled: form.Form) -> None:
        self.rules = {rule.name: rule for rule in compiled.rules}
        self._needs: dict[str, Needs] = {}
        self._calls: dict[str, frozenset[str]] = {}
        for rule in compiled.rules:
            self.of_rule(rule.name)

    def of_rule(self, name: str) -> Needs:
        if name not in self._needs:
            rule = self.rules[name]
            items = {p.name: p.type.of for p in rule.parameters if isinstance(p.type, form.Item)}
            found: set[str] = {*items.values()}
            for expression in expressions(rule):
                found |= self.of(expression, items)
            self._needs[name] = frozenset(found)
        return self._needs[name]

    def of(self, node: form.Expr, items: dict[str, str] | None = None) -> Needs:
        items = items or {}
        match node:
            case form.Ref(name=name):
                return frozenset((name,))
            case form.Get(of=form.Var(name=variable), field=name):
                return frozenset((f"{items.get(variable, '')}.{name}",))
            case form.Call(rule=rule):
                found = set(self.of_rule(rule))
            case form.Aggregate(over=over, variable=variable):
                found = {over}
                items = {**items, variable: over}
            case _:
                found = set()
        for child in children(node):
            found |= self.of(child, items)
        return frozenset(found)

    def calls(self, name: str) -> frozenset[str]:
        """Rules and tables a rule names itself."""
        if name not in self._calls:
            self._calls[name] = direct_calls(self.rules[name])
        return self._calls[name]


def direct_calls(rule: form.Rule) -> frozenset[str]:
    """Rules, tables, inputs and options a rule names itself."""
    return frozenset(named for expression in expressions(rule) for node in every(expression) for named in _named(node))


def _named(node: form.Expr) -> tuple[str, ...]:
    match node:
        case form.Call(rule=rule):
            return (rule,)
        case form.Lookup(table=table):
            return (table,)
        case form.Ref(name=name):
            return (name,)
        case _:
            return ()
