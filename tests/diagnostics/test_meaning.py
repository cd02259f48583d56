"""Every diagnostic of compiling a file, shown whole."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from footrule.compiler.driver import Compiler, Source
from footrule.compiler.passes import run
from footrule.dsl.diagnostics.model import Diagnostic
from footrule.standards.library import Library, shipped
from tests.diagnostics.walking import HERE, Driver, check_bad, check_good, codes

OF_MEANING = codes("F02", "F03", "F04")
OF_SEVERAL_FILES = {"F0205", "F0217"}
"""A circle of standards, and a broken one that another uses: tried in tests/compiler with a library of their own."""


def driver(code: str) -> Driver:
    def compile_text(data: bytes, path: str) -> Iterable[Diagnostic]:
        translation = (HERE / code / path).with_suffix(".en.md")
        translations = {"en": translation.read_bytes()} if translation.exists() else {}
        source = Source("test/diagnostics@1", path, data, translations)
        return run(source, Compiler(Library((Path(HERE), shipped())))).diagnostics

    return compile_text


@pytest.mark.parametrize("code", [code for code in OF_MEANING if code not in OF_SEVERAL_FILES])
def test_a_bad_file_earns_its_whole_message(code: str) -> None:
    check_bad(code, driver(code))


@pytest.mark.parametrize("code", [code for code in OF_MEANING if code not in OF_SEVERAL_FILES])
def test_a_good_file_earns_nothing(code: str) -> None:
    check_good(code, driver(code))


@pytest.mark.parametrize("code", [code for code in OF_MEANING if code not in OF_SEVERAL_FILES])
def test_a_bad_file_earns_that_code_alone(code: str) -> None:
    data = (HERE / code / "bad.md").read_bytes()
    assert {found.code for found in driver(code)(data, "bad.md")} == {code}


def test_no_folder_is_left_without_a_row() -> None:
    folders = {path.name for path in HERE.iterdir() if path.is_dir() and path.name.startswith(("F02", "F03", "F04"))}
    assert folders == set(OF_MEANING) - OF_SEVERAL_FILES
