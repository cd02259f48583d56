"""Under which condition an expression gives anything at all: no blank in arithmetic, no division by zero.

Two expressions are the same to a tool only where they also fail for the same documents. The condition is itself an
expression of the compiled form, so that whatever compares expressions compares it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from footrule.conformance.making.closure import nodes
from footrule.runtime import form

YES = form.Bool(value=True)
NO = form.Bool(value=False)


class Definedness:
    """Of the expressions of one form."""

    def __init__(self, compiled: form.Form) -> None:
        self.rules = {rule.name: rule for rule in compiled.rules}
        self.tables = {table.name: table for table in compiled.tables}
        self.optional = {each.name for each in compiled.inputs if each.optional}
        self.fields = {(many.name, each.name) for many in compiled.lists for each in many.fields if each.optional}
        self.field_names = {name for _, name in self.fields}
        self._total: dict[str, bool] = {}

    def defined(self, node: form.Expr) -> form.Expr:
        """When evaluating the expression does not fail."""
        match node:
            case form.And(left=left, right=right):
                return both(self.present(left), either(inverse(left), self.present(right)))
            case form.Or(left=left, right=right):
                return both(self.present(left), either(left, self.present(right)))
            case form.If(condition=condition, then=then, other=other):
                return both(self.present(condition), choice(condition, self.defined(then), self.defined(other)))
            case form.OrElse(left=left, right=right):
                return both(self.defined(left), either(form.Known(of=left), self.defined(right)))
            case form.Known(of=of) | form.Applicable(of=of) | form.Scale(of=of):
                return self.defined(of)
            case form.Aggregate():
                return self._aggregate(node)
            case form.Div(left=left, right=right):
                nonzero = form.Cmp(op="ne", left=right, right=form.Num(value="0", unit=right.unit))
                return both(self.present(left), self.present(right), nonzero)
            case form.Add() | form.Sub() | form.Mul() | form.Pow() | form.Cmp():
                return both(self.present(node.left), self.present(node.right))
            case form.Neg(of=of) | form.Not(of=of) | form.Round(of=of):
                return self.present(of)
            case form.Fn(arguments=inner) | form.Call(arguments=inner) | form.Lookup(keys=inner):
                return both(*(self.present(each) for each in inner))
            case _:
                return YES

    def present(self, node: form.Expr) -> form.Expr:
        """When it does not fail and its value is neither unknown nor not applicable."""
        return both(self.defined(node), self._has_value(node))

    def _has_value(self, node: form.Expr) -> form.Expr:
        match node:
            case form.Absent():
                return NO
            case form.Ref(name=name):
                return form.Known(of=node) if name in self.optional else YES
            case form.Get(field=name):
                return form.Known(of=node) if name in self.field_names else YES
            case form.Call(rule=name):
                return form.Known(of=node) if self.rules[name].maybe else YES
            case form.Lookup(table=name):
                return form.Known(of=node) if self.tables[name].partial else YES
            case form.Scale(of=of):
                return self._has_value(of)
            case form.If(condition=condition, then=then, other=other):
                return choice(condition, self._has_value(then), self._has_value(other))
            case form.OrElse(left=left, right=right):
                return either(form.Known(of=left), self._has_value(right))
            case _:
                return YES

    def _aggregate(self, node: form.Aggregate) -> form.Expr:
        inside = self.present(node.body)
        if node.where is not None:
            inside = both(self.present(node.where), either(inverse(node.where), inside))
        every = YES if inside == YES else form.Aggregate(
            kind="all", variable=node.variable, over=node.over, body=inside
        )  # fmt: skip
        if node.kind not in ("mean", "min", "max"):
            return every
        counted = form.Num(value="1", unit="1")
        some = form.Aggregate(kind="count", variable=node.variable, over=node.over, body=counted, where=node.where)
        return both(every, form.Cmp(op="gt", left=some, right=form.Num(value="0", unit="1")))

    def of_rule(self, rule: form.Rule) -> form.Expr:
        """When a rule's guards and the bodies of the cases that apply do not fail."""
        found: form.Expr = YES
        for rank in sorted({case.rank for case in rule.cases}):
            cases = [case for case in rule.cases if case.rank == rank]
            for case in (c for c in cases if c.otherwise):
                found = self.defined(case.body)
            ordinary = [case for case in cases if not case.otherwise]
            if rule.in_order:
                for case in reversed(ordinary):
                    guard = case.guard or YES
                    found = both(self.present(guard), choice(guard, self.defined(case.body), found))
            elif ordinary:
                guards = [case.guard or YES for case in ordinary]
                none = inverse(guards[0])
                for guard in guards[1:]:
                    none = both(none, inverse(guard))
                bodies = [either(inverse(g), self.defined(c.body)) for g, c in zip(guards, ordinary, strict=True)]
                found = both(*(self.present(guard) for guard in guards), *bodies, either(inverse(none), found))
        return found

    # --- what may fail otherwise --------------------------------------------------------------------------------------

    def may_fail(self, *roots: form.Expr) -> frozenset[str]:
        """What in expressions may fail in a way the condition does not tell: rules, tables, powers, logarithms."""
        return frozenset(told for root in roots for told in self._may_fail(root))

    def _may_fail(self, root: form.Expr) -> Iterator[str]:
        for _, node in nodes(root):
            match node:
                case form.Call(rule=name):
                    if not self.total(name):
                        yield shape(node)
                case form.Lookup() if not self._printed(node):
                    yield shape(node)
                case form.Pow(right=form.Num(value=power)) if power in ("1", "2", "3"):
                    pass
                case form.Pow() | form.Fn(name="exp" | "ln" | "log10" | "sqrt" | "add_days" | "add_months"):
                    yield shape(node)
                case _:
                    pass

    def _printed(self, node: form.Lookup) -> bool:
        """Whether a table has, or may lack, the very cell that is read."""
        table = self.tables[node.table]
        keys = tuple(key.name if isinstance(key, form.Member) else "" for key in node.keys)
        return table.partial or any(row.keys == keys for row in table.rows)

    def total(self, name: str) -> bool:
        """Whether a rule gives a value whatever it is given: shown for simple rules only."""
        if name not in self._total:
            self._total[name] = False
            rule = self.rules[name]
            covered = any(case.otherwise or case.guard is None for case in rule.cases)
            single = rule.in_order or sum(not case.otherwise for case in rule.cases) <= 1
            fine = covered and single and self.of_rule(rule) == YES
            parts = [each for case in rule.cases for each in (case.body, case.guard) if each is not None]
            self._total[name] = fine and not self.may_fail(*parts)
        return self._total[name]


def both(*parts: form.Expr) -> form.Expr:
    found: form.Expr = YES
    for part in parts:
        if part == NO:
            return NO
        if part != YES:
            found = part if found == YES else form.And(left=found, right=part)
    return found


def either(left: form.Expr, right: form.Expr) -> form.Expr:
    if YES in (left, right):
        return YES
    if left == NO:
        return right
    return left if right == NO else form.Or(left=left, right=right)


def inverse(node: form.Expr) -> form.Expr:
    if node == YES:
        return NO
    return YES if node == NO else form.Not(of=node)


def choice(condition: form.Expr, then: form.Expr, other: form.Expr) -> form.Expr:
    return then if then == other else both(either(inverse(condition), then), either(condition, other))


def shape(node: form.Expr) -> str:
    """An expression without the places it stands at."""
    return re.sub(r"\bat=\d+, ", "", repr(node))
