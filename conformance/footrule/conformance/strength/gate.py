"""The record of a suite's strength, and the floor no suite may fall below.

`strength.json` stands beside a suite and names the suite and the rules it was measured on; `floor.json` stands beside
all suites and only ever rises. A record that belongs to another suite says nothing and counts as none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec

from footrule.conformance.cases import Json, canonical
from footrule.conformance.problems import ConformanceProblem
from footrule.conformance.reading import json_of
from footrule.conformance.suites import Suite
from footrule.runtime import form

RECORD = "strength.json"
FLOOR = "floor.json"
LISTED = "equivalents.json"
"""Mistakes an author says change nothing, where no proof was found: by key, the reason in zh and en."""

Reason = dict[str, str]

_SECTIONS = ("enumerations", "inputs", "lists", "options", "tables", "rules", "requirements", "outputs")
_WORDS_ONLY = {"at", "label", "message"}


@dataclass(frozen=True, slots=True)
class Figures:
    """How many mistakes that matter are noticed, and how many there are."""

    killed: int
    total: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.killed, self.total) if self.total else Fraction(1)


def rules_digest(compiled: form.Form) -> str:
    """Of everything that gives a form its mistakes; labels, messages and lines have no part in it."""
    plain = msgspec.to_builtins(compiled)
    kept = {name: _bare(plain.get(name)) for name in _SECTIONS}
    return "sha256:" + hashlib.sha256(canonical(kept)).hexdigest()


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if key not in _WORDS_ONLY}
    return [_bare(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def recorded(folder: Path) -> Json | None:
    """The record beside a suite, or nothing where none can be read."""
    found = _read(folder / RECORD)
    return found if _counted(found) else None


def listed(folder: Path) -> dict[str, Reason]:
    """The mistakes an author lists as changing nothing, each with its reason; one without a reason is not listed."""
    found = _read(folder / LISTED)
    reasons = found.items() if isinstance(found, dict) else ()
    return {
        str(key): {name: str(why[name]) for name in ("zh", "en")}
        for key, why in reasons
        if isinstance(why, dict) and why.get("zh") and why.get("en")
    }


def floors(root: Path) -> dict[str, Figures]:
    """By standard, the figures that stand. `root` holds all suites. Raises `ConformanceProblem`: a floor that cannot be
    read holds nothing up, so it is no floor that may be passed over."""
    path = root / FLOOR
    if not path.exists():
        return {}
    found = json_of(path)
    if not isinstance(found, dict) or not all(_counted(each) for each in found.values()):
        raise ConformanceProblem("K0104", path=path, reason="killed, total")
    return {standard: figures(each) for standard, each in found.items()}


def _counted(value: Any) -> bool:
    counts = (value.get("killed"), value.get("total")) if isinstance(value, dict) else (None, None)
    return all(type(each) is int and each >= 0 for each in counts)


def _read(path: Path) -> Json | None:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def figures(record: Json) -> Figures:
    return Figures(record["killed"], record["total"])


def belongs(record: Json | None, suite: Suite, compiled: form.Form) -> bool:
    """Whether a record was made of this suite and these rules."""
    return (
        isinstance(record, dict)
        and record.get("suite") == suite.digest
        and record.get("rules") == rules_digest(compiled)
    )


def complaints(
    record: Json | None, suite: Suite, compiled: form.Form, floor: Figures | None
) -> tuple[tuple[str, str], ...]:
    """Why a suite may not stand as it is, in zh and en; nothing where it may."""
    if record is None:
        return (("没有强度记录", "there is no record of its strength"),)
    found = []
    if record.get("suite") != suite.digest:
        found.append(("强度记录属于另一案例集", "the record of its strength is of another suite"))
    if record.get("rules") != rules_digest(compiled):
        found.append(("强度记录属于另一规则", "the record of its strength is of other rules"))
    if floor is not None and figures(record).share < floor.share:
        now = figures(record)
        told = (now.killed, now.total, floor.killed, floor.total)
        found.append(
            ("强度由 {2}/{3} 降为 {0}/{1}".format(*told), "its strength fell from {2}/{3} to {0}/{1}".format(*told))
        )
    return tuple(found)


def raised(floor: Mapping[str, Figures], standard: str, now: Figures) -> dict[str, Figures]:
    """The floor once a suite was measured: higher, or as it was."""
    before = floor.get(standard)
    return {**floor, standard: now if before is None or now.share >= before.share else before}


def write_floor(root: Path, floor: Mapping[str, Figures]) -> None:
    told = {standard: {"killed": each.killed, "total": each.total} for standard, each in sorted(floor.items())}
    (root / FLOOR).write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def write_record(folder: Path, record: Json) -> None:
    (folder / RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
