"""Rule blocks to statements: cut into statements, read each on its own, keep what can be read, report the rest.

The LALR tables are built once a thread on first use, and `lark` is imported only then: a program that works from
cached results never pays for it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from footrule.dsl import mistakes
from footrule.dsl.characters import unseen_character
from footrule.dsl.chunks import Chunk, cut
from footrule.dsl.findings import Finding, Refused
from footrule.dsl.keywords import TERMINALS, Language
from footrule.dsl.lexer import SIGNS, Lexer, Token
from footrule.dsl.remembered import Remembered
from footrule.dsl.statement_nodes import StatementNodes
from footrule.dsl.tree import Expr, Span, Statement

if TYPE_CHECKING:
    from lark import Lark

TOKEN_LIMIT = 20_000
NESTING_LIMIT = 100

_OPENING = frozenset({"LPAR", "LSQB", "IF"})
_CLOSING = {"RPAR": "LPAR", "RSQB": "LSQB", "ELSE": "IF"}
_TEXTS = ("IDENT", "NUMBER", "INT", "STRING", "DATE", "CLAUSE", "UNIT_TEXT", "STANDARD_ID", "GAS_NAME", "ITEM")
_cache = threading.local()


@dataclass(frozen=True, slots=True)
class Read:
    """What was read from a block: whole statements, and findings for the others."""

    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...]


def parse_block(
    text: str,
    line: int = 1,
    unit_words: Collection[str] = (),
    language: Language = "en",
    limit: int = 100,
    remembered: Remembered | None = None,
) -> Read:
    """Read a rule block whose first line is `line` of its file.

    `unit_words` are the units the file itself declares; `language` is the one its keywords are written in, for the
    words of messages. Reading stops after `limit` findings. Statements `remembered` from before are not read again.
    """
    statements: list[Statement] = []
    findings: list[Finding] = []
    words = frozenset(unit_words)
    for chunk in cut(text, line):
        if len(findings) >= limit:
            break
        if remembered is None:
            found = _attempt(chunk, words, language)
        else:
            key = (chunk.text, chunk.items, chunk.indented, words, language)
            found = remembered.get(key, chunk.line, partial(_attempt, chunk, words, language))
        if found.statement is None:
            _add(findings, found.findings[0])
        else:
            statements.append(found.statement)
            findings.extend(found.findings)
    return Read(tuple(statements), tuple(findings))


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One statement, or None and the finding that ended its reading."""

    statement: Statement | None
    findings: tuple[Finding, ...]


def _attempt(chunk: Chunk, unit_words: frozenset[str], language: Language) -> _Attempt:
    try:
        statement, findings, _ = _chunk(chunk, unit_words, language)
    except Refused as refused:
        return _Attempt(None, (refused.finding,))
    return _Attempt(cast(Statement, statement), tuple(findings))


def _add(findings: list[Finding], finding: Finding) -> None:
    """A line that should have been indented leaves the statement above incomplete: one slip, so one finding."""
    if finding.code == "F0107" and findings:
        if findings[-1].code == "F0107" and findings[-1].span.line == finding.span.line - 1:
            return
        if findings[-1].code == "F0102" and findings[-1].span.line == finding.span.line - 1:
            findings.pop()
    findings.append(finding)


def parse_statement(text: str, unit_words: Collection[str] = ()) -> Statement:
    """Read one statement; raises `Refused` at the first thing wrong with it."""
    (chunk,) = cut(text, 1)
    return parse_chunk(chunk, frozenset(unit_words))[0]


def parse_expression(text: str, unit_words: Collection[str] = ()) -> Expr:
    """Read one expression; raises `Refused` at the first thing wrong with it."""
    expr, findings, _ = _drive(Chunk(text, 1, frozenset()), frozenset(unit_words), "en", "expression")
    if findings:
        raise Refused(findings[0])
    return cast(Expr, expr)


def parse_chunk(chunk: Chunk, unit_words: frozenset[str]) -> tuple[Statement, tuple[Token, ...]]:
    """A statement and its tokens; raises `Refused` at the first thing wrong with it."""
    statement, findings, tokens = _chunk(chunk, unit_words, "en")
    if findings:
        raise Refused(findings[0])
    return cast(Statement, statement), tokens


