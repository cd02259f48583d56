"""Reading what a user supplies into exact, typed models: digits, units, members, dates; all problems told together.

Each annotation below is a reader of one kind of value. A number is text, an `int`, a `Decimal` or a `Fraction`, with a
unit that is converted exactly (`"12.5 t"`, `{"value": "12.5", "unit": "t"}`) or in the declared unit; a binary float is
refused, because the digits its author meant are already lost.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, ClassVar, Self, TypeVar, Union, cast, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PrivateAttr,
    ValidationError,
    create_model,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from footrule.compiler.targets.python.support.values import NOT_APPLICABLE, NotApplicable
from footrule.runtime import exact, units
from footrule.runtime.documents import Digits, joined, plain
from footrule.runtime.problems import Problem, Refused, Words, visible

MOST_PROBLEMS = 100
MOST_ITEMS = 100_000
LONGEST_TEXT = 10_000

_QUANTITY = re.compile(
    r"(?P<number>[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?:/[0-9]+(?:\.[0-9]+)?)?)\s*"
    # `12 345 kWh` is no twelve of 345 kWh: a unit begins with a digit only as `10^4 Nm3` or `1/t`
    r"(?P<unit>(?:(?![0-9\s])|(?=10\s*[\^*⁰¹²³⁴⁵⁶⁷⁸⁹])|(?=1\s*(?:/|$))).*)",
    re.DOTALL,
)
_NOT_APPLICABLE = {"not applicable", "n/a", "不适用"}
_TRUTHS = {"yes": True, "true": True, "是": True, "no": False, "false": False, "否": False}
_COMPARES = {"lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge}
_BOUND_WORDS = {"lt": ("低于", "below"), "le": ("至多", "at most"), "gt": ("高于", "above"), "ge": ("至少", "at least")}
_BOUND_SCHEMA = {"lt": "exclusiveMaximum", "le": "maximum", "gt": "exclusiveMinimum", "ge": "minimum"}

_PARTS = ("value", "unit", "source")

T = TypeVar("T")

_REFUSED: Any = object()
"""Stands for a value whose fault is already told."""


@dataclass(frozen=True)
class _Twice:
    """A data rank beside the value `of`, where the rank is given under its own name too."""

    of: str


def problem(code: str, **arguments: str | Words) -> PydanticCustomError:
    """A refusal of one value; the field's name and clause are added where they are known."""
    told = Problem(code, "", {"name": "value", "label": "", **arguments})
    words = told.message("en").replace("{", "(").replace("}", ")")
    return PydanticCustomError(code, words, {"arguments": arguments})


def together(faults: list[PydanticCustomError]) -> PydanticCustomError:
    """Several refusals of one value as the one that a model can raise for it."""
    first, *also = faults
    return PydanticCustomError(
        first.type,
        first.message_template,
        {"arguments": (first.context or {})["arguments"], "also": [(each.type, each.context) for each in also]},
    )


def told(raw: object) -> str:
    """A user's value as a message repeats it."""
    if isinstance(raw, bool):
        return f"`{str(raw).lower()}`"
    if isinstance(raw, list | tuple):
        return "[…]"
    if isinstance(raw, Mapping):
        return "{…}"
    return "null" if raw is None else f"`{visible(str(raw))}`"


# --- units ------------------------------------------------------------------------------------------------------------


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


# --- kinds of values --------------------------------------------------------------------------------------------------


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
        for name in [name for name in raw if name not in _PARTS]:
            hint = nearest(str(name), _PARTS)
            what = Words("部分", "part")
            names = ", ".join(_PARTS)
            faults.append(problem("R0201", name=visible(str(name)), what=what, hint=hint, names=names, part=str(name)))
        source = raw.get("source")
        if isinstance(source, _Twice):
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
        digits, unit = _split(raw if isinstance(raw, str) else plain(raw))
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
        if not all(_COMPARES[op](number, limit) for op, limit in self.bounds()):
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
        limits = [(op, self.told(limit)) for op, limit in self.bounds()]
        return Words(
            "，".join(f"{_BOUND_WORDS[op][0]} {limit}" for op, limit in limits),
            " and ".join(f"{_BOUND_WORDS[op][1]} {limit}" for op, limit in limits),
        )

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


