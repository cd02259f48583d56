"""Data orders: every input of a role carries the rank of its source, and a required rank is a requirement.

The rank of input `x` is the hidden input `x_source`: optional, because a source left unstated is reported as unstated.
"""

from __future__ import annotations

from dataclasses import replace

from footrule.compiler.desugar import phrases
from footrule.compiler.desugar.kernel import Made, Workbench
from footrule.compiler.modules import Located
from footrule.compiler.names import nearest
from footrule.dsl import tree
from footrule.dsl.tree import Expr, Labels

SUFFIX = "_source"


def orders(found: list[Located[tree.DataOrder]], bench: Workbench) -> None:
    """The enumeration of each role's ranks, and a rank beside every input of that role."""
    roles: dict[str, Located[tree.DataOrder]] = {}
    for order in found:
        role, span = order.statement.role, order.statement.span
        labels = Labels("活动数据来源", "source of activity data") if role == "activity" else Labels(
            "因子来源", "source of factor"
        )  # fmt: skip
        bench.write(tree.Kind(f"{role}{SUFFIX}", order.statement.ranks, labels, span), order.origin)
        roles[role] = order
    for index, located in enumerate(list(bench.gathering.inputs)):
        declaration = located.statement.declaration
        if isinstance(declaration, tree.ListDeclaration):
            fields: list[tree.FieldDeclaration] = []
            for item in declaration.fields:
                fields += [item, *_rank_of(item, roles, located, bench)]
            statement = replace(located.statement, declaration=replace(declaration, fields=tuple(fields)))
            bench.gathering.inputs[index] = replace(located, statement=statement)
        else:
            for rank in _rank_of(declaration, roles, located, bench):
                bench.write(tree.Input(rank, located.statement.span), located.origin)


def _rank_of(
    declaration: tree.FieldDeclaration,
    roles: dict[str, Located[tree.DataOrder]],
    located: Located[tree.Input],
    bench: Workbench,
) -> list[tree.FieldDeclaration]:
    if declaration.role is None or declaration.role not in roles:
        return []
    labels = Labels(
        f"{declaration.labels.zh or declaration.name}的来源", f"source of {declaration.labels.en or declaration.name}"
    )
    kind = tree.NamedType(f"{declaration.role}{SUFFIX}", declaration.span)
    return [tree.FieldDeclaration(f"{declaration.name}{SUFFIX}", kind, (), True, None, labels, declaration.span)]


def requirement(found: Located[tree.DataRequirement], bench: Workbench) -> None:
    """`data required measured for a, b`: the source is stated, and is that one."""
    statement, origin = found.statement, found.origin
    for wanted in statement.names:
        condition = _condition(wanted, statement.rank, bench)
        if condition is None:
            governed = [d.name for d in _governed(bench)]
            bench.findings.add("F0425", origin.place(wanted.span), name=wanted.id, near=nearest(wanted.id, governed))
            continue
        zh = f"`{wanted.id}` 须用 {statement.rank} 来源的数据"
        en = f"`{wanted.id}` must come from {statement.rank} data"
        bench.write(phrases.require(condition, zh, en, wanted.span), origin)
    labels = Labels("数据要求", "data requirement")
    bench.made.append(Made("data_requirement", statement.rank, (), labels, origin, statement.span))


def _condition(wanted: tree.Name, rank: str, bench: Workbench) -> Expr | None:
    span = wanted.span
    for located in bench.gathering.inputs:
        declaration = located.statement.declaration
        if isinstance(declaration, tree.FieldDeclaration):
            if declaration.name == wanted.id and declaration.role is not None:
                return _is_rank(phrases.name(f"{wanted.id}{SUFFIX}", span), rank)
        elif any(item.name == wanted.id and item.role is not None for item in declaration.fields):
            source = tree.Field(phrases.name("line", span), f"{wanted.id}{SUFFIX}", span)
            return phrases.each("all", _is_rank(source, rank), "line", phrases.name(declaration.name, span), None, span)
    return None


def _is_rank(source: Expr, rank: str) -> Expr:
    known = tree.Call("known", (source,), source.span)
    return phrases.binary("and", known, phrases.compare(source, "eq", phrases.name(rank, source.span)))


def _governed(bench: Workbench) -> list[tree.FieldDeclaration]:
    found = []
    for located in bench.gathering.inputs:
        declaration = located.statement.declaration
        fields = declaration.fields if isinstance(declaration, tree.ListDeclaration) else (declaration,)
        found += [item for item in fields if item.role is not None]
    return found
