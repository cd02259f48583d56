"""What a formula is set with, how wide and how tall it comes out, and which names it speaks of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from footrule.compiler.docs.names import Names
from footrule.compiler.docs.words import say
from footrule.dsl import tree


@dataclass(frozen=True, slots=True)
class Setting:
    """What a formula is set with: the names of the edition and the ones bound inside the rule."""

    names: Names
    local: frozenset[str] = frozenset()

    def binding(self, variable: str) -> Setting:
        return Setting(self.names, self.local | {variable})

    def say(self, key: str) -> str:
        return say(key, self.names.language)


def formula_width(expression: tree.Expr, setting: Setting) -> int:
    """A rough width in letters of what is shown; a Chinese character counts double."""

    def of(*parts: tree.Expr) -> int:
        return sum(formula_width(part, setting) for part in parts)

    match expression:
        case tree.Name(id=identifier):
            return _shown_width(identifier, setting)
        case tree.Number(digits=text, unit=unit):
            return len(text) + len(unit or "")
        case tree.String(value=text):
            return len(text)
        case tree.Binary(op="div", left=left, right=right):
            return max(of(left), of(right))
        case tree.Binary(left=left, right=right) | tree.OrElse(left=left, right=right):
            return of(left, right) + 3
        case tree.Compare(terms=terms):
            return of(*terms) + 3
        case tree.Unary(of=inner) | tree.As(of=inner) | tree.Round(of=inner):
            return of(inner) + 4
        case tree.Field(of=inner, name=text):
            return _letters(setting.names.field(text).base) + of(inner) // 2
        case tree.Index(of=table, keys=keys):
            return _shown_width(table.id, setting) + of(*keys) // 2
        case tree.Call(name=called, arguments=arguments):
            return _shown_width(called, setting) + of(*arguments) + 2
        case tree.Aggregate(body=body, over=over, where=where):
            return of(body, over) + (of(where) if where is not None else 0) + 8
        case tree.Conditional(condition=a, then=b, other=c):
            return of(a, b, c) + 8
        case tree.Membership(of=inner, members=members):
            return of(inner, *members) + 2 * len(members)
        case _:
            return 8


def _shown_width(identifier: str, setting: Setting) -> int:
    if identifier in setting.local:
        return _letters(identifier)
    found = setting.names.symbols.get(identifier)
    return _letters(found.base + found.sub if found else setting.names.member(identifier) or identifier)


def _letters(text: str) -> int:
    return sum(2 if "\u2e80" <= letter <= "\uffef" else 1 for letter in text)


def is_tall(expression: tree.Expr) -> bool:
    """Whether a fraction, sum or root stands in it, which parentheses have to grow around."""
    match expression:
        case tree.Binary(op="div") | tree.Aggregate() | tree.Call(name="sqrt"):
            return True
        case tree.Binary(left=left, right=right) | tree.OrElse(left=left, right=right):
            return is_tall(left) or is_tall(right)
        case tree.Unary(of=inner) | tree.As(of=inner) | tree.Round(of=inner):
            return is_tall(inner)
        case tree.Compare(terms=parts) | tree.Call(arguments=parts) | tree.Membership(members=parts):
            return any(map(is_tall, parts))
        case tree.Conditional(condition=a, then=b, other=c):
            return is_tall(a) or is_tall(b) or is_tall(c)
        case _:
            return False


def names_used(expression: tree.Expr, found: Callable[[str], None]) -> None:
    """Every name the expression speaks of, in order of reading."""
    match expression:
        case tree.Name(id=identifier):
            found(identifier)
        case tree.Field(of=inner):
            names_used(inner, found)
        case tree.Index(of=table, keys=keys):
            found(table.id)
            for key in keys:
                names_used(key, found)
        case tree.Call(name=called, arguments=arguments):
            found(called)
            for argument in arguments:
                names_used(argument, found)
        case tree.Aggregate(body=body, over=over, where=where):
            found(over.id)
            names_used(body, found)
            if where is not None:
                names_used(where, found)
        case tree.Unary(of=inner) | tree.Round(of=inner) | tree.As(of=inner):
            names_used(inner, found)
        case tree.Binary(left=left, right=right) | tree.OrElse(left=left, right=right):
            names_used(left, found)
            names_used(right, found)
        case tree.Compare(terms=terms):
            for term in terms:
                names_used(term, found)
        case tree.Membership(of=inner, members=members):
            names_used(inner, found)
            for member in members:
                names_used(member, found)
        case tree.Conditional(condition=condition, then=then, other=other):
            names_used(condition, found)
            names_used(then, found)
            names_used(other, found)
        case _:
            pass
