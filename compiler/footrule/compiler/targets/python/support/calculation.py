"""One calculation from inputs to result: requirements, then outputs, then the inventory; all problems together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Generic, Literal, TypeVar

from pydantic import PrivateAttr

from footrule.compiler.targets.python.support.readers import Units
from footrule.compiler.targets.python.support.reading import LEFT_OUT, Model, not_given, partial, read, whole
from footrule.compiler.targets.python.support.refusals import nearest, told
from footrule.compiler.targets.python.support.results import (
    Amount,
    BaseResult,
    DataRank,
    Departure,
    Inventory,
    OptionTaken,
    Source,
    StandardName,
    Sums,
    TermAmount,
    Values,
    Warning,
    as_value,
    some_of,
)
from footrule.compiler.targets.python.support.rules import Failure, refused
from footrule.runtime.documents import joined, plain
from footrule.runtime.problems import Problem, Refused, Words, visible

NOT_GIVEN = ("R0202", "R0214")
"""Problems that only say an input or an option was not given."""

R = TypeVar("R", bound=BaseResult)
Rule = Callable[[Any], Any]


class Working(Model):
    """What rules work on: the values given, and what was worked out from them so far."""

    _memory: dict[Any, Any] = PrivateAttr(default_factory=dict)
    _departures: dict[tuple[str, str], tuple[str, str]] = PrivateAttr(default_factory=dict)
    _taken: dict[str, tuple[str, str]] = PrivateAttr(default_factory=dict)


@dataclass(frozen=True)
class Requirement:
    """A `shall`, which refuses, or a `should`, which warns, where `holds` is false."""

    holds: Rule
    modality: Literal["shall", "should"]
    clause: str
    zh: str
    en: str
    standard: str


@dataclass(frozen=True)
class Output:
    """A value a calculator gives or reports; `field` is its name in the model."""

    field: str
    value: Rule
    unit: str
    clause: str
    standard: str
    is_rule: bool = True


@dataclass(frozen=True)
class Term:
    """One line of the inventory: `own` in its own gas and unit, `total` as it enters the total."""

    name: str
    kind: Literal["emission", "removal"]
    stage: str
    own: Rule
    own_unit: str
    total: Rule
    total_unit: str
    clause: str
    standard: str
    gas: str = ""
    carbon: Literal["", "fossil", "biogenic"] = ""
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True)
class RankField:
    """The field that holds the data rank of `input`; `items` is the list whose items have it, or nothing."""

    field: str
    input: str
    path: str
    role: Literal["activity", "factor"]
    items: str = ""
    items_path: str = ""


@dataclass(frozen=True)
class Calculation(Generic[R]):
    """Everything a standard says a calculator does.

    `others`: what may be asked for beside the outputs. `needs`: what each function reads in any case, by its name.
    """

    standard: StandardName
    inputs: type[Model]
    options: type[Model]
    given: type[Working]
    result: type[R]
    requirements: tuple[Requirement, ...] = ()
    outputs: tuple[Output, ...] = ()
    reports: tuple[Output, ...] = ()
    others: tuple[Output, ...] = ()
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    total_unit: str = ""
    stages: tuple[str, ...] = ()
    ranks: tuple[RankField, ...] = ()
    best: Mapping[str, str] | None = None
    units: Units = field(default_factory=Units)

    def run(self, inputs: Any, options: Any, want: Sequence[str] | None = None) -> R:
        """The result. Raises `Refused` with every problem, and nothing else.

        `want` names outputs or other values asked for, instead of all outputs; what none of them needs may be missing.
        """
        asked, unknown = self._asked(want)
        try:
            x, by_default = self._read(inputs, options, asked)
        except Refused as refusal:
            raise Refused([*unknown, *refusal.problems]) from None
        if unknown:
            raise Refused(unknown)
        problems, warnings, unchecked = self.requirements_of(x, whole=asked is None)
        refused_for: list[Problem] = []
        aside: list[Problem] = refused_for if asked is None else []
        outputs = self.values_of(self.outputs if asked is None else asked, x, refused_for)
        reports = self.values_of(self.reports, x, aside)
        inventory = self._inventory(x, aside)
        refused_for += [each for each in aside if each not in refused_for and each.code not in NOT_GIVEN]
        if problems:
            # whatever is computed from refused inputs says nothing, but what is missing is missing all the same
            _gather([each for each in refused_for if each.code in NOT_GIVEN], problems)
            raise Refused(problems)
        if refused_for:
            raise Refused(refused_for)
        if any(each.code in NOT_GIVEN for each in aside):
            inventory = None  # an inventory with a term missing has no total
        ranks = tuple(self._ranks(x))
        result: Any = self.result  # a standard's own adds its outputs and reports
        kinds: Any = {name: self.result.model_fields[name].annotation for name in ("outputs", "reports")}
        found: R = result(
            standard=self.standard,
            outputs=self._values(kinds["outputs"], outputs, self.outputs),
            reports=self._values(kinds["reports"], reports, self.reports),
            inventory=inventory,
            options=tuple(self._taken(x, by_default)),
            ranks=ranks,
            primary_share=self._primary_share(inventory, ranks),
            status=self.standard.status,
            departures=tuple(
                Departure(rule=rule, departs=departs, standard=standard, clause=clause)
                for (rule, departs), (standard, clause) in x._departures.items()
            ),
            warnings=tuple(warnings),
            unchecked=tuple(unchecked),
            sources=dict(self._sources(x, {*outputs, *reports})),
        )
        return found

    # --- what is given and asked for ----------------------------------------------------------------------------------

    def working(self, inputs: Any, options: Any, *, some: bool = False) -> tuple[Any, frozenset[str]]:
        """Inputs and options read, and the options that stand by default. Raises `Refused`.

        Where only `some` values are asked for, an input may be left out; it is refused where it is needed.
        """
        problems: list[Problem] = []
        path = "inputs" if options is not None else ""
        way = partial if some else whole
        given = _model(way(self.inputs), self.inputs, inputs, path, problems)
        taken = _model(self.options, self.options, {} if options is None else options, "options", problems, OPTION)
        if given is not None and not some:
            problems += [not_given(type(given), name, path) for name in _left_out(given)]
        if given is None or taken is None or problems:
            raise Refused(problems)
        x: Any = self.given.model_construct(**given.__dict__, options=taken)
        for name in [name for name, value in x.__dict__.items() if value is LEFT_OUT]:
            del x.__dict__[name]
        x._path = path
        for name, info in self.inputs.model_fields.items():
            items = x.__dict__.get(name)
            for at, item in enumerate(items if isinstance(items, tuple) else ()):
                if len(item.__dict__) < len(type(item).model_fields):
                    item._path = f"{joined(path, info.alias or name)}[{at}]"
        return x, frozenset(taken.__dict__.keys() - taken.model_fields_set)

    def _read(self, inputs: Any, options: Any, asked: tuple[Output, ...] | None) -> tuple[Any, frozenset[str]]:
        """The same; options that are missing are told together with missing inputs."""
        try:
            return self.working(inputs, options, some=asked is not None)
        except Refused as refusal:
            if any(each.code != "R0202" for each in refusal.problems):
                raise
            x, _ = self.working(inputs, options, some=True)
            found = self.requirements_of(x, whole=True)[0]
            self.values_of((*self.outputs, *self.reports), x, found)
            self._inventory(x, found)
            also = [each for each in found if each.code == "R0214"]
            raise Refused([*refusal.problems, *also]) from None

    def _asked(self, want: Sequence[str] | None) -> tuple[tuple[Output, ...] | None, list[Problem]]:
        """What is asked for, where not all outputs are, and what of it there is not."""
        if want is None:
            return None, []
        known = {each.field: each for each in (*self.outputs, *self.others) if each.is_rule}
        if isinstance(want, str) or not isinstance(want, Sequence) or not all(isinstance(each, str) for each in want):
            wanted = Words("名称列表", "a list of names")
            arguments: dict[str, str | Words] = {"name": "want", "text": told(want), "expected": wanted}
            return None, [Problem("R0203", "want", arguments, self.standard.id)]
        names = [each.field for each in self.outputs]
        shown = ", ".join(names[:30]) + (" …" if len(names) > 30 else "") or "–"
        problems = []
        for name in [name for name in want if name not in known]:
            words: dict[str, str | Words] = {"what": Words("输出", "output"), "hint": nearest(name, known)}
            words |= {"name": visible(name), "names": shown}
            problems.append(Problem("R0201", "want", words, self.standard.id))
        return tuple(known[name] for name in dict.fromkeys(want) if name in known), problems

    # --- requirements and values --------------------------------------------------------------------------------------

    def requirements_of(self, x: Any, *, whole: bool = False) -> tuple[list[Problem], list[Warning], list[Warning]]:
        """What is refused by a `shall`, what a `should` warns of, and what cannot be judged with what was given.

        A requirement that cannot be computed is told only where no other one refuses: it follows from that refusal.
        In a `whole` calculation, of all outputs, everything has to be judged, and what that needs has to be given.
        """
        problems: list[Problem] = []
        warnings: list[Warning] = []
        unchecked: list[Warning] = []
        stopped: list[Problem] = []
        missing: list[Problem] = []
        for each in self.requirements:
            message = Words(each.zh or each.en, each.en or each.zh)
            unmet = Warning(code="R0301", standard=each.standard, clause=each.clause, zh=message.zh, en=message.en)
            try:
                if each.holds(x):
                    continue
            except Refused as refusal:
                if not _only_missing(refusal):
                    _gather(refusal.problems, stopped)
                elif whole:
                    _gather(self._with_needs(refusal, each.holds, x), missing)
                else:
                    unchecked.append(unmet)
                continue
            if each.modality == "shall":
                problems.append(Problem("R0301", "", {"message": message}, each.standard, each.clause))
            else:
                warnings.append(unmet)
        return [*(problems or stopped), *missing], warnings, unchecked

    def values_of(self, outputs: tuple[Output, ...], x: Any, problems: list[Problem]) -> dict[str, Any]:
        """Values by field; each refusal joins `problems`."""
        found: dict[str, Any] = {}
        for each in outputs:
            try:
                found[each.field] = as_value(each.value(x), each.unit)
            except Refused as refusal:
                told = self._with_needs(refusal, each.value, x) if _only_missing(refusal) else refusal.problems
                _gather(told, problems)
        return found

    def _with_needs(self, refusal: Refused, rule: Rule, x: Any) -> list[Problem]:
        """What is missing of the things `rule` reads in any case, beside what it came to first."""
        needs = self.needs.get(getattr(rule, "__name__", ""), ())
        found = [
            not_given(model, name, x._path)
            for model, given in ((self.inputs, x), (self.options, x.options))
            for name in _left_out(given)
            if name in model.model_fields and (model.model_fields[name].alias or name) in needs
        ]
        _gather(refusal.problems, found)
        return found

    def _values(self, kind: type[Values], found: dict[str, Any], outputs: tuple[Output, ...]) -> Values:
        return kind(**found) if found.keys() == {each.field for each in outputs} else some_of(kind, found)

    def _sources(self, x: Any, names: set[str]) -> Iterable[tuple[str, Source]]:
        """The clause each value comes from; of a rule, that of the case taken, where that says one."""
        for each in (*self.outputs, *self.reports, *self.others):
            if each.field in names:
                standard, clause = x._taken.get(each.field, ("", "")) if each.is_rule else ("", "")
                if not clause:
                    standard, clause = each.standard, each.clause
                yield each.field, Source(standard=standard, clause=clause)

    def _taken(self, x: Any, by_default: frozenset[str]) -> Iterable[OptionTaken]:
        for name, info in self.options.model_fields.items():
            if name in x.options.__dict__:  # else nothing needed it
                extra: Any = info.json_schema_extra
                yield OptionTaken(
                    name=info.alias or name,
                    value=as_value(getattr(x.options, name), extra.get("unit", "")),
                    modality=extra["modality"],
                    by_default=name in by_default,
                )

    def _ranks(self, x: Any) -> Iterable[DataRank]:
        within = f"{x._path}." if x._path else ""
        for each in self.ranks:
            owners = [("", x)]
            if each.items:
                items = x.__dict__.get(each.items, ())
                owners = [(f"{each.items_path}[{at}].", item) for at, item in enumerate(items)]
            for prefix, owner in owners:
                rank = getattr(owner, each.field)
                name = f"{each.items_path}.{each.input}" if each.items else each.input
                known = str(rank) if isinstance(rank, str) and rank != "not applicable" else None
                yield DataRank(path=f"{within}{prefix}{each.path}", input=name, role=each.role, rank=known)

    # --- inventory ----------------------------------------------------------------------------------------------------

    def _inventory(self, x: Any, problems: list[Problem]) -> Inventory | None:
        if not self.total_unit:
            return None
        terms: list[TermAmount] = []
        for term in self.terms:
            try:
                terms.append(self._term(term, x))
            except Refused as refusal:
                _gather(refusal.problems, problems)
        if len(terms) < len(self.terms):
            return None
        stages = dict.fromkeys([*self.stages, *(term.stage for term in terms)])
        carbon = dict.fromkeys(term.carbon for term in terms if term.carbon)
        return Inventory(
            whole=self._sums("", terms),
            terms=tuple(terms),
            stages=tuple(self._sums(name, [each for each in terms if each.stage == name]) for name in stages),
            gases=tuple(self._gases(terms)),
            carbon=tuple(self._sums(name, [each for each in terms if each.carbon == name]) for name in carbon),
        )

    def _term(self, term: Term, x: Any) -> TermAmount:
        own, total = term.own(x), term.total(x)
        for value in (own, total):
            if not isinstance(value, Fraction):
                failure = Failure("R0309", what=f"`{term.name}`", absent="not applicable" if value else "unknown")
                raise refused(failure, "", term.clause, term.standard)
        if term.kind == "removal" and own > 0:
            shown = str(Amount.of(own, term.own_unit))
            raise refused(Failure("R0307", term=term.name, value=shown), "", term.clause, term.standard)
        factor = self._factor(term.total_unit, self.total_unit)
        return TermAmount(
            name=term.name,
            kind=term.kind,
            stage=term.stage,
            gas=term.gas,
            carbon=term.carbon,
            own=Amount.of(own, term.own_unit),
            total=Amount.of(total * factor, self.total_unit),
        )

    def _factor(self, unit: str, into: str) -> Fraction:
        return self.units.parse(unit).factor_to(self.units.parse(into))

    def _sums(self, name: str, terms: list[TermAmount]) -> Sums:
        by_kind = {
            kind: sum((each.total.exact for each in terms if each.kind == kind), Fraction(0))
            for kind in ("emission", "removal")
        }
        return Sums.of(name, self.total_unit, by_kind["emission"], by_kind["removal"])

    def _gases(self, terms: list[TermAmount]) -> Iterable[Sums]:
        """Own amounts of each gas; amounts that are not of one dimension (a mass, a mass per tonne) stay apart."""
        groups: dict[Any, list[TermAmount]] = {}
        for each in terms:
            if each.gas:
                groups.setdefault((each.gas, self.units.parse(each.own.unit).dims), []).append(each)
        for (gas, _), group in groups.items():
            unit = group[0].own.unit
            sums = {"emission": Fraction(0), "removal": Fraction(0)}
            for each in group:
                sums[each.kind] += each.own.exact * self._factor(each.own.unit, unit)
            yield Sums.of(gas, unit, sums["emission"], sums["removal"])

    def _primary_share(self, inventory: Inventory | None, ranks: tuple[DataRank, ...]) -> Amount | None:
        """The share of the terms' absolute amounts whose every governed input carries the best rank."""
        if not self.best or inventory is None:
            return None
        carried: dict[str, bool] = {}
        for rank in ranks:
            best = rank.rank is not None and rank.rank == self.best.get(rank.role)
            carried[rank.input] = carried.get(rank.input, True) and best
        whole = primary = Fraction(0)
        # by position: a term that stands in several stages has several lines of one name
        for term, line in zip(self.terms, inventory.terms, strict=True):
            amount = abs(line.total.exact)
            whole += amount
            if term.inputs and all(carried.get(name) for name in term.inputs):
                primary += amount
        return Amount.of(primary / whole, "1") if whole else None


