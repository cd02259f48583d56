"""A document made small: no item, value or digit that it does not need for what it is there to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from footrule.conformance.making.edges import numbers, with_value
from footrule.conformance.making.sampling import Document, written
from footrule.runtime import exact

Fits = Callable[[Document], bool]

ROUNDS = 3
"""Going through a document once more finds what became needless; more often than this it finds nothing."""

SIMPLE = ("0", "1", "10", "100", "2", "5", "50", "1000")
"""Numbers tried in place of one with more digits."""

_PLAIN_DIGITS = 3


def smallest(document: Document, fits: Fits) -> Document:
    """The document without whatever `fits` holds without, and with round numbers where it holds with them."""
    for _ in range(ROUNDS):
        before = document
        for step in (_without_items, _without_names, _without_fields, _with_round_numbers):
            document = step(document, fits)
        if document == before:
            break
    return document


def _without_items(document: Document, fits: Fits) -> Document:
    for name, held in document["inputs"].items():
        for item in reversed(held) if isinstance(held, list) else ():
            kept = [other for other in document["inputs"][name] if other is not item]
            document = _if(document, {**document, "inputs": {**document["inputs"], name: kept}}, fits)
    return document


def _without_names(document: Document, fits: Fits) -> Document:
    for section in ("options", "inputs"):
        for name in list(document.get(section, {})):
            rest = {key: value for key, value in document[section].items() if key != name}
            fewer = {**document, section: rest}
            if section == "options" and not rest:
                del fewer["options"]
            document = _if(document, fewer, fits)
    return document


def _without_fields(document: Document, fits: Fits) -> Document:
    for name, held in document["inputs"].items():
        for at in range(len(held)) if isinstance(held, list) else ():
            for key in list(document["inputs"][name][at]):
                rows = list(document["inputs"][name])
                rows[at] = {other: value for other, value in rows[at].items() if other != key}
                document = _if(document, {**document, "inputs": {**document["inputs"], name: rows}}, fits)
    return document


def _with_round_numbers(document: Document, fits: Fits) -> Document:
    for path, number, unit in list(numbers(document)):
        for told in _rounder(exact.exact_text(number)):
            other = with_value(document, path, written(exact.read_number(told), unit))
            if fits(other):
                document = other
                break
    return document


def _rounder(text: str) -> Iterator[str]:
    """Numbers easier to read than this one: none for one that is easy already."""
    if len(text.strip("-0").replace(".", "")) < _PLAIN_DIGITS:
        return
    sign = "-" if text.startswith("-") else ""
    yield from (sign + told for told in SIMPLE)
    number = exact.read_number(text)
    for digits in (1, 2, 3):
        yield exact.exact_text(exact.rounded(number, "half_up", None, digits))


def _if(document: Document, fewer: Document, fits: Fits) -> Document:
    return fewer if fits(fewer) else document
