"""A user's document against a compiled form: every value read, converted to its declared unit and checked.

A document is `{"inputs": {…}, "options": {…}, "want": […]}`, or the inputs alone. A quantity is `"12.5 t"`,
`{"value": "12.5", "unit": "t", "source": "measured"}`, or bare digits in the declared unit. null or nothing at all is
unknown; `"not applicable"` is just that. Missing is never zero. All problems are gathered before any is raised,
except that an option without a default has to be taken only where something needs it, which calculating tells.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from footrule.runtime import exact, form
from footrule.runtime.documents import Digits, joined, plain
from footrule.runtime.form_index import FormIndex
from footrule.runtime.form_units import FormUnits
from footrule.runtime.problems import Problem, Refused, Words, visible
from footrule.runtime.units import UnitError, describe
from footrule.runtime.values import NOT_APPLICABLE, UNKNOWN, Absent, Given, Item, Missing, Value, shown
from footrule.runtime.written import TRUTHS, bounds_in_words, digits_and_unit, is_not_applicable, within

MOST_PROBLEMS = 100
MOST_ITEMS = 100_000
LONGEST_TEXT = 10_000

_ABSENT_KEY = "not_applicable"
_PARTS = ("value", "unit", "source")


@dataclass(frozen=True, slots=True)
class Rank:
    """The rank of data one input value carries: `path` in the document, `input` (`x` or `list.x`), `rank` or None."""

    path: str
    input: str
    role: str
    rank: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What the user supplied, ready to calculate with.

    `document`: as written, numbers as text. `by_default`: options the user did not take. `want`: the values asked for
    where not all outputs are.
    """

    given: Given
    document: dict[str, Any]
    by_default: frozenset[str] = frozenset()
    ranks: tuple[Rank, ...] = ()
    want: tuple[str, ...] | None = None


@dataclass(slots=True)
class _Reading:
    """Everything one reading of a document needs and gathers."""

    index: FormIndex
    units: FormUnits
    partial: bool
    problems: list[Problem] = field(default_factory=list)
    ranks: list[Rank] = field(default_factory=list)

    def complain(self, code: str, path: str, at: int, **arguments: str | Words) -> None:
        place = self.index.place(at)
        self.problems.append(Problem(code, path, arguments, place.standard, place.clause))


def check(
    index: FormIndex, units: FormUnits, document: object, *, partial: bool = False, want: Sequence[str] | None = None
) -> Checked:
    """Read a document against the form. Raises `Refused` with all its problems.

    `partial`: inputs that are missing become `Missing`, refused only where they are needed (worked examples give what
    their rule needs and no more). `want`: the outputs or parameterless rules asked for, instead of all outputs; a
    document may name them itself under `want`. What nothing asked for needs may then be missing.
    """
    reading = _Reading(index, units, partial)
    found = plain(document)
    if not isinstance(found, dict):
        raise Refused((Problem("R0105"),))
    inputs, options, prefix, asked = _sections(found, reading)
    wanted = _wanted(asked if want is None else list(want), reading)
    reading.partial = partial or wanted is not None
    given = Given(
        values=_values(inputs, prefix, reading),
        lists=_lists(inputs, prefix, reading),
        options={},
    )
    taken, by_default = _options(options, reading)
    _unknown_names(inputs, options, prefix, reading)
    if reading.problems:
        raise Refused(_bounded(reading.problems))
    return Checked(Given(given.values, given.lists, taken), found, frozenset(by_default), tuple(reading.ranks), wanted)


def read_one(index: FormIndex, units: FormUnits, name: str, type_: form.Type, text: str) -> Value:
    """One value written as a user would write it, such as the argument of an example's target. Raises `Refused`."""
    reading = _Reading(index, units, False)
    value = _value(form.Input(name=name, type=type_), text, name, reading)
    if reading.problems or isinstance(value, Missing):
        raise Refused(reading.problems)
    return value


