"""Looking for a product on which two standards diverge: most of all by number, else by what they accept.

Products begin from the worked examples of the standard whose terms the mapping takes, and are changed from there. What
only the other standard asks for is drawn for it alone, and told as such. The search keeps to a limit of computing and
takes the same seed, so that it finds the same product again; that it finds none proves nothing.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from footrule.compiler.across.answers import Found
from footrule.compiler.across.comparison import Standing, single, verdict
from footrule.compiler.across.mapping import Question
from footrule.compiler.across.told import Document
from footrule.compiler.editions.products import Products
from footrule.runtime import form
from footrule.runtime.problems import Refused

SECONDS = 5.0
MOST = 400
QUICK_WAYS = 8
MOST_TRIALS = 60
BY_CHOICE, BY_DRAWN_NUMBER, BY_ACCEPTANCE, BY_NUMBER = range(4)
"""What tells two standards apart, the weakest first. A number that rests on what was drawn for one side alone says less
than a refusal does."""
KEPT = Fraction(9, 10)
"""How much of the difference a simpler product has to keep."""


@dataclass(frozen=True, slots=True)
class Divergence:
    """The question that diverges most for a product, and by how much.

    `weight`: whether it tells them apart by number, by acceptance or by a choice, and by how much; `questions`: how
    many do so by number. A product on which more questions part says more than one with a greater single difference.
    """

    question: Question
    weight: tuple[int, Fraction]
    questions: int = 1

    @property
    def order(self) -> tuple[int, int, Fraction]:
        return self.weight[0], self.questions, self.weight[1]


@dataclass(slots=True)
class Witness:
    """The product, in the shape a user would write it, and how many were tried."""

    document: Document
    tried: int


def witness(standing: Standing, seconds: float = SECONDS, seed: int = 1) -> Witness | None:
    """The product with the greatest divergence found, made small. None where there is none."""
    end = time.process_time() + seconds
    best: tuple[Divergence, Document] | None = None
    fallback: tuple[int, Document] | None = None
    tried = 0
    for document in _candidates(standing, seed):
        tried += 1
        found = diverges(standing, document)
        if found is not None and (best is None or found.order > best[0].order):
            best = found, document
        elif found is None and fallback is None and _answers(standing, document):
            fallback = 0, document
        if time.process_time() > end or tried >= MOST:
            break
    if best is not None:
        return Witness(_smaller(standing, *best), tried)
    return None if fallback is None else Witness(fallback[1], tried)


def diverges(standing: Standing, document: Document, only: Question | None = None) -> Divergence | None:
    try:
        told = standing.teller.tell(document)
    except Refused:
        return None
    best: Divergence | None = None
    apart = 0
    for question in standing.mapping.questions if only is None else (only,):
        one, other = standing.both(question, told, QUICK_WAYS)
        weight = _weight(one, other, drawn="other" in document)
        apart += weight is not None and weight[0] == BY_NUMBER
        if weight is not None and (best is None or weight > best.weight):
            best = Divergence(question, weight)
    return best and Divergence(best.question, best.weight, apart)


def _weight(one: Found, other: Found, *, drawn: bool) -> tuple[int, Fraction] | None:
    decided = verdict(one, other)
    if decided == "choice":
        return BY_CHOICE, Fraction(0)
    if decided != "conflict":
        return None
    left, right = single(one), single(other)
    if left is None or right is None:
        return BY_ACCEPTANCE, Fraction(0)
    # beyond tenfold a difference says no more, and a share of almost nothing says nothing
    return BY_DRAWN_NUMBER if drawn else BY_NUMBER, min(abs(left - right) / max(abs(left), abs(right)), Fraction(10))


def _answers(standing: Standing, document: Document) -> bool:
    """Whether both standards answer some question."""
    try:
        told = standing.teller.tell(document)
    except Refused:
        return False
    both = (standing.both(question, told, 1) for question in standing.mapping.questions)
    return any(one.values and other.values for one, other in both)


# --- products ---------------------------------------------------------------------------------------------------------


def _candidates(standing: Standing, seed: int) -> Iterator[Document]:
    own, theirs = standing.a.compiled, standing.b.compiled
    products, beside = Products(own, own, seed), Products(theirs, theirs, seed)
    carried = {term.a.name for term in standing.mapping.terms}
    seeds = [
        {"inputs": dict(example.given), "options": {}} for example in own.examples if carried & example.given.keys()
    ]
    seeds += [thinner for document in seeds for thinner in _thinned(document, carried)]
    for document in seeds:
        yield _completed(standing, _carried(standing, document), beside)
    for turn in range(MOST):
        if seeds:
            document = products.mutated(seeds[turn % len(seeds)])
            document["options"] = {}
            yield _completed(standing, _carried(standing, document), beside)


def _thinned(document: Document, carried: set[str]) -> Iterator[Document]:
    """Without one of its lists, and with one item of another: what a list says may be foreign to the other side."""
    lists = [name for name, value in document["inputs"].items() if name in carried and isinstance(value, list)]
    for name in lists:
        rest = {**document["inputs"], name: []}
        yield {**document, "inputs": rest}
        for other in lists:
            if other != name and len(document["inputs"][other]) > 1:
                for item in document["inputs"][other]:
                    yield {**document, "inputs": {**rest, other: [item]}}


def _carried(standing: Standing, document: Document) -> Document:
    """Without optional fields of items that no term carries over: a difference for want of them would tell nothing."""
    lists = {term.a.name: term for term in standing.mapping.terms if term.a.sort in ("list", "sum")}
    inputs: Document = {}
    for name, value in document["inputs"].items():
        terms = [term for term in standing.mapping.terms if term.a.name == name]
        if name in lists and isinstance(value, list):
            kept = {pair.a for term in terms for pair in term.fields} | {term.a.field for term in terms}
            kept |= {name for name, given in standing.teller.lists_a[name].items() if not given.optional}
            kept |= {where for term in terms for where in term.a.where}
            inputs[name] = [{key: held for key, held in item.items() if key in kept} for item in value]
        else:
            inputs[name] = value
    return {**document, "inputs": inputs}


def _completed(standing: Standing, document: Document, beside: Products) -> Document:
    """With what only `b` asks for, drawn for it: a product of both has to say it."""
    try:
        told = standing.teller.tell(document)
    except Refused:
        return document
    drawn: dict[str, Any] = {}
    for question in standing.mapping.questions:
        for problem in standing.b.ask(question.b, told.b, 1).lacking:
            name = problem.path.removeprefix("inputs.")
            given = standing.teller.inputs_b.get(name)
            if given is not None:
                drawn[name] = _drawn(beside, given)
    if not drawn:
        return document
    other = document.get("other") or {}
    return {**document, "other": {**other, "inputs": {**(other.get("inputs") or {}), **drawn}}}


def _drawn(beside: Products, given: form.Input) -> Any:
    """A value that is not nothing, if a few draws give one."""
    for _ in range(8):
        value = beside.value(given)
        if not (isinstance(value, dict) and value["value"] == "0") and value != "0":
            break
    return value


# --- made small -------------------------------------------------------------------------------------------------------


def _smaller(standing: Standing, found: Divergence, document: Document) -> Document:
    """Without what the divergence does not need."""
    least = found.weight[0], found.weight[1] * KEPT
    trials = 0
    changed = True
    while changed and trials < MOST_TRIALS:
        changed = False
        for shorter in _shortenings(document):
            trials += 1
            still = diverges(standing, shorter, found.question)
            if still is not None and still.weight >= least:
                document, changed = shorter, True
                break
            if trials >= MOST_TRIALS:
                break
    return document


def _shortenings(document: Document) -> Iterator[Document]:
    inputs = document["inputs"]
    for name, value in inputs.items():
        if isinstance(value, list) and len(value) > 1:
            for position in range(len(value)):
                fewer = copy.deepcopy(document)
                del fewer["inputs"][name][position]
                yield fewer
    for name in inputs:
        fewer = copy.deepcopy(document)
        del fewer["inputs"][name]
        yield fewer
