"""Messages of the compiler's pass over constructs."""

from footrule.dsl.diagnostics.model import Entry

ENTRIES: tuple[Entry, ...] = ()
