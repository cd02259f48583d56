"""One edition's generated calculator, opened for many products: what a portfolio needs, and nothing told of how.

The rules are those the Python target prints, so a product takes a fraction of a millisecond instead of several. A
product that is not plainly well formed is left to the reference, which knows how to say why.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec

from footrule.compiler.editions.products import Document
from footrule.compiler.targets.python.names import module_name
from footrule.compiler.targets.python.naming import Naming, name_all
from footrule.compiler.targets.python.package import build
from footrule.runtime import exact, form
from footrule.runtime.calculate import Calculator
from footrule.runtime.inputs import check, read_one
from footrule.runtime.problems import Refused
from footrule.runtime.units import UnitError
from footrule.runtime.values import Missing

_NUMBER = re.compile(r"([+-]?[0-9]+)(?:\.([0-9]+)|/([0-9]+))?(?:[ ]+((?:[^0-9 ]|10\^).*))?")
_COMPARES: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
}
_MOST_REMEMBERED = 20_000
OUT_OF_BOUNDS, NO_MEMBER = "R0207", "R0209"
LONGEST = 60
"""Characters of a number read here; what is longer is the reference's to judge."""

Read = Callable[[Any], Any]
Fillings = Mapping[tuple[str, str], Any]


class Unclear(Exception):
    """The reference has to look at this product."""


class NotAccepted(Exception):
    """A value the edition does not accept: its input, and the code of the refusal."""

    def __init__(self, name: str, code: str) -> None:
        super().__init__(name, code)
        self.name, self.code = name, code


class NotGiven(Exception):
    """A rule needs what the product does not say."""


class Things:
    """Values by name; what was not given is noticed where it is used."""

    def __getattr__(self, name: str) -> Any:
        raise NotGiven(name)


@dataclass(frozen=True, slots=True)
class _Place:
    """One value a product may give: its name, its name in Python, how it is read, what stands in for it."""

    name: str
    attribute: str
    read: Read
    optional: bool
    filling: Any


