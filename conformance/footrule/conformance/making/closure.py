"""What a value depends on: the inputs, fields, options, tables and rules its definition can reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import msgspec

from footrule.runtime import exact, form

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Closure:
    """Names reached. `fields` are (list, field); `numbers` are the literals met, for values worth trying."""

    inputs: set[str] = field(default_factory=set)
    options: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    fields: set[tuple[str, str]] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    numbers: set[Fraction] = field(default_factory=set)
    days: set[str] = field(default_factory=set)


def children(node: form.Expr) -> Iterator[tuple[Path, form.Expr]]:
    """The expressions directly inside a node, with the way to each."""
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, form.Node):
            yield (name,), value  # type: ignore[misc]  # every node is of the union
        elif isinstance(value, tuple):
            for at, inner in enumerate(value):
                if isinstance(inner, form.Node):
                    yield (name, at), inner  # type: ignore[misc]


def nodes(root: form.Expr, path: Path = ()) -> Iterator[tuple[Path, form.Expr]]:
    """Every node of an expression, the outermost first, with the way to it."""
    yield path, root
    for step, inner in children(root):
        yield from nodes(inner, path + step)


def replaced(root: form.Expr, path: Path, new: form.Expr) -> form.Expr:
    """The expression with the node at `path` replaced."""
    if not path:
        return new
    name, rest = str(path[0]), path[1:]
    value = getattr(root, name)
    if isinstance(value, tuple):
        at = int(rest[0])
        inner: object = (*value[:at], replaced(value[at], rest[1:], new), *value[at + 1 :])
    else:
        inner = replaced(value, rest, new)
    return msgspec.structs.replace(root, **{name: inner})


class Closures:
    """Closures of one form, each worked out once."""

    def __init__(self, compiled: form.Form) -> None:
        self.compiled = compiled
        self.rules = {rule.name: rule for rule in compiled.rules}
        self.inputs = {each.name for each in compiled.inputs}
        self.options = {each.name for each in compiled.options}
        self._of_rule: dict[str, Closure] = {}

    def of_rule(self, name: str) -> Closure:
        if name not in self._of_rule:
            found = Closure()
            waiting = [name]
            while waiting:
                current = waiting.pop()
                if current in found.rules or current not in self.rules:
                    continue
                found.rules.add(current)
                rule = self.rules[current]
                lists = {p.name: p.type.of for p in rule.parameters if isinstance(p.type, form.Item)}
                found.lists |= set(lists.values())
                for case in rule.cases:
                    for expression in (case.body, case.guard):
                        if expression is not None:
                            waiting += self._walk(expression, lists, found)
            self._of_rule[name] = found
        return self._of_rule[name]

    def of_expressions(self, *expressions: form.Expr | None) -> Closure:
        found = Closure()
        called: list[str] = []
        for expression in expressions:
            if expression is not None:
                called += self._walk(expression, {}, found)
        for name in called:
            merge(found, self.of_rule(name))
        return found

    def _walk(self, node: form.Expr, lists: dict[str, str], found: Closure) -> list[str]:
        called: list[str] = []
        match node:
            case form.Ref():
                (found.inputs if node.name in self.inputs else found.options).add(node.name)
            case form.Get(of=form.Var(name=name)) if name in lists:
                found.fields.add((lists[name], node.field))
            case form.Lookup():
                found.tables.add(node.table)
            case form.Call():
                called.append(node.rule)
            case form.Num():
                found.numbers.add(exact.read_number(node.value))
            case form.Day():
                found.days.add(node.value)
            case form.Aggregate():
                found.lists.add(node.over)
                lists = lists | {node.variable: node.over}
        for _, inner in children(node):
            called += self._walk(inner, lists, found)
        return called


def merge(into: Closure, other: Closure) -> None:
    for name in ("inputs", "options", "lists", "fields", "tables", "rules", "numbers", "days"):
        getattr(into, name).update(getattr(other, name))
