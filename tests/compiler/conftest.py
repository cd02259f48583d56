"""Short ways to compile a few lines of rules."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from footrule.compiler.driver import Compilation, Compiler
from footrule.standards.library import Library, shipped
from tests.literate import head

Compile = Callable[..., Compilation]


def text(*blocks: str, name: str = "one", extra: str = "") -> str:
    """A literate file of these parts; a part that is no heading, table or fence is a rule block."""
    parts = [
        block if block.startswith(("#", "|", "```")) else f"```rule\n{block.strip(chr(10))}\n```\n" for block in blocks
    ]
    return head(f"Test {name}", more=extra) + "# 1 Rules {#1}\n\n" + "\n".join(parts)


@pytest.fixture
def shelf(tmp_path: Path) -> Callable[..., Compiler]:
    """A compiler over a library of the given editions, the shipped library behind it."""

    def make(**editions: str) -> Compiler:
        for name, content in editions.items():
            path = tmp_path / "library" / "test" / name / "1.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return Compiler(Library((tmp_path / "library", shipped())))

    return make


@pytest.fixture
def compiled(shelf: Callable[..., Compiler]) -> Compile:
    """Compile one edition of these parts."""

    def run(*blocks: str, extra: str = "") -> Compilation:
        return shelf(one=text(*blocks, extra=extra)).compile("test/one@1")

    return run


def codes(compilation: Compilation) -> list[str]:
    return [found.code for found in compilation.diagnostics]


def once(folder: Path, *blocks: str) -> Compilation:
    path = folder / "test" / "one" / "1.md"
    path.parent.mkdir(parents=True)
    path.write_text(text(*blocks), encoding="utf-8")
    return Compiler(Library((folder, shipped()))).compile("test/one@1")


@pytest.fixture
def fuzz_factor() -> int:
    """How many times the usual rounds: `FOOTRULE_FUZZ`, set by `make fuzz`."""
    return int(os.environ.get("FOOTRULE_FUZZ", "1"))
