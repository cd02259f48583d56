"""Findings of the compiler on the screen, as JSON, as SARIF, or as annotations of a continuous-integration run."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from footrule.cli.languages import current
from footrule.cli.screen import colour

if TYPE_CHECKING:
    from footrule.compiler.driver import Compilation
    from footrule.dsl.diagnostics.model import Diagnostic

Way = Literal["human", "json", "sarif", "github"]
Format = Annotated[Way, typer.Option("--format", metavar="human|json|sarif|github")]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one edition."""

    compilation: Compilation
    diagnostics: Sequence[Diagnostic]

    def to_json(self) -> dict[str, object]:
        from footrule.dsl.diagnostics.render import to_json  # noqa: PLC0415 - a clean check needs no messages

        source = self.compilation.source
        return {
            "id": source.id,
            "path": source.path,
            "compiles": self.compilation.form is not None,
            "diagnostics": [to_json(diagnostic) for diagnostic in self.diagnostics],
        }


def severity(diagnostic: Diagnostic) -> str:
    from footrule.dsl.diagnostics.render import entry  # noqa: PLC0415 - as above

    return entry(diagnostic).severity


def counted(found: Iterable[Found]) -> dict[str, int]:
    """Errors, warnings and notes."""
    every = [severity(diagnostic) for one in found for diagnostic in one.diagnostics]
    return {"errors": every.count("error"), "warnings": every.count("warning"), "notes": every.count("info")}


def show_findings(compilation: Compilation, stream: TextIO) -> None:
    """What the compiler itself found: on standard output where it is the result, else on standard error."""
    _show(compilation.diagnostics, compilation.sources, stream)


def tell(found: Sequence[Found], way: Way, and_so_on: Mapping[str, object]) -> None:
    """Everything found, on standard output. `and_so_on`: what stands beside the standards in a JSON document."""
    from footrule.cli.screen import as_json  # noqa: PLC0415

    if way == "json":
        as_json({"standards": [one.to_json() for one in found], **and_so_on})
    elif way == "sarif":
        from footrule.dsl.diagnostics.sarif import to_sarif  # noqa: PLC0415
        from footrule.runtime.installed import version  # noqa: PLC0415

        as_json(to_sarif([diagnostic for one in found for diagnostic in one.diagnostics], current(), version()))
    elif way == "github":
        for one in found:
            as_annotations(one.diagnostics, sys.stdout)
    else:
        for one in found:
            _show(one.diagnostics, one.compilation.sources, sys.stdout)


def _show(diagnostics: Sequence[Diagnostic], sources: Mapping[str, str], stream: TextIO) -> None:
    if diagnostics:
        from footrule.dsl.diagnostics.render import render_human  # noqa: PLC0415 - as above

        stream.write(render_human(diagnostics, sources, current(), colour(stream)) + "\n")


def as_annotations(diagnostics: Sequence[Diagnostic], stream: TextIO) -> None:
    """One workflow command a finding, which shows it at its line of the change; what to do about it follows."""
    from footrule.dsl.diagnostics.render import help_text, message  # noqa: PLC0415 - as above

    for diagnostic in diagnostics:
        place = diagnostic.place
        kind = {"error": "error", "warning": "warning"}.get(severity(diagnostic), "notice")
        last = f",endColumn={place.span.end_column}" if place.span.end_line == place.span.line else ""
        where = (
            f"file={_property(place.path)},line={place.span.line},endLine={place.span.end_line},"
            f"col={place.span.column}{last},title={_property(_title(diagnostic))}"
        )
        told = "\n".join(part for part in (message(diagnostic, current()), help_text(diagnostic, current())) if part)
        stream.write(f"::{kind} {where}::{_data(told)}\n")


def _title(diagnostic: Diagnostic) -> str:
    """The code and the clause it is about."""
    return f"{diagnostic.code} §{diagnostic.place.clause}" if diagnostic.place.clause else diagnostic.code


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
