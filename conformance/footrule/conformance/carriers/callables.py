"""`py:`: a callable of this process, given a message as a mapping and giving one back.

Nothing can be held to limits inside our own process: for tools we trust not to hang, such as those we generate.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from footrule.conformance import protocol
from footrule.conformance.carriers import CarrierFault
from footrule.conformance.protocol import FromRunner

Tool = Callable[[Mapping[str, Any]], Mapping[str, Any]]


class Callable_:
    """`module:callable`, or a callable itself."""

    kind = "py"
    isolated = False

    def __init__(self, tool: str | Tool) -> None:
        self._named = tool
        self._tool: Tool | None = tool if callable(tool) else None

    def start(self) -> None:
        if self._tool is None:
            module, _, name = str(self._named).partition(":")
            try:
                self._tool = getattr(importlib.import_module(module), name or "answer")
            except (ImportError, AttributeError, ValueError) as error:
                raise CarrierFault("crash", str(error)) from None

    def ask(self, message: FromRunner, seconds: float) -> bytes:
        self.start()
        if isinstance(message, protocol.Bye):
            return b""
        assert self._tool is not None
        try:
            return msgspec.json.encode(self._tool(msgspec.to_builtins(message)))
        except Exception as error:
            raise CarrierFault("crash", f"{type(error).__name__}: {error}"[:200]) from None

    def stop(self) -> None:
        return None
