"""The words that may follow a number without brackets, as in `5 t` or `24 months`.

This list only tells a quantity from a slip of the pen; what a unit measures is the runtime's business. Everything else
is written in brackets, `5 [kgCO2e/kWh]`, where any text is accepted here.
"""

from __future__ import annotations

_MASS = ("kg", "g", "mg", "t", "kt", "Mt", "Gt")
_SUBSTANCES = ("CO2e", "CO2", "CH4", "N2O", "CF4", "C2F6", "C3F8", "SF6", "NF3", "C", "N", "P", "P2O5")

UNIT_WORDS: frozenset[str] = frozenset(
    {
        *_MASS,
        *(prefix + substance for prefix in _MASS for substance in _SUBSTANCES),
        *("J", "kJ", "MJ", "GJ", "TJ", "PJ", "Wh", "kWh", "MWh", "GWh", "TWh", "kcal", "tce", "kgce"),
        *("W", "kW", "MW", "GW"),
        *("m3", "m³", "L", "mL", "Nm3", "Nm³", "m", "km", "mm", "cm", "m2", "m²", "ha", "km2", "km²"),
        *("s", "min", "h", "d", "month", "months", "a", "year", "years"),
        *("CNY", "EUR", "USD", "piece", "pieces", "K", "tkm", "bit", "Mbit", "ppm", "score"),
    }
)
"""Unit words of the language; a file's own `unit` declarations are added while it is read."""

SPELLED_OUT: dict[str, str] = {
    **dict.fromkeys(("tonne", "tonnes", "ton", "tons", "吨"), "t"),
    **dict.fromkeys(("kilogram", "kilograms", "kgs", "千克", "公斤"), "kg"),
    **dict.fromkeys(("gram", "grams", "克"), "g"),
    **dict.fromkeys(("kwh", "kwhs", "千瓦时", "度"), "kWh"),
    **dict.fromkeys(("mwh", "兆瓦时"), "MWh"),
    **dict.fromkeys(("hour", "hours", "小时"), "h"),
    **dict.fromkeys(("minute", "minutes", "mins", "分钟"), "min"),
    **dict.fromkeys(("day", "days", "天", "日"), "d"),
    **dict.fromkeys(("月", "mth", "mths"), "months"),
    **dict.fromkeys(("yuan", "rmb", "元", "人民币"), "CNY"),
    **dict.fromkeys(("liter", "liters", "litre", "litres", "升"), "L"),
    **dict.fromkeys(("立方米", "方"), "m3"),
    **dict.fromkeys(("percent", "per_cent", "pct"), "%"),
    **dict.fromkeys(("件", "个", "pcs", "pc"), "piece"),
}
"""Unit words an author may reach for, and the one to be offered instead."""
