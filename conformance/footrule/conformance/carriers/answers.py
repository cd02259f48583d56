"""`file:`: answers worked out beforehand, one message a line, each named by the digest of what was asked.

They show what a tool said, not that it says so: such a result is attested, never re-run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec

from footrule.conformance import protocol
from footrule.conformance.carriers import CarrierFault
from footrule.conformance.cases import canonical
from footrule.conformance.interface import question, units
from footrule.conformance.protocol import FromRunner
from footrule.conformance.reference_tool import ReferenceTool
from footrule.conformance.suites import Suite
from footrule.conformance.twins import twins

_LARGEST = 200_000_000


class Answers:
    """A file whose first line may be `ready`; every other carries as `seq` the digest of the request it answers."""

    kind = "file"
    isolated = False

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        self._ready: bytes = b""
        self._by_request: dict[str, dict[str, object]] = {}
        self._twice: set[str] = set()

    def start(self) -> None:
        try:
            if not self.path.is_file():
                raise CarrierFault("crash", f"there is no file {self.path}")
            if self.path.stat().st_size > _LARGEST:
                raise CarrierFault("flood", f"more than {_LARGEST} bytes")
            lines = self.path.read_bytes().splitlines()
        except (OSError, ValueError) as error:
            raise CarrierFault("crash", str(error)) from None
        for line in lines:
            try:
                found = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(found, dict) and found.get("message") == "ready":
                # The questions it answers were written down in declared units and ask for no steps, whatever the tool
                # behind it could have answered.
                self._ready = json.dumps({**found, "units": "declared", **_without_trace(found)}).encode()
            elif isinstance(found, dict) and isinstance(seq := found.get("seq"), str):
                told = self._by_request.setdefault(seq, found)
                self._twice |= {seq} if told != found else set()

    def ask(self, message: FromRunner, seconds: float) -> bytes:
        match message:
            case protocol.Hello():
                return self._ready or b'{"message":"ready","protocol":1,"name":"file"}'
            case protocol.Eval():
                asked = request_digest(message)
                found = self._by_request.get(asked)
                if asked in self._twice:
                    raise CarrierFault("crash", "the file has two answers to this")
                if found is None:
                    raise CarrierFault("crash", "the file has no answer to this")
                return json.dumps({**found, "seq": message.seq}).encode()
            case _:
                return b'{"message":"ok"}'

    def stop(self) -> None:
        return None


def _without_trace(ready: dict[str, object]) -> dict[str, object]:
    claimed = ready.get("capabilities")
    return {"capabilities": [one for one in claimed if one != "trace"]} if isinstance(claimed, list) else {}


def requests(suite: Suite, reference: ReferenceTool | None = None) -> Iterator[protocol.Eval]:
    """Every question of a suite as `file:` looks up its answer, `seq` its digest; questions of relations are two.

    `reference`: makes the twins of the examples, which a run with the same reference asks too.
    """
    by = units(suite.interface)
    made = twins(suite.cases, reference, suite.digest) if reference is not None else ()
    for case in (*suite.cases, *made):
        for written in (case.given, *((case.relation.given,) if case.relation else ())):
            in_units = None if "units" in case.needs else by
            asked = question(suite.standard, suite.interface, in_units, written, case.want)
            yield msgspec.structs.replace(asked, seq=request_digest(asked))


def request_digest(message: protocol.Eval) -> str:
    """The name of a request: of all it asks, without its number."""
    plain = msgspec.to_builtins(message)
    return hashlib.sha256(canonical({name: value for name, value in plain.items() if name != "seq"})).hexdigest()
