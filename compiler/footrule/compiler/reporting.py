"""Where passes put their findings, and how a pass gives up on one expression without giving up on the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from footrule.dsl.diagnostics.model import Also, Diagnostic, Place
from footrule.dsl.tree import Span


class Abandoned(Exception):
    """Raised after a finding was reported; caught where the next independent thing begins."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The file, standard and clause a statement stands in."""

    path: str
    standard: str
    clause: str | None

    def place(self, span: Span) -> Place:
        return Place(self.path, span, self.clause, self.standard)


@dataclass(slots=True)
class Findings:
    """Diagnostics in the order found; the same finding at the same place is kept once."""

    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add(self, code: str, place: Place, *, also: tuple[Also, ...] = (), **arguments: str) -> None:
        finding = Diagnostic(code, place, arguments, also)
        if finding not in self.diagnostics:
            self.diagnostics.append(finding)

    def abandon(self, code: str, place: Place, *, also: tuple[Also, ...] = (), **arguments: str) -> Abandoned:
        """Report and return the exception to raise: `raise findings.abandon(…)`."""
        self.add(code, place, also=also, **arguments)
        return Abandoned()
