"""The order in which rules can be given their types: each after those it calls. A cycle is reported with its path."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from footrule.compiler.modules import RuleTree
from footrule.compiler.reporting import Findings
from footrule.dsl import tree


def ordered(rules: tuple[RuleTree, ...], findings: Findings) -> list[RuleTree]:
    """Rules in calling order, those on a cycle left out."""
    by_name = {rule.name: rule for rule in rules}
    calls = {rule.name: [name for name in _mentioned(rule) if name in by_name] for rule in rules}
    done: dict[str, None] = {}
    broken: set[str] = set()
    for start in by_name:
        _visit(start, calls, by_name, done, broken, findings)
    return [by_name[name] for name in done if name not in broken]


def _visit(
    start: str,
    calls: dict[str, list[str]],
    by_name: dict[str, RuleTree],
    done: dict[str, None],
    broken: set[str],
    findings: Findings,
) -> None:
    """Depth first with a stack of our own: a long chain of rules is no reason to fail."""
    path: list[str] = []
    stack: list[tuple[str, Iterator[str]]] = []
    if start not in done:
        path.append(start)
        stack.append((start, iter(calls[start])))
    while stack:
        name, rest = stack[-1]
        called = next(rest, None)
        if called is None:
            stack.pop()
            path.pop()
            done[name] = None
        elif called in path:
            cycle = path[path.index(called) :]
            if not broken.issuperset(cycle):
                findings.add("F0210", by_name[called].head.place, path=" → ".join([*cycle, called]))
            broken.update(cycle)
        elif called not in done:
            path.append(called)
            stack.append((called, iter(calls[called])))


def _mentioned(rule: RuleTree) -> list[str]:
    found: dict[str, None] = {}
    for block in rule.blocks:
        own = {parameter.name for parameter in block.statement.parameters}
        for case in block.statement.cases:
            for expression in (case.guard, case.body):
                if expression is not None:
                    found.update((name, None) for name in names(expression) if name not in own)
    return list(found)


def names(expression: tree.Expr) -> Iterator[str]:
    """Every name an expression mentions, loop variables left out."""
    match expression:
        case tree.Name(id=id):
            yield id
        case tree.Call(name=name, arguments=arguments):
            yield name
            for argument in arguments:
                yield from names(argument)
        case tree.Aggregate(variable=variable, body=body, where=where, over=over):
            yield over.id
            for inner in (body, where):
                if inner is not None:
                    yield from (name for name in names(inner) if name != variable)
        case _:
            for field in dataclasses.fields(expression):
                value = getattr(expression, field.name)
                for item in value if isinstance(value, tuple) else (value,):
                    if dataclasses.is_dataclass(item) and not isinstance(item, tree.Span | type):
                        yield from names(item)  # type: ignore[arg-type]  # the nodes below an expression are expressions
