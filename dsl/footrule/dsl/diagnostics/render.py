"""Diagnostics as people and programs read them: a message, a picture of the place, a JSON object."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from footrule.dsl.characters import harmless, width
from footrule.dsl.diagnostics.model import Diagnostic, Entry, Language, Place, Severity
from footrule.dsl.diagnostics.table import TABLE
from footrule.dsl.tree import Span

ARGUMENT_LIMIT = 160
LINE_WIDTH = 110
NOTE_LIMIT = 400
_TAB = "    "

_SEVERITY: dict[Language, dict[Severity, str]] = {
    "zh": {"error": "错误", "warning": "警告", "info": "提示"},
    "en": {"error": "error", "warning": "warning", "info": "note"},
}
_COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "info": "36"}


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _words(diagnostic: Diagnostic) -> _Words:
    return _Words({name: harmless(text, ARGUMENT_LIMIT) for name, text in diagnostic.arguments.items()})


def entry(diagnostic: Diagnostic) -> Entry:
    return TABLE[diagnostic.code]


def message(diagnostic: Diagnostic, language: Language) -> str:
    """The message in one language, on one line, with nothing in it that could move a terminal's cursor."""
    row = entry(diagnostic)
    return (row.zh if language == "zh" else row.en).format_map(_words(diagnostic))


def help_text(diagnostic: Diagnostic, language: Language) -> str:
    """What to do about it, in one language; a known word near the one written comes first."""
    row, words = entry(diagnostic), _words(diagnostic)
    told = (row.help_zh if language == "zh" else row.help_en).format_map(words)
    if not words.get("near"):
        return told
    return f"是不是 `{words['near']}`？{told}" if language == "zh" else f"did you mean `{words['near']}`? {told}"


def render_human(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, str], language: Language, color: bool = False
) -> str:
    """All diagnostics as text for a terminal, each with its source line and help; ends in a newline unless empty.

    `sources` holds the text of each path; a place in a file not given is named without its line.
    """
    cut: dict[str, list[str]] = {path: text.replace("\r\n", "\n").split("\n") for path, text in sources.items()}
    return "\n".join(_one(diagnostic, cut, language, color) for diagnostic in diagnostics)


def _one(diagnostic: Diagnostic, sources: Mapping[str, list[str]], language: Language, color: bool) -> str:
    row = entry(diagnostic)
    paint = _COLOURS[row.severity] if color else ""
    head = _painted(f"{_SEVERITY[language][row.severity]}[{row.code}]", paint)
    colon, note = ("：", "帮助：") if language == "zh" else (": ", "help: ")
    number = str(diagnostic.place.span.line)
    gutter = " " * len(number)
    lines = [f"{head}{colon}{message(diagnostic, language)}", f"{gutter}--> {_where(diagnostic.place)}"]
    excerpt = _excerpt(diagnostic.place, sources, paint)
    if excerpt:
        lines += [f"{gutter} |", f"{number} | {excerpt[0]}".rstrip(), f"{gutter} | {excerpt[1]}"]
    for also in diagnostic.also:
        said = harmless(also.zh if language == "zh" else also.en, ARGUMENT_LIMIT)
        lines.append(f"{gutter} = {said}{colon}{_where(also.place)}")
        again = _excerpt(also.place, sources, "")
        if again:
            lines.append(f"{gutter} |     {again[0].strip()}")
    for below in diagnostic.notes:
        lines.append(f"{gutter} = {harmless(below.zh if language == 'zh' else below.en)}{colon.rstrip()}")
        told = below.lines_zh if language == "zh" else below.lines_en
        lines += [f"{gutter} |     {harmless(line, NOTE_LIMIT)}" for line in told]
    help_line = help_text(diagnostic, language)
    if help_line:
        lines.append(f"{gutter} = {note}{help_line}")
    return "\n".join(lines) + "\n"


def _where(place: Place) -> str:
    """`path:line:column`, then standard and clause where they are known."""
    where = f"{harmless(place.path)}:{place.span.line}:{place.span.column}"
    cited = " ".join(
        part
        for part in (harmless(place.standard or "", 80), f"§{harmless(place.clause, 80)}" if place.clause else "")
        if part
    )
    return f"{where} ({cited})" if cited else where


def _excerpt(place: Place, sources: Mapping[str, list[str]], paint: str) -> tuple[str, str] | None:
    """The source line and its underline, cut to a window around the place if it is very long."""
    lines = sources.get(place.path)
    if lines is None or not 1 <= place.span.line <= len(lines):
        return None
    line = lines[place.span.line - 1]
    start, end = _columns(place.span, line)
    begin = 0
    if end > LINE_WIDTH:
        begin = max(0, start - LINE_WIDTH // 3)
    finish = min(len(line), begin + LINE_WIDTH)
    before = ("…" if begin else "") + _shown(line[begin:start])
    marked = _shown(line[start : min(end, finish)])
    after = _shown(line[min(end, finish) : finish]) + ("…" if finish < len(line) else "")
    # the underline is as wide as what it marks on the screen: two columns for a Han character
    carets = "^" * max(width(marked), 1)
    return before + marked + after, " " * width(before) + _painted(carets, paint)


def _columns(span: Span, line: str) -> tuple[int, int]:
    start = min(max(span.column - 1, 0), len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    return start, max(min(end, len(line)), start)


def _shown(text: str) -> str:
    return harmless(text.replace("\t", _TAB), len(text) * len("\\u{10ffff}"))


def _painted(text: str, code: str) -> str:
    return f"\x1b[1;{code}m{text}\x1b[0m" if code else text


def to_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """One diagnostic as JSON-ready data, in both languages."""
    row = entry(diagnostic)
    return {
        "code": row.code,
        "severity": row.severity,
        **_json_place(diagnostic.place),
        "message": {"zh": message(diagnostic, "zh"), "en": message(diagnostic, "en")},
        "help": {"zh": help_text(diagnostic, "zh"), "en": help_text(diagnostic, "en")},
        "also": [
            {**_json_place(also.place), "message": {"zh": harmless(also.zh), "en": harmless(also.en)}}
            for also in diagnostic.also
        ],
        "notes": [
            {
                "title": {"zh": harmless(note.zh), "en": harmless(note.en)},
                "text": {"zh": _text(note.lines_zh), "en": _text(note.lines_en)},
            }
            for note in diagnostic.notes
        ],
    }


def _text(lines: tuple[str, ...]) -> str:
    return "\n".join(harmless(line, 10 * NOTE_LIMIT) for line in lines)


def _json_place(place: Place) -> dict[str, Any]:
    span = place.span
    return {
        "path": harmless(place.path, 1000),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "clause": place.clause,
        "standard": place.standard,
    }
