"""What a comparison of two editions gives: one record a change, and the report that holds them."""

from __future__ import annotations

import hashlib
from typing import Any, Literal

import msgspec

from footrule.runtime.form import Struct

FORMAT = 1

Level = Literal["ERR", "WARN", "INFO"]
Axis = Literal[
    "existence", "requiredness", "type", "unit", "bound", "sign", "default", "formula", "case condition", "table value",
    "boundary", "cut-off", "allocation", "data order", "electricity order", "certificate terms", "rounding", "modality",
    "lifecycle", "wording", "name",
]  # fmt: skip
Action = Literal[
    "add", "remove", "generalise", "specialise", "increase", "decrease", "replace", "move",
    "split", "merge",
]  # fmt: skip
Audience = Literal["calculator maker", "data provider", "verifier", "recipient"]
Sort = Literal[
    "rule",
    "input",
    "list",
    "field",
    "option",
    "table",
    "kind",
    "requirement",
    "output",
    "inventory",
    "clause",
    "edition",
]
LEVELS: tuple[Level, ...] = ("ERR", "WARN", "INFO")


class Words(Struct):
    zh: str = ""
    en: str = ""


class Side(Struct):
    """Where a thing stands in one edition and what it says there; empty where it does not stand there."""

    clause: str = ""
    title: str = ""
    line: int = 0
    text: str = ""


class Row(Struct):
    """One cell of a table: its keys, its value in both editions (empty: none), the change in per cent where numeric."""

    keys: str
    column: str
    old: str = ""
    new: str = ""
    percent: str = ""


class Witness(Struct):
    """A product told apart: the documents each edition is given, what is asked, and what each answers.

    `asked`: a rule, with its arguments, or `acceptance`. `effects`: results that differ for the same product.
    `trace_old`, `trace_new`: the steps that lead there, one line each. `why_old`, `why_new`: what a refusal says.
    """

    asked: str
    old: str
    new: str
    given_old: dict[str, Any]
    given_new: dict[str, Any]
    effects: tuple[str, ...] = ()
    trace_old: tuple[str, ...] = ()
    trace_new: tuple[str, ...] = ()
    why_old: Words = Words()
    why_new: Words = Words()


class Evidence(Struct):
    """`method` says what proved it or how it was looked for; `tried`: products calculated on both sides."""

    kind: Literal["proved equal", "witness", "sampled", "undecided", "declared"]
    method: str = ""
    tried: int = 0
    witness: Witness | None = None


class Change(Struct):
    fingerprint: str
    subject: str
    sort: Sort
    axis: Axis
    action: Action
    audience: Audience
    level: Level
    direct: bool
    evidence: Evidence
    old: Side
    new: Side
    said: Words
    path: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    old_name: str = ""
    moves: tuple[str, ...] = ()
    approved: str = ""


class Identity(Struct):
    id: str
    number: str
    edition: str
    title: Words
    issued: str
    effective: str
    expires: str
    status: str
    digest: str


class Moved(Struct):
    """One value of a worked example or portfolio product: told in the unit of the new edition."""

    product: str
    result: str
    unit: str
    old: str
    new: str
    percent: str = ""


class Contribution(Struct):
    """What one change moves of a total; exact text, and where sampled the standard error."""

    fingerprints: tuple[str, ...]
    subject: str
    exact: str
    shown: str
    error: str = ""


class Split(Struct):
    """A movement of one result of one product (or the sum over several) split over the changes."""

    product: str
    result: str
    unit: str
    old: str
    new: str
    parts: tuple[Contribution, ...]
    method: Literal["exact", "sampled"] = "exact"
    orders: int = 0


class Spread(Struct):
    """How one result moves over a portfolio: how many products, shares above 1, 5 and 10 %, quantiles, worst case."""

    result: str
    unit: str
    products: int
    above_1: str
    above_5: str
    above_10: str
    quantiles: tuple[str, ...]
    histogram: tuple[tuple[str, int], ...]
    worst: Moved | None = None
    worst_given: dict[str, Any] | None = None


