"""The body of a rule: its cases as plain `if` and `return` where that says what they mean, else as a checked choice."""

from __future__ import annotations

from footrule.compiler.targets.python import source
from footrule.compiler.targets.python.annotations import annotation
from footrule.compiler.targets.python.exclusive import exclude_each_other
from footrule.compiler.targets.python.expressions import Printed, Scope, in_lambda, operand, result, statement
from footrule.compiler.targets.python.layout import WIDTH, Doc, bracketed, columns, join, render
from footrule.runtime import form
from footrule.runtime.walking import every


def rule_body(rule: form.Rule, scope: Scope) -> list[str]:
    """Lines of the function's body, indented by four columns."""
    return _Body(rule, scope).lines()


def returning(node: form.Expr, scope: Scope, of: form.Type, maybe: bool, indent: int = 4) -> list[str]:
    """`return node`; a long conditional as `if` and `return`."""
    if isinstance(node, form.If) and not _is_truth(node):
        short = result(node, scope, of, maybe)
        nested = isinstance(node.then, form.If) or isinstance(node.other, form.If)
        if nested or indent + len("return ") + columns(short.text) > WIDTH:
            test = statement("if ", operand(node.condition, scope), indent)
            return [
                *_block(join(test, ":"), indent),
                *returning(node.then, scope.given(node.condition), of, maybe, indent + 4),
                *returning(node.other, scope.failing(node.condition), of, maybe, indent),
            ]
    return [*scales(node, scope, indent), *_block(statement("return ", result(node, scope, of, maybe), indent), indent)]


def scales(node: form.Expr, scope: Scope, indent: int) -> list[str]:
    """A comment for every conversion between units, whose factor would else be a bare number."""
    told: dict[str, None] = {}
    for each in every(node):
        if isinstance(each, form.Scale) and not isinstance(each.of, form.Num) and each.by not in ("1", "-1"):
            told[source.plain(f"{_unit(each.of, scope)} -> {each.unit or '1'}")] = None
    return [" " * indent + source.comment(", ".join(told))] if told else []


def _unit(node: form.Expr, scope: Scope) -> str:
    found = scope.declared.type_of(node) if not _has_variables(node, scope) else None
    return (found.unit if isinstance(found, form.Quantity) else node.unit) or node.unit or "1"


def _has_variables(node: form.Expr, scope: Scope) -> bool:
    """Whether a loop variable not yet in reach stands in `node`; its type is then told by the node itself."""
    return any(isinstance(each, form.Var) and each.name not in scope.declared.variables for each in every(node))


def _is_truth(node: form.If) -> bool:
    return isinstance(node.then, form.Bool) and isinstance(node.other, form.Bool)


def _block(doc: Doc, indent: int) -> list[str]:
    return (" " * indent + render(doc, indent)).split("\n")


