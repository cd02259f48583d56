"""Editions in between: every definition that was edited can be the old or the new one, all else stays what it is.

Both editions are put into one form: shared definitions once, what only one has beside them, and each edited definition
as chosen. Where an input cannot have one value in both (a year), the old definitions read their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import msgspec

from footrule.compiler.editions.pair import Pair
from footrule.compiler.editions.products import Document, direct_calls
from footrule.compiler.editions.rule_changes import RuleChanges
from footrule.compiler.rewriting import rewrite
from footrule.runtime import form
from footrule.runtime.calculate import Calculator
from footrule.runtime.inputs import check
from footrule.runtime.problems import Refused
from footrule.runtime.reference import Interpreter

FORMER = "_in_former_edition"


@dataclass(slots=True)
class Hybrids:
    """`edited`: the definitions that can be chosen. Raises `Refused` at first use where the two do not fit into one."""

    pair: Pair
    rules: RuleChanges
    edited: list[str] = field(default_factory=list)
    old_rules: dict[str, form.Rule] = field(default_factory=dict)
    new_rules: dict[str, form.Rule] = field(default_factory=dict)
    old_tables: dict[str, form.Table] = field(default_factory=dict)
    new_tables: dict[str, form.Table] = field(default_factory=dict)
    made: dict[frozenset[str], Calculator | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        pair = self.pair
        shifted = set(pair.counterparts.shifts)
        self.old_rules = {rule.name: _reading(rule, shifted) for rule in pair.aligned.rules}
        self.new_rules = {rule.name: rule for rule in pair.new.compiled.rules}
        self.old_tables = {table.name: table for table in pair.aligned.tables}
        self.new_tables = {table.name: table for table in pair.new.compiled.tables}
        self.edited = [name for name, judgement in self.rules.judged.items() if judgement.edited]
        self.edited += [name for name in self.rules.tables if name in self.old_tables and name in self.new_tables]
        before = {rule.name: rule for rule in pair.aligned.rules}
        # what reads an input that moved is told apart too, though it says the same
        self.edited += [
            name
            for name, rule in self.old_rules.items()
            if name in self.new_rules and name not in self.edited and rule != before[name]
        ]

    def relevant(self, result: str) -> list[str]:
        """Edited definitions a result stands on in either edition."""
        reached: set[str] = set()
        for dependencies in (self.pair.dependencies_old, self.pair.dependencies_new):
            waiting = [result]
            while waiting:
                name = waiting.pop()
                if name in reached and name != result:
                    continue
                reached.add(name)
                if name in dependencies.rules:
                    waiting += [used for used in dependencies.calls(name) if used not in reached]
        return [name for name in self.edited if name in reached]

    def value(self, taken: frozenset[str], result: str, document: Document) -> Fraction | None:
        """The result with the definitions `taken` from the new edition, in base units; None where refused."""
        if taken not in self.made:
            self.made[taken] = self._make(taken)
        calculator = self.made[taken]
        if calculator is None:
            return None
        try:
            checked = check(calculator.index, calculator.units, document, partial=True)
            value = Interpreter(calculator.index, checked.given).rule(result)
        except Refused:
            return None
        declared = calculator.index.rules[result]
        if not isinstance(value, Fraction) or not isinstance(declared.type, form.Quantity):
            return None
        return value * calculator.units.parse(declared.type.unit).scale

    def document(self, product: Document) -> Document:
        """What both editions are given, in one document."""
        counterparts = self.pair.counterparts
        old, new = counterparts.of_old_filled(product), counterparts.of_new(product, filled=True)
        inputs = {**old["inputs"], **new["inputs"]}
        for name, value in old["inputs"].items():
            if isinstance(value, list) and isinstance(new["inputs"].get(name), list):
                pairs = zip(value, new["inputs"][name], strict=False)
                inputs[name] = [{**one, **other} if isinstance(one, dict) else other for one, other in pairs]
        for name in counterparts.shifts:
            if name in old["inputs"]:
                inputs[name + FORMER] = old["inputs"][name]
        return {"inputs": inputs, "options": {**old["options"], **new["options"]}}

    def _make(self, taken: frozenset[str]) -> Calculator | None:
        old, new = self.pair.aligned, self.pair.new.compiled
        chosen: dict[str, form.Rule] = {}
        for name in dict.fromkeys([*self.old_rules, *self.new_rules]):
            from_new = name in self.new_rules and (
                name in taken or name not in self.edited or name not in self.old_rules
            )
            chosen[name] = self.new_rules[name] if from_new else self.old_rules[name]
        tables = dict(self.old_tables) | {
            name: table for name, table in self.new_tables.items() if name in taken or name not in self.edited
        }
        former = [
            msgspec.structs.replace(given, name=given.name + FORMER, optional=False, source_of="")
            for given in old.inputs
            if given.name in self.pair.counterparts.shifts
        ]
        made = msgspec.structs.replace(
            new,
            enumerations=_kinds(old, new),
            inputs=(*_inputs(old.inputs, new.inputs), *former),
            lists=_lists(old, new),
            options=tuple({o.name: o for o in (*old.options, *new.options)}.values()),
            tables=tuple(tables.values()),
            rules=tuple(_ordered(chosen)),
            requirements=(),
            outputs=(),
            reports=(),
            inventory=None,
            units=tuple({u.name: u for u in (*old.units, *new.units)}.values()),
            data=(),
            constructs=(),
            examples=(),
        )
        try:
            return Calculator(made)
        except Refused:
            return None


def _reading(rule: form.Rule, shifted: set[str]) -> form.Rule:
    def change(node: form.Expr) -> form.Expr:
        if isinstance(node, form.Ref) and node.name in shifted:
            return msgspec.structs.replace(node, name=node.name + FORMER)
        return node

    cases = tuple(
        msgspec.structs.replace(
            case, body=rewrite(case.body, change), guard=None if case.guard is None else rewrite(case.guard, change)
        )
        for case in rule.cases
    )
    return msgspec.structs.replace(rule, cases=cases)


def _kinds(old: form.Form, new: form.Form) -> tuple[form.Enumeration, ...]:
    found = {kind.name: kind for kind in old.enumerations}
    for kind in new.enumerations:
        before = found.get(kind.name)
        extra = (
            () if before is None else tuple(m for m in before.members if m.name not in {k.name for k in kind.members})
        )
        found[kind.name] = msgspec.structs.replace(kind, members=(*kind.members, *extra))
    return tuple(found.values())


def _inputs(old: Sequence[form.Input], new: Sequence[form.Input]) -> tuple[form.Input, ...]:
    """Bounds of one edition do not bind what the other is given."""
    found = {given.name: given for given in (*old, *new)}
    return tuple(msgspec.structs.replace(given, bounds=()) for given in found.values())


def _lists(old: form.Form, new: form.Form) -> tuple[form.ListInput, ...]:
    found = {many.name: many for many in old.lists}
    for many in new.lists:
        before = found.get(many.name)
        fields = _inputs(() if before is None else before.fields, many.fields)
        found[many.name] = msgspec.structs.replace(many, fields=fields)
    return tuple(found.values())


def _ordered(rules: dict[str, form.Rule]) -> list[form.Rule]:
    """Callees before callers; a circle is left for the calculator to refuse."""
    calls = {name: direct_calls(rule) for name, rule in rules.items()}
    done: dict[str, form.Rule] = {}
    under_way: set[str] = set()

    def visit(name: str) -> None:
        if name in done or name in under_way or name not in rules:
            return
        under_way.add(name)
        for used in sorted(calls[name]):
            visit(used)
        done[name] = rules[name]

    for name in rules:
        visit(name)
    return list(done.values())
