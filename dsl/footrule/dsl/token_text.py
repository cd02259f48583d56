"""How a token is written canonically, in either keyword language, and which tokens stand side by side."""

from __future__ import annotations

from footrule.dsl.characters import OPERATORS
from footrule.dsl.expression_printer import quoted
from footrule.dsl.keywords import BY_KEY, FUNCTIONS, TERMINALS, TYPES, UNITS, Category, Language, name_in
from footrule.dsl.lexer import Token

_KEYWORDS = frozenset(TERMINALS)
_PRECISION_ENDS = ("DECIMALS", "SIGNIFICANT_DIGITS", "INTEGER")
_OPERAND_ENDS = frozenset(
    {
        *("IDENT", "NUMBER", "INT", "PERCENT", "UNIT_TEXT", "STRING", "RPAR", "RSQB", "DATE", "YES", "NO", "UNKNOWN"),
        *("NOT_APPLICABLE", *_PRECISION_ENDS),
    }
)


def texts(tokens: tuple[Token, ...], keywords: Language | None, language: Language) -> list[str]:
    """The canonical text of each token of one statement.

    `keywords` is the language keywords are turned into; None keeps each in its own, and `language`, the file's, is then
    used for signs that are written as words (`≠`).
    """
    jobs = _jobs(tokens)
    return [_text(tokens, position, jobs[position], keywords, language) for position in range(len(tokens))]


def _text(tokens: tuple[Token, ...], position: int, job: str, keywords: Language | None, language: Language) -> str:
    token = tokens[position]
    if token.type in _KEYWORDS:
        own: Language = language if token.text == "≠" else "en" if token.text.isascii() else "zh"
        return BY_KEY[job].spelling(keywords or own)
    if token.type == "IDENT":
        return _identifier(tokens, position, keywords)
    if token.type == "STRING":
        return quoted(token.text)
    if token.type == "UNIT_TEXT":
        return f"[{token.text}]"
    if token.type == "CLAUSE":
        return f"§{token.text}"
    return OPERATORS.get(token.text, token.text)


def _identifier(tokens: tuple[Token, ...], position: int, keywords: Language | None) -> str:
    """A name; where it is a function, a type or a unit of the language, in the language asked for."""
    token = tokens[position]
    if keywords is None:
        return token.text
    words: tuple[Category, dict[str, str]] | None = None
    before = tokens[position - 1].type if position else ""
    rounds_in = before == "IN" and position > 1 and tokens[position - 2].type in _PRECISION_ENDS
    if position + 1 < len(tokens) and tokens[position + 1].type == "LPAR":
        words = "function", FUNCTIONS
    elif before == "COLON":
        words = "type", TYPES
    elif before == "NUMBER" or rounds_in:
        words = "unit", UNITS
    if words is None or token.text not in words[1]:
        return token.text
    return name_in(words[0], words[1][token.text], keywords)


def _jobs(tokens: tuple[Token, ...]) -> list[str]:
    """The keyword row each keyword token stands for, told from its place where several rows share a terminal."""
    jobs: list[str] = []
    depth = 0
    bounds: list[int] = []
    conditions = 0
    head = tokens[0].type in ("EMISSION", "REMOVAL")  # until its cases: there `in` is of the loop or of the stage
    for position, token in enumerate(tokens):
        kind = job = token.type
        if kind in ("LPAR", "LSQB"):
            depth += 1
        elif kind in ("RPAR", "RSQB"):
            depth -= 1
        elif kind == "EQUALS":
            head = False
        elif kind == "BETWEEN":
            bounds.append(depth)
        elif kind == "AND":
            bound = bool(bounds) and bounds[-1] == depth
            if bound:
                bounds.pop()
            job = "AND_BOUND" if bound else "AND_CONDITION"
        elif kind == "IF":
            conditions += 1
        elif kind == "ELSE":
            job = "ELSE_TAKE" if conditions else "ELSE_REPORT"
            conditions = max(conditions - 1, 0)
        elif kind == "ABOVE" and tokens[0].type == "TABLE":
            job = "ABOVE_TABLE"
        elif kind == "IN" and tokens[position - 1].type in _PRECISION_ENDS:
            job = "IN_UNIT"
        elif kind == "IN" and head and tokens[position - 2].type != "FOR":
            job = "IN_STAGE"
        jobs.append(job)
    return jobs


def glued(tokens: tuple[Token, ...], position: int) -> bool:
    """Whether a token stands without a space after the one before it."""
    before, token = tokens[position - 1], tokens[position]
    if before.type in ("LPAR", "LSQB", "DOT") or token.type in ("RPAR", "RSQB", "COMMA", "COLON", "DOT", "LSQB"):
        return True
    if token.type == "LPAR":
        return before.type == "IDENT"
    # a minus of an operand, not between two; two in a row would begin a remark
    if before.type == "MINUS" and token.type != "MINUS":
        return position == 1 or tokens[position - 2].type not in _OPERAND_ENDS
    return False
