"""`proc:`: one long-lived child process, a message a line on its standard input and output."""

from __future__ import annotations

import os
import select
import time

from footrule.conformance import protocol
from footrule.conformance.carriers import CarrierFault, Limits
from footrule.conformance.carriers.sandbox import Child
from footrule.conformance.protocol import FromRunner

_CHUNK = 65_536


class Process:
    """A child that answers line by line; whatever it sends beyond its line waits to be found out of turn.

    Lines end as any system ends them, and empty ones between the messages say nothing.
    """

    kind = "proc"
    isolated = True

    def __init__(self, command: str, limits: Limits) -> None:
        self.command = command
        self.limits = limits
        self._child: Child | None = None
        self._pending = b""
        self._heard = 0

    def start(self) -> None:
        self.stop()
        self._pending = b""
        self._child = Child(self.command, self.limits)

    def ask(self, message: FromRunner, seconds: float) -> bytes:
        if self._child is None:
            self.start()
        assert self._child is not None
        until = time.monotonic() + seconds
        self._pending = self._pending.lstrip()
        self._heard = len(self._pending)
        if b"\n" in self._pending:
            raise CarrierFault("garbled", "it spoke out of turn")
        self._send(self._child, protocol.encode(message) + b"\n", until)
        if isinstance(message, protocol.Bye):
            return b""
        return self._line(self._child, until, seconds)

    def _send(self, child: Child, data: bytes, until: float) -> None:
        descriptor = child.stdin.fileno()
        while data:
            try:
                data = data[os.write(descriptor, data) :]
            except BlockingIOError:
                self._drain(child)
                if not select.select([], [descriptor], [], max(0.0, min(0.2, until - time.monotonic())))[1]:
                    if time.monotonic() >= until:
                        child.must_be_within_bounds()
                        raise CarrierFault("timeout", "it does not read") from None
                    continue
            except OSError:
                raise CarrierFault("crash", child.ended()) from None

    def _drain(self, child: Child) -> None:
        try:
            self._take(os.read(child.stdout.fileno(), _CHUNK))
        except OSError:
            return

    def _take(self, found: bytes) -> None:
        self._pending += found
        self._heard += len(found)  # lines that say nothing count as well
        if self._heard > self.limits.output:
            raise CarrierFault("flood", f"more than {self.limits.output} bytes")

    def _line(self, child: Child, until: float, seconds: float) -> bytes:
        descriptor = child.stdout.fileno()
        while True:
            line, end, rest = self._pending.lstrip().partition(b"\n")
            if end:
                self._pending = rest
                return line
            self._pending = line
            left = until - time.monotonic()
            if left <= 0 or not select.select([descriptor], [], [], left)[0]:
                child.must_be_within_bounds()
                raise CarrierFault("timeout", f"no answer within {seconds:g} s")
            try:
                found = os.read(descriptor, _CHUNK)
            except BlockingIOError:
                continue
            except OSError:
                found = b""
            if not found:
                raise CarrierFault("crash", child.ended())
            self._take(found)

    def stop(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None
