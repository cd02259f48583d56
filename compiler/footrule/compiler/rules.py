"""Rule trees -> typed rules: all the cases of a rule, whatever clause or standard they stand in, ranked and fitted.

Rank 0 is the base. An exception ranks above the cases of the clause it names, a departure above all of its parent's.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec

from footrule.compiler.declarations import type_of
from footrule.compiler.labels import label
from footrule.compiler.meanings import Choice, Date, Item, Meaning, Nothing, Number, Text, Truth, Typed
from footrule.compiler.modules import Located, Module, RuleTree
from footrule.compiler.names import nearest
from footrule.compiler.narrowing import Facts, both, fails, holds
from footrule.compiler.reporting import Abandoned
from footrule.compiler.rule_order import ordered
from footrule.compiler.scope import Scope, Signature
from footrule.compiler.types import agreement
from footrule.compiler.types.expressions import SCALAR, Context, elaborate, truth
from footrule.compiler.types.spelling import simplest
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Also
from footrule.runtime import form
from footrule.runtime.units import UnitError


def compile_rules(module: Module, scope: Scope) -> list[form.Rule]:
    """Every rule of a module, each after those it calls; the imported ones first."""
    for rule in module.rules:
        scope.declared.setdefault(rule.name, rule.head.place)
    ready = []
    for rule in module.rules:
        try:
            if not rule.head.made or rule.head.statement.type is not None:
                _announce(rule, scope)
            ready.append(rule)
        except Abandoned:
            scope.broken.add(rule.name)
    compiled: dict[str, form.Rule] = dict(scope.imported)
    for rule in ordered(tuple(ready), scope.findings):
        try:
            compiled[rule.name] = _rule(rule, scope)
        except Abandoned:
            scope.broken.add(rule.name)
    return list(compiled.values())


def _announce(rule: RuleTree, scope: Scope) -> None:
    """Let callers know a rule's parameters and type before its body is looked at."""
    head = rule.head
    if head.statement.type is None:
        if rule.name not in scope.imported:
            known = [other for other in scope.signatures if other != rule.name]
            raise scope.findings.abandon("F0206", head.place, name=rule.name, near=nearest(rule.name, known))
        return
    type = type_of(head.statement.type, rule.name, head.origin, scope)
    scope.signatures[rule.name] = Signature(rule.name, _parameters(head, scope), scope.meaning_of(type))


def _parameters(head: Located[tree.Rule], scope: Scope) -> tuple[tuple[str, Meaning], ...]:
    found = []
    for parameter in head.statement.parameters:
        found.append((parameter.name, scope.meaning_of(type_of(parameter.type, parameter.name, head.origin, scope))))
    return tuple(found)


def _rule(rule: RuleTree, scope: Scope) -> form.Rule:
    head = rule.head
    inherited = scope.imported.get(rule.name)
    signature = scope.signatures.get(rule.name)
    if signature is None:
        signature = Signature(rule.name, _parameters(head, scope), None)
    cases: list[form.Case] = list(inherited.cases) if inherited is not None else []
    meaning, maybe = signature.meaning, inherited.maybe if inherited is not None else False
    wanted = head.place if head.statement.type is not None else None
    for block in _by_dependence(rule, scope):
        rank, departs = _rank(block, cases, scope)
        in_order = head.statement.in_order
        for index, case in enumerate(block.statement.cases):
            facts = _facts(rule, block, index, in_order)
            context = Context(scope, block.origin, dict(signature.parameters), facts)
            try:
                guard = None if case.guard is None else truth(case.guard, context).node
                inner = context if case.guard is None else context.knowing(holds(case.guard))
                typed = elaborate(case.body, inner, meaning)
                if meaning is None and not isinstance(typed.meaning, Nothing):
                    typed = _simplest(typed, scope)
                    meaning = typed.meaning
                elif meaning is not None:
                    typed = agreement.fitted(typed, meaning, scope, block.origin.place(case.body.span), wanted)
            except Abandoned:
                continue
            except UnitError as error:
                scope.findings.add(
                    "F0308", block.origin.place(case.span), unit=error.word, word=error.word, near=error.nearest,
                    why_zh=error.zh, why=str(error),
                )  # fmt: skip
                continue
            maybe = maybe or typed.maybe
            cases.append(
                form.Case(
                    body=typed.node,
                    guard=guard,
                    otherwise=case.otherwise,
                    rank=rank,
                    departs=departs,
                    at=scope.places.at(block.origin, case.span),
                )
            )
    if meaning is None:
        raise Abandoned
    _one_otherwise(rule, scope)
    scope.signatures[rule.name] = replace(signature, meaning=meaning, maybe=maybe)
    if inherited is not None:
        return msgspec.structs.replace(inherited, cases=tuple(cases), maybe=maybe)
    return form.Rule(
        name=rule.name,
        type=as_type(meaning, head, scope),
        cases=tuple(cases),
        parameters=tuple(form.Parameter(name=n, type=as_type(m, head, scope)) for n, m in signature.parameters),
        in_order=head.statement.in_order,
        maybe=maybe,
        hidden=head.made,
        label=label(head.statement.labels),
        at=scope.places.at(head.origin, head.statement.span),
    )


