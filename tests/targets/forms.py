"""Hand-built compiled forms: one with every kind of node and every shape of rule, one with hostile text."""

from __future__ import annotations

from typing import Any

from footrule.runtime import form
from footrule.runtime.form import (
    Absent,
    Add,
    Aggregate,
    And,
    Applicable,
    Bool,
    Call,
    Case,
    Cmp,
    Day,
    Div,
    Fn,
    Get,
    If,
    Known,
    Label,
    Lookup,
    Member,
    Mul,
    Neg,
    Not,
    Num,
    Or,
    OrElse,
    Pow,
    Quantity,
    Ref,
    Round,
    Rule,
    Scale,
    Str,
    Sub,
    Var,
)

OWN, ELSEWHERE, EXCEPTION, FOREIGN = 0, 1, 2, 3
PLACES = (
    form.Place("test/every@1"),
    form.Place("test/every@1", "2", 20),
    form.Place("test/every@1", "2.1", 30),
    form.Place("test/parent@1", "5", 40),
)

PURE, TONNE, KILOGRAM = Quantity("1"), Quantity("t"), Quantity("kg")
GRADE, TRUTH, DATE, TEXT, PART = form.Choice("grade"), form.Truth(), form.Date(), form.Text(), form.Item("parts")


def n(value: str, unit: str = "1") -> Num:
    return Num(value=value, unit=unit)


def x(name: str, unit: str = "1") -> Ref:
    return Ref(name=name, unit=unit)


def grade(name: str) -> Member:
    return Member(of="grade", name=name)


def get(name: str, of: str = "p") -> Get:
    return Get(of=Var(name=of), field=name, unit="1")


def each(kind: Any, body: form.Expr, where: form.Expr | None = None) -> Aggregate:
    return Aggregate(kind=kind, variable="p", over="parts", body=body, where=where, unit="1")


def one(name: str, body: form.Expr, of: form.Type = PURE, **more: Any) -> Rule:
    return Rule(name=name, type=of, cases=(Case(body=body),), **more)


def lt(left: form.Expr, right: form.Expr) -> Cmp:
    return Cmp(op="lt", left=left, right=right)


def when(guard: form.Expr, body: form.Expr, **more: Any) -> Case:
    return Case(body=body, guard=guard, **more)


def otherwise(body: form.Expr, **more: Any) -> Case:
    return Case(body=body, otherwise=True, **more)


A, B, C = x("a"), x("b"), x("c")

