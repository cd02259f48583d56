"""What the values of T/STEEL 1 2024-draft need in any case: told at once if missing."""

from __future__ import annotations

from typing import Final

NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "performance": ("output", "processes"),
    "grade_of": ("output", "processes", "scrap_share"),
    "fine": ("output", "processes", "scrap_share"),
    "clause_5_1_requires": ("output", "processes"),
}
