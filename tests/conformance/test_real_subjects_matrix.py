"""A matrix-LCA engine we did not write: it passes all cases it can express, and the rest is unsupported."""

from __future__ import annotations

import sys
import threading
from functools import cache

import pytest

from footrule.conformance.adapters.matrix_lca import CannotExpress, MatrixSubject, impact
from footrule.conformance.adapters.serving import service
from footrule.conformance.carriers import Limits, open_carrier
from footrule.conformance.carriers.callables import Callable_
from footrule.conformance.making.suite import make
from footrule.conformance.results import Results
from footrule.conformance.runner import Settings, run
from footrule.conformance.suites import Suite
from tests.conformance.subjects import CATENA, PACT, compiled, reference_tool, run_callable

GWP = "ipcc/gwp100@AR6"


@cache
def gwp_suite() -> Suite:
    return make(compiled(GWP))


def held(standard: str) -> Results:
    if standard == GWP:
        return run(gwp_suite(), Callable_(MatrixSubject()), Settings(reference=reference_tool(GWP)))
    return run_callable(standard, MatrixSubject())


@pytest.mark.parametrize(("standard", "least"), [(GWP, 10), (PACT, 20), (CATENA, 5)])
def test_the_engine_passes_all_it_can_express_and_says_what_it_cannot(standard: str, least: int) -> None:
    found = held(standard)
    assert [
        (each.id, each.outcome, each.expected, each.actual, each.detail) for each in found.records if each.fails
    ] == []
    assert found.attempted.passed == found.attempted.of >= least
    assert all(each.detail for each in found.records if each.outcome == "unsupported")
    assert found.required.of > found.attempted.of


def test_the_engine_under_the_limits_of_a_child_process_answers_as_it_does_here() -> None:
    limits = Limits(seconds=60.0, start=120.0, memory=8_000_000_000)  # numeric libraries reserve address space
    carrier = open_carrier(f"proc:{sys.executable} -m footrule.conformance.adapters.matrix_lca", limits)
    found = run(gwp_suite(), carrier, Settings(limits=limits, strict=True))
    here = run(gwp_suite(), Callable_(MatrixSubject()), Settings())
    assert [(each.id, each.outcome) for each in found.records] == [(each.id, each.outcome) for each in here.records]


def test_the_engine_as_a_service_answers_as_it_does_here() -> None:
    server = service(MatrixSubject())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        carrier = open_carrier(f"http://127.0.0.1:{server.server_address[1]}/", Limits())
        found = run(gwp_suite(), carrier, Settings(strict=True))
    finally:
        server.shutdown()
        server.server_close()
    assert found.attempted.passed == found.attempted.of > 0


def test_the_engine_with_factors_of_another_report_fails_where_the_gases_stand() -> None:
    subject = MatrixSubject()
    subject.by.methods["AR6"] |= {"CH4": "28", "N2O": "265"}
    found = run(gwp_suite(), Callable_(subject), Settings(reference=reference_tool(GWP)))
    failures = [each for each in found.records if each.fails]
    assert failures
    assert {each.outcome for each in failures} == {"fail-value"}


def test_a_demand_of_several_processes_adds_their_impacts() -> None:
    processes = [[("CO2", 2.0), ("CH4", 0.5)], [("CO2", 1.0), ("CO2", 1.0)], []]
    assert impact(processes, {"CO2": "1", "CH4": "27.9"}) == pytest.approx(17.95, rel=1e-14)


def test_a_flow_without_a_factor_cannot_be_expressed() -> None:
    with pytest.raises(CannotExpress):
        impact([[("CO", 2.0)]], {"CO2": "1"})


def test_every_model_names_inputs_the_standard_has() -> None:
    for standard, models in MatrixSubject().by.standards.items():
        form = compiled(standard)
        lists = {items.name: {each.name for each in items.fields} for items in form.lists}
        rules = {rule.name for rule in form.rules}
        for target, model in models.items():
            assert target in rules
            known = lists[model.list] if model.list else {each.name for each in form.inputs}
            assert set(model.flows) | ({model.by} - {""}) <= known
            assert set(model.only) <= {option.name for option in form.options}
