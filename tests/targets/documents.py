"""Documents for a compiled form, legal and illegal, drawn by hypothesis."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from footrule.runtime import form
from footrule.runtime.exact import exact_text, read_number

Draw = Any

WRONG: list[Any] = [
    "", "  ", "twelve", "NaN", "1e999", "12 parsecs", True, [], {}, {"value": "1", "x": 1}, None,
    {"value": "twelve", "x": 1, "y": 2}, {"value": "", "unit": 7, "z": 1},
    {"value": "-1000", "source": "nobody", "x": 1}, {"value": None, "x": 1}, {"x": 1}, {"value": None},
    {"not_applicable": True, "source": "measured"}, {"value": "n/a", "x": 1},
]  # fmt: skip


@st.composite
def documents(draw: Draw, of: form.Form) -> dict[str, Any]:
    """Mostly legal; now and then a value, a name or an item is not."""
    wrong = draw(st.integers(0, 3)) == 0
    inputs = {each.name: draw(values(each, of)) for each in of.inputs if not each.source_of}
    inputs |= {each.name: draw(lists(each, of)) for each in of.lists}
    inputs |= {
        each.name: draw(st.sampled_from(_members(each.type, of)))
        for each in of.inputs
        if each.source_of and draw(st.booleans())
    }
    options = {each.name: draw(values(each, of)) for each in of.options if each.default is None or draw(st.booleans())}
    if wrong and inputs:
        name = draw(st.sampled_from(sorted(inputs)))
        match draw(st.integers(0, 5)):
            case 0 | 1:
                inputs[name] = draw(st.sampled_from(WRONG))
            case 5 if options:
                options[draw(st.sampled_from(sorted(options)))] = draw(st.sampled_from(WRONG))
            case 4 if f"{name}_source" in inputs:
                inputs[name] = {"value": "1", "source": "measured"}
            case 3:
                del inputs[name]
            case 2:
                inputs[f"{name}x"] = inputs.pop(name)
            case _:
                inputs[name] = "n/a"
    found = {name: value for name, value in inputs.items() if value is not _LEFT_OUT}
    return {"inputs": found, "options": options}


@st.composite
def parts_of_documents(draw: Draw, of: form.Form) -> dict[str, Any]:
    """Documents that ask for some values and lack some inputs, fields of items and options; or lack options only."""
    document: dict[str, Any] = draw(documents(of))
    whole = draw(st.integers(0, 3)) == 0
    if not whole:
        names = [each.name for each in of.rules if not each.parameters]
        document["want"] = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    sections = [document["options"]] if whole else [document["inputs"], document["options"]]
    for section in sections:
        for value in section.values():
            for item in value if isinstance(value, list) else ():
                leave_out(item, draw)
        leave_out(section, draw)
    return document


def leave_out(section: dict[str, Any], draw: Draw) -> None:
    """None of the entries, some, or most."""
    share = draw(st.sampled_from([0, 1, 2, 8]))
    for name in list(section):
        if draw(st.integers(1, 10)) <= share:
            del section[name]


_LEFT_OUT = object()


@st.composite
def lists(draw: Draw, of: form.ListInput, whole: form.Form) -> Any:
    if of.optional and draw(st.integers(0, 2)) == 0:
        return _LEFT_OUT
    count = draw(st.integers(max(0, of.at_least), max(3, of.at_least)))
    return [draw(items(of, whole)) for _ in range(count)]


@st.composite
def items(draw: Draw, of: form.ListInput, whole: form.Form) -> dict[str, Any]:
    found = {each.name: draw(values(each, whole)) for each in of.fields if not each.source_of}
    for each in of.fields:
        if each.source_of and draw(st.booleans()):
            found[each.name] = draw(st.sampled_from(_members(each.type, whole)))
    return {name: value for name, value in found.items() if value is not _LEFT_OUT}


@st.composite
def values(draw: Draw, of: form.Input | form.Option, whole: form.Form) -> Any:
    if isinstance(of, form.Input) and of.optional:
        way = draw(st.integers(0, 5))
        if way < 2:
            return [_LEFT_OUT, "not applicable"][way]
    match of.type:
        case form.Quantity():
            return draw(quantities(of, of.type))
        case form.Choice():
            return draw(st.sampled_from(_members(of.type, whole)))
        case form.Truth():
            return draw(st.booleans())
        case form.Date():
            return draw(st.dates().map(lambda day: day.isoformat()))
        case _:
            return draw(st.sampled_from(["a", "b", "钢"]))


@st.composite
def quantities(draw: Draw, of: form.Input | form.Option, type_: form.Quantity) -> Any:
    """Within the bounds mostly, on them often, beyond them seldom; small numbers, so that cases meet."""
    low = [read_number(each.value) for each in of.bounds if each.op in ("gt", "ge")]
    high = [read_number(each.value) for each in of.bounds if each.op in ("lt", "le")]
    edges = [*low, *high]
    way = draw(st.integers(0, 60))
    if edges and way < 12:
        number = draw(st.sampled_from(edges)) + (draw(st.sampled_from([Fraction(1), Fraction(-1)])) if way == 0 else 0)
    else:
        start = low[0] if low else Fraction(0)
        end = high[0] if high else start + draw(st.sampled_from([Fraction(3), Fraction(100), Fraction(10**6)]))
        number = start + (end - start) * Fraction(draw(st.integers(0, 1000)), 1000)
    if type_.whole:
        number = Fraction(int(number))
    text = exact_text(number)
    match draw(st.integers(0, 3)):
        case 0 if type_.unit not in ("", "1"):
            return f"{text} {type_.unit}"
        case 1:
            return {"value": text, "unit": type_.unit or "1"}
        case 2 if number.denominator == 1:
            return int(number)
        case _:
            return text


def _members(of: form.Type, whole: form.Form) -> list[str]:
    assert isinstance(of, form.Choice)
    return [each.name for kind in whole.enumerations if kind.name == of.of for each in kind.members]
