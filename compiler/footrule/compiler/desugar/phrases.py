"""Short ways to write syntax trees: the constructs' expansions read like the rules they stand for."""

from __future__ import annotations

from footrule.dsl import tree
from footrule.dsl.tree import Expr, Span


def name(id: str, span: Span) -> tree.Name:
    return tree.Name(id, span)


def only(body: Expr) -> tuple[tree.Case, ...]:
    """`= body`."""
    return (tree.Case(body, None, False, body.span),)


def when(body: Expr, guard: Expr) -> tree.Case:
    return tree.Case(body, guard, False, body.span)


def otherwise(body: Expr) -> tree.Case:
    return tree.Case(body, None, True, body.span)


def zero(span: Span) -> tree.Number:
    return tree.Number("0", None, span)


def binary(op: str, left: Expr, right: Expr) -> tree.Binary:
    return tree.Binary(op, left, right, left.span)  # type: ignore[arg-type]  # op is one of the tree's own words


def total(items: tuple[Expr, ...], span: Span) -> Expr:
    """The sum of these; zero of none."""
    if not items:
        return zero(span)
    result = items[0]
    for item in items[1:]:
        result = binary("add", result, item)
    return result


def compare(left: Expr, op: str, right: Expr) -> tree.Compare:
    return tree.Compare((left, right), (op,), left.span)  # type: ignore[arg-type]  # op is one of the tree's own words


def each(kind: str, body: Expr, variable: str, over: tree.Name, where: Expr | None, span: Span) -> tree.Aggregate:
    return tree.Aggregate(kind, body, variable, over, where, span)  # type: ignore[arg-type]  # as above


def require(condition: Expr, zh: str, en: str, span: Span, guard: Expr | None = None) -> tree.Require:
    return tree.Require(condition, guard, tree.Labels(zh, en), "shall", span)
