"""Each editorial lint on small documents: what it finds, and the like of it that it leaves alone."""

from __future__ import annotations

import pytest

from footrule.compiler.driver import Compilation, Compiler, Source
from footrule.compiler.lints.editorial import lint
from footrule.compiler.lints.numerals import in_words
from footrule.compiler.passes import run
from footrule.standards.library import Library, shipped
from tests.literate import head

HEAD = head("T/X 1")


def document(body: str, translation: str = "") -> Compilation:
    data = (HEAD + body).encode()
    translations = {"en": translation.encode()} if translation else {}
    compiler = Compiler(Library((shipped(),)))
    source = Source("test/one@1", "one.md", data, translations)
    passed = run(source, compiler)
    return Compilation(source, passed.form, passed.diagnostics, compiler, passed.document)


def found(body: str, translation: str = "") -> list[tuple[str, int]]:
    """Codes and lines, counted from the first line below the head."""
    first = HEAD.count("\n")
    return [(one.code, one.place.span.line - first) for one in lint(document(body, translation))]


CLAUSES = "# 1 范围 {#1}\n\n## 1.1 甲 {#1.1}\n\n正文。\n\n## 1.2 乙 {#1.2}\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "按1.3的规定。", "见附录C。\n\n# 附录A {#A}\n\n内容。\n\n# 附录B {#B}", "数值见表9。\n\n## 表1 数值 {#t1}",
        "按式（7）计算。\n\n## 式（1） {#e1}", "as clause 1.3 says", "see Annex C\n\n# Annex A {#A}",
    ],
)  # fmt: skip
def test_a_reference_that_leads_nowhere_is_found(text: str) -> None:
    assert [code for code, _ in found(CLAUSES + text)] == ["F0601"]


@pytest.mark.parametrize(
    "text",
    [
        "按1.1的规定。", "按 GB/T 24067 第9.9条。", "见附录A。\n\n# 附录A {#A}", "《某指南》附录Z。",
        "数值见表1。\n\n## 表1 数值 {#t1}",
        "as clause 1.2 says", "Annex B of GHG Protocol", "版本1.3已经发布",
    ],
)  # fmt: skip
def test_a_reference_that_leads_somewhere_or_elsewhere_is_left_alone(text: str) -> None:
    assert found(CLAUSES + text) == []


def test_a_superseded_standard_is_found_where_it_is_cited_as_in_force() -> None:
    assert found("# 1 引用 {#1}\n\n按 GB/T 28001 建立体系。\n") == [("F0602", 3)]
    assert found("# 1 引用 {#1}\n\nGB/T 28001 已被代替。\n") == []
    assert found("# 1 引用 {#1}\n\n按 GB/T 36132-2025 评价。\n") == []


def test_a_symbol_has_one_unit_and_one_meaning() -> None:
    two = (
        '# 1 符号 {{#1}}\n\n```rule\ninput a [{}] "{} Q" "a"\ninput b [t] "数量 Q" "b"\n'
        "rule y [1] = a / b {}\noutput y\n```\n"
    )
    assert [code for code, _ in found(two.format("GJ", "数量", "* 1 [t/GJ]"))] == ["F0603"]
    assert [code for code, _ in found(two.format("t", "产量", ""))] == ["F0604"]
    assert found(two.format("t", "数量", "")) == []
    assert found(two.format("kg", "实测数量", "")) == [("F0603", 5)]


TABLE = "# 1 表 {#1}\n\n| 项 | 值 |\n|---|---|\n| 甲 | 1.2 |\n| 乙 | 2.3 |\n| 合计 | %s |\n"


@pytest.mark.parametrize(
    ("total", "codes"), [("3.5", []), ("3.4", []), ("3.8", ["F0607"]), ("35", ["F0607"]), ("–", [])]
)
def test_rows_that_do_not_add_up_to_their_total_are_found_beyond_rounding(total: str, codes: list[str]) -> None:
    assert [code for code, _ in found(TABLE % total)] == codes


