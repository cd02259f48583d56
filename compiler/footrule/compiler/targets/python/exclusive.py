"""Guards of which no two can hold at once, as far as their shape shows it: then `if`/`elif` says what they mean.

Two guards exclude each other where some condition in one and some condition in the other, on the same value, cannot
both hold: `F < 65 %` and `F >= 85 %`, `kind is A` and `kind is B`, `p` and `not p`. All guards are looked at before a
case is chosen, so a guard that can itself be refused is never left out: only plain comparisons count.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from footrule.compiler.targets.python.meaning import Declared
from footrule.runtime import form
from footrule.runtime.exact import read_number
from footrule.runtime.walking import every

MIRRORED = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le", "eq": "eq", "ne": "ne"}
OPPOSITE = {"lt": "ge", "le": "gt", "gt": "le", "ge": "lt", "eq": "ne", "ne": "eq"}


def exclude_each_other(guards: Sequence[form.Expr], declared: Declared) -> bool:
    """Whether at most one of the guards can hold, and none of them can be refused once an earlier one holds."""
    if not all(_is_safe(guard, declared) for guard in guards):
        return False
    return all(
        _disjoint(first, second, declared) for index, first in enumerate(guards) for second in guards[index + 1 :]
    )


def _is_safe(guard: form.Expr, declared: Declared) -> bool:
    """Only values at hand, compared: nothing that can fail or that a later guard could be refused for."""
    plain = (form.Num, form.Member, form.Bool, form.Day, form.Str, form.Ref, form.Var, form.Get, form.Scale)
    logic = (form.Cmp, form.And, form.Or, form.Not)
    return all(isinstance(node, plain + logic) and not declared.may_be_absent(node) for node in every(guard))


def _disjoint(first: form.Expr, second: form.Expr, declared: Declared) -> bool:
    """Whether the second is surely found false where the first holds, without reading anything that may be missing.

    Conditions are looked at until one is false: what stands behind the contrary one is not read.
    """
    there = frozenset[str]().union(*(_surely_read(each) for each in _parts(first)))
    read = frozenset[str]()
    for part in _parts(second):
        read |= _read(part, declared)
        if not read <= there:
            return False
        if any(_contrary(held, _normal(part)) for held in _conditions(first)):
            return True
    return False


def _read(node: form.Expr, declared: Declared) -> frozenset[str]:
    """What is read of all that may be missing, by name or path."""
    defaults = {name for name, option in declared.options.items() if option.default is not None}
    return frozenset(_path(each) for each in every(node) if isinstance(each, form.Ref | form.Get)) - defaults


def _surely_read(part: form.Expr) -> frozenset[str]:
    """What was read where this condition holds; of an alternative, only its first side is sure."""
    if isinstance(part, form.And | form.Or):
        return _surely_read(part.left)
    if isinstance(part, form.Not):
        return _surely_read(part.of)
    return frozenset(_path(each) for each in every(part) if isinstance(each, form.Ref | form.Get))


def _path(node: form.Expr) -> str:
    return f"{_path(node.of)}.{node.field}" if isinstance(node, form.Get) else getattr(node, "name", "")


def _parts(guard: form.Expr) -> list[form.Expr]:
    """The conditions that must all hold, in the order they are looked at."""
    if isinstance(guard, form.And):
        return _parts(guard.left) + _parts(guard.right)
    return [guard]


def _conditions(guard: form.Expr) -> list[form.Expr]:
    return [_normal(part) for part in _parts(guard)]


def _normal(condition: form.Expr) -> form.Expr:
    """Without a `not` around a comparison, and with the literal on the right."""
    match condition:
        case form.Not(of=form.Cmp(op=op, left=left, right=right)):
            return _normal(form.Cmp(op=OPPOSITE[op], left=left, right=right))  # type: ignore[arg-type]  # an op
        case form.Not(of=form.Not(of=of)):
            return _normal(of)
        case form.Cmp(op=op, left=form.Num() as left, right=right) if not isinstance(right, form.Num):
            return form.Cmp(op=MIRRORED[op], left=right, right=left)  # type: ignore[arg-type]  # an op
        case form.Cmp(op=op, left=left, right=form.Bool(value=value)) if op in ("eq", "ne"):
            return left if value == (op == "eq") else form.Not(of=left)
    return condition


def _contrary(left: form.Expr, right: form.Expr) -> bool:
    match left, right:
        case form.Not(of=of), other if _same(of, other):
            return True
        case other, form.Not(of=of) if _same(of, other):
            return True
        case form.Cmp(left=a, right=form.Num(value=x)), form.Cmp(left=b, right=form.Num(value=y)) if _same(a, b):
            return _apart(left.op, read_number(x), right.op, read_number(y))
        case form.Cmp(left=a, right=form.Member(name=x)), form.Cmp(left=b, right=form.Member(name=y)) if _same(a, b):
            ops = {left.op, right.op}
            return ops == {"eq"} and x != y if len(ops) == 1 else x == y
    return False


def _apart(first: str, x: Fraction, second: str, y: Fraction) -> bool:
    """Whether `v first x` and `v second y` cannot both hold."""
    if first == "eq":
        return not _holds(x, second, y)
    if second == "eq":
        return not _holds(y, first, x)
    if "ne" in (first, second) or (first in ("lt", "le")) == (second in ("lt", "le")):
        return False
    upper, lower = (x, y) if first in ("lt", "le") else (y, x)
    closed = first in ("le", "ge") and second in ("le", "ge")
    return lower > upper or (lower == upper and not closed)


def _holds(value: Fraction, op: str, bound: Fraction) -> bool:
    return {
        "lt": value < bound,
        "le": value <= bound,
        "gt": value > bound,
        "ge": value >= bound,
        "eq": value == bound,
        "ne": value != bound,
    }[op]


def _same(left: form.Expr, right: form.Expr) -> bool:
    """The same expression, wherever it stands."""
    return type(left) is type(right) and all(
        _equal(getattr(left, name), getattr(right, name)) for name in left.__struct_fields__ if name != "at"
    )


def _equal(left: object, right: object) -> bool:
    if isinstance(left, form.Node) and isinstance(right, form.Node):
        return _same(left, right)  # type: ignore[arg-type]  # every Node is one of Expr
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(_equal(a, b) for a, b in zip(left, right, strict=True))
    return left == right
