"""The words of findings that differ between Chinese and English, as one table."""

from __future__ import annotations

from footrule.dsl.keywords import BY_KEY

_PHRASES: dict[str, tuple[str, str]] = {
    "label": ("标签", "the label"),
    "unit": ("单位", "the unit"),
    "role": ("数据类别", "the kind of data"),
    "modality": ("应、宜、可", "the modal verb"),
    "stage": ("所在阶段", "its stage"),
    "carbon": ("化石或生物来源", "fossil or biogenic"),
    "relation": ("与他处条款的关系", "the relation to another clause"),
    # shapes of front matter
    "text": ("一段文字", "text"),
    "labels": ("一段文字，或 `{zh: …, en: …}`", "text, or `{zh: …, en: …}`"),
    "keys": ("若干 `键: 值`", "`key: value` pairs"),
    "list": ("一列文字", "a list of texts"),
    # YAML
    "levels": ("32 层", "32 levels"),
    "values": ("50000 个值", "50,000 values"),
    "*": ("不引用别处的值", "values elsewhere are not referred to"),
    "&": ("不给值命名", "values are not given names"),
    "!": ("值都是文字，没有类型标记", "every value is text, without a type mark"),
    "?": ("键是一个词", "a key is a word"),
    "---": ("一个块只有一份", "one block holds one document"),
    "colon": ("同一行有第二个 `: `", "a second `: ` on one line"),
    "tab": ("缩进用了制表符", "a tab where spaces are needed"),
    "quote": ("引号没有闭合", "a quote is not closed"),
    "flow": ("`{` 或 `[` 没有闭合，或缺少 `,`", "a `{` or `[` is not closed, or a `,` is missing"),
    "indent": ("缩进对不齐", "the indentation does not line up"),
    "character": ("有 YAML 不接受的字符", "a character YAML does not accept"),
    "yaml": ("不合写法", "it is not YAML"),
}


def said(argument: str, phrase: str) -> dict[str, str]:
    """The two arguments `…_zh` and `…_en` that a message needs for one phrase, or for a keyword by its key."""
    if phrase in _PHRASES:
        zh, en = _PHRASES[phrase]
    else:
        zh, en = f"`{BY_KEY[phrase].zh}`", f"`{BY_KEY[phrase].en}`"
    return {f"{argument}_zh": zh, f"{argument}_en": en}
