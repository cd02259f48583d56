"""The map of standards: every standard the source documents name, what is encoded of it, and why.

`catalogue()` reads the shipped map once; `entries()` gives its entries in the order of the lists. Each entry has

- `id`: a word of its own (`gb-t-24067-2024`); `number` as printed, or None where none is known;
- `title`: zh as the source prints it, en translated; `kind`: what sort of document it is;
- `level`: as in China, so that `national` is a Chinese one and another country's is `regional`;
- `issued`, `effective`: ISO date, month or year as known, or `unknown`;
- `product`: a key of `Catalogue.products`, or None where the standard is not made for one product;
- `stage`: published, or only approved, being drafted, or a comment draft;
- `state`: `encoded`, `partly` or `title_only`; `library`: the editions (`cn/green-factory@2025`) or standards
  (`cn/green-factory`, all its editions) that hold it; `why`: the reason, zh and en;
- `named_in`: the documents and sections that name it.

What a file may say is checked when it is read: unknown keys and words, numbers and ids given twice, an `encoded` entry
without an edition in the library, a state that does not fit. All faults are told together in `CatalogueFault`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from footrule.standards.catalogue_words import (
    DATE,
    EVIDENCE,
    ID,
    KINDS,
    LEVELS,
    STAGES,
    STATES,
    CatalogueFault,
    Document,
    Entry,
    Mention,
    Product,
    SourceList,
    Words,
)
from footrule.standards.catalogue_yaml import read_yaml
from footrule.standards.library import Library, shipped

__all__ = [
    "Catalogue", "CatalogueFault", "Document", "Entry", "Mention", "Product", "SourceList", "Words",
    "catalogue", "entries", "load", "shipped_catalogue", "unmapped",
]  # fmt: skip

FRAME = "catalogue.yaml"
_ENTRY_KEYS = frozenset({
    "id", "number", "title", "level", "kind", "issued", "effective", "product", "follows", "stage", "state",
    "library", "why", "named_in",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The whole map. `lists` are in the order of their files' names, `entries` in the order of the lists."""

    documents: dict[str, Document]
    products: dict[str, Product]
    lists: tuple[SourceList, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for found in self.lists for entry in found.entries)

    def entry(self, id: str) -> Entry:
        """The entry of this id. Raises `KeyError`."""
        for found in self.entries:
            if found.id == id:
                return found
        raise KeyError(id)

    def of_state(self, state: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.state == state)

    def counts(self) -> dict[str, int]:
        """How many entries there are of each state, in the order encoded, partly, title_only."""
        return {state: len(self.of_state(state)) for state in STATES}

    def search(self, text: str) -> tuple[Entry, ...]:
        """The entries whose number, id or title, in either language, holds `text`; case and spaces do not matter."""
        wanted = _plain(text)
        return tuple(e for e in self.entries if any(wanted in _plain(part) for part in _texts(e)))

    def within(self, product: str) -> tuple[str, ...]:
        """The product and everything it lies within, nearest first."""
        found: list[str] = []
        at: str | None = product
        while at is not None and at not in found:
            found.append(at)
            at = self.products[at].within
        return tuple(found)


def shipped_catalogue() -> Path:
    """The folder of the shipped map: beside this module in a wheel, beside the portion in a working copy."""
    here = Path(__file__).resolve().parent
    installed = here / "catalogue"
    return installed if installed.is_dir() else here.parent.parent / "catalogue"


@cache
def catalogue() -> Catalogue:
    """The shipped map, held against the shipped library. Raises `CatalogueFault`."""
    return load(shipped_catalogue(), Library((shipped(),)))


def entries() -> tuple[Entry, ...]:
    """Every entry of the shipped map."""
    return catalogue().entries


