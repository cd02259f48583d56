"""Services answer in all the ways HTTP allows, and in some it does not."""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from footrule.conformance.carriers import Limits, open_carrier
from footrule.conformance.carriers.presence import must_be_there
from footrule.conformance.outcomes import Record
from footrule.conformance.problems import ConformanceProblem
from footrule.conformance.runner import Settings, run
from tests.conformance import many_cases

LIMITS = Limits(seconds=1.0, start=1.0, output=1_000_000)
Answer = Callable[[bytes, BinaryIO], bool]
"""Writes the answer with this body; whether the connection is to be kept."""


class Serving:
    """A service on the loopback that reads requests as they should be and answers in its own way."""

    def __init__(self, answer: Answer, family: int = socket.AF_INET, context: ssl.SSLContext | None = None) -> None:
        self.heard: list[bytes] = []
        self.connections = 0
        self._answer = answer
        self._context = context
        host = "::1" if family == socket.AF_INET6 else "127.0.0.1"
        self._server = socket.create_server((host, 0), family=family)
        port = self._server.getsockname()[1]
        scheme = "https" if context else "http"
        self.url = f"{scheme}://{'[::1]' if family == socket.AF_INET6 else host}:{port}/"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._server.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._server.accept()
                self.connections += 1
                threading.Thread(target=self._converse, args=(connection,), daemon=True).start()

    def _converse(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), connection:
            if self._context is not None:
                connection = self._context.wrap_socket(connection, server_side=True)
            with connection.makefile("rwb") as file:
                while body := self._request(file):
                    kept = self._answer(json.dumps(many_cases.answer(json.loads(body))).encode(), file)
                    file.flush()
                    if not kept:
                        return

    def _request(self, file: BinaryIO) -> bytes:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = file.readline()
            if not line:
                return b""
            head += line
        self.heard.append(head)
        length = next(line.split(b":")[1] for line in head.splitlines() if line.lower().startswith(b"content-length"))
        return file.read(int(length))


@pytest.fixture
def serve() -> Iterator[Callable[..., Serving]]:
    serving: list[Serving] = []

    def begin(*given: object, **more: object) -> Serving:
        serving.append(Serving(*given, **more))  # type: ignore[arg-type]  # as they are given
        return serving[-1]

    yield begin
    for each in serving:
        each.close()


def met(service: Serving, count: int = 3) -> list[Record]:
    found = run(many_cases.suite(count), open_carrier(service.url, LIMITS), Settings(limits=LIMITS))
    return list(found.records)


def head(*lines: str) -> bytes:
    return "\r\n".join([*lines, "", ""]).encode()


def plain(body: bytes, file: BinaryIO) -> bool:
    file.write(head("HTTP/1.1 200 OK", f"Content-Length: {len(body)}") + body)
    return True


