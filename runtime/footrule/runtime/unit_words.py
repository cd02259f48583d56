"""The unit words footrule knows, as data: of what each is, and how much of its base unit. Spellings live only here."""

from __future__ import annotations

import re
from fractions import Fraction

Dims = tuple[tuple[str, int], ...]
"""Sorted pairs of a dimension and its power. A dimension is `kind`, `kind:substance` or `CO2e:set:substance`."""

MASS = {
    "mg": Fraction(1, 10**6), "g": Fraction(1, 1000), "kg": Fraction(1), "t": Fraction(1000), "kt": Fraction(10**6),
    "Mt": Fraction(10**9), "Gt": Fraction(10**12), "克": Fraction(1, 1000), "千克": Fraction(1), "公斤": Fraction(1),
    "吨": Fraction(1000),
}  # fmt: skip

GASES = {
    name: name
    for name in (
        "CO2e", "CO2", "CO", "CH4", "N2O", "CF4", "C2F6", "C3F8", "C4F10", "c-C4F8", "SF6", "NF3", "NH3", "SO2", "NOx",
        "H2", "C", "N", "P", "K2O", "P2O5", "N2O-N", "CH4-C", "CO2-C", "NH3-N",
    )
} | {
    "CO2eq": "CO2e", "CO2-eq": "CO2e", "CO2-e": "CO2e", "二氧化碳": "CO2", "二氧化碳当量": "CO2e", "甲烷": "CH4",
    "氧化亚氮": "N2O", "碳": "C",
}  # fmt: skip

GAS_SERIES = re.compile(r"(?:HFC|HCFC|CFC|PFC|HFE|HFO)-[0-9A-Za-z]+")
"""Families too long to list: each member is a dimension of its own."""

_JOULE, _WATT_HOUR = Fraction(1), Fraction(3600)
_COAL_KG = Fraction(29307600)
"""Joules in one kilogram of coal equivalent: 29 307.6 kJ (GB/T 2589)."""

SIMPLE: dict[str, tuple[str, Fraction]] = {
    **{word: ("mass", scale) for word, scale in MASS.items()},
    **{word: ("mass", Fraction(1)) for word in ("kilogram", "kilograms")},
    **{word: ("mass", Fraction(1000)) for word in ("tonne", "tonnes")},
    "J": ("energy", _JOULE), "kJ": ("energy", Fraction(10**3)), "MJ": ("energy", Fraction(10**6)),
    "GJ": ("energy", Fraction(10**9)), "TJ": ("energy", Fraction(10**12)), "PJ": ("energy", Fraction(10**15)),
    "EJ": ("energy", Fraction(10**18)), "Wh": ("energy", _WATT_HOUR), "kWh": ("energy", 10**3 * _WATT_HOUR),
    "MWh": ("energy", 10**6 * _WATT_HOUR), "GWh": ("energy", 10**9 * _WATT_HOUR),
    "TWh": ("energy", 10**12 * _WATT_HOUR), "千瓦时": ("energy", 10**3 * _WATT_HOUR),
    "兆瓦时": ("energy", 10**6 * _WATT_HOUR), "kcal": ("energy", Fraction("4186.8")),
    "kgce": ("energy", _COAL_KG), "tce": ("energy", 1000 * _COAL_KG), "gce": ("energy", _COAL_KG / 1000),
    "Nm3": ("normal_volume", Fraction(1)), "标立方米": ("normal_volume", Fraction(1)),
    "mm": ("length", Fraction(1, 1000)), "cm": ("length", Fraction(1, 100)), "dm": ("length", Fraction(1, 10)),
    "m": ("length", Fraction(1)), "km": ("length", Fraction(1000)), "米": ("length", Fraction(1)),
    "千米": ("length", Fraction(1000)), "公里": ("length", Fraction(1000)),
    "s": ("time", Fraction(1)), "min": ("time", Fraction(60)), "h": ("time", Fraction(3600)),
    "hour": ("time", Fraction(3600)), "hours": ("time", Fraction(3600)), "小时": ("time", Fraction(3600)),
    "d": ("time", Fraction(86400)), "day": ("time", Fraction(86400)), "days": ("time", Fraction(86400)),
    "天": ("time", Fraction(86400)),
    "mo": ("calendar", Fraction(1)), "month": ("calendar", Fraction(1)), "months": ("calendar", Fraction(1)),
    "个月": ("calendar", Fraction(1)), "a": ("calendar", Fraction(12)), "yr": ("calendar", Fraction(12)),
    "year": ("calendar", Fraction(12)), "years": ("calendar", Fraction(12)), "年": ("calendar", Fraction(12)),
    "CNY": ("currency:CNY", Fraction(1)), "RMB": ("currency:CNY", Fraction(1)), "元": ("currency:CNY", Fraction(1)),
    "EUR": ("currency:EUR", Fraction(1)), "USD": ("currency:USD", Fraction(1)), "GBP": ("currency:GBP", Fraction(1)),
    "JPY": ("currency:JPY", Fraction(1)),
    "piece": ("piece", Fraction(1)), "pieces": ("piece", Fraction(1)), "pcs": ("piece", Fraction(1)),
    "件": ("piece", Fraction(1)), "个": ("piece", Fraction(1)),
    "K": ("temperature", Fraction(1)),
    "Pa": ("pressure", Fraction(1)), "kPa": ("pressure", Fraction(10**3)), "MPa": ("pressure", Fraction(10**6)),
    "mol": ("amount", Fraction(1)), "kmol": ("amount", Fraction(1000)),
    "bit": ("information", Fraction(1)), "kbit": ("information", Fraction(10**3)),
    "Mbit": ("information", Fraction(10**6)), "Gbit": ("information", Fraction(10**9)),
}  # fmt: skip

