"""One expression of the graph as Python, with parentheses only where Python needs them.

Numbers are `Fraction`, so the formula reads as the standard prints it. An operand that may have no value is wrapped in
`need(…)` unless a condition around it has made sure; a step that can fail and stands under another clause than its
rule is wrapped in `at(clause, …)`, so that the refusal names the right one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from footrule.compiler.targets.python import source
from footrule.compiler.targets.python.layout import (
    LINE,
    WIDTH,
    Doc,
    Group,
    Many,
    bracketed,
    breakable,
    columns,
    enclosed,
    flat,
    join,
    separated,
)
from footrule.compiler.targets.python.meaning import Declared
from footrule.compiler.targets.python.names import Names
from footrule.compiler.targets.python.naming import Naming
from footrule.runtime import form
from footrule.runtime.exact import read_number

LAMBDA, TERNARY, OR, AND, NOT, COMPARE, ADD, MULTIPLY, UNARY, POWER, ATOM = range(11)
"""How tightly Python binds, loosest first."""

SIGNS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}
FUNCTIONS = {
    "abs": "abs",
    "exp": "exp",
    "ln": "ln",
    "log10": "log10",
    "sqrt": "sqrt",
    "year_of": "year_of",
    "days_between": "days_between",
    "add_days": "add_days",
    "add_months": "add_months",
}
MODES = ("half_up", "half_even", "down", "up", "floor", "ceiling")


@dataclass(frozen=True, slots=True)
class Printed:
    """Code, how tightly it binds, and whether it is a bare whole number: an `int`, to be kept from dividing another."""

    doc: Doc
    binds: int = ATOM
    bare: bool = False
    hug: tuple[Doc, Doc] | None = None
    """For one operator before a bracket: what stands up to the operator, and the bracket that may break instead."""

    def within(self, least: int) -> Doc:
        """This as an operand of something that binds as tightly as `least`."""
        if self.binds < least:
            return enclosed(self.doc)
        return self.doc if self.binds in (least, ATOM) else Group(self.doc)

    @property
    def text(self) -> str:
        return flat(self.doc)


@dataclass(frozen=True)
class Scope:
    """Where an expression stands: names in reach, what is known to be present, and the clause refusals name."""

    declared: Declared
    naming: Naming
    place: form.Place
    local: Names
    variables: Mapping[str, str] = field(default_factory=dict)
    facts: frozenset[str] = frozenset()

    def given(self, condition: form.Expr) -> Scope:
        """The scope where `condition` holds."""
        return replace(self, facts=self.facts | holds(condition, self))

    def failing(self, condition: form.Expr) -> Scope:
        """The scope where `condition` does not hold."""
        return self.given(condition.of) if isinstance(condition, form.Not) else self

    def unproven(self) -> Scope:
        """The scope of a lambda: a type checker forgets there what conditions outside have made sure."""
        return replace(self, facts=frozenset())

    def variable(self, name: str, of: form.Type) -> Scope:
        local = self.local.inner()
        python = local.take(name)
        declared = self.declared.with_variable(name, of)
        return replace(self, declared=declared, local=local, variables={**self.variables, name: python})


def holds(condition: form.Expr, scope: Scope) -> frozenset[str]:
    """Code of the values that surely exist where `condition` holds, as far as a type checker sees it too."""
    match condition:
        case form.Known(of=of) if _is_path(of):
            return frozenset((expression(of, scope).text,))
        case form.And(left=left, right=right):
            return holds(left, scope) | holds(right, scope)
        case _:
            return frozenset()


def _is_path(node: form.Expr) -> bool:
    """What a type checker can follow: an attribute or a name, not a call."""
    return isinstance(node, form.Ref | form.Var) or (isinstance(node, form.Get) and _is_path(node.of))


# --- values -----------------------------------------------------------------------------------------------------------


def number(text: str) -> Printed:
    """A literal: `16`, `F("2.19")`, `F(44, 12)`."""
    upper, stroke, lower = text.partition("/")
    value = read_number(text)
    if stroke:
        return Printed(f"F({upper}, {lower})" if _whole(upper) and _whole(lower) else _fraction(value))
    if value.denominator == 1 and _whole(text):
        return Printed(str(value.numerator), ATOM if value >= 0 else UNARY, bare=True)
    plain = text.strip().isascii() and Fraction(text.strip()) == value
    return Printed(f"F({source.string(text.strip())})" if plain else _fraction(value))


def _whole(text: str) -> bool:
    return text.removeprefix("-").isdecimal() and text.isascii() and str(int(text)) == text


def _fraction(value: Fraction) -> str:
    return f"F({value.numerator}, {value.denominator})" if value.denominator != 1 else f"F({value.numerator})"


def exact(printed: Printed) -> Printed:
    """A bare whole number as a `Fraction`, where nothing beside it makes it one."""
    if not printed.bare:
        return printed
    return Printed(bracketed("F(", [printed.doc], ")"))


def value(node: form.Expr, scope: Scope) -> Printed:
    """`node` where a value is needed: not a bare `int`, and not absent."""
    return exact(operand(node, scope))


def operand(node: form.Expr, scope: Scope) -> Printed:
    """`node` as an operand, which must have a value."""
    if isinstance(node, form.Scale):
        return _scale(node.of, node.by, scope)
    printed = expression(node, scope)
    if scope.declared.may_be_absent(node) and printed.text not in scope.facts:
        return Printed(bracketed("need(", [printed.doc], ")"))
    return printed


def result(node: form.Expr, scope: Scope, of: form.Type, maybe: bool) -> Printed:
    """`node` as the result of a rule; `maybe`: which may be absent."""
    return exact(expression(node, scope)) if maybe else as_kind(node, of, scope)


def as_kind(node: form.Expr, of: form.Type, scope: Scope, printed: Printed | None = None) -> Printed:
    """`node` where this type is wanted: a member of another standard's enumeration is told as one of this."""
    printed = printed or value(node, scope)
    found = scope.declared.type_of(node)
    if isinstance(of, form.Choice) and isinstance(found, form.Choice) and found.of != of.of:
        return Printed(bracketed(f"{scope.naming.enumerations[of.of]}.like(", [printed.doc], ")"))
    return printed


