"""A file becomes clauses, tables, blocks and prose, each where it stands."""

from __future__ import annotations

import pytest

from footrule.dsl.clauses import read_heading
from footrule.dsl.literate import read
from footrule.dsl.tree import Clause, ExampleBlock, Labels, PrintedTable, Prose, RuleBlock, Span
from tests.literate import HEAD

FILE = """---
standard: T/CISA 452
edition: 2024-draft
title: {zh: 低碳排放钢评价方法, en: Evaluation method}
level: group
issuer: 中国钢铁工业协会
dates: {issued: 2024-07-29, effective: unknown}
status: draft
follows: [GB/T 24067 2024]
---
# 7 Evaluation

## 7.2.1 Threshold {#7.2.1 evidence=excerpt}

The limit falls.

| grade | a (tCO2/t) |
|---|---:|
| E 级 | 2.19 |
|  | 1.64 |

```text
# not a heading
```

```rule
rule x [1]
    = 1
```

```example Figure 17
given: {share: 65 %, none: ~, code: 007}
expect:
  - 2.0
```
"""


def test_the_head_is_read_as_text() -> None:
    front = read(FILE, "x.md")[0].front
    assert front is not None
    assert (front.standard, front.edition, front.status) == ("T/CISA 452", "2024-draft", "draft")
    assert front.issuer == Labels(zh="中国钢铁工业协会")
    assert front.dates == (("issued", "2024-07-29"), ("effective", "unknown"))
    assert front.follows == ("GB/T 24067 2024",)


def test_parts_stand_in_order_of_reading() -> None:
    document, diagnostics = read(FILE, "x.md")
    assert diagnostics == ()
    assert [type(part) for part in document.parts] == [
        *(Clause, Clause, Prose, PrintedTable, Prose, RuleBlock, ExampleBlock),
    ]


def test_a_clause_carries_its_id_title_and_evidence() -> None:
    clause = read(FILE, "x.md")[0].clauses[1]
    assert (clause.id, clause.title, clause.level, clause.evidence) == ("7.2.1", "7.2.1 Threshold", 2, "excerpt")
    assert clause.span == Span(13, 1, 13, 45)


def test_a_block_is_bound_to_the_table_above_it_in_its_clause() -> None:
    document = read(FILE, "x.md")[0]
    (block,) = document.blocks
    assert block.clause == "7.2.1"
    assert block.table is not None
    assert [cell.text for cell in block.table.rows[0]] == ["E 级", "2.19"]
    assert block.table.rows[0][0].span == Span(19, 3, 19, 6)
    assert block.table.rows[1][0].text == ""


def test_a_table_of_another_clause_is_not_bound() -> None:
    document = read(FILE.replace("```text", "## 7.3 Next\n\n```text"), "x.md")[0]
    assert document.blocks[0].table is None


def test_statement_spans_count_lines_of_the_file() -> None:
    (statement,) = read(FILE, "x.md")[0].blocks[0].statements
    assert statement.span == Span(27, 1, 28, 8)


def test_an_example_keeps_every_scalar_as_printed() -> None:
    (example,) = read(FILE, "x.md")[0].examples
    assert example.name == "Figure 17"
    assert example.data == {"given": {"share": "65 %", "none": None, "code": "007"}, "expect": ["2.0"]}
    assert example.places[("given", "share")] == Span(32, 16, 32, 20)
    assert example.keys[("expect",)] == Span(33, 1, 33, 7)


def test_windows_line_endings_change_nothing() -> None:
    assert read(FILE.replace("\n", "\r\n").encode(), "x.md") == read(FILE, "x.md")


def test_a_byte_order_mark_is_not_part_of_the_text() -> None:
    assert read("\ufeff" + FILE, "x.md") == read(FILE, "x.md")


def test_a_translation_needs_no_head() -> None:
    assert read("# 7 评价 {#7}\n\n正文\n", "x.zh.md")[1] == ()


def test_one_run_reports_every_independent_mistake() -> None:
    text = HEAD + "```rule\nrule x [1] = (\nrule y [1] = 1\ninput\noutput y,\n```\n\n## 1 again\n"
    document, diagnostics = read(text, "x.md")
    assert [d.code for d in diagnostics] == ["F0114", "F0102", "F0102", "F0017"]
    assert len(document.blocks[0].statements) == 1


@pytest.mark.parametrize(
    ("heading", "identity"),
    [
        ("## 7.2.1 Threshold", "7.2.1"),
        ("## A.2 附表", "A.2"),
        ("## 附5 权益证明", "附5"),
        ("## 附录A 缺省值", "附录A"),
        ("## 第十二条 修约", "第十二条"),
        ("## Table of factors ##", "table-of-factors"),
        ("## 全国 平均", "全国-平均"),
        ("## 7.2 X {#other}", "other"),
        ("#", "untitled"),
    ],
)
def test_a_heading_gives_its_clause_an_id(heading: str, identity: str) -> None:
    found = read_heading(heading)
    assert found is not None
    assert found.id == identity


@pytest.mark.parametrize("line", ["#hashtag", "    # code", "text # 1", "####### seven"])
def test_a_line_that_is_no_heading_is_prose(line: str) -> None:
    assert read_heading(line) is None
