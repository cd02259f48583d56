"""Cases that would notice what a suite does not: searched for longer than when the suite was made, and made small."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterator

from footrule.conformance.cases import Case
from footrule.conformance.making.search import Hunter
from footrule.conformance.making.suite import proposal
from footrule.conformance.reference_tool import ReferenceTool
from footrule.conformance.strength.equivalent import Equivalents
from footrule.conformance.strength.measure import Strength
from footrule.conformance.strength.mutants import Mutant
from footrule.conformance.strength.probing import Probe, Prober
from footrule.conformance.suites import Suite
from footrule.runtime import form

TRIES = 160


def improve(compiled: form.Form, suite: Suite, found: Strength, tries: int = TRIES) -> tuple[Case, ...]:
    """New cases, each of which notices a mistake no case of the suite does. The suite itself is left alone."""
    hunter = Hunter(compiled, same=Equivalents(ReferenceTool(compiled)).reason)
    groups: dict[tuple[str, str], list[Mutant]] = defaultdict(list)
    for survivor in found.survivors:
        groups[survivor.mutant.kind, survivor.mutant.where].append(survivor.mutant)
    proposed: list[Case] = []
    taken = {*suite.tombstones, *(case.id for case in suite.cases)}
    for (kind, where), left in groups.items():
        match kind:
            case "rule":
                hunts = [hunter.for_rule(where, left)]
            case "requirement":
                hunts = [hunter.for_requirement(left[0].requirement or 0, left)]
            case "table":
                hunts = hunter.for_table(where, left)
            case _:
                hunts = []
        for hunt in hunts:
            hunt.seed = f"improve {hunt.seed}"
            hunter.hunt(hunt, tries)
            for probe in hunt.kept:
                killed = [mutant for mutant in left if hunter.prober.killed(mutant, probe)]
                if killed:
                    case = proposal(compiled, minimal(hunter.prober, probe, killed), where, killed, taken)
                    taken.add(case.id)
                    proposed.append(case)
    return tuple(proposed)


def minimal(prober: Prober, probe: Probe, killed: list[Mutant]) -> Probe:
    """The same case with everything left out that it does not need to notice the same mistakes."""
    smaller = True
    while smaller:
        smaller = False
        for document in _without_one(probe.given):
            other = prober.probe(document, probe.want)
            if other.answer.refused == probe.answer.refused and all(prober.killed(m, other) for m in killed):
                probe, smaller = other, True
                break
    return probe


def _without_one(given: dict[str, object]) -> Iterator[dict[str, object]]:
    """The document without one list item, or without one value."""
    inputs = given["inputs"]
    assert isinstance(inputs, dict)
    for name, value in inputs.items():
        if isinstance(value, list) and value:
            for at in range(len(value)):
                changed = copy.deepcopy(given)
                del changed["inputs"][name][at]  # type: ignore[index]  # a copy of the same shape
                yield changed
        elif not isinstance(value, list):
            changed = copy.deepcopy(given)
            del changed["inputs"][name]  # type: ignore[attr-defined]
            yield changed