def expression(node: form.Expr, scope: Scope) -> Printed:
    """`node` as Python. What can fail is located where its clause is not that of the scope."""
    place = scope.declared.of.places[node.at]
    if _can_fail(node, scope) and (place.standard, place.clause) != (scope.place.standard, scope.place.clause):
        inner = _plain(node, replace(scope, place=place).unproven())
        standard = [] if place.standard == scope.declared.of.standard.id else [source.string(place.standard)]
        return Printed(bracketed("at(", [source.string(place.clause), in_lambda(inner), *standard], ")"))
    return _plain(node, scope)


def _can_fail(node: form.Expr, scope: Scope) -> bool:
    """Whether this step, apart from those inside it, can be refused at run time."""
    match node:
        case form.Div(right=form.Num(value=text)):
            return not read_number(text)
        case form.Div() | form.Pow():
            return True
        case form.Fn(name=name):
            return name in ("exp", "ln", "log10", "sqrt", "add_days", "add_months")
        case form.Aggregate(kind=kind):
            return kind in ("mean", "min", "max")
        case form.Lookup(table=table):
            return not scope.declared.tables[table].partial
        case _:
            return False


def _plain(node: form.Expr, scope: Scope) -> Printed:
    match node:
        case form.Num(value=text):
            return number(text)
        case form.Str(value=text):
            return Printed(source.string(text))
        case form.Bool(value=truth):
            return Printed(str(truth))
        case form.Day(value=text):
            year, month, day = text.split("-")
            return Printed(f"date({int(year)}, {int(month)}, {int(day)})")
        case form.Member(of=of, name=name):
            return Printed(f"{scope.naming.enumerations[of]}.{scope.naming.members[of, name]}")
        case form.Absent(kind=kind):
            return Printed("None" if kind == "unknown" else "NOT_APPLICABLE")
        case form.Ref(name=name):
            if name in scope.declared.options:
                return Printed(f"x.options.{scope.naming.options[name]}")
            return Printed(f"x.{scope.naming.fields['', name]}")
        case form.Var(name=name):
            return Printed(scope.variables[name])
        case form.Get(of=of, field=name):
            item = scope.declared.type_of(of)
            assert isinstance(item, form.Item)
            return Printed(join(operand(of, scope).within(ATOM), f".{scope.naming.fields[item.of, name]}"))
        case form.Call(rule=name, arguments=arguments):
            rule = scope.declared.rules[name]
            wanted = [parameter.type for parameter in rule.parameters]
            passed = [as_kind(each, kind, scope).doc for each, kind in zip(arguments, wanted, strict=True)]
            return Printed(bracketed(f"{scope.naming.rules[rule.name]}(", ["x", *passed], ")"))
        case form.Lookup():
            return _lookup(node, scope)
        case form.Known(of=form.Scale(of=of)):
            return _plain(form.Known(of=of), scope)
        case form.Known(of=of):
            return Printed(bracketed("known(", [expression(of, scope).doc], ")"))
        case form.Applicable(of=of):
            return Printed(bracketed("applicable(", [expression(of, scope).doc], ")"))
        case form.OrElse(left=left, right=right):
            return _or_else(left, right, scope)
        case form.If(condition=condition, then=then, other=other):
            return _conditional(condition, then, other, scope)
        case form.Round():
            return _round(node, scope)
        case form.Fn():
            return _function(node, scope)
        case form.Aggregate():
            return _aggregate(node, scope)
        case form.And() | form.Or() | form.Not() | form.Cmp():
            return _logic(node, scope)
        case _:
            return _arithmetic(node, scope)


