"""All passes over one edition, with every intermediate form kept for whoever wants to look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from footrule.compiler import controls, declarations, translations
from footrule.compiler.desugar.kernel import Kernel
from footrule.compiler.desugar.made_names import TOTALS
from footrule.compiler.desugar.module import desugar
from footrule.compiler.example_blocks import compile_examples
from footrule.compiler.former_names import compile_former_names
from footrule.compiler.linking import Link
from footrule.compiler.lower import Pieces, lower
from footrule.compiler.modules import Module
from footrule.compiler.names import gather, nearest
from footrule.compiler.places import PlaceTable
from footrule.compiler.reporting import Findings, Origin
from footrule.compiler.requirements import compile_requirements, outputs, reports
from footrule.compiler.rules import compile_rules
from footrule.compiler.scope import Scope
from footrule.compiler.types.functions import GWP_TABLE
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Diagnostic, Place
from footrule.dsl.diagnostics.table import TABLE
from footrule.dsl.file_words import keyword_language
from footrule.dsl.literate import read
from footrule.runtime import form

if TYPE_CHECKING:
    from footrule.compiler.driver import Compiler, Source

COMPILER = "footrule 0.1.0"


@dataclass(frozen=True, slots=True)
class Passed:
    """Everything the passes made of one edition."""

    document: tree.Document
    module: Module | None
    kernel: Kernel | None
    rules: tuple[form.Rule, ...]
    form: form.Form | None
    diagnostics: tuple[Diagnostic, ...]
    used: tuple[str, ...]


def run(source: Source, compiler: Compiler) -> Passed:
    """Read and compile one edition. Findings never stop the passes; an error only withholds the compiled form."""
    document, found = read(source.data, source.path, compiler.remembered.get(source.id))
    findings = Findings(list(found))
    module = gather(document, source.id, findings)
    if module is None:
        return Passed(document, None, None, (), None, tuple(findings.diagnostics), ())
    translations.check(source, document, findings)
    kernel = desugar(module, findings)
    gwp = kernel.module.gwp.statement.edition if kernel.module.gwp is not None else ""
    scope = Scope(source.id, gwp, findings, PlaceTable(source.id))
    if any(isinstance(c.statement, tree.Term) for c in module.constructs) and not kernel.total:
        scope.broken.update(TOTALS)
    scope.reserved = frozenset(_own_names(kernel.module))
    scope.reserved_kinds = frozenset(_own_kinds(kernel.module))
    scope.ranked = frozenset(f"{order.statement.role}_source" for order in kernel.data)
    links, parents = _link(kernel.module, scope, compiler)
    declarations.declare(kernel.module, scope)
    controls.check(kernel.module, scope, compiler, keyword_language(source.data.decode("utf-8", "replace")))
    rules = compile_rules(kernel.module, scope)
    requirements = [link.requirement(r) for link in parents for r in link.source.requirements]
    requirements += compile_requirements(kernel.module, scope)
    inherited = [link.names.get(name, name) for link in parents for name in link.source.outputs]
    given = list(dict.fromkeys([*inherited, *outputs(kernel.module, scope)]))
    if not given and kernel.module.rules and not kernel.module.outputs:
        findings.add("F0423", Origin(source.path, source.id, None).place(kernel.module.front.span))
    shown = reports(kernel.module, scope)
    examples = compile_examples(kernel.module, scope)
    former = compile_former_names(kernel.module, scope, rules)
    _evidence(kernel.module, findings)
    used = tuple(dict.fromkeys(link.source.standard.id for link in links)) + _broken_uses(kernel.module, links)
    diagnostics = tuple(findings.diagnostics)
    if any(TABLE[d.code].severity == "error" for d in diagnostics):
        return Passed(document, module, kernel, tuple(rules), None, diagnostics, used)
    pieces = Pieces(kernel, scope, rules, requirements, given, shown, examples, links, former, source.digest, COMPILER)
    lowered = lower(pieces)
    lowered = msgspec.structs.replace(lowered, places=tuple(scope.places.places))
    return Passed(document, module, kernel, tuple(rules), lowered, diagnostics, used)


def _own_names(module: Module) -> Iterator[str]:
    for declaration, _ in module.declarations:
        yield declaration.name
    for table in module.tables:
        yield table.statement.name
    for rule in module.rules:
        yield rule.name
    for use in module.uses:
        yield from (here for _, here in use.statement.names)


def _own_kinds(module: Module) -> Iterator[str]:
    for kind in module.kinds:
        yield kind.statement.name
    for declaration, _ in module.declarations:
        fields = declaration.fields if isinstance(declaration, tree.ListDeclaration) else (declaration,)
        yield from (item.name for item in fields if isinstance(item.type, tree.ChoiceType))
    for table in module.tables:
        yield from (key.name for key in table.statement.keys)


def _link(module: Module, scope: Scope, compiler: Compiler) -> tuple[list[Link], list[Link]]:
    """Bring in parents whole, then what is used by name, then the GWP table."""
    links: dict[str, Link] = {}
    parents = []
    front = Origin(module.path, module.id, None)
    for reference in module.front.follows:
        if "@" not in reference or "/" not in reference:
            continue  # a parent that is not in the library: named in the document, nothing to compute with
        link = _dependency(reference, front.place(module.front.span), links, scope, compiler)
        if link is not None:
            link.take_all()
            parents.append(link)
    for use in module.uses:
        link = _dependency(use.statement.standard, use.place, links, scope, compiler)
        if link is None:
            scope.broken.update(here for _, here in use.statement.names)
            continue
        for there, here in use.statement.names:
            if link.knows(there):
                link.take(there, here)
                scope.declared[here] = use.place
            else:
                scope.broken.add(here)
                scope.findings.add(
                    "F0204", use.place, name=there, standard=use.statement.standard, near=nearest(there, link.known())
                )
    if module.gwp is not None and module.id != f"ipcc/gwp100@{scope.gwp}":
        _gwp(module, scope, links, compiler)
    return list(links.values()), parents


def _gwp(module: Module, scope: Scope, links: dict[str, Link], compiler: Compiler) -> None:
    assert module.gwp is not None
    if module.gwp.statement.years != 100:
        scope.findings.add("F0429", module.gwp.place, years=str(module.gwp.statement.years))
        return
    link = _dependency(f"ipcc/gwp100@{scope.gwp}", module.gwp.place, links, scope, compiler)
    if link is not None and link.knows("gwp"):
        link.take("gwp", GWP_TABLE)
    else:
        scope.broken.add(GWP_TABLE)


def _dependency(reference: str, place: Place, links: dict[str, Link], scope: Scope, compiler: Compiler) -> Link | None:
    from footrule.compiler.driver import Unreadable  # noqa: PLC0415 - the driver runs the passes

    if reference in links:
        return links[reference]
    if reference in compiler.under_way:
        cycle = [*compiler.under_way[compiler.under_way.index(reference) :], reference]
        scope.findings.add("F0205", place, path=" → ".join(cycle))
        return None
    if reference.endswith(".md"):
        scope.findings.add("F0203", place, standard=reference, near="")
        return None
    try:
        compilation = compiler.compile(reference)
    except Unreadable as missing:
        scope.findings.add("F0203", place, standard=reference, near=(missing.nearest or ("",))[0])
        return None
    if compilation.form is None:
        scope.findings.add("F0217", place, standard=reference)
        return None
    links[reference] = Link(compilation.form, scope)
    return links[reference]


def _broken_uses(module: Module, links: list[Link]) -> tuple[str, ...]:
    """Editions named but not linked: a result depends on their absence too."""
    named = [use.statement.standard for use in module.uses] + [r for r in module.front.follows if "@" in r and "/" in r]
    linked = {link.source.standard.id for link in links}
    return tuple(dict.fromkeys(name for name in named if name not in linked and not name.endswith(".md")))


def _evidence(module: Module, findings: Findings) -> None:
    """What is only believed is not encoded: a clause of unverified evidence may hold no rule."""
    by_id = {clause.id: clause for clause in module.clauses}
    statements = [*module.tables, *module.requires, *(rule.head for rule in module.rules)]
    for located in statements:
        clause = by_id.get(located.origin.clause or "")
        evidence = (clause.evidence if clause else None) or module.front.status
        if evidence == "unverified":
            findings.add("F0422", located.place, clause=located.origin.clause or "")
