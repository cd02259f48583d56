"""Every name of one edition where it stands: what it names, and whether it is defined there.

Read off the syntax tree, so it holds for an edition that does not compile. Names are told apart as the language does:
values (inputs, options, tables, rules, terms), kinds, members, fields of a list, columns of a table, stages, units, and
names that hold only within one statement.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from footrule.dsl import tree
from footrule.dsl.lexer import WORD
from footrule.lsp.positions import Places

Space = Literal["value", "kind", "member", "field", "column", "stage", "unit", "local"]
_ASIDE = re.compile(r'"[^"\n]*"|“[^”\n]*”|(?:--|－－|−−|——)[^\n]*')
_EXPECTED = re.compile(rf"\s*({WORD})")


@dataclass(frozen=True, slots=True)
class Thing:
    """What a name names. `within`: the list of a field, the table of a column, the statement of a local name."""

    space: Space
    name: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name from `start` to `end`, in code points from the start of the text.

    `statement`: what it is defined by, at a definition. `used_from`: the standard it is taken from, in `use`; there
    `foreign` is what it is called there.
    """

    thing: Thing
    start: int
    end: int
    defines: bool = False
    statement: Any = None
    used_from: str = ""
    foreign: str = ""


@dataclass(frozen=True)
class Occurrences:
    """All of one document, in order of place."""

    all: tuple[Occurrence, ...]
    definitions: Mapping[Thing, Occurrence] = field(default_factory=dict)

    @classmethod
    def of(cls, document: tree.Document, places: Places) -> Occurrences:
        walk = _Walk(places)
        for part in document.parts:
            if isinstance(part, tree.RuleBlock):
                for statement in part.statements:
                    walk.statement(statement)
            elif isinstance(part, tree.ExampleBlock):
                walk.example(part)
        found = sorted(walk.resolved(), key=lambda one: (one.start, one.end))
        definitions: dict[Thing, Occurrence] = {}
        for one in found:
            if one.defines:
                definitions.setdefault(one.thing, one)
        return cls(tuple(found), definitions)

    def at(self, offset: int) -> Occurrence | None:
        """The name at a place, or just before it."""
        touching = [one for one in self.all if one.start <= offset <= one.end]
        inside = [one for one in touching if offset < one.end]
        return next(iter(inside or touching), None)

    def of_thing(self, thing: Thing) -> list[Occurrence]:
        return [one for one in self.all if one.thing == thing]

    def within(self, start: int, end: int) -> list[Occurrence]:
        return [one for one in self.all if start <= one.start and one.end <= end]


