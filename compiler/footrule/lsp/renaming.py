"""A name changed everywhere it stands, or not at all."""

from __future__ import annotations

import re

from lsprotocol.types import TextEdit

from footrule.dsl.keywords import FUNCTIONS, RESERVED, TYPES
from footrule.dsl.lexer import WORD
from footrule.lsp.documents import uri_of
from footrule.lsp.navigation import Found, definition, references
from footrule.lsp.occurrences import Occurrence, Thing
from footrule.lsp.session import Analysis, Session
from footrule.standards.library import shipped

OF_SYNTAX = "F01"
REASONS = {
    "name": ("`{new}` 不是名称", "`{new}` is not a name"),
    "reserved": ("`{new}` 是语言的词", "`{new}` is a word of the language"),
    "taken": ("`{new}` 已有所指", "`{new}` already names something"),
    "unread": (
        "{id} 里有读不懂的语句，改名可能漏掉其中的名称",
        "{id} has statements that cannot be read: names in them might be missed",
    ),
    "made": ("`{old}` 由构造产生，不在文本中定义", "`{old}` is made by a construct and stands nowhere in the text"),
    "printed": ("`{old}` 印在表里，随标准原文", "`{old}` is printed in a table: it is the standard's own word"),
    "shipped": ("`{old}` 在随附的标准 {id} 中定义", "`{old}` is defined in {id}, which is shipped"),
    "nothing": ("这里没有可改的名称", "there is no name here"),
}  # fmt: skip


class Unrenamable(Exception):
    """`reason`: a key of `REASONS`, with the words that fill it."""

    def __init__(self, reason: str, **words: str) -> None:
        super().__init__(reason)
        self.zh, self.en = (text.format_map(words) for text in REASONS[reason])


def renamable(session: Session, analysis: Analysis, offset: int) -> Occurrence:
    """The name at a place. Raises `Unrenamable`."""
    occurrence = analysis.occurrences.at(offset)
    if occurrence is None:
        raise Unrenamable("nothing")
    _origin(session, analysis, occurrence)
    return occurrence


def renamed(session: Session, analysis: Analysis, offset: int, new: str) -> dict[str, list[TextEdit]]:
    """Edits by URI. Raises `Unrenamable`."""
    occurrence = renamable(session, analysis, offset)
    if not re.fullmatch(WORD, new):
        raise Unrenamable("name", new=new)
    if new in RESERVED or new in FUNCTIONS or new in TYPES:
        raise Unrenamable("reserved", new=new)
    edits: dict[str, dict[tuple[int, int], TextEdit]] = {}
    for found in _everywhere(session, analysis, occurrence):
        edition, one = found.analysis, found.occurrence
        _free(edition, one.thing, new)
        location = found.location
        edits.setdefault(location.uri, {})[one.start, one.end] = TextEdit(location.range, new)
    return {uri: list(found.values()) for uri, found in edits.items()}


def _origin(session: Session, analysis: Analysis, occurrence: Occurrence) -> Found:
    name = occurrence.thing.name
    if occurrence.thing.space == "local":
        return Found(analysis, occurrence)
    here = analysis.occurrences.definitions.get(occurrence.thing)
    if here is not None and here.used_from and here.foreign != name:
        return Found(analysis, here)  # a name of this edition's own for something used
    found = definition(session, analysis, occurrence)
    if found is None:
        raise Unrenamable("made", old=name)
    if found.occurrence.thing not in found.analysis.occurrences.definitions:
        raise Unrenamable("printed" if occurrence.thing.space == "member" else "made", old=name)
    shipped_here = found.analysis.text.path.is_relative_to(shipped().resolve())
    if found.analysis is not analysis and shipped_here and uri_of(found.analysis.text.path) not in session.texts:
        raise Unrenamable("shipped", old=name, id=found.analysis.id)
    return found


def _everywhere(session: Session, analysis: Analysis, occurrence: Occurrence) -> list[Found]:
    origin = _origin(session, analysis, occurrence)
    alias = origin.occurrence.used_from and origin.occurrence.foreign != origin.occurrence.thing.name
    if alias or occurrence.thing.space == "local":
        found = [Found(analysis, one) for one in analysis.occurrences.of_thing(occurrence.thing)]
    else:
        found = references(session, origin.analysis, origin.occurrence)
    twin = _twin(origin)
    if twin is not None:
        found += references(session, origin.analysis, twin)
    for edition in {id(one.analysis): one.analysis for one in found}.values():
        if any(diagnostic.code.startswith(OF_SYNTAX) for diagnostic in edition.passed.diagnostics):
            raise Unrenamable("unread", id=edition.id)
    # where it is used under another name, only the name it has there changes
    old = origin.occurrence.thing.name
    return [one for one in found if one.analysis.text.content[one.occurrence.start : one.occurrence.end] == old]


def _twin(origin: Found) -> Occurrence | None:
    """An input with its members beside it is a value and a kind at once."""
    thing = origin.occurrence.thing
    if thing.space not in ("value", "kind"):
        return None
    other = Thing("kind" if thing.space == "value" else "value", thing.name)
    twin = origin.analysis.occurrences.definitions.get(other)
    return twin if twin is not None and twin.start == origin.occurrence.start else None


def _free(edition: Analysis, thing: Thing, new: str) -> None:
    taken = {Thing(thing.space, new, thing.within)}
    if thing.space in ("value", "local"):
        taken |= {Thing("value", new), Thing("local", new, thing.within)}
    if any(one in edition.occurrences.definitions for one in taken):
        raise Unrenamable("taken", new=new)
