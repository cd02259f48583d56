"""Writes `starter.xlsx`: the smallest workbook that can be put under test. Copy it, replace sheet and mapping.

It multiplies activity by factor and adds up, and shows what every such workbook needs: cells for the inputs, formulas
for the results, a cell that refuses, words for what is unknown, and the canary.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from footrule.conformance.templates.saving import save

FIRST, ROWS = 6, 20
HERE = Path(__file__).parent


def build(path: Path = HERE / "starter.xlsx") -> Path:
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415

    book: Any = Workbook()
    sheet = book.active
    sheet.title = "Calculation"
    bold, given, made = Font(bold=True), PatternFill("solid", fgColor="FFF2CC"), PatternFill("solid", fgColor="E2EFDA")
    for cell, text in {
        "A1": "被测工作簿的起点 · Starter of a workbook under test",
        "A2": "黄色：输入；绿色：结果 · yellow: inputs; green: results",
        "E1": "金丝雀 · canary", "A3": "合计 · total", "A4": "拒绝 · refused",
        "A5": "名称 · name", "B5": "活动量 · activity", "C5": "因子 · factor", "D5": "排放量 · emission",
    }.items():  # fmt: skip
        sheet[cell] = text
        sheet[cell].font = bold
    sheet["F1"], sheet["G1"] = 0, "=F1+1"
    last = FIRST + ROWS - 1
    # A row with an activity but no factor is not a row with the factor 0: the total is unknown then.
    sheet["B3"] = (
        f"=IF(SUMPRODUCT(ISNUMBER(B{FIRST}:B{last})*NOT(ISNUMBER(C{FIRST}:C{last})))>0,"
        f'"unknown",SUMPRODUCT(B{FIRST}:B{last},C{FIRST}:C{last}))'
    )
    sheet["B4"] = (
        f"=IF(SUMPRODUCT(ISNUMBER(B{FIRST}:B{last})*(B{FIRST}:B{last}<0))>0,"
        '"活动量不得为负 · activity shall not be negative","")'
    )
    for row in range(FIRST, last + 1):
        sheet[f"D{row}"] = f'=IF(AND(ISNUMBER(B{row}),ISNUMBER(C{row})),B{row}*C{row},"unknown")'
        for letter in "ABC":
            sheet[f"{letter}{row}"].fill = given
        sheet[f"D{row}"].fill = made
    sheet["F1"].fill, sheet["B3"].fill, sheet["B4"].fill = given, made, made
    for letter, width in {"A": 34, "B": 18, "C": 18, "D": 20, "E": 18}.items():
        sheet.column_dimensions[letter].width = width
    save(book, path)
    return path


if __name__ == "__main__":
    print(build())