def as_type(meaning: Meaning, head: Located[tree.Rule], scope: Scope) -> form.Type:
    match meaning:
        case Number(unit=unit):
            whole = isinstance(head.statement.type, tree.QuantityType) and head.statement.type.whole
            return form.Quantity(unit=(unit or SCALAR).text or "1", whole=whole)
        case Choice(of=of):
            return form.Choice(of=of)
        case Truth():
            return form.Truth()
        case Date():
            return form.Date()
        case Item(of=of):
            return form.Item(of=of)
        case Text() | Nothing():
            return form.Text()


def _by_dependence(rule: RuleTree, scope: Scope) -> list[Located[tree.Rule]]:
    """Base blocks first, then exceptions in the order in which the clauses they name have cases."""
    base = [b for b in rule.blocks if b.statement.relation is None]
    waiting = [b for b in rule.blocks if b.statement.relation is not None]
    placed = list(base)
    while waiting:
        clauses = [b.origin.clause or "" for b in placed]
        ready = [
            b
            for b in waiting
            if not isinstance(b.statement.relation, tree.ExceptionTo)
            or any(_within(c, b.statement.relation.clause) for c in clauses)
        ]
        if not ready:
            for block in waiting:
                relation = block.statement.relation
                clause = relation.clause if isinstance(relation, tree.ExceptionTo) else ""
                if rule.name in scope.imported and relation is not None:
                    placed.append(block)
                    continue
                scope.findings.add("F0208", block.place, name=rule.name, clause=clause)
            return placed
        placed += ready
        waiting = [b for b in waiting if b not in ready]
    return placed


def _rank(block: Located[tree.Rule], cases: list[form.Case], scope: Scope) -> tuple[int, str]:
    match block.statement.relation:
        case None:
            return 0, ""
        case tree.ExceptionTo(clause=clause):
            places = scope.places.places
            targets = [c.rank for c in cases if _within(places[c.at].clause, clause)]
            return 1 + max(targets, default=0), ""
        case tree.DepartsFrom(standard=standard, clause=clause, because=because, span=span):
            if not any(scope.places.places[c.at].standard == standard for c in cases):
                scope.findings.add("F0209", block.origin.place(span), standard=standard, name=block.statement.name)
            return 1 + max((c.rank for c in cases), default=0), f"{standard} §{clause}: {because}"


def _within(clause: str, named: str) -> bool:
    """§7.2.2 names the clause itself and its items 7.2.2.a, 7.2.2.b …"""
    return clause == named or clause.startswith(f"{named}.")


def _facts(rule: RuleTree, block: Located[tree.Rule], index: int, in_order: bool) -> Facts:
    """What the cases that did not apply tell: for `otherwise` all others of the rank, in order all before."""
    cases = block.statement.cases
    if in_order:
        return both(*(fails(case.guard) for case in cases[:index] if case.guard is not None))
    if not cases[index].otherwise:
        return frozenset()
    peers = [b for b in rule.blocks if b.statement.relation == block.statement.relation]
    return both(*(fails(case.guard) for b in peers for case in b.statement.cases if case.guard is not None))


def _one_otherwise(rule: RuleTree, scope: Scope) -> None:
    found = [(b, c) for b in rule.blocks if b.statement.relation is None for c in b.statement.cases if c.otherwise]
    for block, case in found[1:]:
        first = Also(found[0][0].origin.place(found[0][1].span), "先在此处", "first here")
        scope.findings.add("F0218", block.origin.place(case.span), also=(first,), name=rule.name)


def _simplest(typed: Typed, scope: Scope) -> Typed:
    """A made rule's unit in a spelling of its own: `MWh*tCO2/MWh` is `tCO2`."""
    if not isinstance(typed.meaning, Number):
        return typed
    unit = typed.meaning.unit or SCALAR
    wanted = simplest(unit, scope)
    return Typed(
        agreement.scaled(typed.node, unit.scale / wanted.scale, wanted.text),
        Number(wanted),
        typed.maybe,
        typed.declared,
    )