def load(folder: Path, library: Library) -> Catalogue:
    """The map in `folder`. Raises `CatalogueFault` with every fault, or `OSError` where a file cannot be read."""
    reading = _Reading(known=frozenset(library.ids()))
    frame = reading.mapping(FRAME, read_yaml(folder / FRAME), {"documents", "reasons", "products"})
    documents = {key: reading.document(key, value) for key, value in reading.items(frame, "documents")}
    reading.documents = frozenset(documents)
    reading.reasons = {
        key: reading.words(f"{FRAME}: reasons.{key}", value) for key, value in reading.items(frame, "reasons")
    }
    products = {key: reading.product(key, value) for key, value in reading.items(frame, "products")}
    reading.products = frozenset(products)
    for key, product in products.items():
        if product.within is not None and product.within not in products:
            reading.fault(f"{FRAME}: products.{key}", f"within: no product {product.within!r}")
    lists = tuple(
        reading.source_list(path.name, read_yaml(path)) for path in sorted(folder.glob("*.yaml")) if path.name != FRAME
    )
    if reading.faults:
        raise CatalogueFault(tuple(reading.faults))
    return Catalogue(documents, products, lists)


def unmapped(found: Catalogue, library: Library) -> tuple[str, ...]:
    """The editions of the library that no entry of the map holds."""
    held = {name for entry in found.entries for name in entry.library}
    return tuple(name for name in library.ids() if name not in held and name.split("@")[0] not in held)


