"""A conformance case: what a tool is given, what is asked of it, and what the standard says the answer is.

One YAML file a case. The id is permanent; the digest is of the whole content, so that "same case, changed expectation"
is visible. Quantities are decimal text with a unit; null, an absent name, `""`, 0 and `not applicable` are five
different things and stay so. Nothing here says which clauses a case covers: that is derived by running the reference.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Literal, dataclass_transform

import msgspec
import yaml

FORMAT = 1
"""Version of the case format; a reader refuses any other."""

Kind = Literal["compute", "accept", "reject", "metamorphic"]
Level = Literal["required", "conditional", "recommended", "informative"]
Json = Any


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Struct(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of everything in a case."""


class Compare(Struct):
    """How an answer is held to the expected value.

    `printed`: it would have been printed so (`reading`, `places` as in a worked example). `exact`: the same number.
    `places`: equal once both are rounded to so many decimals. `relative`: within `within` of the expected size.
    """

    by: Literal["printed", "exact", "places", "relative"] = "exact"
    reading: Literal["", "half_up", "half_even", "truncated", "exact"] = ""
    places: int | None = None
    within: str = ""


class Expected(Struct):
    """One expected answer. `value` is None for a kind that has none; a truth is `true` or `false`.

    `disputed`: the printed value does not follow from the printed rule; `recomputed` does, and the case counts for and
    against nobody. `explanation` says which reading gives the printed value.
    """

    kind: Literal["quantity", "choice", "truth", "date", "text", "unknown", "not_applicable"]
    value: str | None = None
    unit: str = ""
    compare: Compare = Compare()
    disputed: bool = False
    recomputed: str = ""
    explanation: dict[str, str] = {}


class Source(Struct):
    """Where the case comes from: a clause, and for a published example its document and the digits as printed."""

    standard: str
    clause: str = ""
    document: str = ""
    locator: str = ""
    quote: str = ""
    made: str = ""


class Rejection(Struct):
    """The refusal expected: any of these codes; `phase` is reading the input, a requirement, or calculating."""

    phase: Literal["input", "requirement", "calculation"]
    codes: tuple[str, ...]
    clause: str = ""


class Relation(Struct):
    """A second evaluation and how its answers follow from the first: `factor` times, for every wanted value.

    `given` is the changed document, written out so that nobody needs our code to build it.
    """

    change: Literal["permute", "split", "scale", "unit", "order of names"]
    given: dict[str, Json]
    factors: dict[str, str]
    told: str = ""


class Case(Struct):
    """One case. `want` names outputs or rules; `rule(#1)` is the rule for the first item of the list it takes."""

    case: int
    id: str
    kind: Kind
    standard: str
    given: dict[str, Json]
    title: dict[str, str] = {}
    level: Level = "required"
    since: str = ""
    until: str = ""
    needs: tuple[str, ...] = ()
    source: Source | None = None
    want: tuple[str, ...] = ()
    expect: dict[str, Expected] = {}
    trace: dict[str, Expected] = {}
    reject: Rejection | None = None
    relation: Relation | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of everything in the case."""
        return "sha256:" + hashlib.sha256(canonical(to_plain(self))).hexdigest()

    @property
    def disputed(self) -> bool:
        """Whether every value it expects is disputed."""
        return bool(self.expect) and all(each.disputed for each in self.expect.values())


class CaseError(ValueError):
    """A file is no case of this format; the message says where."""


def canonical(value: Json) -> bytes:
    """JSON with sorted names, no spaces and nothing escaped: one text for one content."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def to_plain(value: object) -> Json:
    """A structure as plain JSON values; what has its default is left out."""
    return msgspec.to_builtins(value)


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Text stays text: only null and truth values are told apart from it, so that no digit passes through a float."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":null", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Dumper(yaml.CSafeDumper if hasattr(yaml, "CSafeDumper") else yaml.SafeDumper):  # type: ignore[misc]
    def ignore_aliases(self, data: object) -> bool:
        return True


def write_yaml(value: Json) -> str:
    """Plain values as YAML: names in the order given, text in quotes wherever a reader could take it for a number."""
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    return text


def read_yaml(text: str) -> Json:
    """Plain values of a YAML text, every number kept as text but the format's own integers. Raises `CaseError`."""
    try:
        return yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise CaseError(f"not YAML: {str(error)[:200]}") from None


def to_text(case: Case) -> str:
    return write_yaml(to_plain(case))


def from_text(text: str) -> Case:
    """Read one case. Raises `CaseError`."""
    plain = read_yaml(text)
    try:
        found = msgspec.convert(plain, Case, strict=False) if isinstance(plain, dict) else None
    except msgspec.ValidationError as error:
        raise CaseError(str(error)) from None
    if found is None:
        raise CaseError("not a mapping")
    if found.case != FORMAT:
        raise CaseError(f"case of format {found.case}; this reader knows format {FORMAT}")
    problem = _inconsistent(found)
    if problem:
        raise CaseError(problem)
    return found


def _inconsistent(case: Case) -> str:
    if case.kind == "compute" and set(case.want) != set(case.expect):
        return "a compute case expects exactly what it wants"
    if (case.kind == "reject") != (case.reject is not None):
        return "`reject` belongs to a case of kind reject, and only there"
    if (case.kind == "metamorphic") != (case.relation is not None):
        return "`relation` belongs to a case of kind metamorphic, and only there"
    return ""


def schema() -> dict[str, Json]:
    """JSON Schema of a case file."""
    return msgspec.json.schema(Case)
