"""What `--help` says: one entry a command and one an option, in Chinese and English.

A key is `command`, or `command.parameter`; `.parameter` is an option that means the same everywhere. A command of a
group has the group's name before its own. The first line of a command's text stands in the list of commands.
"""

from __future__ import annotations

from footrule.cli.languages import current

PANELS: dict[str, tuple[str, str]] = {
    "ARGUMENTS_PANEL_TITLE": ("参数", "Arguments"),
    "OPTIONS_PANEL_TITLE": ("选项", "Options"),
    "COMMANDS_PANEL_TITLE": ("命令", "Commands"),
    "DEFAULT_STRING": ("[默认：{}]", "[default: {}]"),
    "REQUIRED_LONG_STRING": ("[必填]", "[required]"),
}

USAGE: dict[str, tuple[str, str]] = {
    "Usage:": ("用法：", "Usage:"),
    "[OPTIONS]": ("[选项]", "[OPTIONS]"),
    "COMMAND [ARGS]...": ("命令 [参数]...", "COMMAND [ARGS]..."),
}

_HELP: dict[str, tuple[str, str]] = {
    "": (
        "产品碳足迹标准即代码：标准文本变成能算的计算器和能读的文档。\n\n"
        "标准的名称形如 cn/tcisa-452@2024-draft；也可给出以 .md 结尾的文件路径。\n\n"
        "退出码：0 正常，1 有发现，2 用法有误，3 读不了输入，4 程序自身出错。",
        "Rules as code for product-carbon-footprint standards: a standard's text becomes a calculator that runs and a "
        "document that reads.\n\n"
        "A standard is named as in cn/tcisa-452@2024-draft, or by the path of a file ending in .md.\n\n"
        "Exit codes: 0 fine, 1 findings, 2 usage, 3 unreadable input, 4 a fault of our own.",
    ),
    ".version": ("显示版本", "Show the version."),
    ".install_completion": ("为当前 shell 安装补全", "Install completion for the current shell."),
    ".show_completion": ("显示当前 shell 的补全脚本", "Show the completion script for the current shell."),
    ".help": ("显示本帮助", "Show this help."),
    ".lang": ("所用语言；缺省取自 LC_ALL、LANG", "Language; else that of LC_ALL or LANG."),
    ".json": ("以 JSON 输出到标准输出", "Print one JSON document."),
    ".reference": ("标准名称或 .md 文件", "A standard's name, or a .md file."),
    ".references": ("标准名称或 .md 文件", "Standards' names, or .md files."),
    ".all_": ("库中全部标准", "Every standard of the library."),
    ".input": ("输入文件（JSON 或 YAML），- 为标准输入", "Input document (JSON or YAML); - reads standard input."),
    ".out": ("输出文件夹", "Folder to write to."),
    "list": (
        "列出库中的标准\n\n用 --all 列出资料中提到的每一个标准，无论是否编入。",
        "List the standards of the library.\n\nWith --all every standard the sources name, encoded or not.",
    ),
    "list.all_": (
        "列出资料中提到的每一个标准：编号、名称、层级、日期、是否编入及原因",
        "List every standard the sources name: number, title, level, dates, whether it is encoded, and why.",
    ),
    "list.level": (
        "只列这一层级：international、regional、national、industry、local、group、enterprise",
        "Only this level: international, regional, national, industry, local, group, enterprise.",
    ),
    "list.state": (
        "只列这一状态（即 --all）：encoded、partly、title_only",
        "Only this state, of all: encoded, partly, title_only.",
    ),
    "list.family": (
        "只列这一族：库中的族（cn）；与 --all 同用时也可为清单（group-list-1）或产品",
        "Only this family of the library, such as cn; with --all also a list, such as group-list-1, or a product.",
    ),
    "new": (
        "新建一个标准文件\n\n写出一个可通过检查、带一个算例的标准文件，从这里改起；"
        "章节依编制工作指引，遵循 GB/T 24067。",
        "Start a new standard.\n\nWrites a file that passes the check and has a worked example, to be changed "
        "from there; its sections are those of the drafting guideline, after GB/T 24067.",
    ),
    "new.template": (
        "模板：product 为产品标准，指引的章节齐全；small 只有最少的几条",
        "The template: product, a product standard with every section of the guideline; small, the least that "
        "calculates.",
    ),
    "new.reference": ("名称，形如 cn/my-standard@2025", "A name such as cn/my-standard@2025."),
    "new.out": ("放在哪个库文件夹之下", "The library folder to write it below."),
    "lsp": (
        "启动语言服务器，供编辑器使用\n\n在标准输入输出上说 JSON-RPC；VS Code 扩展自己会启动它。",
        "Run the language server, for editors.\n\nIt speaks JSON-RPC on standard input and output; the VS Code "
        "extension starts it by itself.",
    ),
    "check": (
        "检查标准：语法、名称、单位，以及不须证明的编辑性检查\n\n不给名称时须用 --all，此时不列提示。"
        "一次列出全部问题。",
        "Check standards: syntax, names, units, and every lint that needs no proof.\n\n"
        "Name some, or use --all, which leaves the notes out. Every problem is listed in one run.",
    ),
    ".format": (
        "输出形式：human 供人读，json，sarif（2.1.0），github 供持续集成标注",
        "How to print: human, json, sarif (2.1.0), or github for annotations in continuous integration.",
    ),
    "prove": (
        "证明标准：没有缺口、重叠、除以零，或给出反例\n\n也做编辑性检查；--all 证明库中全部标准。",
        "Prove standards: no gap, no overlap, no division by zero, or a counterexample.\n\n"
        "Editorial lints come with it; --all proves the whole library.",
    ),
    "prove.as_example": ("只把反例打印成可粘贴的算例块", "Print counterexamples only, as example blocks to paste."),
    "prove.profile": (
        "也按此编制要求检查：guideline（环气候〔2024〕91号），或自己的 .yaml 文件",
        "Hold them to this drafting profile too: guideline (环气候〔2024〕91号), or a .yaml file of your own.",
    ),
    "fmt": ("整理标准文件的规则块", "Format the rule blocks of files."),
    "fmt.files": ("要整理的 .md 文件", "The .md files to format."),
    "fmt.keywords": ("把关键字换成中文或英文", "Write the keywords in Chinese or in English."),
    "fmt.check": ("只检查，不改文件；需要整理时退出码为 1", "Change nothing; exit 1 where something would change."),
    "show": (
        "显示编译的中间结果\n\n依次为 parse、names、desugar、types、lower；缺省显示编译结果。",
        "Show a standard as it is after a pass.\n\nThe passes are parse, names, desugar, types, lower; the last unless "
        "one is named.",
    ),
    "show.after": ("哪一步之后", "After which pass."),
    "show.rule": ("只显示这条规则", "Show this rule only."),
    "schema": (
        "给出 JSON Schema：标准的输入、结果，或编译结果、结果文件、版本比较的格式",
        "Give a JSON Schema: of a standard's input or result, of the compiled form, of a result file, of a comparison.",
    ),
    "schema.input_": ("标准的输入（缺省）", "Of the standard's input document (the default)."),
    "schema.result": ("标准的结果", "Of the standard's result."),
    "schema.compiled_form": ("编译结果的格式", "Of the compiled form."),
    "schema.result_file": ("结果文件的格式", "Of a result file."),
    "schema.diff": ("版本比较（footrule diff --json）的格式", "Of a comparison of editions (footrule diff --json)."),
    "schema.comparison": (
        "标准间比较（footrule compare --json）的格式",
        "Of a comparison across standards (footrule compare --json).",
    ),
    "schema.overlaps": (
        "重叠与矛盾（footrule overlaps --json）的格式",
        "Of the overlaps of the library (footrule overlaps --json).",
    ),
    "schema.mapping": ("术语对应文件的格式", "Of a mapping of terms."),
    "run": (
        "按标准计算\n\n输入来自文件、标准输入、--set 或标准中的算例；结果带单位和条款。",
        "Calculate by a standard.\n\nInputs come from a file, standard input, --set or an example of the standard; "
        "results come with units and clauses.",
    ),
    "run.set_": ("给出一个输入，例如 scrap_share='20 %'", "Give one input, as in scrap_share='20 %'."),
    "run.option": ("选取一个选项，例如 shared_limit=worse", "Take one option, as in shared_limit=worse."),
    "run.example": ("用标准中这个算例的输入", "Use what this example of the standard gives."),
    "run.want": (
        "只要这个结果；别的结果所需的输入可以缺",
        "Give this result only; inputs that only others need may be missing.",
    ),
    "run.explain": ("显示每个数的由来：规则、情形、条款、输入", "Show for each number its rule, case, clause, inputs."),
    "run.out": ("把可核验的结果写入此文件", "Write a result file that `verify` can recompute."),
    "explain": (
        "解释一个规则、输入、选项、表，或一个错误编号\n\n"
        "例：footrule explain cn/tcisa-452@2024-draft limit；footrule explain F0101",
        "Explain a rule, input, option or table, or the code of a message.\n\n"
        "As in footrule explain cn/tcisa-452@2024-draft limit, or footrule explain F0101.",
    ),
    "explain.subject": ("标准名称、.md 文件，或错误编号", "A standard's name, a .md file, or a code."),
    "explain.name": ("要解释的名称", "The name to explain."),
    "explain-code": (
        "解释一个消息编号：为什么要紧、怎么办、一反一正两个例子\n\n例：footrule explain-code F0502",
        "Explain the code of a message: why it matters, what to do, a bad and a good file.\n\n"
        "As in footrule explain-code F0502.",
    ),
    "explain-code.code": ("编号，如 F0502、R0301", "The code, such as F0502 or R0301."),
    "explain.input": (
        "输入文件；给出后也说明它在这些输入下如何得出",
        "Input document; given one, how the value comes about is shown too.",
    ),
    "conform": (
        "检验任何工具是否按标准计算\n\n"
        "案例集由标准生成，也可用库中现成的（写标准的名称即可）。"
        "每个动作有自己的帮助，如 footrule conform run --help。",
        "Find out whether any tool computes a standard as published.\n\n"
        "The cases of a suite are made from a standard; those of the library are there already, by the standard's "
        "name. Each action has help of its own, as in footrule conform run --help.",
    ),
    "conform.suite": (
        "案例集：文件夹，或库中标准的名称",
        "A suite: its folder, or the name of a standard of the library.",
    ),
    "conform.junit": ("写出 JUnit XML", "Write JUnit XML."),
    "conform.html": ("写出网页（离线可看）", "Write a page for the browser that needs no network."),
    "conform.badge": ("写出徽章 JSON", "Write the JSON of a badge."),
    "conform.github": ("只输出 GitHub 标注", "Print GitHub annotations and nothing else."),
    "conform suite": (
        "由标准生成案例集\n\n再次生成时，案例的编号不变。",
        "Make the suite of a standard.\n\nMade again, its cases keep their ids.",
    ),
    "conform suite.out": ("案例集的文件夹", "The folder of the suite."),
    "conform suite.checkpoints": ("把中间结果也写进案例", "Write the values on the way into the cases too."),
    "conform run": (
        "用案例集检验工具\n\n"
        "工具：proc:命令（一直运行）、exec:命令（每问一次）、http://地址、py:模块:函数、xlsx:对应表、file:答案。\n\n"
        "退出码：0 必需的案例全部通过，1 没有，2 用法有误，3 读不了输入，130 被中断。",
        "Put a tool to a suite.\n\n"
        "The tool: proc:COMMAND (stays), exec:COMMAND (one a question), http://…, py:MODULE:CALLABLE, xlsx:MAPPING, "
        "file:ANSWERS.\n\n"
        "Exit codes: 0 every required case passes, 1 not so, 2 usage, 3 unreadable input, 130 interrupted.",
    ),
    "conform run.tool": (
        "被测工具，如 proc:'python my_tool.py'",
        "The tool under test, as in proc:'python my_tool.py'.",
    ),
    "conform run.out": ("结果文件；也是 --resume 所接的", "The results file; what --resume goes on with."),
    "conform run.waivers": ("豁免文件（YAML）", "File of waivers (YAML)."),
    "conform run.case": ("只运行这个案例；可多次给出", "Run this case only; repeatable."),
    "conform run.seconds": ("每次回答的时限（秒）", "Seconds for one answer."),
    "conform run.memory": ("子进程的内存上限（MB）", "Memory of a child process in MB."),
    "conform run.repeat": ("每个问题问几次", "How often to ask each question."),
    "conform run.strict": ("严格检查消息格式", "Hold every message to the letter of its schema."),
    "conform run.network": ("允许子进程联网", "Let child processes reach the network."),
    "conform run.witnessed": ("结果有见证人在场", "The run was witnessed."),
    "conform run.resume": ("接着被中断的运行（同一个 --out）", "Go on with an interrupted run (of the same --out)."),
    "conform view": (
        "查看结果：终端、JSON、JUnit、网页、徽章、GitHub 标注\n\n几个结果文件合成一个网页。",
        "Show results: terminal, JSON, JUnit, a page, a badge, GitHub annotations.\n\n"
        "Several results files go into one page.",
    ),
    "conform view.files": ("conform run 写出的结果文件", "Results files as conform run writes them."),
    "conform compare": (
        "比较两次结果：新的未通过、已修复，案例集或工具是否变了\n\n退出码：0 没有新的未通过，1 有。",
        "Hold two results against each other: new failures, what is fixed, another suite or tool.\n\n"
        "Exit codes: 0 no new failure, 1 some.",
    ),
    "conform compare.before": ("先前的结果文件", "The results file before."),
    "conform compare.after": ("后来的结果文件", "The results file after."),
    "conform strength": (
        "衡量案例集的强度：哪些错误会被发现\n\n逐一改动规则，看必需的案例能否发现。退出码：0 不弱于记录，1 弱于记录。",
        "Measure a suite: which mistakes of a tool it would notice.\n\n"
        "Each rule is changed as a careless reader would, and put to the required cases. "
        "Exit codes: 0 not weaker than on record, 1 weaker.",
    ),
    "conform strength.results": (
        "工具的结果文件；给出后衡量的是它所答的那些案例",
        "A tool's results; given, the cases it answered are measured.",
    ),
    "conform strength.out": ("把强度的记录写入此文件", "Write the record of the strength to this file."),
    "conform improve": (
        "为未被发现的错误寻找案例，提议出来供人过目",
        "Look for cases that notice what slips through, and propose them.",
    ),
    "conform improve.out": ("提议的案例写入此文件夹", "Folder the proposed cases are written to."),
    "conform accept": (
        "把提议的案例收入案例集，全收或全不收",
        "Take proposed cases into a suite, all or none.",
    ),
    "conform accept.proposals": ("conform improve 写出的文件夹", "The folder conform improve wrote."),
    "conform document": (
        "核对 PACT ProductFootprint 文件里的数\n\n"
        "合计、正负、界限、空缺、日期、声明单位。退出码：0 没有违反，1 有，3 读不了。",
        "Hold the numbers of a PACT ProductFootprint to the rules they claim to follow.\n\n"
        "Sums, signs, bounds, blanks, dates, the declared unit. Exit codes: 0 nothing is broken, 1 findings, "
        "3 unreadable.",
    ),
    "conform document.path": ("JSON 文件", "A JSON document."),
    "conform requests": (
        "列出案例集的全部提问，供以文件作答的工具使用\n\n"
        "一行一问；回答带上问题的 seq，写成一个文件，再用 --tool file:答案 检验。",
        "List every question of a suite, for tools that answer by file.\n\n"
        "One question a line; each answer carries the question's seq, and the file of answers is put to the test with "
        "--tool file:ANSWERS.",
    ),
    "conform schema": (
        "给出案例、结果、豁免和消息的 JSON Schema",
        "Give the JSON Schemas of cases, results, waivers and messages.",
    ),
    "test": (
        "用标准刊印的算例检验规则\n\n结论：一致、存疑（刊印值有误，已注明）、不一致。",
        "Hold the rules to the published worked examples.\n\n"
        "Verdicts: agrees, disputed (the printed value is known not to follow), fails.",
    ),
    "test.every": (
        "也列出为本库而编且一致的算例",
        "Show also the examples made for the library that agree.",
    ),
    "build": ("把标准编译成其他形式的计算器", "Compile a standard into a calculator of another kind."),
    "build.target": ("目标", "What to build."),
    "verify": ("重算结果文件，逐位核对", "Recompute a result file and compare every digit."),
    "verify.file": ("由 run --out 写出的结果文件", "A result file written by run --out."),
    "verify.by": (
        "用此标准重算；缺省为结果文件所记的标准",
        "The standard to recompute by; else the one the file records, from the library.",
    ),
    "compare": (
        "同一产品在两项标准下：何处一致、冲突或取决于选择\n\n"
        "产品按术语对应中第一项标准的名称给出；只有另一项知道的写在 other 下。"
        "不给 --input 时寻找差别最大的见证产品。没有术语对应时只比较立场。\n\n"
        "退出码：0 没有达到 --level 的差别，1 有，2 用法有误，3 读不了输入，4 程序自身出错。",
        "One product under two standards: where they agree, conflict, or leave a choice.\n\n"
        "The product is told in the names of the first standard of the mapping of terms; what only the other knows "
        "stands under `other`. Without --input a product is looked for on which they diverge most. Without a mapping "
        "of terms only where they stand is compared.\n\n"
        "Exit codes: 0 nothing at or above --level, 1 findings, 2 usage, 3 unreadable input, 4 a fault of our own.",
    ),
    "compare.a": ("一项标准：名称或 .md 文件", "One standard."),
    "compare.b": ("另一项标准：名称或 .md 文件", "The other standard."),
    "compare.input": ("产品（JSON 或 YAML）", "The product (JSON or YAML)."),
    "compare.mapping": ("自己的术语对应文件（YAML）", "A mapping of terms of your own (YAML)."),
    "compare.format": ("输出形式：text、json、markdown、html", "How to tell it: text, json, markdown, html."),
    "compare.html": ("同 --format html", "The same as --format html."),
    "compare.out": ("写入此文件", "File to write to."),
    "compare.level": (
        "达到何种差别时退出码为 1：conflict、choice、never",
        "From which difference on the exit code is 1: conflict, choice, never.",
    ),
    "overlaps": (
        "整个库的重叠与矛盾：范围、立场、同一术语的不同数值\n\n"
        "退出码：0 没有达到 --level 的发现，1 有，2 用法有误，3 读不了输入，4 程序自身出错。",
        "Overlaps and contradictions of the whole library: scope, stances, one term with two numbers.\n\n"
        "Exit codes: 0 nothing at or above --level, 1 findings, 2 usage, 3 unreadable input, 4 a fault of our own.",
    ),
    "overlaps.as_of": ("截至哪一天，缺省为今天", "As of which day; today unless given."),
    "overlaps.every": ("也比较已有新版的旧版", "Compare superseded editions too."),
    "overlaps.no_numbers": ("不找数值不同的见证产品，更快", "Look for no products with other numbers; faster."),
    "overlaps.format": ("输出形式：text、json、markdown、html", "How to tell it: text, json, markdown, html."),
    "overlaps.html": ("同 --format html", "The same as --format html."),
    "overlaps.out": ("写入此文件", "File to write to."),
    "overlaps.level": (
        "达到何种发现时退出码为 1：contradiction、overlap、never",
        "From which finding on the exit code is 1: contradiction, overlap, never.",
    ),
    "range": (
        "在标准留有的选项之内，结果最小和最大是多少，各由哪些选择得出",
        "The least and greatest a result may be over the open options, and the choices that give them.",
    ),
    "range.input": ("输入文件（JSON 或 YAML）", "Input document (JSON or YAML)."),
    "range.set_": ("给出一个输入", "Give one input."),
    "range.option": ("先定下一个选项", "Take one option beforehand."),
    "range.example": ("用标准中这个算例的输入，选项放开", "Use this example's inputs; its options are left open."),
    "diff": (
        "比较两个版本：改了什么、涉及谁、变动多少，并给出证明或见证\n\n"
        "用 --git 时为 footrule diff --git 旧修订 新修订 文件.md。\n\n"
        "退出码：0 没有达到 --level 的变化，1 有，2 用法有误，3 读不了输入，4 程序自身出错。",
        "Compare two editions: what changes, for whom, by how much, with proof or a product that shows it.\n\n"
        "With --git: footrule diff --git REV1 REV2 FILE.md.\n\n"
        "Exit codes: 0 nothing at or above --level, 1 findings, 2 usage, 3 unreadable input, 4 a fault of our own.",
    ),
    "diff.old": ("旧版：标准名称或 .md 文件；用 --git 时为修订", "The old edition; with --git a revision."),
    "diff.new": ("新版：标准名称或 .md 文件；用 --git 时为修订", "The new edition; with --git a revision."),
    "diff.path": ("用 --git 时的文件", "With --git, the file."),
    "diff.git": ("比较同一文件的两个修订", "Compare two revisions of one file."),
    "diff.format": (
        "输出形式：text、json、markdown、html、github、changelog",
        "How to tell it: text, json, markdown, html, github, changelog.",
    ),
    "diff.out": ("写入此文件", "File to write to."),
    "diff.level": (
        "达到何级时退出码为 1：ERR、WARN、INFO、never",
        "From which level on the exit code is 1: ERR, WARN, INFO, never.",
    ),
    "diff.portfolio": (
        "产品组合（CSV 或 Parquet，一行一个产品，列名为输入、列表.字段 或 列表.2.字段），- 为标准输入",
        "Portfolio: CSV or Parquet, one product a row; columns are inputs, list.field or list.2.field. - reads "
        "standard input.",
    ),
    "diff.products": ("没有组合时生成的产品数", "How many products to generate where no portfolio is given."),
    "diff.results": (
        "旧版的符合性结果（footrule conform run 写出）：哪些沿用，哪些将不通过；可多次给出",
        "Conformance results for the old edition (of footrule conform run): which stay valid, which will fail. "
        "Repeatable.",
    ),
    "diff.approvals": ("审批文件（YAML），按指纹", "Approvals (YAML), by fingerprint."),
    "diff.every": ("也列出证明无影响的变化", "List also what is proved to have no effect."),
    "docs": (
        "生成离线文档网站（中英文）\n\n不给名称时包括库中全部标准。",
        "Build the offline documentation site, Chinese and English.\n\nCovers the whole library unless standards are "
        "named.",
    ),
}


