"""Random grades, jumps, allocations, supplies and removals: what is said of them is what every input shows."""

from __future__ import annotations

import itertools
import os
import random
from fractions import Fraction
from typing import Any

import pytest

from footrule.compiler.driver import Compiler, Source
from footrule.compiler.passes import run
from footrule.compiler.proofs.prove import prove
from footrule.compiler.proofs.verdicts import Record
from footrule.runtime import exact, form
from footrule.runtime.calculate import Calculator
from footrule.runtime.inputs import check
from footrule.runtime.problems import Refused
from footrule.runtime.reference import Interpreter
from footrule.runtime.values import Value
from footrule.standards.library import Library, shipped
from tests.literate import HEAD

SEEDS = range(8 * int(os.environ.get("FOOTRULE_FUZZ", "1")))


def made(rules: str) -> tuple[form.Form, Calculator, Record]:
    source = Source("test/random@1", "random.md", f"{HEAD}```rule\n{rules}\n```\n".encode())
    passed = run(source, Compiler(Library((shipped(),))))
    assert passed.form is not None, (rules, passed.diagnostics)
    return passed.form, Calculator(passed.form), prove(passed.form)


def started(calculator: Calculator, inputs: dict[str, Any]) -> Interpreter | None:
    """A calculation no requirement refuses."""
    try:
        given = check(calculator.index, calculator.units, {"inputs": inputs}, partial=True).given
    except Refused:
        return None
    interpreter = Interpreter(calculator.index, given)
    return None if calculator.requirements(interpreter).refused else interpreter


def number(interpreter: Interpreter, name: str, *arguments: Value) -> Fraction:
    found = interpreter.rule(name, *arguments)
    assert isinstance(found, Fraction)
    return found


