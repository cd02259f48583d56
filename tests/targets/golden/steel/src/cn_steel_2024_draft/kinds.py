"""The enumerations of T/STEEL 1 2024-draft."""

from __future__ import annotations

from ._runtime.readers import Labelled


class Grade(Labelled):
    """碳效等级 · grade (7.2.2)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