def test_closed_ends_that_touch_are_found_and_open_ones_left_alone() -> None:
    rule = (
        "# 1 等级 {{#1}}\n\n低于20 t，或高于20 t。\n\n```rule\ninput x [t]\nrule y [1]\n    = 1 when x <= 20 t\n"
        "    = 2 when x {} 20 t\noutput y\n```\n"
    )
    assert "F0605" in {code for code, _ in found(rule.format(">="))}
    assert "F0605" not in {code for code, _ in found(rule.format(">"))}


def test_a_percentage_put_in_as_its_number_is_found() -> None:
    rule = '# 1 式 {{#1}}\n\n```rule\ninput s [%] "比" "s"\nrule y [1] = 1 - {}\noutput y\n```\n'
    assert found(rule.format("s / 1 %")) == [("F0606", 5)]
    assert found(rule.format("s")) == []


def test_a_term_defined_twice_is_found_with_its_first_place() -> None:
    terms = "# 3 术语 {#3}\n\n## 3.1 碳足迹 {#3.1}\n\n甲。\n\n## 3.2 %s {#3.2}\n\n乙。\n"
    assert found(terms % "碳足迹") == [("F0608", 7)]
    assert found(terms % "系统边界") == []


ENGLISH = HEAD + "# 1 Scope {#1}\n\n"


@pytest.mark.parametrize(
    ("zh", "en", "codes"),
    [
        ("不得超过35 %。", "It shall not exceed 35 %.", []),
        ("不得超过35 %。", "It shall not exceed 53 %.", ["F0609"]),
        ("自2026年7月1日起。", "From 1 July 2026.", []),
        ("自2026年7月1日起。", "From 11 July 2026.", ["F0609"]),
        ("应使用25 t。", "25 t shall be used.", []),
        ("应使用25 t。", "25 t should be used.", ["F0610"]),
        ("宜使用25 t。", "25 t shall be used.", ["F0610"]),
        ("相应的25 t。", "The 25 t in question should do.", []),
        ("共十二项。", "There are 12 items.", []),
    ],
)
def test_two_languages_of_a_clause_are_held_to_each_other(zh: str, en: str, codes: list[str]) -> None:
    assert [code for code, _ in found(f"# 1 范围 {{#1}}\n\n{zh}\n", f"{ENGLISH}{en}\n")] == codes


NUMBERS = "# 1 期限 {{#1}}\n\n{}\n\n```rule\ninput made: date\ninput x [1]\nrule y: date = made + {}\noutput y\n```\n"


@pytest.mark.parametrize(
    ("text", "span"),
    [("三年之内。", "36 months"), ("Within three years.", "36 months"), ("18个月。", "18 months"), ("两周内", "14 d")],
)
def test_a_number_the_text_has_in_words_or_longer_units_is_the_texts(text: str, span: str) -> None:
    assert found(NUMBERS.format(text, span)) == []


def test_a_number_the_text_does_not_have_is_told_once_a_line() -> None:
    assert found(NUMBERS.format("不久。", "37 months + 41 months")) == [("F0614", 8)]


def test_an_end_the_text_has_the_other_way_is_found() -> None:
    rule = (
        "# 1 限值 {{#1}}\n\n不超过25 t 的为合格。\n\n```rule\ninput x [t]\nrule y: yes_no = x {} 25 t\noutput y\n```\n"
    )
    assert found(rule.format("<")) == [("F0615", 7)]
    assert found(rule.format("<=")) == []


def test_a_bound_in_another_unit_than_declared_is_noted() -> None:
    rule = "# 1 量 {{#1}}\n\n```rule\ninput x [t] at least 5 {}\nrule y [t] = x\noutput y\n```\n"
    assert found(rule.format("kg")) == [("F0616", 4)]
    assert found(rule.format("t")) == []


def test_a_file_that_does_not_compile_is_linted_as_far_as_its_text_goes() -> None:
    broken = CLAUSES + "按1.3的规定。\n\n```rule\nrule y [t] = nothing\noutput y\n```\n"
    assert ("F0601", 9) in found(broken)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("三年", {"3"}), ("十四日", {"14"}), ("二十五个", {"25"}), ("twenty-one days", {"21"}), ("anyone", set())],
)
def test_numbers_in_words_are_read_in_both_languages(text: str, numbers: set[str]) -> None:
    assert in_words(text) == numbers
