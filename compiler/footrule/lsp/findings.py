"""Findings of the compiler as an editor's diagnostics."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from lsprotocol import types

from footrule.dsl.diagnostics.model import Diagnostic, Language, Place
from footrule.dsl.diagnostics.render import entry, help_text, message
from footrule.lsp.documents import Text, on_disk, uri_of

SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
MEANT = ("near", "nearest")
WRITTEN = ("name", "word", "standard", "key", "target", "found", "unit")


def shown(diagnostic: Diagnostic, text: Text, language: Language, path_of: Callable[[str], Path]) -> types.Diagnostic:
    """One finding in `text`. `path_of` gives the file that another place of it names."""
    help_ = help_text(diagnostic, language)
    told = message(diagnostic, language)
    related = [
        types.DiagnosticRelatedInformation(location, also.zh if language == "zh" else also.en)
        for also in diagnostic.also
        if (location := _location(also.place, diagnostic.place, text, path_of)) is not None
    ]
    return types.Diagnostic(
        range=text.places.range_of(diagnostic.place.span),
        message=f"{told}\n{help_}" if help_ else told,
        severity=SEVERITIES[entry(diagnostic).severity],
        code=diagnostic.code,
        source="footrule",
        related_information=related or None,
    )


def _location(place: Place, first: Place, text: Text, path_of: Callable[[str], Path]) -> types.Location | None:
    path = text.path if place.path == first.path else path_of(place.path)
    other = text if path == text.path else on_disk(path)
    return None if other is None else types.Location(uri_of(path), other.places.range_of(place.span))


def meant(diagnostic: Diagnostic, text: Text) -> tuple[int, int, str] | None:
    """The word a finding thinks misspelt, as a stretch of the text, and the known word near it."""
    arguments = diagnostic.arguments
    near = next((arguments[name] for name in MEANT if arguments.get(name)), "")
    start, end = text.places.offsets(diagnostic.place.span)
    stretch = text.content[start:end]
    for name in WRITTEN:
        word = arguments.get(name, "")
        found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", stretch) if word and near else None
        if found is not None and word != near and "," not in near:
            return start + found.start(), start + found.end(), near
    return None
