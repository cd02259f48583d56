"""What may stand at a place, in an author's words: terminals of the grammar grouped and spelled."""

from __future__ import annotations

from collections.abc import Iterable

from footrule.dsl.keywords import TABLE, Language
from footrule.dsl.lexer import Token

_SHOWN = 8

# what a group of terminals is called, once the first set is accepted as a whole; all of the second then goes unsaid
_EXPRESSION = frozenset({"IDENT", "NUMBER", "LPAR", "STRING"})
_EXPRESSION_STARTS = _EXPRESSION | {
    *("DATE", "YES", "NO", "UNKNOWN", "NOT_APPLICABLE", "ROUND", "IF", "NOT", "MINUS"),
}
_OPERATORS = frozenset({"PLUS", "STAR"})
_OPERATOR_LIKE = _OPERATORS | {
    *("MINUS", "SLASH", "CARET", "LT", "LE", "GT", "GE", "IS", "IS_NOT", "IN", "NOT_IN", "AND", "OR", "OR_ELSE"),
    *("AS", "DOT", "LSQB", "LPAR", "UNIT_TEXT", "PERCENT", "IDENT"),
}
_NAMES: dict[str, tuple[str, str]] = {
    "IDENT": ("名称", "a name"),
    "NUMBER": ("数", "a number"),
    "INT": ("整数", "a whole number"),
    "DATE": ("日期", "a date"),
    "CLAUSE": ("条款（如 `§7.2.1`）", "a clause such as `§7.2.1`"),
    "UNIT_TEXT": ("方括号里的单位（如 `[t]`）", "a unit in brackets such as `[t]`"),
    "STANDARD_ID": ("标准（如 `cn/electricity-footprint@2024`）", "a standard such as `cn/electricity-footprint@2024`"),
    "GAS_NAME": ("气体（如 `CF4`）", "a gas such as `CF4`"),
    "STRING": ("引号里的文字", "text in quotes"),
    "ITEM": ("新的一行", "a new line"),
    "$END": ("语句结束", "the end of the statement"),
}
_LAST = ("STRING", "ITEM", "$END")
_SIGNS = {
    **{"PLUS": "+", "MINUS": "-", "STAR": "*", "SLASH": "/", "CARET": "^", "LPAR": "(", "RPAR": ")", "LSQB": "["},
    **{"RSQB": "]", "COMMA": ",", "COLON": ":", "DOT": ".", "EQUALS": "=", "LT": "<", "GT": ">", "LE": "<="},
    **{"GE": ">=", "PERCENT": "%"},
}


def described(terminals: Iterable[str], language: Language) -> tuple[str, str]:
    """What is accepted, said in Chinese and in English; keywords as the file spells them."""
    left = set(terminals)
    said: list[tuple[str, str]] = []
    if left >= _EXPRESSION:
        left -= _EXPRESSION_STARTS
        said.append(("算式", "an expression"))
    elif left >= _OPERATORS:
        left -= _OPERATOR_LIKE
        said.append(("运算符", "an operator"))
    order = [*_NAMES, *_SIGNS, *(row.terminal for row in TABLE)]
    for terminal in sorted(left, key=lambda name: (name in _LAST, order.index(name))):
        said.append(_said(terminal, language))
    if len(said) > _SHOWN:
        said = [*said[: _SHOWN - 1], ("其他", "something else")]
    return _joined([zh for zh, _ in said], "、", " 或 "), _joined([en for _, en in said], ", ", " or ")


def found_as(token: Token) -> tuple[str, str]:
    """How the word that does not fit is named."""
    if token.type in ("ITEM", "$END"):
        return _NAMES[token.type]
    if token.type == "STRING":
        return f'文字 `"{token.text}"`', f'the text `"{token.text}"`'
    if token.type == "UNIT_TEXT":
        return f"`[{token.text}]`", f"`[{token.text}]`"
    if token.type == "CLAUSE":
        return f"`§{token.text}`", f"`§{token.text}`"
    return f"`{token.text}`", f"`{token.text}`"


def spellings(terminals: Iterable[str]) -> tuple[str, ...]:
    """Every spelling, in both languages, of the keywords among `terminals`."""
    wanted = set(terminals)
    rows = [row for row in TABLE if row.category == "word" and row.terminal in wanted]
    return tuple(dict.fromkeys(spelled for row in rows for spelled in (row.en, row.zh)))


def _said(terminal: str, language: Language) -> tuple[str, str]:
    if terminal in _NAMES:
        return _NAMES[terminal]
    if terminal in _SIGNS:
        return f"`{_SIGNS[terminal]}`", f"`{_SIGNS[terminal]}`"
    rows = [row for row in TABLE if row.terminal == terminal and row.category == "word"]
    spelled = " / ".join(dict.fromkeys(row.spelling(language) for row in rows)) if rows else terminal
    return f"`{spelled}`", f"`{spelled}`"


def _joined(words: list[str], comma: str, last: str) -> str:
    return words[0] if len(words) == 1 else comma.join(words[:-1]) + last + words[-1] if words else "…"
