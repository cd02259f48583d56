"""JSON Schemas: valid themselves, and of one mind with what the runtime takes and gives."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from footrule.runtime import evidence, input_schema, result_schema
from footrule.runtime.calculate import calculate
from tests.runtime.sample_form import sample_document, sample_form

FORM = sample_form()
INPUT = input_schema.schema(FORM)
RESULT = calculate(FORM, sample_document(), trace=True)


@pytest.mark.parametrize("schema", [INPUT, result_schema.schema(FORM), evidence.schema()])
def test_the_schema_is_a_schema(schema: dict[str, object]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)


def accepts(document: Any) -> bool:
    return bool(jsonschema.Draft202012Validator(INPUT).is_valid(document))


def changed(**inputs: Any) -> dict[str, Any]:
    document = sample_document()
    document["inputs"] |= inputs
    return document


@pytest.mark.parametrize(
    "document",
    [
        sample_document(),
        changed(output_mass=2),
        changed(bath="not applicable", remark=None, certified="是", made="2024-01-31", workers=3),
        changed(electricity_use={"value": 5, "unit": "kWh", "source": None}),
        changed(output_mass="10000 kg"),
    ],
)
def test_a_document_the_runtime_takes_is_taken(document: Any) -> None:
    calculate(FORM, document)
    assert accepts(document)


@pytest.mark.parametrize(
    "document",
    [
        {"inputs": {}},
        changed(output_mass=None),
        changed(output_mass="many"),
        changed(scrap_shar="1"),
        changed(electricity_use={"value": 5, "source": "guessed"}),
        changed(fuels=[{"amount": 1}]),
        changed(fuels={}),
        changed(made="last week"),
        sample_document() | {"options": {"tigth": True}},
        sample_document() | {"standard": "test/other@1"},
    ],
)
def test_a_document_the_runtime_refuses_for_its_shape_is_refused(document: Any) -> None:
    assert not accepts(document)


def test_descriptions_hold_label_unit_and_clause() -> None:
    inputs: Any = INPUT["properties"]
    found = inputs["inputs"]["properties"]["output_mass"]
    assert found["description"] == "产量 · output [t] (test/kettle@1 §4.1)"
    assert found["$comment"] == "> 0 t"


def test_a_result_is_of_the_shape_its_schema_says() -> None:
    jsonschema.validate(json.loads(json.dumps(RESULT.to_json())), result_schema.schema(FORM))


def test_a_result_file_is_of_the_shape_its_schema_says() -> None:
    jsonschema.validate(json.loads(evidence.encode(evidence.of(RESULT))), evidence.schema())
