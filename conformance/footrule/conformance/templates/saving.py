"""A workbook written so that the same content gives the same bytes: no time of day, parts in one order."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

_THEN = datetime(2026, 1, 1)


def save(book: Any, path: Path) -> None:
    """Write an openpyxl workbook to `path`."""
    book.properties.creator = "footrule"
    book.properties.created = book.properties.modified = _THEN
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(parts.namelist()):
            told = zipfile.ZipInfo(name, _THEN.timetuple()[:6])
            told.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(told, _without_time(name, parts.read(name)))


def _without_time(name: str, data: bytes) -> bytes:
    """openpyxl writes the time of saving over what was set."""
    import re  # noqa: PLC0415

    if name != "docProps/core.xml":
        return data
    return re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>2026-01-01T00:00:00Z", data)


def column(letter: str, first: int, rows: int) -> str:
    """`$B$6:$B$45`."""
    return f"${letter}${first}:${letter}${first + rows - 1}"
