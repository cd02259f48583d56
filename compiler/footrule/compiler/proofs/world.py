"""Expressions of the compiled form as z3 terms, and the obligations met on the way.

Rules are written out at their calls, once for each way of calling them. What z3 cannot compute (powers, logarithms,
aggregates over abstract lists) becomes a fresh value about which nothing false is assumed: a proof stays a proof, a
counterexample must be confirmed elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import z3

from footrule.compiler.proofs.symbols import FALSE, TRUE, Inputs, ItemSym, Sym, ordinal, rational
from footrule.runtime import form

Env = dict[str, "Sym | ItemSym"]
Watch = Callable[[str, form.Expr, Any], None]


@dataclass(frozen=True, slots=True)
class Instance:
    """A rule called in one way: with these arguments."""

    rule: form.Rule
    env: tuple[tuple[str, Sym | ItemSym], ...]

    @property
    def key(self) -> tuple[object, ...]:
        return (self.rule.name, *(_identity(value) for _, value in self.env))


@dataclass(slots=True)
class World:
    """One way of looking at a form: abstract lists, or lists of a given length."""

    compiled: form.Form
    inputs: Inputs
    fresh: int = 0
    values: dict[tuple[object, ...], Sym] = field(default_factory=dict)
    abstract: dict[str, Any] = field(default_factory=dict)
    watch: Watch | None = None
    calls: Callable[[Instance, Any], None] | None = None
    rules: dict[str, form.Rule] = field(default_factory=dict)
    tables: dict[str, form.Table] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rules = {rule.name: rule for rule in self.compiled.rules}
        self.tables = {table.name: table for table in self.compiled.tables}

    def truth(self, node: form.Expr, env: Env, path: Any = TRUE) -> Any:
        value = self.value(node, env, path)
        assert isinstance(value, Sym)
        return value.value

    def number(self, node: form.Expr, env: Env, path: Any) -> Any:
        value = self.value(node, env, path)
        assert isinstance(value, Sym)
        return value.value

    def value(self, node: form.Expr, env: Env, path: Any) -> Sym | ItemSym:
        """The z3 term of an expression; `path` is the condition under which it is looked at."""
        match node:
            case form.Num(value=text):
                return Sym(rational(text))
            case form.Str(value=text):
                return Sym(z3.IntVal(hash(text) % 10**9))
            case form.Bool(value=truth):
                return Sym(z3.BoolVal(truth))
            case form.Day(value=text):
                return Sym(z3.IntVal(ordinal(text)))
            case form.Member(of=of, name=name):
                return Sym(z3.IntVal(self.inputs.members[of].index(name)))
            case form.Absent():
                return Sym(None, FALSE)
            case form.Ref(name=name):
                return self.inputs.values[name]
            case form.Var(name=name):
                return env[name]
            case form.Get(of=of, field=name):
                item = self.value(of, env, path)
                assert isinstance(item, ItemSym)
                return item.fields[name]
            case form.Call():
                return self._call(node, env, path)
            case form.Lookup():
                return self._lookup(node, env, path)
            case form.Add(left=left, right=right):
                return Sym(self.number(left, env, path) + self.number(right, env, path))
            case form.Sub(left=left, right=right):
                return Sym(self.number(left, env, path) - self.number(right, env, path))
            case form.Mul(left=left, right=right):
                return Sym(self.number(left, env, path) * self.number(right, env, path))
            case form.Div(left=left, right=right):
                bottom = self.number(right, env, path)
                self._must("no_zero_division", node, path, bottom == 0)
                return Sym(self.number(left, env, path) / bottom)
            case form.Neg(of=of):
                return Sym(-self.number(of, env, path))
            case form.Scale(of=of, by=by):
                return Sym(self.number(of, env, path) * rational(by))
            case form.Pow():
                return self._power(node, env, path)
            case form.Fn():
                return self._function(node, env, path)
            case form.Round():
                return self._round(node, env, path)
            case form.Cmp():
                return self._compare(node, env, path)
            case form.And(left=left, right=right):
                first = self.truth(left, env, path)
                return Sym(z3.And(first, self.truth(right, env, z3.And(path, first))))
            case form.Or(left=left, right=right):
                first = self.truth(left, env, path)
                return Sym(z3.Or(first, self.truth(right, env, z3.And(path, z3.Not(first)))))
            case form.Not(of=of):
                return Sym(z3.Not(self.truth(of, env, path)))
            case form.If(condition=condition, then=then, other=other):
                holds = self.truth(condition, env, path)
                yes = self.value(then, env, z3.And(path, holds))
                no = self.value(other, env, z3.And(path, z3.Not(holds)))
                return self.either(holds, yes, no)
            case form.Known(of=of):
                value = self.value(of, env, path)
                return Sym(value.known if isinstance(value, Sym) else TRUE)
            case form.Applicable(of=of):
                value = self.value(of, env, path)
                known = value.known if isinstance(value, Sym) else TRUE
                return Sym(z3.Or(known, self._unknown(z3.BoolSort())))
            case form.OrElse(left=left, right=right):
                first = self.value(left, env, path)
                assert isinstance(first, Sym)
                second = self.value(right, env, z3.And(path, z3.Not(first.known)))
                return self.either(first.known, first, second)
            case form.Aggregate():
                return self._aggregate(node, env, path)

    def either(self, condition: Any, yes: Sym | ItemSym, no: Sym | ItemSym) -> Sym:
        assert isinstance(yes, Sym)
        assert isinstance(no, Sym)
        if yes.value is None:
            return Sym(no.value, z3.And(z3.Not(condition), no.known))
        if no.value is None:
            return Sym(yes.value, z3.And(condition, yes.known))
        return Sym(z3.If(condition, yes.value, no.value), z3.If(condition, yes.known, no.known))

    def applicable(self, instance: Instance, path: Any) -> list[tuple[form.Case, Any]]:
        """Each case of a rule with the condition under which it is the one that applies, conflicts aside."""
        rule, env = instance.rule, dict(instance.env)
        higher: list[Any] = []
        found: list[tuple[form.Case, Any]] = []
        for rank in sorted({case.rank for case in rule.cases}, reverse=True):
            none_above = z3.And(path, z3.Not(z3.Or(higher)))
            before: list[Any] = []
            guards = []
            for case in (c for c in rule.cases if c.rank == rank and not c.otherwise):
                here = z3.And(none_above, z3.Not(z3.Or(before))) if rule.in_order else none_above
                guard = TRUE if case.guard is None else self.truth(case.guard, env, here)
                guards.append((case, z3.And(here, guard)))
                before.append(guard)
            for case in (c for c in rule.cases if c.rank == rank and c.otherwise):
                guards.append((case, z3.And(none_above, z3.Not(z3.Or(before)))))
                before.append(TRUE)
            found += guards
            higher.append(z3.Or(before))
        return found

    def _call(self, node: form.Call, env: Env, path: Any) -> Sym | ItemSym:
        rule = self.rules[node.rule]
        names = [parameter.name for parameter in rule.parameters]
        arguments = [self.value(argument, env, path) for argument in node.arguments]
        return self.called(Instance(rule, tuple(zip(names, arguments, strict=True))), path)

    def called(self, instance: Instance, path: Any) -> Sym:
        """The value of a rule, worked out once for each way of calling it."""
        if self.calls is not None:
            self.calls(instance, path)
        if instance.key not in self.values:
            watch, self.watch = self.watch, None
            calls, self.calls = self.calls, None
            result: Sym | None = None
            for case, condition in reversed(self.applicable(instance, TRUE)):
                body = self.value(case.body, dict(instance.env), TRUE)
                result = body if result is None and isinstance(body, Sym) else self.either(condition, body, result)  # type: ignore[arg-type]  # the first case starts the chain
            self.watch, self.calls = watch, calls
            assert result is not None
            self.values[instance.key] = result
        return self.values[instance.key]

    def _lookup(self, node: form.Lookup, env: Env, path: Any) -> Sym:
        table = self.tables[node.table]
        column = next(i for i, c in enumerate(table.columns) if c.name == node.column)
        keys = [self.number(key, env, path) for key in node.keys]
        value, known, found = None, FALSE, FALSE
        for row in table.rows:
            same = z3.And(
                [self._cell(text, key.type) == have for text, key, have in zip(row.keys, table.keys, keys, strict=True)]
            )
            cell = row.values[column]
            found = z3.Or(found, same)
            if cell is None:
                continue
            term = self._cell(cell, table.columns[column].type)
            value = term if value is None else z3.If(same, term, value)
            known = z3.Or(known, same)
        if not table.partial:
            self._must("lookup_total", node, path, z3.Not(found))
            return Sym(value)
        return Sym(value, known)

    def _cell(self, text: str, type: form.Type) -> Any:
        match type:
            case form.Choice(of=of):
                members = self.inputs.members[of]
                return z3.IntVal(members.index(text))
            case form.Truth():
                return z3.BoolVal(text == "yes")
            case form.Date():
                return z3.IntVal(ordinal(text))
            case form.Text():
                return z3.IntVal(hash(text) % 10**9)
            case _:
                return rational(text)

    def _power(self, node: form.Pow, env: Env, path: Any) -> Sym:
        base, exponent = self.number(node.left, env, path), self.number(node.right, env, path)
        exponent = z3.simplify(exponent)
        if z3.is_rational_value(exponent):
            power = Fraction(exponent.numerator_as_long(), exponent.denominator_as_long())
            if power.denominator == 1 and 0 <= power <= 6:
                result = z3.RealVal(1)
                for _ in range(int(power)):
                    result = result * base
                return Sym(result)
        self._must("defined", node, path, z3.Or(base < 0, z3.And(base == 0, exponent <= 0)))
        return Sym(self._opaque("pow", base, exponent, positive=True))

    def _function(self, node: form.Fn, env: Env, path: Any) -> Sym:
        terms = [self.number(argument, env, path) for argument in node.arguments]
        match node.name:
            case "abs":
                return Sym(z3.If(terms[0] >= 0, terms[0], -terms[0]))
            case "min" | "max":
                result = terms[0]
                for term in terms[1:]:
                    better = term < result if node.name == "min" else term > result
                    result = z3.If(better, term, result)
                return Sym(result)
            case "exp":
                return Sym(self._opaque("exp", terms[0], positive=True))
            case "ln" | "log10":
                self._must("defined", node, path, terms[0] <= 0)
                return Sym(self._opaque(node.name, terms[0]))
            case "sqrt":
                self._must("defined", node, path, terms[0] < 0)
                root = self._opaque("sqrt", terms[0])
                self.inputs.assumptions.append(z3.Implies(terms[0] >= 0, z3.And(root >= 0, root * root == terms[0])))
                return Sym(root)
            case "days_between":
                return Sym(z3.ToReal(terms[1] - terms[0]))
            case "add_days":
                return Sym(terms[0] + z3.ToInt(terms[1]))
            case "year_of":
                return Sym(z3.ToReal(self._whole("year_of", terms[0])))
            case _:
                return Sym(self._whole(node.name, *terms))

    def _round(self, node: form.Round, env: Env, path: Any) -> Sym:
        value = self.number(node.of, env, path)
        if node.decimals is None:
            return Sym(self._opaque(f"round{node.significant}{node.mode}", value))
        scale = z3.RealVal(10**node.decimals)
        scaled = value * scale
        floor = z3.ToReal(z3.ToInt(scaled))
        half = z3.RealVal("1/2")
        ceiling = -z3.ToReal(z3.ToInt(-scaled))
        match node.mode:
            case "floor":
                result = floor
            case "ceiling":
                result = ceiling
            case "down":
                result = z3.If(scaled >= 0, floor, ceiling)
            case "up":
                result = z3.If(scaled >= 0, ceiling, floor)
            case "half_up":
                result = z3.If(scaled >= 0, z3.ToReal(z3.ToInt(scaled + half)), -z3.ToReal(z3.ToInt(half - scaled)))
            case _:
                result = z3.ToReal(self._whole("half_even", scaled))
                self.inputs.assumptions.append(z3.And(result - scaled <= half, scaled - result <= half))
        return Sym(result / scale)

    def _compare(self, node: form.Cmp, env: Env, path: Any) -> Sym:
        left, right = self.number(node.left, env, path), self.number(node.right, env, path)
        match node.op:
            case "lt":
                return Sym(left < right)
            case "le":
                return Sym(left <= right)
            case "gt":
                return Sym(left > right)
            case "ge":
                return Sym(left >= right)
            case "eq":
                return Sym(left == right)
            case "ne":
                return Sym(left != right)

    def _aggregate(self, node: form.Aggregate, env: Env, path: Any) -> Sym:
        if self.inputs.size is None:
            return self._any_length(node, env, path)
        counted: list[tuple[Any, Any]] = []
        for item in self.inputs.items[node.over]:
            inner = {**env, node.variable: item}
            where = TRUE if node.where is None else self.truth(node.where, inner, path)
            if node.kind == "count":
                counted.append((where, None))
            else:
                counted.append((where, self.number(node.body, inner, z3.And(path, where))))
        return Sym(self._gathered(node, counted, path))

    def _gathered(self, node: form.Aggregate, counted: list[tuple[Any, Any]], path: Any) -> Any:
        zero = z3.RealVal(0)
        count = z3.Sum([z3.If(where, z3.RealVal(1), zero) for where, _ in counted]) if counted else zero
        total = (
            z3.Sum([z3.If(where, value, zero) for where, value in counted])
            if counted and node.kind in ("sum", "mean")
            else zero
        )
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
                return z3.And(
                    [
                        z3.Implies(z3.And(a[0], b[0]), a[1] != b[1])
                        for i, a in enumerate(counted)
                        for b in counted[i + 1 :]
                    ]
                )
            case _:
                self._must("defined", node, path, count == 0)
                if node.kind == "mean":
                    return total / count
                result = self._unknown(z3.RealSort())
                for where, value in counted:
                    side = value >= result if node.kind == "min" else value <= result
                    self.inputs.assumptions.append(z3.Implies(where, side))
                self.inputs.assumptions.append(
                    z3.Implies(count > 0, z3.Or([z3.And(where, value == result) for where, value in counted]))
                )
                return result

    def _any_length(self, node: form.Aggregate, env: Env, path: Any) -> Sym:
        """Over a list of any length: one item stands for all in what must hold, the result is left open."""
        inner = {**env, node.variable: self.inputs.anyone[node.over]}
        where = TRUE if node.where is None else self.truth(node.where, inner, path)
        body = None if node.kind == "count" else self.number(node.body, inner, z3.And(path, where))
        if node.kind in ("mean", "min", "max"):
            self._must("defined", node, path, self._unknown(z3.BoolSort()))
        if node.kind in ("any", "all", "distinct"):
            result = self._kept(node, env, z3.BoolSort())
            if node.kind == "all":
                self.inputs.assumptions.append(z3.Implies(z3.And(result, where), body))
            return Sym(result)
        result = self._kept(node, env, z3.RealSort())
        if node.kind == "count":
            self.inputs.assumptions.append(result >= 0)
        return Sym(result)

    def _kept(self, node: form.Aggregate, env: Env, sort: Any) -> Any:
        """The same aggregate over the same bindings is the same value."""
        bound = sorted((name, str(_identity(value))) for name, value in env.items())
        key = f"{node!r} {bound}"
        if key not in self.abstract:
            self.abstract[key] = self._unknown(sort)
        return self.abstract[key]

    def _opaque(self, name: str, *terms: Any, positive: bool = False) -> Any:
        """An uncomputed function: equal arguments give equal values, and no more is known."""
        function = z3.Function(f"opaque {name}", *([z3.RealSort()] * (len(terms) + 1)))
        value = function(*terms)
        if positive:
            self.inputs.assumptions.append(value > 0)
        return value

    def _whole(self, name: str, *terms: Any) -> Any:
        function = z3.Function(f"opaque {name}", *(term.sort() for term in terms), z3.IntSort())
        return function(*terms)

    def _unknown(self, sort: Any) -> Any:
        self.fresh += 1
        return z3.FreshConst(sort, "open")

    def _must(self, kind: str, node: form.Expr, path: Any, bad: Any) -> None:
        if self.watch is not None:
            self.watch(kind, node, z3.And(path, bad))


def _identity(value: Sym | ItemSym) -> object:
    if isinstance(value, ItemSym):
        return (value.of, value.index)
    return None if value.value is None else value.value.get_id()


def instances(world: World, roots: Iterator[tuple[form.Expr, Any]]) -> dict[tuple[object, ...], tuple[Instance, Any]]:
    """Every way a rule is called from the roots, with the condition under which it is called at all.

    Callers come before callees: the rules of a form stand in calling order, so going through them backwards sees
    every call of a rule before the rule itself.
    """
    reached: dict[str, dict[tuple[object, ...], tuple[Instance, Any]]] = {}

    def call(instance: Instance, path: Any) -> None:
        ways = reached.setdefault(instance.rule.name, {})
        known = ways.get(instance.key)
        ways[instance.key] = (instance, path if known is None else z3.Or(known[1], path))

    world.calls = call
    for expression, path in roots:
        world.value(expression, {}, path)
    found: dict[tuple[object, ...], tuple[Instance, Any]] = {}
    for rule in reversed(world.compiled.rules):
        for key, (instance, path) in reached.get(rule.name, {}).items():
            found[key] = (instance, path)
            for case, condition in world.applicable(instance, path):
                world.value(case.body, dict(instance.env), condition)
    world.calls = None
    return found
