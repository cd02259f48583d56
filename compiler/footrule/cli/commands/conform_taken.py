"""`footrule conform strength SUITE RESULTS`: how strong those cases are that a tool took.

A suite may notice every mistake and a tool take a tenth of its cases: what was passed then proves a tenth.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footrule.cli import exits

if TYPE_CHECKING:
    from footrule.conformance.results import Results
    from footrule.conformance.strength.measure import Strength
    from footrule.conformance.suites import Suite
    from footrule.runtime.form import Form


def taken(folder: Path, suite: Suite, form: Form, path: Path, json: bool) -> int:
    """Measure the cases a results file records as asked and answered."""
    from footrule.cli.screen import as_json, line, show, styled, table  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance import results  # noqa: PLC0415
    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415

    found = results.read(path)
    if (found.standard, found.suite) != (suite.standard, suite.digest):
        both = (f"{found.standard} {found.suite[:15]}", f"{suite.standard} {suite.digest[:15]}")
        raise ConformanceProblem("K0404", names=", ".join(both))
    answered = _answered(found)
    strength = _measured(suite, form, answered)
    whole = _whole(folder, suite, form)
    noticed = {clause: of[0] for clause, of in strength.by("clause").items()}
    if json:
        clauses = {clause: [noticed.get(clause, 0), total] for clause, total in whole.items()}
        told: dict[str, Any] = {"standard": suite.standard, "suite": suite.digest, "cases": len(answered)}
        as_json(told | {"noticed": len(strength.killed), "total": sum(whole.values()), "clauses": clauses})
        return exits.FINE
    shown = table(word("clause"), word("noticed"), numbers=(1,))
    for clause, total in whole.items():
        shown.add_row(styled(clause or "–"), styled(f"{noticed.get(clause, 0)}/{total}"))
    show(shown)
    line(word("taken", cases=len(answered), noticed=len(strength.killed), total=sum(whole.values())))
    return exits.FINE


def _answered(found: Results) -> frozenset[str]:
    """The required cases a tool answered, rightly or wrongly; what it did not take proves nothing of it."""
    return frozenset(
        each.id for each in found.records if each.level == "required" and (each.passes or each.fails) and not each.twin
    )


def _measured(suite: Suite, form: Form, answered: frozenset[str]) -> Strength:
    from footrule.cli.screen import progress  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance.strength.editions import other_tables  # noqa: PLC0415
    from footrule.conformance.strength.measure import counted, measure  # noqa: PLC0415
    from footrule.conformance.strength.mutants import mutants  # noqa: PLC0415
    from footrule.conformance.strength.spread import processors  # noqa: PLC0415

    tables = other_tables(form)
    everything = mutants(form, tables)
    with progress(len(everything), word("measuring")) as bar:
        return measure(
            form, suite, tables, only=everything, among=lambda case: counted(case) and case.id in answered,
            prove=False, codes=False, processes=processors(), progress=bar.advance,
        )  # fmt: skip


def _whole(folder: Path, suite: Suite, form: Form) -> Mapping[str, int]:
    """How many mistakes count, clause by clause: out of the suite's record where that belongs to it, else measured."""
    from footrule.cli.commands.conform_strength import measured  # noqa: PLC0415
    from footrule.conformance.strength import gate  # noqa: PLC0415

    record = gate.recorded(folder)
    if gate.belongs(record, suite, form):
        assert record is not None
        return {clause: total for clause, (_, total) in record["clauses"].items()}
    return {clause: total for clause, (_, total) in measured(suite, form, folder).by("clause").items()}
