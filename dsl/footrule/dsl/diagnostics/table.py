"""The table of all diagnostics, by code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from footrule.dsl.diagnostics import constructs, lints, literate, names, profile, proofs, syntax, types
from footrule.dsl.diagnostics.model import Entry


def gather(rows: Iterable[Entry]) -> Mapping[str, Entry]:
    """Rows by code. Raises `ValueError` where two rows claim one code."""
    table: dict[str, Entry] = {}
    for row in rows:
        if row.code in table:
            raise ValueError(f"diagnostic {row.code} is defined twice")
        table[row.code] = row
    return MappingProxyType(dict(sorted(table.items())))


TABLE: Mapping[str, Entry] = gather(
    (
        *literate.ENTRIES,
        *syntax.ENTRIES,
        *names.ENTRIES,
        *types.ENTRIES,
        *constructs.ENTRIES,
        *proofs.ENTRIES,
        *lints.ENTRIES,
        *profile.ENTRIES,
    )
)
