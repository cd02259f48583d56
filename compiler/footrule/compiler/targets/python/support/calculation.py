"""One calculation from inputs to result: requirements, then outputs, then the inventory; all problems together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Generic, Literal, TypeVar

from pydantic import PrivateAttr

from footrule.compiler.targets.python.support.reading import Model, Units, read
from footrule.compiler.targets.python.support.results import (
    Amount,
    BaseResult,
    DataRank,
    Departure,
    Inventory,
    OptionTaken,
    StandardName,
    Sums,
    TermAmount,
    Warning,
    as_value,
)
from footrule.compiler.targets.python.support.rules import Failure, refused
from footrule.runtime.documents import plain
from footrule.runtime.problems import Problem, Refused, Words

R = TypeVar("R", bound=BaseResult)
Rule = Callable[[Any], Any]


class Working(Model):
    """What rules work on: the values given, and what was worked out from them so far."""

    _memory: dict[Any, Any] = PrivateAttr(default_factory=dict)
    _departures: dict[tuple[str, str], tuple[str, str]] = PrivateAttr(default_factory=dict)


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
    """Everything a standard says a calculator does."""

    standard: StandardName
    inputs: type[Model]
    options: type[Model]
    given: type[Working]
    result: type[R]
    requirements: tuple[Requirement, ...] = ()
    outputs: tuple[Output, ...] = ()
    reports: tuple[Output, ...] = ()
    terms: tuple[Term, ...] = ()
    total_unit: str = ""
    stages: tuple[str, ...] = ()
    ranks: tuple[RankField, ...] = ()
    best: Mapping[str, str] | None = None
    units: Units = field(default_factory=Units)

    def run(self, inputs: Any, options: Any) -> R:
        """The result. Raises `Refused` with every problem, and nothing else."""
        x, by_default = self.working(inputs, options)
        problems, warnings = self.requirements_of(x)
        if problems:
            raise Refused(problems)
        outputs = self.values_of(self.outputs, x, problems)
        reports = self.values_of(self.reports, x, problems)
        inventory = self._inventory(x, problems)
        if problems:
            raise Refused(problems)
        ranks = tuple(self._ranks(x, "" if options is None else "inputs."))
        result: Any = self.result  # a standard's own adds its outputs and reports
        found: R = result(
            standard=self.standard,
            outputs=outputs,
            reports=reports,
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
        )
        return found

    def working(self, inputs: Any, options: Any) -> tuple[Any, frozenset[str]]:
        """Inputs and options read, and the options that stand by default."""
        problems: list[Problem] = []
        given = _model(self.inputs, inputs, "inputs" if options is not None else "", problems)
        taken = _model(self.options, {} if options is None else options, "options", problems, Words("选项", "option"))
        if given is None or taken is None:
            raise Refused(problems)
        values = {name: getattr(given, name) for name in self.inputs.model_fields}
        x: Any = self.given.model_construct(**values, options=taken)
        return x, frozenset(taken.__class__.model_fields.keys() - taken.model_fields_set)

    def requirements_of(self, x: Any) -> tuple[list[Problem], list[Warning]]:
        """What is refused by a `shall`, and what a `should` warns of.

        A requirement that cannot be computed is told only where no other one refuses: it follows from that refusal.
        """
        problems: list[Problem] = []
        warnings: list[Warning] = []
        stopped: list[Problem] = []
        for each in self.requirements:
            try:
                if each.holds(x):
                    continue
            except Refused as refusal:
                _gather(refusal, stopped)
                continue
            message = Words(each.zh or each.en, each.en or each.zh)
            if each.modality == "shall":
                problems.append(Problem("R0301", "", {"message": message}, each.standard, each.clause))
            else:
                warnings.append(
                    Warning(code="R0301", standard=each.standard, clause=each.clause, zh=message.zh, en=message.en)
                )
        return problems or stopped, warnings

    def values_of(self, outputs: tuple[Output, ...], x: Any, problems: list[Problem]) -> dict[str, Any]:
        """Values by field; each refusal joins `problems`."""
        found: dict[str, Any] = {}
        for each in outputs:
            try:
                found[each.field] = as_value(each.value(x), each.unit)
            except Refused as refusal:
                _gather(refusal, problems)
        return found

    def _taken(self, x: Any, by_default: frozenset[str]) -> Iterable[OptionTaken]:
        for name, info in self.options.model_fields.items():
            extra: Any = info.json_schema_extra
            yield OptionTaken(
                name=info.alias or name,
                value=as_value(getattr(x.options, name), extra.get("unit", "")),
                modality=extra["modality"],
                by_default=name in by_default,
            )

    def _ranks(self, x: Any, within: str) -> Iterable[DataRank]:
        for each in self.ranks:
            owners = [("", x)]
            if each.items:
                owners = [(f"{each.items_path}[{at}].", item) for at, item in enumerate(getattr(x, each.items))]
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
                _gather(refusal, problems)
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


def _model(
    model: type[Model],
    given: Any,
    path: str,
    problems: list[Problem],
    what: Words = Words("输入", "input"),  # noqa: B008
) -> Any:
    if isinstance(given, model):
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


def _gather(refusal: Refused, problems: list[Problem]) -> None:
    """Keep each problem once: outputs that share a rule share its refusal."""
    problems += [each for each in refusal.problems if each not in problems]
