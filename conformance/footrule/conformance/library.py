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
    here = Path(footrule.conformance.__file__).parent
    for root in (here / "suites", here.parents[1] / "suites"):
        folder = root / standard
        if (folder / "manifest.json").exists():
            return folder
    return None
