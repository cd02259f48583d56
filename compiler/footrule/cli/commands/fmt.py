"""`footrule fmt`: rule blocks as everybody writes them, keywords in the language wanted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

from footrule.cli.exits import FINDINGS, FINE, UnreadableStop
from footrule.cli.parameters import Json, Lang

Keywords = Annotated[Literal["zh", "en"] | None, typer.Option("--keywords", metavar="zh|en")]

_OF_SYNTAX = "F01"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `unread`: statements that do not parse, which stay as they are."""

    path: Path
    changed: bool
    unread: int


def fmt(
    files: Annotated[list[Path], typer.Argument(metavar="FILE")],
    keywords: Keywords = None,
    check: Annotated[bool, typer.Option("--check")] = False,
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.cli.screen import as_json, note  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415

    outcomes = [_formatted(path, keywords, check) for path in files]
    if json:
        as_json({"files": [{"path": str(one.path), "changed": one.changed, "unread": one.unread} for one in outcomes]})
    else:
        for one in outcomes:
            if one.unread:
                note(word("not formatted", path=one.path, count=one.unread), "red")
            if one.changed:
                note(word("would format" if check else "formatted", path=one.path))
    found = any(one.unread or (check and one.changed) for one in outcomes)
    return FINDINGS if found else FINE


def _formatted(path: Path, keywords: Literal["zh", "en"] | None, check: bool) -> Outcome:
    from footrule.cli.editions import write_text  # noqa: PLC0415
    from footrule.cli.given import read_bytes  # noqa: PLC0415
    from footrule.dsl.diagnostics.render import entry  # noqa: PLC0415
    from footrule.dsl.formatter import format_text  # noqa: PLC0415
    from footrule.dsl.literate import read  # noqa: PLC0415

    try:
        before = read_bytes(str(path)).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableStop("unreadable", path=path, reason=f"UTF-8: {error.reason}") from None
    _, found = read(before, str(path))
    after = format_text(before, str(path), keywords)
    if after != before and not check:
        write_text(path, after)
    unread = [one for one in found if one.code.startswith(_OF_SYNTAX) and entry(one).severity == "error"]
    return Outcome(path, after != before, len(unread))