class RefusedRow(Struct):
    """One row of a portfolio one edition does not accept. `field`: where in the product, empty where it is no field."""

    row: int
    product: str
    edition: Literal["old", "new", "file"]
    field: str
    code: str
    said: Words


class Refusals(Struct):
    """How many rows an edition refuses for one reason at one field."""

    edition: str
    field: str
    code: str
    count: int


class Numbers(Struct):
    """`portfolio`: where the products come from. `refused`: how many only one edition accepts, or neither.

    `refused_rows`: the first rows that are refused, one by one; `refusals`: all of them counted. `recalculated`: rows
    the fast calculators left to the reference.
    """

    examples: tuple[Moved, ...] = ()
    portfolio: str = ""
    products: int = 0
    refused_old: int = 0
    refused_new: int = 0
    spreads: tuple[Spread, ...] = ()
    splits: tuple[Split, ...] = ()
    refused_rows: tuple[RefusedRow, ...] = ()
    refusals: tuple[Refusals, ...] = ()
    recalculated: int = 0


class Renaming(Struct):
    """`by`: `hint` where the new edition says so itself, else empty."""

    sort: str
    old: str
    new: str
    by: str = ""


class Division(Struct):
    """One thing of the old edition that stands as several in the new one, or several as one.

    `by`: `hint` where the new edition says so, `proof` where the rules give the same, `wording` where the texts agree.
    """

    sort: str
    was: tuple[str, ...]
    now: tuple[str, ...]
    by: Literal["hint", "proof", "wording"]

    @property
    def action(self) -> Literal["split", "merge"]:
        return "merge" if len(self.was) > 1 else "split"


Fate = Literal[
    "stays", "will fail", "will pass", "still fails", "expected otherwise", "asks for more", "gone", "run again",
    "unknown",
]  # fmt: skip


class Carried(Struct):
    """One result of a conformance run that does not simply stay valid.

    `outcome`: under the old edition. `old`, `new`: what each edition's reference says of `target`. `fate`: `will fail`
    passed and no longer does; `expected otherwise`: another answer is right now, whether the tool gives it is not
    known; `asks for more`: the new edition needs inputs the case does not give; `gone`: the value is not asked for any
    more; `run again`: made at run time, or a relation; `unknown`: the suite no longer has the case as it was run.
    """

    id: str
    clause: str
    target: str
    outcome: str
    fate: Fate
    old: str = ""
    new: str = ""


class CarryOver(Struct):
    """What the results of one tool are worth under the new edition. `counts`: every fate with its number of cases."""

    old: str
    new: str
    tool: str
    counts: tuple[tuple[Fate, int], ...]
    cases: tuple[Carried, ...]

    def count(self, fate: Fate) -> int:
        return dict(self.counts).get(fate, 0)


class Report(Struct):
    """`labels`: what rules and tables of either edition are called, by the names the report uses."""

    diff: int
    old: Identity
    new: Identity
    changes: tuple[Change, ...]
    renamed: tuple[Renaming, ...]
    clauses: tuple[tuple[str, str], ...]
    numbers: Numbers
    unused_approvals: tuple[str, ...] = ()
    divisions: tuple[Division, ...] = ()
    carried: tuple[CarryOver, ...] = ()
    labels: dict[str, Words] = msgspec.field(default_factory=dict)

    def count(self, level: Level) -> int:
        return sum(change.level == level and not change.approved for change in self.changes)

    def worst(self) -> Level | None:
        return next((level for level in LEVELS if self.count(level)), None)


def schema() -> dict[str, Any]:
    """JSON Schema of a report."""
    return msgspec.json.schema(Report)


def fingerprint(*parts: str) -> str:
    """Stays the same as long as the change says the same, wherever it stands."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
