"""Citations of standards that another one has replaced; which those are is data."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from footrule.compiler.lints.prose import Line, lines
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Diagnostic

_TOLD = re.compile(r"(?:取代|代替|废止|supersed|replac|withdrawn)")
"""The prose itself says that the standard is no longer in force: no news to anybody."""


def superseded(document: tree.Document, standard: str) -> Iterator[Diagnostic]:
    """The first place of every clause that cites a superseded standard as if it were in force."""
    told: set[tuple[str, str | None]] = set()
    for line in (*lines(document, standard), *_in_blocks(document, standard)):
        if _TOLD.search(line.text):
            continue
        for cited, by, pattern in _table():
            match = pattern.search(line.text)
            if match and (cited, line.clause) not in told:
                told.add((cited, line.clause))
                yield Diagnostic("F0602", line.place(match.start(), match.end()), {"cited": cited, "by": by})


def _in_blocks(document: tree.Document, standard: str) -> Iterator[Line]:
    for block in document.blocks:
        for offset, text in enumerate(block.text.split("\n")):
            yield Line(text, block.clause, block.span.line + offset, document.path, standard)


@functools.cache
def _table() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    rows = yaml.safe_load(Path(__file__).with_name("superseded.yaml").read_text(encoding="utf-8"))
    return tuple((row["cited"], row["by"], _pattern(row["cited"])) for row in rows)


def _pattern(cited: str) -> re.Pattern[str]:
    spaced = re.escape(cited).replace(r"\ ", r"\s?").replace(r"\-", "[-—]")
    return re.compile(rf"{spaced}(?!\d)")
