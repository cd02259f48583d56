"""Every way of choosing among the options a standard leaves open, and what a rule gives for each.

Only options the rule reads are varied. Up to a limit all ways are tried; beyond it each option is varied alone and then
ways are drawn, with the same seed each time, and the answer says that not all were tried.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import Any

from footrule.compiler.editions.products import Dependencies
from footrule.runtime import form
from footrule.runtime.calculate import NOT_GIVEN, Calculator
from footrule.runtime.problems import Problem, Refused, Words
from footrule.runtime.values import Absent, Value, unit_of

MOST_WAYS = 256
Key = Fraction | str
REFUSED = "refused"
UNMET = "R0301"
"""A requirement of the standard is not met."""
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """Every value by what it is in base units, with the choice that gives it; or why there is none.

    `way`: every option as it was taken for the first value. `tried`: ways of choosing; `not_accepted`: those of them
    that give no value. `complete`: all were tried, and no option is a number between bounds.
    """

    values: dict[Key, tuple[Value, dict[str, str]]]
    way: dict[str, str]
    refused: tuple[Problem, ...]
    lacking: tuple[Problem, ...]
    complete: bool
    tried: int = 0
    not_accepted: int = 0


class Ways:
    """One standard, ready to be asked. Raises `Refused` where its form is faulty."""

    def __init__(self, compiled: form.Form) -> None:
        self.compiled = compiled
        self.calculator = Calculator(compiled)
        self.dependencies = Dependencies(compiled)
        self.rules = {rule.name: rule for rule in compiled.rules}
        self.options = {option.name: option for option in compiled.options}

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
        for chosen in _chosen(each, ways, total):
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
        not_accepted = sum(value is None for _, _, value in ways_tried)
        whole = total <= ways and not numbers
        return Found(_by_value(ways_tried), way, tuple(refused), tuple(lacking), whole, len(ways_tried), not_accepted)

    def _absent(self, problem: Problem) -> Problem | None:
        """The problem with the name of what was not given, where that is all it says.

        A requirement that only wants something known is such a one: to refuse for want of it is no other answer.
        """
        if problem.code in NOT_GIVEN:
            return problem
        for requirement in self.compiled.requirements if problem.code == UNMET else ():
            message = problem.arguments.get("message")
            if isinstance(message, Words) and message.en in (requirement.message.en, requirement.message.zh):
                name = _wanted(requirement.condition)
                if name:
                    return replace(problem, path=name)
        return None

    def _key(self, name: str, value: Value) -> Key:
        if isinstance(value, Fraction):
            declared = self.rules[name].type
            scale = self.calculator.units.parse(unit_of(declared)).scale if unit_of(declared) else Fraction(1)
            return value * scale
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value.value if isinstance(value, Absent) else str(value)


def _chosen(each: list[list[str]], most: int, total: int) -> Iterator[tuple[str, ...]]:
    """All ways, or so many of them: each option alone first."""
    if total <= most:
        yield from product(*each)
        return
    first = tuple(one[0] for one in each)
    yield first
    seen = {first}
    alone = [(*first[:at], value, *first[at + 1 :]) for at, one in enumerate(each) for value in one[1:]]
    chance = random.Random(1)
    while len(seen) < most:
        way = alone.pop(0) if alone else tuple(chance.choice(one) for one in each)
        if way not in seen:
            seen.add(way)
            yield way


def values_of(compiled: form.Form, option: form.Option) -> list[str]:
    """What an option may be: all members; of a number its bounds and default. `""` leaves it as it is."""
    match option.type:
        case form.Choice(of=of):
            return [m.name for kind in compiled.enumerations if kind.name == of for m in kind.members]
        case form.Truth():
            return ["yes", "no"]
        case form.Quantity():
            default = [option.default.value] if isinstance(option.default, form.Num) else []
            inside = [bound.value for bound in option.bounds if bound.op in ("le", "ge")]
            return list(dict.fromkeys([*inside, *default])) or [""]
        case _:
            return [""]


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
