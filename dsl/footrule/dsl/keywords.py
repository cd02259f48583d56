"""The one table of keywords: terminal of the grammar, English spelling, Chinese spelling.

Grammar terminals, lexer, printer, formatter and editors all derive from `TABLE`; no spelling stands anywhere else.
Two rows may share a terminal where one English word does two jobs that Chinese says with two words (`and` between
bounds is 与, between conditions 且): the grammar sees one token, the printer and formatter pick the row by its job.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]
Category = Literal["word", "function", "type", "unit"]


@dataclass(frozen=True, slots=True)
class Keyword:
    """One keyword. `function`, `type` and `unit` words are ordinary identifiers to the grammar.

    `job` names the row where several rows share a terminal; elsewhere it is the terminal itself.
    """

    terminal: str
    en: str
    zh: str
    category: Category = "word"
    job: str = ""

    def spelling(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    @property
    def key(self) -> str:
        return self.job or self.terminal


TABLE: tuple[Keyword, ...] = (
    # declarations
    Keyword("INPUT", "input", "输入"),
    Keyword("OPTIONAL", "optional", "可缺省"),
    Keyword("LIST_OF", "list of", "列表"),
    Keyword("AT_LEAST", "at least", "至少"),
    Keyword("AT_MOST", "at most", "至多"),
    Keyword("ABOVE", "above", "高于"),
    Keyword("BELOW", "below", "低于"),
    Keyword("BETWEEN", "between", "介于"),
    Keyword("AND", "and", "与", job="AND_BOUND"),
    Keyword("WHOLE", "whole", "整数"),
    Keyword("ONE_OF", "one of", "取自"),
    Keyword("OPTION", "option", "选项"),
    Keyword("DEFAULT", "default", "默认"),
    Keyword("SHALL", "shall", "应"),
    Keyword("SHOULD", "should", "宜"),
    Keyword("MAY", "may", "可"),
    Keyword("ACTIVITY", "activity", "活动数据"),
    Keyword("FACTOR", "factor", "因子"),
    Keyword("KIND", "kind", "类别"),
    Keyword("UNIT", "unit", "单位"),
    # tables
    Keyword("TABLE", "table", "表"),
    Keyword("ABOVE", "above", "上表", job="ABOVE_TABLE"),
    Keyword("BY", "by", "按"),
    Keyword("ACROSS", "across", "横列"),
    Keyword("GIVES", "gives", "给出"),
    Keyword("PARTIAL", "partial", "不完全"),
    Keyword("CONTROL", "control", "核对"),
    Keyword("ROWS", "rows", "行"),
    Keyword("SUM_OF", "sum of", "总和"),
    # rules
    Keyword("USE", "use", "引用"),
    Keyword("AS", "as", "作"),
    Keyword("FROM", "from", "自"),
    Keyword("RULE", "rule", "规则"),
    Keyword("IN_ORDER", "in order", "依次"),
    Keyword("WHEN", "when", "当"),
    Keyword("OTHERWISE", "otherwise", "否则"),
    Keyword("EXCEPTION_TO", "exception to", "例外于"),
    Keyword("DEPARTS_FROM", "departs from", "偏离"),
    Keyword("BECAUSE", "because", "因为"),
    Keyword("REQUIRE", "require", "要求"),
    Keyword("RECOMMEND", "recommend", "建议"),
    Keyword("ELSE", "else", "否则报", job="ELSE_REPORT"),
    Keyword("OUTPUT", "output", "输出"),
    Keyword("REPORT", "report", "报告"),
    # what a footprint standard needs
    Keyword("DECLARED_UNIT", "declared unit", "声明单位"),
    Keyword("FUNCTIONAL_UNIT", "functional unit", "功能单位"),
    Keyword("OF", "of", "的"),
    Keyword("BOUNDARY", "boundary", "系统边界"),
    Keyword("STAGE", "stage", "阶段"),
    Keyword("EXCLUDES", "excludes", "不包括"),
    Keyword("CUT_OFF_OF", "cut-off of", "取舍基准"),
    Keyword("EACH", "each", "单项"),
    Keyword("TOGETHER", "together", "合计"),
    Keyword("NEVER", "never", "不得舍去"),
    Keyword("EMISSION", "emission", "排放"),
    Keyword("REMOVAL", "removal", "清除"),
    Keyword("FOR", "for", "对"),
    Keyword("IN", "in", "属于"),
    Keyword("IN", "in", "计入", job="IN_STAGE"),
    Keyword("GAS", "gas", "气体"),
    Keyword("FOSSIL", "fossil", "化石"),
    Keyword("BIOGENIC", "biogenic", "生物"),
    Keyword("ALLOCATION_OF", "allocation of", "分配"),
    Keyword("AMONG", "among", "给"),
    Keyword("USING", "using", "依据"),
    Keyword("DATA", "data", "数据"),
    Keyword("REQUIRED", "required", "须用"),
    Keyword("ELECTRICITY", "electricity", "电力"),
    Keyword("DEMAND", "demand", "需求"),
    Keyword("SUPPLY", "supply", "供应"),
    Keyword("THE_REST", "the rest", "其余"),
    Keyword("LEDGER", "ledger", "台账"),
    Keyword("OVER", "over", "对于"),
    Keyword("VALID", "valid", "有效"),
    Keyword("AT", "at", "于"),
    Keyword("ONCE_BY", "once by", "唯一"),
    Keyword("CANCELLED", "cancelled", "已注销"),
    Keyword("GWP", "gwp", "全球变暖潜势"),
    Keyword("YEARS", "years", "年"),
    Keyword("WAS", "was", "原为"),
    Keyword("NOW", "now", "现为"),
    # expressions
    Keyword("IF", "if", "如果"),
    Keyword("THEN", "then", "那么"),
    Keyword("ELSE", "else", "否则取", job="ELSE_TAKE"),
    Keyword("AND", "and", "且", job="AND_CONDITION"),
    Keyword("OR", "or", "或"),
    Keyword("NOT", "not", "非"),
    Keyword("IS", "is", "为"),
    Keyword("IS_NOT", "is not", "不为"),
    Keyword("NOT_IN", "not in", "不属于"),
    Keyword("OR_ELSE", "or else", "缺则"),
    Keyword("UNKNOWN", "unknown", "未知"),
    Keyword("NOT_APPLICABLE", "not applicable", "不适用"),
    Keyword("YES", "yes", "是"),
    Keyword("NO", "no", "否"),
    Keyword("ROUND", "round", "修约"),
    Keyword("TO", "to", "到"),
    Keyword("DECIMALS", "decimals", "位小数"),
    Keyword("SIGNIFICANT_DIGITS", "significant digits", "位有效数字"),
    Keyword("INTEGER", "integer", "整数位"),
    Keyword("IN", "in", "计量以", job="IN_UNIT"),
    Keyword("HALF_UP", "half_up", "四舍五入"),
    Keyword("HALF_EVEN", "half_even", "四舍六入五成双"),
    Keyword("DOWN", "down", "截尾"),
    Keyword("UP", "up", "进位"),
    Keyword("FLOOR", "floor", "向下取整"),
    Keyword("CEILING", "ceiling", "向上取整"),
    Keyword("WHERE", "where", "其中"),
    # functions: identifiers before a parenthesis
    Keyword("sum", "sum", "求和", "function"),
    Keyword("count", "count", "计数", "function"),
    Keyword("mean", "mean", "平均", "function"),
    Keyword("min", "min", "最小", "function"),
    Keyword("max", "max", "最大", "function"),
    Keyword("any", "any", "任一", "function"),
    Keyword("all", "all", "全部", "function"),
    Keyword("distinct", "distinct", "互不相同", "function"),
    Keyword("abs", "abs", "绝对值", "function"),
    Keyword("exp", "exp", "指数", "function"),
    Keyword("ln", "ln", "自然对数", "function"),
    Keyword("log10", "log10", "常用对数", "function"),
    Keyword("sqrt", "sqrt", "平方根", "function"),
    Keyword("known", "known", "已知", "function"),
    Keyword("applicable", "applicable", "适用", "function"),
    Keyword("source", "source", "来源", "function"),
    Keyword("year_of", "year_of", "年份", "function"),
    Keyword("days_between", "days_between", "相隔天数", "function"),
    # type names: identifiers after a colon
    Keyword("yes_no", "yes_no", "是否", "type"),
    Keyword("date", "date", "日期", "type"),
    Keyword("text", "text", "文本", "type"),
    Keyword("stage", "stage", "阶段", "type"),
    # unit words with a Chinese spelling: identifiers after a number
    Keyword("months", "months", "个月", "unit"),
    Keyword("years", "years", "年", "unit"),
)

AGGREGATES = frozenset({"sum", "count", "mean", "min", "max", "any", "all", "distinct"})
ROUNDING_MODES = {
    "HALF_UP": "half_up",
    "HALF_EVEN": "half_even",
    "DOWN": "down",
    "UP": "up",
    "FLOOR": "floor",
    "CEILING": "ceiling",
}
STATEMENT_TERMINALS = (
    *("USE", "KIND", "UNIT", "INPUT", "OPTION", "TABLE", "RULE", "REQUIRE", "RECOMMEND", "OUTPUT", "REPORT"),
    *("DECLARED_UNIT", "FUNCTIONAL_UNIT", "BOUNDARY", "CUT_OFF_OF", "EMISSION", "REMOVAL", "ALLOCATION_OF", "DATA"),
    *("ELECTRICITY", "LEDGER", "GWP", "WAS"),
)

BY_KEY: dict[str, Keyword] = {row.key: row for row in TABLE if row.category == "word"}
TERMINALS: tuple[str, ...] = tuple(dict.fromkeys(row.terminal for row in TABLE if row.category == "word"))

RESERVED: frozenset[str] = frozenset(
    word
    for key in ("IF", "NOT", "ROUND", "YES", "NO", "UNKNOWN", "NOT_APPLICABLE")
    for word in (BY_KEY[key].en.removeprefix("not "), BY_KEY[key].zh)
)
"""Words that open an expression wherever one may stand, or end one (`x is not applicable`): nothing is named so."""


def _canonical(category: Category) -> dict[str, str]:
    """Either spelling -> the name the tree holds, which is the English one."""
    rows = [row for row in TABLE if row.category == category]
    return {spelling: row.terminal for row in rows for spelling in (row.en, row.zh)}


FUNCTIONS: dict[str, str] = _canonical("function")
TYPES: dict[str, str] = _canonical("type")
UNITS: dict[str, str] = _canonical("unit")


def spelling(key: str, language: Language) -> str:
    """The spelling of a keyword row, by its key."""
    return BY_KEY[key].spelling(language)


def name_in(category: Category, canonical: str, language: Language) -> str:
    """A function, type or unit word as `language` spells it; any other name unchanged."""
    row = _NAMED.get((category, canonical))
    return row.spelling(language) if row else canonical


_NAMED: dict[tuple[str, str], Keyword] = {(row.category, row.terminal): row for row in TABLE if row.category != "word"}
