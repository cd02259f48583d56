"""A child standard against its parents' *shall*: what it may only loosen by declaring a departure.

Seen as far as compiled forms show it: a requirement of the parent the child no longer has, a wider cut-off, a step of
an allocation order that is gone, a lower rank of data, a shorter report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from footrule.compiler.proofs.structure import where
from footrule.compiler.proofs.verdicts import Verdict, Where
from footrule.runtime import form


def loosened(compiled: form.Form, find: Callable[[str], form.Form | None]) -> Iterator[Verdict]:
    """Every place where this form asks less than a form it follows."""
    departs = {case.departs for rule in compiled.rules for case in rule.cases if case.departs}
    for reference in compiled.standard.follows:
        parent = find(reference) if "@" in reference and "/" in reference else None
        if parent is not None:
            yield from _ranks(compiled, parent, departs)
            yield from _reports(compiled, parent, departs)
            yield from _steps(compiled, parent, departs)


def _verdict(compiled: form.Form, places: tuple[Where, ...], subject: str, zh: str, en: str) -> Verdict:
    return Verdict(property="loosened", subject=subject, status="refuted", places=places, zh=zh, en=en)


def _departed(place: Where, departs: set[str]) -> bool:
    return any(place.standard in told and f"§{place.clause}" in told for told in departs)


def _ranks(compiled: form.Form, parent: form.Form, departs: set[str]) -> Iterator[Verdict]:
    """An order of data that lets a rank in, or puts one before another, where the parent's does not."""
    members = {e.name: [m.name for m in e.members] for e in compiled.enumerations}
    theirs = {e.name: [m.name for m in e.members] for e in parent.enumerations}
    for own in compiled.data:
        for other in parent.data:
            if own.role != other.role:
                continue
            place = where(parent, other.at)
            mine, asked = members.get(own.enumeration, []), theirs.get(other.enumeration, [])
            kept = [name for name in mine if name in asked]
            if kept != [name for name in asked if name in mine] and not _departed(place, departs):
                yield _verdict(
                    compiled, (where(compiled, own.at), place), own.role,
                    "数据次序与所遵循标准的次序不一致", "the order of data is not the order of the standard it follows",
                )  # fmt: skip


def _reports(compiled: form.Form, parent: form.Form, departs: set[str]) -> Iterator[Verdict]:
    for name in parent.reports:
        declared: list[form.Rule | form.Input | form.Option] = [*parent.rules, *parent.inputs, *parent.options]
        given = next((one for one in declared if one.name == name), None)
        if name in compiled.reports or given is None:
            continue
        place = where(parent, given.at)
        if not _departed(place, departs):
            first = compiled.places[0] if compiled.places else form.Place(standard=compiled.standard.id)
            yield _verdict(
                compiled, (Where(compiled.standard.id, first.clause, first.line), place), name,
                f"所遵循的标准要求报告 `{name}`，这里没有",
                f"the standard it follows has `{name}` reported, this one does not",
            )  # fmt: skip


def _steps(compiled: form.Form, parent: form.Form, departs: set[str]) -> Iterator[Verdict]:
    """An allocation order that leaves out a method of the parent's."""
    own = {e.name: ([m.name for m in e.members], e.at) for e in compiled.enumerations if _is_methods(compiled, e.name)}
    for other in parent.enumerations:
        if not _is_methods(parent, other.name) or not own:
            continue
        place = where(parent, other.at)
        for name, (methods, at) in own.items():
            skipped = [m.name for m in other.members if m.name not in methods]
            if skipped and name != other.name and not _departed(place, departs):
                yield _verdict(
                    compiled, (where(compiled, at), place), name,
                    f"分配次序跳过了所遵循标准的“{skipped[0]}”",
                    f"the order of allocation skips `{skipped[0]}` of the standard it follows",
                )  # fmt: skip


def _is_methods(compiled: form.Form, name: str) -> bool:
    return any(
        construct.kind == "allocation" and any(
            rule.name in construct.rules and rule.type == form.Choice(name) for rule in compiled.rules
        )
        for construct in compiled.constructs
    )  # fmt: skip
