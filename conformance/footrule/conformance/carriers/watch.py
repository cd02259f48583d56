"""A watch over everything a tool has started: too many processes, or too much memory in all, end it at once.

A bound on one process binds no tool that forks, and the bound on a user's processes does not bind root. So the tasks
and the memory of the tool and all that came of it are added up some twenty times a second. A process namespace ends
with its first process, whatever else it holds; where there is none, the tool adopts what its children leave behind, and
is stopped before they are ended one by one.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from footrule.conformance.carriers import Limits
from footrule.conformance.carriers.room import PROCESSES, TASKS

PERIOD = 0.05
_PAGE = os.sysconf("SC_PAGE_SIZE")
_ADOPT = 36  # PR_SET_CHILD_SUBREAPER


@dataclass(frozen=True, slots=True)
class Task:
    """A process as the system tells it: its parent, its threads and its resident bytes.

    `ended`: nobody has waited for it yet, so that it still takes a place among the processes."""

    pid: int
    parent: int
    threads: int
    resident: int
    ended: bool


class ProcessTable:
    """A `/proc`, held open: a tool that changes its own root cannot put another in its place."""

    def __init__(self, folder: str = "/proc") -> None:
        """Raises `OSError`."""
        self._folder = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)

    def close(self) -> None:
        folder, self._folder = self._folder, -1
        if folder >= 0:
            os.close(folder)

    def tasks(self) -> Iterator[Task]:
        """All processes; none once the namespace of the table has ended."""
        try:
            names = [name for name in os.listdir(self._folder) if name.isdigit()]
        except OSError:
            return
        for name in names:
            after = self.told(name, "stat").rpartition(b")")[2].split()  # a process may call itself anything
            if len(after) > 21:
                ended = after[0] in (b"Z", b"X")
                yield Task(int(name), int(after[1]), int(after[17]), int(after[21]) * _PAGE, ended)

    def told(self, pid: int | str, what: str) -> bytes:
        """One of the files of a process, or nothing where there is no such process or it is not to be read."""
        try:
            with open(os.open(f"{pid}/{what}", os.O_RDONLY, dir_fd=self._folder), "rb") as file:
                return file.read()
        except OSError:
            return b""

    def namespace(self, pid: int | str) -> str:
        """The process namespace of a process, or nothing."""
        try:
            return os.readlink(f"{pid}/ns/pid", dir_fd=self._folder)
        except OSError:
            return ""

    def below(self, root: int) -> list[Task]:
        """A process and everything that came of it."""
        children: dict[int, list[Task]] = {}
        found: list[Task] = []
        for task in self.tasks():
            children.setdefault(task.parent, []).append(task)
            if task.pid == root:
                found.append(task)
        waiting = [root]
        while waiting:
            of_one = children.get(waiting.pop(), [])
            found += of_one
            waiting += [task.pid for task in of_one]
        return found

    def shared_once(self, pids: list[int]) -> int:
        """Bytes of memory of several processes, what they share counted once."""
        found = (re.search(rb"^Pss:\s+(\d+)", self.told(pid, "smaps_rollup"), re.MULTILINE) for pid in pids)
        return sum(int(one[1]) * 1024 for one in found if one)


def adopting() -> Callable[[], None]:
    """For the child before it becomes the tool: orphans below it become its own children."""
    try:
        prctl = ctypes.CDLL(None).prctl
    except (OSError, AttributeError):
        return lambda: None

    def adopt() -> None:
        prctl(_ADOPT, 1, 0, 0, 0)

    return adopt


class Watch:
    """One child, watched from now until `end`. `alone`: it is the `unshare` around a process namespace."""

    def __init__(self, child: subprocess.Popen[bytes], limits: Limits, alone: bool) -> None:
        self.exceeded = ""
        self._child = child
        self._limits = limits
        self._alone = alone
        self._all: ProcessTable | None = None
        self._own: ProcessTable | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name="footrule-watch", daemon=True)
        with contextlib.suppress(OSError):  # a system that tells nothing of its processes has nothing to watch
            self._all = ProcessTable()
            self._thread.start()

    def end(self) -> None:
        """Watch no longer, and leave nothing running. The child itself is still to be waited for."""
        self._over.set()
        if self._thread.ident is not None:
            self._thread.join()
        self._kill()
        for table in (self._own, self._all):
            if table is not None:
                table.close()
        self._own = self._all = None

    def _go_on(self) -> None:
        while not self._over.wait(PERIOD):
            reason = self._too_much()
            if reason:
                self.exceeded = reason
                self._kill()
                return

    def _too_much(self) -> str:
        assert self._all is not None
        if self._alone and self._own is None:
            self._own = self._namespace(self._all)
        table = self._own or self._all
        found = list(self._own.tasks()) if self._own else self._all.below(self._child.pid)
        if len(found) > PROCESSES:
            return f"more than {PROCESSES} processes"
        if sum(task.threads for task in found) > TASKS:
            return f"more than {TASKS} threads"
        most = self._limits.memory
        if sum(task.resident for task in found) > most and table.shared_once([task.pid for task in found]) > most:
            return f"more than {most} bytes of memory in all"
        return ""

    def _namespace(self, everything: ProcessTable) -> ProcessTable | None:
        """The `/proc` inside the room, which tells of the tool alone; until it stands there, that of the system does.

        It is known by its first process, for until then a room shows the processes of the whole machine.
        """
        first = next((task.pid for task in everything.tasks() if task.parent == self._child.pid), None)
        if first is None:
            return None
        try:
            found = ProcessTable(os.path.join("/proc", str(first), "root", "proc"))
        except OSError:
            return None
        if found.namespace(1) and found.namespace(1) == everything.namespace(first):
            return found
        found.close()
        return None

    def _kill(self) -> None:
        if not self._alone and self._all is not None and self._child.poll() is None:
            _end_tree(self._all, self._child.pid)
        with contextlib.suppress(OSError):
            self._child.kill()


def _end_tree(table: ProcessTable, root: int) -> None:
    """End a tool that may be forking: held still, it can neither fork nor lose what its children leave behind."""
    with contextlib.suppress(OSError):
        os.kill(root, signal.SIGSTOP)
    for _ in range(100):
        others = [task.pid for task in table.below(root) if task.pid != root and not task.ended]
        if not others:
            return
        for pid in others:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
