"""One symbol, one unit, one meaning: symbols as they stand at the end of Chinese labels, `含碳量 CC`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from footrule.compiler.lints.places import place
from footrule.dsl.diagnostics.model import Also, Diagnostic
from footrule.runtime import form

_SYMBOL = re.compile(r"(?P<meaning>[㐀-鿿]{2,})\s(?P<symbol>[A-Za-zα-ωΑ-Ω]{1,4})$")
_QUALIFIED = ("实测", "缺省", "推荐", "外购", "自产")
"""Words before a meaning that do not make it another one."""


@dataclass(frozen=True, slots=True)
class _Use:
    symbol: str
    meaning: str
    unit: str
    at: int


def clashes(compiled: form.Form, path: str) -> Iterator[Diagnostic]:
    """Every symbol with two units of different kinds, and every symbol with two meanings; each told once."""
    first: dict[str, _Use] = {}
    told: set[tuple[str, str]] = set()
    for use in _uses(compiled):
        known = first.setdefault(use.symbol, use)
        also = (Also(place(compiled, known.at, path), "先在此处", "first here"),)
        if known.unit and use.unit and _plain(known.unit) != _plain(use.unit) and ("unit", use.symbol) not in told:
            told.add(("unit", use.symbol))
            words = {"symbol": use.symbol, "first": known.unit, "second": use.unit}
            yield Diagnostic("F0603", place(compiled, use.at, path), words, also)
        if not _alike(known.meaning, use.meaning) and ("meaning", use.symbol) not in told:
            told.add(("meaning", use.symbol))
            words = {"symbol": use.symbol, "first": known.meaning, "second": use.meaning}
            yield Diagnostic("F0604", place(compiled, use.at, path), words, also)


def _alike(one: str, other: str) -> bool:
    """One meaning, however it is qualified in front."""
    return one.endswith(other) or other.endswith(one)


def _uses(compiled: form.Form) -> Iterator[_Use]:
    declared: list[form.Input | form.Option | form.Rule] = [*compiled.inputs, *compiled.options]
    declared += [field for many in compiled.lists for field in many.fields]
    declared += [rule for rule in compiled.rules if not rule.hidden]
    for one in declared:
        match = _SYMBOL.search(one.label.zh)
        if match and compiled.places[one.at].standard == compiled.standard.id:
            meaning = match["meaning"]
            for word in _QUALIFIED:
                meaning = meaning.removeprefix(word)
            unit = one.type.unit if isinstance(one.type, form.Quantity) else ""
            yield _Use(match["symbol"], meaning, unit, one.at)


def _plain(unit: str) -> str:
    """The unit without the substances named in it."""
    return "/".join(part.strip().split(" ", maxsplit=1)[0] for part in unit.split("/"))