def _split(raw: str) -> tuple[str, str]:
    """Digits and unit of `12.5 t`; a text that does not begin with digits is all digits, to be refused as such."""
    text = raw.strip().translate(exact.FULL_WIDTH)
    found = _QUANTITY.fullmatch(text)
    if found is None or (isinstance(raw, Digits) and found["unit"]):
        return text, ""
    return found["number"], found["unit"].strip()


def _json_number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


@dataclass(frozen=True)
class Truth(Reader):
    """Yes or no."""

    def read(self, raw: Any) -> bool:
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and raw.strip() in _TRUTHS:
            return _TRUTHS[raw.strip()]
        raise problem("R0203", text=told(raw), expected=self.expected())

    def expected(self) -> Words:
        return Words("是或否（true、false）", "yes or no (true, false)")

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "boolean"}, {"enum": list(_TRUTHS)}]}


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
        return {"anyOf": [inner, {"type": "null"}, {"enum": sorted(_NOT_APPLICABLE)}, absent]}

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


def is_not_applicable(raw: Any) -> bool:
    return isinstance(raw, str) and raw.strip().casefold() in _NOT_APPLICABLE


Maybe = Annotated[Union[T, NotApplicable, None], Optional()]  # noqa: UP007  a generic alias needs it
"""A value that may be unknown (`None`) or not applicable (`NOT_APPLICABLE`)."""


def nearest(name: str, known: Iterable[str]) -> str | Words:
    """A question naming the known word the user most likely meant."""
    import difflib  # noqa: PLC0415  only a mistake pays for it

    close = difflib.get_close_matches(name[:60], list(known), n=1, cutoff=0.6)
    return Words(f"；是否指 `{close[0]}`", f"; did you mean `{close[0]}`?") if close else ""


# --- models -----------------------------------------------------------------------------------------------------------


class Model(BaseModel):
    """Strict and frozen; names it does not know are refused.

    A field that not every calculation needs may be left out, and is then refused only where it is used.
    """

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        protected_namespaces=(),  # the names are the standard's
    )

    _standard: ClassVar[str] = ""
    """The standard whose clauses the fields name."""

    _ranks: ClassVar[Mapping[str, str]] = {}
    """The field that holds the data rank of a field, by the latter's name."""

    _path: str = PrivateAttr(default="")
    """Where in the user's document this stands; kept where something in it is left out."""

    @model_validator(mode="before")
    @classmethod
    def _beside(cls, raw: Any) -> Any:
        """Names in composed form; the data rank that stands beside a value, moved into its own field."""
        if not isinstance(raw, Mapping):
            return raw
        found = {unicodedata.normalize("NFC", str(name)): value for name, value in raw.items()}
        for name, info in cls.model_fields.items():
            if found.get(info.alias or name, raw) is None and not info.is_required():
                del found[info.alias or name]  # null is as good as left out
        for name, rank in cls._ranks.items():
            value = found.get(name)
            if isinstance(value, Mapping) and value.get("source") is not None:
                beside = {part: inner for part, inner in value.items() if part != "source"}
                if found.get(rank) is None:
                    found[rank] = value["source"]
                    found[name] = beside
                else:
                    found[name] = beside | {"source": _Twice(name)}
        for name, info in cls.model_fields.items():
            alone = any(isinstance(each, Reader) for each in info.metadata)
            if alone and not info.is_required() and _is_empty(found.get(info.alias or name)):
                del found[info.alias or name]
        return found

    @model_validator(mode="after")
    def _without_what_is_left_out(self) -> Self:
        for name in [name for name, value in self.__dict__.items() if value is LEFT_OUT]:
            del self.__dict__[name]
        return self

    def __getattr__(self, name: str) -> Any:
        if name in type(self).model_fields:
            raise Refused([not_given(type(self), name, self._path)])
        return super().__getattr__(name)  # type: ignore[misc]  # pydantic hides its own from type checkers


