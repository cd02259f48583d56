"""Why a suite, a case, results or waivers cannot be used: one table of messages, each with its code.

A message says what is wrong and where, and what would be accepted, in Chinese and in English. What a tool under test
does is never told here: that is an outcome, in the results.
"""

from __future__ import annotations

from typing import Literal

from footrule.conformance.shape_words import in_chinese
from footrule.runtime.problems import Entry, Words

Language = Literal["zh", "en"]
LONGEST = 300
"""Characters of a foreign text that a message repeats."""

_ROWS = (
    # files
    Entry(
        "K0101",
        "无法读取 {path}：{reason}",
        "{path} cannot be read: {reason}",
        "可以读取的文件",
        "a file that can be read",
    ),
    Entry("K0102", "{path} 不是 UTF-8 文本", "{path} is not UTF-8 text", "UTF-8 编码的文本", "text encoded as UTF-8"),
    Entry(
        "K0103",
        "{path} 不是有效的 {format}：{reason}",
        "{path} is not valid {format}: {reason}",
        "一个 {format} 文件",
        "one {format} document",
    ),
    Entry(
        "K0104",
        "{path} 的内容不合格式：{reason}",
        "{path} is not of its format: {reason}",
        "符合 footrule conform schema 所给格式的文件",
        "a file of the format footrule conform schema gives",
    ),
    Entry(
        "K0105",
        "{path} 是第 {found} 版的{what}",
        "{path} holds {what} of version {found}",
        "第 {known} 版",
        "version {known}",
    ),
    Entry(
        "K0106",
        "{path} 太大：{size} 字节",
        "{path} is too large: {size} bytes",
        "至多 {most} 字节",
        "at most {most} bytes",
    ),
    Entry(
        "K0107",
        "无法写入 {path}：{reason}",
        "{path} cannot be written: {reason}",
        "可以写入的位置",
        "a place that can be written to",
    ),
    Entry(
        "K0108",
        "这需要软件包 {package}，它没有安装",
        "this needs the package {package}, which is not installed",
        "pip install 'footrule[{extra}]'",
        "pip install 'footrule[{extra}]'",
    ),
    # suites and cases
    Entry(
        "K0201",
        "没有案例集 {name}",
        "there is no suite {name}",
        "含 manifest.json 的文件夹，或 {names}",
        "a folder that holds manifest.json, or {names}",
    ),
    Entry(
        "K0202",
        "{path} 与清单不符：{names}",
        "{path} is not as its manifest records: {names}",
        "未经改动的案例；改动之后须用 footrule conform suite 重新生成清单",
        "cases as they were written; after a change the manifest is made again by footrule conform suite",
    ),
    Entry("K0203", "{path} 中编号重复：{names}", "ids stand twice in {path}: {names}", "每个编号一次", "each id once"),
    Entry(
        "K0204",
        "{path} 又用了已退役的编号：{names}",
        "{path} uses retired ids again: {names}",
        "从未用过的编号",
        "ids that were never used",
    ),
    Entry(
        "K0205",
        "{path} 中有案例消失而没有退役记录：{names}",
        "cases of {path} would vanish without a tombstone: {names}",
        "在 tombstones.json 中写明理由",
        "a reason in tombstones.json",
    ),
    Entry(
        "K0206",
        "案例 {path} 自相矛盾：{what}",
        "the case {path} contradicts itself: {what}",
        "各部分一致的案例",
        "a case whose parts agree",
    ),
    Entry("K0207", "案例集 {suite} 没有案例 {names}", "the suite {suite} has no case {names}", "{known}", "{known}"),
    Entry("K0208", "编号 {name} 已被占用", "the id {name} is taken", "从未用过的编号", "an id that was never used"),
    Entry(
        "K0209",
        "不能采纳案例 {name}：{what}",
        "the case {name} cannot be taken in: {what}",
        "footrule conform improve 提议的案例",
        "a case as footrule conform improve proposes it",
    ),
    Entry(
        "K0210",
        "没有文件夹 {path}",
        "there is no folder {path}",
        "footrule conform improve --out 写出的文件夹",
        "a folder as footrule conform improve --out writes it",
    ),
    Entry("K0211", "库中没有标准 {reference}", "the library holds no standard {reference}", "{names}", "{names}"),
    Entry(
        "K0212",
        "{reference} 不是标准名称",
        "{reference} does not name a standard",
        "形如 cn/tcisa-452@2024-draft 的名称，或以 .md 结尾的文件路径",
        "a name such as cn/tcisa-452@2024-draft, or the path of a file ending in .md",
    ),
    Entry(
        "K0213",
        "标准 {standard} 有错误，不能使用；见上",
        "the standard {standard} has errors and cannot be used; see above",
        "footrule check 没有查出错误的标准",
        "a standard in which footrule check finds no error",
    ),
    Entry(
        "K0214",
        "{path} 已是 {found} 的案例集，不会用 {standard} 的来覆盖",
        "{path} holds the suite of {found} and is not overwritten by that of {standard}",
        "另一个文件夹",
        "another folder",
    ),
    # waivers
    Entry(
        "K0301",
        "{path}：{name} 的豁免缺少理由或链接",
        "{path}: the waiver of {name} has no reason or no link",
        "reason、link、expires 三项",
        "`reason`, `link` and `expires`",
    ),
    Entry(
        "K0302",
        "{path} 豁免了案例集中没有的案例：{names}",
        "{path} waives cases the suite does not have: {names}",
        "案例集中的编号",
        "ids of the suite",
    ),
    Entry("K0303", "{path} 对 {name} 豁免了两次", "{path} waives {name} twice", "每个案例一次", "each case once"),
    # what is asked for
    Entry(
        "K0401", "{option} 为 {value}，超出范围", "{option} is {value}, outside its range", "{accepted}", "{accepted}"
    ),
    Entry(
        "K0402",
        "不能继续：{path} 记的是另一次检验（{what}）",
        "{path} is of another run and cannot be gone on with: {what}",
        "同一案例集、同一工具、同样的设置；或去掉 --resume 重新开始",
        "the same suite, tool and settings; or begin anew without --resume",
    ),
    Entry(
        "K0403",
        "--resume 须与 --out 一起使用",
        "--resume needs --out",
        "--out 结果文件 --resume",
        "--out RESULTS --resume",
    ),
    Entry(
        "K0404",
        "结果属于不同的标准：{names}",
        "the results are of different standards: {names}",
        "同一标准的结果文件",
        "results of one standard",
    ),
    Entry(
        "K0405",
        "没有说要写出哪种视图",
        "no view is asked for",
        "--html、--junit、--badge、--github 或 --json",
        "--html, --junit, --badge, --github or --json",
    ),
    Entry("K0407", "被测工具无法启动：{what}", "the tool cannot be started: {what}", "{accepted}", "{accepted}"),
    Entry("K0408", "{path} 没有一条结果", "{path} holds no result", "一次检验的结果文件", "the results of a run"),
    Entry("K0409", "没有 conform {name}", "there is no conform {name}", "{names}", "{names}"),
    Entry(
        "K0410",
        "conform {action} 用于{what}，给出了 {count} 个",
        "conform {action} works on {what}; {count} given",
        "{example}",
        "{example}",
    ),
    Entry(
        "K0411",
        "`{name}` 没有说明怎样找到工具",
        "`{name}` does not say how a tool is reached",
        "proc:命令、exec:命令、http://地址、py:模块:函数、xlsx:对应表、file:文件",
        "proc:COMMAND, exec:COMMAND, http://…, py:MODULE:CALLABLE, xlsx:MAPPING, file:PATH",
    ),
    Entry("K0412", "conform {action} 缺少 {option}", "conform {action} lacks {option}", "{example}", "{example}"),
    Entry(
        "K0413",
        "没有说要做什么",
        "it is not said what to do",
        "footrule conform {names}",
        "footrule conform {names}",
    ),
    Entry("K0414", "{option} 没有这样的取值", "{option} has no such value", "{accepted}", "{accepted}"),
    Entry(
        "K0415",
        "{option} 缺少它的值，或给了它不要的值",
        "{option} lacks its value, or has one where it takes none",
        "{shown}",
        "{shown}",
    ),
    Entry("K0416", "conform {action} 用法有误：{what}", "conform {action}: {what}", "{example}", "{example}"),
    Entry(
        "K0417",
        "{name} 含有不是 UTF-8 文本的字节，写不进结果",
        "{name} holds bytes that are not UTF-8 text, which no results can be written with",
        "UTF-8 的名称",
        "a name in UTF-8",
    ),
    Entry(
        "K0406",
        "{option} 对 conform {action} 没有作用",
        "{option} means nothing to conform {action}",
        "{names}",
        "{names}",
    ),
    # workbooks
    Entry(
        "K0501",
        "没有找到 LibreOffice（命令 soffice）",
        "LibreOffice (the command soffice) was not found",
        "在 Debian 或 Ubuntu 上：apt-get install libreoffice-calc",
        "on Debian or Ubuntu: apt-get install libreoffice-calc",
    ),
    Entry(
        "K0502",
        "没有安装 openpyxl",
        "openpyxl is not installed",
        "pip install 'footrule[sheets]'",
        "pip install 'footrule[sheets]'",
    ),
    Entry(
        "K0503",
        "{path} 不是单元格对应表：{reason}",
        "{path} is no mapping of cells: {reason}",
        "形如 footrule/conformance/templates/starter.yaml 的文件",
        "a file such as footrule/conformance/templates/starter.yaml",
    ),
    Entry(
        "K0504",
        "{path} 不是能读的 .xlsx 工作簿：{reason}",
        "{path} is no .xlsx workbook that can be read: {reason}",
        "由电子表格程序存为 .xlsx 的文件",
        "a file saved as .xlsx by a spreadsheet program",
    ),
    Entry(
        "K0505",
        "{path} 展开后大于 {most} 字节",
        "{path} is larger than {most} bytes once unpacked",
        "更小的工作簿",
        "a smaller workbook",
    ),
    Entry(
        "K0506",
        "{path} 的摘要是 {found}，对应表写的是 {stated}",
        "the digest of {path} is {found}; the mapping states {stated}",
        "未经改动的工作簿，或对应表中新的摘要",
        "the workbook as it was, or its new digest in the mapping",
    ),
    Entry(
        "K0507",
        "工作簿含有宏（{part}），不予运行",
        "the workbook holds macros ({part}); they are not run",
        "没有宏的工作簿",
        "a workbook without macros",
    ),
    Entry(
        "K0508",
        "工作簿引用外部内容（{where}：{what}）",
        "the workbook refers to something outside it ({where}: {what})",
        "只用到自身的工作簿",
        "a workbook that needs nothing but itself",
    ),
    Entry(
        "K0509",
        "{where} 使用易变函数 {what}",
        "{where} uses the volatile function {what}",
        "同样的输入得出同样结果的公式",
        "formulas that give the same result for the same input",
    ),
    Entry(
        "K0510",
        "{entry}：工作簿没有单元格 {cell}",
        "{entry}: the workbook has no cell {cell}",
        "工作表!B2 这样写的单元格",
        "a cell written as in Sheet!B2",
    ),
    Entry(
        "K0511",
        "{entry}：单元格 {cell} 是公式，输入会把它盖掉",
        "{entry}: the cell {cell} holds a formula, which an input would overwrite",
        "没有公式的单元格",
        "a cell without a formula",
    ),
    Entry(
        "K0512",
        "{entry}：单元格 {cell} 不是公式，它的值不会随输入改变",
        "{entry}: the cell {cell} holds no formula, so its value follows no input",
        "有公式的单元格",
        "a cell with a formula",
    ),
    Entry(
        "K0513",
        "{entry}：单元格 {cell} 已对应另一项输入",
        "{entry}: the cell {cell} already belongs to another input",
        "每项输入一个单元格",
        "a cell of its own for each input",
    ),
    Entry(
        "K0514",
        "{entry} 没有说明在哪里",
        "{entry} does not say where it stands",
        "cell，或 list 和 column",
        "`cell`, or `list` and `column`",
    ),
    Entry(
        "K0515",
        "读取 {path} 所需的时间超过 {seconds} 秒或内存超过 {memory} 字节",
        "{path} takes more than {seconds} s or {memory} bytes of memory to be read",
        "更小的工作簿",
        "a smaller workbook",
    ),
    # documents
    Entry(
        "K0601",
        "里面没有 ProductFootprint",
        "there is no ProductFootprint in it",
        "带 `pcf` 的对象，或 `data`、`pfs` 里的这种对象",
        "an object with `pcf`, alone or in `data` or `pfs`",
    ),
)

