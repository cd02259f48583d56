"""Types as Python annotations, labels as one line of words."""

from __future__ import annotations

from footrule.compiler.targets.python import source
from footrule.compiler.targets.python.naming import Naming
from footrule.runtime import form


def annotation(of: form.Type, naming: Naming, absent: bool = False) -> str:
    """`F`, `Grade`, `bool`, `date`, `str`, or the model of an item; `| Absent` where there may be no value."""
    match of:
        case form.Quantity():
            name = "F"
        case form.Choice(of=name):
            name = naming.enumerations[name]
        case form.Truth():
            name = "bool"
        case form.Date():
            name = "date"
        case form.Text():
            name = "str"
        case form.Item(of=name):
            name = naming.items[name]
    return f"{name} | Absent" if absent else name


def words(label: form.Label, otherwise: str = "") -> str:
    """Both languages of a label, `限值 · limit`; `otherwise` where it has none."""
    parts = [source.plain(text) for text in (label.zh, label.en)]
    return " · ".join(dict.fromkeys(part for part in parts if part)) or otherwise


def unit_of(of: form.Type) -> str:
    return of.unit if isinstance(of, form.Quantity) else ""


def bracketed_unit(of: form.Type) -> str:
    """` [tCO2/t]`, nothing for what has no unit."""
    unit = source.plain(unit_of(of))
    return f" [{unit}]" if unit not in ("", "1") else ""


def clause_of(at: int, whole: form.Form) -> str:
    """`7.2.1`, or `cn/x@2024 §7.2.1` for a clause of another standard."""
    place = whole.places[at]
    clause = source.plain(place.clause)
    return clause if place.standard == whole.standard.id else f"{source.plain(place.standard)} §{clause}"
