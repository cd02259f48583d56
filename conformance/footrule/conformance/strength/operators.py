"""What the kinds of mistakes are called: the English name is the key of the records, the Chinese one is for readers."""

from __future__ import annotations

_CHINESE = {
    "and for or": "“且”与“或”互换",
    "blank as a value": "空白当作有值",
    "blank as zero": "空白当作零",
    "blank handling": "空白的处理",
    "bound dropped": "漏查界限",
    "branches swapped": "两个分支互换",
    "cap dropped": "漏掉上下限",
    "case dropped": "漏掉一种情形",
    "case order": "情形的先后",
    "condition dropped": "漏掉条件",
    "condition turned": "条件颠倒",
    "counted twice": "重复计算",
    "filter dropped": "漏掉筛选",
    "function dropped": "漏掉函数",
    "greatest for least": "最大与最小互换",
    "limit off by one": "界限差一",
    "limit open or closed": "界限含不含端点",
    "net for absolute": "净值与绝对值互换",
    "percent for fraction": "百分数与小数混淆",
    "requirement dropped": "漏查要求",
    "rounding mode": "修约方式",
    "rounding step": "修约的位置",
    "sign": "正负号",
    "sum, mean, least, greatest": "求和、平均、最小、最大互换",
    "table read across": "查表时行列颠倒",
    "table rows swapped": "表行互换",
    "term dropped": "漏掉一项",
    "unit slip": "单位差一千倍",
    "upside down": "分子分母颠倒",
    "warming potential of another edition": "别的版本的全球变暖潜势",
    "wrong constant": "常数有误",
    "wrong kind": "取错种类",
}


def operator_named(operator: str, language: str) -> str:
    """The name of a kind of mistake; the English one where there is no other."""
    return _CHINESE.get(operator, operator) if language == "zh" else operator
