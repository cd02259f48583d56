"""`footrule lsp`: the language server, for editors."""

from __future__ import annotations

import os
import sys

import typer

from footrule.cli.exits import FINE, Stop
from footrule.cli.parameters import Lang


def lsp(lang: Lang = None) -> int:
    from importlib.util import find_spec  # noqa: PLC0415 - only this command needs it

    from footrule.cli.faults import written  # noqa: PLC0415 - as above
    from footrule.cli.languages import current  # noqa: PLC0415 - as above
    from footrule.cli.screen import note  # noqa: PLC0415 - as above
    from footrule.cli.words import word  # noqa: PLC0415 - as above

    if find_spec("pygls") is None:
        raise Stop("not installed", extra="footrule[lsp]")
    from footrule.lsp.server import serve  # noqa: PLC0415 - as above

    if sys.stdin.isatty():
        note(word("for editors"))
    serve(lang, current(), lambda fault: written(fault, ["lsp"], os.environ))
    raise typer.Exit(FINE)
