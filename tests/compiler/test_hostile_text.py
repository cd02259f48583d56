"""Whatever an author writes, compiling ends in findings or a form — never in anything else."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from footrule.compiler.driver import Compiler
from footrule.standards.library import Library, shipped
from tests.literate import HEAD

EDITIONS = sorted(path for path in shipped().rglob("*.md") if not path.stem.endswith((".en", ".zh")))
WORDS = re.compile(r"\w+|[^\w\s]")
SPICE = [
    "",
    "0",
    "-1",
    "1e999999",
    "unknown",
    "otherwise",
    "is",
    "(",
    ")",
    "[t]",
    "[kgCO2e]",
    "%",
    "sum",
    "total",
    "when",
    "或",
    "1 %",
]
ROUNDS = 12
"""Mutants of each edition in a test run; `make fuzz` sets `FOOTRULE_FUZZ` for a longer campaign."""


def mutant(text: str, dice: random.Random) -> str:
    """The text with a few of its words or lines dropped, doubled, swapped or replaced."""
    lines = text.split("\n")
    for _ in range(dice.randint(1, 4)):
        index = dice.randrange(len(lines))
        match dice.randrange(6):
            case 0:
                del lines[index]
            case 1:
                lines.insert(index, lines[index])
            case 2:
                other = dice.randrange(len(lines))
                lines[index], lines[other] = lines[other], lines[index]
            case 3:
                lines[index] = lines[index][: dice.randint(0, len(lines[index]))]
            case _:
                words = list(WORDS.finditer(lines[index]))
                if words:
                    word = dice.choice(words)
                    swap = dice.choice([*SPICE, dice.choice(words).group()])
                    lines[index] = lines[index][: word.start()] + swap + lines[index][word.end() :]
        if not lines:
            lines = [""]
    return "\n".join(lines)


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: f"{path.parent.name}@{path.stem}")
def test_a_mutilated_edition_is_a_finding_or_a_form(path: Path, tmp_path: Path, fuzz_factor: int) -> None:
    text = path.read_text(encoding="utf-8")
    dice = random.Random(path.name)
    target = tmp_path / "hostile" / "text" / "1.md"
    target.parent.mkdir(parents=True)
    for _ in range(ROUNDS * fuzz_factor):
        target.write_text(mutant(text, dice), encoding="utf-8")
        found = Compiler(Library((tmp_path, shipped()))).compile("hostile/text@1")
        assert found.form is not None or found.diagnostics


@pytest.mark.parametrize(
    "reference",
    [
        "../../etc/passwd@1",
        "/etc/passwd",
        "a/../b@1",
        "cn/electricity-co2@../2021",
        "..",
        "a/b@1\x00",
        "x" * 5000 + "/y@1",
    ],
)
def test_an_import_never_leaves_the_library(reference: str, tmp_path: Path) -> None:
    target = tmp_path / "hostile" / "text" / "1.md"
    target.parent.mkdir(parents=True)
    target.write_text(f"{HEAD}```rule\nuse x from {reference}\nrule y [1] = x\noutput y\n```\n", encoding="utf-8")
    found = Compiler(Library((tmp_path, shipped()))).compile("hostile/text@1")
    assert found.form is None
    assert found.diagnostics
