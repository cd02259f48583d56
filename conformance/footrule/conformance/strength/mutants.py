"""Every tool with one mistake that a compiled form allows, each as a change of one declaration.

A mutant knows where it sits, so that only cases that come by are run against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec

from footrule.conformance.making.closure import Path, nodes, replaced
from footrule.conformance.reference_tool import ReferenceTool
from footrule.conformance.strength.in_words import told
from footrule.conformance.strength.mistakes import Scene, mistakes
from footrule.runtime import form

replace = msgspec.structs.replace


@dataclass(frozen=True, slots=True)
class Mutant:
    """`site`: identity of the node a case must come by, or None where that cannot be told. `key` names it for good.

    `where`: the declaration it changes. `zh`, `en` complete "a tool that …".
    """

    key: str
    operator: str
    kind: Literal["rule", "requirement", "table", "bound"]
    where: str
    clause: str
    zh: str
    en: str
    site: int | None
    apply: Callable[[ReferenceTool], ReferenceTool]
    reads_again: bool = False
    requirement: int | None = None


def scene_of(compiled: form.Form) -> Scene:
    quantities = [each for each in compiled.inputs if isinstance(each.type, form.Quantity)]
    fields = [(items.name, each) for items in compiled.lists for each in items.fields]
    return Scene(
        members={kind.name: tuple(m.name for m in kind.members) for kind in compiled.enumerations},
        optional=frozenset(each.name for each in quantities if each.optional),
        optional_fields=frozenset(
            (items, each.name) for items, each in fields if each.optional and isinstance(each.type, form.Quantity)
        ),
        lists={},
        units={each.name: each.type.unit for each in quantities if isinstance(each.type, form.Quantity)},
        field_units={
            (items, each.name): each.type.unit for items, each in fields if isinstance(each.type, form.Quantity)
        },
        item_rules={},
    )


def mutants(compiled: form.Form, tables: Mapping[str, form.Table] | None = None) -> tuple[Mutant, ...]:
    """All mutants of a form in its own order. `tables`: other editions of its tables, by name."""
    scene = scene_of(compiled)
    used = {node.table for root in _roots(compiled) for _, node in nodes(root) if isinstance(node, form.Lookup)}
    found = [
        *(each for rule in compiled.rules for each in _of_rule(compiled, rule, scene)),
        *(each for at, one in enumerate(compiled.requirements) for each in _of_requirement(compiled, at, one, scene)),
        *(each for table in compiled.tables if table.name in used for each in _of_table(compiled, table)),
        *(
            each
            for table in compiled.tables
            if table.name in used
            for each in _of_edition(compiled, table, tables or {})
        ),
        *_of_bounds(compiled),
    ]
    return tuple(found)


def _roots(compiled: form.Form) -> Iterator[form.Expr]:
    for rule in compiled.rules:
        for case in rule.cases:
            yield case.body
            if case.guard is not None:
                yield case.guard
    for one in compiled.requirements:
        yield one.condition
        if one.guard is not None:
            yield one.guard


def _clause(compiled: form.Form, at: int) -> str:
    return compiled.places[at].clause if 0 <= at < len(compiled.places) else ""


# --- rules ------------------------------------------------------------------------------------------------------------


def _of_rule(compiled: form.Form, rule: form.Rule, scene: Scene) -> Iterator[Mutant]:
    lists = {p.name: p.type.of for p in rule.parameters if isinstance(p.type, form.Item)}
    own = _with_lists(scene, lists)
    for number, case in enumerate(rule.cases):
        for part in ("body", "guard"):
            root = getattr(case, part)
            if root is None:
                continue
            for path, parent, node, inner in _placed(root, own):
                clause = _clause(compiled, node.at or case.at)
                compared = isinstance(parent, form.Cmp)
                site = id(node) if _branching(node) else (id(parent) if parent is not None else None)
                for count, mistake in enumerate(mistakes(node, inner, compared=compared)):
                    changed = replace(case, **{part: replaced(root, path, mistake.node)})
                    yield Mutant(
                        key=f"{rule.name}/{number}/{part}/{_told(path)}/{count}",
                        operator=mistake.operator,
                        kind="rule",
                        where=rule.name,
                        clause=clause,
                        zh=mistake.zh,
                        en=mistake.en,
                        site=site,
                        apply=_rule(rule, (*rule.cases[:number], changed, *rule.cases[number + 1 :])),
                    )
    yield from _of_cases(compiled, rule)


def _of_cases(compiled: form.Form, rule: form.Rule) -> Iterator[Mutant]:
    """A case forgotten, its guard ignored, two of an ordered rule swapped."""
    changes: list[tuple[str, int, tuple[form.Case, ...], str, str]] = []
    for number, case in enumerate(rule.cases):
        rest = (*rule.cases[:number], *rule.cases[number + 1 :])
        guard = told(case.guard) if case.guard is not None else "–"
        if rest:
            changes.append(("case dropped", number, rest, f"漏掉情形 {guard}", f"leaves out the case {guard}"))
        if rule.in_order and number + 1 < len(rule.cases) and not rule.cases[number + 1].otherwise:
            following = rule.cases[number + 1]
            swapped = (*rule.cases[:number], following, case, *rule.cases[number + 2 :])
            changes.append(
                ("case order", number, swapped, f"先看后一情形再看 {guard}", f"looks at the next case before {guard}")
            )
    for operator, number, cases, zh, en in changes:
        yield Mutant(
            key=f"{rule.name}/{number}/{operator}",
            operator=operator,
            kind="rule",
            where=rule.name,
            clause=_clause(compiled, rule.cases[number].at),
            zh=zh,
            en=en,
            site=None,
            apply=_rule(rule, cases),
        )


def _rule(rule: form.Rule, cases: tuple[form.Case, ...]) -> Callable[[ReferenceTool], ReferenceTool]:
    changed = replace(rule, cases=cases)
    return lambda tool: tool.changed(rules=(changed,))


def _branching(node: form.Expr) -> bool:
    """Whether a watcher sees the node itself: leaves are read without a visit."""
    return not isinstance(node, (form.Num, form.Str, form.Bool, form.Day, form.Member, form.Absent, form.Var, form.Ref))


def _placed(root: form.Expr, scene: Scene) -> Iterator[tuple[Path, form.Expr | None, form.Expr, Scene]]:
    """Every node with its way, its parent, and the lists the variables in sight run over."""
    by_path: dict[Path, form.Expr] = {}
    scenes: dict[Path, Scene] = {}
    for path, node in nodes(root):
        above = next((path[:cut] for cut in range(len(path) - 1, -1, -1) if path[:cut] in by_path), None)
        parent = by_path[above] if above is not None else None
        inner = scenes[above] if above is not None else scene
        if isinstance(parent, form.Aggregate):
            inner = _with_lists(inner, {parent.variable: parent.over})
        by_path[path] = node
        scenes[path] = inner
        yield path, parent, node, inner


def _with_lists(scene: Scene, lists: Mapping[str, str]) -> Scene:
    if not lists:
        return scene
    return Scene(
        scene.members,
        scene.optional,
        scene.optional_fields,
        {**scene.lists, **lists},
        scene.units,
        scene.field_units,
        scene.item_rules,
    )


def _told(path: Path) -> str:
    return ".".join(map(str, path))


# --- requirements -----------------------------------------------------------------------------------------------------


def _of_requirement(compiled: form.Form, at: int, one: form.Requirement, scene: Scene) -> Iterator[Mutant]:
    if one.modality != "shall":
        return
    clause = _clause(compiled, one.at)
    rest = (*compiled.requirements[:at], *compiled.requirements[at + 1 :])
    yield Mutant(
        key=f"requirement-{at}/dropped",
        operator="requirement dropped",
        kind="requirement",
        where=f"requirement-{at}",
        clause=clause,
        zh=f"不检查：{one.message.zh or one.message.en}",
        en=f"does not check: {one.message.en or one.message.zh}",
        site=None,
        apply=lambda tool: tool.changed(requirements=rest),
        requirement=at,
    )
    for part in ("condition", "guard"):
        root = getattr(one, part)
        if root is None:
            continue
        for path, parent, node, inner in _placed(root, scene):
            site = id(node) if _branching(node) else (id(parent) if parent is not None else None)
            for count, mistake in enumerate(mistakes(node, inner, compared=isinstance(parent, form.Cmp))):
                changed = replace(one, **{part: replaced(root, path, mistake.node)})
                whole = (*compiled.requirements[:at], changed, *compiled.requirements[at + 1 :])
                yield Mutant(
                    key=f"requirement-{at}/{part}/{_told(path)}/{count}",
                    operator=mistake.operator,
                    kind="requirement",
                    where=f"requirement-{at}",
                    clause=_clause(compiled, node.at) or clause,
                    zh=mistake.zh,
                    en=mistake.en,
                    site=site,
                    apply=_requirements(whole),
                    requirement=at,
                )


def _requirements(whole: tuple[form.Requirement, ...]) -> Callable[[ReferenceTool], ReferenceTool]:
    return lambda tool: tool.changed(requirements=whole)


# --- tables and bounds ------------------------------------------------------------------------------------------------


def _of_table(compiled: form.Form, table: form.Table) -> Iterator[Mutant]:
    """Each row exchanged with the next that differs from it."""
    for at, row in enumerate(table.rows):
        for ahead in range(at + 1, len(table.rows)):
            other = table.rows[ahead]
            if other.values != row.values:
                rows = list(table.rows)
                rows[at], rows[ahead] = replace(row, values=other.values), replace(other, values=row.values)
                names = (", ".join(row.keys), ", ".join(other.keys))
                yield _table(compiled, table, tuple(rows), f"{at}", "table rows swapped",
                             (f"把表 {table.name} 的 {names[0]} 与 {names[1]} 两行弄混",
                              f"swaps the rows {names[0]} and {names[1]} of the table {table.name}"))  # fmt: skip
                break


def _of_edition(compiled: form.Form, table: form.Table, others: Mapping[str, form.Table]) -> Iterator[Mutant]:
    """Each row as another edition of the table has it: the warming potentials of an older report."""
    other = others.get(table.name)
    if other is None or [c.name for c in other.columns] != [c.name for c in table.columns]:
        return
    values = {row.keys: row.values for row in other.rows}
    for at, row in enumerate(table.rows):
        if row.keys in values and values[row.keys] != row.values:
            rows = (*table.rows[:at], replace(row, values=values[row.keys]), *table.rows[at + 1 :])
            names = ", ".join(row.keys)
            words = (f"表 {table.name} 的 {names} 取自另一版本", f"takes {names} of {table.name} from another edition")
            yield _table(compiled, table, rows, f"edition/{at}", "warming potential of another edition", words)


def _table(
    compiled: form.Form,
    table: form.Table,
    rows: tuple[form.Row, ...],
    key: str,
    operator: str,
    words: tuple[str, str],
) -> Mutant:
    changed = replace(table, rows=rows)
    return Mutant(
        key=f"table-{table.name}/{key}",
        operator=operator,
        kind="table",
        where=table.name,
        clause=_clause(compiled, table.at),
        zh=words[0],
        en=words[1],
        site=None,
        apply=lambda tool: tool.changed(tables=(changed,)),
    )


def _of_bounds(compiled: form.Form) -> Iterator[Mutant]:
    """Each bound forgotten, and its end taken the other way."""
    ends: dict[str, Literal["lt", "le", "gt", "ge"]] = {"lt": "le", "le": "lt", "gt": "ge", "ge": "gt"}
    for items, each in (
        *(("", each) for each in compiled.inputs),
        *((one.name, each) for one in compiled.lists for each in one.fields),
    ):
        name = f"{items}.{each.name}" if items else each.name
        for number, bound in enumerate(each.bounds):
            rest = (*each.bounds[:number], *each.bounds[number + 1 :])
            turned = (*each.bounds[:number], replace(bound, op=ends[bound.op]), *each.bounds[number + 1 :])
            for operator, bounds, zh, en in (
                (
                    "bound dropped",
                    rest,
                    f"不检查 {name} 的界限 {bound.value}",
                    f"does not hold {name} to {bound.value}",
                ),
                (
                    "limit open or closed",
                    turned,
                    f"把 {name} 的界限 {bound.value} 的端点弄反",
                    f"takes the end of the bound {bound.value} of {name} the other way",
                ),
            ):
                yield Mutant(
                    key=f"bound-{name}/{number}/{operator}",
                    operator=operator,
                    kind="bound",
                    where=name,
                    clause=_clause(compiled, each.at),
                    zh=zh,
                    en=en,
                    site=None,
                    apply=_bounds(compiled, items, replace(each, bounds=bounds)),
                    reads_again=True,
                )


def _bounds(compiled: form.Form, items: str, changed: form.Input) -> Callable[[ReferenceTool], ReferenceTool]:
    if not items:
        return lambda tool: tool.changed(inputs=(changed,))
    whole = next(each for each in compiled.lists if each.name == items)
    fields = tuple(changed if each.name == changed.name else each for each in whole.fields)
    return lambda tool: tool.changed(lists=(replace(whole, fields=fields),))
