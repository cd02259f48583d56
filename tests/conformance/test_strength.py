"""How strong suites are: records belong to their suites, none falls below its floor, and what is said of them holds."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from footrule.conformance.library import folder_of, known
from footrule.conformance.making.search import Hunter
from footrule.conformance.making.suite import make
from footrule.conformance.making.whole import is_whole, whole_documents
from footrule.conformance.strength import gate
from footrule.conformance.strength.closing import Closing
from footrule.conformance.strength.editions import other_tables
from footrule.conformance.strength.measure import measure, unaided
from footrule.conformance.strength.mutants import Mutant, mutants
from footrule.conformance.strength.operators import operator_named
from footrule.conformance.strength.probing import Prober
from footrule.conformance.strength.proving import Proving
from footrule.conformance.strength.spread import spread
from footrule.conformance.suites import Suite, read
from footrule.standards.library import Library, shipped
from tests.conformance.subjects import CATENA, PACT, POWER, POWER_NEXT, STEEL, compiled, reference_tool, suite

SAMPLE = 60
"""Mistakes of each suite made again with every run of the tests; `make strength` makes them all."""


def _folder(standard: str) -> Path:
    found = folder_of(standard)
    assert found is not None
    return found


def _recorded() -> list[str]:
    """The suites that have a floor: those whose strength was measured."""
    return sorted(gate.floors(_folder(known()[0]).parents[1]))


def _everything(standard: str) -> tuple[Mutant, ...]:
    return mutants(compiled(standard), other_tables(compiled(standard)))


def _record(standard: str) -> dict[str, object]:
    found = gate.recorded(_folder(standard))
    assert isinstance(found, dict), f"{standard} has no record of its strength; run `make strength`"
    return found


def test_every_kind_of_mistake_has_a_chinese_name() -> None:
    kinds = {kind for standard in _recorded() for kind in gate.recorded(_folder(standard))["operators"]}
    assert [kind for kind in kinds if operator_named(kind, "zh") == kind] == []


# --- the gate ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("standard", _recorded())
def test_no_suite_is_weaker_than_it_was(standard: str) -> None:
    folder = _folder(standard)
    floor = gate.floors(folder.parents[1]).get(standard)
    assert floor is not None, f"{standard} has no floor; run `make strength`"
    found = gate.complaints(gate.recorded(folder), read(folder), compiled(standard), floor)
    assert not found, f"{standard}: {found}; run `make strength`"


@pytest.mark.parametrize("standard", [CATENA, STEEL, POWER, POWER_NEXT, PACT])
def test_the_suites_asked_for_notice_every_mistake_that_matters(standard: str) -> None:
    record = _record(standard)
    assert record["survivors"] == []
    assert record["killed"] == record["total"]


@pytest.mark.parametrize("standard", _recorded())
def test_a_sample_of_mistakes_comes_out_as_recorded(standard: str) -> None:
    record = _record(standard)
    everything = _everything(standard)
    spared = {each["key"] for name in ("equivalent", "listed", "survivors") for each in record[name]}  # type: ignore[attr-defined]
    drawn = random.Random(str(record["suite"])).sample(everything, min(SAMPLE, len(everything)))
    found = measure(compiled(standard), suite(standard), only=drawn, prove=False)
    assert {survivor.mutant.key for survivor in found.survivors} == {m.key for m in drawn} & spared
    assert record["total"] == len(everything) - len(record["equivalent"]) - len(record["listed"])  # type: ignore[arg-type]


@pytest.mark.parametrize("standard", known())
def test_what_an_author_lists_is_in_the_record_and_no_case_notices_it(standard: str) -> None:
    listed = {each["key"]: each["reason"] for each in _record(standard)["listed"]}  # type: ignore[attr-defined]
    assert listed == gate.listed(_folder(standard))


def test_every_edition_of_the_library_has_a_suite() -> None:
    assert set(known()) == set(Library((shipped(),)).ids())


def test_a_suite_that_lost_a_case_is_refused() -> None:
    whole, record = suite(POWER), _record(POWER)
    fewer = replace(whole, cases=whole.cases[1:])
    assert gate.complaints(record, whole, compiled(POWER), None) == ()
    assert gate.complaints(record, fewer, compiled(POWER), None)


def test_a_record_of_a_weaker_suite_is_refused() -> None:
    everything = _everything(POWER)[:40]
    one = replace(suite(POWER), cases=suite(POWER).cases[:1])
    found = measure(compiled(POWER), one, only=everything, prove=False)
    record = found.to_json() | {"rules": gate.rules_digest(compiled(POWER))}
    floor = gate.Figures(len(everything), len(everything))
    assert gate.complaints(record, one, compiled(POWER), floor)
    assert gate.raised({POWER: floor}, POWER, gate.figures(record)) == {POWER: floor}


def test_a_suite_without_a_record_is_refused(tmp_path: Path) -> None:
    assert gate.complaints(gate.recorded(tmp_path), suite(POWER), compiled(POWER), None)


def test_words_alone_do_not_make_a_record_stale() -> None:
    import msgspec  # noqa: PLC0415

    form = compiled(POWER)
    rule = form.rules[0]
    renamed = msgspec.structs.replace(rule, label=msgspec.structs.replace(rule.label, en="another name"))
    other = msgspec.structs.replace(form, rules=(renamed, *form.rules[1:]))
    assert gate.rules_digest(other) == gate.rules_digest(form)
    changed = msgspec.structs.replace(form, rules=form.rules[1:])
    assert gate.rules_digest(changed) != gate.rules_digest(form)


# --- measuring --------------------------------------------------------------------------------------------------------


def test_several_processes_find_what_one_does() -> None:
    everything = _everything(POWER)[:120]
    alone = measure(compiled(POWER), suite(POWER), only=everything, prove=False)
    together = measure(compiled(POWER), suite(POWER), only=everything, prove=False, processes=2)
    assert together == alone


def test_work_is_given_back_in_its_order() -> None:
    assert list(spread(lambda number: number * number, 100, 3)) == [number * number for number in range(100)]


def test_what_an_author_lists_does_not_count_unless_a_case_notices_it() -> None:
    everything = _everything(POWER)[:40]
    none = replace(suite(POWER), cases=())
    told = {mutant.key: "it is said to" for mutant in everything[:3]}
    unnoticed = measure(compiled(POWER), none, only=everything, prove=False, listed=told)
    assert (len(unnoticed.listed), unnoticed.total) == (3, 37)
    noticed = measure(compiled(POWER), suite(POWER), only=everything, prove=False, listed=told)
    assert noticed.listed == ()


@pytest.mark.parametrize("standard", [CATENA, PACT])
def test_no_document_tells_what_is_proved_to_change_nothing(standard: str) -> None:
    """Proofs held to calculation: documents drawn for a rule never tell a mistake that is proved to be none."""
    prober = Prober(compiled(standard))
    hunter = Hunter(compiled(standard), prober)
    keys = {each["key"] for each in _record(standard)["equivalent"]}  # type: ignore[attr-defined]
    proved = [m for m in _everything(standard) if m.key in keys and m.kind in ("rule", "requirement")]
    for mutant in random.Random("proved").sample(proved, min(12, len(proved))):
        if mutant.kind == "rule":
            hunt = hunter.for_rule(mutant.where, [mutant])
        else:
            hunt = hunter.for_requirement(mutant.requirement or 0, [mutant])
        for number in range(25):
            draw = random.Random(f"{mutant.key} {number}")
            document = hunter.sampler.document(hunt.closure, f"{mutant.key} {number}", legal=number % 2 == 0)
            assert not prober.killed(mutant, prober.probe(document, hunt.want(draw))), mutant.key


def test_what_a_case_notices_is_never_proved_to_change_nothing() -> None:
    record = _record(CATENA)
    spared = {each["key"] for name in ("equivalent", "listed", "survivors") for each in record[name]}  # type: ignore[attr-defined]
    noticed = [mutant for mutant in _everything(CATENA) if mutant.key not in spared]
    proving = Proving(Prober(compiled(CATENA)).tool)
    absent = {rule.name for rule in compiled(CATENA).rules if rule.maybe}
    noticed = [mutant for mutant in noticed if mutant.where in absent]  # a value that is lacking has two kinds
    drawn = random.Random("noticed").sample(noticed, 12)
    assert [mutant.key for mutant in drawn if proving.reason(mutant)] == []


# --- improving --------------------------------------------------------------------------------------------------------


def _without(standard: str, about: str) -> tuple[Suite, list[Mutant]]:
    """The suite without the cases about one rule, and the mistakes in it that nothing notices then."""
    whole = suite(standard)
    poorer = replace(whole, cases=tuple(case for case in whole.cases if about not in str(case.want)))
    spared = {each["key"] for each in _record(standard)["equivalent"]}  # type: ignore[attr-defined]
    only = [mutant for mutant in _everything(standard) if mutant.where == about and mutant.key not in spared]
    found = measure(compiled(standard), poorer, only=only, prove=False)
    return poorer, [each.mutant for each in found.survivors]


def test_what_a_suite_does_not_notice_is_found_again() -> None:
    poorer, lost = _without(CATENA, "update_required")
    assert len(lost) > 10
    closing = Closing(compiled(CATENA), poorer, lost, tries=0)
    proposed = list(closing.proposals())
    assert closing.left == {}
    assert 0 < len(proposed) < len(lost)

    after = Closing(compiled(CATENA), poorer, lost, tries=0)
    after.already(proposed)  # as when an interrupted search is gone on with
    assert list(after.proposals()) == []


# --- ids --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("standard", known())
def test_no_id_and_no_digest_moves_when_a_suite_is_made_again(standard: str) -> None:
    before = suite(standard)
    again = make(compiled(standard), before, tries=0, against=())
    assert {case.id: case.digest for case in before.cases}.items() <= {
        case.id: case.digest for case in again.cases
    }.items()
    assert again.tombstones == before.tombstones


def test_a_case_that_means_nothing_any_more_gets_a_tombstone_and_its_id_is_never_used_again() -> None:
    import msgspec  # noqa: PLC0415

    whole = suite(POWER)
    odd = next(case for case in whole.cases if case.kind == "compute" and not case.id.startswith("example."))
    gone = msgspec.structs.replace(odd, given={"inputs": {"an_input_of_long_ago": "1"}})
    before = replace(whole, cases=tuple(gone if case.id == odd.id else case for case in whole.cases))
    again = make(compiled(POWER), before, tries=0, against=())
    assert odd.id in again.tombstones
    assert odd.id not in {case.id for case in again.cases}
    third = make(compiled(POWER), again, tries=0, against=())
    assert (third.tombstones, odd.id in {case.id for case in third.cases}) == (again.tombstones, False)


# --- tools that claim nothing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("standard", [CATENA, STEEL, POWER, POWER_NEXT, PACT])
def test_a_tool_that_claims_nothing_is_asked_whole_documents_that_show_mistakes(standard: str) -> None:
    asked = [case for case in suite(standard).cases if unaided(case) and case.kind == "compute"]
    outputs = set(compiled(standard).outputs)
    assert len(asked) > 5
    assert all(set(case.want) <= outputs for case in asked)
    assert 0 < _record(standard)["unaided"] < _record(standard)["total"]  # type: ignore[operator]


def test_a_whole_document_gives_every_input_it_has_to() -> None:
    hunter, tool = Hunter(compiled(PACT), Prober(compiled(PACT))), reference_tool(PACT)
    cases = [case.given for case in suite(PACT).cases if case.kind == "compute"][:20]
    found = list(whole_documents(tool, hunter.closures, hunter.sampler, hunter.seeds, cases))
    assert len(found) > 10
    assert all(is_whole(tool, document) for document in found)
    assert not tool.answer(found[0], tool.compiled.outputs).refused
