"""Properties and expressions in words, short enough for a message."""

from __future__ import annotations

from fractions import Fraction

from footrule.compiler.proofs.verdicts import Property
from footrule.runtime import exact, form

PROPERTIES: dict[Property, tuple[str, str]] = {
    "no_gap": ("总有一种情形适用", "some case always applies"),
    "no_overlap": ("两种情形不会给出不同的结果", "no two cases give different results"),
    "lookup_total": ("查表总有值", "every lookup finds a value"),
    "no_zero_division": ("不会除以零", "no division by zero"),
    "defined": ("运算总有结果", "every operation has a result"),
    "reachable": ("每种情形都可能适用", "every case can apply"),
    "input_used": ("每个输入都用到", "every input is used"),
    "shares_add_up": ("分配份额之和为一", "shares add up to one"),
    "supply_meets_demand": ("电力供应等于需求", "electricity supplied equals demand"),
    "supply_not_negative": ("电力供应不为负", "no supply is negative"),
    "certificates_count_once": ("每张凭证只用一次", "each certificate counts once"),
    "removal_not_positive": ("清除不为正", "no removal is positive"),
    "monotonic": ("等级的限值依次排列", "thresholds of grades keep their order"),
    "example_agrees": ("算例与规则一致", "the worked example agrees"),
    "cliff": ("跳变", "cliff"),
    "case_exercised": ("情形有算例", "cases exercised by examples"),
    "edge_exercised": ("边界有算例", "edges exercised by examples"),
    "choice": ("须作的选择", "choice that must be made"),
    "loosened": ("不放宽上级标准", "the parent is not loosened"),
}
"""What each property says, in Chinese and in English."""

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
