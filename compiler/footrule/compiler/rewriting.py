"""Walking and rewriting expressions of the compiled form, whatever their kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from footrule.runtime import form


def children(node: form.Expr) -> Iterator[form.Expr]:
    """The expressions directly below this one."""
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, form.Node):
            yield value  # type: ignore[misc]  # every Node of the compiled form is one of the union Expr
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, form.Node))  # type: ignore[misc]  # as above


def every(node: form.Expr) -> Iterator[form.Expr]:
    """This expression and all below it."""
    yield node
    for child in children(node):
        yield from every(child)


def rewrite(node: form.Expr, change: Callable[[form.Expr], form.Expr]) -> form.Expr:
    """Rebuild an expression from the leaves up, `change` applied to each node after its children."""
    changed: dict[str, object] = {}
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, form.Node):
            changed[name] = rewrite(value, change)  # type: ignore[arg-type]  # every Node is one of the union Expr
        elif isinstance(value, tuple) and value and isinstance(value[0], form.Node):
            changed[name] = tuple(rewrite(item, change) for item in value)
    return change(msgspec.structs.replace(node, **changed) if changed else node)


def expressions(rule: form.Rule) -> Iterator[form.Expr]:
    """Guards and bodies of a rule's cases."""
    for case in rule.cases:
        if case.guard is not None:
            yield case.guard
        yield case.body
