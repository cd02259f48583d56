"""What a diagnostic is: a row of the table, a place, the words that fill the row, and other places involved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from footrule.dsl.tree import Span

Severity = Literal["error", "warning", "info"]
Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the table of diagnostics.

    `zh` and `en` are the message, `help_zh` and `help_en` what to do; `{name}` stands for an argument. Style: one
    sentence, lower-case start in English, names of the author's things in backticks, no word of the host language.
    """

    code: str
    severity: Severity
    zh: str
    en: str
    help_zh: str
    help_en: str


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a file and the clause it stands in, so that every message can name standard, edition and clause."""

    path: str
    span: Span
    clause: str | None = None
    standard: str | None = None


@dataclass(frozen=True, slots=True)
class Also:
    """A second place a message is about, and what it is there: `first defined here`."""

    place: Place
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Note:
    """Lines that stand below a finding under a heading: a counterexample, the numbers that lead to it."""

    zh: str
    en: str
    lines_zh: tuple[str, ...]
    lines_en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `arguments` fill the message of the entry `code` names."""

    code: str
    place: Place
    arguments: Mapping[str, str] = field(default_factory=dict)
    also: tuple[Also, ...] = ()
    notes: tuple[Note, ...] = ()
