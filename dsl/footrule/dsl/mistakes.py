"""Naming a mistake: from "this does not fit here" to the slip an author made and how it is put right."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from footrule.dsl.chunks import Chunk
from footrule.dsl.expected import described, found_as, spellings
from footrule.dsl.findings import Finding
from footrule.dsl.keywords import STATEMENT_TERMINALS, UNITS, Language, spelling
from footrule.dsl.lexer import WORD, Token
from footrule.dsl.tree import Span
from footrule.dsl.unit_words import SPELLED_OUT, UNIT_WORDS

_FOREIGN = {
    **{"==": "IS", "!=": "IS_NOT", "<>": "IS_NOT", "&&": "AND_CONDITION", "||": "OR", "!": "NOT", "&": "AND_CONDITION"},
    **{"**": "^", "=>": ">=", "=<": "<=", ":=": "=", "|": "OR", "?": "IF", "、": ",", "'": '"', "‘": '"', "{": "("},
    **{"}": ")", "「": '"', "」": '"', "；": ",", ";": ",", "#": "--", "。": "."},
}
_CONTINUING = frozenset(
    {
        *("EQUALS", "WHEN", "OTHERWISE", "ELSE", "BY", "STAGE", "EXCLUDES", "AND", "OR", "NOT", "IN_ORDER", "BECAUSE"),
        *("PLUS", "MINUS", "STAR", "SLASH", "LT", "GT", "LE", "GE", "IS", "IS_NOT", "COMMA", "THEN", "IN", "FROM"),
        *("EXCEPTION_TO", "DEPARTS_FROM", "NEVER", "EACH", "TOGETHER", "GIVES", "AT_LEAST", "AT_MOST", "BETWEEN"),
        *("NUMBER", "INT", "LPAR", "RPAR", "LSQB", "RSQB", "STRING", "DEFAULT", "OPTIONAL", "GAS", "OR_ELSE", "VALID"),
    }
)


@dataclass(frozen=True, slots=True)
class Found:
    """Where reading stopped: the words before, the one that does not fit, and what would have fitted.

    `accepts` is what could have stood where `token` stands, `earlier` what could have stood one word before.
    """

    chunk: Chunk
    before: list[Token]
    token: Token
    open: list[Token]
    language: Language
    accepts: frozenset[str]
    earlier: frozenset[str]
    unit_words: frozenset[str]

    @property
    def text(self) -> str:
        return self.chunk.text[self.token.start :]

    def word(self, key: str) -> str:
        return spelling(key, self.language)


def unseen(chunk: Chunk, hidden: re.Match[str]) -> Finding:
    """A character nobody can see, so that what is read differs from what is shown."""
    before = chunk.text[: hidden.start()]
    line = chunk.line + before.count("\n")
    column = hidden.start() - (before.rfind("\n") + 1) + 1
    return Finding("F0103", Span(line, column, line, column + 1), {"character": hidden.group()})


def nothing_above(chunk: Chunk) -> Finding:
    indent = len(chunk.text) - len(chunk.text.lstrip())
    length = len(chunk.text.split("\n", 1)[0].strip())
    return Finding("F0106", Span(chunk.line, indent + 1, chunk.line, indent + 1 + length))


def sharpen(finding: Finding, found: Found) -> Finding:
    """Say more about a finding made deeper down, now that the place in the statement is known."""
    if finding.code == "F0103":
        return _foreign(finding.arguments["character"], finding, found) or finding
    if finding.code == "F0112":
        return _not_a_unit(finding, found)
    return finding


def explain(found: Found) -> Finding:
    """The finding for a word that does not fit, as near to the author's slip as can be told."""
    token = found.token
    if not found.before:
        return _no_statement(found)
    slip = _slip_after_number(found)
    if slip:
        return slip
    pair = found.chunk.text[max(token.start - 1, 0) : token.start + 2]
    for place, length in ((pair[1:], 2), (pair[:2], 2)):
        if len(place) == length and place in _FOREIGN and token.type != "STRING":
            at = token.start if place is pair[1:] else token.start - 1
            return _replaced(place, _span(found, at, length), found)
    if token.type == "EQUALS" and "IS" in found.accepts:
        return Finding("F0108", token.span, {"right": found.word("IS")})
    if token.type == "ELSE" and "OTHERWISE" in found.accepts and "ELSE" not in found.accepts:
        return Finding("F0110", token.span, {"found": token.text, "right": found.word("OTHERWISE")})
    if token.type in ("$END", "ITEM"):
        return _ended(found)
    near = _nearest(found.text, found.accepts, found.language)
    if near and token.type not in ("STRING", "NUMBER", "INT"):
        return Finding("F0113", token.span, {"word": near[0], "nearest": near[1]})
    zh, en = described(found.accepts, found.language)
    found_zh, found_en = found_as(token)
    return Finding(
        "F0101",
        token.span,
        {"found_zh": found_zh, "found_en": found_en, "expected_zh": zh, "expected_en": en, **_hint(found)},
    )


def _hint(found: Found) -> dict[str, str]:
    if found.token.type == "STRING" and "STRING" not in found.accepts:
        return {
            "hint_zh": "标签紧跟在名称或类型之后，每种语言一个",
            "hint_en": "labels stand right after the name or the type, one a language",
        }
    if found.token.line > found.before[-1].line:
        return {
            "hint_zh": "若这是新的语句，从第一列写起；若是续行，看上一行是否写完",
            "hint_en": "if this is a new statement, begin it in the first column; if not, see whether the line above "
            "is complete",
        }
    return {
        "hint_zh": "改正这里，或把其余部分写成另一个语句",
        "hint_en": "correct it, or write the rest as its own statement",
    }


