"""A mapping of terms: how a product told in the words of one standard is told in those of another.

A YAML file. `a` and `b` are editions of the library; a product is told in the terms of `a` and read by `b` through
`terms`; `questions` pair the rules of both that answer the same thing; `assumes` fixes a reading without which the
terms do not correspond. `schema()` is the shape; `check` holds a mapping to both compiled forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Mapped
from pathlib import Path
from typing import Any, Literal

import msgspec

from footrule.compiler.editions.changes import Words
from footrule.runtime import form
from footrule.runtime.documents import read_document
from footrule.runtime.form_units import FormUnits
from footrule.runtime.problems import Refused

VERSION = 1
SUMMED = "sum"


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every part of a mapping file is: nothing unknown passes."""


class Said(Shape, frozen=True, omit_defaults=True):
    """Where a term stands in one standard: an input, an option, a list, or the sum of one field over a list.

    `where`: only items whose field has one of these values. `empty`: what it means that no item is left: the term does
    not apply, or nothing is said of it.
    """

    input: str = ""
    option: str = ""
    list: str = ""
    sum: str = ""
    where: dict[str, tuple[str, ...]] = {}
    empty: Literal["nothing said", "not applicable"] = "nothing said"

    @property
    def sort(self) -> str:
        return next((sort for sort in ("input", "option", "list", "sum") if getattr(self, sort)), "")

    @property
    def name(self) -> str:
        """The input, option or list: of a sum the list it goes over."""
        return self.input or self.option or self.list or self.sum.partition(".")[0]

    @property
    def field(self) -> str:
        return self.sum.partition(".")[2]

    def told(self) -> str:
        """As a reader sees it: `sum contributions.pcf where position A, H`."""
        kept = "; ".join(f"{name} {', '.join(values)}" for name, values in self.where.items())
        return (f"{SUMMED} {self.sum}" if self.sum else self.name) + (f" where {kept}" if kept else "")


class FieldPair(Shape, frozen=True, omit_defaults=True):
    """A field of both lists; `values`: members of `a` and what they are called in `b`."""

    a: str
    b: str
    values: dict[str, str] = {}


class Term(Shape, frozen=True, omit_defaults=True):
    """One thing both standards ask for. `set`: fields of `b` that this term means by itself, the same for each item."""

    term: Words
    a: Said
    b: Said
    values: dict[str, str] = {}
    fields: tuple[FieldPair, ...] = ()
    set: dict[str, str] = {}
    note: Words = Words()


class Assumption(Shape, frozen=True):
    """A reading the terms need: an option of one side, or an input of `b` that follows from the subject."""

    of: Literal["a", "b"]
    name: str
    value: Any
    why: Words


class Question(Shape, frozen=True, omit_defaults=True):
    """Rules without arguments that answer the same. `topic`: of the stances. `why`: what the texts say, in one line."""

    question: Words
    a: str
    b: str
    topic: str = ""
    why: Words = Words()


class Mapping(Shape, frozen=True, omit_defaults=True):
    """The whole file. `reading`: under which the terms correspond."""

    mapping: int
    title: Words
    a: str
    b: str
    terms: tuple[Term, ...]
    questions: tuple[Question, ...]
    assumes: tuple[Assumption, ...] = ()
    reading: Words = Words()


class MappingError(Exception):
    """What is wrong with a mapping, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def schema() -> dict[str, Any]:
    """The JSON Schema of a mapping file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Mapping)}


def read(data: bytes) -> Mapping:
    """Raises `MappingError`."""
    try:
        found = read_document(data, "yaml")
    except Refused as refusal:
        raise MappingError(refusal.problems[0].line("zh"), refusal.problems[0].line("en")) from None
    try:
        read_ = msgspec.convert(_worded(found), Mapping, strict=False)
    except msgspec.ValidationError as error:
        raise MappingError(_in_chinese(str(error)), str(error)) from None
    if read_.mapping != VERSION:
        raise MappingError(f"`mapping` 应为 {VERSION}", f"`mapping` has to be {VERSION}")
    return read_


