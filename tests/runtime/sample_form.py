"""A small standard written by hand as a compiled form, using each part of the runtime once."""

from __future__ import annotations

from typing import Any

from footrule.runtime import form

ID = "test/kettle@1"
PLACES = (
    form.Place(ID),
    form.Place(ID, "4.1", 10),
    form.Place(ID, "5.2", 20),
    form.Place(ID, "6.3", 30),
    form.Place(ID, "A.1", 40),
)
PER_TONNE = "kgCO2e/t"


def label(zh: str, en: str) -> form.Label:
    return form.Label(zh, en)


def ref(name: str, unit: str = "") -> form.Ref:
    return form.Ref(name=name, unit=unit, at=1)


def num(value: str, unit: str = "1") -> form.Num:
    return form.Num(value=value, unit=unit)


def rule(name: str, unit: str, body: form.Expr, *more: form.Case, at: int = 2, **rest: Any) -> form.Rule:
    return form.Rule(name=name, type=form.Quantity(unit), cases=(form.Case(body=body, at=at), *more), at=at, **rest)


GRADE = form.Enumeration(
    "grade", (form.EnumMember("A", label("甲级", "first")), form.EnumMember("B"), form.EnumMember("C"))
)
RANKS = form.Enumeration(
    "activity_source",
    (form.EnumMember("measured", label("实测", "measured")), form.EnumMember("estimated", label("估计", "estimated"))),
)
STAGE = form.Enumeration("stage", (form.EnumMember("fuel"), form.EnumMember("power")))

INPUTS = (
    form.Input(
        "output_mass",
        form.Quantity("t"),
        bounds=(form.Bound("gt", "0"),),
        label=label("产量", "output"),
        at=1,
    ),
    form.Input(
        "electricity_use",
        form.Quantity("kWh"),
        bounds=(form.Bound("ge", "0"), form.Bound("le", "1000000")),
        role="activity",
        label=label("用电量", "electricity used"),
        at=1,
    ),
    form.Input(
        "electricity_use_source",
        form.Choice("activity_source"),
        optional=True,
        source_of="electricity_use",
        at=1,
    ),
    form.Input("scrap_share", form.Quantity("%"), bounds=(form.Bound("ge", "0"), form.Bound("le", "100")), at=1),
    form.Input("bath", form.Quantity("t alumina"), optional=True, at=1),
    form.Input("workers", form.Quantity("1", whole=True), optional=True, at=1),
    form.Input("made", form.Date(), optional=True, at=1),
    form.Input("remark", form.Text(), optional=True, at=1),
    form.Input("certified", form.Truth(), optional=True, at=1),
)
FUELS = form.ListInput(
    "fuels",
    (
        form.Input("name", form.Text(), optional=True, at=1),
        form.Input("amount", form.Quantity("t"), bounds=(form.Bound("ge", "0"),), role="activity", at=1),
        form.Input("amount_source", form.Choice("activity_source"), optional=True, source_of="amount", at=1),
        form.Input("factor", form.Quantity("kgCO2e/t"), at=1),
        form.Input("made", form.Date(), optional=True, at=1),
    ),
    at=1,
)
OPTIONS = (
    form.Option("tight", form.Truth(), "may", default=form.Bool(value=False), at=3),
    form.Option("lifetime", form.Quantity("months"), "should", default=num("24", "months"), at=3),
)
TABLES = (
    form.Table(
        "threshold",
        (form.Key("g", form.Choice("grade")),),
        (form.Column("a", form.Quantity("t/t")), form.Column("b", form.Quantity("t/t"))),
        (form.Row(("A",), ("0.5", "0.3")), form.Row(("B",), ("1.2", "0.9")), form.Row(("C",), ("2.19", "1.78"))),
        at=2,
    ),
    form.Table(
        "grid",
        (form.Key("year", form.Quantity("1", whole=True)),),
        (form.Column("value", form.Quantity("kgCO2e/kWh")),),
        (form.Row(("2023",), ("0.6205",)), form.Row(("2024",), (None,))),
        partial=True,
        at=4,
    ),
)


def fuel_field(name: str, unit: str) -> form.Get:
    return form.Get(of=form.Var(name="f"), field=name, unit=unit, at=1)


