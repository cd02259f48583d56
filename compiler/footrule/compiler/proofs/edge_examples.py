"""An input that stands exactly at an edge of a rule, ready to become a worked example there.

The value is the one the rules give: only a person can hold it against the clause, and until then it proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
import z3

from footrule.compiler.proofs.obligations import View
from footrule.compiler.proofs.symbols import TRUE, ItemSym
from footrule.compiler.proofs.unexercised import Slip, refusing
from footrule.compiler.proofs.witnesses import (
    Document,
    item_of,
    legal,
    round_off,
    without_what_does_not_matter,
    written,
)
from footrule.compiler.proofs.world import Instance
from footrule.runtime import form
from footrule.runtime.calculate import Calculator
from footrule.runtime.problems import Refused
from footrule.runtime.reference import Interpreter
from footrule.runtime.values import Value, shown, unit_of

MOST_WAYS = 3
"""Ways of calling one rule that are tried at one edge."""


@dataclass(frozen=True, slots=True)
class AtEdge:
    """A document, what to ask for, and what the rules give."""

    document: Document
    target: str
    value: str


def at_edge(
    slip: Slip, compiled: form.Form, view: View, calculator: Calculator, solve: Callable[[list[Any], int], z3.Solver]
) -> AtEdge | None:
    """The least document that stands at the edge of `slip`, or None where none was found within the work allowed."""
    edge = slip.edge
    if edge is None or edge.left.unit == "":
        return None
    trap = refusing(slip.rule, slip.case, edge)
    rules = tuple(trap if rule.name == trap.name else rule for rule in compiled.rules)
    trapped = Calculator(msgspec.structs.replace(compiled, rules=rules))
    ways = [(instance, path) for instance, path in view.ways if instance.rule.name == slip.rule.name]
    for instance, path in ways[:MOST_WAYS]:
        arguments = _items(instance)
        env = dict(instance.env)
        left, right = view.world.number(edge.left, env, TRUE), view.world.number(edge.right, env, TRUE)
        if arguments is None or not z3.is_arith(left):
            continue
        meets = z3.And(path, left == right)
        solver = solve(view.assumptions, 0)
        solver.add(meets)
        if solver.check() != z3.sat:
            continue
        round_off(view, meets, solver)
        if solver.check() != z3.sat:
            continue
        document = written(view, solver.model())

        def stands(one: Document, arguments: tuple[ItemSym, ...] = arguments) -> bool:
            given = _value(one, calculator, slip.rule.name, arguments)
            return given is not None and _value(one, trapped, slip.rule.name, arguments) is None

        if stands(document):
            least = without_what_does_not_matter(document, stands)
            value = _value(least, calculator, slip.rule.name, arguments)
            assert value is not None
            places = ", ".join(f"#{item.index + 1}" for item in arguments)
            target = f"{slip.rule.name}({places})" if places else slip.rule.name
            return AtEdge(least, target, shown(value, unit_of(slip.rule.type)))
    return None


def _items(instance: Instance) -> tuple[ItemSym, ...] | None:
    """The items of lists a rule is called with; None where it is called with anything else."""
    values = [value for _, value in instance.env]
    items = tuple(value for value in values if isinstance(value, ItemSym))
    return items if len(items) == len(values) else None


def _value(document: Document, calculator: Calculator, name: str, items: tuple[ItemSym, ...]) -> Value | None:
    """What a legal document gives for the rule, or None where it is refused."""
    reference = legal(document, calculator)
    if reference is None:
        return None
    found = [item_of(reference, item.of, item.index) for item in items]
    try:
        arguments = [item for item in found if item is not None]
        if len(arguments) < len(found):
            return None
        return Interpreter(calculator.index, reference.given).rule(name, *arguments)
    except Refused:
        return None
