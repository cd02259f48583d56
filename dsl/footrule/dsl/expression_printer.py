"""Canonical text of expressions: single spaces, and parentheses only where the grammar needs them."""

from __future__ import annotations

from footrule.dsl.keywords import ROUNDING_MODES, Language, name_in, spelling
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
    String,
    Truth,
    Unary,
)
from footrule.dsl.unit_words import UNIT_WORDS

# how tightly each form binds: the levels of grammar.lark, loosest first
_CONDITION, _OR, _AND, _NOT, _COMPARISON, _FALLBACK, SUM, _PRODUCT, _SIGNED, _POWER, _POSTFIX, _ATOM = range(12)

_SIGNS = {"add": "+", "sub": "-", "mul": "*", "div": "/", "pow": "^"}
_BINARY_LEVELS = {
    # operator: (its own level, what its left side must reach, what its right side must reach)
    "or": (_OR, _OR, _AND),
    "and": (_AND, _AND, _NOT),
    "add": (SUM, SUM, _PRODUCT),
    "sub": (SUM, SUM, _PRODUCT),
    "mul": (_PRODUCT, _PRODUCT, _SIGNED),
    "div": (_PRODUCT, _PRODUCT, _SIGNED),
    "pow": (_POWER, _POSTFIX, _SIGNED),
}
_COMPARE_SIGNS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_MODES = {mode: terminal for terminal, mode in ROUNDING_MODES.items()}


def expression_text(expr: Expr, language: Language) -> str:
    """The canonical text of an expression; parsing it gives `expr` again, spans aside."""
    return _text(expr, language, _CONDITION)


def bounded_text(expr: Expr, language: Language) -> str:
    """The text of a bound, which stops before comparisons and `and`."""
    return _text(expr, language, SUM)


def quoted(text: str) -> str:
    return f'"{text}"' if '"' not in text else f"“{text}”"


def unit_text(unit: str, language: Language) -> str:
    """A unit after a number: a word where it is one, else in brackets."""
    if unit in UNIT_WORDS:
        return name_in("unit", unit, language)
    return unit if unit in ("%", "‰") else f"[{unit}]"


def _text(expr: Expr, language: Language, needed: int) -> str:
    level, text = _leveled(expr, language)
    return text if level >= needed else f"({text})"


def _list(exprs: tuple[Expr, ...], language: Language) -> str:
    return ", ".join([_text(expr, language, _CONDITION) for expr in exprs])


def _leveled(expr: Expr, language: Language) -> tuple[int, str]:
    match expr:
        case Number(digits, unit):
            return _ATOM, f"{digits} {unit_text(unit, language)}" if unit is not None else digits
        case String(value):
            return _ATOM, quoted(value)
        case Truth(value):
            return _ATOM, spelling("YES" if value else "NO", language)
        case DateLiteral(value):
            return _ATOM, value
        case Absent(kind):
            return _ATOM, spelling("UNKNOWN" if kind == "unknown" else "NOT_APPLICABLE", language)
        case Name(name):
            return _ATOM, name
        case Field(of, name):
            return _POSTFIX, f"{_text(of, language, _POSTFIX)}.{name}"
        case Index(of, keys):
            return _ATOM, f"{of.id}[{_list(keys, language)}]"
        case Call(name, arguments):
            return _ATOM, f"{name_in('function', name, language)}({_list(arguments, language)})"
        case Aggregate():
            return _ATOM, _aggregate(expr, language)
        case As(of, unit):
            return _POSTFIX, f"{_text(of, language, _POSTFIX)} {spelling('AS', language)} [{unit}]"
        case Round():
            return _ATOM, _round(expr, language)
        case _:
            return _operator(expr, language)


def _operator(expr: Expr, language: Language) -> tuple[int, str]:
    match expr:
        case Unary(op, of):
            if op == "not":
                return _NOT, f"{spelling('NOT', language)} {_text(of, language, _NOT)}"
            operand = _text(of, language, _SIGNED)
            # two minus signs side by side would begin a remark
            return _SIGNED, f"- {operand}" if operand.startswith("-") else f"-{operand}"
        case Binary(op, left, right):
            level, left_level, right_level = _BINARY_LEVELS[op]
            sign = _SIGNS.get(op) or spelling("AND_CONDITION" if op == "and" else "OR", language)
            return level, f"{_text(left, language, left_level)} {sign} {_text(right, language, right_level)}"
        case Compare(terms, relations):
            text = _text(terms[0], language, _FALLBACK)
            for relation, term in zip(relations, terms[1:], strict=True):
                sign = _COMPARE_SIGNS.get(relation) or spelling("IS" if relation == "eq" else "IS_NOT", language)
                text += f" {sign} {_text(term, language, _FALLBACK)}"
            return _COMPARISON, text
        case Membership(of, members, negated):
            tested = _text(of, language, _FALLBACK)
            if _ends_in_round(of) and not tested.startswith("("):
                tested = f"({tested})"
            word = spelling("NOT_IN" if negated else "IN", language)
            return _COMPARISON, f"{tested} {word} ({_list(members, language)})"
        case OrElse(left, right):
            sides = _text(left, language, _FALLBACK), _text(right, language, SUM)
            return _FALLBACK, f"{sides[0]} {spelling('OR_ELSE', language)} {sides[1]}"
        case Conditional(condition, then, other):
            words = [spelling(key, language) for key in ("IF", "THEN", "ELSE_TAKE")]
            parts = [_text(part, language, _CONDITION) for part in (condition, then, other)]
            return _CONDITION, " ".join(f"{word} {part}" for word, part in zip(words, parts, strict=True))
        case _:
            raise AssertionError(f"not an expression: {type(expr).__name__}")


def _ends_in_round(expr: Expr) -> bool:
    """Whether the text ends in a rounding that names no unit: a following `in` would be read as its unit."""
    while True:
        match expr:
            case Round(unit=None):
                return True
            case Binary(right=right) | OrElse(right=right):
                expr = right
            case Unary(of=of):
                expr = of
            case _:
                return False


def _aggregate(expr: Aggregate, language: Language) -> str:
    body = _text(expr.body, language, _CONDITION)
    text = f"{body} {spelling('FOR', language)} {expr.variable} {spelling('IN', language)} {expr.over.id}"
    if expr.where is not None:
        text += f" {spelling('WHERE', language)} {_text(expr.where, language, _CONDITION)}"
    return f"{name_in('function', expr.kind, language)}({text})"


def _round(expr: Round, language: Language) -> str:
    of = _text(expr.of, language, _CONDITION)
    if expr.significant is not None:
        precision = f"{expr.significant} {spelling('SIGNIFICANT_DIGITS', language)}"
    elif expr.decimals:
        precision = f"{expr.decimals} {spelling('DECIMALS', language)}"
    else:
        precision = spelling("INTEGER", language)
    mode = spelling(_MODES[expr.mode], language)
    text = f"{spelling('ROUND', language)} {of} {mode} {spelling('TO', language)} {precision}"
    if expr.unit is not None:
        text += f" {spelling('IN_UNIT', language)} {unit_text(expr.unit, language)}"
    return text
