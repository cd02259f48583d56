"""One edition as the site is given it: compiled, or read only where errors stand in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from footrule.compiler.docs.names import in_language
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Diagnostic
from footrule.runtime import form

if TYPE_CHECKING:
    from footrule.compiler.docs.conformance_section import Suite
    from footrule.compiler.driver import Compilation
    from footrule.compiler.proofs.verdicts import Record
    from footrule.runtime.worked_examples import ExampleReport


@dataclass(frozen=True, slots=True)
class Entry:
    """The compiled form, the file it came from, its translation, its examples' reports and what the compiler found.

    `verdicts`: what was proved of it before; `suite`: its cases for other tools; None where there is none.
    """

    form: form.Form
    document: tree.Document
    translation: tree.Document | None = None
    reports: Sequence[ExampleReport] = ()
    diagnostics: Sequence[Diagnostic] = field(default=())
    verdicts: Record | None = None
    suite: Suite | None = None

    @classmethod
    def of(cls, compilation: Compilation) -> Entry:
        """The entry of an edition that compiles. Raises `ValueError` where it does not."""
        from footrule.compiler.proofs import store  # noqa: PLC0415 - as below
        from footrule.runtime.worked_examples import check_examples  # noqa: PLC0415 - the interpreter, needed here only

        if compilation.form is None:
            raise ValueError(f"{compilation.source.id} does not compile")
        translation = compilation.translation("en") or compilation.translation("zh")
        reports = check_examples(compilation.form)
        kept = store.find(compilation.compiler.store, compilation.form)
        return cls(compilation.form, compilation.document, translation, reports, compilation.diagnostics, kept)

    @property
    def written(self) -> frozenset[str]:
        """The rules, terms and tables that the document itself holds."""
        statements = (statement for block in self.document.blocks for statement in block.statements)
        return frozenset(one.name for one in statements if isinstance(one, (tree.Rule, tree.Term, tree.Table)))

    @property
    def folder(self) -> str:
        return folder_of(self.id)

    @property
    def id(self) -> str:
        return self.form.standard.id

    def title(self, language: Literal["zh", "en"]) -> str:
        """The title in this language with the edition."""
        return _with_edition(self.form.standard.title, self.form.standard.edition, language)


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """An edition with errors: its text and what the compiler found, and nothing that could calculate."""

    id: str
    document: tree.Document
    translation: tree.Document | None
    diagnostics: Sequence[Diagnostic]

    @classmethod
    def of(cls, compilation: Compilation) -> BrokenEntry:
        translation = compilation.translation("en") or compilation.translation("zh")
        return cls(compilation.source.id, compilation.document, translation, compilation.diagnostics)

    @property
    def folder(self) -> str:
        return folder_of(self.id)

    def title(self, language: Literal["zh", "en"]) -> str:
        """The title with the edition; the id where the head of the file cannot be read."""
        front = self.document.front
        return _with_edition(front.title, front.edition, language) if front else self.id


def folder_of(id: str) -> str:
    """`cn/tcisa-452@2024-draft` -> `standards/cn/tcisa-452/2024-draft`."""
    return "standards/" + id.replace("@", "/")


def _with_edition(title: form.Label | tree.Labels, edition: str, language: Literal["zh", "en"]) -> str:
    return f"{in_language(title, language)} ({edition})"
