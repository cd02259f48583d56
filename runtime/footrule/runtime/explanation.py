"""A trace told to a reader: each number, its clause, and under it the numbers it came from.

Lines are indented with spaces and never aligned in columns, so that Chinese text stays in place in any terminal.
Colour and width are the caller's business: `lines` gives the parts, `explain` the plain text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from footrule.runtime.problems import Language
from footrule.runtime.trace import Step, Trace
from footrule.runtime.values import Json, shown, to_json

MOST_CHILDREN = 40
"""Values told under one number; the others are counted."""

MOST_LINES = 2_000

_WORDS = {
    "input": ("输入", "input"),
    "option": ("选项", "option"),
    "cell": ("表", "table"),
    "case": ("情形 {case}/{of}", "case {case} of {of}"),
    "seen": ("见上文", "see above"),
    "more": ("另有 {count} 个值", "{count} more values"),
    "departs": ("偏离 {what}", "departs from {what}"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation.

    `step` None: `more` values are not told. `seen`: the step's own values stand above, and are not repeated.
    """

    depth: int
    step: Step | None
    seen: bool = False
    more: int = 0


def lines(trace: Trace, names: Iterable[str] = ()) -> Iterator[Line]:
    """The tree of the named steps, or of every value nothing else used, top down."""
    by_number = {step.number: step for step in trace.steps}
    told: set[int] = set()
    waiting = [Line(0, step) for step in reversed(_roots(trace, tuple(names)))]
    given = 0
    while waiting:
        line = waiting.pop()
        given += 1
        if given > MOST_LINES:
            yield Line(0, None, more=len(waiting) + 1)
            return
        step = line.step
        if step is None or not step.uses:
            yield line
            continue
        seen = step.number in told
        yield Line(line.depth, step, seen)
        if seen:
            continue
        told.add(step.number)
        below = line.depth + 1
        children = [Line(below, by_number[number]) for number in step.uses[:MOST_CHILDREN]]
        if len(step.uses) > MOST_CHILDREN:
            children.append(Line(below, None, more=len(step.uses) - MOST_CHILDREN))
        waiting += reversed(children)


def _roots(trace: Trace, names: tuple[str, ...]) -> list[Step]:
    if names:
        found = (trace.step(name) for name in names)
        return [step for step in found if step is not None]
    used = {number for step in trace.steps for number in step.uses}
    return [step for step in trace.steps if step.number not in used and step.kind == "rule"]


def told(line: Line, trace: Trace, language: Language = "en") -> str:
    """One line in words, without its indentation: name, label, value, clause, case."""
    step = line.step
    if step is None:
        return _word("more", language).format(count=line.more)
    label = (step.label.zh or step.label.en) if language == "zh" else (step.label.en or step.label.zh)
    name = f"{step.name} “{label}”" if label and step.name != label else step.name
    notes = [_citation(step, trace)]
    if step.kind != "rule":
        notes.insert(0, _word(step.kind, language))
    elif step.of > 1:
        notes.append(_word("case", language).format(case=step.case, of=step.of))
    if step.departs:
        notes.append(_word("departs", language).format(what=step.departs))
    if line.seen:
        notes.append(_word("seen", language))
    comma = "，" if language == "zh" else ", "
    return f"{name} = {shown(step.value, step.unit, language)}  [{comma.join(note for note in notes if note)}]"


def _citation(step: Step, trace: Trace) -> str:
    place = trace.place(step.case_at or step.at)
    return f"{place.standard} §{place.clause}" if place.clause else place.standard


def _word(key: str, language: Language) -> str:
    return _WORDS[key][0 if language == "zh" else 1]


def explain(trace: Trace, names: Iterable[str] = (), language: Language = "en") -> str:
    """The whole explanation as plain text, two spaces a level."""
    return "\n".join(f"{'  ' * line.depth}{told(line, trace, language)}" for line in lines(trace, names))


def to_json_lines(trace: Trace, names: Iterable[str] = ()) -> list[Json]:
    """The same tree as data: one object a line, with its depth; `uses` are left to the trace."""
    found: list[Json] = []
    for line in lines(trace, names):
        step = line.step
        if step is None:
            found.append({"depth": line.depth, "more": line.more})
            continue
        place = trace.place(step.case_at or step.at)
        found.append(
            {
                "depth": line.depth,
                "number": step.number,
                "kind": step.kind,
                "name": step.name,
                "label": {"zh": step.label.zh, "en": step.label.en},
                "value": to_json(step.value, step.type),
                "standard": place.standard,
                "clause": place.clause,
                "case": step.case,
                "of": step.of,
                "seen": line.seen,
            }
        )
    return found
