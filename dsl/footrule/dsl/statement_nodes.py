"""Nodes of statements, from names of other standards to the ledger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, cast

from footrule.dsl.declaration_nodes import DeclarationNodes, Listed
from footrule.dsl.expression_nodes import Parts, between
from footrule.dsl.findings import Finding, Refused
from footrule.dsl.keywords import FUNCTIONS
from footrule.dsl.lexer import Token
from footrule.dsl.phrases import said
from footrule.dsl.tree import (
    Allocation,
    AllocationMethod,
    Boundary,
    Case,
    Control,
    ControlSum,
    CutOff,
    DataOrder,
    DataRequirement,
    DeclaredUnit,
    DepartsFrom,
    Electricity,
    ElectricitySource,
    ExceptionTo,
    Expr,
    Field,
    Former,
    Gwp,
    Kind,
    Labels,
    Ledger,
    Loop,
    Member,
    Name,
    NamedType,
    Number,
    Output,
    Parameter,
    QuantityType,
    Report,
    Require,
    Rule,
    Span,
    Stage,
    Table,
    TableKey,
    TableValue,
    Term,
    UnitDefinition,
    Use,
)

_STANDARD_ID = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)+@[\w-][\w.-]*")


class _Clause(tuple[str, Any, Span]):
    """A part of a statement as (what it is, its node, its span)."""

    __slots__ = ()

    @property
    def span(self) -> Span:
        return self[2]


class StatementNodes(DeclarationNodes):
    """Callbacks for whole statements and the parts only they have."""

    # --- names from elsewhere, enumerations, units ---

    def standard(self, token: Token) -> str:
        if not _STANDARD_ID.fullmatch(token.text) or ".." in token.text:
            self.find("F0124", token.span, id=token.text)
        return token.text

    def use_item(self, parts: Parts) -> tuple[str, str]:
        return parts[0].text, self.named(parts[-1])

    def use(self, parts: Parts) -> Use:
        return Use(tuple(parts[1:-2:2]), self.standard(parts[-1]), between(parts[0], parts[-1]))

    def kind(self, parts: Parts) -> Kind:
        first, name, strings, _, members = parts
        return Kind(self.declared_name(name), members.nodes, self.labels(strings), between(first, members))

    def unit_definition(self, parts: Parts) -> UnitDefinition:
        first, name, strings, *rest = parts
        if not rest:
            end = strings[-1] if strings else name
            return UnitDefinition(name.text, None, self.labels(strings), between(first, end))
        _, value, late = rest
        self._one_place(strings, late)
        end = late[-1] if late else value
        return UnitDefinition(name.text, value, self.labels(strings or late), between(first, end))

    def _one_place(self, early: Sequence[Token], late: Sequence[Token]) -> None:
        if early and late:
            self.find("F0118", late[0].span, **said("what", "label"))

    # --- tables ---

    def table_key(self, parts: Parts) -> TableKey:
        across = parts[0].type == "ACROSS"
        name, *header = parts[1:] if across else parts
        return TableKey(name.text, header[0].text if header else None, across, between(parts[0], parts[-1]))

    def table_value(self, parts: Parts) -> TableValue:
        name, *rest = parts
        header = next((part.text for part in rest if part.type == "STRING"), None)
        unit = next((part.text for part in rest if part.type == "UNIT_TEXT"), None)
        return TableValue(name.text, header, unit, between(name, parts[-1]))

    def table(self, parts: Parts) -> Table:
        first, name, strings = parts[:3]
        last = parts[-1]
        controls = [part for part in parts if isinstance(part, Control)]
        return Table(
            name=self.named(name),
            keys=tuple(part for part in parts if isinstance(part, TableKey)),
            values=tuple(part for part in parts if isinstance(part, TableValue)),
            partial=any(isinstance(part, Token) and part.type == "PARTIAL" for part in parts),
            labels=self.labels(strings),
            span=between(first, last),
            control=controls[0] if controls else None,
        )

    def control(self, parts: Parts) -> Control:
        first, rows = parts[0], self.counted(parts[1])
        sums = tuple(part for part in parts if isinstance(part, ControlSum))
        return Control(int(rows.text), sums, between(first, parts[-1]))

    def control_sum(self, parts: Parts) -> ControlSum:
        first, column, *sign, number = parts
        return ControlSum(column.text, ("-" if sign else "") + self.counted(number).text, between(first, number))

    # --- rules ---

    def parameter(self, parts: Parts) -> Parameter:
        written = self.quantity_type(parts[1:]) if len(parts) == 2 else self.named_type(parts)
        return Parameter(self.named(parts[0]), written, between(parts[0], parts[-1]))

    def parameters(self, parts: Parts) -> Listed:
        return Listed(tuple(parts[1:-1:2]), between(parts[0], parts[-1]))

    def exception_to(self, parts: Parts) -> ExceptionTo:
        return ExceptionTo(parts[1].text, between(*parts))

    def departs_from(self, parts: Parts) -> DepartsFrom:
        _, standard, clause, _, because = parts
        return DepartsFrom(self.standard(standard), clause.text, because.text, between(parts[0], because))

    def guard(self, parts: Parts) -> _Clause:
        """`when …` carries its condition, `otherwise` None."""
        return _Clause(("guard", parts[1] if len(parts) == 2 else None, between(parts[0], parts[-1])))

    guard_only = guard

    def case(self, parts: Parts) -> Case:
        sign, body, *guard = parts
        condition = guard[0][1] if guard else None
        otherwise = bool(guard) and condition is None
        return Case(body, condition, otherwise, between(sign, guard[0] if guard else body))

    def _cases(self, parts: Parts) -> tuple[Case, ...]:
        """Each case after the first begins its own line: an `=` further on is an equality written the wrong way."""
        cases = tuple(part for part in parts if isinstance(part, Case))
        for before, case in pairwise(cases):
            if case.span.line == before.span.end_line:
                line, column = case.span.line, case.span.column
                self.find("F0108", Span(line, column, line, column + 1), right=self.word("IS"))
                return cases
        if len(cases) > 1:
            for case in cases:
                if case.guard is None and not case.otherwise:
                    self.find("F0111", case.span, when=self.word("WHEN"), otherwise=self.word("OTHERWISE"))
        return cases

    def rule(self, parts: Parts) -> Rule:
        first, name, *rest = parts
        parameters = next((part.nodes for part in rest if isinstance(part, Listed)), ())
        strings = [part for part in rest if isinstance(part, Token) and part.type == "STRING"]
        in_order = [part for part in rest if isinstance(part, Token) and part.type == "IN_ORDER"]
        if parameters and name.text in FUNCTIONS:
            self.find("F0120", name.span, name=name.text)
        self.single(in_order, "IN_ORDER")
        return Rule(
            name=self.named(name),
            parameters=parameters,
            type=self.single([part for part in rest if isinstance(part, QuantityType | NamedType)], "unit"),
            labels=self.labels(strings),
            in_order=bool(in_order),
            relation=self.single([p for p in rest if isinstance(p, ExceptionTo | DepartsFrom)], "relation"),
            cases=self._cases(rest),
            span=between(first, rest[-1]),
        )

    def require(self, parts: Parts) -> Require:
        first, condition, *rest = parts
        guard = next((part[1] for part in rest if isinstance(part, _Clause)), None)
        strings = [part for part in rest if isinstance(part, Token) and part.type == "STRING"]
        modality = "shall" if first.type == "REQUIRE" else "should"
        return Require(condition, guard, self.labels(strings), cast(Any, modality), between(first, parts[-1]))

    def names(self, parts: Parts) -> Listed:
        return Listed(tuple(parts[::2]), between(parts[0], parts[-1]))

    def output(self, parts: Parts) -> Output:
        return Output(parts[1].nodes, between(*parts))

    def report(self, parts: Parts) -> Report:
        return Report(parts[1].nodes, between(*parts))

    # --- declared unit, boundary, cut-off ---

    def declared_unit(self, parts: Parts) -> DeclaredUnit:
        first, *rest = parts
        functional = first.type == "FUNCTIONAL_UNIT"
        if isinstance(rest[0], Number):
            strings = rest[2] if len(rest) == 3 else []
            span = between(first, strings[-1] if strings else rest[0])
            return DeclaredUnit(rest[0], (), self.labels(strings), functional, span)
        return DeclaredUnit(None, rest[1].nodes, Labels(), functional, between(first, rest[1]))

    def because(self, parts: Parts) -> _Clause:
        return _Clause(("because", self.labels(parts[1:]), between(parts[0], parts[-1])))

    def stage(self, parts: Parts) -> Stage:
        name, strings, *because = parts
        end = because[0] if because else strings[-1] if strings else name
        return Stage(name.text, self.labels(strings), because[0][1] if because else None, between(name, end))

    def stages(self, parts: Parts) -> Listed:
        return Listed(tuple(parts[1::2]), between(parts[0], parts[-1]))

    def excludes(self, parts: Parts) -> Listed:
        return Listed(parts[1].nodes, between(*parts))

    def boundary(self, parts: Parts) -> Boundary:
        first, name, strings, *lines = parts
        listed = [node for line in lines for node in line.nodes]
        end = lines[-1] if lines else strings[-1] if strings else name
        return Boundary(
            name=name.text,
            labels=self.labels(strings),
            stages=tuple(node for node in listed if isinstance(node, Stage)),
            excludes=tuple(node for node in listed if isinstance(node, Member)),
            span=between(first, end),
        )

    def cut_off_part(self, parts: Parts) -> _Clause:
        kind = parts[0].type if isinstance(parts[0], Token) else "MORE"
        return _Clause((kind, parts[-1], between(parts[0], parts[-1])))

    def cut_off(self, parts: Parts) -> CutOff:
        first, base, _, *rest = parts
        clauses: list[_Clause] = rest[::2]
        never: list[Member] = []
        limits: dict[str, Any] = {}
        before = ""
        for clause in clauses:
            kind, node, span = clause
            if kind == "MORE" and before != "NEVER":
                self.find("F0128", span, name=node.name, never=self.word("NEVER"))
            elif kind in ("MORE", "NEVER"):
                before = "NEVER"
                never.append(node)
            else:
                before = kind
                if kind in limits or len(node.bounds) != 1:
                    self.find("F0118", span, **said("what", kind))
                limits[kind] = node.bounds[0]
        span = between(first, clauses[-1])
        return CutOff(base, limits.get("EACH"), limits.get("TOGETHER"), tuple(never), span)

    # --- emissions and removals ---

    def loop(self, parts: Parts) -> Loop:
        return Loop(self.named(parts[1]), parts[3], between(parts[0], parts[3]))

    def stage_place(self, parts: Parts) -> _Clause:
        name = Name(parts[1].text, parts[1].span)
        span = between(parts[0], parts[-1])
        if len(parts) == 2:
            return _Clause(("stage", name, span))
        return _Clause(("stage", Field(name, parts[3].text, between(parts[1], parts[3])), span))

    def gas(self, parts: Parts) -> _Clause:
        return _Clause(("gas", parts[1].text, between(*parts)))

    def term(self, parts: Parts) -> Term:
        first, name, *rest = parts
        tokens = [part for part in rest if isinstance(part, Token)]
        stage = self.single([p for p in rest if isinstance(p, _Clause) and p[0] == "stage"], "stage")
        gas = self.single([p for p in rest if isinstance(p, _Clause) and p[0] == "gas"], "GAS")
        carbon = self.single([token for token in tokens if token.type != "STRING"], "carbon")
        written = self.single([part for part in rest if isinstance(part, QuantityType)], "unit")
        for found, what in ((stage, "stage"), (written, "unit")):
            if found is None:
                raise self._lacking(
                    name, what, f"`{self.word(first.type)} limestone {self.word('IN_STAGE')} raw_materials [t] = …`"
                )
        return Term(
            kind=cast(Any, first.type.lower()),
            name=self.named(name),
            loop=self.single([part for part in rest if isinstance(part, Loop)], "FOR"),
            stage=stage[1],
            gas=gas[1] if gas else None,
            carbon=carbon.type.lower() if carbon else None,
            type=written,
            labels=self.labels([token for token in tokens if token.type == "STRING"]),
            cases=self._cases(rest),
            span=between(first, rest[-1]),
        )

    def _lacking(self, name: Token, what: str, example: str) -> Refused:
        return Refused(Finding("F0119", name.span, {"name": name.text, **said("what", what), "example": example}))

    # --- allocation, data orders ---

    def key(self, parts: Parts) -> _Clause:
        return _Clause(("key", parts[1], between(*parts)))

    def method(self, parts: Parts) -> AllocationMethod:
        first, name, strings, *clauses = parts
        key = next((clause[1] for clause in clauses if clause[0] == "key"), None)
        guards = [clause for clause in clauses if clause[0] == "guard"]
        guard = guards[0][1] if guards else None
        end = clauses[-1] if clauses else strings[-1] if strings else name
        return AllocationMethod(
            name=name.text,
            labels=self.labels(strings),
            key=key,
            guard=guard,
            otherwise=bool(guards) and guard is None,
            span=between(first, end),
        )

    def allocation(self, parts: Parts) -> Allocation:
        first, burden, _, over, *rest = parts
        methods = tuple(part for part in rest if isinstance(part, AllocationMethod))
        variable = rest[1].text if isinstance(rest[0], Token) else ""
        return Allocation(burden, over, variable, methods, between(first, methods[-1]))

    def data_order(self, parts: Parts) -> DataOrder:
        first, role, *ranks = parts
        return DataOrder(role.type.lower(), tuple(ranks[::2]), between(first, parts[-1]))

    def data_requirement(self, parts: Parts) -> DataRequirement:
        return DataRequirement(parts[2].text, parts[4].nodes, between(parts[0], parts[4]))

    # --- electricity, certificates, warming potentials ---

    def supply(self, parts: Parts) -> _Clause:
        return _Clause((parts[0].type.lower(), parts[1], between(*parts)))

    factor = supply

    def source(self, parts: Parts) -> tuple[Token, ElectricitySource]:
        _, number, name, *rest = parts
        tokens = [part for part in rest if isinstance(part, Token)]
        clauses = {kind: [p for p in rest if isinstance(p, _Clause) and p[0] == kind] for kind in _SOURCE_CLAUSES}
        chosen: dict[str, Any] = {kind: self.single(found, _SOURCE_CLAUSES[kind]) for kind, found in clauses.items()}
        if chosen["factor"] is None:
            raise self._lacking(name, "FACTOR", f"`1 {name.text} {self.word('FACTOR')} grid[year]`")
        values: dict[str, Expr | None] = {kind: clause[1] if clause else None for kind, clause in chosen.items()}
        node = ElectricitySource(
            name=name.text,
            labels=self.labels([token for token in tokens if token.type == "STRING"]),
            loop=self.single([part for part in rest if isinstance(part, Loop)], "FOR"),
            supply=values["supply"],
            factor=cast(Expr, values["factor"]),
            guard=values["guard"],
            rest=any(token.type == "THE_REST" for token in tokens),
            span=between(number, rest[-1]),
        )
        return number, node

    def electricity(self, parts: Parts) -> Electricity:
        first, name, _, demand, *numbered = parts
        for position, (number, _) in enumerate(numbered, start=1):
            if number.text != str(position):
                self.find("F0123", number.span, number=number.text, position=str(position))
        sources = tuple(source for _, source in numbered)
        return Electricity(name.text, demand, sources, between(first, sources[-1]))

    def ledger_part(self, parts: Parts) -> _Clause:
        return _Clause((parts[0].type, parts[1:], between(parts[0], parts[-1])))

    def ledger(self, parts: Parts) -> Ledger:
        first, name, _, over, _, variable, *clauses = parts
        found: dict[str, Parts] = {}
        for clause in clauses:
            if clause[0] in found:
                self.find("F0118", clause.span, **said("what", clause[0]))
            found[clause[0]] = clause[1]
        counted, valid = found.get("UNIT"), found.get("VALID")
        return Ledger(
            name=name.text,
            over=over,
            variable=variable.text,
            unit=counted[0] if counted else None,
            amount=counted[2] if counted else None,
            term=valid[0] if valid else None,
            start=valid[2] if valid else None,
            at=found["AT"][0] if "AT" in found else None,
            identity=found["ONCE_BY"][0] if "ONCE_BY" in found else None,
            cancelled=found["CANCELLED"][0] if "CANCELLED" in found else None,
            span=between(first, clauses[-1] if clauses else variable),
        )

    def gwp(self, parts: Parts) -> Gwp:
        first, edition, years, last = parts
        if len(years.text) > 4:
            raise Refused(Finding("F0125", years.span, {"limit": "4"}))
        return Gwp(edition.text, int(years.text), between(first, last))

    # --- what an earlier edition called it ---

    def former(self, parts: Parts) -> Former:
        first, was, _, now = parts
        return Former(was.nodes, now.nodes, between(first, now))

    def former_names(self, parts: Parts) -> Listed:
        return Listed(tuple(parts[::2]), between(parts[0], parts[-1]))

    def former_name(self, parts: Parts) -> Name:
        return Name(".".join(part.text for part in parts[::2]), between(parts[0], parts[-1]))


_SOURCE_CLAUSES = {"supply": "SUPPLY", "factor": "FACTOR", "guard": "WHEN"}
