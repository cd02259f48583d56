"""What is printed reads back as the same tree."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footrule.dsl import tree as t
from footrule.dsl.literate import read
from footrule.dsl.parser import parse_expression, parse_statement
from footrule.dsl.printer import expression_text, statement_text, without_spans
from tests.dsl.samples import LIBRARY
from tests.dsl.trees import expressions, statements

LANGUAGES: tuple[Literal["zh", "en"], ...] = ("zh", "en")
languages = st.sampled_from(LANGUAGES)


@given(expressions, languages)
@settings(deadline=None, max_examples=300)
def test_a_printed_expression_reads_back_the_same(expr: t.Expr, language: Literal["zh", "en"]) -> None:
    assert without_spans(parse_expression(expression_text(expr, language))) == expr


@given(statements, languages)
@settings(deadline=None, max_examples=400)
def test_a_printed_statement_reads_back_the_same(statement: t.Statement, language: Literal["zh", "en"]) -> None:
    assert without_spans(parse_statement(statement_text(statement, language))) == statement


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_statement_of_the_library_prints_and_reads_back_the_same(language: Literal["zh", "en"]) -> None:
    for path in LIBRARY:
        document, _ = read(path.read_bytes(), str(path))
        for block in document.blocks:
            for statement in block.statements:
                text = statement_text(statement, language)
                assert without_spans(parse_statement(text)) == without_spans(statement), text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("((a + b)) * c", "(a + b) * c"),
        ("a - (b - c)", "a - (b - c)"),
        ("-2 ^ 2", "-2 ^ 2"),
        ("(-2) ^ 2", "(-2) ^ 2"),
        ("2 ^ -1 ^ 3", "2 ^ -1 ^ 3"),
        ("- -a", "- -a"),
        ("not (a and b) or c", "not (a and b) or c"),
        ("(if a then b else c) + 1", "(if a then b else c) + 1"),
        ("（a ＋ b）× 2", "(a + b) * 2"),
        ("(round x floor to integer) in (1, 2)", "(round x floor to integer) in (1, 2)"),
        ("not applicable(x)", "not applicable(x)"),
        ("x is not applicable", "x is not applicable"),
        ("a < b <= c is d", "a < b <= c is d"),
        ("44/12", "44 / 12"),
        ("5 [t]", "5 t"),
        ("24 个月", "24 months"),
        ("求和(c.pcf 对 c 属于 xs 其中 已知(c.pcf))", "sum(c.pcf for c in xs where known(c.pcf))"),
    ],
)
def test_an_expression_is_printed_with_the_parentheses_it_needs(text: str, printed: str) -> None:
    assert expression_text(parse_expression(text), "en") == printed


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("option x one of a, b default a", "option x one of a, b default a"),
        ("option x one of a, b default a may", "option x one of a, b default a"),
        ("选项 x [t] 宜", "option x [t] should"),
    ],
)
def test_an_option_that_may_be_taken_says_no_more_than_needed(written: str, printed: str) -> None:
    assert statement_text(parse_statement(written), "en") == printed
