"""The suite of an edition as its page tells it: figures read from the suite and the record of its strength."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footrule.compiler.docs.conformance_section import Suite
    from footrule.runtime.form import Form


def suite_told(compiled: Form) -> Suite | None:
    """None where the library has no suite of this edition, or one that contradicts itself."""
    from footrule.compiler.docs.conformance_section import Suite  # noqa: PLC0415
    from footrule.conformance import suites  # noqa: PLC0415
    from footrule.conformance.library import folder_of  # noqa: PLC0415
    from footrule.conformance.strength import gate  # noqa: PLC0415

    folder = folder_of(compiled.standard.id)
    if folder is None:
        return None
    try:
        suite = suites.read(folder)
    except suites.SuiteError:
        return None
    record = gate.recorded(folder)
    clauses = Counter(clause for each in suite.covers.values() for clause in each.get("clauses", ()))
    kinds: dict[str, int] = Counter(case.kind for case in suite.cases)
    if record is None or not gate.belongs(record, suite, compiled):
        return Suite(len(suite.cases), kinds, clauses)
    figures = gate.figures(record)
    return Suite(
        len(suite.cases),
        kinds,
        clauses,
        (figures.killed, figures.total),
        {name: (killed, total) for name, (killed, total) in record.get("clauses", {}).items()},
        [(str(each["zh"]), str(each["en"])) for each in record.get("survivors", ())],
        [(_spared(each, "zh"), _spared(each, "en")) for each in record.get("listed", ())],
        record.get("unaided"),
    )


def _spared(mistake: dict[str, Any], language: str) -> str:
    colon, stop = ("：", "。") if language == "zh" else (": ", "; ")
    return f"{mistake['where']}{colon}{mistake[language]}{stop}{mistake['reason'][language]}"
