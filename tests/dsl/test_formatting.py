"""`fmt` keeps what is not its own, settles at once, and converts keywords both ways."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from footrule.dsl.formatter import format_text
from footrule.dsl.literate import read
from footrule.dsl.printer import statement_text, without_spans
from footrule.dsl.tree import Statement
from tests.dsl.samples import LIBRARY, file_with
from tests.dsl.trees import statements
from tests.literate import HEAD


def formatted(rules: str, keywords: str | None = None) -> str:
    """The rules of a one-block file after formatting."""
    text = format_text(file_with(rules), "x.md", keywords)  # type: ignore[arg-type] # plain words in parameters
    fence = "规则" if keywords == "zh" else "rule"
    return text.removeprefix(f"{HEAD}```{fence}\n").removesuffix("\n```\n")


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_file_of_the_library_keeps_its_meaning_and_its_other_lines(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    once = format_text(text, str(path))
    assert format_text(once, str(path)) == once
    before, after = read(text, str(path))[0], read(once, str(path))[0]
    assert [without_spans(b.statements) for b in before.blocks] == [without_spans(b.statements) for b in after.blocks]
    inside = {n for b in before.blocks for n in range(b.span.line, b.span.end_line + 1)}
    pairs = zip(text.split("\n"), once.split("\n"), strict=True)
    assert all(a == b for number, (a, b) in enumerate(pairs, start=1) if number not in inside)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_shipped_file_is_formatted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert format_text(text, str(path)) == text, f"footrule fmt {path}"


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: "/".join(path.parts[-3:]))
def test_keywords_go_to_the_other_language_and_back(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    chinese = format_text(text, str(path), "zh")
    english = format_text(chinese, str(path), "en")
    assert format_text(english, str(path), "zh") == chinese
    assert format_text(chinese, str(path), "en") == english


@given(statements)
@settings(deadline=None, max_examples=150)
def test_a_random_statement_settles_and_converts_without_loss(statement: Statement) -> None:
    text = file_with(statement_text(statement, "zh"))
    chinese = format_text(text, "x.md", "zh")
    assert format_text(chinese, "x.md") == chinese
    english = format_text(chinese, "x.md", "en")
    assert format_text(english, "x.md", "zh") == chinese
    (block,) = read(english, "x.md")[0].blocks
    assert without_spans(block.statements) == (statement,)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("rule  x[1]=a+b", "rule x [1] = a + b"),
        ("rule x [1] = （a＋b）×c", "rule x [1] = (a + b) * c"),
        (
            "rule x [1]\n  = -a  when b ≤ 1\n  = 1 - 2 otherwise",
            "rule x [1]\n    = -a     when b <= 1\n    = 1 - 2  otherwise",
        ),
        (
            f"rule x [1]\n    = 1 when b\n    = {'a' * 60} + 1 otherwise",
            f"rule x [1]\n    = 1  when b\n    = {'a' * 60} + 1  otherwise",
        ),
        ("output a,b -- 说明\n-- 第一列的说明", "output a, b  -- 说明\n-- 第一列的说明"),
        ("output a —— 说明", "output a  -- 说明"),
        ("input 产品 “产品” one of coil，plate", 'input 产品 "产品" one of coil, plate'),
        ("rule x [1]\n\t= f( a ) . b [ c ]", "rule x [1]\n\t= f( a ) . b [ c ]"),
        ("rule x [1]\n\t= t[ a ] . b % c", "rule x [1]\n\t= t[ a ] . b % c"),
        ("rule x [1]\n\t= t[ a ] . b", "rule x [1]\n    = t[a].b"),
        ("rule x [1]\n        -- why\n        = 20%*y", "rule x [1]\n    -- why\n    = 20 % * y"),
    ],
)
def test_a_rule_is_laid_out(rules: str, expected: str) -> None:
    assert formatted(rules) == expected


def test_a_statement_that_does_not_parse_is_left_alone() -> None:
    assert formatted("rule x[1]=\nrule y[1]=2") == "rule x[1]=\nrule y [1] = 2"


def test_words_shared_in_english_are_told_apart_in_chinese() -> None:
    rules = (
        "input x [t] between 1 t and (if a and b then 1 t else 2 t)\n"
        'require if a then b else c else "m"\n'
        "rule y [t] = round x floor to integer in months when p in (q, r)\n"
        "table v above: by k gives w\n"
        "input z [t] above 0 t"
    )
    chinese = formatted(rules, "zh")
    assert chinese == (
        "输入 x [t] 介于 1 t 与 (如果 a 且 b 那么 1 t 否则取 2 t)\n"
        '要求 如果 a 那么 b 否则取 c 否则报 "m"\n'
        "规则 y [t] = 修约 x 向下取整 到 整数位 计量以 个月 当 p 属于 (q, r)\n"
        "表 v 上表: 按 k 给出 w\n"
        "输入 z [t] 高于 0 t"
    )
    assert formatted(chinese, "en") == rules


def test_line_endings_stay_as_they_are() -> None:
    text = file_with("rule x[1]=1\noutput x").replace("\n", "\r\n")
    assert format_text(text, "x.md") == file_with("rule x [1] = 1\noutput x").replace("\n", "\r\n")


def test_a_first_field_indented_deeper_is_not_made_a_field() -> None:
    rules = "input xs list of\n        at least 1\n    a [t]"
    assert formatted(rules) == rules


def test_the_stage_of_a_term_and_the_list_of_its_loop_are_told_apart_in_chinese() -> None:
    rules = (
        "emission fuels for f in lines in f.stage [t] = sum(q.a for q in parts) when f.kind in (a, b)\n"
        "allocation of fuels among products as p\n"
        "    by mass using p.mass"
    )
    chinese = formatted(rules, "zh")
    assert chinese == (
        "排放 fuels 对 f 属于 lines 计入 f.stage [t] = 求和(q.a 对 q 属于 parts) 当 f.kind 属于 (a, b)\n"
        "分配 fuels 给 products 作 p\n"
        "    按 mass 依据 p.mass"
    )
    assert formatted(chinese, "en") == rules


def test_the_words_of_fences_follow_the_keywords() -> None:
    text = f"{HEAD}```rule\noutput a\n```\n\n~~~~ example one example\ngiven: {{}}\n~~~~\n\n```python\nrule = 1\n```\n"
    chinese = format_text(text, "x.md", "zh")
    assert chinese == text.replace("```rule\noutput", "```规则\n输出").replace("~~~~ example one", "~~~~ 算例 one")
    assert format_text(chinese, "x.md", "en") == text
    assert format_text(chinese, "x.md") == chinese
