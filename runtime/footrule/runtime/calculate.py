"""One calculation from a user's document to a result: inputs, requirements, outputs, inventory, what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from footrule.runtime import form
from footrule.runtime.form_index import FormIndex
from footrule.runtime.form_units import FormUnits
from footrule.runtime.inputs import Checked, Rank, check
from footrule.runtime.inventory import Totals, add_up, primary_share
from footrule.runtime.needs import NONE, Names, Needs
from footrule.runtime.problems import Problem, Refused, Words
from footrule.runtime.reference import Interpreter
from footrule.runtime.soundness import require_sound
from footrule.runtime.trace import Trace
from footrule.runtime.values import Json, Missing, Value, to_json, unit_of

RESULT_VERSION = 1
"""Version of the result's JSON shape."""

NOT_GIVEN = ("R0202", "R0214")
"""Problems that only say an input or an option was not given."""


@dataclass(frozen=True, slots=True)
class Given:
    """A value a result gives or reports, with the clause that defines it: of a rule, that of the case taken."""

    name: str
    value: Value
    type: form.Type
    label: form.Label
    standard: str
    clause: str

    @property
    def unit(self) -> str:
        """The unit of a quantity; empty for anything else."""
        return unit_of(self.type)

    def to_json(self) -> Json:
        label = {"zh": self.label.zh, "en": self.label.en}
        return to_json(self.value, self.type) | {"label": label, "standard": self.standard, "clause": self.clause}


@dataclass(frozen=True, slots=True)
class OptionTaken:
    """A freedom the standard leaves and how it was used."""

    option: form.Option
    value: Value
    by_default: bool

    def to_json(self) -> Json:
        found = to_json(self.value, self.option.type)
        return {"name": self.option.name, "modality": self.option.modality, "by_default": self.by_default} | found


@dataclass(frozen=True, slots=True)
class Departure:
    """A case in force that departs from a parent standard: the rule, from what, and where that is said."""

    rule: str
    departs: str
    standard: str
    clause: str

    def to_json(self) -> Json:
        return {"rule": self.rule, "departs": self.departs, "standard": self.standard, "clause": self.clause}


@dataclass(frozen=True, slots=True)
class Result:
    """What a calculation gives.

    `primary_share`: of the inventory's absolute amounts, between 0 and 1; None where the standard orders no data.
    `status`: the weakest evidence among the standard, what it uses, and the clauses this calculation went through.
    """

    compiled: form.Form
    outputs: tuple[Given, ...]
    reports: tuple[Given, ...]
    inventory: Totals | None
    options: tuple[OptionTaken, ...]
    ranks: tuple[Rank, ...]
    primary_share: Fraction | None
    status: str
    departures: tuple[Departure, ...]
    warnings: tuple[Problem, ...]
    unchecked: tuple[Problem, ...]
    checked: Checked
    trace: Trace | None = None

    @property
    def standard(self) -> form.Standard:
        return self.compiled.standard

    def output(self, name: str) -> Value:
        """The value of one output. Raises `KeyError`."""
        return {given.name: given.value for given in self.outputs}[name]

    def names(self) -> tuple[str, ...]:
        """The outputs' names, in the standard's order."""
        return tuple(given.name for given in self.outputs)

    def to_json(self) -> Json:
        """The result as JSON: version, standard, outputs, reports, inventory, options, data, status, departures,
        warnings and, where it was kept, the trace. Every number is exact text beside the digits shown."""
        own = self.compiled.standard
        share = None if self.primary_share is None else to_json(self.primary_share, "1")
        found: Json = {
            "result": RESULT_VERSION,
            "standard": {
                "id": own.id,
                "number": own.number,
                "edition": own.edition,
                "title": {"zh": own.title.zh, "en": own.title.en},
                "digest": own.digest,
                "status": own.status,
            },
            "compiler": self.compiled.compiler,
            "outputs": {given.name: given.to_json() for given in self.outputs},
            "reports": {given.name: given.to_json() for given in self.reports},
            "inventory": self.inventory.to_json() if self.inventory else None,
            "options": [taken.to_json() for taken in self.options],
            "data": {
                "ranks": [
                    {"path": rank.path, "input": rank.input, "role": rank.role, "rank": rank.rank}
                    for rank in self.ranks
                ],
                "primary_share": share,
            },
            "status": self.status,
            "departures": [departure.to_json() for departure in self.departures],
            "warnings": [warning.to_json() for warning in self.warnings],
            "unchecked": [requirement.to_json() for requirement in self.unchecked],
        }
        if self.trace is not None:
            found["trace"] = self.trace.to_json()
        return found


