"""The outcome of one property: proved, refuted with a witness, undecided with the reason, or simply noted."""

from __future__ import annotations

from typing import Any, Literal

from footrule.runtime.form import Struct

Status = Literal["proved", "refuted", "undecided", "noted"]
Property = Literal[
    "no_gap", "no_overlap", "lookup_total", "no_zero_division", "defined", "reachable", "input_used",
    "shares_add_up", "supply_meets_demand", "supply_not_negative", "certificates_count_once", "removal_not_positive",
    "monotonic", "example_agrees", "cliff", "choice", "loosened", "case_exercised",
    "edge_exercised",
]  # fmt: skip


class Where(Struct):
    """A clause and line a verdict speaks of."""

    standard: str
    clause: str = ""
    line: int = 0


class Verdict(Struct):
    """What became of one property of one thing.

    `witness`: a document as a user would write it that makes the property fail, confirmed by the reference.
    `zh`, `en`: the finding, or the reason why it is undecided, in words. `values`: both limits of a cliff, or what two
    overlapping cases give, as shown. `code`: what the reference refuses the witness with; `asked`: the rule with its
    arguments that has to be asked for, where no output comes to it. `trace_zh`, `trace_en`: the numbers the reference
    had come to when it refused; of a worked example that fails, the rules its value rests on.
    """

    property: Property
    subject: str
    status: Status
    places: tuple[Where, ...] = ()
    zh: str = ""
    en: str = ""
    witness: dict[str, Any] | None = None
    values: tuple[str, ...] = ()
    code: str = ""
    asked: str = ""
    trace_zh: tuple[str, ...] = ()
    trace_en: tuple[str, ...] = ()


class Record(Struct):
    """All verdicts of one edition."""

    standard: str
    digest: str
    verdicts: tuple[Verdict, ...]

    def count(self, status: Status) -> int:
        return sum(verdict.status == status for verdict in self.verdicts)
