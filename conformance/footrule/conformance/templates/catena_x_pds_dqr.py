"""Writes `catena_x_pds_dqr.xlsx`: primary data share and data quality ratings of the Catena-X rulebook 4.0.1, clauses
7.2.4 and 7.2.5, as somebody would write them in a spreadsheet: written from the text, with ordinary formulas.

Sheet Input takes one row a contribution, Calculation works each row out, Result adds up, Check refuses.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from footrule.conformance.templates.saving import save

FIRST, ROWS = 8, 40
LAST = FIRST + ROWS - 1
HERE = Path(__file__).parent

_INPUT = {
    "A": "名称 name", "B": "项目 position", "C": "贡献量 pcf kgCO2e", "D": "绝对值之和 absolute sum kgCO2e",
    "E": "初级数据占比 primary share %", "F": "活动数据 activity data", "G": "因子数据 factor data",
    "H": "TeR", "I": "TiR", "J": "GeR", "K": "技术 technology", "L": "地理 geography", "M": "数据期末 data period end",
}  # fmt: skip
_WORK = {
    "A": "名称 name", "B": "计入量 counted", "C": "绝对值 absolute amount", "D": "占比 share %",
    "E": "初级部分 primary amount", "F": "评分权重 weight", "G": "TeR", "H": "TiR", "I": "GeR",
}  # fmt: skip
_TECHNOLOGY = ("plant_specific", "company_specific", "average_technology", "similar_technology", "different_technology")
_GEOGRAPHY = ("country_subdivision", "country", "region_containing_site", "global_average", "unknown_place")
_DAYS = (366, 731, 1096, 1461)


def build(path: Path = HERE / "catena_x_pds_dqr.xlsx") -> Path:
    from openpyxl import Workbook  # noqa: PLC0415

    book: Any = Workbook()
    given, work, result, check, scores = (
        book.active, *(book.create_sheet(name) for name in ("Calculation", "Result", "Check", "Scores"))
    )  # fmt: skip
    given.title = "Input"
    _input(given)
    _scores(scores)
    _calculation(work)
    _result(result)
    _check(check)
    for sheet in book.worksheets:
        _dress(sheet)
    save(book, path)
    return path


def _input(sheet: Any) -> None:
    sheet["A1"] = "Catena-X PCF Rulebook 4.0.1, 7.2.4 + 7.2.5: PDS, DQR"
    for row, label in enumerate(("签发日 date of issue", "前瞻 prospective type", "DQR 权重 rating weight",
                                 "航空 aviation emissions", "报告义务 reporting duty"), 2):  # fmt: skip
        sheet[f"A{row}"] = label
    sheet["B4"], sheet["B5"], sheet["B6"] = "including_uptake", "beside_fossil", "from_now_on"
    sheet["D2"], sheet["E2"], sheet["F2"] = "金丝雀 canary", 0, "=E2+1"
    for letter, label in _INPUT.items():
        sheet[f"{letter}{FIRST - 1}"] = label


def _scores(sheet: Any) -> None:
    for at in range(5):
        sheet[f"A{at + 1}"], sheet[f"B{at + 1}"], sheet[f"C{at + 1}"] = _TECHNOLOGY[at], _GEOGRAPHY[at], at + 1
    for at, days in enumerate(_DAYS):
        sheet[f"D{at + 1}"] = days


def _calculation(sheet: Any) -> None:
    for letter, label in _WORK.items():
        sheet[f"{letter}{FIRST - 1}"] = label
    for row in range(FIRST, LAST + 1):
        i = {letter: f"Input!{letter}{row}" for letter in _INPUT}
        formulas = {
            "A": f'=IF({i["B"]}="","",{i["A"]}&"")',
            "B": f'=IF({i["B"]}="",0,IF(AND({i["B"]}="H",Input!$B$5="inside_fossil"),0,{i["C"]}))',
            "C": f"=IF(ISNUMBER({i['D']}),{i['D']},ABS(B{row}))",
            "D": f'=IF(ISNUMBER({i["E"]}),{i["E"]},IF(AND({i["F"]}="primary_data",{i["G"]}="primary_data"),100,0))',
            "E": f"=C{row}*D{row}/100",
            "F": f'=IF(AND(Input!$B$4="excluding_uptake",{i["B"]}="D"),0,ABS(B{row}))',
            "G": f"=IF(ISNUMBER({i['H']}),{i['H']},IFERROR(MATCH({i['K']},Scores!$A$1:$A$5,0),5))",
            "H": f"=IF(ISNUMBER({i['I']}),{i['I']},IF(AND(ISNUMBER({i['M']}),ISNUMBER(Input!$B$2)),"
            f'1+COUNTIF(Scores!$D$1:$D$4,"<"&(Input!$B$2-{i["M"]})),5))',
            "I": f"=IF(ISNUMBER({i['J']}),{i['J']},IFERROR(MATCH({i['L']},Scores!$B$1:$B$5,0),5))",
        }
        for letter, formula in formulas.items():
            sheet[f"{letter}{row}"] = formula


def _result(sheet: Any) -> None:
    def work(letter: str) -> str:
        return f"Calculation!{letter}{FIRST}:{letter}{LAST}"

    prospective = 'AND(Input!$B$3<>"",Input!$B$3<>"n/a")'
    lines = [
        ("PCF_as kgCO2e", f"=SUM({work('C')})"),
        ("PDS %", f'=IF({prospective},"n/a",IF(B2>0,SUM({work("E")})/B2*100,"unknown"))'),
        ("权重之和 weights kgCO2e", f"=SUM({work('F')})"),
        *(
            (name, f'=IF({prospective},"n/a",IF(B4>0,SUMPRODUCT({work("F")},{work(letter)})/B4,"unknown"))')
            for name, letter in (("TeR", "G"), ("TiR", "H"), ("GeR", "I"))
        ),
        ("净和 net sum kgCO2e", f"=SUM({work('B')})"),
        ("PDS 按净和 on net sum %", f'=IF(B8<>0,SUMPRODUCT({work("B")},{work("D")})/B8,"unknown")'),
        ("TeR 按净和 on net sum", f'=IF(B8<>0,SUMPRODUCT({work("B")},{work("G")})/B8,"unknown")'),
        ("应报告 due", f'=IF({prospective},FALSE,IF(Input!$B$6="from_now_on",TRUE,'
         "AND(ISNUMBER(Input!$B$2),Input!$B$2>DATE(2027,12,31))))"),
    ]  # fmt: skip
    sheet["A1"] = "结果 Results"
    for row, (label, formula) in enumerate(lines, 2):
        sheet[f"A{row}"], sheet[f"B{row}"] = label, formula


def _check(sheet: Any) -> None:
    def given(letter: str) -> str:
        return f"Input!{letter}{FIRST}:{letter}{LAST}"

    def outside(letter: str, low: int, high: int | None) -> str:
        above = "" if high is None else f"+SUMPRODUCT(ISNUMBER({given(letter)})*({given(letter)}>{high}))"
        return f"SUMPRODUCT(ISNUMBER({given(letter)})*({given(letter)}<{low})){above}"

    bounds = "+".join([outside("D", 0, None), outside("E", 0, 100), *(outside(one, 1, 5) for one in "HIJ")])
    position, amount = given("B"), given("C")
    emitted = "+".join(f'({position}="{one}")' for one in "ACEFH")
    removed = "+".join(f'({position}="{one}")' for one in "DG")
    best = f'(({given("K")}="plant_specific")+({given("K")}="company_specific"))'
    primary = f'({given("F")}="primary_data")*({given("G")}="primary_data")'
    lines = [
        ("界限 bounds", f'=IF({bounds}>0,"数值超出界限 a value lies beyond its bound","")'),
        ("缺数 amounts", f'=IF(SUMPRODUCT(({position}<>"")*NOT(ISNUMBER({amount})))>0,'
         '"每项贡献须给出数值 every contribution states its amount","")'),
        ("排放符号 emissions", f"=IF(SUMPRODUCT(({emitted})*ISNUMBER({amount})*({amount}<0))>0,"
         '"A、C、E、F、H 不得为负 positions A, C, E, F, H shall not be negative","")'),
        ("清除符号 removals", f"=IF(SUMPRODUCT(({removed})*ISNUMBER({amount})*({amount}>0))>0,"
         '"D、G 不得为正 positions D, G shall not be positive","")'),
        ("次级数据 secondary data", f"=IF(SUMPRODUCT({best}*(1-{primary}))>0,"
         '"次级数据的技术评分不得优于3 secondary data cannot be rated better than 3 for technology","")'),
    ]  # fmt: skip
    sheet["A1"] = "检查 Checks"
    for row, (label, formula) in enumerate(lines, 2):
        sheet[f"A{row}"], sheet[f"B{row}"] = label, formula


def _dress(sheet: Any) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415

    for row in (1, FIRST - 1):
        for cell in sheet[row]:
            cell.font = Font(bold=True)
    sheet.column_dimensions["A"].width = 28
    for letter in "BCDEFGHIJKLM":
        sheet.column_dimensions[letter].width = 18


if __name__ == "__main__":
    print(build())
