"""Twins: a published example with one number moved, its answer worked out by the reference when the run begins.

A tool that has the published answers written into it passes the examples and fails their twins.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction

import msgspec

from footrule.conformance.cases import Case
from footrule.conformance.making.edges import numbers, with_value
from footrule.conformance.making.sampling import written
from footrule.conformance.reference_tool import ReferenceTool, expected, kind_of_target
from footrule.runtime import exact

_TRIES = 30


def twins(cases: tuple[Case, ...], tool: ReferenceTool, seed: str) -> Iterator[Case]:
    """One twin for every example whose answer moves with one of its numbers."""
    for case in cases:
        if case.kind == "compute" and case.id.startswith("example.") and not case.disputed:
            found = _twin(case, tool, random.Random(f"{seed} {case.id}"))
            if found is not None:
                yield found


def _twin(case: Case, tool: ReferenceTool, draw: random.Random) -> Case | None:
    quantities = [each for each in numbers(case.given) if each[1]]
    before = tool.answer(case.given, case.want)
    if not quantities or before.refused:
        return None
    for _ in range(_TRIES):
        path, value, unit = draw.choice(quantities)
        moved = value * Fraction(draw.choice((101, 103, 97, 107, 93, 120)), 100)
        if value.denominator == 1 and abs(value) > 50:
            moved = Fraction(round(moved))
        if moved == value or not exact.terminates(moved):
            continue
        given = with_value(case.given, path, {**_at(case.given, path), **written(moved, unit)})
        answer = tool.answer(given, case.want)
        if answer.refused or all(answer.values[name].value == found.value for name, found in before.values.items()):
            continue
        expect = {name: expected(found, kind_of_target(tool.compiled, name)) for name, found in answer.values.items()}
        return msgspec.structs.replace(case, id=f"{case.id}#twin", given=given, expect=expect)
    return None


def _at(document: object, path: tuple[str | int, ...]) -> dict[str, object]:
    inner: object = document
    for step in path:
        inner = inner[step]  # type: ignore[index]  # the way was found in this document
    assert isinstance(inner, dict)
    return inner
