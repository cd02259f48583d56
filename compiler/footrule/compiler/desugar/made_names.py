"""Names of the rules a construct makes, in the language of the name the author gave it.

`plant` makes `plant_from_grid` and `plant_emissions`; `外购` makes `外购_来自_电网` and `外购_排放`.
"""

from __future__ import annotations

CHINESE = {
    "from": "来自", "emissions": "排放", "factor": "因子", "demand": "需求", "share": "份额", "method": "方法",
    "allocated": "分得", "allocation": "分配", "line": "逐项", "co2e": "当量",
}  # fmt: skip
TOTALS = ("total", "合计")
"""What the sum of an inventory is called, by the language its terms are named in."""


def chinese(name: str) -> bool:
    return any("㐀" <= character <= "鿿" for character in name)


def made(name: str, *parts: str) -> str:
    """`name` and the words behind it; a part that is no word of ours is a name and stays as it is."""
    words = [CHINESE.get(part, part) if chinese(name) else part for part in parts]
    return "_".join([name, *words])


def total_of(terms: list[str]) -> str:
    return TOTALS[1] if terms and all(chinese(term) for term in terms) else TOTALS[0]
