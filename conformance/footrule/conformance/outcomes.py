"""What can come out of a case, and the record of one."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Name = Literal[
    "pass",
    "pass-within-print",
    "fail-value",
    "fail-unit",
    "fail-trace",
    "wrong-accept",
    "wrong-reject",
    "wrong-error",
    "unsupported",
    "out-of-scope",
    "waived",
    "disputed",
    "inconclusive",
    "crash",
    "timeout",
    "nondeterministic",
    "waiver-not-needed",
]

PASSES: tuple[Name, ...] = ("pass", "pass-within-print")
NEUTRAL: tuple[Name, ...] = ("disputed", "out-of-scope", "inconclusive")
"""Counted for and against nobody."""

FAILURES: tuple[Name, ...] = (
    "fail-value", "fail-unit", "fail-trace", "wrong-accept", "wrong-reject", "wrong-error", "crash", "timeout",
    "nondeterministic", "waiver-not-needed",
)  # fmt: skip


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """One case with one tool. `deviation` in the expected unit; `margin`: how much of the tolerance it uses.

    `checkpoint`: the first rule, in the order of calculation, whose value differs, and its clause in `clause`.
    `clauses`: those the case comes by. `replay`: the command that runs this case alone. `twin`: made at run time from
    a published example. `tool`: a digest of how the tool introduced itself. `silent`: how near it was to being given
    up after this case, `diagnosed`: whether its first wrong step was looked for; a run that goes on needs both.
    """

    id: str
    digest: str
    kind: str
    level: str
    outcome: Name
    clause: str = ""
    target: str = ""
    expected: str = ""
    actual: str = ""
    deviation: str = ""
    margin: str = ""
    detail: str = ""
    checkpoint: str = ""
    replay: str = ""
    title: dict[str, str] = {}
    answered: Any = None
    clauses: tuple[str, ...] = ()
    seconds: float = 0.0
    twin: bool = False
    tool: str = ""
    silent: int = 0
    diagnosed: bool = False

    @property
    def passes(self) -> bool:
        return self.outcome in PASSES

    @property
    def fails(self) -> bool:
        return self.outcome in FAILURES