ENTRIES = {row.code: row for row in _ROWS}


class ConformanceProblem(ValueError):
    """A file or a demand that cannot be used. `told` gives the whole sentence in a language, its code first."""

    def __init__(self, code: str, **words: object) -> None:
        self.code = code
        self.words = {name: value if isinstance(value, Words) else _short(value) for name, value in words.items()}
        super().__init__(self.told("en"))

    def told(self, language: Language) -> str:
        entry = ENTRIES[self.code]
        words = {name: _in(value, language) for name, value in self.words.items()}
        if language == "zh" and "reason" in words:
            words["reason"] = in_chinese(words["reason"])
        wrong, accepted = (entry.zh, entry.accepted_zh) if language == "zh" else (entry.en, entry.accepted_en)
        separator = "；可接受：" if language == "zh" else "; accepted: "
        return f"{self.code} {wrong.format(**words)}{separator}{accepted.format(**words)}"


def _in(value: str | Words, language: Language) -> str:
    return (value.zh if language == "zh" else value.en) if isinstance(value, Words) else value


def _short(value: object) -> str:
    text = str(value) or "“”"
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def told_names(names: list[str], most: int = 5) -> str:
    """The first few of several names, and how many more there are."""
    return ", ".join(names[:most]) + (f" (+{len(names) - most})" if len(names) > most else "")
