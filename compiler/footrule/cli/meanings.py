"""What one name of a standard means: its kind, its clause and the clause's text, how it is written, what it uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import msgspec

from footrule.cli import exits
from footrule.cli.editions import compiled
from footrule.cli.words import did_you_mean, word
from footrule.compiler.driver import Compilation, Compiler
from footrule.dsl.tree import Document, Prose
from footrule.runtime import form

Declared = form.Input | form.ListInput | form.Option | form.Table | form.Rule | form.Enumeration

_NAMING = {"ref": "name", "call": "rule", "lookup": "table", "aggregate": "over"}
"""The expressions that name another declaration, and the member that does."""

_LONG = ("cases", "rows")
"""What a declaration holds that is shown as the author wrote it instead."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One clause that has to do with the name: its heading, its prose, and the statement as the author wrote it."""

    standard: str
    clause: str
    title: str
    prose: str
    line: int
    written: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """`facts` tell `declaration` in the reader's language: unit, bounds, whether it must be given."""

    standard: str
    name: str
    kind: str
    label: dict[str, str]
    declaration: dict[str, object]
    facts: tuple[str, ...]
    passages: tuple[Passage, ...]
    uses: tuple[str, ...]
    used_by: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """standard, name, kind, label, declaration (as in the compiled form), passages (standard, clause, title, text,
        line, written), uses, used_by."""
        return {
            "standard": self.standard,
            "name": self.name,
            "kind": self.kind,
            "label": self.label,
            "declaration": self.declaration,
            "passages": [
                {
                    "standard": one.standard,
                    "clause": one.clause,
                    "title": one.title,
                    "text": one.prose,
                    "line": one.line,
                    "written": one.written,
                }
                for one in self.passages
            ],
            "uses": list(self.uses),
            "used_by": list(self.used_by),
        }


def meaning(of: form.Form, name: str, by: Compiler) -> Meaning:
    """The meaning of a name, `list.field` for a field of a list. Raises `UsageStop` where the standard has none."""
    names = dict(_declarations(of))
    if name not in names:
        near = get_close_matches(name, names, n=3, cutoff=0.5)
        raise exits.UsageStop("no such name", name=name, hint=did_you_mean(tuple(near)))
    kind, declared = names[name]
    users = {rule.name: _named_in(rule) for rule in of.rules}
    return Meaning(
        standard=of.standard.id,
        name=name,
        kind=kind,
        label={"zh": declared.label.zh, "en": declared.label.en},
        declaration={key: told for key, told in msgspec.to_builtins(declared).items() if key not in _LONG},
        facts=tuple(_facts(of, declared)),
        passages=tuple(_passages(of, declared, by)),
        uses=users.get(name, ()) if kind == "rule" else (),
        used_by=tuple(user for user, used in users.items() if name.partition(".")[0] in used),
    )


def _declarations(of: form.Form) -> Iterator[tuple[str, tuple[str, Declared]]]:
    groups: tuple[tuple[str, tuple[Declared, ...]], ...] = (
        ("enumeration", of.enumerations),
        ("table", of.tables),
        ("option", of.options),
        ("list", of.lists),
        ("input", of.inputs),
        ("rule", of.rules),
    )
    for items in of.lists:
        for field in items.fields:
            yield f"{items.name}.{field.name}", ("input", field)
    for kind, group in groups:
        for declared in group:
            yield declared.name, (kind, declared)


def _facts(of: form.Form, declared: Declared) -> Iterator[str]:
    type_ = getattr(declared, "type", None)
    members = {one.name: one.members for one in of.enumerations}
    if isinstance(declared, form.Enumeration):
        yield word("one of", members=", ".join(member.name for member in declared.members))
    if isinstance(type_, form.Quantity):
        yield f"[{type_.unit}]"
    if isinstance(type_, form.Choice):
        yield word("one of", members=", ".join(member.name for member in members.get(type_.of, ())))
    for bound in getattr(declared, "bounds", ()):
        yield f"{_SIGNS[bound.op]} {bound.value}"
    if isinstance(declared, (form.Input, form.ListInput)):
        yield word("optional" if declared.optional else "required")
    if isinstance(declared, form.Option):
        yield word(f"modality {declared.modality}")
        if declared.default is not None:
            literal = getattr(declared.default, "value", getattr(declared.default, "name", ""))
            yield word("default", value=literal)


_SIGNS = {"lt": "<", "le": "≤", "gt": ">", "ge": "≥"}


def _passages(of: form.Form, declared: Declared, by: Compiler) -> Iterator[Passage]:
    places = [declared.at] + [case.at for case in declared.cases] if isinstance(declared, form.Rule) else [declared.at]
    seen: set[tuple[str, str, int]] = set()
    documents: dict[str, Document] = {}  # read once an edition: a kept compilation holds no document
    for at in places:
        place = of.places[at]
        home = compiled(place.standard, by) if place.standard != of.standard.id else _own(of, by)
        begin, written = _statement(home, place.line)
        # Several cases of one block are one statement; so is the rule itself.
        if (place.standard, place.clause, begin) not in seen:
            seen.add((place.standard, place.clause, begin))
            if home.source.id not in documents:
                documents[home.source.id] = home.document
            document = documents[home.source.id]
            title = next((clause.title for clause in document.clauses if clause.id == place.clause), "")
            yield Passage(place.standard, place.clause, title, _prose(document, place.clause), begin, written)


def _own(of: form.Form, by: Compiler) -> Compilation:
    return by.done[of.standard.id]


def _statement(home: Compilation, line: int) -> tuple[int, str]:
    """The statement a line belongs to, and the line it begins at: its first line is not indented, all others are."""
    rows = home.sources[home.source.path].splitlines()
    if not 1 <= line <= len(rows):
        return line, ""
    begin = line - 1
    while begin > 0 and rows[begin][:1].isspace():
        begin -= 1
    end = begin + 1
    while end < len(rows) and (rows[end][:1].isspace() and rows[end].strip()):
        end += 1
    return begin + 1, "\n".join(rows[begin:end])


def _prose(document: Document, clause: str) -> str:
    texts = [part.text.strip() for part in document.parts if isinstance(part, Prose) and part.clause == clause]
    return "\n\n".join(re.sub(r"[ \t]+", " ", text) for text in texts if text)


def _named_in(rule: form.Rule) -> tuple[str, ...]:
    """Names of the declarations a rule uses itself, in the order they stand."""
    found: dict[str, None] = {}
    waiting: list[Any] = [msgspec.to_builtins(rule.cases)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            member = _NAMING.get(one.get("type", ""))
            if member is not None:
                found[one[member]] = None
            waiting += reversed(one.values())
        elif isinstance(one, (list, tuple)):
            waiting += reversed(one)
    return tuple(found)
