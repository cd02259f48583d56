"""The README of a generated package says what its numbers rest on, and shows an example that runs."""

from __future__ import annotations

import msgspec

from footrule.compiler.targets.python.package import package
from footrule.runtime import form
from tests.targets.forms import everything
from tests.targets.test_golden import steel


def readme(of: form.Form) -> str:
    return package(of)["README.md"]


def known_by(own: str, weakest: str) -> form.Form:
    of = steel()
    standard = msgspec.structs.replace(of.standard, own_status=own, status=weakest)
    return msgspec.structs.replace(of, standard=standard)


def test_a_text_known_by_one_kind_of_evidence_has_that_status() -> None:
    told = readme(known_by("primary", "primary"))
    assert "**Status: primary** – the text itself was read." in told


def test_a_text_that_was_read_but_rests_on_secondary_values_says_both() -> None:
    told = readme(known_by("primary", "secondary"))
    assert "own text: primary (the text itself was read); weakest evidence used: secondary" in told
    assert "本标准文本：primary（依据文本原文）；所用的最弱依据：secondary（仅依据他人转述）" in told


def test_the_package_itself_says_the_same() -> None:
    files = package(known_by("primary", "secondary"))
    assert "weakest evidence used: secondary" in files["src/cn_steel_2024_draft/__init__.py"].replace("\n", " ")


def test_an_example_that_gives_less_than_a_whole_calculation_asks_for_what_it_expects() -> None:
    example = form.Example("one value", "", "primary", {"a": "4"}, expect=(form.Expectation("square", "16"),))
    told = readme(msgspec.structs.replace(everything(), examples=(example,)))
    assert 'want=["square"],' in told
    assert "print(result.outputs.square)  # 16" in told
