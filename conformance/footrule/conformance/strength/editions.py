"""Tables as other editions have them: warming potentials of older reports, for tools that take the wrong one."""

from __future__ import annotations

from collections.abc import Mapping

from footrule.runtime import form

OLDER_POTENTIALS = "ipcc/gwp100@AR5"


def other_tables(compiled: form.Form) -> Mapping[str, form.Table]:
    """The same tables out of the report before, where the standard reads any."""
    from footrule.compiler.driver import compile_standard  # noqa: PLC0415

    if not any(table.name == "gwp100" for table in compiled.tables):
        return {}
    older = compile_standard(OLDER_POTENTIALS).form
    return {table.name: table for table in older.tables} if older is not None else {}
