"""The words of a report, in Chinese and English."""

from __future__ import annotations

from typing import Literal

Language = Literal["zh", "en"]

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("{old} → {new} 的变化", "What changes from {old} to {new}"),
    "summary": (
        "{err} 项影响结果，{warn} 项未判定，{info} 项已证明无影响或只改文字",
        "{err} change a result or what is accepted, {warn} undecided, {info} without effect or of wording only",
    ),
    "changes": ("逐条说明", "Change by change"),
    "overview": ("一览", "At a glance"),
    "change": ("变化", "what changes"), "seen on": ("见于一个产品", "seen on one product"),
    "span": ("{old} → {new}", "{old} → {new}"), "number": ("编号", "number"), "issued": ("发布", "issued"),
    "status": ("依据", "evidence"), "details": ("详情", "details"), "trace": ("计算步骤", "steps"),
    "products concerned": ("所涉产品", "Products concerned"),
    "axis note": ("横轴不从零起", "the axis does not begin at zero"),
    "no example moves": ("没有算例的结果变动", "no worked example moves"),
    "stays the same": ("结果不变", "the same result"),
    "none with effect": ("没有影响结果的变化", "no change with effect"),
    "indirect heading": ("随之改变的结果", "Results that move with them"),
    "indirect why": (
        "规则文字未改，因所用的内容改变而变",
        "rules whose own text stands, and whose value moves because something they use does",
    ),
    "acceptance": ("是否接受", "acceptance"), "accepted": ("接受", "accepted"), "refused": ("拒绝", "refused"),
    "answers": ("{asked}：{old} → {new}", "{asked}: {old} → {new}"),
    "ERR": ("影响结果", "effect"),
    "WARN": ("未判定", "undecided"),
    "INFO": ("无影响", "no effect"),
    "direct": ("直接", "direct"),
    "indirect": ("间接", "indirect"),
    "clause": ("条款", "clause"),
    "axis": ("方面", "axis"),
    "for": ("涉及", "for"),
    "path": ("途径", "by way of"),
    "before": ("旧", "before"),
    "after": ("新", "after"),
    "witness": ("见证", "witness"),
    "product": ("产品", "product"),
    "gives": ("得", "gives"),
    "moves": ("随之改变", "moves with it"),
    "evidence proved equal": ("证明相同（{method}）", "proved equal ({method})"),
    "evidence witness": ("见证", "witness"),
    "evidence sampled": ("试算 {tried} 个产品未见差异", "no difference in {tried} products"),
    "evidence undecided": ("未能判定", "not decided"),
    "evidence declared": ("由声明可知", "declared"),
    "renamed": ("改名", "Renamed"),
    "divided": ("拆分与合并", "Split and merged"),
    "by hint": ("新版写明", "said by the new edition"),
    "by proof": ("证明相同", "proved the same"),
    "by wording": ("文字相同", "the same words"),
    "numbers": ("数值", "By how much"),
    "examples": ("算例", "Worked examples"),
    "result": ("结果", "result"),
    "percent": ("变化 %", "change %"),
    "portfolio": (
        "组合：{what}，{count} 个产品（旧版拒绝 {old}，新版拒绝 {new}）",
        "Portfolio: {what}, {count} products (refused before {old}, after {new})",
    ),
    "above": (
        "变动超过 1 % / 5 % / 10 % 的产品：{a} % / {b} % / {c} %",
        "products moving by more than 1 / 5 / 10 %: {a} % / {b} % / {c} %",
    ),
    "worst": (
        "变动最大：{product}，{old} → {new} {unit}（{percent} %）",
        "worst case: {product}, {old} → {new} {unit} ({percent} %)",
    ),
    "movement": ("变动的来源：{product}，{result}", "Where the movement comes from: {product}, {result}"),
    "exact": ("对全部次序取平均，精确", "mean over every order, exact"),
    "sampled": ("抽取 {orders} 种次序，附标准误", "{orders} orders drawn, with standard error"),
    "key": ("键", "key"),
    "wording": ("只改文字", "Wording only"),
    "clauses": ("条款新增、取消与移动", "Clauses new, gone and moved"),
    "approved": ("已批准：{who}", "approved by {who}"),
    "unused approvals": ("没有对应变化的审批：{names}", "approvals that answer to no change: {names}"),
    "generated": ("按合法输入生成", "generated legal inputs"),
    "carried": ("{tool} 的符合性结果", "Conformance results of {tool}"),
    "carried why": (
        "每个案例按两版各算一次：答案相同，结果沿用；不同，则按新版的答案评判工具当时的回答",
        "each case calculated by both editions: where they agree the result stays valid, where not the tool's own "
        "answer is held to the new one",
    ),
    "stays": ("沿用", "stays valid"), "will fail": ("将不通过", "will fail"), "will pass": ("将通过", "will pass"),
    "still fails": ("仍不通过", "still fails"), "expected otherwise": ("期望已变", "expected otherwise"),
    "asks for more": ("需补充输入", "asks for more"), "gone": ("不再要求", "no longer asked"),
    "run again": ("须重跑", "to be run again"), "unknown": ("套件中已无此例", "not in the suite any more"),
    "case": ("案例", "case"), "fate": ("新版下", "under the new edition"),
    "refused rows": ("不接受的行", "Rows that are refused"), "row": ("行", "row"), "field": ("字段", "field"),
    "reason": ("原因", "reason"), "edition": ("版本", "edition"), "old": ("旧版", "old"), "new": ("新版", "new"),
    "file": ("文件", "file"), "count": ("数量", "count"),
    "none": ("没有变化", "nothing changes"),
    "assumed": ("只有一版要求的输入取自该版的算例", "what only one edition asks for is taken from its worked examples"),
    # axes, actions, audiences
    "existence": ("存在", "existence"), "requiredness": ("必填性", "requiredness"), "type": ("类型", "type"),
    "unit": ("单位", "unit"), "bound": ("界限", "bound"), "sign": ("符号", "sign"), "default": ("缺省", "default"),
    "formula": ("公式", "formula"), "case condition": ("情形条件", "case condition"),
    "table value": ("表值", "table value"),
    "boundary": ("边界", "boundary"), "cut-off": ("取舍", "cut-off"), "allocation": ("分配", "allocation"),
    "data order": ("数据次序", "data order"), "electricity order": ("电力次序", "electricity order"),
    "certificate terms": ("凭证条件", "certificate terms"), "rounding": ("修约", "rounding"),
    "modality": ("应宜可", "modality"), "lifecycle": ("版本信息", "lifecycle"), "name": ("名称", "name"),
    "add": ("新增", "add"), "remove": ("取消", "remove"), "generalise": ("放宽", "generalise"),
    "specialise": ("收窄", "specialise"), "increase": ("提高", "increase"), "decrease": ("降低", "decrease"),
    "split": ("拆分", "split"), "merge": ("合并", "merge"),
    "replace": ("替换", "replace"), "move": ("移动", "move"),
    "calculator maker": ("计算器开发者", "calculator maker"), "data provider": ("数据提供者", "data provider"),
    "verifier": ("核查者", "verifier"), "recipient": ("接收者", "recipient"),
}  # fmt: skip


def word(key: str, language: Language, /, **arguments: object) -> str:
    zh, en = _WORDS[key]
    return (zh if language == "zh" else en).format_map(arguments)
