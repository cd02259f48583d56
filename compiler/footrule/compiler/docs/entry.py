"""One edition as the site is given it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Diagnostic
from footrule.runtime import form

if TYPE_CHECKING:
    from footrule.runtime.worked_examples import ExampleReport


@dataclass(frozen=True, slots=True)
class Entry:
    """The compiled form, the file it came from, its translation, its examples' reports and what the compiler found."""

    form: form.Form
    document: tree.Document
    translation: tree.Document | None = None
    reports: Sequence[ExampleReport] = ()
    diagnostics: Sequence[Diagnostic] = field(default=())

    @property
    def folder(self) -> str:
        """`cn/tcisa-452@2024-draft` -> `standards/cn/tcisa-452/2024-draft`."""
        return "standards/" + self.form.standard.id.replace("@", "/")