@dataclass(slots=True)
class Judged:
    """Requirements held to a document: what a `shall` refuses, what a `should` warns of, what could not be judged.

    Something cannot be judged where an input or option it needs was not given, and nothing asked for needs it.
    """

    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    unchecked: list[Problem] = field(default_factory=list)


class Calculator:
    """A compiled form made ready once, for any number of calculations. Raises `Refused` where the form is faulty."""

    def __init__(self, compiled: form.Form) -> None:
        self.index = FormIndex(compiled)
        self.units = FormUnits(compiled)
        self.needs = Needs(compiled)
        require_sound(compiled, self.units)

    @property
    def compiled(self) -> form.Form:
        return self.index.form

    def calculate(self, document: object, *, want: Sequence[str] | None = None, trace: bool = False) -> Result:
        """The result of one document. Raises `Refused` with every problem, and nothing else.

        `want` names the outputs or parameterless rules asked for, instead of all outputs. What none of them needs may
        be missing from the document: reports and the inventory are then given as far as they go, and requirements
        that cannot be judged are listed as `unchecked`. An option without a default has to be taken where a value or
        a requirement comes to need it, and only there; every such option is told together.
        """
        try:
            checked = check(self.index, self.units, document, want=want)
        except Refused as refusal:
            raise Refused((*refusal.problems, *self._options_to_take(document, refusal))) from None
        interpreter = Interpreter(self.index, checked.given, trace=trace)
        judged = self.requirements(interpreter, whole=checked.want is None)
        problems: list[Problem] = []
        aside: list[Problem] = problems if checked.want is None else []
        outputs = self._values(self.compiled.outputs if checked.want is None else checked.want, interpreter, problems)
        reports = self._values(self.compiled.reports, interpreter, aside)
        totals = add_up(self.index, self.units, interpreter, lambda refusal: _gather(refusal, aside))
        problems += [problem for problem in aside if problem not in problems and problem.code not in NOT_GIVEN]
        if judged.refused:
            # whatever is computed from refused inputs says nothing, but what is missing is missing all the same
            _gather(Refused([problem for problem in problems if problem.code in NOT_GIVEN]), judged.refused)
            raise Refused(judged.refused)
        if problems:
            raise Refused(problems)
        if any(problem.code in NOT_GIVEN for problem in aside):
            totals = None  # an inventory with a term missing has no total
        return Result(
            compiled=self.compiled,
            outputs=outputs,
            reports=reports,
            inventory=totals,
            options=self._options_taken(checked),
            ranks=checked.ranks,
            primary_share=primary_share(self.index, totals, checked.ranks),
            status=self._weakest_status(interpreter),
            departures=self._departures(interpreter),
            warnings=tuple(judged.warnings),
            unchecked=tuple(judged.unchecked),
            checked=checked,
            trace=interpreter.trace() if trace else None,
        )

    def requirements(self, interpreter: Interpreter, *, whole: bool = False) -> Judged:
        """Every requirement held to what was given.

        What a requirement cannot even compute on input that another one refuses follows from that refusal, and is
        told only where nothing else is refused. In a `whole` calculation, of all outputs, every requirement has to be
        judged, and what it needs has to be given.
        """
        judged = Judged()
        stopped: list[Problem] = []
        missing: list[Problem] = []
        for requirement in self.compiled.requirements:
            try:
                if requirement.guard is not None and not interpreter.truth(requirement.guard):
                    continue
                if not interpreter.truth(requirement.condition):
                    found = judged.refused if requirement.modality == "shall" else judged.warnings
                    found.append(self._unmet(requirement))
            except Refused as refusal:
                if not _only_missing(refusal):
                    _gather(refusal, stopped)
                elif whole:
                    first = requirement.condition if requirement.guard is None else requirement.guard
                    _gather(self._with_needs(refusal, self.needs.of(first), interpreter), missing)
                else:
                    judged.unchecked.append(self._unmet(requirement))
        if not judged.refused:
            judged.refused += stopped
        judged.refused += missing
        return judged

    def _with_needs(self, refusal: Refused, needs: Names, interpreter: Interpreter) -> Refused:
        """What is missing of `needs` beside what the evaluation came to first."""
        given = interpreter.given
        missing: list[Problem] = []
        for found in (given.values, given.lists, given.options):
            held = [(name, value.problem) for name, value in found.items() if isinstance(value, Missing)]
            missing += [problem for name, problem in held if name in needs]
        _gather(refusal, missing)
        return Refused(missing)

    def _options_to_take(self, document: object, refusal: Refused) -> list[Problem]:
        """The options that are missing beside missing inputs, as far as they can be told without those."""
        if any(problem.code != "R0202" for problem in refusal.problems):
            return []
        checked = check(self.index, self.units, document, partial=True)
        interpreter = Interpreter(self.index, checked.given)
        problems = self.requirements(interpreter, whole=True).refused
        self._values((*self.compiled.outputs, *self.compiled.reports), interpreter, problems)
        add_up(self.index, self.units, interpreter, lambda refused: _gather(refused, problems))
        return [problem for problem in problems if problem.code == "R0214"]

    def _unmet(self, requirement: form.Requirement) -> Problem:
        place = self.index.place(requirement.at)
        zh, en = requirement.message.zh, requirement.message.en
        return Problem("R0301", "", {"message": Words(zh or en, en or zh)}, place.standard, place.clause)

    def _values(self, names: tuple[str, ...], interpreter: Interpreter, problems: list[Problem]) -> tuple[Given, ...]:
        found = []
        for name in names:
            try:
                found.append(self._named(name, interpreter))
            except Refused as refusal:
                if _only_missing(refusal):
                    needs = self.needs.of_rule(name) if name in self.index.rules else NONE
                    refusal = self._with_needs(refusal, needs, interpreter)
                _gather(refusal, problems)
        return tuple(found)

    def _named(self, name: str, interpreter: Interpreter) -> Given:
        """A rule, input or option by its name."""
        declared: form.Rule | form.Input | form.Option
        if name in self.index.rules:
            declared = self.index.rules[name]
            value = interpreter.rule(name)
        elif name in self.index.inputs or name in self.index.options:
            declared = self.index.inputs.get(name) or self.index.options[name]
            value = interpreter.expression(form.Ref(name=name, at=declared.at))
        else:
            reason = Words(f"没有可输出的 `{name}`", f"there is nothing called `{name}` to give")
            raise Refused((Problem("R0311", "", {"reason": reason}),))
        taken = self.index.place(interpreter.chosen.get(name, declared.at))
        place = taken if taken.clause else self.index.place(declared.at)
        return Given(name, value, declared.type, declared.label, place.standard, place.clause)

    def _options_taken(self, checked: Checked) -> tuple[OptionTaken, ...]:
        taken = []
        for option in self.compiled.options:
            value = checked.given.options[option.name]
            if not isinstance(value, Missing):  # nothing needed it
                taken.append(OptionTaken(option, value, option.name in checked.by_default))
        return tuple(taken)

    def _departures(self, interpreter: Interpreter) -> tuple[Departure, ...]:
        found = []
        for (rule, departs), at in interpreter.departures.items():
            place = self.index.place(at)
            found.append(Departure(rule, departs, place.standard, place.clause))
        return tuple(found)

    def _weakest_status(self, interpreter: Interpreter) -> str:
        own = self.compiled.standard
        evidence = {clause.id: clause.evidence for clause in self.compiled.clauses}
        used = [own.status]
        for at in interpreter.used_places:
            place = self.index.place(at)
            if place.standard == own.id and evidence.get(place.clause):
                used.append(evidence[place.clause])
        return form.weakest(used)


def _only_missing(refusal: Refused) -> bool:
    return all(problem.code in NOT_GIVEN for problem in refusal.problems)


def _gather(refusal: Refused, problems: list[Problem]) -> None:
    """Keep each problem once: outputs that share a rule share its refusal."""
    problems += [problem for problem in refusal.problems if problem not in problems]


def calculate(
    compiled: form.Form, document: object, *, want: Sequence[str] | None = None, trace: bool = False
) -> Result:
    """The result of one document under one compiled standard: see `Calculator.calculate`. Raises `Refused` only."""
    return Calculator(compiled).calculate(document, want=want, trace=trace)
