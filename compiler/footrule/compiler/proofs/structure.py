"""Properties that a form's shape decides: constructs that hold by construction, and names nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from footrule.compiler.proofs.verdicts import Verdict, Where
from footrule.compiler.rewriting import expressions, rewrite
from footrule.runtime import form
from footrule.runtime.walking import every


def where(compiled: form.Form, at: int) -> Where:
    place = compiled.places[at]
    return Where(standard=place.standard, clause=place.clause, line=place.line)


def structural(compiled: form.Form) -> Iterator[Verdict]:
    yield from _shares(compiled)
    yield from _supply(compiled)
    yield from _ledgers(compiled)
    yield from _unused(compiled)


def _shares(compiled: form.Form) -> Iterator[Verdict]:
    """A share that is a key over the sum of the same key over the same list adds up to one wherever it is defined."""
    rules = {rule.name: rule for rule in compiled.rules}
    for made in compiled.constructs:
        if made.kind != "allocation":
            continue
        share = next((rules[r] for r in made.rules if r in rules and rules[r].parameters), None)
        if share is None:
            continue
        parameter = share.parameters[0]
        whole = all(_is_share(case.body, parameter) for case in share.cases)
        yield Verdict(
            property="shares_add_up",
            subject=share.name,
            status="proved" if whole else "undecided",
            places=(where(compiled, share.at),),
            zh="" if whole else "份额不是“键除以键之和”的形式",
            en="" if whole else "a share is not a key over the sum of that key",
        )


def _is_share(body: form.Expr, parameter: form.Parameter) -> bool:
    if isinstance(body, form.Absent):
        return True
    if not isinstance(body, form.Div) or not isinstance(body.right, form.Aggregate):
        return False
    over = body.right
    if over.kind != "sum" or over.where is not None or not isinstance(parameter.type, form.Item):
        return False
    return over.over == parameter.type.of and _bare(over.body, over.variable) == _bare(body.left, parameter.name)


def _bare(node: form.Expr, variable: str) -> bytes:
    """An expression's text without places, its variable under one name."""

    def change(found: form.Expr) -> form.Expr:
        if isinstance(found, form.Var) and found.name == variable:
            return form.Var("_")
        return msgspec.structs.replace(found, at=0)

    return msgspec.json.encode(rewrite(node, change))


def _supply(compiled: form.Form) -> Iterator[Verdict]:
    """The last source takes what the others left, and each takes at most that: supply is demand by construction."""
    for made in compiled.constructs:
        if made.kind == "electricity":
            yield Verdict(
                property="supply_meets_demand", subject=made.name, status="proved",
                places=(where(compiled, made.at),),
            )  # fmt: skip


def _ledgers(compiled: form.Form) -> Iterator[Verdict]:
    """A ledger that names an identity refuses a second use; one that names none cannot."""
    distinct = {
        requirement.at
        for requirement in compiled.requirements
        for node in every(requirement.condition)
        if isinstance(node, form.Aggregate) and node.kind == "distinct"
    }
    for made in compiled.constructs:
        if made.kind == "ledger":
            once = made.at in distinct
            yield Verdict(
                property="certificates_count_once", subject=made.name, status="proved" if once else "undecided",
                places=(where(compiled, made.at),),
                zh="" if once else "台账没有写明以何识别证书", en="" if once else "the ledger names no identity",
            )  # fmt: skip


def _unused(compiled: form.Form) -> Iterator[Verdict]:
    """Inputs and options that no rule, requirement or report ever looks at."""
    used = set(compiled.reports)
    nodes = [n for rule in compiled.rules for e in expressions(rule) for n in every(e)]
    for requirement in compiled.requirements:
        nodes += [n for e in (requirement.guard, requirement.condition) if e is not None for n in every(e)]
    for node in nodes:
        if isinstance(node, form.Ref):
            used.add(node.name)
        elif isinstance(node, form.Aggregate):
            used.add(node.over)
    used |= {
        parameter.type.of
        for rule in compiled.rules
        for parameter in rule.parameters
        if isinstance(parameter.type, form.Item)
    }
    if compiled.declared_unit is not None:
        used.add(compiled.declared_unit.choice)
    declared: list[form.Input | form.ListInput | form.Option] = [*compiled.inputs, *compiled.lists, *compiled.options]
    for given in declared:
        own = compiled.places[given.at].standard == compiled.standard.id
        hidden = isinstance(given, form.Input) and given.source_of
        if given.name not in used and own and not hidden:
            yield Verdict(
                property="input_used", subject=given.name, status="refuted", places=(where(compiled, given.at),),
                zh=f"`{given.name}` 从未用到", en=f"`{given.name}` is never used",
            )  # fmt: skip
