"""Cut-off: the flows left out become a list input, and each limit a requirement against the base.

Limits are tested as `left out < limit x base`, never as a quotient, so a base of zero cannot divide.
"""

from __future__ import annotations

from footrule.compiler.desugar import phrases
from footrule.compiler.desugar.kernel import Made, Workbench
from footrule.compiler.desugar.made_names import TOTALS
from footrule.compiler.modules import Located
from footrule.dsl import tree
from footrule.dsl.tree import Expr, Labels

FLOWS = "excluded_flows"
CATEGORY = "excluded_category"
OTHER = "other_flow"


def desugar(cut_off: Located[tree.CutOff], bench: Workbench) -> None:
    statement, origin, span = cut_off.statement, cut_off.origin, cut_off.statement.span
    unit = _unit_of(statement.base.id, bench)
    if unit is None:
        bench.findings.add("F0431", origin.place(statement.base.span), name=statement.base.id)
        return
    fields = [
        tree.FieldDeclaration(
            "name", tree.NamedType("text", span), (), False, None, Labels("名称", "name"), span
        ),
        tree.FieldDeclaration(
            "amount", tree.QuantityType(unit, False, span), (tree.Bound("ge", phrases.zero(span), span),), False, None,
            Labels("舍去量", "amount left out"), span,
        ),
    ]  # fmt: skip
    if statement.never:
        other = tree.Member(OTHER, Labels("其他", "other"), span)
        kind_labels = Labels("舍去流的类别", "category of a flow left out")
        bench.write(tree.Kind(CATEGORY, (*statement.never, other), kind_labels, span), origin)
        fields.append(
            tree.FieldDeclaration(
                "category", tree.NamedType(CATEGORY, span), (), False, None, Labels("类别", "category"), span
            )
        )
    labels = Labels("舍去的流", "flows left out")
    bench.write(tree.Input(tree.ListDeclaration(FLOWS, tuple(fields), 0, False, labels, span), span), origin)

    flows = phrases.name(FLOWS, span)
    amount = tree.Field(phrases.name("flow", span), "amount", span)
    left_out = phrases.each("sum", amount, "flow", flows, None, span)
    bench.rule(
        "excluded_total", phrases.only(left_out), origin, span,
        type=tree.QuantityType(unit, False, span), labels=Labels("舍去合计", "total left out"),
    )  # fmt: skip
    if statement.together is not None:
        within = _within(phrases.name("excluded_total", span), statement.together, statement.base)
        zh = "舍去的流合计超过取舍准则的限值"
        bench.write(phrases.require(within, zh, "the flows left out exceed the cut-off limit together", span), origin)
    if statement.each is not None:
        within = phrases.each("all", _within(amount, statement.each, statement.base), "flow", flows, None, span)
        zh = "有一项舍去的流超过单项限值"
        bench.write(phrases.require(within, zh, "a flow left out exceeds the limit of a single flow", span), origin)
    if statement.never:
        category = tree.Field(phrases.name("flow", span), "category", span)
        lawful = phrases.compare(category, "eq", phrases.name(OTHER, span))
        within = phrases.each("all", lawful, "flow", flows, None, span)
        bench.write(
            phrases.require(within, "舍去了不得舍去的流", "a flow that is never to be left out was", span), origin
        )
    bench.made.append(Made("cut_off", FLOWS, ("excluded_total",), Labels("取舍准则", "cut-off"), origin, span))


def _within(amount: Expr, bound: tree.Bound, base: tree.Name) -> Expr:
    """Below the limit, or nothing at all: `0 < 3 % of 0` would refuse a product that leaves nothing out."""
    nothing = phrases.compare(amount, "eq", phrases.zero(amount.span))
    below = phrases.compare(amount, bound.op, phrases.binary("mul", bound.value, base))
    return phrases.binary("or", nothing, below)


def _unit_of(name: str, bench: Workbench) -> str | None:
    for rule in bench.gathering.rules:
        if rule.statement.name == name and isinstance(rule.statement.type, tree.QuantityType):
            return rule.statement.type.unit
    declaration = bench.find_input(name)
    if isinstance(declaration, tree.FieldDeclaration) and isinstance(declaration.type, tree.QuantityType):
        return declaration.type.unit
    terms = [s.statement for s in bench.module.constructs if isinstance(s.statement, tree.Term)]
    if name in TOTALS and terms:
        return terms[0].type.unit
    return None
