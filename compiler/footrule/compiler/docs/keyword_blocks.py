"""The rule blocks of a document in the keyword language of the reader."""

from __future__ import annotations

from footrule.compiler.docs.names import Language
from footrule.dsl import tree
from footrule.dsl.formatter import format_text

_FENCE = "`" * 12  # longer than any fence a block can hold


def blocks_in(document: tree.Document, language: Language) -> tuple[str, ...]:
    """The text of every rule block, remarks kept, keywords in `language`; as written where that cannot be told."""
    written = tuple(block.text for block in document.blocks)
    # all blocks at once: a unit that one block declares is a unit in the others
    together = "".join(f"{_FENCE}rule\n{text.rstrip()}\n{_FENCE}\n\n" for text in written)
    formatted = format_text(together, document.path, keywords=language)
    shown: list[str] = []
    inside: list[str] | None = None
    for line in formatted.split("\n"):
        if not line.startswith(_FENCE):
            if inside is not None:
                inside.append(line)
        elif inside is None:
            inside = []
        else:
            shown.append("\n".join(inside))
            inside = None
    return tuple(shown) if len(shown) == len(written) else written
