"""The VS Code extension: its grammars follow the table of keywords, and it packs into what an editor installs."""

from __future__ import annotations

import importlib.util
import json
import re
import zipfile
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from footrule.dsl.fences import EXAMPLE_WORDS, RULE_WORDS
from footrule.dsl.keywords import TABLE, Keyword

EXTENSION = Path(__file__).parents[2] / "dsl" / "editors" / "vscode"


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"vscode_{name}", EXTENSION / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def in_python(pattern: str) -> re.Pattern[str]:
    """A pattern of the grammars with its letters as Python writes them."""
    letters = pattern.replace(r"[\p{L}\p{M}\p{N}_]", r"\w").replace(r"[\p{L}_]", r"[^\W\d]")
    return re.compile(letters.replace(r"(?<=[\s\d)）:：]|^)", r"(?:(?<=[\s\d)）:：])|^)"))


PATTERNS = script("grammar").rules()["patterns"]


def scope(line: str, at: int) -> str:
    """What the grammar makes of the character at a column: the first pattern that matches furthest left wins."""
    position = 0
    while position < len(line):
        tried = [(number, in_python(one["match"]).search(line, position)) for number, one in enumerate(PATTERNS)]
        found = [(match.start(), number, match) for number, match in tried if match]
        if not found:
            return ""
        _, number, match = min(found, key=lambda one: one[:2])
        if match.end() > at:
            captured = PATTERNS[number].get("captures", {})
            inside = [captured[str(n)]["name"] for n in range(1, match.re.groups + 1)
                      if str(n) in captured and match.start(n) <= at < match.end(n)]  # fmt: skip
            return str(PATTERNS[number].get("name") or (inside or [""])[-1]) if match.start() <= at else ""
        position = max(match.end(), position + 1)
    return ""


def test_the_grammars_are_those_of_the_table() -> None:
    for name, text in script("grammar").files().items():
        assert (EXTENSION / "syntaxes" / name).read_text(encoding="utf-8") == text, "run dsl/editors/vscode/grammar.py"


@pytest.mark.parametrize("row", [row for row in TABLE if row.category == "word"], ids=lambda row: row.key)
def test_every_keyword_is_coloured_in_both_languages(row: Keyword) -> None:
    for spelled in (row.en, row.zh):
        scopes = scope(f"{spelled} x", 0), scope(f"a {spelled} b", 2)
        assert any(name.startswith(("keyword.", "constant.language.")) for name in scopes), (spelled, scopes)


@pytest.mark.parametrize("word", ["规则值", "at_least", "ifx", "可缺省值", "unknown_share"])
def test_a_keyword_inside_a_longer_word_is_a_name(word: str) -> None:
    assert scope(f"    = {word} + 1", 6) == "variable.other.footrule"


@pytest.mark.parametrize(
    ("line", "at", "name"),
    [
        ('规则 限值 [tCO2/t] "标签"', 3, "entity.name.function.footrule"),
        ('规则 限值 [tCO2/t] "标签"', 7, "support.type.unit.footrule"),
        ('规则 限值 [tCO2/t] "标签"', 17, "string.quoted.double.footrule"),
        ("    = 求和(x)", 6, "support.function.footrule"),
        ("    = a[b]", 8, "variable.other.footrule"),
        ("x -- when", 6, "comment.line.double-dash.footrule"),
        ("输入 a: 是否", 6, "support.type.footrule"),
        ("use a from cn/x@2024", 12, "entity.name.namespace.footrule"),
    ],
)
def test_the_parts_of_a_rule_are_told_apart(line: str, at: int, name: str) -> None:
    assert scope(line, at) == name


@pytest.mark.parametrize("word", [*RULE_WORDS.values(), *EXAMPLE_WORDS.values()])
def test_the_fences_of_both_languages_open_a_block(word: str) -> None:
    blocks = script("grammar").fences()["patterns"]
    assert any(re.match(block["begin"], f"```{word} name") for block in blocks)
    assert not any(re.match(block["begin"], f"```{word}x") for block in blocks)


def test_the_extension_packs_into_the_documented_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = script("package")
    folder = tmp_path / "extension"
    for name in ("package.json", "README.md", "language-configuration.json", "syntaxes/footrule.tmLanguage.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((EXTENSION / name).read_bytes())
    (folder / "dist").mkdir()
    (folder / "dist" / "extension.js").write_text("exports.activate = () => {};\n", encoding="utf-8")
    monkeypatch.setattr(pack, "FOLDER", folder)
    pack.write(tmp_path / "footrule.vsix")
    with zipfile.ZipFile(tmp_path / "footrule.vsix") as held:
        manifest = ElementTree.fromstring(held.read("extension.vsixmanifest"))
        ElementTree.fromstring(held.read("[Content_Types].xml"))
        assets = [asset.attrib["Path"] for asset in manifest.iter() if asset.tag.endswith("Asset")]
        assert set(assets) <= set(held.namelist())
        main = json.loads(held.read("extension/package.json"))["main"]
        assert f"extension/{main.removeprefix('./')}" in held.namelist()


def test_every_file_the_extension_names_is_there() -> None:
    contributes = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))["contributes"]
    named = [one["path"] for one in contributes["grammars"]]
    named += [one["configuration"] for one in contributes["languages"]]
    assert [name for name in named if not (EXTENSION / name).is_file()] == []
