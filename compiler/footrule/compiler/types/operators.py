"""Arithmetic and comparison: what units do under each operator."""

from __future__ import annotations

from fractions import Fraction

from footrule.compiler.meanings import Choice, Date, Meaning, Number, Truth, Typed
from footrule.compiler.types import agreement, expressions
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Also
from footrule.runtime import form
from footrule.runtime.units import Unit

CALENDAR = (("calendar", 1),)
TIME = (("time", 1),)


def binary(expression: tree.Binary, context: expressions.Context, expected: Meaning | None) -> Typed:
    """`+ - * / ^`."""
    if expression.op == "pow":
        return _power(expression, context)
    if expression.op in ("mul", "div"):
        return _product(expression, context)
    left = expressions.present(expressions.elaborate(expression.left, context, expected), expression.left, context)
    if isinstance(left.meaning, Date):
        return _dates(expression, left, context)
    if not isinstance(left.meaning, Number):
        place = context.place(expression.left.span)
        raise agreement.mismatch(left.meaning, Number(expressions.SCALAR), context.scope, place)
    right = expressions.number(expression.right, context, left.meaning)
    left, right = _aligned(left, right, expression, context)
    meaning = Number(_unit(left), stated=_stated(left) and _stated(right))
    made = form.Add if expression.op == "add" else form.Sub
    node = made(left.node, right.node, at=context.at(expression.span), unit=_text(left))
    return Typed(node, meaning, declared=left.declared or right.declared)


def comparison(expression: tree.Compare, context: expressions.Context) -> Typed:
    """A chain: every neighbouring pair must hold."""
    terms = _terms(expression.terms, context)
    at = context.at(expression.span)
    result: form.Expr | None = None
    for index, op in enumerate(expression.ops):
        left, right = terms[index], terms[index + 1]
        here = tree.Binary("sub", expression.terms[index], expression.terms[index + 1], expression.span)
        if isinstance(left.meaning, Number) and isinstance(right.meaning, Number):
            _percent_against_bare(left, right, expression.terms[index], expression.terms[index + 1], context)
            left, right = _aligned(left, right, here, context)
        elif not agreement.same_kind(left.meaning, right.meaning) or (
            op not in ("eq", "ne") and not isinstance(left.meaning, Date)
        ):
            place = context.place(expression.terms[index + 1].span)
            raise agreement.mismatch(right.meaning, left.meaning, context.scope, place)
        one = form.Cmp(op, left.node, right.node, at=at)
        result = one if result is None else form.And(result, one, at=at)
    assert result is not None
    return Typed(result, Truth())


def membership(expression: tree.Membership, context: expressions.Context) -> Typed:
    """`x in (a, b)`: one of these."""
    of = expressions.present(expressions.elaborate(expression.of, context), expression.of, context)
    at = context.at(expression.span)
    result: form.Expr | None = None
    for member in expression.members:
        typed = expressions.elaborate(member, context, of.meaning)
        typed = agreement.fitted(typed, of.meaning, context.scope, context.place(member.span))
        one = form.Cmp("eq", of.node, typed.node, at=at)
        result = one if result is None else form.Or(result, one, at=at)
    assert result is not None
    return Typed(form.Not(result, at=at) if expression.negated else result, Truth())


def _terms(found: tuple[tree.Expr, ...], context: expressions.Context) -> list[Typed]:
    """Terms of a chain; a member's name takes its enumeration from a neighbour that knows it."""
    hint: Meaning | None = None
    for term in found:
        if isinstance(term, tree.Name) and term.id not in [*context.variables, *context.scope.names()]:
            continue
        hint = expressions.elaborate(term, context).meaning
        break
    terms = []
    for term in found:
        wanted = hint if isinstance(hint, Choice | Number) else None
        typed = expressions.elaborate(term, context, wanted)
        terms.append(expressions.present(typed, term, context))
    return terms


def _percent_against_bare(
    left: Typed, right: Typed, left_text: tree.Expr, right_text: tree.Expr, context: expressions.Context
) -> None:
    """A share declared in % against a bare `65` is the fraction-or-percent trap; 0 and 1 mean the same in both."""
    for typed, other, text in ((left, right, right_text), (right, left, left_text)):
        unit = typed.meaning.unit if isinstance(typed.meaning, Number) else None
        bare = isinstance(other.meaning, Number) and other.meaning.bare
        if unit is None or unit.dims or unit.scale == 1 or not bare or not isinstance(text, tree.Number):
            continue
        if Fraction(text.digits) not in (0, 1):
            also = _also(typed, unit)
            raise context.scope.findings.abandon(
                "F0311", context.place(text.span), also=also, unit=unit.text, digits=text.digits
            )


