"""From a z3 model to a document a user could write: round numbers first, nothing that does not matter, confirmed.

A counterexample that the reference interpreter does not reproduce is not one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import z3

from footrule.compiler.proofs.obligations import Obligation, View, signed
from footrule.compiler.proofs.symbols import FIRST_DAY, LAST_DAY, Mentions, Sym
from footrule.compiler.proofs.world import argument
from footrule.compiler.rewriting import expressions
from footrule.runtime import exact, form
from footrule.runtime.calculate import Calculator
from footrule.runtime.explanation import Line, told
from footrule.runtime.inputs import check
from footrule.runtime.problems import Problem, Refused
from footrule.runtime.reference import Interpreter
from footrule.runtime.trace import Trace
from footrule.runtime.values import Item, Value, shown, unit_of
from footrule.runtime.walking import every

ROUND = ("0", "1", "10", "100", "1000", "1/2", "1/10", "50", "5", "2")
DAYS = tuple(date.fromisoformat(day).toordinal() for day in ("2024-01-01", "2025-01-01", "2026-01-01"))
CODES = {
    "no_gap": ("R0302",),
    "no_overlap": ("R0303",),
    "lookup_total": ("R0304",),
    "no_zero_division": ("R0305",),
    "defined": ("R0306", "R0308"),
}
CHECKS = 80
"""Solver calls spent on rounding one counterexample."""

NO_REFUSAL = ""
"""Of a wrong value: only a whole inventory refuses it, so that the value itself is the finding."""

MOST_TOLD = 10
"""Numbers told of the way to a refusal: those nearest to it."""

Solve = Callable[[list[Any]], z3.Solver]
Told = tuple[tuple[str, ...], tuple[str, ...]]
"""The same lines in Chinese and in English."""
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Witness:
    """A document, and what the reference says of it."""

    document: Document
    zh: str
    en: str
    code: str
    values: tuple[str, ...] = ()
    asked: str = ""
    trace: Told = ((), ())


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a form a counterexample is shown by: outputs, reports, requirements, and one rule called by nothing."""

    obligation: Obligation
    calculator: Calculator
    rule: str = ""
    arguments: tuple[Value, ...] = ()

    def shown(self, document: Document) -> bool:
        return reproduced(document, self) is not None

    def written(self) -> str:
        """The rule with its arguments, as an example names what it wants; empty where an output calls it."""
        if not self.rule:
            return ""
        parameters = self.calculator.index.rules[self.rule].parameters
        given = [str(_told(value, p.type)) for value, p in zip(self.arguments, parameters, strict=True)]
        return f"{self.rule}({', '.join(given)})" if given else self.rule

    def wanted(self) -> Iterator[tuple[str, tuple[Value, ...]]]:
        """Every output and report, then the rule that none of them calls."""
        rules = self.calculator.index.rules
        for name in (*self.calculator.compiled.outputs, *self.calculator.compiled.reports):
            if name in rules and not rules[name].parameters:
                yield name, ()
        if self.rule:
            yield self.rule, self.arguments


def confirmed(view: View, obligation: Obligation, solve: Solve, calculator: Calculator) -> Witness | None:
    """A minimal document for which the reference fails as the obligation says."""
    solver = solve(view.assumed_in(obligation.owner))
    solver.add(obligation.bad)
    if solver.check() != z3.sat:
        return None
    first = solver.model()
    round_off(view, obligation.bad, solver)
    models = [solver.model(), first] if solver.check() == z3.sat else [first]
    for model in models:
        document = written(view, model)
        for asked in _ways_to_show(view, obligation, model, calculator):
            problem = reproduced(document, asked)
            if problem is not None:
                least = without_what_does_not_matter(document, asked.shown)
                found = reproduced(least, asked)
                assert found is not None
                if found.code == NO_REFUSAL:
                    value = str(found.arguments["value"])
                    return Witness(least, f"此时为 {value}", f"it is {value} here", "", (value,))
                both = tuple(str(found.arguments[side]) for side in ("first", "second") if side in found.arguments)
                return Witness(
                    least, found.message("zh"), found.message("en"), found.code, both, asked.written(),
                    story(least, asked, found),
                )  # fmt: skip
    return None


def _ways_to_show(view: View, obligation: Obligation, model: z3.ModelRef, calculator: Calculator) -> list[Asked]:
    found = [Asked(obligation, calculator)]
    for instance, _ in view.ways:
        rule = instance.rule
        if obligation.at[0] not in _places(rule) and obligation.subject != rule.name:
            continue
        arguments = []
        for parameter, (_, value) in zip(rule.parameters, instance.env, strict=True):
            if not isinstance(value, Sym) or argument(rule, parameter) not in str(value.value):
                break  # not called with just anything: some output calls it
            arguments.append(read_back(model.eval(value.value, model_completion=True), parameter.type, view))
        else:
            found.append(Asked(obligation, calculator, rule.name, tuple(arguments)))
    return found


