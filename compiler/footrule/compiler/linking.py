"""What one edition takes from another: compiled definitions, renamed to fit, their places kept.

A dependency is linked from its compiled form, so an edit here never recompiles it. Quantities keep the GWP set of the
standard they come from: `kgCO2e` of an AR5 standard arrives as `kgCO2e(AR5)`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from footrule.compiler.rewriting import expressions, rewrite
from footrule.compiler.scope import Scope, Signature
from footrule.runtime import form
from footrule.runtime.form_units import FormUnits
from footrule.runtime.walking import every

CO2E = re.compile(r"CO2e(?!\()")
D = TypeVar("D", bound=form.Struct)


Key = tuple[bool, str]
"""Whether a kind is named, and its name: kinds and values have names of their own."""


@dataclass(slots=True)
class Link:
    """One dependency and what has been taken from it.

    `names` and `kinds`: what each value and each kind taken is called here.
    """

    source: form.Form
    scope: Scope
    names: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The units the other edition defines come with it: what is taken from it is told in them."""
        theirs = FormUnits(self.source)
        for named in self.source.units:
            self.scope.units.setdefault(named.name, theirs.extra[named.name])
            told = msgspec.structs.replace(named, unit=self._unit(named.unit), at=self._at(named.at))
            self.scope.unit_names.setdefault(named.name, told)

    def knows(self, name: str) -> bool:
        return name in self._values() or name in self._enumerations()

    def known(self) -> list[str]:
        return [*self._values(), *self._enumerations()]

    def take(self, name: str, alias: str) -> None:
        """Bring a definition in as `alias`, and all it stands on under names of their own.

        Where an input and its kind share a name, the kind is meant: inputs are declared, not borrowed.
        """
        kind = name in self._enumerations()
        value = name in self._values() and not (kind and self._values()[name] == "input")
        wanted: list[Key] = [(True, name)] * kind + [(False, name)] * value
        for is_kind, found in wanted:
            (self.kinds if is_kind else self.names)[found] = alias
        for key in wanted:
            needed = [*self._needs(key), key]
            for is_kind, found in needed:
                called = self.kinds if is_kind else self.names
                if found not in called:
                    called[found] = self._free(found, is_kind)
            for is_kind, found in needed:
                self._bring(found, is_kind)

    def take_all(self) -> None:
        """Bring everything in under its own name: what a child does with its parent."""
        for name in self._enumerations():
            self.kinds.setdefault(name, name)
            self._bring(name, True)
        for name in self._values():
            self.names.setdefault(name, name)
        for name in self._values():
            self._bring(name, False)

    def requirement(self, found: form.Requirement) -> form.Requirement:
        return msgspec.structs.replace(
            found,
            condition=self._expression(found.condition),
            guard=None if found.guard is None else self._expression(found.guard),
            at=self._at(found.at),
        )

    def _enumerations(self) -> set[str]:
        return {found.name for found in self.source.enumerations}

    def _values(self) -> dict[str, str]:
        source = self.source
        return {
            **{found.name: "table" for found in source.tables},
            **{found.name: "input" for found in source.inputs},
            **{found.name: "list" for found in source.lists},
            **{found.name: "option" for found in source.options},
            **{found.name: "rule" for found in source.rules},
        }

    def _needs(self, key: Key) -> list[Key]:
        """What a definition stands on, deepest first."""
        found: dict[Key, None] = {}
        self._collect(key, found)
        found.pop(key, None)
        return list(found)

    def _collect(self, key: Key, found: dict[Key, None]) -> None:
        if key in found:
            return
        for needed in self._direct(key):
            if needed != key:
                self._collect(needed, found)
        found[key] = None

    def _direct(self, key: Key) -> list[Key]:
        is_kind, name = key
        kind = "" if is_kind else self._values().get(name)
        if kind == "table":
            table = next(t for t in self.source.tables if t.name == name)
            held = [k.type for k in table.keys] + [column.type for column in table.columns]
            return [needed for type in held for needed in _types(type)]
        if kind == "input":
            given = next(i for i in self.source.inputs if i.name == name)
            return _types(given.type) + [(False, i.name) for i in self.source.inputs if i.source_of == name]
        if kind == "option":
            return _types(next(o for o in self.source.options if o.name == name).type)
        if kind == "list":
            fields = next(i for i in self.source.lists if i.name == name).fields
            return [needed for item in fields for needed in _types(item.type)]
        if kind == "rule":
            rule = next(r for r in self.source.rules if r.name == name)
            needs = _types(rule.type) + [n for p in rule.parameters for n in _types(p.type)]
            for expression in expressions(rule):
                for node in every(expression):
                    needs += _names(node)
            return needs
        return []

    def _free(self, name: str, is_kind: bool) -> str:
        """The name itself where nothing here is called so, else the name behind the standard's slug."""
        scope = self.scope
        if is_kind:
            taken = {*scope.reserved_kinds, *scope.enumerations, *self.kinds.values()}
        else:
            taken = {*scope.reserved, *scope.names(), *self.names.values()}
        if name not in taken:
            return name
        slug = re.sub(r"\W+", "_", self.source.standard.id.partition("/")[2])
        return f"{slug}_{name}"

    def _bring(self, name: str, is_kind: bool) -> None:
        scope = self.scope
        if is_kind:
            found, here = next(e for e in self.source.enumerations if e.name == name), self.kinds[name]
            scope.enumerations.setdefault(here, msgspec.structs.replace(found, name=here, at=self._at(found.at)))
            return
        kind, here = self._values()[name], self.names[name]
        if kind == "table":
            table = next(t for t in self.source.tables if t.name == name)
            keys = tuple(msgspec.structs.replace(key, type=self._type(key.type)) for key in table.keys)
            columns = tuple(msgspec.structs.replace(c, type=self._type(c.type)) for c in table.columns)
            scope.tables.setdefault(
                here, msgspec.structs.replace(table, name=here, keys=keys, columns=columns, at=self._at(table.at))
            )
        elif kind == "input":
            given = next(i for i in self.source.inputs if i.name == name)
            scope.inputs.setdefault(here, self._input(given, here))
        elif kind == "list":
            many = next(i for i in self.source.lists if i.name == name)
            fields = tuple(self._input(item, item.name) for item in many.fields)
            scope.lists.setdefault(here, msgspec.structs.replace(many, name=here, fields=fields, at=self._at(many.at)))
        elif kind == "option":
            option = next(o for o in self.source.options if o.name == name)
            default = None if option.default is None else self._expression(option.default)
            scope.options.setdefault(
                here,
                msgspec.structs.replace(
                    option, name=here, type=self._type(option.type), default=default, at=self._at(option.at)
                ),
            )
        else:
            self._bring_rule(next(r for r in self.source.rules if r.name == name), here)

    def _bring_rule(self, rule: form.Rule, here: str) -> None:
        if here in self.scope.imported:
            return
        cases = tuple(
            msgspec.structs.replace(
                case,
                body=self._expression(case.body),
                guard=None if case.guard is None else self._expression(case.guard),
                at=self._at(case.at),
            )
            for case in rule.cases
        )
        parameters = tuple(msgspec.structs.replace(p, type=self._type(p.type)) for p in rule.parameters)
        taken = msgspec.structs.replace(
            rule, name=here, type=self._type(rule.type), cases=cases, parameters=parameters, at=self._at(rule.at)
        )
        self.scope.imported[here] = taken
        self.scope.signatures[here] = Signature(
            here,
            tuple((p.name, self.scope.meaning_of(p.type)) for p in parameters),
            self.scope.meaning_of(taken.type),
            taken.maybe,
        )

    def _input(self, given: form.Input, here: str) -> form.Input:
        source_of = self.names.get(given.source_of, given.source_of)
        return msgspec.structs.replace(
            given, name=here, type=self._type(given.type), source_of=source_of, at=self._at(given.at)
        )

    def _type(self, type: form.Type) -> form.Type:
        match type:
            case form.Quantity(unit=unit):
                return msgspec.structs.replace(type, unit=self._unit(unit))
            case form.Choice(of=of):
                return form.Choice(of=self.kinds.get(of, of))
            case form.Item(of=of):
                return form.Item(of=self.names.get(of, of))
            case _:
                return type

    def _unit(self, text: str) -> str:
        if self.source.standard.gwp == self.scope.gwp:
            return text
        return CO2E.sub(f"CO2e({self.source.standard.gwp or 'unstated'})", text)

    def _expression(self, expression: form.Expr) -> form.Expr:
        def change(node: form.Expr) -> form.Expr:
            changes: dict[str, object] = {"at": self._at(node.at)}
            if node.unit:
                changes["unit"] = self._unit(node.unit)
            match node:
                case form.Ref(name=name):
                    changes["name"] = self.names.get(name, name)
                case form.Call(rule=rule):
                    changes["rule"] = self.names.get(rule, rule)
                case form.Lookup(table=table):
                    changes["table"] = self.names.get(table, table)
                case form.Member(of=of):
                    changes["of"] = self.kinds.get(of, of)
                case form.Aggregate(over=over):
                    changes["over"] = self.names.get(over, over)
                case _:
                    pass
            return msgspec.structs.replace(node, **changes)

        return rewrite(expression, change)

    def _at(self, index: int) -> int:
        return self.scope.places.add(self.source.places[index])


def _types(type: form.Type) -> list[Key]:
    match type:
        case form.Choice(of=of):
            return [(True, of)]
        case form.Item(of=of):
            return [(False, of)]
        case _:
            return []


def _names(node: form.Expr) -> list[Key]:
    match node:
        case form.Ref(name=name):
            return [(False, name)]
        case form.Call(rule=rule):
            return [(False, rule)]
        case form.Lookup(table=table):
            return [(False, table)]
        case form.Member(of=of):
            return [(True, of)]
        case form.Aggregate(over=over):
            return [(False, over)]
        case _:
            return []
