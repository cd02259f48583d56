"""The words of the map of standards: what an entry, a list, a document and a product are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

LEVELS = ("international", "regional", "national", "industry", "local", "group", "enterprise")
KINDS = (
    "footprint", "label", "accounting", "assessment", "factors", "method", "market", "life_cycle", "policy", "product",
)  # fmt: skip
STAGES = ("published", "approved", "drafted", "comment_draft", "unknown")
STATES = ("encoded", "partly", "title_only")
EVIDENCE = ("primary", "excerpt", "secondary")
DATE = re.compile(r"[1-9][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


class CatalogueFault(ValueError):
    """The map cannot be read. `faults`: every fault, each with its file and entry."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(faults))


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document that names standards. `evidence`: how it was read."""

    key: str
    title: Words
    issuer: Words
    date: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a document (its key) names something."""

    document: str
    section: str


@dataclass(frozen=True, slots=True)
class Product:
    """A product standards are made for. `within`: the wider product a document (`named_in`) puts it in."""

    key: str
    title: Words
    within: str | None
    named_in: Mention | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One standard on the map; see `footrule.standards.catalogue` for the fields. `list`: the list it stands on."""

    id: str
    number: str | None
    title: Words
    level: str
    kind: str
    issued: str
    effective: str
    product: str | None
    follows: tuple[str, ...]
    stage: str
    state: str
    library: tuple[str, ...]
    why: Words
    named_in: tuple[Mention, ...]
    list: str


@dataclass(frozen=True, slots=True)
class SourceList:
    """One list of a source document. `total`: how many it has in all, where that is known; `date`: of the list."""

    key: str
    title: Words
    document: str
    total: int | None
    date: str
    entries: tuple[Entry, ...]

    @property
    def not_named(self) -> int:
        """How many of the list are known to exist and are named in no text that was read."""
        return 0 if self.total is None else max(0, self.total - len(self.entries))