def _bounded(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= MOST_PROBLEMS:
        return problems
    return [*problems[:MOST_PROBLEMS], Problem("R0217", "", {"count": str(MOST_PROBLEMS)})]


# --- the outermost object ---------------------------------------------------------------------------------------------


def _wanted(asked: Any, reading: _Reading) -> tuple[str, ...] | None:
    """The names asked for; each must be a rule without parameters."""
    if asked is None:
        return None
    known = [name for name, rule in reading.index.rules.items() if not rule.parameters]
    if not isinstance(asked, list) or not all(isinstance(name, str) for name in asked):
        reading.complain(
            "R0203", "want", 0, name="want", text=_told(asked), expected=Words("名称列表", "a list of names")
        )
        return None
    for name in [name for name in asked if name not in known]:
        outputs = list(reading.index.form.outputs)
        _unknown_name(name, "want", Words("输出", "output"), _nearest(name, known), outputs, reading)
    return tuple(asked)


def _sections(found: dict[str, Any], reading: _Reading) -> tuple[dict[str, Any], dict[str, Any], str, Any]:
    """The inputs, the options, the path the inputs stand under, and what is asked for."""
    sectioned = {"inputs", "options"} & found.keys() and not {"inputs", "options"} & reading.index.inputs.keys()
    if not sectioned:
        return _normalised(found, "", reading), {}, "", None
    parts: dict[str, dict[str, Any]] = {}
    for name in ("inputs", "options"):
        part = found.get(name)
        if part is not None and not isinstance(part, dict):
            reading.complain("R0203", name, 0, name=name, text=_told(part), expected=Words("对象", "an object"))
        parts[name] = _normalised(part, name, reading) if isinstance(part, dict) else {}
    standard = reading.index.form.standard.id
    for name, value in found.items():
        if name == "standard" and value != standard:
            reading.complain("R0216", "standard", 0, given=_told(value), standard=standard)
        elif name not in ("inputs", "options", "standard", "want"):
            what, names = Words("部分", "section"), "inputs, options, standard, want"
            reading.complain("R0201", visible(name), 0, name=visible(name), what=what, hint="", names=names)
    return parts["inputs"], parts["options"], "inputs", found.get("want")


def _normalised(found: dict[str, Any], path: str, reading: _Reading) -> dict[str, Any]:
    """Names in Unicode's composed form, as the compiler wrote them."""
    named: dict[str, Any] = {}
    for name, value in found.items():
        composed = unicodedata.normalize("NFC", name)
        if composed in named:
            reading.complain("R0102", joined(path, composed), 0, name=visible(composed))
        named[composed] = value
    return named


def _unknown_names(inputs: dict[str, Any], options: dict[str, Any], prefix: str, reading: _Reading) -> None:
    index = reading.index
    known = [*index.inputs, *index.lists]
    for name in [name for name in inputs if name not in known]:
        belongs = Words("，它是选项，写在 `options` 下", ", it is an option, given under `options`")
        hint = belongs if name in index.options else _nearest(name, known)
        _unknown_name(name, joined(prefix, name), Words("输入", "input"), hint, known, reading)
    for name in [name for name in options if name not in index.options]:
        _unknown_name(
            name,
            joined("options", name),
            Words("选项", "option"),
            _nearest(name, index.options),
            list(index.options),
            reading,
        )


def _unknown_name(name: str, path: str, what: Words, hint: str | Words, known: list[str], reading: _Reading) -> None:
    names = ", ".join(known[:30]) + (" …" if len(known) > 30 else "") or "–"
    reading.complain("R0201", path, 0, name=visible(name), what=what, hint=hint, names=names)


def _nearest(name: str, known: Iterable[str]) -> str | Words:
    """A question naming the known word the user most likely meant."""
    import difflib  # noqa: PLC0415  only a mistake pays for it

    close = difflib.get_close_matches(name[:60], list(known), n=1, cutoff=0.6)
    return Words(f"；是否指 `{close[0]}`", f"; did you mean `{close[0]}`?") if close else ""


# --- values -----------------------------------------------------------------------------------------------------------


def _values(inputs: dict[str, Any], prefix: str, reading: _Reading) -> dict[str, Value | Missing]:
    declared = reading.index.form.inputs
    return _declared_values(declared, inputs, prefix, "", reading)


def _declared_values(
    declared: Iterable[form.Input], found: Mapping[str, Any], path: str, owner: str, reading: _Reading
) -> dict[str, Value | Missing]:
    """The values of these inputs out of one object; each input's data rank is read from beside its value."""
    declared = tuple(declared)
    ranked = {given.source_of: given for given in declared if given.source_of}
    values: dict[str, Value | Missing] = {}
    for given in declared:
        if given.source_of:
            continue
        raw = found.get(given.name)
        rank_input = ranked.get(given.name)
        if raw is None and given.optional and rank_input is None:
            values[given.name] = UNKNOWN
            continue
        here = joined(path, given.name)
        source = None
        if isinstance(raw, dict):
            raw, source = _parts(given, raw, here, rank_input is not None, reading)
        values[given.name] = _value(given, raw, here, reading)
        if rank_input is not None:
            values[rank_input.name] = _rank(given, rank_input, source, (found, path, owner), reading)
    return values


def _parts(given: form.Input, raw: dict[str, Any], path: str, ranked: bool, reading: _Reading) -> tuple[Any, Any]:
    """`{"value", "unit", "source"}` or `{"not_applicable": true}` as one raw value and the source beside it."""
    if raw.get(_ABSENT_KEY) is True and set(raw) <= {_ABSENT_KEY, "source"}:
        if raw.get("source") is not None and not ranked:
            reading.complain("R0215", f"{path}.source", given.at, name=given.name)
        return NOT_APPLICABLE, raw.get("source") if ranked else None
    for name in [name for name in raw if name not in _PARTS]:
        what, hint = Words("部分", "part"), _nearest(name, _PARTS)
        reading.complain(
            "R0201", joined(path, name), given.at, name=visible(name), what=what, hint=hint, names=", ".join(_PARTS)
        )
    source = raw.get("source")
    if source is not None and not ranked:
        reading.complain("R0215", f"{path}.source", given.at, name=given.name)
        source = None
    value, unit = raw.get("value"), raw.get("unit")
    if unit is None or value is None:
        return value, source
    if not isinstance(given.type, form.Quantity) or not _is_text(unit) or not isinstance(value, str):
        expected = _expected(given.type, reading)
        reading.complain("R0203", f"{path}.unit", given.at, name=given.name, text=_told(unit), expected=expected)
        return _REFUSED, source
    return _WithUnit(str(value), unit), source


def _is_text(raw: Any) -> bool:
    return isinstance(raw, str) and not isinstance(raw, Digits)


_REFUSED = object()
"""Stands for a value whose problem is already told."""


@dataclass(frozen=True, slots=True)
class _WithUnit:
    digits: str
    unit: str


def _rank(
    given: form.Input, rank_input: form.Input, source: Any, where: tuple[Mapping[str, Any], str, str], reading: _Reading
) -> Value | Missing:
    """The data rank of an input: beside its value, or under the rank's own name, never both."""
    found, path, owner = where
    here = f"{joined(path, given.name)}.source"
    own = found.get(rank_input.name)
    if own is not None and source is not None:
        reading.complain("R0102", here, rank_input.at, name=here)
    value = _value(rank_input, own if source is None else source, here, reading)
    name = f"{owner}.{given.name}" if owner else given.name
    known = value if isinstance(value, str) else None
    reading.ranks.append(Rank(joined(path, given.name), name, given.role, known))
    return value


def _value(given: form.Input | form.Option, raw: Any, path: str, reading: _Reading) -> Value | Missing:
    """One value; where it cannot be read the problem is noted and `unknown` stands in until all are raised."""
    optional = isinstance(given, form.Input) and given.optional
    if raw is None:
        return UNKNOWN if optional else _missing(given, path, reading)
    if raw is _REFUSED:
        return UNKNOWN
    if raw is NOT_APPLICABLE or is_not_applicable(raw):
        if not optional:
            reading.complain("R0213", path, given.at, name=given.name, expected=_expected(given.type, reading))
        return NOT_APPLICABLE
    if isinstance(raw, str) and not raw.strip():
        reading.complain("R0211", path, given.at, name=given.name, expected=_expected(given.type, reading))
        return UNKNOWN
    value = _typed(given, raw, path, reading)
    if not isinstance(value, Absent):
        _check_bounds(given, value, path, reading)
    return value


def _missing(given: form.Input | form.Option, path: str, reading: _Reading) -> Value | Missing:
    label = _label_words(given.label)
    place = reading.index.place(given.at)
    option = isinstance(given, form.Option)
    code = "R0214" if option else "R0202"
    arguments: dict[str, str | Words] = {
        "name": given.name,
        "label": label,
        "expected": _expected(given.type, reading),
    }
    problem = Problem(code, path, arguments, place.standard, place.clause)
    if reading.partial or option:
        return Missing(problem)
    reading.problems.append(problem)
    return UNKNOWN


def _label_words(label: form.Label) -> Words:
    zh, en = label.zh or label.en, label.en or label.zh
    return Words(f"（{zh}）" if zh else "", f" ({en})" if en else "")


def _typed(given: form.Input | form.Option, raw: Any, path: str, reading: _Reading) -> Value:
    type_ = given.type
    if isinstance(type_, form.Quantity) and isinstance(raw, (str, _WithUnit)):
        return _quantity(given, type_, raw, path, reading)
    if isinstance(type_, form.Truth):
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and raw.strip() in TRUTHS:
            return TRUTHS[raw.strip()]
    elif isinstance(type_, form.Choice) and _is_text(raw):
        return _choice(given, type_, raw, path, reading)
    elif isinstance(type_, form.Date) and isinstance(raw, str):
        try:
            return exact.read_date(raw.strip())
        except exact.NumberError as error:
            reason = Words(error.zh, error.en)
            reading.complain("R0210", path, given.at, name=given.name, text=_told(raw), reason=reason)
            return UNKNOWN
    elif isinstance(type_, form.Text) and isinstance(raw, str):
        return _text(given, str(raw), path, reading)
    reading.complain("R0203", path, given.at, name=given.name, text=_told(raw), expected=_expected(type_, reading))
    return UNKNOWN


def _quantity(
    given: form.Input | form.Option, type_: form.Quantity, raw: str | _WithUnit, path: str, reading: _Reading
) -> Value:
    digits, unit_text = (raw.digits, raw.unit) if isinstance(raw, _WithUnit) else digits_and_unit(raw)
    try:
        number = exact.read_number(digits)
    except exact.NumberError as error:
        reason = Words(error.zh, error.en)
        reading.complain(
            "R0204",
            path,
            given.at,
            name=given.name,
            text=_told(digits),
            reason=reason,
            expected=_expected(type_, reading),
        )
        return UNKNOWN
    if unit_text:
        factor = _factor(given, type_, unit_text, path, reading)
        if factor is None:
            return UNKNOWN
        number *= factor
    if type_.whole and number.denominator != 1:
        reading.complain("R0208", path, given.at, name=given.name, value=shown(number, type_.unit))
        return UNKNOWN
    return number


def _factor(
    given: form.Input | form.Option, type_: form.Quantity, text: str, path: str, reading: _Reading
) -> Fraction | None:
    try:
        unit = reading.units.parse(text)
    except UnitError as error:
        reason = Words(visible(error.zh, 200), visible(error.en, 200))
        reading.complain("R0205", path, given.at, name=given.name, reason=reason, expected=_expected(type_, reading))
        return None
    declared = reading.units.parse(type_.unit)
    factor = reading.units.into(unit, declared)
    if factor is None:
        told, wanted = describe(unit.dims), describe(declared.dims)
        reading.complain(
            "R0206",
            path,
            given.at,
            name=given.name,
            unit=visible(text),
            given=Words(*told),
            declared=type_.unit,
            wanted=Words(*wanted),
            expected=_expected(type_, reading),
        )
    return factor


def _choice(given: form.Input | form.Option, type_: form.Choice, raw: str, path: str, reading: _Reading) -> Value:
    members = _members(type_.of, reading)
    name = unicodedata.normalize("NFC", raw.strip())
    if name in [member.name for member in members]:
        return name
    labelled = [m.name for m in members if name in (m.label.zh, m.label.en)]
    known = [member.name for member in members]
    hint = _nearest(labelled[0] if labelled else name, known)
    told = ", ".join(_member_words(member) for member in members[:40]) + (" …" if len(members) > 40 else "")
    reading.complain("R0209", path, given.at, name=given.name, text=visible(name), hint=hint, members=told)
    return UNKNOWN


def _members(of: str, reading: _Reading) -> tuple[form.EnumMember, ...]:
    return next((kind.members for kind in reading.index.form.enumerations if kind.name == of), ())


def _member_words(member: form.EnumMember) -> str:
    label = member.label.zh or member.label.en
    return f"{member.name} ({label})" if label and label != member.name else member.name


def _text(given: form.Input | form.Option, raw: str, path: str, reading: _Reading) -> Value:
    if len(raw) > LONGEST_TEXT:
        reading.complain("R0218", path, given.at, name=given.name, most=str(LONGEST_TEXT))
    elif any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in raw):
        reading.complain("R0219", path, given.at, name=given.name)
    return raw


