"""Sums of exponentials: by the theorem of Lindemann and Weierstrass they are never a decimal, so never a tie.

`a + b·e^(k t) + c·e^(m t)` with rational a, b, c, k, m, where k and m differ and neither is 0, is transcendental for
every rational t but 0. At t = 0 it is a + b + c, and whether that lies half-way is a plain calculation.
"""

from __future__ import annotations

from fractions import Fraction

from footrule.conformance.making.closure import Closures, nodes
from footrule.conformance.strength.definedness import shape
from footrule.runtime import exact, form

Sum = dict[tuple[Fraction, str], Fraction]
"""Coefficients by exponent: a rational multiple of something, by its shape. The exponent 0 is the plain number."""

PLAIN = (Fraction(0), "")


def never_halfway(compiled: form.Form, node: form.Round) -> bool:
    """Whether what is rounded is such a sum and is no tie where its exponents are 0."""
    found = _sum(node.of)
    if found is None or node.decimals is None:
        return False
    exponents = {key: factor for key, factor in found.items() if key != PLAIN and factor}
    bases = {base for _, base in exponents}
    if len(bases) != 1 or not all(_rational(compiled, inner) for inner in _bases(node.of)):
        return False
    at_zero = sum(found.values(), Fraction(0)) * Fraction(10) ** node.decimals
    return at_zero % 1 != Fraction(1, 2)


def _sum(node: form.Expr) -> Sum | None:
    match node:
        case form.Num(value=text):
            return {PLAIN: exact.read_number(text)}
        case form.Add(left=left, right=right):
            return _added(_sum(left), _sum(right), Fraction(1))
        case form.Sub(left=left, right=right):
            return _added(_sum(left), _sum(right), Fraction(-1))
        case form.Neg(of=of):
            return _times(_sum(of), Fraction(-1))
        case form.Scale(of=of, by=by):
            return _times(_sum(of), exact.read_number(by))
        case form.Mul(left=left, right=right):
            one, other = _sum(left), _sum(right)
            for number, rest in ((one, other), (other, one)):
                if number is not None and set(number) == {PLAIN}:
                    return _times(rest, number[PLAIN])
            return None
        case form.Div(left=left, right=form.Num(value=text)) if exact.read_number(text):
            return _times(_sum(left), 1 / exact.read_number(text))
        case form.Fn(name="exp", arguments=(inner,)):
            factor, base = _multiple(inner)
            return {(factor, base): Fraction(1)} if factor else None
        case _:
            return None


def _added(one: Sum | None, other: Sum | None, sign: Fraction) -> Sum | None:
    if one is None or other is None:
        return None
    return {key: one.get(key, Fraction(0)) + sign * other.get(key, Fraction(0)) for key in {**one, **other}}


def _times(one: Sum | None, factor: Fraction) -> Sum | None:
    return None if one is None else {key: value * factor for key, value in one.items()}


def _multiple(node: form.Expr) -> tuple[Fraction, str]:
    """A rational number times something that is the same wherever its shape is."""
    match node:
        case form.Neg(of=of):
            factor, base = _multiple(of)
            return -factor, base
        case form.Scale(of=of, by=by):
            factor, base = _multiple(of)
            return factor * exact.read_number(by), base
        case form.Div(left=left, right=form.Num(value=text)) if exact.read_number(text):
            factor, base = _multiple(left)
            return factor / exact.read_number(text), base
        case form.Mul(left=form.Num(value=text), right=of) | form.Mul(left=of, right=form.Num(value=text)):
            factor, base = _multiple(of)
            return factor * exact.read_number(text), base
        case _:
            return Fraction(1), shape(node)


def _bases(node: form.Expr) -> list[form.Expr]:
    return [inner.arguments[0] for _, inner in nodes(node) if isinstance(inner, form.Fn) and inner.name == "exp"]


def _rational(compiled: form.Form, node: form.Expr) -> bool:
    """Whether an expression is worked out from what is given by plain arithmetic alone."""
    closure = Closures(compiled).of_expressions(node)
    roots = [node]
    for rule in compiled.rules:
        if rule.name in closure.rules:
            roots += [part for case in rule.cases for part in (case.body, case.guard) if part is not None]
    inner = [each for root in roots for _, each in nodes(root)]
    return not any(
        isinstance(each, form.Pow) or (isinstance(each, form.Fn) and each.name in ("exp", "ln", "log10", "sqrt"))
        for each in inner
    )
