"""Kinds, units, inputs and options: the names an edition's user and rules can speak of, each with its type."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from footrule.compiler import tables
from footrule.compiler.labels import label, members
from footrule.compiler.modules import Located, Module
from footrule.compiler.names import nearest
from footrule.compiler.reporting import Abandoned, Origin
from footrule.compiler.scope import Scope
from footrule.compiler.types import agreement
from footrule.compiler.types.expressions import Context, elaborate
from footrule.dsl import tree
from footrule.runtime import form, units

BUILT_IN: dict[str, form.Type] = {"yes_no": form.Truth(), "date": form.Date(), "text": form.Text()}


def declare(module: Module, scope: Scope) -> None:
    """Fill the scope with everything but rules."""
    for unit in module.units:
        _unit(unit, scope)
    for kind in module.kinds:
        statement = kind.statement
        _enumeration(statement.name, statement.members, statement.labels, kind.origin, statement.span, scope)
    _inline_choices(module, scope)
    tables.declare(module, scope)  # a table's keys may make kinds that inputs then take
    for given in module.inputs:
        declaration = given.statement.declaration
        scope.declared[declaration.name] = given.origin.place(declaration.span)
        if isinstance(declaration, tree.ListDeclaration):
            _list(declaration, given.origin, scope)
        else:
            found = _input(declaration, "", given.origin, scope)
            if found is not None:
                scope.inputs[found.name] = found
            else:
                scope.broken.add(declaration.name)
    for option in module.options:
        _option(option, scope)


def type_of(
    written: tree.QuantityType | tree.ChoiceType | tree.NamedType, name: str, origin: Origin, scope: Scope
) -> form.Type:
    """The type written; an inline `one of` is the kind named after what it describes. Reports and abandons."""
    match written:
        case tree.QuantityType(unit=unit, whole=whole, span=span):
            return form.Quantity(unit=Context(scope, origin).unit(unit, span).text, whole=whole)
        case tree.ChoiceType():
            return form.Choice(of=name)
        case tree.NamedType(name=named, span=span):
            if named in BUILT_IN:
                return BUILT_IN[named]
            if named in scope.enumerations:
                return form.Choice(of=named)
            if named in scope.lists:
                return form.Item(of=named)
            if named in scope.broken:
                raise Abandoned
            known = [*BUILT_IN, *scope.enumerations, *scope.lists]
            raise scope.findings.abandon("F0222", origin.place(span), name=named, near=nearest(named, known))


def _inline_choices(module: Module, scope: Scope) -> None:
    """`input product one of coil, plate` makes the kind `product`; a list's field is called after its list too."""
    for declaration, origin in module.declarations:
        listed = isinstance(declaration, tree.ListDeclaration)
        fields = declaration.fields if isinstance(declaration, tree.ListDeclaration) else (declaration,)
        for item in fields:
            if isinstance(item.type, tree.ChoiceType):
                name = f"{declaration.name}_{item.name}" if listed else item.name
                _enumeration(name, item.type.members, item.labels, origin, item.type.span, scope)


def _unit(located: Located[tree.UnitDefinition], scope: Scope) -> None:
    statement = located.statement
    context = Context(scope, located.origin)
    try:
        if statement.value is None:
            scope.units[statement.name] = units.Unit(((f"count:{statement.name}", 1),), Fraction(1), statement.name)
        else:
            base = context.unit(statement.value.unit or "1", statement.value.span)
            scale = Fraction(statement.value.digits) * base.scale
            scope.units[statement.name] = units.Unit(base.dims, scale, statement.name)
    except Abandoned:
        return
    value = statement.value
    scope.unit_names[statement.name] = form.UnitName(
        name=statement.name,
        value="" if value is None else value.digits,
        unit="" if value is None else (value.unit or "1").strip("[]"),
        label=label(statement.labels),
        at=scope.places.at(located.origin, statement.span),
    )


def _enumeration(
    name: str, found: Iterable[tree.Member], labels: tree.Labels, origin: Origin, span: tree.Span, scope: Scope
) -> str:
    found = tuple(found)
    seen: set[str] = set()
    for member in found:
        if member.name in seen:
            scope.findings.add("F0223", origin.place(member.span), name=member.name, kind=name)
        seen.add(member.name)
    scope.enumerations[name] = form.Enumeration(
        name=name, members=members(found), label=label(labels), at=scope.places.at(origin, span)
    )
    scope.declared.setdefault(name, origin.place(span))
    return name


