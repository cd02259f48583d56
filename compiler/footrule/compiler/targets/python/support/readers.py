"""Reading one value exactly: digits, units, members, dates, text.

Each annotation below is a reader of one kind of value. A number is text, an `int`, a `Decimal` or a `Fraction`, with a
unit that is converted exactly (`"12.5 t"`, `{"value": "12.5", "unit": "t"}`) or in the declared unit; a binary float is
refused, because the digits its author meant are already lost.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Self, TypeVar, Union, cast, get_args

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from footrule.compiler.targets.python.support.refusals import nearest, problem, together, told
from footrule.compiler.targets.python.support.values import NOT_APPLICABLE, NotApplicable
from footrule.runtime import exact, units
from footrule.runtime.documents import Digits, plain
from footrule.runtime.problems import Words, visible
from footrule.runtime.written import (
    NOT_APPLICABLE_WORDS,
    TRUTHS,
    bounds_in_words,
    digits_and_unit,
    is_not_applicable,
    within,
)

LONGEST_TEXT = 10_000

_BOUND_SCHEMA = {"lt": "exclusiveMaximum", "le": "maximum", "gt": "exclusiveMinimum", "ge": "minimum"}

PARTS = ("value", "unit", "source")
"""What a value with its unit and its data rank is written with."""

T = TypeVar("T")

_REFUSED: Any = object()
"""Stands for a value whose fault is already told."""


@dataclass(frozen=True)
class Twice:
    """A data rank beside the value `of`, where the rank is given under its own name too."""

    of: str


@dataclass(frozen=True)
class Units:
    """Unit texts as one standard means them: the set its CO2e is weighed with, and units of its own."""

    gwp: str = ""
    own: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def parse(self, text: str) -> units.Unit:
        """Raises `UnitError`."""
        extra: dict[str, units.Unit] = {}
        for name, (amount, unit) in self.own.items():
            value = None
            if amount:
                base = units.parse(unit or "1", self.gwp, extra)
                value = units.Unit(base.dims, base.scale * exact.read_number(amount), name)
            extra[name] = units.define(name, value)
        return units.parse(text or "1", self.gwp, extra)

    def factor(self, given: units.Unit, declared: units.Unit) -> Fraction | None:
        """From a user's unit into the declared one; a user may leave out the substances the standard names."""
        if given.same_dimension(declared):
            return given.factor_to(declared)
        if not given.tagged and given.same_dimension(declared.untagged()):
            return given.scale / declared.scale
        return None


class Reader:
    """An annotation that reads one kind of value, shows it, and describes it in JSON Schema."""

    def read(self, raw: Any) -> Any:
        """The value. Raises `PydanticCustomError`."""
        raise NotImplementedError

    def show(self, value: Any) -> Any:
        """The value as JSON holds it."""
        return value

    def schema(self) -> dict[str, Any]:
        raise NotImplementedError

    def expected(self) -> Words:
        """What a value is written like."""
        raise NotImplementedError

    def checked(self, raw: Any) -> Any:
        """Read, after what no kind of value admits: nothing, empty text, `not applicable`."""
        faults: list[PydanticCustomError] = []
        if isinstance(raw, Mapping):
            raw = self.parts(raw, faults)
        try:
            found = None if raw is _REFUSED else self._present(raw)
        except PydanticCustomError as fault:
            faults.append(fault)
        if faults:
            raise together(faults)
        return found

    def _present(self, raw: Any) -> Any:
        if raw is None:
            raise problem("R0202", expected=self.expected())
        if is_not_applicable(raw):
            raise problem("R0213", expected=self.expected())
        if isinstance(raw, str) and not raw.strip():
            raise problem("R0211", expected=self.expected())
        return self.read(raw)

    def parts(self, raw: Mapping[str, Any], faults: list[PydanticCustomError]) -> Any:
        """`{"value", "unit"}` as one raw value; what is wrong with its parts joins `faults`."""
        if raw.get("not_applicable") is True and set(raw) <= {"not_applicable", "source"}:
            if raw.get("source") is not None:
                faults.append(problem("R0215", part="source"))
            return NOT_APPLICABLE
        for name in [name for name in raw if name not in PARTS]:
            hint = nearest(str(name), PARTS)
            what = Words("部分", "part")
            names = ", ".join(PARTS)
            faults.append(problem("R0201", name=visible(str(name)), what=what, hint=hint, names=names, part=str(name)))
        source = raw.get("source")
        if isinstance(source, Twice):
            faults.append(problem("R0102", name=f"{source.of}.source", part="source"))
        elif source is not None:
            faults.append(problem("R0215", part="source"))
        value, unit = raw.get("value"), raw.get("unit")
        if unit is None or value is None:
            return value
        try:
            return self.with_unit(value, unit)
        except PydanticCustomError as fault:
            faults.append(fault)
            return _REFUSED

    def with_unit(self, value: Any, unit: Any) -> Any:
        raise problem("R0203", text=told(unit), expected=self.expected(), part="unit")

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.checked,
            serialization=core_schema.plain_serializer_function_ser_schema(self.show, when_used="json-unless-none"),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return self.schema()


