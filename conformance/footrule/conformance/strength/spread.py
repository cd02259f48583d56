"""Work that falls into independent pieces, done by several processes where the system can copy one, else in turn."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
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
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            yield from pool.imap(_one, range(count), chunksize=PIECE)
    finally:
        _work.pop()


def _can_copy() -> bool:
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _one(number: int) -> object:
    return _work[-1](number)
