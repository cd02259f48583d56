"""Mistakes that change nothing, shown by their structure or proved: no case could notice them, and none is asked to.

A reason is given for each. Whatever is not shown here and survives is listed as a survivor, never taken for equivalent.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from footrule.conformance.making.closure import nodes
from footrule.conformance.reference_tool import ReferenceTool
from footrule.conformance.strength.definedness import shape
from footrule.conformance.strength.mistakes import MODES
from footrule.conformance.strength.mutants import Mutant
from footrule.conformance.strength.proving import Proving
from footrule.conformance.strength.sameness import Sameness
from footrule.conformance.strength.transcendental import never_halfway
from footrule.runtime import exact, form


class Equivalents:
    """What changes nothing in one form: by structure where that is enough, else by proof."""

    def __init__(self, tool: ReferenceTool) -> None:
        self.compiled = tool.compiled
        self.proving = Proving(tool)
        self.sameness = Sameness(tool)

    def reason(self, mutant: Mutant) -> str:
        """Why the mistake changes nothing, in words, or nothing where that is not known."""
        return self.quickly(mutant) or self.proving.reason(mutant)

    def quickly(self, mutant: Mutant) -> str:
        """The same by what answers at once, for a search that only wants to know where it need not look."""
        return reason(self.compiled, mutant) or self.sameness.reason(mutant)


_NUMERIC = ("unit slip", "percent for fraction", "wrong constant", "sign", "term dropped")


def reason(compiled: form.Form, mutant: Mutant) -> str:
    """Why the mistake changes nothing, in words, or nothing where that is not known."""
    if mutant.kind == "table" and mutant.operator == "table rows swapped" and not _read(compiled, mutant):
        return "no rule reads either row"
    if mutant.kind not in ("rule", "requirement"):
        return ""
    root, path = _place(compiled, mutant.key)
    if root is None:
        return _of_order(compiled, mutant)
    above = [node for _, node in _along(root, path)]
    node = above[-1]
    if mutant.operator in _NUMERIC and any(isinstance(each, (form.Known, form.Applicable)) for each in above[:-1]):
        return "only whether the value is known matters here, and that it does not change"
    if mutant.operator in ("term dropped", "unit slip") and _is_one(node):
        return "the factor left out is 1"
    if mutant.operator == "term dropped" and _adds_nothing(node, mutant):
        return "what is left out is 1 or 0"
    if mutant.operator == "rounding mode" and isinstance(node, form.Round) and _half(mutant, node) and (
        never_halfway(compiled, node)
    ):  # fmt: skip
        return "what is rounded is a transcendental number and never lies half-way"
    if mutant.operator == "blank as zero" and isinstance(node, (form.Ref, form.Get)):
        known = set(_known(_guards(compiled, mutant.key, above)))
        if _same_place(node) in known:
            return "the value is known here, or the case would not apply"
    return ""


def _read(compiled: form.Form, mutant: Mutant) -> bool:
    """Whether a lookup may come to one of the two rows: every key it names may be that of the row."""
    table = next(each for each in compiled.tables if each.name == mutant.where)
    at = int(mutant.key.rsplit("/", 1)[1])
    ahead = next(number for number, row in enumerate(table.rows) if number > at and row.values != table.rows[at].values)
    roots = [part for rule in compiled.rules for case in rule.cases for part in (case.body, case.guard)]
    roots += [part for one in compiled.requirements for part in (one.condition, one.guard)]
    for root in roots:
        for _, node in nodes(root) if root is not None else ():
            if isinstance(node, form.Lookup) and node.table == table.name:
                for row in (table.rows[at], table.rows[ahead]):
                    named = zip(node.keys, row.keys, strict=True)
                    if all(not isinstance(key, form.Member) or key.name == cell for key, cell in named):
                        return True
    return False


def _half(mutant: Mutant, node: form.Round) -> bool:
    """Whether the mistake only moves what lies exactly half-way."""
    return {node.mode, MODES[node.mode][int(mutant.key.rsplit("/", 1)[1])]} == {"half_up", "half_even"}


def _place(compiled: form.Form, key: str) -> tuple[form.Expr | None, tuple[str, ...]]:
    """The expression a mutant's key points into, and the way within it."""
    parts = key.split("/")
    if parts[0].startswith("requirement-") and len(parts) == 4:
        one = compiled.requirements[int(parts[0].removeprefix("requirement-"))]
        return getattr(one, parts[1]), tuple(step for step in parts[2].split(".") if step)
    if len(parts) == 5:
        rule = next((each for each in compiled.rules if each.name == parts[0]), None)
        if rule is not None:
            return getattr(rule.cases[int(parts[1])], parts[2]), tuple(step for step in parts[3].split(".") if step)
    return None, ()


def _along(root: form.Expr, path: tuple[str, ...]) -> Iterable[tuple[int, form.Expr]]:
    """Every node on the way from the root to the end of the path."""
    by_path = {tuple(map(str, way)): node for way, node in nodes(root)}
    for cut in range(len(path) + 1):
        if path[:cut] in by_path:
            yield cut, by_path[path[:cut]]


