"""The rule blocks of a document in the keyword language of the reader."""

from __future__ import annotations

from footrule.compiler.docs.names import Language
from footrule.dsl import tree


def blocks_in(document: tree.Document, language: Language) -> tuple[str, ...]:
    """The text of every rule block, keywords in `language`; as written where the file does not parse."""
    return tuple(block.text for block in document.blocks)
