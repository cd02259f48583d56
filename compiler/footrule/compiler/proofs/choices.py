"""Freedoms a standard leaves without a default: what each is worth, shown on one of the standard's own examples."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from footrule.compiler.proofs.structure import where
from footrule.compiler.proofs.verdicts import Verdict
from footrule.runtime import form
from footrule.runtime.calculate import Calculator
from footrule.runtime.inputs import check
from footrule.runtime.problems import Refused
from footrule.runtime.reference import Interpreter
from footrule.runtime.values import Value, shown, unit_of

MOST_EXAMPLES = 12


def choices(compiled: form.Form, calculator: Calculator) -> Iterator[Verdict]:
    """Every option that has to be taken, with two results that differ by it where an example shows some."""
    members = {e.name: [m.name for m in e.members] for e in compiled.enumerations}
    for option in compiled.options:
        if option.default is not None or not isinstance(option.type, form.Choice):
            continue
        found = _shown(option, members.get(option.type.of, []), compiled, calculator)
        place = where(compiled, option.at)
        if found is None:
            yield Verdict(
                property="choice", subject=option.name, status="noted", places=(place,),
                zh=f"`{option.name}` 由使用者选取，没有默认", en=f"`{option.name}` has to be chosen and has no default",
            )  # fmt: skip
            continue
        example, document, (first, one), (second, other) = found
        yield Verdict(
            property="choice", subject=option.name, status="noted", places=(place,), witness=document,
            values=(one, other, first, second, example),
            zh=f"`{option.name}` 由使用者选取：{first} 得 {one}，{second} 得 {other}",
            en=f"`{option.name}` has to be chosen: {first} gives {one}, {second} gives {other}",
        )  # fmt: skip


Shown = tuple[str, dict[str, Any], tuple[str, str], tuple[str, str]]


def _shown(option: form.Option, members: list[str], compiled: form.Form, calculator: Calculator) -> Shown | None:
    examples = [e for e in compiled.examples if option.name in e.options and not e.refused]
    rules = calculator.index.rules
    for example in examples[:MOST_EXAMPLES]:
        targets = [e.target for e in example.expect if e.target in rules and not rules[e.target].parameters]
        targets += [name for name in compiled.outputs if name in rules and name not in targets]
        results: dict[str, dict[str, Value]] = {}
        for member in members:
            document = {"inputs": example.given, "options": {**example.options, option.name: member}}
            results[member] = _values(targets, document, calculator)
        for target in targets:
            given = [(member, values[target]) for member, values in results.items() if target in values]
            unit = unit_of(rules[target].type)
            for member, value in given[1:]:
                if value != given[0][1]:
                    one, other = (_told(target, v, unit) for v in (given[0][1], value))
                    document = {"inputs": example.given, "options": example.options}
                    return example.name, document, (given[0][0], one), (member, other)
    return None


def _values(targets: list[str], document: dict[str, Any], calculator: Calculator) -> dict[str, Value]:
    """The targets a document gives; those it refuses are left out."""
    try:
        checked = check(calculator.index, calculator.units, document, partial=True)
    except Refused:
        return {}
    interpreter = Interpreter(calculator.index, checked.given)
    found: dict[str, Value] = {}
    for target in targets:
        try:
            found[target] = interpreter.rule(target)
        except Refused:
            continue
    return found


def _told(target: str, value: Value, unit: str) -> str:
    from footrule.compiler.proofs.wording import digits  # noqa: PLC0415 - only where two results differ

    return f"{target} = {digits(value, unit) if isinstance(value, Fraction) else shown(value, unit)}"