def _worded(found: Any) -> Any:
    """`yes` and `no` are members here, as they are in a document."""
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, dict):
        return {name: _worded(value) for name, value in found.items()}
    return [_worded(one) for one in found] if isinstance(found, list) else found


def read_file(path: Path) -> Mapping:
    """Raises `MappingError` with the file's name, or `OSError`."""
    try:
        return read(path.read_bytes())
    except MappingError as error:
        raise MappingError(f"{path}：{error.zh}", f"{path}: {error.en}") from None


_CHINESE = (
    (r"Object contains unknown field `(.*)`( - at `.*`)?", "没有名为 `{0}` 的键{1}"),
    (r"Object missing required field `(.*?)`( - at `.*`)?", "缺少 `{0}`{1}"),
    (r"Expected `(.*?)`, got `(.*?)`( - at `.*`)?", "应为 `{0}`，却是 `{1}`{2}"),
    (r"Invalid enum value (.*?)( - at `.*`)?", "不能取 {0}{1}"),
)


def _in_chinese(message: str) -> str:
    for pattern, told in _CHINESE:
        found = re.fullmatch(pattern, message)
        if found:
            return told.format(*((part or "").replace(" - at ", "，在 ") for part in found.groups()))
    return f"映射文件的形状不对：{message}"


def shipped_mappings(folder: Path) -> Iterator[tuple[str, Mapping]]:
    """Every mapping of a folder with its name, by name. Raises `MappingError`."""
    for path in sorted(folder.glob("*.yaml")):
        yield path.stem, read_file(path)


# --- held to both forms -----------------------------------------------------------------------------------------------


def check(mapping: Mapping, a: form.Form, b: form.Form) -> None:
    """Raises `MappingError` for the first name, member or unit that the forms do not have."""
    sides = _Side(a), _Side(b)
    for term in mapping.terms:
        for side, said in zip(sides, (term.a, term.b), strict=True):
            side.has(said)
        if term.b.sort in ("sum", "") or term.a.sort == "" or term.b.where:
            raise _error("在 `b` 中须是输入、选项或列表", "in `b` a term is an input, an option or a list", term)
        if (term.a.sort == "list") != (term.b.sort == "list"):
            raise _error("列表只能对应列表", "a list corresponds to a list", term)
        if term.a.sort == "list":
            _fields(term, *sides)
        else:
            _types(sides[0].type_of(term.a), sides[1].type_of(term.b), term.values, sides, term)
    for question in mapping.questions:
        for side, name in zip(sides, (question.a, question.b), strict=True):
            rule = side.rules.get(name)
            if rule is None or rule.parameters:
                own = side.compiled.standard.id
                raise MappingError(
                    f"{own} 中没有不带参数的规则 `{name}`", f"{own} has no rule `{name}` without arguments"
                )
        left, right = (side.rules[name].type for side, name in zip(sides, (question.a, question.b), strict=True))
        if isinstance(left, form.Quantity) and isinstance(right, form.Quantity):
            _units(left.unit, right.unit, sides, question.a)
    for assumption in mapping.assumes:
        side = sides[0] if assumption.of == "a" else sides[1]
        if (
            assumption.name not in side.inputs
            and assumption.name not in side.options
            and assumption.name not in side.lists
        ):
            own = side.compiled.standard.id
            raise MappingError(f"{own} 中没有 `{assumption.name}`", f"{own} has no `{assumption.name}`")


