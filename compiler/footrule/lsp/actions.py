"""What an editor offers at a place: the word meant, a counterexample as an example, keywords in the other language."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from footrule.dsl.diagnostics.render import message
from footrule.dsl.keywords import Language
from footrule.lsp import findings
from footrule.lsp.counterexamples import Counterexample, available, inserted
from footrule.lsp.session import Analysis
from footrule.lsp.words import word

COUNTEREXAMPLE = "footrule.counterexample"
KEYWORDS = "footrule.keywords"


def actions(
    analysis: Analysis, wanted: types.Range, language: Language, proved: tuple[Counterexample, ...] | None
) -> Iterator[types.CodeAction]:
    """Best first. `proved`: the counterexamples known of this very text, or None where no proof has run on it."""
    places = analysis.places
    start, end = places.offset_at(wanted.start), places.offset_at(wanted.end)
    yield from _meant(analysis, start, end, language)
    lines = places.reading(start)[0], places.reading(end)[0]
    yield from _counterexamples(analysis, lines, language, proved)
    other: Language = "en" if analysis.language == "zh" else "zh"
    title = word(f"to {other}", language)
    command = types.Command(title, KEYWORDS, arguments=[analysis.text.uri, other])
    yield types.CodeAction(title, kind=types.CodeActionKind.Source, command=command)


def _meant(analysis: Analysis, start: int, end: int, language: Language) -> Iterator[types.CodeAction]:
    text = analysis.text
    for diagnostic in analysis.passed.diagnostics:
        if diagnostic.place.path != analysis.source.path:
            continue
        first, last = text.places.offsets(diagnostic.place.span)
        if last < start or end < first:
            continue
        found = findings.meant(diagnostic, text)
        if found is None:
            continue
        edit = types.TextEdit(text.places.range(found[0], found[1]), found[2])
        yield types.CodeAction(
            word("change to", language, near=found[2]),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[
                types.Diagnostic(
                    text.places.range_of(diagnostic.place.span),
                    message(diagnostic, language),
                    code=diagnostic.code,
                    source="footrule",
                )
            ],
            is_preferred=True,
            edit=types.WorkspaceEdit(changes={text.uri: [edit]}),
        )


def _counterexamples(
    analysis: Analysis, lines: tuple[int, int], language: Language, proved: tuple[Counterexample, ...] | None
) -> Iterator[types.CodeAction]:
    if analysis.form is None or not available():
        return
    rules = {one.name: one for one in analysis.form.rules}
    for thing, one in analysis.occurrences.definitions.items():
        if thing.space != "value" or thing.name not in rules or one.used_from:
            continue
        span = one.statement.span
        if span.end_line < lines[0] or lines[1] < span.line:
            continue
        if proved is None:
            title = word("look for", language, name=thing.name)
            command = types.Command(title, COUNTEREXAMPLE, arguments=[analysis.text.uri, thing.name])
            yield types.CodeAction(title, kind=types.CodeActionKind.Refactor, command=command)
            continue
        for found in proved:
            edit = inserted(analysis, found, language) if span.line <= found.line <= span.end_line else None
            if edit is not None:
                told = found.verdict.zh if language == "zh" else found.verdict.en
                yield types.CodeAction(
                    word("insert", language, told=told),
                    kind=types.CodeActionKind.Refactor,
                    edit=types.WorkspaceEdit(changes={analysis.text.uri: [edit]}),
                )
