"""What runner and tool say to each other: one JSON object a line, UTF-8, numbers as decimal text.

    runner -> hello                     tool -> ready
    runner -> choose                    tool -> ok | refused
    runner -> eval                      tool -> value | reject | unsupported | fault
    runner -> bye

`seq` is opaque: nothing in it tells which case is asked, and no expectation is ever sent.

A number is a decimal as text (`12.5`, `-3e-7`), at most 100 digits and an exponent within ±60: never a JSON number,
never a fraction. A result that does not end, such as 1/3, is answered with as many digits as the tool has; 15 are
enough, because nothing that does not end is ever asked for more closely than `relative` 1e-9 or as printed.
"""

from __future__ import annotations

import codecs
import json
import re
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
    """`inputs`, `options` as a user would give them; `want` names the values asked for.

    `trace`: rules whose values a tool of the capability `trace` is asked to tell on the way.
    """

    seq: str
    inputs: dict[str, Any]
    options: dict[str, Any] = {}
    want: tuple[str, ...] = ()
    standard: str = ""
    trace: tuple[str, ...] = ()


class Bye(Message, tag="bye"):
    pass


class Given(msgspec.Struct, frozen=True, omit_defaults=True):
    """One value: its kind, digits or word as text, and for a quantity its unit."""

    kind: Literal["quantity", "choice", "truth", "date", "text", "unknown", "not_applicable"]
    value: str | None = None
    unit: str = ""


class Ready(Message, tag="ready"):
    """`capabilities` of: rules (any rule by name), partial (incomplete documents), units, trace (values on the way).

    `units`: whether others than the declared ones are read.

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
    """`trace`: values of rules on the way to the outputs, as many of those asked for as the tool can tell."""

    seq: str
    outputs: dict[str, Given]
    trace: dict[str, Given] = {}


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

DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?", re.ASCII)
"""A number as text, in either direction."""

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
    plain = data.removeprefix(codecs.BOM_UTF8)  # some systems begin every text with it
    try:
        found: FromTool = _DECODER.decode(plain)
        json.loads(plain, object_pairs_hook=_each_name_once)
        return found
    except ProtocolError:
        raise
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError, ValueError) as error:
        raise ProtocolError(str(error)[:200]) from None


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Raises `ProtocolError` where readers could take the one value of a name or the other."""
    found = dict(pairs)
    if len(found) < len(pairs):
        last = {name: at for at, (name, _) in enumerate(pairs)}
        twice = next(name for at, (name, _) in enumerate(pairs) if last[name] > at)
        raise ProtocolError(f"a name given twice: {twice[:80]}")
    return found


_KINDS: dict[str, type[Message]] = {
    str(kind.__struct_config__.tag): kind
    for kind in (Hello, Choose, Eval, Bye, Ready, Ok, Refused, Value, Reject, Unsupported, Fault)
}


def strictly(data: bytes) -> str:
    """What is wrong with a message of either side under the letter of its schema; empty where nothing is."""
    if data.startswith(codecs.BOM_UTF8):
        return "a byte order mark"
    try:
        found = json.loads(data, object_pairs_hook=_each_name_once)
    except (ValueError, RecursionError) as error:
        return str(error)[:200]
    kind = _KINDS.get(str(found.get("message", ""))) if isinstance(found, dict) else None
    if kind is None:
        return "no message of the protocol"
    unknown = set(found) - {"message", *kind.__struct_fields__}
    if unknown:
        return f"names the schema does not have: {', '.join(sorted(unknown))}"
    try:
        whole = msgspec.convert(found, kind)
    except msgspec.ValidationError as error:
        return str(error)[:200]
    if isinstance(whole, Value):
        return next(
            filter(None, (_value_strictly(found[part], part) for part in ("outputs", "trace") if part in found)), ""
        )
    return _number_in(found, "$") if isinstance(whole, Eval) else ""


def _value_strictly(values: dict[str, Any], part: str) -> str:
    for name, one in values.items():
        unknown = set(one) - set(Given.__struct_fields__)
        if unknown:
            return f"names the schema does not have: {', '.join(sorted(unknown))} in {part}.{name}"
        if one["kind"] == "quantity" and not DECIMAL.fullmatch(one.get("value") or ""):
            return f"no decimal: {part}.{name}"
        if one["kind"] in ("unknown", "not_applicable") and one.get("value") is not None:
            return f"a value where there is none: {part}.{name}"
    return ""


def _number_in(value: Any, at: str) -> str:
    """Where a message holds a number that is not text."""
    match value:
        case bool() | None | str():
            return ""
        case dict():
            return next(filter(None, (_number_in(one, f"{at}.{name}") for name, one in value.items())), "")
        case list():
            return next(filter(None, (_number_in(one, f"{at}[{n}]") for n, one in enumerate(value))), "")
        case _:
            return f"a number that is not text: {at}"


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema of every message of either side, by its name."""
    found = {name: msgspec.json.schema(kind) for name, kind in _KINDS.items()}
    _numbers_are_text(found["value"])
    return found


def schema() -> dict[str, Any]:
    """JSON Schema of any message of either side."""
    found = msgspec.json.schema(FromRunner | FromTool)
    _numbers_are_text(found)
    return found


def _numbers_are_text(found: dict[str, Any]) -> None:
    number = {"value": {"type": "string", "pattern": f"^{DECIMAL.pattern}$"}}
    found["$defs"]["Given"]["allOf"] = [
        {"if": {"properties": {"kind": {"const": "quantity"}}}, "then": {"properties": number, "required": ["value"]}}
    ]
