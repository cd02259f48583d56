"""Each real pair tells what a careful reader lists by hand, and no more where the reader says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from footrule.compiler.editions.changes import Change

from .pairs import compared

LISTS = sorted(Path(__file__).parent.glob("expected_*.yaml"))


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


CASES = [(path, number) for path in LISTS for number in range(len(_read(path)["changes"]))]


def _changes(path: Path) -> tuple[Change, ...]:
    said = _read(path)
    return compared(said["old"], said["new"])[0].changes


@pytest.mark.parametrize(("path", "number"), CASES, ids=lambda one: one.stem if isinstance(one, Path) else str(one))
def test_what_a_careful_reader_lists_is_found(path: Path, number: int) -> None:
    wanted = dict(_read(path)["changes"][number])
    what = wanted.pop("what")
    wanted.setdefault("level", "ERR")
    found = [c for c in _changes(path) if all(getattr(c, key) == value for key, value in wanted.items())]
    assert found, what


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_printed_values_are_told_as_printed(path: Path) -> None:
    for table, rows in _read(path).get("rows", {}).items():
        change = next(c for c in _changes(path) if c.subject == table and c.axis == "table value")
        told = {row.keys: [row.old, row.new] for row in change.rows}
        for key, values in rows.items():
            assert told[key] == values


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_what_stays_is_not_reported(path: Path) -> None:
    said = _read(path)
    for table, keys in said.get("unchanged_rows", {}).items():
        change = next(c for c in _changes(path) if c.subject == table and c.axis == "table value")
        assert not {row.keys for row in change.rows} & set(keys)
    grave = {change.subject for change in _changes(path) if change.level != "INFO"}
    assert not grave & set(said.get("unchanged", []))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_only_what_was_edited_is_a_direct_change(path: Path) -> None:
    only = _read(path).get("direct_only")
    if only is not None:
        assert sorted(c.subject for c in _changes(path) if c.direct and c.level != "INFO") == sorted(only)
