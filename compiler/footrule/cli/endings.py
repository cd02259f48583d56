"""The last words of a run that ended early: a planned stop, a usage error, or a fault of our own."""

from __future__ import annotations

import errno
import os
import sys

from footrule.cli import exits, faults
from footrule.cli.extras import extra_of
from footrule.cli.words import both, word

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def full_output(fault: Exception) -> exits.Stop | None:
    """Why standard output takes no more, where that is what went wrong; files are told of by whoever writes them."""
    if not isinstance(fault, OSError) or fault.errno not in _FULL or fault.filename is not None:
        return None
    return exits.UnreadableStop("unwritable", path=word("standard output"), reason=fault.strerror)


def stopped(stop: exits.Stop, arguments: list[str]) -> int:
    """Says why a command stopped, and gives its exit code."""
    say(arguments, stop.code, stop.key, **stop.arguments)
    if stop.see:
        see_help(arguments, stop.see)
    return stop.code


def see_help(arguments: list[str], command: str) -> None:
    """Where more is told of a command that was called wrongly."""
    if "--json" not in arguments:
        sys.stderr.write(word("try help", command=command) + "\n")


def without_package(missing: ModuleNotFoundError, arguments: list[str]) -> int:
    """Says which extra brings a package that is not installed; no finding, so that no pipeline takes it for one."""
    found = extra_of(missing)
    if found is None:
        return faulted(missing, arguments)
    package, extra = found
    say(arguments, exits.USAGE, "no package", package=package, extra=extra)
    return exits.USAGE


def faulted(fault: BaseException, arguments: list[str]) -> int:
    """Says that something of ours broke and where the details are, and gives the exit code."""
    path = faults.written(fault, arguments, os.environ)
    say(arguments, exits.FAULT, "fault" if path else "fault without file", path=path)
    return exits.FAULT


def say(arguments: list[str], code: int, key: str, /, **words: object) -> None:
    """The message on standard error; as one JSON object on standard output where JSON was asked for."""
    if "--json" in arguments:
        from footrule.cli.screen import as_json  # noqa: PLC0415

        as_json({"error": {"exit": code, "message": both(key, **words)}})
    else:
        from footrule.cli.screen import safe  # noqa: PLC0415

        sys.stderr.write(f"footrule: {safe(word(key, **words))}\n")
