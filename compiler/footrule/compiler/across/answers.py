"""What a standard answers to one question about a product, over every choice it leaves open."""

from __future__ import annotations

from fractions import Fraction

from footrule.compiler.across.report import Answer, Chosen
from footrule.compiler.editions.changes import Side, Words
from footrule.compiler.editions.pair import Edition
from footrule.compiler.editions.ways import MOST_WAYS, Document, Found, Key, Ways
from footrule.runtime import exact
from footrule.runtime.explanation import explain
from footrule.runtime.problems import Problem
from footrule.runtime.values import shown, unit_of

__all__ = ["MOST_WAYS", "Asked", "Found", "Key"]

MOST_VALUES = 12


class Asked(Ways):
    """One standard with its text, ready to be asked and to tell its answers."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(edition.compiled)
        self.edition = edition

    def answer(self, name: str, found: Found, document: Document) -> Answer:
        """The answer as it is told, with the trace of its first value."""
        rule = self.rules[name]
        unit = unit_of(rule.type)
        ordered = sorted(found.values.items(), key=lambda one: (isinstance(one[0], str), one[0]))
        values = tuple(
            Chosen(shown(value), exact.exact_text(value) if isinstance(value, Fraction) else "", options)
            for _, (value, options) in ordered
        )
        if len(values) > MOST_VALUES:
            values = (*values[: MOST_VALUES - 1], values[-1])
        place = self.edition.side(rule.cases[0].at if len(rule.cases) == 1 else rule.at)
        nothing = not found.values
        return Answer(
            rule=name,
            label=Words(rule.label.zh, rule.label.en),
            place=place,
            unit="" if unit == "1" else unit,
            values=values,
            complete=found.complete,
            refused=tuple(_line(one) for one in found.refused) if nothing else (),
            refused_at=tuple(self.clause(one) for one in found.refused) if nothing else (),
            lacking=tuple(one.path for one in found.lacking) if nothing else (),
            trace=() if nothing else self._trace(name, document, found.way),
        )

    def clause(self, problem: Problem) -> Side:
        """Where a refusal stands, with the words of its clause's title."""
        found = next((one for one in self.compiled.clauses if one.id == problem.clause), None)
        return Side(clause=problem.clause, title=found.title if found else "")

    def _trace(self, name: str, document: Document, options: dict[str, str]) -> tuple[str, ...]:
        taken = document.get("options") or {}
        result = self.calculator.calculate({**document, "options": {**taken, **options}}, want=[name], trace=True)
        assert result.trace is not None
        return tuple(explain(result.trace, [name]).splitlines()[:24])


def _line(problem: Problem) -> Words:
    return Words(problem.message("zh"), problem.message("en"))
