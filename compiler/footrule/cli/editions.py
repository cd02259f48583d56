"""Editions as commands ask for them: by name, by path, or all, compiled once a run."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from footrule.cli import exits
from footrule.cli.words import did_you_mean

if TYPE_CHECKING:
    from footrule.compiler.driver import Compilation, Compiler
    from footrule.compiler.editions.pair import Edition
    from footrule.runtime.form import Form


def compiler() -> Compiler:
    """A compiler over the user's library, remembering between runs."""
    from footrule.compiler import cache  # noqa: PLC0415 - no command but those that compile need it
    from footrule.compiler.driver import Compiler  # noqa: PLC0415
    from footrule.standards.library import Library  # noqa: PLC0415

    return Compiler(Library.default(), cache.Store.default())


def named(references: list[str] | None, everything: bool, among: Compiler) -> list[str]:
    """The editions a command is about. Raises `UsageStop` unless either some are named or all are asked for."""
    if references and everything:
        raise exits.UsageStop("named and all")
    if references:
        return references
    if not everything:
        raise exits.UsageStop("nothing named")
    every = list(among.library.ids())
    if not every:
        raise exits.UnreadableStop("empty library")
    return every


def compiled(reference: str, by: Compiler) -> Compilation:
    """One edition with its findings, right or wrong. Raises `UnreadableStop` where there is none."""
    from footrule.compiler.driver import Unreadable  # noqa: PLC0415
    from footrule.standards.references import parse  # noqa: PLC0415

    try:
        return by.compile(reference)
    except Unreadable as unreadable:
        if unreadable.reason:
            raise exits.UnreadableStop("unreadable", path=unreadable.reference, reason=unreadable.reason) from None
        key = "no such edition" if parse(reference) else "not a reference"
        hint = did_you_mean(unreadable.nearest)
        raise exits.UnreadableStop(key, reference=reference, hint=hint, nearest=unreadable.nearest) from None


def form_of(reference: str, by: Compiler) -> Form:
    """The compiled form of one edition. Shows the findings and raises `Stop` where errors stand in the way."""
    from footrule.cli.findings import show_findings  # noqa: PLC0415

    compilation = compiled(reference, by)
    if compilation.form is None:
        show_findings(compilation, sys.stderr)
        raise exits.Stop("does not compile", standard=compilation.source.id)
    return compilation.form


def sound_edition(compilation: Compilation) -> Edition:
    """An edition ready to be compared. Shows the findings and raises `UnreadableStop` where it does not compile."""
    from footrule.cli.findings import show_findings  # noqa: PLC0415
    from footrule.compiler.editions import sources  # noqa: PLC0415

    if compilation.form is None:
        show_findings(compilation, sys.stderr)
        raise exits.UnreadableStop("does not compile", standard=compilation.source.id)
    return sources.edition(compilation)


def reason_of(error: OSError) -> str:
    """The system's own words for why a file cannot be used."""
    return error.strerror or type(error).__name__


def write_text(path: Path, text: str) -> None:
    """Writes a file whole or not at all; what is no file, such as a device or a pipe, is written to and not replaced.

    Raises `UnreadableStop` where it cannot be written.
    """
    fresh = path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or (path.exists() and not path.is_file()):
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_text(text, encoding="utf-8", newline="\n")
        fresh.replace(path)
    except OSError as error:
        if fresh != path:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
        raise exits.UnreadableStop("unwritable", path=path, reason=reason_of(error)) from None
