"""The mistakes an implementer makes in one expression: each a table row of what it looks like once made.

Every mistake is one a person was seen to make: a sign, a term left out, the wrong end of a limit, a slip of three
powers of ten, percent for a fraction, rounding otherwise or not at all, a blank taken for zero, net for absolute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import msgspec

from footrule.conformance.strength.in_words import told
from footrule.runtime import exact, form

replace = msgspec.structs.replace


@dataclass(frozen=True, slots=True)
class Mistake:
    """`node` in place of what the standard says; `zh` and `en` complete "a tool that …"."""

    operator: str
    node: form.Expr
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What must be known of the form to make a mistake: members by enumeration, types of names, optional values."""

    members: Mapping[str, tuple[str, ...]]
    optional: frozenset[str]
    optional_fields: frozenset[tuple[str, str]]
    lists: Mapping[str, str]
    units: Mapping[str, str]
    field_units: Mapping[tuple[str, str], str]
    item_rules: Mapping[str, str]


_ENDS = {"lt": "le", "le": "lt", "gt": "ge", "ge": "gt"}
_TURNED = {"lt": "ge", "le": "gt", "gt": "le", "ge": "lt", "eq": "ne", "ne": "eq"}
MODES: dict[str, tuple[str, ...]] = {
    "half_up": ("half_even", "down"),
    "half_even": ("half_up", "down"),
    "down": ("half_up", "up"),
    "up": ("half_up", "down"),
    "floor": ("half_up", "ceiling"),
    "ceiling": ("half_up", "floor"),
}
_CROSSED: dict[str, str] = {"min": "max", "max": "min", "sum": "mean", "mean": "sum", "any": "all", "all": "any"}


