"""Built-in functions, rounding and conversion: which units they take and give."""

from __future__ import annotations

from fractions import Fraction

from footrule.compiler.meanings import Date, Meaning, Number, Truth, Typed
from footrule.compiler.narrowing import path
from footrule.compiler.reporting import Abandoned
from footrule.compiler.types import agreement, expressions
from footrule.compiler.types.spelling import simplest
from footrule.dsl import tree
from footrule.runtime import form
from footrule.runtime.units import Unit

GWP_TABLE = "gwp100"
"""The local name of the table that `gwp …` brings in."""

UNSTATED = frozenset({"CO2e", "CO2e:unstated"})

ARITIES = {
    "abs": 1, "exp": 1, "ln": 1, "log10": 1, "sqrt": 1, "known": 1, "applicable": 1, "source": 1, "year_of": 1,
    "co2e": 1, "days_between": 2,
}  # fmt: skip
NAMES = (*ARITIES, "min", "max")


def call(found: tree.Call, context: expressions.Context, expected: Meaning | None) -> Typed:
    """A built-in applied to arguments."""
    arity = ARITIES.get(found.name)
    if (arity is not None and len(found.arguments) != arity) or not found.arguments:
        raise context.scope.findings.abandon(
            "F0212", context.place(found.span), name=found.name, wanted=str(arity or 2), found=str(len(found.arguments))
        )
    match found.name:
        case "known" | "applicable":
            return _presence(found, context)
        case "source":
            return _source(found, context)
        case "abs" | "min" | "max":
            return _same_unit(found, context, expected)
        case "sqrt":
            return _root(found, context)
        case "year_of" | "days_between":
            return _of_dates(found, context)
        case "co2e":
            return _co2e(found, context)
        case _:
            inner = expressions.number(found.arguments[0], context)
            place = context.place(found.arguments[0].span)
            plain = agreement.converted(inner, expressions.SCALAR, context.scope, place, None, "F0312")
            node = form.Fn(found.name, (plain.node,), at=context.at(found.span), unit="1")  # type: ignore[arg-type]  # exp ln log10
            return Typed(node, Number(expressions.SCALAR))


def rounding(found: tree.Round, context: expressions.Context, expected: Meaning | None) -> Typed:
    """`round x … in unit`: in the unit named, else the unit wanted here, else the unit x was declared in."""
    hint = expected if isinstance(expected, Number) else None
    inner = expressions.number(found.of, context, hint)
    place = context.place(found.of.span)
    unit = _rounding_unit(found, inner, hint, context)
    inner = agreement.converted(inner, unit, context.scope, place, None)
    node = form.Round(
        inner.node, found.mode, found.decimals, found.significant, at=context.at(found.span), unit=unit.text
    )
    return Typed(node, Number(unit), declared=inner.declared)


def conversion(found: tree.As, context: expressions.Context) -> Typed:
    """`x as [unit]`: another scale, other substance tags, an element as its molecule — never another kind of carbon."""
    inner = expressions.number(found.of, context)
    unit = context.unit(found.unit, found.span)
    given = expressions.unit_of(inner)
    at = context.at(found.span)
    if isinstance(inner.meaning, Number) and inner.meaning.unit is None:
        return inner.with_node(inner.node, Number(unit))
    ratio = _ratio(given, unit)
    if ratio is None:
        raise agreement.disagreement(
            given, unit, inner.declared, None, context.scope, context.place(found.span), "F0316"
        )
    node = agreement.scaled(inner.node, given.scale / unit.scale * ratio, unit.text)
    if isinstance(node, form.Scale):
        node = form.Scale(node.of, node.by, at=at, unit=unit.text)
    return Typed(node, Number(unit), declared=context.place(found.span))


def _ratio(given: Unit, wanted: Unit) -> Fraction | None:
    if given.untagged().dims == wanted.untagged().dims:
        return Fraction(1)
    for (element, molecule), ratio in agreement.ELEMENTS.items():
        powers = dict(given.untagged().dims)
        power = powers.pop(element, 0)
        if not power:
            continue
        powers[molecule] = powers.get(molecule, 0) + power
        if tuple(sorted((d, p) for d, p in powers.items() if p)) == wanted.untagged().dims:
            return ratio**power
    if _without_sets(given) == _without_sets(wanted) and UNSTATED & {dim for dim, _ in given.untagged().dims}:
        # a factor whose source states no GWP set may be taken as of a set, but only where the author says so
        return Fraction(1)
    return None


def _without_sets(unit: Unit) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((dim.split(":")[0], power) for dim, power in unit.untagged().dims))


def _rounding_unit(found: tree.Round, inner: Typed, hint: Number | None, context: expressions.Context) -> Unit:
    given = expressions.unit_of(inner)
    if found.unit is not None:
        return context.unit(found.unit, found.span)
    if hint is not None and hint.unit is not None and hint.unit.dims == given.dims:
        return hint.unit
    if isinstance(inner.meaning, Number) and (inner.meaning.stated or inner.meaning.unit is None):
        return given
    if not given.dims:
        return expressions.SCALAR
    plain = simplest(given, context.scope)
    if plain.text != given.text and plain.scale == given.scale:
        return plain  # t * tCO2/t is tCO2, and nothing else
    raise context.scope.findings.abandon("F0314", context.place(found.span), unit=given.text)


