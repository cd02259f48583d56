"""Rules of a compiled form as terms: names, order and the way a sum is written no longer matter, units neither.

A quantity from outside (input, field, table, rule that stays a name) is one term for its amount in base units, so
that a conversion which cancels leaves no trace. Rules named in `kept` stay names; every other rule is written out.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from fractions import Fraction

from footrule.compiler.editions.terms import Monomial, Terms
from footrule.runtime import form
from footrule.runtime.form_units import FormUnits

Env = Mapping[str, int]
DEEPEST = 60


@dataclass(slots=True)
class NormalForms:
    """The terms of one form. `side` tells apart what has the same name in both editions but is not the same.

    `optional`: inputs and fields that may be absent in either edition; `different`: tables that are not the same;
    `resolve`: read printed cells of these too; `partial`: tables with unknown cells in either edition.
    `divisors_of`: by rule, which `x is zero` may not hold, what it calls included.
    """

    terms: Terms
    compiled: form.Form
    units: FormUnits
    side: str
    kept: Set[str]
    different: Set[str]
    optional: Set[str]
    resolve: bool = True
    partial: Set[str] = frozenset()
    rules: dict[str, form.Rule] = field(default_factory=dict)
    tables: dict[str, form.Table] = field(default_factory=dict)
    inputs: dict[str, form.Type] = field(default_factory=dict)
    fields: dict[tuple[str, str], form.Input] = field(default_factory=dict)
    divisors: set[int] = field(default_factory=set)
    divisors_of: dict[str, frozenset[int]] = field(default_factory=dict)
    depth: int = 0
    level: int = 0
    scales: dict[str, Fraction] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    bodies: dict[tuple[str, int], tuple[int, frozenset[int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rules = {rule.name: rule for rule in self.compiled.rules}
        self.tables = {table.name: table for table in self.compiled.tables}
        self.inputs = {given.name: given.type for given in self.compiled.inputs}
        self.inputs |= {option.name: option.type for option in self.compiled.options}
        self.fields = {(many.name, item.name): item for many in self.compiled.lists for item in many.fields}

    def rule(self, name: str) -> int:
        """A rule for any arguments, its amount in base units."""
        if name not in self.done:
            rule = self.rules[name]
            env = {p.name: self._parameter(i, p.type) for i, p in enumerate(rule.parameters)}
            before, self.divisors = self.divisors, set()
            self.done[name] = self.terms.scaled(self.body(rule, env), self.scale(rule.type))
            self.divisors_of[name] = frozenset(self.divisors)
            self.divisors |= before
        return self.done[name]

    def condition(self, node: form.Expr) -> int:
        return self.value(node, {})

    def scale(self, type: form.Type | str) -> Fraction:
        unit = type if isinstance(type, str) else type.unit if isinstance(type, form.Quantity) else ""
        if not unit:
            return Fraction(1)
        if unit not in self.scales:
            self.scales[unit] = self.units.parse(unit).scale
        return self.scales[unit]

    def _parameter(self, index: int, type: form.Type) -> int:
        if isinstance(type, form.Item):
            return self.terms.make("item", type.of)
        term = self.terms.make("parameter", index, _kind(type), sort=sort_of(type))
        return self._told(term, type)

    def _told(self, term: int, type: form.Type) -> int:
        """A base amount in the unit of its declaration."""
        return self.terms.scaled(term, 1 / self.scale(type))

    def body(self, rule: form.Rule, env: Env) -> int:
        """A rule's cases as one term, in the rule's own unit."""
        terms = self.terms
        result = terms.make("gap")
        for rank in sorted({case.rank for case in rule.cases}):
            cases = [case for case in rule.cases if case.rank == rank]
            for case in (c for c in cases if c.otherwise):
                result = self.value(case.body, env)
            pairs = []
            for case in (c for c in cases if not c.otherwise):
                guard = terms.true if case.guard is None else self.value(case.guard, env)
                pairs.append((guard, self.value(case.body, env)))
            pairs = [pair for pair in pairs if pair[0] != terms.false]
            if rule.in_order or len(pairs) == 1:
                for guard, body in reversed(pairs):
                    result = terms.choice(guard, body, result)
            elif pairs:
                result = self._unordered(pairs, result)
        return result

    def _unordered(self, pairs: list[tuple[int, int]], rest: int) -> int:
        """Cases of which no two can apply together are a chain of choices, whatever their order."""
        terms = self.terms
        if all(exclusive(terms, a[0], b[0]) for i, a in enumerate(pairs) for b in pairs[:i]):
            if terms.tag(rest) == "gap" and complementary(terms, [guard for guard, _ in pairs]):
                rest = pairs.pop()[1]
            for guard, body in sorted(pairs, reverse=True):
                rest = terms.choice(guard, body, rest)
            return rest
        return terms.make("cases", tuple(sorted(pairs)), rest)

    def value(self, node: form.Expr, env: Env) -> int:
        terms = self.terms
        match node:
            case form.Num(value=text):
                return terms.number(Fraction(text))
            case form.Str(value=text):
                return terms.make("text", text)
            case form.Bool(value=truth):
                return terms.truth(truth)
            case form.Day(value=text):
                return terms.make("day", text)
            case form.Member(of=of, name=name):
                return terms.make("member", of, name)
            case form.Absent(kind=kind):
                return terms.make("absent", kind)
            case form.Ref(name=name):
                return self._told(self._named("input", name, self.inputs[name]), self.inputs[name])
            case form.Var(name=name):
                return env[name]
            case form.Get(of=of, field=name):
                item = self.value(of, env)
                owner = str(terms.parts(item)[1])
                given = self.fields[owner, name]
                return self._told(terms.make("field", item, name, sort=sort_of(given.type)), given.type)
            case form.Call():
                return self._call(node, env)
            case form.Lookup():
                return self._lookup(node, env)
            case form.Add(left=left, right=right):
                return terms.add(self.value(left, env), self.value(right, env))
            case form.Sub(left=left, right=right):
                return terms.subtract(self.value(left, env), self.value(right, env))
            case form.Mul(left=left, right=right):
                return terms.multiply(self.value(left, env), self.value(right, env))
            case form.Div(left=left, right=right):
                below = self.value(right, env)
                if terms.constant(below) is None:
                    self.divisors.add(terms.equal_numbers(below, terms.number(Fraction(0))))
                return terms.divide(self.value(left, env), below)
            case form.Neg(of=of):
                return terms.scaled(self.value(of, env), Fraction(-1))
            case form.Pow(left=left, right=right):
                return terms.power(self.value(left, env), self.value(right, env))
            case form.Scale(of=of, by=by):
                return terms.scaled(self.value(of, env), Fraction(by))
            case form.Fn():
                return self._function(node, env)
            case form.Round(of=of, mode=mode, decimals=decimals, significant=significant):
                return terms.make("round", mode, decimals, significant, self.value(of, env), sort="real")
            case form.Cmp():
                return self._compare(node, env)
            case form.And(left=left, right=right):
                return terms.both(self.value(left, env), self.value(right, env))
            case form.Or(left=left, right=right):
                return terms.either(self.value(left, env), self.value(right, env))
            case form.Not(of=of):
                return terms.negation(self.value(of, env))
            case form.If(condition=condition, then=then, other=other):
                return terms.choice(self.value(condition, env), self.value(then, env), self.value(other, env))
            case form.Known(of=of):
                return self._known(self.value(of, env), "known")
            case form.Applicable(of=of):
                return self._known(self.value(of, env), "applicable")
            case form.OrElse(left=left, right=right):
                wanted = self.value(left, env)
                known = self._known(wanted, "known")
                if known == terms.true:
                    return wanted
                instead = self.value(right, env)
                return instead if known == terms.false else terms.make("or else", wanted, instead)
            case form.Aggregate():
                return self._aggregate(node, env)

    def _named(self, kind: str, name: str, type: form.Type) -> int:
        return self.terms.make(kind, name, sort=sort_of(type))

    def _call(self, node: form.Call, env: Env) -> int:
        rule = self.rules[node.rule]
        arguments = [self.value(argument, env) for argument in node.arguments]
        if rule.name in self.kept or self.depth > DEEPEST:
            based = [
                self.terms.scaled(argument, self.scale(parameter.type))
                for argument, parameter in zip(arguments, rule.parameters, strict=True)
            ]
            name = rule.name if rule.name in self.kept else f"{self.side} {rule.name}"
            called = self.terms.make("rule", name, *based, rule.maybe, sort=sort_of(rule.type))
            return self._told(called, rule.type)
        if not arguments and (rule.name, self.level) in self.bodies:
            found, divisors = self.bodies[rule.name, self.level]
            self.divisors |= divisors
            return found
        self.depth += 1
        before, self.divisors = self.divisors, set()
        names = [parameter.name for parameter in rule.parameters]
        found = self.body(rule, dict(zip(names, arguments, strict=True)))
        self.depth -= 1
        if not arguments:
            self.bodies[rule.name, self.level] = found, frozenset(self.divisors)
        self.divisors |= before
        return found

    def _lookup(self, node: form.Lookup, env: Env) -> int:
        table = self.tables[node.table]
        position = next(i for i, column in enumerate(table.columns) if column.name == node.column)
        type = table.columns[position].type
        keys = []
        for key, declared in zip(node.keys, table.keys, strict=True):
            keys.append(self.terms.scaled(self.value(key, env), self.scale(declared.type)))
        found = self._cell(table, keys, position) if self.resolve or table.name not in self.different else None
        if found is not None:
            return found
        name = f"{self.side} {table.name}" if self.resolve and table.name in self.different else table.name
        term = self.terms.make("cell", name, node.column, *keys, self._partial(table), sort=sort_of(type))
        return self._told(term, type)

    def _partial(self, table: form.Table) -> bool:
        return table.partial or table.name in self.partial

    def _cell(self, table: form.Table, keys: list[int], position: int) -> int | None:
        """The printed value where every key is a literal."""
        for row in table.rows:
            wanted = [self._printed(text, key.type, based=True) for text, key in zip(row.keys, table.keys, strict=True)]
            if wanted == keys:
                text = row.values[position]
                if text is None:
                    return self.terms.make("absent", "unknown")
                return self._printed(text, table.columns[position].type, based=False)
        return None

    def rows(self, table: form.Table, position: int) -> list[tuple[tuple[int, ...], int]]:
        """Keys and value of every row, in base units; what is unknown is left out."""
        return [
            (
                tuple(self._printed(t, k.type, based=True) for t, k in zip(row.keys, table.keys, strict=True)),
                self._printed(cell, table.columns[position].type, based=True),
            )
            for row in table.rows
            if (cell := row.values[position]) is not None
        ]

    def _printed(self, text: str, type: form.Type, *, based: bool) -> int:
        match type:
            case form.Quantity():
                value = Fraction(text)
                return self.terms.number(value * self.scale(type) if based else value)
            case form.Choice(of=of):
                return self.terms.make("member", of, text)
            case form.Truth():
                return self.terms.truth(text == "yes")
            case form.Date():
                return self.terms.make("day", text)
            case _:
                return self.terms.make("text", text)

    def _function(self, node: form.Fn, env: Env) -> int:
        arguments = [self.value(argument, env) for argument in node.arguments]
        if node.name in ("min", "max"):
            arguments = sorted(set(arguments))
            if len(arguments) == 1:
                return arguments[0]
        if node.name == "abs":
            arguments = [min(arguments[0], self.terms.scaled(arguments[0], Fraction(-1)))]
        sort = "other" if node.name in ("add_days", "add_months") else "real"
        return self.terms.make("function", node.name, *arguments, sort=sort)

    def _compare(self, node: form.Cmp, env: Env) -> int:
        terms = self.terms
        left, right = self.value(node.left, env), self.value(node.right, env)
        if not (is_number(terms, left) or is_number(terms, right)):
            if node.op in ("eq", "ne"):
                equal = terms.same(left, right)
                return equal if node.op == "eq" else terms.negation(equal)
            if node.op in ("gt", "ge"):
                left, right = right, left
            earlier = terms.make("before", left, right)  # of dates: left is strictly earlier
            later = terms.make("before", right, left)
            return earlier if node.op in ("lt", "gt") else terms.negation(later)
        match node.op:
            case "lt" | "le":
                return terms.below(left, right, or_equal=node.op == "le")
            case "gt" | "ge":
                return terms.below(right, left, or_equal=node.op == "ge")
            case _:
                equal = terms.equal_numbers(left, right)
                return equal if node.op == "eq" else terms.negation(equal)

    def _known(self, of: int, kind: str) -> int:
        terms = self.terms
        parts = terms.parts(of)
        match parts[0]:
            case "absent":
                return terms.truth(kind == "applicable" and parts[1] == "unknown")
            case "if":
                return terms.choice(parts[1], self._known(parts[2], kind), self._known(parts[3], kind))
            case "input":
                return terms.make(kind, of, sort="truth") if parts[1] in self.optional else terms.true
            case "field":
                owner = terms.parts(parts[1])[1]
                return terms.make(kind, of, sort="truth") if f"{owner}.{parts[2]}" in self.optional else terms.true
            case "rule" | "cell":
                return terms.make(kind, of, sort="truth") if parts[-1] else terms.true
            case "cases" | "or else":
                return terms.make(kind, of, sort="truth")
            case "poly":
                # a unit's factor stands before what may be absent; any other arithmetic has a value
                if len(parts[1]) == 1 and len(parts[1][0][0]) == 1 and parts[1][0][0][0][1] == 1:
                    return self._known(parts[1][0][0][0][0], kind)
                return terms.true
            case _:
                return terms.true

    def _aggregate(self, node: form.Aggregate, env: Env) -> int:
        terms = self.terms
        self.level += 1
        bound = terms.make("bound", node.over, self.level)
        inner = {**env, node.variable: bound}
        where = terms.true if node.where is None else self.value(node.where, inner)
        body = self.value(node.body, inner)
        self.level -= 1
        match node.kind:
            case "any":
                left = terms.either(terms.negation(where), terms.negation(body))
                return terms.negation(self._all(node.over, bound, left))
            case "all":
                return self._all(node.over, bound, terms.either(terms.negation(where), body))
            case "count":
                return self._sum(node.over, bound, terms.number(Fraction(1)), where)
            case "sum":
                return self._sum(node.over, bound, body, where)
            case _:
                found = terms.make(node.kind, node.over, bound, body, where)
                terms.sorts[found] = "truth" if node.kind == "distinct" else "real"
                return found

    def _all(self, over: str, bound: int, body: int) -> int:
        return body if body == self.terms.true else self.terms.make("all", over, bound, body, sort="truth")

    def _sum(self, over: str, bound: int, body: int, where: int) -> int:
        """A sum of sums; what does not depend on the item stands before its sum."""
        terms = self.terms
        result = terms.number(Fraction(0))
        for monomial, factor in terms.poly(body).items():
            inside: Monomial = tuple(pair for pair in monomial if mentions(terms, pair[0], bound))
            outside: Monomial = tuple(pair for pair in monomial if pair not in inside)
            term = terms.make("sum", over, bound, terms.polynomial({inside: Fraction(1)}), where, sort="real")
            result = terms.add(result, terms.multiply(terms.polynomial({outside: factor}), term))
        return result


def is_number(terms: Terms, term: int) -> bool:
    parts = terms.parts(term)
    match parts[0]:
        case "poly" | "round" | "power" | "product" | "inverse" | "divided by zero":
            return True
        case "if":
            return is_number(terms, parts[2]) or is_number(terms, parts[3])
        case "or else":
            return is_number(terms, parts[1]) or is_number(terms, parts[2])
        case "cases":
            return any(is_number(terms, body) for _, body in parts[1]) or is_number(terms, parts[2])
        case _:
            return terms.sorts.get(term) == "real"


def mentions(terms: Terms, term: int, wanted: int) -> bool:
    return wanted in below(terms, term)


def below(terms: Terms, term: int) -> set[int]:
    """A term and every term in it."""
    found: set[int] = set()
    waiting = [term]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += children(terms, one)
    return found


def children(terms: Terms, term: int) -> list[int]:
    parts = terms.parts(term)
    match parts[0]:
        case "poly":
            return [atom for monomial, _ in parts[1] for atom, _ in monomial]
        case "and" | "or":
            return list(parts[1])
        case "cases":
            return [part for pair in parts[1] for part in pair] + [parts[2]]
        case "rule":
            return list(parts[2:-1])
        case "cell":
            return list(parts[3:-1])
        case "function":
            return list(parts[2:])
        case "round":
            return [parts[4]]
        case "field" | "known" | "applicable" | "inverse" | "not" | "le" | "lt" | "zero" | "divided by zero":
            return [parts[1]]
        case "if" | "same" | "before" | "power" | "product" | "or else":
            return list(parts[1:])
        case "all" | "sum" | "mean" | "min" | "max" | "distinct":
            return list(parts[2:])
        case _:
            return []


def exclusive(terms: Terms, first: int, second: int) -> bool:
    """Whether two conditions are told apart by one value that is a member or a number on one side of a limit."""
    if terms.both(first, second) == terms.false:
        return True
    for one in _conjuncts(terms, first):
        for other in _conjuncts(terms, second):
            if terms.negation(one) == other or _different_members(terms, one, other):
                return True
    return False


def _conjuncts(terms: Terms, condition: int) -> tuple[int, ...]:
    parts = terms.parts(condition)
    return parts[1] if parts[0] == "and" else (condition,)


def _different_members(terms: Terms, one: int, other: int) -> bool:
    """`x is A` against `x is B`, or either against alternatives none of which they share."""
    left, right = _members(terms, one), _members(terms, other)
    return bool(left and right and left[0] == right[0] and not left[1] & right[1])


def _members(terms: Terms, condition: int) -> tuple[int, frozenset[int]] | None:
    parts = terms.parts(condition)
    alternatives = parts[1] if parts[0] == "or" else (condition,)
    subject: set[int] = set()
    found = set()
    for one in alternatives:
        said = terms.parts(one)
        if said[0] != "same":
            return None
        literals = [part for part in said[1:] if terms.tag(part) == "member"]
        if len(literals) != 1:
            return None
        found.add(literals[0])
        subject |= set(said[1:]) - {literals[0]}
    return (subject.pop(), frozenset(found)) if len(subject) == 1 else None


def complementary(terms: Terms, guards: list[int]) -> bool:
    return terms.either(*guards) == terms.true


def sort_of(type: form.Type) -> str:
    match type:
        case form.Quantity():
            return "real"
        case form.Truth():
            return "truth"
        case _:
            return "other"


def _kind(type: form.Type) -> str:
    return type.of if isinstance(type, form.Choice) else sort_of(type)
