"""What may be typed next: keywords as the file spells them, names, fields, units, editions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol.types import CompletionItem, CompletionItemKind

from footrule.dsl import tree
from footrule.dsl.fences import EXAMPLE_WORDS, RULE_WORDS
from footrule.dsl.keywords import BY_KEY, STATEMENT_TERMINALS, TABLE, Language
from footrule.lsp.occurrences import Thing
from footrule.lsp.session import Analysis, Session
from footrule.runtime import units

MOST = 2000


def _either(key: str) -> str:
    return f"(?:{BY_KEY[key].en}|{BY_KEY[key].zh})"


_UNIT = re.compile(r"[\[【［][^\]】］]*$")
_FIELD = re.compile(r"([^\W\d]\w*)\s*(\[[^\]]*\])?\s*[.．]\s*\w*$")
_FROM = re.compile(rf"(?:^|\s){_either('FROM')}\s+[\w./@-]*$")
_USED = re.compile(rf"^{_either('USE')}\s")
_OPENS = re.compile(r"^\w*$")
_FENCE = re.compile(r"^(?:```+|~~~+)\s*\w*$")
_EXAMPLE_KEYS = ("source", "evidence", "given", "options", "expect", "refused", "constructed", "note")
_KINDS = {
    "value": CompletionItemKind.Variable,
    "kind": CompletionItemKind.Enum,
    "member": CompletionItemKind.EnumMember,
    "stage": CompletionItemKind.EnumMember,
    "field": CompletionItemKind.Field,
    "column": CompletionItemKind.Field,
    "unit": CompletionItemKind.Unit,
    "local": CompletionItemKind.Variable,
}


def completions(session: Session, analysis: Analysis, offset: int) -> list[CompletionItem]:
    """Items for a place in the text, best first in each group; nothing in prose."""
    text = analysis.text
    line = text.line_before(offset)
    holds = text.block_at(offset)
    if holds == "":
        return _fences(analysis.language) if _FENCE.match(line) else []
    if holds == "example":
        return list(_in_example(analysis, line))[:MOST]
    if _UNIT.search(line) and not _indexes(analysis, line):
        return _units(analysis)
    if _FROM.search(line) and _USED.match(line):
        return [_item(id, CompletionItemKind.Module) for id in session.compiler.library.ids()]
    field = _FIELD.search(line)
    if field is not None:
        return _fields(analysis, field.group(1), bool(field.group(2)), offset)
    found = list(_keywords(analysis.language, opening=bool(_OPENS.match(line))))
    if not _OPENS.match(line):
        found += _names(analysis, offset)
        found += _taken(session, analysis, line)
    return found[:MOST]


def _item(label: str, kind: CompletionItemKind, detail: str = "", filter_text: str | None = None) -> CompletionItem:
    return CompletionItem(label=label, kind=kind, detail=detail or None, filter_text=filter_text)


def _keywords(language: Language, opening: bool) -> Iterator[CompletionItem]:
    """Each in the file's language; typing the other's spelling finds it too."""
    for row in TABLE:
        if row.category == "unit" or (opening and row.terminal not in STATEMENT_TERMINALS):
            continue
        kind = CompletionItemKind.Function if row.category == "function" else CompletionItemKind.Keyword
        own, other = row.spelling(language), row.spelling("zh" if language == "en" else "en")
        yield _item(own, kind, other, f"{own} {other}")


def _fences(language: Language) -> list[CompletionItem]:
    return [_item(words[language], CompletionItemKind.Keyword) for words in (RULE_WORDS, EXAMPLE_WORDS)]


def _names(analysis: Analysis, offset: int) -> Iterator[CompletionItem]:
    """Everything defined here, with its label; names within a statement only in that statement."""
    occurrences = analysis.occurrences
    for thing, one in occurrences.definitions.items():
        if thing.space in ("field", "column", "unit"):
            continue
        if thing.space == "local" and not _same_statement(analysis, one.start, offset):
            continue
        yield _item(thing.name, _KINDS[thing.space], _label(one.statement, thing))


def _same_statement(analysis: Analysis, start: int, offset: int) -> bool:
    between = analysis.text.content[min(start, offset) : max(start, offset)]
    return all(line[:1] in (" ", "\t", "\u3000", "") for line in between.split("\n")[1:])


def _taken(session: Session, analysis: Analysis, line: str) -> Iterator[CompletionItem]:
    """In `use`, what the standards already named there give; a parent's names anywhere."""
    for reference in analysis.passed.document.front.follows if analysis.passed.document.front else ():
        parent = session.edition(reference) if "@" in reference else None
        if parent is not None:
            yield from _names(parent, 0)
    if _USED.match(line):
        for id in sorted({one.used_from for one in analysis.occurrences.all if one.used_from}):
            other = session.edition(id)
            if other is not None:
                yield from _names(other, 0)


