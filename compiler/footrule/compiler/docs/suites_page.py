"""The suites of all editions in one table: how many cases each holds, and how strong they are."""

from __future__ import annotations

from collections.abc import Sequence

from footrule.compiler.docs.conformance_section import KINDS, share
from footrule.compiler.docs.entry import Entry
from footrule.compiler.docs.names import Language
from footrule.compiler.docs.prose import escape, wide_table
from footrule.compiler.docs.words import say


def suites_page(entries: Sequence[Entry], language: Language) -> str:
    """The page as Markdown."""
    parts = [f"# {say('suites', language)}", say("suites_told", language)]
    measured = [one.suite.strength for one in entries if one.suite is not None and one.suite.strength is not None]
    if measured:
        cases = sum(one.suite.cases for one in entries if one.suite is not None)
        noticed, tried = (sum(figures[at] for figures in measured) for at in (0, 1))
        parts.append(say("suites_sum", language).format(cases, noticed, tried, share((noticed, tried))))
    header = [say("suite_of", language), say("suite_cases", language)]
    header += [say(f"suites_{kind}", language) for kind in KINDS]
    header += [say(word, language) for word in ("strength_noticed", "strength_share", "suites_unaided")]
    rows = [_row(entry, language) for entry in entries if entry.suite is not None]
    return "\n\n".join([*parts, wide_table(header, rows)]) + "\n"


def _row(entry: Entry, language: Language) -> list[str]:
    suite = entry.suite
    assert suite is not None
    told = [f"[{escape(entry.title(language))}]({entry.folder}/evidence.md#conformance)<br>`{entry.id}`"]
    told += [str(suite.cases), *(str(suite.kinds.get(kind, 0)) for kind in KINDS)]
    if suite.strength is None:
        return [*told, say("suite_not_measured", language), "–", "–"]
    unaided = "–" if suite.unaided is None else share((suite.unaided, suite.strength[1]))
    return [*told, "{}/{}".format(*suite.strength), share(suite.strength), unaided]