PURE: dict[str, Fraction] = {
    "%": Fraction(1, 100), "‰": Fraction(1, 1000), "ppm": Fraction(1, 10**6), "ppb": Fraction(1, 10**9),
    "score": Fraction(1), "percent": Fraction(1, 100),
}  # fmt: skip

COMPOUND: dict[str, tuple[Dims, Fraction]] = {
    "W": ((("energy", 1), ("time", -1)), Fraction(1)),
    "kW": ((("energy", 1), ("time", -1)), Fraction(10**3)),
    "MW": ((("energy", 1), ("time", -1)), Fraction(10**6)),
    "GW": ((("energy", 1), ("time", -1)), Fraction(10**9)),
    "tkm": ((("length", 1), ("mass", 1)), Fraction(10**6)),
    "ha": ((("length", 2),), Fraction(10**4)),
    "公顷": ((("length", 2),), Fraction(10**4)),
    "平方米": ((("length", 2),), Fraction(1)),
    "立方米": ((("length", 3),), Fraction(1)),
    "L": ((("length", 3),), Fraction(1, 1000)),
    "l": ((("length", 3),), Fraction(1, 1000)),
    "litre": ((("length", 3),), Fraction(1, 1000)),
    "liter": ((("length", 3),), Fraction(1, 1000)),
    "升": ((("length", 3),), Fraction(1, 1000)),
    "mL": ((("length", 3),), Fraction(1, 10**6)),
    "ml": ((("length", 3),), Fraction(1, 10**6)),
}

LENGTHS = ("mm", "cm", "dm", "m", "km")
"""Words a digit may follow as a power without a sign: m2, km2, cm3."""

MYRIADS = {"万": Fraction(10**4), "亿": Fraction(10**8)}

KINDS: dict[str, tuple[str, str]] = {
    "mass": ("质量", "mass"), "energy": ("能量", "energy"), "length": ("长度", "length"), "area": ("面积", "area"),
    "volume": ("体积", "volume"), "normal_volume": ("标准状态体积", "volume at normal conditions"),
    "time": ("时间", "time"), "calendar": ("日历时长", "calendar time"), "piece": ("件数", "number of pieces"),
    "temperature": ("温度", "temperature"), "pressure": ("压力", "pressure"),
    "amount": ("物质的量", "amount of substance"),
    "information": ("数据量", "amount of data"),
}  # fmt: skip
"""What an amount of each kind is called."""
