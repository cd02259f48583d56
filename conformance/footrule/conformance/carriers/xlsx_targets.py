"""Which cell answers what is asked: by the target's own name, or by `rule(#)` in the row of the item it names."""

from __future__ import annotations

import re

from footrule.conformance import protocol
from footrule.conformance.carriers.xlsx_mapping import Mapping, Output, Place, place, place_in_row

_TARGET = re.compile(r"\s*(?P<name>[^\W\d]\w*)\s*(?:\((?P<arguments>.*)\))?\s*", re.DOTALL)


def target_of(mapping: Mapping, target: str, asked: protocol.Eval) -> tuple[Output, Place] | None:
    """The result a target means and its cell; None where the workbook has none."""
    found = _TARGET.fullmatch(target)
    if found is None:
        return None
    arguments = [one.strip() for one in re.split("[,，]", found["arguments"] or "") if one.strip()]
    output = mapping.outputs.get(_written(found["name"], arguments))
    if output is not None and output.cell:
        return output, place(target, output.cell)
    items = [one for one in arguments if re.fullmatch(r"#[1-9]\d{0,5}", one)]
    if len(items) != 1:
        return None
    output = mapping.outputs.get(_written(found["name"], ["#" if one == items[0] else one for one in arguments]))
    at = int(items[0][1:]) - 1
    given = asked.inputs.get(output.list) if output is not None else None
    if output is None or not isinstance(given, list) or at >= len(given):
        return None
    return output, place_in_row(target, mapping.lists[output.list], output.column, at, output.sheet)


def _written(name: str, arguments: list[str]) -> str:
    return f"{name}({', '.join(arguments)})" if arguments else name