def _presence(found: tree.Call, context: expressions.Context) -> Typed:
    inner = expressions.elaborate(found.arguments[0], context)
    if not inner.maybe and path(found.arguments[0]) is None:
        raise context.scope.findings.abandon("F0315", context.place(found.span))
    at = context.at(found.span)
    node: form.Expr = form.Known(inner.node, at=at) if found.name == "known" else form.Applicable(inner.node, at=at)
    return Typed(node, Truth())


def _source(found: tree.Call, context: expressions.Context) -> Typed:
    match found.arguments[0]:
        case tree.Name(id=id, span=span):
            return expressions.elaborate(tree.Name(f"{id}_source", span), context)
        case tree.Field(of=of, name=name, span=span):
            return expressions.elaborate(tree.Field(of, f"{name}_source", span), context)
        case other:
            raise context.scope.findings.abandon("F0317", context.place(other.span))


def _same_unit(found: tree.Call, context: expressions.Context, expected: Meaning | None) -> Typed:
    """`abs`, `min`, `max`: every argument in the first one's unit."""
    arguments = [expressions.number(argument, context, expected) for argument in found.arguments]
    first = next((a for a in arguments if isinstance(a.meaning, Number) and a.meaning.unit is not None), arguments[0])
    nodes = []
    stated = True
    for argument, text in zip(arguments, found.arguments, strict=True):
        place = context.place(text.span)
        if isinstance(first.meaning, Number) and first.meaning.unit is not None:
            nodes.append(
                agreement.converted(argument, first.meaning.unit, context.scope, place, first.declared, "F0301").node
            )
        else:
            nodes.append(argument.node)
        stated = stated and isinstance(argument.meaning, Number) and argument.meaning.stated
    unit = expressions.unit_of(first)
    node = form.Fn(found.name, tuple(nodes), at=context.at(found.span), unit=unit.text)  # type: ignore[arg-type]  # abs min max
    meaning = first.meaning if isinstance(first.meaning, Number) and first.meaning.unit is None else None
    return Typed(node, meaning or Number(unit, stated=stated), declared=first.declared)


def _root(found: tree.Call, context: expressions.Context) -> Typed:
    inner = expressions.number(found.arguments[0], context)
    unit = expressions.unit_of(inner)
    if unit.dims:
        raise context.scope.findings.abandon("F0312", context.place(found.arguments[0].span), left=unit.text, right="1")
    plain = agreement.converted(inner, expressions.SCALAR, context.scope, context.place(found.span), None)
    return Typed(form.Fn("sqrt", (plain.node,), at=context.at(found.span), unit="1"), Number(expressions.SCALAR))


def _of_dates(found: tree.Call, context: expressions.Context) -> Typed:
    nodes = []
    for argument in found.arguments:
        typed = expressions.present(expressions.elaborate(argument, context), argument, context)
        nodes.append(agreement.fitted(typed, Date(), context.scope, context.place(argument.span)).node)
    at = context.at(found.span)
    if found.name == "year_of":
        return Typed(form.Fn("year_of", tuple(nodes), at=at, unit="1"), Number(expressions.SCALAR))
    day = context.scope.unit("d")
    return Typed(form.Fn("days_between", tuple(nodes), at=at, unit="d"), Number(day))


def _co2e(found: tree.Call, context: expressions.Context) -> Typed:
    """The CO2e of a mass of gas, through the GWP set the standard names; of a CO2e, itself."""
    scope, place = context.scope, context.place(found.span)
    inner = expressions.number(found.arguments[0], context)
    unit = expressions.unit_of(inner)
    if any(dim.startswith("CO2e") for dim, _ in unit.dims):
        return inner
    table = scope.tables.get(GWP_TABLE)
    if table is None and GWP_TABLE in scope.broken:
        raise Abandoned
    if table is None:
        raise scope.findings.abandon("F0321", place, unit=unit.text)
    enumeration = table.keys[0].type
    assert isinstance(enumeration, form.Choice)
    gases = {dim: power for dim, power in unit.dims if dim.replace("-", "_") in scope.members(enumeration.of)}
    if len(gases) != 1 or next(iter(gases.values())) != 1:
        raise scope.findings.abandon("F0322", place, unit=unit.text, gwp=scope.gwp)
    (gas,) = gases
    kind = f"CO2e:{scope.gwp}" if scope.gwp else "CO2e"
    dims = tuple(sorted([(d, p) for d, p in unit.dims if d != gas] + [(kind, 1)]))
    as_co2e = Unit(dims, unit.scale, unit.text.replace(gas, "CO2e"))
    at = context.at(found.span)
    potential = form.Lookup(
        GWP_TABLE, (form.Member(enumeration.of, gas.replace("-", "_"), at=at),), table.columns[0].name, at=at, unit="1"
    )
    return Typed(form.Mul(inner.node, potential, at=at, unit=as_co2e.text), Number(as_co2e), declared=inner.declared)
