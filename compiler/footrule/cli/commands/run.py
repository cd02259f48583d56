"""`footrule run`: one calculation, its numbers with units and clauses."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from footrule.cli import exits
from footrule.cli.parameters import InputDocument, Json, Lang, Reference, Set, Take


def run(
    reference: Reference,
    input: InputDocument = None,
    set_: Set = None,
    option: Take = None,
    example: Annotated[str, typer.Option("--example", metavar="NAME")] = "",
    want: Annotated[list[str] | None, typer.Option("--want", metavar="NAME")] = None,
    explain: Annotated[bool, typer.Option("--explain")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE")] = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.cli.editions import compiler, form_of, write_text  # noqa: PLC0415
    from footrule.cli.given import document, named_by_example  # noqa: PLC0415
    from footrule.cli.refusals import refused  # noqa: PLC0415
    from footrule.cli.results import show_explanation, show_result  # noqa: PLC0415
    from footrule.cli.screen import as_json, line  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.runtime import evidence  # noqa: PLC0415
    from footrule.runtime.calculate import calculate  # noqa: PLC0415
    from footrule.runtime.problems import Refused  # noqa: PLC0415

    form = form_of(reference, compiler())
    try:
        found = document(form, input, example, set_ or [], option or [])
        wanted = want or (named_by_example(form, example) if example else None)
        result = calculate(form, found, trace=explain or out is not None or not json, want=wanted)
    except Refused as problems:
        return refused(problems, json)
    if out is not None:
        write_text(out, evidence.encode(evidence.of(result)))
    if json:
        as_json(result.to_json())
    else:
        show_result(form, result)
        if explain and result.trace is not None:
            line()
            line(word("explained"), "bold")
            show_explanation(result.trace, result.names())
        if out is not None:
            line(word("result written", path=out))
    return exits.FINE
