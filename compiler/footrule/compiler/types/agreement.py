"""When two quantities may meet, and what to say when they may not: the mistake is named, with both places."""

from __future__ import annotations

from fractions import Fraction

from footrule.compiler.meanings import Choice, Date, Item, Meaning, Nothing, Number, Text, Truth, Typed, in_words
from footrule.compiler.scope import Scope
from footrule.compiler.types.spelling import simplest
from footrule.dsl.diagnostics.model import Also, Place
from footrule.runtime import form
from footrule.runtime.units import Unit

ONE = Fraction(1)
ELEMENTS = {("C", "CO2"): Fraction(44, 12), ("N2O-N", "N2O"): Fraction(44, 28), ("CH4-C", "CH4"): Fraction(16, 12)}
"""What a mass of an element weighs as the molecule it becomes."""


def scaled(node: form.Expr, factor: Fraction, unit: str) -> form.Expr:
    """`node` times `factor`, written only where it changes something; literals are converted on the spot."""
    if factor == ONE:
        return node
    if isinstance(node, form.Num):
        return form.Num(fraction_text(Fraction(node.value) * factor), at=node.at, unit=unit)
    if isinstance(node, form.Scale):
        return scaled(node.of, Fraction(node.by) * factor, unit)
    return form.Scale(node, fraction_text(factor), at=node.at, unit=unit)


def fraction_text(value: Fraction) -> str:
    """A decimal where it ends, else `p/q`."""
    denominator, twos, fives = value.denominator, 0, 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    places = max(twos, fives)
    if denominator != 1 or places > 40:
        return f"{value.numerator}/{value.denominator}"
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text


def converted(typed: Typed, unit: Unit, scope: Scope, place: Place, wanted: Place | None, code: str = "F0301") -> Typed:
    """`typed` as a quantity in `unit`; reports and abandons where it is not one."""
    meaning = typed.meaning
    if isinstance(meaning, Nothing):
        return typed
    if not isinstance(meaning, Number):
        raise mismatch(typed.meaning, Number(unit), scope, place)
    if meaning.unit is None:
        return typed.with_node(typed.node, Number(unit))
    if meaning.unit.dims != unit.dims:
        raise disagreement(meaning.unit, unit, typed.declared, wanted, scope, place, code)
    factor = meaning.unit.scale / unit.scale
    return Typed(scaled(typed.node, factor, unit.text), Number(unit), typed.maybe, typed.declared)


def fitted(typed: Typed, expected: Meaning, scope: Scope, place: Place, wanted: Place | None = None) -> Typed:
    """`typed` as an `expected`, units converted; reports and abandons where it is something else."""
    if isinstance(typed.meaning, Nothing):
        return typed
    if isinstance(expected, Number):
        if expected.unit is None:
            return typed
        return converted(typed, expected.unit, scope, place, wanted, code="F0310" if wanted else "F0301")
    if typed.meaning != expected and not _same_members(typed.meaning, expected, scope):
        raise mismatch(typed.meaning, expected, scope, place)
    return typed


def _same_members(found: Meaning, expected: Meaning, scope: Scope) -> bool:
    """One kind printed by two editions: called the same there, and every member of the one is a member of the other."""
    if not isinstance(found, Choice) or not isinstance(expected, Choice):
        return False
    called_same = found.of.endswith(expected.of) or expected.of.endswith(found.of)
    return called_same and set(scope.members(found.of)) <= set(scope.members(expected.of))


def mismatch(found: Meaning, expected: Meaning, scope: Scope, place: Place) -> Exception:
    found_zh, found_en = in_words(found)
    expected_zh, expected_en = in_words(expected)
    return scope.findings.abandon(
        "F0318", place, found_zh=found_zh, found_en=found_en, expected_zh=expected_zh, expected_en=expected_en
    )


def disagreement(
    left: Unit, right: Unit, left_from: Place | None, right_from: Place | None, scope: Scope, place: Place, code: str
) -> Exception:
    """Name the mistake: kinds of carbon, GWP sets, element for molecule, currencies, or simply units."""
    one, other = spelt(left, scope), spelt(right, scope)
    also = []
    if left_from is not None:
        also.append(Also(left_from, f"此处为 [{one}]", f"[{one}] comes from here"))
    if right_from is not None and right_from != left_from:
        also.append(Also(right_from, f"此处为 [{other}]", f"[{other}] comes from here"))
    return scope.findings.abandon(_mistake(left, right) or code, place, also=tuple(also), left=one, right=other)


def spelt(unit: Unit, scope: Scope) -> str:
    """A unit for a message: products written short, a CO2e with the GWP set it is weighed with."""
    text = simplest(unit, scope).text or "1"
    sets = [dim.split(":")[1] for dim, _ in unit.dims if dim.startswith("CO2e:")]
    return text if not sets or "(" in text else text.replace("CO2e", f"CO2e({sets[0]})")


def _mistake(left: Unit, right: Unit) -> str:
    only_left = {dim for dim, power in left.dims if (dim, power) not in right.dims}
    only_right = {dim for dim, power in right.dims if (dim, power) not in left.dims}
    if len(only_left) != 1 or len(only_right) != 1:
        return ""
    (a,), (b,) = only_left, only_right
    kinds = {a.split(":")[0], b.split(":")[0]}
    if kinds == {"CO2e"}:
        return "F0303"
    if kinds == {"CO2e", "CO2"}:
        return "F0302"
    if (a, b) in ELEMENTS or (b, a) in ELEMENTS:
        return "F0304"
    if "CO2e" in kinds:
        return "F0305"
    if a.split(":")[0] == b.split(":")[0]:
        return "F0319" if a.startswith("currency") else "F0320"
    return ""


def same_kind(left: Meaning, right: Meaning) -> bool:
    """Whether two values may be compared for equality."""
    match left, right:
        case (Nothing(), _) | (_, Nothing()):
            return True
        case (Number(), Number()):
            return True
        case (Choice() | Truth() | Date() | Text() | Item(), _):
            return left == right
        case _:
            return False
