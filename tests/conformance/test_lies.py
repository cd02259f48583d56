"""What a tool says of itself and answers is held to the letter where that is fair, and to its sense where it is not."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable
from typing import Any

import pytest

from footrule.conformance import protocol, results
from footrule.conformance.carriers import Limits, open_carrier
from footrule.conformance.outcomes import Record
from footrule.conformance.protocol import FromRunner
from footrule.conformance.results import Results
from footrule.conformance.runner import Settings, run
from footrule.conformance.views.sentences import sentence
from tests.conformance import many_cases

Change = Callable[[dict[str, Any]], Any]


class Lying:
    """A right tool whose messages are changed on their way: `ready` and `answer` give an object or its very bytes."""

    kind = "proc"
    isolated = True

    def __init__(self, ready: Change = dict, answer: Change = dict) -> None:
        self._change = {"ready": ready, "value": answer}
        self.starts = 0

    def start(self) -> None:
        self.starts += 1

    def ask(self, message: FromRunner, seconds: float) -> bytes:
        said = many_cases.answer(json.loads(protocol.encode(message)))
        found = self._change.get(str(said["message"]), dict)(said)
        return found if isinstance(found, bytes) else json.dumps(found).encode()

    def stop(self) -> None:
        return None


def met(tool: Lying, count: int = 2, **settings: Any) -> Results:
    return run(many_cases.suite(count), tool, Settings(**settings))


def last(tool: Lying, **settings: Any) -> Record:
    """The record of a case whose answer is 2 kg."""
    return met(tool, **settings).records[1]


def one(**changed: Any) -> Change:
    def change(said: dict[str, Any]) -> dict[str, Any]:
        return {**said, "outputs": {name: {**given, **changed} for name, given in said["outputs"].items()}}

    return change


def data(change: Callable[[bytes], bytes]) -> Change:
    return lambda said: change(json.dumps(said).encode())


# --- numbers and units ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("digits", ["2", "2.", "2.0", "+2", ".2e1", "2e0", "0002", "20E-1"])
def test_a_decimal_may_be_written_in_any_of_its_ways(digits: str) -> None:
    assert last(Lying(answer=one(value=digits))).outcome == "pass"


def test_minus_nought_is_nought() -> None:
    assert met(Lying(answer=one(value="-0"))).records[0].outcome == "pass"


@pytest.mark.parametrize(
    ("digits", "why"),
    [
        ("１２", "no decimal number"),
        ("٢", "no decimal number"),
        ("2 ", "no decimal number"),
        (" 2", "no decimal number"),
        ("2\x00", "no decimal number"),
        ("1_000", "no decimal number"),
        ("1,000", "no decimal number"),
        ("0x2", "no decimal number"),
        ("4/2", "no decimal number"),
        ("Infinity", "no decimal number"),
        ("", "no decimal number"),
        ("1" * 1_000_000, "a number has at most 100 digits"),
        ("1e" + "9" * 5000, "a number has at most 100 digits"),
        ("1e1000000000", "the exponent lies outside ±60"),
        ("1e-1000000000", "the exponent lies outside ±60"),
    ],
    ids=lambda text: text[:12],
)
def test_what_is_no_decimal_of_the_protocol_fails_and_is_told_so_in_both_languages(digits: str, why: str) -> None:
    found = last(Lying(answer=one(value=digits)))
    assert (found.outcome, found.detail) == ("fail-value", why)
    assert why in sentence(found)
    assert sentence(found, "zh").isascii() is False
    assert why not in sentence(found, "zh")


@pytest.mark.parametrize(
    "unit",
    ["KG", "", "1", "kg\x1b[2J", "k\u200bg", "kg^999999999", "10^99999999 kg", "kg" * 100_000, "(" * 1000, "kg/" * 99],
    ids=lambda text: repr(text[:12]),
)
def test_what_is_not_the_unit_fails_for_its_unit(unit: str) -> None:
    assert last(Lying(answer=one(unit=unit))).outcome == "fail-unit"


# --- messages ---------------------------------------------------------------------------------------------------------

MARK = b"\xef\xbb\xbf"


@pytest.mark.parametrize("strict", [False, True])
def test_a_carriage_return_and_any_amount_of_space_are_space(strict: bool) -> None:
    assert last(Lying(answer=data(lambda line: b" " * 1_000_000 + line + b"\r")), strict=strict).outcome == "pass"


def test_a_byte_order_mark_is_passed_over_except_to_the_letter() -> None:
    tool = Lying(ready=data(lambda line: MARK + line), answer=data(lambda line: MARK + line))
    assert last(tool).outcome == "pass"
    assert last(tool, strict=True).detail == "garbled: not as the schema says: a byte order mark"


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.replace(b'"seq":', b'"seq": "other", "seq":'),
        lambda line: line.replace(b'"value": "', b'"value": "1", "value": "'),
        lambda line: line + line,
        lambda line: b"[" + line + b"]",
        lambda line: line + b"\x00",
        lambda line: line[:-1] + b', "more": ' + b"9" * 100_000 + b"}",
        lambda line: line[:-1] + b', "more": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        lambda line: b'{"message": "value", "seq": ' + b'{"a": ' * 50_000 + b"1" + b"}" * 50_001,
        lambda line: line.replace(b'"kg"', b'"\\ud800"'),
        lambda line: line.decode().encode("utf-16"),
        lambda line: line.replace(b'"seq"', b'"SEQ"'),
        lambda line: b"",
    ],
)
def test_what_can_be_read_in_two_ways_or_in_none_is_garbled(change: Callable[[bytes], bytes], strict: bool) -> None:
    found = last(Lying(answer=data(change)), strict=strict)
    assert (found.outcome, found.detail.partition(":")[0]) == ("crash", "garbled")


def test_an_answer_with_thousands_of_names_is_answered_for_by_those_asked_for() -> None:
    more = {f"{at:x}": {"kind": "text"} for at in range(30_000)}
    found = met(Lying(answer=lambda said: {**said, "outputs": {**more, **said["outputs"]}}))
    assert found.records[1].outcome == "pass"
    found = met(Lying(answer=lambda said: {**said, "outputs": more}))
    assert (found.records[1].outcome, found.records[1].answered) == ("fail-value", None)
    assert len(results.encode(found)) < 10_000


# --- introductions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        {"max_parallel": 10**9},
        {"codes": {"a": "b", "b": "a"}},
        {"codes": {str(at): str(at + 1) for at in range(100_000)}},
        {"capabilities": ["a" * 20] * 100_000},
        {"capabilities": ["a" * 3_000_000]},
        {"name": "x" * 3_000_000, "version": "x" * 100_000},
    ],
    ids=", ".join,
)
def test_no_introduction_fills_the_results(said: dict[str, Any]) -> None:
    found = met(Lying(ready=lambda ready: {**ready, **said}))
    assert found.required.passed == 2
    assert len(results.encode(found)) < 60_000


@pytest.mark.parametrize(
    "said",
    [{"units": "SI"}, {"arithmetic": "float"}, {"protocol": "1"}, {"name": 3}, {"max_parallel": "many"}],
    ids=", ".join,
)
def test_a_word_the_protocol_does_not_have_is_told_with_its_place(said: dict[str, Any]) -> None:
    found = last(Lying(ready=lambda ready: {**ready, **said}))
    assert found.outcome == "crash"
    assert f"`$.{next(iter(said))}`" in found.detail


@pytest.mark.parametrize("version", [0, 2, -1, 10**30])
def test_another_protocol_is_not_supported_and_asked_for_once(version: int) -> None:
    tool = Lying(ready=lambda ready: {**ready, "protocol": version})
    found = met(tool, 50)
    assert {(each.outcome, each.detail) for each in found.records} == {
        ("unsupported", f"it speaks protocol {version}, not 1")
    }
    assert tool.starts == 1


def test_a_tool_that_never_gets_ready_is_started_three_times() -> None:
    tool = Lying(ready=lambda ready: b"Loading...")
    found = met(tool, 50)
    assert {each.outcome for each in found.records} == {"crash"}
    assert found.records[-1].detail == "not asked: the tool never got ready"
    assert tool.starts == 3


# --- a tool that changes ----------------------------------------------------------------------------------------------


def changing(*changes: dict[str, Any]) -> Lying:
    """Introduces itself with the next of these at every start, and breaks down at the third case and the sixth."""
    tool = Lying()

    def ready(said: dict[str, Any]) -> dict[str, Any]:
        return {**said, **changes[min(tool.starts, len(changes)) - 1]}

    def answer(said: dict[str, Any]) -> Any:
        return b"" if said["outputs"]["twice"]["value"] in ("4", "10") else said

    tool._change = {"ready": ready, "value": answer}
    return tool


def test_a_tool_that_comes_back_as_another_is_told() -> None:
    found = met(changing({"version": "1"}, {"version": "2", "units": "declared"}), 7)
    told = "the tool changed in the middle of the run: version 1 → 2, units"
    outcomes = [each.outcome for each in found.records]
    assert outcomes == ["pass", "pass", "crash", "nondeterministic", "pass", "crash", "pass"]
    assert found.records[3].detail == told
    assert found.tool.changed == (told,)
    assert "中途" in sentence(found.records[3], "zh")


def test_a_tool_that_comes_back_as_it_was_is_the_same() -> None:
    found = met(changing({"version": "1"}), 7)
    assert found.tool.changed == ()
    assert found.counts == {"pass": 5, "crash": 2}


def test_a_run_gone_on_with_by_another_tool_tells_it() -> None:
    before = {each.id: each for each in met(Lying(), 3).records}
    other = Lying(ready=lambda ready: {**ready, "digest": "sha256:other"})
    found = run(many_cases.suite(5), other, Settings(), before=before)
    assert [each.outcome for each in found.records] == ["pass"] * 3 + ["nondeterministic", "pass"]
    assert found.tool.changed == ("the tool changed in the middle of the run",)


# --- lines ------------------------------------------------------------------------------------------------------------

LINES = """
import json, sys, time
from tests.conformance.many_cases import answer
out = sys.stdout.buffer
first = True
for line in sys.stdin:
    said = json.dumps(answer(json.loads(line))).encode()
    WAY
    out.flush()
