"""Electricity: demand met by numbered sources in order, each kilowatt-hour once.

Source i takes at most what the sources before it left, so supply = demand holds by construction and nothing is
negative. Certificates (a source over a list) are taken whole: claiming more than is left to cover is refused.
Made rules: `NAME_from_SOURCE`, `NAME_emissions_SOURCE`, `NAME_emissions`, `NAME_factor`.
"""

from __future__ import annotations

from footrule.compiler.desugar import phrases
from footrule.compiler.desugar.kernel import Made, Workbench
from footrule.compiler.desugar.made_names import made
from footrule.compiler.modules import Located
from footrule.dsl import tree
from footrule.dsl.tree import Expr, Labels


def desugar(electricity: Located[tree.Electricity], bench: Workbench) -> None:
    statement, origin, span = electricity.statement, electricity.origin, electricity.statement.span
    name = statement.name
    _check_rest(electricity, bench)
    bench.rule(
        made(name, "demand"),
        phrases.only(statement.demand),
        origin,
        span,
        labels=Labels("用电需求", "electricity demand"),
    )
    taken: list[str] = []
    emitted: list[str] = []
    for source in statement.sources:
        rule, emissions = made(name, "from", source.name), made(name, "emissions", source.name)
        left = phrases.name(made(name, "demand"), source.span)
        so_far = phrases.total(tuple(phrases.name(t, source.span) for t in taken), source.span)
        remaining: Expr = phrases.binary("sub", left, so_far) if taken else left
        labels = Labels(f"由{source.labels.zh or source.name}供应", f"supplied from {source.labels.en or source.name}")
        if source.loop is not None and source.supply is not None:
            _certificates(source, source.loop, source.supply, rule, emissions, remaining, labels, electricity, bench)
        else:
            quantity = remaining
            if not source.rest and source.supply is not None:
                quantity = tree.Call("min", (remaining, source.supply), source.span)
            bench.rule(rule, _guarded(quantity, source), origin, source.span, labels=labels)
            carried = phrases.binary("mul", phrases.name(rule, source.span), source.factor)
            bench.rule(emissions, _guarded(carried, source), origin, source.span, labels=_emissions_of(source))
        taken.append(rule)
        emitted.append(emissions)
    every = phrases.total(tuple(phrases.name(e, span) for e in emitted), span)
    bench.rule(
        made(name, "emissions"),
        phrases.only(every),
        origin,
        span,
        labels=Labels("用电排放", "emissions of electricity"),
    )
    factor = phrases.binary(
        "div", phrases.name(made(name, "emissions"), span), phrases.name(made(name, "demand"), span)
    )
    bench.rule(
        made(name, "factor"), phrases.only(factor), origin, span,
        labels=Labels("用电加权平均因子", "weighted average electricity factor"),
    )  # fmt: skip
    rules = (made(name, "demand"), *taken, *emitted, made(name, "emissions"), made(name, "factor"))
    bench.made.append(Made("electricity", name, rules, Labels("电力", "electricity"), origin, span))


def _certificates(
    source: tree.ElectricitySource,
    loop: tree.Loop,
    supply: Expr,
    rule: str,
    emissions: str,
    remaining: Expr,
    labels: Labels,
    electricity: Located[tree.Electricity],
    bench: Workbench,
) -> None:
    origin, span = electricity.origin, source.span
    claimed = phrases.each("sum", supply, loop.variable, loop.over, source.guard, span)
    bench.rule(rule, phrases.only(claimed), origin, span, labels=labels)
    zh = "主张的证书电量超过尚待覆盖的用电量"
    en = "the certificates claim more electricity than is left to cover"
    bench.write(phrases.require(phrases.compare(phrases.name(rule, span), "le", remaining), zh, en, span), origin)
    carried = phrases.each(
        "sum", phrases.binary("mul", supply, source.factor), loop.variable, loop.over, source.guard, span
    )
    bench.rule(emissions, phrases.only(carried), origin, span, labels=_emissions_of(source))


def _guarded(body: Expr, source: tree.ElectricitySource) -> tuple[tree.Case, ...]:
    if source.guard is None:
        return phrases.only(body)
    return (phrases.when(body, source.guard), phrases.otherwise(phrases.zero(source.span)))


def _emissions_of(source: tree.ElectricitySource) -> Labels:
    return Labels(f"{source.labels.zh or source.name}的排放", f"emissions of {source.labels.en or source.name}")


def _check_rest(electricity: Located[tree.Electricity], bench: Workbench) -> None:
    """Exactly the last source takes the rest, unconditionally: otherwise demand could stay unmet."""
    sources = electricity.statement.sources
    for index, source in enumerate(sources):
        last = index == len(sources) - 1
        if source.rest != last or (last and source.guard is not None):
            bench.findings.add("F0416", electricity.origin.place(source.span), name=source.name)
