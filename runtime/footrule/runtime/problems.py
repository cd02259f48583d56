"""Why an input, a document or a calculation is refused: one table of messages, and one object for each problem.

A problem says what is wrong, where, under which clause of which standard, and what would be accepted, in Chinese and
in English. Text a user supplied is shown shortened and with control characters made visible.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["zh", "en"]

LONGEST_SHOWN = 80
"""Characters of a user's own text that a message repeats."""


@dataclass(frozen=True, slots=True)
class Words:
    """An argument that reads differently in the two languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: `zh`, `en` say what is wrong; `accepted_zh`, `accepted_en` what would be accepted."""

    code: str
    zh: str
    en: str
    accepted_zh: str
    accepted_en: str


_ROWS = (
    # the document
    Entry(
        "R0101",
        "文件不是有效的 {format}：第 {line} 行第 {column} 列{detail}",
        "the document is not valid {format}: line {line}, column {column}{detail}",
        "一个 {format} 对象",
        "one {format} object",
    ),
    Entry("R0102", "`{name}` 出现了不止一次", "`{name}` is given more than once", "每个名称一次", "each name once"),
    Entry("R0103", "文件过大：{size}", "the document is too large: {size}", "最多 {most}", "at most {most}"),
    Entry("R0104", "嵌套过深", "the document is nested too deeply", "最多 {most} 层", "at most {most} levels"),
    Entry(
        "R0105",
        "文件的最外层不是对象",
        "the document is not an object at its outermost level",
        "由名称和值组成的对象",
        "an object of names and values",
    ),
    Entry(
        "R0106", "`{text}` 不是有限的数", "`{text}` is not a finite number", "有限的十进制数", "a finite decimal number"
    ),
    Entry(
        "R0107", "文件不是 UTF-8 文本", "the document is not UTF-8 text", "UTF-8 编码的文本", "text encoded as UTF-8"
    ),
    Entry(
        "R0108",
        "YAML 中不能使用{what}",
        "{what} cannot be used in YAML here",
        "直接写出的名称和值",
        "names and values written out",
    ),
    Entry(
        "R0109",
        "此处数据的种类不能用作输入：{kind}",
        "data of this kind cannot be an input: {kind}",
        "文本、整数、`Decimal`、`Fraction`、真假、日期、列表或对象",
        "text, an integer, a `Decimal`, a `Fraction`, a truth value, a date, a list or an object",
    ),
    # the inputs
    Entry("R0201", "没有名为 `{name}` 的{what}{hint}", "there is no {what} `{name}`{hint}", "{names}", "{names}"),
    Entry(
        "R0202",
        "缺少必需的输入 `{name}`{label}",
        "the required input `{name}`{label} is missing",
        "{expected}",
        "{expected}",
    ),
    Entry(
        "R0203",
        "`{name}` 的值 {text} 类型不符",
        "the value {text} of `{name}` is of the wrong kind",
        "{expected}",
        "{expected}",
    ),
    Entry(
        "R0204",
        "`{name}` 的值 {text} 不能读作数：{reason}",
        "the value {text} of `{name}` cannot be read as a number: {reason}",
        "{expected}",
        "{expected}",
    ),
    Entry(
        "R0205",
        "`{name}` 的单位不能读：{reason}",
        "the unit of `{name}` cannot be read: {reason}",
        "{expected}",
        "{expected}",
    ),
    Entry(
        "R0206",
        "`{name}` 的单位 `{unit}`（{given}）不能换算为 `{declared}`（{wanted}）",
        "the unit `{unit}` of `{name}` ({given}) cannot be converted to `{declared}` ({wanted})",
        "{expected}",
        "{expected}",
    ),
    Entry(
        "R0207",
        "`{name}` 为 {value}，超出允许范围",
        "`{name}` is {value}, outside what is allowed",
        "{bound}",
        "{bound}",
    ),
    Entry(
        "R0208",
        "`{name}` 必须是整数，而给出的是 {value}",
        "`{name}` must be a whole number, and {value} is given",
        "整数",
        "a whole number",
    ),
    Entry(
        "R0209",
        "`{text}` 不是 `{name}` 的可选值{hint}",
        "`{text}` is not one of the values of `{name}`{hint}",
        "{members} 之一",
        "one of {members}",
    ),
    Entry(
        "R0210",
        "`{name}` 的值 {text} 不是日期：{reason}",
        "the value {text} of `{name}` is not a date: {reason}",
        "日期，例如 2024-01-22",
        "a date such as 2024-01-22",
    ),
    Entry(
        "R0211",
        "`{name}` 的值为空",
        "the value of `{name}` is empty",
        "{expected}；未知时写 null 或不写",
        "{expected}; where it is unknown, null or nothing at all",
    ),
    Entry(
        "R0212",
        "列表 `{name}` 有 {count} 项",
        "the list `{name}` has {count} items",
        "至少 {least} 项，最多 {most} 项",
        "at least {least} and at most {most} items",
    ),
    Entry(
        "R0213",
        "`{name}` 是必需的，不能写“不适用”",
        "`{name}` is required and cannot be `not applicable`",
        "{expected}",
        "{expected}",
    ),
    Entry(
        "R0214",
        "选项 `{name}`{label} 没有默认值，必须明确选取",
        "the option `{name}`{label} has no default and must be taken",
        "{expected}",
        "{expected}",
    ),
    Entry("R0215", "`{name}` 不带数据来源等级", "`{name}` carries no rank of data", "不写 `source`", "no `source`"),
    Entry(
        "R0216",
        "文件属于标准 `{given}`，而不是 `{standard}`",
        "the document is for the standard `{given}`, not for `{standard}`",
        "`{standard}` 的输入",
        "inputs of `{standard}`",
    ),
    Entry(
        "R0217",
        "问题过多，只列出前 {count} 个",
        "there are too many problems; the first {count} are listed",
        "先改正已列出的问题",
        "mend those listed first",
    ),
    Entry(
        "R0218",
        "`{name}` 的文本过长",
        "the text of `{name}` is too long",
        "最多 {most} 个字符",
        "at most {most} characters",
    ),
    Entry(
        "R0219",
        "`{name}` 的文本含有控制字符或残缺字符",
        "the text of `{name}` holds control characters or broken ones",
        "可见的文本",
        "printable text",
    ),
    Entry(
        "R0220",
        "`{name}` 以二进制浮点数给出，没有精确的数位",
        "`{name}` is given as a binary float, which has no exact digits",
        '十进制文本，例如 "12.5"，或 `Decimal`',
        'decimal text such as "12.5", or a `Decimal`',
    ),
    # the calculation
    Entry("R0301", "{message}", "{message}", "满足该条要求的输入", "inputs that meet this requirement"),
    Entry(
        "R0302",
        "规则 `{rule}` 没有适用于这些输入的情形{arguments}",
        "no case of the rule `{rule}` applies to these inputs{arguments}",
        "该规则所覆盖的输入",
        "inputs the rule covers",
    ),
    Entry(
        "R0303",
        "规则 `{rule}` 有两个情形同时适用而结果不同：{first}（{first_clause}）与 {second}（{second_clause}）",
        "two cases of the rule `{rule}` apply and differ: {first} ({first_clause}) and {second} ({second_clause})",
        "只有一个情形适用的输入",
        "inputs to which only one of them applies",
    ),
    Entry(
        "R0304",
        "表 `{table}` 中没有 {keys} 一行",
        "the table `{table}` has no row for {keys}",
        "表中列出的值",
        "values the table lists",
    ),
    Entry(
        "R0305",
        "除数为零{where}",
        "a division by zero{where}",
        "使除数不为零的输入",
        "inputs that make the divisor other than zero",
    ),
    Entry(
        "R0306",
        "列表 `{list}` 没有可取{what}的项",
        "there is no item in `{list}` to take the {what} of",
        "至少一项",
        "at least one item",
    ),
    Entry(
        "R0307",
        "清除项 `{term}` 为 {value}，大于零",
        "the removal `{term}` is {value}, above zero",
        "清除写作零或负数",
        "a removal of zero or below",
    ),
    Entry(
        "R0308",
        "无法计算：{reason}{where}",
        "this cannot be computed: {reason}{where}",
        "使该步可以计算的输入",
        "inputs that let this step be computed",
    ),
    Entry(
        "R0309",
        "{what}{where} 没有值（{absent}），不能用于计算",
        "{what} has no value ({absent}) and cannot be calculated with{where}",
        "给出该值",
        "a value for it",
    ),
    Entry(
        "R0310",
        "计算量或数字过大，已停止",
        "the calculation or its numbers grow too large and were stopped",
        "更少的项或更短的数字",
        "fewer items or shorter numbers",
    ),
    Entry(
        "R0311",
        "编译后的标准有误：{reason}",
        "the compiled standard is faulty: {reason}",
        "由编译器生成的标准",
        "a standard as the compiler wrote it",
    ),
    # result files
    Entry(
        "R0401",
        "这不是结果文件：{reason}",
        "this is not a result file: {reason}",
        "由 `run` 写出的结果文件",
        "a result file written by `run`",
    ),
    Entry(
        "R0402",
        "找不到标准 `{standard}`",
        "the standard `{standard}` cannot be found",
        "已安装或可由路径读取的标准",
        "a standard that is installed or given by its path",
    ),
    Entry(
        "R0403",
        "标准 `{standard}` 的内容已不同：记录为 {recorded}，现为 {found}",
        "the standard `{standard}` is not the same: recorded as {recorded}, found as {found}",
        "与记录相同的标准",
        "the standard as recorded",
    ),
    Entry(
        "R0404",
        "编译器版本不同：记录为 {recorded}，现为 {found}",
        "the compiler is not the same: recorded as {recorded}, found as {found}",
        "记录的编译器版本",
        "the compiler version recorded",
    ),
    Entry(
        "R0405",
        "`{name}` 不同：记录为 {recorded}，重算为 {found}",
        "`{name}` differs: {recorded} is recorded, {found} is recomputed",
        "与重算一致的记录",
        "a record that agrees with the recomputation",
    ),
    Entry(
        "R0406", "结果文件的版本为 {found}", "the result file is of version {found}", "版本 {known}", "version {known}"
    ),
)

