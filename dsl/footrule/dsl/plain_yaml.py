"""YAML as plain text: mappings, lists and scalars exactly as printed, with places; nothing is ever constructed.

Front matter and examples use only this much of YAML. Anchors, aliases, tags, merge keys and second documents are
refused, duplicate keys too; depth and size are bounded. Built from the event stream with an own stack, so neither a
YAML bomb nor ten thousand brackets cost more than reading as far as the bound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from footrule.dsl.findings import Finding, Refused
from footrule.dsl.phrases import said
from footrule.dsl.tree import ExampleValue, Span

if TYPE_CHECKING:
    from yaml import Event

Path = tuple[str | int, ...]

DEPTH_LIMIT = 32
NODE_LIMIT = 50_000
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class PlainYaml:
    """A value with the place of every value (`places`) and of every key (`keys`) under its path from the root."""

    value: ExampleValue
    places: Mapping[Path, Span] = field(default_factory=dict)
    keys: Mapping[Path, Span] = field(default_factory=dict)


def read_yaml(text: str, line: int, whole: Span) -> tuple[PlainYaml | None, tuple[Finding, ...]]:
    """Read `text`, whose first line is `line` of the file; `whole` is blamed where YAML gives no place."""
    import yaml  # noqa: PLC0415 # costs 20 ms, and most reads are answered from a cache

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(line)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except Refused as refused:
        return None, (*builder.findings, refused.finding)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        span = _point(line, mark.line, mark.column) if mark else whole
        return None, (*builder.findings, Finding("F0006", span, said("reason", _reason(str(error.problem)))))
    except (yaml.YAMLError, UnicodeError):
        return None, (*builder.findings, Finding("F0006", whole, said("reason", "character")))
    return PlainYaml(builder.root, builder.places, builder.keys), tuple(builder.findings)


class _Open:
    """A mapping or list being filled."""

    __slots__ = ("container", "key", "path", "skip")

    def __init__(self, container: dict[str, ExampleValue] | list[ExampleValue], path: Path) -> None:
        self.container = container
        self.path = path
        self.key: str | None = None
        self.skip = False


class _Builder:
    def __init__(self, line: int) -> None:
        self.line = line
        self.findings: list[Finding] = []
        self.places: dict[Path, Span] = {}
        self.keys: dict[Path, Span] = {}
        self.root: ExampleValue = None
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: Event) -> None:
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self._guard(event)
            self._scalar(event)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._guard(event)
            if len(self._open) >= DEPTH_LIMIT:
                raise Refused(Finding("F0008", self._span(event), said("limit", "levels")))
            container: dict[str, ExampleValue] | list[ExampleValue] = {} if kind == "MappingStartEvent" else []
            path = self._place(container, event)
            self._open.append(_Open(container, path))
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._open.pop()
        elif kind == "AliasEvent":
            raise Refused(Finding("F0007", self._span(event), _feature("*")))
        elif kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                raise Refused(Finding("F0007", self._span(event), _feature("---")))

    def _guard(self, event: Any) -> None:
        if event.anchor is not None:
            raise Refused(Finding("F0007", self._span(event), _feature("&")))
        if event.tag is not None:
            raise Refused(Finding("F0007", self._span(event), _feature("!")))
        if len(self.places) >= NODE_LIMIT:
            raise Refused(Finding("F0008", self._span(event), said("limit", "values")))

    def _scalar(self, event: Any) -> None:
        inside = self._open[-1] if self._open else None
        if inside is not None and isinstance(inside.container, dict) and inside.key is None:
            inside.key = event.value
            inside.skip = event.value in inside.container
            span = self._span(event)
            if inside.skip:
                self.findings.append(Finding("F0009", span, {"key": event.value}))
            else:
                self.keys[(*inside.path, event.value)] = span
            return
        plain = bool(event.implicit[0])
        self._place(None if plain and event.value in _NOTHING else event.value, event)

    def _place(self, value: ExampleValue, event: Event) -> Path:
        """Put a value where the innermost open container wants it; of a duplicate key the first value stays."""
        span = self._span(event)
        if not self._open:
            self.root = value
            self.places[()] = span
            return ()
        inside = self._open[-1]
        if isinstance(inside.container, list):
            path: Path = (*inside.path, len(inside.container))
            inside.container.append(value)
        elif inside.key is None:
            raise Refused(Finding("F0007", span, _feature("?")))
        else:
            path = (*inside.path, inside.key)
            if not inside.skip:
                inside.container[inside.key] = value
            inside.key = None
        if not inside.skip:
            self.places[path] = span
        return path

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        return Span(self.line + start.line, start.column + 1, self.line + end.line, end.column + 1)


def _feature(sign: str) -> dict[str, str]:
    return {"feature": sign, **said("what", sign)}


def _point(line: int, row: int, column: int) -> Span:
    return Span(line + row, column + 1, line + row, column + 2)


def _reason(problem: str) -> str:
    """The reader's own words, sorted into the few an author meets; the wording differs between its two builds."""
    if "mapping values" in problem:
        return "colon"
    if "tab" in problem or "\\t" in problem:
        return "tab"
    if "quoted" in problem:
        return "quote"
    if "'}'" in problem or "']'" in problem or "flow" in problem:
        return "flow"
    if "indent" in problem or "block" in problem:
        return "indent"
    return "yaml"
