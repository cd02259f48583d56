"""Verdicts kept between runs, by what they were reached from: the form's digest and the prover's own sources."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

import msgspec

from footrule.compiler import cache
from footrule.compiler.proofs.verdicts import Record
from footrule.runtime import form


def find(store: cache.Store | None, compiled: form.Form) -> Record | None:
    """The record kept of this very form; None where there is none that can be read."""
    if store is None:
        return None
    try:
        return msgspec.json.decode(_path(store, compiled).read_bytes(), type=Record)
    except (OSError, msgspec.MsgspecError, RecursionError):
        return None


def keep(store: cache.Store | None, compiled: form.Form, record: Record) -> None:
    if store is not None:
        cache.write(_path(store, compiled), msgspec.json.encode(record))


def _path(store: cache.Store, compiled: form.Form) -> Path:
    key = hashlib.sha256(f"{fingerprint()}{cache.digest_of(compiled)}".encode())
    key.update(form.encode(compiled))
    return store.folder / f"{key.hexdigest()[:40]}.proofs"


@functools.cache
def fingerprint() -> str:
    """Of the prover's own sources and the reference it confirms by."""
    found = hashlib.sha256(cache.fingerprint().encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()