def statuses(record: Record, claim: str, subject: str) -> set[str]:
    return {v.status for v in record.verdicts if v.property == claim and v.subject == subject}


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", SEEDS)
def test_a_case_said_to_be_out_of_reach_is_taken_by_no_input(seed: int) -> None:
    dice = random.Random(seed)
    ends = [dice.randint(-1, 5) for _ in range(3)]
    signs = [dice.choice(["<", "<=", ">", ">="]) for _ in range(3)]
    cases = [f"    = {value} when x {sign} {end}" for value, (sign, end) in enumerate(zip(signs, ends, strict=True))]
    _, calculator, record = made(
        "input x [1] whole between 0 and 4\nrule y [1]\n    in order\n"
        + "\n".join([*cases, "    = 9 otherwise", "output y"])
    )
    taken = set()
    for x in range(5):
        interpreter = started(calculator, {"x": str(x)})
        assert interpreter is not None
        number(interpreter, "y")
        taken.add(interpreter.chosen["y"])
    rule = next(rule for rule in calculator.compiled.rules if rule.name == "y")
    lines = {calculator.compiled.places[case.at].line for case in rule.cases if case.at not in taken}
    told = {v.places[0].line for v in record.verdicts if v.property == "reachable"}
    assert told == lines


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", SEEDS)
def test_both_limits_of_a_jump_are_what_lies_close_to_it_on_either_side(seed: int) -> None:
    dice = random.Random(seed)
    edge = dice.randint(1, 9)
    low, high = (f"{dice.randint(-2, 2)} * x + {dice.randint(0, 9)}" for _ in range(2))
    sign = dice.choice(["<", "<="])
    _, calculator, record = made(
        f"input x [1] between 0 and 10\nrule y [1]\n    = {low} when x {sign} {edge}\n    = {high} otherwise\noutput y"
    )
    close = Fraction(1, 10**9)
    values = []
    for x in (edge - close, edge + close):
        interpreter = started(calculator, {"x": exact.exact_text(x)})
        assert interpreter is not None
        values.append(round(number(interpreter, "y"), 6))
    cliffs = [v for v in record.verdicts if v.property == "cliff"]
    assert bool(cliffs) == (values[0] != values[1])
    for cliff in cliffs:
        assert [Fraction(value) for value in cliff.values[:2]] == values
        assert cliff.witness == {"inputs": {"x": str(edge)}, "options": {}}


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", SEEDS)
def test_limits_are_in_order_just_where_every_input_says_so(seed: int) -> None:
    dice = random.Random(seed)
    limits = [f"{dice.randint(0, 4)} + {dice.randint(-1, 1)} * s" for _ in range(3)]
    cases = "\n".join(f"    = {text} when g is {name}" for name, text in zip("ABC", limits, strict=True))
    grades = "\n".join(f"    = {name} when x <= limit({name})" for name in "ABC")
    _, calculator, record = made(
        "input x [1] at least 0\ninput s [1] between 0 and 2\nkind grade one of A, B, C\n"
        f"rule limit(g: grade) [1]\n{cases}\nrule y: grade\n    in order\n{grades}\n    = C otherwise\noutput y"
    )
    rows = []
    for half in range(5):  # linear in s: the ends of its bounds decide
        interpreter = started(calculator, {"x": "0", "s": exact.exact_text(Fraction(half, 2))})
        assert interpreter is not None
        rows.append([number(interpreter, "limit", name) for name in "ABC"])
    ordered = all(row == sorted(row) for row in rows) or all(row == sorted(row, reverse=True) for row in rows)
    assert statuses(record, "monotonic", "limit") == ({"proved"} if ordered else {"refuted"})


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", SEEDS)
def test_shares_said_to_add_up_to_one_do(seed: int) -> None:
    dice = random.Random(seed)
    methods = dice.sample(["mass", "price", "mass + p.price"], 2)
    one, calculator, record = made(
        "input burden [t] at least 0 t\ninput products list of at least 1\n    mass [1] at least 0\n"
        "    price [1] at least 0\nallocation of burden among products as p\n"
        f"    by first using p.{methods[0]} when burden > {dice.randint(0, 2)} t\n"
        f"    by second using p.{methods[1]} otherwise\nrule total [t] = burden\noutput total"
    )
    assert statuses(record, "shares_add_up", "burden_share") == {"proved"}
    for burden, masses in itertools.product(range(3), itertools.product(range(3), repeat=2)):
        items = [{"mass": str(mass), "price": str(dice.randint(0, 2))} for mass in masses]
        interpreter = started(calculator, {"burden": f"{burden} t", "products": items})
        if interpreter is not None:
            products = interpreter.given.lists["products"]
            assert isinstance(products, tuple)
            assert sum(number(interpreter, "burden_share", item) for item in products) == 1
    assert one.constructs[0].kind == "allocation"


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", SEEDS)
def test_supplies_said_to_be_lawful_are_never_negative_and_meet_the_demand(seed: int) -> None:
    dice = random.Random(seed)
    bounds = [dice.choice(["at least 0 kWh", "at least -1 kWh", "between 0 kWh and 2 kWh"]) for _ in range(2)]
    cover = dice.choice(["", 'require own + line <= used else "否" "no"\n'])
    one, calculator, record = made(
        f"input used [kWh] at least 0 kWh\ninput own [kWh] {bounds[0]}\ninput line [kWh] {bounds[1]}\n{cover}"
        "electricity plant demand used\n    1 made supply own factor 1 [kgCO2e/kWh]\n"
        "    2 wire supply line factor 2 [kgCO2e/kWh]\n    3 grid factor 3 [kgCO2e/kWh] the rest\n"
        "rule burden [kgCO2e] = plant_emissions\noutput burden"
    )
    supplies = [rule.name for rule in one.rules if "_from_" in rule.name and not rule.parameters]
    assert len(supplies) == 3
    negative = set()
    for amounts in itertools.product(range(3), range(-1, 4), range(-1, 4)):
        inputs = dict(zip(("used", "own", "line"), (f"{amount} kWh" for amount in amounts), strict=True))
        interpreter = started(calculator, inputs)
        if interpreter is not None:
            given = {name: number(interpreter, name) for name in supplies}
            negative |= {name for name, amount in given.items() if amount < 0}
            assert sum(given.values()) == amounts[0]
    for name in supplies:
        assert statuses(record, "supply_not_negative", name) == ({"refuted"} if name in negative else {"proved"})


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", SEEDS)
def test_a_removal_said_to_be_lawful_is_never_above_zero(seed: int) -> None:
    dice = random.Random(seed)
    amount = f"{dice.randint(-2, 1)} * kept + {dice.randint(-1, 1)} t * share"
    _, calculator, record = made(
        "input burnt [t] at least 0 t\ninput kept [t] between 0 t and 2 t\ninput share [1] between 0 and 2\n"
        "boundary gate\n    stage making\n    excludes staff\n"
        f"emission fuel in making [t] = burnt\nremoval uptake in making [t] = {amount}\noutput total"
    )
    above = False
    for kept, share in itertools.product(range(3), range(3)):
        interpreter = started(calculator, {"burnt": "0 t", "kept": f"{kept} t", "share": str(share)})
        assert interpreter is not None
        above = above or number(interpreter, "uptake") > 0
    assert statuses(record, "removal_not_positive", "uptake") == ({"refuted"} if above else {"proved"})
