"""Our own calculators pass every required case through every carrier, and the results tell what there is to tell."""

from __future__ import annotations

import json
import sys
import threading
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from footrule.compiler.targets.python import build
from footrule.conformance import protocol, results
from footrule.conformance.adapters.generated import GeneratedSubject, describe
from footrule.conformance.adapters.reference import ReferenceSubject
from footrule.conformance.adapters.serving import service
from footrule.conformance.carriers import Limits, answers, open_carrier
from footrule.conformance.carriers.callables import Callable_
from footrule.conformance.runner import Settings, run
from footrule.conformance.views.annotations import github_annotations
from footrule.conformance.views.badge import badge
from footrule.conformance.views.compare import compare
from footrule.conformance.views.junit import junit
from footrule.conformance.views.page import page
from footrule.conformance.waivers import Waiver
from tests.conformance.subjects import PACT, POWER, STEEL, compiled, reference_tool, run_callable, suite
from tests.conformance.wrong_tools import Published, Wrong, times

LIMITS = Limits(seconds=30.0, start=60.0)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("power")
    build(compiled(POWER), folder)
    describe(compiled(POWER), folder)
    return folder


def passes(found: results.Results) -> None:
    assert [(each.id, each.outcome, each.detail) for each in found.records if each.fails] == []
    assert found.required.passed == found.required.of > 0


def test_the_generated_calculator_passes_as_a_callable(package: Path) -> None:
    passes(run_callable(POWER, GeneratedSubject(package)))


def test_the_generated_calculator_passes_as_a_child_process_held_to_the_letter(package: Path) -> None:
    command = f"proc:{sys.executable} -m footrule.conformance.adapters.generated {package}"
    passes(run(suite(POWER), open_carrier(command, LIMITS), Settings(limits=LIMITS, strict=True, repeat=2)))


def test_the_generated_calculator_passes_as_a_process_a_message(package: Path) -> None:
    command = f"exec:{sys.executable} -m footrule.conformance.adapters.generated {package}"
    few = replace(suite(POWER), cases=suite(POWER).cases[:3])
    passes(run(few, open_carrier(command, LIMITS), Settings(limits=LIMITS)))


def test_the_generated_calculator_passes_as_a_service(package: Path) -> None:
    server = service(GeneratedSubject(package))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        carrier = open_carrier(f"http://127.0.0.1:{server.server_address[1]}/", LIMITS)
        passes(run(suite(POWER), carrier, Settings(limits=LIMITS)))
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("standard", [PACT, STEEL])
def test_the_generated_calculator_of_another_standard_passes(standard: str, tmp_path: Path) -> None:
    build(compiled(standard), tmp_path)
    describe(compiled(standard), tmp_path)
    passes(run_callable(standard, GeneratedSubject(tmp_path), reference=None))


def test_answers_to_the_questions_of_a_suite_are_attested_only(tmp_path: Path) -> None:
    tool = ReferenceSubject(compiled(POWER))
    lines = [json.dumps(tool(json.loads(protocol.encode(asked)))) for asked in answers.requests(suite(POWER))]
    path = tmp_path / "answers.jsonl"
    ready = json.dumps(tool({"message": "hello"}))
    path.write_text("\n".join([ready, *lines]))
    found = run(suite(POWER), open_carrier(f"file:{path}", LIMITS), Settings())
    passes(found)
    assert found.tier == "attested"
    assert badge(found)["color"] != "brightgreen"


def test_a_tool_that_knows_the_examples_by_heart_fails_their_twins() -> None:
    found = run_callable(POWER, Published(POWER))
    outcomes = {each.id: each.outcome for each in found.records if each.id.startswith("example.")}
    name = "example.Carry-over-is-rounded-down-and-capped-by-what-is-held"
    assert (outcomes[name], outcomes[f"{name}#twin"]) == ("pass", "fail-value")


def wrong() -> results.Results:
    return run_callable(POWER, Wrong(POWER, outputs=times("approved_allowance", "2")))


def test_every_failure_has_a_command_that_replays_it_and_the_step_that_differs() -> None:
    failures = [each for each in wrong().records if each.outcome == "fail-value"]
    assert failures
    assert all(each.id in each.replay for each in failures)
    assert {each.checkpoint for each in failures} == {"approved_allowance"}


def test_results_are_read_back_and_meet_their_schema(tmp_path: Path) -> None:
    found = wrong()
    path = tmp_path / "results.json"
    path.write_bytes(results.encode(found))
    assert results.read(path) == found
    Draft202012Validator(results.schema()).validate(json.loads(path.read_text()))


def test_what_is_no_results_file_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    for text in ("", "[]", '{"results": 1}', "\x00"):
        path.write_text(text)
        with pytest.raises(results.ResultsError):
            results.read(path)


