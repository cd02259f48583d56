"""Small random programs, every input tried by the reference: no proof is wrong, no counterexample fails to fail."""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Iterator
from typing import Any

import pytest

from footrule.compiler.driver import Compiler, Source
from footrule.compiler.passes import run
from footrule.compiler.proofs.prove import prove
from footrule.compiler.proofs.verdicts import Record, Verdict
from footrule.compiler.proofs.witnesses import CODES
from footrule.runtime import form
from footrule.runtime.calculate import Calculator
from footrule.runtime.problems import Problem, Refused
from footrule.standards.library import Library, shipped
from tests.literate import HEAD

ROUNDS = 60 * int(os.environ.get("FOOTRULE_FUZZ", "1"))
TABLE = "| kind | value (1) |\n|---|---|\n| a | 1 |\n| b | {} |\n{}\n"

X, Y = range(-1, 4), range(0, 3)
KINDS = ("a", "b", "c")
BOTH = ("outer", "inner")
ITEMS = ((), (0,), (2,), (0, 1), (1, 2))


def program(dice: random.Random) -> str:
    """Inputs x, y, k and a list; rules by cases, a table, a requirement, a division, an aggregate."""

    def number(depth: int) -> str:
        leaves = ["x", "y", str(dice.randint(-1, 3)), "lookup[k]", "count(i for i in items)", "sum(i.n for i in items)"]
        leaves += ["max(i.n for i in items)"] if dice.random() < 0.2 else []
        if depth == 0 or dice.random() < 0.4:
            return dice.choice(leaves)
        op = dice.choice(["+", "-", "*", "/"])
        return f"({number(depth - 1)} {op} {number(depth - 1)})"

    def test(depth: int) -> str:
        shape = dice.random()
        if depth and shape < 0.3:
            return f"({test(depth - 1)} {dice.choice(['and', 'or'])} {test(depth - 1)})"
        if shape < 0.5:
            return f"k is {dice.choice(KINDS)}"
        if shape < 0.6:
            return f"{dice.choice(['any', 'all'])}(i.n {dice.choice(['<', '>='])} {dice.randint(0, 2)} for i in items)"
        return f"{number(1)} {dice.choice(['<', '<=', '>', '>=', 'is'])} {number(0)}"

    def rule(name: str, calls: str) -> str:
        order = " in order" if dice.random() < 0.3 else ""
        cases = [f"    = {number(1)}{calls} when {test(1)}" for _ in range(dice.randint(1, 3))]
        cases += [f"    = {number(0)} otherwise"] if dice.random() < 0.5 else []
        return f"rule {name} [1]{order}\n" + "\n".join(cases)

    lines = [
        "table lookup above: by kind gives value", "input x [1] whole between -1 and 3",
        "input y [1] whole between 0 and 2", "input k: kind",
        "input items list of\n    n [1] whole between 0 and 2",
        rule("inner", ""), rule("outer", " + inner" if dice.random() < 0.6 else ""),
    ]  # fmt: skip
    if dice.random() < 0.5:
        lines.append(f'require {test(1)} else "否" "no"')
    third = f"| c | {dice.randint(0, 2)} |\n"
    return (
        HEAD + TABLE.format(dice.randint(0, 2), third) + "```rule\n" + "\n".join([*lines, "output outer"]) + "\n```\n"
    )


def compiled(text: str) -> form.Form | None:
    source = Source("test/random@1", "random.md", text.encode())
    return run(source, Compiler(Library((shipped(),)))).form


def every_input() -> Iterator[dict[str, Any]]:
    for x, y, k, items in itertools.product(X, Y, KINDS, ITEMS):
        yield {"inputs": {"x": str(x), "y": str(y), "k": k, "items": [{"n": str(n)} for n in items]}}


def failures(one: form.Form) -> set[tuple[str, str]]:
    """Every problem some legal input meets: its code, and the rule or table it names."""
    calculator = Calculator(one)
    found: set[tuple[str, str]] = set()
    for document in every_input():
        try:
            calculator.calculate(document)
        except Refused as refusal:
            if all(problem.code != "R0301" for problem in refusal.problems):
                found |= {_named(problem) for problem in refusal.problems}
    return found


def _named(problem: Problem) -> tuple[str, str]:
    return problem.code, str(problem.arguments.get("rule") or problem.arguments.get("table") or "")


def verdicts(seed: int) -> tuple[form.Form, Record] | None:
    one = compiled(program(random.Random(seed)))
    return None if one is None else (one, prove(one))


def proved(record: Record, claim: str, subject: str) -> bool:
    """Every obligation of this kind that speaks of this subject is proved."""
    own = [v for v in record.verdicts if v.property == claim and (not subject or v.subject == subject)]
    return bool(own) and all(v.status == "proved" for v in own)


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_what_is_proved_never_fails_and_what_is_refuted_does(seed: int) -> None:
    made = verdicts(seed)
    if made is None:
        return  # the random text did not compile: nothing was claimed of it
    one, record = made
    met = failures(one)
    for claim, codes in CODES.items():
        for code, subject in met:
            if code in codes:
                named = subject if claim in ("no_gap", "no_overlap", "lookup_total") else ""
                assert not proved(record, claim, named), (claim, subject, program(random.Random(seed)))
    for verdict in record.verdicts:
        if verdict.status == "refuted" and verdict.code:
            assert _reproduces(verdict, one), (verdict, program(random.Random(seed)))


def _reproduces(verdict: Verdict, one: form.Form) -> bool:
    """A counterexample leaves out what does not matter; with anything legal in its place it still fails."""
    calculator = Calculator(one)
    given = (verdict.witness or {}).get("inputs", {})
    for document in every_input():
        whole = {"inputs": {**document["inputs"], **given}}
        try:
            calculator.calculate(whole, want=BOTH)
        except Refused as refusal:
            if any(problem.code == verdict.code for problem in refusal.problems):
                return True
    return False
