"""A form told in other names: what the old edition says, in the words of the new one. Its meaning stays the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

from footrule.compiler.rewriting import rewrite, with_children
from footrule.runtime import form
from footrule.runtime.walking import children, every


@dataclass(slots=True)
class Names:
    """Old name -> new name, by what is named. Fields and columns by (list or table, name), members by (kind, name).

    `values` holds rules, inputs, lists, options and tables alike: they share one space of names.
    """

    kinds: dict[str, str] = field(default_factory=dict)
    members: dict[tuple[str, str], str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    fields: dict[tuple[str, str], str] = field(default_factory=dict)
    columns: dict[tuple[str, str], str] = field(default_factory=dict)

    def member(self, kind: str, name: str) -> str:
        return self.members.get((kind, name), name)

    def value(self, name: str) -> str:
        return self.values.get(name, name)

    def nothing(self) -> bool:
        return not (self.kinds or self.members or self.values or self.fields or self.columns)


def told(compiled: form.Form, names: Names) -> form.Form:
    """The form with every name replaced."""
    if names.nothing():
        return compiled
    teller = _Teller(compiled, names)
    inventory = compiled.inventory
    return msgspec.structs.replace(
        compiled,
        enumerations=tuple(teller.enumeration(one) for one in compiled.enumerations),
        inputs=tuple(teller.input(one) for one in compiled.inputs),
        lists=tuple(teller.list(one) for one in compiled.lists),
        options=tuple(teller.option(one) for one in compiled.options),
        tables=tuple(teller.table(one) for one in compiled.tables),
        rules=tuple(teller.rule(one) for one in compiled.rules),
        requirements=tuple(teller.requirement(one) for one in compiled.requirements),
        outputs=tuple(names.value(name) for name in compiled.outputs),
        reports=tuple(names.value(name) for name in compiled.reports),
        inventory=None
        if inventory is None
        else msgspec.structs.replace(
            inventory,
            total=names.value(inventory.total),
            terms=tuple(
                msgspec.structs.replace(term, rule=names.value(term.rule), total=names.value(term.total))
                for term in inventory.terms
            ),
        ),
        constructs=tuple(
            msgspec.structs.replace(one, rules=tuple(names.value(rule) for rule in one.rules))
            for one in compiled.constructs
        ),
    )


def document_told(compiled: form.Form, names: Names, document: dict[str, Any]) -> dict[str, Any]:
    """A document of `compiled` in the other names: `{"inputs": …, "options": …}` in, the same out."""
    lists = {many.name: {item.name: item for item in many.fields} for many in compiled.lists}
    inputs = {given.name: given for given in compiled.inputs}
    options = {option.name: option for option in compiled.options}
    found: dict[str, Any] = {"inputs": {}, "options": {}}
    for name, value in (document.get("inputs") or {}).items():
        if name in lists and isinstance(value, list):
            items = [_item(names, name, lists[name], item) for item in value]
            found["inputs"][names.value(name)] = items
        else:
            found["inputs"][names.value(name)] = _given(names, inputs.get(name), value)
    for name, value in (document.get("options") or {}).items():
        found["options"][names.value(name)] = _given(names, options.get(name), value)
    return found


def backwards(names: Names) -> Names:
    """The way back."""
    kinds = {new: old for old, new in names.kinds.items()}
    lists = {new: old for old, new in names.values.items()}
    return Names(
        kinds=kinds,
        members={(names.kinds.get(kind, kind), new): old for (kind, old), new in names.members.items()},
        values=lists,
        fields={(names.value(owner), new): old for (owner, old), new in names.fields.items()},
        columns={(names.value(owner), new): old for (owner, old), new in names.columns.items()},
    )


def _item(names: Names, owner: str, fields: dict[str, form.Input], item: Any) -> Any:
    if not isinstance(item, dict):
        return item
    return {
        names.fields.get((owner, name), name): _given(names, fields.get(name), value) for name, value in item.items()
    }


def _given(names: Names, declared: form.Input | form.Option | None, value: Any) -> Any:
    if declared is not None and isinstance(declared.type, form.Choice) and isinstance(value, str):
        return names.member(declared.type.of, value)
    return value


@dataclass(slots=True)
class _Teller:
    compiled: form.Form
    names: Names

    def type(self, type: form.Type) -> form.Type:
        match type:
            case form.Choice(of=of):
                return form.Choice(of=self.names.kinds.get(of, of))
            case form.Item(of=of):
                return form.Item(of=self.names.value(of))
            case _:
                return type

    def enumeration(self, one: form.Enumeration) -> form.Enumeration:
        members = tuple(msgspec.structs.replace(m, name=self.names.member(one.name, m.name)) for m in one.members)
        return msgspec.structs.replace(one, name=self.names.kinds.get(one.name, one.name), members=members)

    def input(self, one: form.Input) -> form.Input:
        source_of = self.names.value(one.source_of)
        return msgspec.structs.replace(
            one, name=self.names.value(one.name), type=self.type(one.type), source_of=source_of
        )

    def list(self, many: form.ListInput) -> form.ListInput:
        renamed = {item.name: self.names.fields.get((many.name, item.name), item.name) for item in many.fields}
        fields = tuple(
            msgspec.structs.replace(
                item,
                name=renamed[item.name],
                type=self.type(item.type),
                source_of=renamed.get(item.source_of, item.source_of),
            )
            for item in many.fields
        )
        return msgspec.structs.replace(many, name=self.names.value(many.name), fields=fields)

    def option(self, one: form.Option) -> form.Option:
        default = None if one.default is None else self.expression(one.default, {})
        return msgspec.structs.replace(one, name=self.names.value(one.name), type=self.type(one.type), default=default)

    def table(self, one: form.Table) -> form.Table:
        keys = tuple(msgspec.structs.replace(key, type=self.type(key.type)) for key in one.keys)
        columns = tuple(
            msgspec.structs.replace(
                column, name=self.names.columns.get((one.name, column.name), column.name), type=self.type(column.type)
            )
            for column in one.columns
        )
        rows = tuple(
            form.Row(
                keys=tuple(self.cell(text, key.type) or "" for text, key in zip(row.keys, one.keys, strict=True)),
                values=tuple(
                    self.cell(text, column.type) for text, column in zip(row.values, one.columns, strict=True)
                ),
            )
            for row in one.rows
        )
        return msgspec.structs.replace(one, name=self.names.value(one.name), keys=keys, columns=columns, rows=rows)

    def cell(self, text: str | None, type: form.Type) -> str | None:
        return self.names.member(type.of, text) if text is not None and isinstance(type, form.Choice) else text

    def rule(self, one: form.Rule) -> form.Rule:
        items = {p.name: p.type.of for p in one.parameters if isinstance(p.type, form.Item)}
        cases = tuple(
            msgspec.structs.replace(
                case,
                body=self.expression(case.body, items),
                guard=None if case.guard is None else self.expression(case.guard, items),
            )
            for case in one.cases
        )
        parameters = tuple(msgspec.structs.replace(p, type=self.type(p.type)) for p in one.parameters)
        return msgspec.structs.replace(
            one, name=self.names.value(one.name), type=self.type(one.type), cases=cases, parameters=parameters
        )

    def requirement(self, one: form.Requirement) -> form.Requirement:
        guard = None if one.guard is None else self.expression(one.guard, {})
        return msgspec.structs.replace(one, condition=self.expression(one.condition, {}), guard=guard)

    def expression(self, node: form.Expr, items: dict[str, str]) -> form.Expr:
        """`items`: which list the variables in sight are items of."""
        names = self.names
        if isinstance(node, form.Aggregate):
            inner = {**items, node.variable: node.over}
            return msgspec.structs.replace(
                node,
                over=names.value(node.over),
                body=self.expression(node.body, inner),
                where=None if node.where is None else self.expression(node.where, inner),
            )

        def change(one: form.Expr) -> form.Expr:
            match one:
                case form.Ref(name=name):
                    return msgspec.structs.replace(one, name=names.value(name))
                case form.Call(rule=rule):
                    return msgspec.structs.replace(one, rule=names.value(rule))
                case form.Lookup(table=table, column=column):
                    column = names.columns.get((table, column), column)
                    return msgspec.structs.replace(one, table=names.value(table), column=column)
                case form.Member(of=of, name=name):
                    return msgspec.structs.replace(one, of=names.kinds.get(of, of), name=names.member(of, name))
                case form.Get(of=form.Var(name=variable), field=name):
                    owner = items.get(variable, "")
                    return msgspec.structs.replace(one, field=names.fields.get((owner, name), name))
                case _:
                    return one

        return _rewritten(node, change, self, items)


def _rewritten(node: form.Expr, change: Any, teller: _Teller, items: dict[str, str]) -> form.Expr:
    """`rewrite`, but an aggregate inside is told with its own variable in sight."""
    if not _holds_aggregate(node):
        return rewrite(node, change)
    found: form.Expr = change(with_children(node, [teller.expression(child, items) for child in children(node)]))
    return found


def _holds_aggregate(node: form.Expr) -> bool:
    return any(isinstance(one, form.Aggregate) for one in every(node))