def _input(declaration: tree.FieldDeclaration, prefix: str, origin: Origin, scope: Scope) -> form.Input | None:
    try:
        type = type_of(declaration.type, prefix + declaration.name, origin, scope)
        bounds = _bounds(declaration, type, origin, scope)
    except Abandoned:
        return None
    source_of = ""
    if isinstance(declaration.type, tree.NamedType) and declaration.type.name in scope.ranked:
        source_of = declaration.name.removesuffix("_source")
    return form.Input(
        name=declaration.name,
        type=type,
        bounds=bounds,
        optional=declaration.optional,
        role=declaration.role or "",
        source_of=source_of,
        label=label(declaration.labels),
        at=scope.places.at(origin, declaration.span),
    )


def _list(declaration: tree.ListDeclaration, origin: Origin, scope: Scope) -> None:
    fields: list[form.Input] = []
    for item in declaration.fields:
        scope.declared[f"{declaration.name}.{item.name}"] = origin.place(item.span)
        if any(item.name == other.name for other in fields):
            scope.findings.add("F0223", origin.place(item.span), name=item.name, kind=declaration.name)
            continue
        found = _input(item, f"{declaration.name}_", origin, scope)
        if found is not None:
            fields.append(found)
        else:
            scope.broken.add(f"{declaration.name}.{item.name}")
    scope.lists[declaration.name] = form.ListInput(
        name=declaration.name,
        fields=tuple(fields),
        at_least=declaration.at_least,
        optional=declaration.optional,
        label=label(declaration.labels),
        at=scope.places.at(origin, declaration.span),
    )


def _option(located: Located[tree.Option], scope: Scope) -> None:
    statement, origin = located.statement, located.origin
    declaration = statement.declaration
    scope.declared[declaration.name] = origin.place(declaration.span)
    try:
        type = type_of(declaration.type, declaration.name, origin, scope)
        default = None
        if statement.default is not None:
            meaning = scope.meaning_of(type)
            typed = elaborate(statement.default, Context(scope, origin), meaning)
            place = origin.place(statement.default.span)
            default = agreement.fitted(typed, meaning, scope, place).node
        bounds = _bounds(declaration, type, origin, scope)
    except Abandoned:
        scope.broken.add(declaration.name)
        return
    scope.options[declaration.name] = form.Option(
        name=declaration.name,
        type=type,
        modality=statement.modality,
        default=default,
        bounds=bounds,
        label=label(declaration.labels),
        at=scope.places.at(origin, statement.span),
    )


def _bounds(
    declaration: tree.FieldDeclaration, type: form.Type, origin: Origin, scope: Scope
) -> tuple[form.Bound, ...]:
    found = []
    for bound in declaration.bounds:
        meaning = scope.meaning_of(type)
        typed = elaborate(bound.value, Context(scope, origin), meaning)
        place = origin.place(bound.span)
        node = agreement.fitted(typed, meaning, scope, place, origin.place(declaration.span)).node
        if isinstance(node, form.Neg) and isinstance(node.of, form.Num):
            found.append(form.Bound(op=bound.op, value=f"-{node.of.value}"))
        elif isinstance(node, form.Num | form.Day):
            found.append(form.Bound(op=bound.op, value=node.value))
        else:
            raise scope.findings.abandon("F0323", place, name=declaration.name)
        _bare_percent(bound, type, declaration, origin, scope)
    return tuple(found)


def _bare_percent(
    bound: tree.Bound, type: form.Type, declaration: tree.FieldDeclaration, origin: Origin, scope: Scope
) -> None:
    """`[%] between 0 and 100` would mean up to 10,000 %: a bound on a share names its unit."""
    if not isinstance(bound.value, tree.Number) or bound.value.unit is not None or not isinstance(type, form.Quantity):
        return
    unit = scope.unit(type.unit)
    if not unit.dims and unit.scale != 1 and Fraction(bound.value.digits) != 0:
        scope.findings.add(
            "F0311", origin.place(bound.span), unit=unit.text, digits=bound.value.digits, name=declaration.name
        )