def _chunk(
    chunk: Chunk, unit_words: frozenset[str], language: Language
) -> tuple[Any, list[Finding], tuple[Token, ...]]:
    hidden = unseen_character(chunk.text.replace("\r\n", "\n"))
    if hidden:
        raise Refused(mistakes.unseen(chunk, hidden))
    if chunk.indented:
        raise Refused(mistakes.nothing_above(chunk))
    return _drive(chunk, unit_words, language, "statement")


def _drive(
    chunk: Chunk, unit_words: frozenset[str], language: Language, start: str
) -> tuple[Any, list[Finding], tuple[Token, ...]]:
    """Feed the parser token by token, each read in the light of what the parser can take."""
    from lark.exceptions import UnexpectedToken  # noqa: PLC0415 # see the module's docstring

    parser, nodes = _parser()
    nodes.begin(unit_words, language)
    state = parser.parse_interactive(start=start).parser_state
    states = state.parse_conf.parse_table.states
    lexer = Lexer(chunk.text, chunk.line, chunk.items)
    tokens: list[Token] = []
    open_tokens: list[Token] = []
    before: list[Any] = []
    earlier: list[Any] = []

    def found(token: Token) -> mistakes.Found:
        may, might = _accepts(states, before), _accepts(states, earlier)
        return mistakes.Found(chunk, tokens, token, open_tokens, language, may, might, unit_words)

    while True:
        before = state.state_stack.copy()
        try:
            token = lexer.token(states[before[-1]])
        except Refused as refused:
            token = lexer.here()
            raise Refused(mistakes.sharpen(refused.finding, found(token))) from None
        if token.type in _OPENING:
            open_tokens.append(token)
            if len(open_tokens) > NESTING_LIMIT:
                raise Refused(Finding("F0115", token.span, {"limit": str(NESTING_LIMIT)}))
        elif token.type in _CLOSING and open_tokens and open_tokens[-1].type == _CLOSING[token.type]:
            open_tokens.pop()
        end = token.type == "$END"
        try:
            result = state.feed_token(cast(Any, token), end)
        except UnexpectedToken:
            raise Refused(mistakes.explain(found(token))) from None
        except Refused as refused:
            raise Refused(mistakes.sharpen(refused.finding, found(token))) from None
        if end:
            return result, nodes.findings, tuple(tokens)
        earlier = before
        tokens.append(token)
        if len(tokens) > TOKEN_LIMIT:
            raise Refused(Finding("F0116", Span(chunk.line, 1, chunk.line, 2), {"limit": str(TOKEN_LIMIT)}))


def _accepts(states: Any, stack: list[Any]) -> frozenset[str]:
    """The terminals that can truly come next: the table's look-ahead is wider, so each is tried on the stack alone."""
    from lark.parsers.lalr_analysis import Shift  # noqa: PLC0415

    found: set[str] = set()
    for terminal in states[stack[-1]] if stack else ():
        if not (terminal.isupper() or terminal == "$END"):
            continue
        trial = list(stack)
        while True:
            step = states[trial[-1]].get(terminal)
            if step is None:
                break
            action, argument = step
            if action is Shift:
                found.add(terminal)
                break
            if argument.expansion:
                del trial[-len(argument.expansion) :]
            if terminal == "$END" and argument.origin.name.startswith("$root"):
                found.add(terminal)
                break
            follow = states[trial[-1]].get(argument.origin.name)
            if follow is None:
                break
            trial.append(follow[1])
    return frozenset(found)


def _parser() -> tuple[Lark, StatementNodes]:
    """This thread's parser and the callbacks it makes nodes with."""
    if not hasattr(_cache, "parser"):
        from lark import Lark  # noqa: PLC0415

        nodes = StatementNodes()
        declared = " ".join(dict.fromkeys([*TERMINALS, *SIGNS.values(), *_TEXTS]))
        grammar = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
        used = re.sub(r"//[^\n]*", "", grammar)
        missing = [name for name in set(re.findall(r"\b[A-Z][A-Z_]+\b", used)) if name not in declared.split()]
        assert not missing, f"terminals without a keyword: {missing}"
        _cache.parser = (
            Lark(
                grammar + f"\n%declare {declared}\n",
                parser="lalr",
                lexer="basic",
                start=["statement", "expression"],
                keep_all_tokens=True,
                maybe_placeholders=False,
                transformer=cast(Any, nodes),
            ),
            nodes,
        )
    return cast("tuple[Lark, StatementNodes]", _cache.parser)
