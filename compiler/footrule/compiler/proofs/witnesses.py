"""From a z3 model to a document a user could write: round numbers first, nothing that does not matter, confirmed.

A counterexample that the reference interpreter does not reproduce is not one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import z3

from footrule.compiler.proofs.obligations import Obligation, View
from footrule.compiler.proofs.symbols import ItemSym, Sym, variables
from footrule.runtime import exact, form
from footrule.runtime.calculate import Calculator
from footrule.runtime.inputs import check
from footrule.runtime.problems import Problem, Refused
from footrule.runtime.reference import Interpreter

ROUND = ("0", "1", "10", "100", "1000", "1/2", "1/10", "50", "5", "2")
CODES = {
    "no_gap": ("R0302",),
    "no_overlap": ("R0303",),
    "lookup_total": ("R0304",),
    "no_zero_division": ("R0305",),
    "defined": ("R0306", "R0308"),
}
CHECKS = 60
"""Solver calls spent on rounding one counterexample."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A document, and what the reference says of it."""

    document: dict[str, Any]
    problem: Problem


def confirmed(view: View, obligation: Obligation, solver: z3.Solver, calculator: Calculator) -> Witness | None:
    """A minimal document for which the reference fails as the obligation says, from a satisfiable solver."""
    _round_off(view, obligation, solver)
    if solver.check() != z3.sat:
        return None
    document = _document(view, solver.model())
    problem = _reproduced(obligation, document, calculator)
    if problem is None:
        return None
    return Witness(_without_what_does_not_matter(document, obligation, calculator), problem)


def _round_off(view: View, obligation: Obligation, solver: z3.Solver) -> None:
    """Pin numbers that matter to round values, one after another, as long as the failure stays possible."""
    matters = set(variables(obligation.bad))
    checks = 0
    for value in _values(view):
        if not z3.is_real(value.value) or not set(variables(value.value)) & matters:
            continue
        for candidate in ROUND:
            checks += 1
            if checks > CHECKS:
                return
            solver.push()
            solver.add(value.value == z3.RealVal(candidate))
            if solver.check() == z3.sat:
                break
            solver.pop()


def _values(view: View) -> list[Sym]:
    inputs = view.world.inputs
    found = list(inputs.values.values())
    for items in inputs.items.values():
        for item in items:
            found += item.fields.values()
    return found


def _document(view: View, model: z3.ModelRef) -> dict[str, Any]:
    compiled, inputs = view.world.compiled, view.world.inputs
    document: dict[str, Any] = {"inputs": {}, "options": {}}
    for given in compiled.inputs:
        if not given.source_of:
            _put(document["inputs"], given.name, inputs.values[given.name], given.type, model, view)
    for many in compiled.lists:
        document["inputs"][many.name] = [_item(many, item, model, view) for item in inputs.items[many.name]]
    for option in compiled.options:
        _put(document["options"], option.name, inputs.values[option.name], option.type, model, view)
    return document


def _item(many: form.ListInput, item: ItemSym, model: z3.ModelRef, view: View) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for given in many.fields:
        if not given.source_of:
            _put(found, given.name, item.fields[given.name], given.type, model, view)
    return found


def _put(into: dict[str, Any], name: str, value: Sym, type: form.Type, model: z3.ModelRef, view: View) -> None:
    if not z3.is_true(model.eval(value.known, model_completion=True)):
        return
    into[name] = _told(model.eval(value.value, model_completion=True), type, view)


def _told(value: Any, type: form.Type, view: View) -> Any:
    match type:
        case form.Choice(of=of):
            members = view.world.inputs.members[of]
            return members[value.as_long()] if members else ""
        case form.Truth():
            return z3.is_true(value)
        case form.Date():
            return date.fromordinal(value.as_long()).isoformat()
        case form.Text():
            return f"text {value.as_long()}"
        case _:
            if z3.is_algebraic_value(value):
                value = value.approx(20)
            number = Fraction(value.numerator_as_long(), value.denominator_as_long())
            return exact.exact_text(number)


def _reproduced(obligation: Obligation, document: dict[str, Any], calculator: Calculator) -> Problem | None:
    """The problem the reference meets at the obligation's own place, where it meets it."""
    places = {(calculator.index.place(at).standard, calculator.index.place(at).clause) for at in obligation.at}
    for problem in problems(document, calculator):
        if problem.code in CODES.get(obligation.claim, ()) and (problem.standard, problem.clause) in places:
            return problem
    return None


def problems(document: dict[str, Any], calculator: Calculator) -> list[Problem]:
    """What the reference says of every output and requirement of a document that gives only what matters."""
    found: list[Problem] = []
    try:
        checked = check(calculator.index, calculator.units, document, partial=True)
    except Refused as refusal:
        return list(refusal.problems)
    interpreter = Interpreter(calculator.index, checked.given)
    judged = calculator.requirements(interpreter)
    found += judged.refused
    if any(problem.code == "R0301" for problem in judged.refused):
        return []  # not a legal input
    rules = calculator.index.rules
    for name in [*calculator.compiled.outputs, *calculator.compiled.reports]:
        if name in rules and not rules[name].parameters:
            try:
                interpreter.rule(name)
            except Refused as refusal:
                found += refusal.problems
    return found


def _without_what_does_not_matter(
    document: dict[str, Any], obligation: Obligation, calculator: Calculator
) -> dict[str, Any]:
    """Leave out, one by one, inputs and options the failure does not need."""
    for section in ("inputs", "options"):
        for name in list(document[section]):
            fewer = {**document, section: {k: v for k, v in document[section].items() if k != name}}
            if _reproduced(obligation, fewer, calculator) is not None:
                document = fewer
    return document