def _lookup(node: form.Lookup, scope: Scope) -> Printed:
    table = scope.declared.tables[node.table]
    keys = [as_kind(each, key.type, scope).doc for each, key in zip(node.keys, table.keys, strict=True)]
    row = (
        bracketed(f"{scope.naming.tables[node.table]}[", keys, "]")
        if len(keys) > 1
        else join(f"{scope.naming.tables[node.table]}[", keys[0], "]")
    )
    if len(table.columns) == 1:
        return Printed(row)
    return Printed(join(row, f".{scope.naming.columns[node.table, node.column]}"))


def _or_else(left: form.Expr, right: form.Expr, scope: Scope) -> Printed:
    if not scope.declared.may_be_absent(left):
        return expression(left, scope)
    if isinstance(right, form.Bool) and _is_path(left):
        # what is not known counts as no: `known(v) and v`; as yes: `not known(v) or v`
        known = form.Known(of=left, at=left.at)
        if right.value:
            path = expression(left, scope)
            return Printed(join("not ", expression(known, scope).doc, LINE, "or ", path.doc), OR)
        return _logic(form.And(left=known, right=left, at=left.at), scope)
    if _is_path(_unscaled(left)):
        path = expression(_unscaled(left), scope)
        first = operand(left, replace(scope, facts=scope.facts | {path.text}))
        other = exact(expression(right, scope))
        return Printed(
            join(first.within(OR), LINE, "if known(", path.doc, ")", LINE, "else ", other.within(TERNARY)), TERNARY
        )
    first = expression(left, scope)
    other = exact(expression(right, scope.unproven()))
    return Printed(bracketed("or_else(", [first.doc, in_lambda(other)], ")"))


def _unscaled(node: form.Expr) -> form.Expr:
    return _unscaled(node.of) if isinstance(node, form.Scale) else node


def _conditional(condition: form.Expr, then: form.Expr, other: form.Expr, scope: Scope) -> Printed:
    match then, other:
        case form.Bool(value=True), form.Bool(value=False):
            return operand(condition, scope)
        case form.Bool(value=False), form.Bool(value=True):
            return _logic(form.Not(of=condition, at=condition.at), scope)
    first = exact(expression(then, scope.given(condition)))
    second = exact(expression(other, scope.failing(condition)))
    test = operand(condition, scope).within(OR)
    return Printed(join(first.within(OR), LINE, "if ", test, LINE, "else ", second.within(TERNARY)), TERNARY)


# --- arithmetic -------------------------------------------------------------------------------------------------------


def _arithmetic(node: form.Expr, scope: Scope) -> Printed:
    match node:
        case form.Add(left=left, right=right):
            return _binary(left, "+", right, ADD, scope)
        case form.Sub(left=left, right=right):
            return _binary(left, "-", right, ADD, scope)
        case form.Mul(left=left, right=right):
            return _binary(left, "*", right, MULTIPLY, scope)
        case form.Div(left=form.Num(value=upper), right=form.Num(value=lower)) if _whole(upper) and _whole(lower):
            # two bare whole numbers: 44/12 is one exact number, unless it is refused for its zero
            return Printed(f"F({upper}, {lower})") if int(lower) else Printed(f"F({upper}) / {lower}", MULTIPLY)
        case form.Div(left=left, right=right):
            return _binary(left, "/", right, MULTIPLY, scope)
        case form.Neg(of=of):
            inner = operand(of, scope)
            doc = enclosed(inner.doc) if inner.binds == POWER else inner.within(UNARY)
            return Printed(join("-", doc), UNARY, bare=inner.bare and inner.binds == ATOM)
        case form.Pow(left=left, right=form.Num(value="2" | "3" as times)):
            base = value(left, scope)
            sign = "**" if base.binds == ATOM and _is_path(left) else " ** "
            return Printed(join(base.within(ATOM), f"{sign}{times}"), POWER)
        case form.Pow(left=left, right=right):
            return Printed(bracketed("power(", [value(left, scope).doc, value(right, scope).doc], ")"))
        case form.Scale(of=of, by=by) if scope.declared.may_be_absent(of):
            return Printed(bracketed("scaled(", [expression(of, scope).doc, exact(number(by)).doc], ")"))
        case form.Scale(of=of, by=by):
            return _scale(of, by, scope)
        case _:
            raise AssertionError(type(node).__name__)