EXPRESSIONS: dict[str, form.Expr] = {
    "sum_of_products": Add(left=Mul(left=A, right=B), right=Mul(left=Sub(left=A, right=B), right=n("2.5"))),
    "minus_on_the_right": Sub(left=A, right=Sub(left=B, right=n("3"))),
    "minus_of_a_sum": Sub(left=A, right=Add(left=B, right=n("3"))),
    "quotient_of_quotients": Div(left=A, right=Div(left=B, right=n("7"))),
    "product_over_product": Div(left=Mul(left=A, right=B), right=Mul(left=B, right=n("3"))),
    "product_of_quotient": Mul(left=A, right=Div(left=B, right=n("7"))),
    "two_whole_numbers": Mul(left=A, right=Div(left=n("44"), right=n("12"))),
    "only_whole_numbers": Div(left=Add(left=n("1"), right=n("2")), right=n("4")),
    "a_fraction": Mul(left=n("44/12"), right=n("-1.50")),
    "by_zero": Div(left=n("1"), right=n("0")),
    "negated": Neg(of=Add(left=A, right=Neg(of=B))),
    "negated_number": Mul(left=Neg(of=n("2")), right=Neg(of=A)),
    "square": Pow(left=Neg(of=A), right=n("2")),
    "minus_square": Neg(of=Pow(left=A, right=n("2"))),
    "power_tower": Pow(left=n("1.015"), right=Sub(left=n("16"), right=Mul(left=n("20"), right=A))),
    "zero_power": Pow(left=Sub(left=A, right=A), right=Neg(of=B)),
    "in_kilograms": Scale(of=x("mass", "t"), by="1000", unit="kg"),
    "in_megatonnes": Scale(of=x("mass", "t"), by="1/1000000", unit="Mt"),
    "odd_scale": Scale(of=Sub(left=x("mass", "t"), right=n("1", "t")), by="44/12", unit="kg"),
    "literal_scaled": Add(left=A, right=Scale(of=n("20", "%"), by="1/100", unit="1")),
    "absolute": Fn(name="abs", arguments=(Sub(left=A, right=B),)),
    "least_of_two": Fn(name="min", arguments=(A, n("3"), B)),
    "largest": Fn(name="max", arguments=(A, Neg(of=B))),
    "exponential": Fn(name="exp", arguments=(A,)),
    "natural_logarithm": Fn(name="ln", arguments=(A,)),
    "common_logarithm": Fn(name="log10", arguments=(Sub(left=A, right=n("5")),)),
    "root": Fn(name="sqrt", arguments=(Sub(left=A, right=n("5")),)),
    "year": Fn(name="year_of", arguments=(x("made"),)),
    "days": Fn(name="days_between", arguments=(Day(value="2024-01-22"), x("made"))),
    "rounded_half_up": Round(of=A, mode="half_up", decimals=1),
    "rounded_half_even": Round(of=Div(left=A, right=n("4")), mode="half_even", decimals=0),
    "rounded_to_digits": Round(of=Mul(left=A, right=n("123.456")), mode="floor", significant=2),
    "conditional": If(condition=lt(A, n("3")), then=n("1"), other=If(condition=lt(A, n("9")), then=A, other=n("2.5"))),
    "conditional_inside": Mul(left=n("2"), right=If(condition=lt(A, B), then=n("1"), other=n("0"))),
    "known_or_zero": OrElse(left=C, right=n("0")),
    "known_or_zero_scaled": OrElse(left=Scale(of=C, by="1000", unit="1"), right=n("1")),
    "table_or_else": OrElse(left=Lookup(table="holes", keys=(x("letter"),), column="low"), right=Neg(of=A)),
    "if_known": If(condition=And(left=Known(of=C), right=lt(C, n("5"))), then=Mul(left=C, right=C), other=A),
    "unguarded": Add(left=C, right=n("1")),
    "lookup": Lookup(table="threshold", keys=(x("letter"),), column="slope"),
    "lookup_by_year": Lookup(table="by_year", keys=(x("letter"), x("year")), column="value"),
    "lookup_far": Lookup(table="by_year", keys=(x("letter"), Add(left=x("year"), right=n("0.5"))), column="value"),
    "total_mass": each("sum", Mul(left=get("amount"), right=A)),
    "large_parts": each("count", Var(name="p"), lt(n("5"), get("amount"))),
    "all_parts": each("count", Var(name="p")),
    "average": each("mean", get("amount"), Known(of=get("share"))),
    "smallest": each("min", get("amount"), lt(n("5"), get("amount"))),
    "greatest": each("max", Sub(left=n("0"), right=get("amount"))),
    "share_of_first": each("sum", OrElse(left=get("share"), right=n("0"))),
    "nested_sums": each(
        "sum",
        Mul(
            left=get("amount"),
            right=Aggregate(kind="sum", variable="q", over="parts", body=get("amount", "q"), unit="1"),
        ),
    ),
    "called": Call(rule="scaled_by", arguments=(n("2"), Add(left=A, right=n("1")))),
    "by_the_option": Mul(left=x("factor"), right=If(condition=x("strict"), then=n("2"), other=n("3"))),
    "elsewhere": Div(left=A, right=Sub(left=B, right=B), at=ELSEWHERE),
    "elsewhere_in_another_standard": Div(left=A, right=Sub(left=B, right=B), at=FOREIGN),
}

