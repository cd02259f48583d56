"""From a name to where it is defined and to every place it stands, across standards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lsprotocol.types import Location

from footrule.compiler.rewriting import expressions
from footrule.lsp.documents import uri_of
from footrule.lsp.occurrences import Occurrence, Thing
from footrule.lsp.session import Analysis, Session
from footrule.runtime import form
from footrule.runtime.walking import every

DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A name in one edition."""

    analysis: Analysis
    occurrence: Occurrence

    @property
    def location(self) -> Location:
        places = self.analysis.places
        return Location(uri_of(self.analysis.text.path), places.range(self.occurrence.start, self.occurrence.end))


def definition(session: Session, analysis: Analysis, occurrence: Occurrence) -> Found | None:
    """Where a name is defined: here, in the standard it is used from, or in a parent."""
    return _defined(session, analysis, occurrence.thing, DEEPEST)


def _defined(session: Session, analysis: Analysis, thing: Thing, left: int) -> Found | None:
    if not left:
        return None
    here = analysis.occurrences.definitions.get(thing)
    if here is None and thing.space == "value":  # a kind is taken by `use` as a value is
        here = analysis.occurrences.definitions.get(Thing("kind", thing.name))
    if here is None and thing.space == "kind":
        used = analysis.occurrences.definitions.get(Thing("value", thing.name))
        here = used if used is not None and used.used_from else None
    if here is not None and here.used_from:
        other = session.edition(here.used_from)
        found = None
        if other is not None:
            for theirs in (Thing("value", here.foreign), Thing("kind", here.foreign)):
                found = found or _defined(session, other, theirs, left - 1)
        return found or Found(analysis, here)
    if here is not None:
        return Found(analysis, here)
    for parent in parents(analysis):
        other = session.edition(parent)
        found = _defined(session, other, thing, left - 1) if other is not None else None
        if found is not None:
            return found
    return _made(analysis, thing)


def _made(analysis: Analysis, thing: Thing) -> Found | None:
    """A name that a construct makes (the shares of an allocation): the statement that makes it."""
    compiled = analysis.form
    if compiled is None or thing.space not in ("value", "member"):
        return None
    groups = (compiled.rules, compiled.inputs, compiled.options, compiled.lists)
    at = next((one.at for group in groups for one in group if one.name == thing.name and one.at), None)
    if at is None:
        at = next(
            (kind.at for kind in compiled.enumerations if any(one.name == thing.name for one in kind.members)), None
        )
    if not at or compiled.places[at].standard != analysis.id:
        return None
    start = analysis.places.offset(compiled.places[at].line, 1)
    end = analysis.places.offset(compiled.places[at].line, 10_000)
    return Found(analysis, Occurrence(thing, start, end, True))


def parents(analysis: Analysis) -> Iterator[str]:
    """The library's editions this one follows."""
    front = analysis.passed.document.front
    for reference in front.follows if front is not None else ():
        if "@" in reference and "/" in reference:
            yield reference


def references(session: Session, analysis: Analysis, occurrence: Occurrence) -> list[Found]:
    """Every place of a name, in the edition that defines it and in those that take it from there."""
    origin = definition(session, analysis, occurrence)
    if origin is None or not origin.occurrence.defines or origin.occurrence.thing.space not in ("value", "kind"):
        thing = occurrence.thing
        return [Found(analysis, one) for one in analysis.occurrences.of_thing(thing)]
    found: dict[tuple[str, int], Found] = {}
    start = origin.occurrence.thing
    for edition, thing in _spread(session, origin.analysis, start):
        for one in edition.occurrences.of_thing(thing):
            if not (one.defines and one.used_from and one.foreign != one.thing.name):
                found.setdefault((edition.id, one.start), Found(edition, one))
    return list(found.values())


def _spread(session: Session, analysis: Analysis, thing: Thing) -> Iterator[tuple[Analysis, Thing]]:
    """A name with what it is called in every edition that takes it, directly or through another."""
    waiting, seen = [(analysis, thing)], {(analysis.id, thing)}
    while waiting:
        edition, called = waiting.pop()
        yield edition, called
        for user in users(session, edition.id):
            for one in user.occurrences.definitions.values():
                if one.used_from == edition.id and one.foreign == called.name:
                    _next(waiting, seen, user, Thing("value", one.thing.name))
                    _next(waiting, seen, user, Thing("kind", one.thing.name))
            if edition.id in parents(user):
                _next(waiting, seen, user, called)


def _next(waiting: list[tuple[Analysis, Thing]], seen: set[tuple[str, Thing]], edition: Analysis, thing: Thing) -> None:
    if (edition.id, thing) not in seen:
        seen.add((edition.id, thing))
        waiting.append((edition, thing))


def users(session: Session, id: str) -> Iterator[Analysis]:
    """Editions of the library and among the open ones that name this one."""
    named = id.encode()
    seen: set[str] = {id}
    for text in session.open_editions():
        if named in text.data:
            analysis = session.analysis(text.path)
            if analysis is not None and analysis.id not in seen:
                seen.add(analysis.id)
                yield analysis
    for other in session.compiler.library.ids():
        if other in seen:
            continue
        try:
            mentions = named in session.compiler.library.read(other)
        except (LookupError, OSError):
            continue
        analysis = session.edition(other) if mentions else None
        if analysis is not None:
            seen.add(other)
            yield analysis


def constant(compiled: form.Form, name: str) -> bool:
    """Whether a rule's value is the same for every product: nothing it stands on is supplied or chosen."""
    rules = {rule.name: rule for rule in compiled.rules}
    given = {one.name for group in (compiled.inputs, compiled.options, compiled.lists) for one in group}
    waiting, seen = [name], {name}
    while waiting:
        rule = rules.get(waiting.pop())
        if rule is None:
            return False
        for expression in expressions(rule):
            for node in every(expression):
                if isinstance(node, form.Aggregate) or (isinstance(node, form.Ref) and node.name in given):
                    return False
                if isinstance(node, form.Call) and node.rule not in seen:
                    seen.add(node.rule)
                    waiting.append(node.rule)
    return not rules[name].parameters
