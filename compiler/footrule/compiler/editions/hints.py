"""What the new edition says itself of the old one's names and clauses. It wins over every guess.

A hint that names what the old edition does not have is kept as wrong, with both names: it is told, never followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from footrule.compiler.editions.changes import Division
from footrule.compiler.editions.names import Names
from footrule.runtime import form


@dataclass(frozen=True, slots=True)
class Wrong:
    """A hint about what the old edition does not have. `at`: its place in the new edition, 0 for a heading."""

    sort: str
    was: str
    now: str
    at: int = 0


@dataclass(slots=True)
class Hints:
    """`names`: one old name a new one. `divisions`: what was split or merged. `clauses`: old id -> new ids."""

    names: Names = field(default_factory=Names)
    divisions: list[Division] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    clauses: dict[str, list[str]] = field(default_factory=dict)

    def said(self, old: str) -> bool:
        """Whether the edition says what became of an old name."""
        owner, dot, name = old.partition(".")
        names = self.names
        if not dot:
            return old in names.values or old in names.kinds
        return any((owner, name) in one for one in (names.fields, names.columns, names.members))


def read_hints(old: form.Form, new: form.Form) -> Hints:
    """The hints of the new edition that can be followed, and those that cannot."""
    found = Hints()
    mine, theirs = _named(old), _named(new)
    for hint in new.former:
        missing = [name for name in hint.was if name not in mine]
        found.wrong += [Wrong("name", name, ", ".join(hint.now), hint.at) for name in missing]
        was = [name for name in hint.was if name in mine]
        if not was:
            continue
        if len(hint.was) > 1 or len(hint.now) > 1:
            found.divisions.append(Division(theirs.get(hint.now[0], ""), tuple(was), hint.now, "hint"))
        for one, other in _couples(was, list(hint.now), mine, theirs):
            _name(found.names, mine[one], one, other)
    _clauses(old, new, found)
    return found


def _couples(was: list[str], now: list[str], mine: dict[str, str], theirs: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Which old name goes on as which new one: the same name first, then in the order written; sorts must agree."""
    left, right = list(was), list(now)
    for name in was:
        if name in right and mine[name] == theirs[name]:
            left.remove(name)
            right.remove(name)
            yield name, name
    for name in left:
        same = next((other for other in right if mine[name] == theirs.get(other)), None)
        if same is not None:
            right.remove(same)
            yield name, same


def _name(names: Names, sort: str, old: str, new: str) -> None:
    owner, _, name = old.rpartition(".")
    called = new.rpartition(".")[2]
    match sort:
        case "kind":
            names.kinds[old] = new
        case "field":
            names.fields[owner, name] = called
            names.fields[owner, f"{name}_source"] = f"{called}_source"
        case "column":
            names.columns[owner, name] = called
        case "member":
            names.members[owner, name] = called
        case _:
            names.values[old] = new
            if sort == "input":
                names.values[f"{old}_source"] = f"{new}_source"


def _named(compiled: form.Form) -> dict[str, str]:
    """Every name an edition's hint may speak of, with its sort."""
    found = {kind.name: "kind" for kind in compiled.enumerations}
    found |= {f"{kind.name}.{member.name}": "member" for kind in compiled.enumerations for member in kind.members}
    found |= {f"{many.name}.{item.name}": "field" for many in compiled.lists for item in many.fields}
    found |= {f"{table.name}.{column.name}": "column" for table in compiled.tables for column in table.columns}
    found |= {table.name: "table" for table in compiled.tables}
    found |= {option.name: "option" for option in compiled.options}
    found |= {many.name: "list" for many in compiled.lists}
    found |= {given.name: "input" for given in compiled.inputs}
    return found | {rule.name: "rule" for rule in compiled.rules}


def _clauses(old: form.Form, new: form.Form, found: Hints) -> None:
    present = {clause.id for clause in old.clauses}
    for clause in new.clauses:
        for was in clause.was:
            if was in present:
                found.clauses.setdefault(was, []).append(clause.id)
            else:
                found.wrong.append(Wrong("clause", was, clause.id))
        if len(clause.was) > 1 and (merged := tuple(was for was in clause.was if was in present)):
            found.divisions.append(Division("clause", merged, (clause.id,), "hint"))
    for was, now in found.clauses.items():
        if len(now) > 1:
            found.divisions.append(Division("clause", (was,), tuple(now), "hint"))
