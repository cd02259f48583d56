"""What runner and tool say to each other: one JSON object a line, UTF-8, numbers as decimal text.

    runner -> hello                     tool -> ready
    runner -> choose                    tool -> ok | refused
    runner -> eval                      tool -> value | reject | unsupported | fault
    runner -> bye

`seq` is opaque: nothing in it tells which case is asked, and no expectation is ever sent.
"""

from __future__ import annotations

import json
from typing import Any, Literal, dataclass_transform

import msgspec

VERSION = 1
"""Version of the protocol."""

LONGEST_ANSWER = 4_000_000
"""Bytes of one message from a tool."""


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Message(msgspec.Struct, frozen=True, tag_field="message", omit_defaults=True):
    """Base of all messages."""


class Hello(Message, tag="hello"):
    protocol: int
    suite: str = ""


class Choose(Message, tag="choose"):
    standard: str
    edition: str = ""
    options: dict[str, Any] = {}


class Eval(Message, tag="eval"):
    """`inputs`, `options` as a user would give them; `want` names the values asked for."""

    seq: str
    inputs: dict[str, Any]
    options: dict[str, Any] = {}
    want: tuple[str, ...] = ()
    standard: str = ""


class Bye(Message, tag="bye"):
    pass


class Given(msgspec.Struct, frozen=True, omit_defaults=True):
    """One value: its kind, digits or word as text, and for a quantity its unit."""

    kind: Literal["quantity", "choice", "truth", "date", "text", "unknown", "not_applicable"]
    value: str | None = None
    unit: str = ""


class Ready(Message, tag="ready"):
    """`capabilities` of: rules, partial, units. `units`: whether others than the declared ones are read.

    `codes`: the tool's own error codes by what they mean here. `digest`: of the tool as it was delivered.
    """

    protocol: int
    name: str
    version: str = ""
    digest: str = ""
    standards: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()
    units: Literal["declared", "any"] = "declared"
    arithmetic: Literal["", "binary", "decimal", "rational"] = ""
    max_parallel: int = 1
    codes: dict[str, str] = {}


class Ok(Message, tag="ok"):
    pass


class Refused(Message, tag="refused"):
    reason: str = ""


class Value(Message, tag="value"):
    seq: str
    outputs: dict[str, Given]


class Reject(Message, tag="reject"):
    seq: str
    code: str = ""
    codes: tuple[str, ...] = ()
    phase: Literal["", "input", "requirement", "calculation"] = ""
    field: str = ""
    message_text: str = ""


class Unsupported(Message, tag="unsupported"):
    seq: str
    capability: str = ""


class Fault(Message, tag="fault"):
    seq: str
    message_text: str = ""


FromRunner = Hello | Choose | Eval | Bye
FromTool = Ready | Ok | Refused | Value | Reject | Unsupported | Fault

_DECODER = msgspec.json.Decoder(FromTool)


class ProtocolError(ValueError):
    """What a tool sent is no message of the protocol."""


def encode(message: FromRunner) -> bytes:
    """One line, without its end."""
    return msgspec.json.encode(message)


def decode(data: bytes) -> FromTool:
    """A tool's message. Raises `ProtocolError`."""
    if len(data) > LONGEST_ANSWER:
        raise ProtocolError(f"a message of {len(data)} bytes")
    try:
        found: FromTool = _DECODER.decode(data)
        return found
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError, UnicodeDecodeError) as error:
        raise ProtocolError(str(error)[:200]) from None


def strictly(data: bytes) -> str:
    """What is wrong with a message under the letter of its schema; empty where nothing is."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        return str(error)[:200]
    kinds: dict[str, type[Message]] = {
        "ready": Ready, "ok": Ok, "refused": Refused, "value": Value, "reject": Reject,
        "unsupported": Unsupported, "fault": Fault,
    }  # fmt: skip
    kind = kinds.get(found.get("message", "")) if isinstance(found, dict) else None
    if kind is None:
        return "no message of the protocol"
    unknown = set(found) - {"message", *kind.__struct_fields__}
    return f"names the schema does not have: {', '.join(sorted(unknown))}" if unknown else ""


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema of every message of either side, by its name."""
    found = {}
    for kind in (Hello, Choose, Eval, Bye, Ready, Ok, Refused, Value, Reject, Unsupported, Fault):
        name = str(kind.__struct_config__.tag)
        found[name] = msgspec.json.schema(kind)
    return found
