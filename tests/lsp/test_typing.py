"""Findings follow the text as it is typed, at the places an editor counts."""

from __future__ import annotations

from tests.lsp.conftest import FACTORS, PRODUCT
from tests.lsp.editor import Editor, applied, place, span

PRODUCT_FILE = "test/product/1.md"
FACTORS_FILE = "test/factors/1.md"


def edit(text: str, word: str, new: str, nth: int = 1) -> dict[str, object]:
    return {"range": span(text, word, nth), "text": new}


def test_a_sound_standard_has_no_findings(editor: Editor) -> None:
    assert editor.open(PRODUCT_FILE, PRODUCT) == []


def test_a_slip_is_found_and_goes_when_it_is_mended(editor: Editor) -> None:
    editor.open(PRODUCT_FILE, PRODUCT)
    editor.change(PRODUCT_FILE, edit(PRODUCT, "总质量 / 产量", "总质里 / 产量"))
    broken = PRODUCT.replace("总质量 / 产量", "总质里 / 产量")
    found = editor.findings(PRODUCT_FILE)
    assert [(one["code"], one["range"]) for one in found] == [("F0201", span(broken, "总质里"))]
    editor.change(PRODUCT_FILE, edit(broken, "总质里", "总质量"))
    assert editor.findings(PRODUCT_FILE) == []


def test_columns_are_counted_in_utf_16_units_behind_a_character_of_two(editor: Editor) -> None:
    editor.open(PRODUCT_FILE, PRODUCT)
    before = '规则 总质量 [t] "𠮷总质量" "total mass" = 求和(m.质量'
    editor.change(PRODUCT_FILE, edit(PRODUCT, before, before.replace("m.质量", "m.重量")))
    broken = PRODUCT.replace(before, before.replace("m.质量", "m.重量"))
    (first, *_) = editor.findings(PRODUCT_FILE)
    line, character = place(broken, "m.重量")
    assert first["range"]["start"] == {"line": line, "character": character}
    assert character == len(broken.split("\n")[line].split("m.重量")[0]) + 1


def test_what_uses_a_standard_is_looked_at_again_when_that_changes(editor: Editor) -> None:
    editor.open(FACTORS_FILE, FACTORS)
    editor.open(PRODUCT_FILE, PRODUCT)
    changed = FACTORS.replace("per_tonne", "per_kilogram")
    editor.change(FACTORS_FILE, {"text": changed})
    assert "F0204" in [one["code"] for one in editor.findings(PRODUCT_FILE)]
    editor.change(FACTORS_FILE, {"text": FACTORS})
    assert editor.findings(PRODUCT_FILE) == []


def test_a_closed_text_has_no_findings_left(editor: Editor) -> None:
    editor.open(PRODUCT_FILE, PRODUCT.replace("总质量 / 产量", "x"))
    editor.notify("textDocument/didClose", {"textDocument": {"uri": editor.uri(PRODUCT_FILE)}})
    editor.versions.clear()
    while (message := editor.next()).get("params", {}).get("uri") != editor.uri(PRODUCT_FILE):
        pass
    assert message["params"]["diagnostics"] == []


def test_other_markdown_is_left_alone(editor: Editor) -> None:
    editor.put("README.md", "# Read me\n")
    assert editor.request("textDocument/hover", editor.at("README.md", 0, 3)) is None
    editor.open(PRODUCT_FILE, PRODUCT)
    published = [m["params"]["uri"] for m in editor.heard if m.get("method") == "textDocument/publishDiagnostics"]
    assert editor.uri("README.md") not in published


def test_findings_of_a_translation_stand_in_the_translation(editor: Editor) -> None:
    name = "test/factors/1.zh.md"
    (editor.folder / name).write_text("# 1 通则 {#1}\n", encoding="utf-8")
    found = editor.open(name, "# 1 通则 {#1}\n\n## 2.1 多余 {#2.1}\n")
    (editor.folder / name).unlink()
    assert [(one["code"], one["range"]["start"]["line"]) for one in found] == [("F0424", 2)]


def test_a_second_place_is_related_information(editor: Editor) -> None:
    twice = FACTORS.replace("output doubled", "rule doubled [1] = 1\noutput doubled")
    found = editor.open(FACTORS_FILE, twice)
    related = [one["relatedInformation"][0]["location"]["range"]["start"]["line"] for one in found]
    assert related == [place(twice, "rule doubled")[0]]


def test_formatting_touches_only_the_lines_that_change(editor: Editor) -> None:
    untidy = PRODUCT.replace("总质量 / 产量", "总质量/产量").replace("= 0\n", "=0\n")
    editor.open(PRODUCT_FILE, untidy)
    options = {"textDocument": {"uri": editor.uri(PRODUCT_FILE)}, "options": {"tabSize": 4, "insertSpaces": True}}
    edits = editor.request("textDocument/formatting", options)
    assert len(edits) == 2
    assert applied(untidy, edits) == PRODUCT
