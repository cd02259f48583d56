"""Real pairs of the library, compared once a test session."""

from __future__ import annotations

from functools import cache

from footrule.compiler.driver import Compiler
from footrule.compiler.editions.changes import Report
from footrule.compiler.editions.compare import compare
from footrule.compiler.editions.pair import Pair
from footrule.compiler.editions.rule_changes import RuleChanges
from footrule.compiler.editions.sources import edition
from footrule.standards.library import Library, shipped


@cache
def compared(old: str, new: str) -> tuple[Report, Pair, RuleChanges]:
    library = Compiler(Library((shipped(),)))
    return compare(edition(library.compile(old)), edition(library.compile(new)))
