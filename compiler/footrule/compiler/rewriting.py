"""Rewriting expressions of the compiled form, whatever their kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from footrule.runtime import form
from footrule.runtime.walking import children


def rewrite(node: form.Expr, change: Callable[[form.Expr], form.Expr]) -> form.Expr:
    """Rebuild an expression from the leaves up, `change` applied to each node after its children."""
    changed: list[form.Expr] = []
    for child in children(node):  # a comprehension would double the depth of the host's stack
        changed.append(rewrite(child, change))
    return change(with_children(node, changed))


def with_children(node: form.Expr, new: Sequence[form.Expr]) -> form.Expr:
    """The expression with `new`, in the order of `children`, in place of what is directly inside it."""
    waiting = iter(new)
    changed: dict[str, object] = {}
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, form.Node):
            changed[name] = next(waiting)
        elif isinstance(value, tuple) and any(isinstance(item, form.Node) for item in value):
            changed[name] = tuple(next(waiting) if isinstance(item, form.Node) else item for item in value)
    return msgspec.structs.replace(node, **changed) if changed else node


def expressions(rule: form.Rule) -> Iterator[form.Expr]:
    """Guards and bodies of a rule's cases."""
    for case in rule.cases:
        if case.guard is not None:
            yield case.guard
        yield case.body
