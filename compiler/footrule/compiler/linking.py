"""What one edition takes from another: compiled definitions, renamed to fit, their places kept.

A dependency is linked from its compiled form, so an edit here never recompiles it. Quantities keep the GWP set of the
standard they come from: `kgCO2e` of an AR5 standard arrives as `kgCO2e(AR5)`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec
from footrule.compiler.rewriting import every, expressions, rewrite
from footrule.compiler.scope import Scope, Signature
from footrule.runtime import form

CO2E = re.compile(r"CO2e(?!\()")
D = TypeVar("D", bound=form.Struct)


@dataclass(slots=True)
class Link:
    """One dependency and what has been taken from it. `names`: what each taken thing is called here."""

    source: form.Form
    scope: Scope
    names: dict[str, str] = field(default_factory=dict)

    def knows(self, name: str) -> bool:
        return name in self._kinds()

    def known(self) -> list[str]:
        return list(self._kinds())

    def take(self, name: str, alias: str) -> None:
        """Bring a definition in as `alias`, and all it stands on under names of their own."""
        self.names[name] = alias
        for needed in self._needs(name):
            if needed not in self.names:
                self.names[needed] = self._free(needed)
        for needed in [*self._needs(name), name]:
            self._bring(needed)

    def take_all(self) -> None:
        """Bring everything in under its own name: what a child does with its parent."""
        for name in self._kinds():
            self.names.setdefault(name, name)
        for name in self._kinds():
            self._bring(name)

    def requirement(self, found: form.Requirement) -> form.Requirement:
        return msgspec.structs.replace(
            found,
            condition=self._expression(found.condition),
            guard=None if found.guard is None else self._expression(found.guard),
            at=self._at(found.at),
        )

    def _kinds(self) -> dict[str, str]:
        source = self.source
        return {
            **{found.name: "enumeration" for found in source.enumerations},
            **{found.name: "table" for found in source.tables},
            **{found.name: "input" for found in source.inputs},
            **{found.name: "list" for found in source.lists},
            **{found.name: "option" for found in source.options},
            **{found.name: "rule" for found in source.rules},
        }

    def _needs(self, name: str) -> list[str]:
        """Names this definition stands on, deepest first."""
        found: dict[str, None] = {}
        self._collect(name, found)
        found.pop(name, None)
        return list(found)

    def _collect(self, name: str, found: dict[str, None]) -> None:
        if name in found:
            return
        for needed in self._direct(name):
            if needed != name:
                self._collect(needed, found)
        found[name] = None

    def _direct(self, name: str) -> list[str]:
        kind = self._kinds().get(name)
        if kind == "table":
            table = next(t for t in self.source.tables if t.name == name)
            held = [key.type for key in table.keys] + [column.type for column in table.columns]
            return [needed for type in held for needed in _types(type)]
        if kind == "input":
            given = next(i for i in self.source.inputs if i.name == name)
            return _types(given.type) + [i.name for i in self.source.inputs if i.source_of == name]
        if kind == "option":
            return _types(next(o for o in self.source.options if o.name == name).type)
        if kind == "list":
            fields = next(i for i in self.source.lists if i.name == name).fields
            return [needed for item in fields for needed in _types(item.type)]
        if kind == "rule":
            rule = next(r for r in self.source.rules if r.name == name)
            needed = _types(rule.type) + [n for p in rule.parameters for n in _types(p.type)]
            for expression in expressions(rule):
                for node in every(expression):
                    needed += _names(node)
            return needed
        return []

    def _free(self, name: str) -> str:
        """The name itself where nothing here is called so, else the name behind the standard's slug."""
        scope = self.scope
        taken = {*scope.names(), *scope.enumerations, *scope.reserved, *self.names.values()}
        if name not in taken:
            return name
        slug = re.sub(r"\W+", "_", self.source.standard.id.partition("/")[2])
        return f"{slug}_{name}"

    def _bring(self, name: str) -> None:
        kind, scope, here = self._kinds()[name], self.scope, self.names[name]
        if kind == "enumeration":
            found = next(e for e in self.source.enumerations if e.name == name)
            scope.enumerations.setdefault(here, msgspec.structs.replace(found, name=here, at=self._at(found.at)))
        elif kind == "table":
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
                return form.Choice(of=self.names.get(of, of))
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
                    changes["of"] = self.names.get(of, of)
                case form.Aggregate(over=over):
                    changes["over"] = self.names.get(over, over)
                case _:
                    pass
            return msgspec.structs.replace(node, **changes)

        return rewrite(expression, change)

    def _at(self, index: int) -> int:
        return self.scope.places.add(self.source.places[index])


def _types(type: form.Type) -> list[str]:
    return [type.of] if isinstance(type, form.Choice | form.Item) else []


def _names(node: form.Expr) -> list[str]:
    match node:
        case form.Ref(name=name):
            return [name]
        case form.Call(rule=rule):
            return [rule]
        case form.Lookup(table=table):
            return [table]
        case form.Member(of=of):
            return [of]
        case form.Aggregate(over=over):
            return [over]
        case _:
            return []
