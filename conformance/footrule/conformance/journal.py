"""A run's records as they come, one line each beside the results file, so that no interruption loses one.

The first line says which run it is; a last line that was being written when the run was killed, or when the disk was
full, is left out. The file goes away once the results stand. While it is written it is locked, so that no second run
writes to the same place; the lock ends with the process that holds it, however that ends.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import msgspec

from footrule.conformance import results
from footrule.conformance.outcomes import Record
from footrule.conformance.problems import ConformanceProblem
from footrule.conformance.reading import bytes_of
from footrule.runtime.problems import Words

VERSION = 1


class Run(msgspec.Struct, frozen=True):
    """What must be the same for records of one run to count in another; `settings`: all that could change one."""

    journal: int
    standard: str
    suite: str
    harness: str
    tool: str
    settings: dict[str, str]


class Journal:
    """The file beside `path`, open to be added to; `before`: records it begins with."""

    def __init__(self, path: Path, run: Run, before: Mapping[str, Record]) -> None:
        self.path = path_of(path)
        self._run = run
        self._before = before
        self._file: BinaryIO | None = None

    def __enter__(self) -> Journal:
        new = self.path.with_name(self.path.name + ".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = new.open("ab", buffering=0)
            if not _locked(file) or not _free(self.path):
                file.close()
                raise ConformanceProblem("K0107", path=self.path, reason=BUSY)
            file.truncate(0)
            self._file = file
            self._write(msgspec.json.encode(self._run) + b"\n")
            self.add(*self._before.values())
            new.replace(self.path)  # until here the journal of the run before stands
        except OSError as error:
            self.__exit__(None, None, None)
            raise ConformanceProblem("K0107", path=self.path, reason=error.strerror or "") from None
        return self

    def add(self, *records: Record) -> None:
        """Written at once: what the system has been given survives the end of this process."""
        try:
            self._write(b"".join(msgspec.json.encode(record) + b"\n" for record in records))
        except OSError as error:
            raise ConformanceProblem("K0107", path=self.path, reason=error.strerror or "") from None

    def _write(self, data: bytes) -> None:
        assert self._file is not None
        while data:  # a disk that fills up takes a part first, and says so at the next
            data = data[self._file.write(data) or 0 :]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def done(self) -> None:
        """The results stand: the journal is not needed any more."""
        self.path.unlink(missing_ok=True)


BUSY = "another run is writing it"


def _locked(file: BinaryIO) -> bool:
    """Whether the file is ours to write; where the system has no locks, it is."""
    try:
        import fcntl  # noqa: PLC0415  not everywhere
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def _free(path: Path) -> bool:
    """Whether nobody is writing the journal that stands there. The lock of the new one is held by now, so that of two
    runs that begin together the one or the other is found here."""
    try:
        with path.open("rb") as standing:
            return _locked(standing)
    except FileNotFoundError:
        return True


def path_of(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def earlier(path: Path, run: Run) -> Mapping[str, Record]:
    """Records of an interrupted run whose results were to stand at `path`; of its journal, else of its results.

    Raises `ConformanceProblem` where it was another run.
    """
    journal = path_of(path)
    if journal.exists():
        return _of_journal(journal, run)
    if not path.exists():
        return {}
    found = results.read(path)
    told = Run(VERSION, found.standard, found.suite, found.harness, found.tool.named, found.settings)
    _same(path, told, run)
    return {record.id: record for record in found.records}


def _of_journal(path: Path, run: Run) -> dict[str, Record]:
    lines = bytes_of(path).split(b"\n")
    try:
        told = msgspec.json.decode(lines[0], type=Run)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}  # killed while its first line was being written
    _same(path, told, run)
    found = {}
    for line in lines[1:]:
        try:
            record = msgspec.json.decode(line, type=Record)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
        found[record.id] = record
    return found


_TOLD = {
    "standard": ("标准不同", "another standard"),
    "suite": ("案例集不同", "another suite"),
    "harness": ("检验程序的版本不同", "another version of this program"),
    "tool": ("工具不同", "another tool"),
    "settings": ("设置不同", "other settings"),
}


def _same(path: Path, told: Run, run: Run) -> None:
    for name, (zh, en) in _TOLD.items():
        if getattr(told, name) != getattr(run, name):
            raise ConformanceProblem("K0402", path=path, what=Words(zh, en))


def replaced(path: Path, data: bytes) -> None:
    """Write a file so that there is always either the old one or the whole new one."""
    new = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise ConformanceProblem("K0107", path=path, reason=error.strerror or "") from None
