"""Reading a document by the names a suite's manifest declares: kinds, members, units and blanks, for tools under test.

Whoever writes a tool has the manifest; bounds are not in it and come from the standard's text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from footrule.conformance.adapters.starter import Rejected, number
from footrule.conformance.library import folder_of

Bounds = Mapping[str, tuple[Decimal | None, bool, Decimal | None]]
"""By name: the least, whether it is allowed itself, and the most."""

AT_LEAST_ZERO = (Decimal(0), True, None)
ABOVE_ZERO = (Decimal(0), False, None)
PER_CENT = (Decimal(0), True, Decimal(100))


def refuse(broken: bool, told: str, field: str) -> None:
    if broken:
        raise Rejected(told, field=field)


@cache
def interface(standard: str) -> dict[str, Any]:
    folder = folder_of(standard)
    assert folder is not None, standard
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))["interface"]
    return found


def may_be_left_out(standard: str) -> frozenset[str]:
    """Names that are optional wherever they stand."""
    told = interface(standard)
    every = [*told["inputs"].items(), *(field for each in told["lists"].values() for field in each["fields"].items())]
    return frozenset(name for name, one in every if one["optional"]) - {
        name for name, one in every if not one["optional"]
    }


def read(standard: str, inputs: Mapping[str, Any], bounds: Bounds) -> None:
    """Raises `Rejected` where a document holds what the standard does not declare."""
    told = interface(standard)
    for name, value in inputs.items():
        if name in told["lists"] and value is not None:
            _rows(told, name, value, bounds)
        elif name not in told["lists"]:
            refuse(name not in told["inputs"], f"{name} is no input", name)
            _one(told, name, value, told["inputs"][name], bounds)


def _rows(told: dict[str, Any], name: str, rows: Any, bounds: Bounds) -> None:
    declared = told["lists"][name]
    refuse(not isinstance(rows, list) or len(rows) < declared["at_least"], f"{name} is no such list", name)
    for row in rows:
        refuse(not isinstance(row, dict) or not row.keys() <= declared["fields"].keys(), f"no row of {name}", name)
        for field, value in row.items():
            _one(told, f"{name}.{field}", value, declared["fields"][field], bounds)


def _one(told: dict[str, Any], name: str, value: Any, declared: dict[str, Any], bounds: Bounds) -> None:
    refuse(value == "", f"{name} says nothing", name)
    if value in (None, "not applicable"):
        return refuse(not declared["optional"], f"{name} is needed", name)
    match declared["kind"]:
        case "quantity":
            _quantity(name, value, declared, bounds)
        case "choice":
            refuse(value not in told["kinds"][declared["of"]], f"{name} knows no {value}", name)
        case "truth":
            refuse(not isinstance(value, bool), f"{name} is neither yes nor no", name)
        case "date":
            try:
                date.fromisoformat(value)
            except (TypeError, ValueError):
                refuse(True, f"{name} is no day", name)
        case _:
            refuse(not isinstance(value, str), f"{name} is no text", name)
    return None


def _quantity(name: str, value: Any, declared: dict[str, Any], bounds: Bounds) -> None:
    size = number(value)
    assert size is not None
    unit = value.get("unit", "1") if isinstance(value, dict) else "1"
    refuse(unit != declared["unit"], f"{unit} is no unit of {name}", name)
    refuse(declared.get("whole", False) and size != int(size), f"{name} is a whole number", name)
    least, itself, most = bounds.get(name) or bounds.get(name.rpartition(".")[2]) or (None, True, None)
    refuse(least is not None and (size < least or (size == least and not itself)), f"{name} is too small", name)
    refuse(most is not None and size > most, f"{name} is too large", name)
