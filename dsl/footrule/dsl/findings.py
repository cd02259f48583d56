"""What reading finds wrong, before it is known which clause and standard the place belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from footrule.dsl.tree import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """A code of the table of diagnostics, a place, and the words that fill its message."""

    code: str
    span: Span
    arguments: Mapping[str, str] = field(default_factory=dict)


class Refused(Exception):
    """Ends the reading of one statement; never leaves this room."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding
