"""Certificate ledger: whole units, a term, single use and cancellation, each a requirement over the list."""

from __future__ import annotations

from footrule.compiler.desugar import phrases
from footrule.compiler.desugar.kernel import Made, Workbench
from footrule.compiler.modules import Located
from footrule.dsl import tree
from footrule.dsl.tree import Expr, Labels


def desugar(ledger: Located[tree.Ledger], bench: Workbench) -> None:
    statement, origin, span = ledger.statement, ledger.origin, ledger.statement.span

    def all_items(condition: Expr) -> Expr:
        return phrases.each("all", condition, statement.variable, statement.over, None, span)

    def require(condition: Expr, zh: str, en: str) -> None:
        bench.write(phrases.require(condition, zh, en, span), origin)

    name = statement.name
    if statement.unit is not None and statement.amount is not None:
        count = phrases.binary("div", statement.amount, statement.unit)
        whole = tree.Round(count, "floor", 0, None, None, span)
        size = f"{statement.unit.digits} {(statement.unit.unit or '').strip('[]')}"
        require(
            all_items(phrases.compare(whole, "eq", count)),
            f"`{name}` 的数量不是 {size} 的整数倍",
            f"an amount in `{name}` is not a whole multiple of {size}",
        )
    if statement.term is not None and statement.start is not None and statement.at is not None:
        expires = phrases.binary("add", statement.start, statement.term)
        within = tree.Compare((statement.start, statement.at, expires), ("le", "le"), span)
        term = f"{statement.term.digits} {(statement.term.unit or '').strip('[]')}"
        require(
            all_items(within),
            f"`{name}` 中有证书在产生之前或超过 {term} 有效期后使用",
            f"a certificate in `{name}` was used before it was made or after its term of {term}",
        )
    if statement.identity is not None:
        distinct = phrases.each("distinct", statement.identity, statement.variable, statement.over, None, span)
        require(distinct, f"`{name}` 中同一证书使用了两次", f"a certificate in `{name}` is used twice")
    if statement.cancelled is not None:
        require(
            all_items(statement.cancelled),
            f"`{name}` 中有证书未核销",
            f"a certificate in `{name}` has not been cancelled",
        )
    bench.made.append(Made("ledger", name, (), Labels("证书台账", "certificate ledger"), origin, span))
