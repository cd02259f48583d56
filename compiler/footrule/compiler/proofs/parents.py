"""A child standard against its parents' *shall*: what it may only loosen by declaring a departure.

Requirements, rules and outputs of a parent hold in the child without a word. What the child writes anew in their place
is held to the parent's: the limits of a cut-off, the steps of an allocation, orders and ranks of data, the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from footrule.compiler.proofs.asked_of_data import CutOff, cut_off, required_ranks
from footrule.compiler.proofs.structure import where
from footrule.compiler.proofs.verdicts import Verdict, Where
from footrule.runtime import exact, form

SCOPES = {"each": ("单项", "each flow"), "together": ("合计", "all flows together")}
ROLES = {"activity": ("活动数据", "activity data"), "factor": ("因子", "factors")}


def loosened(compiled: form.Form, find: Callable[[str], form.Form | None]) -> Iterator[Verdict]:
    """Everything the standard writes anew where a parent asks something: kept to, or asking less."""
    for reference in compiled.standard.follows:
        parent = find(reference) if "@" in reference and "/" in reference else None
        if parent is not None:
            pair = _Pair(compiled, parent)
            yield from pair.cut_off()
            yield from pair.allocations()
            yield from pair.orders()
            yield from pair.ranks()
            yield from pair.report()


@dataclass(frozen=True, slots=True)
class _Pair:
    child: form.Form
    parent: form.Form

    def cut_off(self) -> Iterator[Verdict]:
        mine, theirs = cut_off(self.child), cut_off(self.parent)
        if mine is None or theirs is None:
            return
        said = [*_wider(mine, theirs), *_no_longer_kept(mine, theirs)]
        yield from self._verdicts("cut_off", where(self.child, mine.at), where(self.parent, theirs.at), said)

    def allocations(self) -> Iterator[Verdict]:
        mine, theirs = _allocations(self.child), _allocations(self.parent)
        for burden, (methods, at) in mine.items():
            only = next(iter(theirs.values())) if len(theirs) == len(mine) == 1 else None
            found = theirs.get(burden, only)
            if found is not None:
                said = [
                    (f"分配跳过了“{name}”这一步", f"the allocation skips the step `{name}`")
                    for name in found[0]
                    if name not in methods
                ]
                if not said and not _in_order(methods, found[0]):
                    said = [("分配各步的先后不同", "the steps of the allocation come in another order")]
                yield from self._verdicts(burden, where(self.child, at), where(self.parent, found[1]), said)

    def orders(self) -> Iterator[Verdict]:
        """An order that puts a lower rank first, or one before another the other way round."""
        for own in self.child.data:
            for other in self.parent.data:
                if own.role != other.role:
                    continue
                mine, asked = _members(self.child, own.enumeration), _members(self.parent, other.enumeration)
                kept = [name for name in mine if name in asked]
                said = []
                if not _in_order(mine, asked):
                    low, high = next((a, b) for a, b in pairwise(kept) if asked.index(a) > asked.index(b))
                    said = [(f"`{low}` 排在 `{high}` 之前", f"`{low}` ranks above `{high}`")]
                elif kept and kept[0] != asked[0]:
                    said = [
                        (
                            f"次序从 `{kept[0]}` 开始，没有 `{asked[0]}`",
                            f"the order begins with `{kept[0]}`, without `{asked[0]}`",
                        )
                    ]
                zh, en = ROLES[own.role]
                told = [(f"{zh}的次序中{a}", f"in the order of {en}, {b}") for a, b in said]
                yield from self._verdicts(own.role, where(self.child, own.at), where(self.parent, other.at), told)

    def ranks(self) -> Iterator[Verdict]:
        """A rank required of an input that is lower than the one the parent requires of it."""
        asked = {(name, role): (rank, at) for name, role, rank, at in required_ranks(self.parent)}
        for name, role, rank, at in required_ranks(self.child):
            if (name, role) not in asked:
                continue
            theirs, there = asked[name, role]
            order = next((_members(self.parent, o.enumeration) for o in self.parent.data if o.role == role), [])
            lower = rank not in order or theirs not in order or order.index(rank) > order.index(theirs)
            said = [
                (
                    f"`{name}` 只须 `{rank}` 来源，上级须 `{theirs}`",
                    f"`{name}` needs only `{rank}` data, the parent needs `{theirs}`",
                )
            ]
            yield from self._verdicts(name, where(self.child, at), where(self.parent, there), said if lower else [])

    def report(self) -> Iterator[Verdict]:
        """A report that leaves out what the parent's shows; a child that says nothing of reports shows nothing."""
        named: list[form.Rule | form.Input | form.Option] = [
            *self.parent.rules, *self.parent.inputs, *self.parent.options
        ]  # fmt: skip
        declared = {one.name: one.at for one in reversed(named)}
        for name in self.parent.reports:
            if name in declared:
                said = [(f"报告不再给出 `{name}`", f"the report no longer shows `{name}`")]
                head = Where(self.child.standard.id, "", 1)
                missing = said if name not in self.child.reports else []
                yield from self._verdicts(name, head, where(self.parent, declared[name]), missing)

    def _verdicts(self, subject: str, own: Where, other: Where, said: list[tuple[str, str]]) -> Iterator[Verdict]:
        if not said or self._declared(other):
            yield Verdict(property="loosened", subject=subject, status="proved", places=(own, other))
            return
        for zh, en in said:
            yield Verdict(property="loosened", subject=subject, status="refuted", places=(own, other), zh=zh, en=en)

    def _declared(self, place: Where) -> bool:
        """Whether some departure names the very clause."""
        told = (case.departs for rule in self.child.rules for case in rule.cases if case.departs)
        return any(text.startswith(f"{place.standard} §{place.clause}:") for text in told)


