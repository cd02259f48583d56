"""What can be wrong with a workbook or its mapping, in both languages.

A tester repairs these before anything is run; what a workbook answers is judged by the runner instead.
"""

from __future__ import annotations

from typing import Literal

from footrule.conformance.problems import LONGEST
from footrule.conformance.shape_words import in_chinese

Language = Literal["zh", "en"]

_SENTENCES: dict[str, tuple[str, str]] = {
    "no office": (
        "没有找到 LibreOffice（命令 soffice）；在 Debian 或 Ubuntu 上：apt-get install libreoffice-calc",
        "LibreOffice (the command soffice) was not found; on Debian or Ubuntu: apt-get install libreoffice-calc",
    ),
    "no openpyxl": (
        "没有安装 openpyxl；请安装 footrule[sheets]",
        "openpyxl is not installed; install footrule[sheets]",
    ),
    "no file": ("没有文件 {path}", "there is no file {path}"),
    "unreadable": ("无法读取 {path}：{reason}", "{path} cannot be read: {reason}"),
    "mapping": ("{path} 不是单元格对应表：{reason}", "{path} is no mapping of cells: {reason}"),
    "workbook": ("{path} 不是 .xlsx 工作簿：{reason}", "{path} is no .xlsx workbook: {reason}"),
    "too large": (
        "{path} 展开后大于 {most} 字节",
        "{path} is larger than {most} bytes once unpacked",
    ),
    "too much": (
        "读取 {path} 所需的时间超过 {seconds} 秒或内存超过 {memory} 字节",
        "{path} takes more than {seconds} s or {memory} bytes of memory to be read",
    ),
    "digest": (
        "{path} 的摘要是 {found}，对应表写的是 {stated}",
        "the digest of {path} is {found}; the mapping states {stated}",
    ),
    "macros": ("工作簿含有宏（{part}），不予运行", "the workbook holds macros ({part}); they are not run"),
    "external": (
        "工作簿引用外部内容（{where}：{what}）；被测的须是这一个文件本身",
        "the workbook refers to something outside it ({where}: {what}); what is tested is this one file",
    ),
    "volatile": (
        "{where} 使用易变函数 {what}；同样的输入须得出同样的结果",
        "{where} uses the volatile function {what}; the same input must give the same result",
    ),
    "no cell": ("{entry}：工作簿没有单元格 {cell}", "{entry}: the workbook has no cell {cell}"),
    "formula overwritten": (
        "{entry}：单元格 {cell} 是公式，输入会把它盖掉",
        "{entry}: the cell {cell} holds a formula, which an input would overwrite",
    ),
    "no formula": (
        "{entry}：单元格 {cell} 不是公式，它的值不会随输入改变",
        "{entry}: the cell {cell} holds no formula, so its value follows no input",
    ),
    "one cell twice": (
        "{entry}：单元格 {cell} 已对应另一项输入",
        "{entry}: the cell {cell} already belongs to another input",
    ),
    "no place": (
        "{entry}：须给出 cell，或给出 list 和 column",
        "{entry}: either `cell`, or `list` and `column`, is due",
    ),
}


class WorkbookProblem(ValueError):
    """A workbook or its mapping cannot be used. `told` gives the sentence in a language."""

    def __init__(self, key: str, **words: object) -> None:
        self.key = key
        self.words = words
        super().__init__(self.told("en"))

    def told(self, language: Language) -> str:
        """The sentence, in `language`."""
        words = {name: _shown(value) for name, value in self.words.items()}
        if language == "zh" and "reason" in words:
            words["reason"] = in_chinese(words["reason"])
        return _SENTENCES[self.key][0 if language == "zh" else 1].format(**words)


def _shown(value: object) -> str:
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(value)[: LONGEST + 1])
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
