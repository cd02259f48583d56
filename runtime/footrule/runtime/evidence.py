"""A result file: everything a third party needs to compute the same digits again, and the check that they come out.

It holds the inputs as given and as used, every table value used with its clause and evidence, the standard with its
digest, what it depends on, the compiler's version, and the result. Nothing in it is believed: `verify` calculates
anew from the inputs as given and compares all the rest, digit for digit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from footrule.runtime import form
from footrule.runtime.calculate import Result, calculate
from footrule.runtime.documents import Digits, joined, read_document
from footrule.runtime.form_index import FormIndex
from footrule.runtime.inputs import Checked
from footrule.runtime.problems import Problem, Refused, Words, visible
from footrule.runtime.result_schema import result_file_schema
from footrule.runtime.values import Item, Json, Missing, Value, to_json

VERSION = 1
"""Version of the result file; a reader refuses any other."""

MOST_DIFFERENCES = 100

_SECTIONS = ("standard", "dependencies", "compiler", "given", "want", "used", "values", "result")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a result file holds: `differences` are what does not; `notes` are worth knowing and change nothing."""

    holds: bool
    differences: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()

    def to_json(self) -> Json:
        return {
            "holds": self.holds,
            "differences": [problem.to_json() for problem in self.differences],
            "notes": [problem.to_json() for problem in self.notes],
        }


def of(result: Result) -> Json:
    """The record of one result, which must have been calculated with its trace. Raises `ValueError` without one."""
    if result.trace is None:
        raise ValueError("a result file is made from a result that kept its trace")
    compiled = result.compiled
    told = result.to_json()
    del told["trace"]
    standard = told.pop("standard")
    compiler = told.pop("compiler")
    return {
        "result_file": VERSION,
        "standard": standard,
        "dependencies": [
            {"id": dependency.id, "digest": dependency.digest, "status": dependency.status}
            for dependency in compiled.dependencies
        ],
        "compiler": compiler,
        "given": result.checked.document,
        "want": None if result.checked.want is None else list(result.checked.want),
        "used": _used(FormIndex(compiled), result.checked),
        "values": _values(result),
        "result": told,
    }


def _used(index: FormIndex, checked: Checked) -> Json:
    """Every input and option in its declared unit."""
    given = checked.given
    lists: Json = {}
    for name, items in given.lists.items():
        if not isinstance(items, Missing):
            lists[name] = [_item(index, item) for item in items]
    return {
        "inputs": {name: _one(value, index.inputs[name].type) for name, value in given.values.items()},
        "lists": lists,
        "options": {name: _one(value, index.options[name].type) for name, value in given.options.items()},
    }


def _item(index: FormIndex, item: Item) -> Json:
    return {name: _one(value, index.fields[item.of, name].type) for name, value in item.fields.items()}


def _one(value: Value | Missing, type_: form.Type) -> Json:
    return {"kind": "missing"} if isinstance(value, Missing) else to_json(value, type_)


def _values(result: Result) -> list[Json]:
    """The table values used, each with its clause and what that clause is known by."""
    assert result.trace is not None
    own = result.standard
    evidence = {clause.id: clause.evidence for clause in result.compiled.clauses}
    status = {dependency.id: dependency.status for dependency in result.compiled.dependencies}
    found: list[Json] = []
    for step in result.trace.steps:
        if step.kind != "cell":
            continue
        place = result.trace.place(step.at)
        known_by = (
            evidence.get(place.clause) or own.own_status if place.standard == own.id else status.get(place.standard)
        )
        found.append(
            {
                "name": step.name,
                "value": to_json(step.value, step.type),
                "standard": place.standard,
                "clause": place.clause,
                "evidence": known_by or own.status,
            }
        )
    return found


def encode(record: Json) -> str:
    """The record as indented JSON with a line feed at its end; the same record always gives the same text."""
    text = json.dumps(record, ensure_ascii=False, indent=2)
    # a lone surrogate in text nobody used becomes the JSON escape it came from
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


