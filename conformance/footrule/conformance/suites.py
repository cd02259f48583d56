"""A suite: a folder of cases with a manifest, the ids ever used, and the tombstones of those retired.

manifest.json     standard, digest of the suite, digest and level of every case, what each covers
tombstones.json   ids that are never used again, and why
cases/**/*.yaml   one case a file, in a folder named after the rule or clause it is about
schema/*.json     the formats
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from footrule.conformance.cases import Case, CaseError, Json, canonical, from_text, schema, to_text

MANIFEST = 1
"""Version of the manifest."""


class SuiteError(ValueError):
    """A folder is no suite, or contradicts itself; the message says where."""


@dataclass(frozen=True, slots=True)
class Suite:
    """`covers`: by case id, the rules and clauses the reference went through; derived, never written by hand."""

    standard: str
    edition: str
    text_digest: str
    cases: tuple[Case, ...]
    tombstones: Mapping[str, str] = field(default_factory=dict)
    covers: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    interface: Json = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Of the ids and digests of all cases, whatever their order."""
        return "sha256:" + hashlib.sha256(canonical({case.id: case.digest for case in self.cases})).hexdigest()

    def case(self, name: str) -> Case:
        """Raises `KeyError`."""
        return {case.id: case for case in self.cases}[name]


def new_id(standard: str, about: str, kind: str, content: Json, taken: Iterable[str]) -> str:
    """A permanent id made of what the case is about and its content, never one that was used before."""
    key = hashlib.sha256(canonical([standard, about, kind, content])).hexdigest()
    used = set(taken)
    stem = f"{_plain(about)}.{kind}"
    for length in (6, 10, 16, 64):
        name = f"{stem}.{key[:length]}"
        if name not in used:
            return name
    raise SuiteError(f"the id {stem}.{key} is taken")


def _plain(text: str) -> str:
    return re.sub(r"[^\w.-]+", "-", text).strip("-.") or "case"


def path_of(case: Case) -> Path:
    """Where the file of a case stands below the suite's folder."""
    stem = case.id.split(".")[0]
    return Path("cases") / stem / f"{case.id}.yaml"


def write(suite: Suite, folder: Path) -> tuple[Path, ...]:
    """Write the suite; files of cases it no longer has are removed, their ids must stand among the tombstones."""
    old = {case.id for case in read(folder).cases} if (folder / "manifest.json").exists() else set()
    lost = old - {case.id for case in suite.cases} - set(suite.tombstones)
    if lost:
        raise SuiteError(f"retired without a tombstone: {', '.join(sorted(lost)[:5])}")
    contents = {path_of(case): to_text(case) for case in suite.cases}
    contents[Path("manifest.json")] = _json(manifest(suite))
    contents[Path("tombstones.json")] = _json(dict(sorted(suite.tombstones.items())))
    contents[Path("schema/case.schema.json")] = _json(schema())
    for stale in folder.glob("cases/**/*.yaml"):
        if stale.relative_to(folder) not in contents:
            stale.unlink()
    written = []
    for path, text in sorted(contents.items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_text("utf-8") != text:
            target.write_text(text, "utf-8")
        written.append(target)
    return tuple(written)


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def manifest(suite: Suite) -> Json:
    return {
        "manifest": MANIFEST,
        "standard": suite.standard,
        "edition": suite.edition,
        "text_digest": suite.text_digest,
        "digest": suite.digest,
        "count": len(suite.cases),
        "interface": suite.interface,
        "cases": {
            case.id: {
                "digest": case.digest,
                "kind": case.kind,
                "level": case.level,
                "covers": {name: list(found) for name, found in suite.covers.get(case.id, {}).items()},
            }
            for case in sorted(suite.cases, key=lambda each: each.id)
        },
    }


def read(folder: Path) -> Suite:
    """Read a suite and hold it to its manifest. Raises `SuiteError`."""
    try:
        found = json.loads((folder / "manifest.json").read_text("utf-8"))
        retired = folder / "tombstones.json"
        tombstones = json.loads(retired.read_text("utf-8")) if retired.exists() else {}
    except (OSError, ValueError) as error:
        raise SuiteError(f"{folder}: {error}") from None
    if not isinstance(found, dict) or found.get("manifest") != MANIFEST:
        raise SuiteError(f"{folder}/manifest.json: not a manifest of version {MANIFEST}")
    cases = []
    for path in sorted(folder.glob("cases/**/*.yaml")):
        try:
            cases.append(from_text(path.read_text("utf-8")))
        except (CaseError, OSError, UnicodeDecodeError) as error:
            raise SuiteError(f"{path}: {error}") from None
    suite = Suite(
        standard=found["standard"],
        edition=found["edition"],
        text_digest=found["text_digest"],
        cases=tuple(cases),
        tombstones=tombstones,
        interface=found.get("interface", {}),
        covers={
            name: {what: tuple(names) for what, names in each.get("covers", {}).items()}
            for name, each in found["cases"].items()
        },
    )
    _check(suite, found)
    return suite


def _check(suite: Suite, found: Json) -> None:
    names = [case.id for case in suite.cases]
    twice = {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else set()
    if twice:
        raise SuiteError(f"ids used twice: {', '.join(sorted(twice)[:5])}")
    risen = set(names) & set(suite.tombstones)
    if risen:
        raise SuiteError(f"retired ids used again: {', '.join(sorted(risen)[:5])}")
    recorded = {name: each["digest"] for name, each in found["cases"].items()}
    changed = [case.id for case in suite.cases if recorded.get(case.id) != case.digest]
    if changed or set(recorded) != set(names):
        told = changed or sorted(set(recorded) ^ set(names))
        raise SuiteError(f"not as the manifest records: {', '.join(told[:5])}")
