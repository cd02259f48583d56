"""One pair of editions made ready: matched, aligned, both references and the search between them, texts to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from footrule.compiler.editions.bench import Reader
from footrule.compiler.editions.changes import Side
from footrule.compiler.editions.counterparts import Counterparts
from footrule.compiler.editions.matching import Matching, match
from footrule.compiler.editions.normal_forms import NormalForms, sort_of
from footrule.compiler.editions.products import Dependencies, Document, Products
from footrule.compiler.editions.search import Search
from footrule.compiler.editions.solver import Limits, Solver
from footrule.compiler.editions.terms import Terms
from footrule.runtime import form
from footrule.runtime.form_units import FormUnits


@dataclass(frozen=True, slots=True)
class Edition:
    """A compiled edition and its text, by standard id: what it uses is shown from the other files."""

    compiled: form.Form
    texts: Mapping[str, str]

    def side(self, at: int) -> Side:
        """Where an `at` stands and what the file says there."""
        place = self.compiled.places[at] if 0 <= at < len(self.compiled.places) else form.Place(standard="")
        clause = next((c for c in self.compiled.clauses if c.id == place.clause), None)
        own = place.standard == self.compiled.standard.id
        return Side(
            clause=place.clause if own else f"{place.standard} {place.clause}".strip(),
            title=clause.title if clause is not None and own else "",
            line=place.line,
            text=_statement(self.texts.get(place.standard, ""), place.line),
        )


def _statement(text: str, line: int) -> str:
    """The statement that begins on a line: it and its indented lines."""
    lines = text.splitlines()
    if not 0 < line <= len(lines):
        return ""
    start = line - 1
    while start > 0 and lines[start].startswith((" ", "\t")):
        start -= 1
    end = start + 1
    while end < len(lines) and lines[end].startswith((" ", "\t")):
        end += 1
    return "\n".join(lines[start:end][:24])


@dataclass(slots=True)
class Pair:
    """`aligned` is the old edition in the new names; `shared` names what stands in both, by sort."""

    old: Edition
    new: Edition
    matching: Matching
    search: Search
    counterparts: Counterparts
    terms: Terms
    dependencies_old: Dependencies
    dependencies_new: Dependencies
    limits: dict[int, Limits] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    solver: Solver | None = None
    single: Solver | None = None
    legality: list[int] = field(default_factory=list)
    whole: tuple[NormalForms, NormalForms] | None = None

    @classmethod
    def of(cls, old: Edition, new: Edition, seed: int = 1) -> Pair:
        """Raises `Refused` where a form is faulty."""
        matching = match(old.compiled, new.compiled)
        aligned = matching.aligned
        products = Products(aligned, new.compiled, seed)
        seeds = [document for _, document in products.examples(matching.names, old.compiled)]
        original = Reader(old.compiled)
        left = Reader(aligned)
        counterparts = Counterparts(aligned, new.compiled, left.calculator)
        left.given = counterparts.of_old
        right = Reader(new.compiled, counterparts.of_new)
        search = Search(left, right, products, seeds, matching.names, original)
        made = cls(old, new, matching, search, counterparts, Terms(), Dependencies(aligned), Dependencies(new.compiled))
        made.former = {new_name: old_name for old_name, new_name in matching.names.values.items()}
        made._limit()
        return made

    @property
    def aligned(self) -> form.Form:
        return self.matching.aligned

    def old_name(self, name: str) -> str:
        return self.former.get(name, name)

    def written_out(self) -> tuple[NormalForms, NormalForms]:
        """Both editions with every rule and table written out, made once."""
        if self.whole is None:
            self.whole = self.normal_forms(set(), resolve=True, different=set())
        return self.whole

    def normal_forms(self, kept: set[str], *, resolve: bool, different: set[str]) -> tuple[NormalForms, NormalForms]:
        """Both editions over the same terms. `kept`: rules that stay names; `different`: tables that differ."""
        optional = _optional(self.aligned) | _optional(self.new.compiled)
        tables = (self.aligned.tables, self.new.compiled.tables)
        partial = {table.name for side in tables for table in side if table.partial} if not resolve else set()
        made = [
            NormalForms(self.terms, compiled, FormUnits(compiled), side, kept, different, optional, resolve, partial)
            for compiled, side in ((self.aligned, "old"), (self.new.compiled, "new"))
        ]
        return made[0], made[1]

    def normal_form_of(self, compiled: form.Form, side: str, kept: set[str]) -> NormalForms:
        """Another form over the same terms, its tables as they are."""
        optional = _optional(self.aligned) | _optional(self.new.compiled)
        return NormalForms(self.terms, compiled, FormUnits(compiled), side, kept, set(), optional, True, set())

    def solved(self) -> Solver:
        if self.solver is None:
            self.solver = Solver(self.terms, self.limits)
        return self.solver

    def suggestions(self, left: int, right: int, needed: Iterable[int] = ()) -> list[Document]:
        """Products of one item a list for which two terms, written out in full, differ; legal ones first."""
        if self.single is None:
            self.single = Solver(self.terms, self.limits, single=True)
            self.single.cells = self._cells()
            self.legality = self._requirements()
        found = []
        for kept in ([*self.legality, *needed], [*needed]):
            try:
                verdict = self.single.equal(left, right, kept)
            except (ValueError, KeyError, AttributeError, self.single.z3.Z3Exception):
                continue
            if verdict.values:
                found.append(self.proposal(verdict.values))
        return found

    def _cells(self) -> dict[tuple[str, str], list[tuple[tuple[int, ...], int]]]:
        """Every table's rows as terms, under the names lookups have: the old edition's where the two differ."""
        found = {}
        for forms, side in zip(self.written_out(), ("old", "new"), strict=True):
            for table in forms.compiled.tables:
                for position, column in enumerate(table.columns):
                    rows = forms.rows(table, position)
                    found[table.name, column.name] = found[f"{side} {table.name}", column.name] = rows
        return found

    def _requirements(self) -> list[int]:
        """What every product has to keep by both editions, written out."""
        found = []
        for forms in self.written_out():
            for requirement in forms.compiled.requirements:
                if requirement.modality == "shall":
                    whole = forms.condition(requirement.condition)
                    if requirement.guard is not None:
                        whole = self.terms.either(self.terms.negation(forms.condition(requirement.guard)), whole)
                    found.append(whole)
        return found

    def _limit(self) -> None:
        """What both editions demand of an input, in base units: a limit only one of them has is no limit."""
        sides = []
        for compiled in (self.aligned, self.new.compiled):
            units = FormUnits(compiled)
            found: dict[int, Limits] = {}
            kinds = {kind.name: tuple(member.name for member in kind.members) for kind in compiled.enumerations}
            declared: list[form.Input | form.Option] = [*compiled.inputs, *compiled.options]
            for given in declared:
                term = self.terms.make("input", given.name, sort=sort_of(given.type))
                found[term] = _limits(given, units, kinds)
            for many in compiled.lists:
                owners = [self.terms.make("item", many.name)]
                owners += [self.terms.make("bound", many.name, level) for level in (1, 2, 3)]
                for item in many.fields:
                    for owner in owners:
                        term = self.terms.make("field", owner, item.name, sort=sort_of(item.type))
                        found[term] = _limits(item, units, kinds)
            for rule in compiled.rules:
                for index, parameter in enumerate(rule.parameters):
                    if isinstance(parameter.type, form.Choice):
                        of = parameter.type.of
                        term = self.terms.make("parameter", index, of, sort="other")
                        found[term] = Limits(kind=of, members=kinds.get(of, ()))
            sides.append(found)
        for term in sides[0].keys() & sides[1].keys():
            self.limits[term] = _weaker(sides[0][term], sides[1][term])

    def proposal(self, values: dict[int, object]) -> Document:
        """A product from what the solver says of inputs and fields."""
        inputs: Document = {}
        options: Document = {}
        products = self.search.products
        for term, value in values.items():
            parts = self.terms.parts(term)
            if parts[0] == "input":
                given = products.inputs.get(parts[1]) or products.options.get(parts[1])
                if given is not None:
                    into = options if isinstance(given, form.Option) else inputs
                    into[parts[1]] = self._written(given, value)
            elif parts[0] == "field" and self.terms.tag(parts[1]) in ("item", "bound"):
                owner = self.terms.parts(parts[1])[1]
                item = products.lists.get(owner, {}).get(parts[2])
                if item is not None:
                    inputs.setdefault(owner, [{}])[0][parts[2]] = self._written(item, value)
        for term, value in values.items():
            parts = self.terms.parts(term)
            if parts[0] == "known" and value is False:
                of = self.terms.parts(parts[1])
                if of[0] == "input":
                    inputs.pop(of[1], None)
                elif of[0] == "field":
                    owner = self.terms.parts(of[1])[1]
                    if inputs.get(owner):
                        inputs[owner][0].pop(of[2], None)
        return {"inputs": inputs, "options": options}

    def _written(self, given: form.Input | form.Option, value: object) -> object:
        products = self.search.products
        if isinstance(given.type, form.Quantity) and isinstance(value, Fraction):
            number = value / products.units.parse(given.type.unit).scale
            return products.written(Fraction(round(number)) if given.type.whole else number, given.type.unit)
        if isinstance(given.type, form.Choice) and value not in products.members.get(given.type.of, []):
            return products.value(given)
        return value if value != "" else products.value(given)


def _optional(compiled: form.Form) -> set[str]:
    found = {given.name for given in compiled.inputs if given.optional}
    return found | {f"{many.name}.{item.name}" for many in compiled.lists for item in many.fields if item.optional}


def _limits(given: form.Input | form.Option, units: FormUnits, kinds: Mapping[str, tuple[str, ...]]) -> Limits:
    if isinstance(given.type, form.Choice):
        return Limits(kind=given.type.of, members=kinds.get(given.type.of, ()))
    if not isinstance(given.type, form.Quantity):
        return Limits()
    scale = units.parse(given.type.unit).scale
    low = high = None
    above = below = False
    for bound in given.bounds:
        if bound.op in ("ge", "gt"):
            low, above = Fraction(bound.value) * scale, bound.op == "gt"
        else:
            high, below = Fraction(bound.value) * scale, bound.op == "lt"
    return Limits(low, above, high, below, given.type.whole and scale == 1)


def _weaker(one: Limits, other: Limits) -> Limits:
    low = high = None
    above = below = False
    members = tuple(dict.fromkeys((*one.members, *other.members))) if one.members and other.members else ()
    if one.low is not None and other.low is not None:
        low = min(one.low, other.low)
        above = all(limits.above for limits in (one, other) if limits.low == low)
    if one.high is not None and other.high is not None:
        high = max(one.high, other.high)
        below = all(limits.below for limits in (one, other) if limits.high == high)
    return Limits(low, above, high, below, one.whole and other.whole, one.kind, members)
