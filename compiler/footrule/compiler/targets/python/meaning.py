"""What the printer must know of an expression before printing it: its type, and whether it may have no value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from footrule.runtime import form

TRUTH = (form.Cmp, form.And, form.Or, form.Not, form.Known, form.Applicable, form.Bool)
DATES = ("add_days", "add_months")


@dataclass(frozen=True)
class Declared:
    """The declarations of a form by name."""

    of: form.Form
    variables: Mapping[str, form.Type] = field(default_factory=dict)
    """Types of the parameters and variables in scope."""

    @cached_property
    def inputs(self) -> Mapping[str, form.Input]:
        return {each.name: each for each in self.of.inputs}

    @cached_property
    def options(self) -> Mapping[str, form.Option]:
        return {each.name: each for each in self.of.options}

    @cached_property
    def lists(self) -> Mapping[str, form.ListInput]:
        return {each.name: each for each in self.of.lists}

    @cached_property
    def tables(self) -> Mapping[str, form.Table]:
        return {each.name: each for each in self.of.tables}

    @cached_property
    def rules(self) -> Mapping[str, form.Rule]:
        return {each.name: each for each in self.of.rules}

    @cached_property
    def enumerations(self) -> Mapping[str, form.Enumeration]:
        return {each.name: each for each in self.of.enumerations}

    def with_variable(self, name: str, of: form.Type) -> Declared:
        return Declared(self.of, {**self.variables, name: of})

    def field(self, of: form.Expr, name: str) -> form.Input:
        listed = self.type_of(of)
        assert isinstance(listed, form.Item)
        return next(each for each in self.lists[listed.of].fields if each.name == name)

    def column(self, table: str, name: str) -> tuple[int, form.Column]:
        return next((i, each) for i, each in enumerate(self.tables[table].columns) if each.name == name)

    def type_of(self, node: form.Expr) -> form.Type | None:
        """The type of a value, None for one that is always absent."""
        match node:
            case form.Str():
                return form.Text()
            case form.Day():
                return form.Date()
            case form.Member(of=of):
                return form.Choice(of)
            case form.Absent():
                return None
            case form.Ref(name=name):
                return (self.inputs.get(name) or self.options[name]).type
            case form.Var(name=name):
                return self.variables[name]
            case form.Get(of=of, field=name):
                return self.field(of, name).type
            case form.Call(rule=name):
                return self.rules[name].type
            case form.Lookup(table=table, column=name):
                return self.column(table, name)[1].type
            case form.Scale(of=of):
                return self.type_of(of) and form.Quantity(node.unit)
            case form.If(then=left, other=right) | form.OrElse(left=left, right=right):
                return self.type_of(left) or self.type_of(right)
            case form.Fn(name=name, arguments=arguments):
                return form.Date() if name in DATES else self._of_function(name, arguments)
            case form.Aggregate(kind=kind, variable=variable, over=over, body=body):
                if kind in ("any", "all", "distinct"):
                    return form.Truth()
                if kind in ("min", "max"):
                    return self.with_variable(variable, form.Item(over)).type_of(body)
                return form.Quantity(node.unit)
            case _:
                return form.Truth() if isinstance(node, TRUTH) else form.Quantity(node.unit)

    def _of_function(self, name: str, arguments: tuple[form.Expr, ...]) -> form.Type | None:
        return self.type_of(arguments[0]) if name in ("min", "max") else form.Quantity("1")

    def may_be_absent(self, node: form.Expr) -> bool:
        """Whether the value of `node` may be unknown or not applicable."""
        match node:
            case form.Absent():
                return True
            case form.Ref(name=name):
                return name in self.inputs and self.inputs[name].optional
            case form.Get(of=of, field=name):
                return self.field(of, name).optional
            case form.Call(rule=name):
                return self.rules[name].maybe
            case form.Lookup(table=table, column=column):
                return self.has_gaps(table, column)
            case form.If(then=then, other=other):
                return self.may_be_absent(then) or self.may_be_absent(other)
            case form.OrElse(right=right):
                return self.may_be_absent(right)
            case form.Scale(of=of):
                return self.may_be_absent(of)
            case _:
                return False

    def has_gaps(self, table: str, column: str) -> bool:
        """Whether a cell of this column may be unknown."""
        index, _ = self.column(table, column)
        whole = self.tables[table]
        return whole.partial or any(row.values[index] is None for row in whole.rows)
