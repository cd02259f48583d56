"""`footrule fmt`: rule blocks as everybody writes them, keywords in the language wanted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from footrule.cli.exits import FINDINGS, FINE, UnreadableStop
from footrule.cli.parameters import Json, Lang

Outcome = Literal["unchanged", "changed", "unreadable"]


def fmt(
    files: Annotated[list[Path], typer.Argument(metavar="FILE")],
    keywords: Annotated[Literal["zh", "en"] | None, typer.Option("--keywords", metavar="zh|en")] = None,
    check: Annotated[bool, typer.Option("--check")] = False,
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.cli.screen import as_json, note  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415

    outcomes = [(path, _formatted(path, keywords, check)) for path in files]
    if json:
        as_json({"files": [{"path": str(path), "outcome": outcome} for path, outcome in outcomes]})
    else:
        for path, outcome in outcomes:
            if outcome == "unreadable":
                note(word("not formatted", path=path), "red")
            elif outcome == "changed":
                note(word("would format" if check else "formatted", path=path))
    found = any(outcome == "unreadable" or (check and outcome == "changed") for _, outcome in outcomes)
    return FINDINGS if found else FINE


def _formatted(path: Path, keywords: Literal["zh", "en"] | None, check: bool) -> Outcome:
    from footrule.cli.editions import write_text  # noqa: PLC0415
    from footrule.cli.given import read_bytes  # noqa: PLC0415
    from footrule.dsl.formatter import format_text  # noqa: PLC0415

    try:
        before = read_bytes(str(path)).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableStop("unreadable", path=path, reason=str(error.reason)) from None
    after = format_text(before, keywords)
    if after is None:
        return "unreadable"
    if after == before:
        return "unchanged"
    if not check:
        write_text(path, after)
    return "changed"
