"""The guide says what is so: its snippets compile, its numbers are calculated, its tables are the program's own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from footrule.compiler.docs.guide_pages import guide_folder
from footrule.compiler.driver import Compilation, compile_standard
from footrule.dsl import keywords
from footrule.dsl.diagnostics.table import TABLE
from footrule.runtime.calculate import Calculator
from footrule.runtime.problems import ENTRIES
from footrule.runtime.worked_examples import check_examples
from tests.literate import head

LANGUAGES = ("zh", "en")
HEAD = head("Example", "例", "Example") + "\n# 1 Example {#1}\n\n"
SNIPPET = re.compile(r"(?:<!-- (?P<told>[^>]*?) -->\n)?````markdown\n(?P<text>.*?)\n````", re.DOTALL)


def text_of(name: str, language: str) -> str:
    return (guide_folder() / f"{name}.{language}.md").read_text(encoding="utf-8")


def compiled(text: str, folder: Path) -> Compilation:
    path = folder / "snippet.md"
    path.write_text(text, encoding="utf-8")
    return compile_standard(str(path), cached=False)


def errors(compilation: Compilation) -> list[str]:
    return [one.code for one in compilation.diagnostics if TABLE[one.code].severity == "error"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_of_the_tutorial_compiles_or_is_refused_as_it_says(language: str, tmp_path: Path) -> None:
    snippets = list(SNIPPET.finditer(text_of("tutorial", language)))
    assert len(snippets) == 3
    for snippet in snippets:
        told = snippet["told"] or ""
        expected = [told.removeprefix("refused: ")] if told.startswith("refused: ") else []
        assert errors(compiled(snippet["text"], tmp_path)) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_inputs_of_the_tutorial_give_the_number_it_prints(language: str, tmp_path: Path) -> None:
    text = text_of("tutorial", language)
    whole = next(one["text"] for one in SNIPPET.finditer(text) if one["told"] == "calculated")
    form = compiled(whole, tmp_path).form
    assert form is not None
    assert [report.verdict for report in check_examples(form)] == ["agrees"]
    found = re.search(r"```json\n(.*?)\n```", text, re.DOTALL)
    assert found
    result = json.loads(json.dumps(Calculator(form).calculate(json.loads(found[1])).to_json()))
    footprint = result["outputs"]["footprint"]
    assert f"**{footprint['shown']} {footprint['unit']}**" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_made_from_a_pdf_clause_gives_the_number_the_clause_prints(language: str, tmp_path: Path) -> None:
    text = text_of("from-pdf", language)
    (whole,) = (one["text"] for one in SNIPPET.finditer(text) if one["told"] == "calculated")
    compilation = compiled(whole, tmp_path)
    assert compilation.form is not None and list(compilation.diagnostics) == []
    assert [report.verdict for report in check_examples(compilation.form)] == ["agrees"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_clause_half_read_compiles_and_is_found_out_by_the_printed_example(language: str, tmp_path: Path) -> None:
    text = text_of("from-pdf", language)
    (whole,) = (one["text"] for one in SNIPPET.finditer(text) if one["told"] == "calculated")
    hasty = re.search(r"```markdown\n((?:rule|规则) (\w+) .*?)\n```", text, re.DOTALL)
    assert hasty
    start = re.search(rf"^(?:rule|规则) {hasty[2]} .*?\n    = .*?$", whole, re.DOTALL | re.MULTILINE)
    assert start
    form = compiled(whole.replace(start[0], hasty[1]), tmp_path).form
    assert form is not None
    (report,) = check_examples(form)
    assert report.verdict == "fails" and (report.checks[0].computed or "").startswith("39.27")


def test_the_way_from_a_pdf_clause_takes_less_than_half_an_hour() -> None:
    for language in LANGUAGES:
        rows = re.findall(r"^\| \d\. .* \| (\d+) \|$", text_of("from-pdf", language), re.MULTILINE)
        minutes = [int(found) for found in rows]
        assert len(minutes) == 7 and sum(minutes) < 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_of_the_language_reference_compiles(language: str, tmp_path: Path) -> None:
    sections = [
        part.partition("\n")[::2]
        for part in re.split(r"\n(?=###? )", text_of("language", language))
        if re.search(r"^```(rule|规则)", part, re.MULTILINE)
    ]
    assert len(sections) > 20
    refused = {title: errors(compiled(HEAD + body, tmp_path)) for title, body in sections}
    assert {title: codes for title, codes in refused.items() if codes} == {}


def test_the_two_languages_of_the_reference_hold_the_same_rules(tmp_path: Path) -> None:
    def rules(language: str) -> list[int]:
        blocks = re.findall(r"^```(?:rule|规则)\n(.*?)^```", text_of("language", language), re.DOTALL | re.MULTILINE)
        return [len(block.splitlines()) for block in blocks]

    assert rules("zh") == rules("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_begins_a_statement_is_in_the_reference(language: str) -> None:
    text = text_of("language", language)
    rows = [row for row in keywords.TABLE if row.terminal in keywords.STATEMENT_TERMINALS and row.category == "word"]
    missing = [row.en for row in rows if (row.zh if language == "zh" else row.en) not in text]
    assert set(missing) <= {"functional unit"}  # written as the declared unit is


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_a_result_file_is_explained(language: str, tmp_path: Path) -> None:
    whole = next(one["text"] for one in SNIPPET.finditer(text_of("tutorial", "en")) if one["told"] == "calculated")
    form = compiled(whole, tmp_path).form
    assert form is not None
    given = {"production": "40000 t", "diesel": "0 L", "fuels": [{"fuel": "coal", "amount": "1 t"}]}
    text = text_of("result", language)
    assert [
        key for key in Calculator(form).calculate(given).to_json() if f"`{key}`" not in text and key != "trace"
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_has_a_page(built: Path, language: str) -> None:
    root = built if language == "zh" else built / "en"
    missing = [code for code in TABLE if not (root / "reference" / "diagnostics" / f"{code}.html").is_file()]
    missing += [code for code in ENTRIES if not (root / "reference" / "problems" / f"{code}.html").is_file()]
    assert not missing


def test_every_keyword_is_on_the_keyword_page(built: Path) -> None:
    text = (built / "reference" / "keywords.html").read_text(encoding="utf-8")
    assert not [row.zh for row in keywords.TABLE if f"<code>{row.zh}</code>" not in text]
