"""What a tool starts, takes and writes is bounded in all, ends with it, and leaves nothing on the machine."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from footrule.conformance.carriers import Limits, open_carrier
from footrule.conformance.carriers import sandbox as sandboxes
from footrule.conformance.carriers.room import Room, room
from footrule.conformance.carriers.watch import ProcessTable
from footrule.conformance.outcomes import Record
from footrule.conformance.runner import Settings, run
from tests.conformance import many_cases

TOOL = Path(__file__).with_name("hostile_tool.py")
LIMITS = Limits(seconds=10.0, start=20.0, memory=500_000_000, output=1_000_000)

ROOM = room(network=False)


@pytest.fixture(params=["room", "no room"])
def around(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Once as this system has it, and once as one has it that gives a tool no namespace of its own."""
    if request.param == "no room":
        monkeypatch.setattr(sandboxes, "room", lambda network: Room())
    yield request.param


def met(way: str, kind: str = "proc", limits: Limits = LIMITS) -> Record:
    command = f'{kind}:{sys.executable} {TOOL} "{way}"'
    found = run(many_cases.suite(1), open_carrier(command, limits), Settings(limits=limits))
    return found.records[0]


def left(way: str) -> list[str]:
    """Processes of the hostile tool that are still there; those being ended get a moment for it."""
    end = time.monotonic() + 3
    while True:
        words = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):  # it has just ended
                words.append(path.read_bytes())
        found = [one.decode() for one in words if str(TOOL).encode() in one and way.encode() in one]
        if not found or time.monotonic() > end:
            return found
        time.sleep(0.02)


MULTIPLYING = {
    "forks without bound": "more than 100 processes",
    "forks as a tree": "more than 100 processes",
    "leaves the dead unburied": "more than 100 processes",
    "starts threads": "more than 1000 threads",
    "allocates in every child": "more than 500000000 bytes of memory in all",
}


@pytest.mark.parametrize("way", MULTIPLYING)
def test_what_multiplies_is_ended_at_once_and_told_why(way: str, around: str) -> None:
    began = time.monotonic()
    found = met(way, limits=replace(LIMITS, memory=10_000_000_000) if way == "starts threads" else LIMITS)
    assert (found.outcome, found.detail) == ("crash", f"flood: {MULTIPLYING[way]}")
    assert time.monotonic() - began < LIMITS.seconds
    assert left(way) == []


def test_a_process_for_every_message_is_watched_as_well() -> None:
    way = "forks without bound"
    assert met(way, "exec").detail == f"flood: {MULTIPLYING[way]}"
    assert left(way) == []


@pytest.mark.parametrize("way", ["ignores the request to end", "keeps every processor busy"])
def test_nothing_is_left_of_a_tool_that_will_not_end(way: str, around: str) -> None:
    assert met(way, limits=replace(LIMITS, seconds=0.5)).outcome == "timeout"
    assert left(way) == []


def test_a_pipe_held_open_by_a_grandchild_delays_nothing_where_the_system_gives_a_room() -> None:
    found = met("holds the pipe from below", limits=replace(LIMITS, seconds=2.0))
    assert found.detail == "crash: it ended with 1" or not ROOM.alone
    assert left("holds the pipe from below") == []


def test_what_a_tool_writes_in_tmp_is_bounded_and_gone_with_it_where_the_system_gives_a_room() -> None:
    if "overlay" not in " ".join(ROOM.words):
        return
    assert met("fills the disk").detail == "full 28"
    assert list(Path("/tmp").glob("footrule-hostile-*")) == []


def test_descriptors_are_bounded() -> None:
    assert int(met("opens descriptors").detail.removeprefix("opened ")) < 5000


@pytest.mark.parametrize("signalled", ["SIGKILL", "SIGTERM"])
def test_a_tool_ends_with_the_program_that_runs_it_where_the_system_gives_a_room(signalled: str) -> None:
    """Whatever ends the runner, and however little the tool listens."""
    way = "ignores the request to end"
    program = (
        "import sys; from footrule.conformance.carriers import Limits; "
        "from footrule.conformance.carriers.process import Process; from footrule.conformance.protocol import *; "
        f"tool = Process({f'{sys.executable} {TOOL} {way!r}'!r}, Limits()); "
        "tool.ask(Hello(1), 20); print('ready', flush=True); tool.ask(Eval('1', {}), 60)"
    )
    child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    child.send_signal(getattr(signal, signalled))
    child.wait()
    child.stdout.close()
    assert left(way) == [] or not ROOM.alone


def test_a_process_whose_name_looks_like_numbers_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "stat").write_text("7 (a) S 1 (b) R 3 " + " ".join(map(str, range(5, 60))))
    table = ProcessTable(str(tmp_path))
    try:
        assert [(task.pid, task.parent, task.ended) for task in table.tasks()] == [(7, 3, False)]
    finally:
        table.close()
