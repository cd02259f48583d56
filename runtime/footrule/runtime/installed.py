"""Which footrule this is."""

from __future__ import annotations


def version() -> str:
    """The version of the installed distribution."""
    from importlib import metadata  # noqa: PLC0415 - takes longer to import than most runs need it

    try:
        return metadata.version("footrule")
    except metadata.PackageNotFoundError:
        return "unknown"