class _Side:
    def __init__(self, compiled: form.Form) -> None:
        self.compiled = compiled
        self.units = FormUnits(compiled)
        self.inputs = {given.name: given for given in compiled.inputs}
        self.options = {option.name: option for option in compiled.options}
        self.lists = {many.name: {item.name: item for item in many.fields} for many in compiled.lists}
        self.rules = {rule.name: rule for rule in compiled.rules}
        self.members = {kind.name: {member.name for member in kind.members} for kind in compiled.enumerations}

    def has(self, said: Said) -> None:
        own = self.compiled.standard.id
        known = {"input": [*self.inputs], "option": [*self.options]}.get(said.sort, [*self.lists])
        if said.name not in known:
            raise MappingError(f"{own} 中没有 `{said.name}`", f"{own} has no `{said.name}`")
        fields = self.lists.get(said.name, {})
        for name in (*said.where, *((said.field,) if said.sum else ())):
            if name not in fields:
                raise MappingError(
                    f"{own} 的 `{said.name}` 没有字段 `{name}`", f"`{said.name}` of {own} has no field `{name}`"
                )
        for name, values in said.where.items():
            self.holds(fields[name].type, values)

    def holds(self, type_: form.Type, values: tuple[str, ...]) -> None:
        allowed = {"yes", "no"} if isinstance(type_, form.Truth) else None
        if isinstance(type_, form.Choice):
            allowed = self.members.get(type_.of, set())
        for value in values:
            if allowed is not None and value not in allowed:
                own = self.compiled.standard.id
                raise MappingError(f"{own} 中没有值 `{value}`", f"{own} has no value `{value}`")

    def type_of(self, said: Said) -> form.Type:
        if said.sum:
            return self.lists[said.name][said.field].type
        return (self.inputs[said.input] if said.input else self.options[said.option]).type


def _fields(term: Term, a: _Side, b: _Side) -> None:
    left, right = a.lists[term.a.name], b.lists[term.b.name]
    for pair in term.fields:
        for side, fields, name in ((a, left, pair.a), (b, right, pair.b)):
            if name not in fields:
                own = side.compiled.standard.id
                raise _error(f"{own} 没有字段 `{name}`", f"{own} has no field `{name}`", term)
        _types(left[pair.a].type, right[pair.b].type, pair.values, (a, b), term)
    for name, value in term.set.items():
        if name not in right:
            own = b.compiled.standard.id
            raise _error(f"{own} 没有字段 `{name}`", f"{own} has no field `{name}`", term)
        b.holds(right[name].type, (value,))


def _types(left: form.Type, right: form.Type, values: Mapped[str, str], sides: tuple[_Side, _Side], term: Term) -> None:
    match left, right:
        case form.Quantity(), form.Quantity():
            _units(left.unit, right.unit, sides, term.b.name)
        case ((form.Choice() | form.Truth()), (form.Choice() | form.Truth())):
            sides[0].holds(left, tuple(values))
            sides[1].holds(right, tuple(values.values()))
            if isinstance(left, form.Choice):
                same = {name: values.get(name, name) for name in sides[0].members.get(left.of, set())}
                known = sides[1].members.get(right.of, set()) if isinstance(right, form.Choice) else {"yes", "no"}
                missing = sorted(name for name, told in same.items() if told not in known)
                if missing and not values:
                    raise _error(f"没有对应的值：{', '.join(missing)}", f"no value for: {', '.join(missing)}", term)
        case _ if type(left) is not type(right):
            raise _error("两边的类型不同", "the two sides are of different types", term)
        case _:
            return


def _units(left: str, right: str, sides: tuple[_Side, _Side], name: str) -> None:
    one, other = sides[0].units.parse(left), sides[1].units.parse(right)
    if without_set(one.dims) != without_set(other.dims):
        raise MappingError(
            f"`{name}`：[{left}] 与 [{right}] 不能换算", f"`{name}`: [{left}] and [{right}] do not convert"
        )


def without_set(dims: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """Dimensions with CO2e as one thing, whatever warming potentials it was made with: the report tells those apart."""
    return tuple(sorted((key.partition(":")[0] if key.startswith("CO2e") else key, power) for key, power in dims))


def _error(zh: str, en: str, term: Term) -> MappingError:
    return MappingError(f"{term.term.zh}：{zh}", f"{term.term.en}: {en}")
