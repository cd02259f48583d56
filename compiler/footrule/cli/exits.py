"""How a run ends: the exit codes, and the ways a command stops early."""

from __future__ import annotations

FINE = 0
FINDINGS = 1
USAGE = 2
UNREADABLE = 3
FAULT = 4
INTERRUPTED = 130
PIPE_CLOSED = 141  # as the shell reports any other program whose reader went away


class ReaderGone(Exception):
    """Whoever read our output went away: `footrule list | head -1`. Not an `OSError`, which the parser would end."""


class Stop(Exception):
    """Ends the run with one message: `key` names it in `words`, `arguments` fill it. `see`: whose help tells more."""

    code = FINDINGS
    see = ""

    def __init__(self, key: str, **arguments: object) -> None:
        super().__init__(key)
        self.key = key
        self.arguments = arguments


class UsageStop(Stop):
    """The command was not called as it can be."""

    code = USAGE


class UnreadableStop(Stop):
    """What the command was given to read is absent or cannot be read."""

    code = UNREADABLE