def _no_statement(found: Found) -> Finding:
    token = found.token
    word = token.text or found.text[:1]
    if token.type in _CONTINUING:
        return Finding("F0107", token.span, {"word": word})
    near = _nearest(found.text, frozenset(STATEMENT_TERMINALS), found.language)
    if near:
        hints = {"hint_zh": f"是不是 `{near[1]}`？", "hint_en": f"did you mean `{near[1]}`?"}
        return Finding("F0105", token.span, {"word": near[0], **hints})
    some = [found.word(key) for key in ("INPUT", "RULE", "TABLE", "REQUIRE", "OUTPUT")]
    listed = "`、`".join(some), "`, `".join(some)
    hints = {
        "hint_zh": f"语句以 `{listed[0]}` 等开头；续行要缩进；说明写在 `--` 之后",
        "hint_en": f"a statement begins with a word such as `{listed[1]}`; lines that continue one are indented; "
        "remarks begin with `--`",
    }
    return Finding("F0105", token.span, {"word": word, **hints})


def _ended(found: Found) -> Finding:
    """The statement or the item stops too early: at an open bracket, or simply before it is whole."""
    brackets = [token for token in found.open if token.type in ("LPAR", "LSQB")]
    if brackets:
        opened = brackets[-1]
        close = ")" if opened.type == "LPAR" else "]"
        return Finding("F0114", opened.span, {"sign": opened.text, "close": close})
    last = found.before[-1]
    column = last.column + last.end - last.start
    zh, en = described(found.accepts - {"$END", "ITEM"}, found.language)
    return Finding("F0102", Span(last.line, column, last.line, column + 1), {"expected_zh": zh, "expected_en": en})


def _foreign(character: str, finding: Finding, found: Found) -> Finding | None:
    """A sign other notations use where this language has a word or another sign."""
    for length in (2, 1):
        sign = found.text[:length]
        if sign in _FOREIGN:
            return _replaced(sign, _span(found, found.token.start, len(sign)), found)
    return None


def _replaced(sign: str, span: Span, found: Found) -> Finding:
    right = _FOREIGN[sign]
    return Finding("F0109", span, {"found": sign, "right": found.word(right) if right.isupper() else right})


def _span(found: Found, start: int, length: int) -> Span:
    column = found.token.column + start - found.token.start
    return Span(found.token.line, column, found.token.line, column + length)


def _slip_after_number(found: Found) -> Finding | None:
    """`1 whne late`: the misspelt word was taken for a unit, and reading stopped only at the next one."""
    if len(found.before) < 2 or found.before[-2].type != "NUMBER" or found.before[-1].type != "IDENT":
        return None
    word = found.before[-1]
    if word.text in UNIT_WORDS or word.text in UNITS or word.text in found.unit_words:
        return None
    return _not_a_unit(Finding("F0112", word.span, {"word": word.text}), found)


def _not_a_unit(finding: Finding, found: Found) -> Finding:
    """A word after a number: a misspelt keyword, a keyword out of place, or a unit that needs brackets."""
    word = finding.arguments["word"]
    near = _nearest(word, found.earlier, found.language)
    if near:
        return Finding("F0113", finding.span, {"word": near[0], "nearest": near[1]})
    unit = [SPELLED_OUT[word.lower()]] if word.lower() in SPELLED_OUT else []
    unit = unit or difflib.get_close_matches(word[:30], sorted(UNIT_WORDS), 1, 0.7)
    hints = (
        {"hint_zh": f"是不是 `{unit[0]}`？", "hint_en": f"did you mean `{unit[0]}`?"}
        if unit
        else {
            "hint_zh": f"其他单位写在方括号里，如 `5 [{word[:30]}]`；`10 ^ 6` 表示 10 的乘方",
            "hint_en": f"other units go in brackets, as in `5 [{word[:30]}]`; a power of ten is `10 ^ 6`",
        }
    )
    return Finding("F0112", finding.span, {"word": word, **hints})


def _nearest(text: str, accepts: frozenset[str], language: Language) -> tuple[str, str] | None:
    """The words at `text` and the accepted keyword they come nearest to, if near enough to be a slip."""
    words = re.match(rf"{WORD}(?:[ -]{WORD}){{0,2}}", text[:80])
    if words is None:
        return None
    written = re.split(r"[ -]", words.group())
    best: tuple[float, str, str] | None = None
    for spelled in spellings(accepts):
        count = len(re.split(r"[ -]", spelled))
        if count > len(written):
            continue
        candidate = " ".join(written[:count])
        likeness = _likeness(candidate.lower(), spelled.replace("-", " "))
        # two-character Chinese words are near with one character right only if nothing else is; ask for more
        if likeness >= (0.75 if spelled.isascii() else 0.66) and (best is None or likeness > best[0]):
            best = (likeness, candidate, spelled)
    return (best[1], best[2]) if best else None


def _likeness(written: str, spelled: str) -> float:
    """0 to 1; two letters in the wrong order (`fro`) count as nearly right however short the word."""
    if written != spelled and len(written) > 2 and sorted(written) == sorted(spelled):
        return 0.9
    return difflib.SequenceMatcher(None, written, spelled).ratio()
