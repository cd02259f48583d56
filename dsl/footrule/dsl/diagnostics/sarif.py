"""Diagnostics as SARIF 2.1.0, the form that code hosts and editors read analysis results in.

One run; the codes that occur are its rules. A related location is every other place a finding names. What has no place
of its own in SARIF (clause, standard, the counterexample) stands under `properties`, in both languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from footrule.dsl.characters import harmless
from footrule.dsl.diagnostics.model import Diagnostic, Entry, Language, Note, Place
from footrule.dsl.diagnostics.render import entry, help_text, message
from footrule.dsl.tree import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def to_sarif(diagnostics: Sequence[Diagnostic], language: Language, version: str) -> dict[str, Any]:
    """One log of one run. `version`: of the compiler that found them."""
    rows = {one.code: entry(one) for one in sorted(diagnostics, key=lambda d: d.code)}
    codes = list(rows)
    driver = {
        "name": "footrule",
        "semanticVersion": version,
        "rules": [_rule(row, language) for row in rows.values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "language": "zh-CN" if language == "zh" else "en-US",
        "results": [_result(one, codes, language) for one in diagnostics],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(row: Entry, language: Language) -> dict[str, Any]:
    told, help_ = (row.zh, row.help_zh) if language == "zh" else (row.en, row.help_en)
    return {
        "id": row.code,
        "shortDescription": {"text": told},
        "help": {"text": help_ or told},
        "defaultConfiguration": {"level": LEVELS[row.severity]},
    }


def _result(diagnostic: Diagnostic, codes: list[str], language: Language) -> dict[str, Any]:
    help_ = help_text(diagnostic, language)
    told = message(diagnostic, language)
    found: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": LEVELS[entry(diagnostic).severity],
        "message": {"text": f"{told}\n{help_}" if help_ else told},
        "locations": [_location(diagnostic.place)],
        "properties": {
            "message": {"zh": message(diagnostic, "zh"), "en": message(diagnostic, "en")},
            "notes": [_note(note) for note in diagnostic.notes],
        },
    }
    if diagnostic.also:
        found["relatedLocations"] = [
            {"id": number, **_location(also.place), "message": {"text": also.zh if language == "zh" else also.en}}
            for number, also in enumerate(diagnostic.also, 1)
        ]
    return found


def _note(note: Note) -> dict[str, Any]:
    return {
        "title": {"zh": note.zh, "en": note.en},
        "text": {"zh": "\n".join(note.lines_zh), "en": "\n".join(note.lines_en)},
    }


def _location(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(place.path)}, "region": _region(place.span)}
    }
    if place.clause:
        name = f"{place.standard or ''} §{place.clause}".strip()
        found["logicalLocations"] = [{"fullyQualifiedName": harmless(name), "kind": "clause"}]
    return found


def _region(span: Span) -> dict[str, int]:
    """SARIF counts from one, and an end column lies behind the last character, as ours do."""
    return {
        "startLine": max(span.line, 1),
        "startColumn": max(span.column, 1),
        "endLine": max(span.end_line, span.line, 1),
        "endColumn": max(span.end_column, 1),
    }


def _uri(path: str) -> str:
    """A relative path as a relative reference, an absolute one as a file URI."""
    told = quote(path.replace("\\", "/"), safe="/@+,;=~")
    return f"file://{told}" if told.startswith("/") else told
