"""The rules of T/STEEL 1 2024-draft, in the order of its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction as F
from typing import Final

from ._runtime.calculation import Calculation, Output, Requirement
from ._runtime.results import StandardName
from ._runtime.rules import Ruleset, gap
from .kinds import Grade
from .models import UNITS, Given, Inputs, Options, Result
from .needs import NEEDS
from .tables import THRESHOLD

rule = Ruleset("cn/steel@2024-draft")


# --- 5.1 Emission ---------------------------------------------------------------------------------


@rule("5.1")
def performance(x: Given) -> F:
    """碳绩效 · carbon performance [tCO2/t] (5.1)."""
    return sum((p.emission for p in x.processes), F(0)) / x.output


@rule("5.1")
def clause_5_1_requires(x: Given) -> bool:
    """Required (5.1): 应有排放 · there has to be emission"""
    return performance(x) > 0


# --- 7.2.1 Threshold ------------------------------------------------------------------------------


@rule("7.2.1")
def limit(x: Given, g: Grade) -> F:
    """限值 · limit [tCO2/t] (7.2.1)."""
    # % -> 1
    return THRESHOLD[g].a - THRESHOLD[g].b * x.scrap_share / 100


# --- 7.2.2 Grade ----------------------------------------------------------------------------------


@rule("7.2.2")
def grade_of(x: Given) -> Grade:
    """等级 · grade (7.2.2)."""
    if performance(x) <= limit(x, Grade.A):
        return Grade.A
    if performance(x) <= limit(x, Grade.B):
        return Grade.B
    if performance(x) <= limit(x, Grade.C):
        return Grade.C
    if performance(x) <= limit(x, Grade.D):
        return Grade.D
    if performance(x) <= limit(x, Grade.E):
        return Grade.E
    raise gap()


@rule("7.2.2")
def fine(x: Given) -> bool:
    """fine (7.2.2)."""
    return performance(x) <= limit(x, Grade.C)


# --- the calculation -----------------------------------------------------------------------------

STANDARD: Final = StandardName(
    id="cn/steel@2024-draft",
    number="T/STEEL 1",
    edition="2024-draft",
    zh="低碳排放钢",
    en="low-carbon-emission steel",
    digest="0000000000000000000000000000000000000000000000000000000000000000",
    status="draft",
    compiler="0.1.0",
)
"""The text the results are calculated by, and the weakest evidence it rests on."""

CALCULATION: Final = Calculation(
    standard=STANDARD,
    inputs=Inputs,
    options=Options,
    given=Given,
    result=Result,
    units=UNITS,
    requirements=(
        Requirement(
            clause_5_1_requires,
            "shall",
            "5.1",
            zh="应有排放",
            en="there has to be emission",
            standard="cn/steel@2024-draft",
        ),
    ),
    outputs=(
        Output("grade_of", grade_of, "", "7.2.2", "cn/steel@2024-draft"),
        Output("performance", performance, "tCO2/t", "5.1", "cn/steel@2024-draft"),
        Output("fine", fine, "", "7.2.2", "cn/steel@2024-draft"),
    ),
    reports=(
        Output(
            "scrap_share",
            lambda x: x.scrap_share,
            "%",
            "7.2.1",
            "cn/steel@2024-draft",
            is_rule=False,
        ),
    ),
    needs=NEEDS,
)


def calculate(
    inputs: Inputs | Mapping[str, object],
    options: Options | Mapping[str, object] | None = None,
    *,
    want: Sequence[str] | None = None,
) -> Result:
    """One calculation: requirements first, then outputs and inventory, every number exact.

    `want` names the values asked for, instead of all outputs; what none of them needs may be
    missing, and requirements that cannot be judged are listed as `unchecked`.

    Raises `Refused` with every problem at once, each with its clause, in Chinese and English.
    """
    return CALCULATION.run(inputs, options, want)
