"""One product under two standards: question by question, where they agree, conflict, or leave a choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from footrule.compiler.across.answers import MOST_WAYS, Asked, Found, Key
from footrule.compiler.across.mapping import Mapping, Question, check
from footrule.compiler.across.report import (
    FORMAT,
    VERDICTS,
    Answer,
    Chosen,
    Compared,
    Comparison,
    Lacking,
    Stands,
    Verdict,
)
from footrule.compiler.across.told import Teller, Told
from footrule.compiler.editions.changes import Identity, Side, Words
from footrule.compiler.editions.pair import Edition
from footrule.runtime import exact, form
from footrule.runtime.documents import plain
from footrule.runtime.values import shown, unit_of

DIGITS = 4


@dataclass(slots=True)
class Standing:
    """Both standards ready, and the mapping between them held to their forms. Raises `MappingError`, `Refused`."""

    mapping: Mapping
    name: str
    a: Asked
    b: Asked
    teller: Teller = field(init=False)

    def __post_init__(self) -> None:
        check(self.mapping, self.a.compiled, self.b.compiled)
        self.teller = Teller(self.mapping, self.a.calculator, self.b.calculator)

    def both(self, question: Question, told: Told, ways: int = MOST_WAYS) -> tuple[Found, Found]:
        return self.a.ask(question.a, told.a, ways), self.b.ask(question.b, told.b, ways)

    def compare(self, document: object, product: Literal["given", "search"] = "given", tried: int = 0) -> Comparison:
        """Raises `Refused` where the first standard cannot read the product."""
        told = self.teller.tell(document)
        asked = [(question, *self.both(question, told)) for question in self.mapping.questions]
        differing = {
            question.a: question for question, one, other in asked if verdict(one, other) in ("conflict", "choice")
        }
        found = tuple(self._compared(question, one, other, told, differing) for question, one, other in asked)
        return Comparison(
            compare=FORMAT,
            a=identity(self.a.edition),
            b=identity(self.b.edition),
            mapping=self.name,
            reading=self.mapping.reading,
            product=product,
            tried=tried,
            given_a=plain(told.a),
            given_b=plain(told.b),
            terms=told.terms,
            assumed=tuple(assumption.why for assumption in self.mapping.assumes),
            only_a=told.only_a,
            lacking=self._lacking(asked, told),
            questions=tuple(sorted(found, key=lambda one: VERDICTS.index(one.verdict))),
            stands=(),
            potentials=self._potentials(),
        )

    def _compared(
        self, question: Question, one: Found, other: Found, told: Told, differing: dict[str, Question]
    ) -> Compared:
        left, right = self.a.answer(question.a, one, told.a), self.b.answer(question.b, other, told.b)
        decided = verdict(one, other)
        difference, percent = self._difference(question, one, other)
        because = tuple(
            below.question
            for name, below in differing.items()
            if name != question.a and decided in ("conflict", "choice") and self._stands_on(question, below)
        )
        return Compared(
            question=question.question,
            topic=question.topic,
            verdict=decided,
            a=left,
            b=right,
            difference=difference,
            percent=percent,
            because=because,
            why=question.why,
            meets=_meets(one, other, left, right) if decided == "choice" else (),
        )

    def _stands_on(self, question: Question, below: Question) -> bool:
        """Whether a question's rule reaches another question's rule, in both standards."""
        return below.a in _reached(self.a, question.a) and below.b in _reached(self.b, question.b)

    def _difference(self, question: Question, one: Found, other: Found) -> tuple[str, str]:
        """Of b less a, in the unit of a, where each has one number."""
        pair = single(one), single(other)
        if pair[0] is None or pair[1] is None:
            return "", ""
        moved = pair[1] - pair[0]
        unit = unit_of(self.a.rules[question.a].type)
        scale = self.a.calculator.units.parse(unit).scale if unit else Fraction(1)
        told = exact.shown(moved / scale)
        if moved == 0 or pair[0] == 0:
            return told, ""
        share = 100 * moved / abs(pair[0])
        return told, f"{float(share):+.{DIGITS}g}"

    def _lacking(self, asked: Sequence[tuple[Question, Found, Found]], told: Told) -> tuple[Lacking, ...]:
        given = {term.b.name for term in self.mapping.terms}
        found: dict[tuple[str, str], Lacking] = {}
        for _, one, other in asked:
            for side, of, problems in ((self.a, "a", one.lacking), (self.b, "b", other.lacking)):
                for problem in problems:
                    name = problem.path.removeprefix("inputs.").removeprefix("options.")
                    plain_name = name.partition("[")[0].partition(".")[0]
                    label = self._label(side, name)
                    found.setdefault(
                        (of, name),
                        Lacking(
                            of="a" if of == "a" else "b",
                            name=name,
                            label=label,
                            clause=problem.clause,
                            mapped=of == "b" and plain_name in given,
                        ),
                    )
        return tuple(found.values())

    def _label(self, side: Asked, name: str) -> Words:
        given: list[form.Input | form.Option] = [*side.compiled.inputs, *side.compiled.options]
        found = next((one.label for one in given if one.name == name), None)
        return Words() if found is None else Words(found.zh, found.en)

    def _potentials(self) -> tuple[str, str] | None:
        one, other = self.a.compiled.standard.gwp, self.b.compiled.standard.gwp
        return None if one == other else (one, other)


def bare(a: Edition, b: Edition, stands: tuple[Stands, ...]) -> Comparison:
    """Two standards without a mapping of terms: only where they stand."""
    return Comparison(
        compare=FORMAT, a=identity(a), b=identity(b), mapping="", reading=Words(), product="none", tried=0, given_a={},
        given_b={}, terms=(), assumed=(), only_a=(), lacking=(), questions=(), stands=stands,
    )  # fmt: skip


def verdict(one: Found, other: Found) -> Verdict:
    """What two answers are to each other. What is missing from the product tells nothing."""
    if one.values and other.values:
        if _valueless(one) or _valueless(other):
            return "open"
        if not one.values.keys() & other.values.keys():
            return "conflict"
        return "agree" if len(one.values) == len(other.values) == 1 else "choice"
    if _untold(one) or _untold(other):
        return "open"
    if one.values or other.values:
        return "open" if _valueless(one if one.values else other) else "conflict"
    return "refused"


def _untold(found: Found) -> bool:
    """No value for want of an input, and nothing that would be refused whatever that input were."""
    return not found.values and bool(found.lacking) and not found.refused


def _valueless(found: Found) -> bool:
    return all(key in ("unknown", "not_applicable") for key in found.values)


def single(found: Found) -> Fraction | None:
    """The number an answer is, where its options leave no other."""
    if len(found.values) != 1:
        return None
    key = next(iter(found.values))
    return key if isinstance(key, Fraction) else None


def _meets(one: Found, other: Found, left: Answer, right: Answer) -> tuple[tuple[Chosen, Chosen], ...]:
    """The values both may give, with the choices on both sides."""
    shared: list[Key] = [key for key in one.values if key in other.values]
    return tuple((_chosen(one, key), _chosen(other, key)) for key in shared[:3])


def _chosen(found: Found, key: Key) -> Chosen:
    value, options = found.values[key]
    return Chosen(shown(value), exact.exact_text(value) if isinstance(value, Fraction) else "", options)


def _reached(side: Asked, name: str) -> frozenset[str]:
    """Every rule and table a rule stands on."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        for below in side.dependencies.calls(waiting.pop()):
            if below not in seen:
                seen.add(below)
                if below in side.rules:
                    waiting.append(below)
    return frozenset(seen)


def identity(edition: Edition) -> Identity:
    own = edition.compiled.standard
    return Identity(
        own.id, own.number, own.edition, Words(own.title.zh, own.title.en), own.dates.issued, own.dates.effective,
        own.dates.expires, own.status, own.digest,
    )  # fmt: skip


def side_of(edition: Edition, clause: str) -> Side:
    """A clause as a place."""
    found = next((one for one in edition.compiled.clauses if one.id == clause), None)
    return Side(clause=clause, title=found.title if found else "")
