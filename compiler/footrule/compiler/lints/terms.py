"""A term defined twice: two clauses of one title among the terms, or two things of one label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Also, Diagnostic, Place

_TERMS = re.compile(r"术语|定义|[Tt]erms|[Dd]efinitions")
_NUMBER = re.compile(r"^\s*(?:[A-Z]\.)?\d+(?:\.\d+)*\s+")
"""A heading carries the number of its clause before the term."""

_DEFINED = re.compile(r"^(?:\*\*)(?P<term>[^*]{2,40})(?:\*\*)\s*[:：—–]")


def twice(document: tree.Document, standard: str) -> Iterator[Diagnostic]:
    """Every second definition, with the first."""
    known: dict[str, Place] = {}
    for term, place in _definitions(document, standard):
        if term in known:
            yield Diagnostic("F0608", place, {"term": term}, (Also(known[term], "先在此处定义", "first defined here"),))
        else:
            known[term] = place


def _definitions(document: tree.Document, standard: str) -> Iterator[tuple[str, Place]]:
    chapter: tree.Clause | None = None
    for part in document.parts:
        if isinstance(part, tree.Clause):
            if _TERMS.search(part.title):
                chapter = part
            elif chapter is not None and part.level > chapter.level:
                yield _NUMBER.sub("", part.title).strip(), Place(document.path, part.span, part.id, standard)
            else:
                chapter = None
        elif isinstance(part, tree.Prose):
            for offset, text in enumerate(part.text.split("\n")):
                match = _DEFINED.match(text.strip())
                if match:
                    line = part.span.line + offset
                    yield (
                        match["term"].strip(),
                        Place(document.path, tree.Span(line, 1, line, len(text) + 1), part.clause, standard),
                    )
