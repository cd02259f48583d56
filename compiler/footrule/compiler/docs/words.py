"""The site's own words, Chinese and English, one row a thought."""

from __future__ import annotations

from typing import Literal

from footrule.compiler.proofs.wording import PROPERTIES

TABLE: dict[str, tuple[str, str]] = {
    # inside formulas
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "unknown": ("未知", "unknown"),
    "not_applicable": ("不适用", "not applicable"),
    "and": ("且", "and"),
    "or": ("或", "or"),
    "not": ("非", "not"),
    "or_else": ("，缺则", ", or else"),
    "if": ("若", "if"),
    "else": ("，否则", ", else"),
    "is_known": ("已知", "is known"),
    "is_applicable": ("适用", "applies"),
    "source": ("数据来源", "source of"),
    "year_of": ("年份", "year of"),
    "f_days_between": ("相隔天数", "days between"),
    "f_min": ("min", "min"),
    "f_max": ("max", "max"),
    "f_mean": ("平均", "mean"),
    "f_any": ("存在", "any"),
    "f_all": ("全部", "all"),
    "f_distinct": ("互不相同", "distinct"),
    "f_count": ("个数", "number of"),
    "significant": ("{} 位有效数字", "{} significant digits"),
    "to_integer": ("取整", "to integer"),
    "decimals": ("{} 位小数", "{} decimals"),
    "comma": ("，", ", "),
    "half_up": ("四舍五入", "half up"),
    "half_even": ("四舍六入五成双", "half to even"),
    "down": ("截尾", "towards zero"),
    "up": ("进位", "away from zero"),
    "colon": ("：", ": "),
    "list_comma": ("、", ", "),
    "when": ("当", "when"),
    "otherwise": ("其他情形", "otherwise"),
    "always": ("任何情形", "always"),
    "where": ("式中", "where"),
    "too_deep": ("此式嵌套过深，只列原文。", "This formula is nested too deeply to typeset; its code stands below."),
    # statements
    "in_order": ("依次判断，取首个成立者", "first that holds"),
    "exception_to": ("例外于", "exception to"),
    "departs_from": ("偏离", "departs from"),
    "requires_shall": ("应", "shall"),
    "requires_should": ("宜", "should"),
    "else_told": ("否则：", "Otherwise: "),
    "data_required": ("须用数据", "data required"),
    "gwp": ("全球变暖潜势", "warming potentials"),
    "gwp_told": ("<b>{}</b>，{} 年", "<b>{}</b>, {} years"),
    "boundary": ("系统边界", "System boundary"),
    "allocation": ("分配", "allocation"),
    "allocation_told": ("{} 分配于 {}，依次采用：", "{} is shared among {}, by the first that applies:"),
    "key": ("依据", "by"),
    "electricity": ("电力", "electricity"),
    "demand": ("需求", "demand"),
    "supply": ("供应", "supply"),
    "rest": ("其余电量", "the rest"),
    "factor": ("因子", "factor"),
    "ledger": ("证书台账", "certificate ledger"),
    "ledger_unit": ("每张证书 {}，数量取 {}", "one certificate is {} of {}"),
    "ledger_valid": ("自 {1} 起 {0} 内有效，使用日 {2}", "valid for {0} from {1}, used at {2}"),
    "ledger_once": ("每张只用一次，以 {} 辨认", "each is used once, told apart by {}"),
    "ledger_cancelled": ("已注销：{}", "cancelled: {}"),
    "cut_off": ("取舍准则", "cut-off"),
    "cut_off_of": ("以 {} 为基准", "of {}"),
    "each": ("单项", "each"),
    "together": ("合计", "together"),
    "never": ("不得舍去", "never left out"),
    "data_activity": ("活动数据优先次序", "activity data, best first"),
    "data_factor": ("因子优先次序", "factors, best first"),
    "declared_unit": ("声明单位", "declared unit"),
    "functional_unit": ("功能单位", "functional unit"),
    "one_of": ("任选其一：", "one of"),
    "stage": ("阶段", "stage"),
    "for_each": ("对每个", "for each"),
    "emission": ("排放", "emission"),
    "removal": ("清除", "removal"),
    "fossil": ("化石", "fossil"),
    "biogenic": ("生物源", "biogenic"),
    "declares": ("本条定义", "This clause declares"),
    "d_input": ("输入", "inputs"),
    "d_option": ("选项", "options"),
    "d_table": ("数据表", "tables"),
    "d_kind": ("类别", "kinds"),
    "d_unit": ("单位", "units"),
    "d_use": ("引用", "uses"),
    "d_output": ("输出", "outputs"),
    "d_report": ("报告", "reports"),
    "rule_code": ("规则原文", "The rules as written"),
    "example_here": ("算例", "Worked example"),
    # drawing
    "every_stage": ("各阶段皆有", "in every stage"),
    "all_stages": ("各阶段", "every stage"),
    "inside": ("边界之内", "inside the boundary"),
    "air": ("排放与清除", "emissions and removals"),
    "excluded": ("边界之外", "outside the boundary"),
    # pages of a standard
    "tab_text": ("正文与公式", "Text and formulas"),
    "tab_calculator": ("输入与输出", "Inputs and outputs"),
    "tab_evidence": ("算例与证据", "Examples and evidence"),
    "number": ("标准号", "Number"),
    "edition": ("版本", "Edition"),
    "level": ("级别", "Level"),
    "issuer": ("发布者", "Issuer"),
    "issued": ("发布", "Issued"),
    "effective": ("实施", "In force"),
    "expires": ("失效", "Expires"),
    "library_id": ("库内标识", "Library id"),
    "follows": ("遵循", "Follows"),
    "uses": ("引用", "Uses"),
    "source_text": ("来源", "Source"),
    "gwp_set": ("变暖潜势", "Warming potentials"),
    "title_other": ("英文名称", "Title in Chinese"),
    "digest": ("摘要", "Digest"),
    "level_international": ("国际", "international"),
    "level_regional": ("区域", "regional"),
    "level_national": ("国家", "national"),
    "level_industry": ("行业", "industry"),
    "level_local": ("地方", "local"),
    "level_group": ("团体", "group"),
    "level_enterprise": ("企业", "enterprise"),
    "status_primary": ("原文", "primary"),
    "status_excerpt": ("节选", "excerpt"),
    "status_secondary": ("转述", "secondary"),
    "status_draft": ("草案", "draft"),
    "status_unverified": ("未核实", "unverified"),
    "status_told_primary": (
        "规则依据官方原文全文编写。",
        "The rules were written from the official text, read in full.",
    ),
    "status_told_excerpt": (
        "规则只依据官方文本的一部分或其官方页面编写；未读部分可能另有规定。",
        "The rules were written from part of the official text, or an official page; the rest may say more.",
    ),
    "status_told_secondary": (
        "规则依据他人转述（新闻、数据库、课件、厂商页面）编写，未见官方原文。",
        "The rules were written from someone else's account (news, a database, slides); the official text "
        "was not seen.",
    ),
    "status_told_draft": (
        "规则依据征求意见稿编写：该文本尚无效力，内容可能改变。",
        "The rules were written from a draft: it has no force yet and may change.",
    ),
    "status_told_unverified": (
        "规则依据一般知识编写，未与任何文本核对，不得当作引文使用。",
        "The rules were written from general knowledge, unchecked; they must not be quoted as the standard.",
    ),
    "status_inherited": (
        "本版自身证据为“{}”；因所引用的文件证据较弱，结果按“{}”计。",
        "This edition's own evidence is “{}”; results count as “{}”, the weakest of what it uses.",
    ),
    "evidence_status": ("证据状态", "Evidence"),
    "original_notice": (
        "此标准的正文尚无中文译文，以下为原文；规则、标签和表格仍按中文显示。",
        "There is no English translation of this standard's text yet; the original follows. "
        "Rules, labels and tables are shown in English where they are labelled.",
    ),
    "translation_notice": ("以下正文为译文，以原文为准。", "The text below is a translation; the original prevails."),
    "notes": ("编者说明", "Editor's notes"),
    "text": ("正文", "Text"),
    "results_given": ("计算结果", "What it calculates"),
    "where_declared": ("条款", "Clause"),
    "name": ("名称", "Name"),
    "label": ("说明", "Meaning"),
    "unit": ("单位", "Unit"),
    "kind_of_value": ("类型", "Type"),
    "bounds": ("取值范围", "Bounds"),
    "required": ("必填", "required"),
    "optional": ("可缺省", "optional"),
    "necessity": ("必填？", "Required?"),
    "inputs": ("输入", "Inputs"),
    "inputs_none": ("此版不需要输入。", "This edition takes no inputs."),
    "list_input": ("列表 `{}`", "The list `{}`"),
    "list_told": ("每一项填写下列各值；至少 {} 项。", "Each item gives the values below; at least {} items."),
    "outputs": ("输出", "Outputs"),
    "outputs_none": ("此版没有输出。", "This edition gives no outputs."),
    "reports": ("须报告", "To be reported"),
    "options": ("选项", "Options"),
    "options_told": (
        "标准留出的自由：每次计算都明示所取，并记入结果。",
        "The freedoms the standard leaves: each is taken explicitly and recorded in the result.",
    ),
    "options_none": ("此版没有留出选项。", "This edition leaves no options."),
    "modality": ("力度", "Force"),
    "modality_shall": ("应", "shall"),
    "modality_should": ("宜", "should"),
    "modality_may": ("可", "may"),
    "default": ("缺省值", "Default"),
    "must_take": ("结果用到时须选定", "to be taken where a result depends on it"),
    "type_number": ("数", "number"),
    "type_whole": ("整数", "whole number"),
    "type_truth": ("是否", "yes or no"),
    "type_date": ("日期", "date"),
    "type_text": ("文本", "text"),
    "type_item": ("列表项", "list item"),
    "at_least": ("≥ {}", "≥ {}"),
    "role_activity": ("活动数据，须注明来源", "activity data: its source is asked for"),
    "role_factor": ("因子，须注明来源", "factor: its source is asked for"),
    "source_of": ("`{}` 的数据来源", "source of `{}`"),
    "orders": ("数据、电力、证书与分配", "Data, electricity, certificates and allocation"),
    "requirements": ("要求与建议", "Requirements and recommendations"),
    "inventory": ("排放清单", "The inventory"),
    "term": ("项", "Term"),
    "gas": ("气体", "Gas"),
    "carbon": ("碳来源", "Carbon"),
    "direction": ("方向", "Direction"),
    "how_to_run": ("如何运行", "How to run it"),
    "how_told": (
        '把输入写成 JSON 或 YAML 文件（数与单位写在一起，如 `"12.5 t"`），然后：',
        'Write the inputs as a JSON or YAML file (a number with its unit, such as `"12.5 t"`), then:',
    ),
    "how_template": ("输入文件的样子：", "What the input file looks like:"),
    "how_build": (
        "生成一个可安装的 Python 包：",
        "Make an installable Python package of it:",
    ),
    "how_explain": ("每个数从哪一条来：", "Which clause each number comes from:"),
    "nothing_required": ("（无必填项）", "(nothing is required)"),
    # evidence page
    "examples": ("算例", "Worked examples"),
    "examples_none": ("此版没有算例。", "This edition has no worked examples."),
    "examples_told": (
        "每个公布的数都重算一遍。公布几位，就按几位的区间判断；“占用区间”说明重算值离公布值有多远，100 % 为区间之边。",
        "Every published number is calculated again. The interval follows from the digits printed; “interval "
        "used” says "
        "how far the calculated value lies from the printed one, 100 % being the edge.",
    ),
    "example_source": ("出处", "Source"),
    "constructed": ("自编算例，非公布值", "constructed, not published"),
    "given": ("已知", "Given"),
    "taken": ("所取选项", "Options taken"),
    "quantity": ("量", "Quantity"),
    "printed": ("公布值", "Printed"),
    "computed": ("重算值", "Calculated"),
    "used": ("占用区间", "Interval used"),
    "verdict": ("判定", "Verdict"),
    "verdict_agrees": ("一致", "agrees"),
    "verdict_disputed": ("有争议", "disputed"),
    "verdict_fails": ("不符", "fails"),
    "verdict_refused": ("如期拒绝", "refused as expected"),
    "verdict_unchecked": ("未核对", "not checked"),
    "refusal": ("拒绝", "refusal"),
    "refused_told": ("应被拒绝，错误码 `{}`", "Is to be refused with the code `{}`"),
    "evidence": ("逐条证据", "Evidence, clause by clause"),
    "evidence_told": (
        "未单独注明的条款，证据与整版相同。",
        "A clause that states nothing of its own has the evidence of the edition.",
    ),
    "findings": ("编译发现", "Findings of the compiler"),
    "findings_none": ("编译没有发现问题。", "The compiler found nothing to report."),
    "findings_told": (
        "标准文本自身的缺陷、未决之处和提醒，按编译器所见列出。",
        "Defects of the text, what it leaves open, and reminders, as the compiler sees them.",
    ),
    "severity_error": ("错误", "error"),
    "severity_warning": ("警告", "warning"),
    "severity_info": ("提示", "note"),
    "line": ("第 {} 行", "line {}"),
    "broken": ("此版有错误，不能计算", "This edition has errors and does not calculate"),
    "has_errors": ("有错误", "has errors"),
    "broken_told": (
        "编译器的发现列在下面，其后是正文；错误改正之前没有公式和计算器。",
        "What the compiler found stands below, then the text; there are no formulas and no calculator until the errors "
        "are put right.",
    ),
    # library and home
    "site_name": ("footrule · 产品碳足迹标准", "footrule · product carbon footprint standards"),
    "home": ("首页", "Home"),
    "library": ("标准库", "Library"),
    "library_told": (
        "每一行是一个标准的一个版本：正文、公式、计算器和公布算例的复核都在其中。",
        "Each row is one edition of one standard: its text, formulas, calculator and its published examples, checked.",
    ),
    "standard": ("标准", "Standard"),
    "agree_count": ("一致", "agree"),
    "dispute_count": ("争议", "disputed"),
    "fail_count": ("不符", "fail"),
    "examples_count": ("算例核对", "Numbers checked"),
    "clauses_count": ("条款", "Clauses"),
    "rules_count": ("规则", "Rules"),
    "how_to_read": ("怎样读证据状态", "How to read the evidence"),
    "guide": ("指南", "Guide"),
    "reference": ("参考", "Reference"),
    "home_lead": (
        "标准的正文，就是能运行的计算器。每个公式来自哪一条、每个公布的数重算是否一致，都写在旁边。",
        "The text of a standard, as a calculator that runs. Beside every formula stands its clause; beside "
        "every published "
        "number stands what the rules give.",
    ),
    "home_count": (
        "库中有 {0} 个版本、{1} 条规则；核对了 {2} 个公布的数：{3} 个一致，{4} 个有争议，{5} 个不符。",
        "The library holds {0} editions and {1} rules; of {2} published numbers checked, {3} agree, {4} are disputed, "
        "{5} fail.",
    ),
    "home_start": ("从这里开始", "Start here"),
    "family": ("系列", "Family"),
    "card_library": ("全部标准和版本，可搜索", "Every standard and edition, searchable"),
    "card_tutorial_title": ("写第一个标准", "Write your first standard"),
    "card_tutorial": ("十五分钟，从一段文字到能算的规则", "Fifteen minutes, from a paragraph to rules that calculate"),
    "card_evidence": (
        "原文、节选、转述、草案、未核实各是什么",
        "What primary, excerpt, secondary, draft and unverified mean",
    ),
    "card_language_title": ("语言参考", "The language"),
    "card_language": ("每种语句和表达式，各有例子", "Every statement and expression, with an example"),
    "card_diagnostics": ("每条消息的含义和改法", "What each message means and what to do"),
    "card_glossary": ("碳足迹术语，中英对照", "The words of the field, in Chinese and English"),
    "read_lead": (
        "一个计算结果的可信程度，不高于它所依据的文本。所以每个版本、每个结果都写明证据；证据与法律效力是两回事："
        "征求意见稿可以全文读过，却没有效力。",
        "A result can be trusted no further than the text it rests on. So every edition and every result states its "
        "evidence. Evidence and legal force are two things: a draft may have been read in full and still "
        "have no force.",
    ),
    "read_meaning": ("含义", "What it means"),
    "read_weakest": (
        "从强到弱依次为：原文、节选、转述、草案、未核实。一个版本引用其他版本时，结果取其中最弱的一级；"
        "某一条的证据与整版不同时，标在该条标题之下。",
        "From strongest to weakest: primary, excerpt, secondary, draft, unverified. Where an edition uses "
        "others, results "
        "carry the weakest of them; where one clause differs from its edition, the clause says so under its heading.",
    ),
    "read_agrees": (
        "按规则算出的值，修约到公布的位数，就是公布值。",
        "The value the rules give is, to the digits printed, the value printed.",
    ),
    "read_disputed": (
        "按规则算不出公布值。公布值、重算值、以及文本怎样读才能得到公布值，都留在旁边；它既不算支持，也不算反对。",
        "The rules do not give the printed value. Printed value, calculated value and the reading that would give the "
        "printed one stand side by side; it counts neither for nor against anybody.",
    ),
    "read_fails": (
        "算不出公布值，又没有已知的解释：这是规则或文本的缺陷，有待查明。",
        "The rules do not give the printed value and no explanation is known: a defect to be found.",
    ),
    "read_interval": (
        "公布值的位数决定容许的区间：印作 65 % 的数，容许 64.5 % 至 65.5 %。"
        "“占用区间”是重算值到公布值的距离占半个末位单位的比例。",
        "The digits printed decide the interval: 65 % admits 64.5 % up to 65.5 %. “Interval used” is the "
        "distance between "
        "calculated and printed value as a share of half a unit in the last place.",
    ),
    # reference pages
    "keywords": ("关键词对照", "Keywords"),
    "units": ("单位", "Units"),
    "diagnostics": ("诊断信息", "Diagnostics"),
    "problems": ("运行时问题", "Problems at run time"),
    "commands": ("命令", "Commands"),
    "form": ("编译形式", "The compiled form"),
    "result": ("结果文件", "The result file"),
    "glossary": ("术语", "Glossary"),
    "generated": ("本页由程序自身的表生成。", "This page is made from the program's own tables."),
    "findings_lead": (
        "编译器的每条消息各有一页。‹ › 处由具体的名称和数值填入。",
        "Each message of the compiler has a page. ‹ › is filled with the names and numbers at hand.",
    ),
    "problems_lead": (
        "计算器拒绝输入、文件或计算时，每个问题一条消息，并写明怎样才会接受。",
        "Where a calculator refuses an input, a document or a calculation, each problem is one message, with "
        "what would "
        "be accepted.",
    ),
    "keywords_lead": (
        "中文和英文关键词一一对应，写法由文件选定；`footrule fmt --keywords zh` 或 `en` 可互换而不失一字。",
        "English and Chinese keywords correspond one to one and a file chooses; `footrule fmt --keywords zh` or `en` "
        "converts without loss.",
    ),
    "keywords_word": ("关键词", "Keywords"),
    "keywords_function": ("函数", "Functions"),
    "keywords_type": ("类型", "Types"),
    "keywords_unit": ("单位词", "Unit words"),
    "units_lead": (
        "每种气体、每种元素、每种货币各自成量纲：kgCO2 不会变成 kgCO2e，除非有一条规则这样写。",
        "Every gas, every element and every currency is a dimension of its own: kgCO2 never becomes kgCO2e "
        "unless a rule "
        "says so.",
    ),
    "units_kind": ("量", "What it measures"),
    "units_words": ("单位词", "Unit words"),
    "units_writing": (
        "## 怎样书写\n\n"
        "- 质量词后面接气体或元素：`kgCO2e`、`tCO2`、`gCH4`。`kgCO2e(AR5)` 指明潜势版次。\n"
        "- `*` 或 `·` 相乘，`/` 只作用于后面一项：`kgCO2e/kWh`、`kg/(m2*a)`。\n"
        "- 幂：`m3`、`m^3`、`m³`；倍数：`10^4 Nm3`、`万吨`。\n"
        "- 单位后面的词是所指的物质：`[kgCO2e/t alumina]`。输入时可以不写物质。\n"
        "- `[1]` 是纯数；`%` 是百分之一，所以小数与百分数不会弄错。\n"
        "- 月和年是历法单位，不折合成天。",
        "## How to write them\n\n"
        "- A mass word before a gas or an element: `kgCO2e`, `tCO2`, `gCH4`. `kgCO2e(AR5)` names the set of "
        "potentials.\n"
        "- `*` or `·` multiplies; `/` applies to the next term only: `kgCO2e/kWh`, `kg/(m2*a)`.\n"
        "- Powers: `m3`, `m^3`, `m³`; multiples: `10^4 Nm3`.\n"
        "- A word after a unit names the substance: `[kgCO2e/t alumina]`. It may be left out where inputs "
        "are supplied.\n"
        "- `[1]` is a pure number; `%` is one hundredth, so fraction and percent cannot be confused.\n"
        "- Months and years are calendar units and are not converted to days.",
    ),
    "form_lead": (
        "一个版本编译成一个 JSON 文档（格式版本 {0}）。解释器、生成的代码和第三方只需要它：其中全是精确数，"
        "单位换算都写成明确的 `Scale` 节点，每个节点用 `at` 指出条款。`footrule show` 打印它，`footrule "
        "schema` 给出其 JSON Schema。",
        "An edition compiles to one JSON document (format version {0}). Interpreter, generated code and "
        "third parties need "
        "nothing else: all numbers are exact, every conversion of units is an explicit `Scale` node, and "
        "every node names "
        "its clause by `at`. `footrule show` prints it; `footrule schema` gives its JSON Schema.",
    ),
    "english": ("英文", "English"),
    "chinese": ("中文", "Chinese"),
    # conformance
    "suite": ("供其他工具使用的案例", "Cases for other tools"),
    "suite_told": (
        "案例集有 {0} 个案例（{1}），任何工具都可用它检验：{2}。见[符合性案例集]({3})。",
        "The suite holds {0} cases ({1}) for any tool to be put to: {2}. See [Conformance suites]({3}).",
    ),
    "suite_compute": ("个求值", "computed"),
    "suite_accept": ("个应接受", "to be accepted"),
    "suite_reject": ("个应拒绝", "to be refused"),
    "suite_metamorphic": ("个成对", "in pairs"),
    "suite_cases": ("案例", "Cases"),
    "strength_none": (
        "这一案例集的强度尚未衡量：{0}。",
        "The strength of this suite has not been measured: {0}.",
    ),
    "strength_told": (
        "强度：在 {1} 种会改变结果的错误中，必需案例发现 {0} 种（{2}）。",
        "Strength: of {1} mistakes that change a result, the required cases notice {0} ({2}).",
    ),
    "strength_noticed": ("发现的错误", "Mistakes noticed"),
    "strength_share": ("强度", "Strength"),
    "strength_unaided": (
        "工具若只被问整份文件和输出，也不说明错误编号，能看出其中 {0} 种（{1}）。",
        "Of a tool that is asked whole documents and outputs only, and does not map its error codes, {0} of them "
        "show ({1}).",
    ),
    "suites_unaided": ("只问整份文件时", "Whole documents only"),
    "listed_mistakes": (
        "由作者列为不改变结果、没有证明的错误：{0}",
        "Mistakes the author lists as changing nothing, without a proof: {0}",
    ),
    "suites": ("案例集", "Suites of cases"),
    "suites_told": (
        "每个版本都有供其他工具使用的案例。强度是必需案例所发现的错误占一切会改变结果的错误的份额；在各版的“证据”页按条款列出。"
        "见[符合性案例集](guide/conformance.md)。",
        "Every edition has cases for other tools. The strength is the share the required cases notice of all mistakes "
        "that change a result; the page *Evidence* of an edition tells it clause by clause. See "
        "[Conformance suites](guide/conformance.md).",
    ),
    "suites_sum": (
        "共 {0} 个案例，发现 {2} 种错误中的 {1} 种（{3}）。",
        "{0} cases in all; they notice {1} of {2} mistakes ({3}).",
    ),
    "suites_compute": ("求值", "Computed"),
    "suites_accept": ("应接受", "To be accepted"),
    "suites_reject": ("应拒绝", "To be refused"),
    "suites_metamorphic": ("成对", "In pairs"),
    "suite_of": ("版本", "Edition"),
    "suite_not_measured": ("未衡量", "not measured"),
    "unnoticed": ("没有案例发现的错误：{0}", "Mistakes no case notices: {0}"),
    # proofs
    "proofs": ("证明", "Proofs"),
    "proofs_none": (
        "此版还没有证明结论：本站只列已有的结论，不在生成时证明。得出结论请用 {}（需要附加组件 footrule[verify]）。",
        "Nothing has been proved of this edition yet: the site shows verdicts that were reached before and proves "
        "nothing itself. To reach them use {} (with the extra footrule[verify]).",
    ),
    "proofs_told": (
        "对一切合法的输入：{}。以下只列未证明的；反例都经参考计算复现。",
        "For every legal input: {}. Below stands what is not proved; each counterexample was reproduced by the "
        "reference.",
    ),
    "proof_proved": ("已证明", "proved"),
    "proof_refuted": ("有反例", "refuted"),
    "proof_undecided": ("未能判定", "undecided"),
    "proof_noted": ("提请注意", "noted"),
    "limits": ("小的一侧 {0}，大的一侧 {1}", "{0} from below, {1} from above"),
    "edge": ("此处的输入", "Inputs at this point"),
    "witness": ("反例", "Counterexample"),
    **{f"property_{name}": words for name, words in PROPERTIES.items()},
    # the map and the comparison
    "map": ("标准地图", "Map of standards"),
    "map_told": (
        "资料中提到的每一个标准，共 {0} 项：已编入 {1}，部分编入 {2}，仅知名称 {3}；来自 {4} 份文件。"
        "未编入的写明原因。",
        "Every standard the sources name, {0} in all: {1} encoded, {2} partly, {3} known by title only; from {4} "
        "documents. What is not encoded says why.",
    ),
    "card_from_pdf_title": ("从 PDF 到算例", "From a PDF clause"),
    "card_from_pdf": ("半小时内把一条写成通过算例的规则", "one clause to a passing example in half an hour"),
    "card_testing_title": ("检验一个工具", "Testing a tool"),
    "card_testing": (
        "服务、程序、电子表格是否按标准计算",
        "does a service, a program or a spreadsheet compute as published",
    ),
    "card_map": ("资料中提到的全部标准，可筛选", "every standard the sources name, to be filtered"),
    "filter_by": ("按编号、名称筛选", "Filter by number or title"),
    "filter_stances": ("按标准或词语筛选", "Filter by standard or word"),
    "every_level": ("全部层级", "all levels"),
    "every_state": ("全部状态", "all states"),
    "state_encoded": ("已编入", "encoded"),
    "state_partly": ("部分编入", "partly encoded"),
    "state_title_only": ("仅知名称", "title only"),
    "named_by": ("出自", "Named by"),
    "map_not_named": ("清单共 {0} 项，{1} 项没有读到名称", "the list has {0}; no text that was read names {1} of them"),
    "in_force_from": ("{} 实施", "in force {}"),
    "no_dates": ("日期不详", "no dates known"),
    "precedence": ("按编制指引看先后与重复", "Precedence and overlaps by the guideline"),
    "precedence_told": (
        "{0}的规则用在这张地图上，截至 {1}，共 {2} 项发现。不知道的日期不作推断；较宽的产品是否包含较窄的，要看正文。",
        "The rules of the {0} run over this map as of {1}: {2} findings. A date that is not known decides nothing; "
        "whether a wider product covers a narrower one has to be read in the text.",
    ),
    "guideline": ("编制工作指引", "drafting guideline"),
    "article_第二条": ("第二条", "Article 2"),
    "article_第九条": ("第九条", "Article 9"),
    "article_第十条": ("第十条", "Article 10"),
    "article_第十二条": ("第十二条", "Article 12"),
    "article_第十四条": ("第十四条", "Article 14"),
    "article_第十五条": ("第十五条", "Article 15"),
    "article_推荐清单解读 三": ("推荐清单解读 三", "Explanation of the first list, part 3"),
    "outcome_at_odds": ("不合", "at odds"),
    "outcome_discouraged": ("不再鼓励", "discouraged"),
    "outcome_silent": ("指引未写", "not said"),
    "outcome_repeal_due": ("应废止", "repeal due"),
    "outcome_repeal_pending": ("待废止", "repeal pending"),
    "outcome_time_met": ("年限已满", "time met"),
    "outcome_off_list": ("不应在清单", "off the list"),
    "outcome_overlaps": ("重复", "overlaps"),
    "outcome_noted": ("注意", "noted"),
    "outcome_unknown": ("不能判断", "cannot be told"),
    "comparison": ("对照", "Side by side"),
    "card_comparison": (
        "两族电力因子、升温潜势、各标准的立场",
        "electricity factors, GWP sets, and each standard's stance",
    ),
    "comparison_told": (
        "数值取自各版的编译结果，表头通向原表；立场各附条款。",
        "Values come from the compiled editions, whose tables the headers lead to; each stance names its clause.",
    ),
    "electricity_families": ("中国电力的两族数值", "The two families of Chinese electricity numbers"),
    "electricity_families_told": (
        "两族量的不是同一样东西，不得相加，也不得互相代替：一族按生命周期计二氧化碳当量，供产品碳足迹使用；"
        "另一族只计发电侧的二氧化碳，供核算企业排放。",
        "They do not measure the same thing, may not be added and never stand in for each other: one is CO2e over the "
        "life cycle, for product footprints; the other CO2 at generation alone, for the accounts of enterprises.",
    ),
    "family_electricity-footprint": ("电力碳足迹因子", "Footprint factors"),
    "family_electricity-footprint_told": ("生命周期，CO2e", "life cycle, CO2e"),
    "family_electricity-co2": ("电力二氧化碳排放因子", "CO2 emission factors"),
    "family_electricity-co2_told": ("发电侧，只含 CO2", "at generation, CO2 only"),
    "gwp_sets": ("百年升温潜势", "Warming potentials over 100 years"),
    "gwp_sets_told": (
        "1 kg 气体相当于多少 kg 二氧化碳。两个版次的结果不得相加。",
        "What 1 kg of a gas counts in kg of CO2. Results of two sets may not be added.",
    ),
    "not_here": ("本站没有收入这些版本。", "This site holds none of these editions."),
    "stances": ("各标准的立场", "Where each standard stands"),
    "stances_told": (
        "同一个问题，各标准的回答不同。每一句都通向说这句话的条款。",
        "The same question, answered differently. Each sentence leads to the clause that says so.",
    ),
    "stance_none": ("读过正文，没有立场", "The text was read and takes no position"),
    "stance_unknown": ("会写到这一点的文本没有读到", "The text that would say so was not read"),
    "code": ("代码", "Code"),
    "message": ("消息", "Message"),
    "why": ("为什么要紧", "Why it matters"),
    "help": ("怎样改正", "What to do"),
    "severity": ("轻重", "Severity"),
    "bad_example": ("会引出此消息的写法", "What causes it"),
    "good_example": ("改正之后", "Put right"),
    "argument": ("参数", "Argument"),
    "command_option": ("选项", "Option"),
    "command_usage": ("用法", "Usage"),
}


def say(key: str, language: Literal["zh", "en"]) -> str:
    """The words for a thought in one language. An unknown key is our own mistake and raises `KeyError`."""
    return TABLE[key][0 if language == "zh" else 1]
