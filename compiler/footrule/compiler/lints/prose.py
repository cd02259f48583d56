"""The lines of a document's prose, each with its clause and place; tables, headings and blocks left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Place
from footrule.dsl.tree import Span


@dataclass(frozen=True, slots=True)
class Line:
    """One line of prose of one clause."""

    text: str
    clause: str | None
    number: int
    path: str
    standard: str

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """Where characters `start` to `end` of the line stand."""
        last = max(len(self.text) if end is None else end, start + 1)
        return Place(self.path, Span(self.number, start + 1, self.number, last + 1), self.clause, self.standard)


def lines(document: tree.Document, standard: str) -> Iterator[Line]:
    """Every line of prose, in order."""
    for part in document.parts:
        if isinstance(part, tree.Prose):
            for offset, text in enumerate(part.text.split("\n")):
                if text.strip():
                    yield Line(text, part.clause, part.span.line + offset, document.path, standard)


def by_clause(document: tree.Document, standard: str) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines(document, standard):
        if line.clause is not None:
            found.setdefault(line.clause, []).append(line)
    return found


def chinese(text: str) -> bool:
    return any("㐀" <= character <= "鿿" for character in text)
