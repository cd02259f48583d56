"""Statements become trees, in either keyword language, fast, and mistakes are named."""

from __future__ import annotations

import subprocess
import sys

import pytest

from footrule.dsl import tree as t
from footrule.dsl.findings import Refused
from footrule.dsl.parser import parse_block, parse_expression, parse_statement
from footrule.dsl.printer import without_spans


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ('input m [t] at least 0 t "质量"', '输入 m [t] 至少 0 t "质量"'),
        ("rule x [1]\n    = 1 when a is b\n    = 0 otherwise", "规则 x [1]\n    = 1 当 a 为 b\n    = 0 否则"),
        ("rule x [1] = if a and not b then 1 else 2", "规则 x [1] = 如果 a 且 非 b 那么 1 否则取 2"),
        ("input d: date optional", "输入 d: 日期 可缺省"),
        ("gwp AR6 100 years", "全球变暖潜势 AR6 100 年"),
        ("rule x [months] = 24 months", "rule x [months] = 24 个月"),
        ("table v above: by k, across y gives w", "表 v 上表: 按 k, 横列 y 给出 w"),
        ("rule x: yes_no = p in (a, b)", "规则 x：是否 ＝ p 属于 （a，b）"),
    ],
)
def test_both_keyword_languages_say_the_same(english: str, chinese: str) -> None:
    assert without_spans(parse_statement(english)) == without_spans(parse_statement(chinese))


def test_a_keyword_is_a_name_where_only_a_name_can_stand() -> None:
    statement = parse_statement("rule factor [1] = gas * data + at.of")
    assert isinstance(statement, t.Rule)
    assert statement.name == "factor"


def test_a_number_and_a_keyword_are_no_quantity() -> None:
    statement = parse_statement("rule x [1]\n    = 5 when a\n    = 1 otherwise")
    assert isinstance(statement, t.Rule)
    assert [case.body for case in statement.cases] == [
        t.Number("5", None, t.Span(2, 7, 2, 8)),
        t.Number("1", None, t.Span(3, 7, 3, 8)),
    ]


def test_is_not_applicable_tests_for_a_value_and_not_applicable_of_negates() -> None:
    compared = parse_expression("x is not applicable")
    assert isinstance(compared, t.Compare)
    assert compared.ops == ("eq",)
    assert isinstance(compared.terms[1], t.Absent)
    assert isinstance(parse_expression("not applicable(x)"), t.Unary)


def test_an_identifier_is_normalised() -> None:
    assert parse_expression("cafe\u0301") == t.Name("café", t.Span(1, 1, 1, 6))


def test_a_unit_the_file_declares_may_follow_a_number() -> None:
    with pytest.raises(Refused, match="F0112"):
        parse_statement("rule x [ladle] = 5 ladle")
    assert parse_statement("rule x [ladle] = 5 ladle", {"ladle"})


@pytest.mark.parametrize("pair", ["在", "a"])
def test_a_label_is_told_by_its_script(pair: str) -> None:
    statement = parse_statement(f'unit u "{pair}"')
    assert isinstance(statement, t.UnitDefinition)
    assert statement.labels == (t.Labels(zh="在") if pair == "在" else t.Labels(en="a"))


def test_a_tree_deeper_than_the_bound_is_refused() -> None:
    assert parse_expression(" + ".join(["a"] * 200))
    with pytest.raises(Refused, match="F0115"):
        parse_expression(" + ".join(["a"] * 201))


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\x1b", "\x00"])
def test_a_character_nobody_sees_is_refused(hidden: str) -> None:
    (finding,) = parse_block(f"output a{hidden}").findings
    assert (finding.code, finding.span) == ("F0103", t.Span(1, 9, 1, 10))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rule x [1] = a == b", "F0109"),
        ("rule x [1] = a != b", "F0109"),
        ("rule x [1] = !a", "F0109"),
        ('require a = b else "m"', "F0108"),
        ("rule x [1]\n    = 1 when a\n    = 2 else", "F0110"),
        ("rule x [1] = 1e6", "F0112"),
        ("rule x [1] = sum(c.a fro c in xs)", "F0113"),
        ('reqiure a else "m"', "F0105"),
        ("when a", "F0107"),
        ("rule x [1] = (a", "F0114"),
        ("require a", "F0102"),
        ("data activity a < b", "F0101"),
    ],
)
def test_a_mistake_is_named(text: str, code: str) -> None:
    assert [finding.code for finding in parse_block(text).findings] == [code]


def test_naming_the_parser_does_not_import_what_only_parsing_needs() -> None:
    code = "import sys, footrule.dsl.literate, footrule.dsl.formatter; print({'lark', 'yaml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
