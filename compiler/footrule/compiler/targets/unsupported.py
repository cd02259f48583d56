"""The one way a target says no."""

from __future__ import annotations

from footrule.runtime import form


class Unsupported(Exception):
    """A target cannot express `construct`, met at `place` (standard, clause and line)."""

    def __init__(self, target: str, construct: str, place: form.Place) -> None:
        self.target = target
        self.construct = construct
        self.place = place
        super().__init__(f"the {target} target cannot express {construct}, in {place.standard} clause {place.clause}")
