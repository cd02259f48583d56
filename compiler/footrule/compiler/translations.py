"""A translation lies beside its edition: the same clauses, prose only. Here it is held to that."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from footrule.compiler.reporting import Findings, Origin
from footrule.dsl import tree
from footrule.dsl.literate import read

if TYPE_CHECKING:
    from footrule.compiler.driver import Source

_read = lru_cache(maxsize=4)(read)
"""An edition is compiled anew at every keystroke of its author; the text beside it has not changed meanwhile."""

NUMBERED = re.compile(r"[A-Z]?[-.\d]*\d|\w{0,3}[附表章条]")


def check(source: Source, document: tree.Document, findings: Findings) -> None:
    """Report clauses a translation lacks or adds; that it holds no rules is seen by the reader."""
    from footrule.compiler.driver import translation_path  # noqa: PLC0415 - the driver runs the passes

    for language, data in source.translations.items():
        path = translation_path(source.path, language)
        translated, found = _read(data, path)
        findings.diagnostics.extend(found)
        origin = Origin(path, source.id, None)
        own = _numbered(document)
        theirs = _numbered(translated)
        start = tree.Span(1, 1, 1, 2)
        for id in own.keys() - theirs.keys():
            findings.add("F0421", origin.place(start), clause=id, language=language)
        for id in theirs.keys() - own.keys():
            findings.add("F0424", origin.place(theirs[id].span), clause=id)


def _numbered(document: tree.Document) -> dict[str, tree.Clause]:
    """Clauses by id, the title left out: a heading without a number is named after words no translation shares."""
    return {clause.id: clause for clause in document.clauses if NUMBERED.match(clause.id) and clause.level > 1}
