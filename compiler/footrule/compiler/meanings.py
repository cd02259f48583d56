"""What an expression is: a quantity, a choice, a truth, a date, a text, an item — and whether it may be absent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from footrule.dsl.diagnostics.model import Place
from footrule.runtime import form
from footrule.runtime.units import Unit


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity. `unit` None: the literal zero, which is zero in every unit.

    `stated`: the unit stands in the author's text (a declaration, a literal, `as`), so rounding in it is meant.
    `bare`: a literal without a unit.
    """

    unit: Unit | None
    stated: bool = True
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    of: str


@dataclass(frozen=True, slots=True)
class Truth:
    pass


@dataclass(frozen=True, slots=True)
class Date:
    pass


@dataclass(frozen=True, slots=True)
class Text:
    pass


@dataclass(frozen=True, slots=True)
class Item:
    of: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """`unknown` and `not applicable`: they fit every type."""


Meaning = Number | Choice | Truth | Date | Text | Item | Nothing


@dataclass(frozen=True, slots=True)
class Typed:
    """A lowered expression with what it is, whether it may be absent, and where its unit was declared."""

    node: form.Expr
    meaning: Meaning
    maybe: bool = False
    declared: Place | None = None

    def with_node(self, node: form.Expr, meaning: Meaning | None = None) -> Typed:
        return replace(self, node=node, meaning=self.meaning if meaning is None else meaning)


def in_words(meaning: Meaning) -> tuple[str, str]:
    """A meaning in Chinese and English, for messages."""
    match meaning:
        case Number(unit=None):
            return "零", "zero"
        case Number(unit=unit) if unit is not None:
            text = unit.text or "1"
            return f"以 [{text}] 计的量", f"a quantity in [{text}]"
        case Choice(of=of):
            return f"`{of}` 中的一项", f"one of `{of}`"
        case Truth():
            return "是或否", "a yes or no"
        case Date():
            return "日期", "a date"
        case Text():
            return "文本", "a text"
        case Item(of=of):
            return f"列表 `{of}` 的一项", f"an item of `{of}`"
        case _:
            return "无值", "no value"
