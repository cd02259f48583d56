"""All editorial lints over one compilation, in order of the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from footrule.compiler.lints.citations import superseded
from footrule.compiler.lints.closed_ends import touching
from footrule.compiler.lints.languages import differing
from footrule.compiler.lints.per_cent import bare
from footrule.compiler.lints.quantities import traps
from footrule.compiler.lints.references import missing
from footrule.compiler.lints.symbols import clashes
from footrule.compiler.lints.terms import twice
from footrule.compiler.lints.text_and_rules import apart
from footrule.compiler.lints.totals import totals
from footrule.compiler.lints.uncontrolled import uncontrolled
from footrule.dsl.diagnostics.model import Diagnostic
from footrule.dsl.file_words import keyword_language

if TYPE_CHECKING:
    from footrule.compiler.driver import Compilation


def lint(compilation: Compilation) -> tuple[Diagnostic, ...]:
    """Every editorial finding. A file that does not compile is linted as far as its text goes."""
    found = [*_of_text(compilation), *_of_form(compilation)]
    return tuple(sorted(found, key=lambda d: (d.place.path != compilation.source.path, d.place.span.line, d.code)))


def _of_text(compilation: Compilation) -> Iterator[Diagnostic]:
    source = compilation.source
    document = compilation.document
    yield from missing(document, source.id)
    yield from superseded(document, source.id)
    yield from totals(document, source.id)
    yield from twice(document, source.id)
    found = [compilation.translation(language) for language in source.translations]
    translations = tuple(translation for translation in found if translation is not None)
    yield from apart(document, translations, source.id)
    for translation in translations:
        yield from missing(translation, source.id)
        yield from differing(document, translation, source.id)


def _of_form(compilation: Compilation) -> Iterator[Diagnostic]:
    compiled, path = compilation.form, compilation.source.path
    if compiled is not None:
        yield from clashes(compiled, path)
        yield from touching(compiled, path)
        yield from traps(compiled, path)
        language = keyword_language(compilation.source.data.decode("utf-8", "replace"))
        yield from bare(compilation.document, compiled, path)
        yield from uncontrolled(compilation.document, compiled, path, language)
