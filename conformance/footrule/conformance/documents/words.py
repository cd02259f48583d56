"""What can be said of a document, in both languages, in one table."""

from __future__ import annotations

from footrule.runtime.problems import Words

_SENTENCES: dict[str, tuple[str, str]] = {
    # the file
    "twice": ("`{name}` 在同一对象中出现两次", "`{name}` stands twice in one object"),
    "no number": ("`{text}` 不是 JSON 的数", "`{text}` is no number of JSON"),
    # findings
    "other version": (
        "`{text}` 不是 3.0.x 版；只按 3.0.3 的规则核对",
        "`{text}` is no version 3.0.x; the rules of 3.0.3 are what it is held to",
    ),
    "no version": ("没有 specVersion", "there is no specVersion"),
    "unknown name": (
        "数据模型没有这个名称；模式让写错的名称通过，它的值没有人读",
        "the data model has no such name; its schema lets misspelt names pass, and nobody reads the value",
    ),
    "number as number": (
        "数写成了 JSON 的数；数据模型要求写成字符串",
        "the number is a JSON number; the data model writes numbers as strings",
    ),
    "not decimal": (
        "`{text}` 不是十进制数（数字、至多一个小数点，不用指数）",
        "`{text}` is no decimal (digits and at most one point, no exponent)",
    ),
    "not instant": ("`{text}` 不是带时区的日期时间", "`{text}` is no date-time with a time zone"),
    "not word": ("`{text}` 不在取值之内：{words}", "`{text}` is none of {words}"),
    "not truth": ("`{text}` 既不是 true 也不是 false", "`{text}` is neither true nor false"),
    "not text": ("须为不空的字符串", "a string that is not empty is due"),
    "not array": ("须为不空的数组", "an array that is not empty is due"),
    "missing": ("必填的 {label} 空缺", "{label} is required and blank"),
    # totals and what is not judged
    "agrees": ("相符", "agrees"),
    "within step": ("在最后一位之内相符", "agrees within the last digit compared"),
    "may be rounding": (
        "不符；各数的修约可以解释",
        "does not agree; the rounding of the printed numbers can explain it",
    ),
    "differs": ("不符；修约不能解释", "does not agree; no rounding of the printed numbers explains it"),
    "blank addend": ("缺少可用的 {names}，不能核对", "cannot be judged without {names}"),
    "not printed": ("没有印出", "is not printed"),
    "does not say": (
        "文件没有 {names}：{message}",
        "the document has no {names}: {message}",
    ),
    # the report
    "error": ("违反", "violation"),
    "warning": ("不符建议或可疑", "warning"),
    "printed": ("所写", "printed"),
    "recomputed": ("重算", "recomputed"),
    "deviation": ("相差", "deviation"),
    "rounding": ("修约至多", "rounding at most"),
    "not judged": ("未核对", "not judged"),
    "taken": ("选项的取法", "options as taken"),
    "consistent": ("数值自洽", "the numbers are consistent"),
    "findings": ("{errors} 处违反，{warnings} 处不符建议或可疑", "violations: {errors}; warnings: {warnings}"),
}


def words(key: str, **arguments: object) -> Words:
    """A sentence in both languages; an argument may itself be one of both."""
    zh, en = _SENTENCES[key]
    return Words(
        zh.format(**{name: value.zh if isinstance(value, Words) else value for name, value in arguments.items()}),
        en.format(**{name: value.en if isinstance(value, Words) else value for name, value in arguments.items()}),
    )
