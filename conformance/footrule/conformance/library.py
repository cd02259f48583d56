"""The suites that come with the library, by the standard's name."""

from __future__ import annotations

from pathlib import Path

import footrule.conformance


def folder_of(standard: str) -> Path | None:
    """The folder of a standard's suite, or None where there is none.

    In a working copy suites stand beside the package (`conformance/suites`), in an installed one inside it.
    """
    if "@" not in standard or ".." in standard or standard.startswith(("/", "\\")):
        return None
    for root in _roots():
        folder = root / standard
        try:
            if (folder / "manifest.json").exists():
                return folder
        except (OSError, ValueError):
            return None
    return None


def known() -> tuple[str, ...]:
    """The standards that have a suite."""
    found = {
        folder.parent.relative_to(root).as_posix() for root in _roots() for folder in root.glob("*/*@*/manifest.json")
    }
    return tuple(sorted(found))


def _roots() -> tuple[Path, ...]:
    here = Path(footrule.conformance.__file__).parent
    return (here / "suites", here.parents[1] / "suites")