def _places(rule: form.Rule) -> set[int]:
    return {rule.at, *(case.at for case in rule.cases), *(n.at for e in expressions(rule) for n in every(e))}


def round_off(view: View, matters: Any, solver: z3.Solver) -> None:
    """Pin numbers that matter to round values, one after another, as long as the failure stays possible."""
    mentions = Mentions()
    names = mentions.of(matters)
    checks = 0
    for value, type in _values(view):
        if not isinstance(type, form.Quantity | form.Date) or not mentions.of(value.value) & names:
            continue
        for candidate in _candidates(type):
            checks += 1
            if checks > CHECKS:
                return
            solver.push()
            solver.add(value.value == candidate)
            if solver.check() == z3.sat:
                break
            solver.pop()


def _candidates(type: form.Type) -> list[Any]:
    if isinstance(type, form.Date):
        return [z3.IntVal(day) for day in DAYS]
    return [z3.RealVal(number) for number in ROUND]


def _values(view: View) -> list[tuple[Sym, form.Type]]:
    inputs, compiled = view.world.inputs, view.world.compiled
    found: list[tuple[Sym, form.Type]] = [(inputs.values[g.name], g.type) for g in compiled.inputs]
    found += [(inputs.values[option.name], option.type) for option in compiled.options]
    for many in compiled.lists:
        for item in inputs.items[many.name]:
            found += [(item.fields[field.name], field.type) for field in many.fields]
    for instance, _ in view.ways:  # what a rule that nothing calls is asked with
        for parameter, (_, value) in zip(instance.rule.parameters, instance.env, strict=True):
            if isinstance(value, Sym) and z3.is_const(value.value):
                found.append((value, parameter.type))
    return found


# --- documents --------------------------------------------------------------------------------------------------------


def written(view: View, model: z3.ModelRef) -> Document:
    """The document a model stands for."""
    compiled, inputs = view.world.compiled, view.world.inputs
    document: Document = {"inputs": {}, "options": {}}
    for given in compiled.inputs:
        if not given.source_of:
            _put(document["inputs"], given.name, inputs.values[given.name], given.type, model, view)
    for many in compiled.lists:
        items = []
        for item in inputs.items[many.name]:
            if z3.is_true(model.eval(item.here, model_completion=True)):
                fields: Document = {}
                for given in many.fields:
                    if not given.source_of:
                        _put(fields, given.name, item.fields[given.name], given.type, model, view)
                items.append(fields)
        document["inputs"][many.name] = items
    for option in compiled.options:
        _put(document["options"], option.name, inputs.values[option.name], option.type, model, view)
    return document


def _put(into: Document, name: str, value: Sym, type: form.Type, model: z3.ModelRef, view: View) -> None:
    if z3.is_true(model.eval(value.known, model_completion=True)):
        found = read_back(model.eval(value.value, model_completion=True), type, view)
        into[name] = _told(found, type)


def _told(value: Value, type: form.Type) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        unit = unit_of(type)
        digits = exact.exact_text(value)
        return digits if unit in ("", "1") or " " in unit else f"{digits} {unit}"
    return value.isoformat() if isinstance(value, date) else str(value)


def read_back(value: Any, type: form.Type, view: View) -> Value:
    match type:
        case form.Choice(of=of):
            members = view.world.inputs.members[of]
            return members[value.as_long()] if members else ""
        case form.Truth():
            return bool(z3.is_true(value))
        case form.Date():
            return date.fromordinal(min(max(value.as_long(), FIRST_DAY), LAST_DAY))
        case form.Text():
            known = {number: text for text, number in view.world.inputs.texts.items()}
            return known.get(value.as_long()) or f"text {value.as_long()}"
        case _:
            if z3.is_algebraic_value(value):
                value = value.approx(20)
            return Fraction(value.numerator_as_long(), value.denominator_as_long())


# --- what the reference says ------------------------------------------------------------------------------------------


def reproduced(document: Document, asked: Asked) -> Problem | None:
    """The problem the reference meets at the obligation's own place, where it meets it."""
    obligation, calculator = asked.obligation, asked.calculator
    places = {(calculator.index.place(at).standard, calculator.index.place(at).clause) for at in obligation.at}
    interpreter = legal(document, calculator)
    if interpreter is None:
        return None
    if obligation.claim in ("removal_not_positive", "supply_not_negative"):
        return _wrong_sign(obligation, interpreter, calculator)
    for problem in _problems(interpreter, asked):
        also = {(problem.standard, problem.clause), *problem.also}
        if problem.code in CODES.get(obligation.claim, ()) and also & places and _same(problem, obligation):
            return problem
    return None


