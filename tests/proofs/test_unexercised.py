"""Cases and edges no worked example would notice."""

from __future__ import annotations

from footrule.compiler.proofs.unexercised import unexercised
from tests.proofs.test_counterexamples import HEAD, compiled

RULE = """input load [%] between 0 % and 100 %
kind class one of full, part
rule class_of: class
    = full  when load >= 50 %
    = part  when load < 50 %
output class_of
```
"""


def example(name: str, load: int, expected: str) -> str:
    return (
        f"\n```example {name}\nsource: made up\nconstructed: yes\ngiven: {{load: {load} %}}\n"
        f"expect: {{class_of: {expected}}}\n```\n"
    )


def silent(*examples: str, rule: str = RULE) -> list[tuple[str, tuple[str, ...]]]:
    return [(verdict.property, verdict.values) for verdict in unexercised(compiled(HEAD + rule + "".join(examples)))]


def test_a_case_no_example_comes_to_is_named() -> None:
    assert silent(example("half", 50, "full")) == [("case_exercised", ("2", "2"))]


def test_an_edge_no_example_stands_at_is_named_once_for_both_sides() -> None:
    assert silent(example("low", 10, "part"), example("high", 90, "full")) == [("edge_exercised", ("load = 50 %",))]


def test_examples_on_the_edge_and_on_its_other_side_leave_nothing() -> None:
    assert silent(example("half", 50, "full"), example("low", 10, "part")) == []


def test_an_example_at_an_edge_counts_where_both_readings_give_the_same() -> None:
    rule = RULE.split("kind", maxsplit=1)[0] + (
        "rule part_of [%]\n    = load  when load < 50 %\n    = 50 %  when load >= 50 %\noutput part_of\n```\n"
    )
    at_edge = example("half", 50, "x").replace("class_of: x", "part_of: 50 %")
    below, above = (
        example(f"at {n}", n, "x").replace("class_of: x", f"part_of: {m} %") for n, m in ((10, 10), (90, 50))
    )
    assert silent(below, above, rule=rule) == [("edge_exercised", ("load = 50 %",))]
    assert silent(below, above, at_edge, rule=rule) == []


def test_an_edition_without_any_example_is_left_in_peace() -> None:
    assert silent() == []


def test_a_disputed_value_vouches_for_nothing() -> None:
    disputed = example("half", 50, "part").replace(
        "{class_of: part}", '{class_of: {printed: part, disputed: yes, explanation: "印错"}}'
    )
    assert ("case_exercised", ("2", "2")) in silent(disputed)