def _indexes(analysis: Analysis, line: str) -> bool:
    """Whether the open bracket looks a table up: it stands right behind a name."""
    before = line[: max(line.rfind("["), line.rfind("【"), line.rfind("［"))]
    word = re.search(r"([^\W\d]\w*)$", before)
    thing = Thing("value", word.group(1)) if word else None
    one = analysis.occurrences.definitions.get(thing) if thing else None
    return one is not None and (isinstance(one.statement, tree.Table) or bool(one.used_from))


def _units(analysis: Analysis) -> list[CompletionItem]:
    own = [thing.name for thing in analysis.occurrences.definitions if thing.space == "unit"]
    seen = re.findall(r"\[([^\[\]\n]+)\]", "\n".join(block.text for block in analysis.passed.document.blocks))
    words = dict.fromkeys([*own, *sorted(set(seen)), *units.known_words()])
    return [_item(word, CompletionItemKind.Unit) for word in words]


def _fields(analysis: Analysis, name: str, indexed: bool, offset: int) -> list[CompletionItem]:
    definitions = analysis.occurrences.definitions
    if indexed:
        within = [name]
    else:
        within = [
            one.statement
            for thing, one in definitions.items()
            if thing.space == "local" and thing.name == name and isinstance(one.statement, str)
        ]
        within += re.findall(rf"(?<!\w){re.escape(name)}\s+{_either('IN')}\s+([^\W\d]\w*)", _around(analysis, offset))
    found = [thing for thing in definitions if thing.space in ("field", "column") and thing.within in within]
    found = found or [thing for thing in definitions if thing.space in ("field", "column")]
    kinds = {thing.name: _label(definitions[thing].statement, thing) for thing in found}
    return [_item(label, CompletionItemKind.Field, detail) for label, detail in kinds.items()]


def _around(analysis: Analysis, offset: int) -> str:
    """The line of a place: a statement half typed is not in the tree yet."""
    end = analysis.text.content.find("\n", offset)
    return analysis.text.line_before(offset) + analysis.text.content[offset : end if end >= 0 else None]


def _in_example(analysis: Analysis, line: str) -> Iterator[CompletionItem]:
    if not line[:1].isspace():
        for key in _EXAMPLE_KEYS:
            yield _item(key, CompletionItemKind.Property)
        return
    for thing, one in analysis.occurrences.definitions.items():
        if thing.space in ("value", "member", "field"):
            yield _item(thing.name, _KINDS[thing.space], _label(one.statement, thing))


def _label(statement: object, thing: Thing) -> str:
    declared = getattr(statement, "declaration", statement)
    labels = getattr(declared, "labels", None)
    unit = getattr(getattr(declared, "type", None), "unit", "")
    if thing.space == "member":
        members = getattr(declared, "members", ()) or getattr(getattr(declared, "type", None), "members", ())
        labels = next((member.labels for member in members if member.name == thing.name), None)
        unit = ""
    told = [labels.zh, labels.en] if isinstance(labels, tree.Labels) else []
    return " · ".join(part for part in (*told, f"[{unit}]" if unit else "") if part)
