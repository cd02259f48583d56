"""What a cut-down document leaves out, and whether a tool says that it reads just that.

A case that needs `partial` gives what one way of working the value out reads, and no more. Another right way may read
more: whether a process is asked for its position or its stage first, the standard does not say. A tool that names what
it lacks has not failed; the case is not attempted.
"""

from __future__ import annotations

import re
from typing import Any

from footrule.conformance.cases import Json

_INDEX = re.compile(r"\[[^]]*\]|\([^)]*\)")


def left_out(field: str, given: dict[str, Any], told: Json) -> bool:
    """Whether `field` is a declared name that a document lacks: `price`, `parts.price`, `parts[2].price`.

    A name that is there says something, also where it says null or "not applicable". `told`: the interface.
    """
    listed, _, name = _INDEX.sub("", field).strip().rpartition(".")
    inputs, options = given.get("inputs", {}), given.get("options", {})
    if not listed and name in (told.get("inputs", {}).keys() | told.get("lists", {}).keys()):
        return name not in inputs
    if not listed and name in told.get("options", {}):
        return name not in options
    within = [one for one, items in told.get("lists", {}).items() if name in items["fields"] and listed in ("", one)]
    rows = [row for one in within for row in _rows(inputs.get(one))]
    return bool(within) and (not rows or any(name not in row for row in rows))


def _rows(given: Any) -> list[dict[str, Any]]:
    return [row for row in given if isinstance(row, dict)] if isinstance(given, list) else []
