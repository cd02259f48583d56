"""A mock runner: talks to a tool as the real one does, judges nothing, and shows every message of either side.

For whoever writes a tool, before any suite: does it start, answer `hello`, take a standard, survive questions it cannot
answer, and keep to the letter of the protocol?

    python -m footrule.conformance.adapters.mock_runner "proc:python starter.py" [STANDARD] [QUESTIONS.jsonl]

`QUESTIONS.jsonl` holds `eval` messages, one a line, as `footrule conform requests` writes them. The exit code is 1
where anything was not as it should be.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from footrule.conformance import protocol
from footrule.conformance.carriers import Carrier, CarrierFault, Limits, UnknownCarrier, open_carrier
from footrule.conformance.carriers.xlsx_words import WorkbookProblem

EXPECTED: dict[type[protocol.Message], tuple[type[protocol.Message], ...]] = {
    protocol.Hello: (protocol.Ready,),
    protocol.Choose: (protocol.Ok, protocol.Refused),
    protocol.Eval: (protocol.Value, protocol.Reject, protocol.Unsupported, protocol.Fault),
}
"""What may answer what."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was said and answered; `wrong` tells what is not as it should be."""

    said: bytes
    answered: bytes
    wrong: str = ""


def made_up(standard: str) -> tuple[protocol.Eval, ...]:
    """Questions every tool has to survive, whatever it calculates: it may refuse each, and never answers with zero."""
    return (
        protocol.Eval(seq="nothing", inputs={}, want=(), standard=standard),
        protocol.Eval(seq="no such result", inputs={}, want=("there_is_no_such_result",), standard=standard),
        protocol.Eval(seq="no such input", inputs={"there_is_no_such_input": "1"}, want=(), standard=standard),
        protocol.Eval(seq="no number", inputs={"amount": {"value": "NaN", "unit": "kg"}}, want=(), standard=standard),
        protocol.Eval(seq="words of any kind 中文 \u202e", inputs={"文": ["", None, True]}, want=(), standard=standard),
    )  # fmt: skip


def questions(path: Path) -> tuple[protocol.Eval, ...]:
    """The `eval` messages of a file. Raises `OSError`, `ValueError`."""
    lines = path.read_bytes().splitlines()
    return tuple(msgspec.json.decode(line, type=protocol.Eval) for line in lines if line.strip())


def talk(carrier: Carrier, standard: str, asked: Sequence[protocol.Eval], limits: Limits) -> Iterator[Exchange]:
    """Every message and its answer; ends early where the tool does."""
    try:
        carrier.start()
        messages: list[protocol.FromRunner] = [protocol.Hello(protocol.VERSION), protocol.Choose(standard), *asked]
        for message in messages:
            seconds = limits.seconds if isinstance(message, protocol.Eval) else limits.start
            yield _exchange(carrier, message, seconds)
    except CarrierFault as fault:
        yield Exchange(b"", b"", str(fault))
    finally:
        carrier.stop()


def _exchange(carrier: Carrier, message: protocol.FromRunner, seconds: float) -> Exchange:
    said = protocol.encode(message)
    try:
        answered = carrier.ask(message, seconds)
    except CarrierFault as fault:
        carrier.stop()
        return Exchange(said, b"", str(fault))
    wrong = protocol.strictly(said) or protocol.strictly(answered)
    if not wrong:
        found = protocol.decode(answered)
        if not isinstance(found, EXPECTED[type(message)]):
            wrong = f"`{type(found).__name__.lower()}` is no answer to `{type(message).__name__.lower()}`"
        elif isinstance(message, protocol.Eval) and getattr(found, "seq", message.seq) != message.seq:
            wrong = "it answered another question"
        elif isinstance(message, protocol.Eval) and isinstance(found, protocol.Value):
            beyond = set(found.outputs) - set(message.want)
            wrong = f"it answers what was not asked: {', '.join(sorted(beyond))}" if beyond else ""
    return Exchange(said, answered, wrong)


def main(arguments: Sequence[str]) -> int:
    if not 1 <= len(arguments) <= 3:
        print(__doc__, file=sys.stderr)
        return 2
    standard = arguments[1] if len(arguments) > 1 else ""
    limits = Limits()
    try:
        carrier = open_carrier(arguments[0], limits)
        asked = questions(Path(arguments[2])) if len(arguments) > 2 else made_up(standard)
    except UnknownCarrier:
        print(f"{arguments[0]}: 不是工具 / names no tool", file=sys.stderr)
        return 2
    except WorkbookProblem as problem:
        print(f"{problem.told('zh')} / {problem.told('en')}", file=sys.stderr)
        return 3
    except (OSError, ValueError) as error:
        print(f"{arguments[2]}: 无法读取 / cannot be read: {error}", file=sys.stderr)
        return 3
    wrong = 0
    for exchange in talk(carrier, standard, asked, limits):
        print(f"> {exchange.said.decode()}\n< {ascii(exchange.answered.decode('utf-8', 'replace'))[1:-1]}")
        if exchange.wrong:
            wrong += 1
            print(f"! {exchange.wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
