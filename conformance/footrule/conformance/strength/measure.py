"""The strength of a suite: which mistakes its required cases notice, clause by clause and kind by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from footrule.conformance.cases import Case
from footrule.conformance.strength.equivalent import Equivalents
from footrule.conformance.strength.mutants import Mutant, mutants
from footrule.conformance.strength.probing import Prober
from footrule.conformance.strength.spread import spread
from footrule.conformance.suites import Suite
from footrule.runtime import form


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mistake no required case notices. `near`: how many cases come by it without noticing."""

    mutant: Mutant
    near: int

    def sentence(self, language: str) -> str:
        """`a tool with this mistake would pass: …`, in words."""
        if language == "zh":
            return f"有这种错误的工具会通过：{self.mutant.zh}（{self.mutant.where}）"
        return f"a tool with this mistake would pass: it {self.mutant.en} ({self.mutant.where})"


@dataclass(frozen=True, slots=True)
class Strength:
    """`equivalent`: mutants proved to change nothing, with the reason; `listed`: those an author says do not, with his.

    Neither count. `killers`: the case that notices, by mutant key. `unaided`: how many mistakes show where a tool is
    asked whole documents for outputs, in declared units, and its error codes are not known.
    """

    standard: str
    suite: str
    killed: tuple[Mutant, ...]
    survivors: tuple[Survivor, ...]
    equivalent: tuple[tuple[Mutant, str], ...]
    killers: Mapping[str, str]
    listed: tuple[tuple[Mutant, Mapping[str, str]], ...] = ()
    unaided: int = 0

    @property
    def total(self) -> int:
        return len(self.killed) + len(self.survivors)

    def by(self, name: str) -> dict[str, tuple[int, int]]:
        """Killed and total by `clause` or `operator`."""
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for mutant in self.killed:
            counts[getattr(mutant, name)][0] += 1
            counts[getattr(mutant, name)][1] += 1
        for survivor in self.survivors:
            counts[getattr(survivor.mutant, name)][1] += 1
        return {key: (killed, total) for key, (killed, total) in sorted(counts.items())}

    def to_json(self) -> dict[str, Any]:
        return {
            "strength": 1,
            "standard": self.standard,
            "suite": self.suite,
            "killed": len(self.killed),
            "total": self.total,
            "unaided": self.unaided,
            "equivalent": [_spare(mutant, why) for mutant, why in self.equivalent],
            "listed": [
                _spare(mutant, dict(why)) | {"where": mutant.where, "zh": mutant.zh, "en": mutant.en}
                for mutant, why in self.listed
            ],
            "clauses": {name: list(found) for name, found in self.by("clause").items()},
            "operators": {name: list(found) for name, found in self.by("operator").items()},
            "survivors": [
                {
                    "key": each.mutant.key,
                    "operator": each.mutant.operator,
                    "where": each.mutant.where,
                    "clause": each.mutant.clause,
                    "zh": each.sentence("zh"),
                    "en": each.sentence("en"),
                    "cases_near": each.near,
                }
                for each in self.survivors
            ],
        }


def _spare(mutant: Mutant, why: Any) -> dict[str, Any]:
    return {"key": mutant.key, "operator": mutant.operator, "reason": why}


def counted(case: Case) -> bool:
    """Whether a case counts toward strength: required, and a single question."""
    return case.level == "required" and case.relation is None and not case.disputed


def unaided(case: Case) -> bool:
    """Whether every tool is asked a case, whatever it claims."""
    return counted(case) and not case.needs


def measure(
    compiled: form.Form,
    suite: Suite,
    tables: Mapping[str, form.Table] | None = None,
    *,
    among: Callable[[Case], bool] = counted,
    only: Sequence[Mutant] | None = None,
    listed: Mapping[str, Mapping[str, str]] | None = None,
    prove: bool = True,
    codes: bool = True,
    processes: int = 1,
    progress: Callable[[str], None] = lambda told: None,
) -> Strength:
    """Every mutant against the required cases, until one of them notices.

    `only`: these mutants and no others. `listed`: mistakes an author says change nothing, by key, with the reason; one
    that a case notices is no such mistake. `prove`: whether what survives is asked of the proofs. `codes`: whether a
    refusal with another code is noticed, as it is of a tool that maps its codes.
    """
    prober, without_codes = Prober(compiled, codes=codes), Prober(compiled, codes=False)
    cases = sorted((case for case in suite.cases if among(case)), key=lambda case: not unaided(case))
    probes = [(case.id, prober.probe(case.given, case.want, dict(case.expect) or None)) for case in cases]
    asked_of_all = sum(unaided(case) for case in cases)
    by_rule: dict[str, list[int]] = defaultdict(list)
    for at, (_, probe) in enumerate(probes):
        for name in probe.rules:
            by_rule[name].append(at)
    equivalents = Equivalents(prober.tool)
    everything = tuple(only if only is not None else mutants(compiled, tables))

    def judged(number: int) -> tuple[str, str, int, bool]:
        """The case that notices, or the reason why none could, or how many come by; whether it shows of any tool."""
        mutant = everything[number]
        near = by_rule[mutant.where] if mutant.kind == "rule" else range(len(probes))
        of_all = [at for at in near if at < asked_of_all]
        first = next((probes[at][0] for at in of_all if without_codes.killed(mutant, probes[at][1])), None)
        if first is not None:
            return first, "", 0, True
        first = next((probes[at][0] for at in near if prober.killed(mutant, probes[at][1])), None)
        if first is not None:
            return first, "", 0, False
        # a proof that was looked for in vain takes its minute each time: what has a reason is not asked about again
        if why := equivalents.reason(mutant) if prove and mutant.key not in (listed or ()) else "":
            return "", why, 0, False
        return "", "", sum(prober.comes_by(mutant, probes[at][1]) for at in near), False

    killed, survivors, equivalent, told, killers, shown = [], [], [], [], {}, 0
    for mutant, (killer, why, near, of_any) in zip(everything, spread(judged, len(everything), processes), strict=True):
        progress(mutant.where)
        if killer:
            killed.append(mutant)
            killers[mutant.key] = killer
            shown += of_any
        elif why:
            equivalent.append((mutant, why))
        elif listed and mutant.key in listed:
            told.append((mutant, listed[mutant.key]))
        else:
            survivors.append(Survivor(mutant, near))
    return Strength(
        suite.standard, suite.digest, tuple(killed), tuple(survivors), tuple(equivalent), killers, tuple(told), shown
    )
