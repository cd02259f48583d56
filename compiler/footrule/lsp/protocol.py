"""JSON-RPC as this server speaks it: every request is answered, no answer holds a traceback."""

from __future__ import annotations

import logging
from typing import Any

from lsprotocol.types import ResponseError
from pygls.exceptions import JsonRpcInternalError, JsonRpcInvalidParams, JsonRpcInvalidRequest
from pygls.protocol import LanguageServerProtocol

PARSE_ERROR = -32700
_IGNORED = object()


def quiet() -> None:
    """The library's own logs stay off the error stream, where an editor would show their tracebacks."""
    for name in ("pygls", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]
        logger.propagate = False


class Protocol(LanguageServerProtocol):
    """Malformed messages are answered where they ask for an answer, and otherwise passed over."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        try:
            return super().structure_message(data)
        except (JsonRpcInvalidParams, JsonRpcInvalidRequest) as error:
            id = data.get("id")
            if "method" in data and isinstance(id, int | str):
                self.refuse(id, error.code, error.message)
            return _IGNORED

    def handle_message(self, message: Any) -> None:
        if message is _IGNORED:
            return
        if not hasattr(message, "jsonrpc"):
            self.refuse(None, JsonRpcInvalidRequest.CODE, JsonRpcInvalidRequest.MESSAGE)
            return
        super().handle_message(message)

    def refuse(self, id: int | str | None, code: int, message: str) -> None:
        self._send_data({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}})

    def _send_response(self, msg_id: Any, result: Any = None, error: ResponseError | None = None) -> None:
        if error is not None and error.code == JsonRpcInternalError.CODE:
            # the library's own text quotes the exception, and its data the traceback
            error = ResponseError(error.code, self._server.told(error), None)  # type: ignore[attr-defined]  # ours
        super()._send_response(msg_id, result, error)
