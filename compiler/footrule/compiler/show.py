"""Every intermediate form as text, for `show --after PASS`."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from footrule.compiler.desugar.kernel import Kernel
from footrule.compiler.modules import Located, Module
from footrule.compiler.passes import Passed
from footrule.compiler.rewriting import expressions
from footrule.dsl import tree
from footrule.dsl.printer import expression_text, statement_text
from footrule.runtime import form


def shown(passed: Passed, name: str) -> str:
    """The text of one pass's result. Raises `KeyError` for an unknown pass."""
    makers = {"parse": _parsed, "names": _named, "desugar": _kernel, "types": _typed, "lower": _lowered}
    return "\n".join(makers[name](passed)) + "\n"


def _parsed(passed: Passed) -> Iterator[str]:
    for block in passed.document.blocks:
        yield f"-- §{block.clause}"
        for statement in block.statements:
            yield statement_text(statement, "en")


def _named(passed: Passed) -> Iterator[str]:
    if passed.module is not None:
        yield from _module(passed.module)


def _module(module: Module) -> Iterator[str]:
    groups: tuple[tuple[Located[tree.Statement], ...], ...] = (
        module.uses, module.kinds, module.units, module.inputs, module.options, module.tables,
        module.constructs, module.requires, module.outputs, module.reports, module.former,
    )  # fmt: skip
    for group in groups:
        for located in group:
            yield from _statement(located)
    for rule in module.rules:
        for block in rule.blocks:
            yield from _statement(block)


def _statement(located: Located[tree.Statement]) -> Iterator[str]:
    yield f"-- §{located.origin.clause}" + (" (made)" if located.made else "")
    if isinstance(located.statement, tree.Rule) and located.made and located.statement.type is None:
        cases = " ".join(f"= {expression_text(case.body, 'en')}" for case in located.statement.cases)
        yield f"rule {located.statement.name} [unit follows from the body] {cases}"
        return
    yield statement_text(located.statement, "en")


def _kernel(passed: Passed) -> Iterator[str]:
    kernel: Kernel | None = passed.kernel
    if kernel is not None:
        yield from _module(kernel.module)


def _typed(passed: Passed) -> Iterator[str]:
    for rule in passed.rules:
        yield f"{rule.name}({', '.join(p.name for p in rule.parameters)}): {_type(rule.type)}"
        for expression in expressions(rule):
            yield from (f"    {line}" for line in _nodes(expression, 0))


def _type(type: form.Type) -> str:
    match type:
        case form.Quantity(unit=unit):
            return f"[{unit}]"
        case form.Choice(of=of) | form.Item(of=of):
            return of
        case _:
            return type.__class__.__name__.lower()


def _nodes(node: form.Expr, depth: int) -> Iterator[str]:
    words = [node.__struct_config__.tag]
    below: list[form.Expr] = []
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, form.Node):
            below.append(value)  # type: ignore[arg-type]  # every Node of the compiled form is one of the union Expr
        elif isinstance(value, tuple) and all(isinstance(item, form.Node) for item in value):
            below += value
        elif name not in ("at", "unit") and value is not None:
            words.append(str(value))
    if node.unit:
        words.append(f"[{node.unit}]")
    yield "  " * depth + " ".join(str(word) for word in words)
    for child in below:
        yield from _nodes(child, depth + 1)


def _lowered(passed: Passed) -> Iterator[str]:
    if passed.form is not None:
        yield msgspec.json.format(form.encode(passed.form), indent=2).decode()
