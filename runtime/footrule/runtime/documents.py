"""Reading a user's document as text, keeping every digit.

JSON and YAML become the same plain things: objects, lists, text, `Digits` for numbers as they were written, truth and
null. No number passes through binary floating point; a name given twice, a depth or size without measure, NaN and
infinities are refused here. What the names mean is `inputs`' business.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from footrule.runtime.problems import LONGEST_SHOWN, Problem, Refused, Words, visible

LARGEST_DOCUMENT = 8_000_000
"""Characters of a JSON document."""

LARGEST_YAML = 1_000_000
"""Characters of a YAML document, which takes longer to read."""

DEEPEST = 32
"""Levels of lists and objects, many more than an input has."""


class Digits(str):
    """A number as written: its digits, never a float."""

    __slots__ = ()


class _Repeated(dict[str, Any]):
    """An object some of whose names were given more than once."""

    def __init__(self, pairs: list[tuple[str, Any]], repeated: list[str]) -> None:
        super().__init__(pairs)
        self.repeated = repeated


def read_document(data: str | bytes, format: Literal["json", "yaml"] = "json") -> dict[str, Any]:
    """The outermost object of a JSON or YAML document. Raises `Refused` with every problem of form at once."""
    text = _text(data)
    found = read_json(text) if format == "json" else read_yaml(text)
    problems = list(_problems_of_form(found))
    if problems:
        raise Refused(problems[:LONGEST_SHOWN])
    if not isinstance(found, dict):
        raise Refused((Problem("R0105"),))
    return found


def _text(data: str | bytes) -> str:
    most = LARGEST_DOCUMENT
    if len(data) > 4 * most:
        raise Refused((_too_large(len(data), most),))
    if isinstance(data, bytes):
        try:
            data = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Refused((Problem("R0107"),)) from None
    return data.removeprefix("\ufeff")


def _too_large(size: int, most: int) -> Problem:
    counted = [Words(f"{count} 个字符", f"{count} characters") for count in (size, most)]
    return Problem("R0103", "", {"size": counted[0], "most": counted[1]})


def read_json(text: str) -> Any:
    """The value of a JSON text, numbers as `Digits`. Raises `Refused`."""
    if len(text) > LARGEST_DOCUMENT:
        raise Refused((_too_large(len(text), LARGEST_DOCUMENT),))
    if _depth(text) > DEEPEST:
        raise Refused((Problem("R0104", "", {"most": str(DEEPEST)}),))
    try:
        return json.loads(text, parse_int=Digits, parse_float=Digits, parse_constant=Digits, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise Refused((_malformed("JSON", error.lineno, error.colno, ""),)) from None


def _malformed(format: str, line: int, column: int, detail: str) -> Problem:
    told = f": {visible(detail)}" if detail else ""
    return Problem("R0101", "", {"format": format, "line": str(line), "column": str(column), "detail": Words("", told)})


_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)


def _depth(text: str) -> int:
    """The deepest nesting of brackets outside strings, found before any recursive reader sees the text."""
    deepest = depth = 0
    for bracket in re.finditer(r"[\[\]{}]", _STRINGS.sub('""', text)):
        depth += 1 if bracket[0] in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    counts = Counter(name for name, _ in pairs)
    return _Repeated(pairs, [name for name, count in counts.items() if count > 1])


def _problems_of_form(found: Any) -> Iterator[Problem]:
    """Names given twice and numbers that are none, wherever they stand."""
    waiting: list[tuple[str, Any]] = [("", found)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            for name in value.repeated if isinstance(value, _Repeated) else ():
                yield Problem("R0102", joined(path, name), {"name": visible(name)})
            waiting += [(joined(path, name), inner) for name, inner in reversed(value.items())]
        elif isinstance(value, list):
            waiting += [(f"{path}[{at}]", inner) for at, inner in reversed(list(enumerate(value)))]
        elif isinstance(value, Digits) and value in ("NaN", "Infinity", "-Infinity"):
            yield Problem("R0106", path, {"text": str(value)})


def joined(path: str, name: str) -> str:
    """The path of a name within a path, safe to show."""
    shown = visible(name, 40)
    return f"{path}.{shown}" if path else shown


# --- YAML -------------------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_PLAIN = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_TRUTHS = {
    "true": True,
    "True": True,
    "yes": True,
    "是": True,
    "false": False,
    "False": False,
    "no": False,
    "否": False,
}


def read_yaml(text: str) -> Any:
    """The value of a YAML text with the same strictness: no anchors, aliases or tags. Raises `Refused`.

    The parser's events are used directly: they are told one after another whatever the depth, and nothing of the
    document is ever constructed but text.
    """
    import yaml  # noqa: PLC0415  only a YAML document pays for it

    if len(text) > LARGEST_YAML:
        raise Refused((_too_large(len(text), LARGEST_YAML),))
    try:
        return _from_events(yaml, yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Refused((_malformed("YAML", line, column, error.problem or ""),)) from None
    except yaml.reader.ReaderError:
        raise Refused((_malformed("YAML", 1, 1, "a character that YAML does not allow"),)) from None


def _from_events(yaml: Any, events: Iterator[Any]) -> Any:
    stack: list[list[Any]] = [[]]
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _not_in_yaml("多个文档", "more than one document")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _not_in_yaml("锚点和引用", "anchors and aliases")
        if getattr(event, "tag", None):
            raise _not_in_yaml("标签", "tags")
        if isinstance(event, yaml.ScalarEvent):
            stack[-1].append(_scalar(event))
        elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            stack.append([])
            if len(stack) > DEEPEST + 1:
                raise Refused((Problem("R0104", "", {"most": str(DEEPEST)}),))
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            values = stack.pop()
            stack[-1].append(values if isinstance(event, yaml.SequenceEndEvent) else _mapping(values))
    return stack[0][0] if stack[0] else None


def _not_in_yaml(zh: str, en: str) -> Refused:
    return Refused((Problem("R0108", "", {"what": Words(zh, en)}),))


def _scalar(event: Any) -> Any:
    text: str = event.value
    if event.style is not None:
        return text
    if text in _PLAIN:
        return None
    if text in _TRUTHS:
        return _TRUTHS[text]
    return Digits(text) if _NUMBER.fullmatch(text) else text


def _mapping(values: list[Any]) -> dict[str, Any]:
    names = []
    for name in values[::2]:
        if isinstance(name, (dict, list)) or name is None:
            raise _not_in_yaml("不是文本的名称", "names that are not text")
        names.append({True: "yes", False: "no"}[name] if isinstance(name, bool) else str(name))
    return _object(list(zip(names, values[1::2], strict=True)))


# --- documents that are already objects -------------------------------------------------------------------------------


def plain(document: object) -> Any:
    """A document built in Python as plain things: numbers become `Digits`. Raises `Refused`.

    Text, whole numbers, `Decimal`, `Fraction`, dates and what JSON has are taken; a float is refused, because the
    digits its author meant are already lost. Depth and kinds are checked here, so that nothing later can recurse.
    """
    problems: list[Problem] = []
    found = _plain(document, "", 0, problems)
    if problems:
        raise Refused(problems[:LONGEST_SHOWN])
    return found


def _plain(value: object, path: str, depth: int, problems: list[Problem]) -> Any:
    if depth > DEEPEST:
        problems.append(Problem("R0104", path, {"most": str(DEEPEST)}))
        return None
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return Digits(_whole_digits(value))
    if isinstance(value, Fraction):
        return Digits(f"{_whole_digits(value.numerator)}/{_whole_digits(value.denominator)}")
    if isinstance(value, Decimal):
        return Digits(str(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        for name in value:
            if not isinstance(name, str):
                problems.append(_no_input(path, type(name).__name__))
        kept = {name: inner for name, inner in value.items() if isinstance(name, str)}
        for name in value.repeated if isinstance(value, _Repeated) else ():
            problems.append(Problem("R0102", joined(path, name), {"name": visible(name)}))
        return {name: _plain(inner, joined(path, name), depth + 1, problems) for name, inner in kept.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner, f"{path}[{at}]", depth + 1, problems) for at, inner in enumerate(value)]
    if isinstance(value, float):
        problems.append(Problem("R0220", path, {"name": path}))
    else:
        problems.append(_no_input(path, type(value).__name__))
    return None


def _whole_digits(value: int) -> str:
    # an int of too many digits cannot be turned into text by the host; its size alone is refused later
    return str(value) if value.bit_length() < 1000 else "1" + "0" * 300


def _no_input(path: str, kind: str) -> Problem:
    return Problem("R0109", path, {"kind": kind})
