"""Intervals of two cases that are both closed where they touch: exactly there both apply."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from footrule.compiler.lints.places import place
from footrule.compiler.proofs.intervals import bare
from footrule.compiler.proofs.wording import told
from footrule.dsl.diagnostics.model import Also, Diagnostic
from footrule.runtime import form

_MIRROR = {"le": "ge", "ge": "le"}


def touching(compiled: form.Form, path: str) -> Iterator[Diagnostic]:
    """Two cases of one rank, one closed from above and one from below at the same value."""
    for rule in compiled.rules:
        if rule.in_order or compiled.places[rule.at].standard != compiled.standard.id:
            continue
        guarded = [case for case in rule.cases if case.guard is not None]
        for first, second in combinations(guarded, 2):
            if first.rank != second.rank or bare(first.body) == bare(second.body):
                continue
            shared = _ends(first.guard) & {(key, _MIRROR[op]) for key, op in _ends(second.guard)}
            if shared and first.guard is not None:
                key = next(iter(shared))
                at = next(told(n.right) for n in _closed(first.guard) if _end(n) == key)
                also = (Also(place(compiled, second.at, path), "另一个情形", "the other case"),)
                yield Diagnostic("F0605", place(compiled, first.at, path), {"at": at}, also)


def _ends(guard: form.Expr | None) -> set[tuple[bytes, str]]:
    return set() if guard is None else {_end(node) for node in _closed(guard)}


def _closed(guard: form.Expr) -> Iterator[form.Cmp]:
    """Closed comparisons every one of which the guard asks for."""
    if isinstance(guard, form.And):
        yield from _closed(guard.left)
        yield from _closed(guard.right)
    elif isinstance(guard, form.Cmp) and guard.op in _MIRROR:
        yield guard


def _end(node: form.Cmp) -> tuple[bytes, str]:
    """The pair compared in one order, and which side of it is the greater."""
    left, right = bare(node.left), bare(node.right)
    return (left + b"|" + right, node.op) if left <= right else (right + b"|" + left, _MIRROR[node.op])