def mistakes(node: form.Expr, scene: Scene, *, compared: bool = False) -> Iterator[Mistake]:  # noqa: PLR0915
    """Every mistake at this node. `compared`: the node is a side of a comparison."""
    name = told(node)
    match node:
        case form.Add():
            yield Mistake("sign", _sub(node), f"把 {name} 的加号写成减号", f"subtracts in {name}")
            yield Mistake("term dropped", node.left, f"漏掉 {told(node.right)}", f"leaves {told(node.right)} out")
            yield Mistake("term dropped", node.right, f"漏掉 {told(node.left)}", f"leaves {told(node.left)} out")
        case form.Sub():
            yield Mistake("sign", _add(node), f"把 {name} 的减号写成加号", f"adds in {name}")
            yield Mistake(
                "term dropped", node.left, f"不减 {told(node.right)}", f"does not subtract {told(node.right)}"
            )
        case form.Mul():
            yield Mistake(
                "term dropped", node.left, f"不乘 {told(node.right)}", f"does not multiply by {told(node.right)}"
            )
            yield Mistake(
                "term dropped", node.right, f"不乘 {told(node.left)}", f"does not multiply by {told(node.left)}"
            )
        case form.Div():
            yield Mistake(
                "term dropped", node.left, f"不除以 {told(node.right)}", f"does not divide by {told(node.right)}"
            )
            inverse = form.Div(left=node.right, right=node.left, at=node.at, unit=node.unit)
            yield Mistake("upside down", inverse, f"把 {name} 倒过来除", f"divides {name} the other way round")
        case form.Neg():
            yield Mistake("sign", node.of, f"漏掉 {told(node.of)} 前的负号", f"drops the minus sign of {told(node.of)}")
        case form.Scale():
            by = exact.read_number(node.by)
            for factor in (Fraction(1000), Fraction(1, 1000)):
                slip = replace(node, by=exact.exact_text(by * factor))
                yield Mistake(
                    "unit slip", slip, f"把 {name} 的单位弄错一千倍", f"is off by a thousand in the unit of {name}"
                )
            if by != 1:
                yield Mistake("unit slip", node.of, f"不换算 {name} 的单位", f"does not convert the unit of {name}")
        case form.Round():
            for mode in MODES[node.mode]:
                other = replace(node, mode=mode)
                yield Mistake(
                    "rounding mode", other, f"按 {mode} 修约 {told(node.of)}", f"rounds {told(node.of)} {mode}"
                )
            yield Mistake("rounding step", node.of, f"不修约 {told(node.of)}", f"does not round {told(node.of)}")
            for by_digits in (1, -1):
                shifted = (
                    replace(node, decimals=node.decimals + by_digits)
                    if node.decimals is not None
                    else replace(node, significant=max(1, (node.significant or 1) + by_digits))
                )
                if shifted != node:
                    yield Mistake("rounding step", shifted, f"把 {told(node.of)} 修约到别的位数",
                                  f"rounds {told(node.of)} to another number of digits")  # fmt: skip
            if isinstance(node.of, (form.Mul, form.Add, form.Sub, form.Div)):
                early = replace(node.of, left=replace(node, of=node.of.left))
                yield Mistake("rounding step", early, f"先修约 {told(node.of.left)} 再算",
                              f"rounds {told(node.of.left)} before it calculates {told(node.of)}")  # fmt: skip
        case form.Cmp():
            if node.op in _ENDS:
                end = replace(node, op=_ENDS[node.op])
                yield Mistake("limit open or closed", end, f"把界限 {name} 的端点弄反",
                              f"takes the end of the limit {name} the other way")  # fmt: skip
            turned = replace(node, op=_TURNED[node.op])
            yield Mistake("condition turned", turned, f"把 {name} 反过来判断", f"judges {name} the wrong way round")
        case form.And():
            yield Mistake(
                "condition dropped", node.left, f"不看 {told(node.right)}", f"does not look at {told(node.right)}"
            )
            yield Mistake(
                "condition dropped", node.right, f"不看 {told(node.left)}", f"does not look at {told(node.left)}"
            )
            either = form.Or(left=node.left, right=node.right, at=node.at, unit=node.unit)
            yield Mistake("and for or", either, f"把 {name} 中的“并且”当作“或者”", f"takes `or` for `and` in {name}")
        case form.Or():
            yield Mistake(
                "condition dropped", node.left, f"不看 {told(node.right)}", f"does not look at {told(node.right)}"
            )
            yield Mistake(
                "condition dropped", node.right, f"不看 {told(node.left)}", f"does not look at {told(node.left)}"
            )
            both = form.And(left=node.left, right=node.right, at=node.at, unit=node.unit)
            yield Mistake("and for or", both, f"把 {name} 中的“或者”当作“并且”", f"takes `and` for `or` in {name}")
        case form.Not():
            yield Mistake("condition turned", node.of, f"漏掉 {name} 中的“非”", f"drops the `not` of {name}")
        case form.If():
            swapped = replace(node, then=node.other, other=node.then)
            yield Mistake("branches swapped", swapped, f"把 {name} 的两支弄反", f"swaps the branches of {name}")
        case form.Known() | form.Applicable():
            always = form.Bool(value=True, at=node.at, unit=node.unit)
            yield Mistake(
                "blank as a value",
                always,
                f"不问 {told(node.of)} 是否已知",
                f"never asks whether {told(node.of)} is known",
            )
        case form.OrElse():
            yield Mistake("blank handling", node.left, f"{told(node.left)} 空缺时不用 {told(node.right)}",
                          f"does not fall back on {told(node.right)} where {told(node.left)} is blank")  # fmt: skip
            yield Mistake("blank handling", node.right, f"总用 {told(node.right)}", f"always takes {told(node.right)}")
            if node.unit and not (isinstance(node.right, form.Num) and exact.read_number(node.right.value) == 0):
                zero = replace(node, right=form.Num(value="0", at=node.at, unit=node.unit))
                yield Mistake(
                    "blank as zero",
                    zero,
                    f"把空缺的 {told(node.left)} 当作零",
                    f"takes a blank {told(node.left)} for zero",
                )
        case form.Fn(name=("min" | "max") as kind):
            yield Mistake("greatest for least", replace(node, name=_CROSSED[kind]), f"把 {name} 的最大、最小弄反",
                          f"takes the greatest for the least in {name}")  # fmt: skip
            for argument in node.arguments:
                yield Mistake(
                    "cap dropped", argument, f"以 {told(argument)} 代替 {name}", f"takes {told(argument)} for {name}"
                )
        case form.Fn(name="abs"):
            yield Mistake("net for absolute", node.arguments[0], f"不取 {told(node.arguments[0])} 的绝对值",
                          f"takes {told(node.arguments[0])} net instead of absolute")  # fmt: skip
        case form.Fn(name=("exp" | "ln" | "log10" | "sqrt")):
            yield Mistake("function dropped", node.arguments[0], f"不作 {node.name} 运算", f"does not take {node.name}")
        case form.Aggregate():
            yield from _of_aggregates(node, name)
        case form.Lookup():
            yield from _swapped_keys(node, name)
        case form.Num():
            yield from _of_numbers(node, compared)
        case form.Member():
            yield from _members(node, scene)
        case form.Bool():
            yield Mistake("condition turned", replace(node, value=not node.value), "把是否弄反", "takes yes for no")
        case form.Absent(kind="unknown"):
            pass
        case form.Ref() | form.Get():
            yield from _of_inputs(node, scene, name)
        case _:
            pass


