"""Cases with their checkpoints written into them, for whoever runs them without the reference."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from footrule.conformance.checkpoints import checkpoints
from footrule.conformance.reference_tool import ReferenceTool
from footrule.conformance.suites import Suite
from footrule.runtime import form


def with_checkpoints(suite: Suite, compiled: form.Form) -> Suite:
    """Every case that computes, with what the rules on its way give."""
    tool = ReferenceTool(compiled)
    cases = tuple(
        msgspec.structs.replace(case, trace=checkpoints(case, tool, suite.covers.get(case.id, {}).get("rules", ())))
        if case.kind == "compute" and not case.disputed
        else case
        for case in suite.cases
    )
    return replace(suite, cases=cases)
