"""Reading documents: every digit kept, every trick refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrule.runtime.documents import Digits, plain, read_document
from footrule.runtime.problems import Refused


def refused(data: str | bytes, format: Literal["json", "yaml"] = "json") -> list[str]:
    with pytest.raises(Refused) as caught:
        read_document(data, format)
    return [f"{problem.code} {problem.path}".strip() for problem in caught.value.problems]


def test_numbers_keep_their_digits() -> None:
    found = read_document('{"a": 0.1000000000000000000000000000000001, "b": 1E5, "c": "12"}')
    assert (found["a"], found["b"]) == ("0.1000000000000000000000000000000001", "1E5")
    assert isinstance(found["a"], Digits) and not isinstance(found["c"], Digits)


def test_yaml_is_read_like_json() -> None:
    found = read_document("a: 0.10\nb: 是\nc: [1, two]\nd: null\ne: '5'\nf:\n", "yaml")
    assert found == {"a": "0.10", "b": True, "c": ["1", "two"], "d": None, "e": "5", "f": None}
    assert isinstance(found["a"], Digits) and not isinstance(found["e"], Digits)


def test_a_number_of_a_million_digits_costs_nothing() -> None:
    assert len(read_document('{"a": ' + "9" * 1_000_000 + "}")["a"]) == 1_000_000


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('{"a": 1, "a": 2}', ["R0102 a"]),
        ('{"a": {"b": 1, "b": 2}, "c": [{"d": 1, "d": 1}]}', ["R0102 a.b", "R0102 c[0].d"]),
        ('{"a": NaN, "b": [Infinity]}', ["R0106 a", "R0106 b[0]"]),
        ("[1]", ["R0105"]),
        ("5", ["R0105"]),
        ("", ["R0101"]),
        ('{"a": 1', ["R0101"]),
        ("{'a': 1}", ["R0101"]),
        (b'{"a": "\xff"}', ["R0107"]),
        ("[" * 100_000, ["R0104"]),
        ('{"a":' * 50 + "1" + "}" * 50, ["R0104"]),
        (" " * 8_000_001, ["R0103"]),
    ],
)
def test_what_is_no_well_formed_document_is_refused(data: str | bytes, expected: list[str]) -> None:
    assert refused(data) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a: 1\na: 2\n", ["R0102 a"]),
        ("a: &x [1]\nb: *x\n", ["R0108"]),
        ("a: !!python/object/apply:os.system [true]\n", ["R0108"]),
        ("? [1, 2]\n: 3\n", ["R0108"]),
        ("a: 1\n---\nb: 2\n", ["R0108"]),
        ("[" * 5_000, ["R0104"]),
        ("a: [\n", ["R0101"]),
        ("a: \x01", ["R0101"]),
        ("- 1", ["R0105"]),
        ("", ["R0105"]),
    ],
)
def test_yaml_that_is_more_than_names_and_values_is_refused(data: str, expected: list[str]) -> None:
    assert refused(data, "yaml") == expected


def test_brackets_inside_text_are_not_depth() -> None:
    assert read_document('{"a": "' + "[" * 1000 + '\\"["}')["a"].startswith("[[")


@given(st.text(max_size=80) | st.binary(max_size=80), st.sampled_from(["json", "yaml"]))
def test_no_document_gives_anything_but_an_object_or_problems(
    data: str | bytes, format: Literal["json", "yaml"]
) -> None:
    try:
        read_document(data, format)
    except Refused as refusal:
        for problem in refusal.problems:
            assert problem.message("zh") and problem.accepted("en")


def test_python_values_are_taken_exactly_and_floats_are_not() -> None:
    assert plain({"a": 5, "b": Decimal("1.50"), "c": Fraction(1, 3)}) == {"a": "5", "b": "1.50", "c": "1/3"}
    with pytest.raises(Refused) as caught:
        plain({"a": 0.1, "b": {1: 2}, "c": object()})
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [
        ("R0220", "a"),
        ("R0109", "b"),
        ("R0109", "c"),
    ]


def test_an_object_that_holds_itself_is_refused() -> None:
    loop: dict[str, Any] = {}
    loop["again"] = loop
    with pytest.raises(Refused) as caught:
        plain(loop)
    assert [problem.code for problem in caught.value.problems] == ["R0104"]
