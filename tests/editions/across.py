"""Mappings of terms between standards of the library, made ready once a test session."""

from __future__ import annotations

from functools import cache

from footrule.compiler.across.answers import Asked
from footrule.compiler.across.comparison import Standing
from footrule.compiler.across.mapping import Mapping, shipped_mappings
from footrule.compiler.across.report import Compared, Comparison
from footrule.compiler.driver import Compiler
from footrule.compiler.editions.sources import edition
from footrule.standards.library import Library, shipped
from footrule.standards.positions import mappings_folder

PACT = "catena-x--pact"
CBAM = "catena-x--cbam"
WASTE = "ghg-protocol--catena-x"


@cache
def mappings() -> dict[str, Mapping]:
    return dict(shipped_mappings(mappings_folder()))


@cache
def asked(name: str) -> Asked:
    return Asked(edition(Compiler(Library((shipped(),))).compile(name)))


@cache
def standing(name: str) -> Standing:
    mapping = mappings()[name]
    return Standing(mapping, name, asked(mapping.a), asked(mapping.b))


def question(found: Comparison, rule: str) -> Compared:
    return next(one for one in found.questions if one.a.rule == rule)
