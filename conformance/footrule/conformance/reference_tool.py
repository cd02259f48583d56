"""What the exact reference answers to a case: the values wanted, or why it refuses.

A document gives what is asked for needs and no more, as a worked example does: an input left out is refused only
where a wanted value needs it, and a requirement is held against the document where it can be judged.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal

import msgspec

from footrule.conformance.cases import Compare, Expected, Rejection
from footrule.runtime import exact, form
from footrule.runtime.calculate import NOT_GIVEN, Calculator
from footrule.runtime.inputs import Checked, check
from footrule.runtime.problems import Problem, Refused
from footrule.runtime.reference import Interpreter
from footrule.runtime.values import Absent, Value
from footrule.runtime.worked_examples import value_of

Phase = Literal["input", "requirement", "calculation"]


@dataclass(frozen=True, slots=True)
class Found:
    """A value, its unit and the type it is of."""

    value: Value
    unit: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Either `values` by target, or a refusal: `phase` and `problems`."""

    values: dict[str, Found] = field(default_factory=dict)
    phase: Phase | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def refused(self) -> bool:
        return self.phase is not None

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(problem.code for problem in self.problems))

    @property
    def clause(self) -> str:
        return next((problem.clause for problem in self.problems if problem.clause), "")


class ReferenceTool:
    """A compiled standard made ready to answer. Raises `Refused` where the form is faulty."""

    def __init__(self, compiled: form.Form) -> None:
        self.calculator = Calculator(compiled)

    @property
    def compiled(self) -> form.Form:
        return self.calculator.compiled

    def changed(
        self,
        *,
        rules: Sequence[form.Rule] = (),
        tables: Sequence[form.Table] = (),
        requirements: tuple[form.Requirement, ...] | None = None,
        inputs: Sequence[form.Input] = (),
        lists: Sequence[form.ListInput] = (),
    ) -> ReferenceTool:
        """The same tool with some declarations replaced: how a tool with one mistake is made, cheaply."""
        other = copy.copy(self)
        other.calculator = copy.copy(self.calculator)
        index = copy.copy(self.calculator.index)
        other.calculator.index = index
        index.rules = index.rules | {rule.name: rule for rule in rules}
        if tables:
            index.tables = index.tables | {table.name: table for table in tables}
            index._rows = {name: rows for name, rows in index._rows.items() if name not in index.tables.keys() & {
                table.name for table in tables
            }}  # fmt: skip
        if requirements is not None:
            index.form = msgspec.structs.replace(index.form, requirements=requirements)
        if inputs:
            index.inputs = index.inputs | {each.name: each for each in inputs}
            index.form = msgspec.structs.replace(
                index.form, inputs=tuple(index.inputs[each.name] for each in index.form.inputs)
            )
        if lists:
            index.lists = index.lists | {each.name: each for each in lists}
            index.form = msgspec.structs.replace(
                index.form, lists=tuple(index.lists[each.name] for each in index.form.lists)
            )
        return other

    def read(self, given: dict[str, Any], *, partial: bool = True) -> Checked:
        """A document read and checked. `partial`: it need not give every input it has to. Raises `Refused`."""
        document = {"inputs": given.get("inputs", {}), "options": given.get("options", {})}
        return check(self.calculator.index, self.calculator.units, document, partial=partial)

    def answer(self, given: dict[str, Any], want: Sequence[str]) -> Answer:
        """The answer to one document. Never raises for what the document says."""
        try:
            checked = self.read(given)
        except Refused as refusal:
            return Answer(phase="input", problems=tuple(refusal.problems))
        return self.answer_read(checked, want)

    def answer_read(self, checked: Checked, want: Sequence[str], interpreter: Interpreter | None = None) -> Answer:
        """The same for a document that is already read; `interpreter` may watch."""
        working = interpreter or Interpreter(self.calculator.index, checked.given)
        refused = self.calculator.requirements(working).refused
        if refused:
            phase: Phase = "requirement" if any(problem.code == "R0301" for problem in refused) else "calculation"
            return Answer(phase=phase, problems=tuple(refused))
        return self.values(working, want)

    def values(self, working: Interpreter, want: Sequence[str]) -> Answer:
        """The wanted values alone, whatever the requirements say."""
        values: dict[str, Found] = {}
        problems: list[Problem] = []
        for target in want:
            try:
                values[target] = Found(*value_of(self.calculator, working, target))
            except Refused as refusal:
                problems += [problem for problem in refusal.problems if problem not in problems]
        if problems:
            missing = all(problem.code in NOT_GIVEN for problem in problems)
            return Answer(phase="input" if missing else "calculation", problems=tuple(problems))
        return Answer(values)


DIGITS = 50
"""Significant digits of a value that does not end, far beyond what `RELATIVE` asks for."""


def decimal_text(value: Fraction) -> str:
    """A number as every message and every case writes it: a decimal, exact where it ends within `DIGITS` digits."""
    return exact.shown(value, DIGITS, DIGITS)


def writable(found: Found) -> bool:
    """Whether a message can hold a value: a number beyond the exponents that are read is neither sent nor judged."""
    value = found.value
    most = Fraction(10) ** exact.LARGEST_EXPONENT
    return not isinstance(value, Fraction) or not value or 1 / most <= abs(value) < most


RELATIVE = "1e-9"
"""How far an answer may lie from a value that no document printed: room for careful binary floating point."""


def expected(found: Found, kind_of: str = "text", compare: Compare | None = None) -> Expected:
    """A value of the reference as a case expects it."""
    value = found.value
    if isinstance(value, Absent):
        return Expected(kind=value.value)
    if isinstance(value, bool):
        return Expected(kind="truth", value="true" if value else "false")
    if isinstance(value, Fraction):
        rule = compare or Compare(by="relative", within=RELATIVE)
        return Expected(kind="quantity", value=decimal_text(value), unit=found.unit or "1", compare=rule)
    if isinstance(value, date):
        return Expected(kind="date", value=value.isoformat())
    return Expected(kind="choice" if kind_of == "choice" else "text", value=str(value))


def rejection(answer: Answer) -> Rejection:
    """A refusal of the reference as a case expects it."""
    assert answer.phase is not None
    return Rejection(phase=answer.phase, codes=answer.codes, clause=answer.clause)


def kind_of_target(compiled: form.Form, target: str) -> str:
    """`choice` where the values of a target are members of an enumeration."""
    name = target.partition("(")[0].strip()
    types: dict[str, form.Type] = {each.name: each.type for each in compiled.options}
    types |= {each.name: each.type for each in compiled.inputs}
    types |= {rule.name: rule.type for rule in compiled.rules}
    return "choice" if isinstance(types.get(name), form.Choice) else "text"
