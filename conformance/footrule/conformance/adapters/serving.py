"""A callable subject over standard input and output, once a process, or as an HTTP service on the loopback.

Both `proc:` and `exec:` are one loop: read a line, answer a line, until there is no more.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Subject = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def main(subject: Subject, arguments: Sequence[str]) -> None:
    """`--serve PORT` listens on 127.0.0.1 and says on which port; otherwise lines are read until they end."""
    if arguments and arguments[0] == "--serve":
        server = service(subject, int(arguments[1]) if len(arguments) > 1 else 0)
        print(server.server_address[1], flush=True)
        server.serve_forever()
    else:
        lines(subject)


def lines(subject: Subject) -> None:
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        message = json.loads(line)
        if message.get("message") == "bye":
            return
        sys.stdout.buffer.write(json.dumps(subject(message), ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()


def service(subject: Subject, port: int = 0) -> ThreadingHTTPServer:
    """The service, listening; `serve_forever` answers."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1  # headers and body leave together, or every answer waits for an acknowledgement

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            body = json.dumps(subject(json.loads(self.rfile.read(length))), ensure_ascii=False).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is logged: the runner keeps the record."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

    return Server(("127.0.0.1", port), Handler)
