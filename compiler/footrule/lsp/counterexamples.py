"""Counterexamples of the proofs as worked examples ready to stand in the file."""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass

from lsprotocol.types import TextEdit

from footrule.compiler.proofs.examples import as_example, has_example, title
from footrule.compiler.proofs.verdicts import Verdict
from footrule.dsl import tree
from footrule.dsl.fences import EXAMPLE_WORDS
from footrule.dsl.keywords import Language
from footrule.lsp.session import Analysis
from footrule.runtime import form
from footrule.runtime.calculate import Calculator
from footrule.runtime.worked_examples import check_example


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A refuted verdict with its witness, and the line its subject is defined at."""

    verdict: Verdict
    line: int

    @property
    def subject(self) -> str:
        return self.verdict.subject


def available() -> bool:
    """Whether the solver the proofs need is installed."""
    return importlib.util.find_spec("z3") is not None


def counterexamples(compiled: form.Form) -> tuple[Counterexample, ...]:
    """Every refuted property of a form that has a witness. Takes seconds."""
    record = importlib.import_module("footrule.compiler.proofs.prove").prove(compiled)
    here = compiled.standard.id
    return tuple(
        Counterexample(one, place.line)
        for one in record.verdicts
        if one.status == "refuted" and one.witness is not None
        for place in [next((place for place in one.places if place.standard == here), None)]
        if place is not None
    )


def inserted(analysis: Analysis, found: Counterexample, language: Language) -> TextEdit | None:
    """The example behind the rule block it is about; None where the reference does not refuse it."""
    compiled = analysis.form
    block = next((b for b in analysis.passed.document.blocks if b.span.line <= found.line <= b.span.end_line), None)
    if compiled is None or block is None or not _agrees(compiled, found.verdict):
        return None
    text = analysis.text
    offset = text.places.offset(block.span.end_line + 1, 10_000)
    told = _block(analysis, found.verdict, language)
    break_ = "\r\n" if "\r\n" in text.content else "\n"
    return TextEdit(text.places.range(offset, offset), told.replace("\n", break_))


def _agrees(compiled: form.Form, verdict: Verdict) -> bool:
    """Whether the block that would be inserted agrees with the reference."""
    if not has_example(verdict):
        return False
    document = verdict.witness or {}
    target, printed = (verdict.asked, "") if verdict.code else (verdict.subject, verdict.values[0])
    expected = (form.Expectation(target=target, printed=printed, reading="exact"),) if target else ()
    example = form.Example(
        name=verdict.subject, source="", evidence="", refused=verdict.code, expect=expected,
        given=document.get("inputs", {}), options=document.get("options", {}),
    )  # fmt: skip
    return check_example(Calculator(compiled), example).verdict == "agrees"


def _block(analysis: Analysis, verdict: Verdict, language: Language) -> str:
    front = analysis.passed.document.front
    evidence = front.status if front is not None and front.status in ("primary", "excerpt", "secondary") else "primary"
    name = _name(analysis, verdict, language)
    fence = EXAMPLE_WORDS[analysis.language]
    return "\n\n" + as_example(verdict, language, fence=fence, name=name, evidence=evidence).rstrip("\n")


def _name(analysis: Analysis, verdict: Verdict, language: Language) -> str:
    taken = {part.name for part in analysis.passed.document.parts if isinstance(part, tree.ExampleBlock)}
    base = title(verdict, language)
    names = [base, *(f"{base} {number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)
