"""Whatever is read, the answer is a document and diagnostics; whatever is formatted, the answer is text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footrule.dsl.diagnostics.render import render_human, to_json
from footrule.dsl.formatter import format_text
from footrule.dsl.keywords import TABLE
from footrule.dsl.literate import read
from tests.dsl.samples import LIBRARY, file_with
from tests.literate import HEAD

words = st.sampled_from(
    [
        *(row.en for row in TABLE),
        *(row.zh for row in TABLE),
        *(
            "a",
            "x",
            "产品",
            "1",
            "2.5",
            "2024-01-01",
            "[t]",
            "[",
            "]",
            "(",
            ")",
            ",",
            ":",
            ".",
            "=",
            "<",
            ">=",
            "≠",
            "%",
        ),
        *("+", "-", "*", "/", "^", '"废"', '"', "“", "§7.2", "cn/x@1", "\n", "\n    ", "\n\t", "--", "——"),
        *("\u202e", "\x1b["),
    ]
)
pieces = st.sampled_from(
    [
        *("```", "```rule\n", "```example x\n", "---\n", "# 1\n", "| a |\n|---|\n", "{#", "}", "\n", "&a ", "*a"),
        *("? ", "- ", "[", "{", "}", ": ", "!!x ", "\0", "\ufeff", "\r", "\x85", "\u2028", "~~~", "    ", "standard: "),
        "\ud800",
    ]
)


def hold(data: bytes | str, path: str = "x.md") -> None:
    """Reading answers, and everything it says can be shown in both languages and as JSON."""
    _, diagnostics = read(data, path)
    text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
    for language in ("zh", "en"):
        shown = render_human(diagnostics, {path: text}, language)
        assert "\x1b" not in shown
        assert "\u202e" not in shown
    for diagnostic in diagnostics:
        assert diagnostic.place.span.line >= 1
        assert diagnostic.place.span.column >= 1
        to_json(diagnostic)


@given(st.binary(max_size=400))
@settings(deadline=None, max_examples=200)
def test_random_bytes_are_read(data: bytes) -> None:
    hold(data)


@given(st.lists(st.one_of(pieces, st.text(max_size=10)), max_size=40).map("".join))
@settings(deadline=None, max_examples=300)
def test_random_markdown_is_read_and_formatted(text: str) -> None:
    hold(text)
    hold(HEAD + text)
    once = format_text(HEAD + text, "x.md")
    assert format_text(once, "x.md") == once


@given(st.lists(words, max_size=40).map(" ".join))
@settings(deadline=None, max_examples=400)
def test_random_words_are_read_and_formatted(rules: str) -> None:
    text = file_with(rules)
    hold(text)
    once = format_text(text, "x.md")
    assert format_text(once, "x.md") == once
    chinese = format_text(once, "x.md", "zh")
    assert format_text(format_text(chinese, "x.md", "en"), "x.md", "zh") == chinese


@given(st.sampled_from(LIBRARY), st.data())
@settings(deadline=None, max_examples=60)
def test_a_mutated_standard_is_read(path: Path, data: st.DataObject) -> None:
    text = path.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    text = text[max(0, start - 2000) : start + 2000]
    place = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 30))
    hold(text[:place] + data.draw(words | pieces) + text[place + cut :])


@pytest.mark.parametrize(
    "text",
    [
        file_with("rule x [1] = " + "(" * 10_000 + "1" + ")" * 10_000),
        file_with("rule x [1] = " + "not " * 10_000 + "a"),
        file_with("rule x [1] = " + "- " * 10_000 + "a"),
        file_with("rule x [1] = " + "a ^ " * 10_000 + "a"),
        file_with("rule x [1] = " + "if a then " * 10_000 + "a"),
        file_with("rule x [1] = " + "a + " * 10_000 + "a"),
        file_with("rule x [1] = a" + ".b" * 10_000),
        file_with("rule x [1] = " + "t[" * 10_000),
        file_with("rule x [1] = " + "sum(" * 10_000),
        file_with("rule x [1] = " + "9" * 1_000_000),
        file_with('input x [t] "' + "长" * 300_000),
        file_with("a\n" * 200_000),
        file_with("input xs list of\n" + "    a [t]\n" * 10_000),
        HEAD + "```example x\ngiven: " + "[" * 100_000 + "\n```\n",
        HEAD + "```example x\n" + "".join(f"{' ' * i}a:\n" for i in range(1000)) + "```\n",
        HEAD + "```example x\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n```\n",
        HEAD + "# 1\n" * 20_000,
        HEAD + "|a|\n|---|\n" + "|a|b|\n" * 100_000,
        HEAD + "```rule\n" * 20_000,
        "---\n" + "a" * 1_000_000,
        "---\n" + "".join(f"k{i}: v\n" for i in range(10_000)) + "---\n",
        "x" * 5_000_000,
        "```" + " " * 500_000 + "`",
        "# " + " " * 500_000 + "#" * 500_000 + "x {",
        "{#" * 500_000,
        "|" * 1_000_000,
    ],
    ids=lambda text: f"{len(text)}{text[-60:-48]!r}",
)
def test_hostile_text_is_refused_in_bounded_time(text: str) -> None:
    started = time.process_time()
    _, diagnostics = read(text, "x.md")
    assert time.process_time() - started < 20, "bounded, however busy the machine"
    assert diagnostics
    format_text(text, "x.md")
