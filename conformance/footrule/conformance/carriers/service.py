"""`http:`: a service that takes every message as the body of a POST and answers with one."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
import urllib.parse

from footrule.conformance import protocol
from footrule.conformance.carriers import CarrierFault, Limits
from footrule.conformance.protocol import FromRunner


class Service:
    """An HTTP service; no proxy of the environment is used, no redirect is followed, no encoded answer is unpacked."""

    kind = "http"
    isolated = False

    def __init__(self, url: str, limits: Limits) -> None:
        self.url = urllib.parse.urlsplit(url)
        self.limits = limits
        self._connection: http.client.HTTPConnection | None = None

    def start(self) -> None:
        self.stop()

    def ask(self, message: FromRunner, seconds: float) -> bytes:
        if isinstance(message, protocol.Bye):
            return b""
        late = threading.Event()
        watch = threading.Timer(seconds, self._cut_off, (late,))  # a socket's own bound begins anew with every byte
        watch.daemon = True
        watch.start()
        try:
            answer = self._post(protocol.encode(message), seconds)
            if late.is_set():  # what was cut off can look like an answer that ended
                raise TimeoutError
            return answer
        except TimeoutError:
            self.stop()
            raise CarrierFault("timeout", f"no answer within {seconds:g} s") from None
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
            self.stop()
            if late.is_set():
                raise CarrierFault("timeout", f"no answer within {seconds:g} s") from None
            raise CarrierFault("crash", str(error)[:200] or type(error).__name__) from None
        finally:
            watch.cancel()

    def _cut_off(self, late: threading.Event) -> None:
        late.set()
        connection = self._connection
        if connection is not None and connection.sock is not None:
            with contextlib.suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    def _post(self, body: bytes, seconds: float) -> bytes:
        until = time.monotonic() + seconds
        response = self._response(body, seconds)
        found, promised = b"", response.length or 0
        while chunk := response.read1(65_536):
            found += chunk
            if len(found) > self.limits.output:
                self.stop()
                raise CarrierFault("flood", f"more than {self.limits.output} bytes")
            if time.monotonic() > until:
                raise TimeoutError
        response.read()  # the end of the body is only noticed by reading past it
        if len(found) < promised:
            raise http.client.HTTPException("the answer was cut short")
        if response.status != http.client.OK:
            raise CarrierFault("crash", f"status {response.status}")
        encoded = response.getheader("Content-Encoding", "identity").strip().lower()
        if encoded not in ("", "identity"):
            raise CarrierFault("garbled", f"an answer encoded as {encoded[:40]}, which was not asked for")
        return found.strip()

    def _response(self, body: bytes, seconds: float) -> http.client.HTTPResponse:
        """The beginning of the answer. A service may close a connection it has answered on, and is asked on another."""
        kept = self._connection is not None and self._connection.sock is not None
        if kept:
            try:
                return self._asked(body, seconds)
            except (ConnectionResetError, BrokenPipeError):
                self.stop()
        return self._asked(body, seconds)

    def _asked(self, body: bytes, seconds: float) -> http.client.HTTPResponse:
        if self._connection is None:
            kind = http.client.HTTPSConnection if self.url.scheme == "https" else http.client.HTTPConnection
            self._connection = kind(self.url.hostname or "", self.url.port)
        self._connection.timeout = seconds
        if self._connection.sock is not None:
            self._connection.sock.settimeout(seconds)
        path = urllib.parse.quote(self.url.path or "/", safe="/%:@!$&'()*+,;=~") + (
            f"?{urllib.parse.quote(self.url.query, safe='/%:@!$&()*+,;=~?')}" if self.url.query else ""
        )
        self._connection.request("POST", path, body, {"Content-Type": "application/json", "Accept": "application/json"})
        return self._connection.getresponse()

    def stop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
