"""However a run is ended, and whatever the tool did until then, going on with it ends as an unbroken one does."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from footrule.cli import exits
from footrule.conformance import protocol, results
from footrule.conformance.carriers import CarrierFault
from footrule.conformance.carriers.callables import Callable_
from footrule.conformance.journal import Journal, earlier, path_of
from footrule.conformance.outcomes import Record
from footrule.conformance.problems import ConformanceProblem
from footrule.conformance.protocol import FromRunner
from footrule.conformance.runner import Settings, run
from footrule.conformance.suites import Suite
from footrule.conformance.waivers import Waiver
from tests.conformance import many_cases
from tests.conformance.subjects import POWER, reference_tool, suite
from tests.conformance.test_resume import RECORD, THIS, TOOL, begun, lines, wait
from tests.conformance.wrong_tools import Wrong, times


class Flawed:
    """Double, but for numbers at which something else happens: what, `way` says."""

    kind = "proc"
    isolated = True

    def __init__(self, way: Callable[[int, dict[str, Any]], Any]) -> None:
        self._way = way

    def start(self) -> None:
        return None

    def ask(self, message: FromRunner, seconds: float) -> bytes:
        asked = json.loads(protocol.encode(message))
        said = many_cases.answer(asked)
        if asked["message"] == "eval":
            said = self._way(int(asked["inputs"]["amount"]["value"]), said)
        return said if isinstance(said, bytes) else json.dumps(said).encode()

    def stop(self) -> None:
        return None


def faults(n: int, said: dict[str, Any]) -> Any:
    return {"message": "fault", "seq": said["seq"], "message_text": "tired"} if n < 30 else said


def answers_another(n: int, said: dict[str, Any]) -> Any:
    return {**said, "seq": "another"} if n < 30 else said


def breaks_down_for_good(n: int, said: dict[str, Any]) -> Any:
    if n > 4:
        raise CarrierFault("crash", "it ended with 1")
    return said


def breaks_down_at_the_end(n: int, said: dict[str, Any]) -> Any:
    return b"" if n == 39 else said


def breaks_down_between(n: int, said: dict[str, Any]) -> Any:
    return b"" if n % 3 else {"message": "unsupported", "seq": said["seq"], "capability": "thirds"}


def adds_what_nobody_asked(n: int, said: dict[str, Any]) -> Any:
    return {**said, "more": "x"} if n % 4 == 0 else said


WAYS = (faults, answers_another, breaks_down_for_good, breaks_down_at_the_end, breaks_down_between,
        adds_what_nobody_asked)  # fmt: skip
COUNT = 40


def cut(whole: Suite, tool: Callable[[], Any], settings: Settings, after: int) -> results.Results:
    """A run that is interrupted after so many cases and gone on with by a tool begun anew."""
    kept: dict[str, Record] = {}

    def keep(record: Record) -> None:
        kept[record.id] = msgspec.json.decode(msgspec.json.encode(record), type=Record)
        if len(kept) == after:
            raise KeyboardInterrupt

    assert not run(whole, tool(), settings, keep=keep).complete
    return run(whole, tool(), settings, before=kept)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("more", [{}, {"strict": True}, {"repeat": 2}, {"waivers": True}], ids=str)
def test_wherever_it_is_cut_a_run_ends_as_if_it_had_not_been(
    way: Callable[[int, dict[str, Any]], Any], more: dict[str, Any]
) -> None:
    whole = many_cases.suite(COUNT)
    if "waivers" in more:
        waived = {each.id: Waiver(each.id, "known", "https://example.org", date.max) for each in whole.cases[3:20:2]}
        more = {"waivers": waived, "today": date(2026, 1, 1)}
    settings = Settings(named="proc:flawed", **more)
    never = run(whole, Flawed(way), settings)
    for after in range(1, COUNT, 3):
        assert cut(whole, lambda: Flawed(way), settings, after).digest == never.digest, after


def test_the_first_wrong_steps_are_looked_for_as_often_as_without_an_interruption() -> None:
    whole = suite(POWER)
    tool = Wrong(POWER, outputs=times("approved_allowance", "2"))
    settings = Settings(named="py:tool", reference=reference_tool(POWER))
    never = run(whole, Callable_(tool), settings)
    assert 0 < sum(each.diagnosed for each in never.records) <= sum(each.fails for each in never.records)
    for after in (5, 30, 60):
        assert cut(whole, lambda: Callable_(tool), settings, after).digest == never.digest


# --- the program ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return many_cases.written(1500, tmp_path_factory.mktemp("some"))


def told(suite: Path, out: Path, *more: str, first: str = "") -> str:
    """All that a run of its own says, which must not be that it broke down."""
    program = f"{first}; import sys; from footrule.cli.main import main; sys.exit(main())".removeprefix("; ")
    words = [sys.executable, "-c", program, "conform", "run", str(suite), "--tool", TOOL, "--out", str(out), *more]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    said = " ".join((done.stdout + done.stderr).split())
    assert done.returncode not in (exits.FINE, exits.FINDINGS)
    assert "Traceback" not in said
    return said


def ended(child: subprocess.Popen[bytes]) -> int:
    return child.wait(timeout=60)


def test_a_request_to_end_keeps_what_was_found(some: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    asked = begun(some, out)
    wait(lambda: lines(path_of(out)) > 50, asked)
    asked.send_signal(signal.SIGTERM)
    assert ended(asked) == exits.INTERRUPTED
    partial = results.read(out)
    assert 50 <= len(partial.records) < 1500
    assert ended(begun(some, out, "--resume")) == exits.FINDINGS
    found = results.read(out)
    assert (found.complete, len(found.records)) == (True, 1500)
    never = tmp_path / "never.json"
    ended(begun(some, never))
    assert results.read(never).digest == found.digest


def test_a_full_disk_is_told_and_the_run_goes_on_once_there_is_room(some: Path, tmp_path: Path) -> None:
    """The room is a bound on the size of a file, which meets the journal in the middle of a line."""
    out = tmp_path / "results.json"
    bound = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))"
    assert "K0107" in told(some, out, first=bound)
    kept = path_of(out).read_bytes()
    assert (len(kept), kept.endswith(b"\n")) == (50_000, False)
    assert ended(begun(some, out, "--resume")) == exits.FINDINGS
    assert [each.id for each in results.read(out).records] == [case.id for case in many_cases.suite(1500).cases]


def test_two_runs_do_not_write_to_one_place(some: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    with Journal(out, THIS, {"a": RECORD}):
        assert "another run is writing it" in told(some, out, "--lang", "en")
        assert "另一次检验正在写入" in told(some, out, "--lang", "zh")
    assert earlier(out, THIS) == {"a": RECORD}
    assert ended(begun(some, out)) == exits.FINDINGS


def test_a_suite_that_changed_in_between_is_another_run(tmp_path: Path) -> None:
    folder, out = tmp_path / "suite", tmp_path / "results.json"
    many_cases.written(300, folder)
    asked = begun(folder, out)
    wait(lambda: lines(path_of(out)) > 5, asked)
    asked.send_signal(signal.SIGKILL)
    ended(asked)
    kept = path_of(out).read_bytes()
    many_cases.written(301, folder)
    assert "K0402" in told(folder, out, "--resume")
    assert path_of(out).read_bytes() == kept


# --- the journal alone ------------------------------------------------------------------------------------------------


def test_a_journal_that_is_being_written_is_taken_until_it_is_closed(tmp_path: Path) -> None:
    out = tmp_path / "r.json"
    with Journal(out, THIS, {"a": RECORD}) as journal:
        with pytest.raises(ConformanceProblem, match="K0107"):
            Journal(out, THIS, {}).__enter__()
        journal.add(msgspec.structs.replace(RECORD, id="b"))
    assert list(earlier(out, THIS)) == ["a", "b"]
    with Journal(out, THIS, {}):
        assert earlier(out, THIS) == {}


def test_a_bound_that_is_there_already_is_kept() -> None:
    """Who is not root cannot raise a bound of his own, and his tools run under it."""
    from footrule.conformance.carriers import Limits  # noqa: PLC0415
    from footrule.conformance.carriers.sandbox import bounds  # noqa: PLC0415

    def lower() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (512, 512))
        bounds(Limits())()

    told = subprocess.run(["sh", "-c", "ulimit -n"], preexec_fn=lower, capture_output=True, text=True, check=True)
    assert told.stdout == "512\n"
