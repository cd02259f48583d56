"""`py:`: a callable of this process, given a message as a mapping and giving one back.

Nothing can be held to limits inside our own process: for tools we trust not to hang, such as those we generate.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
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
            if str(Path.cwd()) not in sys.path:
                sys.path.append(str(Path.cwd()))  # a tester's own module lies where the command is typed
            try:
                self._tool = getattr(importlib.import_module(module), name or "answer")
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # a module of a tool may do anything when it is imported
                raise CarrierFault("crash", f"{type(error).__name__}: {error}"[:200]) from None

    def ask(self, message: FromRunner, seconds: float) -> bytes:
        self.start()
        if isinstance(message, protocol.Bye):
            return b""
        assert self._tool is not None
        try:
            return msgspec.json.encode(self._tool(msgspec.to_builtins(message)))
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a tool that calls `sys.exit` must not end the run
            raise CarrierFault("crash", f"{type(error).__name__}: {error}"[:200]) from None

    def stop(self) -> None:
        return None
