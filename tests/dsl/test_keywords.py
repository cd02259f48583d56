"""The keyword table keeps its promises to grammar, printer and formatter."""

from __future__ import annotations

from collections import Counter

import pytest

from footrule.dsl.keywords import BY_KEY, STATEMENT_TERMINALS, TABLE, TERMINALS, Keyword
from footrule.dsl.parser import parse_statement
from footrule.dsl.tree import Rule


@pytest.mark.parametrize("category", ["word", "function", "type", "unit"])
def test_no_chinese_spelling_serves_two_rows(category: str) -> None:
    counted = Counter(row.zh for row in TABLE if row.category == category)
    assert [word for word, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("category", ["word", "function", "type", "unit"])
def test_an_english_spelling_serves_two_rows_only_under_one_terminal(category: str) -> None:
    rows = [row for row in TABLE if row.category == category]
    pairs = {(row.en, row.terminal) for row in rows}
    assert len({english for english, _ in pairs}) == len(pairs)


def test_every_statement_begins_with_a_keyword_of_the_table() -> None:
    assert set(STATEMENT_TERMINALS) <= set(TERMINALS)


def test_every_row_is_found_by_its_key() -> None:
    words = [row for row in TABLE if row.category == "word"]
    assert len(BY_KEY) == len(words)


@pytest.mark.parametrize("row", [row for row in TABLE if row.category == "word"], ids=lambda row: row.key)
def test_a_keyword_inside_a_longer_word_is_a_name(row: Keyword) -> None:
    for spelled in (row.en, row.zh):
        longer = spelled.replace(" ", "_").replace("-", "_") + "值"
        statement = parse_statement(f"rule {longer} [1] = {longer} + 1")
        assert isinstance(statement, Rule)
        assert statement.name == longer
