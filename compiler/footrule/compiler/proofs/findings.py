"""Verdicts as diagnostics: the same form every other finding of the compiler has, with both places."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from footrule.compiler.proofs.examples import Language, as_example, as_inputs, has_example, one_line
from footrule.compiler.proofs.verdicts import Record, Verdict, Where
from footrule.compiler.proofs.wording import PROPERTIES
from footrule.dsl.diagnostics.model import Also, Diagnostic, Note, Place
from footrule.dsl.tree import Span

REFUTED = {
    "no_gap": "F0501",
    "no_overlap": "F0502",
    "lookup_total": "F0503",
    "no_zero_division": "F0504",
    "defined": "F0505",
    "reachable": "F0506",
    "input_used": "F0507",
    "removal_not_positive": "F0509",
    "supply_not_negative": "F0510",
    "loosened": "F0513",
    "example_agrees": "F0516",
    "monotonic": "F0517",
}
LANGUAGES: tuple[Language, ...] = ("zh", "en")
NOTED = {"cliff": "F0508", "choice": "F0515", "case_exercised": "F0518", "edge_exercised": "F0519"}

Texts = Callable[[str], tuple[str, str] | None]
"""The path and text of an edition's file, by its id; None where it cannot be read."""


def diagnostics(record: Record, texts: Texts) -> Iterator[Diagnostic]:
    """What a person has to hear of: refuted and undecided properties, cliffs and open choices."""
    for verdict in record.verdicts:
        code = _code(verdict)
        if code:
            places = [_place(where, texts, record.standard) for where in verdict.places] or [_start(record, texts)]
            also = tuple(Also(place, "另见此处", "and here") for place in places[1:])
            yield Diagnostic(code, places[0], _arguments(verdict), also, tuple(_notes(verdict)))


def _code(verdict: Verdict) -> str:
    if verdict.status == "refuted":
        return REFUTED.get(verdict.property, "")
    if verdict.status == "noted":
        return NOTED.get(verdict.property, "") if verdict.values else ""
    if verdict.status == "undecided":
        if verdict.property == "certificates_count_once":
            return "F0514"
        return "F0512" if verdict.en.startswith("possible") else "F0511"
    return ""


def _arguments(verdict: Verdict) -> dict[str, str]:
    below, above, first, second, example = (*verdict.values, "", "", "", "", "")[:5]
    property_zh, property_en = PROPERTIES[verdict.property]
    clauses = dict.fromkeys(where.clause for where in verdict.places)
    return {
        "name": verdict.subject or ", ".join(f"§{clause}" for clause in clauses),
        "property_zh": property_zh,
        "property_en": property_en,
        "zh": verdict.zh,
        "en": verdict.en,
        "example": example,
        "witness": one_line(verdict.witness),
        "below": below,
        "above": above,
        "first": first,
        "second": second,
    }


def _notes(verdict: Verdict) -> Iterator[Note]:
    """The counterexample as a block to paste, and how the reference came to refuse it; of a jump, where it is."""
    if verdict.property == "example_agrees" and verdict.trace_zh:
        yield Note("这个值所依据的规则", "the rules this value rests on", verdict.trace_zh, verdict.trace_en)
    if verdict.witness is None or verdict.property == "choice":
        return
    if not has_example(verdict):
        lines = tuple(as_inputs(verdict.witness))
        yield Note("此处的输入", "the input at this point", lines, lines)
        return
    zh, en = (tuple(as_example(verdict, language).rstrip("\n").split("\n")) for language in LANGUAGES)
    if verdict.property == "edge_exercised":
        heading = ("可以贴入的算例，值须对照条文", "an example to paste once its value is held against the clause")
        yield Note(*heading, zh, en)
        return
    yield Note("反例，可以作为算例贴入", "counterexample, ready to be pasted as an example", zh, en)
    if verdict.trace_zh:
        yield Note("参考计算走到这里时的数值", "the numbers the reference came to", verdict.trace_zh, verdict.trace_en)


def _place(where: Where, texts: Texts, own: str) -> Place:
    found = texts(where.standard) or texts(own)
    path, text = found if found is not None else (where.standard, "")
    lines = text.split("\n")
    line = min(max(where.line, 1), len(lines))
    width = len(lines[line - 1]) + 1
    indent = len(lines[line - 1]) - len(lines[line - 1].lstrip())
    return Place(path, Span(line, indent + 1, line, max(width, indent + 2)), where.clause or None, where.standard)


def _start(record: Record, texts: Texts) -> Place:
    return _place(Where(standard=record.standard, line=1), texts, record.standard)
