"""Which thing of the old edition is which of the new one: as it says itself, by name, by what it says, by its label.

Same name and sort means same thing. What is left is matched where it says the same up to names (a renamed or moved
rule), where its label is the same, or nearly; nothing is matched twice.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TypeVar

from footrule.compiler.editions.hints import Hints, read_hints
from footrule.compiler.editions.names import Names, told
from footrule.compiler.editions.normal_forms import NormalForms
from footrule.compiler.editions.terms import Terms
from footrule.runtime import form
from footrule.runtime.form_units import FormUnits

DIGITS = re.compile("[0-9]+")
T = TypeVar("T")
Score = Callable[[T, T], float]
LEAST_ALIKE = 0.35
MOVED = 0.35
"""Share of the rules and tables of two clauses that must be the same for one to be where the other was."""
LIKE = 0.82
"""How alike two things must be to be one, where nothing but what they are called speaks for it."""


@dataclass(frozen=True, slots=True)
class Matching:
    """The old form in the new names, and what became of its own.

    `names`: old -> new. `clauses`: old clause id -> new. `aligned`: the old form told in the names of the new one.
    `hints`: what the new edition says itself.
    """

    old: form.Form
    new: form.Form
    names: Names
    aligned: form.Form
    clauses: dict[str, str] = field(default_factory=dict)
    hints: Hints = field(default_factory=Hints)

    def renamed(self) -> list[tuple[str, str, str]]:
        """(sort, old name, new name) of everything that has another name now."""
        names = self.names
        found = [("kind", old, new) for old, new in names.kinds.items()]
        found += [
            ("member", f"{kind}.{old}", f"{names.kinds.get(kind, kind)}.{new}")
            for (kind, old), new in names.members.items()
        ]
        kinds = sorts(self.old)
        found += [(kinds.get(old, ""), old, new) for old, new in names.values.items() if not new.endswith(FORMER)]
        found += [
            ("field", f"{owner}.{old}", f"{names.value(owner)}.{new}") for (owner, old), new in names.fields.items()
        ]
        found += [
            ("column", f"{owner}.{old}", f"{names.value(owner)}.{new}") for (owner, old), new in names.columns.items()
        ]
        return found

    def said_by(self, old: str) -> str:
        """`hint` where the new edition says itself what an old name is now."""
        return "hint" if self.hints.said(old) else ""


FORMER = "_former"
"""What an old name ends with where the new edition calls something else so."""


def match(old: form.Form, new: form.Form) -> Matching:
    hints = read_hints(old, new)
    names = copy.deepcopy(hints.names)
    for name in set(names.values.values()) & sorts(old).keys() - names.values.keys():
        names.values[name] = name + FORMER  # another thing bears its name now
    _kinds(old, new, names)
    staged = told(old, names)
    _inputs(old, staged, new, names)
    staged = told(old, names)
    _tables(old, staged, new, names)
    staged = told(old, names)
    _rules(staged, new, names)
    _out_of_the_way(old, new, names)
    aligned = told(old, names)
    return Matching(old, new, names, aligned, _clauses(aligned, new, hints), hints)


def alike(left: str, right: str) -> float:
    if left == right or not left or not right:
        return float(bool(left) and left == right)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > LEAST_ALIKE else 0.0


def label_likeness(left: form.Label, right: form.Label) -> float:
    """The mean of the likenesses in the languages both are told in: short labels of different things look alike."""
    found = [alike(left.zh, right.zh)] if left.zh and right.zh else []
    found += [alike(left.en.casefold(), right.en.casefold())] if left.en and right.en else []
    if not found:
        return 0.0
    # “of 2024” and “of 2025” look alike and are not one
    dated = DIGITS.findall(left.zh + left.en) != DIGITS.findall(right.zh + right.en)
    mean = sum(found) / len(found)
    if max(found) == 1:
        mean = max(mean, 0.88)  # the very same words in one language
    return mean * (0.5 if dated else 1)


def paired(old: Iterable[T], new: Iterable[T], score: Score[T], least: float = LIKE) -> list[tuple[T, T]]:
    """The best pairs first, nothing twice; a pair that is no better than another choice of the same thing is left."""
    lefts, rights = list(old), list(new)
    scored = sorted(
        ((score(a, b), i, j) for i, a in enumerate(lefts) for j, b in enumerate(rights)), key=lambda one: -one[0]
    )
    taken: list[tuple[T, T]] = []
    used_left: set[int] = set()
    used_right: set[int] = set()
    for value, i, j in scored:
        if value < least:
            break
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            taken.append((lefts[i], rights[j]))
    return taken


# --- kinds and their members ------------------------------------------------------------------------------------------


def _kinds(old: form.Form, new: form.Form, names: Names) -> None:
    theirs = {one.name: one for one in new.enumerations}
    mine = {one.name: one for one in old.enumerations}
    said = set(names.kinds.values())
    left = [one for one in old.enumerations if one.name not in theirs and one.name not in names.kinds]
    right = [one for one in new.enumerations if one.name not in mine and one.name not in said]
    for one, other in paired(left, right, _kind_likeness, 0.6):
        names.kinds[one.name] = other.name
    for kind in old.enumerations:
        called = theirs.get(names.kinds.get(kind.name, kind.name))
        if called is not None:
            _members(kind, called, names)


def _kind_likeness(one: form.Enumeration, other: form.Enumeration) -> float:
    left, right = {m.name for m in one.members}, {m.name for m in other.members}
    shared = len(left & right) / max(1, len(left | right))
    labels = {(m.label.zh, m.label.en) for m in one.members} & {(m.label.zh, m.label.en) for m in other.members}
    told_alike = len(labels - {("", "")}) / max(1, len(left), len(right))
    return max(shared, told_alike, label_likeness(one.label, other.label) if shared else 0)


def _members(kind: form.Enumeration, other: form.Enumeration, names: Names) -> None:
    theirs, mine = {m.name for m in other.members}, {m.name for m in kind.members}
    said = {new for (owner, _), new in names.members.items() if owner == kind.name}
    left = [m for m in kind.members if m.name not in theirs and (kind.name, m.name) not in names.members]
    right = [m for m in other.members if m.name not in mine and m.name not in said]
    for one, called in paired(left, right, lambda a, b: label_likeness(a.label, b.label), 0.85):
        names.members[kind.name, one.name] = called.name
    if len(left) == len(right) == 1 and not names.members.get((kind.name, left[0].name)) and len(mine) > 2:
        position = [m.name for m in kind.members].index(left[0].name)
        if other.members[position : position + 1] and other.members[position].name == right[0].name:
            names.members[kind.name, left[0].name] = right[0].name


# --- inputs, lists, options -------------------------------------------------------------------------------------------


def _inputs(old: form.Form, staged: form.Form, new: form.Form, names: Names) -> None:
    taken, known = names_given(new), names_given(old) | set(names.values.values())
    back = {new_name: old_name for old_name, new_name in names.values.items()}
    for one, other in paired(
        [i for i in staged.inputs if i.name not in taken and not i.source_of],
        [i for i in new.inputs if i.name not in known and not i.source_of],
        _input_likeness,
    ):
        names.values[one.name] = other.name
        names.values[f"{one.name}_source"] = f"{other.name}_source"
    for many, others in paired(
        [m for m in staged.lists if m.name not in taken], [m for m in new.lists if m.name not in known], _list_likeness
    ):
        names.values[many.name] = others.name
    for option, called in paired(
        [o for o in staged.options if o.name not in taken],
        [o for o in new.options if o.name not in known],
        lambda a, b: _typed(a.type, b.type) * label_likeness(a.label, b.label),
    ):
        names.values[option.name] = called.name
    theirs = {many.name: many for many in new.lists}
    for many in staged.lists:
        there = theirs.get(names.value(many.name))
        if there is None:
            continue
        have, want = {f.name for f in there.fields}, {f.name for f in many.fields}
        for item, field_ in paired(
            [f for f in many.fields if f.name not in have and not f.source_of],
            [f for f in there.fields if f.name not in want and not f.source_of],
            _input_likeness,
        ):
            owner = back.get(many.name, many.name)
            names.fields[owner, item.name] = field_.name
            names.fields[owner, f"{item.name}_source"] = f"{field_.name}_source"
    _drop_what_is_not(old, names)


def _drop_what_is_not(old: form.Form, names: Names) -> None:
    """Ranks follow their inputs where there are any."""
    present = sorts(old)
    fields = {(many.name, item.name) for many in old.lists for item in many.fields}
    for name in [n for n in names.values if n.endswith("_source") and n not in present]:
        del names.values[name]
    for pair in [p for p in names.fields if p[1].endswith("_source") and p not in fields]:
        del names.fields[pair]


def _input_likeness(one: form.Input, other: form.Input) -> float:
    if _typed(one.type, other.type) == 0:
        return 0
    told_alike = max(label_likeness(one.label, other.label), alike(one.name, other.name) * 0.9)
    return told_alike * (1 if one.type == other.type else 0.9)


def _list_likeness(one: form.ListInput, other: form.ListInput) -> float:
    left, right = {f.name for f in one.fields}, {f.name for f in other.fields}
    shared = len(left & right) / max(1, len(left | right))
    return max(label_likeness(one.label, other.label), shared if len(left & right) > 1 else 0)


def _typed(one: form.Type, other: form.Type) -> float:
    return 1.0 if type(one) is type(other) and getattr(one, "of", "") == getattr(other, "of", "") else 0.0


# --- tables -----------------------------------------------------------------------------------------------------------


def _tables(old: form.Form, staged: form.Form, new: form.Form, names: Names) -> None:
    theirs, mine = {t.name: t for t in new.tables}, {t.name for t in old.tables} | set(names.values.values())
    back = {new_name: old_name for old_name, new_name in names.values.items()}
    for one, other in paired(
        [t for t in staged.tables if t.name not in theirs],
        [t for t in new.tables if t.name not in mine],
        _table_likeness,
    ):
        names.values[one.name] = other.name
    for one in staged.tables:
        there = theirs.get(names.value(one.name))
        if there is None or len(there.columns) != len(one.columns):
            continue
        gone = [c for c in one.columns if c.name not in {d.name for d in there.columns}]
        come = [d for d in there.columns if d.name not in {c.name for c in one.columns}]
        if len(gone) == len(come) == 1:
            names.columns[back.get(one.name, one.name), gone[0].name] = come[0].name


def _table_likeness(one: form.Table, other: form.Table) -> float:
    if len(one.keys) != len(other.keys):
        return 0
    if one.rows == other.rows and [c.type for c in one.columns] == [c.type for c in other.columns]:
        return 1
    keys = {row.keys for row in one.rows} & {row.keys for row in other.rows}
    shared = len(keys) / max(1, len(one.rows), len(other.rows))
    return 0.6 * label_likeness(one.label, other.label) + 0.4 * shared


# --- rules ------------------------------------------------------------------------------------------------------------


def _rules(staged: form.Form, new: form.Form, names: Names) -> None:
    mine, theirs = {r.name: r for r in staged.rules}, {r.name: r for r in new.rules}
    for _ in range(3):  # what calls a renamed rule says the same only once that one is matched
        renamed = Names(values={n: names.values[n] for n in mine if n in names.values})
        current = told(staged, renamed)
        present = {r.name for r in current.rules}
        left = [r for r in current.rules if r.name not in theirs]
        right = [r for r in new.rules if r.name not in present]
        if not left or not right:
            return
        shared = {name for name in present if name in theirs}
        score = _RuleLikeness(current, new, shared)
        back = {new_name: old_name for old_name, new_name in renamed.values.items()}
        found = paired(left, right, score)
        for one, other in found:
            names.values[back.get(one.name, one.name)] = other.name
        if not found:
            return


class _RuleLikeness:
    """Rules that say the same are one; else their labels decide, with type and parameters the same."""

    def __init__(self, old: form.Form, new: form.Form, shared: set[str]) -> None:
        terms = Terms()
        optional: set[str] = set()
        self.old = NormalForms(terms, old, FormUnits(old), "old", shared, set(), optional)
        self.new = NormalForms(terms, new, FormUnits(new), "new", shared, set(), optional)
        self.terms = terms

    def __call__(self, one: form.Rule, other: form.Rule) -> float:
        if [p.type for p in one.parameters] != [p.type for p in other.parameters]:
            return 0
        if type(one.type) is not type(other.type):
            return 0
        likely = 0.9 * alike(one.name, other.name) if DIGITS.findall(one.name) == DIGITS.findall(other.name) else 0
        told_alike = max(label_likeness(one.label, other.label), likely)
        same = self.old.rule(one.name) == self.new.rule(other.name)
        if same and self.terms.constant(self.old.rule(one.name)) is None:
            return 0.9 + told_alike / 10
        return told_alike * (1 if one.type == other.type else 0.85)


# --- the rest ---------------------------------------------------------------------------------------------------------


def _out_of_the_way(old: form.Form, new: form.Form, names: Names) -> None:
    """An old thing whose name the new edition gives to something of another sort steps aside."""
    here, before = sorts(new), sorts(old)
    targets = set(names.values.values())
    for name, sort in before.items():
        if name not in names.values and (name in targets or here.get(name, sort) != sort):
            names.values[name] = name + FORMER


def names_given(compiled: form.Form) -> set[str]:
    """Names of inputs, lists and options."""
    found = {given.name for given in compiled.inputs} | {many.name for many in compiled.lists}
    return found | {option.name for option in compiled.options}


def sorts(compiled: form.Form) -> dict[str, str]:
    """Every name of a value with what it is the name of."""
    found = {rule.name: "rule" for rule in compiled.rules}
    found |= {given.name: "input" for given in compiled.inputs}
    found |= {many.name: "list" for many in compiled.lists}
    found |= {option.name: "option" for option in compiled.options}
    return found | {table.name: "table" for table in compiled.tables}


def _clauses(old: form.Form, new: form.Form, hints: Hints) -> dict[str, str]:
    """As the new edition says, by id, by title, then by the rules and tables that stand there."""
    there = {clause.id: clause for clause in new.clauses}
    found = {was: now[0] for was, now in hints.clauses.items()}
    spoken_for = {name for now in hints.clauses.values() for name in now}
    for clause in old.clauses:
        same = None if clause.id in found or clause.id in spoken_for else there.get(clause.id)
        if same is not None and (alike(clause.title, same.title) > 0.4 or clause.title == same.title):
            found[clause.id] = clause.id
    left = [c for c in old.clauses if c.id not in found]
    right = [c for c in new.clauses if c.id not in spoken_for | set(found.values())]
    for clause, other in paired(left, right, lambda a, b: alike(_bare(a.title), _bare(b.title)), 0.6):
        found[clause.id] = other.id
    mine, theirs = _things(old), _things(new)
    left = [c for c in old.clauses if c.id not in found and mine.get(c.id)]
    right = [c for c in new.clauses if c.id not in spoken_for | set(found.values()) and theirs.get(c.id)]

    def shared(one: form.Clause, other: form.Clause) -> float:
        both = mine[one.id] & theirs[other.id]
        return len(both) / max(len(mine[one.id]), len(theirs[other.id]))

    for clause, other in paired(left, right, shared, MOVED):
        found[clause.id] = other.id
    return found


def _things(compiled: form.Form) -> dict[str, set[str]]:
    """By clause, the rules and tables that were written there; one statement may make a dozen more."""
    found: dict[str, set[str]] = {}
    made = {name for construct in compiled.constructs for name in construct.rules}
    named = [(rule.name, rule.at) for rule in compiled.rules if not rule.hidden and rule.name not in made]
    named += [(table.name, table.at) for table in compiled.tables]
    for name, at in named:
        place = compiled.places[at] if 0 <= at < len(compiled.places) else None
        if place is not None and place.standard == compiled.standard.id:
            found.setdefault(place.clause, set()).add(name)
    return found


def _bare(title: str) -> str:
    return title.lstrip("0123456789. ").casefold()
