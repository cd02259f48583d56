"""Printed tables whose rows do not add up to the total they print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Diagnostic, Place
from footrule.runtime import exact

_TOTAL = re.compile(r"\s*(?:合计|总计|总和|共计|total|sum)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?")


def totals(document: tree.Document, standard: str) -> Iterator[Diagnostic]:
    """Every cell of a total row that is not the sum of the cells above it, beyond what their printed digits leave."""
    for part in document.parts:
        if not isinstance(part, tree.PrintedTable):
            continue
        start = 0
        for position, row in enumerate(part.rows):
            if row and _TOTAL.fullmatch(row[0].text):
                yield from _row(part.rows[start:position], row, document, part.clause, standard)
                start = position + 1


def _row(
    above: tuple[tuple[tree.Cell, ...], ...], total: tuple[tree.Cell, ...], document: tree.Document,
    clause: str | None, standard: str,
) -> Iterator[Diagnostic]:  # fmt: skip
    for column, cell in enumerate(total[1:], 1):
        texts = [row[column].text for row in above if column < len(row)]
        if len(texts) < 2 or not all(_NUMBER.fullmatch(text.strip()) for text in (*texts, cell.text)):
            continue
        numbers = [_read(text) for text in texts]
        slack = sum((_half_unit(text) for text in (*texts, cell.text)), Fraction(0))
        if abs(sum(numbers, Fraction(0)) - _read(cell.text)) > slack:
            told = _shown(sum(numbers, Fraction(0)))
            words = {"name": total[0].text.strip(), "printed": cell.text.strip(), "sum": told}
            yield Diagnostic("F0607", Place(document.path, cell.span, clause, standard), words)


def _read(text: str) -> Fraction:
    return Fraction(text.strip().replace("−", "-"))


def _half_unit(text: str) -> Fraction:
    """What rounding to the printed places may have taken off; nothing of whole numbers."""
    places = len(text.strip().partition(".")[2])
    return Fraction(1, 2 * 10**places) if places else Fraction(0)


def _shown(value: Fraction) -> str:
    return exact.shown(value)
