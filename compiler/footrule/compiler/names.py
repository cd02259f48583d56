"""Document -> module: one place for each name, one tree for each rule, whatever clause its cases stand in."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from footrule.compiler.modules import Gathering, Located, Module, RuleTree
from footrule.compiler.reporting import Findings, Origin
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Also, Place


def gather(document: tree.Document, id: str, findings: Findings) -> Module | None:
    """Sort the statements of a document. None where it has no usable front matter."""
    if document.front is None:
        return None
    gathering = Gathering()
    for block in document.blocks:
        origin = Origin(document.path, id, block.clause)
        for statement in block.statements:
            if isinstance(statement, tree.Gwp) and gathering.gwp is not None:
                _twice(findings, "gwp", origin.place(statement.span), gathering.gwp.place)
                continue
            gathering.add(statement, origin, block.table, made=False)
    return assemble(gathering, document.front, document.clauses, document.examples, id, document.path, findings)


def assemble(
    gathering: Gathering,
    front: tree.FrontMatter,
    clauses: tuple[tree.Clause, ...],
    examples: tuple[tree.ExampleBlock, ...],
    id: str,
    path: str,
    findings: Findings,
) -> Module:
    """A module of gathered statements; reports names that are declared twice.

    Kinds have names of their own: `input gas: gas` is no clash, since no expression ever names a kind.
    """
    kinds: dict[str, Place] = {}
    for kind in gathering.kinds:
        if kind.statement.name in kinds:
            _twice(findings, kind.statement.name, kind.place, kinds[kind.statement.name])
        kinds.setdefault(kind.statement.name, kind.place)
    seen: dict[str, Place] = {}
    for name, place in _declared(gathering):
        if name in seen:
            _twice(findings, name, place, seen[name])
        else:
            seen[name] = place
    return Module(
        id=id,
        front=front,
        clauses=clauses,
        uses=tuple(gathering.uses),
        kinds=tuple(gathering.kinds),
        units=tuple(gathering.units),
        inputs=tuple(gathering.inputs),
        options=tuple(gathering.options),
        tables=tuple(gathering.tables),
        rules=_rule_trees(gathering.rules, findings),
        requires=tuple(gathering.requires),
        outputs=tuple(gathering.outputs),
        reports=tuple(gathering.reports),
        constructs=tuple(gathering.constructs),
        gwp=gathering.gwp,
        examples=examples,
        path=path,
        former=tuple(gathering.former),
    )


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, or an empty string."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def _declared(gathering: Gathering) -> Iterable[tuple[str, Place]]:
    for given in gathering.inputs:
        yield given.statement.declaration.name, given.place
    for option in gathering.options:
        yield option.statement.declaration.name, option.place
    for table in gathering.tables:
        yield table.statement.name, table.place
    for rule in gathering.rules:
        if rule.statement.type is not None or rule.made:
            yield rule.statement.name, rule.place
    for use in gathering.uses:
        for _, here in use.statement.names:
            yield here, use.place


def _rule_trees(blocks: list[Located[tree.Rule]], findings: Findings) -> tuple[RuleTree, ...]:
    gathered: dict[str, list[Located[tree.Rule]]] = {}
    for block in blocks:
        name = block.statement.name
        tree_of = gathered.setdefault(name, [])
        if block.statement.type is not None or block.made:
            if not tree_of or tree_of[0].statement.type is None:
                tree_of.insert(0, block)  # a second definition has been reported
        else:
            tree_of.append(block)
    return tuple(RuleTree(name, tuple(found)) for name, found in gathered.items())


def _twice(findings: Findings, name: str, place: Place, first: Place) -> None:
    findings.add("F0202", place, also=(Also(first, "先在此处定义", "first defined here"),), name=name)
