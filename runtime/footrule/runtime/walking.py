"""Walking expressions of the compiled form, whatever their kind."""

from __future__ import annotations

from collections.abc import Iterator

from footrule.runtime import form


def children(node: form.Expr) -> tuple[form.Expr, ...]:
    """The expressions directly inside one."""
    found: list[form.Expr] = []
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, form.Node):
            found.append(value)  # type: ignore[arg-type]  # every Node is one of Expr
        elif isinstance(value, tuple):
            found.extend(each for each in value if isinstance(each, form.Node))  # type: ignore[misc]  # likewise
    return tuple(found)


def every(node: form.Expr) -> Iterator[form.Expr]:
    """The expression and all that is inside it, the outermost first, in the order of the fields."""
    yield node
    for child in children(node):
        yield from every(child)
