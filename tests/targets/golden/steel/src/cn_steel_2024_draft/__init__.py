"""T/STEEL 1 2024-draft: 低碳排放钢 · low-carbon-emission steel.

Status: draft, a draft: every value is provisional.
"""

from ._runtime.problems import Problem, Refused
from ._runtime.values import NOT_APPLICABLE, NotApplicable, known
from .calculator import STANDARD, calculate
from .models import Inputs, Options, Result

__all__ = [
    "NOT_APPLICABLE",
    "STANDARD",
    "Inputs",
    "NotApplicable",
    "Options",
    "Problem",
    "Refused",
    "Result",
    "calculate",
    "known",
]
