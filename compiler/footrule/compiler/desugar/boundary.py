"""Boundary and inventory terms: a list of stages, and rules that add their terms up.

`emission x in stage … = body` becomes the rule `x`; over a list it becomes `x_line(item)`, one rule a stage, and `x`
their sum. `total` adds every term, converted to CO2e where its unit is the mass of another gas.
"""

from __future__ import annotations

from footrule.compiler.desugar import phrases
from footrule.compiler.desugar.kernel import TermLine, Workbench
from footrule.compiler.desugar.made_names import made, total_of
from footrule.compiler.modules import Located
from footrule.compiler.names import nearest
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Also
from footrule.dsl.tree import Labels

STAGE = "stage"


def stages(boundary: Located[tree.Boundary], bench: Workbench) -> None:
    """The enumeration `stage` of a boundary's stages."""
    members = tuple(tree.Member(s.name, s.labels, s.span) for s in boundary.statement.stages)
    labels = Labels("生命周期阶段", "life-cycle stage")
    bench.write(tree.Kind(STAGE, members, labels, boundary.statement.span), boundary.origin)


def terms(found: list[Located[tree.Term]], boundary: Located[tree.Boundary] | None, bench: Workbench) -> str:
    """Rules of the inventory; the name of the rule that is its total, or an empty string without terms."""
    if not found:
        if boundary is not None:
            _stages_without_terms(boundary, set(), bench)
        return ""
    if boundary is None:
        bench.findings.add("F0412", found[0].place, name=found[0].statement.name)
        return ""
    before = len(bench.findings.diagnostics)
    total = total_of([term.statement.name for term in found])
    known = {stage.name for stage in boundary.statement.stages}
    for term in found:
        if term.statement.loop is None:
            _single(term, known, boundary, bench)
        else:
            _over_list(term, term.statement.loop, known, boundary, bench)
    if len(bench.findings.diagnostics) == before:  # a term put in no known stage may be the one that is missing
        _stages_without_terms(boundary, {line.stage for line in bench.terms}, bench)
    for located in bench.gathering.rules:
        if located.statement.name == total and not located.made:
            bench.findings.add("F0414", located.place, name=total)
            return total
    span, origin = found[0].statement.span, found[0].origin
    parts = tuple(phrases.name(line.total, span) for line in bench.terms)
    labels = Labels("合计", "total")
    bench.rule(total, phrases.only(phrases.total(parts, span)), origin, span, labels=labels)
    return total


def _single(term: Located[tree.Term], known: set[str], boundary: Located[tree.Boundary], bench: Workbench) -> None:
    statement = term.statement
    stage = _stage_name(term, known, boundary, bench)
    if stage is None:
        return
    bench.rule(
        statement.name, statement.cases, term.origin, statement.span, type=statement.type, labels=statement.labels
    )
    _line(term, stage, statement.name, bench)


def _over_list(
    term: Located[tree.Term], loop: tree.Loop, known: set[str], boundary: Located[tree.Boundary], bench: Workbench
) -> None:
    """`x_line(item)` for one item; where the stage is a field, `x_STAGE` sums the items of that stage."""
    statement, span = term.statement, term.statement.span
    item = made(statement.name, "line")
    parameter = tree.Parameter(loop.variable, tree.NamedType(loop.over.id, loop.span), loop.span)
    bench.rule(
        item, statement.cases, term.origin, span,
        type=statement.type, parameters=(parameter,), labels=statement.labels,
    )  # fmt: skip
    one = tree.Call(item, (phrases.name(loop.variable, span),), span)
    whole = phrases.each("sum", one, loop.variable, loop.over, None, span)
    bench.rule(statement.name, phrases.only(whole), term.origin, span, type=statement.type, labels=statement.labels)
    if isinstance(statement.stage, tree.Name) and statement.stage.id in known:
        _line(term, statement.stage.id, statement.name, bench)
        return
    if isinstance(statement.stage, tree.Name):
        _stage_name(term, known, boundary, bench)
        return
    for stage in boundary.statement.stages:
        if stage.because is not None:
            continue
        here = phrases.compare(statement.stage, "eq", phrases.name(stage.name, span))
        part = phrases.each("sum", one, loop.variable, loop.over, here, span)
        rule = f"{statement.name}_{stage.name}"
        labels = _joined(statement.labels, stage.labels)
        bench.rule(rule, phrases.only(part), term.origin, span, type=statement.type, labels=labels)
        _line(term, stage.name, rule, bench)


def _line(term: Located[tree.Term], stage: str, rule: str, bench: Workbench) -> None:
    statement = term.statement
    total = rule
    if statement.gas is not None and statement.gas != "CO2e" and bench.gathering.gwp is not None:
        total = made(rule, "co2e")
        body = tree.Call("co2e", (phrases.name(rule, statement.span),), statement.span)
        labels = _joined(statement.labels, Labels("二氧化碳当量", "as CO2e"))
        bench.rule(total, phrases.only(body), term.origin, statement.span, labels=labels)
    bench.terms.append(TermLine(term, stage, rule, total))


def _stage_name(
    term: Located[tree.Term], known: set[str], boundary: Located[tree.Boundary], bench: Workbench
) -> str | None:
    stage = term.statement.stage
    if isinstance(stage, tree.Name) and stage.id in known:
        return stage.id
    word = stage.id if isinstance(stage, tree.Name) else "…"
    bench.findings.add(
        "F0410",
        term.origin.place(stage.span),
        also=(Also(boundary.place, "系统边界在此处", "the boundary is here"),),
        stage=word,
        near=nearest(word, known),
        name=term.statement.name,
    )
    return None


def _stages_without_terms(boundary: Located[tree.Boundary], used: set[str], bench: Workbench) -> None:
    """A stage nobody emits in is a gap in the inventory unless the author says why."""
    if not bench.terms and not used:
        return
    for stage in boundary.statement.stages:
        if stage.name not in used and stage.because is None:
            bench.findings.add("F0411", boundary.origin.place(stage.span), stage=stage.name)


def _joined(labels: Labels, tail: Labels) -> Labels:
    zh = f"{labels.zh}：{tail.zh}" if labels.zh and tail.zh else labels.zh
    en = f"{labels.en}: {tail.en}" if labels.en and tail.en else labels.en
    return Labels(zh, en)
