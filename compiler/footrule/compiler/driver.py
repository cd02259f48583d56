"""Composes the passes for one edition and everything it uses; the only module that knows their order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from footrule.compiler import cache
from footrule.dsl.diagnostics.model import Diagnostic
from footrule.runtime import form
from footrule.standards.library import Library, NotInLibrary

if TYPE_CHECKING:
    from footrule.compiler.passes import Passed
    from footrule.dsl.remembered import Remembered
    from footrule.dsl.tree import Document

PASSES = ("parse", "names", "desugar", "types", "lower")


class Unreadable(Exception):
    """There is no such edition or file, or it cannot be read. `nearest`: names that may have been meant."""

    def __init__(self, reference: str, nearest: tuple[str, ...] = (), reason: str = "") -> None:
        super().__init__(reference)
        self.reference = reference
        self.nearest = nearest
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Source:
    """One edition's text, and its translation's where there is one. `path` is what findings show.

    `unsaved`: the text is one under an editor's hands and not that of the file.
    """

    id: str
    path: str
    data: bytes
    translations: Mapping[str, bytes] = field(default_factory=dict)
    unsaved: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 of the edition's file; its translations carry no rules."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Compilation:
    """What became of one edition. `form` is None where an error stands in the way."""

    source: Source
    form: form.Form | None
    diagnostics: tuple[Diagnostic, ...]
    compiler: Compiler
    just_read: Document | None = None

    @property
    def sources(self) -> dict[str, str]:
        """Texts by path, for showing findings."""
        texts = {self.source.path: self.source.data.decode("utf-8", "replace")}
        for language, data in self.source.translations.items():
            texts[translation_path(self.source.path, language)] = data.decode("utf-8", "replace")
        return texts

    @property
    def document(self) -> Document:
        """The literate file as parsed."""
        if self.just_read is not None:
            return self.just_read
        from footrule.dsl.literate import read  # noqa: PLC0415 - the parser is not needed for a cached compilation

        return read(self.source.data, self.source.path)[0]

    def translation(self, language: str) -> Document | None:
        """The literate file in the other language as parsed, or None where there is none."""
        from footrule.dsl.literate import read  # noqa: PLC0415 - the parser is not needed for a cached compilation

        data = self.source.translations.get(language)
        return None if data is None else read(data, translation_path(self.source.path, language))[0]

    def passed(self) -> Passed:
        """Every intermediate form, made anew."""
        from footrule.compiler.passes import run  # noqa: PLC0415 - as above

        return run(self.source, self.compiler)

    def after(self, name: str) -> str:
        """A pass's result as text. Raises `KeyError` for a name not in `PASSES`."""
        from footrule.compiler.show import shown  # noqa: PLC0415 - as above

        return shown(self.passed(), name)


@dataclass(slots=True)
class Compiler:
    """Compiles editions of a library, each once; `store` keeps results between runs by content.

    For editors: `unsaved` holds the texts that stand in place of files, by resolved path, and `remembered` what reading
    an edition, by its id, may take from the reading before.
    """

    library: Library
    store: cache.Store | None = None
    unsaved: dict[Path, bytes] = field(default_factory=dict)
    remembered: dict[str, Remembered] = field(default_factory=dict)
    done: dict[str, Compilation] = field(default_factory=dict)
    under_way: list[str] = field(default_factory=list)

    def compile(self, reference: str) -> Compilation:
        """One edition, by id or by path. Raises `Unreadable`."""
        source = self.source(reference)
        if source.id not in self.done:
            self.under_way.append(source.id)
            try:
                self.done[source.id] = self._compile(source)
            finally:
                self.under_way.pop()
        return self.done[source.id]

    def source(self, reference: str) -> Source:
        """The text of an edition. Raises `Unreadable`."""
        path = Path(reference)
        if reference.endswith(".md"):
            return self._file(path)
        try:
            found = self.library.find(reference)
            return self._read(found, reference)
        except NotInLibrary as missing:
            raise Unreadable(reference, missing.nearest) from None

    def _file(self, path: Path) -> Source:
        for root in self.library.roots:
            if path.is_absolute() or path.exists():
                inside = _within(path.resolve(), root.resolve())
                if inside is not None:
                    return self._read(path, inside)
        stem, folder = re.sub(r"[^\w.-]", "_", path.stem), re.sub(r"[^\w.-]", "_", path.resolve().parent.name)
        return self._read(path, f"local/{folder or 'file'}@{stem}")

    def _read(self, path: Path, id: str) -> Source:
        try:
            data = self._text(path)
            translations = {}
            for language in ("zh", "en"):
                other = path.with_name(f"{path.stem}.{language}.md")
                if other.is_file():
                    translations[language] = self._text(other)
        except OSError as error:
            raise Unreadable(str(path), reason=error.strerror or "") from None
        return Source(id, _shown_path(path), data, translations, bool(self.unsaved) and path.resolve() in self.unsaved)

    def _text(self, path: Path) -> bytes:
        unsaved = self.unsaved.get(path.resolve()) if self.unsaved else None
        return path.read_bytes() if unsaved is None else unsaved

    def _compile(self, source: Source) -> Compilation:
        store = None if source.unsaved else self.store
        if store is not None:
            kept = store.find(source, self._digest_of)
            if kept is not None:
                return Compilation(source, kept.form, kept.diagnostics, self)
        from footrule.compiler.passes import run  # noqa: PLC0415 - the parser is not needed for a cached compilation

        passed = run(source, self)
        if store is not None:
            store.keep(source, passed.form, passed.diagnostics, passed.used, self._digest_of)
        return Compilation(source, passed.form, passed.diagnostics, self, passed.document)

    def _digest_of(self, reference: str) -> str:
        """What the result of using an edition depends on: its text and, through it, what it uses in turn."""
        if reference in self.under_way:
            return "cycle"
        try:
            compilation = self.compile(reference)
        except Unreadable:
            return "missing"
        if compilation.form is None:
            return f"broken:{compilation.source.digest}"
        return cache.digest_of(compilation.form)


def compile_standard(reference: str, library: Library | None = None, *, cached: bool = True) -> Compilation:
    """One edition, by id or by path. Raises `Unreadable`."""
    return Compiler(library or Library.default(), cache.Store.default() if cached else None).compile(reference)


def translation_path(path: str, language: str) -> str:
    return f"{path.removesuffix('.md')}.{language}.md"


def _within(path: Path, root: Path) -> str | None:
    """The id of a file of the library, where it is one."""
    try:
        family, slug, name = path.relative_to(root).parts
    except ValueError:
        return None
    return f"{family}/{slug}@{name.removesuffix('.md')}"


def _shown_path(path: Path) -> str:
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
