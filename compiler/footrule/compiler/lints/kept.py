"""What is said of an edition without proof, kept between runs by what it was said of.

An edition is named by its file, its translations, everything it uses, and the sources of the compiler; what is held
against the tables of the whole library, by every file of the library too.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from footrule.compiler import cache
from footrule.dsl.diagnostics.model import Diagnostic

if TYPE_CHECKING:
    from footrule.compiler.driver import Compilation, Compiler

Found = tuple[Diagnostic, ...]


class Kept(msgspec.Struct, frozen=True):
    """`lints`: editorial findings. `shape`: properties that the shape of the form decides, and parents loosened."""

    lints: Found
    shape: Found


def without_proof(compilation: Compilation) -> Kept:
    """Editorial lints and the cheap properties of one edition."""
    store = compilation.compiler.store
    path = None if store is None or compilation.source.unsaved else store.folder / f"{_key(compilation)}.lints"
    try:
        return msgspec.msgpack.decode(_bytes(path), type=Kept)
    except (OSError, msgspec.MsgspecError):
        from footrule.compiler.lints.editorial import lint  # noqa: PLC0415 - not needed for what is kept

        kept = Kept(lint(compilation), tuple(_of_shape(compilation)))
        _write(path, kept)
        return kept


def against_others(compilation: Compilation, library: str) -> Found:
    """What differs a little from another edition: a value of a table, or a share that is no fraction any more.

    `library`: the digest of all editions.
    """
    compiler = compilation.compiler
    if compilation.form is None:
        return ()
    key = hashlib.sha256((_key(compilation) + library).encode()).hexdigest()[:40]
    path = None if compiler.store is None or compilation.source.unsaved else compiler.store.folder / f"{key}.misprints"
    try:
        return msgspec.msgpack.decode(_bytes(path), type=Found)
    except (OSError, msgspec.MsgspecError):
        from footrule.compiler.lints.misprints import doubtful  # noqa: PLC0415 - as above
        from footrule.compiler.lints.quantities import turned_to_per_cent  # noqa: PLC0415

        forms = (compiler.compile(name).form for name in compiler.library.ids())
        others = [form for form in forms if form is not None]
        path_shown = compilation.source.path
        found = (
            *doubtful(compilation.form, others, path_shown),
            *turned_to_per_cent(compilation.form, others, path_shown),
        )
        _write(path, found)
        return found


def texts_of(compilation: Compilation, reference: str) -> tuple[str, str] | None:
    """Path and text of an edition a finding speaks of; None where it cannot be read."""
    from footrule.compiler.driver import Unreadable  # noqa: PLC0415 - the driver is there already

    try:
        own = reference == compilation.source.id  # a file outside the library is found by no id
        source = compilation.source if own else compilation.compiler.source(reference)
    except Unreadable:
        return None
    return source.path, source.data.decode("utf-8", "replace")


def _of_shape(compilation: Compilation) -> Iterable[Diagnostic]:
    from footrule.compiler.proofs.findings import diagnostics  # noqa: PLC0415 - as above
    from footrule.compiler.proofs.parents import loosened  # noqa: PLC0415
    from footrule.compiler.proofs.structure import structural  # noqa: PLC0415
    from footrule.compiler.proofs.verdicts import Record  # noqa: PLC0415

    compiled = compilation.form
    if compiled is None:
        return ()
    parents = lambda reference: compilation.compiler.compile(reference).form  # noqa: E731 - one line says it
    verdicts = (*structural(compiled), *loosened(compiled, parents))
    record = Record(compiled.standard.id, compiled.standard.digest, verdicts)
    return diagnostics(record, lambda reference: texts_of(compilation, reference))


def _key(compilation: Compilation) -> str:
    source = compilation.source
    key = hashlib.sha256()
    stands_on = "" if compilation.form is None else cache.digest_of(compilation.form)
    for part in (_fingerprint(), source.id, source.path, source.digest, stands_on):
        key.update(f"{part}\0".encode())
    for language, data in sorted(source.translations.items()):
        key.update(language.encode() + hashlib.sha256(data).digest())
    return key.hexdigest()[:40]


def library_digest(compiler: Compiler) -> str:
    """Of every edition of the library."""
    found = hashlib.sha256()
    for name in compiler.library.ids():
        found.update(f"{name}\0{compiler.source(name).digest}".encode())
    return found.hexdigest()


@functools.cache
def _fingerprint() -> str:
    """Of the compiler's own sources and the tables of the lints."""
    found = hashlib.sha256(cache.fingerprint().encode())
    for path in sorted(Path(__file__).parent.glob("*.yaml")):
        found.update(path.read_bytes())
    return found.hexdigest()


def _bytes(path: Path | None) -> bytes:
    if path is None:
        raise FileNotFoundError
    return path.read_bytes()


def _write(path: Path | None, value: object) -> None:
    if path is not None:
        cache.write(path, msgspec.msgpack.encode(value))
