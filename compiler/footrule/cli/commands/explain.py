"""`footrule explain`: what a name of a standard means and where it comes from, or what a message's code means."""

from __future__ import annotations

from typing import Annotated

import typer

from footrule.cli import exits
from footrule.cli.parameters import InputDocument, Json, Lang, complete_reference


def explain(
    subject: Annotated[str, typer.Argument(metavar="REF|CODE", autocompletion=complete_reference)],
    name: Annotated[str | None, typer.Argument(metavar="NAME")] = None,
    input: InputDocument = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    return exits.FINE