TRUTHS: dict[str, form.Expr] = {
    "between": And(left=lt(n("1"), A), right=Cmp(op="le", left=A, right=n("5"))),
    "between_backwards": And(left=Cmp(op="ge", left=B, right=A), right=Cmp(op="gt", left=A, right=n("0"))),
    "either_grade": Or(
        left=Cmp(op="eq", left=x("letter"), right=grade("A")), right=Cmp(op="eq", left=x("letter"), right=grade("B"))
    ),
    "no_grade": Not(
        of=Or(
            left=Cmp(op="eq", left=x("letter"), right=grade("A")),
            right=Cmp(op="eq", left=x("letter"), right=grade("B")),
        )
    ),
    "mixed": Or(left=And(left=x("strict_input"), right=lt(A, B)), right=Not(of=And(left=lt(A, B), right=lt(B, A)))),
    "mixed_the_other_way": And(left=Or(left=x("strict_input"), right=lt(A, B)), right=lt(B, n("9"))),
    "compared_truths": Cmp(op="eq", left=lt(A, B), right=lt(B, A)),
    "is_yes": Cmp(op="eq", left=x("strict_input"), right=Bool(value=True)),
    "is_not_yes": Cmp(op="ne", left=lt(A, B), right=Bool(value=True)),
    "text_is": Cmp(op="eq", left=x("note"), right=Str(value='a "b" \\ {c} \n 钢')),
    "is_known": Known(of=C),
    "is_applicable": Applicable(of=C),
    "not_both": Not(of=And(left=Known(of=C), right=Applicable(of=C))),
    "known_cell": Known(of=Lookup(table="holes", keys=(x("letter"),), column="high")),
    "dates": Cmp(op="lt", left=x("made"), right=Fn(name="add_months", arguments=(Day(value="2024-01-31"), n("1")))),
    "any_large": each("any", lt(n("5"), get("amount"))),
    "all_known": each("all", Known(of=get("share"))),
    "all_small": each("all", lt(get("amount"), n("5")), Known(of=get("share"))),
    "different": each("distinct", get("amount")),
    "either_or": If(condition=lt(A, B), then=Bool(value=True), other=Bool(value=False)),
    "or_else_truth": OrElse(left=x("maybe_true"), right=Bool(value=False)),
}

LOW, MIDDLE, HIGH = (
    lt(A, n("3")),
    And(left=Cmp(op="le", left=n("3"), right=A), right=lt(A, n("6"))),
    Cmp(op="ge", left=A, right=n("6")),
)