def _binary(left: form.Expr, sign: str, right: form.Expr, binds: int, scope: Scope) -> Printed:
    first, second = operand(left, scope), operand(right, scope)
    if first.bare and second.bare:
        first = exact(first)
    # exact numbers: a * (b / c) is a * b / c, and a + (b - c) is a + b - c
    same = second.binds == binds and sign in "-/"
    return _joined(first, sign, Printed(enclosed(second.doc)) if same else second, binds)


def _joined(first: Printed, sign: str, second: Printed, binds: int) -> Printed:
    """Two operands with an operator between them; a line breaks before the operator."""
    left, right = first.within(binds), second.within(binds)
    ends = second.binds in (ATOM, LAMBDA) and isinstance(right, Group | Many) and flat(right)[-1] in ")]"
    hug = (join(flat(left), f" {sign} "), right) if ends and first.binds != binds else None
    return Printed(join(left, LINE, f"{sign} ", right), binds, hug=hug)


def _scale(of: form.Expr, by: str, scope: Scope) -> Printed:
    factor = read_number(by)
    inner = operand(of, scope)
    if factor == 1:
        return inner
    if inner.bare:
        inner = exact(inner)
    if factor.numerator == 1:
        return Printed(join(inner.within(MULTIPLY), LINE, f"/ {factor.denominator}"), MULTIPLY)
    amount = exact(number(by)).text if factor.denominator != 1 else str(factor.numerator)
    return Printed(join(inner.within(MULTIPLY), LINE, f"* {amount}"), MULTIPLY)


def _round(node: form.Round, scope: Scope) -> Printed:
    of = value(node.of, scope).doc
    if node.significant is not None:
        place: list[Doc] = [f"significant={node.significant}"]
    else:
        place = [f"decimals={node.decimals or 0}"]
    return Printed(bracketed("rounded(", [of, source.string(node.mode), *place], ")"))


def _function(node: form.Fn, scope: Scope) -> Printed:
    arguments = [value(each, scope).doc for each in node.arguments]
    if node.name in ("min", "max"):
        return Printed(bracketed(f"{node.name}(", arguments, ")")) if len(arguments) > 1 else Printed(arguments[0])
    return Printed(bracketed(f"{FUNCTIONS[node.name]}(", arguments, ")"))


# --- logic ------------------------------------------------------------------------------------------------------------


def _logic(node: form.Expr, scope: Scope) -> Printed:
    match node:
        case form.And(left=left, right=right):
            chained = _chain(left, right, scope)
            if chained:
                return chained
            return _joined(operand(left, scope), "and", operand(right, scope.given(left)), AND)
        case form.Or(left=left, right=right):
            among = _membership(node, form.Or, "eq", "in", scope)
            if among:
                return among
            sides = operand(left, scope), operand(right, scope.failing(left))
            # Python needs no parentheses around `and` inside `or`; a reader does
            before, after = (Printed(enclosed(side.doc)) if side.binds == AND else side for side in sides)
            return _joined(before, "or", after, OR)
        case form.Not(of=of):
            return _negated(of, scope)
        case form.Cmp(op=op, left=left, right=right):
            return _comparison(op, left, right, scope)
        case _:
            raise AssertionError(type(node).__name__)


def _negated(of: form.Expr, scope: Scope) -> Printed:
    match of:
        case form.Cmp(op="eq", left=left, right=right):
            return _comparison("ne", left, right, scope)
        case form.Cmp(op="ne", left=left, right=right):
            return _comparison("eq", left, right, scope)
        case form.Not(of=inner):
            return operand(inner, scope)
        case form.Or():
            among = _membership(of, form.Or, "eq", "not in", scope)
            if among:
                return among
        case form.Cmp(op=op, left=left, right=right):
            opposite = {"lt": "ge", "le": "gt", "gt": "le", "ge": "lt"}
            return _comparison(opposite[op], left, right, scope)
    negated = operand(of, scope)
    doc = negated.within(NOT)
    return Printed(join("not ", doc), NOT, hug=("not ", doc) if negated.binds < NOT else None)


