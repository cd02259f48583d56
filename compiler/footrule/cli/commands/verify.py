"""`footrule verify`: a result file recomputed, every digit compared."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from footrule.cli import exits
from footrule.cli.parameters import Json, Lang, complete_reference


def verify(
    file: Annotated[str, typer.Argument(metavar="RESULT.json")],
    by: Annotated[str, typer.Option("--by", metavar="REF", autocompletion=complete_reference)] = "",
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.cli.editions import compiler, form_of  # noqa: PLC0415
    from footrule.cli.given import read_bytes  # noqa: PLC0415
    from footrule.cli.refusals import refused, show_problem  # noqa: PLC0415
    from footrule.cli.screen import as_json, line, note  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.runtime import evidence  # noqa: PLC0415
    from footrule.runtime.problems import Refused  # noqa: PLC0415

    try:
        record = evidence.decode(read_bytes(file))
    except Refused as problems:
        refused(problems, json)
        return exits.UNREADABLE
    library = compiler()
    # The id is text of a file somebody sent: only a name of the library is looked up, never a path.
    recorded: Any = record["standard"]
    standard = by or recorded["id"]
    if by or standard in library.library.ids():
        found = form_of(standard, library)
        verdict = evidence.verify(record, lambda _: found)
    else:
        verdict = evidence.verify(record, lambda _: None)
    if json:
        as_json(verdict.to_json())
    else:
        for problem in (*verdict.notes, *verdict.differences):
            show_problem(problem)
        if verdict.holds:
            line(word("verified", path=file), "green")
        else:
            note(word("not verified", count=len(verdict.differences)), "red")
    return exits.FINE if verdict.holds else exits.FINDINGS
