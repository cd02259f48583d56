"""`proc:`: one long-lived child process, a message a line on its standard input and output."""

from __future__ import annotations

import os
import select
import subprocess
import time

from footrule.conformance import protocol
from footrule.conformance.carriers import CarrierFault, Limits
from footrule.conformance.carriers.sandbox import begin, end
from footrule.conformance.protocol import FromRunner

_CHUNK = 65_536


class Process:
    """A child that answers line by line; whatever it sends beyond its line waits to be found out of turn."""

    kind = "proc"
    isolated = True

    def __init__(self, command: str, limits: Limits) -> None:
        self.command = command
        self.limits = limits
        self._child: subprocess.Popen[bytes] | None = None
        self._pending = b""

    def start(self) -> None:
        self.stop()
        self._pending = b""
        self._child = begin(self.command, self.limits)
        assert self._child.stdin is not None and self._child.stdout is not None
        os.set_blocking(self._child.stdin.fileno(), False)
        os.set_blocking(self._child.stdout.fileno(), False)

    def ask(self, message: FromRunner, seconds: float) -> bytes:
        if self._child is None:
            self.start()
        until = time.monotonic() + seconds
        if b"\n" in self._pending:
            raise CarrierFault("garbled", "it spoke out of turn")
        self._send(protocol.encode(message) + b"\n", until)
        if isinstance(message, protocol.Bye):
            return b""
        return self._line(until)

    def _send(self, data: bytes, until: float) -> None:
        assert self._child is not None and self._child.stdin is not None
        descriptor = self._child.stdin.fileno()
        while data:
            try:
                data = data[os.write(descriptor, data) :]
            except BlockingIOError:
                self._drain()
                if not select.select([], [descriptor], [], max(0.0, min(0.2, until - time.monotonic())))[1]:
                    if time.monotonic() >= until:
                        raise CarrierFault("timeout", "it does not read") from None
                    continue
            except OSError:
                raise CarrierFault("crash", self._ended()) from None

    def _drain(self) -> None:
        assert self._child is not None and self._child.stdout is not None
        try:
            self._pending += os.read(self._child.stdout.fileno(), _CHUNK)
        except OSError:
            return
        self._bounded()

    def _bounded(self) -> None:
        if len(self._pending) > self.limits.output:
            raise CarrierFault("flood", f"more than {self.limits.output} bytes")

    def _line(self, until: float) -> bytes:
        assert self._child is not None and self._child.stdout is not None
        descriptor = self._child.stdout.fileno()
        while b"\n" not in self._pending:
            left = until - time.monotonic()
            if left <= 0 or not select.select([descriptor], [], [], left)[0]:
                raise CarrierFault("timeout", f"no answer within {self.limits.seconds:g} s")
            try:
                found = os.read(descriptor, _CHUNK)
            except BlockingIOError:
                continue
            except OSError:
                found = b""
            if not found:
                raise CarrierFault("crash", self._ended())
            self._pending += found
            self._bounded()
        line, _, self._pending = self._pending.partition(b"\n")
        return line

    def _ended(self) -> str:
        assert self._child is not None
        try:
            code = self._child.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "it closed the pipe"
        return f"it ended with {code}"

    def stop(self) -> None:
        if self._child is not None:
            end(self._child)
            self._child = None
