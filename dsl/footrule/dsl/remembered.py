"""What was read of a file last time, so that an editor's keystroke reads one statement and not two thousand lines.

Holds the statements and YAML blocks of one file by their text. What stands unchanged at another line is moved there,
not read again; what was not asked for in one whole reading is forgotten at the next.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar, cast

from footrule.dsl.tree import Span

Node = TypeVar("Node")
_fields: dict[type, tuple[str, ...] | None] = {}


class Remembered:
    """Results of reading, by what was read. `lines` in which they stand may change; columns may not."""

    def __init__(self) -> None:
        self._before: dict[Hashable, tuple[int, Any]] = {}
        self._now: dict[Hashable, tuple[int, Any]] = {}

    def begin(self) -> None:
        """A new reading of the whole file begins."""
        self._before, self._now = self._now, {}

    def get(self, key: Hashable, line: int, read: Callable[[], Node]) -> Node:
        """What reading `key` at `line` gives: as remembered, moved to that line, or read now."""
        known = self._now.get(key) or self._before.get(key) or (line, read())
        result: Node = known[1] if known[0] == line else moved(known[1], line - known[0])
        self._now[key] = (line, result)
        return result


def moved(node: Node, lines: int) -> Node:
    """The same node, every span in it `lines` further down."""
    return cast(Node, _moved(node, lines))


def _moved(node: Any, lines: int) -> Any:
    kind = type(node)
    if kind is Span:
        return Span(node.line + lines, node.column, node.end_line + lines, node.end_column)
    if kind is str or node is None:
        return node
    if kind is tuple:
        return tuple([_moved(part, lines) for part in node])
    if kind is list:
        return [_moved(part, lines) for part in node]
    if isinstance(node, Mapping):
        return {name: _moved(part, lines) for name, part in node.items()}
    names = _fields.get(kind, ())
    if names == ():
        names = tuple(f.name for f in dataclasses.fields(node)) or None if dataclasses.is_dataclass(kind) else None
        _fields[kind] = names
    if names is None:
        return node
    return kind(*[_moved(getattr(node, name), lines) for name in names])
