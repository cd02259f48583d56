"""Reports kept between runs, by what they were made from: both forms, the texts they are told with, our own sources."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec

from footrule.compiler import cache
from footrule.compiler.editions.changes import FORMAT, Report
from footrule.compiler.editions.pair import Edition
from footrule.runtime import form


def find(store: cache.Store | None, old: Edition, new: Edition, products: int) -> Report | None:
    """The report kept of this very pair and this many generated products; None where there is none to be read."""
    if store is None:
        return None
    try:
        return msgspec.msgpack.decode(_path(store, old, new, products).read_bytes(), type=Report)
    except (OSError, msgspec.MsgspecError, RecursionError):
        return None


def keep(store: cache.Store | None, old: Edition, new: Edition, products: int, report: Report) -> None:
    """Write through a neighbour file, so that no reader ever sees half a report."""
    if store is None:
        return
    path = _path(store, old, new, products)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}.new")
        fresh.write_bytes(msgspec.msgpack.encode(report))
        fresh.replace(path)
    except OSError:
        return  # a cache that cannot be written costs time, never a result


def _path(store: cache.Store, old: Edition, new: Edition, products: int) -> Path:
    key = hashlib.sha256(f"{cache.fingerprint()}{FORMAT}:{products}".encode())
    for edition in (old, new):
        key.update(hashlib.sha256(form.encode(edition.compiled)).digest())
        for name, text in sorted(edition.texts.items()):
            key.update(name.encode() + hashlib.sha256(text.encode()).digest())
    return store.folder / f"{key.hexdigest()[:40]}.diff"
