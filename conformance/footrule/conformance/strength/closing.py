"""Closing the gaps of a suite: for every mistake it does not notice a document is looked for, made small, and proposed.

A solver proposes documents; where it finds none, documents are drawn and moved onto edges, and where that finds none
either, one or two things are taken otherwise in the cases there are. What is found for one declaration is put together
into few cases, and every case is a proposal: the author takes it into the suite, or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, zip_longest

from footrule.conformance.cases import Case
from footrule.conformance.making.sampling import Document
from footrule.conformance.making.search import MOST_PROPOSED, Hunter
from footrule.conformance.making.seeds import turned
from footrule.conformance.making.smallest import smallest
from footrule.conformance.making.suite import proposal
from footrule.conformance.strength.mutants import Mutant
from footrule.conformance.strength.probing import Probe, Prober
from footrule.conformance.strength.targets import shifted
from footrule.conformance.suites import Suite
from footrule.runtime import form

MOST_ITEMS = 10
"""Items a list may come to have when documents are put together."""

TRIES = 40
"""Documents drawn for one declaration where the solver has none."""

MOST_NEARBY = 2_000
"""Documents near those of the suite tried for one declaration."""

Progress = Callable[[str], None]
Kept = tuple[Probe, list[Mutant]]


class Closing:
    """One suite and the mistakes it does not notice."""

    def __init__(self, compiled: form.Form, suite: Suite, survivors: Sequence[Mutant], tries: int = TRIES) -> None:
        self.compiled = compiled
        self.tries = tries
        self.prober = Prober(compiled)
        self.hunter = Hunter(compiled, self.prober)
        self.taken = {*suite.tombstones, *(case.id for case in suite.cases)}
        self.left = {mutant.key: mutant for mutant in survivors}
        self.cases = sorted(suite.cases, key=lambda case: len(str(case.given)))

    def already(self, cases: Sequence[Case]) -> None:
        """Cases proposed before: what they notice is not looked for again."""
        for case in cases:
            self.taken.add(case.id)
            self._notice(self.prober.probe(case.given, case.want, dict(case.expect) or None))

    def proposals(self, progress: Progress = lambda told: None) -> Iterator[Case]:
        """Cases, declaration by declaration, each noticing something that nothing before it does."""
        groups: dict[tuple[str, str], list[Mutant]] = defaultdict(list)
        for mutant in self.left.values():
            groups[mutant.kind, mutant.where].append(mutant)
        for (_, where), group in groups.items():
            progress(where)
            yield from self._of_group(where, group)

    def _notice(self, probe: Probe) -> list[Mutant]:
        killed = [mutant for mutant in self.left.values() if self.prober.killed(mutant, probe)]
        for mutant in killed:
            del self.left[mutant.key]
        return killed

    def _of_group(self, where: str, group: Sequence[Mutant]) -> Iterator[Case]:
        kept: list[Kept] = []
        for mutant in group:
            if mutant.key in self.left and not any(mutant in killed for _, killed in kept):
                found = self._proposed(mutant)
                if found is not None:
                    killed = [each for each in group if each.key in self.left and self.prober.killed(each, found)]
                    self._put(kept, self._small(found, killed), killed)
        for finding in (self._hunted, self._nearby):
            rest = [each for each in group if each.key in self.left and not any(each in killed for _, killed in kept)]
            kept += finding(rest)
        for probe, killed in kept:
            if any(mutant.key in self.left for mutant in killed):
                final = self._small(probe, [mutant for mutant in killed if mutant.key in self.left])
                case = proposal(self.compiled, final, where, self._notice(final), self.taken)
                self.taken.add(case.id)
                yield case

    # --- finding ------------------------------------------------------------------------------------------------------

    def _proposed(self, mutant: Mutant) -> Probe | None:
        """The first of the solver's documents that notices the mistake."""
        for document, want in islice(self.hunter.solving.documents(mutant), MOST_PROPOSED):
            probe = self.prober.probe(document, want)
            if self.prober.killed(mutant, probe):
                return probe
        return None

    def _hunted(self, rest: list[Mutant]) -> list[Kept]:
        """What drawing and moving documents finds."""
        if not rest or not self.tries:
            return []
        match rest[0].kind:
            case "rule":
                hunts = [self.hunter.for_rule(rest[0].where, rest)]
            case "requirement":
                hunts = [self.hunter.for_requirement(rest[0].requirement or 0, rest)]
            case "table":
                hunts = self.hunter.for_table(rest[0].where, rest)
            case _:
                hunts = []
        found: list[Kept] = []
        for hunt in hunts:
            hunt.seed = f"improve {hunt.seed}"
            self.hunter.hunt(hunt, self.tries)
            found += [(probe, [m for m in rest if self.prober.killed(m, probe)]) for probe in hunt.kept]
        return found

    def _nearby(self, rest: list[Mutant]) -> list[Kept]:
        """What the cases about a declaration show with one or two things in them taken otherwise."""
        found: list[Kept] = []
        if not rest or not self.tries:
            return found
        for document, want in islice(self._near_cases(rest[0]), MOST_NEARBY):
            probe = self.prober.probe(document, want)
            killed = [mutant for mutant in rest if self.prober.killed(mutant, probe)]
            if killed:
                found.append((probe, killed))
                rest = [mutant for mutant in rest if mutant not in killed]
                if not rest:
                    break
        return found

    def _near_cases(self, mutant: Mutant) -> Iterator[tuple[Document, tuple[str, ...]]]:
        """Documents near the cases that ask for the declaration, round after round, so that none uses up all tries."""
        about = [(case.given, case.want) for case in self.cases if self._asks_for(mutant, case)]
        once = [[(other, want) for other in turned(self.compiled, document)] for document, want in about]
        yield from (near for those in zip_longest(*once) for near in those if near is not None)
        again = ((turned(self.compiled, other), want) for those in once for other, want in those)
        yield from ((other, want) for others, want in again for other in others)

    def _asks_for(self, mutant: Mutant, case: Case) -> bool:
        if mutant.kind == "requirement":
            return case.kind == "accept"
        return mutant.kind == "rule" and any(target.partition("(")[0] == mutant.where for target in case.want)

    # --- making small and few -----------------------------------------------------------------------------------------

    def _small(self, probe: Probe, killed: Sequence[Mutant]) -> Probe:
        def fits(document: Document) -> bool:
            other = self.prober.probe(document, probe.want)
            same = other.answer.phase == probe.answer.phase
            return same and all(self.prober.killed(mutant, other) for mutant in killed)

        return self.prober.probe(smallest(probe.given, fits), probe.want)

    def _put(self, kept: list[Kept], found: Probe, killed: list[Mutant]) -> None:
        """Put a document together with one found before where both go on noticing what they do."""
        for at, (before, its) in enumerate(kept):
            if before.answer.refused or found.answer.refused or not found.want:
                continue
            together = self._together(before, found)
            both = [*its, *(mutant for mutant in killed if mutant not in its)]
            if together is not None and all(self.prober.killed(mutant, together) for mutant in both):
                kept[at] = (together, both)
                return
        kept.append((found, killed))

    def _together(self, one: Probe, other: Probe) -> Probe | None:
        inputs = dict(one.given["inputs"])
        lengths: dict[str, int] = {}
        for name, value in other.given["inputs"].items():
            held = inputs.get(name)
            if isinstance(value, list) and isinstance(held, list):
                lengths[name] = len(held)
                inputs[name] = [*held, *value]
                if len(inputs[name]) > MOST_ITEMS:
                    return None
            elif name not in inputs:
                inputs[name] = value
        options = {**other.given.get("options", {}), **one.given.get("options", {})}
        document = {"inputs": inputs, **({"options": options} if options else {})}
        targets = tuple(shifted(self.compiled, target, lengths) for target in other.want)
        probe = self.prober.probe(document, tuple(dict.fromkeys((*one.want, *targets))))
        return None if probe.answer.refused else probe
