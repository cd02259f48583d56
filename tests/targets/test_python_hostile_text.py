"""Whatever an author writes in a label stays text: nothing of it runs, ends a literal, or reorders what is read."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import tomllib
from pathlib import Path

import pytest

from footrule.compiler.targets.python import build, source
from tests.targets.forms import HOSTILE, hostile
from tests.targets.generated_package import by_package, by_reference, generated

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"


@pytest.mark.parametrize("text", HOSTILE)
def test_the_structure_of_the_code_does_not_depend_on_the_text(text: str, tmp_path: Path) -> None:
    build(hostile("plain"), tmp_path / "plain")
    build(hostile(text), tmp_path / "hostile")
    for path in (tmp_path / "plain").rglob("*.py"):
        same = tmp_path / "hostile" / path.relative_to(tmp_path / "plain")
        assert shape(same.read_text(encoding="utf-8")) == shape(path.read_text(encoding="utf-8")), path


def shape(code: str) -> list[str]:
    """The names and nodes of a module, with every literal and every name made of text left out."""
    return [
        type(node).__name__
        for node in ast.walk(ast.parse(code))
        if not isinstance(node, ast.Constant | ast.keyword | ast.Load)
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hidden_reaches_a_file(text: str, tmp_path: Path) -> None:
    for path in build(hostile(text), tmp_path):
        written = path.read_text(encoding="utf-8")
        assert not set(written) & {*BIDI, "\x00", "\r"}, path


@pytest.mark.parametrize("text", HOSTILE)
def test_the_package_still_calculates_what_the_reference_does(text: str, tmp_path: Path) -> None:
    package = generated(hostile(text), tmp_path)
    for amount in ("2", "4", "6"):
        document = {"inputs": {"amount": amount, "sort": "one", "word": "w"}, "options": {}}
        assert by_package(package, document) == by_reference(package.form, document)


@pytest.mark.parametrize("text", HOSTILE)
def test_project_files_are_well_formed(text: str, tmp_path: Path) -> None:
    build(hostile(text), tmp_path)
    assert tomllib.loads((tmp_path / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    prose = re.sub(r"(?ms)^```.*?^```$", "", readme)
    assert "<script>" not in prose.replace("\\<", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_string_literal_reads_back_as_the_text(text: str) -> None:
    assert ast.literal_eval(source.string(text)) == text
    assert ast.literal_eval(f"({' '.join(source.strings(text * 20, 30))})") == text * 20


@pytest.mark.parametrize("text", HOSTILE)
def test_a_docstring_and_a_comment_are_one_token_each(text: str) -> None:
    lines = [*source.docstring([text, text * 9], 0), source.comment(text), ""]
    kinds = [token.type for token in tokenize.generate_tokens(io.StringIO("\n".join(lines)).readline)]
    assert kinds.count(tokenize.STRING) == 1
    assert tokenize.NAME not in kinds
