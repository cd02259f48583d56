"""A small library of its own, a cache of its own, and the command run in this very process."""

import json as json_module
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from footrule.cli import main
from footrule.standards import stances
from footrule.standards.catalogue import catalogue

# The map and the stances are held to the shipped library: read before a test puts a library of its own in its place.
catalogue()
stances.load()

TEMPLATES = Path(main.__file__).parent / "templates"


@dataclass(frozen=True)
class Ran:
    """What one run of the command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json_module.loads(self.out)


@pytest.fixture
def library(tmp_path, monkeypatch):
    """A folder of editions: `test/fuel@1` checks clean, `test/broken@1` does not."""
    root = tmp_path / "library"
    fuel = (TEMPLATES / "small.en.md").read_text(encoding="utf-8").replace("STANDARD", "FUEL").replace("EDITION", "1")
    for name, text in {
        "test/fuel/1.md": fuel,
        "test/broken/1.md": fuel.replace("sum(f.amount", "sum(f.amout"),
    }.items():
        path = root / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr("footrule.standards.library.shipped", lambda: root)
    monkeypatch.setenv("FOOTRULE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "faults"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("FOOTRULE_PATH", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return root


@pytest.fixture
def footrule(library, capsys, monkeypatch):
    """Runs the command: `footrule("check", "--all")`; `stdin` is what it reads for `-`."""

    def run(*arguments: str, stdin: bytes | None = None) -> Ran:
        if stdin is not None:
            path = library.parent / "stdin"
            path.write_bytes(stdin)
            monkeypatch.setattr("sys.stdin", path.open(encoding="utf-8"))
        code = main.run(list(arguments))
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture
def document(tmp_path):
    """An input document for `test/fuel@1`."""
    path = tmp_path / "input.json"
    path.write_text(
        '{"fuels": [{"fuel": "coal", "amount": "10 t"}, {"fuel": "oil", "amount": 2}], "production": "100 t"}',
        encoding="utf-8",
    )
    return str(path)
