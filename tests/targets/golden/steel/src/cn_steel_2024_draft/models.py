"""Inputs, options and results of T/STEEL 1 2024-draft."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from pydantic import Field

from . import kinds
from ._runtime.calculation import Working
from ._runtime.readers import Quantity as ExactQuantity
from ._runtime.readers import Units
from ._runtime.reading import MOST_ITEMS, Model, left_out
from ._runtime.results import Amount, BaseResult, Values

UNITS = Units()
"""Units as this standard means them: what its CO2e is weighed with, and units of its own."""


class Quantity(ExactQuantity):
    """An exact number in a unit of this standard."""

    units = UNITS


class Process(Model):
    """One item of `processes`: 工序 · processes"""

    _standard = "cn/steel@2024-draft"

    emission: Annotated[Fraction, Quantity("tCO2")] = Field(
        description="排放 · emission. A number in tCO2. Clause 5.1.",
        json_schema_extra={"clause": "5.1", "zh": "排放", "en": "emission"},
    )


class Inputs(Model):
    """What one calculation is given."""

    _standard = "cn/steel@2024-draft"

    scrap_share: Annotated[Fraction, Quantity("%", ge="0", le="100")] = Field(
        default_factory=left_out,
        description=(
            "废钢比 · scrap share. A number in %, at least 0 % and at most 100 %. Clause 7.2.1."
        ),
        json_schema_extra={"clause": "7.2.1", "zh": "废钢比", "en": "scrap share"},
    )
    output: Annotated[Fraction, Quantity("t", gt="0")] = Field(
        description="合格产量 · output. A number in t, above 0 t. Clause 5.1.",
        json_schema_extra={"clause": "5.1", "zh": "合格产量", "en": "output"},
    )
    processes: tuple[Process, ...] = Field(
        min_length=1,
        max_length=MOST_ITEMS,
        strict=False,
        description="工序 · processes. A list of at least 1. Clause 5.1.",
        json_schema_extra={"clause": "5.1", "zh": "工序", "en": "processes"},
    )


class Options(Model):
    """The freedoms the standard leaves; each result records how they were used."""

    _standard = "cn/steel@2024-draft"


class Given(Inputs, Working):
    """What the rules work on: the inputs, and the options taken."""

    options: Options


class Outputs(Values):
    """What a calculator gives."""

    grade_of: kinds.Grade = Field(
        description="等级 · grade. Clause 7.2.2.",
        json_schema_extra={"clause": "7.2.2", "zh": "等级", "en": "grade"},
    )
    performance: Amount = Field(
        description="碳绩效 · carbon performance [tCO2/t]. Clause 5.1.",
        json_schema_extra={"clause": "5.1", "zh": "碳绩效", "en": "carbon performance"},
    )
    fine: bool = Field(
        description="fine. Clause 7.2.2.",
        json_schema_extra={"clause": "7.2.2"},
    )


class Reports(Values):
    """What a declaration must show beside it."""

    scrap_share: Amount = Field(
        description="废钢比 · scrap share [%]. Clause 7.2.1.",
        json_schema_extra={"clause": "7.2.1", "zh": "废钢比", "en": "scrap share"},
    )


class Result(BaseResult):
    """What a calculation gives, and what it rests on."""

    outputs: Outputs
    reports: Reports
