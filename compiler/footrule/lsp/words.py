"""What the server itself says, in Chinese and English."""

from __future__ import annotations

from footrule.dsl.keywords import Language

_WORDS = {
    "change to": ("改为 `{near}`", "change to `{near}`"),
    "look for": ("寻找 `{name}` 的反例并写成算例", "look for a counterexample of `{name}` and insert it as an example"),
    "insert": ("把反例写成算例：{told}", "insert the counterexample as an example: {told}"),
    "to zh": ("关键词改为中文", "turn keywords into Chinese"),
    "to en": ("关键词改为英文", "turn keywords into English"),
    "none found": ("没有找到 `{name}` 的反例", "no counterexample of `{name}` was found"),
    "not compiled": ("先改正错误，才能证明", "errors stand in the way of the proofs"),
    "changed": ("文本在证明期间已改动，请再试", "the text changed while the proofs ran: try again"),
    "no solver": ("证明需要安装 footrule[verify]", "the proofs need footrule[verify]"),
    "invalid": ("请求的写法不对", "the request is malformed"),
    "fault": ("程序自身出错{where}", "a fault of our own{where}"),
    "details": ("，详情写在 {path}", "; details were written to {path}"),
}  # fmt: skip


def word(key: str, language: Language, **words: object) -> str:
    return _WORDS[key][language == "en"].format_map(words)
