"""A check that a file may make endless, done in a process of its own, so that it costs a bounded time and memory.

A workbook of a few kilobytes can merge every cell of a sheet or nest its parts without end; what is read of it here
takes nothing of ours with it, whatever becomes of the reader.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from footrule.conformance.carriers.xlsx_words import WorkbookProblem

SECONDS = 60.0
MEMORY = 2_000_000_000
"""Bytes beyond those this process has already."""

_LONGEST_ANSWER = 100_000


def guarded(path: Path, check: Callable[[], None]) -> None:
    """Raises the `WorkbookProblem` the check raises, or one that says the file takes too much to be read."""
    if not hasattr(os, "fork"):
        check()
        return
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _checked(check, writing, path)
    os.close(writing)
    try:
        said = _said(reading)
    finally:
        os.close(reading)
        _end(child)
    if said is None:
        raise WorkbookProblem("too much", path=path, seconds=f"{SECONDS:g}", memory=MEMORY)
    if said:
        raise WorkbookProblem(said["key"], **said["words"])


def _checked(check: Callable[[], None], writing: int, path: Path) -> None:
    """In the child: what the check finds, written as one text; never returns."""
    found = b""
    try:
        _bounded()
        check()
        found = b"{}"
    except WorkbookProblem as problem:
        words = {name: str(value)[:1000] for name, value in problem.words.items()}
        found = json.dumps({"key": problem.key, "words": words}).encode()
    except MemoryError:
        pass
    except Exception as error:  # whatever a damaged file does to its reader
        words = {"path": str(path), "reason": (str(error) or type(error).__name__)[:1000]}
        found = json.dumps({"key": "workbook", "words": words}).encode()
    finally:
        try:
            os.write(writing, found)
        finally:
            os._exit(0)


def _bounded() -> None:
    already = 0
    with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/self/statm", "rb") as file:
        already = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = already + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _said(reading: int) -> Any:
    """What the child found: nothing wrong (an empty mapping), a problem, or None where it did not come that far."""
    until = time.monotonic() + SECONDS
    data = b""
    while len(data) < _LONGEST_ANSWER:
        left = until - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            return None
        chunk = os.read(reading, 65_536)
        if not chunk:
            break
        data += chunk
    return json.loads(data) if data else None


def _end(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
