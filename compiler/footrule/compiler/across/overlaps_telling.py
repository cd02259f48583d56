"""The overlaps of the library told as plain lines and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from footrule.compiler.across.overlaps import Member, Numbers, Overlaps, Scope
from footrule.compiler.across.report import Stands
from footrule.compiler.across.telling import inlanguage, valued
from footrule.compiler.across.words import word
from footrule.compiler.editions.report_words import Language

LEVEL_NAMES = {
    "international": ("国际", "international"),
    "regional": ("区域或国外", "regional or foreign"),
    "national": ("国家", "national"),
    "industry": ("行业", "industry"),
    "local": ("地方", "local"),
    "group": ("团体", "group"),
    "enterprise": ("企业", "enterprise"),
}


def title(found: Overlaps, language: Language) -> str:
    return f"{word('overlaps', language)} · {found.as_of}"


def summary(found: Overlaps, language: Language) -> str:
    return word(
        "overlaps summary", language,
        products=len(found.scopes), decided=sum(scope.decided for scope in found.scopes),
        apart=len(found.contradictions), numbers=sum(len(one.questions) for one in found.numbers),
    )  # fmt: skip


def text(found: Overlaps, language: Language) -> Iterator[str]:
    yield title(found, language)
    yield summary(found, language)
    yield ""
    yield word("scope", language)
    for scope in found.scopes:
        yield f"  {inlanguage(scope.title, language)}"
        yield from (f"    {line}" for line in _members(scope, language))
        yield from (f"    → {line}" for line in decisions(scope, language))
    yield ""
    yield word("contradictions", language)
    for topic, pairs in by_topic(found.contradictions):
        yield f"  {inlanguage(topic.name, language)}"
        yield from (f"    {line}" for line in _places(pairs, language))
        yield from (f"    {_against(one)}" for one in pairs)
    yield ""
    yield word("numbers", language)
    for numbers in found.numbers:
        yield from (f"  {line}" for line in _values(numbers, language))
    if not found.numbers:
        yield f"  {word('nothing found', language)}"
    yield ""
    yield word("kept", language)
    for one in found.kept:
        yield f"  {inlanguage(one.name, language)}  {_against(one)}: {inlanguage(one.why, language)}"


def _members(scope: Scope, language: Language) -> Iterator[str]:
    for member in scope.members:
        relation = "" if member.relation == "same" else f" ({word('wider product', language)})"
        yield f"{named(member, language)} · {level(member.level, language)}{encoded(member, language)}{relation}"


def named(member: Member, language: Language) -> str:
    return f"{member.number} {inlanguage(member.title, language)}".strip()


def encoded(member: Member, language: Language) -> str:
    return f" · {word('encoded', language)} {', '.join(member.library)}" if member.library else ""


def level(level: str, language: Language) -> str:
    zh, en = LEVEL_NAMES[level]
    return zh if language == "zh" else en


def decisions(scope: Scope, language: Language) -> Iterator[str]:
    names = {member.id: member.number or inlanguage(member.title, language) for member in scope.members}
    for one in scope.decisions:
        force, told = inlanguage(one.force, language), inlanguage(one.said, language)
        yield f"{names.get(one.entry, one.entry)}: {one.article} ({force}) {told}"
    if not scope.decisions:
        yield word("nothing decides", language)


def by_topic(pairs: Sequence[Stands]) -> Iterator[tuple[Stands, list[Stands]]]:
    topics: dict[str, list[Stands]] = {}
    for one in pairs:
        topics.setdefault(one.topic, []).append(one)
    yield from ((each[0], each) for each in topics.values())


def _places(pairs: Sequence[Stands], language: Language) -> Iterator[str]:
    """Each edition once, with what it says."""
    told = {p.edition: p for one in pairs for p in (one.a, one.b)}
    for position in told.values():
        yield f"{position.edition} §{position.clause}: {inlanguage(position.said, language)}"


def _against(one: Stands) -> str:
    return f"{one.a.edition} §{one.a.clause} ↔ {one.b.edition} §{one.b.clause}"


def _values(numbers: Numbers, language: Language) -> Iterator[str]:
    yield f"{numbers.a} ↔ {numbers.b}"
    for one in numbers.questions:
        yield f"  {inlanguage(one.question, language)}"
        for edition, answer in ((numbers.a, one.a), (numbers.b, one.b)):
            yield f"    {edition} §{answer.place.clause} {answer.rule}: {' / '.join(valued(answer, language))}"


def markdown(found: Overlaps, language: Language) -> str:
    out = [f"## {title(found, language)}", "", summary(found, language), "", f"### {word('scope', language)}", ""]
    out += [word("scope told", language), ""]
    for scope in found.scopes:
        out += [f"**{inlanguage(scope.title, language)}**", ""]
        out += [f"- {line}" for line in _members(scope, language)]
        out += ["", *(f"  {line}" for line in decisions(scope, language)), ""]
    out += [f"### {word('contradictions', language)}", ""]
    for topic, pairs in by_topic(found.contradictions):
        out += [f"**{inlanguage(topic.name, language)}**", "", *(f"- {line}" for line in _places(pairs, language)), ""]
        out += [*(f"  - {_against(one)}" for one in pairs), ""]
    out += [f"### {word('numbers', language)}", "", word("numbers told", language), ""]
    for numbers in found.numbers:
        out += ["```", *_values(numbers, language), "```", ""]
    out += [f"### {word('kept', language)}", ""]
    out += [
        f"- {inlanguage(one.name, language)}: {_against(one)}: {inlanguage(one.why, language)}" for one in found.kept
    ]
    return "\n".join(out) + "\n"
