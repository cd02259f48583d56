"""What can be wrong with a workbook or its mapping, each with its code; the sentences stand with those of all problems.

A tester repairs these before anything is run; what a workbook answers is judged by the runner instead.
"""

from __future__ import annotations

from footrule.conformance.problems import ConformanceProblem

CODES = {
    "no file": "K0101",
    "unreadable": "K0101",
    "no office": "K0501",
    "no openpyxl": "K0502",
    "mapping": "K0503",
    "workbook": "K0504",
    "too large": "K0505",
    "digest": "K0506",
    "macros": "K0507",
    "external": "K0508",
    "volatile": "K0509",
    "no cell": "K0510",
    "formula overwritten": "K0511",
    "no formula": "K0512",
    "one cell twice": "K0513",
    "no place": "K0514",
    "too much": "K0515",
}


class WorkbookProblem(ConformanceProblem):
    """A workbook or its mapping cannot be used."""

    def __init__(self, key: str, **words: object) -> None:
        self.key = key
        given = {"reason": "No such file or directory", **words} if key == "no file" else words
        super().__init__(CODES[key], **{name: _printable(value) for name, value in given.items()})


def _printable(value: object) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(value))
