"""Every message the command line says in its own name, in Chinese and English.

A sentence about a standard or an input is worded where it is found out (`footrule.dsl.diagnostics`,
`footrule.runtime.problems`); here are the sentences about the command itself, and the words its tables are headed with.
"""

from __future__ import annotations

from footrule.cli.languages import Language, current

_WORDS: dict[str, tuple[str, str]] = {
    # endings
    "fault": (
        "程序内部出错，这不是您的输入造成的；详情已写入 {path}",
        "something of ours broke, not your input; the details are in {path}",
    ),
    "fault without file": (
        "程序内部出错，这不是您的输入造成的；详情无处可写",
        "something of ours broke, not your input; no folder could be written to for the details",
    ),
    "try help": ("查看用法：{command} --help", "see {command} --help"),
    "no such option": ("没有选项 {name}{hint}", "there is no option {name}{hint}"),
    "no such command": ("没有命令 {name}{hint}", "there is no command {name}{hint}"),
    "missing parameter": ("缺少 {name}", "{name} is missing"),
    "bad parameter": ("{name} 的取值无效；可用：{accepted}", "{name} has no such value; it takes {accepted}"),
    "option without value": ("选项 {name} 的用法有误：需要取值，或不接受取值", "{name} needs a value, or takes none"),
    "too many arguments": ("多余的参数：{names}", "unexpected: {names}"),
    "misused": ("用法有误：{message}", "{message}"),
    "did you mean": ("；是否指 {names}？", "; did you mean {names}?"),
    # what is named
    "no such edition": (
        "库中没有 `{reference}`{hint}",
        "the library holds no `{reference}`{hint}",
    ),
    "not a reference": (
        "`{reference}` 不是标准名称；名称形如 cn/tcisa-452@2024-draft，文件请写以 .md 结尾的路径{hint}",
        "`{reference}` does not name a standard; a name looks like cn/tcisa-452@2024-draft, "
        "a file is given by its path ending in .md{hint}",
    ),
    "unreadable": ("无法读取 {path}：{reason}", "{path} cannot be read: {reason}"),
    "unwritable": ("无法写入 {path}：{reason}", "{path} cannot be written: {reason}"),
    "standard output": ("标准输出", "standard output"),
    "too large": ("{path} 过大（上限 {most} MB）", "{path} is too large (at most {most} MB)"),
    "nothing named": ("请给出标准名称，或使用 --all", "name a standard, or use --all"),
    "named and all": ("标准名称与 --all 不能同时使用", "a standard is named and --all is given; use one of them"),
    "only one way": ("{names} 只能选其一", "only one of {names} can be used"),
    "does not compile": (
        "标准 {standard} 有错误，不能使用；见上",
        "the standard {standard} has errors and cannot be used; see above",
    ),
    "not installed": ("这需要安装 {extra}", "this needs {extra} to be installed"),
    "for editors": (
        "语言服务器由编辑器启动，在标准输入输出上说 JSON-RPC；按 Ctrl-C 结束",
        "the language server is started by an editor and speaks JSON-RPC here; Ctrl-C ends it",
    ),
    "empty library": ("库中没有任何标准", "the library is empty"),
    # check
    "checked": (
        "{standards} 个标准：{errors} 个错误，{warnings} 个警告，{notes} 个提示",
        "standards checked: {standards}; errors: {errors}; warnings: {warnings}; notes: {notes}",
    ),
    "notes by name": (
        "提示只在检查单个标准时列出：footrule check 名称",
        "notes are listed where a standard is named: footrule check REF",
    ),
    "proved": (
        "{standards} 个标准：已证明 {proved}，反例 {refuted}，未判定 {undecided}；{errors} 个错误，{warnings} 个警告，"
        "{notes} 个提示",
        "standards: {standards}; proved: {proved}; refuted: {refuted}; undecided: {undecided}; errors: {errors}; "
        "warnings: {warnings}; notes: {notes}",
    ),
    "proving": ("证明", "proving"),
    "no package": (
        "这需要软件包 {package}：pip install 'footrule[{extra}]'",
        "this needs the package {package}: pip install 'footrule[{extra}]'",
    ),
    "bad profile": ("编制要求 {name} 不能用：{reason}", "the profile {name} cannot be used: {reason}"),
    "no such profile": ("没有编制要求 {name}；有：{names}", "no profile {name}; there are: {names}"),
    "checking": ("检查", "checking"),
    # fmt
    "formatted": ("已整理 {path}", "formatted {path}"),
    "would format": ("需要整理 {path}", "would format {path}"),
    "not formatted": (
        "{path} 中有 {count} 处读不懂，保持原样；见 footrule check {path}",
        "{path}: parts that cannot be read and stay as they are: {count}; see footrule check {path}",
    ),
    # list
    "standard": ("标准", "standard"),
    "title": ("名称", "title"),
    "edition": ("版本", "edition"),
    "level": ("层级", "level"),
    "status": ("依据", "evidence"),
    "examples": ("算例", "examples"),
    "library count": ("共 {count} 个版本", "{count} editions"),
    "broken": ("有错误", "has errors"),
    "level international": ("国际", "international"),
    "level regional": ("区域", "regional"),
    "level national": ("国家", "national"),
    "level industry": ("行业", "industry"),
    "level local": ("地方", "local"),
    "level group": ("团体", "group"),
    "level enterprise": ("企业", "enterprise"),
    "status primary": ("原文", "primary"),
    "status excerpt": ("摘录", "excerpt"),
    "status secondary": ("转引", "secondary"),
    "status draft": ("草案", "draft"),
    "status unverified": ("未核实", "unverified"),
    "in force": ("{date}实施", "in force {date}"),
    "no dates": ("日期不详", "no dates known"),
    "list comma": ("，", ", "),
    "state encoded": ("已编入", "encoded"),
    "state partly": ("部分编入", "partly"),
    "state title_only": ("仅知名称", "title only"),
    "not named": (
        "这一清单共 {total} 项，其中 {count} 项读到的文件没有列出名称",
        "the list has {total} entries; no text that was read names {count} of them",
    ),
    "map count": (
        "共 {count} 项：已编入 {encoded}，部分编入 {partly}，仅知名称 {title_only}",
        "{count} standards: {encoded} encoded, {partly} partly, {title_only} known by title only",
    ),
    "no such family": (
        "没有这样的清单、标准族或产品 `{name}`{hint}",
        "no list, family or product is called `{name}`{hint}",
    ),
    # show
    "no such pass": ("没有步骤 `{name}`；可用：{names}", "there is no pass `{name}`; there are {names}"),
    "no such rule": ("标准中没有规则 `{name}`{hint}", "the standard has no rule `{name}`{hint}"),
    # run
    "not name=value": ("`{text}` 不是“名称=值”的形式", "`{text}` is not of the form NAME=VALUE"),
    "set twice": ("`{name}` 给出了两次", "`{name}` is given twice"),
    "no such example": ("标准中没有算例 `{name}`{hint}", "the standard has no example `{name}`{hint}"),
    "output": ("结果", "result"),
    "value": ("值", "value"),
    "clause": ("条款", "clause"),
    "options taken": ("选项", "options"),
    "by default": ("（默认）", " (by default)"),
    "warning": ("警告", "warning"),
    "unchecked": ("缺少输入，未检查", "not checked for want of inputs"),
    "unchecked count": (
        "未检查的要求 {count} 条：缺少其输入，所要的结果用不到",
        "requirements not checked: {count}; their inputs are missing, and what was asked for does not need them",
    ),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "not stated": ("未注明", "not stated"),
    "refused": ("不能计算：{count} 个问题", "refused; problems: {count}"),
    "accepted": ("可接受：{text}", "accepted: {text}"),
    "reported": ("声明所列", "to be reported"),
    "inventory": ("清单", "inventory"),
    "total": ("合计", "total"),
    "emissions": ("排放", "emissions"),
    "removals": ("清除", "removals"),
    "data ranks": ("数据等级", "ranks of data"),
    "primary share": ("初级数据占比", "share of primary data"),
    "rests on": ("所依据的最弱证据：{status}", "weakest evidence it rests on: {status}"),
    "departures": ("偏离", "departures"),
    "explained": ("计算过程", "how it came about"),
    "result written": ("结果文件：{path}", "result file: {path}"),
    # explain
    "no such name": ("标准中没有 `{name}`{hint}", "the standard has no `{name}`{hint}"),
    "no such code": ("没有编号 `{code}`", "there is no code `{code}`"),
    "kind input": ("输入", "input"),
    "kind list": ("输入列表", "list input"),
    "kind option": ("选项", "option"),
    "kind table": ("表", "table"),
    "kind rule": ("规则", "rule"),
    "kind enumeration": ("取值", "kind"),
    "modality shall": ("应当", "shall be taken"),
    "modality should": ("宜", "should"),
    "modality may": ("可", "may"),
    "severity error": ("错误", "error"),
    "severity warning": ("警告", "warning"),
    "severity info": ("提示", "note"),
    "severity refusal": ("拒绝计算", "refusal"),
    "message": ("消息", "message"),
    "why": ("为什么", "why it matters"),
    "bad example": ("错误的例子", "a bad file"),
    "good example": ("正确的例子", "a good file"),
    "required": ("必填", "required"),
    "optional": ("可缺省", "optional"),
    "default": ("默认 {value}", "default {value}"),
    "one of": ("取自 {members}", "one of {members}"),
    "uses": ("用到", "uses"),
    "used by": ("被用于", "used by"),
    "help": ("怎么办", "help"),
    # test
    "testing": ("算例", "examples of"),
    "example": ("算例", "example"),
    "target": ("量", "value of"),
    "printed": ("刊印值", "printed"),
    "computed": ("计算值", "computed"),
    "verdict": ("结论", "verdict"),
    "agrees": ("一致", "agrees"),
    "disputed": ("存疑", "disputed"),
    "fails": ("不一致", "fails"),
    "tested": (
        "算例 {examples} 个：{agrees} 个一致，{disputed} 个存疑，{fails} 个不一致；共核对 {printed_results} 个数",
        "{examples} examples: {agrees} agree, {disputed} disputed, {fails} fail; {printed_results} results compared",
    ),
    "of which published": (
        "其中刊印的算例 {published} 个："
        "{published_agrees} 个一致，{published_disputed} 个存疑，{published_fails} 个不一致",
        "of these {published} published: "
        "{published_agrees} agree, {published_disputed} disputed, {published_fails} fail",
    ),
    "made and agree": (
        "另有为本库而编的算例 {count} 个，全部一致（--every 可列出）",
        "made for the library and in agreement: {count} (--every shows them)",
    ),
    "no examples": ("没有算例", "there are no examples"),
    # build, docs, new, verify
    "built": ("已生成 {path}", "built {path}"),
    "unsupported": (
        "目标 {target} 不支持 {construct}（§{clause}）",
        "the target {target} does not support {construct} (§{clause})",
    ),
    "no such target": ("没有目标 `{name}`；可用：{names}", "there is no target `{name}`; there are {names}"),
    "refused site": ("{refusal.zh}", "{refusal.en}"),
    "docs built": ("文档：{path}", "documentation: {path}"),
    "documented with errors": (
        "{standard} 有错误，只列出发现和正文：{page}",
        "{standard} has errors; its page holds the findings and the text: {page}",
    ),
    "building docs": ("文档", "documenting"),
    "not empty": ("{path} 已存在，不会覆盖", "{path} is there already and is not overwritten"),
    "created": ("已创建 {path}", "created {path}"),
    "next": ("下一步：{command}", "next: {command}"),
    "range least": ("最小", "least"),
    "range greatest": ("最大", "greatest"),
    "range same": ("怎样选都一样", "the same whatever is chosen"),
    "range silent": ("没有得出", "not given"),
    "range deciding": ("起作用的选项", "Options that decide"),
    "range tried": ("全部 {count} 种选择，其中 {refused} 种被拒绝", "all {count} ways of choosing; refused: {refused}"),
    "range sampled": (
        "试了 {count} 种选择（数值取界限和缺省值），其中 {refused} 种被拒绝；界限之间未证明",
        "{count} ways of choosing tried, numbers at bounds and default; refused: {refused}; not proved in between",
    ),
    "written": ("已写入 {path}", "written to {path}"),
    "results of another": (
        "{path} 是 {found} 的结果，旧版是 {wanted}",
        "{path} holds results for {found}; the old edition is {wanted}",
    ),
    "no suite": ("{standard} 没有案例套件", "there is no suite of cases for {standard}"),
    "git": ("git 报告：{reason}", "git: {reason}"),
    "compare one standard": (
        "比较需要两项标准，两个名称都是 {standard}",
        "two standards are compared; both names are {standard}",
    ),
    "no mapping of terms": (
        "{names} 之间没有术语对应，无法读产品；用 --mapping 给出，或不给 --input 只比较立场",
        "there is no mapping of terms between {names}, so no product can be read; give one with --mapping, or leave "
        "out --input to compare where they stand",
    ),
    "no witness across": (
        "没有找到两项标准都能回答的产品：{names}；用 --input 给出一个",
        "no product was found that both standards answer for: {names}; give one with --input",
    ),
    "product refused": ("{standard} 读不了这个产品：{problem}", "{standard} cannot read this product: {problem}"),
    "diff git needs path": ("--git 之后须给出两个修订和一个文件", "--git takes two revisions and a file"),
    "form refused": ("编译结果不可用：{problem}", "the compiled form cannot be used: {problem}"),
    "verified": ("重算一致：{path}", "recomputed to the same digits: {path}"),
    "not verified": ("重算不一致：{count} 处", "not the same when recomputed; differences: {count}"),
    # conform
    "colon": ("：", ": "),
    "making cases": ("案例", "cases for"),
    "running cases": ("案例", "case"),
    "suite written": (
        "{path}：共 {cases} 个案例；新增 {added}，改变 {changed}，退役 {retired}",
        "{path}: cases {cases}; added {added}, changed {changed}, retired {retired}",
    ),
    "cases": ("案例", "cases"),
    "likely clauses": ("最可能出错的条款（未通过/涉及）", "clauses most likely at fault (failed/concerned)"),
    "first differs": ("首个不一致的步骤：{step}", "first step that differs: {step}"),
    "more failures": (
        "另有 {count} 个未通过；--out、--html、--junit 写出的文件列出全部",
        "and {count} more that fail; the files of --out, --html and --junit have all of them",
    ),
    "about the case": ("案例：{title}", "the case: {title}"),
    "verdict passed": ("通过：{of} 个必需案例全部通过", "passes: all required cases ({of}) are passed"),
    "verdict passed yet": (
        "尚无结论：至此 {of} 个必需案例全部通过",
        "no verdict yet: the required cases so far ({of}) are all passed",
    ),
    "verdict not passed": (
        "未通过：{of} 个必需案例中有 {lacking} 个没有通过",
        "does not pass: of {of} required cases {lacking} are not passed",
    ),
    "verdict not passed yet": (
        "未通过：至此 {of} 个必需案例中有 {lacking} 个没有通过",
        "does not pass: of {of} required cases so far {lacking} are not passed",
    ),
    "verdict others": (
        "必需案例全部通过（{of} 个），其他案例有 {others} 个未通过",
        "all required cases ({of}) are passed, but {others} others fail",
    ),
    "verdict nothing": ("没有结论：没有一个案例能判断", "no verdict: no case could be judged"),
    "reason of many": ("  {outcome}：{reason}（{count} 个案例）", "  {outcome}: {reason} ({count} cases)"),
    "conformance score": (
        "必需案例通过 {passed}/{of}；已尝试的通过 {passed_tried}/{tried}（{tier}）",
        "required cases passed: {passed}/{of}; of those attempted: {passed_tried}/{tried} ({tier})",
    ),
    "tier re-run": ("由本机运行", "run here"),
    "tier witnessed": ("见证", "witnessed"),
    "tier attested": ("自报，未运行", "attested, not run"),
    "interrupted run": (
        "运行被中断，已完成 {done} 个案例；加 --resume 接着运行",
        "interrupted after {done} cases; --resume goes on from there",
    ),
    "interrupted without file": (
        "运行被中断，结果未保存；给出 --out 才能接着运行",
        "interrupted, and nothing was kept; with --out a run can be gone on with",
    ),
    "same suite": ("案例集相同", "the same suite"),
    "other suite": ("案例集不同", "another suite"),
    "same tool": ("工具相同", "the same tool"),
    "other tool": ("工具不同", "another tool"),
    "score then and now": ("必需案例通过：{before} → {after}", "required cases passed: {before} → {after}"),
    "new failures": ("新的未通过", "new failures"),
    "fixed": ("已修复", "fixed"),
    "other outcomes": ("结论有变", "other outcomes"),
    "changed cases": ("案例有变", "changed cases"),
    "new cases": ("新增案例", "new cases"),
    "gone cases": ("消失的案例", "gone cases"),
    "operator": ("错误种类", "kind of mistake"),
    "noticed": ("被发现", "noticed"),
    "strength": (
        "发现 {killed}/{total} 种错误；另有 {equivalent} 种已证明不影响结果",
        "mistakes noticed: {killed}/{total}; shown to change nothing: {equivalent}",
    ),
    "strength unaided": (
        "工具若只被问整份文件和输出，也不说明错误编号：{unaided}/{total}",
        "of a tool that is asked whole documents and outputs only, and maps no error codes: {unaided}/{total}",
    ),
    "how strong": (
        "不是全部都答了；所答的有多强：footrule conform strength {standard} {path}",
        "not all were answered; how strong those are that were: footrule conform strength {standard} {path}",
    ),
    "taken": (
        "这个工具所答的 {cases} 个必需案例，凭数值和拒绝与否发现 {total} 种错误中的 {noticed} 种",
        "the required cases this tool answered ({cases}) notice {noticed} of {total} mistakes, by values and refusals",
    ),
    "improved": (
        "{survivors} 种未被发现的错误中，{noticed} 种由 {proposed} 个提议的案例发现",
        "mistakes not noticed: {survivors}; noticed by the cases proposed ({proposed}): {noticed}",
    ),
    "measuring": ("试各种错误", "trying mistakes"),
    "looking": ("寻找案例", "looking for cases"),
    "weaker": ("弱于已记录的 {killed}/{total}", "weaker than the {killed}/{total} on record"),
    "listed spare": ("另有 {count} 种由作者列为不影响结果", "listed by the author as changing nothing: {count}"),
    "still passing": ("仍未找到案例的错误：", "no case was found for:"),
    "to accept": (
        "看过之后采纳：footrule conform accept {suite} {path}",
        "once looked at, take them in with: footrule conform accept {suite} {path}",
    ),
    "cases accepted": ("已采纳 {added} 个案例，共 {cases} 个", "cases taken in: {added}; there are now {cases}"),
}


def word(key: str, language: Language | None = None, /, **arguments: object) -> str:
    """The message `key` in the user's language, or in the one given."""
    zh, en = _WORDS[key]
    return (zh if (language or current()) == "zh" else en).format_map(arguments)


def both(key: str, /, **arguments: object) -> dict[str, str]:
    """The message in both languages, as JSON gives it."""
    return {"zh": word(key, "zh", **arguments), "en": word(key, "en", **arguments)}


def did_you_mean(names: tuple[str, ...]) -> str:
    """A hint to put at the end of a sentence; nothing where there is no name to suggest."""
    comma = "、" if current() == "zh" else ", "
    return word("did you mean", names=comma.join(f"`{name}`" for name in names)) if names else ""


def label(zh: str, en: str) -> str:
    """A label in the user's language, in the other where there is none."""
    return (zh or en) if current() == "zh" else (en or zh)