def _sub(node: form.Add) -> form.Expr:
    return form.Sub(left=node.left, right=node.right, at=node.at, unit=node.unit)


def _add(node: form.Sub) -> form.Expr:
    return form.Add(left=node.left, right=node.right, at=node.at, unit=node.unit)


def _of_aggregates(node: form.Aggregate, name: str) -> Iterator[Mistake]:
    if node.kind in _CROSSED:
        crossed = replace(node, kind=_CROSSED[node.kind])
        yield Mistake(
            "sum, mean, least, greatest",
            crossed,
            f"把 {name} 求成 {crossed.kind}",
            f"takes the {crossed.kind} in {name}",
        )
    if node.where is not None:
        every = replace(node, where=None)
        yield Mistake("filter dropped", every, f"对 {node.over} 的每一项都算，不看 {told(node.where)}",
                      f"counts every item of {node.over}, whatever {told(node.where)}")  # fmt: skip
    if node.kind == "sum":
        twice = form.Mul(left=form.Num(value="2", at=node.at, unit="1"), right=node, at=node.at, unit=node.unit)
        yield Mistake("counted twice", twice, f"把 {name} 计了两次", f"counts {name} twice")
    if node.kind == "distinct":
        fine = form.Bool(value=True, at=node.at, unit=node.unit)
        yield Mistake("counted twice", fine, f"不查 {name} 是否重复", f"does not see that {name} repeats")


def _swapped_keys(node: form.Lookup, name: str) -> Iterator[Mistake]:
    if len(node.keys) == 2 and node.keys[0] != node.keys[1]:
        swapped = replace(node, keys=(node.keys[1], node.keys[0]))
        yield Mistake("table read across", swapped, f"查 {name} 时行列颠倒", f"reads {name} across")


def _of_numbers(node: form.Num, compared: bool) -> Iterator[Mistake]:
    value = exact.read_number(node.value)
    if compared:
        digits = node.value.partition(".")[2] if "/" not in node.value else ""
        step = Fraction(1, 10 ** len(digits))
        for moved in (value + step, value - step):
            other = replace(node, value=exact.exact_text(moved))
            yield Mistake("limit off by one", other, f"把界限 {node.value} 写成 {other.value}",
                          f"takes {other.value} for the limit {node.value}")  # fmt: skip
        return
    if value:
        other = replace(node, value=exact.exact_text(value * 1000))
        yield Mistake("unit slip", other, f"把 {node.value} 弄错一千倍", f"is off by a thousand in {node.value}")
        off = replace(node, value=exact.exact_text(value * Fraction(101, 100)))
        yield Mistake("wrong constant", off, f"把 {node.value} 写成 {off.value}", f"takes {off.value} for {node.value}")
    else:
        other = replace(node, value="1")
        yield Mistake("wrong constant", other, "把 0 写成 1", "takes 1 for 0")
    if node.unit == "%" and value:
        other = replace(node, value=exact.exact_text(value / 100))
        yield Mistake(
            "percent for fraction", other, f"把 {node.value} % 当作小数", f"takes {node.value} % for a fraction"
        )


def _members(node: form.Member, scene: Scene) -> Iterator[Mistake]:
    names = scene.members.get(node.of, ())
    if len(names) > 1 and node.name in names:
        other = replace(node, name=names[(names.index(node.name) + 1) % len(names)])
        yield Mistake("wrong kind", other, f"把 {node.name} 当作 {other.name}", f"takes {other.name} for {node.name}")


def _of_inputs(node: form.Ref | form.Get, scene: Scene, name: str) -> Iterator[Mistake]:
    unit, optional = "", False
    if isinstance(node, form.Ref):
        unit, optional = scene.units.get(node.name, ""), node.name in scene.optional
    elif isinstance(node.of, form.Var) and node.of.name in scene.lists:
        key = (scene.lists[node.of.name], node.field)
        unit, optional = scene.field_units.get(key, ""), key in scene.optional_fields
    if not unit:
        return
    by = ("100", "percent for fraction") if unit == "%" else ("1000", "unit slip")
    slip = form.Scale(of=node, by=by[0], at=node.at, unit=node.unit)
    zh = f"把 {name} 的单位弄错 {by[0]} 倍"
    yield Mistake(by[1], slip, zh, f"reads {name} in a unit {by[0]} times off")
    if optional:
        zero = form.OrElse(left=node, right=form.Num(value="0", at=node.at, unit=unit), at=node.at, unit=node.unit)
        yield Mistake("blank as zero", zero, f"把空缺的 {name} 当作零", f"takes a blank {name} for zero")
