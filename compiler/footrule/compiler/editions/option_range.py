"""The range a standard leaves open: the least and greatest a result may be over its options, and the choices for both.

Choices are tried in all their members, numbers at their bounds and default. Between the bounds a result need not run
one way, so for numbers the range is what was found, not proved; the answer says so.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import islice, product
from typing import Any

from footrule.runtime import exact, form
from footrule.runtime.calculate import Calculator
from footrule.runtime.form import Struct
from footrule.runtime.problems import Refused

MOST = 4096


class Extreme(Struct):
    value: str
    exact: str
    options: dict[str, str]


class Span(Struct):
    result: str
    unit: str
    least: Extreme
    greatest: Extreme


class Range(Struct):
    """`tried`: ways of choosing; `refused`: those the standard refuses. `complete`: all choices were tried, and no
    option is a number between bounds."""

    standard: str
    tried: int
    refused: int
    complete: bool
    spans: tuple[Span, ...]
    open: tuple[str, ...]


def option_range(compiled: form.Form, document: dict[str, Any]) -> Range:
    """Over every option the document leaves open. Raises `Refused` where no way of choosing gives a result."""
    calculator = Calculator(compiled)
    given = document if {"inputs", "options"} & document.keys() else {"inputs": document}
    taken = dict(given.get("options") or {})
    free = [option for option in compiled.options if option.name not in taken]
    values = [values_of(compiled, option) for option in free]
    tried = refused = 0
    last: Refused | None = None
    found: dict[str, list[tuple[Fraction, str, dict[str, str]]]] = {}
    for chosen in islice(product(*values), MOST):
        options = {option.name: value for option, value in zip(free, chosen, strict=True)}
        tried += 1
        try:
            result = calculator.calculate({**given, "options": {**taken, **options}})
        except Refused as refusal:
            refused += 1
            last = refusal
            continue
        for output in result.outputs:
            if isinstance(output.value, Fraction):
                found.setdefault(output.name, []).append((output.value, output.unit, options))
    if last is not None and refused == tried:
        raise last
    total = 1
    for one in values:
        total *= len(one)
    numbers = any(isinstance(option.type, form.Quantity) for option in free)
    spans = tuple(_span(name, rows) for name, rows in found.items())
    return Range(
        compiled.standard.id, tried, refused, tried == total and not numbers, spans, tuple(o.name for o in free)
    )


def _span(name: str, rows: list[tuple[Fraction, str, dict[str, str]]]) -> Span:
    ends = [pick(rows, key=lambda row: row[0]) for pick in (min, max)]
    least, greatest = (Extreme(exact.shown(value), exact.exact_text(value), options) for value, _, options in ends)
    return Span(name, rows[0][1], least, greatest)


def values_of(compiled: form.Form, option: form.Option) -> list[str]:
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
