"""What an edition's suite of cases holds and how strong it is, clause by clause.

The suite and the record of its strength are read elsewhere: this room knows nothing of conformance but these figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from footrule.compiler.docs.names import Language, anchor
from footrule.compiler.docs.prose import escape, plain, table
from footrule.compiler.docs.words import say

KINDS = ("compute", "accept", "reject", "metamorphic")
Figures = tuple[int, int]
"""Mistakes noticed, and mistakes tried."""


@dataclass(frozen=True, slots=True)
class Suite:
    """`kinds`: cases by kind. `clauses`: cases that come by each clause. `strength`: mistakes noticed and tried, in all
    and by clause, of this very suite and these rules; None where it was not measured. `unnoticed`: in zh and en, every
    mistake no case notices. `listed`: every mistake its author says changes nothing, and why. `unaided`: mistakes that
    show of a tool that is asked whole documents and outputs only.
    """

    cases: int
    kinds: Mapping[str, int]
    clauses: Mapping[str, int]
    strength: Figures | None = None
    by_clause: Mapping[str, Figures] = field(default_factory=dict)
    unnoticed: Sequence[tuple[str, str]] = ()
    listed: Sequence[tuple[str, str]] = ()
    unaided: int | None = None


def conformance_section(
    suite: Suite | None, standard: str, titles: Mapping[str, str], guide: str, language: Language
) -> Iterator[str]:
    """The section as Markdown, block by block; nothing where the edition has no suite.

    `titles`: by clause, in the order of the standard. `guide`: the way to the page on suites.
    """
    if suite is None:
        return
    yield f"## {say('suite', language)} {{#conformance}}"
    comma = say("list_comma", language)
    kinds = comma.join(
        f"{suite.kinds[kind]} {say(f'suite_{kind}', language)}" for kind in KINDS if suite.kinds.get(kind)
    )
    yield say("suite_told", language).format(suite.cases, kinds, f"`footrule conform run {standard} --tool …`", guide)
    if suite.strength is None:
        yield say("strength_none", language).format(f"`footrule conform strength {standard}`")
    else:
        yield say("strength_told", language).format(*suite.strength, share(suite.strength))
    if suite.strength is not None and suite.unaided is not None:
        yield say("strength_unaided", language).format(suite.unaided, share((suite.unaided, suite.strength[1])))
    yield _table(suite, titles, language)
    for key, mistakes in (("unnoticed", suite.unnoticed), ("listed_mistakes", suite.listed)):
        if mistakes:
            told = "".join(f"<li>{plain(one[0 if language == 'zh' else 1])}</li>" for one in mistakes)
            count = say(key, language).format(len(mistakes))
            yield f'<details class="fr-note"><summary>{count}</summary><ul>{told}</ul></details>'


def _table(suite: Suite, titles: Mapping[str, str], language: Language) -> str:
    header = [say("where_declared", language), say("suite_cases", language)]
    if suite.strength is not None:
        header += [say("strength_noticed", language), say("strength_share", language)]
    rows = []
    for clause, title in titles.items():
        count, figures = suite.clauses.get(clause, 0), suite.by_clause.get(clause)
        if not count and figures is None:
            continue
        row = [f"[{escape(title)}](index.md#{anchor('clause', clause)})", str(count)]
        if suite.strength is not None:
            row += [f"{figures[0]}/{figures[1]}", share(figures)] if figures else ["–", "–"]
        rows.append(row)
    return table(header, rows)


def share(figures: Figures) -> str:
    """Rounded down: 100 % is said only where nothing is missed."""
    noticed, tried = figures
    return f"{1000 * noticed // tried / 10:g} %" if tried else "–"