def _check_bounds(given: form.Input | form.Option, value: Value, path: str, reading: _Reading) -> None:
    if not isinstance(value, Fraction) or not isinstance(given.type, form.Quantity):
        return
    unit = given.type.unit
    bounds = [(bound.op, exact.read_number(bound.value)) for bound in given.bounds]
    if within(value, bounds):
        return
    told = bounds_in_words([(op, shown(limit, unit)) for op, limit in bounds])
    reading.complain("R0207", path, given.at, name=given.name, value=shown(value, unit), bound=told)


def _told(raw: Any) -> str:
    """A user's value as a message repeats it."""
    if isinstance(raw, Digits):
        return f"`{visible(raw)}`"
    if isinstance(raw, str):
        return f"`{visible(raw)}`"
    if isinstance(raw, bool):
        return f"`{str(raw).lower()}`"
    if isinstance(raw, _WithUnit):
        return f"`{visible(raw.digits)}`"
    if isinstance(raw, list):
        return "[…]"
    return "{…}" if isinstance(raw, dict) else "null"


def _expected(type_: form.Type, reading: _Reading) -> Words:
    """What a value of this type is written like."""
    if isinstance(type_, form.Quantity):
        unit = type_.unit
        whole = ("整数", "a whole number") if type_.whole else ("数", "a number")
        if unit in ("", "1"):
            return Words(whole[0], whole[1])
        return Words(f'以 {unit} 计的{whole[0]}，例如 "12 {unit}"', f'{whole[1]} in {unit}, such as "12 {unit}"')
    if isinstance(type_, form.Choice):
        members = ", ".join(_member_words(member) for member in _members(type_.of, reading)[:40])
        return Words(f"{members} 之一", f"one of {members}")
    if isinstance(type_, form.Truth):
        return Words("是或否（true、false）", "yes or no (true, false)")
    if isinstance(type_, form.Date):
        return Words("日期，例如 2024-01-22", "a date such as 2024-01-22")
    return Words("文本", "text")


