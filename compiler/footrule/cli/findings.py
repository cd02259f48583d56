"""Findings of the compiler on the screen, or as annotations of a continuous-integration run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from footrule.cli.languages import current
from footrule.cli.screen import colour

if TYPE_CHECKING:
    from footrule.compiler.driver import Compilation
    from footrule.dsl.diagnostics.model import Diagnostic


def severity(diagnostic: Diagnostic) -> str:
    from footrule.dsl.diagnostics.render import entry  # noqa: PLC0415 - a clean check needs no messages

    return entry(diagnostic).severity


def show_findings(compilation: Compilation, stream: TextIO) -> None:
    """Every finding with the line it is about: on standard output where they are the result, else on standard error."""
    if not compilation.diagnostics:
        return
    from footrule.dsl.diagnostics.render import render_human  # noqa: PLC0415 - as above

    text = render_human(compilation.diagnostics, compilation.sources, current(), colour(stream))
    stream.write(text + "\n")


def as_annotations(diagnostics: Sequence[Diagnostic], stream: TextIO) -> None:
    """One workflow command a finding, which shows it at its line of the change."""
    from footrule.dsl.diagnostics.render import message  # noqa: PLC0415 - as above

    for diagnostic in diagnostics:
        place = diagnostic.place
        kind = {"error": "error", "warning": "warning"}.get(severity(diagnostic), "notice")
        where = (
            f"file={_property(place.path)},line={place.span.line},endLine={place.span.end_line},"
            f"col={place.span.column},title={_property(diagnostic.code)}"
        )
        stream.write(f"::{kind} {where}::{_data(message(diagnostic, current()))}\n")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