@dataclass(frozen=True)
class Quantity(Reader):
    """An exact number in `unit`; bounds are in that unit; `whole` admits integers only."""

    unit: str
    gt: str | None = None
    ge: str | None = None
    lt: str | None = None
    le: str | None = None
    whole: bool = False

    units: ClassVar[Units] = Units()

    def read(self, raw: Any) -> Fraction:
        if isinstance(raw, _Amount):
            return self.amount(raw.digits, raw.unit)
        if isinstance(raw, float):
            raise problem("R0220")
        if isinstance(raw, bool) or not isinstance(raw, str | int | Decimal | Fraction):
            raise problem("R0203", text=told(raw), expected=self.expected())
        digits, unit = digits_and_unit(raw if isinstance(raw, str) else plain(raw))
        return self.amount(digits, unit)

    def with_unit(self, value: Any, unit: Any) -> Any:
        if isinstance(value, float):
            raise problem("R0220")
        digits = plain(value) if isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool) else value
        if not isinstance(unit, str) or isinstance(unit, Digits) or not isinstance(digits, str):
            return super().with_unit(value, unit)
        return _Amount(str(digits), unit)

    def amount(self, digits: str, unit: str) -> Fraction:
        """The number in the declared unit, within its bounds."""
        try:
            number = exact.read_number(digits)
        except exact.NumberError as error:
            reason = Words(error.zh, error.en)
            raise problem("R0204", text=told(digits), reason=reason, expected=self.expected()) from None
        if unit:
            number *= self.factor(unit)
        if self.whole and number.denominator != 1:
            raise problem("R0208", value=self.told(number))
        if not within(number, self.bounds()):
            raise problem("R0207", value=self.told(number), bound=self.allowed())
        return number

    def factor(self, text: str) -> Fraction:
        declared = self.units.parse(self.unit)
        try:
            given = self.units.parse(text)
        except units.UnitError as error:
            reason = Words(visible(error.zh, 200), visible(error.en, 200))
            raise problem("R0205", reason=reason, expected=self.expected()) from None
        factor = self.units.factor(given, declared)
        if factor is None:
            raise problem(
                "R0206",
                unit=visible(text),
                given=Words(*units.describe(given.dims)),
                declared=self.unit,
                wanted=Words(*units.describe(declared.dims)),
                expected=self.expected(),
            )
        return factor

    def bounds(self) -> list[tuple[str, Fraction]]:
        named = (("gt", self.gt), ("ge", self.ge), ("lt", self.lt), ("le", self.le))
        return [(op, exact.read_number(limit)) for op, limit in named if limit is not None]

    def told(self, number: Fraction) -> str:
        digits = exact.shown(number)
        return digits if self.unit in ("", "1") else f"{digits} {self.unit}"

    def allowed(self) -> Words:
        return bounds_in_words([(op, self.told(limit)) for op, limit in self.bounds()])

    def show(self, value: Fraction) -> str:
        return exact.exact_text(value)

    def expected(self) -> Words:
        whole = ("整数", "a whole number") if self.whole else ("数", "a number")
        if self.unit in ("", "1"):
            return Words(*whole)
        unit = self.unit
        return Words(f'以 {unit} 计的{whole[0]}，例如 "12 {unit}"', f'{whole[1]} in {unit}, such as "12 {unit}"')

    def schema(self) -> dict[str, Any]:
        """A number in the declared unit, text with digits and perhaps a unit, or both apart."""
        number = {
            "type": "integer" if self.whole else "number",
            **{_BOUND_SCHEMA[op]: _json_number(limit) for op, limit in self.bounds()},
        }
        text = {"type": "string", "pattern": r"^\s*[+\-0-9.０-９－−＋．]"}
        parts = {
            "type": "object",
            "properties": {
                "value": {"type": ["number", "string"]},
                "unit": {"type": "string"},
                "source": {"type": "string"},
            },
            "required": ["value"],
            "additionalProperties": False,
        }
        return {"anyOf": [number, text, parts], "x-unit": self.unit}


@dataclass(frozen=True)
class _Amount:
    digits: str
    unit: str


def _json_number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


