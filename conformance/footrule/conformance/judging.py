"""A tool's answer to a case, as an outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from footrule.conformance import protocol
from footrule.conformance.cases import Case, Expected, Json, Relation
from footrule.conformance.comparison import Actual, Judgement, Units, judge, read_answer
from footrule.conformance.left_out import left_out
from footrule.conformance.outcomes import Name
from footrule.runtime import exact
from footrule.runtime.problems import ENTRIES


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome with what it rests on: the worst value of the case. `step`: the first checkpoint told otherwise."""

    outcome: Name
    target: str = ""
    expected: str = ""
    actual: str = ""
    deviation: Fraction | None = None
    margin: Fraction | None = None
    detail: str = ""
    step: str = ""


def verdict(
    case: Case, answer: protocol.FromTool, units: Units, codes: Mapping[str, str], told: Json | None = None
) -> Verdict:
    """The outcome of a compute, accept or reject case. `codes`: the tool's codes by ours. `told`: the interface."""
    if reads_more := _reads_more(case, answer, case.given, told):
        return reads_more
    match answer:
        case protocol.Unsupported():
            return Verdict("unsupported", detail=answer.capability)
        case protocol.Fault():
            return Verdict("crash", detail=answer.message_text[:200])
        case protocol.Reject():
            return _rejected(case, answer, codes)
        case protocol.Value():
            return _valued(case, answer, units)
        case _:
            return Verdict("crash", detail=f"`{type(answer).__name__.lower()}` is no answer to `eval`")


def _reads_more(case: Case, answer: protocol.FromTool, given: dict[str, Any], told: Json | None) -> Verdict | None:
    """Not attempted: the tool names something a cut-down document leaves out, where an answer was to be had."""
    if (
        told is None
        or case.reject is not None
        or "partial" not in case.needs
        or not isinstance(answer, protocol.Reject)
    ):
        return None
    if not answer.field or not left_out(answer.field, given, told):
        return None
    return Verdict("unsupported", detail=f"it reads {answer.field}, which this document leaves out")


def _rejected(case: Case, answer: protocol.Reject, codes: Mapping[str, str]) -> Verdict:
    """A refusal is right whatever phase it names: what reading refuses here, a requirement refuses in another tool."""
    given = tuple(dict.fromkeys(codes.get(code, code) for code in (answer.code, *answer.codes) if code))
    told = ", ".join(given) or answer.phase or "rejected"
    if case.reject is None:
        told = f"{told} {answer.message_text[:120]}".strip()
        return Verdict("wrong-reject", expected="an answer", actual=told)
    wanted = ", ".join(case.reject.codes)
    known = [code for code in given if code in ENTRIES]
    if known and not set(known) & set(case.reject.codes):
        return Verdict("wrong-error", expected=wanted, actual=told)
    return Verdict("pass", expected=wanted, actual=told)


def _valued(case: Case, answer: protocol.Value, units: Units) -> Verdict:
    if case.reject is not None:
        return Verdict("wrong-accept", expected=", ".join(case.reject.codes), actual=_told_all(answer.outputs))
    if case.kind == "accept":
        return Verdict("pass")
    if case.disputed:
        found = [_one(name, wanted, answer.outputs.get(name), units) for name, wanted in case.expect.items()]
        return replace(worst(found), outcome="disputed")
    found = [
        _one(name, wanted, answer.outputs.get(name), units)
        for name, wanted in case.expect.items()
        if not wanted.disputed
    ]
    return worst(found)


_RANK: tuple[Name, ...] = ("fail-unit", "fail-value", "inconclusive", "pass-within-print", "pass")


def worst(found: list[Verdict]) -> Verdict:
    """The worst of several values; the first of equals."""
    return min(found, key=lambda one: _RANK.index(one.outcome)) if found else Verdict("pass")


_OF_BAND: dict[str, Name] = {
    "equal": "pass",
    "within print": "pass-within-print",
    "outside": "fail-value",
    "inconclusive": "inconclusive",
    "other unit": "fail-unit",
    "other kind": "fail-value",
}


def _one(name: str, wanted: Expected, given: protocol.Given | None, units: Units) -> Verdict:
    expected = told_value(wanted.kind, wanted.value, wanted.unit)
    if given is None:
        return Verdict("fail-value", name, expected, "nothing at all")
    judged: Judgement = judge(wanted, Actual(given.kind, given.value, given.unit), units)
    actual = told_value(given.kind, given.value, given.unit)
    return Verdict(_OF_BAND[judged.band], name, expected, actual, judged.deviation, judged.margin, judged.why)


def told_value(kind: str, value: str | None, unit: str) -> str:
    """A value as a reader sees it: `12.5 kg`, `unknown`."""
    if value is None:
        return kind.replace("_", " ")
    shown = value if len(value) <= 80 else value[:79] + "…"
    return shown if unit in ("", "1") else f"{shown} {unit}"


def _told_all(outputs: Mapping[str, protocol.Given]) -> str:
    return (
        "; ".join(f"{name} = {told_value(one.kind, one.value, one.unit)}" for name, one in list(outputs.items())[:3])
        or "accepted"
    )


def relation_verdict(
    case: Case,
    relation: Relation,
    first: protocol.FromTool,
    second: protocol.FromTool,
    units: Units,
    told: Json | None = None,
) -> Verdict:
    """Whether two answers stand in the relation: exactly, or within what binary floating point may lose."""
    for answer, given in ((first, case.given), (second, relation.given)):
        if reads_more := _reads_more(case, answer, given, told):
            return reads_more
        if isinstance(answer, protocol.Unsupported):
            return Verdict("unsupported", detail=answer.capability)
        if isinstance(answer, protocol.Reject):
            return Verdict("wrong-reject", expected="an answer", actual=answer.code or answer.message_text[:120])
        if not isinstance(answer, protocol.Value):
            return Verdict("crash", detail="no answer to `eval`")
    assert isinstance(first, protocol.Value) and isinstance(second, protocol.Value)
    found = []
    for name, factor in relation.factors.items():
        one, other = first.outputs.get(name), second.outputs.get(name)
        wanted = _follows(one, factor)
        told = told_value(one.kind, one.value, one.unit) if one else "nothing"
        found.append(_one(name, wanted, other, units) if wanted else Verdict("fail-value", name, "a value", told))
    return worst(found)


def _follows(one: protocol.Given | None, factor: str) -> Expected | None:
    from footrule.conformance.cases import Compare  # noqa: PLC0415
    from footrule.conformance.reference_tool import RELATIVE, decimal_text  # noqa: PLC0415

    if one is None:
        return None
    if one.kind != "quantity":
        return Expected(kind=one.kind, value=one.value)
    try:
        number = read_answer(one.value) * exact.read_number(factor)
    except exact.NumberError:
        return None
    rule = Compare(by="relative", within=RELATIVE)
    return Expected(kind="quantity", value=decimal_text(number), unit=one.unit, compare=rule)


def plain(answer: protocol.FromTool) -> Any:
    """An answer without its number, to compare two runs and to keep in the results."""
    import msgspec  # noqa: PLC0415

    found = msgspec.to_builtins(answer)
    found.pop("seq", None)
    return found


def comparable(answer: protocol.FromTool) -> Any:
    """What two answers to one question must have in common: all but the words for a reader, which may tell the time."""
    found = plain(answer)
    found.pop("message_text", None)
    return found
