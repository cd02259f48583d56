"""The kernel of a module: kernel statements only, and what the constructs were that they came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from footrule.compiler.modules import Gathering, Located, Module
from footrule.compiler.reporting import Findings, Origin
from footrule.dsl import tree
from footrule.dsl.tree import Labels, Span


@dataclass(frozen=True, slots=True)
class TermLine:
    """One line of the inventory: the rule that gives it in its own gas and the one in which it enters the total."""

    statement: Located[tree.Term]
    stage: str
    rule: str
    total: str


@dataclass(frozen=True, slots=True)
class Made:
    """A construct and the rules it became."""

    kind: str
    name: str
    rules: tuple[str, ...]
    labels: Labels
    origin: Origin
    span: Span


@dataclass(frozen=True, slots=True)
class Kernel:
    """A module without constructs, and their remembrance."""

    module: Module
    boundary: Located[tree.Boundary] | None = None
    declared_unit: Located[tree.DeclaredUnit] | None = None
    terms: tuple[TermLine, ...] = ()
    total: str = ""
    data: tuple[Located[tree.DataOrder], ...] = ()
    made: tuple[Made, ...] = ()


@dataclass(slots=True)
class Workbench:
    """What a construct's desugaring writes into: the growing kernel, and the findings."""

    module: Module
    findings: Findings
    gathering: Gathering
    terms: list[TermLine] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)

    def write(self, statement: tree.Statement, origin: Origin) -> None:
        self.gathering.add(statement, origin, None, made=True)

    def rule(
        self,
        name: str,
        cases: tuple[tree.Case, ...],
        origin: Origin,
        span: Span,
        *,
        type: tree.QuantityType | tree.NamedType | None = None,
        parameters: tuple[tree.Parameter, ...] = (),
        labels: Labels | None = None,
        in_order: bool = False,
    ) -> None:
        """Write a rule; without a type its unit follows from its body."""
        self.write(
            tree.Rule(name, parameters, type, labels or Labels(), in_order, None, cases, span),
            origin,
        )

    def find_input(self, name: str) -> tree.FieldDeclaration | tree.ListDeclaration | None:
        for located in self.gathering.inputs:
            if located.statement.declaration.name == name:
                return located.statement.declaration
        return None
