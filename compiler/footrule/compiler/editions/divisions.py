"""What was split or merged: as the new edition says, as the rules prove, or as the wording shows."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

import msgspec

from footrule.compiler.editions.changes import Change, Division, Words
from footrule.compiler.editions.rule_changes import RuleChanges

LEAST_WORDS = 40
"""Characters a text must have before its likeness says anything."""

CONTAINED = 0.8
"""Share of a text that must stand in the other, in order, to be a part of it."""


def divisions(rules: RuleChanges, texts: tuple[dict[str, str], dict[str, str]]) -> tuple[Division, ...]:
    """`texts`: the running text of each clause, old and new."""
    found = [*rules.pair.matching.hints.divisions]
    spoken_of = {name for one in found for name in (*one.was, *one.now)}
    found += [one for one in _of_rules(rules) if not spoken_of & {*one.was[1:], *one.now[1:]}]
    said = {name for one in found if one.sort == "clause" for name in (*one.was, *one.now)}
    found += [one for one in _of_clauses(rules, texts) if not said & {*one.was, *one.now}]
    return tuple(found)


def _of_rules(rules: RuleChanges) -> Iterator[Division]:
    """A rule that gives the same and calls rules only the new edition has was split; the other way round, merged."""
    pair = rules.pair
    for name in sorted(rules.shared):
        if rules.judged[name].edited:
            continue
        come = pair.dependencies_new.rules.keys() & pair.dependencies_new.calls(name) - rules.shared
        gone = pair.dependencies_old.rules.keys() & pair.dependencies_old.calls(name) - rules.shared
        if come and not gone:
            yield Division("rule", (pair.old_name(name),), (name, *sorted(come)), "proof")
        elif gone and not come:
            yield Division("rule", (pair.old_name(name), *sorted(gone)), (name,), "proof")


def _of_clauses(rules: RuleChanges, texts: tuple[dict[str, str], dict[str, str]]) -> Iterator[Division]:
    """A new clause whose words stood in one that goes on was split off; one whose words another holds was merged."""
    matched = rules.pair.matching.clauses
    old, new = texts
    for clause in new.keys() - set(matched.values()):
        whole = _holder(new[clause], {one: old[one] for one in matched if one in old})
        if whole:
            yield Division("clause", (whole,), (matched[whole], clause), "wording")
    for clause in old.keys() - matched.keys():
        whole = _holder(old[clause], {one: new[one] for one in matched.values() if one in new})
        if whole:
            first = next(one for one, other in matched.items() if other == whole)
            yield Division("clause", (first, clause), (whole,), "wording")


def _holder(part: str, wholes: dict[str, str]) -> str:
    if len(part) < LEAST_WORDS:
        return ""
    for name, whole in wholes.items():
        if len(whole) < len(part):
            continue
        matcher = SequenceMatcher(None, part, whole, autojunk=False)
        if matcher.real_quick_ratio() * (len(part) + len(whole)) / 2 < CONTAINED * len(part):
            continue
        if matcher.quick_ratio() * (len(part) + len(whole)) / 2 < CONTAINED * len(part):
            continue
        held = sum(block.size for block in matcher.get_matching_blocks() if block.size >= min(12, len(part) // 3))
        if held >= CONTAINED * len(part):
            return name
    return ""


def told_of(change: Change, found: tuple[Division, ...]) -> Change:
    """A change that only says a part of a division comes or goes, said as what it is."""
    if change.axis != "existence" or change.action not in ("add", "remove"):
        return change
    name = change.subject
    for one in found:
        here = one.now if change.action == "add" else one.was
        if (one.sort == "clause") != (change.sort == "clause") or name not in here:
            continue
        was, now = ", ".join(one.was), ", ".join(one.now)
        if one.sort == "clause":
            was, now = (", ".join(f"§{each}" for each in side) for side in (one.was, one.now))
        said = (
            Words(f"{was} 拆分为 {now}", f"{was} was split into {now}")
            if one.action == "split"
            else Words(f"{was} 合并为 {now}", f"{was} were merged into {now}")
        )
        return msgspec.structs.replace(change, action=one.action, said=said)
    return change