def fuel_sum(body: form.Expr, where: form.Expr | None = None) -> form.Aggregate:
    return form.Aggregate(kind="sum", variable="f", over="fuels", body=body, where=where, at=2)


def threshold(column: str) -> form.Lookup:
    return form.Lookup(table="threshold", keys=(form.Var(name="g"),), column=column, unit="t/t", at=2)


LIMIT = form.Rule(
    "limit",
    form.Quantity("t/t"),
    (
        form.Case(
            body=form.Sub(
                left=threshold("a"),
                right=form.Mul(left=threshold("b"), right=form.Scale(of=ref("scrap_share", "%"), by="1/100")),
            ),
            at=2,
        ),
    ),
    parameters=(form.Parameter("g", form.Choice("grade")),),
    label=label("限值", "limit"),
    at=2,
)
SHARE = form.Rule(
    "share",
    form.Quantity("%"),
    (
        form.Case(
            body=form.Scale(
                of=form.Div(
                    left=fuel_field("amount", "t"),
                    right=fuel_sum(fuel_field("amount", "t")),
                    at=3,
                ),
                by="100",
            ),
            at=3,
        ),
    ),
    parameters=(form.Parameter("f", form.Item("fuels")),),
    at=3,
)
FUEL_BURNT = rule(
    "fuel_burnt",
    "kgCO2e",
    fuel_sum(form.Mul(left=fuel_field("amount", "t"), right=fuel_field("factor", "kgCO2e/t"))),
    label=label("燃料", "fuels"),
)
POWER = rule(
    "power",
    "tCO2e",
    form.Scale(
        of=form.Mul(
            left=ref("electricity_use", "kWh"),
            right=form.Lookup(table="grid", keys=(num("2023"),), column="value", at=4),
        ),
        by="1/1000",
    ),
    at=3,
)
POWER_KG = rule("power_kg", "kgCO2e", form.Scale(of=form.Call(rule="power"), by="1000"), at=3, hidden=True)
UPTAKE = rule("uptake", "kgCO2e", form.Neg(of=num("10")), at=3)
TOTAL = rule(
    "total",
    "kgCO2e",
    form.Add(
        left=form.Add(left=form.Call(rule="fuel_burnt"), right=form.Call(rule="power_kg")),
        right=form.Call(rule="uptake"),
    ),
)
FOOTPRINT = rule(
    "footprint",
    PER_TONNE,
    form.Div(left=form.Call(rule="total"), right=ref("output_mass", "t"), at=3),
    label=label("碳足迹", "footprint"),
    at=3,
)
FINAL = rule("declared", PER_TONNE, form.Round(of=form.Call(rule="footprint"), mode="half_even", decimals=2), at=3)
GRADED = form.Rule(
    "graded",
    form.Choice("grade"),
    (
        form.Case(
            body=form.Member(of="grade", name="A"),
            guard=form.Cmp(op="lt", left=form.Call(rule="footprint"), right=num("500")),
            at=3,
        ),
        form.Case(body=form.Member(of="grade", name="C"), otherwise=True, at=4),
    ),
    in_order=True,
    label=label("等级", "grade"),
    at=3,
)
EXPIRY = form.Rule(
    "expiry",
    form.Date(),
    (
        form.Case(
            body=form.If(
                condition=form.Known(of=ref("made")),
                then=form.Fn(name="add_months", arguments=(ref("made"), ref("lifetime"))),
                other=form.Absent(kind="unknown"),
            ),
            at=3,
        ),
    ),
    maybe=True,
    at=3,
)
BATH_MASS = rule("bath_mass", "t alumina", form.OrElse(left=ref("bath"), right=num("7")), at=3)
LATEST = form.Rule(
    "latest_factor",
    form.Quantity("kgCO2e/kWh"),
    (form.Case(body=form.Lookup(table="grid", keys=(num("2024"),), column="value", at=4), at=4),),
    maybe=True,
    at=4,
)