SHAPES: tuple[Rule, ...] = (
    Rule("scaled_by", PURE, (Case(Mul(left=Var(name="k"), right=Var(name="v"))),),
         parameters=(form.Parameter("k", PURE), form.Parameter("v", PURE))),
    Rule("with_otherwise", PURE, (when(LOW, n("1")), otherwise(A))),
    Rule("without_otherwise", PURE, (when(LOW, n("1")),)),
    Rule("exclusive", PURE, (when(LOW, n("1")), when(MIDDLE, A), when(HIGH, n("2")))),
    Rule("exclusive_with_hole", PURE, (when(LOW, n("1")), when(HIGH, A))),
    Rule("overlapping", PURE, (when(LOW, n("1")), when(lt(A, n("6")), n("2")), otherwise(n("3")))),
    Rule("overlapping_and_agreeing", PURE, (when(LOW, n("2")), when(lt(A, n("6")), Add(left=n("1"), right=n("1"))))),
    Rule("overlapping_with_refused_guard", PURE,
         (when(LOW, n("1")), when(lt(Div(left=n("1"), right=A), n("1")), n("1")), otherwise(n("3")))),
    Rule("unconditional_twice", PURE, (Case(A), when(LOW, B, at=ELSEWHERE))),
    Rule("in_order", GRADE, (when(LOW, grade("A")), when(lt(A, n("6")), grade("B")), otherwise(grade("C"))),
         in_order=True),
    Rule("in_order_without_end", GRADE, (when(LOW, grade("A")), when(lt(A, n("6")), grade("B"))), in_order=True),
    Rule("excepted", PURE,
         (Case(A), when(LOW, n("100"), rank=1, at=EXCEPTION), when(x("strict_input"), n("200"), rank=2, at=EXCEPTION))),
    Rule("excepted_twice", PURE,
         (when(LOW, n("100"), rank=1, at=EXCEPTION), when(x("strict_input"), n("200"), rank=1, at=ELSEWHERE),
          when(lt(A, n("6")), n("7")), otherwise(Div(left=n("1"), right=Sub(left=B, right=n("3")))))),
    Rule("departing_rule", PURE,
         (Case(A), when(LOW, n("100"), rank=1, at=EXCEPTION, departs="test/parent@1 §5"))),
    Rule("departing_together", PURE,
         (when(LOW, n("5"), departs="test/parent@1 §5", at=EXCEPTION),
          when(lt(A, n("6")), n("5"), departs="test/parent@1 §6", at=ELSEWHERE),
          otherwise(A, departs="test/parent@1 §7"))),
    Rule("departing_with_a_parameter", PURE,
         (when(lt(Var(name="v"), n("2")), n("5"), departs="test/parent@1 §8", at=ELSEWHERE),
          when(LOW, n("5"), at=FOREIGN), otherwise(A, at=EXCEPTION)), parameters=(form.Parameter("v", PURE),)),
    Rule("other_clauses", PURE,
         (when(LOW, n("1"), at=EXCEPTION), when(lt(A, n("6")), n("1"), at=FOREIGN), otherwise(B, at=ELSEWHERE))),
    Rule("other_clauses_in_turn", TRUTH,
         (when(LOW, Bool(value=True), at=EXCEPTION), otherwise(Bool(value=False), at=ELSEWHERE))),
    Rule("way_taken", PURE,
         (when(Cmp(op="eq", left=x("best"), right=grade("A")), Call(rule="departing_with_a_parameter", arguments=(A,))),
          otherwise(If(condition=LOW, then=x("slack"), other=Add(left=B, right=x("slack")))))),
    Rule("reads_more_by_grade", PURE,
         (when(Cmp(op="eq", left=x("letter"), right=grade("A")), n("1")),
          when(And(left=Cmp(op="eq", left=x("letter"), right=grade("B")), right=LOW), n("2")),
          when(And(left=Cmp(op="eq", left=x("letter"), right=grade("C")), right=lt(B, n("3"))), n("3")),
          otherwise(n("4")))),
    Rule("reads_before_the_grade", PURE,
         (when(And(left=LOW, right=Cmp(op="eq", left=x("letter"), right=grade("A"))), n("1")),
          when(And(left=lt(B, n("3")), right=Cmp(op="eq", left=x("letter"), right=grade("B"))), n("2")),
          otherwise(n("4")))),
    Rule("kind_by_kind", PURE,
         tuple(when(Cmp(op="eq", left=x("letter"), right=grade(name)), n(str(i))) for i, name in enumerate("ABC"))),
    Rule("truth_or_not", TRUTH, (when(x("strict_input"), Bool(value=True)), otherwise(Bool(value=False)))),
    Rule("three_truths", TRUTH,
         (when(LOW, Bool(value=True)), when(HIGH, Bool(value=True)), otherwise(Bool(value=False)))),
    Rule("may_be_unknown", PURE, (when(LOW, Absent(kind="unknown")), otherwise(C)), maybe=True),
    Rule("not_applicable_or", PURE,
         (when(LOW, Absent(kind="not_applicable")), when(lt(A, n("6")), Absent(kind="not_applicable")),
          otherwise(Scale(of=C, by="1000"))), maybe=True),
    Rule("known_call", PURE,
         (when(Known(of=Call(rule="may_be_unknown")), Call(rule="may_be_unknown")), otherwise(n("0")))),
    Rule("first_part", PURE, (when(lt(n("5"), get("amount")), get("amount")), otherwise(n("0"))),
         parameters=(form.Parameter("p", PART),)),
    Rule("last_of_month", DATE, (Case(Fn(name="add_days", arguments=(x("made"), A))),)),
    Rule("keyword_lambda", PURE, (Case(A),), parameters=(form.Parameter("lambda", PURE), form.Parameter("x", PURE))),
    Rule("sum", PURE, (Case(each("sum", get("amount"))),)),
    Rule("钢铁", PURE, (Case(Mul(left=A, right=Call(rule="sum"))),), label=Label("钢铁", "steel")),
    Rule("release", KILOGRAM, (Case(Scale(of=x("mass", "t"), by="1000", unit="kg")),)),
    Rule("uptake", KILOGRAM, (Case(Sub(left=A, right=n("5"))),)),
    Rule("release_total", TONNE, (Case(x("mass", "t")),)),
    Rule("uptake_total", TONNE, (Case(Div(left=Call(rule="uptake"), right=n("1000"))),)),
    Rule("total", TONNE, (Case(Add(left=Call(rule="release_total"), right=Call(rule="uptake_total"))),)),
)  # fmt: skip