M = TypeVar("M", bound=Model)

LEFT_OUT: Any = object()
"""Stands for a field that is left out while its model is read."""


def left_out() -> Any:
    """The default of a field that is needed, though not by every calculation."""
    return LEFT_OUT


def may_be_left_out(info: Any) -> bool:
    return info.default_factory is left_out


def _is_empty(raw: Any) -> bool:
    """`{"value": null}`, which is as good as nothing."""
    return isinstance(raw, Mapping) and raw.get("value") is None and set(raw) <= set(_PARTS)


def not_given(model: type[Model], name: str, path: str) -> Problem:
    """The problem of a field that is left out though it is needed."""
    info = model.model_fields[name]
    extra: Any = info.json_schema_extra or {}
    is_option = "modality" in extra
    alias = info.alias or name
    arguments: dict[str, str | Words] = {"name": alias, "label": _label(extra), "expected": expected(info)}
    here = joined("options" if is_option else path, alias)
    standard = str(extra.get("standard") or model._standard)
    return Problem("R0214" if is_option else "R0202", here, arguments, standard, str(extra.get("clause", "")))


@cache
def whole(model: type[M]) -> type[M]:
    """The same model for a calculation of all outputs: everything that is needed at all has to be there."""
    required: dict[str, Any] = {
        name: _field(info, info.annotation, ...) for name, info in model.model_fields.items() if may_be_left_out(info)
    }
    return create_model(model.__name__, __base__=model, **required) if required else model


@cache
def partial(model: type[M]) -> type[M]:
    """The same model for a calculation of some values only: everything may be left out, in the items of lists too."""
    loose: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        item = _item_of(info.annotation)
        annotation = tuple[partial(item), ...] if item else info.annotation  # type: ignore[misc]  # made at run time
        if info.is_required():
            loose[name] = _field(info, annotation, LEFT_OUT)
        elif item:
            loose[name] = _field(info, annotation, LEFT_OUT if may_be_left_out(info) else info.default)
    return create_model(model.__name__, __base__=model, **loose) if loose else model


def _field(info: Any, annotation: Any, default: Any) -> tuple[Any, Any]:
    """The field again, with another default."""
    told = {"alias": info.alias, "description": info.description, "json_schema_extra": info.json_schema_extra}
    chosen: dict[str, Any] = {"default_factory": left_out} if default is LEFT_OUT else {"default": default}
    metadata = tuple(info.metadata)
    kind = Annotated[(annotation, *metadata)] if metadata else annotation
    return kind, Field(**chosen, **told)


def read(model: type[M], document: Any, path: str = "", what: Words = Words("输入", "input")) -> M:  # noqa: B008
    """The model of a document. Raises `Refused` with all its problems."""
    try:
        return model.model_validate(document)
    except ValidationError as error:
        found = list(_problems(error, model, path, what))
    if len(found) > MOST_PROBLEMS:
        found = [*found[:MOST_PROBLEMS], Problem("R0217", "", {"count": str(MOST_PROBLEMS)})]
    raise Refused(found)


def _problems(error: ValidationError, model: type[Model], path: str, what: Words) -> Iterable[Problem]:
    for each in error.errors(include_url=False, include_input=True):
        if each["type"] == "too_short" and len(each["input"]) >= each["ctx"]["min_length"]:
            continue  # items that are refused for themselves are not missing too
        found: dict[str, Any] = dict(each)
        faults = [(found["type"], found.get("ctx")), *found.get("ctx", {}).get("also", ())]
        for code, context in faults:
            if code == "R0202" and len(faults) > 1 and _may_be_left_out(found["loc"], model):
                continue  # what is wrong with its parts is told; there need not be a value
            yield _problem({**found, "type": code, "ctx": context}, model, path, what)


