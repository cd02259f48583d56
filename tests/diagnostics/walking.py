"""Walking the folders of diagnostics.

`F0101/bad.md` (or `bad.en.md`, for a translation) must earn exactly the message in `expected.zh.txt` and
`expected.en.txt`; `F0101/good.md` says the same thing rightly and must earn nothing. Each room walks its own codes with
its own driver, a function from a file's bytes and path to its diagnostics. Files too large to be kept are made instead.
Messages are written anew, not compared, where the environment holds FOOTRULE_RECORD=1.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Literal

from footrule.dsl.diagnostics.model import Diagnostic
from footrule.dsl.diagnostics.render import render_human
from footrule.dsl.diagnostics.table import TABLE

HERE = Path(__file__).parent
LANGUAGES: tuple[Literal["zh", "en"], ...] = ("zh", "en")

Driver = Callable[[bytes, str], Iterable[Diagnostic]]
Makers = Mapping[str, Callable[[], bytes]]


def codes(*beginnings: str) -> tuple[str, ...]:
    """The codes of the table that begin in one of `beginnings`, such as `F00`."""
    return tuple(code for code in TABLE if code.startswith(beginnings))


def check_bad(code: str, driver: Driver, makers: Makers | None = None) -> None:
    """The bad file earns its code, and the whole of what is said about it is what was recorded."""
    folder = HERE / code
    data, name = _bad(folder, makers or {})
    diagnostics = tuple(driver(data, name))
    assert code in {diagnostic.code for diagnostic in diagnostics}, f"{code}/{name} does not earn {code}"
    for language in LANGUAGES:
        said = render_human(diagnostics, {name: data.decode("utf-8", "replace")}, language)
        recorded = folder / f"expected.{language}.txt"
        if os.environ.get("FOOTRULE_RECORD") == "1":
            recorded.write_text(said, encoding="utf-8")
        assert said == recorded.read_text(encoding="utf-8"), f"{recorded} differs"


def check_good(code: str, driver: Driver) -> None:
    """The good file earns nothing at all."""
    good = HERE / code / "good.md"
    diagnostics = tuple(driver(good.read_bytes(), "good.md"))
    assert not diagnostics, render_human(diagnostics, {"good.md": good.read_text(encoding="utf-8")}, "en")


def _bad(folder: Path, makers: Makers) -> tuple[bytes, str]:
    if folder.name in makers:
        return makers[folder.name](), "bad.md"
    path = folder / "bad.md"
    if not path.exists():
        (path,) = folder.glob("bad*.md")
    return path.read_bytes(), path.name
