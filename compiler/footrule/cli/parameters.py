"""Arguments and options that several commands share, so that one name means one thing everywhere.

No help text stands here: `application` fills it in from `help_words` once the language is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from footrule.cli import exits
from footrule.cli.languages import Language


def accepted(name: str, value: str | None, known: Sequence[str]) -> None:
    """Raises `UsageStop` for a value an option does not take."""
    if value is not None and value not in known:
        raise exits.UsageStop("bad parameter", name=name, accepted=", ".join(known))


def complete_reference(incomplete: str) -> list[str]:
    """Names of editions that begin like this."""
    from footrule.standards.library import Library  # noqa: PLC0415 - only while completing

    return [name for name in Library.default().ids() if name.startswith(incomplete)]


def complete_path(incomplete: str) -> list[str]:
    """Nothing of ours: the shell completes file names itself."""
    return []


Suite = Annotated[str, typer.Argument(metavar="SUITE", autocompletion=complete_reference)]
ResultsFile = Annotated[Path, typer.Argument(metavar="RESULTS", autocompletion=complete_path)]
Reference = Annotated[str, typer.Argument(metavar="REF", autocompletion=complete_reference)]
References = Annotated[list[str] | None, typer.Argument(metavar="REF", autocompletion=complete_reference)]
All = Annotated[bool, typer.Option("--all")]
Json = Annotated[bool, typer.Option("--json")]
Lang = Annotated[Language | None, typer.Option("--lang", metavar="zh|en")]
Out = Annotated[Path, typer.Option("--out", metavar="DIR")]
InputDocument = Annotated[str | None, typer.Argument(metavar="INPUT")]
Set = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE")]
Take = Annotated[list[str] | None, typer.Option("--option", metavar="NAME=VALUE")]
