"""Messages of the compiler's pass over names."""

from footrule.dsl.diagnostics.model import Entry

ENTRIES: tuple[Entry, ...] = ()
