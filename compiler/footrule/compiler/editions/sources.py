"""Editions to compare, from the library, from files, or from two revisions of a repository."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from footrule.compiler.driver import Compilation, Compiler, Unreadable
from footrule.compiler.editions.pair import Edition
from footrule.standards.library import Library


class GitError(Exception):
    """What git said when it could not give the files."""


def edition(compilation: Compilation) -> Edition:
    """A compiled edition with its text and those it uses. The compilation has a form."""
    assert compilation.form is not None
    texts = {compilation.source.id: compilation.source.data.decode("utf-8", "replace")}
    for used in compilation.form.dependencies:
        try:
            texts[used.id] = compilation.compiler.source(used.id).data.decode("utf-8", "replace")
        except Unreadable:
            continue
    return Edition(compilation.form, texts)


def at_revision(revision: str, path: str, folder: Path) -> Compilation:
    """One edition as it was at a revision, with the library it stood in. Raises `GitError`, `Unreadable`."""
    top = Path(_git("rev-parse", "--show-toplevel").strip())
    inside = os.path.relpath(Path(path).resolve(), top)
    if inside.startswith(".."):
        raise GitError(f"{path}: outside {top}")
    commit = _git("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").strip()
    root = _library_root(inside)
    where = str(root) if root is not None else str(Path(inside).parent)
    archive = subprocess.run(
        ["git", "-C", str(top), "archive", "--format=tar", commit, "--", where], capture_output=True, check=False
    )
    if archive.returncode:
        raise GitError(archive.stderr.decode("utf-8", "replace").strip())
    import io  # noqa: PLC0415
    import tarfile  # noqa: PLC0415

    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")
    library = Library((folder / root,)) if root is not None else Library.default()
    compiler = Compiler(library, None)
    if not (folder / inside).is_file():
        raise GitError(f"{revision}: {inside}")
    return compiler.compile(str(folder / inside))


def _library_root(inside: str) -> Path | None:
    """`…/library/family/standard/edition.md` stands in a library."""
    parts = Path(inside).parts
    return Path(*parts[:-3]) if len(parts) > 3 and "library" in parts[:-3] else None


def _git(*arguments: str) -> str:
    try:
        found = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    except OSError as error:
        raise GitError(str(error)) from None
    if found.returncode:
        raise GitError(found.stderr.strip())
    return found.stdout


def folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="footrule-")
