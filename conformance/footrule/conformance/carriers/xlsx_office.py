"""LibreOffice without a window: many copies of a workbook opened, recalculated and written again in one start.

A start costs seconds, a copy some hundredths; so copies are given together. The clock of each copy begins when the one
before it was written: one that hangs costs its own time and a new start, and nothing of the others.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from footrule.conformance.carriers import CarrierFault, Limits
from footrule.conformance.carriers.room import without_network
from footrule.conformance.carriers.sandbox import bounds, end
from footrule.conformance.carriers.xlsx_words import WorkbookProblem

_LARGEST = 50_000_000
_POLL = 0.02
_MOST_TOGETHER = 200  # LibreOffice silently leaves out what follows some 245 names on its command line
_MOST_STARTS_IN_VAIN = 2

# Every formula is calculated anew on loading, whatever values the file carries; no macro runs, no link is followed.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Java/VirtualMachine/Runtime"><prop oor:name="Enable" oor:op="fuse">
<value>false</value></prop></item>
</oor:items>
"""


class Office:
    """An installation of LibreOffice with a profile of its own, which no other one sees. Raises `WorkbookProblem`."""

    def __init__(self, limits: Limits) -> None:
        found = shutil.which("soffice") or shutil.which("libreoffice")
        if found is None:
            raise WorkbookProblem("no office")
        self.program = found
        self.limits = limits
        self._room = tempfile.TemporaryDirectory(prefix="footrule-xlsx-", ignore_cleanup_errors=True)
        self.folder = Path(self._room.name)
        settings = self.folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, "utf-8")

    def close(self) -> None:
        self._room.cleanup()

    def recalculate(self, copies: Sequence[bytes], seconds: float) -> list[bytes | CarrierFault]:
        """Each copy recalculated, or how that went wrong; `seconds` for each, and the start on top."""
        given, made = self.folder / "given", self.folder / "made"
        names = [f"{at:06}.xlsx" for at in range(len(copies))]
        try:
            for folder in (given, made):
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
            for name, data in zip(names, copies, strict=True):
                (given / name).write_bytes(data)
        except OSError as error:
            return [CarrierFault("crash", f"no room for the copies: {error}")] * len(copies)
        faults: dict[str, CarrierFault] = {}
        left, in_vain = names, 0
        while left:
            asked, left = left[:_MOST_TOGETHER], left[_MOST_TOGETHER:]
            fault = self._convert([given / name for name in asked], made, seconds)
            lacking = [name for name in asked if not (made / name).exists()]
            if not lacking:
                continue
            if fault is None:  # it went through all of them and could make nothing of these
                faults |= dict.fromkeys(lacking, CarrierFault("crash", "LibreOffice could not open the workbook"))
                continue
            faults[lacking[0]] = fault
            left = lacking[1:] + left
            in_vain = in_vain + 1 if len(lacking) == len(asked) else 0
            if in_vain >= _MOST_STARTS_IN_VAIN:
                faults |= dict.fromkeys(left, fault)
                break
        return [faults.get(name) or _content(made / name) for name in names]

    def _convert(self, given: list[Path], made: Path, seconds: float) -> CarrierFault | None:
        """One start. A fault is that of the first copy which was not written."""
        home = str(self.folder)
        words = [
            *(() if self.limits.network else without_network()), self.program,
            f"-env:UserInstallation={(self.folder / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--nodefault", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(made), *map(str, given),
        ]  # fmt: skip
        try:
            child = subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=self.folder,
                env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "HOME": home, "TMPDIR": home},
                start_new_session=True,
                preexec_fn=bounds(self.limits),  # noqa: PLW1509  as for every child under test
            )
        except (OSError, subprocess.SubprocessError) as error:
            return CarrierFault("crash", f"LibreOffice cannot be started: {error}")
        try:
            return self._watched(child, given, made, seconds)
        finally:
            end(child)

    def _watched(
        self, child: subprocess.Popen[bytes], given: list[Path], made: Path, seconds: float
    ) -> CarrierFault | None:
        until = time.monotonic() + self.limits.start + seconds
        done = 0
        while True:
            try:
                code = child.wait(timeout=_POLL)
                return None if code == 0 else CarrierFault("crash", f"LibreOffice ended with {code}")
            except subprocess.TimeoutExpired:
                pass
            before = done
            while done < len(given) and (made / given[done].name).exists():
                done += 1
            if done > before:
                until = time.monotonic() + seconds
            elif time.monotonic() > until:
                return CarrierFault("timeout", f"not recalculated within {seconds:g} s")


def _content(path: Path) -> bytes | CarrierFault:
    try:
        if path.stat().st_size > _LARGEST:
            return CarrierFault("flood", f"a workbook of more than {_LARGEST} bytes")
        return path.read_bytes()
    except OSError as error:
        return CarrierFault("crash", str(error))
