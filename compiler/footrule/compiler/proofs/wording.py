"""Expressions of the compiled form in the words of the language, short enough for a message."""

from __future__ import annotations

from fractions import Fraction

from footrule.runtime import exact, form

SIGNS = {"add": "+", "sub": "-", "mul": "*", "div": "/", "pow": "^"}
LONGEST = 80
DIGITS = 7


def digits(value: Fraction, unit: str) -> str:
    """Seven significant digits are enough to see a difference by."""
    text = exact.shown(exact.rounded(value, "half_even", significant=DIGITS) if value else value)
    return text if unit in ("", "1") else f"{text} {unit}"


def told(node: form.Expr) -> str:
    """An expression as an author would write it; a long one is cut."""
    text = _told(node)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _told(node: form.Expr) -> str:
    match node:
        case form.Num(value=text):
            return text if node.unit in ("", "1") else f"{text} {node.unit}"
        case form.Ref(name=name) | form.Var(name=name) | form.Member(name=name):
            return name
        case form.Day(value=text) | form.Str(value=text):
            return text
        case form.Get(of=of, field=field):
            return f"{_told(of)}.{field}"
        case form.Call(rule=rule, arguments=arguments):
            return rule + (f"({', '.join(_told(a) for a in arguments)})" if arguments else "")
        case form.Lookup(table=table, keys=keys, column=column):
            return f"{table}[{', '.join(_told(key) for key in keys)}].{column}"
        case form.Scale(of=of):
            return _told(of)  # a conversion of units is not written out: the author did not write it either
        case form.Neg(of=of):
            return f"-{_told(of)}"
        case form.Add() | form.Sub() | form.Mul() | form.Div() | form.Pow():
            return f"{_told(node.left)} {SIGNS[node.__struct_config__.tag]} {_told(node.right)}"  # type: ignore[index]  # every node has a tag
        case form.Aggregate(kind=kind, body=body, variable=variable, over=over):
            return f"{kind}({_told(body)} for {variable} in {over})"
        case form.Fn(name=name, arguments=arguments):
            return f"{name}({', '.join(_told(a) for a in arguments)})"
        case form.Round(of=of):
            return f"round {_told(of)}"
        case _:
            return "…"
