"""What an editor shows beside a name: what it is, its labels and unit, its value where it is constant, its clause."""

from __future__ import annotations

import re
from typing import Any

from footrule.dsl import tree
from footrule.dsl.keywords import FUNCTIONS, TABLE, Language, spelling
from footrule.dsl.printer import statement_text
from footrule.lsp.documents import Text
from footrule.lsp.navigation import Found, constant, definition
from footrule.lsp.occurrences import Occurrence
from footrule.lsp.session import Analysis, Session
from footrule.runtime import form
from footrule.runtime.calculate import Calculator
from footrule.runtime.inputs import check
from footrule.runtime.problems import Refused
from footrule.runtime.reference import Interpreter
from footrule.runtime.values import shown

LONGEST_PROSE = 600
LONGEST_SOURCE = 12
_WORD = re.compile(r"[^\W\d]\w*")
_SPACES = {
    "kind": ("类别", "kind"),
    "member": ("成员", "member"),
    "field": ("列表的字段", "field of a list"),
    "column": ("表的列", "column of a table"),
    "stage": ("阶段", "stage"),
    "unit": ("单位", "unit"),
    "local": ("局部名称", "name within this statement"),
}


def hover(session: Session, analysis: Analysis, offset: int, language: Language) -> tuple[str, int, int] | None:
    """Markdown, and the stretch it is about; None where there is nothing to say."""
    occurrence = analysis.occurrences.at(offset)
    if occurrence is not None:
        found = definition(session, analysis, occurrence)
        if found is not None:
            return _told(found, occurrence, language), occurrence.start, occurrence.end
    return _keyword(analysis.text, offset, language)


def _told(found: Found, occurrence: Occurrence, language: Language) -> str:
    analysis, defined = found.analysis, found.occurrence
    one = _declared(defined)
    head = f"**{defined.thing.name}** — {_what(defined, language)}"
    parts = [head]
    labels = _labels(one, defined)
    if labels:
        parts.append(" · ".join(_plain(label) for label in labels))
    if unit := _unit(one, defined):
        parts.append(f"`{unit}`")
    if value := _value(analysis, defined, language):
        parts.append(("值：" if language == "zh" else "value: ") + f"`{value}`")
    if isinstance(defined.statement, tree.Rule | tree.Term | tree.Input | tree.Option | tree.Kind | tree.Table):
        lines = statement_text(defined.statement, analysis.language).split("\n")
        cut = [*lines[:LONGEST_SOURCE], "…"] if len(lines) > LONGEST_SOURCE else lines
        parts.append("```rule\n" + "\n".join(cut).replace("```", "'''") + "\n```")
    parts += _clause(analysis, defined, language)
    return "\n\n".join(parts)


def _declared(defined: Occurrence) -> Any:
    statement = defined.statement
    return statement.declaration if isinstance(statement, tree.Input | tree.Option) else statement


def _what(defined: Occurrence, language: Language) -> str:
    keys = {
        tree.Input: "INPUT", tree.Option: "OPTION", tree.Table: "TABLE", tree.Rule: "RULE", tree.Use: "USE",
        tree.Electricity: "ELECTRICITY", tree.Ledger: "LEDGER",
    }  # fmt: skip
    if defined.thing.space != "value":
        return _SPACES[defined.thing.space][language == "en"]
    if isinstance(defined.statement, tree.Term):
        return spelling(defined.statement.kind.upper(), language)
    return spelling(keys.get(type(defined.statement), "RULE"), language)


def _labels(one: Any, defined: Occurrence) -> list[str]:
    labels = getattr(one, "labels", None)
    members = getattr(one, "members", ()) or getattr(getattr(one, "type", None), "members", ())
    if isinstance(defined.statement, tree.Boundary):
        members = defined.statement.stages
    if defined.thing.space in ("member", "stage"):
        labels = next((member.labels for member in members if member.name == defined.thing.name), None)
    return [label for label in (labels.zh, labels.en) if label] if isinstance(labels, tree.Labels) else []


def _unit(one: Any, defined: Occurrence) -> str:
    if defined.thing.space == "column" and isinstance(one, tree.Table):
        unit = next((value.unit for value in one.values if value.name == defined.thing.name), None)
        return f"[{unit}]" if unit else ""
    kind = getattr(one, "type", None)
    if defined.thing.space not in ("value", "field"):
        return ""
    if isinstance(kind, tree.QuantityType):
        return f"[{kind.unit}]"
    return kind.name if isinstance(kind, tree.NamedType) else ""


def _value(analysis: Analysis, defined: Occurrence, language: Language) -> str:
    """A rule that needs nothing from its user, calculated; else nothing."""
    compiled, name = analysis.form, defined.thing.name
    if compiled is None or not isinstance(defined.statement, tree.Rule) or not constant(compiled, name):
        return ""
    try:
        calculator = Calculator(compiled)
        given = check(calculator.index, calculator.units, {"inputs": {}, "options": {}}, partial=True).given
        value = Interpreter(calculator.index, given).rule(name)
    except Refused:
        return ""
    rule = next(rule for rule in compiled.rules if rule.name == name)
    unit = rule.type.unit if isinstance(rule.type, form.Quantity) else ""
    return shown(value, unit, language)


def _clause(analysis: Analysis, defined: Occurrence, language: Language) -> list[str]:
    """The clause a definition stands in: its title, the standard, and its text."""
    line = analysis.places.reading(defined.start)[0]
    document = analysis.passed.document
    above = [clause for clause in document.clauses if clause.span.line <= line]
    if not above:
        return []
    clause = above[-1]
    front = document.front
    standard = f"{front.standard} {front.edition}" if front is not None else analysis.id
    told = [f"§{_plain(clause.id)} {_plain(clause.title)} — {_plain(standard)}"]
    prose = [part.text for part in document.parts if isinstance(part, tree.Prose) and part.clause == clause.id]
    text = "\n\n".join(prose).strip()
    if text:
        short = text if len(text) <= LONGEST_PROSE else text[:LONGEST_PROSE].rstrip() + "…"
        told.append("\n".join(f"> {_harmless(row)}" for row in short.split("\n")))
    return ["---", *told]


def _keyword(text: Text, offset: int, language: Language) -> tuple[str, int, int] | None:
    """A word of the language: its spelling in the other."""
    line_start = text.content.rfind("\n", 0, offset) + 1
    line_end = text.content.find("\n", offset)
    line = text.content[line_start : line_end if line_end >= 0 else len(text.content)]
    at = offset - line_start
    for row in sorted(TABLE, key=lambda row: -len(row.en)):
        for spelled in (row.en, row.zh):
            for found in re.finditer(rf"(?<!\w){re.escape(spelled)}(?!\w)", line):
                if found.start() <= at <= found.end() and text.block_at(offset) == "rule":
                    kind = ("函数", "function") if spelled in FUNCTIONS else ("关键词", "keyword")
                    told = f"{kind[language == 'en']} `{row.en}` · `{row.zh}`"
                    return told, line_start + found.start(), line_start + found.end()
    return None


def _plain(text: str) -> str:
    """Text of an author shown as text: no markup of ours, none of HTML."""
    return re.sub(r"([\\`*_{}\[\]<>#|!])", r"\\\1", " ".join(text.split()))


def _harmless(row: str) -> str:
    """A clause's own Markdown, without HTML, pictures or links that lead anywhere."""
    return re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", row.replace("<", "&lt;"))
