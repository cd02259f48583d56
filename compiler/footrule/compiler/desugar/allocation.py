"""Allocation: an ordered choice of methods, the share each product takes, and the burden it carries.

`allocation of burden among products as p` makes `burden_method`, and where a method has a key also
`burden_share(p)` = key of p over the sum of keys, and `burden_allocated(p)`. A method without a key is one whose
shares come from outside the calculation (subdivision, substitution): its share is unknown, never a guess.
"""

from __future__ import annotations

from footrule.compiler.desugar import phrases
from footrule.compiler.desugar.kernel import Made, Workbench
from footrule.compiler.desugar.made_names import made
from footrule.compiler.modules import Located
from footrule.dsl import tree
from footrule.dsl.tree import Expr, Labels

ONE = "product_"
"""What one product is called where the author did not name it."""


def desugar(allocation: Located[tree.Allocation], bench: Workbench) -> None:
    statement, origin, span = allocation.statement, allocation.origin, allocation.statement.span
    burden, variable = statement.burden.id, statement.variable or ONE
    kind, method = made(burden, "allocation"), made(burden, "method")
    members = tuple(tree.Member(m.name, m.labels, m.span) for m in statement.methods)
    bench.write(tree.Kind(kind, members, Labels("分配方法", "allocation method"), span), origin)
    bench.rule(
        method,
        tuple(tree.Case(phrases.name(m.name, m.span), m.guard, m.otherwise, m.span) for m in statement.methods),
        origin, span,
        type=tree.NamedType(kind, span), labels=Labels("所用分配方法", "allocation method taken"), in_order=True,
    )  # fmt: skip
    rules = [method]
    if any(m.key is not None for m in statement.methods):
        parameter = tree.Parameter(variable, tree.NamedType(statement.over.id, span), span)
        share, allocated = made(burden, "share"), made(burden, "allocated")
        for m in statement.methods:
            if m.key is not None:
                bench.write(_has_weight(statement, m, m.key, method), origin)
        bench.rule(
            share, _shares(statement, method), origin, span,
            type=tree.QuantityType("[1]", False, span), parameters=(parameter,),
            labels=Labels("分配份额", "allocated share"), in_order=True,
        )  # fmt: skip
        own = tree.Call(share, (phrases.name(variable, span),), span)
        has_share = tree.Call("known", (own,), span)
        cases = (
            phrases.when(phrases.binary("mul", statement.burden, own), has_share),
            phrases.otherwise(tree.Absent("unknown", span)),
        )
        bench.rule(
            allocated, cases, origin, span, parameters=(parameter,), labels=Labels("分配到的负荷", "allocated burden")
        )
        rules += [share, allocated]
    bench.made.append(Made("allocation", burden, tuple(rules), Labels("分配", "allocation"), origin, span))


def _has_weight(statement: tree.Allocation, m: tree.AllocationMethod, key: Expr, method: str) -> tree.Require:
    """Keys that add up to nothing share nothing: refused in the clause's words, not as a division by zero."""
    span, over = m.span, statement.over
    variable = statement.variable or ONE
    every = phrases.each("sum", _key(key, statement.variable), variable, over, None, span)
    some = phrases.compare(
        phrases.each("count", phrases.name(variable, span), variable, over, None, span), "gt", phrases.zero(span)
    )
    taken = phrases.compare(phrases.name(method, span), "eq", phrases.name(m.name, span))
    return phrases.require(
        phrases.compare(every, "ne", phrases.zero(span)),
        f"按“{m.labels.zh or m.name}”分配时，各项的分配依据合计为零",
        f"for allocation by {m.labels.en or m.name} the keys of all items add up to nothing",
        span,
        phrases.binary("and", some, taken),
    )


def _key(key: Expr, variable: str) -> Expr:
    """Without `as`, a bare name is a field of the product: `by mass using mass`."""
    if not variable and isinstance(key, tree.Name):
        return tree.Field(phrases.name(ONE, key.span), key.id, key.span)
    return key


def _shares(statement: tree.Allocation, method: str) -> tuple[tree.Case, ...]:
    span = statement.span
    cases = []
    for m in statement.methods:
        if m.key is not None:
            key = _key(m.key, statement.variable)
            every = phrases.each("sum", key, statement.variable or ONE, statement.over, None, m.span)
            taken = phrases.compare(phrases.name(method, m.span), "eq", phrases.name(m.name, m.span))
            cases.append(phrases.when(phrases.binary("div", key, every), taken))
    if any(m.key is None for m in statement.methods):
        cases.append(phrases.otherwise(tree.Absent("unknown", span)))
    return tuple(cases)
