"""Whatever a tool does, every case has an outcome and the run ends."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from footrule.conformance.carriers import Limits, open_carrier
from footrule.conformance.carriers.callables import Callable_
from footrule.conformance.carriers.room import room
from footrule.conformance.results import Results
from footrule.conformance.runner import Settings, run
from tests.conformance.subjects import POWER, suite

TOOL = Path(__file__).with_name("hostile_tool.py")
LIMITS = Limits(seconds=1.0, start=20.0, memory=1_000_000_000, output=1_000_000)


def met(way: str, kind: str = "proc") -> Results:
    whole = suite(POWER)
    computed = [case for case in whole.cases if case.kind == "compute" and not case.id.startswith("example")][:2]
    few = replace(whole, cases=tuple(computed))
    return run(few, open_carrier(f'{kind}:{sys.executable} {TOOL} "{way}"', LIMITS), Settings(limits=LIMITS))


@pytest.mark.parametrize(
    ("way", "outcome"),
    [
        ("hangs", {"timeout"}),
        ("floods", {"crash"}),
        ("closes in the middle", {"crash"}),
        ("answers out of order", {"crash"}),
        ("forks", {"crash", "timeout"}),
        ("leaves a child behind", {"crash"}),
        ("holds the pipe from below", {"crash", "timeout"}),
        ("ignores the request to end", {"timeout"}),
        ("keeps every processor busy", {"timeout"}),
        ("opens descriptors", {"crash"}),
        ("writes gigabytes of complaints", {"fail-value"}),
        ("fills the results", {"crash"}),
        ("allocates", {"crash", "timeout"}),
        ("claims what it lacks", {"unsupported"}),
        ("invalid UTF-8", {"crash"}),
        ("NaN", {"fail-value", "fail-unit"}),
        ("bare NaN", {"crash"}),
        ("10^400", {"fail-value", "fail-unit"}),
        ("deep nesting", {"crash"}),
    ],
)
def test_a_hostile_tool_gets_a_verdict(way: str, outcome: set[str]) -> None:
    found = met(way)
    assert len(found.records) == 2
    assert {record.outcome for record in found.records} <= outcome


def test_no_child_of_a_tool_outlives_the_run_where_the_system_allows_it() -> None:
    met("leaves a child behind")
    words = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    left = [one for one in words if b"hostile_tool.py" in one and b"leaves a child behind" in one]
    assert left == [] or not room(network=False).alone


def test_what_a_tool_says_is_kept_short() -> None:
    assert max(len(record.detail) for record in met("fills the results").records) <= 500


def test_an_answer_out_of_turn_is_found_at_the_next_question() -> None:
    assert "crash" in [record.outcome for record in met("answers twice").records]


def test_a_process_of_its_own_for_every_message_is_held_to_the_same_limits() -> None:
    assert [record.outcome for record in met("hangs", "exec").records] == ["timeout"] * 2


def test_a_child_has_no_network_where_the_system_can_cut_it_off() -> None:
    details = [record.detail for record in met("reaches for the network").records]
    assert "reached" not in details
    unreachable = all("101" in detail for detail in details)  # at once, without a packet
    assert unreachable or "--net" not in room(network=False).words


def test_a_tool_that_never_answers_is_given_up() -> None:
    whole = suite(POWER)
    carrier = open_carrier("proc:/nonexistent/tool", LIMITS)
    found = run(whole, carrier, Settings(limits=LIMITS))
    assert len(found.records) == len(whole.cases)
    assert found.required.passed == 0


# --- services ---------------------------------------------------------------------------------------------------------


def drips(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X: y\r\n")
        time.sleep(0.05)


def says_too_much(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
    while True:
        connection.sendall(b"x" * 100_000)


def speaks_otherwise(connection: socket.socket) -> None:
    connection.sendall(b"\x00\xff\r\n\r\n")


def sends_elsewhere(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n")


def hangs_up(connection: socket.socket) -> None:
    """Nothing is said at all."""


@pytest.mark.parametrize(
    ("way", "outcome"),
    [(drips, "timeout"), (says_too_much, "crash"), (speaks_otherwise, "crash"), (sends_elsewhere, "crash"),
     (hangs_up, "crash")],
)  # fmt: skip
def test_a_hostile_service_gets_a_verdict(way: Callable[[socket.socket], None], outcome: str) -> None:
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = server.accept()
                with connection, contextlib.suppress(OSError):
                    connection.recv(100_000)
                    way(connection)

    threading.Thread(target=serve, daemon=True).start()
    whole = suite(POWER)
    limits = replace(LIMITS, start=0.5)
    carrier = open_carrier(f"http://127.0.0.1:{server.getsockname()[1]}/", limits)
    found = run(replace(whole, cases=whole.cases[:2]), carrier, Settings(limits=limits))
    server.close()
    assert [record.outcome for record in found.records] == [outcome] * 2


@pytest.mark.parametrize("way", [sys.exit, KeyError, RecursionError])
def test_a_callable_that_ends_the_process_ends_nothing(way: Callable[[], None]) -> None:
    def tool(message: object) -> dict[str, object]:
        if way is sys.exit:
            sys.exit(3)
        raise way()  # type: ignore[misc]  # two of them are errors

    whole = suite(POWER)
    found = run(replace(whole, cases=whole.cases[:2]), Callable_(tool), Settings())
    assert [record.outcome for record in found.records] == ["crash"] * 2
