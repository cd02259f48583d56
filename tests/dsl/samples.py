"""Real files and small ones to read."""

from __future__ import annotations

from pathlib import Path

from tests.literate import HEAD

LIBRARY = sorted((Path(__file__).parents[2] / "standards" / "library").rglob("*.md"))


def file_with(rules: str) -> str:
    """A whole file whose only block holds `rules`."""
    return f"{HEAD}```rule\n{rules.strip(chr(10))}\n```\n"
