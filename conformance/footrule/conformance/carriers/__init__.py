"""How messages reach a tool: a callable, a child process, one process a message, an HTTP service, a workbook, a
file of answers.

Every carrier says the same messages and ends in the same four ways of going wrong; none lets a tool take the runner
down with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from footrule.conformance.protocol import Eval, FromRunner

Trouble = Literal["crash", "timeout", "garbled", "flood"]


class CarrierFault(Exception):
    """A tool did not answer: it ended, was too slow, sent what is no message, or too much of it."""

    def __init__(self, trouble: Trouble, detail: str) -> None:
        super().__init__(f"{trouble}: {detail}")
        self.trouble: Trouble = trouble
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Limits:
    """What a tool may use: `seconds` for one answer, `start` to get ready, `memory` and `output` in bytes."""

    seconds: float = 10.0
    start: float = 30.0
    memory: int = 2_000_000_000
    output: int = 4_000_000
    network: bool = False


class Carrier(Protocol):
    """A way to a tool."""

    kind: str
    isolated: bool

    def start(self) -> None:
        """Get the tool going, or do nothing where it needs none. Raises `CarrierFault`."""

    def ask(self, message: FromRunner, seconds: float) -> bytes:
        """The tool's answer to one message. Raises `CarrierFault`."""

    def stop(self) -> None:
        """End the tool, however it is."""


@runtime_checkable
class Foreseeing(Protocol):
    """A carrier that is cheaper when it is told some questions before they are asked, at most `ahead` together."""

    ahead: int

    def foresee(self, questions: Sequence[Eval]) -> None:
        """Questions that will be asked next, without their numbers. Never raises for what the tool does."""


class UnknownCarrier(ValueError):
    """A tool is not named in a way any carrier knows."""


def open_carrier(named: str, limits: Limits) -> Carrier:
    """The carrier of `proc:…`, `exec:…`, `http://…`, `py:module:callable`, `xlsx:…`, `file:…`.

    Raises `UnknownCarrier`; for `xlsx:`, `WorkbookProblem` where the mapping or the workbook cannot be used."""
    from footrule.conformance.carriers.answers import Answers  # noqa: PLC0415
    from footrule.conformance.carriers.callables import Callable_  # noqa: PLC0415
    from footrule.conformance.carriers.once import Once  # noqa: PLC0415
    from footrule.conformance.carriers.process import Process  # noqa: PLC0415
    from footrule.conformance.carriers.service import Service  # noqa: PLC0415
    from footrule.conformance.carriers.xlsx import Workbook  # noqa: PLC0415

    scheme, colon, rest = named.partition(":")
    if not colon or not rest.strip():
        raise UnknownCarrier(named)
    match scheme:
        case "proc":
            return Process(rest, limits)
        case "exec":
            return Once(rest, limits)
        case "http" | "https":
            return Service(named, limits)
        case "py":
            return Callable_(rest)
        case "xlsx":
            return Workbook(rest, limits)
        case "file":
            return Answers(rest)
        case _:
            raise UnknownCarrier(named)