EXAMPLES: dict[str, str] = {
    "conform suite": "footrule conform suite cn/ets-power@2023-2024 --out my-suite",
    "conform run": 'footrule conform run cn/ets-power@2023-2024 --tool "proc:python my_tool.py" --out results.json',
    "conform view": "footrule conform view results.json --html results.html",
    "conform compare": "footrule conform compare before.json after.json",
    "conform strength": "footrule conform strength cn/ets-power@2023-2024",
    "conform improve": "footrule conform improve my-suite --out proposals",
    "conform accept": "footrule conform accept my-suite proposals",
    "conform document": "footrule conform document footprint.json",
    "conform requests": "footrule conform requests cn/ets-power@2023-2024 > questions.jsonl",
    "conform schema": "footrule conform schema > schemas.json",
}
"""A whole command to begin with, shown at the end of its help and where it was called wrongly."""


def command(name: str) -> str:
    text = _chosen(_HELP[name])
    if name not in EXAMPLES:
        return text
    return f"{text}\n\n{_chosen(('例：', 'Example: '))}{EXAMPLES[name]}"


def parameter(command: str, name: str) -> str:
    """The text for a command's own parameter, else for its group's, else for the one all commands share."""
    group = command.partition(" ")[0]
    return _chosen(_HELP.get(f"{command}.{name}") or _HELP.get(f"{group}.{name}") or _HELP[f".{name}"])


def _chosen(pair: tuple[str, str]) -> str:
    zh, en = pair
    return zh if current() == "zh" else en