def _is_one(node: form.Expr) -> bool:
    return isinstance(node, form.Scale) and exact.read_number(node.by) == 1


def _adds_nothing(node: form.Expr, mutant: Mutant) -> bool:
    last = mutant.key.rsplit("/", 1)[1]
    match node:
        case form.Mul():
            dropped = node.right if last == "0" else node.left
            return isinstance(dropped, form.Num) and exact.read_number(dropped.value) == 1
        case form.Div():
            return isinstance(node.right, form.Num) and exact.read_number(node.right.value) == 1
        case form.Add():
            dropped = node.right if last == "1" else node.left
            return isinstance(dropped, form.Num) and exact.read_number(dropped.value) == 0
        case form.Sub():
            return isinstance(node.right, form.Num) and exact.read_number(node.right.value) == 0
        case _:
            return False


def _guards(compiled: form.Form, key: str, above: list[form.Expr]) -> list[form.Expr]:
    """What must hold for the end of the way to be looked at: the case's guard, conditions and left sides passed."""
    found: list[form.Expr] = []
    parts = key.split("/")
    if not parts[0].startswith("requirement-"):
        rule = next(each for each in compiled.rules if each.name == parts[0])
        guard = rule.cases[int(parts[1])].guard
        if guard is not None and parts[2] == "body":
            found.append(guard)
    else:
        one = compiled.requirements[int(parts[0].removeprefix("requirement-"))]
        if one.guard is not None and parts[1] == "condition":
            found.append(one.guard)
    for outer, inner in pairwise(above):
        if isinstance(outer, form.And) and outer.right is inner:
            found.append(outer.left)
        if isinstance(outer, form.If) and outer.then is inner:
            found.append(outer.condition)
        if isinstance(outer, form.Aggregate) and outer.body is inner and outer.where is not None:
            found.append(outer.where)
    return found


def _known(guards: list[form.Expr]) -> Iterable[str]:
    """The inputs a guard can only hold with: those it asks to be known."""
    for guard in guards:
        if isinstance(guard, form.And):
            yield from _known([guard.left, guard.right])
        elif isinstance(guard, form.Known):
            yield _same_place(guard.of)


def _same_place(node: form.Expr) -> str:
    match node:
        case form.Scale():
            return _same_place(node.of)
        case form.Ref() | form.Var():
            return node.name
        case form.Get():
            return f"{_same_place(node.of)}.{node.field}"
        case _:
            return f"? {id(node)}"


def _of_order(compiled: form.Form, mutant: Mutant) -> str:
    """Two cases that exclude each other may stand in any order; a case that only says what the rest would is spare."""
    parts = mutant.key.split("/")
    rule = next((each for each in compiled.rules if each.name == parts[0]), None)
    if rule is None or mutant.operator != "case order":
        return ""
    first, second = rule.cases[int(parts[1])], rule.cases[int(parts[1]) + 1]
    if first.guard is None or second.guard is None:
        return ""
    if first.body == second.body:
        return "both cases give the same"
    if any(_exclude(one, other) for one in _all_of(first.guard) for other in _all_of(second.guard)):
        return "the two cases exclude each other"
    return ""


def _all_of(guard: form.Expr) -> list[form.Expr]:
    return [*_all_of(guard.left), *_all_of(guard.right)] if isinstance(guard, form.And) else [guard]


def _exclude(one: form.Expr, other: form.Expr) -> bool:
    """Whether two conditions can never both hold: shown for a few shapes only."""
    match one, other:
        case form.Not(), _ if shape(one.of) == shape(other):
            return True
        case _, form.Not() if shape(other.of) == shape(one):
            return True
        case (form.Known(), form.Not(of=form.Applicable() as applicable)) if shape(one.of) == shape(applicable.of):
            return True
        case (form.Not(of=form.Applicable() as applicable), form.Known()) if shape(other.of) == shape(applicable.of):
            return True
        case form.Cmp(op="eq"), form.Cmp(op="eq") if shape(one.left) == shape(other.left):
            return isinstance(one.right, form.Member) and isinstance(other.right, form.Member) and (
                one.right.name != other.right.name
            )  # fmt: skip
        case form.Cmp(), form.Cmp() if shape(one.left) == shape(other.left):
            return _ranges_part(one, other)
        case _:
            return False


def _ranges_part(one: form.Cmp, other: form.Cmp) -> bool:
    below, above = (one, other) if one.op in ("lt", "le") else (other, one)
    if below.op not in ("lt", "le") or above.op not in ("gt", "ge"):
        return False
    if not isinstance(below.right, form.Num) or not isinstance(above.right, form.Num):
        return False
    high, low = exact.read_number(below.right.value), exact.read_number(above.right.value)
    return high < low or (high == low and not (below.op == "le" and above.op == "ge"))
