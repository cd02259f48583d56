"""Elaboration of one expression: syntax in, typed node of the compiled form out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction

from footrule.compiler.meanings import Choice, Date, Item, Meaning, Nothing, Number, Text, Truth, Typed
from footrule.compiler.names import nearest
from footrule.compiler.narrowing import NONE, Facts, fails, holds, path, within_item
from footrule.compiler.reporting import Abandoned, Origin
from footrule.compiler.scope import Scope
from footrule.compiler.types import agreement, functions, operators
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Place
from footrule.runtime import form, units
from footrule.runtime.units import Unit

SCALAR = Unit((), Fraction(1), "1")


@dataclass(frozen=True, slots=True)
class Context:
    """Where an expression stands: the scope, the local variables, and what is known to be present."""

    scope: Scope
    origin: Origin
    variables: dict[str, Meaning] = field(default_factory=dict)
    facts: Facts = NONE

    def place(self, span: tree.Span) -> Place:
        return self.origin.place(span)

    def at(self, span: tree.Span) -> int:
        return self.scope.places.at(self.origin, span)

    def knowing(self, facts: Facts) -> Context:
        return replace(self, facts=self.facts | facts)

    def with_variable(self, name: str, meaning: Meaning) -> Context:
        return replace(self, variables={**self.variables, name: meaning})

    def unit(self, text: str, span: tree.Span) -> Unit:
        """The unit written here; reports and abandons where there is no such unit."""
        try:
            return self.scope.unit(text)
        except units.UnitError as error:
            raise self.scope.findings.abandon(
                "F0308",
                self.place(span),
                unit=text,
                word=error.word,
                near=error.nearest,
                why_zh=error.zh,
                why=str(error),
            ) from None


def elaborate(expression: tree.Expr, context: Context, expected: Meaning | None = None) -> Typed:
    """The typed node of an expression.

    `expected` helps where an expression does not say what it is by itself (a member's name, a rounding); it does not
    convert: `agreement.fitted` does. Raises `Abandoned` once a finding is reported.
    """
    match expression:
        case tree.Number():
            return _number(expression, context)
        case tree.String(value=value, span=span):
            return Typed(form.Str(value, at=context.at(span)), Text())
        case tree.Truth(value=value, span=span):
            return Typed(form.Bool(value, at=context.at(span)), Truth())
        case tree.DateLiteral(value=value, span=span):
            return Typed(form.Day(value, at=context.at(span)), Date())
        case tree.Absent(kind=kind, span=span):
            return Typed(form.Absent(kind, at=context.at(span)), Nothing(), maybe=True)
        case tree.Name():
            return _name(expression, context, expected)
        case tree.Field():
            return _field(expression, context)
        case tree.Index():
            return _lookup(expression, None, expression.span, context)
        case tree.Call():
            return _call(expression, context, expected)
        case tree.Aggregate():
            return _aggregate(expression, context, expected)
        case tree.Unary(op="not", of=of, span=span):
            inner = truth(of, context)
            return Typed(form.Not(inner.node, at=context.at(span)), Truth())
        case tree.Unary(of=of, span=span):
            inner = number(of, context, expected)
            return inner.with_node(form.Neg(inner.node, at=context.at(span), unit=_text(inner)), _plain(inner))
        case tree.Binary(op="and" | "or"):
            return _connective(expression, context)
        case tree.Binary():
            return operators.binary(expression, context, expected)
        case tree.Compare():
            return operators.comparison(expression, context)
        case tree.Membership():
            return operators.membership(expression, context)
        case tree.OrElse():
            return _or_else(expression, context, expected)
        case tree.Conditional():
            return _conditional(expression, context, expected)
        case tree.Round():
            return functions.rounding(expression, context, expected)
        case tree.As():
            return functions.conversion(expression, context)


def number(expression: tree.Expr, context: Context, expected: Meaning | None = None) -> Typed:
    """An expression that must be a quantity with a value."""
    typed = present(elaborate(expression, context, expected), expression, context)
    if not isinstance(typed.meaning, Number):
        raise agreement.mismatch(typed.meaning, Number(SCALAR), context.scope, context.place(expression.span))
    return typed


def truth(expression: tree.Expr, context: Context) -> Typed:
    """An expression that must be a yes or no."""
    typed = present(elaborate(expression, context, Truth()), expression, context)
    if not isinstance(typed.meaning, Truth):
        raise agreement.mismatch(typed.meaning, Truth(), context.scope, context.place(expression.span))
    return typed


def present(typed: Typed, expression: tree.Expr, context: Context) -> Typed:
    """Refuse a value that may be absent where one is needed: missing never becomes zero."""
    if typed.maybe:
        name = path(expression) or "…"
        raise context.scope.findings.abandon("F0309", context.place(expression.span), name=name)
    return typed


def unit_of(typed: Typed) -> Unit:
    """The unit of a quantity; the literal zero counts as a plain number."""
    assert isinstance(typed.meaning, Number)
    return typed.meaning.unit if typed.meaning.unit is not None else SCALAR


def _number(literal: tree.Number, context: Context) -> Typed:
    at = context.at(literal.span)
    if literal.unit is None:
        if Fraction(literal.digits) == 0:
            return Typed(form.Num(literal.digits, at=at), Number(None, bare=True))
        return Typed(form.Num(literal.digits, at=at), Number(SCALAR, bare=True))
    unit = context.unit(literal.unit, literal.span)
    place = context.place(literal.span)
    return Typed(form.Num(literal.digits, at=at, unit=unit.text), Number(unit), declared=place)


def _name(name: tree.Name, context: Context, expected: Meaning | None) -> Typed:
    scope, at = context.scope, context.at(name.span)
    if name.id in context.variables:
        return _known(Typed(form.Var(name.id, at=at), context.variables[name.id]), name, context)
    if isinstance(expected, Choice) and name.id in scope.members(expected.of):
        return Typed(form.Member(expected.of, name.id, at=at), expected)
    declared = scope.declared.get(name.id)
    if name.id in scope.inputs:
        given = scope.inputs[name.id]
        meaning = scope.meaning_of(given.type)
        node = form.Ref(name.id, at=at, unit=_unit_text(meaning))
        return _known(Typed(node, meaning, given.optional, declared), name, context)
    if name.id in scope.options:
        meaning = scope.meaning_of(scope.options[name.id].type)
        return Typed(form.Ref(name.id, at=at, unit=_unit_text(meaning)), meaning, declared=declared)
    if name.id in scope.signatures:
        return _applied(name.id, (), name, context)
    raise _unknown_name(name, context, expected)


def _unknown_name(name: tree.Name, context: Context, expected: Meaning | None) -> Exception:
    scope, place = context.scope, context.place(name.span)
    if name.id in scope.broken:
        return Abandoned()
    if name.id in scope.tables or name.id in scope.lists:
        return scope.findings.abandon("F0213", place, name=name.id)
    if isinstance(expected, Choice):
        members = scope.members(expected.of)
        return scope.findings.abandon(
            "F0307", place, name=name.id, kind=expected.of, members=", ".join(members), near=nearest(name.id, members)
        )
    owners = [e.name for e in scope.enumerations.values() if name.id in (m.name for m in e.members)]
    if owners:
        return scope.findings.abandon("F0306", place, name=name.id, kind=owners[0])
    known = [*context.variables, *scope.names()]
    return scope.findings.abandon("F0201", place, name=name.id, near=nearest(name.id, known))


def _known(typed: Typed, expression: tree.Expr, context: Context) -> Typed:
    """Narrow: a value that may be absent has one where a condition says so."""
    if typed.maybe and path(expression) in context.facts:
        return replace(typed, maybe=False)
    return typed


def _applied(rule: str, arguments: tuple[tree.Expr, ...], expression: tree.Expr, context: Context) -> Typed:
    scope, place = context.scope, context.place(expression.span)
    signature = scope.signatures[rule]
    if len(arguments) != len(signature.parameters):
        raise scope.findings.abandon(
            "F0212", place, name=rule, wanted=str(len(signature.parameters)), found=str(len(arguments))
        )
    nodes = []
    for argument, (_, meaning) in zip(arguments, signature.parameters, strict=True):
        typed = present(elaborate(argument, context, meaning), argument, context)
        nodes.append(agreement.fitted(typed, meaning, scope, context.place(argument.span)).node)
    if signature.meaning is None:
        raise Abandoned
    node = form.Call(rule, tuple(nodes), at=context.at(expression.span), unit=_unit_text(signature.meaning))
    typed = Typed(node, signature.meaning, signature.maybe, scope.declared.get(rule))
    return _known(typed, expression, context)


def _call(call: tree.Call, context: Context, expected: Meaning | None) -> Typed:
    if call.name in context.scope.signatures:
        return _applied(call.name, call.arguments, call, context)
    if call.name in functions.NAMES:
        return functions.call(call, context, expected)
    if call.name in context.scope.tables:
        raise context.scope.findings.abandon("F0213", context.place(call.span), name=call.name)
    if call.name in context.scope.broken:
        raise Abandoned
    known = [*context.scope.signatures, *functions.NAMES]
    raise context.scope.findings.abandon(
        "F0201", context.place(call.span), name=call.name, near=nearest(call.name, known)
    )


def _field(access: tree.Field, context: Context) -> Typed:
    if isinstance(access.of, tree.Index):
        return _lookup(access.of, access.name, access.span, context)
    if isinstance(access.of, tree.Name) and access.of.id in context.scope.tables:
        raise context.scope.findings.abandon("F0213", context.place(access.span), name=access.of.id)
    base = elaborate(access.of, context)
    if not isinstance(base.meaning, Item):
        raise agreement.mismatch(base.meaning, Item("…"), context.scope, context.place(access.of.span))
    declared = context.scope.lists[base.meaning.of].fields
    for item in declared:
        if item.name == access.name:
            meaning = context.scope.meaning_of(item.type)
            node = form.Get(base.node, access.name, at=context.at(access.span), unit=_unit_text(meaning))
            place = context.scope.declared.get(f"{base.meaning.of}.{access.name}")
            return _known(Typed(node, meaning, item.optional, place), access, context)
    if f"{base.meaning.of}.{access.name}" in context.scope.broken:
        raise Abandoned
    names = [item.name for item in declared]
    raise context.scope.findings.abandon(
        "F0219", context.place(access.span), name=access.name, of=base.meaning.of, near=nearest(access.name, names),
        fields=", ".join(names),
    )  # fmt: skip


def _lookup(index: tree.Index, column: str | None, span: tree.Span, context: Context) -> Typed:
    scope = context.scope
    table = scope.tables.get(index.of.id)
    if table is None and index.of.id in scope.broken:
        raise Abandoned
    if table is None:
        code = "F0213" if index.of.id in scope.names() else "F0201"
        near = nearest(index.of.id, scope.tables)
        raise scope.findings.abandon(code, context.place(index.of.span), name=index.of.id, near=near)
    if len(index.keys) != len(table.keys):
        raise scope.findings.abandon(
            "F0212", context.place(index.span), name=table.name, wanted=str(len(table.keys)), found=str(len(index.keys))
        )
    columns = [c.name for c in table.columns]
    if column is None:
        if len(columns) != 1:
            raise scope.findings.abandon(
                "F0220", context.place(index.span), name=table.name, columns=", ".join(columns)
            )
        column = columns[0]
    if column not in columns:
        raise scope.findings.abandon(
            "F0219", context.place(span), name=column, of=table.name, near=nearest(column, columns),
            fields=", ".join(columns),
        )  # fmt: skip
    keys = []
    for expression, key in zip(index.keys, table.keys, strict=True):
        meaning = scope.meaning_of(key.type)
        typed = present(elaborate(expression, context, meaning), expression, context)
        keys.append(agreement.fitted(typed, meaning, scope, context.place(expression.span)).node)
    meaning = scope.meaning_of(next(c.type for c in table.columns if c.name == column))
    node = form.Lookup(table.name, tuple(keys), column, at=context.at(span), unit=_unit_text(meaning))
    typed = Typed(node, meaning, table.partial, scope.declared.get(table.name))
    typed = _known(typed, tree.Field(index, column, span), context)
    return _known(typed, index, context) if len(columns) == 1 else typed  # `t[k]` and `t[k].only` are one cell


def _aggregate(aggregate: tree.Aggregate, context: Context, expected: Meaning | None) -> Typed:
    scope, at = context.scope, context.at(aggregate.span)
    over = aggregate.over.id
    if over not in scope.lists and over in scope.broken:
        raise Abandoned
    if over not in scope.lists:
        near = nearest(over, scope.lists)
        raise scope.findings.abandon("F0221", context.place(aggregate.over.span), name=over, near=near)
    inner = context.with_variable(aggregate.variable, Item(over))
    inner = replace(inner, facts=within_item(inner.facts, over, aggregate.variable))
    where = None
    if aggregate.where is not None:
        where = truth(aggregate.where, inner).node
        inner = inner.knowing(holds(aggregate.where))

    def made(body: form.Expr, unit: str) -> form.Aggregate:
        return form.Aggregate(aggregate.kind, aggregate.variable, over, body, where, at=at, unit=unit)

    match aggregate.kind:
        case "count":
            item = form.Var(aggregate.variable, at=at)
            return Typed(made(item, "1"), Number(SCALAR))
        case "any" | "all":
            return Typed(made(truth(aggregate.body, inner).node, ""), Truth())
        case "distinct":
            body = present(elaborate(aggregate.body, inner), aggregate.body, inner)
            return Typed(made(body.node, ""), Truth())
        case _:
            hint = expected if isinstance(expected, Number) else None
            body = number(aggregate.body, inner, hint)
            return Typed(made(body.node, _text(body)), _plain(body), declared=body.declared)


def _connective(binary: tree.Binary, context: Context) -> Typed:
    left = truth(binary.left, context)
    known = holds(binary.left) if binary.op == "and" else fails(binary.left)
    right = truth(binary.right, context.knowing(known))
    at = context.at(binary.span)
    if binary.op == "and":
        return Typed(form.And(left.node, right.node, at=at), Truth())
    return Typed(form.Or(left.node, right.node, at=at), Truth())


def _or_else(expression: tree.OrElse, context: Context, expected: Meaning | None) -> Typed:
    left = elaborate(expression.left, context, expected)
    right = elaborate(expression.right, context, left.meaning)
    right = agreement.fitted(right, left.meaning, context.scope, context.place(expression.right.span), None)
    node = form.OrElse(left.node, right.node, at=context.at(expression.span), unit=_text(left))
    return Typed(node, left.meaning, right.maybe, left.declared)


def _conditional(expression: tree.Conditional, context: Context, expected: Meaning | None) -> Typed:
    condition = truth(expression.condition, context)
    then = elaborate(expression.then, context.knowing(holds(expression.condition)), expected)
    wanted = expected if isinstance(then.meaning, Nothing) else then.meaning
    other = elaborate(expression.other, context.knowing(fails(expression.condition)), wanted)
    if isinstance(then.meaning, Nothing) or (isinstance(then.meaning, Number) and then.meaning.unit is None):
        meaning = other.meaning
    else:
        other = agreement.fitted(other, then.meaning, context.scope, context.place(expression.other.span))
        meaning = then.meaning
    node = form.If(condition.node, then.node, other.node, at=context.at(expression.span), unit=_unit_text(meaning))
    return Typed(node, meaning, then.maybe or other.maybe, then.declared)


def _plain(typed: Typed) -> Meaning:
    """The same quantity, no longer a bare literal."""
    assert isinstance(typed.meaning, Number)
    return replace(typed.meaning, bare=False)


def _unit_text(meaning: Meaning) -> str:
    return meaning.unit.text if isinstance(meaning, Number) and meaning.unit is not None else ""


def _text(typed: Typed) -> str:
    return _unit_text(typed.meaning)