# --- lists ------------------------------------------------------------------------------------------------------------


def _lists(inputs: dict[str, Any], prefix: str, reading: _Reading) -> dict[str, tuple[Item, ...] | Missing]:
    return {
        declared.name: _list(declared, inputs.get(declared.name), joined(prefix, declared.name), reading)
        for declared in reading.index.form.lists
    }


def _list(declared: form.ListInput, raw: Any, path: str, reading: _Reading) -> tuple[Item, ...] | Missing:
    """The items of one list. An optional list that is not given has no items."""
    expected = Words("由对象组成的列表", "a list of objects")
    if raw is None:
        if declared.optional:
            return ()
        place = reading.index.place(declared.at)
        arguments: dict[str, str | Words] = {
            "name": declared.name, "label": _label_words(declared.label), "expected": expected,
        }  # fmt: skip
        problem = Problem("R0202", path, arguments, place.standard, place.clause)
        if reading.partial:
            return Missing(problem)
        reading.problems.append(problem)
        return ()
    if not isinstance(raw, list):
        reading.complain("R0203", path, declared.at, name=declared.name, text=_told(raw), expected=expected)
        return ()
    if not declared.at_least <= len(raw) <= MOST_ITEMS:
        reading.complain(
            "R0212", path, declared.at, name=declared.name, count=str(len(raw)), least=str(declared.at_least),
            most=str(MOST_ITEMS),
        )  # fmt: skip
        return ()
    items = []
    for at, found in enumerate(raw):
        here = f"{path}[{at}]"
        if not isinstance(found, dict):
            reading.complain(
                "R0203", here, declared.at, name=here, text=_told(found), expected=Words("对象", "an object")
            )
            continue
        items.append(_item(declared, at, _normalised(found, here, reading), here, reading))
        if len(reading.problems) > MOST_PROBLEMS:
            break
    return tuple(items)


