"""A JSON document read by data: which name of it is which input of a standard, and what is wrong in how it is written.

No digit passes through a float: a JSON number keeps its text, and is told where the document should have a string.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, dataclass_transform

import msgspec

from footrule.conformance.cases import read_yaml
from footrule.conformance.documents.words import words
from footrule.conformance.problems import ConformanceProblem
from footrule.conformance.reading import text_of
from footrule.runtime.problems import Words

LARGEST = 20_000_000
"""Bytes of a document."""

_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_MOST_DIGITS = 400

Kind = Literal["decimal", "instant", "choice", "latest", "truth", "text", "given", "items"]


class NumberText(str):
    """The text of a JSON number."""


class DocumentError(ConformanceProblem):
    """A file is no document that could be judged."""


class _NotOurs(ValueError):
    """JSON that some readers take and the format does not."""

    def __init__(self, told: Words) -> None:
        super().__init__(told.en)
        self.told = told


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of everything in a description of a document."""


class Field(Struct):
    """Where one input stands and how it is written there; `path` from the footprint, `[]` for each element."""

    path: str
    kind: Kind = "decimal"
    unit: str = ""
    words: dict[str, str] = {}
    field: str = ""


class Version(Struct):
    path: str
    pattern: str


class Described(Struct):
    """A kind of document by data. `fields`: by input. `totals`: by input, the rule its printed number follows from."""

    document: int
    standard: str
    version: Version
    format_clause: str
    root: str
    found_in: tuple[str, ...]
    fields: dict[str, Field]
    totals: dict[str, str] = {}
    options: dict[str, str] = {}
    other_names: dict[str, tuple[str, ...]] = {}


def described(name: str = "pact_product_footprint") -> Described:
    """A description that comes along."""
    text = files("footrule.conformance.documents").joinpath(f"{name}.yaml").read_text("utf-8")
    return msgspec.convert(read_yaml(text), Described, strict=False)


@dataclass(frozen=True, slots=True)
class Odd:
    """Something written otherwise than it should be; `path` in the document."""

    path: str
    told: Words
    severity: Literal["error", "warning"] = "error"


@dataclass(frozen=True, slots=True)
class Reading:
    """One footprint as inputs. `printed`: the text in the document, by input. `paths`: where each input stands."""

    inputs: dict[str, Any]
    printed: dict[str, str]
    paths: dict[str, str]
    odd: tuple[Odd, ...] = field(default=())


# --- the file ---------------------------------------------------------------------------------------------------------


def read_json(path: Path) -> Any:
    """The value in a file, numbers as `NumberText`. Raises `DocumentError`."""
    text = text_of(path, DocumentError, LARGEST)
    try:
        return json.loads(
            text, parse_float=NumberText, parse_int=NumberText, parse_constant=_constant, object_pairs_hook=_once
        )
    except json.JSONDecodeError as error:
        reason: object = f"line {error.lineno}, column {error.colno}"
    except RecursionError:
        reason = "nested too deeply"
    except _NotOurs as error:
        reason = error.told
    raise DocumentError("K0103", path=path, format="JSON", reason=reason)


def _constant(text: str) -> Any:
    raise _NotOurs(words("no number", text=text))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _NotOurs(words("twice", name=name[:60]))
        found[name] = value
    return found


def footprints(document: Any, by: Described) -> list[tuple[str, Mapping[str, Any]]]:
    """Every footprint in a document with its path. Raises `DocumentError` where there is none."""
    found: list[tuple[str, Mapping[str, Any]]] = []
    for path in ("", *by.found_in):
        value = _at(document, path) if path else document
        for at, one in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(one, dict) and isinstance(one.get(by.root), dict):
                found.append((f"{path}[{at}]" if isinstance(value, list) else path, one))
    if not found:
        raise DocumentError("K0601")
    return found


def _at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


# --- one footprint ----------------------------------------------------------------------------------------------------


