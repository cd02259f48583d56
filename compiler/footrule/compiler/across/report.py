"""What a comparison across two standards gives: one record a question, and how each term of the product was told."""

from __future__ import annotations

from typing import Any, Literal

from footrule.compiler.editions.changes import Identity, Side, Words
from footrule.runtime.form import Struct

FORMAT = 1

Verdict = Literal["conflict", "choice", "agree", "refused", "open"]
"""`conflict`: no way of choosing gives both the same, or only one of them accepts the product. `choice`: the same for
some choices. `refused`: neither accepts it. `open`: one of them was not told enough, or gives no value."""

VERDICTS: tuple[Verdict, ...] = ("conflict", "choice", "open", "refused", "agree")

TermStatus = Literal["said", "not given", "partly given", "none"]
"""`none`: the product holds no item of the kind, and the mapping says what that means."""


class TermTold(Struct):
    """A term of the mapping: its name in `a` and `b`, and how the product says it there."""

    term: Words
    a: str
    b: str
    status: TermStatus
    told_a: str = ""
    told_b: str = ""
    note: Words = Words()


class Lacking(Struct):
    """Something one standard asks for that the product did not say. `mapped`: a term of the mapping would give it."""

    of: Literal["a", "b"]
    name: str
    label: Words
    clause: str
    mapped: bool


class Chosen(Struct):
    """One value of an answer and the choices that give it; `exact` is empty where it is no number."""

    value: str
    exact: str
    options: dict[str, str]


class Answer(Struct):
    """What one standard answers. `values`: every value its open options allow, the least first; `complete`: all were
    tried. `refused`: why it gives none, one line a problem, in both languages."""

    rule: str
    label: Words
    place: Side
    unit: str
    values: tuple[Chosen, ...]
    complete: bool = True
    refused: tuple[Words, ...] = ()
    refused_at: tuple[Side, ...] = ()
    lacking: tuple[str, ...] = ()
    trace: tuple[str, ...] = ()


class Compared(Struct):
    """One question and both answers. `difference`: of `b` less `a`, where each has one number, in the unit of `a`;
    `percent` of `a`. `because`: other questions that differ and that this one stands on."""

    question: Words
    topic: str
    verdict: Verdict
    a: Answer
    b: Answer
    difference: str = ""
    percent: str = ""
    because: tuple[Words, ...] = ()
    why: Words = Words()
    meets: tuple[tuple[Chosen, Chosen], ...] = ()


class Position(Struct):
    """Where one edition stands on a topic, by its clause; `position` is the word it is filed under."""

    edition: str
    clause: str
    position: str
    said: Words


class Stands(Struct):
    """Two editions on one topic of the stances. `open`: one of them is silent, or its text was not read."""

    topic: str
    name: Words
    verdict: Literal["apart", "choice", "same", "open"]
    a: Position
    b: Position
    why: Words = Words()


class Comparison(Struct):
    """`product`: `given`, or `search` for one that was looked for. `potentials`: the GWP sets, where they differ."""

    compare: int
    a: Identity
    b: Identity
    mapping: str
    reading: Words
    product: Literal["given", "search", "none"]
    tried: int
    given_a: dict[str, Any]
    given_b: dict[str, Any]
    terms: tuple[TermTold, ...]
    assumed: tuple[Words, ...]
    only_a: tuple[str, ...]
    lacking: tuple[Lacking, ...]
    questions: tuple[Compared, ...]
    stands: tuple[Stands, ...]
    potentials: tuple[str, str] | None = None

    def count(self, verdict: Verdict) -> int:
        return sum(one.verdict == verdict for one in self.questions)
