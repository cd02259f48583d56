"""The command `python -m …`: a document in, a result out; 0 fine, 1 refused, 2 wrong usage, 3 unreadable."""

from __future__ import annotations

import argparse
import json
import locale
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from footrule.compiler.targets.python.support.calculation import Calculation
from footrule.compiler.targets.python.support.results import Amount, BaseResult
from footrule.runtime.documents import read_document
from footrule.runtime.problems import Language, Problem, Refused

FINE, REFUSED, USAGE, UNREADABLE = 0, 1, 2, 3


def command(calculation: Calculation[Any], program: str, schema: str, arguments: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit code."""
    own = calculation.standard
    parser = argparse.ArgumentParser(
        program, description=f"{own.number} {own.edition}: {own.zh} {own.en}".replace("%", "%%")
    )
    parser.add_argument("document", nargs="?", help="JSON document with inputs and options, or - for standard input")
    parser.add_argument("--lang", choices=["zh", "en"], help="language of messages")
    parser.add_argument("--json", action="store_true", help="the result, or the problems, as JSON")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of the inputs")
    parser.add_argument("--want", action="append", metavar="NAME", help="a value asked for, instead of all outputs")
    asked = parser.parse_args(arguments)
    if asked.schema:
        print(schema, end="")
        return FINE
    language = asked.lang or _language()
    if asked.document is None:
        parser.print_usage(sys.stderr)
        return USAGE
    try:
        data = sys.stdin.buffer.read() if asked.document == "-" else Path(asked.document).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no such file"
        words = {"zh": f"无法读取 {asked.document!r}", "en": f"cannot read {asked.document!r}: {reason}"}
        print(words[language], file=sys.stderr)
        return UNREADABLE
    try:
        inputs, options, want = sections(read_document(data), calculation)
    except Refused as refusal:
        _tell(refusal.problems, language, asked.json)
        return UNREADABLE
    try:
        result = calculation.run(inputs, options, asked.want or want)
    except Refused as refusal:
        _tell(refusal.problems, language, asked.json)
        return REFUSED
    print(result.to_json() if asked.json else "\n".join(_lines(result, language)))
    return FINE


def sections(document: dict[str, Any], calculation: Calculation[Any]) -> tuple[Any, Any, Any]:
    """Inputs, options and what is asked for of a document, which may be the inputs alone. Raises `Refused`."""
    names = {info.alias or name for name, info in calculation.inputs.model_fields.items()}
    if {"inputs", "options"} & names or not {"inputs", "options"} & document.keys():
        return document, None, None
    problems = []
    for name, value in document.items():
        if name == "standard" and value != calculation.standard.id:
            told = {"given": f"`{str(value)[:80]}`", "standard": calculation.standard.id}
            problems.append(Problem("R0216", "standard", told))
        elif name not in ("inputs", "options", "standard", "want"):
            told = {"name": name[:80], "what": "section", "hint": "", "names": "inputs, options, standard, want"}
            problems.append(Problem("R0201", name[:80], told))
    if problems:
        raise Refused(problems)
    inputs, options = document.get("inputs"), document.get("options")
    return {} if inputs is None else inputs, {} if options is None else options, document.get("want")


def _language() -> Language:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "zh" if spoken.lower().startswith("zh") else "en"


def _tell(problems: Sequence[Problem], language: Language, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"problems": [each.to_json() for each in problems]}, ensure_ascii=False, indent=2))
        return
    for each in problems:
        print(each.line(language), file=sys.stderr)
        accepted = each.accepted(language)
        if accepted:
            print(f"    {'可接受' if language == 'zh' else 'accepted'}: {accepted}", file=sys.stderr)


def _lines(result: BaseResult, language: Language) -> list[str]:
    """The result for a reader, one value a line."""
    own = result.standard
    lines = [f"{own.number} {own.edition}  {own.zh if language == 'zh' else own.en or own.zh}"]
    for group in ("outputs", "reports"):
        model: Any = getattr(result, group)
        for name, info in type(model).model_fields.items():
            if name in model.__dict__:
                extra: Any = info.json_schema_extra or {}
                label = extra.get(language) or extra.get("zh") or extra.get("en") or info.alias or name
                clause = result.sources[info.alias or name].clause
                lines.append(f"  {label}: {_told(getattr(model, name))}  (§{clause})")
        for name, value in (model.model_extra or {}).items():
            lines.append(f"  {name}: {_told(value)}  (§{result.sources[name].clause})")
    for warning in result.warnings:
        lines.append(f"  ! {warning.zh if language == 'zh' else warning.en}  (§{warning.clause})")
    for each in result.unchecked:
        words = {"zh": f"未核对：{each.zh}", "en": f"not checked: {each.en}"}
        lines.append(f"  ? {words[language]}  (§{each.clause})")
    lines.append(f"  {'依据' if language == 'zh' else 'evidence'}: {result.status}")
    return lines


def _told(value: Any) -> str:
    if isinstance(value, Amount):
        return f"≈ {value}" if value.approximate else str(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "–" if value is None else str(value)
