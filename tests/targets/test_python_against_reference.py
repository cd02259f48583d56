"""The generated package and the reference interpreter give the same values and the same refusals."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footrule.compiler.driver import compile_standard
from footrule.runtime import form
from footrule.standards.library import Library
from tests.targets.documents import documents, parts_of_documents
from tests.targets.forms import everything
from tests.targets.generated_package import (
    Package,
    by_package,
    by_reference,
    generated,
    rules_by_package,
    rules_by_reference,
)

STANDARDS = (
    "catena-x/pcf-rulebook@4.0.1",
    "catena-x/verification@2.0",
    "cn/electricity-footprint@2024",
    "cn/electricity-co2-change@2023",
    "cn/ets-power@2023-2024",
    "cn/tcisa-452@2024-draft",
    "ipcc/gwp100@AR6",
    "pact/technical-specification@3.0.3",
)
"""Of the library: one of each family, and the ones that use others."""

QUICK = settings(
    max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


@cache
def compiled(reference: str) -> form.Form:
    found = compile_standard(reference, Library.default()).form
    assert found is not None, reference
    return found


@cache
def package(reference: str, folder: Path) -> Package:
    of = everything() if reference == "everything" else compiled(reference)
    return generated(of, folder / reference.replace("/", "_"))


@settings(QUICK, max_examples=150)
@given(st.data())
def test_every_kind_of_node_and_shape_of_rule_means_what_the_reference_says(folder: Path, data: st.DataObject) -> None:
    agree_on(package("everything", folder), data)


@pytest.mark.parametrize("reference", STANDARDS)
@QUICK
@given(data=st.data())
def test_a_standard_of_the_library_gives_the_values_and_refusals_of_the_reference(
    reference: str, folder: Path, data: st.DataObject
) -> None:
    agree_on(package(reference, folder), data)


@settings(QUICK, max_examples=150)
@given(st.data())
def test_what_is_not_asked_for_may_be_missing_where_the_reference_says_so(folder: Path, data: st.DataObject) -> None:
    of = package("everything", folder)
    document = data.draw(parts_of_documents(of.form))
    assert by_package(of, document) == by_reference(of.form, document)


@pytest.mark.parametrize("reference", STANDARDS)
@QUICK
@given(data=st.data())
def test_of_a_standard_of_the_library_some_values_can_be_asked_for_as_of_the_reference(
    reference: str, folder: Path, data: st.DataObject
) -> None:
    of = package(reference, folder)
    document = data.draw(parts_of_documents(of.form))
    assert by_package(of, document) == by_reference(of.form, document)


@pytest.mark.parametrize("reference", STANDARDS)
def test_what_a_worked_example_expects_can_be_asked_for_with_what_it_gives(reference: str, folder: Path) -> None:
    of = compiled(reference)
    asked = {each.name for each in of.rules if not each.parameters}
    for example in of.examples:
        want = [each.target for each in example.expect if each.target in asked]
        document = {"inputs": example.given, "options": example.options, "want": want}
        assert by_package(package(reference, folder), document) == by_reference(of, document)


def agree_on(generated_package: Package, data: st.DataObject) -> None:
    document: dict[str, Any] = data.draw(documents(generated_package.form))
    assert by_package(generated_package, document) == by_reference(generated_package.form, document)
    values = rules_by_reference(generated_package.form, document)
    if values is not None:
        assert rules_by_package(generated_package, document) == values


@pytest.mark.parametrize("reference", STANDARDS)
def test_the_inputs_of_a_worked_example_give_the_values_of_the_reference(reference: str, folder: Path) -> None:
    for example in compiled(reference).examples:
        document = {"inputs": example.given, "options": example.options}
        assert by_package(package(reference, folder), document) == by_reference(compiled(reference), document)