def _same(problem: Problem, obligation: Obligation) -> bool:
    """Where the problem names a rule or a table, it is the obligation's own."""
    named = problem.arguments.get("rule") or problem.arguments.get("table")
    return obligation.claim not in ("no_gap", "no_overlap", "lookup_total") or named == obligation.subject


def legal(document: Document, calculator: Calculator) -> Interpreter | None:
    """A calculation of a document that no requirement refuses."""
    try:
        checked = check(calculator.index, calculator.units, document, partial=True)
    except Refused:
        return None
    interpreter = Interpreter(calculator.index, checked.given)
    refused = calculator.requirements(interpreter).refused
    return None if any(problem.code == "R0301" for problem in refused) else interpreter


def _problems(interpreter: Interpreter, asked: Asked) -> list[Problem]:
    """What the reference says of requirements, of every output and report, and of the rule asked for."""
    found: list[Problem] = list(asked.calculator.requirements(interpreter).refused)
    if found:
        return found  # a requirement that cannot be computed refuses the input before any output is asked for
    for name, arguments in asked.wanted():
        try:
            interpreter.rule(name, *arguments)
        except Refused as refusal:
            found += refusal.problems
    return found


def story(document: Document, asked: Asked, problem: Problem) -> Told:
    """The numbers the reference had come to when it met the problem, each with its clause."""
    calculator = asked.calculator
    given = check(calculator.index, calculator.units, document, partial=True).given
    for name, arguments in asked.wanted():
        interpreter = Interpreter(calculator.index, given, trace=True)
        try:
            interpreter.rule(name, *arguments)
        except Refused as refusal:
            if any(other.code == problem.code and other.clause == problem.clause for other in refusal.problems):
                return _last_numbers(interpreter.trace())
    return (), ()


def _last_numbers(trace: Trace) -> Told:
    """What nothing else used yet: the rule that refused was about to."""
    used = {number for step in trace.steps for number in step.uses}
    last = [Line(0, step) for step in trace.steps if step.number not in used][-MOST_TOLD:]
    return tuple(told(line, trace, "zh") for line in last), tuple(told(line, trace, "en") for line in last)


def _wrong_sign(obligation: Obligation, interpreter: Interpreter, calculator: Calculator) -> Problem | None:
    for rule, claim, sign in signed(calculator.compiled):
        if rule.name == obligation.subject and claim == obligation.claim:
            try:
                value = interpreter.rule(rule.name)
            except Refused:
                return None
            if isinstance(value, Fraction) and value * sign > 0:
                place = calculator.index.place(rule.at)
                told = shown(value, unit_of(rule.type))
                return Problem(NO_REFUSAL, "", {"value": told}, place.standard, place.clause)
    return None


def without_what_does_not_matter(document: Document, fails: Callable[[Document], bool]) -> Document:
    """Leave out what the failure does not need: items first, while every requirement can be judged, then the rest.

    What is left can always be filled up to the whole legal document it was taken from.
    """
    before: Document = {}
    while document != before:  # what is left out may make other things needless
        before = document
        document = _once_through(document, fails)
    return document


def _once_through(document: Document, fails: Callable[[Document], bool]) -> Document:
    for name, items in list(document["inputs"].items()):
        for item in list(items) if isinstance(items, list) else ():
            fewer = [other for other in document["inputs"][name] if other is not item]
            document = _if_it_fails(document, "inputs", {**document["inputs"], name: fewer}, fails)
    for section in ("options", "inputs"):
        for name in list(document[section]):
            rest = {k: v for k, v in document[section].items() if k != name}
            document = _if_it_fails(document, section, rest, fails)
    for name, items in list(document["inputs"].items()):
        for position, item in enumerate(items) if isinstance(items, list) else ():
            for field in list(item):
                kept = list(document["inputs"][name])
                kept[position] = {k: v for k, v in kept[position].items() if k != field}
                document = _if_it_fails(document, "inputs", {**document["inputs"], name: kept}, fails)
    return document


def _if_it_fails(document: Document, section: str, fewer: Document, fails: Callable[[Document], bool]) -> Document:
    smaller = {**document, section: fewer}
    return smaller if fails(smaller) else document


def item_of(interpreter: Interpreter, of: str, index: int) -> Item | None:
    """An item of a list as the reference read it."""
    found = interpreter.given.lists.get(of)
    return found[index] if isinstance(found, tuple) and index < len(found) else None
