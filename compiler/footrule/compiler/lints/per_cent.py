"""Names declared as bare numbers where the document itself speaks of them in per cent: in a bound or in an example.

40 and 40 % are both legal inputs then, and differ a hundredfold.
"""

from __future__ import annotations

from collections.abc import Iterator

from footrule.compiler.lints.places import place
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Diagnostic, Place
from footrule.runtime import form


def bare(document: tree.Document, compiled: form.Form, path: str) -> Iterator[Diagnostic]:
    """Every such input, option, field, rule and parameter of this file, with what is written in per cent."""
    for block in document.blocks:
        for statement in block.statements:
            yield from _declared(statement, block.clause, compiled.standard.id, path)
    rules = {rule.name: rule for rule in compiled.rules}
    told: set[str] = set()
    for example in compiled.examples:
        for expected in example.expect:
            name, _, rest = expected.target.partition("(")
            rule = rules.get(name.strip())
            if rule is None or name in told or compiled.places[rule.at].standard != compiled.standard.id:
                continue
            given = [argument.strip() for argument in rest.removesuffix(")").split(",")]
            pairs = [(expected.printed, rule.type), *zip(given, (p.type for p in rule.parameters), strict=False)]
            said = next((text for text, type in pairs if _is_bare(type) and text.strip().endswith("%")), None)
            if said is not None:
                told.add(name)
                words = {"name": name.strip(), "said": said.strip()}
                yield Diagnostic("F0620", place(compiled, rule.at, path), words)


def _declared(statement: tree.Statement, clause: str | None, standard: str, path: str) -> Iterator[Diagnostic]:
    if not isinstance(statement, tree.Input | tree.Option):
        return
    declared = statement.declaration
    for field in declared.fields if isinstance(declared, tree.ListDeclaration) else (declared,):
        if not isinstance(field.type, tree.QuantityType) or field.type.unit != "1":
            continue
        for bound in field.bounds:
            if isinstance(bound.value, tree.Number) and bound.value.unit == "%":
                words = {"name": field.name, "said": f"{bound.value.digits} %"}
                yield Diagnostic("F0620", Place(path, field.span, clause, standard), words)
                break


def _is_bare(type: form.Type) -> bool:
    return isinstance(type, form.Quantity) and type.unit == "1"
