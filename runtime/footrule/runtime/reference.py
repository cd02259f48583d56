"""The exact reference interpreter: what a compiled form means.

One method a node kind, written to be read beside the form's own docstrings; nothing is optimised but repeated rules.
Every refusal is a `Refused` with the clause of the step.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, ClassVar, Literal

from footrule.runtime import exact, form
from footrule.runtime.form_index import FormIndex
from footrule.runtime.machine import Asked, Machine, Scope, Work
from footrule.runtime.problems import Problem, Refused, Words
from footrule.runtime.trace import Step, Trace
from footrule.runtime.values import (
    NOT_APPLICABLE,
    UNKNOWN,
    Absent,
    Given,
    Item,
    Missing,
    Value,
    read_value,
    shown,
    unit_of,
)

_number = lru_cache(maxsize=4096)(exact.read_number)
_IN_PROGRESS = object()


class Interpreter(Machine):
    """One calculation: rules are evaluated on demand, each once for the same arguments.

    `trace` keeps every step; `used_places`, `departures` and `chosen`, the place of the case each rule without
    parameters came from, are kept always.
    """

    def __init__(self, index: FormIndex, given: Given, *, trace: bool = False) -> None:
        super().__init__(index)
        self.given = given
        self.tracing = trace
        self.steps: list[Step] = []
        self.used_places: set[int] = set()
        self.departures: dict[tuple[str, str], int] = {}
        self.chosen: dict[str, int] = {}
        self._memory: dict[tuple[str, tuple[Value, ...]], Any] = {}
        self._step_numbers: dict[tuple[str, object], int] = {}

    # --- entries ------------------------------------------------------------------------------------------------------

    def rule(self, name: str, *arguments: Value) -> Value:
        """The value of a rule. Raises `Refused`."""
        return self._drive(self._rule(name, arguments, Scope({}, []), 0))

    def expression(self, node: form.Expr) -> Value:
        """The value of an expression outside any rule, such as a requirement's condition. Raises `Refused`."""
        return self._drive(self._visit(node, Scope({}, [])))

    def truth(self, node: form.Expr) -> bool:
        """The value of a condition. Raises `Refused`, also where it has none."""
        return self._truth_of(self.expression(node), node, Scope({}, []))

    def trace(self) -> Trace:
        """The steps so far; empty unless tracing was asked for."""
        return Trace(tuple(self.steps), self.index.form.places)

    def _drive(self, work: Work) -> Value:
        try:
            return super()._drive(work)
        finally:
            for key in [key for key, known in self._memory.items() if known is _IN_PROGRESS]:
                del self._memory[key]

    # --- leaves -------------------------------------------------------------------------------------------------------

    def _num(self, node: form.Num, scope: Scope) -> Value:
        return self._computed(node, scope, _number, node.value)

    def _str(self, node: form.Str, scope: Scope) -> Value:
        return node.value

    def _bool(self, node: form.Bool, scope: Scope) -> Value:
        return node.value

    def _day(self, node: form.Day, scope: Scope) -> Value:
        return self._computed(node, scope, exact.read_date, node.value)

    def _member(self, node: form.Member, scope: Scope) -> Value:
        return node.name

    def _absent(self, node: form.Absent, scope: Scope) -> Value:
        return UNKNOWN if node.kind == "unknown" else NOT_APPLICABLE

    def _var(self, node: form.Var, scope: Scope) -> Value:
        if node.name not in scope.variables:
            raise self._faulty(node.at, f"没有变量 `{node.name}`", f"there is no variable `{node.name}`")
        return scope.variables[node.name]

    def _ref(self, node: form.Ref, scope: Scope) -> Value:
        name = node.name
        if name in self.given.values:
            found = self.given.values[name]
            declared: form.Input | form.Option = self.index.inputs[name]
            kind: Literal["input", "option"] = "input"
        elif name in self.given.options:
            found = self.given.options[name]
            declared = self.index.options[name]
            kind = "option"
        else:
            raise self._faulty(node.at, f"没有输入 `{name}`", f"there is no input `{name}`")
        if isinstance(found, Missing):
            raise Refused((found.problem,))
        if self.tracing:
            step = Step(0, kind, name, found, declared.type, declared.label, declared.at)
            self._use(scope, (kind, name), step)
        return found

    # --- structure ----------------------------------------------------------------------------------------------------

    def _get(self, node: form.Get, scope: Scope) -> Work:
        item = yield node.of, scope
        if not isinstance(item, Item):
            raise self._faulty(node.at, "此处应为列表的一项", "an item of a list was expected here")
        if node.field not in item.fields:
            raise self._faulty(node.at, f"没有字段 `{node.field}`", f"there is no field `{node.field}`")
        value = item.fields[node.field]
        if isinstance(value, Missing):
            raise Refused((value.problem,))
        if self.tracing:
            name = f"{item.of}[{item.index}].{node.field}"
            declared = self.index.fields[item.of, node.field]
            step = Step(0, "input", name, value, declared.type, declared.label, declared.at)
            self._use(scope, ("input", name), step)
        return value

    def _call(self, node: form.Call, scope: Scope) -> Work:
        arguments = []
        for argument in node.arguments:
            arguments.append((yield argument, scope))
        return (yield from self._rule(node.rule, tuple(arguments), scope, node.at))

    def _rule(self, name: str, arguments: tuple[Value, ...], caller: Scope, at: int) -> Work:
        rule = self.index.rules.get(name)
        if rule is None or len(rule.parameters) != len(arguments):
            raise self._faulty(at, f"没有这样的规则 `{name}`", f"there is no such rule `{name}`")
        key = (name, arguments)
        known = self._memory.get(key)
        if known is _IN_PROGRESS:
            raise self._faulty(rule.at, f"规则 `{name}` 依赖自身", f"the rule `{name}` depends on itself")
        if known is None:
            self._memory[key] = _IN_PROGRESS
            scope = Scope(
                {parameter.name: value for parameter, value in zip(rule.parameters, arguments, strict=True)}, [], name
            )
            case, number, known = yield from self._decide(rule, arguments, scope)
            self._memory[key] = known
            self.used_places.add(case.at)
            if not arguments:
                self.chosen[name] = case.at
            if case.departs:
                self.departures[name, case.departs] = case.at
            if self.tracing:
                self._keep_rule(rule, arguments, known, used=scope.uses, case=case, number=number)
        if self.tracing:
            caller.uses.append(self._step_numbers["rule", key])
        value: Value = known
        return value

    def _keep_rule(
        self,
        rule: form.Rule,
        arguments: tuple[Value, ...],
        value: Value,
        *,
        used: list[int],
        case: form.Case,
        number: int,
    ) -> None:
        told = f"({', '.join(shown(argument) for argument in arguments)})" if arguments else ""
        self._step_numbers["rule", (rule.name, arguments)] = len(self.steps) + 1
        self.steps.append(
            Step(
                number=len(self.steps) + 1,
                kind="rule",
                name=rule.name + told,
                value=value,
                type=rule.type,
                label=rule.label,
                at=rule.at,
                uses=tuple(dict.fromkeys(used)),
                case=number,
                of=len(rule.cases),
                case_at=case.at,
                departs=case.departs,
            )
        )

    def _use(self, scope: Scope, key: tuple[str, object], step: Step) -> None:
        if key not in self._step_numbers:
            self._step_numbers[key] = len(self.steps) + 1
            self.steps.append(
                Step(len(self.steps) + 1, step.kind, step.name, step.value, step.type, step.label, step.at)
            )
        scope.uses.append(self._step_numbers[key])

    def _decide(
        self, rule: form.Rule, arguments: tuple[Value, ...], scope: Scope
    ) -> Generator[Asked, Value, tuple[form.Case, int, Value]]:
        """The case that applies and its value: the highest rank at which one does, its `otherwise` last."""
        for rank in sorted({case.rank for case in rule.cases}, reverse=True):
            numbered = [(number, case) for number, case in enumerate(rule.cases, 1) if case.rank == rank]
            applying: list[tuple[int, form.Case]] = []
            for number, case in numbered:
                if case.otherwise:
                    continue
                if case.guard is None or self._truth_of((yield case.guard, scope), case.guard, scope):
                    applying.append((number, case))
                    if rule.in_order:
                        break
            if not applying:
                applying = [(number, case) for number, case in numbered if case.otherwise][:1]
            if applying:
                return (yield from self._agreed(rule, applying, scope))
        told = ", ".join(f"{p.name} = {shown(a)}" for p, a in zip(rule.parameters, arguments, strict=True))
        words = Words(f"（{told}）", f" ({told})") if told else ""
        raise self._refused("R0302", rule.at, rule=rule.name, arguments=words)

    def _agreed(
        self, rule: form.Rule, applying: list[tuple[int, form.Case]], scope: Scope
    ) -> Generator[Asked, Value, tuple[form.Case, int, Value]]:
        """The value all applying cases give; two different ones are a conflict."""
        number, first = applying[0]
        value = yield first.body, scope
        for _, other in applying[1:]:
            second = yield other.body, scope
            if second != value:
                raise self._conflict(rule, (first, value), (other, second))
        return first, number, value

    def _conflict(self, rule: form.Rule, first: tuple[form.Case, Value], second: tuple[form.Case, Value]) -> Refused:
        places = [self.index.place(case.at) for case, _ in (first, second)]
        unit = unit_of(rule.type)
        problem = Problem(
            "R0303",
            "",
            {
                "rule": rule.name,
                "first": shown(first[1], unit),
                "second": shown(second[1], unit),
                "first_clause": f"{places[0].standard} §{places[0].clause}",
                "second_clause": f"{places[1].standard} §{places[1].clause}",
            },
            places[0].standard,
            places[0].clause,
            ((places[1].standard, places[1].clause),),
        )
        return Refused((problem,))

    def _lookup(self, node: form.Lookup, scope: Scope) -> Work:
        table = self.index.tables.get(node.table)
        columns = [column.name for column in table.columns] if table else []
        if table is None or node.column not in columns or len(node.keys) != len(table.keys):
            raise self._faulty(node.at, f"没有这样的表 `{node.table}`", f"there is no such table `{node.table}`")
        keys = []
        for key in node.keys:
            keys.append(self._present((yield key, scope), key, scope))
        try:
            row = self.index.rows(table).get(tuple(keys))
        except ValueError:
            raise self._faulty(
                table.at, f"表 `{table.name}` 的键有误", f"a key of table `{table.name}` is faulty"
            ) from None
        told = ", ".join(shown(key) for key in keys)
        value: Value = UNKNOWN
        position = columns.index(node.column)
        type_ = table.columns[position].type
        if row is not None:
            value = self._computed(node, scope, read_value, row.values[position], type_)
        elif not table.partial:
            raise self._refused("R0304", node.at, table=table.name, keys=told)
        self.used_places.add(table.at)
        if self.tracing:
            name = f"{table.name}[{told}].{node.column}"
            self._use(scope, ("cell", name), Step(0, "cell", name, value, type_, table.label, table.at))
        return value

    # --- arithmetic ---------------------------------------------------------------------------------------------------

    def _two(self, node: Any, scope: Scope) -> Generator[Asked, Value, tuple[Fraction, Fraction]]:
        left = self._number_of((yield node.left, scope), node.left, scope)
        right = self._number_of((yield node.right, scope), node.right, scope)
        return left, right

    def _add(self, node: form.Add, scope: Scope) -> Work:
        left, right = yield from self._two(node, scope)
        return self._bounded(left + right, node.at)

    def _sub(self, node: form.Sub, scope: Scope) -> Work:
        left, right = yield from self._two(node, scope)
        return self._bounded(left - right, node.at)

    def _mul(self, node: form.Mul, scope: Scope) -> Work:
        left, right = yield from self._two(node, scope)
        return self._bounded(left * right, node.at)

    def _div(self, node: form.Div, scope: Scope) -> Work:
        left, right = yield from self._two(node, scope)
        if not right:
            raise self._refused("R0305", node.at, scope)
        return self._bounded(left / right, node.at)

    def _pow(self, node: form.Pow, scope: Scope) -> Work:
        left, right = yield from self._two(node, scope)
        return self._computed(node, scope, exact.power, left, right)

    def _neg(self, node: form.Neg, scope: Scope) -> Work:
        return -self._number_of((yield node.of, scope), node.of, scope)

    def _scale(self, node: form.Scale, scope: Scope) -> Work:
        value = yield node.of, scope
        if isinstance(value, Absent):
            return value
        number = self._number_of(value, node.of, scope)
        return self._computed(node, scope, lambda: number * _number(node.by))

    def _round(self, node: form.Round, scope: Scope) -> Work:
        number = self._number_of((yield node.of, scope), node.of, scope)
        for places in (node.decimals, node.significant):
            if places is not None and abs(places) > exact.MOST_DIGITS:
                raise self._faulty(node.at, "修约位数过多", "the rounding keeps too many digits")
        return self._computed(node, scope, exact.rounded, number, node.mode, node.decimals, node.significant)

    def _fn(self, node: form.Fn, scope: Scope) -> Work:
        values = []
        for argument in node.arguments:
            values.append(self._present((yield argument, scope), argument, scope))
        try:
            return self._computed(node, scope, _FUNCTIONS[node.name], *values)
        except (TypeError, AttributeError, ValueError):
            raise self._faulty(
                node.at, f"`{node.name}` 的参数有误", f"the arguments of `{node.name}` are faulty"
            ) from None

    # --- truth --------------------------------------------------------------------------------------------------------

    def _cmp(self, node: form.Cmp, scope: Scope) -> Work:
        left = self._present((yield node.left, scope), node.left, scope)
        right = self._present((yield node.right, scope), node.right, scope)
        if node.op == "eq":
            return left == right
        if node.op == "ne":
            return left != right
        ordered: Any = left
        if type(left) is not type(right) or not isinstance(left, (Fraction, date)):
            raise self._faulty(node.at, "两边不能比较大小", "the two sides have no order")
        if node.op == "lt":
            return bool(ordered < right)
        if node.op == "le":
            return bool(ordered <= right)
        if node.op == "gt":
            return bool(ordered > right)
        return bool(ordered >= right)

    def _and(self, node: form.And, scope: Scope) -> Work:
        if not self._truth_of((yield node.left, scope), node.left, scope):
            return False
        return self._truth_of((yield node.right, scope), node.right, scope)

    def _or(self, node: form.Or, scope: Scope) -> Work:
        if self._truth_of((yield node.left, scope), node.left, scope):
            return True
        return self._truth_of((yield node.right, scope), node.right, scope)

    def _not(self, node: form.Not, scope: Scope) -> Work:
        return not self._truth_of((yield node.of, scope), node.of, scope)

    def _if(self, node: form.If, scope: Scope) -> Work:
        holds = self._truth_of((yield node.condition, scope), node.condition, scope)
        return (yield (node.then if holds else node.other), scope)

    def _known(self, node: form.Known, scope: Scope) -> Work:
        value = yield node.of, scope
        return not isinstance(value, Absent)

    def _applicable(self, node: form.Applicable, scope: Scope) -> Work:
        value = yield node.of, scope
        return value is not NOT_APPLICABLE

    def _or_else(self, node: form.OrElse, scope: Scope) -> Work:
        value = yield node.left, scope
        if isinstance(value, Absent):
            return (yield node.right, scope)
        return value

    # --- lists --------------------------------------------------------------------------------------------------------

    def _aggregate(self, node: form.Aggregate, scope: Scope) -> Work:
        items = self.given.lists.get(node.over)
        if items is None:
            raise self._faulty(node.at, f"没有列表 `{node.over}`", f"there is no list `{node.over}`")
        if isinstance(items, Missing):
            raise Refused((items.problem,))
        values: list[Value] = []
        for item in items:
            inner = Scope({**scope.variables, node.variable: item}, scope.uses, scope.rule)
            if node.where is not None and not self._truth_of((yield node.where, inner), node.where, inner):
                continue
            if node.kind == "count":
                values.append(item)
                continue
            value = self._present((yield node.body, inner), node.body, inner)
            if node.kind in ("any", "all") and value is (node.kind == "any"):
                return value
            values.append(value)
        return self._gathered(node, values, scope)

    def _gathered(self, node: form.Aggregate, values: list[Value], scope: Scope) -> Value:
        if node.kind == "count":
            return Fraction(len(values))
        if node.kind in ("any", "all"):
            return node.kind == "all"
        if node.kind == "distinct":
            return len(set(values)) == len(values)
        if node.kind == "sum":
            return self._sum(node, values, scope)
        if not values:
            zh, en = {"mean": ("平均值", "mean"), "min": ("最小值", "minimum"), "max": ("最大值", "maximum")}[node.kind]
            raise self._refused("R0306", node.at, scope, list=node.over, what=Words(zh, en))
        if node.kind == "mean":
            return self._bounded(self._sum(node, values, scope) / len(values), node.at)
        comparable: list[Any] = values
        extreme: Value = min(comparable) if node.kind == "min" else max(comparable)
        return extreme

    def _sum(self, node: form.Aggregate, values: list[Value], scope: Scope) -> Fraction:
        total = Fraction(0)
        for value in values:
            total = self._bounded(total + self._number_of(value, node.body, scope), node.at)
        return total

    # --- by kind of node ----------------------------------------------------------------------------------------------

    leaves: ClassVar = {
        form.Num: _num,
        form.Str: _str,
        form.Bool: _bool,
        form.Day: _day,
        form.Member: _member,
        form.Absent: _absent,
        form.Var: _var,
        form.Ref: _ref,
    }

    branches: ClassVar = {
        form.Get: _get,
        form.Call: _call,
        form.Lookup: _lookup,
        form.Add: _add,
        form.Sub: _sub,
        form.Mul: _mul,
        form.Div: _div,
        form.Pow: _pow,
        form.Neg: _neg,
        form.Scale: _scale,
        form.Round: _round,
        form.Fn: _fn,
        form.Cmp: _cmp,
        form.And: _and,
        form.Or: _or,
        form.Not: _not,
        form.If: _if,
        form.Known: _known,
        form.Applicable: _applicable,
        form.OrElse: _or_else,
        form.Aggregate: _aggregate,
    }


def _whole(value: Fraction) -> int:
    if value.denominator != 1:
        raise exact.NumberError("whole", "日期只能加减整数的天或月", "only whole days or months move a date")
    if abs(value) > 10**7:
        raise exact.NumberError("calendar", "日期超出公元 1 至 9999 年", "the date lies outside the years 1 to 9999")
    return int(value)


_FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "abs": abs,
    "min": min,
    "max": max,
    "exp": exact.exp,
    "ln": exact.ln,
    "log10": exact.log10,
    "sqrt": exact.sqrt,
    "year_of": lambda day: Fraction(day.year),
    "days_between": lambda earlier, later: Fraction(exact.days_between(earlier, later)),
    "add_days": lambda day, days: exact.add_days(day, _whole(days)),
    "add_months": lambda day, months: exact.add_months(day, _whole(months)),
}