class _Body:
    def __init__(self, rule: form.Rule, scope: Scope) -> None:
        self.rule = rule
        self.scope = scope
        self.returns = annotation(rule.type, scope.naming, rule.maybe)

    def lines(self) -> list[str]:
        ranks = sorted({case.rank for case in self.rule.cases}, reverse=True)
        return self._ranks(ranks, self.scope, 4)

    def _ranks(self, ranks: list[int], scope: Scope, indent: int) -> list[str]:
        """What the cases of these ranks say, highest first; ends by returning or raising."""
        if not ranks:
            return [" " * indent + "raise gap()"]
        cases = [case for case in self.rule.cases if case.rank == ranks[0]]
        plain = [case for case in cases if not case.otherwise]
        rest = [case for case in cases if case.otherwise][:1]
        guards = [case.guard for case in plain if case.guard is not None]
        in_turn = self.rule.in_order or len(plain) <= 1
        if in_turn or (len(guards) == len(plain) and exclude_each_other(guards, scope.declared)):
            return self._in_turn(plain, rest, ranks[1:], scope, indent)
        return self._choice(plain, rest, ranks[1:], scope, indent)

    def _in_turn(
        self, plain: list[form.Case], rest: list[form.Case], lower: list[int], scope: Scope, indent: int
    ) -> list[str]:
        lines: list[str] = []
        for index, case in enumerate(plain):
            if case.guard is None:
                return [*lines, *self._taken(case, scope, indent)]
            last = not plain[index + 1 :] and len(rest) == 1 and not (self._is_noted(case) or self._is_noted(rest[0]))
            if last and isinstance(case.body, form.Bool) and isinstance(rest[0].body, form.Bool):
                merged = form.If(condition=case.guard, then=case.body, other=rest[0].body, at=case.at)
                return [
                    *lines,
                    *self._note(case, indent),
                    *returning(merged, scope, self.rule.type, self.rule.maybe, indent),
                ]
            lines += self._note(case, indent)
            lines += _block(join(statement("if ", operand(case.guard, scope), indent), ":"), indent)
            lines += self._returned(case, scope.given(case.guard), indent + 4)
            scope = scope.failing(case.guard)
        if rest:
            return [*lines, *self._taken(rest[0], scope, indent)]
        return [*lines, *self._ranks(lower, scope, indent)]

    def _taken(self, case: form.Case, scope: Scope, indent: int) -> list[str]:
        return [*self._note(case, indent), *self._returned(case, scope, indent)]

    def _returned(self, case: form.Case, scope: Scope, indent: int) -> list[str]:
        if not self._is_noted(case):
            return returning(case.body, scope, self.rule.type, self.rule.maybe, indent)
        return [*scales(case.body, scope, indent), *_block(join("return ", self._value(case, scope)), indent)]

    def _is_noted(self, case: form.Case) -> bool:
        """Whether a result says which case was taken: where it departs, or stands in another clause than its rule."""
        places = self.scope.declared.of.places
        place, own = places[case.at], places[self.rule.at]
        elsewhere = bool(place.clause) and (place.standard, place.clause) != (own.standard, own.clause)
        return bool(case.departs) or (elsewhere and not self.rule.parameters)

    def _value(self, case: form.Case, scope: Scope) -> Doc:
        """The value of a case; one that departs from a parent standard, or stands in another clause, says so."""
        body = result(case.body, scope, self.rule.type, self.rule.maybe)
        if not self._is_noted(case):
            return body.doc
        place = self.scope.declared.of.places[case.at]
        where = [source.string(each) for each in (place.clause, place.standard)]
        rule = source.string(self.rule.name)
        if not case.departs:
            return bracketed("taken(", ["x", rule, body.doc, *where], ")")
        return bracketed("departing(", ["x", rule, source.string(case.departs), body.doc, *where], ")")

    def _note(self, case: form.Case, indent: int) -> list[str]:
        """A comment where the case is not simply the rule's own clause."""
        whole = self.scope.declared.of
        place, own = whole.places[case.at], whole.places[self.rule.at]
        words = []
        if place.clause and (place.standard, place.clause) != (own.standard, own.clause):
            words.append(f"clause {place.clause}" + (f" of {place.standard}" if place.standard != own.standard else ""))
        if case.departs:
            words.append(f"departs from {case.departs}")
        elif case.rank:
            words.append("an exception")
        return [" " * indent + source.comment(", ".join(words))] if words else []

    def _choice(
        self, plain: list[form.Case], rest: list[form.Case], lower: list[int], scope: Scope, indent: int
    ) -> list[str]:
        scope = scope.unproven()
        parts: list[Doc] = [self._when(case, scope) for case in plain]
        lines: list[str] = []
        if rest:
            parts.append(join("otherwise=", in_lambda(self._printed(rest[0], scope))))
        elif lower and all(case.guard is not None for case in plain):
            below = scope.local.take("elsewhere")
            head = f"{' ' * indent}def {below}() -> {self.returns}:"
            lines = ["", head, *self._ranks(lower, scope, indent + 4), ""]
            parts.append(f"otherwise={below}")
        if any(self._is_noted(case) for case in plain):
            parts.append(f"note=noting(x, {source.string(self.rule.name)})")
        return [*lines, *_block(join("return ", bracketed("choose(", parts, ")", always=True)), indent)]

    def _printed(self, case: form.Case, scope: Scope) -> Printed:
        if self._is_noted(case):
            return Printed(self._value(case, scope))
        return result(case.body, scope, self.rule.type, self.rule.maybe)

    def _when(self, case: form.Case, scope: Scope) -> Doc:
        place = self.scope.declared.of.places[case.at]
        guard = operand(case.guard, scope) if case.guard is not None else Printed("True")
        body = result(case.body, scope, self.rule.type, self.rule.maybe)
        more: list[Doc] = []
        if place.standard != self.scope.declared.of.standard.id:
            more.append(join("standard=", source.string(place.standard)))
        if case.departs:
            more.append(join("departs=", source.string(case.departs)))
        return bracketed(
            f"When[{self.returns}](" if self.rule.maybe else "When(",
            [source.string(place.clause), in_lambda(guard), in_lambda(body), *more],
            ")",
        )
