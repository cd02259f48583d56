"""Hover, definitions, references, renaming and completion, across standards and in both keyword languages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.lsp.conftest import FACTORS, PRODUCT
from tests.lsp.editor import Editor, applied, place, span

PRODUCT_FILE = "test/product/1.md"
FACTORS_FILE = "test/factors/1.md"


@pytest.fixture(autouse=True)
def opened(editor: Editor) -> None:
    editor.open(PRODUCT_FILE, PRODUCT)
    editor.open(FACTORS_FILE, FACTORS)


def hover(editor: Editor, name: str, text: str, word: str, nth: int = 1) -> str:
    found = editor.request("textDocument/hover", editor.at(name, *place(text, word, nth)))
    return "" if found is None else str(found["contents"]["value"])


def completed(editor: Editor, name: str, text: str, before: str, typed: str) -> dict[str, dict[str, object]]:
    """What is offered behind `typed`, put in place of `before`."""
    broken = text.replace(before, typed, 1)
    editor.change(name, {"text": broken})
    line, character = place(broken, typed, into=len(typed.encode("utf-16-le")) // 2)
    items = editor.request("textDocument/completion", editor.at(name, line, character))
    return {item["label"]: item for item in items}


def offered(editor: Editor, text: str, word: str) -> dict[str, Any]:
    """The first action offered at a word."""
    document = {"uri": editor.uri(PRODUCT_FILE)}
    where = {"textDocument": document, "range": span(text, word), "context": {"diagnostics": []}}
    action: dict[str, Any] = editor.request("textDocument/codeAction", where)[0]
    return action


def test_hover_tells_labels_unit_source_and_clause(editor: Editor) -> None:
    told = hover(editor, PRODUCT_FILE, PRODUCT, "单耗 * 因子值")
    for part in ("**单耗**", "intensity", "[t/t]", "规则 单耗 [t/t]", "§1 1 通则", "Every product has a footprint."):
        assert part in told


def test_hover_tells_the_value_of_what_is_constant(editor: Editor) -> None:
    assert "value: `4 kgCO2/t`" in hover(editor, FACTORS_FILE, FACTORS, "doubled [")


def test_hover_tells_no_value_of_what_depends_on_an_input(editor: Editor) -> None:
    assert "value:" not in hover(editor, FACTORS_FILE, FACTORS, "by_year")


def test_hover_follows_a_name_into_the_standard_it_comes_from(editor: Editor) -> None:
    told = hover(editor, PRODUCT_FILE, PRODUCT, "因子值 *")
    assert "**per\\_tonne**" in told or "**per_tonne**" in told
    assert "value: `2 kgCO2/t`" in told


def test_hover_gives_a_keyword_in_the_other_language(editor: Editor) -> None:
    assert hover(editor, PRODUCT_FILE, PRODUCT, "求和") == "function `sum` · `求和`"


def test_hover_says_nothing_of_prose(editor: Editor) -> None:
    assert hover(editor, PRODUCT_FILE, PRODUCT, "Every product") == ""


@pytest.mark.parametrize(
    ("word", "nth", "to"),
    [
        ("总质量", 3, "总质量"),
        ("m.质量", 1, "m 属于"),
        ("质量 对", 1, "质量 [t] 至少"),
        ("用料)", 1, "用料 \"用料\""),
        ("足迹: 1", 1, "足迹 [kgCO2/t]"),
        ("质量: 1", 1, "质量 [t] 至少"),
    ],
)  # fmt: skip
def test_a_name_leads_to_its_definition(editor: Editor, word: str, nth: int, to: str) -> None:
    found = editor.request("textDocument/definition", editor.at(PRODUCT_FILE, *place(PRODUCT, word, nth)))
    line, character = place(PRODUCT, to)
    assert found["range"]["start"] == {"line": line, "character": character}


@pytest.mark.parametrize(("word", "to"), [("因子值 *", "per_tonne ["), ("fuel\n", 'fuel "燃料"')])
def test_a_name_taken_from_elsewhere_leads_there(editor: Editor, word: str, to: str) -> None:
    found = editor.request("textDocument/definition", editor.at(PRODUCT_FILE, *place(PRODUCT, word)))
    assert found["uri"] == editor.uri(FACTORS_FILE)
    assert found["range"]["start"] == dict(zip(("line", "character"), place(FACTORS, to), strict=True))


def test_references_are_found_in_other_standards_under_their_name_there(editor: Editor) -> None:
    at = editor.at(FACTORS_FILE, *place(FACTORS, "per_tonne"), context={"includeDeclaration": True})
    found = editor.request("textDocument/references", at)
    assert sorted((one["uri"].rsplit("/", 2)[1], one["range"]["start"]["line"]) for one in found) == [
        *[("factors", place(FACTORS, "per_tonne", nth)[0]) for nth in (1, 2, 3)],
        ("product", place(PRODUCT, "per_tonne")[0]),
        ("product", place(PRODUCT, "因子值 *")[0]),
    ]


def test_a_rule_is_renamed_everywhere_and_still_checks(editor: Editor) -> None:
    at = editor.at(PRODUCT_FILE, *place(PRODUCT, "足迹 ["), newName="结果")
    changes = editor.request("textDocument/rename", at)["changes"]
    assert list(changes) == [editor.uri(PRODUCT_FILE)]
    renamed = applied(PRODUCT, changes[editor.uri(PRODUCT_FILE)])
    assert renamed == PRODUCT.replace("规则 足迹", "规则 结果").replace("输出 足迹", "输出 结果").replace(
        "  足迹: 1", "  结果: 1"
    )
    editor.change(PRODUCT_FILE, {"text": renamed})
    assert editor.findings(PRODUCT_FILE) == []


def test_renaming_follows_into_the_standards_that_use_the_name(editor: Editor) -> None:
    at = editor.at(FACTORS_FILE, *place(FACTORS, "per_tonne"), newName="base_factor")
    changes = editor.request("textDocument/rename", at)["changes"]
    assert applied(FACTORS, changes[editor.uri(FACTORS_FILE)]) == FACTORS.replace("per_tonne", "base_factor")
    assert applied(PRODUCT, changes[editor.uri(PRODUCT_FILE)]) == PRODUCT.replace("per_tonne", "base_factor")


def test_a_name_of_ones_own_for_something_used_is_renamed_alone(editor: Editor) -> None:
    at = editor.at(PRODUCT_FILE, *place(PRODUCT, "因子值 *"), newName="系数值")
    changes = editor.request("textDocument/rename", at)["changes"]
    assert list(changes) == [editor.uri(PRODUCT_FILE)]
    assert applied(PRODUCT, changes[editor.uri(PRODUCT_FILE)]) == PRODUCT.replace("因子值", "系数值")


def test_a_field_is_renamed_with_its_list_and_its_examples(editor: Editor) -> None:
    at = editor.at(PRODUCT_FILE, *place(PRODUCT, "m.质量", into=2), newName="重量")
    changes = editor.request("textDocument/rename", at)["changes"]
    expected = PRODUCT.replace("    质量 [t]", "    重量 [t]").replace("m.质量", "m.重量").replace("{质量", "{重量")
    assert applied(PRODUCT, changes[editor.uri(PRODUCT_FILE)]) == expected


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("1x", "`1x` is not a name"),
        ("如果", "`如果` is a word of the language"),
        ("单耗", "`单耗` already names something"),
    ],
)
def test_a_name_that_cannot_be_is_refused_with_its_reason(editor: Editor, new: str, reason: str) -> None:
    answer = editor.answer("textDocument/rename", editor.at(PRODUCT_FILE, *place(PRODUCT, "足迹 ["), newName=new))
    assert answer["error"]["message"] == reason


def test_nothing_is_renamed_while_a_statement_cannot_be_read(editor: Editor) -> None:
    editor.change(PRODUCT_FILE, {"text": PRODUCT.replace("= 总质量 / 产量", "= 总质量 /")})
    answer = editor.answer("textDocument/rename", editor.at(PRODUCT_FILE, *place(PRODUCT, "足迹 ["), newName="结果"))
    assert "has statements that cannot be read" in answer["error"]["message"]


def test_names_and_keywords_are_completed_in_the_language_of_the_file(editor: Editor) -> None:
    items = completed(editor, PRODUCT_FILE, PRODUCT, "= 总质量 / 产量", "= 总")
    assert items["总质量"]["detail"] == "𠮷总质量 · total mass · [t]"
    assert {"因子值", "求和", "当"} <= items.keys()
    assert "when" not in items
    assert "when" in str(items["当"]["filterText"])


def test_english_files_get_english_keywords(editor: Editor) -> None:
    items = completed(editor, FACTORS_FILE, FACTORS, "= 2 * per_tonne", "= 2 * p")
    assert {"per_tonne", "when", "round", "sum"} <= items.keys()
    assert "当" not in items


def test_a_statement_begins_with_a_keyword(editor: Editor) -> None:
    items = completed(editor, FACTORS_FILE, FACTORS, "output doubled", "re")
    assert {"require", "recommend", "report", "rule"} <= items.keys()
    assert "when" not in items


def test_fields_of_the_list_a_variable_goes_through_are_completed(editor: Editor) -> None:
    items = completed(editor, PRODUCT_FILE, PRODUCT, "求和(m.质量", "求和(m.")
    assert list(items) == ["质量", "种类"]


def test_units_are_completed_in_brackets(editor: Editor) -> None:
    items = completed(editor, FACTORS_FILE, FACTORS, "doubled [kgCO2/t]", "doubled [kg")
    assert {"kgCO2/t", "MWh", "kg"} <= items.keys()


def test_editions_are_completed_in_a_use(editor: Editor) -> None:
    items = completed(editor, PRODUCT_FILE, PRODUCT, "自 test/factors@1", "自 test/")
    assert {"test/factors@1", "test/product@1"} <= items.keys()


def test_the_keys_of_an_example_are_completed(editor: Editor) -> None:
    assert "expect" in completed(editor, PRODUCT_FILE, PRODUCT, "expect:", "ex")


def test_the_outline_holds_clauses_and_what_they_define(editor: Editor) -> None:
    found = editor.request("textDocument/documentSymbol", {"textDocument": {"uri": editor.uri(FACTORS_FILE)}})
    assert [one["name"] for one in found] == ["1 1 通则 𠮷 Rules"]
    assert [one["name"] for one in found[0]["children"]] == ["fuel", "year", "per_tonne", "doubled", "by_year"]


def test_a_word_near_a_known_one_is_offered(editor: Editor) -> None:
    broken = PRODUCT.replace("单耗 * 因子值", "单耗 * 因子直")
    editor.change(PRODUCT_FILE, {"text": broken})
    first = offered(editor, broken, "因子直")
    assert (first["title"], first["kind"]) == ("change to `因子值`", "quickfix")
    assert applied(broken, first["edit"]["changes"][editor.uri(PRODUCT_FILE)]) == PRODUCT


def test_a_misspelt_edition_is_mended(editor: Editor) -> None:
    broken = PRODUCT.replace("test/factors@1", "test/factor@1")
    editor.change(PRODUCT_FILE, {"text": broken})
    first = offered(editor, broken, "test/factor@1")
    assert applied(broken, first["edit"]["changes"][editor.uri(PRODUCT_FILE)]) == PRODUCT


def test_keywords_are_turned_into_the_other_language(editor: Editor) -> None:
    command = {"command": "footrule.keywords", "arguments": [editor.uri(PRODUCT_FILE), "en"]}
    editor.request("workspace/executeCommand", command)
    edit = next(message for message in reversed(editor.heard) if message.get("method") == "workspace/applyEdit")
    english = applied(PRODUCT, edit["params"]["edit"]["changes"][editor.uri(PRODUCT_FILE)])
    assert "```rule\nuse per_tonne as 因子值, fuel from test/factors@1\n" in english
    editor.change(PRODUCT_FILE, {"text": english})
    assert editor.findings(PRODUCT_FILE) == []
