"""Worked examples as proofs: those a standard prints and does not keep to, and counterexamples written as new ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from footrule.compiler.proofs.structure import where
from footrule.compiler.proofs.verdicts import Verdict
from footrule.runtime import form
from footrule.runtime.calculate import Calculator
from footrule.runtime.worked_examples import check_example

BLOCKS = {"zh": "算例", "en": "example"}


def examples_agree(compiled: form.Form, calculator: Calculator) -> Iterator[Verdict]:
    """Every worked example of the standard: its own rules give what it prints, or it is a counterexample itself."""
    for example in compiled.examples:
        report = check_example(calculator, example)
        failed = next((check for check in report.checks if check.verdict == "fails"), None)
        place = where(compiled, example.at)
        if failed is None:
            yield Verdict(property="example_agrees", subject=example.name, status="proved", places=(place,))
            continue
        target = failed.expectation.target
        yield Verdict(
            property="example_agrees", subject=example.name, status="refuted", places=(place,),
            zh=f"`{target}` 印作 {failed.expectation.printed}，规则给出的不是它",
            en=f"`{target}` is printed as {failed.expectation.printed}, which the rules do not give",
            values=(target, failed.expectation.printed),
        )  # fmt: skip


def as_example(verdict: Verdict, language: str = "en") -> str:
    """A ready block that is refused as the verdict says. Raises `ValueError` where there is no refused witness."""
    if verdict.witness is None or not verdict.code:
        raise ValueError("the verdict has no counterexample that is refused")
    title = {"zh": f"{verdict.subject} 的反例", "en": f"counterexample to {verdict.subject}"}[language].strip()
    lines = [f"```{BLOCKS[language]} {title}", "source: counterexample found by proof", "constructed: yes"]
    for key, section in (("given", "inputs"), ("options", "options")):
        values = verdict.witness.get(section, {})
        if not values:
            lines += [f"{key}: {{}}"] if key == "given" else []
            continue
        lines.append(f"{key}:")
        for name, value in values.items():
            if isinstance(value, list) and value:
                lines += [f"  {name}:", *(f"    - {_flow(item)}" for item in value)]
            else:
                lines.append(f"  {name}: {_flow(value)}")
    return "\n".join([*lines, f"refused: {verdict.code}", "```"]) + "\n"


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
    text = str(value)
    return f'"{text}"' if any(mark in text for mark in ",:{}[]#\"'") else text
