"""Tokens of rule blocks. The lexer is contextual: what a word is depends on what the parser can take next.

So `factor` may be a keyword in one place and the name of an input in another, and a keyword never matches inside a
longer word, because words are read whole and only then looked up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from footrule.dsl.characters import FULL_WIDTH
from footrule.dsl.findings import Finding, Refused
from footrule.dsl.keywords import TABLE
from footrule.dsl.tree import Span

WORD = r"[^\W\d][\w\u0300-\u036f]*"

_TOKEN = re.compile(
    rf"""
    (?P<SPACE>[ \t\r\u3000\u00a0]+)
  | (?P<NEWLINE>\n[ \t\r\u3000\u00a0]*)
  | (?P<COMMENT>(?:--|－－|−−|——)[^\n]*)
  | (?P<WORD>{WORD})
  | (?P<DATE>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?![0-9]))
  | (?P<NUMBER>[0-9０-９]+(?:[.．][0-9０-９]+)?)
  | (?P<STRING>"[^"\n]*"|“[^”\n]*”)
  | (?P<CLAUSE>§[ ]?[^\s,，;；:："“=＝(（\[]+)
  | (?P<SIGN>[<＜][=＝]|[>＞][=＝]|[-+*/^()\[\],:.=<>%‰（），：＝＋－＜＞％【】［］．＊／＾−×÷·≤≥≦≧≠])
    """,
    re.VERBOSE,
)
_BLANKS = "[ \t\u3000\u00a0]+"
_UNIT_TEXT = re.compile(r"[\[【［]([^\[\]【】［］\n]*)[\]】］]")
_STANDARD_ID = re.compile(r"[^\s,，;；\"“§]+")
_GAS_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")

SIGNS = {
    **{"+": "PLUS", "-": "MINUS", "*": "STAR", "/": "SLASH", "^": "CARET", "(": "LPAR", ")": "RPAR"},
    **{"[": "LSQB", "]": "RSQB", ",": "COMMA", ":": "COLON", ".": "DOT", "=": "EQUALS"},
    **{"<": "LT", ">": "GT", "<=": "LE", ">=": "GE", "≤": "LE", "≥": "GE", "≦": "LE", "≧": "GE", "≠": "IS_NOT"},
    **{"×": "STAR", "·": "STAR", "÷": "SLASH", "%": "PERCENT", "‰": "PERCENT"},
}


def _keyword_openings() -> dict[str, tuple[tuple[re.Pattern[str] | None, str], ...]]:
    """First word -> what may follow it and the terminal that makes, longest first (`not applicable` before `not`)."""
    openings: dict[str, dict[str, str]] = {}
    for row in TABLE:
        if row.category != "word":
            continue
        for spelled in (row.en, row.zh):
            first = re.match(WORD, spelled)
            assert first, f"keyword {spelled!r} does not begin with a word"
            openings.setdefault(first.group(), {})[spelled[first.end() :]] = row.terminal
    return {
        first: tuple((_rest(rest), terminal) for rest, terminal in sorted(rests.items(), key=lambda r: -len(r[0])))
        for first, rests in openings.items()
    }


def _rest(rest: str) -> re.Pattern[str] | None:
    if not rest:
        return None
    spaced = re.escape(rest).replace(r"\ ", _BLANKS)
    # `not applicable(x)` negates a function, else `not applicable` is a value; so `x is not applicable` tests for it
    value = r"applicable(?!\w)(?![ ]*[(（])"
    if rest == " applicable":
        return re.compile(rf"{_BLANKS}{value}")
    return re.compile(rf"{spaced}(?!\w)" + (rf"(?!{_BLANKS}{value})" if rest == " not" else ""))


_OPENINGS = _keyword_openings()


class Token:
    """One token: its terminal, its text in canonical punctuation, and where it stands. Never spans lines."""

    __slots__ = ("column", "end", "line", "start", "text", "type")

    def __init__(self, kind: str, text: str, start: int, end: int, line: int, column: int) -> None:
        self.type = kind
        self.text = text
        self.start = start
        self.end = end
        self.line = line
        self.column = column

    @property
    def span(self) -> Span:
        return Span(self.line, self.column, self.line, self.column + self.end - self.start)


class Lexer:
    """Reads one statement. `items` are the offsets at which a line begins a new item of a list."""

    def __init__(self, text: str, line: int = 1, items: Collection[int] = ()) -> None:
        self.text = text
        self.position = 0
        self.line = line
        self.line_start = 0
        self.items = items

    def token(self, accepts: Collection[str]) -> Token:
        """The next token, `$END` at the end. Raises `Refused` at a character outside the language."""
        while True:
            if self.position >= len(self.text):
                return self._make("$END", "", self.position)
            match = _TOKEN.match(self.text, self.position)
            special = self._special(accepts, match)
            if special:
                return special
            if match is None:
                raise self._stray()
            kind = match.lastgroup
            if kind == "NEWLINE":
                self.line += 1
                self.line_start = match.start() + 1
                self.position = match.end()
                if self.position in self.items:
                    return self._make("ITEM", "", self.position)
            elif kind in ("SPACE", "COMMENT"):
                self.position = match.end()
            elif kind == "WORD":
                return self._word(match, accepts)
            elif kind == "NUMBER":
                digits = match.group()
                if not digits.isascii():
                    digits = digits.translate(FULL_WIDTH)
                return self._make("INT" if "INT" in accepts and "." not in digits else "NUMBER", digits, match.end())
            elif kind == "SIGN":
                sign = match.group()
                if not sign.isascii():
                    sign = sign.translate(FULL_WIDTH)
                return self._make(SIGNS[sign], sign, match.end())
            elif kind == "STRING":
                return self._make("STRING", match.group()[1:-1], match.end())
            elif kind == "CLAUSE":
                return self._make("CLAUSE", match.group()[1:].strip(), match.end())
            else:
                return self._make("DATE", match.group(), match.end())

    def here(self) -> Token:
        """The place reading has come to, as an empty token."""
        return self._make("$END", "", self.position)

    def _special(self, accepts: Collection[str], match: re.Match[str] | None) -> Token | None:
        """Texts with an alphabet of their own, which only one place of the grammar can take."""
        if match is not None and match.lastgroup in ("SPACE", "NEWLINE", "COMMENT", "STRING"):
            return None
        if self.text[self.position] in "[【［" and "UNIT_TEXT" in accepts and "LSQB" not in accepts:
            unit = _UNIT_TEXT.match(self.text, self.position)
            if unit is None:
                raise Refused(Finding("F0114", self._span(1), {"sign": "[", "close": "]"}))
            text = " ".join(unit.group(1).translate(FULL_WIDTH).split())
            if not text:
                raise Refused(Finding("F0126", self._span(unit.end() - unit.start())))
            return self._make("UNIT_TEXT", text, unit.end())
        if "STANDARD_ID" in accepts and (found := _STANDARD_ID.match(self.text, self.position)):
            return self._make("STANDARD_ID", found.group(), found.end())
        if "GAS_NAME" in accepts and (found := _GAS_NAME.match(self.text, self.position)):
            return self._make("GAS_NAME", found.group(), found.end())
        return None

    def _word(self, match: re.Match[str], accepts: Collection[str]) -> Token:
        word = match.group()
        seen: tuple[str, int] | None = None
        for rest, terminal in _OPENINGS.get(word, ()):
            end = match.end()
            if rest is not None:
                following = rest.match(self.text, end)
                if following is None:
                    continue
                end = following.end()
            if terminal in accepts:
                return self._make(terminal, self.text[match.start() : end], end)
            seen = seen or (terminal, end)
        if seen and "IDENT" not in accepts:
            return self._make(seen[0], self.text[match.start() : seen[1]], seen[1])
        return self._make("IDENT", word if word.isascii() else unicodedata.normalize("NFC", word), match.end())

    def _make(self, kind: str, text: str, end: int) -> Token:
        start = self.position
        self.position = end
        return Token(kind, text, start, end, self.line, start - self.line_start + 1)

    def _span(self, length: int) -> Span:
        column = self.position - self.line_start + 1
        return Span(self.line, column, self.line, column + length)

    def _stray(self) -> Refused:
        character = self.text[self.position]
        if character in '"“':
            length = (self.text.find("\n", self.position) + 1 or len(self.text) + 1) - 1 - self.position
            return Refused(Finding("F0104", self._span(length), {"quote": '"' if character == '"' else "”"}))
        return Refused(Finding("F0103", self._span(1), {"character": character}))


def span_of(parts: Iterable[Span]) -> Span:
    """The stretch from the first to the last of `parts`, which stand in order."""
    listed = list(parts)
    return Span(listed[0].line, listed[0].column, listed[-1].end_line, listed[-1].end_column)
