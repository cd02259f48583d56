"""`exec:`: one process for every message: it reads one line, writes one line, and ends.

Exit codes speak where nothing is written: 1 rejects the input, 2 does not support what is asked, others are faults.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import time

from footrule.conformance import protocol
from footrule.conformance.carriers import CarrierFault, Limits
from footrule.conformance.carriers.sandbox import Child
from footrule.conformance.protocol import FromRunner

REJECTS, UNSUPPORTED = 1, 2


class Once:
    """A fresh child for each message."""

    kind = "exec"
    isolated = True

    def __init__(self, command: str, limits: Limits) -> None:
        self.command = command
        self.limits = limits

    def start(self) -> None:
        return None

    def ask(self, message: FromRunner, seconds: float) -> bytes:
        if isinstance(message, protocol.Bye):
            return b""
        until = time.monotonic() + seconds
        child = Child(self.command, self.limits)
        try:
            found = self._exchange(child, protocol.encode(message) + b"\n", until)
            try:
                code = child.process.wait(timeout=max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.must_be_within_bounds()
                raise CarrierFault("timeout", "it does not end") from None
            child.must_be_within_bounds()
        finally:
            child.end()
        if found.strip():
            return found.strip().splitlines()[0]
        seq = message.seq if isinstance(message, protocol.Eval) else ""
        if code in (REJECTS, UNSUPPORTED) and seq:
            return json.dumps({"message": "reject" if code == REJECTS else "unsupported", "seq": seq}).encode()
        raise CarrierFault("crash", f"it ended with {code} and said nothing")

    def _exchange(self, child: Child, data: bytes, until: float) -> bytes:
        inward, outward = child.stdin.fileno(), child.stdout.fileno()
        found = b""
        while True:
            left = until - time.monotonic()
            if left <= 0:
                child.must_be_within_bounds()
                raise CarrierFault("timeout", f"no answer within {self.limits.seconds:g} s")
            readable, writable, _ = select.select([outward], [inward] if data else [], [], left)
            if writable:
                try:
                    data = data[os.write(inward, data) :]
                except OSError:
                    data = b""
                if not data:
                    child.stdin.close()
            if readable:
                try:
                    chunk = os.read(outward, 65_536)
                except OSError:
                    chunk = b""
                if not chunk:
                    return found
                found += chunk
                if len(found) > self.limits.output:
                    raise CarrierFault("flood", f"more than {self.limits.output} bytes")

    def stop(self) -> None:
        return None
