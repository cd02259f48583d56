"""One edition's statements, sorted by what they declare, each with where it stands. Printed by `show --after names`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from footrule.compiler.reporting import Origin
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Place

S_co = TypeVar("S_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Located(Generic[S_co]):
    """A statement, where it stands, and the printed table above its block."""

    statement: S_co
    origin: Origin
    table: tree.PrintedTable | None = None
    made: bool = False  # written by the desugaring, not by the author

    @property
    def place(self) -> Place:
        return self.origin.place(self.statement.span)  # type: ignore[attr-defined]  # every statement has a span


@dataclass(frozen=True, slots=True)
class RuleTree:
    """All the blocks that define one rule, the one with its type first."""

    name: str
    blocks: tuple[Located[tree.Rule], ...]

    @property
    def head(self) -> Located[tree.Rule]:
        return self.blocks[0]


@dataclass(frozen=True, slots=True)
class Module:
    """What one file declares. `constructs` are the first-class ones, still to be desugared."""

    id: str
    front: tree.FrontMatter
    clauses: tuple[tree.Clause, ...]
    uses: tuple[Located[tree.Use], ...] = ()
    kinds: tuple[Located[tree.Kind], ...] = ()
    units: tuple[Located[tree.UnitDefinition], ...] = ()
    inputs: tuple[Located[tree.Input], ...] = ()
    options: tuple[Located[tree.Option], ...] = ()
    tables: tuple[Located[tree.Table], ...] = ()
    rules: tuple[RuleTree, ...] = ()
    requires: tuple[Located[tree.Require], ...] = ()
    outputs: tuple[Located[tree.Output], ...] = ()
    reports: tuple[Located[tree.Report], ...] = ()
    constructs: tuple[Located[tree.Statement], ...] = ()
    gwp: Located[tree.Gwp] | None = None
    examples: tuple[tree.ExampleBlock, ...] = ()
    path: str = ""
    former: tuple[Located[tree.Former], ...] = ()

    @property
    def declarations(self) -> tuple[tuple[tree.FieldDeclaration | tree.ListDeclaration, Origin], ...]:
        """What a user supplies: inputs, then options."""
        return (
            *((given.statement.declaration, given.origin) for given in self.inputs),
            *((option.statement.declaration, option.origin) for option in self.options),
        )


@dataclass(slots=True)
class Gathering:
    """A module while it is being filled."""

    uses: list[Located[tree.Use]] = field(default_factory=list)
    kinds: list[Located[tree.Kind]] = field(default_factory=list)
    units: list[Located[tree.UnitDefinition]] = field(default_factory=list)
    inputs: list[Located[tree.Input]] = field(default_factory=list)
    options: list[Located[tree.Option]] = field(default_factory=list)
    tables: list[Located[tree.Table]] = field(default_factory=list)
    rules: list[Located[tree.Rule]] = field(default_factory=list)
    requires: list[Located[tree.Require]] = field(default_factory=list)
    outputs: list[Located[tree.Output]] = field(default_factory=list)
    reports: list[Located[tree.Report]] = field(default_factory=list)
    constructs: list[Located[tree.Statement]] = field(default_factory=list)
    gwp: Located[tree.Gwp] | None = None
    former: list[Located[tree.Former]] = field(default_factory=list)

    def add(self, statement: tree.Statement, origin: Origin, table: tree.PrintedTable | None, made: bool) -> None:
        match statement:
            case tree.Use():
                self.uses.append(Located(statement, origin))
            case tree.Kind():
                self.kinds.append(Located(statement, origin, made=made))
            case tree.UnitDefinition():
                self.units.append(Located(statement, origin))
            case tree.Input():
                self.inputs.append(Located(statement, origin, made=made))
            case tree.Option():
                self.options.append(Located(statement, origin))
            case tree.Table():
                self.tables.append(Located(statement, origin, table))
            case tree.Rule():
                self.rules.append(Located(statement, origin, made=made))
            case tree.Require():
                self.requires.append(Located(statement, origin, made=made))
            case tree.Output():
                self.outputs.append(Located(statement, origin))
            case tree.Report():
                self.reports.append(Located(statement, origin))
            case tree.Gwp():
                self.gwp = Located(statement, origin)
            case tree.Former():
                self.former.append(Located(statement, origin))
            case _:
                self.constructs.append(Located(statement, origin))
