"""Expressions of the compiled form as z3 terms, and the obligations met on the way.

Rules are written out at their calls, once for each way of calling them, down to a given depth; below it a call is a
value of which only its type and range are known. What z3 cannot compute (powers, logarithms, lists of any length)
becomes a value about which nothing false is assumed: a proof stays a proof, a counterexample must be confirmed
elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import z3

from footrule.compiler.proofs import lists
from footrule.compiler.proofs.intervals import Range, Ranges
from footrule.compiler.proofs.symbols import FALSE, TRUE, Inputs, ItemSym, Sym, ordinal, rational, sort_of
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
        return (self.rule.name, *(identity(value) for _, value in self.env))


@dataclass(slots=True)
class World:
    """One way of looking at a form: lists of any length or of a few items, rules written out `depth` calls deep.

    `signs`: of a sum of numbers of either sign it is said that its sign is that of one of its items.
    """

    compiled: form.Form
    inputs: Inputs
    ranges: Ranges
    depth: int | None = None
    signs: bool = False
    fresh: int = 0
    values: dict[tuple[object, ...], Sym] = field(default_factory=dict)
    kept: dict[tuple[object, ...], Any] = field(default_factory=dict)
    watch: Watch | None = None
    calls: Callable[[Instance, Any], None] | None = None
    rules: dict[str, form.Rule] = field(default_factory=dict)
    tables: dict[str, form.Table] = field(default_factory=dict)
    level: int = 0
    alive: list[Instance] = field(default_factory=list)
    picks: list[tuple[Any, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rules = {rule.name: rule for rule in self.compiled.rules}
        self.tables = {table.name: table for table in self.compiled.tables}

    @property
    def told_level(self) -> int:
        """Laws of lists are told once where every call is written out, else once for every depth they stand at."""
        return 0 if self.depth is None else self.level

    def assume(self, fact: Any) -> None:
        self.inputs.assumptions.append(fact)

    def truth(self, node: form.Expr, env: Env, path: Any = TRUE) -> Any:
        value = self.value(node, env, path)
        assert isinstance(value, Sym)
        return self.unknown(z3.BoolSort()) if value.value is None else value.value

    def number(self, node: form.Expr, env: Env, path: Any) -> Any:
        value = self.value(node, env, path)
        assert isinstance(value, Sym)
        return self.unknown(z3.RealSort()) if value.value is None else value.value

    def value(self, node: form.Expr, env: Env, path: Any) -> Sym | ItemSym:
        """The z3 term of an expression; `path` is the condition under which it is looked at."""
        match node:
            case form.Num(value=text):
                return Sym(rational(text))
            case form.Str(value=text):
                return Sym(self.inputs.text(text))
            case form.Bool(value=truth):
                return Sym(z3.BoolVal(truth))
            case form.Day(value=text):
                return Sym(z3.IntVal(ordinal(text)))
            case form.Member(of=of, name=name):
                return Sym(self.inputs.member(of, name))
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
                self.must("no_zero_division", node, path, bottom == 0)
                return Sym(self.number(left, env, path) / bottom)
            case form.Neg(of=of):
                return Sym(-self.number(of, env, path))
            case form.Scale(of=of, by=by):
                whole = self.value(of, env, path)
                assert isinstance(whole, Sym)
                return whole if whole.value is None else Sym(whole.value * rational(by), whole.known)
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
                return Sym(z3.Or(known, self.unknown(z3.BoolSort())))
            case form.OrElse(left=left, right=right):
                first = self.value(left, env, path)
                assert isinstance(first, Sym)
                second = self.value(right, env, z3.And(path, z3.Not(first.known)))
                return self.either(first.known, first, second)
            case form.Aggregate():
                return lists.aggregate(self, node, env, path)

    def either(self, condition: Any, yes: Sym | ItemSym, no: Sym | ItemSym) -> Sym:
        assert isinstance(yes, Sym)
        assert isinstance(no, Sym)
        if z3.is_true(condition):
            return yes
        if z3.is_false(condition):
            return no
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
        self.alive.append(instance)  # z3 gives the number of a dead expression to another one
        if self.depth is not None and self.level >= self.depth:
            return self._closed(instance)
        key = (*instance.key, self.level if self.depth is not None else 0)
        if key not in self.values:
            watch, self.watch = self.watch, None
            calls, self.calls = self.calls, None
            self.level += 1
            result: Sym | None = None
            for case, condition in reversed(self.applicable(instance, TRUE)):
                body = self.value(case.body, dict(instance.env), TRUE)
                result = body if result is None and isinstance(body, Sym) else self.either(condition, body, result)  # type: ignore[arg-type]  # the first case starts the chain
            self.level -= 1
            self.watch, self.calls = watch, calls
            assert result is not None
            if self.inputs.size is None and result.value is not None and isinstance(instance.rule.type, form.Quantity):
                self.within(result.value, self.ranges.rules[instance.rule.name])
            self.values[key] = result
        return self.values[key]

    def _closed(self, instance: Instance) -> Sym:
        """A call not written out: equal arguments give equal values, and it keeps its type and its range."""
        rule = instance.rule
        key = ("closed", *instance.key)
        if key not in self.kept:
            terms: list[Any] = []
            for _, value in instance.env:
                if isinstance(value, ItemSym):
                    terms.append(z3.IntVal(value.index))
                else:
                    terms += [value.known] if value.value is None else [value.value, value.known]
            value = self._applied(f"value of {rule.name}", terms, sort_of(rule.type))
            known = self._applied(f"value of {rule.name} known", terms, z3.BoolSort()) if rule.maybe else TRUE
            if isinstance(rule.type, form.Quantity):
                self.within(value, self.ranges.rules[rule.name])
            else:
                self.assume(self.inputs.legal(value, rule.type))
            self.kept[key] = Sym(value, known)
        found: Sym = self.kept[key]
        return found

    def _applied(self, name: str, terms: list[Any], sort: Any) -> Any:
        return (
            z3.Function(f"{name}/{len(terms)}", *(t.sort() for t in terms), sort)(*terms)
            if terms
            else z3.Const(name, sort)
        )

    def within(self, value: Any, range: Range) -> None:
        """Assume a number to lie in its range."""
        if z3.is_rational_value(value):
            return
        if range.low is not None:
            self.assume(value > rational(range.low) if range.above else value >= rational(range.low))
        if range.high is not None:
            self.assume(value < rational(range.high) if range.below else value <= rational(range.high))

    def _lookup(self, node: form.Lookup, env: Env, path: Any) -> Sym:
        table = self.tables[node.table]
        column = next(i for i, c in enumerate(table.columns) if c.name == node.column)
        keys = [self.number(key, env, path) for key in node.keys]
        value, known, found = None, FALSE, FALSE
        for row in table.rows:
            cells = [self._cell(text, key.type) for text, key in zip(row.keys, table.keys, strict=True)]
            if any(is_literal(have) and not have.eq(cell) for have, cell in zip(keys, cells, strict=True)):
                continue
            same = z3.simplify(z3.And([cell == have for have, cell in zip(keys, cells, strict=True)]))
            cell = row.values[column]
            found = z3.Or(found, same)
            if cell is None:
                continue
            term = self._cell(cell, table.columns[column].type)
            value = term if value is None else z3.If(same, term, value)
            known = z3.Or(known, same)
        if not table.partial:
            self.must("lookup_total", node, path, z3.Not(found))
        if value is None and not table.partial:
            return Sym(self.unknown(sort_of(table.columns[column].type)))
        return Sym(value, known if table.partial else TRUE)

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
                return self.inputs.text(text)
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
        self.must("defined", node, path, z3.Or(base < 0, z3.And(base == 0, exponent <= 0)))
        result = self._opaque("pow", base, exponent)
        self.assume(z3.Implies(base > 0, result > 0))
        self.assume(z3.Implies(z3.And(base == 0, exponent > 0), result == 0))
        return Sym(result)

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
                result = self._opaque("exp", terms[0])
                self.assume(result > 0)
                return Sym(result)
            case "ln" | "log10":
                self.must("defined", node, path, terms[0] <= 0)
                return Sym(self._opaque(node.name, terms[0]))
            case "sqrt":
                self.must("defined", node, path, terms[0] < 0)
                root = self._opaque("sqrt", terms[0])
                self.assume(z3.Implies(terms[0] >= 0, root >= 0))
                self.assume(z3.Implies(terms[0] > 0, root > 0))  # only that: the root itself is rounded
                self.assume(z3.Implies(terms[0] == 0, root == 0))
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
                self.assume(z3.And(result - scaled <= half, scaled - result <= half))
        return Sym(result / scale)

    def _compare(self, node: form.Cmp, env: Env, path: Any) -> Sym:
        left, right = self.number(node.left, env, path), self.number(node.right, env, path)
        if is_literal(left) and is_literal(right):
            return Sym(z3.simplify(_compared(node.op, left, right)))
        return Sym(_compared(node.op, left, right))

    def _opaque(self, name: str, *terms: Any) -> Any:
        """An uncomputed function: equal arguments give equal values, and no more is known."""
        return z3.Function(f"opaque {name}", *([z3.RealSort()] * (len(terms) + 1)))(*terms)

    def _whole(self, name: str, *terms: Any) -> Any:
        function = z3.Function(f"opaque {name}", *(term.sort() for term in terms), z3.IntSort())
        return function(*terms)

    def unknown(self, sort: Any) -> Any:
        self.fresh += 1
        return z3.FreshConst(sort, "open")

    def must(self, kind: str, node: form.Expr, path: Any, bad: Any) -> None:
        if self.watch is not None:
            self.watch(kind, node, z3.And(path, bad))


def _compared(op: str, left: Any, right: Any) -> Any:
    match op:
        case "lt":
            return left < right
        case "le":
            return left <= right
        case "gt":
            return left > right
        case "ge":
            return left >= right
        case "eq":
            return left == right
        case _:
            return left != right


def is_literal(term: Any) -> bool:
    return bool(z3.is_rational_value(term) or z3.is_int_value(term) or z3.is_true(term) or z3.is_false(term))


def identity(value: Sym | ItemSym) -> object:
    """What tells one argument from another."""
    if isinstance(value, ItemSym):
        return (value.of, value.index)
    return (None if value.value is None else value.value.get_id(), value.known.get_id())


def free(instance_of: form.Rule, inputs: Inputs) -> Instance:
    """A rule called with anything its parameters allow."""
    env: list[tuple[str, Sym | ItemSym]] = []
    for parameter in instance_of.parameters:
        if isinstance(parameter.type, form.Item):
            of = parameter.type.of
            env.append((parameter.name, inputs.any_item(of, -1) if inputs.size is None else inputs.items[of][0]))
        else:
            name = argument(instance_of, parameter)
            env.append((parameter.name, Sym(inputs.of_type(name, parameter.type))))
    return Instance(instance_of, tuple(env))


def argument(rule: form.Rule, parameter: form.Parameter) -> str:
    return f"argument {rule.name}.{parameter.name}"


def instances(
    world: World, roots: Iterator[tuple[form.Expr, Any]], also: list[Instance] | None = None
) -> dict[tuple[object, ...], tuple[Instance, Any]]:
    """Every way a rule is called from the roots, and `also`, with the condition under which it is called at all.

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
    for instance in also or []:
        call(instance, z3.And([value.here for _, value in instance.env if isinstance(value, ItemSym)]))
    found: dict[tuple[object, ...], tuple[Instance, Any]] = {}
    for rule in reversed(world.compiled.rules):
        for key, (instance, path) in reached.get(rule.name, {}).items():
            found[key] = (instance, path)
            for case, condition in world.applicable(instance, path):
                world.value(case.body, dict(instance.env), condition)
    world.calls = None
    return found