EXAMPLES = (
    form.Example(
        "Limits",
        "page 3",
        "primary",
        {"scrap_share": "20 %"},
        expect=(
            form.Expectation("limit(C)", "1.83"),
            form.Expectation("limit(C)", "1.834 t/t", reading="exact"),
            form.Expectation("limit(A)", "44.0 %"),
            form.Expectation("latest_factor", "unknown"),
            form.Expectation("limit(B)", "1.03", disputed=True, explanation=label("误作加法", "adds instead")),
        ),
        at=2,
    ),
    form.Example(
        "Shares",
        "page 4",
        "primary",
        {"fuels": [{"amount": "1 t", "factor": "2"}, {"amount": "3 t", "factor": "2"}]},
        expect=(form.Expectation("share(#1)", "25 %"), form.Expectation("share(#2)", "75 %", reading="exact")),
        at=3,
    ),
    form.Example("No output", "page 5", "primary", {"output_mass": "0 t"}, refused="R0207", at=2),
)


def sample_form(**changes: Any) -> form.Form:
    """The sample standard, with some of its parts replaced."""
    parts: dict[str, Any] = {
        "footrule": form.FORMAT,
        "compiler": "0.1.0",
        "standard": form.Standard(
            id=ID,
            number="T/KETTLE 1",
            edition="1",
            title=label("电热水壶", "Kettles"),
            level="group",
            issuer=label("", ""),
            dates=form.Dates(),
            status="primary",
            own_status="primary",
            digest="sha256:abc",
            gwp="AR6",
        ),
        "dependencies": (form.Dependency("test/parent@1", "sha256:def", "primary"),),
        "places": PLACES,
        "clauses": (
            form.Clause("4.1", "Inputs"),
            form.Clause("5.2", "Limits"),
            form.Clause("6.3", "Result"),
            form.Clause("A.1", "Factors", evidence="secondary"),
        ),
        "enumerations": (GRADE, RANKS, STAGE),
        "inputs": INPUTS,
        "lists": (FUELS,),
        "options": OPTIONS,
        "tables": TABLES,
        "rules": (
            LIMIT,
            SHARE,
            FUEL_BURNT,
            POWER,
            POWER_KG,
            UPTAKE,
            TOTAL,
            FOOTPRINT,
            FINAL,
            GRADED,
            EXPIRY,
            BATH_MASS,
            LATEST,
        ),
        "requirements": (
            form.Requirement(
                condition=form.Cmp(op="le", left=form.Call(rule="footprint"), right=num("5000")),
                message=label("碳足迹过大", "the footprint is too large"),
                at=3,
            ),
            form.Requirement(
                condition=form.Cmp(op="gt", left=ref("scrap_share"), right=num("10")),
                message=label("废钢比偏低", "little scrap"),
                modality="should",
                at=3,
            ),
        ),
        "outputs": ("declared", "graded", "expiry"),
        "reports": ("scrap_share", "tight"),
        "boundary": form.Boundary(
            "gate", (form.Stage("fuel", label("燃料", "fuels"), at=2), form.Stage("power", at=3)), at=2
        ),
        "inventory": form.Inventory(
            "total",
            (
                form.Term(
                    "fuels_term",
                    "emission",
                    "fuel",
                    "fuel_burnt",
                    "fuel_burnt",
                    carbon="fossil",
                    gas="CO2e",
                    inputs=("fuels.amount",),
                    at=2,
                ),
                form.Term(
                    "power_term",
                    "emission",
                    "power",
                    "power",
                    "power_kg",
                    inputs=("electricity_use",),
                    gas="CO2e",
                    at=3,
                ),
                form.Term("uptake_term", "removal", "fuel", "uptake", "uptake", carbon="biogenic", at=3),
            ),
        ),
        "data": (form.DataOrder("activity", "activity_source", at=3),),
        "examples": EXAMPLES,
    }
    return form.Form(**(parts | changes))


def sample_document() -> dict[str, Any]:
    """A document the sample standard accepts."""
    return {
        "inputs": {
            "output_mass": "2 t",
            "electricity_use": {"value": "1000", "unit": "kWh", "source": "measured"},
            "scrap_share": "20 %",
            "fuels": [
                {"name": "coal", "amount": "100 kg", "factor": "2500"},
                {"amount": {"value": "0.5", "unit": "t", "source": "estimated"}, "factor": "1.5 tCO2e/t"},
            ],
        },
        "options": {"tight": True},
    }
