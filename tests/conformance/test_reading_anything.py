"""Every file the kit reads, changed in any way, is read or refused in both languages; what is read can be used."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footrule.conformance import results, suites, waivers
from footrule.conformance.carriers import CarrierFault, Limits, open_carrier
from footrule.conformance.carriers.answers import requests
from footrule.conformance.carriers.callables import Callable_
from footrule.conformance.cases import write_yaml
from footrule.conformance.journal import Journal, Run, earlier, path_of
from footrule.conformance.outcomes import Record
from footrule.conformance.problems import ConformanceProblem
from footrule.conformance.runner import Settings, run
from footrule.conformance.strength import gate
from footrule.conformance.views.annotations import github_annotations
from footrule.conformance.views.badge import badge
from footrule.conformance.views.compare import compare
from footrule.conformance.views.junit import junit
from footrule.conformance.views.page import page
from tests.conformance import many_cases
from tests.conformance.test_resume import THIS

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["1e400", "1/3", "NaN", "\x00", "\ud800", "kg", "compute", "reject", "{path}", "2024-02-30"])
)
ANY = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def _places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, one in inner for place in _places(one, (*at, key)))]


def _with(value: Any, at: tuple[Any, ...], new: Any, gone: bool) -> Any:
    if not at:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    if gone and len(at) == 1:
        del copy[at[0]]
    else:
        copy[at[0]] = _with(copy[at[0]], at[1:], new, gone)
    return copy


@st.composite
def changed(draw: st.DrawFn, plain: Any) -> Any:
    """The same document with one to three of its parts replaced by anything, or left out."""
    for _ in range(draw(st.integers(1, 3))):
        places = _places(plain)
        plain = _with(plain, draw(st.sampled_from(places)), draw(ANY), draw(st.booleans()))
    return plain


def damaged(data: bytes) -> st.SearchStrategy[bytes]:
    """The same bytes cut, or with a few of them changed."""

    def change(at: int, length: int, text: bytes) -> bytes:
        return data[:at] + text + data[at + length :]

    return st.builds(change, st.integers(0, len(data)), st.integers(0, 40), st.binary(max_size=12))


def reads(read: Callable[[], Any]) -> Any:
    """What is read, or None where it is refused in words of both languages."""
    try:
        return read()
    except ConformanceProblem as problem:
        for language in ("zh", "en"):
            assert problem.told(language).startswith(problem.code)  # type: ignore[arg-type]
        return None


def tool(asked: dict[str, Any]) -> dict[str, Any]:
    match asked["message"]:
        case "hello":
            able = ["rules", "partial", "units", "trace"]
            return {"message": "ready", "protocol": 1, "name": "t", "units": "any", "capabilities": able}
        case "eval":
            outputs = {name: {"kind": "quantity", "value": "1", "unit": "kg"} for name in asked["want"]}
            return {"message": "value", "seq": asked["seq"], "outputs": outputs}
        case _:
            return {"message": "ok"}


fuzzed = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@cache
def a_suite() -> Path:
    return many_cases.written(3, Path(mkdtemp(prefix="footrule-reading-")))


def with_file(folder: Path, name: str, data: bytes) -> Path:
    """The suite in a folder of its own, with one file of it replaced."""
    for path in a_suite().rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(a_suite())
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    (folder / name).write_bytes(data)
    return folder


def used(folder: Path) -> None:
    found = reads(lambda: suites.read(folder))
    if found is not None:
        assert len(run(found, Callable_(tool), Settings()).records) == len(found.cases)
        list(requests(found))


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


@fuzzed
@given(data=st.data())
def test_a_manifest(tmp_path: Path, data: st.DataObject) -> None:
    plain = json.loads((a_suite() / "manifest.json").read_text())
    plain["interface"] = {
        "gwp": "AR6", "units": {"pile": {"value": "3", "unit": "kg"}}, "kinds": {"k": ["a"]},
        "inputs": {"amount": {"kind": "quantity", "unit": "kg", "optional": False}},
        "lists": {"l": {"optional": True, "at_least": 0, "fields": {"f": {"kind": "quantity", "unit": "kg"}}}},
        "options": {"o": {"kind": "truth", "default": True}}, "outputs": ["twice"],
        "rules": {"twice": {"kind": "quantity", "unit": "kg"}},
    }  # fmt: skip
    used(with_file(tmp_path, "manifest.json", data.draw(changed(plain).map(as_json) | damaged(as_json(plain)))))


@fuzzed
@given(data=st.data())
def test_tombstones(tmp_path: Path, data: st.DataObject) -> None:
    plain = {"double.value.9": "asked nothing"}
    used(with_file(tmp_path, "tombstones.json", data.draw(changed(plain).map(as_json) | damaged(as_json(plain)))))


@fuzzed
@given(data=st.data())
def test_a_case(tmp_path: Path, data: st.DataObject) -> None:
    from footrule.conformance.cases import from_text, to_plain, to_text  # noqa: PLC0415

    case = many_cases.suite(3).cases[2]
    plain = to_plain(case) | {"relation": {"change": "scale", "given": {"inputs": {}}, "factors": {"twice": "2"}}}

    def text(value: Any) -> bytes:
        try:
            return write_yaml(value).encode("utf-8", "surrogatepass")
        except Exception:  # what cannot be written as YAML cannot stand in a file
            return b"-"

    written = data.draw(changed(plain).map(text) | damaged(to_text(case).encode()))
    found = reads(lambda: from_text(written.decode("utf-8", "replace"), "case.yaml"))
    if found is not None:
        whole = suites.Suite(many_cases.STANDARD, "1", "d", (found,))
        assert len(run(whole, Callable_(tool), Settings()).records) == 1


@cache
def some_results() -> results.Results:
    return run(many_cases.suite(12), Callable_(many_cases.answer), Settings(named="py:double"))


@fuzzed
@given(data=st.data())
def test_results_and_every_view_of_them(tmp_path: Path, data: st.DataObject) -> None:
    path, whole = tmp_path / "results.json", results.encode(some_results())
    path.write_bytes(data.draw(changed(json.loads(whole)).map(as_json) | damaged(whole)))
    found = reads(lambda: results.read(path))
    if found is not None:
        junit(found), github_annotations(found), page([found]), badge(found)
        compare(found, some_results()), compare(some_results(), found)


@fuzzed
@given(data=st.data())
def test_a_journal(tmp_path: Path, data: st.DataObject) -> None:
    out = tmp_path / "r.json"
    with Journal(out, THIS, {each.id: each for each in some_results().records}):
        pass
    lines = [json.loads(line) for line in path_of(out).read_bytes().splitlines()]

    def text(value: Any) -> bytes:
        return b"\n".join(as_json(line) for line in value) if isinstance(value, list) else as_json(value)

    path_of(out).write_bytes(data.draw(changed(lines).map(text) | damaged(path_of(out).read_bytes())))
    found = reads(lambda: earlier(out, THIS))
    if found is not None:
        assert all(isinstance(each, Record) for each in found.values())
        before = {case.id: found[case.id] for case in many_cases.suite(12).cases if case.id in found}
        done = run(many_cases.suite(12), Callable_(many_cases.answer), Settings(), before=before)
        assert len(done.records) == 12


@fuzzed
@given(data=st.data())
def test_waivers(tmp_path: Path, data: st.DataObject) -> None:
    plain = [{"case": "a", "reason": "known", "link": "https://example.org", "expires": "2030-01-01"}]
    path = tmp_path / "waivers.yaml"

    def text(value: Any) -> bytes:
        try:
            return write_yaml(value).encode("utf-8", "surrogatepass")
        except Exception:  # as for a case
            return b"-"

    path.write_bytes(data.draw(changed(plain).map(text) | damaged(write_yaml(plain).encode())))
    reads(lambda: waivers.read(path))


@fuzzed
@given(data=st.data())
def test_answers_worked_out_beforehand(tmp_path: Path, data: st.DataObject) -> None:
    whole = many_cases.suite(3)
    asked = [{"message": "eval", "seq": one.seq, "inputs": one.inputs} for one in requests(whole)]
    plain = [many_cases.answer({"message": "hello"}), *(many_cases.answer(one) for one in asked)]
    path = tmp_path / "answers.jsonl"
    right = b"\n".join(map(as_json, plain))

    def text(value: Any) -> bytes:
        return b"\n".join(map(as_json, value)) if isinstance(value, list) else as_json(value)

    path.write_bytes(data.draw(changed(plain).map(text) | damaged(right)))
    assert len(run(whole, open_carrier(f"file:{path}", Limits()), Settings()).records) == 3


@pytest.mark.parametrize("name", [gate.RECORD, gate.FLOOR, gate.LISTED])
@fuzzed
@given(data=st.data())
def test_a_record_of_strength(tmp_path: Path, name: str, data: st.DataObject) -> None:
    plain: Any = {"s@1": {"killed": 3, "total": 4}, "suite": "sha256:1", "rules": "sha256:2", "required": {"killed": 1}}
    (tmp_path / name).write_bytes(data.draw(changed(plain).map(as_json) | damaged(as_json(plain))))
    gate.recorded(tmp_path), gate.listed(tmp_path)
    reads(lambda: gate.floors(tmp_path))


def test_a_floor_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    assert gate.floors(tmp_path) == {}
    (tmp_path / gate.FLOOR).write_text('{"s@1": {"killed": "3", "total": 4}}')
    with pytest.raises(ConformanceProblem, match="K0104"):
        gate.floors(tmp_path)


def test_two_answers_to_one_question_are_none(tmp_path: Path) -> None:
    whole = many_cases.suite(1)
    seq = next(iter(requests(whole))).seq
    asked = [{"message": "eval", "seq": seq, "inputs": {"amount": {"value": digits}}} for digits in "01"]
    answers = [many_cases.answer(one) for one in asked]
    path = tmp_path / "answers.jsonl"
    path.write_bytes(b"\r\n".join(map(as_json, [*answers, *answers])))
    (found,) = run(whole, open_carrier(f"file:{path}", Limits()), Settings()).records
    assert (found.outcome, found.detail) == ("crash", "crash: the file has two answers to this")
    path.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(map(as_json, [answers[0], answers[0]])))
    (found,) = run(whole, open_carrier(f"file:{path}", Limits()), Settings()).records
    assert found.outcome == "pass"


def test_a_journal_of_another_shape_of_run_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "r.json"
    path_of(out).write_bytes(as_json({"journal": 1, "standard": "s@1", "suite": "x", "harness": "h", "tool": "t"}))
    assert reads(lambda: earlier(out, THIS)) in (None, {})
    assert isinstance(THIS, Run)


def test_answers_that_are_no_file_are_a_verdict() -> None:
    with pytest.raises(CarrierFault):
        open_carrier("file:/dev/zero", Limits()).start()