@dataclass(slots=True)
class QuickEdition:
    """`fillings`: what stands in for what a product does not give, by (list, name). Raises `Unsupported`."""

    compiled: form.Form
    folder: Path
    side: str
    fillings: Fillings
    calculator: Calculator = field(init=False)
    naming: Naming = field(init=False)
    module: Any = field(init=False)
    refusal: type[Exception] = field(init=False)
    inputs: list[_Place] = field(init=False)
    lists: list[tuple[form.ListInput, str, list[_Place]]] = field(init=False)
    options: list[_Place] = field(init=False)
    chosen: dict[str, Any] = field(init=False)
    shall: list[Any] = field(init=False)
    rules: dict[str, Callable[..., Any]] = field(init=False)
    kinds: dict[str, dict[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        compiled = self.compiled
        self.calculator = Calculator(compiled)
        self.naming = name_all(compiled)
        self.module = self._generated()
        self.refusal = importlib.import_module(f"{self.module.__package__}._runtime.problems").Refused
        self.kinds = self._kinds()
        naming = self.naming
        self.inputs = [self._place(given, naming.fields["", given.name], "") for given in compiled.inputs]
        self.lists = [
            (
                many,
                naming.fields["", many.name],
                [self._place(item, naming.fields[many.name, item.name], many.name) for item in many.fields],
            )
            for many in compiled.lists
        ]
        self.options = [self._place(option, naming.options[option.name], "option") for option in compiled.options]
        self.chosen = self._chosen()
        self.shall = [each for each in self.module.CALCULATION.requirements if each.modality == "shall"]
        self.rules = {rule.name: getattr(self.module, naming.rules[rule.name]) for rule in compiled.rules}

    def _generated(self) -> Any:
        """The calculator as a module. It bears a name of its own: both editions may be revisions of one file."""
        own = msgspec.structs.replace(self.compiled.standard, id=f"portfolio/{self.side}_{id(self)}@1")
        build(msgspec.structs.replace(self.compiled, standard=own), self.folder / self.side)
        sys.path.insert(0, str(self.folder / self.side / "src"))
        try:
            return importlib.import_module(f"{module_name(own.id)}.calculator")
        finally:
            sys.path.pop(0)

    def _kinds(self) -> dict[str, dict[str, Any]]:
        if not self.compiled.enumerations:
            return {}
        kinds = importlib.import_module(f"{self.module.__package__}.kinds")
        return {
            kind.name: {
                member.name: getattr(
                    getattr(kinds, self.naming.enumerations[kind.name]), self.naming.members[kind.name, member.name]
                )
                for member in kind.members
            }
            for kind in self.compiled.enumerations
        }

    def _place(self, given: form.Input | form.Option, attribute: str, owner: str) -> _Place:
        read = self._reader(given)
        filling = self.fillings.get((owner, given.name))
        optional = isinstance(given, form.Input) and given.optional
        if optional or (isinstance(given, form.Option) and given.default is not None):
            filling = None
        return _Place(given.name, attribute, read, optional, None if filling is None else read(filling))

    def _chosen(self) -> dict[str, Any]:
        """Options as they stand by default."""
        checked = check(self.calculator.index, self.calculator.units, {"inputs": {}, "options": {}}, partial=True)
        declared = {option.name: option for option in self.compiled.options}
        return {
            self.naming.options[name]: self._given(declared[name].type, value)
            for name, value in checked.given.options.items()
            if not isinstance(value, Missing)
        }

    def _given(self, type: form.Type, value: Any) -> Any:
        return self.kinds[type.of][value] if isinstance(type, form.Choice) and isinstance(value, str) else value

    # --- one value ----------------------------------------------------------------------------------------------------

    def _reader(self, given: form.Input | form.Option) -> Read:
        if isinstance(given.type, form.Quantity):
            return self._quantity(given, given.type)
        remembered: dict[Any, Any] = {}

        def read(raw: Any) -> Any:
            if not isinstance(raw, str | bool):
                raise Unclear
            if raw not in remembered:
                if len(remembered) >= _MOST_REMEMBERED:
                    remembered.clear()
                try:
                    remembered[raw] = self._plain(given, raw)
                except NotAccepted as error:
                    remembered[raw] = error
            if isinstance(remembered[raw], NotAccepted):
                raise NotAccepted(given.name, remembered[raw].code)
            return remembered[raw]

        return read

    def _plain(self, given: form.Input | form.Option, raw: str | bool) -> Any:
        if isinstance(raw, bool):
            if isinstance(given.type, form.Truth):
                return raw
            raise Unclear
        try:
            value = read_one(self.calculator.index, self.calculator.units, given.name, given.type, raw)
        except Refused as refusal:
            if refusal.problems[0].code == NO_MEMBER:
                raise NotAccepted(given.name, NO_MEMBER) from None
            raise Unclear from None
        if isinstance(value, bool) or isinstance(given.type, form.Date) or isinstance(value, str):
            return self._given(given.type, value)
        raise Unclear

    def _quantity(self, given: form.Input | form.Option, type: form.Quantity) -> Read:
        bounds = [(_COMPARES[bound.op], exact.read_number(bound.value)) for bound in given.bounds]
        units = self.calculator.units
        declared = units.parse(type.unit)
        factors: dict[str, Fraction | None] = {}

        def factor(text: str) -> Fraction | None:
            if text not in factors:
                try:
                    factors[text] = units.into(units.parse(text), declared)
                except UnitError:
                    return None
            return factors[text]

        def read(raw: Any) -> Fraction:
            unit = ""
            if isinstance(raw, dict):
                if raw.keys() != {"value", "unit"} or not isinstance(raw["unit"], str):
                    raise Unclear
                raw, unit = raw["value"], raw["unit"]
            found = _NUMBER.fullmatch(raw) if isinstance(raw, str) else None
            if found is None:
                raise Unclear
            whole, decimals, below, beside = found.groups()
            if len(raw) > LONGEST or (beside and unit) or (below and not int(below)):
                raise Unclear
            digits = int(whole + decimals) if decimals else int(whole)
            value = Fraction(digits, 10 ** len(decimals) if decimals else int(below or 1))
            if beside or unit:
                by = factor(beside or unit)
                if by is None:
                    raise Unclear
                value *= by
            if type.whole and value.denominator != 1:
                raise Unclear
            for compare, limit in bounds:
                if not compare(value, limit):
                    raise NotAccepted(given.name, OUT_OF_BOUNDS)
            return value

        return read

    # --- one product --------------------------------------------------------------------------------------------------

    def open(self, document: Document, *, filled: bool = True) -> Any:
        """The values of a product, told in this edition's names. Raises `Unclear`, `NotAccepted`."""
        inputs = document["inputs"]
        x = Things()
        x.__dict__.update(_memory={}, _departures={}, _taken={}, options=self._options(document["options"], filled))
        known = x.__dict__
        for place in self.inputs:
            _take(place, inputs.get(place.name), known, filled)
        for many, attribute, places in self.lists:
            raw = inputs.get(many.name)
            if raw is None:
                if many.optional:
                    known[attribute] = ()
                continue
            if not isinstance(raw, list) or len(raw) < many.at_least:
                raise Unclear
            known[attribute] = tuple(self._item(many.name, item, places, filled) for item in raw)
        return x

    def _options(self, given: Document, filled: bool) -> Things:
        options = Things()
        options.__dict__.update(self.chosen)
        for place in self.options:
            raw = given.get(place.name)
            if raw is not None:
                options.__dict__[place.attribute] = place.read(raw)
            elif filled and place.filling is not None:
                options.__dict__[place.attribute] = place.filling
        return options

    def _item(self, owner: str, raw: Any, places: list[_Place], filled: bool) -> Things:
        if not isinstance(raw, dict):
            raise Unclear
        item = Things()
        for place in places:
            try:
                _take(place, raw.get(place.name), item.__dict__, filled)
            except NotAccepted as error:
                raise NotAccepted(f"{owner}.{place.name}", error.code) from None
        return item

    def refused(self, x: Any) -> tuple[str, str, str] | None:
        """Clause and words of what keeps the product from being legal; None where nothing does."""
        stopped: tuple[str, str, str] | None = None
        for each in self.shall:
            try:
                if not each.holds(x):
                    return each.clause, each.zh or each.en, each.en or each.zh
            except NotGiven:
                continue
            except self.refusal as refusal:
                problem = refusal.problems[0]  # type: ignore[attr-defined]  # the package's own `Refused`
                stopped = problem.clause, problem.line("zh"), problem.line("en")
        return stopped

    def value(self, x: Any, name: str) -> Fraction | None:
        """A result, in its own unit; None where it has no value for this product."""
        try:
            found = self.rules[name](x)
        except (NotGiven, self.refusal):
            return None
        return found if isinstance(found, Fraction) else None

    def derived(self, x: Any, rule: str, item: Any) -> str | bool | None:
        """What a rule says of an item, as a user would write it."""
        try:
            found = self.rules[rule](x, item)
        except (NotGiven, self.refusal):
            return None
        if isinstance(found, bool):
            return found
        return str(found) if isinstance(found, str) else None


def _take(place: _Place, raw: Any, into: dict[str, Any], filled: bool) -> None:
    if raw is not None:
        into[place.attribute] = place.read(raw)
    elif filled and place.filling is not None:
        into[place.attribute] = place.filling
    elif place.optional:
        into[place.attribute] = None
