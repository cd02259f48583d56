"""An expression told shortly, so that a mistake can be named in a sentence."""

from __future__ import annotations

from footrule.runtime import form

_SIGNS = {"lt": "<", "le": "≤", "gt": ">", "ge": "≥", "eq": "=", "ne": "≠"}
_LONGEST = 60


def told(node: form.Expr) -> str:
    """`price_ratio × share`, cut where it grows long."""
    text = _told(node)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _told(node: form.Expr) -> str:
    match node:
        case form.Num() | form.Str() | form.Day():
            return str(node.value)
        case form.Bool():
            return "true" if node.value else "false"
        case form.Member() | form.Ref() | form.Var():
            return node.name
        case form.Absent():
            return node.kind
        case form.Get():
            return f"{_told(node.of)}.{node.field}"
        case form.Call():
            return f"{node.rule}({', '.join(map(_told, node.arguments))})" if node.arguments else node.rule
        case form.Lookup():
            return f"{node.table}[{', '.join(map(_told, node.keys))}].{node.column}"
        case form.Add():
            return f"{_told(node.left)} + {_told(node.right)}"
        case form.Sub():
            return f"{_told(node.left)} - {_inside(node.right)}"
        case form.Mul():
            return f"{_inside(node.left)} × {_inside(node.right)}"
        case form.Div():
            return f"{_inside(node.left)} / {_inside(node.right)}"
        case form.Pow():
            return f"{_inside(node.left)} ^ {_inside(node.right)}"
        case form.Neg():
            return f"-{_inside(node.of)}"
        case form.Scale():
            return _told(node.of)
        case form.Fn():
            return f"{node.name}({', '.join(map(_told, node.arguments))})"
        case form.Round():
            return f"round({_told(node.of)})"
        case form.Cmp():
            return f"{_told(node.left)} {_SIGNS[node.op]} {_told(node.right)}"
        case form.And():
            return f"{_told(node.left)} and {_told(node.right)}"
        case form.Or():
            return f"({_told(node.left)} or {_told(node.right)})"
        case form.Not():
            return f"not {_inside(node.of)}"
        case form.If():
            return f"if {_told(node.condition)} then {_told(node.then)} else {_told(node.other)}"
        case form.Known():
            return f"known({_told(node.of)})"
        case form.Applicable():
            return f"applicable({_told(node.of)})"
        case form.OrElse():
            return f"{_told(node.left)} or else {_told(node.right)}"
        case form.Aggregate():
            where = f" where {_told(node.where)}" if node.where is not None else ""
            return f"{node.kind} of {_told(node.body)} over {node.over}{where}"


def _inside(node: form.Expr) -> str:
    return f"({_told(node)})" if isinstance(node, (form.Add, form.Sub, form.Neg)) else _told(node)