ENTRIES: Mapping[str, Entry] = {entry.code: entry for entry in _ROWS}


def visible(text: str, longest: int = LONGEST_SHOWN) -> str:
    """A user's text made safe to repeat: control, bidirectional and broken characters shown as `\\uXXXX`, and cut."""
    if len(text) <= longest and text.isascii() and text.isprintable():
        return text
    kept = text[: longest + 1]
    safe = "".join(c if unicodedata.category(c) not in _UNSAFE else f"\\u{ord(c):04x}" for c in kept[:longest])
    return safe + ("…" if len(kept) > longest else "")


_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason for a refusal, or one warning.

    `path`: where in the user's document. `standard`, `clause`: the rule that asks for it. `also`: further
    (standard, clause) pairs the problem is about, such as the other side of a conflict.
    """

    code: str
    path: str = ""
    arguments: Mapping[str, str | Words] = field(default_factory=dict)
    standard: str = ""
    clause: str = ""
    also: tuple[tuple[str, str], ...] = ()

    def message(self, language: Language = "en") -> str:
        """What is wrong, in the user's language."""
        entry = ENTRIES[self.code]
        return self._filled(entry.zh if language == "zh" else entry.en, language)

    def accepted(self, language: Language = "en") -> str:
        """What would be accepted instead."""
        entry = ENTRIES[self.code]
        return self._filled(entry.accepted_zh if language == "zh" else entry.accepted_en, language)

    def _filled(self, pattern: str, language: Language) -> str:
        words = {
            name: (value.zh if language == "zh" else value.en) if isinstance(value, Words) else value
            for name, value in self.arguments.items()
        }
        return pattern.format_map(words)

    def to_json(self) -> dict[str, object]:
        """The error object: code, path, standard, clause, also, message {zh, en}, accepted {zh, en}."""
        return {
            "code": self.code,
            "path": self.path,
            "standard": self.standard,
            "clause": self.clause,
            "also": [{"standard": standard, "clause": clause} for standard, clause in self.also],
            "message": {"zh": self.message("zh"), "en": self.message("en")},
            "accepted": {"zh": self.accepted("zh"), "en": self.accepted("en")},
        }

    def line(self, language: Language = "en") -> str:
        """The problem on one line: code, path, message, clause."""
        where = f"{self.path}: " if self.path else ""
        named = f" (§{self.clause})" if self.clause else ""
        return f"{self.code} {where}{self.message(language)}{named}"


class Refused(Exception):
    """A calculation that is not carried out; `problems` says why, each on its own."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.line() for problem in self.problems[:5]))
