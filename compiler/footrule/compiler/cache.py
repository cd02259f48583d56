"""Compilations kept between runs, keyed by content: the compiler's own sources, the edition, and all it uses.

A damaged or foreign file in the cache is as good as none: it is compiled anew and overwritten.
"""

from __future__ import annotations

import functools
import hashlib
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from footrule.dsl.diagnostics.model import Diagnostic
from footrule.runtime import form

if TYPE_CHECKING:
    from footrule.compiler.driver import Source


class Kept(msgspec.Struct, frozen=True):
    """One compilation. `used`: what it depends on, with the digest each had."""

    form: form.Form | None
    diagnostics: tuple[Diagnostic, ...]
    used: dict[str, str]


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of compilations."""

    folder: Path

    @classmethod
    def default(cls) -> Store | None:
        """`FOOTRULE_CACHE`, else the user's cache folder; `off` keeps nothing."""
        named = os.environ.get("FOOTRULE_CACHE", "")
        if named == "off":
            return None
        if named:
            return cls(Path(named))
        base = os.environ.get("XDG_CACHE_HOME", "")
        return cls((Path(base) if base else Path.home() / ".cache") / "footrule")

    def find(self, source: Source, digest_of: Callable[[str], str]) -> Kept | None:
        """What was kept of this very text, if everything it used is unchanged."""
        try:
            kept = msgspec.msgpack.decode(self._path(source).read_bytes(), type=Kept)
        except (OSError, msgspec.MsgspecError, RecursionError):
            return None
        if any(digest_of(reference) != digest for reference, digest in kept.used.items()):
            return None
        return kept

    def keep(
        self,
        source: Source,
        compiled: form.Form | None,
        diagnostics: tuple[Diagnostic, ...],
        used: tuple[str, ...],
        digest_of: Callable[[str], str],
    ) -> None:
        path = self._path(source)
        kept = Kept(compiled, diagnostics, {reference: digest_of(reference) for reference in used})
        write(path, msgspec.msgpack.encode(kept))

    def _path(self, source: Source) -> Path:
        key = hashlib.sha256()
        for part in (fingerprint(), source.id, source.path, source.digest):
            key.update(part.encode())
        for language, data in sorted(source.translations.items()):
            key.update(language.encode() + hashlib.sha256(data).digest())
        return self.folder / f"{key.hexdigest()[:40]}.form"


def write(path: Path, data: bytes) -> None:
    """Write through a neighbour file, so that no reader ever sees half a result."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}.new")
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError:
        return  # a cache that cannot be written costs time, never a result


def digest_of(compiled: form.Form) -> str:
    """Digest of an edition and of all it stands on."""
    parts = [compiled.standard.digest, *(d.digest for d in compiled.dependencies)]
    return hashlib.sha256("".join(parts).encode()).hexdigest()


@functools.cache
def fingerprint() -> str:
    """Of the compiler's own sources: an edited compiler never answers from an older one's results."""
    here = Path(__file__).resolve().parents[1]
    found = hashlib.sha256(sys.version.encode())
    import footrule.dsl  # noqa: PLC0415 - only its place on disk is wanted
    import footrule.runtime  # noqa: PLC0415 - as above

    for root in (here / "compiler", Path(footrule.dsl.__file__).parent, Path(footrule.runtime.__file__).parent):
        for path in sorted(root.rglob("*")):
            if path.suffix in (".py", ".lark") and "docs" not in path.parts and "targets" not in path.parts:
                found.update(f"{path.name}:{path.stat().st_size}:{path.stat().st_mtime_ns}".encode())
    return found.hexdigest()
