"""A tool under test in Python: copy this file and replace `calculate`. It needs nothing but the standard library.

    footrule conform run SUITE --tool "proc:python starter.py"
    footrule conform run SUITE --tool "exec:python starter.py"

One JSON object a line on standard input, one on standard output. Numbers are text: read them with `Decimal` or
`Fraction`, never through a float, and never answer 0 for something you were not given.
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal, InvalidOperation
from typing import Any

READY = {
    "message": "ready",
    "protocol": 1,
    "name": "starter in Python",
    "version": "1",
    "standards": [],  # such as ["pact/technical-specification@3.0.3"]; empty: whatever is asked
    "capabilities": [],  # rules: answers any rule by name; partial: takes incomplete documents; units: reads any unit
    "units": "declared",
    "arithmetic": "decimal",
}


class NotSupported(Exception):
    """What this tool cannot do; never a guess instead."""


class Rejected(Exception):
    """What the standard refuses."""


def number(value: Any) -> Decimal | None:
    """A quantity `{"value": "12.5", "unit": "kg"}` in its declared unit; None where nothing is given."""
    if value is None:
        return None
    digits: Any = value.get("value") if isinstance(value, dict) else value
    try:
        found = Decimal(digits)
    except (InvalidOperation, TypeError, ValueError):
        raise Rejected(f"{digits!r} is no number") from None
    if not found.is_finite():
        raise Rejected(f"{digits!r} is no finite number")
    return found


def calculate(inputs: dict[str, Any], options: dict[str, Any], want: list[str]) -> dict[str, Any]:
    """Values by name, such as `{"total": ("12.5", "kgCO2e")}`; None for a value that is unknown. Replace this."""
    raise NotSupported("nothing yet")


def answer(message: dict[str, Any]) -> dict[str, Any]:
    """The answer to one message."""
    kind = message["message"]
    if kind == "hello":
        return READY
    if kind == "choose":
        return {"message": "ok"}
    seq = message["seq"]
    try:
        values = calculate(message["inputs"], message.get("options", {}), message.get("want", []))
    except NotSupported as reason:
        return {"message": "unsupported", "seq": seq, "capability": str(reason)}
    except Rejected as reason:
        return {"message": "reject", "seq": seq, "message_text": str(reason)}
    return {"message": "value", "seq": seq, "outputs": {name: told(value) for name, value in values.items()}}


def told(value: Any) -> dict[str, Any]:
    if value is None:
        return {"kind": "unknown"}
    if isinstance(value, bool):
        return {"kind": "truth", "value": "true" if value else "false"}
    if isinstance(value, tuple):
        return {"kind": "quantity", "value": str(value[0]), "unit": value[1]}
    return {"kind": "choice", "value": str(value)}


def main() -> None:
    for line in sys.stdin:
        message = json.loads(line)
        if message["message"] == "bye":
            return
        print(json.dumps(answer(message), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
