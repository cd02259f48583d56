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
from typing import TypeVar

import msgspec

from footrule.conformance import protocol
from footrule.conformance.cases import Case, CaseError, Json, canonical, from_text, schema, to_text
from footrule.conformance.problems import ConformanceProblem, told_names
from footrule.conformance.reading import json_of, text_of
from footrule.runtime import exact
from footrule.runtime.problems import Words
from footrule.runtime.units import UnitError

MANIFEST = 1
"""Version of the manifest."""


class SuiteError(ConformanceProblem):
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
    raise SuiteError("K0208", name=f"{stem}.{key}")


def _plain(text: str) -> str:
    return re.sub(r"[^\w.-]+", "-", text).strip("-.") or "case"


def path_of(case: Case) -> Path:
    """Where the file of a case stands below the suite's folder."""
    stem = case.id.split(".")[0]
    return Path("cases") / stem / f"{case.id}.yaml"


def write(suite: Suite, folder: Path) -> tuple[Path, ...]:
    """Write the suite; files of cases it no longer has are removed, their ids must stand among the tombstones.

    Each file is written whole or not at all, so that an interruption leaves a folder that can be written again.
    """
    path = folder / "manifest.json"
    old = set(_typed(json_of(path, SuiteError), _Manifest, path).cases) if path.exists() else set()
    lost = old - {case.id for case in suite.cases} - set(suite.tombstones)
    if lost:
        raise SuiteError("K0205", path=folder, names=told_names(sorted(lost)))
    contents = {path_of(case): to_text(case) for case in suite.cases}
    contents[Path("manifest.json")] = _json(manifest(suite))
    contents[Path("tombstones.json")] = _json(dict(sorted(suite.tombstones.items())))
    contents |= {Path("schema") / f"{name}.schema.json": _json(found) for name, found in schemas().items()}
    for stale in folder.glob("cases/**/*.yaml"):
        if stale.relative_to(folder) not in contents:
            stale.unlink()
    written = []
    for path, text in sorted(contents.items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_text("utf-8") != text:
            fresh = target.with_name(f".{target.name}.new")
            fresh.write_text(text, "utf-8")
            fresh.replace(target)
        written.append(target)
    return tuple(written)


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def schemas() -> dict[str, Json]:
    """What a folder of cases brings along, so that whoever has it needs nothing of ours: cases, manifest, messages."""
    return {
        "case": schema(),
        "manifest": msgspec.json.schema(_Manifest),
        "message": protocol.schema(),
    }


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


class _Recorded(msgspec.Struct, frozen=True):
    digest: str
    covers: dict[str, tuple[str, ...]] = {}


class _Manifest(msgspec.Struct, frozen=True):
    manifest: int
    standard: str
    edition: str
    text_digest: str
    cases: dict[str, _Recorded]
    interface: dict[str, Json] = {}


def read(folder: Path, held: bool = True) -> Suite:
    """Read a suite and hold it to its manifest. Raises `SuiteError`.

    `held=False`: cases as they stand, whatever the manifest records; for who makes it anew.
    """
    path = folder / "manifest.json"
    plain = json_of(path, SuiteError)
    if isinstance(plain, dict) and plain.get("manifest") != MANIFEST:
        raise SuiteError(
            "K0105", path=path, what=Words("清单", "a manifest"), found=plain.get("manifest", "–"), known=MANIFEST
        )
    found = _typed(plain, _Manifest, path)
    retired = folder / "tombstones.json"
    tombstones = _typed(json_of(retired, SuiteError), dict[str, str], retired) if retired.exists() else {}
    cases = []
    for file in sorted(folder.glob("cases/**/*.yaml")):
        try:
            cases.append(from_text(text_of(file, SuiteError), file.relative_to(folder)))
        except CaseError as error:
            raise SuiteError(error.code, **error.words) from None
    suite = Suite(
        standard=found.standard,
        edition=found.edition,
        text_digest=found.text_digest,
        cases=tuple(cases),
        tombstones=tombstones,
        interface=found.interface,
        covers={name: each.covers for name, each in found.cases.items()},
    )
    _check_interface(suite, path)
    _check_ids(suite, folder)
    if held:
        _check_digests(suite, {name: each.digest for name, each in found.cases.items()}, folder)
    return suite


_Shape = TypeVar("_Shape")


def _typed(plain: Json, kind: type[_Shape], path: Path) -> _Shape:
    try:
        return msgspec.convert(plain, kind)
    except (msgspec.ValidationError, ValueError, OverflowError) as error:
        raise SuiteError("K0104", path=path, reason=error) from None


def _check_interface(suite: Suite, path: Path) -> None:
    """Its units can be read, and everything a runner looks up in it has the shape it looks for."""
    from footrule.conformance import interface  # noqa: PLC0415  it reads cases, as this module does

    try:
        interface.as_declared({"inputs": {}}, suite.interface, interface.units(suite.interface))
        for group in (suite.interface, *suite.interface.get("lists", {}).values()):
            for name in ("inputs", "fields", "options", "rules"):
                for each in group.get(name, {}).values():
                    if each.get("kind") == "quantity" and not isinstance(each["unit"], str):
                        raise TypeError(f"{each['unit']!r} is no unit")
    except (UnitError, exact.NumberError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise SuiteError("K0104", path=path, reason=f"interface: {error or type(error).__name__}") from None


def _check_ids(suite: Suite, folder: Path) -> None:
    names = [case.id for case in suite.cases]
    twice = {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else set()
    if twice:
        raise SuiteError("K0203", path=folder, names=told_names(sorted(twice)))
    risen = set(names) & set(suite.tombstones)
    if risen:
        raise SuiteError("K0204", path=folder, names=told_names(sorted(risen)))


def _check_digests(suite: Suite, recorded: Mapping[str, str], folder: Path) -> None:
    names = {case.id for case in suite.cases}
    changed = [case.id for case in suite.cases if recorded.get(case.id) != case.digest]
    if changed or set(recorded) != names:
        told = changed or sorted(set(recorded) ^ names)
        raise SuiteError("K0202", path=folder, names=told_names(told))
