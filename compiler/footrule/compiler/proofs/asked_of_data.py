"""What a form's cut-off and data requirements ask, read back from the requirements they were turned into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from footrule.runtime import form
from footrule.runtime.walking import every

Scope = Literal["each", "together"]

FLOWS = "excluded_flows"
CATEGORY = "excluded_category"


@dataclass(frozen=True, slots=True)
class CutOff:
    """The limits of one cut-off rule, as shares of its base, and the flows never to be left out."""

    limits: dict[Scope, tuple[Fraction, bool]]
    """For each scope the share, and whether a flow exactly at it may be left out."""
    never: tuple[str, ...]
    at: int


def cut_off(compiled: form.Form) -> CutOff | None:
    """The standard's own cut-off, or None where it has none of its own."""
    found = next((c for c in compiled.constructs if c.kind == "cut_off"), None)
    if found is None:
        return None
    limits: dict[Scope, tuple[Fraction, bool]] = {}
    for requirement in compiled.requirements:
        limit = _limit(requirement.condition) if requirement.at == found.at else None
        if limit is not None:
            limits["each" if isinstance(requirement.condition, form.Aggregate) else "together"] = limit
    kinds = next((e for e in compiled.enumerations if e.name == CATEGORY), None)
    own = kinds is not None and compiled.places[kinds.at] == compiled.places[found.at]
    never = tuple(m.name for m in kinds.members[:-1]) if kinds is not None and own else ()  # the last one is `other`
    return CutOff(limits, never, found.at)


def _limit(condition: form.Expr) -> tuple[Fraction, bool] | None:
    """The share in `left out < share x base`."""
    for node in every(condition):
        if isinstance(node, form.Cmp) and node.op in ("lt", "le"):
            for factor in every(node.right):
                if isinstance(factor, form.Mul) and isinstance(factor.left, form.Num):
                    share = Fraction(factor.left.value) * (Fraction(1, 100) if factor.left.unit == "%" else 1)
                    return share, node.op == "le"
    return None


def required_ranks(compiled: form.Form) -> Iterator[tuple[str, str, str, int]]:
    """Input, role, rank and place of every `data required …` of the standard's own."""
    for requirement in compiled.requirements:
        if compiled.places[requirement.at].standard != compiled.standard.id:
            continue
        for node in every(requirement.condition):
            match node:
                case form.Cmp(op="eq", left=form.Ref(name=source), right=form.Member(of=of, name=rank)):
                    pass
                case form.Cmp(op="eq", left=form.Get(field=source), right=form.Member(of=of, name=rank)):
                    pass
                case _:
                    continue
            role = of.removesuffix("_source")
            if source.endswith("_source") and role in ("activity", "factor"):
                yield source.removesuffix("_source"), role, rank, requirement.at