@dataclass(frozen=True)
class Truth(Reader):
    """Yes or no."""

    def read(self, raw: Any) -> bool:
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and raw.strip() in TRUTHS:
            return TRUTHS[raw.strip()]
        raise problem("R0203", text=told(raw), expected=self.expected())

    def expected(self) -> Words:
        return Words("是或否（true、false）", "yes or no (true, false)")

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "boolean"}, {"enum": list(TRUTHS)}]}


@dataclass(frozen=True)
class Day(Reader):
    """A date, `2024-01-22`."""

    def read(self, raw: Any) -> date:
        if isinstance(raw, date):
            return raw
        if not isinstance(raw, str):
            raise problem("R0203", text=told(raw), expected=self.expected())
        try:
            return exact.read_date(raw.strip())
        except exact.NumberError as error:
            raise problem("R0210", text=told(raw), reason=Words(error.zh, error.en)) from None

    def show(self, value: date) -> str:
        return value.isoformat()

    def expected(self) -> Words:
        return Words("日期，例如 2024-01-22", "a date such as 2024-01-22")

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True)
class Line(Reader):
    """Text without control characters."""

    def read(self, raw: Any) -> str:
        if not isinstance(raw, str):
            raise problem("R0203", text=told(raw), expected=self.expected())
        if len(raw) > LONGEST_TEXT:
            raise problem("R0218", most=str(LONGEST_TEXT))
        if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in raw):
            raise problem("R0219")
        return str(raw)

    def expected(self) -> Words:
        return Words("文本", "text")

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": LONGEST_TEXT}


class Labelled(StrEnum):
    """An enumeration whose members carry a label in both languages: `zh` and `en`."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = en
        return member

    @classmethod
    def like(cls, other: Labelled) -> Self:
        """The member of the same name; where there is none, `other` itself, which no table of this kind has."""
        return cls(other.value) if other.value in cls.__members__.values() else cast(Self, other)


@dataclass(frozen=True)
class OneOf(Reader):
    """A member of an enumeration, by its name."""

    of: type[Labelled]

    def read(self, raw: Any) -> Labelled:
        if not isinstance(raw, str) or isinstance(raw, Digits):
            raise problem("R0203", text=told(raw), expected=self.expected())
        name = unicodedata.normalize("NFC", raw.strip())
        known = [member.value for member in self.of]
        if name in known:
            return self.of(name)
        labelled = [member.value for member in self.of if name in (member.zh, member.en)]
        hint = nearest(labelled[0] if labelled else name, known)
        raise problem("R0209", text=visible(name), hint=hint, members=self.told())

    def told(self) -> str:
        members = [_member_words(member) for member in self.of]
        return ", ".join(members[:40]) + (" …" if len(members) > 40 else "")

    def show(self, value: Labelled) -> str:
        return value.value

    def expected(self) -> Words:
        members = ", ".join([_member_words(member) for member in self.of][:40])
        return Words(f"{members} 之一", f"one of {members}")

    def schema(self) -> dict[str, Any]:
        return {
            "type": "string",
            "oneOf": [{"const": member.value, "title": _member_words(member)} for member in self.of],
        }


def _member_words(member: Labelled) -> str:
    label = member.zh or member.en
    return f"{member.value} ({label})" if label and label != member.value else member.value


class Optional(Reader):
    """A value that may be unknown (`None`, or left out) or not applicable."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        inner = next(each for each in get_args(source) if each not in (type(None), NotApplicable))
        readers = [each for each in get_args(inner)[1:] if isinstance(each, Reader)]
        return core_schema.no_info_plain_validator_function(
            lambda raw: self.either(readers[0], raw),
            metadata={"reader": readers[0]},
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda value: NOT_APPLICABLE.value if value is NOT_APPLICABLE else readers[0].show(value),
                when_used="json-unless-none",
            ),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        metadata: Any = schema.get("metadata") or {}
        absent = {
            "type": "object",
            "properties": {"not_applicable": {"const": True}},
            "required": ["not_applicable"],
            "additionalProperties": False,
        }
        inner = metadata["reader"].schema()
        return {"anyOf": [inner, {"type": "null"}, {"enum": sorted(NOT_APPLICABLE_WORDS)}, absent]}

    def either(self, reader: Reader, raw: Any) -> Any:
        if raw is None or is_not_applicable(raw):
            return raw if raw is None else NOT_APPLICABLE
        if isinstance(raw, Mapping):
            faults: list[PydanticCustomError] = []
            inner = reader.parts(raw, faults)
            if inner is None or is_not_applicable(inner):
                if faults:
                    raise together(faults)
                return inner if inner is None else NOT_APPLICABLE
        return reader.checked(raw)


Maybe = Annotated[Union[T, NotApplicable, None], Optional()]  # noqa: UP007  a generic alias needs it
"""A value that may be unknown (`None`) or not applicable (`NOT_APPLICABLE`)."""