"""

WAYS = {
    "a byte order mark, then lines as Windows ends them": (
        "out.write((b'\\xef\\xbb\\xbf' if first else b'') + said + b'\\r\\n'); first = False"
    ),
    "blank lines before and after": "out.write(b'\\n \\r\\n' + said + b'\\n\\r\\n\\t\\n')",
    "many writes": "[(out.write(said[at:at + 1]), out.flush()) for at in range(len(said))]; out.write(b'\\n')",
    "much space": "out.write(b' ' * 500_000 + said + b' ' * 100_000 + b'\\n')",
    "more blank lines than there is room for": "out.write(b'\\n' * 2_000_000 + said + b'\\n')",
}


@pytest.mark.parametrize(
    ("way", "outcomes"),
    [(way, {"crash"} if "more blank" in way else {"pass"}) for way in WAYS],
)
@pytest.mark.parametrize("kind", ["proc", "exec"])
def test_lines_end_as_any_system_ends_them_and_empty_ones_say_nothing(way: str, outcomes: set[str], kind: str) -> None:
    program = LINES.replace("WAY", WAYS[way])
    limits = Limits(output=1_000_000, start=20.0)
    named = f"{kind}:{sys.executable} -c {shlex.quote(program)}"
    found = run(many_cases.suite(3), open_carrier(named, limits), Settings(limits=limits))
    assert {each.outcome for each in found.records} == outcomes, [each.detail for each in found.records]
