"""What a reader sees for an author's name: a symbol in the page's language, its label and unit, and where it leads."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from footrule.dsl import tree
from footrule.runtime import form

Language = Literal["zh", "en"]

_LONGEST_SYMBOL = {"zh": 18, "en": 44}
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "theta": "θ", "lambda": "λ",
    "mu": "μ", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "omega": "ω",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name as typeset. `base` and `sub` are the shown parts; `variable` is set in italics, as a single letter is."""

    name: str
    base: str
    sub: str = ""
    variable: bool = False
    label: str = ""
    unit: str = ""
    href: str = ""

    @property
    def tooltip(self) -> str:
        told = self.label if self.label and self.label != self.name else ""
        parts = [self.name, told, f"[{self.unit}]" if self.unit and self.unit != "1" else ""]
        return " · ".join(part for part in parts if part)


def anchor(kind: str, name: str) -> str:
    """The id of a thing on a page: letters, digits, dots and hyphens; told apart by a digest where that loses some."""
    safe = re.sub(r"[^\w.\-]", "-", name)
    if safe != name:
        safe += "-" + hashlib.sha256(name.encode()).hexdigest()[:6]
    return f"{kind}-{safe}"


def in_language(label: form.Label | tree.Labels, language: Language) -> str:
    """The label in this language, else in the other one, else nothing."""
    first, second = (label.zh, label.en) if language == "zh" else (label.en, label.zh)
    return first or second or ""


def symbol(name: str, language: Language, label: str = "", unit: str = "", href: str = "") -> Symbol:
    """How a name is set: letters as variables, `E_total` with a subscript, words as words of the page's language."""
    head, _, rest = name.partition("_")
    if len(name) == 1 or name in GREEK:
        return Symbol(name, GREEK.get(name, name), "", True, label, unit, href)
    if rest and (len(head) == 1 or head in GREEK or (len(head) <= 3 and head.isupper())):
        variable = len(head) == 1 or head in GREEK
        return Symbol(name, GREEK.get(head, head), rest.replace("_", " "), variable, label, unit, href)
    own = bool(_HAN.search(name)) == (language == "zh")
    labelled = bool(_HAN.search(label)) == (language == "zh")
    if not own and label and labelled and len(label) <= _LONGEST_SYMBOL[language]:
        return Symbol(name, label, "", False, label, unit, href)
    return Symbol(name, name.replace("_", " "), "", False, label, unit, href)


def unit_of(type_: form.Type) -> str:
    return type_.unit if isinstance(type_, form.Quantity) else ""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one edition, for pages of one language. `here` is the page that asks: `text` or `calculator`."""

    language: Language
    symbols: dict[str, Symbol] = field(default_factory=dict)
    fields: dict[str, Symbol] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    columns: dict[str, Symbol] = field(default_factory=dict)
    value_columns: dict[str, int] = field(default_factory=dict)

    def find(self, name: str) -> Symbol:
        return self.symbols.get(name) or symbol(name, self.language)

    def field(self, name: str) -> Symbol:
        return self.fields.get(name) or self.columns.get(name) or symbol(name, self.language)

    def member(self, name: str) -> str | None:
        return self.members.get(name)


def names_of(shape: form.Form, language: Language, page: str, written: frozenset[str]) -> Names:
    """Everything named in the compiled form, linked from `page` (`index` or `calculator`).

    `written`: the rules, terms and tables the document itself holds, which have a place of their own on the page; what
    was made from a construct leads to the construct's clause, what was taken from another edition nowhere.
    """
    names = Names(language)
    for name, label, unit, kind, home, at in _declared(shape, language):
        prefix = "" if page == home else f"{home}.html"
        target = anchor(kind, name)
        if home == "index" and name not in written:
            place = shape.places[at] if at < len(shape.places) else form.Place("")
            own = place.clause and place.standard == shape.standard.id
            target = anchor("clause", place.clause) if own else ""
        href = f"{prefix}#{target}" if target else ""
        names.symbols.setdefault(name, symbol(name, language, label, unit, href))
    home = "" if page == "calculator" else "calculator.html"
    for listed in shape.lists:
        for item in listed.fields:
            href = f"{home}#{anchor('input', f'{listed.name}.{item.name}')}"
            label = in_language(item.label, language)
            names.fields.setdefault(item.name, symbol(item.name, language, label, unit_of(item.type), href))
    for table in shape.tables:
        names.value_columns[table.name] = len(table.columns)
        for column in table.columns:
            told = in_language(table.label, language) or table.name
            names.columns.setdefault(column.name, symbol(column.name, language, told, unit_of(column.type)))
    for kind_ in shape.enumerations:
        for member in kind_.members:
            names.members.setdefault(member.name, in_language(member.label, language) or member.name)
    if shape.boundary:
        for stage in shape.boundary.stages:
            names.members.setdefault(stage.name, in_language(stage.label, language) or stage.name)
    return names


def _declared(shape: form.Form, language: Language) -> Iterator[tuple[str, str, str, str, str, int]]:
    for given in shape.inputs:
        yield given.name, in_language(given.label, language), unit_of(given.type), "input", "calculator", 0
    for listed in shape.lists:
        yield listed.name, in_language(listed.label, language), "", "input", "calculator", 0
    for option in shape.options:
        yield option.name, in_language(option.label, language), unit_of(option.type), "option", "calculator", 0
    for table in shape.tables:
        unit = unit_of(table.columns[0].type) if len(table.columns) == 1 else ""
        yield table.name, in_language(table.label, language), unit, "table", "index", table.at
    for rule in shape.rules:
        yield rule.name, in_language(rule.label, language), unit_of(rule.type), "rule", "index", rule.at
