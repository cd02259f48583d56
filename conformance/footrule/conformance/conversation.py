"""The talk with one tool: started when first needed, agreed with on a standard, started again when it went wrong.

A tool introduces itself at every start. One that introduces itself otherwise than before is another tool, and what was
found of the one says nothing of the other: that is told, whether it changed within a run or between two parts of one.
"""

from __future__ import annotations

import hashlib

import msgspec

from footrule.conformance import protocol
from footrule.conformance.carriers import Carrier, CarrierFault, Limits
from footrule.conformance.cases import canonical
from footrule.conformance.suites import Suite

NOT_AS_SCHEMA = "not as the schema says: "
CHANGED = "the tool changed in the middle of the run"
_LONGEST = 200


class NotReady(Exception):
    """A tool never said `ready`, or refused the standard; the message says why."""


class Conversation:
    """`ready`: how the tool introduced itself, while it runs; `known`: the same, whether it runs or not.

    `identity`: a digest of all it said of itself, that of an interrupted run until it is started here. `untold`: how it
    changed, until somebody has told it.
    """

    def __init__(self, suite: Suite, carrier: Carrier, limits: Limits, strict: bool) -> None:
        self.carrier = carrier
        self.ready: protocol.Ready | None = None
        self.known: protocol.Ready | None = None
        self.capabilities: frozenset[str] = frozenset()
        self.identity = ""
        self.untold = ""
        self.changes: dict[str, None] = {}
        self.odd: dict[str, None] = {}
        self.starts = 0
        self._suite = suite
        self._digest = suite.digest
        self._limits = limits
        self._strict = strict

    def begin(self) -> None:
        """Start the tool and agree on the standard. Raises `CarrierFault`, `NotReady`."""
        if self.ready is not None:
            return
        self.starts += 1
        self.carrier.start()
        start = self._limits.start
        found = self.ask(protocol.Hello(protocol.VERSION, self._digest), start)
        if not isinstance(found, protocol.Ready):
            raise CarrierFault("garbled", "the answer to `hello` is not `ready`")
        if found.protocol != protocol.VERSION:
            raise NotReady(f"it speaks protocol {found.protocol}, not {protocol.VERSION}")
        if found.standards and self._suite.standard not in found.standards:
            self._introduced(found)
            raise NotReady(f"it does not know {self._suite.standard}")
        chosen = self.ask(protocol.Choose(self._suite.standard, self._suite.edition), start)
        if isinstance(chosen, protocol.Refused):
            raise NotReady(chosen.reason[:_LONGEST] or "it refused the standard")
        if not isinstance(chosen, protocol.Ok):
            raise CarrierFault("garbled", "the answer to `choose` is neither `ok` nor `refused`")
        self._introduced(found)

    def _introduced(self, found: protocol.Ready) -> None:
        identity = hashlib.sha256(canonical(msgspec.to_builtins(found))).hexdigest()[:16]
        if self.identity and identity != self.identity:
            self.untold = f"{CHANGED}{_difference(self.known, found)}"
            self.changes[self.untold] = None
        self.ready = self.known = found
        self.identity = identity
        self.capabilities = frozenset(found.capabilities)

    def ask(self, message: protocol.FromRunner, seconds: float) -> protocol.FromTool:
        """A tool's message in answer to one of ours. Raises `CarrierFault`."""
        if self._strict and (wrong := protocol.strictly(protocol.encode(message))):
            self.odd[f"runner: {wrong[:_LONGEST]}"] = None
        data = self.carrier.ask(message, seconds)
        if self._strict and (wrong := protocol.strictly(data)):
            self.odd[wrong[:_LONGEST]] = None
            raise CarrierFault("garbled", f"{NOT_AS_SCHEMA}{wrong[:_LONGEST]}")
        try:
            return protocol.decode(data)
        except protocol.ProtocolError as error:
            raise CarrierFault("garbled", str(error)) from None

    def restart(self) -> None:
        """Whatever it is doing, it is begun anew with the next question."""
        self.carrier.stop()
        self.ready = None

    def close(self) -> None:
        """Take leave of it and end it."""
        try:
            if self.ready is not None:
                self.carrier.ask(protocol.Bye(), 1.0)
        except CarrierFault:
            pass
        finally:
            self.carrier.stop()


def _difference(before: protocol.Ready | None, after: protocol.Ready) -> str:
    """What a tool says otherwise of itself than before: `: version 1 → 2, units`."""
    if before is None:
        return ""
    told = []
    for name in protocol.Ready.__struct_fields__:
        one, other = getattr(before, name), getattr(after, name)
        if one != other:
            told.append(f"{name} {one[:40]} → {other[:40]}" if name in ("name", "version", "digest") else name)
    return f": {', '.join(told)}"