def decode(data: str | bytes) -> Json:
    """Read a result file. Raises `Refused` where it is not one, or not of this version."""
    record = read_document(data)
    if "result_file" not in record:
        raise _no_result_file("没有 `result_file`", "it has no `result_file`")
    if record["result_file"] != str(VERSION):
        found = visible(str(record["result_file"]))
        raise Refused((Problem("R0406", "result_file", {"found": found, "known": str(VERSION)}),))
    for name in _SECTIONS:
        if name not in record:
            raise _no_result_file(f"没有 `{name}`", f"it has no `{name}`")
    standard, given = record["standard"], record["given"]
    if not isinstance(standard, dict) or type(standard.get("id")) is not str:
        raise _no_result_file("`standard` 没有 `id`", "its `standard` has no `id`")
    if not isinstance(given, dict):
        raise _no_result_file("`given` 不是对象", "its `given` is not an object")
    want = record["want"]
    if want is not None and not (isinstance(want, list) and all(isinstance(name, str) for name in want)):
        raise _no_result_file("`want` 不是名称列表", "its `want` is not a list of names")
    return record


def _no_result_file(zh: str, en: str) -> Refused:
    return Refused((Problem("R0401", "", {"reason": Words(zh, en)}),))


def verify(record: Json, form_of: Callable[[str], form.Form | None]) -> Verdict:
    """Whether a decoded result file comes out the same when calculated anew.

    `form_of` gives the compiled standard of an id, or None where there is none. Another compiler version that gives
    the same digits is a note, not a difference.
    """
    recorded: Any = record["standard"]
    compiled = form_of(recorded["id"])
    if compiled is None:
        name = visible(recorded["id"])
        return Verdict(False, (Problem("R0402", "standard.id", {"standard": name}),))
    want: Any = record["want"]
    try:
        anew = decode(encode(of(calculate(compiled, record["given"], want=want, trace=True))))
    except Refused as refusal:
        return Verdict(False, (*_other_standard(record, compiled), *refusal.problems))
    notes = _other_compiler(record, compiled)
    differences = [*_other_standard(record, compiled)]
    for name in dict.fromkeys([*record, *anew]):
        if name not in ("compiler", "given", "result_file"):
            differences += _differences(name, record.get(name), anew.get(name))
    differences = differences[:MOST_DIFFERENCES]
    return Verdict(not differences, tuple(differences), notes)


def _other_standard(record: Json, compiled: form.Form) -> tuple[Problem, ...]:
    recorded: Any = record["standard"]
    digest = recorded.get("digest")
    if digest == compiled.standard.digest:
        return ()
    arguments = {"standard": compiled.standard.id, "recorded": _told(digest), "found": compiled.standard.digest}
    return (Problem("R0403", "standard.digest", arguments, compiled.standard.id),)


def _other_compiler(record: Json, compiled: form.Form) -> tuple[Problem, ...]:
    if record["compiler"] == compiled.compiler:
        return ()
    arguments = {"recorded": _told(record["compiler"]), "found": compiled.compiler}
    return (Problem("R0404", "compiler", arguments),)


_NOTHING = object()


def _differences(path: str, recorded: Any, found: Any) -> Iterator[Problem]:
    """Each place where the two differ, in the record's order."""
    waiting = [(path, recorded, found)]
    while waiting:
        here, old, new = waiting.pop()
        if isinstance(old, dict) and isinstance(new, dict):
            pairs = [(joined(here, n), old.get(n, _NOTHING), new.get(n, _NOTHING)) for n in dict.fromkeys([*old, *new])]
            waiting += reversed(pairs)
        elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
            waiting += reversed([(f"{here}[{at}]", *pair) for at, pair in enumerate(zip(old, new, strict=True))])
        elif (old != new or type(old) is not type(new)) and here != "standard.digest":
            yield Problem("R0405", here, {"name": here, "recorded": _told(old), "found": _told(new)})


def _told(value: Any) -> str:
    if value is _NOTHING or value is None:
        return "–"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (str, Digits)):
        return visible(value)
    return f"[{len(value)}]" if isinstance(value, list) else "{…}"


def schema() -> dict[str, object]:
    """JSON Schema (draft 2020-12) of the result file."""
    return result_file_schema(VERSION)
