"""A fault of our own: the user sees one sentence, the details go to a file."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from footrule.runtime.installed import version


def written(fault: BaseException, arguments: list[str], environment: Mapping[str, str]) -> Path | None:
    """Writes what a maintainer needs and gives the file's path; None where no folder can be written to.

    The arguments are recorded, the contents of files are not: a user may send this file on without reading it.
    """
    text = "\n".join(
        [
            f"footrule {version()} · Python {platform.python_version()} · {platform.platform()}",
            f"arguments: {arguments!r}",
            "",
            "".join(traceback.format_exception(fault, limit=-60)),
        ]
    )
    name = f"{datetime.now().strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    for folder in (_cache(environment), Path(tempfile.gettempdir()) / "footrule-faults"):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / name
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return path
    return None


def _cache(environment: Mapping[str, str]) -> Path:
    if sys.platform == "win32" and environment.get("LOCALAPPDATA"):
        return Path(environment["LOCALAPPDATA"]) / "footrule" / "faults"
    if environment.get("XDG_CACHE_HOME"):
        return Path(environment["XDG_CACHE_HOME"]) / "footrule" / "faults"
    return Path(os.path.expanduser("~")) / ".cache" / "footrule" / "faults"
