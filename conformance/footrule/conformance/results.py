"""The one file every view is made from: who was run with what, every outcome, and the scores."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from footrule.conformance.cases import canonical
from footrule.conformance.outcomes import NEUTRAL, Record
from footrule.conformance.problems import ConformanceProblem
from footrule.conformance.reading import bytes_of
from footrule.runtime.problems import Words

VERSION = 1
"""Version of the results file."""

Tier = Literal["re-run", "witnessed", "attested"]


class ResultsError(ConformanceProblem):
    """A file is no results file."""


class Score(msgspec.Struct, frozen=True):
    passed: int
    of: int

    @property
    def share(self) -> float:
        return self.passed / self.of if self.of else 0.0


class Subject(msgspec.Struct, frozen=True, omit_defaults=True):
    """The tool as it named itself, and how it was reached. `changed`: where it did so otherwise at another start."""

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
    changed: tuple[str, ...] = ()


class Suspect(msgspec.Struct, frozen=True):
    """A clause by how well its cases' failures tell of it: 1 where exactly the failing cases come by."""

    clause: str
    failed: int
    passed: int
    suspicion: float


class Results(msgspec.Struct, frozen=True, omit_defaults=True):
    """`required`: strict pass over all required cases, waived and unsupported in the denominator. `attempted`: over
    those that were tried. `suspects`: clauses, the likeliest cause first. `digest`: of all but the time it took and how
    often the tool was started again, so that a run gone on with has the digest of one that was never interrupted."""

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
    settings: dict[str, str] = {}
    seconds: float = 0.0
    complete: bool = True
    digest: str = ""


def scores(records: Iterable[Record]) -> tuple[Score, Score]:
    required = [each for each in records if each.level == "required" and each.outcome not in NEUTRAL]
    attempted = [each for each in required if each.outcome not in ("unsupported", "waived")]
    passed = sum(each.passes for each in required)
    return Score(passed, len(required)), Score(passed, len(attempted))


def counts(records: Iterable[Record]) -> dict[str, int]:
    return dict(Counter(each.outcome for each in records).most_common())


def suspects(records: Sequence[Record]) -> tuple[Suspect, ...]:
    """Clauses ranked by Ochiai's coefficient over which cases come by them; a first diverging step outweighs it."""
    failed: dict[str, int] = defaultdict(int)
    passed: dict[str, int] = defaultdict(int)
    pinned: Counter[str] = Counter()
    total = 0
    for record in records:
        if not (record.fails or record.passes):
            continue
        clauses = {*record.clauses, record.clause} - {""}
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


def sealed(results: Results) -> Results:
    """The same with its digest."""
    return msgspec.structs.replace(results, digest=digest(results))


def digest(results: Results) -> str:
    """SHA-256 of what was found, whoever timed it and however often the tool was started again."""
    plain = msgspec.to_builtins(msgspec.structs.replace(results, seconds=0.0, digest=""))
    plain["tool"].pop("restarts", None)
    for record in plain["records"]:
        record.pop("seconds", None)
    return "sha256:" + hashlib.sha256(canonical(plain)).hexdigest()


def encode(results: Results) -> bytes:
    return msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n"


def read(path: Path) -> Results:
    """Raises `ResultsError`."""
    data = bytes_of(path, ResultsError)
    try:
        version = msgspec.json.decode(data, type=_Version).results
        if version != VERSION:
            raise ResultsError("K0105", path=path, what=Words("结果", "results"), found=version, known=VERSION)
        return msgspec.json.decode(data, type=Results)
    except msgspec.ValidationError as error:
        raise ResultsError("K0104", path=path, reason=error) from None
    except UnicodeDecodeError:
        raise ResultsError("K0102", path=path) from None
    except (msgspec.DecodeError, RecursionError, OverflowError) as error:
        raise ResultsError("K0103", path=path, format="JSON", reason=error) from None


class _Version(msgspec.Struct):
    results: int


def schema() -> dict[str, Any]:
    """JSON Schema of the results file."""
    return msgspec.json.schema(Results)
