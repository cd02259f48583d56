"""What a recalculated workbook says: its results, its refusal, or the fault that keeps it from either.

A number is read by one rule, whatever program wrote the file: the decimal in the file, rounded to fifteen significant
digits, half to even. Fifteen are what every double keeps and what a spreadsheet shows at most; programs differ in
whether they write the sixteenth and seventeenth. An error cell is a fault. An empty cell is no number.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from footrule.conformance import protocol
from footrule.conformance.carriers import CarrierFault
from footrule.conformance.carriers.xlsx_checks import check_parts
from footrule.conformance.carriers.xlsx_filling import DIGITS
from footrule.conformance.carriers.xlsx_mapping import Mapping, Output, Place, Refusal, place
from footrule.conformance.carriers.xlsx_targets import target_of
from footrule.conformance.carriers.xlsx_words import WorkbookProblem

_READING = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)


class Unanswered(Exception):
    """A cell holds what is no answer; the message says which and what."""


class Recalculated:
    """A workbook after recalculation. Raises `CarrierFault` where it cannot be read or its canary did not change."""

    def __init__(self, data: bytes, mapping: Mapping, nonce: int) -> None:
        from pathlib import Path  # noqa: PLC0415

        from openpyxl import load_workbook  # noqa: PLC0415

        self.mapping = mapping
        try:
            check_parts(Path("recalculated"), data)
            self.book = load_workbook(io.BytesIO(data), data_only=True)
        except WorkbookProblem as error:
            raise CarrierFault("crash", str(error)) from None
        except Exception as error:  # whatever a damaged file does to its reader
            raise CarrierFault("crash", f"the recalculated workbook cannot be read: {error}"[:200]) from None
        value = self._cell("canary.read", mapping.canary.read).value
        if isinstance(value, bool) or value != nonce + 1:
            raise CarrierFault("crash", f"the canary {mapping.canary.read} is {value!r}, not {nonce + 1}")

    def answer(self, asked: protocol.Eval) -> protocol.FromTool:
        """`value`, `reject`, `unsupported` or `fault`."""
        try:
            refused = self._refused(asked.seq)
            if refused is not None:
                return refused
            outputs = {}
            for target in asked.want:
                found = target_of(self.mapping, target, asked)
                if found is None:
                    return protocol.Unsupported(asked.seq, target)
                outputs[target] = self._given(*found)
            return protocol.Value(asked.seq, outputs)
        except Unanswered as fault:
            return protocol.Fault(asked.seq, str(fault))

    def _cell(self, entry: str, where: str) -> Any:
        found = place(entry, where)
        return self.book[found.sheet][found.address]

    def _refused(self, seq: str) -> protocol.Reject | None:
        found: list[tuple[Refusal, str]] = []
        for at, refusal in enumerate(self.mapping.refusals):
            cell = self._cell(f"refusals[{at}]", refusal.cell)
            if cell.data_type == "e":
                raise Unanswered(f"{refusal.cell} is {cell.value}")
            value = "" if cell.value is None else cell.value
            if not isinstance(value, bool | str):
                raise Unanswered(f"{refusal.cell} is {value!r}, neither true, false nor a text")
            if value is True or (isinstance(value, str) and value.strip()):
                found.append((refusal, value if isinstance(value, str) else ""))
        if not found:
            return None
        first = found[0][0]
        codes = tuple(dict.fromkeys(code for one, _ in found if one.phase == first.phase for code in one.codes))
        text = "; ".join(told for _, told in found if told)[:400]
        code = codes[0] if codes else ""
        return protocol.Reject(seq, code=code, codes=codes, phase=first.phase, message_text=text)

    def _given(self, output: Output, where: Place) -> protocol.Given:
        cell = self.book[where.sheet][where.address]
        value, absences = cell.value, self.mapping.absences
        if cell.data_type == "e":
            raise Unanswered(f"{where} is {value}")
        if value is None or value == "":
            if absences.empty_result == "unknown":
                return protocol.Given("unknown")
            raise Unanswered(f"{where} is empty")
        if isinstance(value, str) and value in (absences.unknown, absences.not_applicable):
            return protocol.Given("unknown" if value == absences.unknown else "not_applicable")
        return self._of_kind(f"{where} is {str(value)[:60]!r}", output, value)

    def _of_kind(self, told: str, output: Output, value: Any) -> protocol.Given:
        number = self._number(value)
        match output.kind:
            case "quantity" if number is not None:
                digits = f"{number:f}" if abs(number.adjusted()) < 40 else str(number)
                return protocol.Given("quantity", digits, output.unit)
            case "truth" if isinstance(value, bool):
                return protocol.Given("truth", "true" if value else "false")
            case "date" if isinstance(value, datetime | date):
                return protocol.Given("date", (value.date() if isinstance(value, datetime) else value).isoformat())
            case "choice" if isinstance(value, str):
                words = {word: member for member, word in output.words.items()}
                if words and value not in words:
                    raise Unanswered(told)
                return protocol.Given("choice", words.get(value, value))
            case "text" if isinstance(value, str):
                return protocol.Given("text", value)
            case _:
                raise Unanswered(f"{told}, not of the kind {output.kind}")

    def _number(self, value: Any) -> Decimal | None:
        from openpyxl.utils.datetime import to_excel  # noqa: PLC0415

        if isinstance(value, datetime | date):  # a number in a cell formatted as a date
            value = to_excel(value, self.book.epoch)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return read_number(value)


def read_number(value: int | float) -> Decimal:
    """A stored number as the decimal that stands for it: fifteen significant digits."""
    return _READING.plus(Decimal(repr(value)))
