"""What a condition tells about presence: `known(x)` holding means x has a value where the condition guards.

Facts are paths (`x`, `c.pcf`, `limit(g)`) known to have a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from footrule.dsl import tree

Facts = frozenset[str]
NONE: Facts = frozenset()


def path(expression: tree.Expr) -> str | None:
    """The path an expression spells, where it spells one."""
    match expression:
        case tree.Name(id=id):
            return id
        case tree.Field(of=of, name=name):
            base = path(of)
            return f"{base}.{name}" if base else None
        case tree.Call(name=name, arguments=arguments):
            return _applied(name, "()", arguments)
        case tree.Index(of=of, keys=keys):
            return _applied(of.id, "[]", keys)
        case tree.Number(digits=digits, unit=unit):
            return f"{digits}{unit or ''}"
        case _:
            return None


def holds(condition: tree.Expr) -> Facts:
    """What is known to be present where `condition` holds."""
    match condition:
        case tree.Call(name="known", arguments=(of,)):
            found = path(of)
            return frozenset({found}) if found else NONE
        case tree.Binary(op="and", left=left, right=right):
            return holds(left) | holds(right)
        case tree.Binary(op="or", left=left, right=right):
            return holds(left) & holds(right)
        case tree.Unary(op="not", of=of):
            return fails(of)
        case tree.Aggregate(kind="all", body=body, where=None) as every:
            return frozenset(f"{every.over.id}/{every.variable}/{found}" for found in holds(body))
        case _:
            return NONE


def fails(condition: tree.Expr) -> Facts:
    """What is known to be present where `condition` does not hold."""
    match condition:
        case tree.Unary(op="not", of=of):
            return holds(of)
        case tree.Binary(op="or", left=left, right=right):
            return fails(left) | fails(right)
        case tree.Binary(op="and", left=left, right=right):
            return fails(left) & fails(right)
        case tree.Aggregate(kind="any", body=tree.Unary(op="not") as absent, where=None) as some:
            return frozenset(f"{some.over.id}/{some.variable}/{found}" for found in fails(absent))
        case _:
            return NONE


def within_item(facts: Facts, over: str, variable: str) -> Facts:
    """Facts about every item of a list, spelt for a loop variable over it.

    `all(known(c.pcf) for c in xs)` is kept as `xs/c/c.pcf`; inside `for d in xs` it means `d.pcf`.
    """
    found = set()
    for fact in facts:
        of, _, rest = fact.partition("/")
        own, _, known = rest.partition("/")
        if of == over and known:
            found.add(re.sub(rf"\b{re.escape(own)}\b", variable, known))
    return facts | found


def both(*facts: Iterable[str]) -> Facts:
    return frozenset().union(*facts)


def _applied(name: str, brackets: str, arguments: tuple[tree.Expr, ...]) -> str | None:
    parts = [path(argument) for argument in arguments]
    if any(part is None for part in parts):
        return None
    return f"{name}{brackets[0]}{','.join(part or '' for part in parts)}{brackets[1]}"
