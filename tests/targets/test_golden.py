"""The whole package of one small form, as files to read; recorded anew with FOOTRULE_RECORD=1."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from footrule.compiler.targets.python import build
from footrule.runtime import form
from footrule.runtime.form import Label, Rule
from tests.targets.forms import get, lt, n, otherwise, when, x

GOLDEN = Path(__file__).parent / "golden" / "steel"

GRADE = form.Choice("grade")


def steel() -> form.Form:
    """The thresholds of a draft for low-carbon steel, cut down to one clause."""
    intensity = form.Quantity("tCO2/t")
    grades = ("A", "B", "C", "D", "E")
    rows = {"E": ("2.19", "1.78"), "D": ("1.64", "1.29"), "C": ("1.02", "0.78"), "B": ("0.43", "0.27"),
            "A": ("0.15", "0.04")}  # fmt: skip

    def cell(column: str) -> form.Expr:
        grade = form.Var(name="g")
        return form.Lookup(table="threshold", keys=(grade,), column=column, unit="tCO2/t", at=1)

    share = form.Scale(of=x("scrap_share", "%"), by="1/100", unit="1", at=1)
    limit = form.Sub(left=cell("a"), right=form.Mul(left=cell("b"), right=share, unit="tCO2/t"), unit="tCO2/t", at=1)

    def within(grade: str) -> form.Expr:
        member = form.Member(of="grade", name=grade, at=2)
        bound = form.Call(rule="limit", arguments=(member,), unit="tCO2/t", at=2)
        return form.Cmp(op="le", left=form.Call(rule="performance", unit="tCO2/t", at=2), right=bound, at=2)

    emission = form.Aggregate(kind="sum", variable="p", over="processes", body=get("emission"), unit="tCO2", at=3)
    return form.Form(
        footrule=1,
        compiler="0.1.0",
        standard=form.Standard(
            "cn/steel@2024-draft", "T/STEEL 1", "2024-draft", Label("低碳排放钢", "low-carbon-emission steel"),
            "group", Label("某协会", "an association"), form.Dates("2024-07-29"), "draft", "draft", "0" * 64,
        ),
        dependencies=(),
        places=tuple(form.Place("cn/steel@2024-draft", clause) for clause in ("", "7.2.1", "7.2.2", "5.1")),
        clauses=(form.Clause("5.1", "Emission"), form.Clause("7.2.1", "Threshold"), form.Clause("7.2.2", "Grade")),
        enumerations=(
            form.Enumeration("grade", tuple(form.EnumMember(name) for name in grades), Label("碳效等级", "grade"), 2),
        ),
        inputs=(
            form.Input("scrap_share", form.Quantity("%"), (form.Bound("ge", "0"), form.Bound("le", "100")),
                       label=Label("废钢比", "scrap share"), at=1),
            form.Input("output", form.Quantity("t"), (form.Bound("gt", "0"),), label=Label("合格产量", "output"), at=3),
        ),
        lists=(
            form.ListInput(
                "processes",
                (form.Input("emission", form.Quantity("tCO2"), label=Label("排放", "emission"), at=3),),
                at_least=1, label=Label("工序", "processes"), at=3,
            ),
        ),
        options=(),
        tables=(
            form.Table("threshold", (form.Key("grade", GRADE),),
                       (form.Column("a", intensity), form.Column("b", intensity)),
                       tuple(form.Row((name,), cells) for name, cells in rows.items()),
                       label=Label("基础限值", "threshold"), at=1),
        ),
        rules=(
            Rule("performance", intensity, (form.Case(form.Div(left=emission, right=x("output"), at=3)),),
                 label=Label("碳绩效", "carbon performance"), at=3),
            Rule("limit", intensity, (form.Case(limit, at=1),), (form.Parameter("g", GRADE),),
                 label=Label("限值", "limit"), at=1),
            Rule("grade_of", GRADE,
                 tuple(when(within(name), form.Member(of="grade", name=name), at=2) for name in grades),
                 in_order=True, label=Label("等级", "grade"), at=2),
            Rule("fine", form.Truth(), (when(within("C"), form.Bool(value=True), at=2),
                                        otherwise(form.Bool(value=False), at=2)), at=2),
        ),
        requirements=(
            form.Requirement(lt(n("0"), form.Call(rule="performance")), Label("应有排放", "there has to be emission"),
                             at=3),
        ),
        outputs=("grade_of", "performance", "fine"),
        reports=("scrap_share",),
        examples=(
            form.Example("W6 thresholds", "table 1", "primary",
                         {"scrap_share": "20 %", "output": "10 t", "processes": [{"emission": "8"}]},
                         expect=(form.Expectation("limit(E)", "1.834 tCO2/t"), form.Expectation("grade_of", "C"),
                                 form.Expectation("performance", "0.9 tCO2/t", disputed=True,
                                                  explanation=Label("印刷错误", "a misprint"))), at=1),
        ),
    )  # fmt: skip


def test_the_package_of_a_small_standard_is_the_one_recorded(tmp_path: Path) -> None:
    written = {path.relative_to(tmp_path): path.read_text(encoding="utf-8") for path in build(steel(), tmp_path)}
    own = {path: text for path, text in written.items() if "_runtime" not in path.parts}
    if os.environ.get("FOOTRULE_RECORD"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, text in own.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_text(text, encoding="utf-8")
    files = [path for path in GOLDEN.rglob("*") if path.is_file() and "cache" not in str(path.relative_to(GOLDEN))]
    recorded = {path.relative_to(GOLDEN): path.read_text(encoding="utf-8") for path in files}
    assert own == recorded
