"""What every name of an edition stands for, once declarations are known and before any rule's body is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from footrule.compiler.meanings import Choice, Date, Item, Meaning, Number, Text, Truth
from footrule.compiler.places import PlaceTable
from footrule.compiler.reporting import Findings
from footrule.dsl.diagnostics.model import Place
from footrule.runtime import form, units
from footrule.runtime.units import Unit


@dataclass(frozen=True, slots=True)
class Signature:
    """A rule as its callers see it. `meaning` None: made by the desugaring, its unit follows from its body."""

    name: str
    parameters: tuple[tuple[str, Meaning], ...]
    meaning: Meaning | None
    maybe: bool = False


@dataclass(slots=True)
class Scope:
    """All declarations, by name. `broken`: names whose declaration was refused; what mentions them is not looked at.

    `ranked`: the kinds that hold ranks of data, for inputs made by the desugaring.
    `reserved`, `reserved_kinds`: names the edition declares itself, known before anything is linked in.
    """

    standard: str
    gwp: str
    findings: Findings
    places: PlaceTable
    units: dict[str, Unit] = field(default_factory=dict)
    unit_names: dict[str, form.UnitName] = field(default_factory=dict)
    enumerations: dict[str, form.Enumeration] = field(default_factory=dict)
    inputs: dict[str, form.Input] = field(default_factory=dict)
    lists: dict[str, form.ListInput] = field(default_factory=dict)
    options: dict[str, form.Option] = field(default_factory=dict)
    tables: dict[str, form.Table] = field(default_factory=dict)
    signatures: dict[str, Signature] = field(default_factory=dict)
    imported: dict[str, form.Rule] = field(default_factory=dict)
    declared: dict[str, Place] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    ranked: frozenset[str] = frozenset()
    reserved: frozenset[str] = frozenset()
    reserved_kinds: frozenset[str] = frozenset()
    units_read: dict[tuple[str, int], Unit] = field(default_factory=dict)

    def unit(self, text: str) -> Unit:
        """The unit a bracket or word names. Raises `units.UnitError`."""
        key = (text, len(self.units))  # a unit declared later may give a text its meaning
        found = self.units_read.get(key)
        if found is None:
            found = units.parse(text.strip().removeprefix("[").removesuffix("]"), self.gwp, extra=self.units)
            self.units_read[key] = found
        return found

    def meaning_of(self, type: form.Type) -> Meaning:
        match type:
            case form.Quantity(unit=unit):
                return Number(self.unit(unit))
            case form.Choice(of=of):
                return Choice(of)
            case form.Truth():
                return Truth()
            case form.Date():
                return Date()
            case form.Item(of=of):
                return Item(of)
            case _:
                return Text()

    def members(self, enumeration: str) -> tuple[str, ...]:
        found = self.enumerations.get(enumeration)
        return tuple(member.name for member in found.members) if found else ()

    def names(self) -> Iterator[str]:
        """Every name an expression may use."""
        yield from self.inputs
        yield from self.lists
        yield from self.options
        yield from self.tables
        yield from self.signatures