def everything() -> form.Form:
    """Every kind of node, every shape of rule."""
    rules = [
        *(one(name, body) for name, body in EXPRESSIONS.items()),
        *(one(name, body, TRUTH) for name, body in TRUTHS.items()),
        *SHAPES,
    ]
    rank = form.Choice("activity_source")
    return form.Form(
        footrule=1,
        compiler="0",
        standard=form.Standard(
            "test/every@1", "EVERY", "1", Label("全部", "everything"), "group", Label("某"), form.Dates(), "draft",
            "draft", "0" * 64, gwp="AR6",
        ),
        dependencies=(),
        places=PLACES,
        clauses=(form.Clause("1", "One"), form.Clause("2", "Two"), form.Clause("2.1", "Two one", 2)),
        enumerations=(
            form.Enumeration("grade", tuple(form.EnumMember(each, Label(f"{each}级")) for each in "ABC"), Label("级")),
            form.Enumeration("activity_source", (form.EnumMember("measured"), form.EnumMember("estimated"))),
            form.Enumeration("odd", (form.EnumMember("class"), form.EnumMember("title"), form.EnumMember("mro"))),
        ),
        inputs=(
            form.Input("a", PURE, (form.Bound("ge", "0"), form.Bound("le", "10"))),
            form.Input("b", PURE, (form.Bound("gt", "0"),), label=Label("乙", "second")),
            form.Input("c", PURE, optional=True),
            form.Input("mass", TONNE, (form.Bound("ge", "0"),), role="activity"),
            form.Input("mass_source", rank, optional=True, source_of="mass"),
            form.Input("letter", GRADE),
            form.Input("year", Quantity("1", whole=True), (form.Bound("ge", "2022"), form.Bound("le", "2024"))),
            form.Input("strict_input", TRUTH),
            form.Input("maybe_true", TRUTH, optional=True),
            form.Input("made", DATE),
            form.Input("note", TEXT),
            form.Input("class", form.Choice("odd"), optional=True),
            form.Input("model_dump", PURE, optional=True),
        ),
        lists=(
            form.ListInput(
                "parts",
                (
                    form.Input("amount", PURE, role="activity"),
                    form.Input("amount_source", rank, optional=True, source_of="amount"),
                    form.Input("share", PURE, optional=True),
                ),
            ),
        ),
        options=(
            form.Option("factor", PURE, "should", n("3.5"), (form.Bound("lt", "10"),)),
            form.Option("strict", TRUTH, "may", Bool(value=False)),
            form.Option("best", GRADE, "shall"),
            form.Option("slack", PURE, "may", bounds=(form.Bound("ge", "0"),)),
        ),
        tables=(
            form.Table(
                "threshold",
                (form.Key("grade", GRADE),),
                (form.Column("limit", TONNE), form.Column("slope", PURE)),
                (form.Row(("A",), ("1", "0.5")), form.Row(("B",), ("2.25", "44/12")), form.Row(("C",), ("3", "-1"))),
                label=Label("限值", "threshold"),
            ),
            form.Table(
                "by_year",
                (form.Key("grade", GRADE), form.Key("year", PURE)),
                (form.Column("value", PURE),),
                tuple(form.Row((g, y), (f"{y}.5",)) for g in "ABC" for y in ("2022", "2023")),
                at=ELSEWHERE,
            ),
            form.Table(
                "holes",
                (form.Key("grade", GRADE),),
                (form.Column("low", PURE), form.Column("high", PURE)),
                (form.Row(("A",), ("1", None)), form.Row(("B",), (None, "2"))),
                partial=True,
            ),
        ),
        rules=tuple(rules),
        requirements=(
            form.Requirement(lt(A, n("9")), Label("甲须小于九", "a is below nine")),
            form.Requirement(lt(A, B), Label("", "a below b"), "should", guard=x("strict_input")),
            form.Requirement(
                Cmp(op="eq", left=x("best"), right=grade("A")), Label("", "best is A"), "should", guard=lt(A, n("2")),
            ),
            form.Requirement(
                And(left=lt(n("0"), x("slack")), right=lt(x("slack"), n("9"))), Label("", "slack"), guard=lt(B, n("1")),
            ),
            form.Requirement(Known(of=C), Label("要有丙"), guard=Not(of=x("strict_input")), at=EXCEPTION),
        ),
        outputs=("sum_of_products", "in_order", "may_be_unknown", "between", "last_of_month", "departing_rule", "钢铁",
                 "departing_together", "other_clauses", "other_clauses_in_turn", "way_taken"),
        reports=("mass", "letter", "strict", "c"),
        boundary=form.Boundary("gate", (form.Stage("raw"), form.Stage("use", because=Label("无", "none")))),
        inventory=form.Inventory(
            "total",
            (
                form.Term("release", "emission", "raw", "release", "release_total", "CO2", "fossil", ("mass",)),
                form.Term("uptake", "removal", "raw", "uptake", "uptake_total", "CO2", "biogenic", ("parts.amount",)),
            ),
        ),
        data=(form.DataOrder("activity", "activity_source"),),
        units=(form.UnitName("ladle"), form.UnitName("drum", "200", "L")),
    )  # fmt: skip


