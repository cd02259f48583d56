"""Every diagnostic of reading a file, shown whole."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from footrule.dsl.diagnostics.model import Diagnostic
from footrule.dsl.literate import SIZE_LIMIT, read
from footrule.dsl.parser import TOKEN_LIMIT
from tests.diagnostics.walking import HERE, check_bad, check_good, codes
from tests.literate import HEAD


def driver(data: bytes, path: str) -> Iterable[Diagnostic]:
    return read(data, path)[1]


def _rule(text: str) -> bytes:
    return f"{HEAD}```rule\n{text}\n```\n".encode()


MAKERS = {
    "F0001": lambda: b"x" * (SIZE_LIMIT + 1),
    "F0025": lambda: _rule("x\n" * 101),
    "F0115": lambda: _rule("rule x [1] = " + "(" * 10_000),
    "F0116": lambda: _rule("output " + ", ".join(["a"] * TOKEN_LIMIT)),
    "F0125": lambda: _rule("rule x [1] = 1" + "0" * 100),
}


@pytest.mark.parametrize("code", codes("F00", "F01"))
def test_a_bad_file_earns_its_whole_message(code: str) -> None:
    check_bad(code, driver, MAKERS)


@pytest.mark.parametrize("code", codes("F00", "F01"))
def test_a_good_file_earns_nothing(code: str) -> None:
    check_good(code, driver)


def test_every_row_of_the_table_has_its_folder() -> None:
    folders = {path.name for path in HERE.iterdir() if path.is_dir() and path.name.startswith("F")}
    assert folders >= set(codes("F00", "F01"))


def test_no_folder_is_left_without_a_row() -> None:
    folders = {path.name for path in HERE.iterdir() if path.is_dir() and path.name.startswith(("F00", "F01"))}
    assert folders <= set(codes("F00", "F01"))