def readings(footprint: Mapping[str, Any], by: Described) -> Iterator[Reading]:
    """The footprint once, or once for each element of the arrays whose elements are read apart."""
    arrays = [_at(footprint, one.path.partition("[]")[0]) for one in by.fields.values() if "[]" in one.path]
    count = max((len(each) for each in arrays if isinstance(each, list)), default=1)
    for at in range(max(1, count)):
        yield _reading(footprint, by, at)


def _reading(footprint: Mapping[str, Any], by: Described, at: int) -> Reading:
    odd: list[Odd] = [*_version(footprint, by), *_unknown(footprint, by)]
    inputs: dict[str, Any] = {}
    printed: dict[str, str] = {}
    paths: dict[str, str] = {}
    for name, one in by.fields.items():
        array, each, rest = one.path.partition("[]")
        path, value = one.path, _at(footprint, array)
        if each:
            elements = value if isinstance(value, list) else []
            value = _at(elements[at], rest.lstrip(".")) if at < len(elements) else None
            path = f"{array}[{at}]{rest}"
        paths[name] = path
        if value is None:
            continue
        found = _value(one, value)
        if isinstance(found, Words):
            odd.append(Odd(path, found))
            continue
        if one.kind == "decimal" and isinstance(value, NumberText):
            odd.append(Odd(path, words("number as number")))
        inputs[name] = found
        printed[name] = value if isinstance(value, str) else _shown(value)
    return Reading(inputs, printed, paths, tuple(odd))


def _value(one: Field, value: Any) -> Any:
    """The value as an input; `Words` where it is written otherwise than it should be."""
    match one.kind:
        case "decimal":
            if not isinstance(value, str) or len(value) > _MOST_DIGITS or not _DECIMAL.fullmatch(value):
                return words("not decimal", text=_shown(value))
            return {"value": str(value), "unit": one.unit}
        case "instant":
            return _day(value)
        case "choice":
            if not isinstance(value, str) or value not in one.words:
                return words("not word", text=_shown(value), words=", ".join(one.words))
            return one.words[value]
        case "latest":
            return _latest(one, value)
        case "truth":
            return "yes" if value is True else "no" if value is False else words("not truth", text=_shown(value))
        case "text":
            fine = isinstance(value, str) and not isinstance(value, NumberText) and value.strip()
            return value if fine else words("not text")
        case "items":
            if not isinstance(value, list) or not value or not all(isinstance(each, str) and each for each in value):
                return words("not array")
            return [{one.field: each} for each in value]
        case _:
            return "given" if isinstance(value, str | list) and value else words("not array")


def _latest(one: Field, value: Any) -> Any:
    if not isinstance(value, list) or not value:
        return words("not array")
    order = list(one.words)
    unknown = [each for each in value if not isinstance(each, str) or each not in one.words]
    if unknown:
        return words("not word", text=_shown(unknown[0]), words=", ".join(order))
    return one.words[max(value, key=order.index)]


def _day(value: Any) -> Any:
    try:
        found = datetime.fromisoformat(value)
        if "T" in value and found.tzinfo is not None:
            return found.astimezone(UTC).date().isoformat()
    except (TypeError, ValueError, OverflowError):
        pass
    return words("not instant", text=_shown(value))


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:59] + "…"


def _version(footprint: Mapping[str, Any], by: Described) -> Iterator[Odd]:
    found = _at(footprint, by.version.path)
    if found is None:
        yield Odd(by.version.path, words("no version"))
    elif not isinstance(found, str) or not re.fullmatch(by.version.pattern, found, re.ASCII):
        yield Odd(by.version.path, words("other version", text=_shown(found)))


def _unknown(footprint: Mapping[str, Any], by: Described) -> Iterator[Odd]:
    for prefix, others in by.other_names.items():
        inside = _at(footprint, prefix) if prefix else footprint
        start = f"{prefix}." if prefix else ""
        known = {one.path.removeprefix(start).partition(".")[0].partition("[")[0] for one in by.fields.values()
                 if one.path.startswith(start)} | set(others)  # fmt: skip
        for name in inside if isinstance(inside, dict) else ():
            if name not in known:
                yield Odd(start + name[:80], words("unknown name"), "warning")
