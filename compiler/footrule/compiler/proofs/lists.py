"""Sums, counts, means and quantifiers over lists: item by item for short lists, by laws for lists of any length.

Of a list of any length only this is said, and it is true of every list: whether some item meets a condition, that a sum
of amounts is no less than any one of them, that a mean lies within the range of what it is taken of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import z3

from footrule.compiler.proofs.intervals import bare
from footrule.compiler.proofs.symbols import TRUE, ItemSym, Sym
from footrule.runtime import form
from footrule.runtime.walking import every

if TYPE_CHECKING:
    from footrule.compiler.proofs.world import Env, World

EVERYONE = (-1, -2)
"""Items that stand for all items; two, because a rule of one item may look at another."""

PICKED = -3
"""The item that may be picked out where the signs of items matter."""


def aggregate(world: World, node: form.Aggregate, env: Env, path: Any) -> Sym:
    """The value of an aggregate; what must hold for its items is watched on the way."""
    if world.inputs.size is None:
        return _of_any_length(world, node, env, path)
    counted: list[tuple[Any, Any]] = []
    for item in world.inputs.items[node.over]:
        inner = {**env, node.variable: item}
        there = z3.And(path, item.here)
        where = item.here if node.where is None else z3.And(item.here, world.truth(node.where, inner, there))
        body = None if node.kind == "count" else world.number(node.body, inner, z3.And(there, where))
        counted.append((where, body))
    return Sym(_gathered(world, node, counted, path))


def _gathered(world: World, node: form.Aggregate, counted: list[tuple[Any, Any]], path: Any) -> Any:
    zero = z3.RealVal(0)
    count = z3.Sum([z3.If(where, z3.RealVal(1), zero) for where, _ in counted]) if counted else zero
    adds = node.kind in ("sum", "mean") and counted
    total = z3.Sum([z3.If(where, value, zero) for where, value in counted]) if adds else zero
    match node.kind:
        case "sum":
            return total
        case "count":
            return count
        case "any":
            return z3.Or([z3.And(where, value) for where, value in counted])
        case "all":
            return z3.And([z3.Implies(where, value) for where, value in counted])
        case "distinct":
            pairs = [(one, other) for i, one in enumerate(counted) for other in counted[i + 1 :]]
            return z3.And([z3.Implies(z3.And(a[0], b[0]), a[1] != b[1]) for a, b in pairs])
        case _:
            world.must("defined", node, path, count == 0)
            if node.kind == "mean":
                return total / count
            result = world.unknown(z3.RealSort())
            for where, value in counted:
                world.assume(z3.Implies(where, value >= result if node.kind == "min" else value <= result))
            reached = z3.Or([z3.And(where, value == result) for where, value in counted])
            world.assume(z3.Implies(count > 0, reached))
            return result


def _of_any_length(world: World, node: form.Aggregate, env: Env, path: Any) -> Sym:
    item = world.inputs.any_item(node.over, -1 - len({v.index for v in _items(env, node.over)}))
    inner = {**env, node.variable: item}
    there = z3.And(path, item.here)
    where = TRUE if node.where is None else world.truth(node.where, inner, there)
    if node.kind != "count":
        world.value(node.body, inner, z3.And(there, where))
    match node.kind:
        case "any":
            return Sym(_some(world, _both(node.where, node.body), node, env))
        case "all":
            return Sym(z3.Not(_some(world, _both(node.where, form.Not(node.body)), node, env)))
        case "distinct":
            return Sym(_kept(world, ("distinct", *_text(node, env)), z3.BoolSort()))
        case "count":
            return Sym(_count(world, node, env))
        case "sum":
            return Sym(_sum(world, node, env))
        case _:
            world.must("defined", node, path, z3.Not(_some(world, node.where, node, env)))
            return Sym(_within(world, node, env))


def _both(one: form.Expr | None, other: form.Expr) -> form.Expr:
    return other if one is None else form.And(one, other)


def _some(world: World, condition: form.Expr | None, node: form.Aggregate, env: Env) -> Any:
    """That some item meets a condition; asked twice, it is the same answer."""
    some = world.inputs.some[node.over]
    if condition is None:
        return some
    key = ("some", node.over, bare(condition, node.variable), _bound(condition, node.variable, env))
    found = _kept(world, key, z3.BoolSort())
    world.assume(z3.Implies(found, some))
    for item in _everyone(world, node, env, key):
        holds = _quietly(world, condition, {**env, node.variable: item})
        world.assume(z3.Implies(z3.And(item.here, holds), found))
    return found


def _count(world: World, node: form.Aggregate, env: Env) -> Any:
    key = ("count", *_text(node, env))
    whole = _kept(world, key, z3.IntSort())
    least = world.inputs.lists[node.over].at_least if node.where is None else 0
    world.assume(whole >= least)
    world.assume((whole > 0) == _some(world, node.where, node, env))
    return z3.ToReal(whole)


def _sum(world: World, node: form.Aggregate, env: Env) -> Any:
    key = ("sum", *_text(node, env))
    total = _kept(world, key, z3.RealSort())
    some = _some(world, node.where, node, env)
    world.assume(z3.Implies(z3.Not(some), total == 0))
    body = _range(world, node, env)
    if not (body.not_negative or body.not_positive):
        if world.signs:
            _sign_of_items(world, node, env, total)
        return total
    world.assume(total >= 0 if body.not_negative else total <= 0)
    if body.avoids_zero:
        world.assume(z3.Implies(some, total > 0 if body.not_negative else total < 0))
    for item, here, value in _values(world, node, env, key):
        del item
        world.assume(z3.Implies(here, total >= value if body.not_negative else total <= value))
    return total


def _sign_of_items(world: World, node: form.Aggregate, env: Env, total: Any) -> None:
    """A sum is above zero only if one of its items is: that item may be picked and looked at."""
    signs: tuple[tuple[Literal["gt", "lt"], Any], ...] = (("gt", total <= 0), ("lt", total >= 0))
    for op, holds in signs:
        wrong = _both(node.where, form.Cmp(op=op, left=node.body, right=form.Num(value="0")))
        some = _some(world, wrong, node, env)
        world.assume(z3.Implies(z3.Not(some), holds))
        item = world.inputs.any_item(node.over, PICKED)
        is_wrong = _quietly(world, wrong, {**env, node.variable: item})
        pick = z3.Bool(f"picked {len(world.picks)}")
        world.assume(z3.Implies(z3.And(pick, some), z3.And(item.here, is_wrong)))
        world.picks.append((pick, total))


def _within(world: World, node: form.Aggregate, env: Env) -> Any:
    """A mean, least or greatest value: within the range of what it is taken of."""
    key = (node.kind, *_text(node, env))
    result = _kept(world, key, z3.RealSort())
    world.within(result, _range(world, node, env))
    if node.kind != "mean":
        for _, here, value in _values(world, node, env, key):
            world.assume(z3.Implies(here, value >= result if node.kind == "min" else value <= result))
    return result


def _values(world: World, node: form.Aggregate, env: Env, key: tuple[object, ...]) -> list[tuple[ItemSym, Any, Any]]:
    """For items that stand for all: whether they count, and their value."""
    found = []
    for item in _everyone(world, node, env, key):
        inner = {**env, node.variable: item}
        counts = TRUE if node.where is None else _quietly(world, node.where, inner)
        found.append((item, z3.And(item.here, counts), _quietly(world, node.body, inner)))
    return found


def _everyone(world: World, node: form.Aggregate, env: Env, key: tuple[object, ...]) -> list[ItemSym]:
    """The items a law is to be told of: those in sight and those that stand for all, each once a law."""
    everyone = (*EVERYONE, PICKED) if world.signs else EVERYONE
    told: set[int] = world.kept.setdefault(("told", world.told_level, *key), set())
    indexes = [index for index in {*everyone, *(v.index for v in _items(env, node.over))} if index not in told]
    told.update(indexes)
    return [world.inputs.any_item(node.over, index) for index in sorted(indexes, reverse=True)]


def _quietly(world: World, node: form.Expr, env: Env) -> Any:
    """The value of an expression that is only spoken of: nothing that must hold is watched."""
    watch, world.watch = world.watch, None
    calls, world.calls = world.calls, None
    value = world.value(node, env, TRUE)
    world.watch, world.calls = watch, calls
    assert isinstance(value, Sym)
    return world.unknown(z3.RealSort()) if value.value is None else value.value


def _items(env: Env, over: str) -> list[ItemSym]:
    return [v for v in env.values() if isinstance(v, ItemSym) and v.of == over and v.index < 0]


def _range(world: World, node: form.Aggregate, env: Env) -> Any:
    lists = {name: v.of for name, v in env.items() if isinstance(v, ItemSym)}
    return world.ranges.of(node.body, {**lists, node.variable: node.over})


def _text(node: form.Aggregate, env: Env) -> tuple[object, ...]:
    """What makes two aggregates one value: list, body and condition, and what their variables stand for."""
    where = b"" if node.where is None else bare(node.where, node.variable)
    bound = _bound(node.body, node.variable, env)
    if node.where is not None:
        bound = (*bound, *_bound(node.where, node.variable, env))
    body = b"" if node.kind == "count" else bare(node.body, node.variable)
    return (node.over, body, where, bound)


def _bound(node: form.Expr, variable: str, env: Env) -> tuple[object, ...]:
    from footrule.compiler.proofs.world import identity  # noqa: PLC0415 - the world evaluates aggregates

    names = {found.name for found in every(node) if isinstance(found, form.Var)} - {variable}
    return tuple((name, identity(env[name])) for name in sorted(names & env.keys()))


def _kept(world: World, key: tuple[object, ...], sort: Any) -> Any:
    if key not in world.kept:
        world.kept[key] = world.unknown(sort)
    return world.kept[key]
