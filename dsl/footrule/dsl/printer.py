"""Canonical text of any node of the tree: parsing what is printed gives the same tree, spans aside."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any, TypeVar

from footrule.dsl.characters import width
from footrule.dsl.expression_printer import bounded_text, expression_text, quoted
from footrule.dsl.keywords import Language, name_in, spelling
from footrule.dsl.tree import (
    Allocation,
    AllocationMethod,
    Bound,
    Boundary,
    Case,
    ChoiceType,
    Control,
    CutOff,
    DataOrder,
    DataRequirement,
    DeclaredUnit,
    DepartsFrom,
    Electricity,
    ElectricitySource,
    FieldDeclaration,
    Former,
    Gwp,
    Input,
    Kind,
    Labels,
    Ledger,
    ListDeclaration,
    Loop,
    Member,
    NamedType,
    Option,
    Output,
    QuantityType,
    Report,
    Require,
    Rule,
    Span,
    Stage,
    Statement,
    Table,
    TableKey,
    TableValue,
    Term,
    UnitDefinition,
    Use,
)

__all__ = ["expression_text", "statement_text", "without_spans"]

LINE_WIDTH = 100
_INDENT = "    "
_NOWHERE = Span(0, 0, 0, 0)
_BOUNDS = {"ge": "AT_LEAST", "gt": "ABOVE", "le": "AT_MOST", "lt": "BELOW"}

Node = TypeVar("Node")


def without_spans(node: Node) -> Node:
    """The same node with every span set to nothing: two trees that say the same are then equal."""
    if isinstance(node, Span):
        return _NOWHERE  # type: ignore[return-value] # a span is returned for a span
    if isinstance(node, tuple):
        return tuple([without_spans(part) for part in node])  # type: ignore[return-value] # a tuple for a tuple
    if dataclasses.is_dataclass(node) and not isinstance(node, type):
        fields = {f.name: without_spans(getattr(node, f.name)) for f in dataclasses.fields(node)}
        return dataclasses.replace(node, **fields)
    return node


def statement_text(statement: Statement, language: Language) -> str:
    """The canonical text of a statement, without a final newline."""
    return _Printer(language).statement(statement)


class _Printer:
    def __init__(self, language: Language) -> None:
        self.language: Language = language

    # --- words ---

    def word(self, key: str) -> str:
        return spelling(key, self.language)

    def expr(self, expr: Any) -> str:
        return expression_text(expr, self.language)

    def labels(self, labels: Labels) -> str:
        return " ".join(quoted(label) for label in (labels.zh, labels.en) if label is not None)

    def joined(self, *parts: str) -> str:
        return " ".join(part for part in parts if part)

    def listed(self, head: str, items: Iterable[str], indent: str = _INDENT) -> str:
        """`head a, b, c`, or one item a line where that is too wide."""
        listed = list(items)
        line = f"{head} {', '.join(listed)}"
        if width(line) <= LINE_WIDTH or len(listed) == 1:
            return line
        return f"{head}\n{indent}" + f",\n{indent}".join(listed)

    def member(self, member: Member) -> str:
        return self.joined(member.name, self.labels(member.labels))

    def loop(self, loop: Loop | None) -> str:
        if loop is None:
            return ""
        return f"{self.word('FOR')} {loop.variable} {self.word('IN')} {loop.over.id}"

    def bound(self, bound: Bound) -> str:
        return f"{self.word(_BOUNDS[bound.op])} {bounded_text(bound.value, self.language)}"

    def bounds(self, bounds: tuple[Bound, ...]) -> str:
        said: list[str] = []
        left = list(bounds)
        while left:
            bound = left.pop(0)
            if bound.op == "ge" and left and left[0].op == "le":
                low, high = (bounded_text(side.value, self.language) for side in (bound, left.pop(0)))
                said.append(f"{self.word('BETWEEN')} {low} {self.word('AND_BOUND')} {high}")
            else:
                said.append(self.bound(bound))
        return " ".join(said)

    def type(self, written: QuantityType | NamedType) -> str:
        """` [t]` or `: grade`, to stand right after a name."""
        if isinstance(written, QuantityType):
            return f" [{written.unit}]"
        return f": {name_in('type', written.name, self.language)}"

    def cases(self, head: str, cases: tuple[Case, ...]) -> str:
        texts = [self.case(case) for case in cases]
        line = f"{head} {texts[0]}"
        if len(texts) == 1 and width(line) <= LINE_WIDTH:
            return line
        return "\n".join([head, *(_INDENT + text for text in texts)])

    def case(self, case: Case) -> str:
        return self.joined("=", self.expr(case.body), self.guard(case.guard, case.otherwise))

    def guard(self, guard: Any, otherwise: bool = False) -> str:
        if guard is not None:
            return f"{self.word('WHEN')} {self.expr(guard)}"
        return self.word("OTHERWISE") if otherwise else ""

    # --- statements ---

    def statement(self, statement: Statement) -> str:
        text: str = getattr(self, f"_{type(statement).__name__}")(statement)
        return text

    def _Use(self, use: Use) -> str:
        names = [there if there == here else f"{there} {self.word('AS')} {here}" for there, here in use.names]
        return f"{self.listed(self.word('USE'), names)} {self.word('FROM')} {use.standard}"

    def _Kind(self, kind: Kind) -> str:
        head = self.joined(self.word("KIND"), kind.name, self.labels(kind.labels), self.word("ONE_OF"))
        return self.listed(head, map(self.member, kind.members))

    def _UnitDefinition(self, unit: UnitDefinition) -> str:
        value = f"= {self.expr(unit.value)}" if unit.value else ""
        return self.joined(self.word("UNIT"), unit.name, self.labels(unit.labels), value)

    def _Input(self, given: Input) -> str:
        declared = given.declaration
        if isinstance(declared, FieldDeclaration):
            return f"{self.word('INPUT')} {self.field(declared)}"
        return self._list(declared)

    def _list(self, declared: ListDeclaration) -> str:
        least = f"{self.word('AT_LEAST')} {declared.at_least}" if declared.at_least else ""
        head = self.joined(
            self.word("INPUT"),
            declared.name,
            self.labels(declared.labels),
            self.word("LIST_OF"),
            least,
            self.word("OPTIONAL") if declared.optional else "",
        )
        return "\n".join([head, *(_INDENT + self.field(field, _INDENT * 2) for field in declared.fields)])

    def field(self, field: FieldDeclaration, indent: str = _INDENT, more: str = "") -> str:
        """A declaration; `more` is what an option adds to it."""
        labels = self.labels(field.labels)
        modifiers = self.joined(
            self.word("WHOLE") if isinstance(field.type, QuantityType) and field.type.whole else "",
            self.bounds(field.bounds),
            self.word("OPTIONAL") if field.optional else "",
            self.word(field.role.upper()) if field.role else "",
            more,
        )
        if isinstance(field.type, ChoiceType):
            # labels at the end would be read as those of the last member
            head = self.joined(field.name, labels, self.word("ONE_OF"))
            return self.joined(self.listed(head, map(self.member, field.type.members), indent), modifiers)
        return self.joined(field.name + self.type(field.type), modifiers, labels)

    def _Option(self, option: Option) -> str:
        default = f"{self.word('DEFAULT')} {self.expr(option.default)}" if option.default is not None else ""
        modality = "" if option.modality == "may" else self.word(option.modality.upper())  # `may` goes without saying
        more = self.joined(default, modality)
        return f"{self.word('OPTION')} {self.field(option.declaration, more=more)}"

    def _Table(self, table: Table) -> str:
        head = self.joined(self.word("TABLE"), table.name, self.labels(table.labels), f"{self.word('ABOVE_TABLE')}:")
        keys = self.listed(f"{head} {self.word('BY')}", map(self.table_key, table.keys))
        values = self.listed(self.word("GIVES"), map(self.table_value, table.values))
        text = self.joined(keys, values, self.word("PARTIAL") if table.partial else "")
        if table.control is None:
            return text
        return f"{text}\n{_INDENT}{self.control(table.control)}"  # on a line of its own, as a sum below a column

    def control(self, control: Control) -> str:
        sums = [f"{self.word('SUM_OF')} {one.column} {one.total}" for one in control.sums]
        rows = f"{self.word('CONTROL')} {control.rows} {self.word('ROWS')}"
        return self.listed(f"{rows},", sums, _INDENT * 2) if sums else rows

    def table_key(self, key: TableKey) -> str:
        return self.joined(
            self.word("ACROSS") if key.across else "", key.name, quoted(key.header) if key.header is not None else ""
        )

    def table_value(self, value: TableValue) -> str:
        header = quoted(value.header) if value.header is not None else ""
        return self.joined(value.name, header, f"[{value.unit}]" if value.unit is not None else "")

    def _Rule(self, rule: Rule) -> str:
        head = f"{self.word('RULE')} {rule.name}"
        if rule.parameters:
            head += f"({', '.join([p.name + self.type(p.type) for p in rule.parameters])})"
        if rule.type is not None:
            head += self.type(rule.type)
        relation = ""
        if isinstance(rule.relation, DepartsFrom):
            departure = rule.relation
            relation = (
                f"{self.word('DEPARTS_FROM')} {departure.standard} §{departure.clause} "
                f"{self.word('BECAUSE')} {quoted(departure.because)}"
            )
        elif rule.relation is not None:
            relation = f"{self.word('EXCEPTION_TO')} §{rule.relation.clause}"
        in_order = self.word("IN_ORDER") if rule.in_order else ""
        return self.cases(self.joined(head, self.labels(rule.labels), relation, in_order), rule.cases)

    def _Require(self, require: Require) -> str:
        verb = self.word("REQUIRE" if require.modality == "shall" else "RECOMMEND")
        said = self.joined(verb, self.expr(require.condition), self.guard(require.guard))
        message = f"{self.word('ELSE_REPORT')} {self.labels(require.message)}"
        line = f"{said} {message}"
        return line if width(line) <= LINE_WIDTH else f"{said}\n{_INDENT}{message}"

    def _Output(self, output: Output) -> str:
        return self.listed(self.word("OUTPUT"), [name.id for name in output.names])

    def _Report(self, report: Report) -> str:
        return self.listed(self.word("REPORT"), [name.id for name in report.names])

    def _DeclaredUnit(self, unit: DeclaredUnit) -> str:
        head = self.word("FUNCTIONAL_UNIT" if unit.functional else "DECLARED_UNIT")
        if unit.amount is None:
            return self.listed(f"{head} {self.word('ONE_OF')}", map(self.member, unit.choices))
        labels = self.labels(unit.labels)
        return self.joined(head, self.expr(unit.amount), f"{self.word('OF')} {labels}" if labels else "")

    def _Boundary(self, boundary: Boundary) -> str:
        lines = [self.joined(self.word("BOUNDARY"), boundary.name, self.labels(boundary.labels))]
        lines += [f"{_INDENT}{self.word('STAGE')} {self.stage(stage)}" for stage in boundary.stages]
        if boundary.excludes:
            head = _INDENT + self.word("EXCLUDES")
            lines.append(self.listed(head, map(self.member, boundary.excludes), _INDENT * 2))
        return "\n".join(lines)

    def stage(self, stage: Stage) -> str:
        because = f"{self.word('BECAUSE')} {self.labels(stage.because)}" if stage.because is not None else ""
        return self.joined(stage.name, self.labels(stage.labels), because)

    def _CutOff(self, cut_off: CutOff) -> str:
        parts = [
            *([f"{self.word('EACH')} {self.bound(cut_off.each)}"] if cut_off.each else []),
            *([f"{self.word('TOGETHER')} {self.bound(cut_off.together)}"] if cut_off.together else []),
        ]
        never = [self.member(member) for member in cut_off.never]
        if never:
            parts += [f"{self.word('NEVER')} {never[0]}", *never[1:]]
        return self.listed(f"{self.word('CUT_OFF_OF')} {cut_off.base.id}:", parts)

    def _Term(self, term: Term) -> str:
        head = self.joined(
            self.word(term.kind.upper()),
            term.name,
            self.loop(term.loop),
            f"{self.word('IN_STAGE')} {self.expr(term.stage)}",
            f"{self.word('GAS')} {term.gas}" if term.gas else "",
            f"[{term.type.unit}]",
            self.word(term.carbon.upper()) if term.carbon else "",
            self.labels(term.labels),
        )
        return self.cases(head, term.cases)

    def _Allocation(self, allocation: Allocation) -> str:
        head = self.joined(
            self.word("ALLOCATION_OF"),
            allocation.burden.id,
            self.word("AMONG"),
            allocation.over.id,
            f"{self.word('AS')} {allocation.variable}" if allocation.variable else "",
        )
        return "\n".join([head, *(_INDENT + self.method(method) for method in allocation.methods)])

    def method(self, method: AllocationMethod) -> str:
        key = f"{self.word('USING')} {self.expr(method.key)}" if method.key is not None else ""
        guard = self.guard(method.guard, method.otherwise)
        return self.joined(self.word("BY"), method.name, self.labels(method.labels), key, guard)

    def _DataOrder(self, order: DataOrder) -> str:
        ranks = " > ".join(map(self.member, order.ranks))
        return f"{self.word('DATA')} {self.word(order.role.upper())} {ranks}"

    def _DataRequirement(self, data: DataRequirement) -> str:
        head = f"{self.word('DATA')} {self.word('REQUIRED')} {data.rank} {self.word('FOR')}"
        return self.listed(head, [name.id for name in data.names])

    def _Electricity(self, electricity: Electricity) -> str:
        demand = self.expr(electricity.demand)
        head = f"{self.word('ELECTRICITY')} {electricity.name} {self.word('DEMAND')} {demand}"
        sources = [f"{_INDENT}{n} {self.source(s)}" for n, s in enumerate(electricity.sources, start=1)]
        return "\n".join([head, *sources])

    def source(self, source: ElectricitySource) -> str:
        return self.joined(
            source.name,
            self.labels(source.labels),
            self.loop(source.loop),
            f"{self.word('SUPPLY')} {self.expr(source.supply)}" if source.supply is not None else "",
            f"{self.word('FACTOR')} {self.expr(source.factor)}",
            self.guard(source.guard),
            self.word("THE_REST") if source.rest else "",
        )

    def _Ledger(self, ledger: Ledger) -> str:
        over = f"{self.word('OVER')} {ledger.over.id} {self.word('AS')} {ledger.variable}"
        parts = [f"{self.word('LEDGER')} {ledger.name} {over}"]
        if ledger.unit is not None:
            amount = f"{self.word('OF')} {self.expr(ledger.amount)}"
            parts.append(f"{self.word('UNIT')} {self.expr(ledger.unit)} {amount}")
        if ledger.term is not None:
            start = f"{self.word('FROM')} {self.expr(ledger.start)}"
            parts.append(f"{self.word('VALID')} {self.expr(ledger.term)} {start}")
        for key, value in (("AT", ledger.at), ("ONCE_BY", ledger.identity), ("CANCELLED", ledger.cancelled)):
            if value is not None:
                parts.append(f"{self.word(key)} {self.expr(value)}")
        line = " ".join(parts)
        return line if width(line) <= LINE_WIDTH else f"\n{_INDENT}".join(parts)

    def _Gwp(self, gwp: Gwp) -> str:
        return f"{self.word('GWP')} {gwp.edition} {gwp.years} {self.word('YEARS')}"

    def _Former(self, former: Former) -> str:
        was, now = (", ".join(name.id for name in side) for side in (former.was, former.now))
        return f"{self.word('WAS')} {was} {self.word('NOW')} {now}"
