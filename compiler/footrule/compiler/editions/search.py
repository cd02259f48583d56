"""Looking for a product that both editions calculate differently, and making it small and round."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from typing import Any

from footrule.compiler.editions.bench import Answer, Opened, Reader, ask, ways
from footrule.compiler.editions.changes import Witness, Words
from footrule.compiler.editions.names import Names, backwards, document_told
from footrule.compiler.editions.products import Document, Needs, Products
from footrule.runtime import exact, form
from footrule.runtime.explanation import explain
from footrule.runtime.problems import Refused

SIMPLE = ("1", "10", "100", "1000", "0", "50", "1/2")
MOST_TRIALS = 70
MOST_SCALED = 60
SCALES = (Fraction(1, 2), Fraction(2), Fraction(1, 10))


@dataclass(frozen=True, slots=True)
class Found:
    """A product, what was asked of it, and both answers."""

    document: Document
    asked: str
    old: Answer
    new: Answer


Test = Callable[[Document], Found | None]


@dataclass(slots=True)
class Search:
    """Everything a search needs. `seconds`: of computing, how long one question may be looked for."""

    old: Reader
    new: Reader
    products: Products
    seeds: list[Document]
    names: Names
    original: Reader
    seconds: float = 0.4
    tried: int = 0
    checked: dict[int, Any] = field(default_factory=dict)

    # --- tests --------------------------------------------------------------------------------------------------------

    def of_rule(self, name: str, isolated: Reader | None = None, *, decides: bool = False) -> Test:
        """Whether a rule gives another value. `isolated`: the new edition with only this rule as it was.

        `decides`: the rule decides what is accepted, so a product may be legal in one edition only.
        """

        def test(document: Document) -> Found | None:
            old, new = self.old.open(document), self.new.open(document)
            if old.interpreter is None or new.interpreter is None:
                return None
            apart: Opened | None = None
            declared = self.new.calculator.index.rules[name]
            mine = self.old.calculator.index.rules[name]
            if [p.type for p in declared.parameters] != [p.type for p in mine.parameters]:
                return None
            for told, left, right in ways(old, new, declared, self.products):
                one, other = ask(old, name, left), ask(new, name, right)
                if not one.differs(other):
                    continue
                if not (old.legal and new.legal) and not (decides and (old.legal or new.legal)):
                    return None
                if isolated is not None and apart is None:
                    apart = isolated.open(document)
                    if apart.interpreter is None or not (apart.legal or decides):
                        return None
                if apart is not None and not self._apart(apart, name, told, other, new, declared):
                    continue
                return Found(document, f"{name}({told})" if told else name, one, other)
            return None

        return test

    def _apart(self, apart: Opened, name: str, told: str, other: Answer, new: Opened, rule: form.Rule) -> bool:
        return any(
            way == told and ask(apart, name, left).differs(other)
            for way, left, _ in ways(apart, new, rule, self.products)
        )

    def of_acceptance(self, old: form.Expr | None, new: form.Expr | None) -> Test:
        """Whether a requirement is met on one side and not on the other; None: it does not stand there."""

        def test(document: Document) -> Found | None:
            one, other = self.old.open(document), self.new.open(document)
            if one.interpreter is None or other.interpreter is None:
                return None
            left, right = _met(one, old), _met(other, new)
            if left is None or right is None or left == right:
                return None
            if not (one.legal if left else other.legal):
                return None  # what one side accepts must be legal there
            return Found(document, "acceptance", _told(left), _told(right))

        return test

    # --- looking ------------------------------------------------------------------------------------------------------

    def look(self, test: Test, needs: Needs, proposals: Iterable[Document] = (), patience: float = 1) -> Found | None:
        """The first product for which the test finds a difference: proposals, examples, examples changed, made ones."""
        end = time.process_time() + self.seconds * patience
        for document in self._candidates(needs, proposals):
            self.tried += 1
            found = test(document)
            if found is not None:
                return self.smaller(test, found)
            if time.process_time() > end:
                return None
        return None

    def _candidates(self, needs: Needs, proposals: Iterable[Document]) -> Iterator[Document]:
        yield from proposals
        yield {"inputs": {}, "options": {}}
        for seed in self.seeds:
            yield only(seed, needs)
        yield from self.seeds  # what is not needed may still be required
        for turn in range(400):
            if self.seeds and turn % 2:
                seed = self.products.chance.choice(self.seeds)
                yield self.products.mutated(seed if turn % 4 == 1 else only(seed, needs), needs)
            else:
                yield self.products.fresh(needs, items=1 if turn % 4 else 2)

    def near(self, old: form.Expr, new: form.Expr, needs: Needs) -> list[Document]:
        """Products close to a limit: examples that one edition refuses by it, with one number smaller or larger."""
        refused = [seed for seed in self.seeds if self._refused(seed, old, new)]
        return list(islice(scaled(refused, needs), MOST_SCALED))

    def _refused(self, seed: Document, old: form.Expr, new: form.Expr) -> bool:
        one, other = self.old.open(seed), self.new.open(seed)
        return any(
            opened.interpreter is not None and _met(opened, condition) is False
            for opened, condition in ((one, old), (other, new))
        )

    def smaller(self, test: Test, found: Found) -> Found:
        """Fewer items, fewer values, rounder numbers, as long as the difference stays."""
        trials = 0
        for shorter in _shortenings(found.document):
            if trials >= MOST_TRIALS:
                break
            trials += 1
            candidate = shorter(found.document)
            if candidate is None:
                continue
            better = test(candidate)
            if better is not None:
                found = better
        return found

    # --- telling ------------------------------------------------------------------------------------------------------

    def witness(self, found: Found, effects: Iterable[str] = ()) -> Witness:
        """The difference as both editions' own references give it, the old document in the old edition's names."""
        given_new = self.new.told(found.document)
        given_old = document_told(self.new.compiled, backwards(self.names), self.old.told(found.document))
        return Witness(
            asked=found.asked,
            old=found.old.told,
            new=found.new.told,
            given_old=_tidy(given_old),
            given_new=_tidy(given_new),
            effects=tuple(effects),
            trace_old=_trace(self.old, found),
            trace_new=_trace(self.new, found),
            why_old=_why(found.old),
            why_new=_why(found.new),
        )


def _why(answer: Answer) -> Words:
    problem = answer.problem
    return Words() if problem is None else Words(problem.message("zh"), problem.message("en"))


def _told(met: bool) -> Answer:
    return Answer(met, "accepted" if met else "refused")


def _met(opened: Opened, condition: form.Expr | None) -> bool | None:
    assert opened.interpreter is not None
    if condition is None:
        return True
    try:
        return opened.interpreter.truth(condition)
    except Refused:
        return None


def scaled(seeds: Iterable[Document], needs: Needs) -> Iterator[Document]:
    """The seeds with one needed number of an item made smaller or larger.

    Worked examples like to stand on a limit; what moves with it is a product a little to one side.
    """
    for seed in seeds:
        for name, items in seed["inputs"].items():
            for position, item in enumerate(items) if isinstance(items, list) else ():
                for key, held in item.items() if isinstance(item, dict) else ():
                    if f"{name}.{key}" in needs and (number := _number(held)):
                        for factor in SCALES:
                            told = copy.deepcopy(seed)
                            told["inputs"][name][position][key] = _with(held, number * factor)
                            yield told


def _number(held: Any) -> Fraction | None:
    """The number of `3 kg`, `{value: 3, unit: kg}` or `3`; None for anything else."""
    text = held.get("value") if isinstance(held, dict) else held
    try:
        return Fraction(str(text).split(" ")[0]) if not isinstance(text, bool) else None
    except (ValueError, ZeroDivisionError):
        return None


def _with(held: Any, number: Fraction) -> Any:
    text = exact.exact_text(number)
    if isinstance(held, dict):
        return {**held, "value": text}
    unit = str(held).partition(" ")[2]
    return f"{text} {unit}" if unit else text


def only(document: Document, needs: Needs) -> Document:
    """What of a document is needed."""
    inputs: Document = {}
    for name, value in document["inputs"].items():
        if name not in needs:
            continue
        inputs[name] = value
        if isinstance(value, list):
            inputs[name] = [
                {key: held for key, held in item.items() if f"{name}.{key}" in needs}
                if isinstance(item, dict)
                else item
                for item in value
            ]
    return {"inputs": inputs, "options": {k: v for k, v in (document.get("options") or {}).items() if k in needs}}


def _shortenings(document: Document) -> Iterator[Callable[[Document], Document | None]]:
    for name, value in document["inputs"].items():
        if isinstance(value, list):
            for position in reversed(range(len(value))):
                yield _without_item(name, position)
            for item in value[:1]:
                if isinstance(item, dict):
                    for key in item:
                        yield _without_field(name, key)
        else:
            yield _without(name, "inputs")
    for name in document["options"]:
        yield _without(name, "options")
    for name, value in document["inputs"].items():
        if isinstance(value, list):
            for item in value[:1]:
                if isinstance(item, dict):
                    for key, held in item.items():
                        if _numeric(held):
                            for text in SIMPLE:
                                yield _rounded_field(name, key, text)
        elif _numeric(value):
            for text in SIMPLE:
                yield _rounded(name, text)


def _without_item(name: str, position: int) -> Callable[[Document], Document | None]:
    def change(document: Document) -> Document | None:
        items = document["inputs"].get(name) or []
        if len(items) <= 1 or position >= len(items):
            return None
        kept = [item for at, item in enumerate(items) if at != position]
        return {**document, "inputs": {**document["inputs"], name: kept}}

    return change


def _without_field(name: str, key: str) -> Callable[[Document], Document | None]:
    def change(document: Document) -> Document | None:
        items = document["inputs"].get(name) or []
        if not all(isinstance(item, dict) for item in items):
            return None
        fewer = [{k: v for k, v in item.items() if k != key} for item in items]
        return {**document, "inputs": {**document["inputs"], name: fewer}}

    return change


def _without(name: str, section: str) -> Callable[[Document], Document | None]:
    def change(document: Document) -> Document | None:
        if name not in document[section]:
            return None
        return {**document, section: {k: v for k, v in document[section].items() if k != name}}

    return change


def _rounded_field(name: str, key: str, text: str) -> Callable[[Document], Document | None]:
    def change(document: Document) -> Document | None:
        items = copy.deepcopy(document["inputs"].get(name) or [])
        if not items or not _numeric(items[0].get(key)) or _simple(items[0][key]):
            return None
        items[0][key] = _with_number(items[0][key], text)
        return {**document, "inputs": {**document["inputs"], name: items}}

    return change


def _rounded(name: str, text: str) -> Callable[[Document], Document | None]:
    def change(document: Document) -> Document | None:
        value = document["inputs"].get(name)
        if not _numeric(value) or _simple(value):
            return None
        return {**document, "inputs": {**document["inputs"], name: _with_number(value, text)}}

    return change


def _numeric(value: Any) -> bool:
    if isinstance(value, dict):
        return "value" in value
    try:
        Fraction(str(value).split(" ", maxsplit=1)[0])
    except (ValueError, ZeroDivisionError):
        return False
    return not isinstance(value, bool)


def _simple(value: Any) -> bool:
    text = str(value["value"]) if isinstance(value, dict) else str(value).split(" ", maxsplit=1)[0]
    return text in SIMPLE


def _with_number(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        return {**value, "value": text}
    parts = str(value).split(" ", maxsplit=1)
    return f"{text} {parts[1]}" if len(parts) > 1 else text


def _tidy(document: Document) -> Document:
    """Quantities as one text, options left out where none is given."""

    def told(value: Any) -> Any:
        if isinstance(value, dict) and set(value) == {"value", "unit"}:
            return value if " " in value["unit"] or "/" in str(value["value"]) else f"{value['value']} {value['unit']}"
        if isinstance(value, dict):
            return {key: told(held) for key, held in value.items()}
        return [told(item) for item in value] if isinstance(value, list) else value

    return {section: told(held) for section, held in document.items() if held}


def _trace(reader: Reader, found: Found) -> tuple[str, ...]:
    if found.asked == "acceptance" or "(" in found.asked:
        return ()
    opened = reader.read(found.document, trace=True)
    if opened.interpreter is None or found.asked not in reader.calculator.index.rules:
        return ()
    try:
        opened.interpreter.rule(found.asked)
    except Refused:
        return ()
    return tuple(explain(opened.interpreter.trace(), [found.asked]).splitlines()[:14])