def _may_be_left_out(path: tuple[int | str, ...], model: type[Model]) -> bool:
    """Whether the field at this path of a document may be left out."""
    info: Any = None
    for step in [step for step in path if isinstance(step, str)]:
        model = (info and _item_of(info.annotation)) or model
        info = next((each for name, each in model.model_fields.items() if (each.alias or name) == step), None)
    return info is not None and may_be_left_out(info)


def _problem(found: dict[str, Any], model: type[Model], path: str, what: Words) -> Problem:
    """One of pydantic's errors as a problem with its path, clause and words in both languages."""
    owner: type[Model] = model
    holder, name, here = owner, "", path
    extra: Any = {}
    for step in found["loc"]:
        if isinstance(step, int):
            here += f"[{step}]"
            continue
        holder, name = owner, str(step)
        fields = {(info.alias or own): info for own, info in owner.model_fields.items()}
        beside = next((own for own, rank in owner._ranks.items() if rank == name), None)
        here = f"{joined(here, beside)}.source" if beside else joined(here, name)
        if name in fields:
            extra = fields[name].json_schema_extra or {}
            owner = _item_of(fields[name].annotation) or owner
            what = Words("字段", "field") if _item_of(fields[name].annotation) else what
    known: dict[str, str | Words] = {"name": name, "label": _label(extra)}
    clause, standard = str(extra.get("clause", "")), str(extra.get("standard") or model._standard)
    code, arguments = _translated(found, holder, what)
    if "part" in arguments:
        here = joined(here, str(arguments["part"]))
    if code == "R0201":
        clause = clause if "part" in arguments else ""
    return Problem(code, here, known | arguments, standard, clause)


def _translated(found: dict[str, Any], owner: type[Model], what: Words) -> tuple[str, dict[str, str | Words]]:
    """Code and words of one of pydantic's errors."""
    kind = found["type"]
    if kind.startswith("R0"):
        return kind, found["ctx"]["arguments"]
    if kind == "missing" or found.get("input") is None:
        last = str(found["loc"][-1])
        field = next((info for name, info in owner.model_fields.items() if (info.alias or name) == last), None)
        return "R0202", {"expected": Words("一个值", "a value") if field is None else expected(field)}
    if kind == "extra_forbidden":
        names = [info.alias or name for name, info in owner.model_fields.items()]
        told_names = ", ".join(names[:30]) + (" …" if len(names) > 30 else "") or "–"
        name = str(found["loc"][-1])
        return "R0201", {"name": visible(name), "what": what, "hint": nearest(name, names), "names": told_names}
    if kind in ("too_short", "too_long"):
        context = found.get("ctx", {})
        least = str(context.get("min_length", 0))
        return "R0212", {"count": str(context.get("actual_length", "")), "least": least, "most": str(MOST_ITEMS)}
    wanted = Words("对象", "an object")
    if "list" in kind or "tuple" in kind:
        wanted = Words("由对象组成的列表", "a list of objects")
    return "R0203", {"text": told(found.get("input")), "expected": wanted}


def _label(extra: Any) -> str | Words:
    zh, en = extra.get("zh") or extra.get("en"), extra.get("en") or extra.get("zh")
    return Words(f"（{zh}）", f" ({en})") if zh else ""


def expected(field: Any) -> Words:
    """What the value of a field is written like."""
    reader = next((each for each in field.metadata if isinstance(each, Reader)), None)
    return reader.expected() if reader else Words("由对象组成的列表", "a list of objects")


def _item_of(annotation: Any) -> type[Model] | None:
    """The model of the items of a list."""
    found = get_args(annotation)
    return found[0] if found and isinstance(found[0], type) and issubclass(found[0], Model) else None