@dataclass(slots=True)
class _Reading:
    """One pass over the files; every fault is kept, so that an author sees all of them at once."""

    known: frozenset[str]
    documents: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    reasons: dict[str, Words] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)

    def fault(self, where: str, what: str) -> None:
        self.faults.append(f"{where}: {what}")

    def mapping(self, where: str, value: Any, allowed: frozenset[str] | set[str]) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.fault(where, "keys and values are expected here")
            return {}
        for key in value:
            if key not in allowed:
                self.fault(where, f"unknown key {key!r}; known: {', '.join(sorted(allowed))}")
        return value

    def items(self, frame: dict[str, Any], key: str) -> Iterator[tuple[str, Any]]:
        value = frame.get(key)
        if not isinstance(value, dict):
            self.fault(FRAME, f"{key} is missing")
            return
        yield from value.items()

    def text(self, where: str, key: str, value: Any) -> str:
        if value is None:
            self.fault(where, f"{key} is missing")
            return ""
        if not isinstance(value, str) or not value.strip():
            self.fault(where, f"{key}: a text is expected")
            return ""
        return value

    def one_of(self, where: str, key: str, value: Any, allowed: tuple[str, ...]) -> str:
        text = self.text(where, key, value)
        if text and text not in allowed:
            self.fault(where, f"{key}: {text!r} is none of {', '.join(allowed)}")
        return text

    def date(self, where: str, key: str, value: Any) -> str:
        text = self.text(where, key, value)
        if text and text != "unknown" and not DATE.fullmatch(text):
            self.fault(where, f"{key}: {text!r} is no date; write YYYY, YYYY-MM, YYYY-MM-DD or unknown")
        return text

    def words(self, where: str, value: Any) -> Words:
        found = self.mapping(where, value, {"zh", "en"})
        return Words(self.text(where, "zh", found.get("zh")), self.text(where, "en", found.get("en")))

    def mention(self, where: str, value: Any) -> Mention:
        found = self.mapping(where, value, {"document", "section"})
        document = self.text(where, "document", found.get("document"))
        if document and document not in self.documents:
            self.fault(where, f"no document {document!r}")
        return Mention(document, self.text(where, "section", found.get("section")))

    def document(self, key: str, value: Any) -> Document:
        where = f"{FRAME}: documents.{key}"
        found = self.mapping(where, value, {"title", "issuer", "date", "evidence"})
        return Document(
            key,
            self.words(where, found.get("title")),
            self.words(where, found.get("issuer")),
            self.date(where, "date", found.get("date")),
            self.one_of(where, "evidence", found.get("evidence"), EVIDENCE),
        )

    def product(self, key: str, value: Any) -> Product:
        where = f"{FRAME}: products.{key}"
        found = self.mapping(where, value, {"title", "within", "named_in"})
        within = found.get("within")
        if within is not None and found.get("named_in") is None:
            self.fault(where, "within needs named_in: which document puts the product there")
        named = None if found.get("named_in") is None else self.mention(where, found["named_in"])
        return Product(key, self.words(where, found.get("title")), within, named)

    def source_list(self, name: str, value: Any) -> SourceList:
        found = self.mapping(name, value, {"title", "document", "total", "date", "entries"})
        document = self.text(name, "document", found.get("document"))
        if document and document not in self.documents:
            self.fault(name, f"no document {document!r}")
        total = found.get("total")
        if total is not None and not (isinstance(total, str) and total.isdigit()):
            self.fault(name, "total: a whole number is expected")
            total = None
        rows = found.get("entries")
        if not isinstance(rows, list):
            self.fault(name, "entries: a list is expected")
            rows = []
        made = tuple(self.entry(f"{name}, entry {place}", row, name) for place, row in enumerate(rows, 1))
        return SourceList(
            name.removesuffix(".yaml"),
            self.words(name, found.get("title")),
            document,
            None if total is None else int(total),
            self.date(name, "date", found.get("date", "unknown")),
            made,
        )

    def entry(self, where: str, value: Any, name: str) -> Entry:
        found = self.mapping(where, value, _ENTRY_KEYS)
        id = self.text(where, "id", found.get("id", "?"))
        where = f"{name}, {id}"
        if not ID.fullmatch(id):
            self.fault(where, "an id is lower-case letters, digits, dots and hyphens")
        self._once(where, "id", id, self.ids)
        number = found.get("number")
        if number is not None:
            self._once(where, "number", self.text(where, "number", number), self.numbers)
        product = found.get("product")
        if product is not None and product not in self.products:
            self.fault(where, f"no product {product!r}")
        mentions = found.get("named_in")
        if not isinstance(mentions, list) or not mentions:
            self.fault(where, "named_in: at least one document and section")
            mentions = []
        entry = Entry(
            id=id,
            number=number,
            title=self.words(where, found.get("title")),
            level=self.one_of(where, "level", found.get("level"), LEVELS),
            kind=self.one_of(where, "kind", found.get("kind"), KINDS),
            issued=self.date(where, "issued", found.get("issued")),
            effective=self.date(where, "effective", found.get("effective")),
            product=product,
            follows=self.texts(where, "follows", found.get("follows", [])),
            stage=self.one_of(where, "stage", found.get("stage"), STAGES),
            state=self.one_of(where, "state", found.get("state"), STATES),
            library=self.texts(where, "library", found.get("library", [])),
            why=self.reason(where, found.get("why")),
            named_in=tuple(self.mention(where, mention) for mention in mentions),
            list=name.removesuffix(".yaml"),
        )
        self._held(where, entry)
        return entry

    def texts(self, where: str, key: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.fault(where, f"{key}: a list is expected")
            return ()
        return tuple(self.text(where, key, item) for item in value)

    def reason(self, where: str, value: Any) -> Words:
        if value is None:
            self.fault(where, "why is missing")
            return Words("", "")
        if isinstance(value, str):
            if value in self.reasons:
                return self.reasons[value]
            self.fault(where, f"why: no reason {value!r}")
            return Words("", "")
        return self.words(where, value)

    def _once(self, where: str, key: str, value: str, seen: set[str]) -> None:
        plain = _plain(value)
        if value and plain in seen:
            self.fault(where, f"{key} {value!r} is given twice")
        seen.add(plain)

    def _held(self, where: str, entry: Entry) -> None:
        if entry.state == "title_only" and entry.library:
            self.fault(where, "a standard known by title only has no edition in the library")
        if entry.state in ("encoded", "partly") and not entry.library:
            self.fault(where, f"state {entry.state} names the editions that hold it under library")
        standards = {name.split("@")[0] for name in self.known}
        for name in entry.library:
            if name not in self.known and name not in standards:
                self.fault(where, f"the library has no {name!r}")


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def _texts(entry: Entry) -> tuple[str, ...]:
    return (entry.id, entry.number or "", entry.title.zh, entry.title.en)
