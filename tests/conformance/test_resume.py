"""A run of ten thousand cases shows how far it is, is killed and interrupted, goes on, and has lost nothing."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from footrule.cli import exits
from footrule.conformance import results, suites
from footrule.conformance.carriers.callables import Callable_
from footrule.conformance.journal import VERSION, Journal, Run, earlier, path_of
from footrule.conformance.outcomes import Record
from footrule.conformance.problems import ConformanceProblem
from footrule.conformance.runner import Settings, run
from tests.conformance import many_cases

MANY = 10_000
TOOL = f"proc:{sys.executable} {many_cases.__file__}"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return many_cases.written(MANY, tmp_path_factory.mktemp("many"))


def begun(suite: Path, out: Path, *more: str, errors: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-c", "import sys; from footrule.cli.main import main; sys.exit(main())"]
    words = [*program, "conform", "run", str(suite), "--tool", TOOL, "--out", str(out)]
    return subprocess.Popen([*words, "--json", *more], stdout=subprocess.DEVNULL, stderr=errors)


def lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def wait(until: Callable[[], bool], child: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while not until():
        assert child.poll() is None and time.monotonic() < end
        time.sleep(0.01)


def test_ten_thousand_cases_killed_and_interrupted_end_as_if_nothing_had_happened(many: Path, tmp_path: Path) -> None:
    out, watched = tmp_path / "results.json", pty.openpty()
    journal = path_of(out)

    killed = begun(many, out, errors=watched[1])
    wait(lambda: lines(journal) > 2000, killed)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    kept = lines(journal)
    assert not out.exists()
    os.close(watched[1])
    assert f"/{MANY}" in os.read(watched[0], 1_000_000).decode()

    interrupted = begun(many, out, "--resume")
    wait(lambda: lines(journal) > kept + 1000, interrupted)
    interrupted.send_signal(signal.SIGINT)
    assert interrupted.wait(timeout=60) == exits.INTERRUPTED
    partial = results.read(out)
    assert not partial.complete
    assert kept < len(partial.records) < MANY

    ended = begun(many, out, "--resume", errors=subprocess.PIPE)
    assert ended.communicate(timeout=60)[1] == b""  # nobody watches: no bar
    assert ended.returncode == exits.FINDINGS
    found = results.read(out)
    assert not journal.exists()
    assert [record.id for record in found.records] == [case.id for case in many_cases.suite(MANY).cases]

    never = run(suites.read(many), Callable_(many_cases.answer), Settings(named=TOOL, suite_named=str(many)))
    same = msgspec.structs.replace(never, tool=found.tool)
    assert results.digest(same) == found.digest == results.digest(found)
    assert sum(record.fails for record in found.records) == MANY // many_cases.WRONG


# --- the journal alone ------------------------------------------------------------------------------------------------

THIS = Run(VERSION, "s@1", "sha256:1", "footrule", "py:tool", {"repeat": "1"})
RECORD = Record(id="a", digest="sha256:2", kind="compute", level="required", outcome="pass")


def test_a_line_cut_in_the_middle_is_left_out(tmp_path: Path) -> None:
    out = tmp_path / "r.json"
    with Journal(out, THIS, {}) as journal:
        journal.add(RECORD, msgspec.structs.replace(RECORD, id="b"))
    path_of(out).write_bytes(path_of(out).read_bytes()[:-20])
    assert list(earlier(out, THIS)) == ["a"]


def test_a_journal_begun_anew_keeps_what_there_was(tmp_path: Path) -> None:
    out = tmp_path / "r.json"
    with Journal(out, THIS, {"a": RECORD}):
        pass
    assert earlier(out, THIS) == {"a": RECORD}


@pytest.mark.parametrize("name", ["standard", "suite", "harness", "tool"])
def test_another_run_is_not_gone_on_with(tmp_path: Path, name: str) -> None:
    out = tmp_path / "r.json"
    with Journal(out, THIS, {"a": RECORD}):
        pass
    with pytest.raises(ConformanceProblem, match="K0402"):
        earlier(out, msgspec.structs.replace(THIS, **{name: "other"}))


@pytest.mark.parametrize("text", [b"", b"\x00\xff", b"[]", b"{}", b"[" * 100_000])
def test_a_journal_that_says_nothing_is_none(tmp_path: Path, text: bytes) -> None:
    out = tmp_path / "r.json"
    path_of(out).write_bytes(text)
    assert earlier(out, THIS) == {}


def test_without_a_journal_the_results_are_gone_on_with(tmp_path: Path) -> None:
    few = many_cases.suite(5)
    settings = Settings(named="py:double")
    found = run(few, Callable_(many_cases.answer), settings)
    out = tmp_path / "r.json"
    out.write_bytes(results.encode(found))
    this = Run(VERSION, few.standard, few.digest, found.harness, "py:double", settings.told())
    again = run(few, Callable_(many_cases.answer), settings, before=earlier(out, this))
    assert again.digest == found.digest
    assert json.loads(out.read_text())["digest"] == found.digest