HOSTILE = (
    'a """ b',
    "\\",
    '"',
    "two\nlines\r\nand \x00 more",
    "{{ 7 * 7 }} {% raw %} ${x}",
    "</script><script>alert(1)</script>",
    "'; import os; os.abort() #",
    "\u202eevil\u2066 bidi\u2069",
    '"""\nimport os\nos.abort()\n"""',
    "# comment\n    import os",
    "| cell | `code` | [link](javascript:x) |",
    "\ud800 broken",
)


def hostile(text: str) -> form.Form:
    """A small form with the same text wherever an author may write prose."""
    label = Label(text, text)
    place = (form.Place("test/hostile@1", text, 1),)
    kind = form.Enumeration("kind", (form.EnumMember("one", label), form.EnumMember("two")), label)
    given = form.Input("amount", Quantity("t"), (form.Bound("ge", "0"),), label=label)
    return form.Form(
        footrule=1,
        compiler=text,
        standard=form.Standard(
            "test/hostile@1", text, text, label, "group", label, form.Dates(issued=text), "draft", "draft", text,
            follows=(text,), source=text,
        ),
        dependencies=(),
        places=place,
        clauses=(form.Clause(text, text),),
        enumerations=(kind,),
        inputs=(given, form.Input("sort", form.Choice("kind"), label=label), form.Input("word", TEXT, label=label)),
        lists=(form.ListInput("rows", (given,), optional=True, label=label),),
        options=(form.Option("way", form.Choice("kind"), "may", Member(of="kind", name="one"), label=label),),
        tables=(
            form.Table("values", (form.Key("kind", form.Choice("kind")),), (form.Column("low", PURE),),
                       (form.Row(("one",), ("1",)), form.Row(("two",), ("2",))), label=label),
        ),
        rules=(
            one("doubled", Scale(of=x("amount", text), by="2", unit=text), TONNE, label=label),
            one("same", Cmp(op="eq", left=x("word"), right=Str(value=text)), TRUTH, label=label),
            Rule("departed", PURE, (when(LOW_AMOUNT, n("1"), rank=1, departs=text), Case(n("2"))), label=label),
        ),
        requirements=(form.Requirement(Cmp(op="le", left=x("amount"), right=n("5")), label),),
        outputs=("doubled", "same", "departed"),
        reports=("word",),
        examples=(
            form.Example(text, text, "primary", {"amount": "2", "sort": "one", "word": text.replace("\x00", "")},
                         expect=(form.Expectation("doubled", "4"),
                                 form.Expectation("doubled", "5", disputed=True, explanation=label)), note=label),
        ),
    )  # fmt: skip


LOW_AMOUNT = lt(x("amount"), n("3"))
