"""What sort of change an edit of a rule is: the first of these that, once taken away, leaves both sides the same."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import msgspec

from footrule.compiler.editions.changes import Action, Audience, Axis, Words
from footrule.compiler.rewriting import rewrite
from footrule.runtime import form
from footrule.runtime.walking import every

CONSTRUCTS: dict[str, Axis] = {
    "cut_off": "cut-off",
    "allocation": "allocation",
    "electricity": "electricity order",
    "ledger": "certificate terms",
    "data_requirement": "data order",
}

AUDIENCES: dict[Axis, Audience] = {
    "requiredness": "data provider",
    "type": "data provider",
    "unit": "data provider",
    "boundary": "calculator maker",
    "certificate terms": "verifier",
    "data order": "data provider",
    "modality": "verifier",
    "lifecycle": "recipient",
    "wording": "recipient",
    "name": "calculator maker",
}


def audience_of(axis: Axis, sort: str) -> Audience:
    if sort in ("input", "list", "field", "kind") and axis in ("existence", "bound", "default"):
        return "data provider"
    if sort == "requirement":
        return "verifier"
    if sort == "output":
        return "recipient"
    return AUDIENCES.get(axis, "calculator maker")


def axis_of_rule(old: form.Rule, new: form.Rule, constructs: dict[str, str]) -> tuple[Axis, Action]:
    """Axis and action of a rule that says something else."""
    kind = constructs.get(new.name) or constructs.get(old.name)
    action = _direction(old, new)
    if kind in CONSTRUCTS:
        return CONSTRUCTS[kind], action
    if type(old.type) is not type(new.type) or [p.type for p in old.parameters] != [p.type for p in new.parameters]:
        return "type", "replace"
    if isinstance(old.type, form.Quantity) and isinstance(new.type, form.Quantity) and old.type.unit != new.type.unit:
        return "unit", "replace"
    if _alike(old, new, _no_rounding):
        return "rounding", _more(_count(old, form.Round), _count(new, form.Round))
    if len(old.cases) == len(new.cases) and _bodies(old) == _bodies(new):
        return "case condition", _direction(old, new)
    if len(old.cases) != len(new.cases) and _mostly_shared(old, new):
        return "case condition", _more(len(old.cases), len(new.cases))
    if _alike(old, new, _no_sign):
        return "sign", "replace"
    return "formula", action


def _more(old: int, new: int) -> Action:
    return "add" if new > old else "remove" if new < old else "replace"


def _alike(old: form.Rule, new: form.Rule, change: Callable[[form.Expr], form.Expr]) -> bool:
    return [_stripped(c, change) for c in old.cases] == [_stripped(c, change) for c in new.cases]


def _stripped(case: form.Case, change: Callable[[form.Expr], form.Expr]) -> tuple[object, ...]:
    guard = None if case.guard is None else bare(rewrite(case.guard, change))
    return guard, bare(rewrite(case.body, change)), case.otherwise, case.rank


def _bodies(rule: form.Rule) -> list[form.Expr]:
    return sorted((bare(case.body) for case in rule.cases), key=repr)


def _mostly_shared(old: form.Rule, new: form.Rule) -> bool:
    left, right = _bodies(old), _bodies(new)
    fewer = left if len(left) < len(right) else right
    return bool(fewer) and all(one in (right if fewer is left else left) for one in fewer)


def bare(node: form.Expr) -> form.Expr:
    """The expression without its places."""
    return rewrite(node, lambda one: msgspec.structs.replace(one, at=0))


def _no_rounding(node: form.Expr) -> form.Expr:
    return node.of if isinstance(node, form.Round) else node


def _no_sign(node: form.Expr) -> form.Expr:
    match node:
        case form.Neg(of=of):
            return of
        case form.Sub(left=left, right=right):
            return form.Add(left=left, right=right, unit=node.unit)
        case form.Num(value=text):
            return msgspec.structs.replace(node, value=text.removeprefix("-"))
        case _:
            return node


def _count(rule: form.Rule, kind: type) -> int:
    return sum(isinstance(node, kind) for case in rule.cases for node in every(case.body))


def _direction(old: form.Rule, new: form.Rule) -> Action:
    """Up or down where one number is all that differs."""
    mine, theirs = _numbers(old), _numbers(new)
    if len(mine) == len(theirs):
        changed = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
        if len(changed) == 1:
            return "increase" if changed[0][1] > changed[0][0] else "decrease"
    return "replace"


def _numbers(rule: form.Rule) -> list[Fraction]:
    found = []
    for case in rule.cases:
        for expression in (case.guard, case.body):
            if expression is not None:
                found += [Fraction(node.value) for node in every(expression) if isinstance(node, form.Num)]
    return found


_SAID: dict[Axis, Words] = {
    "sign": Words("“{name}”的正负号改了", "{name}: another sign"),
    "rounding": Words("“{name}”的修约改了", "{name}: rounded otherwise"),
    "case condition": Words("“{name}”的适用情形改了", "{name}: other cases"),
    "cut-off": Words("“{name}”的取舍规则改了", "{name}: cut off otherwise"),
    "allocation": Words("“{name}”的分配规则改了", "{name}: allocated otherwise"),
    "electricity order": Words("“{name}”的电力次序改了", "{name}: electricity taken in another order"),
    "certificate terms": Words("“{name}”的凭证条件改了", "{name}: other terms of certificates"),
    "data order": Words("“{name}”的数据次序改了", "{name}: another order of data"),
    "type": Words("“{name}”的类型改了", "{name}: another type"),
}
_FORMULA = Words("“{name}”的公式改了", "{name}: another formula")


def said_of_rule(old: form.Rule, new: form.Rule, axis: Axis) -> Words:
    """What is said of an edited rule, `{name}` still to be filled in: the number that differs where it is one."""
    mine, theirs = _nodes(old), _nodes(new)
    if len(mine) == len(theirs):
        changed = [(a, b) for a, b in zip(mine, theirs, strict=True) if Fraction(a.value) != Fraction(b.value)]
        if len(changed) == 1:
            before, after = (f"{node.value} {node.unit if node.unit != '1' else ''}".strip() for node in changed[0])
            return Words(f"“{{name}}”：{before} → {after}", f"{{name}}: {before} becomes {after}")
    if axis == "unit" and isinstance(old.type, form.Quantity) and isinstance(new.type, form.Quantity):
        before, after = old.type.unit, new.type.unit
        return Words(f"“{{name}}”的单位由 {before} 改为 {after}", f"{{name}}: {before} becomes {after}")
    return _SAID.get(axis, _FORMULA)


def _nodes(rule: form.Rule) -> list[form.Num]:
    parts = [part for case in rule.cases for part in (case.guard, case.body) if part is not None]
    return [node for part in parts for node in every(part) if isinstance(node, form.Num)]


def requirement_action(old: form.Requirement, new: form.Requirement) -> tuple[Axis, Action]:
    if old.modality != new.modality:
        return "modality", "specialise" if new.modality == "shall" else "generalise"
    mine = [Fraction(n.value) for n in _all(old) if isinstance(n, form.Num)]
    theirs = [Fraction(n.value) for n in _all(new) if isinstance(n, form.Num)]
    if len(mine) == len(theirs):
        changed = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
        if len(changed) == 1:
            return "bound", "increase" if changed[0][1] > changed[0][0] else "decrease"
    if len(mine) == len(theirs) and [type(n) for n in _all(old)] == [type(n) for n in _all(new)]:
        return "bound", "replace"
    return "case condition", "replace"


def _all(requirement: form.Requirement) -> list[form.Expr]:
    found = list(every(requirement.condition))
    return found + (list(every(requirement.guard)) if requirement.guard is not None else [])