def in_chunks(body: bytes, file: BinaryIO) -> bool:
    file.write(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked"))
    for at in range(0, len(body), 7):
        file.write(f"{len(body[at : at + 7]):x}\r\n".encode() + body[at : at + 7] + b"\r\n")
        file.flush()
    file.write(b"0\r\nTrailer: x\r\n\r\n")
    return True


def of_the_first_version(body: bytes, file: BinaryIO) -> bool:
    file.write(head("HTTP/1.0 200 OK") + body)
    return False


def after_a_continue(body: bytes, file: BinaryIO) -> bool:
    file.write(head("HTTP/1.1 100 Continue") * 3)
    return plain(body, file)


def and_hangs_up_without_a_word(body: bytes, file: BinaryIO) -> bool:
    plain(body, file)
    return False


def and_says_that_it_hangs_up(body: bytes, file: BinaryIO) -> bool:
    file.write(head("HTTP/1.1 200 OK", "Connection: close", f"Content-Length: {len(body)}") + body)
    return False


def with_a_mark_in_front(body: bytes, file: BinaryIO) -> bool:
    return plain(b"\xef\xbb\xbf" + body + b"\r\n", file)


@pytest.mark.parametrize(
    "way",
    [plain, in_chunks, of_the_first_version, after_a_continue, and_hangs_up_without_a_word, and_says_that_it_hangs_up,
     with_a_mark_in_front],
)  # fmt: skip
def test_a_service_may_answer_in_any_way_of_http(serve: Callable[..., Serving], way: Answer) -> None:
    assert [(each.outcome, each.detail) for each in met(serve(way))] == [("pass", "")] * 3


def test_a_connection_that_is_kept_is_used_again(serve: Callable[..., Serving]) -> None:
    service = serve(plain)
    met(service)
    assert service.connections == 1


def encoded(body: bytes, file: BinaryIO) -> bool:
    packed = gzip.compress(body)
    file.write(head("HTTP/1.1 200 OK", "Content-Encoding: gzip", f"Content-Length: {len(packed)}") + packed)
    return True


def status(number: int) -> Answer:
    def answer(body: bytes, file: BinaryIO) -> bool:
        length = 0 if number == 204 else len(body)
        file.write(head(f"HTTP/1.1 {number} Word", f"Content-Length: {length}") + body[:length])
        return True

    return answer


def cut_short(body: bytes, file: BinaryIO) -> bool:
    file.write(head("HTTP/1.1 200 OK", f"Content-Length: {len(body) + 10}") + body)
    return False


def empty(body: bytes, file: BinaryIO) -> bool:
    return plain(b"", file)


def without_end(body: bytes, file: BinaryIO) -> bool:
    file.write(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked"))
    for _ in range(40):
        file.write(b"FFFFF\r\n" + b" " * 0xFFFFF + b"\r\n")
        file.flush()
    return False


def continues_without_end(body: bytes, file: BinaryIO) -> bool:
    end = time.monotonic() + 5
    while time.monotonic() < end:
        file.write(head("HTTP/1.1 100 Continue"))
        file.flush()
        time.sleep(0.01)
    return False


def byte_by_byte(body: bytes, file: BinaryIO) -> bool:
    file.write(head("HTTP/1.1 200 OK", f"Content-Length: {len(body)}"))
    for at in range(len(body)):
        file.write(body[at : at + 1])
        file.flush()
        time.sleep(0.1)
    return True


def many_headers(body: bytes, file: BinaryIO) -> bool:
    file.write(head("HTTP/1.1 200 OK", *(f"X-{at}: y" for at in range(1000))))
    return False


@pytest.mark.parametrize(
    ("way", "outcome", "detail"),
    [
        (encoded, "crash", "garbled: an answer encoded as gzip, which was not asked for"),
        (status(500), "crash", "crash: status 500"),
        (status(404), "crash", "crash: status 404"),
        (status(204), "crash", "crash: status 204"),
        (cut_short, "crash", "crash: the answer was cut short"),
        (empty, "crash", "garbled: "),
        (without_end, "crash", "flood: more than 1000000 bytes"),
        (continues_without_end, "timeout", "timeout: no answer within 1 s"),
        (byte_by_byte, "timeout", "timeout: no answer within 1 s"),
        (many_headers, "crash", "crash: "),
    ],
)
def test_a_service_that_answers_otherwise_gets_a_verdict(
    serve: Callable[..., Serving], way: Answer, outcome: str, detail: str
) -> None:
    (found,) = met(serve(way), 1)
    assert (found.outcome, found.detail[: len(detail)]) == (outcome, detail)


def test_nothing_asked_for_is_encoded(serve: Callable[..., Serving]) -> None:
    service = serve(plain)
    met(service, 1)
    assert b"accept-encoding: identity" in service.heard[0].lower()


def test_the_loopback_of_the_sixth_version_is_one(serve: Callable[..., Serving]) -> None:
    assert met(serve(plain, socket.AF_INET6), 1)[0].outcome == "pass"


def test_no_proxy_of_the_environment_is_asked(serve: Callable[..., Serving], monkeypatch: pytest.MonkeyPatch) -> None:
    proxy, service = serve(plain), serve(plain)
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url)
    assert met(service, 1)[0].outcome == "pass"
    assert (proxy.heard, b"POST / HTTP/1.1" in service.heard[0]) == ([], True)


def test_a_path_and_what_is_asked_of_it_are_sent_as_they_stand(serve: Callable[..., Serving]) -> None:
    service = serve(plain)
    service.url += "计算/v1?standard=a&x=%20"
    assert met(service, 1)[0].outcome == "pass"
    assert service.heard[0].startswith(b"POST /%E8%AE%A1%E7%AE%97/v1?standard=a&x=%20 HTTP/1.1\r\n")


def test_a_certificate_nobody_vouches_for_is_told(serve: Callable[..., Serving], tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
             "-keyout", str(key), "-out", str(certificate), "-days", "1", "-subj", "/CN=127.0.0.1"]  # fmt: skip
    subprocess.run(words, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    (found,) = met(serve(plain, context=context), 1)
    assert (found.outcome, "certificate" in found.detail) == ("crash", True)


def test_a_service_that_speaks_plainly_is_no_service_of_https(serve: Callable[..., Serving]) -> None:
    service = serve(plain)
    service.url = service.url.replace("http:", "https:")
    assert met(service, 1)[0].outcome in ("crash", "timeout")


@pytest.mark.parametrize(
    "url", ["http://name:word@127.0.0.1:80/", "http://name@host/", "http:///path", "http://h:0/", "http://h:99999/"]
)
def test_an_address_that_cannot_be_used_or_would_tell_a_password_is_refused(url: str) -> None:
    with pytest.raises(ConformanceProblem, match="K0407") as caught:
        must_be_there(url)
    assert caught.value.told("zh") != caught.value.told("en")
    assert "word@" not in str(caught.value)
