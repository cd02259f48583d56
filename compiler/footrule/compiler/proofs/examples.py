"""Worked examples as proofs: those a standard prints and does not keep to, and counterexamples written as new ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Literal

from footrule.compiler.proofs.structure import where
from footrule.compiler.proofs.verdicts import Verdict
from footrule.compiler.rewriting import expressions
from footrule.runtime import form
from footrule.runtime.calculate import Calculator
from footrule.runtime.problems import Words
from footrule.runtime.walking import every
from footrule.runtime.worked_examples import Check, check_example

Language = Literal["zh", "en"]

BLOCKS = {"zh": "算例", "en": "example"}
AT_EDGE = {
    "zh": "边界值；所期望的值是规则给出的，须对照条文",
    "en": "at the edge; the value expected is the one the rules give, to be held against the clause",
}
SOURCES = {"zh": "由证明得出的反例", "en": "counterexample found by the proofs"}
REFUSED = {"zh": "拒绝", "en": "refused"}

MOST_RULES = 8
"""Rules told of a value that does not come out: the nearest are the likeliest."""

_PLAIN = re.compile(r"(?:\w|-\d)[\w./%-]*(?: [\w./%-]+)*")
"""What YAML reads as the very text it is."""


def examples_agree(compiled: form.Form, calculator: Calculator) -> Iterator[Verdict]:
    """Every worked example of the standard: its own rules give what it prints, or it is a counterexample itself."""
    for example in compiled.examples:
        report = check_example(calculator, example)
        failed = next((check for check in report.checks if check.verdict == "fails"), None)
        place = where(compiled, example.at)
        if failed is None:
            yield Verdict(property="example_agrees", subject=example.name, status="proved", places=(place,))
            continue
        yield _failed(compiled, example, failed)


def _failed(compiled: form.Form, example: form.Example, failed: Check) -> Verdict:
    target, printed = failed.expectation.target, failed.expectation.printed
    given = Words(f"规则给出 {failed.computed}", f"the rules give {failed.computed}")
    told = failed.reason if failed.computed is None else given
    rests = list(_rests_on(compiled, target))
    lines = [(_named(rule, "zh"), _named(rule, "en"), where(compiled, rule.at)) for rule in rests[1:MOST_RULES]]
    return Verdict(
        property="example_agrees", subject=example.name, status="refuted",
        places=tuple(dict.fromkeys((where(compiled, example.at), *(where(compiled, rule.at) for rule in rests[:1])))),
        zh=f"`{target}` 印作 {printed}，{told.zh}",
        en=f"`{target}` is printed as {printed}, {told.en}",
        values=(target, printed),
        trace_zh=tuple(f"{zh}  [{place.standard} §{place.clause}]" for zh, _, place in lines),
        trace_en=tuple(f"{en}  [{place.standard} §{place.clause}]" for _, en, place in lines),
    )  # fmt: skip


def _rests_on(compiled: form.Form, target: str) -> Iterator[form.Rule]:
    """The rule a printed value belongs to, then the rules it uses, the nearest first."""
    rules = {rule.name: rule for rule in compiled.rules}
    waiting = [re.split(r"[(\[.]", target)[0]]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        if name in rules and name not in seen:
            seen.add(name)
            yield rules[name]
            calls = (node for expression in expressions(rules[name]) for node in every(expression))
            waiting += [node.rule for node in calls if isinstance(node, form.Call)]


def _named(rule: form.Rule, language: Language) -> str:
    label = (rule.label.zh or rule.label.en) if language == "zh" else (rule.label.en or rule.label.zh)
    return f"{rule.name} “{label}”" if label else rule.name


def as_example(
    verdict: Verdict, language: Language = "en", *, fence: str = "", name: str = "", evidence: str = "primary"
) -> str:
    """A block ready to stand in the file: refused as the verdict says, or giving the wrong value it tells of.

    `fence`: the word that opens it; `name`: its name, where the usual one is taken. Raises `ValueError` where there is
    no counterexample.
    """
    if not has_example(verdict) or verdict.witness is None:
        raise ValueError("the verdict has no counterexample")
    lines = [
        f"```{fence or BLOCKS[language]} {name or title(verdict, language)}",
        f"source: {(AT_EDGE if verdict.property == 'edge_exercised' else SOURCES)[language]}",
        f"evidence: {evidence}",
        "constructed: yes",
        *(as_inputs(verdict.witness) or ["given: {}"]),
    ]
    if verdict.property == "edge_exercised":
        return "\n".join([*lines, "expect:", f"  {_scalar(verdict.asked)}: {_scalar(verdict.values[1])}", "```"]) + "\n"
    if verdict.asked:
        lines += ["expect:", f"  {_scalar(verdict.asked)}: {REFUSED[language]}"]
    if verdict.code:
        lines.append(f"refused: {verdict.code}")
    else:
        lines += ["expect:", *_given(verdict)]
    note = ", ".join(f"{key}: {_quoted(text)}" for key, text in (("zh", verdict.zh), ("en", verdict.en)))
    return "\n".join([*lines, f"note: {{{note}}}", "```"]) + "\n"


def _given(verdict: Verdict) -> list[str]:
    """What the reference gives although it should not."""
    if verdict.property == "monotonic":
        low, high, first, second = verdict.values
        return [f'  "{verdict.subject}({first})": {_scalar(low)}', f'  "{verdict.subject}({second})": {_scalar(high)}']
    return [f"  {verdict.subject}: {{printed: {_scalar(verdict.values[0])}, reading: exact}}"]


def has_example(verdict: Verdict) -> bool:
    """Whether a block can be written of it: the reference refuses the witness, or gives a wrong value for it."""
    if verdict.property == "edge_exercised":
        return verdict.witness is not None
    return verdict.witness is not None and verdict.status == "refuted" and bool(verdict.code or verdict.values)


def title(verdict: Verdict, language: Language) -> str:
    """What a counterexample is called in a file."""
    if verdict.property == "edge_exercised":
        return {"zh": f"{verdict.subject} 恰在边界", "en": f"{verdict.subject} at its edge"}[language]
    clause = verdict.places[0].clause if verdict.places else ""
    about = verdict.subject or f"§{clause}"
    return {"zh": f"{about} 的反例", "en": f"counterexample to {about}"}[language]


def as_inputs(witness: dict[str, Any]) -> list[str]:
    """A document as an example gives it: one input a line, one item of a list a line."""
    lines: list[str] = []
    for key, section in (("given", "inputs"), ("options", "options")):
        values = witness.get(section, {})
        if values:
            lines.append(f"{key}:")
        for name, value in values.items():
            if isinstance(value, list) and value:
                lines += [f"  {name}:", *(f"    - {_flow(item)}" for item in value)]
            else:
                lines.append(f"  {name}: {_flow(value)}")
    return lines


def one_line(witness: dict[str, Any] | None) -> str:
    """A document on one line: `scrap: 1 t, lines: [{a: 2}]`."""
    if witness is None:
        return "–"
    parts = [
        f"{name}: {_flow(value)}"
        for section in ("inputs", "options")
        for name, value in witness.get(section, {}).items()
    ]
    return ", ".join(parts) or "{}"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _scalar(str(value))


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