def test_a_waived_failure_stays_in_the_denominator_and_an_expired_waiver_is_none() -> None:
    plain = wrong()
    failed = next(each.id for each in plain.records if each.outcome == "fail-value")
    waiver = {failed: Waiver(failed, "known", "https://example.org/1", date(2026, 6, 30))}
    tool = Wrong(POWER, outputs=times("approved_allowance", "2"))
    found = run_callable(POWER, tool, waivers=waiver, today=date(2026, 6, 30))
    late = run_callable(POWER, tool, waivers=waiver, today=date(2026, 7, 1))
    assert {each.id: each.outcome for each in found.records}[failed] == "waived"
    assert found.required.of == plain.required.of
    assert found.attempted.of == plain.attempted.of - 1
    assert {each.id: each.outcome for each in late.records}[failed] == "fail-value"


def test_a_waiver_that_is_not_needed_is_an_error() -> None:
    name = suite(POWER).cases[0].id
    waiver = {name: Waiver(name, "was wrong", "https://example.org/1", date(2030, 1, 1))}
    found = run_callable(POWER, ReferenceSubject(compiled(POWER)), waivers=waiver, today=date(2026, 1, 1))
    assert {each.id: each.outcome for each in found.records}[name] == "waiver-not-needed"


def test_a_tool_that_answers_outputs_only_is_not_failed_for_what_it_does_not_claim() -> None:
    class Plain(ReferenceSubject):
        def __call__(self, message):
            answer = super().__call__(message)
            return {**answer, "capabilities": []} if answer["message"] == "ready" else answer

    found = run_callable(POWER, Plain(compiled(POWER)))
    assert found.counts["unsupported"] > 0
    assert found.attempted.passed == found.attempted.of < found.required.of


def test_an_interrupted_run_goes_on_where_it_stopped() -> None:
    kept: list[results.Record] = []

    def keep(record: results.Record) -> None:
        kept.append(record)
        if len(kept) == 10:
            raise KeyboardInterrupt

    tool = ReferenceSubject(compiled(POWER))
    first = run(suite(POWER), Callable_(tool), Settings(), keep=keep)
    assert (first.complete, len(first.records)) == (False, 10)
    again: list[results.Record] = []
    before = {each.id: each for each in first.records}
    second = run(suite(POWER), Callable_(tool), Settings(), before=before, keep=again.append)
    assert second.complete
    assert len(again) == len(suite(POWER).cases) - 10


def test_a_tool_that_answers_otherwise_each_time_is_found_out() -> None:
    class Dice(ReferenceSubject):
        count = 0

        def evaluate(self, message):
            Dice.count += 1
            answer = super().evaluate(message)
            for one in answer.get("outputs", {}).values():
                if one["kind"] == "quantity":
                    one["value"] = str(Dice.count)
            return answer

    found = run_callable(POWER, Dice(compiled(POWER)), repeat=2, reference=None)
    assert found.counts["nondeterministic"] > 0


def test_junit_counts_what_the_results_count() -> None:
    found = wrong()
    root = ET.fromstring(junit(found))
    assert int(root.attrib["tests"]) == len(found.records)
    assert len(root.findall("testcase/failure")) == sum(each.fails for each in found.records)


def test_annotations_are_one_line_a_failure() -> None:
    found = wrong()
    lines = github_annotations(found).splitlines()
    assert len(lines) == sum(each.fails for each in found.records)
    assert all(line.startswith("::error ") for line in lines)


def test_a_comparison_tells_new_failures_from_mended_ones() -> None:
    right = run_callable(POWER, ReferenceSubject(compiled(POWER)))
    told = compare(right, wrong())
    assert told.broken
    assert not told.mended
    assert told.same_suite
    assert not told.same_tool
    assert compare(wrong(), right).mended


def test_the_page_needs_no_network_and_shows_nothing_a_tool_could_slip_in() -> None:
    found = replace_name(wrong(), '<script>alert("x")</script>\u202e')
    text = page([found, found])
    assert "<script>alert" not in text
    assert "\u202e" not in text
    assert "http://" not in text.replace("http://127", "")
    assert 'src="' not in text
    assert 'lang="zh"' in text
    assert "@" not in "".join(line for line in text.splitlines() if line.startswith("@") and line.endswith("@"))


def replace_name(found: results.Results, name: str) -> results.Results:
    import msgspec  # noqa: PLC0415

    return msgspec.structs.replace(found, tool=msgspec.structs.replace(found.tool, name=name))


def test_no_expectation_and_no_id_is_ever_sent() -> None:
    heard: list[str] = []

    class Listening(ReferenceSubject):
        def __call__(self, message):
            heard.append(json.dumps(message, default=str))
            return super().__call__(message)

    run(suite(POWER), Callable_(Listening(compiled(POWER))), Settings(reference=reference_tool(POWER)))
    text = "\n".join(heard)
    assert not [case.id for case in suite(POWER).cases if case.id in text]
    assert '"expect"' not in text
