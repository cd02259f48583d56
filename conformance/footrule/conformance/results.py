"""The one file every view is made from: who was run with what, every outcome, and the scores."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from footrule.conformance.outcomes import NEUTRAL, Record

VERSION = 1
"""Version of the results file."""

Tier = Literal["re-run", "witnessed", "attested"]


class ResultsError(ValueError):
    """A file is no results file."""


class Score(msgspec.Struct, frozen=True):
    passed: int
    of: int

    @property
    def share(self) -> float:
        return self.passed / self.of if self.of else 0.0


class Subject(msgspec.Struct, frozen=True, omit_defaults=True):
    """The tool as it named itself, and how it was reached."""

    name: str
    version: str = ""
    digest: str = ""
    carrier: str = ""
    named: str = ""
    capabilities: tuple[str, ...] = ()
    units: str = ""
    arithmetic: str = ""
    restarts: int = 0
    not_as_schema: tuple[str, ...] = ()


class Suspect(msgspec.Struct, frozen=True):
    """A clause by how well its cases' failures tell of it: 1 where exactly the failing cases come by."""

    clause: str
    failed: int
    passed: int
    suspicion: float


class Results(msgspec.Struct, frozen=True, omit_defaults=True):
    """`required`: strict pass over all required cases, waived and unsupported in the denominator. `attempted`: over
    those that were tried. `suspects`: clauses, the likeliest cause first."""

    results: int
    standard: str
    suite: str
    harness: str
    tool: Subject
    tier: Tier
    required: Score
    attempted: Score
    counts: dict[str, int]
    suspects: tuple[Suspect, ...]
    records: tuple[Record, ...]
    seconds: float = 0.0
    complete: bool = True


def scores(records: Iterable[Record]) -> tuple[Score, Score]:
    required = [each for each in records if each.level == "required" and each.outcome not in NEUTRAL]
    attempted = [each for each in required if each.outcome not in ("unsupported", "waived")]
    passed = sum(each.passes for each in required)
    return Score(passed, len(required)), Score(passed, len(attempted))


def counts(records: Iterable[Record]) -> dict[str, int]:
    return dict(Counter(each.outcome for each in records).most_common())


def suspects(records: Sequence[Record], covers: Mapping[str, Mapping[str, tuple[str, ...]]]) -> tuple[Suspect, ...]:
    """Clauses ranked by Ochiai's coefficient over which cases come by them; a first diverging step outweighs it."""
    failed: dict[str, int] = defaultdict(int)
    passed: dict[str, int] = defaultdict(int)
    pinned: Counter[str] = Counter()
    total = 0
    for record in records:
        if not (record.fails or record.passes):
            continue
        clauses = set(covers.get(record.id.removesuffix("#twin"), {}).get("clauses", ()))
        if record.clause:
            clauses.add(record.clause)
        if record.fails:
            total += 1
            if record.clause:
                pinned[record.clause] += 1
        for clause in clauses:
            (failed if record.fails else passed)[clause] += 1
    if not total:
        return ()
    found = []
    for clause, count in failed.items():
        ochiai = count / math.sqrt(total * (count + passed[clause]))
        found.append(Suspect(clause, count, passed[clause], round(ochiai / 2 + pinned[clause] / total / 2, 4)))
    return tuple(sorted(found, key=lambda one: (-one.suspicion, one.clause)))


def encode(results: Results) -> bytes:
    return msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n"


def read(path: Path) -> Results:
    """Raises `ResultsError`."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Results)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError) as error:
        raise ResultsError(f"{path}: {error}") from None
    if found.results != VERSION:
        raise ResultsError(f"{path}: results of version {found.results}; this reader knows version {VERSION}")
    return found


def schema() -> dict[str, Any]:
    """JSON Schema of the results file."""
    return msgspec.json.schema(Results)
