"""Both references side by side: one product, one question, two answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice, product

import msgspec

from footrule.compiler.editions.products import Document, Products, projected
from footrule.runtime import form
from footrule.runtime.calculate import NOT_GIVEN, Calculator
from footrule.runtime.inputs import check
from footrule.runtime.problems import Problem, Refused
from footrule.runtime.reference import Interpreter
from footrule.runtime.values import Item, Value, shown, unit_of

MOST_ARGUMENTS = 24
MOST_KEPT = 600
MOST_USES = 40
"""How often one product is asked before it is read anew: a calculation has a budget of steps."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A value, in base units where it is a number, or the problem it was refused with."""

    value: Value | None
    told: str
    problem: Problem | None = None

    @property
    def code(self) -> str:
        return self.problem.code if self.problem else ""

    @property
    def not_given(self) -> bool:
        return self.code in NOT_GIVEN

    def differs(self, other: Answer) -> bool:
        """What is missing from the product tells nothing."""
        if self.not_given or other.not_given:
            return False
        if self.problem or other.problem:
            return bool(self.problem) != bool(other.problem)
        return self.value != other.value


@dataclass(slots=True)
class Opened:
    """One product read by one edition. `unread`: why it cannot be read there."""

    calculator: Calculator
    interpreter: Interpreter | None
    unread: tuple[Problem, ...] = ()
    judged: tuple[Problem, ...] | None = None

    @property
    def legal(self) -> bool:
        """Whether it is read and keeps every requirement that can be judged: asked last, it costs most."""
        return self.interpreter is not None and not self.refused()

    def refused(self) -> tuple[Problem, ...]:
        """What keeps the product from being legal here."""
        if self.interpreter is None:
            return self.unread
        if self.judged is None:
            self.judged = tuple(self.calculator.requirements(self.interpreter).refused)
        return self.judged


@dataclass(slots=True)
class Reader:
    """One edition's reference. `given`: how it is told a product; else it is given what it knows of the document."""

    compiled: form.Form
    given: Callable[[Document], Document] | None = None
    calculator: Calculator = field(init=False)
    opened: dict[bytes, tuple[Opened, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.calculator = Calculator(self.compiled)

    def told(self, document: Document) -> Document:
        return projected(document, self.compiled) if self.given is None else self.given(document)

    def open(self, document: Document) -> Opened:
        """One product read; the same product asked again soon is not read again."""
        key = msgspec.json.encode(document)
        known, uses = self.opened.get(key, (None, 0))
        if known is None or uses >= MOST_USES:
            known, uses = self.read(document), 0
            if len(self.opened) >= MOST_KEPT:
                self.opened.clear()
        self.opened[key] = known, uses + 1
        return known

    def read(self, document: Document, *, trace: bool = False) -> Opened:
        calculator = self.calculator
        try:
            checked = check(calculator.index, calculator.units, self.told(document), partial=True)
        except Refused as refusal:
            return Opened(calculator, None, refusal.problems)
        return Opened(calculator, Interpreter(calculator.index, checked.given, trace=trace))


def ask(opened: Opened, rule: str, arguments: Sequence[Value]) -> Answer:
    assert opened.interpreter is not None
    declared = opened.calculator.index.rules[rule]
    try:
        value = opened.interpreter.rule(rule, *arguments)
    except Refused as refusal:
        return Answer(None, refusal.problems[0].code, refusal.problems[0])
    told = shown(value, unit_of(declared.type))
    if isinstance(value, Fraction) and isinstance(declared.type, form.Quantity):
        value *= opened.calculator.units.parse(declared.type.unit).scale
    return Answer(value, told)


def ways(
    old: Opened, new: Opened, rule: form.Rule, products: Products
) -> Iterator[tuple[str, list[Value], list[Value]]]:
    """Arguments for a rule on either side: every item, every member, some numbers."""
    choices = [list(_argument(old, new, p, products)) for p in rule.parameters]
    for chosen in islice(product(*choices), MOST_ARGUMENTS):
        yield ", ".join(one[0] for one in chosen), [one[1] for one in chosen], [one[2] for one in chosen]


def _argument(
    old: Opened, new: Opened, parameter: form.Parameter, products: Products
) -> Iterator[tuple[str, Value, Value]]:
    match parameter.type:
        case form.Item(of=of):
            left, right = _items(old, of), _items(new, of)
            for position, (one, other) in enumerate(zip(left, right, strict=False)):
                yield f"#{position + 1}", one, other
        case form.Choice(of=of):
            for member in products.members.get(of, []):
                yield member, member, member
        case form.Truth():
            yield from (("yes", True, True), ("no", False, False))
        case form.Quantity(unit=unit):
            parsed = products.units.parse(unit)
            pool = [base / parsed.scale for base in products.pools.get(parsed.dims, [])][:8]
            for value in [*pool, Fraction(1), Fraction(10)]:
                yield shown(value, unit), value, value
        case _:
            return


def _items(opened: Opened, of: str) -> tuple[Item, ...]:
    assert opened.interpreter is not None
    items = opened.interpreter.given.lists.get(of, ())
    return items if isinstance(items, tuple) else ()
