"""All that a run is asked to do, and all of it that could change an outcome."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from footrule.conformance.carriers import Limits
from footrule.conformance.cases import canonical, to_plain
from footrule.conformance.reference_tool import ReferenceTool
from footrule.conformance.waivers import Waiver


@dataclass(frozen=True, slots=True)
class Settings:
    """`reference`: works out twins and the first diverging step; without it there are neither. `replayed_with`: options
    of the command without which a replayed case could end otherwise."""

    limits: Limits = field(default_factory=Limits)
    repeat: int = 1
    strict: bool = False
    reference: ReferenceTool | None = None
    waivers: Mapping[str, Waiver] = field(default_factory=dict)
    today: date = date.max
    named: str = ""
    suite_named: str = ""
    witnessed: bool = False
    only: frozenset[str] = frozenset()
    seed: str = ""
    replayed_with: tuple[str, ...] = ()

    def told(self) -> dict[str, str]:
        """All that could change an outcome, as the results tell it."""
        plain = {
            "seconds": f"{self.limits.seconds:g}",
            "memory": str(self.limits.memory),
            "network": "yes" if self.limits.network else "no",
            "repeat": str(self.repeat),
            "strict": "yes" if self.strict else "no",
            "reference": self.reference.compiled.standard.digest if self.reference is not None else "",
            "seed": self.seed,
            "tier": "witnessed" if self.witnessed else "",
        }
        if self.waivers:
            plain["waivers"] = hashlib.sha256(canonical(to_plain(dict(self.waivers)))).hexdigest()
            plain["today"] = self.today.isoformat()
        if self.only:
            plain["only"] = ", ".join(sorted(self.only))
        return {name: value for name, value in plain.items() if value}
