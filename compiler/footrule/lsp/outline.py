"""The clauses of a text, and what each defines, for an editor's outline."""

from __future__ import annotations

from lsprotocol.types import DocumentSymbol, SymbolKind

from footrule.dsl import tree
from footrule.lsp.session import Analysis

_KINDS = {
    tree.Input: SymbolKind.Variable,
    tree.Option: SymbolKind.Property,
    tree.Table: SymbolKind.Array,
    tree.Rule: SymbolKind.Function,
    tree.Term: SymbolKind.Function,
    tree.Kind: SymbolKind.Enum,
}


def outline(analysis: Analysis) -> list[DocumentSymbol]:
    """Clauses in order, each with its definitions; headings within headings as the text has them."""
    places = analysis.places
    clauses = analysis.passed.document.clauses
    top: list[DocumentSymbol] = []
    open_: list[tuple[int, list[DocumentSymbol]]] = []
    starts: list[tuple[int, list[DocumentSymbol]]] = []
    for index, clause in enumerate(clauses):
        start = places.offsets(clause.span)[0]
        following = next((c for c in clauses[index + 1 :] if c.level <= clause.level), None)
        end = places.offsets(following.span)[0] if following is not None else len(analysis.text.content)
        below: list[DocumentSymbol] = []
        symbol = DocumentSymbol(
            name=f"{clause.id} {clause.title}".strip() or "§",
            kind=SymbolKind.Namespace,
            range=places.range(start, end),
            selection_range=places.range_of(clause.span),
            children=below,
        )
        while open_ and open_[-1][0] >= clause.level:
            open_.pop()
        (open_[-1][1] if open_ else top).append(symbol)
        open_.append((clause.level, below))
        starts.append((start, below))
    for thing, one in analysis.occurrences.definitions.items():
        kind = _KINDS.get(type(one.statement))
        above = [below for start, below in starts if start <= one.start]
        if kind is None or thing.space not in ("value", "kind") or not above:
            continue
        selection = places.range(one.start, one.end)
        whole = places.range_of(one.statement.span)
        if whole.start <= selection.start and selection.end <= whole.end:
            above[-1].append(DocumentSymbol(thing.name, kind, whole, selection))
    return top
