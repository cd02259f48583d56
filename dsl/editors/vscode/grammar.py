"""Writes the TextMate grammars of the extension from the table of keywords: `python grammar.py`, or `--check`.

Both keyword sets colour in every file, as the language reads both. Words of several parts (`at least`) are matched
whole and first; a keyword inside a longer word never is, in either script.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from footrule.dsl.fences import EXAMPLE_WORDS, RULE_WORDS
from footrule.dsl.keywords import STATEMENT_TERMINALS, TABLE

FOLDER = Path(__file__).parent / "syntaxes"
_LETTER = r"[\p{L}\p{M}\p{N}_]"
_NAME = r"[\p{L}_][\p{L}\p{M}\p{N}_]*"
_MODALS = ("SHALL", "SHOULD", "MAY", "REQUIRE", "RECOMMEND")
_CONSTANTS = ("YES", "NO", "UNKNOWN", "NOT_APPLICABLE")


def _whole(spelled: list[str]) -> str:
    """A pattern for any of these words where it stands alone, the longest first."""
    ordered = sorted(dict.fromkeys(spelled), key=lambda word: (-len(word), word))
    words = "|".join(re.escape(word).replace(r"\ ", " +").replace(r"\-", "-") for word in ordered)
    return f"(?<!{_LETTER})(?:{words})(?!{_LETTER})"


def _spellings(*, terminals: tuple[str, ...] = (), category: str = "word", but: tuple[str, ...] = ()) -> list[str]:
    rows = [row for row in TABLE if row.category == category and row.terminal not in but]
    rows = [row for row in rows if not terminals or row.terminal in terminals]
    return [spelled for row in rows for spelled in (row.en, row.zh)]


def rules() -> dict[str, Any]:
    """The grammar of a rule block."""
    others = (*STATEMENT_TERMINALS, *_MODALS, *_CONSTANTS)
    opening = _whole(_spellings(terminals=STATEMENT_TERMINALS))
    patterns = [
        {"name": "comment.line.double-dash.footrule", "match": r"(?:--|－－|−−|——).*$"},
        {"name": "string.quoted.double.footrule", "match": r'"[^"]*"|“[^”]*”'},
        {
            "match": rf"^({_whole(_spellings(terminals=('RULE', 'EMISSION', 'REMOVAL')))})\s+({_NAME})",
            "captures": {
                "1": {"name": "keyword.other.statement.footrule"},
                "2": {"name": "entity.name.function.footrule"},
            },
        },
        {"name": "keyword.other.modality.footrule", "match": _whole(_spellings(terminals=_MODALS))},
        {"name": "keyword.other.statement.footrule", "match": rf"^{opening}"},
        {"name": "constant.numeric.date.footrule", "match": r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)"},
        {
            "match": r"([0-9０-９]+(?:[.．][0-9０-９]+)?)(\s*[%‰％])?",
            "captures": {"1": {"name": "constant.numeric.footrule"}, "2": {"name": "support.type.unit.footrule"}},
        },
        {"name": "constant.language.footrule", "match": _whole(_spellings(terminals=_CONSTANTS))},
        {"name": "support.function.footrule", "match": _whole(_spellings(category="function")) + r"(?=\s*[(（])"},
        {
            "match": rf"[:：]\s*({_whole(_spellings(category='type'))})",
            "captures": {"1": {"name": "support.type.footrule"}},
        },
        {"name": "entity.name.reference.footrule", "match": r"§ ?[^\s,，;；:：\"“=＝(（\[]+"},
        {"name": "entity.name.namespace.footrule", "match": r"[\w-][\w.-]*(?:/[\w-][\w.-]*)+@[\w-][\w.-]*"},
        {"name": "keyword.control.footrule", "match": _whole(_spellings(but=others))},
        {"name": "support.type.unit.footrule", "match": r"(?<=[\s\d)）:：]|^)[\[【［][^\[\]【】［］]*[\]】］]"},
        {"name": "keyword.operator.footrule", "match": r"[-+*/^=<>＝＋－＜＞×÷·−≤≥≠]"},
        {"name": "variable.other.footrule", "match": _NAME},
    ]
    return {"name": "footrule", "scopeName": "source.footrule", "patterns": patterns}


def fences() -> dict[str, Any]:
    """What is injected into Markdown: blocks of rules, and of examples as YAML."""

    def block(words: list[str], name: str, content: str, include: str) -> dict[str, Any]:
        return {
            "name": "markup.fenced_code.block.markdown",
            "begin": rf"^(`{{3,}}|~{{3,}})({'|'.join(words)})(?=\s|$)(\s+[^`]*)?$",
            "end": r"^\s*(\1[`~]*)\s*$",
            "beginCaptures": {
                "1": {"name": "punctuation.definition.markdown"},
                "2": {"name": "fenced_code.block.language.markdown"},
                "3": {"name": name},
            },
            "endCaptures": {"1": {"name": "punctuation.definition.markdown"}},
            "contentName": content,
            "patterns": [{"include": include}],
        }

    return {
        "scopeName": "markdown.footrule.codeblock",
        "injectionSelector": "L:text.html.markdown",
        "patterns": [
            block(
                list(RULE_WORDS.values()), "fenced_code.block.language.attributes.markdown",
                "meta.embedded.block.footrule", "source.footrule",
            ),
            block(
                list(EXAMPLE_WORDS.values()), "entity.name.section.footrule",
                "meta.embedded.block.footrule.example", "source.yaml",
            ),
        ],
    }  # fmt: skip


def files() -> dict[str, str]:
    """The text of each grammar, by its file's name."""
    made = {"footrule.tmLanguage.json": rules(), "footrule.markdown.tmLanguage.json": fences()}
    return {name: json.dumps(grammar, ensure_ascii=False, indent=2) + "\n" for name, grammar in made.items()}


def main() -> int:
    stale = [name for name, text in files().items() if _read(name) != text]
    if "--check" not in sys.argv:
        FOLDER.mkdir(exist_ok=True)
        for name, text in files().items():
            (FOLDER / name).write_text(text, encoding="utf-8")
        return 0
    print("\n".join(f"stale: {name}" for name in stale))
    return 1 if stale else 0


def _read(name: str) -> str:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main())
