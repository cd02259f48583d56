"""How a user writes values: an amount with its unit, yes and no, not applicable; and how bounds are told.

The reference and every generated package read by these same lines, so what one takes the other takes.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from footrule.runtime import exact
from footrule.runtime.documents import Digits
from footrule.runtime.problems import Words

NOT_APPLICABLE_WORDS = frozenset({"not applicable", "n/a", "不适用"})
TRUTHS = {"yes": True, "true": True, "是": True, "no": False, "false": False, "否": False}

_QUANTITY = re.compile(
    r"(?P<number>[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?:/[0-9]+(?:\.[0-9]+)?)?)\s*"
    # `12 345 kWh` is no twelve of 345 kWh: a unit begins with a digit only as `10^4 Nm3` or `1/t`
    r"(?P<unit>(?:(?![0-9\s])|(?=10\s*[\^*⁰¹²³⁴⁵⁶⁷⁸⁹])|(?=1\s*(?:/|$))).*)",
    re.DOTALL,
)
_COMPARES = {"lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge}
_BOUND_WORDS = {"lt": ("低于", "below"), "le": ("至多", "at most"), "gt": ("高于", "above"), "ge": ("至少", "at least")}


def digits_and_unit(raw: str) -> tuple[str, str]:
    """Digits and unit of `12.5 t`; a text that does not begin with digits is all digits, to be refused as such."""
    text = raw.strip().translate(exact.FULL_WIDTH)
    found = _QUANTITY.fullmatch(text)
    if found is None or (isinstance(raw, Digits) and found["unit"]):
        return text, ""
    return found["number"], found["unit"].strip()


def is_not_applicable(raw: Any) -> bool:
    return isinstance(raw, str) and raw.strip().casefold() in NOT_APPLICABLE_WORDS


def within(value: Fraction, bounds: Sequence[tuple[str, Fraction]]) -> bool:
    """Whether a number keeps all its bounds, each an operator (`lt`, `le`, `gt`, `ge`) and a limit."""
    return all(_COMPARES[op](value, limit) for op, limit in bounds)


def bounds_in_words(limits: Sequence[tuple[str, str]]) -> Words:
    """`at least 0 t and below 10 t`, each limit as text."""
    return Words(
        "，".join(f"{_BOUND_WORDS[op][0]} {limit}" for op, limit in limits),
        " and ".join(f"{_BOUND_WORDS[op][1]} {limit}" for op, limit in limits),
    )
