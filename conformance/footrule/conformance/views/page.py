"""Tools by clauses as one HTML file that needs no network: searchable, in Chinese and English, light and dark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files

from footrule.conformance.outcomes import NEUTRAL, Record
from footrule.conformance.results import Results
from footrule.conformance.views.badge import badge
from footrule.conformance.views.junit import clean, sentence

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
    "title": ("符合性", "Conformance"),
    "clause": ("条款", "Clause"),
    "search": ("查找条款、案例、工具…", "Search clauses, cases, tools …"),
    "required": ("必需案例", "required cases"),
    "attempted": ("已尝试", "attempted"),
    "failures": ("未通过的案例", "Cases that do not pass"),
    "first": ("首个不一致的步骤", "first step that differs"),
    "replay": ("重现", "replay"),
    "none": ("没有", "None."),
    "suspects": ("最可能出错的条款", "Clauses most likely at fault"),
    "all": ("全部条款", "All clauses"),
}


def page(several: Sequence[Results], covers: Mapping[str, Mapping[str, tuple[str, ...]]]) -> str:
    """The page of one or more results of the same standard. `covers`: the clauses each case comes by."""
    template = files("footrule.conformance.views").joinpath("page.html").read_text("utf-8")
    standard = several[0].standard if several else ""
    parts = {
        "@TITLE@": _both("title") + f" · {escape(standard)}",
        "@PLAIN_TITLE@": escape(f"{standard} · conformance · 符合性"),
        "@SEARCH_ZH@": escape(_WORDS["search"][0]),
        "@SEARCH_EN@": escape(_WORDS["search"][1]),
        "@TOOLS@": "".join(_tool(each) for each in several),
        "@MATRIX@": _matrix(several, covers),
        "@FAILURES@": "".join(_failures(each) for each in several),
        "@H_FAILURES@": _both("failures"),
        "@H_ALL@": _both("all"),
    }
    for mark, text in parts.items():
        template = template.replace(mark, text)
    return template


def _both(word: str) -> str:
    zh, en = _WORDS[word]
    return _words(zh, en)


def _words(zh: str, en: str) -> str:
    return f'<span lang="zh">{escape(clean(zh))}</span><span lang="en">{escape(clean(en))}</span>'


def _tool(results: Results) -> str:
    told = badge(results)
    share = 100 * results.required.share
    suspects = "".join(
        f"<li><code>§{escape(clean(each.clause))}</code> {each.failed}/{each.failed + each.passed}</li>"
        for each in results.suspects[:5]
    )
    return (
        f'<section class="tool"><h2>{escape(clean(results.tool.name))} <small>{escape(clean(results.tool.version))}'
        f'</small></h2><p class="score {"whole" if results.required.passed == results.required.of else "short"}">'
        f"<strong>{results.required.passed}/{results.required.of}</strong> {_both('required')} · "
        f"{results.attempted.passed}/{results.attempted.of} {_both('attempted')} · {escape(str(told['tier']))}</p>"
        f'<div class="bar"><i style="width:{share:.2f}%"></i></div>'
        + (f"<p>{_both('suspects')}</p><ol>{suspects}</ol>" if suspects else "")
        + "</section>"
    )


def _matrix(several: Sequence[Results], covers: Mapping[str, Mapping[str, tuple[str, ...]]]) -> str:
    by_clause = [_by_clause(each, covers) for each in several]
    clauses = sorted({name for found in by_clause for name in found}, key=_natural)
    head = "".join(f"<th scope='col'>{escape(clean(each.tool.name))}</th>" for each in several)
    rows = []
    for clause in clauses:
        cells = "".join(_cell(found.get(clause, [])) for found in by_clause)
        rows.append(
            f'<tr data-find="{escape(clause.lower())}"><th scope="row">§{escape(clean(clause))}</th>{cells}</tr>'
        )
    top = f"<tr><th scope='col'>{_both('clause')}</th>{head}</tr>"
    return f"<table><thead>{top}</thead><tbody>{''.join(rows)}</tbody></table>"


def _by_clause(results: Results, covers: Mapping[str, Mapping[str, tuple[str, ...]]]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for record in results.records:
        clauses = set(covers.get(record.id.removesuffix("#twin"), {}).get("clauses", ())) | {record.clause}
        for clause in clauses - {""}:
            found[clause].append(record)
    return found


def _cell(records: list[Record]) -> str:
    counted = [each for each in records if each.outcome not in NEUTRAL]
    passed = sum(each.passes for each in counted)
    if not counted:
        return '<td class="none">–</td>'
    failed = any(each.fails for each in counted)
    kind = "good" if passed == len(counted) else "bad" if failed else "open"
    return f'<td class="{kind}">{passed}/{len(counted)}</td>'


def _natural(text: str) -> list[tuple[int, int, str]]:
    import re  # noqa: PLC0415

    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", text)]


def _failures(results: Results) -> str:
    rows = "".join(
        _failure(each, results) for each in results.records if not each.passes and each.outcome not in NEUTRAL
    )
    return f"<h3>{escape(clean(results.tool.name))}</h3>" + (
        f"<ul class='cases'>{rows}</ul>" if rows else f"<p>{_both('none')}</p>"
    )


def _failure(record: Record, results: Results) -> str:
    zh, en = OUTCOMES[record.outcome]
    find = escape(clean(" ".join((record.id, record.clause, results.tool.name, record.outcome))).lower())
    step = f"<p>{_both('first')}: <code>{escape(clean(record.checkpoint))}</code></p>" if record.checkpoint else ""
    clause = f"§{escape(clean(record.clause))}" if record.clause else ""
    title = _words(record.title.get("zh", ""), record.title.get("en", "")) if record.title else ""
    return (
        f'<li data-find="{find}"><details><summary><b class="o {escape(record.outcome)}">{_words(zh, en)}</b> '
        f"<code>{escape(clean(record.id))}</code> {clause}</summary>"
        f"<p>{title}</p><p>{escape(clean(sentence(record)))}</p>{step}"
        f"<p>{_both('replay')}: <code>{escape(clean(record.replay))}</code></p></details></li>"
    )