class _Walk:
    """Collects occurrences; names of expressions are resolved once all definitions are known."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.text = _ASIDE.sub(lambda found: " " * len(found.group()), places.text)
        self.found: list[Occurrence] = []
        self.open: list[tuple[tuple[Space, ...], str, int, int]] = []
        self.locals: dict[str, Thing] = {}
        self.lists_of: dict[str, str] = {}  # a loop's variable -> the list it goes through
        self.here = ""

    # --- places ---

    def find(self, name: str, start: int, after_first: bool = False) -> tuple[int, int] | None:
        """The whole word `name` at or after `start`; `after_first` skips the keyword a statement opens with."""
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        found = pattern.search(self.text, start + 1 if after_first else start)
        return found.span() if found else None

    def begin(self, node: Any) -> int:
        return self.places.offset(node.span.line, node.span.column)

    def finish(self, node: Any) -> int:
        return self.places.offset(node.span.end_line, node.span.end_column)

    def add(self, thing: Thing, at: tuple[int, int] | None, defines: bool = False, statement: Any = None) -> None:
        if at is not None:
            self.found.append(Occurrence(thing, *at, defines, statement))

    def define(
        self, space: Space, name: str, start: int, statement: Any, within: str = "", after_first: bool = False
    ) -> int:
        at = self.find(name, start, after_first)
        self.add(Thing(space, name, within), at, True, statement)
        return at[1] if at else start

    def refer(self, space: Space, name: str, start: int, after_first: bool = False) -> None:
        self.add(Thing(space, name), self.find(name, start, after_first))

    # --- statements ---

    def statement(self, statement: tree.Statement) -> None:
        self.locals, self.lists_of = {}, {}
        start = self.begin(statement)
        self.here = str(start)
        match statement:
            case tree.Use():
                self._use(statement, start)
            case tree.Kind():
                self.define("kind", statement.name, start, statement, after_first=True)
                self._members(statement.members, statement)
            case tree.UnitDefinition():
                self.define("unit", statement.name, start, statement, after_first=True)
            case tree.Input(declaration=tree.ListDeclaration() as many):
                self.define("value", many.name, self.begin(many), statement)
                for one in many.fields:
                    self._field(one, statement, "field", many.name)
            case tree.Input(declaration=tree.FieldDeclaration() as one):
                self._field(one, statement, "value", "")
            case tree.Option():
                self._field(statement.declaration, statement, "value", "")
                self.expression(statement.default)
            case tree.Table():
                self._table(statement, start)
            case tree.Rule():
                self._rule(statement, start)
            case _:
                self._construct(statement, start)

    def _construct(self, statement: tree.Statement, start: int) -> None:
        match statement:
            case tree.Boundary():
                for stage in statement.stages:
                    self.define("stage", stage.name, self.begin(stage), statement)
            case tree.DeclaredUnit():
                self._members(statement.choices, statement)
            case tree.CutOff():
                self.expression(statement.base)
                for member in statement.never:
                    self._name(("value", "stage", "member"), member.name, self.begin(member))
            case tree.Term():
                self._term(statement, start)
            case tree.DataOrder():
                self._members(statement.ranks, statement)
            case tree.DataRequirement():
                self.refer("member", statement.rank, start, after_first=True)
                self.expression(statement.names)
            case tree.Electricity():
                self.define("value", statement.name, start, statement, after_first=True)
                self.expression(statement.demand)
                for source in statement.sources:
                    self._loop(source.loop)
                    self.expression((source.supply, source.factor, source.guard))
            case tree.Ledger():
                self.define("value", statement.name, start, statement, after_first=True)
                self.expression(statement.over)
                self._local(statement.variable, self.finish(statement.over), statement.over.id)
                parts = (statement.amount, statement.start, statement.at, statement.identity, statement.cancelled)
                self.expression(parts)
            case tree.Allocation():
                self.expression((statement.burden, statement.over))
                if statement.variable:
                    self._local(statement.variable, self.finish(statement.over), statement.over.id)
                self.expression(tuple((method.key, method.guard) for method in statement.methods))
            case _:
                self.expression(statement)

    def _use(self, use: tree.Use, start: int) -> None:
        end = start + 1
        for there, here in use.names:
            at = self.find(there, end)
            if at is None:
                continue
            end = at[1]
            called = at
            if here != there:
                renamed = self.find(here, end)
                if renamed is not None:
                    called, end = renamed, renamed[1]
                    self.found.append(Occurrence(Thing("value", here), *at, used_from=use.standard, foreign=there))
            self.found.append(Occurrence(Thing("value", here), *called, True, use, use.standard, there))

    def _members(self, members: tuple[tree.Member, ...], statement: Any) -> None:
        for member in members:
            self.define("member", member.name, self.begin(member), statement)

    def _field(self, one: tree.FieldDeclaration, statement: Any, space: Space, within: str) -> None:
        start = self.begin(one)
        end = self.define(space, one.name, start, one if space == "field" else statement, within)
        if isinstance(one.type, tree.ChoiceType):
            self.define("kind", one.name, start, statement)
            self._members(one.type.members, statement)
        elif isinstance(one.type, tree.NamedType):
            self.refer("kind", one.type.name, max(end, self.begin(one.type)))
        self.expression(tuple(bound.value for bound in one.bounds))

    def _table(self, table: tree.Table, start: int) -> None:
        self.define("value", table.name, start, table, after_first=True)
        for key in table.keys:
            at = self.find(key.name, self.begin(key), key.across)
            self._open_or(("kind",), key.name, at, table)
        for value in table.values:
            self.define("column", value.name, self.begin(value), table, table.name)

    def _open_or(self, spaces: tuple[Space, ...], name: str, at: tuple[int, int] | None, statement: Any) -> None:
        """A key names a kind declared elsewhere, or makes one."""
        declared = any(one.defines and one.thing == Thing("kind", name) for one in self.found)
        self.add(Thing(spaces[0], name), at, not declared, None if declared else statement)

    def _rule(self, rule: tree.Rule, start: int) -> None:
        at = self.find(rule.name, start, True)
        self.add(Thing("value", rule.name), at, rule.type is not None, rule)
        for parameter in rule.parameters:
            begin = self.begin(parameter)
            of = parameter.type.name if isinstance(parameter.type, tree.NamedType) else ""
            self._local(parameter.name, begin, of)
            if of:
                self._name(("kind", "value"), of, self.begin(parameter.type) if begin else begin, parameter.name == of)
        if isinstance(rule.type, tree.NamedType):
            self.refer("kind", rule.type.name, self.begin(rule.type))
        self.expression(rule.cases)

    def _term(self, term: tree.Term, start: int) -> None:
        self.define("value", term.name, start, term, after_first=True)
        self._loop(term.loop)
        if isinstance(term.stage, tree.Name):
            self.refer("stage", term.stage.id, self.begin(term.stage))
        else:
            self.expression(term.stage)
        self.expression(term.cases)

    def _loop(self, loop: tree.Loop | None) -> None:
        if loop is not None:
            self._local(loop.variable, self.begin(loop) + 1, loop.over.id)
            self.expression(loop.over)

    def _local(self, name: str, start: int, over: str = "") -> None:
        thing = Thing("local", name, self.here)
        self.locals[name] = thing
        self.lists_of[name] = over
        self.add(thing, self.find(name, start), True, over)

    # --- expressions ---

    def expression(self, node: Any) -> None:
        match node:
            case None | str() | bool() | int() | tree.Span():
                return
            case tuple():
                for part in node:
                    self.expression(part)
            case tree.Name(id=name):
                self._name(("local", "value", "member", "stage"), name, self.begin(node))
            case tree.Call(name=name):
                self._name(("value",), name, self.begin(node))
                self.expression(node.arguments)
            case tree.Field(of=of, name=name):
                self.expression(of)
                end = self.finish(node)
                self._access(of, name, (end - len(name), end))
            case tree.Aggregate():
                self._aggregate(node)
            case _ if dataclasses.is_dataclass(node):
                for part in dataclasses.fields(node):
                    self.expression(getattr(node, part.name))

    def _aggregate(self, node: tree.Aggregate) -> None:
        kept, lists = dict(self.locals), dict(self.lists_of)
        thing = Thing("local", node.variable, str(self.begin(node)))
        self.locals[node.variable], self.lists_of[node.variable] = thing, node.over.id
        at = self.find(node.variable, self.finish(node.body))
        self.add(thing, at, True, node.over.id)
        self.expression((node.body, node.over, node.where))
        self.locals, self.lists_of = kept, lists

    def _access(self, of: tree.Expr, name: str, at: tuple[int, int]) -> None:
        if self.text[slice(*at)] != name:
            return
        if isinstance(of, tree.Index):
            self.add(Thing("column", name, of.of.id), at)
        elif isinstance(of, tree.Name):
            self.add(Thing("field", name, self.lists_of.get(of.id, "")), at)

    def _name(self, spaces: tuple[Space, ...], name: str, start: int, after_first: bool = False) -> None:
        at = self.find(name, start, after_first)
        if at is None or (not after_first and at[0] != start and spaces[0] != "kind"):
            return
        if "local" in spaces and name in self.locals:
            self.add(self.locals[name], at)
        else:
            self.open.append((spaces, name, *at))

    # --- examples ---

    def example(self, block: tree.ExampleBlock) -> None:
        for path, span in block.keys.items():
            start, end = self.places.offsets(span)
            written = self.places.text[start:end]
            match path:
                case ("given" | "options", str() as name) if written == name:
                    self.open.append((("value",), name, start, end))
                case ("given", str() as many, int(), str() as name) if written == name:
                    self.add(Thing("field", name, many), (start, end))
                case ("expect", str()):
                    found = _EXPECTED.match(self.places.text, start, end)
                    if found:
                        self.open.append((("value",), found.group(1), *found.span(1)))
        for path, span in block.places.items():
            if path[:1] in (("given",), ("options",)):
                start, end = self.places.offsets(span)
                self.open.append((("member",), self.places.text[start:end], start, end))

    def resolved(self) -> list[Occurrence]:
        defined = {one.thing for one in self.found if one.defines}
        for spaces, name, start, end in self.open:
            known = next((Thing(space, name) for space in spaces if Thing(space, name) in defined), None)
            if known is None and spaces == ("member",):
                continue
            fallback = next((space for space in spaces if space in ("value", "kind")), spaces[0])
            self.found.append(Occurrence(known or Thing(fallback, name), start, end))
        return self.found
