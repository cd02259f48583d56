"""A product told in the words of one standard, told in those of another, term by term.

Numbers are read by the first standard and written for the second in its own unit. A term that is not given, or only in
part, is not told: the second standard then says itself what it lacks. Nothing becomes zero on the way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from footrule.compiler.across.mapping import Mapping, Said, Term
from footrule.compiler.across.report import TermTold
from footrule.runtime import exact, form
from footrule.runtime.calculate import Calculator
from footrule.runtime.documents import plain
from footrule.runtime.inputs import check
from footrule.runtime.problems import Refused
from footrule.runtime.values import NOT_APPLICABLE, UNKNOWN, Given, Item, Missing, Value, shown

Document = dict[str, Any]
NOT_SAID = object()
UNKNOWN_NAME = "R0201"
SHARED = ("inputs", "options", "other")


@dataclass(slots=True)
class Told:
    """Both documents, and what became of each term. `only_a`: given names of `a` that no term carries over."""

    a: Document
    b: Document
    terms: tuple[TermTold, ...]
    only_a: tuple[str, ...]


@dataclass(slots=True)
class Teller:
    """Tells products of `a` to `b`. `other` of a document is given to `b` in its own names and wins."""

    mapping: Mapping
    a: Calculator
    b: Calculator
    inputs_a: dict[str, form.Input] = field(init=False)
    inputs_b: dict[str, form.Input] = field(init=False)
    options_a: dict[str, form.Option] = field(init=False)
    options_b: dict[str, form.Option] = field(init=False)
    lists_a: dict[str, dict[str, form.Input]] = field(init=False)
    lists_b: dict[str, dict[str, form.Input]] = field(init=False)

    def __post_init__(self) -> None:
        one, other = self.a.compiled, self.b.compiled
        self.inputs_a, self.inputs_b = ({given.name: given for given in side.inputs} for side in (one, other))
        self.options_a, self.options_b = ({option.name: option for option in side.options} for side in (one, other))
        self.lists_a, self.lists_b = (
            {many.name: {item.name: item for item in many.fields} for many in side.lists} for side in (one, other)
        )

    def tell(self, document: object) -> Told:
        """Raises `Refused` where `a` cannot read its part, or `b` knows no such name."""
        inputs, options, other = self._sections(document)
        mine, beside = self._own(
            inputs, self.inputs_a.keys() | self.lists_a.keys(), self.inputs_b.keys() | self.lists_b.keys()
        )
        taken, taken_beside = self._own(options, self.options_a.keys(), self.options_b.keys())
        for assumption in self.mapping.assumes:
            if assumption.of == "a":
                (taken if assumption.name in self.options_a else mine).setdefault(assumption.name, assumption.value)
        given = check(self.a.index, self.a.units, {"inputs": mine, "options": taken}, partial=True).given
        made: Document = {"inputs": {}, "options": {}}
        for assumption in self.mapping.assumes:
            if assumption.of == "b":
                made["options" if assumption.name in self.options_b else "inputs"][assumption.name] = assumption.value
        terms = tuple(self._term(term, given, made) for term in self.mapping.terms)
        for section, own in (("inputs", beside), ("options", taken_beside)):
            made[section] |= own | (other.get(section) or {})
        self._known_to_b(made)
        carried = {term.a.name for term in self.mapping.terms}
        return Told(
            {"inputs": mine, "options": taken},
            made,
            terms,
            tuple(name for name in mine if name not in carried),
        )

    def _sections(self, document: object) -> tuple[Document, Document, Document]:
        """Inputs, options, and what is said to `b` alone. What is no object the runtime refuses in its own words."""
        found = plain(document)
        if not isinstance(found, dict):
            check(self.a.index, self.a.units, found, partial=True)
        if not found.keys() & {*SHARED}:
            return found, {}, {}
        inputs, options, other = (found.get(name) or {} for name in SHARED)
        for side, read in ((self.a, {"inputs": inputs, "options": options}), (self.b, other)):
            if not isinstance(read, dict) or not all(isinstance(part or {}, dict) for part in read.values()):
                check(side.index, side.units, read, partial=True)
        return {**inputs}, {**options}, {**other}

    def _known_to_b(self, made: Document) -> None:
        """A name nobody knows is a slip of the product; a value that `b` does not take is an answer of `b`."""
        try:
            check(self.b.index, self.b.units, made, partial=True)
        except Refused as refusal:
            slips = [problem for problem in refusal.problems if problem.code == UNKNOWN_NAME]
            if slips:
                raise Refused(slips) from None

    def _own(self, values: Document, mine: Collection[str], theirs: Collection[str]) -> tuple[Document, Document]:
        """What is for `a`, and what only `b` knows."""
        beside = {name: value for name, value in values.items() if name not in mine and name in theirs}
        return {name: value for name, value in values.items() if name not in beside}, beside

    # --- terms --------------------------------------------------------------------------------------------------------

    def _term(self, term: Term, given: Given, made: Document) -> TermTold:
        if term.a.sort == "list":
            return self._list(term, given, made)
        value, unit, status = self._value(term.a, given)
        told = TermTold(term.term, term.a.told(), term.b.told(), status, note=term.note)
        if value is NOT_SAID:
            return told
        target: form.Input | form.Option = (
            self.options_b[term.b.option] if term.b.option else self.inputs_b[term.b.input]
        )
        written = self._written(value, unit, target.type, term.values)
        if written is NOT_SAID:
            return told
        made["options" if term.b.option else "inputs"][term.b.name] = written
        return TermTold(
            term.term, term.a.told(), term.b.told(), status, shown_value(value, unit), _told(written), term.note
        )

    def _value(self, said: Said, given: Given) -> tuple[Any, str, Any]:
        if said.sum:
            items = given.lists.get(said.name)
            unit = _unit(self.lists_a[said.name][said.field].type)
            if not isinstance(items, tuple):
                return NOT_SAID, unit, "not given"
            kept = [item for item in items if _kept(item, said)]
            if not kept:
                return (NOT_APPLICABLE if said.empty == "not applicable" else NOT_SAID), unit, "none"
            values = [item.fields.get(said.field) for item in kept]
            if not all(isinstance(value, Fraction) for value in values):
                return NOT_SAID, unit, "partly given"
            return sum((value for value in values if isinstance(value, Fraction)), Fraction(0)), unit, "said"
        where = given.options if said.option else given.values
        declared: form.Input | form.Option = self.options_a[said.option] if said.option else self.inputs_a[said.input]
        found = where.get(said.name)
        if found is None or isinstance(found, Missing) or found is UNKNOWN:
            return NOT_SAID, "", "not given"
        return found, _unit(declared.type), "said"

    def _list(self, term: Term, given: Given, made: Document) -> TermTold:
        items = given.lists.get(term.a.name)
        told = TermTold(term.term, term.a.told(), term.b.told(), "not given", note=term.note)
        if not isinstance(items, tuple):
            return told
        kept = [item for item in items if _kept(item, term.a)]
        if not kept and items and term.a.empty == "nothing said":
            return TermTold(term.term, term.a.told(), term.b.told(), "none", note=term.note)
        rows = [self._item(term, item) for item in kept]
        made["inputs"][term.b.list] = rows
        whole = all(len(row) == len(term.fields) + len(term.set) for row in rows)
        return TermTold(
            term.term, term.a.told(), term.b.told(), "said" if whole else "partly given",
            str(len(kept)), str(len(rows)), term.note,
        )  # fmt: skip

    def _item(self, term: Term, item: Item) -> Document:
        left, right = self.lists_a[term.a.name], self.lists_b[term.b.name]
        row: Document = dict(term.set)
        for pair in term.fields:
            value = item.fields.get(pair.a)
            if value is None or isinstance(value, Missing) or value is UNKNOWN:
                continue
            written = self._written(value, _unit(left[pair.a].type), right[pair.b].type, pair.values)
            if written is not NOT_SAID:
                row[pair.b] = written
        return row

    def _written(self, value: Any, unit: str, into: form.Type, values: dict[str, str]) -> Any:
        """As a user of `b` writes it; a member that has no counterpart is not said."""
        if value is NOT_APPLICABLE:
            return "not applicable"
        if isinstance(value, Fraction) and isinstance(into, form.Quantity):
            target = self.b.units.parse(into.unit)
            number = value * self.a.units.parse(unit).scale / target.scale
            text = exact.exact_text(number)
            return text if into.unit in ("", "1") else {"value": text, "unit": into.unit}
        if isinstance(value, bool):
            told = values.get("yes" if value else "no")
            return (value if told is None else told) if isinstance(into, form.Truth) or told is not None else NOT_SAID
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(into, form.Choice):
            told = values.get(str(value), str(value))
            kind = next(one for one in self.b.compiled.enumerations if one.name == into.of)
            return told if any(member.name == told for member in kind.members) else NOT_SAID
        if isinstance(into, form.Truth):
            told = values.get(str(value))
            return NOT_SAID if told is None else told == "yes"
        return value


def _kept(item: Item, said: Said) -> bool:
    return all(_word(item.fields.get(name)) in values for name, values in said.where.items())


def _word(value: Value | Missing | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else ""


def _unit(type_: form.Type) -> str:
    return type_.unit if isinstance(type_, form.Quantity) else ""


def shown_value(value: Any, unit: str) -> str:
    return shown(value, unit)


def _told(written: Any) -> str:
    if isinstance(written, dict):
        return f"{written['value']} {written['unit']}"
    return {True: "yes", False: "no"}.get(written, str(written)) if isinstance(written, bool) else str(written)


def names_of(mapping: Mapping) -> Iterator[str]:
    """The names of `b` that a term gives."""
    for term in mapping.terms:
        yield term.b.name
