"""Typed kernel -> compiled form: one document with everything a calculator, a reader or a test suite needs."""

from __future__ import annotations

from dataclasses import dataclass

from footrule.compiler.desugar.kernel import Kernel, TermLine
from footrule.compiler.labels import label, members
from footrule.compiler.linking import Link
from footrule.compiler.rewriting import expressions
from footrule.compiler.scope import Scope
from footrule.dsl import tree
from footrule.runtime import form
from footrule.runtime.walking import every


@dataclass(frozen=True, slots=True)
class Pieces:
    """What the passes before have made."""

    kernel: Kernel
    scope: Scope
    rules: list[form.Rule]
    requirements: list[form.Requirement]
    outputs: list[str]
    reports: list[str]
    examples: list[form.Example]
    links: list[Link]
    former: tuple[form.Former, ...]
    digest: str
    compiler: str


def lower(pieces: Pieces) -> form.Form:
    """Assemble the compiled form of one edition."""
    kernel, scope = pieces.kernel, pieces.scope
    module = kernel.module
    dependencies = _dependencies(pieces.links)
    own = form.weakest([module.front.status, *(c.evidence for c in module.clauses if c.evidence)])
    return form.Form(
        footrule=form.FORMAT,
        compiler=pieces.compiler,
        standard=form.Standard(
            id=module.id,
            number=module.front.standard,
            edition=module.front.edition,
            title=label(module.front.title),
            level=module.front.level,
            issuer=label(module.front.issuer),
            dates=_dates(module.front),
            status=form.weakest([own, *(d.status for d in dependencies)]),
            own_status=module.front.status,
            digest=pieces.digest,
            gwp=scope.gwp,
            follows=module.front.follows,
            source=module.front.source or "",
        ),
        dependencies=dependencies,
        places=(),  # filled below, once every other part has added its places
        clauses=tuple(
            form.Clause(id=c.id, title=c.title, level=c.level, evidence=c.evidence or module.front.status, was=c.was)
            for c in module.clauses
        ),
        enumerations=tuple(scope.enumerations.values()),
        inputs=tuple(scope.inputs.values()),
        lists=tuple(scope.lists.values()),
        options=tuple(scope.options.values()),
        tables=tuple(scope.tables.values()),
        rules=tuple(_in_calling_order(pieces.rules)),
        requirements=tuple(pieces.requirements),
        outputs=tuple(pieces.outputs),
        reports=tuple(pieces.reports),
        declared_unit=_declared_unit(kernel, scope),
        boundary=_boundary(kernel, scope),
        inventory=_inventory(kernel, pieces.rules, scope),
        data=tuple(
            form.DataOrder(
                role=located.statement.role,
                enumeration=f"{located.statement.role}_source",
                at=scope.places.at(located.origin, located.statement.span),
            )
            for located in kernel.data
        ),
        units=tuple(scope.unit_names.values()),
        constructs=tuple(
            form.Construct(
                kind=made.kind,  # type: ignore[arg-type]  # desugarings name the kinds of the compiled form
                name=made.name,
                rules=made.rules,
                label=label(made.labels),
                at=scope.places.at(made.origin, made.span),
            )
            for made in kernel.made
        ),
        examples=tuple(pieces.examples),
        former=pieces.former,
    )


def _dates(front: tree.FrontMatter) -> form.Dates:
    given = dict(front.dates)
    return form.Dates(
        issued=given.get("issued", "unknown"),
        effective=given.get("effective", "unknown"),
        expires=given.get("expires", ""),
    )


def _dependencies(links: list[Link]) -> tuple[form.Dependency, ...]:
    found: dict[str, form.Dependency] = {}
    for link in links:
        standard = link.source.standard
        found[standard.id] = form.Dependency(id=standard.id, digest=standard.digest, status=standard.status)
        for deeper in link.source.dependencies:
            found.setdefault(deeper.id, deeper)
    return tuple(found.values())


def _in_calling_order(rules: list[form.Rule]) -> list[form.Rule]:
    """Callees first, found from the typed calls; stable otherwise."""
    by_name = {rule.name: rule for rule in rules}
    calls = {rule.name: [name for name in _calls(rule) if name in by_name] for rule in rules}
    done: dict[str, None] = {}
    for start in by_name:
        stack = [(start, iter(calls[start]))]
        while stack:
            name, rest = stack[-1]
            called = next((c for c in rest if c not in done), None)
            if called is None:
                stack.pop()
                done[name] = None
            else:
                stack.append((called, iter(calls[called])))
    return [by_name[name] for name in done]


def _calls(rule: form.Rule) -> list[str]:
    return [n.rule for e in expressions(rule) for n in every(e) if isinstance(n, form.Call)]


def _declared_unit(kernel: Kernel, scope: Scope) -> form.DeclaredUnit | None:
    located = kernel.declared_unit
    if located is None:
        return None
    statement = located.statement
    amount, unit = "", ""
    if statement.amount is not None:
        amount, unit = statement.amount.digits, (statement.amount.unit or "1").strip("[]")
    return form.DeclaredUnit(
        amount=amount,
        unit=unit,
        choice="declared_unit" if statement.choices else "",
        functional=statement.functional,
        label=label(statement.labels),
        at=scope.places.at(located.origin, statement.span),
    )


def _boundary(kernel: Kernel, scope: Scope) -> form.Boundary | None:
    located = kernel.boundary
    if located is None:
        return None
    statement = located.statement
    return form.Boundary(
        name=statement.name,
        stages=tuple(
            form.Stage(
                name=stage.name,
                label=label(stage.labels),
                because=None if stage.because is None else label(stage.because),
                at=scope.places.at(located.origin, stage.span),
            )
            for stage in statement.stages
        ),
        excludes=members(statement.excludes),
        label=label(statement.labels),
        at=scope.places.at(located.origin, statement.span),
    )


def _inventory(kernel: Kernel, rules: list[form.Rule], scope: Scope) -> form.Inventory | None:
    if not kernel.total:
        return None
    by_name = {rule.name: rule for rule in rules}
    roles = {i.name for i in scope.inputs.values() if i.role}
    listed = {item.name: many.name for many in scope.lists.values() for item in many.fields if item.role}
    return form.Inventory(
        total=kernel.total,
        terms=tuple(_term(line, by_name, roles, listed, scope) for line in kernel.terms if line.total in by_name),
    )


def _term(
    line: TermLine, by_name: dict[str, form.Rule], roles: set[str], listed: dict[str, str], scope: Scope
) -> form.Term:
    statement, origin = line.statement.statement, line.statement.origin
    return form.Term(
        name=statement.name,
        kind=statement.kind,
        stage=line.stage,
        rule=line.rule,
        total=line.total,
        gas=statement.gas or "",
        carbon=statement.carbon or "",
        inputs=tuple(_governed(line.rule, by_name, roles, listed)),
        label=label(statement.labels),
        at=scope.places.at(origin, statement.span),
    )


def _governed(start: str, by_name: dict[str, form.Rule], roles: set[str], listed: dict[str, str]) -> list[str]:
    """The inputs (`x`, or `list.x`) with a data rank that a rule depends on."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in by_name:
            continue
        seen.add(name)
        for expression in expressions(by_name[name]):
            for node in every(expression):
                match node:
                    case form.Call(rule=rule):
                        waiting.append(rule)
                    case form.Ref(name=given) if given in roles:
                        found[given] = None
                    case form.Get(field=item) if item in listed:
                        found[f"{listed[item]}.{item}"] = None
                    case _:
                        pass
    return list(found)
