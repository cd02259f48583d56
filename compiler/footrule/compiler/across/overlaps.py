"""The whole library against itself: overlaps of scope, contradictions, and one term with two numbers.

Article 12 of the drafting guideline (环气候〔2024〕91号) asks a review to find standards that overlap or disagree.
Scope is what the map of standards says each is made for, and what decides between two is told by the guideline's
articles; contradictions are the stances of the editions, by clause; numbers come from the declared mappings of terms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from footrule.compiler.across.answers import Asked
from footrule.compiler.across.comparison import Standing
from footrule.compiler.across.mapping import Mapping
from footrule.compiler.across.report import Compared, Stands
from footrule.compiler.across.stands import pair
from footrule.compiler.across.witness import witness
from footrule.compiler.editions.changes import Words
from footrule.compiler.editions.pair import Edition
from footrule.runtime.form import Struct
from footrule.standards import positions, precedence
from footrule.standards.catalogue import Catalogue, Entry

FORMAT = 1
SECONDS = 2.0
RULES = ("P1", "P2", "P3", "P5", "overlap")
DECIDING = ("at_odds", "discouraged", "repeal_due", "repeal_pending", "off_list")
GENERAL = ("footprint", "method")


class Member(Struct):
    """A standard that claims a product, itself or by a wider one. `library`: its editions that are encoded."""

    id: str
    number: str
    title: Words
    level: str
    stage: str
    relation: str
    library: tuple[str, ...]


class Decision(Struct):
    """What the guideline says of one of them beside others: article, printed force, what follows."""

    rule: str
    article: str
    force: Words
    entry: str
    because: tuple[str, ...]
    outcome: str
    said: Words


class Scope(Struct):
    """One product that more than one standard claims. `product` is empty for standards of any product."""

    product: str
    title: Words
    members: tuple[Member, ...]
    decisions: tuple[Decision, ...]

    @property
    def decided(self) -> bool:
        return any(one.outcome in DECIDING for one in self.decisions)


class Numbers(Struct):
    """Questions of one mapping that two standards answer with other numbers for a product that was looked for."""

    mapping: str
    a: str
    b: str
    tried: int
    questions: tuple[Compared, ...]


class Overlaps(Struct):
    """`contradictions`: stances no one product can keep together. `kept`: other words that it can. `as_of`: the day."""

    overlaps: int
    as_of: str
    scopes: tuple[Scope, ...]
    contradictions: tuple[Stands, ...]
    kept: tuple[Stands, ...]
    numbers: tuple[Numbers, ...]


def overlaps(
    catalogue: Catalogue,
    mappings: Sequence[tuple[str, Mapping]],
    edition: Callable[[str], Edition],
    as_of: str,
    *,
    every: bool = False,
    numbers: bool = True,
) -> Overlaps:
    """`every`: superseded editions too. Raises `ValueError` for a day that is none, and what the parts raise."""
    found = list(_pairs(every=every))
    return Overlaps(
        overlaps=FORMAT,
        as_of=as_of,
        scopes=tuple(_scopes(catalogue, as_of)),
        contradictions=tuple(one for one in found if one.verdict == "apart"),
        kept=tuple(one for one in found if one.verdict in ("same", "choice") and one.a.position != one.b.position),
        numbers=tuple(_numbers(mappings, edition)) if numbers else (),
    )


# --- scope ------------------------------------------------------------------------------------------------------------


def _scopes(catalogue: Catalogue, as_of: str) -> Iterator[Scope]:
    decisions = [one for one in precedence.findings(catalogue, as_of) if one.rule in RULES]
    footprints = [entry for entry in catalogue.entries if entry.kind == "footprint"]
    for key, product in catalogue.products.items():
        wider = catalogue.within(key)
        own = [entry for entry in footprints if entry.product == key]
        members = [_member(entry, "same") for entry in own]
        members += [_member(entry, "within") for entry in footprints if entry.product in wider[1:]]
        if not own or len(members) < 2:
            continue
        ids = {entry.id for entry in own}
        told = tuple(_decision(one) for one in decisions if one.entry in ids)
        yield Scope(key, Words(product.title.zh, product.title.en), tuple(members), told)
    general = [
        entry for entry in catalogue.entries if entry.product is None and entry.library and entry.kind in GENERAL
    ]
    if len(general) > 1:
        title = Words("不限于某一产品", "any product")
        yield Scope("", title, tuple(_member(entry, "same") for entry in general), ())


def _of_any_product(entry: Entry) -> bool:
    """Encoded, in force, and made for no product of its own: a footprint standard, its data model, or a protocol."""
    if entry.product is not None or not entry.library or entry.stage != "published":
        return False
    return (
        entry.kind == "accounting"
        if entry.level == "international"
        else entry.number is not None and entry.kind in GENERAL
    )


def _member(entry: Entry, relation: str) -> Member:
    return Member(
        entry.id, entry.number or "", Words(entry.title.zh, entry.title.en), entry.level, entry.stage, relation,
        tuple(entry.library),
    )  # fmt: skip


def _decision(found: precedence.Finding) -> Decision:
    return Decision(
        found.rule, found.article, Words(found.force.zh, found.force.en), found.entry, found.because, found.outcome,
        Words(found.message.zh, found.message.en),
    )  # fmt: skip


# --- contradictions ---------------------------------------------------------------------------------------------------


def _pairs(*, every: bool) -> Iterator[Stands]:
    """Every two editions of different standards that both take a position, topic by topic."""
    topics = positions.load()
    editions = dict.fromkeys(position.edition for topic in topics for position in topic.positions)
    last = latest(tuple(editions))
    for topic in topics:
        taking = [one for one in topic.positions if every or one.edition in last]
        for one, other in combinations(taking, 2):
            if one.edition.split("@")[0] != other.edition.split("@")[0]:
                yield pair(topic, one, other, one.edition, other.edition)


def latest(editions: Sequence[str]) -> frozenset[str]:
    """Of each standard its last edition, by the numbers in their names."""
    found: dict[str, str] = {}
    for edition in editions:
        standard = edition.split("@")[0]
        if standard not in found or _order(edition) > _order(found[standard]):
            found[standard] = edition
    return frozenset(found.values())


def _order(edition: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", edition.partition("@")[2]))


# --- numbers ----------------------------------------------------------------------------------------------------------


def _numbers(mappings: Sequence[tuple[str, Mapping]], edition: Callable[[str], Edition]) -> Iterator[Numbers]:
    for name, mapping in mappings:
        standing = Standing(mapping, name, Asked(edition(mapping.a)), Asked(edition(mapping.b)))
        shown = witness(standing, SECONDS)
        if shown is None:
            continue
        found = standing.compare(shown.document, "search", shown.tried)
        apart = tuple(one for one in found.questions if one.verdict == "conflict")
        if apart:
            yield Numbers(name, mapping.a, mapping.b, shown.tried, apart)
