"""What an edition says of an earlier one's names: `was surcharge now extra_charge`.

The new names have to stand here. Whether the old ones stood there is known only where the two are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from footrule.compiler.modules import Module
from footrule.compiler.names import nearest
from footrule.compiler.scope import Scope
from footrule.runtime import form


def compile_former_names(module: Module, scope: Scope, rules: Iterable[form.Rule]) -> tuple[form.Former, ...]:
    """The hints of a module; a new name that nothing bears is reported."""
    here = set(_named(scope)) | {rule.name for rule in rules}
    found = []
    for located in module.former:
        statement = located.statement
        for name in statement.now:
            if name.id not in here | scope.broken:
                near = nearest(name.id, here)
                scope.findings.add("F0201", located.origin.place(name.span), name=name.id, near=near)
        at = scope.places.at(located.origin, statement.span)
        was, now = (tuple(name.id for name in side) for side in (statement.was, statement.now))
        found.append(form.Former(was, now, at))
    return tuple(found)


def _named(scope: Scope) -> Iterator[str]:
    """Every name, fields with their list, members with their kind, columns with their table."""
    yield from (*scope.inputs, *scope.lists, *scope.options, *scope.tables, *scope.enumerations, *scope.signatures)
    for many in scope.lists.values():
        yield from (f"{many.name}.{item.name}" for item in many.fields)
    for kind in scope.enumerations.values():
        yield from (f"{kind.name}.{member.name}" for member in kind.members)
    for table in scope.tables.values():
        yield from (f"{table.name}.{column.name}" for column in table.columns)
