"""`footrule check`: every finding of the compiler, in one run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from footrule.cli.exits import FINDINGS, FINE
from footrule.cli.parameters import All, Json, Lang, References

if TYPE_CHECKING:
    from footrule.compiler.driver import Compilation

Format = Annotated[Literal["human", "json", "github"], typer.Option("--format", metavar="human|json|github")]


def check(
    references: References = None,
    all_: All = False,
    format: Format = "human",
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.cli.editions import compiled, compiler, named  # noqa: PLC0415
    from footrule.cli.findings import as_annotations, severity, show_findings  # noqa: PLC0415
    from footrule.cli.screen import as_json, line, progress  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415

    library = compiler()
    names = named(references, all_, library)
    checked: list[Compilation] = []
    with progress(len(names), word("checking")) as bar:
        for name in names:
            checked.append(compiled(name, library))
            bar.advance(name)
    counted = [severity(diagnostic) for one in checked for diagnostic in one.diagnostics]
    errors, warnings = counted.count("error"), counted.count("warning")
    if json or format == "json":
        as_json({"standards": [_told(one) for one in checked], "errors": errors, "warnings": warnings})
    elif format == "github":
        for one in checked:
            as_annotations(one.diagnostics, sys.stdout)
    else:
        for one in checked:
            show_findings(one, sys.stdout)
        line(word("checked", standards=len(checked), errors=errors, warnings=warnings), "red" if errors else "green")
    return FINDINGS if errors else FINE


def _told(one: Compilation) -> dict[str, object]:
    from footrule.dsl.diagnostics.render import to_json  # noqa: PLC0415

    return {
        "id": one.source.id,
        "path": one.source.path,
        "compiles": one.form is not None,
        "diagnostics": [to_json(diagnostic) for diagnostic in one.diagnostics],
    }