OPTION = Words("选项", "option")


def _model(
    model: type[Model],
    own: type[Model],
    given: Any,
    path: str,
    problems: list[Problem],
    what: Words = Words("输入", "input"),  # noqa: B008
) -> Any:
    """What is given as `model`; as it is, where it is the user's `own` already."""
    if isinstance(given, own):
        return given
    try:
        return read(model, plain(_opened(given)), path, what)
    except Refused as refusal:
        problems.extend(refusal.problems)
        return None


def _opened(given: Any) -> Any:
    """Models inside a mapping or list as mappings."""
    if isinstance(given, Model):
        return {name: _opened(value) for name, value in given}
    if isinstance(given, list | tuple):
        return [_opened(each) for each in given]
    if isinstance(given, Mapping):
        return {name: _opened(value) if isinstance(value, list | tuple) else value for name, value in given.items()}
    return given


def _left_out(given: Model) -> list[str]:
    """Fields that have no value though something may need one."""
    return [name for name in type(given).model_fields if name not in given.__dict__]


def _only_missing(refusal: Refused) -> bool:
    return all(each.code in NOT_GIVEN for each in refusal.problems)


def _gather(found: Iterable[Problem], problems: list[Problem]) -> None:
    """Keep each problem once: outputs that share a rule share its refusal."""
    problems += [each for each in found if each not in problems]
