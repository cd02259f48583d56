"""What a standard answers to one question about a product, over every choice it leaves open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice, product
from typing import Any

from footrule.compiler.across.report import Answer, Chosen
from footrule.compiler.editions.changes import Side, Words
from footrule.compiler.editions.option_range import values_of
from footrule.compiler.editions.pair import Edition
from footrule.compiler.editions.products import Dependencies
from footrule.runtime import exact, form
from footrule.runtime.calculate import NOT_GIVEN, Calculator
from footrule.runtime.explanation import explain
from footrule.runtime.problems import Problem, Refused
from footrule.runtime.problems import Words as Problem_Words
from footrule.runtime.values import Absent, Value, shown, unit_of

MOST_WAYS = 256
MOST_VALUES = 12
Key = Fraction | str
REFUSED = "refused"
UNMET = "R0301"
"""A requirement of the standard is not met."""
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """Every value by what it is in base units, with the choice that gives it; or why there is none.

    `way`: every option as it was taken for the first value."""

    values: dict[Key, tuple[Value, dict[str, str]]]
    way: dict[str, str]
    refused: tuple[Problem, ...]
    lacking: tuple[Problem, ...]
    complete: bool


class Asked:
    """One standard, ready to be asked."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.compiled = edition.compiled
        self.calculator = Calculator(edition.compiled)
        self.dependencies = Dependencies(edition.compiled)
        self.rules = {rule.name: rule for rule in edition.compiled.rules}
        self.options = {option.name: option for option in edition.compiled.options}

    def ask(self, name: str, document: Document, ways: int = MOST_WAYS) -> Found:
        """The rule's values over the options the document leaves open and the rule reads."""
        taken = document.get("options") or {}
        reads = self.dependencies.of_rule(name)
        free = [option for option in self.compiled.options if option.name in reads and option.name not in taken]
        each = [values_of(self.compiled, option) for option in free]
        ways_tried: list[tuple[dict[str, str], Key, Value | None]] = []
        refused: list[Problem] = []
        lacking: list[Problem] = []
        total = 1
        for one in each:
            total *= len(one)
        for chosen in islice(product(*each), ways):
            options = {option.name: value for option, value in zip(free, chosen, strict=True) if value}
            try:
                result = self.calculator.calculate({**document, "options": {**taken, **options}}, want=[name])
            except Refused as refusal:
                for problem in refusal.problems:
                    wanted = self._absent(problem)
                    if wanted is None and problem not in refused:
                        refused.append(problem)
                    elif wanted is not None and wanted not in lacking:
                        lacking.append(wanted)
                ways_tried.append((options, REFUSED, None))
                continue
            value = result.output(name)
            ways_tried.append((options, self._key(name, value), value))
        numbers = any(isinstance(option.type, form.Quantity) for option in free)
        way = next((options for options, _, value in ways_tried if value is not None), {})
        return Found(_by_value(ways_tried), way, tuple(refused), tuple(lacking), total <= ways and not numbers)

    def _absent(self, problem: Problem) -> Problem | None:
        """The problem with the name of what was not given, where that is all it says.

        A requirement that only wants something known is such a one: to refuse for want of it is no other answer.
        """
        if problem.code in NOT_GIVEN:
            return problem
        for requirement in self.compiled.requirements if problem.code == UNMET else ():
            message = problem.arguments.get("message")
            if isinstance(message, Problem_Words) and message.en in (requirement.message.en, requirement.message.zh):
                name = _wanted(requirement.condition)
                if name:
                    return replace(problem, path=name)
        return None

    def _key(self, name: str, value: Value) -> Key:
        if isinstance(value, Fraction):
            declared = self.rules[name].type
            scale = self.calculator.units.parse(unit_of(declared)).scale if unit_of(declared) else Fraction(1)
            return value * scale
        return value.value if isinstance(value, Absent) else str(value)

    def answer(self, name: str, found: Found, document: Document) -> Answer:
        """The answer as it is told, with the trace of its first value."""
        rule = self.rules[name]
        unit = unit_of(rule.type)
        ordered = sorted(found.values.items(), key=lambda one: (isinstance(one[0], str), one[0]))
        values = tuple(
            Chosen(shown(value), exact.exact_text(value) if isinstance(value, Fraction) else "", options)
            for _, (value, options) in ordered
        )
        if len(values) > MOST_VALUES:
            values = (*values[: MOST_VALUES - 1], values[-1])
        place = self.edition.side(rule.cases[0].at if len(rule.cases) == 1 else rule.at)
        nothing = not found.values
        return Answer(
            rule=name,
            label=Words(rule.label.zh, rule.label.en),
            place=place,
            unit="" if unit == "1" else unit,
            values=values,
            complete=found.complete,
            refused=tuple(_line(one) for one in found.refused) if nothing else (),
            refused_at=tuple(self.clause(one) for one in found.refused) if nothing else (),
            lacking=tuple(one.path for one in found.lacking) if nothing else (),
            trace=() if nothing else self._trace(name, document, found.way),
        )

    def clause(self, problem: Problem) -> Side:
        """Where a refusal stands, with the words of its clause's title."""
        found = next((one for one in self.compiled.clauses if one.id == problem.clause), None)
        return Side(clause=problem.clause, title=found.title if found else "")

    def _trace(self, name: str, document: Document, options: dict[str, str]) -> tuple[str, ...]:
        taken = document.get("options") or {}
        result = self.calculator.calculate({**document, "options": {**taken, **options}}, want=[name], trace=True)
        assert result.trace is not None
        return tuple(explain(result.trace, [name]).splitlines()[:24])


def _wanted(condition: form.Expr) -> str:
    """What a condition only wants to be known: an input, a rule, or a field; empty where it wants more than that."""
    match condition:
        case form.Known(of=form.Ref(name=name)) | form.Known(of=form.Call(rule=name)):
            return name
        case form.Known(of=form.Get(field=name)):
            return name
        case form.Aggregate(over=over, body=form.Known(of=form.Get(field=name))):
            return f"{over}.{name}"
        case _:
            return ""


def _by_value(tried: list[tuple[dict[str, str], Key, Value | None]]) -> dict[Key, tuple[Value, dict[str, str]]]:
    """Each value with the first choice that gives it, told by the options that make a difference at all."""
    deciding = [name for name in (tried[0][0] if tried else ()) if _decides(name, tried)]
    values: dict[Key, tuple[Value, dict[str, str]]] = {}
    for options, key, value in tried:
        if value is not None:
            values.setdefault(key, (value, {name: options[name] for name in deciding if name in options}))
    return values


def _decides(name: str, tried: list[tuple[dict[str, str], Key, Value | None]]) -> bool:
    """Whether two ways that differ in this option alone give different things."""
    seen: dict[tuple[tuple[str, str], ...], Key] = {}
    for options, key, _ in tried:
        rest = tuple((other, taken) for other, taken in options.items() if other != name)
        if seen.setdefault(rest, key) != key:
            return True
    return False


def _line(problem: Problem) -> Words:
    return Words(problem.message("zh"), problem.message("en"))
