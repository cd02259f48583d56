"""The lints over the whole library: they speak where a standard's own print is wrong, and nowhere else."""

from __future__ import annotations

from functools import cache

from footrule.compiler import cache as kept
from footrule.compiler.driver import Compiler
from footrule.compiler.lints.editorial import lint
from footrule.dsl.diagnostics.model import Diagnostic
from footrule.dsl.diagnostics.render import entry
from footrule.standards.library import Library, shipped

STEEL = "cn/tcisa-452@2024-draft"
COMPILER = Compiler(Library((shipped(),)), kept.Store.default())


@cache
def linted() -> dict[str, tuple[Diagnostic, ...]]:
    return {name: lint(COMPILER.compile(name)) for name in COMPILER.library.ids()}


def test_no_edition_but_the_steel_draft_earns_a_warning() -> None:
    warned = {name for name, told in linted().items() if any(entry(d).severity != "info" for d in told)}
    assert warned <= {STEEL}


def test_the_steel_draft_earns_the_defects_its_print_has() -> None:
    told = {d.code for d in linted()[STEEL] if entry(d).severity == "warning"}
    assert told == {"F0601", "F0602", "F0603", "F0604", "F0605", "F0606", "F0612"}


def test_a_number_no_text_prints_is_a_rare_note() -> None:
    notes = [d for told in linted().values() for d in told if d.code == "F0614"]
    assert len(notes) <= 10


def test_every_finding_names_its_clause_and_a_line_of_its_file() -> None:
    for name, told in linted().items():
        lines = COMPILER.compile(name).source.data.count(b"\n") + 1
        for diagnostic in told:
            assert diagnostic.place.clause, (name, diagnostic)
            if diagnostic.place.path == COMPILER.compile(name).source.path:
                assert 1 <= diagnostic.place.span.line <= lines
