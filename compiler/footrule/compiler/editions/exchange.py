"""A form with some definitions as another edition has them, so that an edit is seen apart from all others."""

from __future__ import annotations

import msgspec

from footrule.compiler.editions.matching import names_given
from footrule.compiler.rewriting import expressions
from footrule.runtime import form
from footrule.runtime.walking import every


def exchanged(compiled: form.Form, other: form.Form, names: set[str]) -> form.Form | None:
    """A form with some rules and tables as another edition has them, and what only these stand on; else None."""
    theirs = {rule.name: rule for rule in other.rules}
    tables = {table.name: table for table in other.tables}
    own = {rule.name for rule in compiled.rules}
    present = own | {table.name for table in compiled.tables}
    given = names_given(compiled)
    fields = {(many.name, item.name) for many in compiled.lists for item in many.fields}
    taken: dict[str, form.Rule] = {}
    brought: dict[str, form.Table] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in taken or name in brought:
            continue
        if name in tables:
            brought[name] = tables[name]
            continue
        if name not in theirs:
            return None
        rule = taken[name] = theirs[name]
        items = {p.name: p.type.of for p in rule.parameters if isinstance(p.type, form.Item)}
        for used in _used(rule, items):
            if isinstance(used, tuple):
                if used not in fields:
                    return None
            elif used in theirs or used in tables:
                waiting += [used] if used not in present else []
            elif used not in given:
                return None
    kinds = {kind.name: {member.name for member in kind.members} for kind in compiled.enumerations}
    for rule in taken.values():
        for expression in expressions(rule):
            for node in every(expression):
                if isinstance(node, form.Member) and node.name not in kinds.get(node.of, set()):
                    return None
    changed = [taken.get(rule.name, rule) for rule in compiled.rules]
    extra = [rule for rule in other.rules if rule.name in taken and rule.name not in own]
    return msgspec.structs.replace(
        compiled,
        rules=(*extra, *changed),
        tables=(
            *(brought.get(t.name, t) for t in compiled.tables),
            *(t for name, t in brought.items() if name not in present),
        ),
    )


def _used(rule: form.Rule, items: dict[str, str]) -> list[str | tuple[str, str]]:
    found: list[str | tuple[str, str]] = []
    for expression in expressions(rule):
        bound = dict(items)
        for node in every(expression):
            match node:
                case form.Aggregate(variable=variable, over=over):
                    bound[variable] = over
                    found.append(over)
                case form.Call(rule=name) | form.Lookup(table=name) | form.Ref(name=name):
                    found.append(name)
                case form.Get(of=form.Var(name=variable), field=name) if variable in bound:
                    found.append((bound[variable], name))
                case _:
                    pass
    return found
