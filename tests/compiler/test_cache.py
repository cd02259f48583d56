"""Compilations are kept by content: an edit anywhere below is noticed, a damaged file is as good as none."""

from __future__ import annotations

from pathlib import Path

from footrule.compiler.cache import Store
from footrule.compiler.driver import Compiler
from footrule.standards.library import Library, shipped
from tests.compiler.conftest import text

BASE = text("rule base_rule [1] = 1\noutput base_rule", name="base")
USER = text("use base_rule from test/base@1\nrule result [1] = base_rule + 1\noutput result")


def library(folder: Path, base: str) -> Library:
    for name, content in (("base", base), ("one", USER)):
        path = folder / "test" / name / "1.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return Library((folder, shipped()))


def test_a_second_run_gives_the_same_form_without_parsing(tmp_path: Path) -> None:
    books, store = library(tmp_path / "books", BASE), Store(tmp_path / "cache")
    first = Compiler(books, store).compile("test/one@1")
    kept = store.find(Compiler(books).source("test/one@1"), Compiler(books, store)._digest_of)
    assert kept is not None
    assert kept.form == first.form


def test_an_edit_of_what_is_used_is_noticed(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    Compiler(library(tmp_path / "books", BASE), store).compile("test/one@1")
    broken = library(tmp_path / "books", BASE.replace("base_rule [1] = 1", "base_rule [t] = 1 t"))
    assert [d.code for d in Compiler(broken, store).compile("test/one@1").diagnostics] == ["F0301"]


def test_a_damaged_cache_is_compiled_anew(tmp_path: Path) -> None:
    books, store = library(tmp_path / "books", BASE), Store(tmp_path / "cache")
    Compiler(books, store).compile("test/one@1")
    for path in (tmp_path / "cache").iterdir():
        path.write_bytes(b"\xc1 not a form")
    assert Compiler(books, store).compile("test/one@1").form is not None
