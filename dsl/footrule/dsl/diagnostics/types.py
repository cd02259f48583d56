"""Messages of the compiler's pass over types."""

from footrule.dsl.diagnostics.model import Entry

ENTRIES: tuple[Entry, ...] = ()
