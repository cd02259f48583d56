"""Open documents and what the compiler makes of them: each analysed once a version, what depends on it again.

Editions that are not open come from the compiler's own cache; one whose text changes is compiled from its statements
remembered, and those that use it are forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from footrule.compiler import cache
from footrule.compiler.driver import Compilation, Compiler, Source, Unreadable, translation_path
from footrule.compiler.passes import Passed, run
from footrule.dsl.diagnostics.model import Diagnostic
from footrule.dsl.file_words import keyword_language
from footrule.dsl.keywords import Language
from footrule.dsl.literate import is_translation
from footrule.dsl.remembered import Remembered
from footrule.lsp.documents import Text, on_disk
from footrule.lsp.occurrences import Occurrences
from footrule.lsp.positions import Places
from footrule.runtime import form
from footrule.standards.library import Library


@dataclass(frozen=True)
class Analysis:
    """One edition as read and compiled. `form` is None where an error stands in the way."""

    text: Text
    source: Source
    passed: Passed

    @property
    def id(self) -> str:
        return self.source.id

    @property
    def places(self) -> Places:
        return self.text.places

    @property
    def form(self) -> form.Form | None:
        return self.passed.form

    @cached_property
    def language(self) -> Language:
        """That of its keywords."""
        return keyword_language(self.text.content)

    @cached_property
    def occurrences(self) -> Occurrences:
        return Occurrences.of(self.passed.document, self.places)


class Session:
    """What one editor has open."""

    def __init__(self, library: Library | None = None, store: cache.Store | None = None) -> None:
        self.compiler = Compiler(library or Library.default(), store)
        self.texts: dict[str, Text] = {}
        self._analyses: dict[Path, Analysis] = {}

    # --- texts ---

    def put(self, text: Text) -> None:
        """A text was opened or changed."""
        before = self.texts.get(text.uri)
        self.texts[text.uri] = text
        if before is None or before.content != text.content:
            self.compiler.unsaved[text.path] = text.data
            self._forget(text.path)

    def drop(self, uri: str) -> None:
        """A text was closed: its file counts again."""
        text = self.texts.pop(uri, None)
        if text is not None:
            self.compiler.unsaved.pop(text.path, None)
            self._forget(text.path)

    def changed_on_disk(self, path: Path) -> None:
        if path not in self.compiler.unsaved:
            self._forget(path)

    def _forget(self, path: Path) -> None:
        """Nothing compiled from this text, or from what used it, is valid any more."""
        try:
            id = self.compiler.source(str(edition_path(path))).id
        except Unreadable:
            self.compiler.done.clear()
            self._analyses.clear()
            return
        done = self.compiler.done
        for known in [one for one, what in done.items() if one == id or what.form is None or _uses(what.form, id)]:
            del done[known]
        for where in [where for where, one in self._analyses.items() if one.id not in done]:
            del self._analyses[where]

    # --- analyses ---

    def text(self, path: Path) -> Text | None:
        """An open text, else the file."""
        return next((text for text in self.texts.values() if text.path == path), None) or on_disk(path)

    def open_editions(self) -> Iterator[Text]:
        """The editions open, a translation standing for the edition it translates; each once."""
        seen: set[Path] = set()
        for text in list(self.texts.values()):
            path = edition_path(text.path)
            if path in seen or not (text.is_standard or path != text.path):
                continue
            seen.add(path)
            edition = self.text(path)
            if edition is not None:
                yield edition

    def analysis(self, path: Path) -> Analysis | None:
        """Of the edition at `path`, or that a translation there belongs to; None where it cannot be read."""
        path = edition_path(path)
        if path not in self._analyses:
            text = self.text(path)
            if text is None:
                return None
            try:
                source = self.compiler.source(str(path))
            except Unreadable:
                return None
            self.compiler.remembered.setdefault(source.id, Remembered())
            self._analyses[path] = Analysis(text, source, self._passed(source))
        return self._analyses[path]

    def edition(self, id: str) -> Analysis | None:
        """Of an edition by its name."""
        try:
            return self.analysis(self._path(id))
        except Unreadable:
            return None

    def _path(self, id: str) -> Path:
        here = next((one.text.path for one in self._analyses.values() if one.id == id), None)
        return here or (Path.cwd() / self.compiler.source(id).path).resolve()

    def _passed(self, source: Source) -> Passed:
        compiler = self.compiler
        compiler.under_way.append(source.id)
        try:
            passed = run(source, compiler)
        finally:
            compiler.under_way.pop()
        compiler.done[source.id] = Compilation(source, passed.form, passed.diagnostics, compiler)
        return passed

    def findings(self, analysis: Analysis) -> dict[Path, list[Diagnostic]]:
        """By the file they stand in: the edition's own, and those of its translations."""
        shown = analysis.source.path
        paths = {shown: analysis.text.path}
        for language in analysis.source.translations:
            paths[translation_path(shown, language)] = Path(translation_path(str(analysis.text.path), language))
        found: dict[Path, list[Diagnostic]] = {path: [] for path in paths.values()}
        for diagnostic in analysis.passed.diagnostics:
            found[paths.get(diagnostic.place.path, analysis.text.path)].append(diagnostic)
        return found

    def path_of_shown(self, shown: str) -> Path:
        """The file a finding's place names."""
        return (Path.cwd() / shown).resolve()


def edition_path(path: Path) -> Path:
    """The file of the edition a translation belongs to; any other path as it is."""
    if is_translation(path.name):
        edition = path.with_name(f"{path.name.removesuffix('.md').rsplit('.', 1)[0]}.md")
        return edition if edition.is_file() else path
    return path


def _uses(compiled: form.Form, id: str) -> bool:
    return any(used.id == id for used in compiled.dependencies)
