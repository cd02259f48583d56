"""The words of a comparison across standards, in Chinese and English."""

from __future__ import annotations

from footrule.compiler.editions.report_words import Language

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("同一产品，两项标准：{a} 与 {b}", "One product under two standards: {a} and {b}"),
    "title bare": ("两项标准的立场：{a} 与 {b}", "Where two standards stand: {a} and {b}"),
    "summary": (
        "{conflict} 处冲突，{choice} 处取决于选择，{agree} 处一致，{open} 处未能回答，{refused} 处双方都拒绝",
        "{conflict} in conflict, {choice} a matter of choice, {agree} in agreement, {open} not answered, "
        "{refused} refused by both",
    ),
    "conflict": ("冲突", "conflict"),
    "choice": ("取决于选择", "a choice"),
    "agree": ("一致", "agree"),
    "open": ("未能回答", "not answered"),
    "refused": ("双方都拒绝", "both refuse"),
    "apart": ("立场不同", "stand apart"),
    "same": ("可同时满足", "can be kept together"),
    "questions": ("逐项比较", "Question by question"),
    "question": ("问题", "question"),
    "verdict": ("判定", "verdict"),
    "difference": ("差", "difference"),
    "reading": ("对应所依据的读法", "Reading under which the terms correspond"),
    "assumed": ("为此确定：", "Fixed for this: "),
    "given": ("所给产品", "the product given"),
    "search": (
        "找到的见证产品（算过 {tried} 个），给出的都列在下面",
        "a witness that was looked for (products tried: {tried}); all it says stands below",
    ),
    "none": ("没有术语对应，只比较立场", "no mapping of terms: only where they stand is compared"),
    "clause": ("条款", "clause"),
    "rule": ("规则", "rule"),
    "because": ("原因：{names}", "because of: {names}"),
    "why": ("规则的差别", "how the rules differ"),
    "trace": ("计算步骤", "how it was calculated"),
    "refuses": ("拒绝", "refuses"),
    "lacking": ("缺 {names}", "not told: {names}"),
    "no value": ("无值", "no value"),
    "not all tried": ("没有试遍全部选择", "not every way of choosing was tried"),
    "if": ("若 {choices}", "if {choices}"),
    "meets": (
        "两者相同：{value}，{a} 取 {one}，{b} 取 {other}",
        "the same, {value}: {a} taking {one}, {b} taking {other}",
    ),
    "as is": ("无须选择", "no choice"),
    "terms": ("术语对应", "Terms"),
    "term": ("术语", "term"),
    "status": ("状况", "status"),
    "said": ("已传达", "told"),
    "not given": ("产品没有给出", "the product does not say"),
    "partly given": ("只给出一部分，未传达的仍为缺项", "said in part; the rest stays missing"),
    "none status": ("没有此项", "none of it"),
    "only a": ("只有 {a} 用到：{names}", "Used by {a} only: {names}"),
    "missing": ("缺的输入（缺项不是零）", "Inputs that are missing (missing is never zero)"),
    "unmapped": ("没有术语对应；可在 other 中给出", "no term gives it; say it under `other`"),
    "mapped": ("有术语对应，产品没有给出或只给出一部分", "a term gives it, the product does not, or only in part"),
    "potentials": ("升温潜势不同：{a}：{one}；{b}：{other}", "warming potentials differ: {a}: {one}; {b}: {other}"),
    "not said": ("未写明", "none named"),
    "stands": ("立场，按条款", "Where they stand, by clause"),
    "topic": ("题目", "topic"),
    "silent": ("没有立场，或正文未读到", "no position, or its text was not read"),
    "product": ("产品，两边各自的说法", "The product, as each is told it"),
    "overlaps": ("重叠与矛盾", "Overlaps and contradictions"),
    "overlaps summary": (
        "{products} 个产品有不止一项标准，{decided} 个由指引决定；{apart} 处立场矛盾；{numbers} 处数不同",
        "{products} products with more than one standard, of which the guideline decides {decided}; contradictions: "
        "{apart}; the same term with other numbers: {numbers}",
    ),
    "scope": ("范围的重叠", "Overlaps of scope"),
    "scope told": (
        "同一产品由不止一项标准规定，或由更宽的产品的标准包含。决定写明起草指引（环气候〔2024〕91号）的条款。",
        "Products that more than one standard is made for, or that a standard of a wider product covers. What decides "
        "is told with the article of the drafting guideline (环气候〔2024〕91号).",
    ),
    "standards": ("标准", "standards"),
    "decides": ("由什么决定", "what decides"),
    "nothing decides": ("指引没有规定先后", "the guideline sets no order"),
    "encoded": ("已编入", "encoded"),
    "library scope": ("库中范围相同的版本", "Editions of the library with the same scope"),
    "contradictions": ("矛盾，双方条款", "Contradictions, with both clauses"),
    "numbers": ("同一术语，不同的数", "The same term, other numbers"),
    "numbers told": (
        "由已声明的术语对应得出；每处附一个见证产品。",
        "By the declared mappings of terms; each with a product that shows it.",
    ),
    "kept": ("不同但可同时满足", "Other words, yet kept together"),
    "nothing found": ("没有发现", "nothing found"),
    "level": ("层级", "level"),
    "same product": ("同一产品", "the same product"),
    "wider product": ("更宽的产品", "a wider product"),
}


def word(key: str, language: Language, /, **arguments: object) -> str:
    zh, en = _WORDS[key]
    return (zh if language == "zh" else en).format(**arguments)


def keys() -> tuple[str, ...]:
    return tuple(_WORDS)
