"""One small site for all tests of the documentation: two editions of the library and one that tries to do harm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from footrule.compiler.docs import site
from footrule.compiler.docs.entry import Entry
from footrule.compiler.driver import compile_standard

HERE = Path(__file__).parent
CHINESE = "cn/tcisa-452@2024-draft"
ENGLISH = "pact/technical-specification@3.0.3"
EDITIONS = (CHINESE, "cn/ets-power@2023-2024", ENGLISH)


@pytest.fixture(scope="session")
def entries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Entry, ...]:
    folder = tmp_path_factory.mktemp("library") / "demo" / "hostile"
    folder.mkdir(parents=True)
    bad = folder / "1.md"
    bad.write_text((HERE / "hostile.md").read_text(encoding="utf-8"), encoding="utf-8")
    return tuple(Entry.of(compile_standard(name, cached=False)) for name in (*EDITIONS, str(bad)))


@pytest.fixture(scope="session")
def built(entries: tuple[Entry, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    out = tmp_path_factory.mktemp("out") / "site"
    site.build(entries, out)
    yield out
