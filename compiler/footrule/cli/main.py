"""Starts and ends a run: language, arguments, exit code. No fault ever reaches the user as a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TextIO

from footrule.cli import exits, languages


def main(arguments: Sequence[str] | None = None) -> None:
    """The `footrule` command."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us: `footrule list >&-`
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open as long as we run
    try:
        code = run(given)
    except (BrokenPipeError, exits.ReaderGone):
        code = exits.PIPE_CLOSED
    try:
        sys.stdout.flush()
    except OSError as error:
        # The reader went away (`footrule list | head -1`), or what is full was told of already; the interpreter's own
        # flush must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = exits.PIPE_CLOSED if isinstance(error, BrokenPipeError) else code
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """One run of the command; gives the exit code. Raises only where the reader of its output is gone."""
    for stream in (sys.stdout, sys.stderr):
        _never_refuse(stream)
    languages.use(languages.choose(arguments, os.environ))
    try:
        from footrule.cli.application import call  # noqa: PLC0415 - the language must be known first

        code = call(arguments)
        sys.stdout.flush()
        return code
    except (BrokenPipeError, exits.ReaderGone):
        raise
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except exits.Stop as stop:
        from footrule.cli.endings import stopped  # noqa: PLC0415 - only where something ends early

        return stopped(stop, arguments)
    except ModuleNotFoundError as missing:
        from footrule.cli.endings import without_package  # noqa: PLC0415 - as above

        return without_package(missing, arguments)
    except Exception as fault:
        from footrule.cli.endings import faulted, full_output, stopped  # noqa: PLC0415 - as above

        return stopped(full, arguments) if (full := full_output(fault)) else faulted(fault, arguments)


def _never_refuse(stream: TextIO) -> None:
    """A terminal that cannot show a character gets its escape instead of an error."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
