"""The places of a compiled form: each standard, clause and line once, named by its index."""

from __future__ import annotations

from dataclasses import dataclass, field

from footrule.compiler.reporting import Origin
from footrule.dsl.tree import Span
from footrule.runtime import form


@dataclass(slots=True)
class PlaceTable:
    """Index 0 is the standard itself: what has no clause of its own stands there."""

    standard: str
    places: list[form.Place] = field(default_factory=list)
    index: dict[form.Place, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.add(form.Place(self.standard))

    def add(self, place: form.Place) -> int:
        found = self.index.get(place)
        if found is None:
            found = self.index[place] = len(self.places)
            self.places.append(place)
        return found

    def at(self, origin: Origin, span: Span) -> int:
        return self.add(form.Place(origin.standard, origin.clause or "", span.line))
