"""The library of editions: which there are, where each lies, and its bytes.

A library is an ordered tuple of root folders laid out as `<family>/<slug>/<edition>.md`; the first root that holds an
edition wins, so a user's own copy stands before the shipped one. A file is only ever taken from below the root it was
found in: a link that leads out of it is treated as absent.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from footrule.standards.references import TRANSLATIONS, Reference, parse


class NotInLibrary(LookupError):
    """No edition has this name. `nearest`: the names a user may have meant, best first.

    `malformed`: the text is not of the form `<family>/<slug>@<edition>` at all.
    """

    def __init__(self, reference: str, nearest: tuple[str, ...], malformed: bool = False) -> None:
        self.reference = reference
        self.nearest = nearest
        self.malformed = malformed
        hint = f"; did you mean {', '.join(nearest)}?" if nearest else ""
        super().__init__(f"no edition named {reference!r}{hint}")


def shipped() -> Path:
    """The root of the library that comes with the distribution.

    In a wheel the files lie beside this module; in a working copy they lie beside the portion, so that authors edit
    the very files that are shipped.
    """
    here = Path(__file__).resolve().parent
    installed = here / "library"
    return installed if installed.is_dir() else here.parent.parent / "library"


@dataclass(frozen=True)
class Library:
    """Editions below `roots`, in order of precedence."""

    roots: tuple[Path, ...]

    @classmethod
    def default(cls, environment: Mapping[str, str] | None = None) -> Library:
        """The folders of `FOOTRULE_PATH` (separated as in `PATH`), then the shipped library."""
        given = (os.environ if environment is None else environment).get("FOOTRULE_PATH", "")
        own = tuple(Path(part) for part in given.split(os.pathsep) if part)
        return cls((*own, shipped()))

    def ids(self) -> tuple[str, ...]:
        """Every edition's name, in order; translations are not editions."""
        found = {reference for root in self.roots for reference in _editions(root)}
        return tuple(str(reference) for reference in sorted(found))

    def find(self, reference: str) -> Path:
        """The file of an edition.

        Raises `NotInLibrary` where no root holds it.
        """
        parsed = parse(reference)
        if parsed is not None:
            for root in self.roots:
                if (path := _below(root, parsed.path)) is not None:
                    return path
        raise NotInLibrary(reference, self.nearest(reference), malformed=parsed is None)

    def read(self, reference: str) -> bytes:
        """The bytes of an edition's file. Raises `NotInLibrary`, or `OSError` where the file cannot be read."""
        return self.find(reference).read_bytes()

    def translation(self, reference: str, language: str) -> bytes | None:
        """The bytes of the translation lying beside the edition, or None where there is none.

        Raises `NotInLibrary` for an edition that is not there.
        """
        parsed = parse(reference)
        path = self.find(reference)
        if parsed is None or f".{language}" not in TRANSLATIONS:
            return None
        translated = path.with_name(f"{parsed.edition}.{language}.md")
        # A translation is part of the file it stands beside: never mixed from two roots.
        return translated.read_bytes() if translated.is_file() and not translated.is_symlink() else None

    def nearest(self, reference: str, most: int = 3) -> tuple[str, ...]:
        """The names closest to `reference`; a name without its edition suggests every edition of that standard."""
        names = self.ids()
        standard = reference.split("@", maxsplit=1)[0].strip("/").lower()
        editions = [name for name in names if name.split("@")[0] == standard or name.split("/")[1] == reference.lower()]
        if editions:
            # The newest first: editions are named by year or version.
            return tuple(reversed(editions[-most:]))
        return tuple(get_close_matches(reference[:200].lower(), names, n=most, cutoff=0.5))


def _editions(root: Path) -> Iterator[Reference]:
    for path in root.glob("*/*/*.md"):
        reference = parse(f"{path.parent.parent.name}/{path.parent.name}@{path.stem}")
        if reference is not None and _below(root, reference.path) is not None:
            yield reference


def _below(root: Path, relative: str) -> Path | None:
    path = root / relative
    try:
        inside = path.resolve(strict=True).is_relative_to(root.resolve(strict=True))
    except (OSError, RuntimeError):  # absent, or links in a circle
        return None
    return path if inside and path.is_file() else None