def _item(declared: form.ListInput, at: int, found: dict[str, Any], path: str, reading: _Reading) -> Item:
    known = [given.name for given in declared.fields]
    for name in [name for name in found if name not in known]:
        what = Words("字段", "field")
        _unknown_name(name, joined(path, name), what, _nearest(name, known), known, reading)
    return Item(declared.name, at, _declared_values(declared.fields, found, path, declared.name, reading))


# --- options ----------------------------------------------------------------------------------------------------------


def _options(found: dict[str, Any], reading: _Reading) -> tuple[dict[str, Value | Missing], set[str]]:
    """Each option's value, and which of them stand by default. One without default that is not taken is missing."""
    taken: dict[str, Value | Missing] = {}
    by_default: set[str] = set()
    for option in reading.index.form.options:
        raw = found.get(option.name)
        path = joined("options", option.name)
        if isinstance(raw, dict):
            bare = form.Input(name=option.name, type=option.type, at=option.at)
            raw, _ = _parts(bare, raw, path, False, reading)
        if raw is None and option.default is not None:
            taken[option.name] = _literal(option.default)
            by_default.add(option.name)
            continue
        taken[option.name] = _value(option, raw, path, reading)
    return taken, by_default


def _literal(node: form.Expr) -> Value:
    """The value of an option's default, which is a literal, perhaps told in another unit."""
    if isinstance(node, form.Num):
        return exact.read_number(node.value)
    if isinstance(node, form.Scale):
        inner = _literal(node.of)
        return inner * exact.read_number(node.by) if isinstance(inner, Fraction) else inner
    if isinstance(node, form.Neg):
        inner = _literal(node.of)
        return -inner if isinstance(inner, Fraction) else inner
    if isinstance(node, form.Member):
        return node.name
    if isinstance(node, (form.Bool, form.Str)):
        return node.value
    if isinstance(node, form.Day):
        return exact.read_date(node.value)
    if isinstance(node, form.Absent):
        return UNKNOWN if node.kind == "unknown" else NOT_APPLICABLE
    reason = Words("选项的默认值不是常数", "an option's default is not a literal")
    raise Refused((Problem("R0311", "", {"reason": reason}),))
