"""Places of a compiled form as places of its file."""

from __future__ import annotations

from footrule.dsl.diagnostics.model import Place
from footrule.dsl.tree import Span
from footrule.runtime import form


def place(compiled: form.Form, at: int, path: str) -> Place:
    """The line a thing of the form stands at; of another standard's, the standard's name stands for its file."""
    where = compiled.places[at]
    own = where.standard == compiled.standard.id
    line = max(where.line, 1)
    return Place(path if own else where.standard, Span(line, 1, line, 2), where.clause or None, where.standard)