def _comparison(op: str, left: form.Expr, right: form.Expr, scope: Scope) -> Printed:
    if isinstance(left, form.Num) and not isinstance(right, form.Num):
        mirrored = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}
        return _comparison(mirrored.get(op, op), right, left, scope)
    if isinstance(right, form.Bool):
        wanted = right.value == (op == "eq")
        return operand(left, scope) if wanted else _negated(left, scope)
    first = operand(left, scope)
    kind = scope.declared.type_of(left)
    second = operand(right, scope)
    if isinstance(kind, form.Choice):
        second = as_kind(right, kind, scope, second)
    first, second = (Printed(side.within(COMPARE + 1), max(side.binds, COMPARE + 1)) for side in (first, second))
    return _joined(first, SIGNS[op], second, COMPARE)


def _chain(left: form.Expr, right: form.Expr, scope: Scope) -> Printed | None:
    """`a < b and b <= c` as `a < b <= c`."""
    if not (isinstance(left, form.Cmp) and isinstance(right, form.Cmp)):
        return None
    ways = ({"lt", "le"}, {"gt", "ge"})
    if not any(left.op in way and right.op in way for way in ways) or not _is_path(left.right):
        return None
    first, middle, last = operand(left.left, scope), operand(left.right, scope), operand(right.right, scope)
    if middle.text != operand(right.left, scope).text:
        return None
    inside = COMPARE + 1
    return Printed(
        join(
            first.within(inside),
            f" {SIGNS[left.op]} ",
            middle.within(inside),
            f" {SIGNS[right.op]} ",
            last.within(inside),
        ),
        COMPARE,
    )


def _membership(
    node: form.Expr, joint: type[form.Or] | type[form.And], op: str, word: str, scope: Scope
) -> Printed | None:
    """`g == A or g == B` as `g in (A, B)`."""
    parts: list[form.Expr] = []
    waiting: list[form.Expr] = [node]
    while waiting:
        head = waiting.pop()
        if isinstance(head, joint):
            waiting += [head.right, head.left]
        else:
            parts.append(head)
    subject = ""
    members: list[Doc] = []
    for part in parts:
        if not (isinstance(part, form.Cmp) and part.op == op and isinstance(part.right, form.Member | form.Num)):
            return None
        text = operand(part.left, scope).text
        if subject and text != subject:
            return None
        subject = text
        members.append(value(part.right, scope).doc)
    start = parts[0]
    assert isinstance(start, form.Cmp)
    before: Doc = join(operand(start.left, scope).within(COMPARE + 1), f" {word} ")
    among = bracketed("(", members, ")")
    return Printed(join(before, among), COMPARE, hug=(before, among))


# --- lists ------------------------------------------------------------------------------------------------------------


def _aggregate(node: form.Aggregate, scope: Scope) -> Printed:
    inner = scope.variable(node.variable, form.Item(node.over))
    variable = inner.variables[node.variable]
    listed = f"x.{scope.naming.fields['', node.over]}"
    where: list[Doc] = []
    if node.where is not None:
        where = [LINE, "if ", operand(node.where, inner).within(OR)]
        inner = inner.given(node.where)
    loop: Doc = join(LINE, f"for {variable} in {listed}", *where)
    if node.kind == "count":
        if node.where is None:
            return Printed(f"len({listed})", bare=True)
        return Printed(join("sum", enclosed(join("1", loop))), bare=True)
    body = value(node.body, inner)
    generator = join(body.within(TERNARY), loop)
    if node.kind == "sum":
        return Printed(bracketed("sum(", [enclosed(generator), "F(0)"], ")"))
    name = {"mean": "mean", "min": "least", "max": "greatest", "any": "any", "all": "all", "distinct": "distinct"}
    inside = separated(LINE, [body.within(TERNARY), join(f"for {variable} in {listed}", *where)])
    return Printed(join(f"{name[node.kind]}", enclosed(inside)))


def statement(keyword: str, printed: Printed, indent: int) -> Doc:
    """`return …`, `if …:` and the like, broken inside parentheses where the line is too long.

    After a single operator the bracket that ends the expression is broken instead, as code formatters do.
    """
    room = WIDTH - indent - columns(keyword)
    if printed.hug and columns(printed.text) + 1 > room:
        head, last = printed.hug
        opening = columns(flat(head)) + columns(flat(last).partition("(")[0]) + 1
        if opening <= room and "(" in flat(last):
            return join(keyword, head, last)
    return join(keyword, printed.doc if printed.binds == ATOM else breakable(printed.doc))


def in_lambda(printed: Printed) -> Doc:
    """`lambda: …`, its body in parentheses where it takes more than a line."""
    return join("lambda: ", printed.doc if printed.binds == ATOM else breakable(printed.doc))
