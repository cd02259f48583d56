"""The guide: hand-written pages, and references made from the program's own tables."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Literal

from footrule.compiler.docs import diagnostics_pages, form_page
from footrule.compiler.docs.commands_page import Commands, commands_page
from footrule.compiler.docs.names import Language
from footrule.compiler.docs.page_files import Page
from footrule.compiler.docs.prose import escape, table, wide_table
from footrule.compiler.docs.words import say
from footrule.dsl import keywords
from footrule.runtime import units

ORDER = (
    "from-pdf",
    "tutorial",
    "language",
    "proofs",
    "editions",
    "messages",
    "testing-a-tool",
    "conformance",
    "glossary",
)
"""The hand-written pages, in the order of the menu."""


def guide_folder() -> Path:
    """Where the hand-written pages lie: beside this module in a wheel, in `docs/guide` in a working copy."""
    here = Path(__file__).resolve()
    installed = here.parent / "guide"
    return installed if installed.is_dir() else here.parents[4] / "docs" / "guide"


def diagnostic_examples() -> Path | None:
    """Where the bad and the good file of each message lie: beside this module in a wheel, else in a working copy."""
    here = Path(__file__).resolve()
    folders = (here.parent / "diagnostics", here.parents[4] / "tests" / "diagnostics")
    return next((folder for folder in folders if folder.is_dir()), None)


def pages(commands: Commands | None) -> Iterator[Page]:
    """Every page of the guide and the reference, in both languages."""
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        for name in ORDER:
            yield _written(name, language, "guide")
        yield Page(language, "reference/keywords.md", say("keywords", language), _keywords(language), "reference")
        yield Page(language, "reference/units.md", say("units", language), _units(language), "reference")
        if commands is not None:
            body = commands_page(commands[language], language)
            yield Page(language, "reference/commands.md", say("commands", language), body, "reference")
        yield from diagnostics_pages.pages(language, diagnostic_examples())
        yield Page(language, "reference/form.md", say("form", language), form_page.form_page(language), "reference")
        yield _written("result", language, "reference")


def _written(name: str, language: Language, section: Literal["guide", "reference"]) -> Page:
    text = (guide_folder() / f"{name}.{language}.md").read_text(encoding="utf-8")
    return Page(language, f"{section}/{name}.md", _title(text), text, section)


def _title(text: str) -> str:
    return next((row[2:].strip() for row in text.split("\n") if row.startswith("# ")), "")


def _keywords(language: Language) -> str:
    groups: dict[str, list[list[str]]] = {}
    for row in keywords.TABLE:
        groups.setdefault(row.category, []).append([f"`{row.en}`", f"`{row.zh}`"])
    parts = [f"# {say('keywords', language)}", say("keywords_lead", language)]
    for category, rows in groups.items():
        parts.append(f"## {say('keywords_' + category, language)}")
        parts.append(table([say("english", language), say("chinese", language)], sorted(rows)))
    return "\n\n".join(parts) + "\n"


def _units(language: Language) -> str:
    """Unit words by what they measure, each with its size in the base unit of its kind."""
    groups: dict[str, list[tuple[Fraction, str]]] = {}
    for word in dict.fromkeys((*units.known_words(), *(f"{m}{gas}" for m in ("g", "kg", "t") for gas in _GASES))):
        unit = units.parse(word)
        kind = units.describe(unit.dims)[0 if language == "zh" else 1]
        groups.setdefault(kind, []).append((unit.scale, word))
    parts = [f"# {say('units', language)}", say("units_lead", language)]
    rows = []
    for kind, found in groups.items():
        told = ", ".join(f"`{word}`" for _, word in sorted(found, key=lambda pair: (pair[0], pair[1])))
        rows.append([escape(kind), told])
    parts.append(f"## {say('units_words', language)}")
    parts.append(wide_table([say("units_kind", language), say("units_words", language)], rows))
    parts.append(say("units_writing", language))
    return "\n\n".join(parts) + "\n"


_GASES = ("CO2e", "CO2", "CH4", "N2O", "CF4", "C2F6", "SF6", "NF3", "HFC-134a", "C", "N", "P", "P2O5", "N2O-N", "CH4-C")
"""Gases and elements shown; a mass word before any of them makes a unit."""
