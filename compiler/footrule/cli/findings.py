"""Findings of the compiler on the screen, as JSON, or as annotations of a continuous-integration run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footrule.cli.languages import current
from footrule.cli.screen import colour, line, note, safe

if TYPE_CHECKING:
    from footrule.compiler.driver import Compilation
    from footrule.dsl.diagnostics.model import Diagnostic


def severity(diagnostic: Diagnostic) -> str:
    from footrule.dsl.diagnostics.table import entry  # noqa: PLC0415 - a clean check needs no messages

    return entry(diagnostic.code).severity


def show_findings(compilation: Compilation) -> None:
    """Every finding with the line it is about, on standard error: the result a command gives is not there."""
    for text in rendered(compilation):
        note(text)
        note("")


def rendered(compilation: Compilation, *, error: bool = True) -> list[str]:
    """Each finding as a reader sees it, in the user's language."""
    from footrule.dsl.diagnostics.render import render  # noqa: PLC0415 - a clean check needs no rendering

    return [
        safe_keeping_colour(render(diagnostic, compilation.sources, current(), colour=colour(error)))
        for diagnostic in compilation.diagnostics
    ]


def as_annotations(diagnostics: tuple[Diagnostic, ...]) -> None:
    """One workflow command a finding, which shows it at its line of the change."""
    from footrule.dsl.diagnostics.render import message  # noqa: PLC0415

    for diagnostic in diagnostics:
        place = diagnostic.place
        kind = {"error": "error", "warning": "warning"}.get(severity(diagnostic), "notice")
        where = (
            f"file={_property(place.path)},line={place.span.line},endLine={place.span.end_line},"
            f"col={place.span.column},title={_property(diagnostic.code)}"
        )
        line(f"::{kind} {where}::{_data(message(diagnostic, current()))}")


def _data(text: str) -> str:
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