def _also(typed: Typed, unit: Unit) -> tuple[Also, ...]:
    if typed.declared is None:
        return ()
    return (Also(typed.declared, f"此处为 [{unit.text}]", f"[{unit.text}] comes from here"),)


def _aligned(left: Typed, right: Typed, expression: tree.Binary, context: expressions.Context) -> tuple[Typed, Typed]:
    """Both in one unit: the left one's, or the right one's where the left is the literal zero."""
    assert isinstance(left.meaning, Number) and isinstance(right.meaning, Number)
    if left.meaning.unit is None:
        return left.with_node(left.node, right.meaning), right
    if right.meaning.unit is None:
        return left, right.with_node(right.node, left.meaning)
    if left.meaning.unit.dims != right.meaning.unit.dims:
        raise agreement.disagreement(
            left.meaning.unit, right.meaning.unit, left.declared or context.place(expression.left.span),
            right.declared or context.place(expression.right.span), context.scope, context.place(expression.span),
            "F0301",
        )  # fmt: skip
    place = context.place(expression.right.span)
    return left, agreement.converted(right, left.meaning.unit, context.scope, place, None)


def _product(expression: tree.Binary, context: expressions.Context) -> Typed:
    left = expressions.number(expression.left, context)
    right = expressions.number(expression.right, context)
    a, b = expressions.unit_of(left), expressions.unit_of(right)
    unit = a * b if expression.op == "mul" else a / b
    # a plain number leaves the author's unit as stated: 2 * x rounds like x
    stated = (not a.dims and a.scale == 1 and _stated(right) and expression.op == "mul") or (
        not b.dims and b.scale == 1 and _stated(left)
    )
    made = form.Mul if expression.op == "mul" else form.Div
    node = made(left.node, right.node, at=context.at(expression.span), unit=unit.text)
    return Typed(node, Number(unit, stated=stated), declared=left.declared or right.declared)


def _power(expression: tree.Binary, context: expressions.Context) -> Typed:
    base = expressions.number(expression.left, context)
    exponent = expressions.number(expression.right, context)
    at, unit = context.at(expression.span), expressions.unit_of(base)
    place = context.place(expression.right.span)
    exponent = agreement.converted(exponent, expressions.SCALAR, context.scope, place, None, "F0312")
    if not unit.dims:
        plain = agreement.converted(base, expressions.SCALAR, context.scope, place, None)
        return Typed(form.Pow(plain.node, exponent.node, at=at, unit="1"), Number(expressions.SCALAR))
    whole = _whole(expression.right)
    if whole is None:
        raise context.scope.findings.abandon("F0312", place, left=unit.text, right="1")
    raised = unit**whole
    return Typed(form.Pow(base.node, exponent.node, at=at, unit=raised.text), Number(raised, stated=False))


def _whole(expression: tree.Expr) -> int | None:
    match expression:
        case tree.Number(digits=digits, unit=None) if digits.isdigit() and len(digits) < 3:
            return int(digits)
        case tree.Unary(op="neg", of=tree.Number(digits=digits, unit=None)) if digits.isdigit() and len(digits) < 3:
            return -int(digits)
        case _:
            return None


def _dates(expression: tree.Binary, left: Typed, context: expressions.Context) -> Typed:
    """`date ± months`, `date ± days`, and `date - date` in days."""
    right = expressions.present(expressions.elaborate(expression.right, context), expression.right, context)
    at, place = context.at(expression.span), context.place(expression.right.span)
    if isinstance(right.meaning, Date):
        if expression.op != "sub":
            raise agreement.mismatch(right.meaning, Number(None), context.scope, place)
        day = context.scope.unit("d")
        return Typed(form.Fn("days_between", (right.node, left.node), at=at, unit="d"), Number(day))
    unit = right.meaning.unit if isinstance(right.meaning, Number) else None
    for dims, word, function in ((CALENDAR, "months", "add_months"), (TIME, "d", "add_days")):
        if unit is not None and unit.dims == dims:
            amount = agreement.converted(right, context.scope.unit(word), context.scope, place, None).node
            if expression.op == "sub":
                amount = form.Neg(amount, at=at, unit=word)
            return Typed(form.Fn(function, (left.node, amount), at=at), Date())  # type: ignore[arg-type]  # a literal of the pair above
    raise context.scope.findings.abandon("F0313", place)


def _stated(typed: Typed) -> bool:
    return isinstance(typed.meaning, Number) and typed.meaning.stated


def _unit(typed: Typed) -> Unit | None:
    return typed.meaning.unit if isinstance(typed.meaning, Number) else None


def _text(typed: Typed) -> str:
    return typed.meaning.unit.text if isinstance(typed.meaning, Number) and typed.meaning.unit else ""
