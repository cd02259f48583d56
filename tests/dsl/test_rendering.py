"""Diagnostics are shown in place, with nothing in them that could harm a terminal."""

from __future__ import annotations

import re
import string

import pytest

from footrule.dsl.characters import width
from footrule.dsl.diagnostics.model import Diagnostic, Entry, Place
from footrule.dsl.diagnostics.render import message, render_human, to_json
from footrule.dsl.diagnostics.table import TABLE, gather
from footrule.dsl.literate import read
from footrule.dsl.tree import Span
from tests.dsl.samples import file_with


def shown(rules: str) -> list[str]:
    text = file_with(rules)
    return render_human(read(text, "x.md")[1], {"x.md": text}, "en").split("\n")


def test_carets_stand_under_double_width_characters() -> None:
    lines = shown('input 废钢比例 [t] "质量" "重量"')
    source, carets = lines[3], lines[4]
    assert width(source[: source.index('"重量"')]) == len(carets[: carets.index("^")])
    assert carets.count("^") == width('"重量"')


def test_a_long_line_is_shown_around_the_place() -> None:
    lines = shown("output " + "a, " * 500 + "? " + "b, " * 500)
    assert all(width(line) < 140 for line in lines)
    assert "^" in lines[4]


def test_a_message_names_clause_and_standard() -> None:
    assert "x.md:11:8 (Test 1 §1)" in shown("output $")[1]


def test_control_characters_are_shown_not_sent() -> None:
    diagnostic = Diagnostic("F0105", Place("a\x1b[31m.md", Span(1, 1, 1, 2)), {"word": "\x1b[2J\u202e", "hint_en": ""})
    text = render_human([diagnostic], {}, "en")
    assert "\x1b" not in text
    assert "\\u{1b}[2J\\u{202e}" in text


def test_an_argument_with_braces_stays_text() -> None:
    assert message(Diagnostic("F0124", Place("x", Span(1, 1, 1, 2)), {"id": "{0.__class__}"}), "en").startswith(
        "`{0.__class__}`"
    )


def test_colour_only_where_asked() -> None:
    diagnostic = Diagnostic("F0003", Place("x.md", Span(1, 1, 1, 2)))
    assert "\x1b[" in render_human([diagnostic], {"x.md": "a"}, "zh", color=True)
    assert "\x1b" not in render_human([diagnostic], {"x.md": "a"}, "zh")


def test_json_holds_both_languages_and_the_place() -> None:
    text = file_with("output a,")
    (diagnostic,) = read(text, "x.md")[1]
    data = to_json(diagnostic)
    assert (data["code"], data["line"], data["clause"]) == ("F0102", 11, "1")
    assert data["message"]["zh"] != data["message"]["en"]
    assert set(data["help"]) == {"zh", "en"}


def test_two_rows_with_one_code_are_refused() -> None:
    row = Entry("F0001", "error", "", "", "", "")
    with pytest.raises(ValueError, match="F0001"):
        gather([row, row])


ROWS = [row for row in TABLE.values() if row.code.startswith(("F00", "F01"))]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_a_row_is_worded_in_the_style_of_the_table(row: Entry) -> None:
    assert not row.en[0].isupper() or row.en.startswith("YAML")
    assert not row.en.endswith(".")
    assert not row.zh.endswith("。")
    assert re.search("[\u4e00-\u9fff]", row.zh)
    assert not re.search(r"\b(None|str|int|list|dict|token|exception|class)\b(?! of)", row.en.replace("a list", ""))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_both_languages_of_a_row_use_the_same_arguments(row: Entry) -> None:
    zh, en = (_arguments(text) for text in (row.zh + row.help_zh, row.en + row.help_en))
    assert {name.removesuffix("_zh") for name in zh} == {name.removesuffix("_en") for name in en}


def _arguments(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
