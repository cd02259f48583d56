"""Files read as text, JSON or YAML with bounds, every way of going wrong told by its code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from footrule.conformance.problems import ConformanceProblem

LARGEST = 200_000_000
"""Bytes of a file that is read."""


def bytes_of(path: Path, kind: type[ConformanceProblem] = ConformanceProblem, most: int = LARGEST) -> bytes:
    """Raises `kind`."""
    try:
        if not path.is_file() and path.exists() and not path.is_dir():
            raise kind("K0101", path=path, reason="not a file")
        size = path.stat().st_size
        if size > most:
            raise kind("K0106", path=path, size=size, most=most)
        return path.read_bytes()
    except OSError as error:
        raise kind("K0101", path=path, reason=error.strerror or type(error).__name__) from None
    except ValueError as error:
        if isinstance(error, ConformanceProblem):
            raise
        raise kind("K0101", path=repr(str(path)), reason="No such file or directory") from None


def text_of(path: Path, kind: type[ConformanceProblem] = ConformanceProblem, most: int = LARGEST) -> str:
    """Raises `kind`."""
    try:
        return bytes_of(path, kind, most).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise kind("K0102", path=path) from None


def json_of(path: Path, kind: type[ConformanceProblem] = ConformanceProblem) -> Any:
    """Raises `kind`."""
    text = text_of(path, kind)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise kind("K0103", path=path, format="JSON", reason=f"line {error.lineno}, column {error.colno}") from None
    except (ValueError, RecursionError):
        raise kind("K0103", path=path, format="JSON", reason="nested too deeply") from None


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Text stays text: only null and truth values are told apart from it, so that no digit passes through a float."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(found) < len(node.value):
            raise NotYaml(f"a name given twice in the mapping of line {node.start_mark.line + 1}")
        return found


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":null", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class NotYaml(ValueError):
    """`reason` says where."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def plain_yaml(text: str) -> Any:
    """Plain values of a YAML text: digits stay text, names are text, nothing is referred to twice. Raises `NotYaml`."""
    try:
        if "*" in text or _could_be_deep(text):
            _flat_and_plain(text)
        return yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark
        raise NotYaml(f"line {at.line + 1}, column {at.column + 1}" if at else str(error)[:200]) from None
    except RecursionError:
        raise NotYaml("nested too deeply") from None
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise NotYaml(str(error).replace("\n", " ")[:200]) from None


_DEEPEST = 60
_MANY_BLOCKS = re.compile(r"^[ \-?:\t]{60}", re.MULTILINE)


def _could_be_deep(text: str) -> bool:
    return text.count("[") + text.count("{") > _DEEPEST or _MANY_BLOCKS.search(text) is not None


def _flat_and_plain(text: str) -> None:
    """The C library composes by recursion and takes the whole process down where a text is nested without end."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise NotYaml("an alias")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise NotYaml("nested too deeply")
