"""Requirements, outputs and reports: what a calculator refuses, what it must give, what its declaration must show."""

from __future__ import annotations

from footrule.compiler.labels import label
from footrule.compiler.modules import Module
from footrule.compiler.names import nearest
from footrule.compiler.narrowing import holds
from footrule.compiler.reporting import Abandoned
from footrule.compiler.scope import Scope
from footrule.compiler.types.expressions import Context, truth
from footrule.dsl import tree
from footrule.runtime import form


def compile_requirements(module: Module, scope: Scope) -> list[form.Requirement]:
    found = []
    for located in module.requires:
        statement = located.statement
        context = Context(scope, located.origin)
        try:
            guard = None
            if statement.guard is not None:
                guard = truth(statement.guard, context).node
                context = context.knowing(holds(statement.guard))
            condition = truth(statement.condition, context).node
        except Abandoned:
            continue
        found.append(
            form.Requirement(
                condition=condition,
                message=label(statement.message),
                modality=statement.modality,
                guard=guard,
                at=scope.places.at(located.origin, statement.span),
            )
        )
    return found


def outputs(module: Module, scope: Scope) -> list[str]:
    """Names of rules without parameters, in the order written."""
    found: dict[str, None] = {}
    for located in module.outputs:
        for name in located.statement.names:
            if _is_value(name, scope):
                found[name.id] = None
            elif name.id not in scope.broken:
                place = located.origin.place(name.span)
                near = nearest(name.id, [s.name for s in scope.signatures.values() if not s.parameters])
                scope.findings.add("F0215", place, name=name.id, near=near)
    return list(found)


def reports(module: Module, scope: Scope) -> list[str]:
    """Names of rules, inputs or options that a declaration must show; a list is shown through a rule over it."""
    found: dict[str, None] = {}
    for located in module.reports:
        for name in located.statement.names:
            known = {*scope.inputs, *scope.options}
            if name.id in known or _is_value(name, scope):
                found[name.id] = None
            elif name.id not in scope.broken:
                near = nearest(name.id, [*known, *scope.signatures])
                scope.findings.add("F0201", located.origin.place(name.span), name=name.id, near=near)
    return list(found)


def _is_value(name: tree.Name, scope: Scope) -> bool:
    return name.id in scope.signatures and not scope.signatures[name.id].parameters
