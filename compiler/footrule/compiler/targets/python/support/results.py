"""What a calculation gives: every number exact, beside the digits a reader is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from footrule.compiler.targets.python.support.readers import Labelled
from footrule.compiler.targets.python.support.values import NotApplicable
from footrule.runtime import exact

ExactNumber = Annotated[
    Fraction,
    PlainSerializer(exact.exact_text, return_type=str, when_used="json"),
]


class Shown(BaseModel):
    """Frozen; holds `Fraction` as it is."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, serialize_by_alias=True)


class Amount(Shown):
    """An exact number and its unit. `shown` are its digits; `approximate` says that they are not all of them."""

    exact: ExactNumber
    shown: str
    approximate: bool
    unit: str

    @classmethod
    def of(cls, value: Fraction, unit: str) -> Self:
        return cls(exact=value, shown=exact.shown(value), approximate=not exact.terminates(value), unit=unit or "1")

    def __str__(self) -> str:
        return self.shown if self.unit == "1" else f"{self.shown} {self.unit}"


Value = Amount | Labelled | bool | date | str | NotApplicable | None


class OptionTaken(Shown):
    """A freedom the standard leaves and how it was used."""

    name: str
    value: Value
    modality: Literal["shall", "should", "may"]
    by_default: bool


class DataRank(Shown):
    """The rank of data one input carries; None where it is not known."""

    path: str
    input: str
    role: str
    rank: str | None


class Departure(Shown):
    """A case in force that departs from a parent standard."""

    rule: str
    departs: str
    standard: str
    clause: str


class Sums(Shown):
    """Emissions (zero or above), removals (zero or below) and what is left of them."""

    name: str
    emissions: Amount
    removals: Amount
    net: Amount

    @classmethod
    def of(cls, name: str, unit: str, emissions: Fraction, removals: Fraction) -> Self:
        sums = {"emissions": emissions, "removals": removals, "net": emissions + removals}
        return cls(name=name, **{each: Amount.of(value, unit) for each, value in sums.items()})


class TermAmount(Shown):
    """One line of the inventory: in its own gas, and as it enters the total."""

    name: str
    kind: Literal["emission", "removal"]
    stage: str
    gas: str
    carbon: str
    own: Amount
    total: Amount


class Inventory(Shown):
    """The inventory added up. `gases` are in their own mass, everything else in the unit of the total."""

    whole: Sums
    terms: tuple[TermAmount, ...]
    stages: tuple[Sums, ...]
    gases: tuple[Sums, ...]
    carbon: tuple[Sums, ...]


class Values(Shown):
    """Outputs, or reports, by name.

    Of a calculation that was asked for some values only, the others are left out, and those that are no outputs stand
    beside the outputs that were asked for.
    """

    model_config = ConfigDict(extra="allow")

    def __getattr__(self, name: str) -> Any:
        if name in type(self).model_fields:
            raise AttributeError(f"`{name}` was not asked for")
        return super().__getattr__(name)  # type: ignore[misc]  # pydantic hides its own from type checkers


def some_of(kind: type[Values], found: Mapping[str, Any]) -> Values:
    """What there is of them, by the names the standard gives them."""
    names = {info.alias or name: name for name, info in kind.model_fields.items()}
    return kind.model_construct(**{names.get(name, name): value for name, value in found.items()})


class Source(Shown):
    """The clause a value comes from: of a rule, that of the case taken."""

    standard: str
    clause: str


class Warning(Shown):
    """A recommendation that is not met, or a requirement that could not be checked."""

    code: str
    standard: str
    clause: str
    zh: str
    en: str


class StandardName(Shown):
    """Which text a result was calculated by. `digest` is that of the standard's file."""

    id: str
    number: str
    edition: str
    zh: str
    en: str
    digest: str
    status: str
    compiler: str


class BaseResult(Shown):
    """What every result has beside its outputs."""

    standard: StandardName
    inventory: Inventory | None = Field(description="The inventory added up, where the standard has one.")
    options: tuple[OptionTaken, ...] = Field(description="The freedoms the standard leaves, and how they were used.")
    ranks: tuple[DataRank, ...] = Field(description="The data rank of every input that carries one.")
    primary_share: Amount | None = Field(description="Share of the inventory that rests on the best rank of data.")
    status: str = Field(description="The weakest evidence the result rests on.")
    departures: tuple[Departure, ...] = Field(description="Cases in force that depart from a parent standard.")
    warnings: tuple[Warning, ...] = Field(description="Recommendations that are not met.")
    unchecked: tuple[Warning, ...] = Field(description="Requirements that could not be checked with what was given.")
    sources: dict[str, Source] = Field(description="The clause each output and report comes from, by its name.")

    def to_json(self, indent: int | None = 2) -> str:
        """The result as JSON text; every number is `exact` text beside the digits `shown`."""
        return self.model_dump_json(indent=indent)


def as_value(value: Any, unit: str) -> Any:
    """A rule's value as a result holds it."""
    return Amount.of(value, unit) if isinstance(value, Fraction) else value
