"""The worked examples of a standard as cases: its own numbers, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from footrule.conformance.cases import FORMAT, Case, Compare, Expected, Rejection, Source
from footrule.conformance.reference_tool import ReferenceTool, expected, rejection
from footrule.runtime import exact, form
from footrule.runtime.printed_interval import read_printed
from footrule.runtime.worked_examples import Check, check_example

_QUANTITY = re.compile(
    r"(?P<number>[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)\s*(?P<unit>.*)", re.DOTALL
)
_CODE = re.compile(r"\((?P<code>[a-z0-9][a-z0-9.-]+)\)\s*$")


def examples(tool: ReferenceTool) -> Iterator[Case]:
    """One case for every worked example the rules agree with, dispute or refuse."""
    compiled = tool.compiled
    for example in compiled.examples:
        given = tidy({"inputs": example.given, "options": example.options}, compiled)
        found = _refused(tool, example, given) if example.refused else _computed(tool, example, given)
        if found is not None:
            yield found


def example_id(example: form.Example) -> str:
    """The code an example carries in its name, else its name."""
    coded = _CODE.search(example.name)
    told = coded["code"] if coded else re.sub(r"[^\w-]+", "-", example.name).strip("-")
    return f"example.{told}".replace("..", ".")


def _case(compiled: form.Form, example: form.Example, given: dict[str, Any], **parts: Any) -> Case:
    clause = compiled.places[example.at].clause if example.at < len(compiled.places) else ""
    quote = "; ".join(f"{each.target} = {each.printed}" for each in example.expect)
    return Case(
        case=FORMAT,
        id=example_id(example),
        standard=compiled.standard.id,
        given=given,
        title={"zh": example.name, "en": example.name},
        source=Source(
            standard=compiled.standard.id,
            clause=clause,
            document=compiled.standard.number,
            locator=example.source,
            quote=quote if not example.constructed else "",
            made="constructed" if example.constructed else "",
        ),
        **parts,
    )


def _computed(tool: ReferenceTool, example: form.Example, given: dict[str, Any]) -> Case | None:
    report = check_example(tool.calculator, example)
    if report.problems or not report.checks:
        return None
    expect = {
        check.target: _expected(check, example.constructed) for check in report.checks if check.verdict != "fails"
    }
    return _case(tool.compiled, example, given, kind="compute", want=tuple(expect), expect=expect) if expect else None


def _expected(check: Check, constructed: bool) -> Expected:
    told = check.expectation
    explanation = {"zh": told.explanation.zh, "en": told.explanation.en} if told.explanation else {}
    assert check.value is not None
    from footrule.conformance.reference_tool import Found  # noqa: PLC0415

    recomputed = expected(Found(check.value, check.unit))
    if recomputed.kind != "quantity":
        return recomputed
    printed = read_printed(told.printed)
    return Expected(
        kind="quantity",
        value=_digits(told.printed, printed.unit),
        unit=printed.unit or check.unit or "1",
        compare=Compare(by="printed", reading=told.reading, places=told.places),
        disputed=check.verdict == "disputed",
        recomputed=check.computed or "" if check.verdict == "disputed" else "",
        explanation={name: text for name, text in explanation.items() if text},
    )


def _digits(printed: str, unit: str) -> str:
    return printed.strip().removesuffix(unit).strip().translate(exact.FULL_WIDTH)


def _refused(tool: ReferenceTool, example: form.Example, given: dict[str, Any]) -> Case | None:
    for want in ((), tool.compiled.outputs):
        answer = tool.answer(given, want)
        if answer.refused and example.refused in answer.codes:
            found = rejection(answer)
            wanted = Rejection(phase=found.phase, codes=(example.refused,), clause=found.clause)
            return _case(tool.compiled, example, given, kind="reject", want=want, reject=wanted)
    return None


def tidy(given: dict[str, Any], compiled: form.Form) -> dict[str, Any]:
    """A document as cases write it: every quantity as digits and unit; what is not a quantity stays as it is."""
    inputs = {each.name: each.type for each in compiled.inputs}
    lists = {each.name: {one.name: one.type for one in each.fields} for each in compiled.lists}
    options = {each.name: each.type for each in compiled.options}
    found: dict[str, Any] = {}
    for name, value in given.get("inputs", {}).items():
        if name in lists and isinstance(value, list):
            found[name] = [
                {key: _tidy(one, lists[name].get(key)) for key, one in item.items()} if isinstance(item, dict) else item
                for item in value
            ]
        else:
            found[name] = _tidy(value, inputs.get(name))
    taken = {name: _tidy(value, options.get(name)) for name, value in (given.get("options") or {}).items()}
    return {"inputs": found, **({"options": taken} if taken else {})}


def _tidy(value: Any, type_: form.Type | None) -> Any:
    if isinstance(value, dict) and set(value) <= {"value", "unit", "source"} and isinstance(type_, form.Quantity):
        inner = _tidy(value.get("value"), type_) if value.get("unit") is None else value
        parts = inner if isinstance(inner, dict) else {"value": inner}
        return {**parts, **({"source": value["source"]} if "source" in value else {})}
    if isinstance(type_, form.Quantity) and isinstance(value, (str, int)) and not isinstance(value, bool):
        found = _QUANTITY.fullmatch(str(value).strip())
        if found:
            return {"value": found["number"], "unit": found["unit"].strip() or type_.unit or "1"}
    return value
