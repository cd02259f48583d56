"""Expression nodes, made while the parser reduces: no walk over the input, so no depth of input can exhaust a stack."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, Literal, TypeVar, cast

from footrule.dsl.findings import Finding, Refused
from footrule.dsl.keywords import AGGREGATES, FUNCTIONS, RESERVED, ROUNDING_MODES, UNITS, Language, spelling
from footrule.dsl.lexer import Token
from footrule.dsl.tree import (
    Absent,
    Aggregate,
    As,
    Binary,
    Call,
    Compare,
    Conditional,
    DateLiteral,
    Expr,
    Field,
    Index,
    Membership,
    Name,
    Number,
    OrElse,
    Round,
    Span,
    String,
    Truth,
    Unary,
)
from footrule.dsl.unit_words import UNIT_WORDS

E = TypeVar("E", bound=Expr)

DEPTH_LIMIT = 200
DIGITS_LIMIT = 100

# What the parser hands over: tokens and whatever the callbacks made of earlier ones.
Parts = list[Any]

_BINARY: dict[str, Literal["add", "sub", "mul", "div", "pow", "and", "or"]] = {
    "PLUS": "add",
    "MINUS": "sub",
    "STAR": "mul",
    "SLASH": "div",
    "CARET": "pow",
    "AND": "and",
    "OR": "or",
}
_COMPARE: dict[str, Literal["lt", "le", "gt", "ge", "eq", "ne"]] = {
    "LT": "lt",
    "LE": "le",
    "GT": "gt",
    "GE": "ge",
    "IS": "eq",
    "IS_NOT": "ne",
}


def between(first: Any, last: Any) -> Span:
    """The span from one token or node to another."""
    start, end = first.span, last.span
    return Span(start.line, start.column, end.end_line, end.end_column)


class ExpressionNodes:
    """Callbacks named after the rules of `grammar.lark`; `begin` resets them for one statement."""

    def __init__(self) -> None:
        self.begin(frozenset(), "en")

    def begin(self, unit_words: frozenset[str], language: Language) -> None:
        self.findings: list[Finding] = []
        self.unit_words = unit_words
        self.language = language
        self._depths: dict[int, int] = {}

    def find(self, code: str, span: Span, **arguments: str) -> None:
        """Note what is wrong and read on."""
        self.findings.append(Finding(code, span, arguments))

    def word(self, key: str) -> str:
        """A keyword as the file spells its keywords."""
        return spelling(key, self.language)

    def named(self, token: Token) -> str:
        """A name being given: not a word that always means something else where the name would be used."""
        if token.text in RESERVED:
            self.find("F0120", token.span, name=token.text)
        return token.text

    def _nest(self, node: E, *below: Expr) -> E:
        """Keep the depth of `node`; later passes walk trees by recursion, so a deeper one is refused here."""
        depth = 1 + max(self._depths.get(id(child), 1) for child in below)
        if depth > DEPTH_LIMIT:
            raise Refused(Finding("F0115", node.span, {"limit": str(DEPTH_LIMIT)}))
        self._depths[id(node)] = depth
        return node

    # --- atoms ---

    def number(self, parts: Parts) -> Number:
        digits = self.counted(parts[0])
        if len(parts) == 1:
            return Number(digits.text, None, digits.span)
        return Number(digits.text, self.unit(parts[1]), between(digits, parts[1]))

    def counted(self, digits: Token) -> Token:
        """A number of no more digits than a person would write."""
        if len(digits.text) > DIGITS_LIMIT:
            raise Refused(Finding("F0125", digits.span, {"limit": str(DIGITS_LIMIT)}))
        return digits

    def unit(self, token: Token) -> str:
        """The unit a token names; a plain word must be a unit word, or it is a slip of the pen."""
        if token.type != "IDENT":
            return token.text
        word = UNITS.get(token.text, token.text)
        if word not in UNIT_WORDS and word not in self.unit_words:
            raise Refused(Finding("F0112", token.span, {"word": token.text}))
        return word

    def name(self, parts: Parts) -> Name:
        return Name(parts[0].text, parts[0].span)

    def string(self, parts: Parts) -> String:
        return String(parts[0].text, parts[0].span)

    def date(self, parts: Parts) -> DateLiteral:
        try:
            datetime.date.fromisoformat(parts[0].text)
        except ValueError:
            self.find("F0122", parts[0].span, date=parts[0].text)
        return DateLiteral(parts[0].text, parts[0].span)

    def truth(self, parts: Parts) -> Truth:
        return Truth(parts[0].type == "YES", parts[0].span)

    def absent(self, parts: Parts) -> Absent:
        return Absent("unknown" if parts[0].type == "UNKNOWN" else "not_applicable", parts[0].span)

    def parenthesis(self, parts: Parts) -> Expr:
        return cast(Expr, parts[1])

    # --- what follows an operand ---

    def index(self, parts: Parts) -> Index:
        keys = tuple(parts[2:-1:2])
        return self._nest(Index(self.name(parts), keys, between(parts[0], parts[-1])), *keys)

    def call(self, parts: Parts) -> Call:
        arguments = tuple(parts[2:-1:2])
        name = FUNCTIONS.get(parts[0].text, parts[0].text)
        return self._nest(Call(name, arguments, between(parts[0], parts[-1])), *arguments)

    def aggregate(self, parts: Parts) -> Aggregate:
        name, _, body, _, variable, _, over, *rest = parts
        kind = FUNCTIONS.get(name.text, name.text)
        if kind not in AGGREGATES:
            raise Refused(Finding("F0121", name.span, {"name": name.text}))
        where = rest[1] if len(rest) == 3 else None
        node = Aggregate(cast(Any, kind), body, self.named(variable), over, where, between(name, parts[-1]))
        return self._nest(node, body, *([where] if where else []))

    def access(self, parts: Parts) -> Field:
        return self._nest(Field(parts[0], parts[2].text, between(parts[0], parts[2])), parts[0])

    def as_unit(self, parts: Parts) -> As:
        return self._nest(As(parts[0], parts[2].text, between(parts[0], parts[2])), parts[0])

    # --- operators ---

    def binary(self, parts: Parts) -> Binary:
        left, sign, right = parts
        return self._nest(Binary(_BINARY[sign.type], left, right, between(left, right)), left, right)

    def negation(self, parts: Parts) -> Unary:
        sign, of = parts
        return self._nest(Unary("not" if sign.type == "NOT" else "neg", of, between(sign, of)), of)

    def compare(self, parts: Parts) -> Compare:
        terms = tuple(parts[::2])
        signs: Sequence[Token] = parts[1::2]
        node = Compare(terms, tuple(_COMPARE[sign.type] for sign in signs), between(parts[0], parts[-1]))
        return self._nest(node, *terms)

    def membership(self, parts: Parts) -> Membership:
        of, sign, _, *members, _ = parts
        chosen = tuple(members[::2])
        node = Membership(of, chosen, sign.type == "NOT_IN", between(of, parts[-1]))
        return self._nest(node, of, *chosen)

    def or_else(self, parts: Parts) -> OrElse:
        left, _, right = parts
        return self._nest(OrElse(left, right, between(left, right)), left, right)

    def conditional(self, parts: Parts) -> Conditional:
        first, condition, _, then, _, other = parts
        return self._nest(Conditional(condition, then, other, between(first, other)), condition, then, other)

    def precision(self, parts: Parts) -> tuple[int | None, int | None, Span]:
        """Decimals, significant digits, and where that is said."""
        if parts[0].type == "INTEGER":
            return 0, None, parts[0].span
        if len(parts[0].text) > 3:
            raise Refused(Finding("F0125", parts[0].span, {"limit": "3"}))
        figure = int(parts[0].text)
        span = between(*parts)
        return (figure, None, span) if parts[1].type == "DECIMALS" else (None, figure, span)

    def round(self, parts: Parts) -> Round:
        first, of, mode, _, (decimals, significant, precise), *unit = parts
        name = self.unit(unit[1]) if unit else None
        end = unit[1].span if unit else precise
        span = Span(first.line, first.column, end.end_line, end.end_column)
        return self._nest(Round(of, cast(Any, ROUNDING_MODES[mode.type]), decimals, significant, name, span), of)

    def expression(self, parts: Parts) -> Expr:
        return cast(Expr, parts[0])
