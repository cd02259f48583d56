"""The document a calculation is given: from a file or standard input, an example, and single values of the command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footrule.cli import exits
from footrule.cli.editions import reason_of
from footrule.cli.words import did_you_mean

if TYPE_CHECKING:
    from footrule.runtime.form import Form

_MOST_MEGABYTES = 32


def document(form: Form, source: str | None, example: str, values: list[str], options: list[str]) -> dict[str, Any]:
    """`{"inputs": …, "options": …}` as the runtime reads it; single values win over those of the file or example.

    Raises `Refused` for a document that is not well formed, `UnreadableStop` for one that is not there.
    """
    if source is not None and example:
        raise exits.UsageStop("only one way", names="INPUT --example")
    found: dict[str, Any] = _read(source) if source is not None else {}
    if example:
        found = _of_example(form, example)
    set_values, set_options = _pairs(values), _pairs(options)
    if not set_values and not set_options:
        return found
    if not found.keys() & {"inputs", "options"}:
        found = {"inputs": found}
    parts = {name: found.get(name) for name in ("inputs", "options")}
    for name, single in (("inputs", set_values), ("options", set_options)):
        part = parts[name] if parts[name] is not None else {}
        # A part that is no object is left for the runtime to refuse in its own words.
        parts[name] = {**part, **single} if isinstance(part, dict) else part
    return {**found, **parts}


def named_by_example(form: Form, example: str) -> list[str] | None:
    """What an example expects a value of: it gives the inputs these need, and no more. None: all outputs."""
    plain = {rule.name for rule in form.rules if not rule.parameters}
    found = next(one for one in form.examples if one.name == example)
    return [expected.target for expected in found.expect if expected.target in plain] or None


def read_bytes(source: str) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises `UnreadableStop`."""
    most = _MOST_MEGABYTES * 1_000_000
    try:
        if source == "-":
            data = sys.stdin.buffer.read(most + 1)
        else:
            with Path(source).open("rb") as file:
                data = file.read(most + 1)
    except (OSError, ValueError) as error:  # a ValueError is a path with a NUL in it
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise exits.UnreadableStop("unreadable", path=source, reason=reason) from None
    if len(data) > most:
        raise exits.UnreadableStop("too large", path=source, most=_MOST_MEGABYTES)
    return data


def _read(source: str) -> dict[str, Any]:
    from footrule.runtime.documents import read_document  # noqa: PLC0415

    data = read_bytes(source)
    # Standard input has no name to tell by; no YAML anybody writes begins with a brace and spans lines like JSON.
    is_yaml = source.lower().endswith((".yaml", ".yml")) or (
        source == "-" and not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))
    )
    return read_document(data, "yaml" if is_yaml else "json")


def _of_example(form: Form, name: str) -> dict[str, Any]:
    from difflib import get_close_matches  # noqa: PLC0415

    for example in form.examples:
        if example.name == name:
            return {"inputs": dict(example.given), "options": dict(example.options)}
    names = [example.name for example in form.examples]
    near = tuple(get_close_matches(name, names, n=3, cutoff=0.3)) or tuple(names[:3])
    raise exits.UsageStop("no such example", name=name, hint=did_you_mean(near))


def _pairs(texts: list[str]) -> dict[str, Any]:
    from footrule.runtime.documents import read_yaml  # noqa: PLC0415

    found: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        name, value = name.strip(), value.strip()
        if not equals or not name:
            raise exits.UsageStop("not name=value", text=text)
        if name in found:
            raise exits.UsageStop("set twice", name=name)
        found[name] = read_yaml(value) if value.startswith(("[", "{")) else value
    return found
