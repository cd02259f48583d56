"""The whole table of messages held to its written style, and every row to its folder, its page and its reason."""

from __future__ import annotations

import re
import string

import pytest

from footrule.dsl.diagnostics.table import TABLE
from footrule.dsl.diagnostics.why import CODES, FAMILIES, why
from tests.diagnostics.walking import HERE

ROWS = list(TABLE.values())
HOST_WORDS = re.compile(
    r"\b(?:strings?|tracebacks?|None|null|NaN|dict|tuple|bool(?:ean)?|integer|int|float|stdin|regex)\b"
)
CHINESE = re.compile("[㐀-鿿]")


def arguments(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def shared(text: str) -> set[str]:
    """Arguments that read the same in both languages."""
    return {name for name in arguments(text) if not re.search(r"(?:^|_)(?:zh|en)(?:_|$)|^why$|^profile$", name)}


@pytest.mark.parametrize("row", ROWS, ids=[row.code for row in ROWS])
def test_a_row_keeps_to_the_written_style(row) -> None:
    assert re.fullmatch(r"F\d{4}", row.code)
    assert all((row.zh, row.en, row.help_zh, row.help_en)), "both languages of the message and of its help"
    paired = {name.removesuffix("_zh") for name in arguments(row.zh) if name.endswith("_zh")}
    assert shared(row.zh) == shared(row.en) - paired, "the same arguments in both languages"
    for text in (row.en, row.help_en):
        assert not re.match(r"[A-Z][a-z]", text), "English begins in lower case"
        assert not text.endswith((".", "!")) and "!" not in text, "no full stop, no exclamation mark"
    for text in (row.zh, row.help_zh):
        assert not text.endswith(("。", "！"))
        assert "\n" not in text
    assert "\n" not in row.en + row.help_en
    words = re.sub(r"`[^`]*`|\{\w+\}", "", row.en + " " + row.help_en)
    assert not HOST_WORDS.search(words), HOST_WORDS.search(words)
    assert row.en.count("`") % 2 == 0 and row.zh.count("`") % 2 == 0
    told = re.sub(r"`[^`]*`|\{\w+\}|“[^”]*”|https?:\S+", "", row.zh)
    assert CHINESE.search(told) or not re.search("[A-Za-z]{4}", told), "Chinese is Chinese"
    english = re.sub(r"`[^`]*`|\{\w+\}|“[^”]*”|\"[^\"]*\"", "", row.en + row.help_en)
    assert not CHINESE.search(english) or row.code in ("F0609", "F0610"), "English is English"


@pytest.mark.parametrize("row", ROWS, ids=[row.code for row in ROWS])
def test_a_row_has_its_reason_in_both_languages(row) -> None:
    zh, en = why(row.code)
    assert CHINESE.search(zh) and zh.endswith("。")
    assert not CHINESE.search(en) and en.endswith(".")


def test_reasons_are_of_codes_and_families_that_exist() -> None:
    assert set(CODES) <= set(TABLE)
    assert {code[:3] for code in TABLE} == set(FAMILIES)


def test_every_row_has_a_folder_with_a_whole_rendering_or_a_test_of_its_own() -> None:
    """Those of several files, or made by a program, are tried where the files are made."""
    without = {code for code in TABLE if not (HERE / code / "expected.zh.txt").is_file()}
    sources = "\n".join(path.read_text(encoding="utf-8") for path in HERE.parent.rglob("test_*.py"))
    assert {code for code in without if code not in sources} == set()


def test_no_folder_is_left_without_a_row() -> None:
    folders = {path.name for path in HERE.iterdir() if re.fullmatch(r"F\d{4}", path.name)}
    assert folders <= set(TABLE)
