"""Counterexamples of the proofs as worked examples ready to stand in the file."""

from __future__ import annotations

import importlib
import importlib.util
import json
import re
from dataclasses import dataclass
from typing import Any

from lsprotocol.types import TextEdit

from footrule.dsl import tree
from footrule.dsl.fences import EXAMPLE_WORDS
from footrule.dsl.keywords import Language
from footrule.lsp.session import Analysis
from footrule.runtime import form
from footrule.runtime.calculate import Calculator
from footrule.runtime.worked_examples import check_example

_PLAIN = re.compile(r"(?:\w|-\d)[\w./%-]*(?: [\w./%-]+)*")
FAILURES = ("R0302", "R0303", "R0304", "R0305", "R0306", "R0308")
"""What a calculator refuses where a rule has a gap, an overlap, no row, a zero divisor or no value."""


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A document for which `subject`, defined at `line`, fails; what is said of it in zh and en."""

    subject: str
    line: int
    document: dict[str, Any]
    zh: str
    en: str


def available() -> bool:
    """Whether the solver the proofs need is installed."""
    return importlib.util.find_spec("z3") is not None


def counterexamples(compiled: form.Form) -> tuple[Counterexample, ...]:
    """Every refuted property of a form that has a witness. Takes seconds."""
    record = importlib.import_module("footrule.compiler.proofs.prove").prove(compiled)
    here = compiled.standard.id
    return tuple(
        Counterexample(one.subject, place.line, one.witness, one.zh, one.en)
        for one in record.verdicts
        if one.status == "refuted" and one.witness is not None
        for place in [next((place for place in one.places if place.standard == here), None)]
        if place is not None
    )


def inserted(analysis: Analysis, found: Counterexample, language: Language) -> TextEdit | None:
    """The example behind the rule block it is about; None where the reference does not refuse it."""
    compiled = analysis.form
    code = _refusal(compiled, found) if compiled is not None else ""
    block = next(
        (b for b in analysis.passed.document.blocks if b.span.line <= found.line <= b.span.end_line), None
    )
    if not code or block is None:
        return None
    text = analysis.text
    offset = text.places.offset(block.span.end_line + 1, 10_000)
    told = _block(analysis, found, code, language)
    break_ = "\r\n" if "\r\n" in text.content else "\n"
    return TextEdit(text.places.range(offset, offset), told.replace("\n", break_))


def _refusal(compiled: form.Form, found: Counterexample) -> str:
    example = form.Example(
        name=found.subject, source="", evidence="", refused="-",
        given=found.document.get("inputs", {}), options=found.document.get("options", {}),
    )  # fmt: skip
    codes = str(check_example(Calculator(compiled), example).checks[0].computed)
    return next((code for code in FAILURES if code in codes), "")


def _block(analysis: Analysis, found: Counterexample, code: str, language: Language) -> str:
    document = found.document
    front = analysis.passed.document.front
    evidence = front.status if front is not None and front.status in ("primary", "excerpt", "secondary") else "primary"
    lines = [
        "",
        "",
        f"```{EXAMPLE_WORDS[analysis.language]} {_name(analysis, found, language)}",
        "source: " + ("由证明得出的反例" if language == "zh" else "counterexample found by the proofs"),
        f"evidence: {evidence}",
        "constructed: yes",
        *_section("given", document.get("inputs", {})),
        *_section("options", document.get("options", {})),
        f"refused: {code}",
        f"note: {{zh: {json.dumps(found.zh, ensure_ascii=False)}, en: {json.dumps(found.en, ensure_ascii=False)}}}",
        "```",
    ]
    return "\n".join(lines)


def _name(analysis: Analysis, found: Counterexample, language: Language) -> str:
    taken = {part.name for part in analysis.passed.document.parts if isinstance(part, tree.ExampleBlock)}
    base = f"{found.subject} 的反例" if language == "zh" else f"counterexample of {found.subject}"
    names = [base, *(f"{base} {number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _section(key: str, values: dict[str, Any]) -> list[str]:
    if not values:
        return []
    lines = [f"{key}:"]
    for name, value in values.items():
        if isinstance(value, list):
            lines.append(f"  {name}:" if value else f"  {name}: []")
            lines += [f"    - {{{', '.join(f'{k}: {_scalar(v)}' for k, v in item.items())}}}" for item in value]
        else:
            lines.append(f"  {name}: {_scalar(value)}")
    return lines


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
