"""Outcomes and what came of a case, in words: one place for all views, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from footrule.conformance.outcomes import Record

OUTCOMES: Mapping[str, tuple[str, str]] = {
    "pass": ("通过", "pass"),
    "pass-within-print": ("在刊印精度内通过", "pass within print"),
    "fail-value": ("数值不符", "wrong value"),
    "fail-unit": ("单位不符", "wrong unit"),
    "fail-trace": ("中间结果不符", "wrong step"),
    "wrong-accept": ("应拒绝而接受", "accepted what must be refused"),
    "wrong-reject": ("应接受而拒绝", "refused what must be accepted"),
    "wrong-error": ("拒绝的理由不符", "refused for another reason"),
    "unsupported": ("不支持", "unsupported"),
    "out-of-scope": ("不在范围内", "out of scope"),
    "waived": ("豁免", "waived"),
    "disputed": ("存疑，不计", "disputed, counts for nobody"),
    "inconclusive": ("不能判断，不计", "inconclusive, counts for nobody"),
    "crash": ("崩溃", "crash"),
    "timeout": ("超时", "timeout"),
    "nondeterministic": ("结果不确定", "not determined"),
    "waiver-not-needed": ("豁免已不需要", "waiver no longer needed"),
}

_WORDS = {
    "nothing at all": "没有给出",
    "nothing": "没有给出",
    "an answer": "一个答案",
    "a value": "一个值",
    "accepted": "接受",
    "rejected": "拒绝",
    "unknown": "未知",
    "not applicable": "不适用",
}

_DETAILS: tuple[tuple[str, str], ...] = (
    (r"(?:crash|timeout|garbled|flood): (.+)", r"\1"),
    (r"no answer within (.+) s", r"\1 秒内没有回答"),
    (r"it ended with (.+?)( and said nothing)?", r"程序结束，退出码 \1"),
    (r"it closed the pipe", "关闭了管道"),
    (r"it does not (?:read|end)", "没有响应"),
    (r"it spoke out of turn", "未经提问就回答"),
    (r"it answered another request", "回答的是别的提问"),
    (r"more than (\d+) bytes", r"输出超过 \1 字节"),
    (r"more than (\d+) processes", r"进程超过 \1 个"),
    (r"more than (\d+) threads", r"线程超过 \1 个"),
    (r"more than (\d+) bytes of memory in all", r"所有进程的内存合计超过 \1 字节"),
    (r"the same question was answered differently", "同一个问题得到不同的回答"),
    (r"not asked: (\d+) cases in a row had no answer", r"未提问：此前连续 \1 个案例没有回答"),
    (r"not asked: the tool never got ready", "未提问：工具始终没有准备好"),
    (r"the tool changed in the middle of the run(.*)", r"检验中途工具变了\1"),
    (r"not as the schema says: (.+)", r"不合格式：\1"),
    (r"the answer was cut short", "回答不完整"),
    (r"status (\d+)", r"HTTP 状态码 \1"),
    (r"an answer encoded as (.+), which was not asked for", r"未经要求就用 \1 编码回答"),
    (r"no decimal number", "不是十进制数"),
    (r"a number has at most (\d+) digits", r"数字超过 \1 位"),
    (r"the exponent lies outside ±(\d+)", r"指数超出 ±\1"),
    (r"a name given twice: (.+)", r"名称 \1 出现两次"),
    (r"a byte order mark", "开头有字节顺序标记"),
    (r"it does not know (.+)", r"工具不认识 \1"),
    (r"it speaks protocol (.+), not (.+)", r"协议版本是 \1，应为 \2"),
    (r"it refused the standard", "工具拒绝这一标准"),
    (r"another edition", "属于另一版本"),
    (r"it reads (.+), which this document leaves out", r"工具还要读 \1，而这份文件没有给出"),
    (r"there is no command (.+)", r"没有命令 \1"),
    (r"the answer to `(\w+)` is (?:not|neither) (.+)", r"对 `\1` 的回答不对"),
    (r"`(\w+)` is no answer to `eval`", r"以 `\1` 回答提问"),
    (r"no answer to `eval`", "没有回答提问"),
    (r"\[Errno \d+\] Connection refused", "连不上：没有服务在此监听"),
    (r"\[Errno -?\d+\] (?:Name or service not known|Temporary failure in name resolution)", "没有这台主机"),
    (r"status (\d+)", r"HTTP 状态 \1"),
    (r"there is no file (.+)", r"没有文件 \1"),
    (r"names the schema does not have: (.+)", r"有格式中没有的名称：\1"),
    (r"no decimal: (.+)", r"不是十进制数：\1"),
    (r"a value where there is none: (.+)", r"不该有值：\1"),
    (r"a number that is not text: (.+)", r"数没有写成文本：\1"),
    (r"no message of the protocol", "不是协议中的消息"),
    (r"LibreOffice ended with (.+)", r"LibreOffice 以退出码 \1 结束"),
    (r"LibreOffice could not open the workbook", "LibreOffice 打不开工作簿"),
    (r"LibreOffice cannot be started: (.+)", r"LibreOffice 无法启动：\1"),
    (r"not recalculated within (.+) s", r"\1 秒内没有重算完"),
    (r"the canary (\S+) is (.+), not (\d+)", r"金丝雀单元格 \1 是 \2，应为 \3"),
    (r"waived for: (.+)", r"豁免的理由：\1"),
    (r"the file has two answers to this", "文件中这一问有两个不同的回答"),
    (r"the file has no answer to this", "文件中没有这一问的回答"),
)


def sentence(record: Record, language: str = "en") -> str:
    """`load_correction: 1.05 expected, 1 answered`; where nothing was answered, what happened instead."""
    if not record.expected and not record.actual:
        return _detail(record, language)
    if language == "zh":
        about = f"{record.target}：" if record.target else ""
        why = f"（{_detail(record, language)}）" if record.detail else ""
        wanted, found = (_WORDS.get(text, text) or "–" for text in (record.expected, record.actual))
        return f"{about}应为 {wanted}，答为 {found}{why}"
    about = f"{record.target}: " if record.target else ""
    why = f" ({record.detail})" if record.detail else ""
    return f"{about}{record.expected or '–'} expected, {record.actual or '–'} answered{why}"


def _detail(record: Record, language: str) -> str:
    told = record.detail
    if language != "zh":
        return told.removeprefix(f"{record.outcome}: ") or record.outcome
    for _ in range(2):  # first whose words they are, then the words
        for shape, chinese in _DETAILS:
            if re.fullmatch(shape, told, re.DOTALL):
                told = re.sub(shape, chinese, told, flags=re.DOTALL)
                break
    return told or OUTCOMES[record.outcome][0]
