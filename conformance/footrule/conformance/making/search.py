"""Finding documents that notice mistakes: by drawing, and by moving numbers onto edges and ties.

What is kept is a small set of documents that together notice everything any of those tried did.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import islice

from footrule.conformance.making.closure import Closure, Closures, merge, nodes
from footrule.conformance.making.edges import dates, days_apart, numbers, zeros
from footrule.conformance.making.from_examples import tidy
from footrule.conformance.making.sampling import Document, Sampler, written
from footrule.conformance.making.seeds import PLAIN, least, plain, turned
from footrule.conformance.reference_tool import ReferenceTool
from footrule.conformance.strength.mutants import Mutant
from footrule.conformance.strength.probing import Probe, Prober
from footrule.conformance.strength.solving import Solving
from footrule.runtime import exact, form

EDGE_OPERATORS = ("limit open or closed", "limit off by one", "condition turned", "rounding mode", "rounding step")
MOST_PROPOSED = 80
"""Documents of the solver tried for one mistake."""

MOST_MOVED = 12
"""Numbers of a document that are moved onto an edge, one at a time."""
MOST_PLAIN, MOST_TURNED = 2, 60
"""Plain documents of one hunt, and how many ways of taking a choice each is tried with."""
_OFFSETS = tuple(Fraction(text) for text in ("0", "0.001", "-0.001", "1", "-1"))


@dataclass(slots=True)
class Hunt:
    """One hunt: what is wanted (`want` draws its arguments), the mutants it is after, and the probes that killed."""

    want: Callable[[random.Random], tuple[str, ...]]
    closure: Closure
    mutants: list[Mutant]
    seed: str
    alive: list[Mutant] = field(default_factory=list)
    kept: list[Probe] = field(default_factory=list)
    tried: int = 0


class Hunter:
    """Hunts mutants of one form."""

    def __init__(
        self, compiled: form.Form, prober: Prober | None = None, same: Callable[[Mutant], str] | None = None
    ) -> None:
        """`same`: what shows that a mistake changes nothing, so that nothing is looked for."""
        self.compiled = compiled
        self.same = same or (lambda mutant: "")
        self.prober = prober or Prober(compiled)
        self.solving = Solving(self.prober.tool)
        self.closures = Closures(compiled)
        self.sampler = Sampler(compiled)
        self.members = {kind.name: tuple(m.name for m in kind.members) for kind in compiled.enumerations}
        self.seeds = [
            tidy({"inputs": each.given, "options": each.options}, compiled)
            for each in compiled.examples
            if not each.refused
        ]

    def for_rule(self, name: str, mutants: Sequence[Mutant]) -> Hunt:
        rule = self.closures.rules[name]
        return Hunt(lambda draw: (self.target(rule, draw),), self.closures.of_rule(name), list(mutants), f"rule {name}")

    def for_requirement(self, at: int, mutants: Sequence[Mutant]) -> Hunt:
        one = self.compiled.requirements[at]
        closure = self.closures.of_expressions(one.condition, one.guard)
        return Hunt(lambda draw: (), closure, list(mutants), f"requirement {at}")

    def for_table(self, name: str, mutants: Sequence[Mutant]) -> list[Hunt]:
        """One hunt for each rule that reads the table itself."""
        direct = [
            rule
            for rule in self.compiled.rules
            if name in self.closures.of_expressions(*_own(rule)).tables and rule.name in self.closures.rules
        ]
        return [self.for_rule(rule.name, mutants) for rule in direct]

    def for_outputs(self, mutants: Sequence[Mutant]) -> Hunt:
        closure = Closure()
        for name in self.compiled.outputs:
            merge(closure, self.closures.of_rule(name))
        return Hunt(lambda draw: self.compiled.outputs, closure, list(mutants), "outputs")

    def target(self, rule: form.Rule, draw: random.Random) -> str:
        """`rule`, or `rule(#1, member, 20 %)` with arguments drawn."""
        if not rule.parameters:
            return rule.name
        told = []
        for parameter in rule.parameters:
            match parameter.type:
                case form.Item():
                    told.append("#1")
                case form.Choice(of=kind):
                    told.append(draw.choice(self.members[kind]))
                case form.Quantity(unit=unit, whole=whole):
                    number = Fraction(draw.randint(0, 100), 1 if whole else draw.choice((1, 4, 10)))
                    told.append(f"{exact.exact_text(number)} {unit}".removesuffix(" 1"))
                case form.Truth():
                    told.append(draw.choice(("yes", "no")))
                case form.Date():
                    told.append(draw.choice(("2024-01-01", "2024-12-31")))
                case _:
                    told.append("A")
        return f"{rule.name}({', '.join(told)})"

    def hunt(self, hunt: Hunt, tries: int) -> Hunt:
        """Draw `tries` documents, then work on edges, then draw as many again for what is left."""
        hunt.alive = list(hunt.mutants)
        if not hunt.alive:
            return hunt
        pool: list[Probe] = []
        self._begin(hunt, pool)
        self._draw(hunt, pool, tries, 0)
        if hunt.alive:
            self._edges(hunt, pool)
        hunt.alive = [mutant for mutant in hunt.alive if not self.same(mutant)]
        self._solved(hunt, pool)
        if hunt.alive:
            self._draw(hunt, pool, 2 * tries, tries)
        if hunt.alive:
            self._edges(hunt, pool)
        if hunt.alive:
            self._walk(hunt, pool, 3 * tries)
        if hunt.alive:
            self._edges(hunt, pool[-30:])
        if hunt.alive:
            self._plainly(hunt, pool)
        hunt.kept = covering(self.prober, hunt.kept, [m for m in hunt.mutants if m not in hunt.alive])
        return hunt

    def _begin(self, hunt: Hunt, pool: list[Probe]) -> None:
        """The standard's own examples, asked for what is hunted: documents no requirement refuses."""
        want = hunt.want(random.Random(hunt.seed))
        for document in self.seeds:
            probe = self.prober.probe(document, want)
            if probe.answer.phase == "input" or not want:
                probe = self.prober.probe(self.sampler.filled(document, hunt.closure, hunt.seed), want)
            if not probe.answer.refused:
                pool.append(probe)
                self._kill(hunt, probe)

    def _solved(self, hunt: Hunt, pool: list[Probe]) -> None:
        """What a solver proposes for each mistake that is left."""
        for mutant in list(hunt.alive):
            if mutant not in hunt.alive:
                continue  # a document for another one showed it too
            for document, want in islice(self.solving.documents(mutant), MOST_PROPOSED):
                probe = self.prober.probe(document, want)
                if probe.answer.phase != "input" and self.prober.killed(mutant, probe):
                    self._kill(hunt, probe)
                    pool.append(probe)
                    break

    def _draw(self, hunt: Hunt, pool: list[Probe], tries: int, start: int) -> None:
        refused: list[Probe] = []
        for number in range(start, start + tries):
            if not hunt.alive:
                return
            draw = random.Random(f"{hunt.seed} {number}")
            want = hunt.want(draw)
            document = self.sampler.document(hunt.closure, f"{hunt.seed} {number}", legal=number % 3 == 0)
            probe = self.prober.probe(document, want)
            if probe.answer.phase == "input":
                continue
            if probe.answer.refused and want:
                refused.append(probe)  # a refusal shows less than a value, and is tried only when values have been
                continue
            pool.append(probe)
            self._kill(hunt, probe)
        for probe in refused[: max(10, tries // 4)]:
            pool.append(probe)
            self._kill(hunt, probe)

    def _kill(self, hunt: Hunt, probe: Probe) -> bool:
        hunt.tried += 1
        killed = {id(mutant) for mutant in hunt.alive if self.prober.killed(mutant, probe)}
        if killed:
            hunt.kept.append(probe)
            hunt.alive = [mutant for mutant in hunt.alive if id(mutant) not in killed]
        return bool(killed)

    def _walk(self, hunt: Hunt, pool: list[Probe], steps: int) -> None:
        """Change a few values of documents that come by what is left, one document after another."""
        draw = random.Random(f"walk {hunt.seed}")
        for number in range(steps):
            if not hunt.alive:
                return
            aim = hunt.alive[number % len(hunt.alive)]
            near = [probe for probe in pool if self.prober.comes_by(aim, probe)][-20:]
            if not near:
                continue
            start = draw.choice(near)
            document = start.given
            for _ in range(draw.choice((1, 1, 2, 3))):
                change = self.sampler.reshaped if draw.random() < 0.3 else self.sampler.changed
                document = change(document, hunt.closure, draw)
            probe = self.prober.probe(document, start.want)
            if probe.answer.phase == "input":
                continue
            if self._kill(hunt, probe) or not (probe.answer.refused and probe.want):
                pool.append(probe)

    def _plainly(self, hunt: Hunt, pool: list[Probe]) -> None:
        """Edges once more, from few documents that give little and round amounts, each choice taken in turn."""
        near: dict[tuple[str, ...], Probe] = {}
        for probe in pool:
            if not probe.answer.refused and any(self.prober.comes_by(mutant, probe) for mutant in hunt.alive):
                near.setdefault(probe.want, probe)
        for probe in list(near.values())[:MOST_PLAIN]:
            aim = next(mutant for mutant in hunt.alive if self.prober.comes_by(mutant, probe))
            fits = self._comes_by_it(aim, probe.want)
            small = least(self.compiled, probe.given, fits)
            for amounts in PLAIN:
                document = plain(small, fits, amounts)
                found = [self.prober.probe(document, probe.want)]
                for other in turned(self.compiled, document):
                    if len(found) < MOST_TURNED and hunt.alive:
                        again = self.prober.probe(other, probe.want)
                        if again.answer.phase != "input":
                            self._kill(hunt, again)
                            found.append(again)
                self._edges(hunt, found, most=len(found))
                if not hunt.alive:
                    return

    def _comes_by_it(self, aim: Mutant, want: tuple[str, ...]) -> Callable[[Document], bool]:
        judged = None if aim.requirement is None else id(self.compiled.requirements[aim.requirement].condition)

        def fits(document: Document) -> bool:
            probe = self.prober.probe(document, want)
            if judged is not None and judged not in probe.reached:
                return False
            return not probe.answer.refused and self.prober.comes_by(aim, probe)

        return fits

    # --- edges --------------------------------------------------------------------------------------------------------

    def _edges(self, hunt: Hunt, pool: list[Probe], most: int = 8) -> None:
        sites = dict.fromkeys(m.site for m in hunt.alive if m.operator in EDGE_OPERATORS and m.site is not None)
        # what depends on two numbers being equal shows only where they are, whatever the mistake is
        sites |= dict.fromkeys(site for m in hunt.alive if m.kind == "rule" for site in self._equalities(m.where))
        sites |= dict.fromkeys(site for m in hunt.alive for site in self._limits_of(m))
        for site in sites:
            found = 0
            for probe in [each for each in pool if site in each.compared or site in each.to_round][:most]:
                for document in self._moved(probe, site):
                    better = self.prober.probe(document, probe.want)
                    if better.answer.phase != "input" and self._kill(hunt, better):
                        pool.append(better)
                        found += 1
                if found >= 4 or not hunt.alive:
                    break

    def _equalities(self, name: str) -> list[int]:
        """Comparisons for equality in a rule's own cases."""
        return [
            id(node)
            for root in _own(self.closures.rules[name])
            if root is not None
            for _, node in nodes(root)
            if isinstance(node, form.Cmp) and node.op == "eq"
        ]

    def _limits_of(self, mutant: Mutant) -> list[int]:
        """Comparisons in a requirement: one forgotten shows only just beyond its limit."""
        if mutant.kind != "requirement" or mutant.requirement is None:
            return []
        one = self.compiled.requirements[mutant.requirement]
        return [
            id(node)
            for root in (one.condition, one.guard)
            if root is not None
            for _, node in nodes(root)
            if isinstance(node, form.Cmp)
        ]

    def _moved(self, probe: Probe, site: int) -> Iterator[Document]:
        """Documents in which the two sides at `site` meet, or all but do; in which a rounding meets a tie."""
        if site in probe.compared:
            left, right = probe.compared[site][0]
            if isinstance(left, date):
                yield from self._moved_days(probe, left, right)
                return
            offsets: Sequence[Fraction] = _OFFSETS
        else:
            offsets = tuple(Fraction(by) for by in (0, 2, -2, 4, 10, -10, 50, 100))
        for path, start, unit in list(numbers(probe.given))[:MOST_MOVED]:
            for offset in offsets:
                difference = self._difference(probe, site, offset)
                yield from zeros(probe.given, path, start, unit, difference, nearby=site in probe.to_round)
            if site not in probe.compared:
                for nearby in (Fraction(1, 4), Fraction(-1, 4), Fraction(3, 4)):
                    yield from zeros(probe.given, path, start, unit, self._difference(probe, site, nearby))

    def _moved_days(self, probe: Probe, left: date, right: date) -> Iterator[Document]:
        apart = (right - left).days
        for path, day in list(dates(probe.given))[:8]:
            for by in (apart, -apart, apart + 1, apart - 1, 1 - apart, -1 - apart):
                moved = days_apart(probe.given, path, day, by)
                if moved is not None:
                    yield moved

    def _difference(self, probe: Probe, site: int, offset: Fraction) -> Callable[[Document], Fraction | None]:
        rounding = next(iter(probe.to_round.get(site, ())), None)
        tie = None if rounding is None else _tie(rounding, self._step(site))

        def difference(document: Document) -> Fraction | None:
            other = self.prober.probe(document, probe.want)
            if tie is not None:
                value = next(iter(other.to_round.get(site, ())), None)
                return None if value is None else value - tie - offset * self._step(site)
            sides = other.compared.get(site)
            if not sides or not isinstance(sides[0][0], Fraction):
                return None
            return Fraction(sides[0][0] - sides[0][1] - offset)

        return difference

    def _step(self, site: int) -> Fraction:
        node = self._rounds().get(site)
        return Fraction(10) ** -(node.decimals or 0) if node is not None and node.decimals is not None else Fraction(1)

    def _rounds(self) -> dict[int, form.Round]:
        if not hasattr(self, "_round_nodes"):
            self._round_nodes = {
                id(node): node
                for rule in self.compiled.rules
                for root in _own(rule)
                if root is not None
                for _, node in nodes(root)
                if isinstance(node, form.Round)
            }
        return self._round_nodes


def _tie(value: Fraction, step: Fraction) -> Fraction:
    """The tie next below whose lower neighbour is even, so that half up and half to even part."""
    whole = int(value / step)
    return (whole - whole % 2 + Fraction(1, 2)) * step


def _own(rule: form.Rule) -> list[form.Expr | None]:
    return [each for case in rule.cases for each in (case.body, case.guard)]


def covering(prober: Prober, probes: Sequence[Probe], mutants: Sequence[Mutant]) -> list[Probe]:
    """Few of the probes that kill all that any of them kills; those that give values before those that refuse."""
    kills = [{at for at, mutant in enumerate(mutants) if prober.killed(mutant, probe)} for probe in probes]
    left = set().union(*kills) if kills else set()
    chosen: list[Probe] = []
    while left:
        best = max(
            range(len(probes)),
            key=lambda at: (len(kills[at] & left), not probes[at].answer.refused, -len(str(probes[at].given))),
        )
        chosen.append(probes[best])
        left -= kills[best]
    return chosen


def bound_documents(tool: ReferenceTool, sampler: Sampler) -> Iterator[tuple[str, form.Bound, Document, Document]]:
    """For every bound: the input's name, and a document on the bound and one just beyond it."""
    compiled = tool.compiled
    for items, each in (
        *((None, each) for each in compiled.inputs),
        *((one, each) for one in compiled.lists for each in one.fields),
    ):
        if not isinstance(each.type, form.Quantity):
            continue
        for bound in each.bounds:
            value = exact.read_number(bound.value)
            step = Fraction(1) if each.type.whole else Fraction(1, 100)
            beyond = value + (step if bound.op in ("lt", "le") else -step)
            on, off = written(value, each.type.unit), written(beyond, each.type.unit)
            name = f"{items.name}.{each.name}" if items else each.name
            base = _accepted(tool, sampler, items, each, on, name)
            yield name, bound, _with(base, items, each, on), _with(base, items, each, off)


def _accepted(
    tool: ReferenceTool, sampler: Sampler, items: form.ListInput | None, each: form.Input, value: Document, name: str
) -> Document:
    """A document in which the value is the only thing that could be refused, where one is found."""
    if items is None:
        return {"inputs": {}}
    for number in range(40):
        rows = [sampler.item(items, f"bound {name} {number} {row}") for row in range(max(1, items.at_least))]
        base: Document = {"inputs": {items.name: rows}}
        if not tool.answer(_with(base, items, each, value), ()).refused:
            return base
    return base


def _with(base: Document, items: form.ListInput | None, each: form.Input, value: Document) -> Document:
    if items is None:
        return {"inputs": {each.name: value}}
    rows = [{**row, each.name: value} for row in base["inputs"][items.name]]
    return {"inputs": {items.name: rows}}
