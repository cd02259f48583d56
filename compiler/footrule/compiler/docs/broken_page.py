"""An edition with errors: what the compiler found, and the text as it is, without formulas and calculator."""

from __future__ import annotations

from collections.abc import Iterator

from footrule.compiler.docs.entry import BrokenEntry
from footrule.compiler.docs.evidence_page import findings
from footrule.compiler.docs.keyword_blocks import blocks_in
from footrule.compiler.docs.names import Language, Names, anchor
from footrule.compiler.docs.prose import escape, line, plain
from footrule.compiler.docs.text_page import folded, notices, paired, printed_table, prose_part, sections
from footrule.compiler.docs.words import say
from footrule.dsl import tree


def broken_page(entry: BrokenEntry, language: Language) -> str:
    """The page as Markdown."""
    return "\n\n".join(_parts(entry, language)) + "\n"


def _parts(entry: BrokenEntry, language: Language) -> Iterator[str]:
    document = entry.document
    yield f"# {escape(entry.title(language))}"
    if document.front is not None:
        yield f'<p class="fr-number">{plain(document.front.standard)} · {plain(document.front.edition)}</p>'
    yield f'!!! failure "{say("broken", language)}"\n    {say("broken_told", language)}'
    yield from findings(entry.diagnostics, language)
    yield from notices(document, entry.translation, language)
    codes = dict(zip((id(block) for block in document.blocks), blocks_in(document, language), strict=True))
    clauses = frozenset(one.id for one in document.clauses)
    names = Names(language)
    translated = paired(document, entry.translation, language)
    for section in sections(document):
        other = translated.get(section.clause.id) if section.clause else None
        if section.clause is not None:
            shown = other.clause.title if other and other.clause else section.clause.title
            level = "#" * min(6, section.clause.level + 1)
            yield f"{level} {line(shown)} {{#{anchor('clause', section.clause.id)}}}"
        if other is not None:
            yield from (prose_part(part, clauses) for part in other.parts if isinstance(part, tree.Prose))
        for part in section.parts:
            match part:
                case tree.Prose():
                    if other is None:
                        yield prose_part(part, clauses)
                case tree.PrintedTable():
                    yield printed_table(part, part.header, names, bound=False)
                case tree.RuleBlock():
                    yield folded(codes.get(id(part), part.text), "rule_code", language, opened=True)
                case tree.ExampleBlock():
                    yield f'<p class="fr-example-link">{say("example_here", language)}: {plain(part.name)}</p>'
