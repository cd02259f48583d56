"""Cases that would notice what a suite does not: found by a solver and by search, made small, and only proposed."""

from __future__ import annotations

from footrule.conformance.cases import Case
from footrule.conformance.strength.closing import Closing
from footrule.conformance.strength.measure import Strength
from footrule.conformance.suites import Suite
from footrule.runtime import form

TRIES = 160


def improve(compiled: form.Form, suite: Suite, found: Strength, tries: int = TRIES) -> tuple[Case, ...]:
    """New cases, each of which notices a mistake no case of the suite does. The suite itself is left alone."""
    closing = Closing(compiled, suite, [survivor.mutant for survivor in found.survivors], tries)
    return tuple(closing.proposals())
