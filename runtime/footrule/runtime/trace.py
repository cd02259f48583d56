"""The steps of one calculation: for each number the rule, the case chosen, the clause, and the steps it used.

Steps are numbered and name those they used, so that a step used twice stands once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from footrule.runtime import form
from footrule.runtime.values import Json, Value, to_json, unit_of

StepKind = Literal["rule", "input", "option", "cell"]


@dataclass(frozen=True, slots=True)
class Step:
    """One value and where it comes from.

    `name`: rule, option, input with its path (`fuels[2].amount`), or table column with its keys (`factor[coal].value`).
    `case`: which of the rule's cases was taken, counted from 1; `of`: of how many. `at`, `case_at`: places of the rule
    and of the case in the form.
    """

    number: int
    kind: StepKind
    name: str
    value: Value
    type: form.Type
    label: form.Label
    at: int
    uses: tuple[int, ...] = ()
    case: int = 0
    of: int = 0
    case_at: int = 0
    departs: str = ""

    @property
    def unit(self) -> str:
        """The unit of a quantity; empty for anything else."""
        return unit_of(self.type)


@dataclass(frozen=True, slots=True)
class Trace:
    """All steps of a calculation, each after those it used, and the form's places they point into."""

    steps: tuple[Step, ...]
    places: tuple[form.Place, ...]

    def place(self, at: int) -> form.Place:
        """The place an `at` names; an empty one where the form has none."""
        return self.places[at] if 0 <= at < len(self.places) else form.Place(standard="")

    def step(self, name: str) -> Step | None:
        """The step that gave the rule, input or option of this name without arguments."""
        return next((step for step in reversed(self.steps) if step.name == name), None)

    def to_json(self) -> list[Json]:
        """Steps in order: number, kind, name, value, label, standard, clause, line, case, uses."""
        return [self._step_json(step) for step in self.steps]

    def _step_json(self, step: Step) -> Json:
        place = self.place(step.case_at or step.at)
        found: Json = {
            "number": step.number,
            "kind": step.kind,
            "name": step.name,
            "value": to_json(step.value, step.type),
            "label": {"zh": step.label.zh, "en": step.label.en},
            "standard": place.standard,
            "clause": place.clause,
            "line": place.line,
            "uses": list(step.uses),
        }
        if step.kind == "rule":
            found |= {"case": step.case, "of": step.of}
        if step.departs:
            found["departs"] = step.departs
        return found
