"""A tool under test in Python: copy this file and replace `calculate`. It needs nothing but the standard library.

    footrule conform run SUITE --tool "proc:python starter.py"
    footrule conform run SUITE --tool "exec:python starter.py"
    python starter.py --serve 8000 &  footrule conform run SUITE --tool http://127.0.0.1:8000/

One JSON object a line on standard input, one on standard output, or one in the body of a POST. Numbers are text: read
them with `Decimal` or `Fraction`, never through a float, and never answer 0 for something you were not given.
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal, InvalidOperation
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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


NOT_APPLICABLE = object()
"""The answer where a value does not apply; None where it is unknown."""


class NotSupported(Exception):
    """What this tool cannot do; never a guess instead."""


class Rejected(Exception):
    """What the standard refuses. `field`: the name it is about, above all one that the document lacks."""

    def __init__(self, told: str, *, field: str = "") -> None:
        super().__init__(told)
        self.field = field


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
    """Values by name, such as `{"total": ("12.5", "kgCO2e")}`; None for one that is unknown. Replace this."""
    raise NotSupported("nothing yet")


def answer(message: dict[str, Any]) -> dict[str, Any]:
    """The answer to one message."""
    kind = message["message"]
    if kind == "hello":
        return READY
    if kind != "eval":
        return {"message": "ok"}
    seq = message["seq"]
    try:
        values = calculate(message["inputs"], message.get("options", {}), message.get("want", []))
    except NotSupported as reason:
        return {"message": "unsupported", "seq": seq, "capability": str(reason)}
    except Rejected as reason:
        return {"message": "reject", "seq": seq, "field": reason.field, "message_text": str(reason)}
    except Exception as error:  # a fault of this tool: the next question may go well
        return {"message": "fault", "seq": seq, "message_text": f"{type(error).__name__}: {error}"}
    return {"message": "value", "seq": seq, "outputs": {name: told(value) for name, value in values.items()}}


def told(value: Any) -> dict[str, Any]:
    if value is None or value is NOT_APPLICABLE:
        return {"kind": "unknown" if value is None else "not_applicable"}
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


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body leave together

    def do_POST(self) -> None:
        message = json.loads(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
        body = json.dumps(answer(message), ensure_ascii=False).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The runner keeps the record."""


def serve(port: int) -> None:
    """Listen on 127.0.0.1 and say on which port."""
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    else:
        main()
