"""Declared unit: a choice of several becomes an input of the enumeration `declared_unit_choice`."""

from __future__ import annotations

from footrule.compiler.desugar.kernel import Workbench
from footrule.compiler.modules import Located
from footrule.dsl import tree

CHOICE = "declared_unit_choice"
INPUT = "declared_unit"


def desugar(declared: Located[tree.DeclaredUnit], bench: Workbench) -> None:
    statement, origin, span = declared.statement, declared.origin, declared.statement.span
    if not statement.choices:
        return
    labels = tree.Labels("声明单位", "declared unit")
    bench.write(tree.Kind(CHOICE, statement.choices, labels, span), origin)
    declaration = tree.FieldDeclaration(INPUT, tree.NamedType(CHOICE, span), (), False, None, labels, span)
    bench.write(tree.Input(declaration, span), origin)