def _wider(mine: CutOff, theirs: CutOff) -> Iterator[tuple[str, str]]:
    for scope, (share, closed) in theirs.limits.items():
        zh, en = SCOPES[scope]
        own = mine.limits.get(scope)
        if own is None:
            told = _share(share)
            yield f"取舍准则不再限制{zh}（上级为 {told}）", f"the cut-off no longer limits {en} (the parent: {told})"
        elif own[0] > share or (own[0] == share and own[1] and not closed):
            wide, narrow = (f"{'≤' if end else '<'} {_share(value)}" for value, end in (own, (share, closed)))
            yield (
                f"取舍准则放宽：{zh} {wide}，上级为 {narrow}",
                f"the cut-off is wider: {en} {wide}, the parent has {narrow}",
            )


def _no_longer_kept(mine: CutOff, theirs: CutOff) -> Iterator[tuple[str, str]]:
    for name in theirs.never:
        if name not in mine.never:
            yield f"`{name}` 不再是不得舍去的流", f"`{name}` may be left out now"


def _share(value: Fraction) -> str:
    return f"{exact.shown(value * 100)} %"


def _members(compiled: form.Form, name: str) -> list[str]:
    return next(([m.name for m in e.members] for e in compiled.enumerations if e.name == name), [])


def _in_order(mine: list[str], asked: list[str]) -> bool:
    kept = [name for name in mine if name in asked]
    return kept == [name for name in asked if name in mine]


def _allocations(compiled: form.Form) -> dict[str, tuple[list[str], int]]:
    """The methods of each allocation of the standard's own, in order, by what it shares out."""
    rules = {rule.name: rule for rule in compiled.rules}
    found: dict[str, tuple[list[str], int]] = {}
    for construct in compiled.constructs:
        method = rules.get(construct.rules[0]) if construct.kind == "allocation" and construct.rules else None
        if method is not None and isinstance(method.type, form.Choice):
            found[construct.name] = (_members(compiled, method.type.of), construct.at)
    return found
