"""Work that falls into independent pieces, done by several processes where the system can copy one, else in turn."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from multiprocessing.pool import Pool
from typing import TypeVar

Found = TypeVar("Found")

PIECE = 24
"""How many neighbouring pieces of work one process takes at a time: neighbours share what was worked out."""

_work: list[Callable[[int], object]] = []


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(work: Callable[[int], Found], count: int, processes: int) -> Iterator[Found]:
    """`work(0)` to `work(count - 1)`, in that order. What it gives must be picklable; what it holds need not be."""
    if processes < 2 or count <= PIECE or not _can_copy():
        yield from (work(number) for number in range(count))
        return
    _work.append(work)
    try:
        with _copies(processes) as pool:
            yield from pool.imap(_one, range(count), chunksize=PIECE)
    finally:
        _work.pop()


def _copies(processes: int) -> Pool:
    """Copies of this process that leave an interrupt to it: each would tell of its own end, and it ends them anyway."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return multiprocessing.get_context("fork").Pool(processes)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _can_copy() -> bool:
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _one(number: int) -> object:
    return _work[-1](number)
