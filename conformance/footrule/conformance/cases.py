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

from footrule.conformance.problems import ConformanceProblem
from footrule.conformance.reading import NotYaml, plain_yaml
from footrule.runtime import exact
from footrule.runtime.problems import Words

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

    A number is a decimal of at most 100 digits, or a fraction `p/q` where it does not end; messages know no fractions.

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

    change: Literal["permute", "split", "scale", "rebase", "order of names"]
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


class CaseError(ConformanceProblem):
    """A file is no case of this format; the message says where."""


def canonical(value: Json) -> bytes:
    """JSON with sorted names, no spaces and nothing escaped: one text for one content."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def to_plain(value: object) -> Json:
    """A structure as plain JSON values; what has its default is left out."""
    return msgspec.to_builtins(value)


class _Dumper(yaml.CSafeDumper if hasattr(yaml, "CSafeDumper") else yaml.SafeDumper):  # type: ignore[misc]
    def ignore_aliases(self, data: object) -> bool:
        return True


def write_yaml(value: Json) -> str:
    """Plain values as YAML: names in the order given, text in quotes wherever a reader could take it for a number."""
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    return text


def read_yaml(text: str, named: object = "–") -> Json:
    """Plain values of a YAML text, every number kept as text but the format's own integers. Raises `CaseError`."""
    try:
        return plain_yaml(text)
    except NotYaml as error:
        raise CaseError("K0103", path=named, format="YAML", reason=error.reason) from None


def to_text(case: Case) -> str:
    return write_yaml(to_plain(case))


def from_text(text: str, named: object = "–") -> Case:
    """Read one case; `named` is its file, for the message. Raises `CaseError`."""
    plain = read_yaml(text, named)
    if not isinstance(plain, dict):
        raise CaseError("K0104", path=named, reason="not a mapping")
    if str(plain.get("case", FORMAT)) != str(FORMAT):
        raise CaseError("K0105", path=named, what=Words("案例", "a case"), found=plain["case"], known=FORMAT)
    try:
        found = msgspec.convert(plain, Case, strict=False)
    except (msgspec.ValidationError, ValueError, OverflowError) as error:
        raise CaseError("K0104", path=named, reason=error) from None
    problem = _inconsistent(found)
    if problem:
        raise CaseError("K0206", path=named, what=Words(*problem))
    return found


def _inconsistent(case: Case) -> tuple[str, str] | None:
    if case.kind == "compute" and set(case.want) != set(case.expect):
        return "compute 案例所问与所期望的不同", "a compute case expects exactly what it wants"
    if (case.kind == "reject") != (case.reject is not None):
        return "只有 reject 案例有 reject 项", "`reject` belongs to a case of kind reject, and only there"
    if (case.kind == "metamorphic") != (case.relation is not None):
        return "只有 metamorphic 案例有 relation 项", "`relation` belongs to a case of kind metamorphic, and only there"
    for name, one in (*case.expect.items(), *case.trace.items()):
        if one.kind == "quantity" and not _is_number(one.value):
            return f"{name} 的期望值不是十进制数", f"what is expected of {name} is no decimal number"
        if one.compare.within and not _is_number(one.compare.within):
            return f"{name} 的容差不是十进制数", f"the tolerance of {name} is no decimal number"
    for part in ("inputs", "options"):
        if not isinstance(case.given.get(part, {}), dict):
            return f"given.{part} 须由名称和值组成", f"`given.{part}` is made of names and values"
    for factor in case.relation.factors.values() if case.relation else ():
        if not _is_number(factor):
            return "factors 不是数", "a factor is no number"
    return None


def _is_number(text: str | None) -> bool:
    try:
        exact.read_decimal(text or "")
    except exact.NumberError:
        return False
    return True


_DECIMAL = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$"


def schema() -> dict[str, Json]:
    """JSON Schema of a case file."""
    found = msgspec.json.schema(Case)
    found["$defs"]["Expected"]["allOf"] = [
        {
            "if": {"properties": {"kind": {"const": "quantity"}}},
            "then": {"properties": {"value": {"type": "string", "pattern": _DECIMAL}}, "required": ["value"]},
        }
    ]
    return found
