"""Whether one input alone, as a product may give it, is accepted by one edition only."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from footrule.compiler.editions.bench import Answer
from footrule.compiler.editions.changes import Axis
from footrule.compiler.editions.names import backwards, document_told
from footrule.compiler.editions.pair import Pair
from footrule.compiler.editions.products import Document
from footrule.compiler.editions.search import Found
from footrule.runtime import form
from footrule.runtime.inputs import check
from footrule.runtime.problems import Refused


@dataclass(frozen=True, slots=True)
class Acceptance:
    pair: Pair

    def of(self, full: str, axis: Axis) -> Found | None:
        """Tries the one input alone: everything else as an example or a made product has it."""
        search, products = self.pair.search, self.pair.search.products
        owner, _, name = full.rpartition(".")
        pool: list[Document] = []
        one = (
            products.lists.get(owner, {}).get(name)
            if owner
            else products.inputs.get(name) or products.options.get(name)
        )
        if one is None:
            return None
        for value in (*self._edges(full, one), *(products.value(one) for _ in range(24))):
            if axis == "unit" and isinstance(value, dict):
                value = value["value"]  # noqa: PLW2901 - a bare number means the declared unit
            section = "options" if isinstance(one, form.Option) else "inputs"
            inner = {owner: [{name: value}]} if owner else {name: value}
            pool.append({"inputs": {}, "options": {}, section: inner})
        pool.append({"inputs": {owner: [{}]} if owner else {}, "options": {}})
        for document in pool:
            search.tried += 1
            found = self.reads(full, document)
            if found is not None:
                return found
        return None

    def _edges(self, full: str, one: form.Input | form.Option) -> list[Any]:
        """Values at the bounds of both editions and to either side: where one accepts and the other does not."""
        if not isinstance(one.type, form.Quantity):
            return []
        owner, _, name = full.rpartition(".")
        found: list[Fraction] = []
        for compiled in (self.pair.aligned, self.pair.new.compiled):
            many = {many.name: many.fields for many in compiled.lists}.get(owner, ())
            declared: list[form.Input | form.Option] = [*many] if owner else [*compiled.inputs, *compiled.options]
            found += [Fraction(bound.value) for given in declared if given.name == name for bound in given.bounds]
        step = Fraction(1) if one.type.whole else Fraction(1, 2)
        numbers = dict.fromkeys(value + by for value in found for by in (Fraction(0), step, -step))
        return [self.pair.search.products.written(value, one.type.unit) for value in numbers]

    def reads(self, full: str, document: Document) -> Found | None:
        """Whether just this input, in this document, is accepted by one edition only, or read as another amount."""
        search = self.pair.search
        answers = []
        for reader, given in (
            (search.original, document_told(search.new.compiled, backwards(search.names), document)),
            (search.new, document),
        ):
            path = full if reader is search.new else old_path(self.pair, full)
            tail = path.rpartition(".")[2]
            try:
                check(reader.calculator.index, reader.calculator.units, given, partial=False)
            except Refused as refusal:
                problems = [
                    p
                    for p in refusal.problems
                    if p.path.rpartition(".")[2].split("[")[0] == tail
                    or p.path.split("[")[0].rpartition(".")[2] == tail
                ]
                if problems:
                    answers.append(Answer(None, "refused", problems[0]))
                    continue
            answers.append(Answer(True, "accepted"))
        old, new = answers
        if bool(old.problem) == bool(new.problem):
            return None
        return Found(document, "acceptance", old, new)


def old_path(pair: Pair, full: str) -> str:
    """What a path of the new edition is called in the old one."""
    owner, _, name = full.rpartition(".")
    if not owner:
        return pair.old_name(name)
    for (_, old), new in pair.matching.names.fields.items():
        if new == name:
            return f"{pair.old_name(owner)}.{old}"
    return f"{pair.old_name(owner)}.{name}"
