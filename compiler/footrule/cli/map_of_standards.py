"""The map of standards on the screen: every standard the source documents name, its state, and why."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from footrule.cli import exits
from footrule.cli.screen import as_json, indented, line, show, styled, wrapped
from footrule.cli.words import did_you_mean, label, word
from footrule.standards.catalogue import Catalogue, CatalogueFault, Entry, SourceList, catalogue

if TYPE_CHECKING:
    from rich.console import RenderableType

STATE_STYLES = {"encoded": "green", "partly": "yellow", "title_only": "dim"}


def show_map(level: str | None, state: str | None, family: str | None, json: bool) -> None:
    """Prints the entries of a level, a state and a family, those that are given.

    A family is a list of the map (`group-list-1`), a family of the library (`cn`), or a product (`steel`), which takes
    in the products that lie within it. Raises `UsageStop` for a family there is none of.
    """
    try:
        found = catalogue()
    except (CatalogueFault, OSError) as fault:
        raise exits.UnreadableStop("unreadable", path="catalogue", reason=fault) from None
    known = {name for entry in found.entries for name in families(found, entry)}
    if family is not None and family not in known:
        near = get_close_matches(family, known, n=3, cutoff=0.5)
        raise exits.UsageStop("no such family", name=family, hint=did_you_mean(tuple(near)))
    kept = {
        listed.key: [
            entry
            for entry in listed.entries
            if level in (None, entry.level)
            and state in (None, entry.state)
            and (family is None or family in families(found, entry))
        ]
        for listed in found.lists
    }
    shown = [entry for entries in kept.values() for entry in entries]
    counts = {state: sum(entry.state == state for entry in shown) for state in found.counts()}
    if json:
        as_json({"standards": [_row(entry) for entry in shown], "counts": counts})
        return
    for listed in found.lists:
        if kept[listed.key]:
            _list(listed, kept[listed.key])
    line(word("map count", count=len(shown), **counts))


def families(found: Catalogue, entry: Entry) -> set[str]:
    """Every name an entry is found by as one of many: its list, the families that hold it, its product and wider ones.

    A list is named without the number that puts it in order.
    """
    names = {entry.list.partition("-")[2]} | {name.partition("/")[0] for name in entry.library}
    return names | (set(found.within(entry.product)) if entry.product else set())


def _row(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "number": entry.number,
        "title": {"zh": entry.title.zh, "en": entry.title.en},
        "level": entry.level,
        "kind": entry.kind,
        "issued": entry.issued,
        "effective": entry.effective,
        "stage": entry.stage,
        "product": entry.product,
        "follows": list(entry.follows),
        "state": entry.state,
        "library": list(entry.library),
        "why": {"zh": entry.why.zh, "en": entry.why.en},
        "list": entry.list,
        "named_in": [{"document": one.document, "section": one.section} for one in entry.named_in],
    }


def _list(listed: SourceList, entries: list[Entry]) -> None:
    wrapped(label(listed.title.zh, listed.title.en), style="bold underline")
    if len(entries) == len(listed.entries) and listed.not_named:
        wrapped(word("not named", count=listed.not_named, total=listed.total), 2, "yellow")
    for entry in entries:
        show(_told(entry))
    line()


def _told(entry: Entry) -> RenderableType:
    """Number, level, dates and state; below, indented, the title, the editions that hold it, and why it is so."""
    from rich.console import Group  # noqa: PLC0415 - not needed for --json
    from rich.text import Text  # noqa: PLC0415

    title = label(entry.title.zh, entry.title.en)
    told = (word(f"level {entry.level}"), _dates(entry), word(f"state {entry.state}"))
    facts = styled(" · ".join(told), STATE_STYLES[entry.state])
    first = styled(entry.number or title, "bold")
    below = [facts]
    if entry.number:
        first, below = Text.assemble(first, "  ", facts), [styled(title)]
    below += [styled(name, "cyan") for name in entry.library]
    below.append(styled(label(entry.why.zh, entry.why.en), "dim"))
    return Group(first, *(indented(text, 2) for text in below))


def _dates(entry: Entry) -> str:
    """`2024-08-23, in force 2024-10-01`; what is not known is left out, and said only where nothing is."""
    known = [] if entry.issued == "unknown" else [entry.issued]
    if entry.effective != "unknown":
        known.append(word("in force", date=entry.effective))
    return word("list comma").join(known) or word("no dates")
