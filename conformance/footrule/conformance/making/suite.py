"""A whole suite made from a compiled form, and made again without moving anything that is already there.

Cases that exist are kept with their ids; what the reference answers to them is worked out afresh, so that a changed
expectation shows as a changed digest. New cases are looked for only where a mistake would still pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from footrule.conformance.cases import FORMAT, Case, Source
from footrule.conformance.interface import interface
from footrule.conformance.making.blanks import blank_documents, unit_documents, wrong_documents
from footrule.conformance.making.from_examples import examples
from footrule.conformance.making.relations import relations, title_of
from footrule.conformance.making.search import Hunter, bound_documents, covering
from footrule.conformance.making.seeds import rich, targets
from footrule.conformance.making.whole import whole_documents
from footrule.conformance.reference_tool import ReferenceTool, expected, kind_of_target, rejection
from footrule.conformance.strength.equivalent import Equivalents
from footrule.conformance.strength.measure import unaided
from footrule.conformance.strength.mutants import Mutant, mutants
from footrule.conformance.strength.probing import Probe, Prober
from footrule.conformance.suites import Suite, new_id
from footrule.runtime import form
from footrule.runtime.calculate import NOT_GIVEN
from footrule.runtime.problems import Refused

TRIES = 40
"""Documents drawn for each declaration before edges are worked on."""

Progress = Callable[[str], None]


def make(
    compiled: form.Form,
    before: Suite | None = None,
    *,
    tables: Mapping[str, form.Table] | None = None,
    tries: int = TRIES,
    against: Sequence[Mutant] | None = None,
    progress: Progress = lambda told: None,
) -> Suite:
    """The suite of a form. `before`: the suite as it was; `tables`: other editions of the form's tables.

    `against`: the mistakes to look for, where not every one.
    """
    maker = _Maker(compiled, before, tries, progress)
    maker.keep()
    maker.examples()
    maker.bounds()
    maker.wrong()
    maker.blanks()
    maker.hunts(mutants(compiled, tables) if against is None else against)
    maker.units()
    maker.relations()
    return maker.suite()


class _Maker:
    def __init__(self, compiled: form.Form, before: Suite | None, tries: int, progress: Progress) -> None:
        self.compiled = compiled
        self.tool = ReferenceTool(compiled)
        self.prober = Prober(compiled)
        self.equivalents = Equivalents(self.tool)
        self.hunter = Hunter(compiled, self.prober, self.equivalents.quickly)
        self.before = before
        self.tries = tries
        self.progress = progress
        self.cases: dict[str, Case] = {}
        self.probes: list[Probe] = []
        self.contents: set[bytes] = set()
        self.tombstones = dict(before.tombstones) if before else {}

    # --- keeping ------------------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Every case there was, its expectation worked out afresh; a tombstone for one that means nothing any more."""
        for case in self.before.cases if self.before else ():
            if case.id.startswith("example."):
                continue
            found = self._afresh(case)
            if found is None:
                self.tombstones[case.id] = "the standard no longer has what it asks for"
            else:
                self._add(found)

    def _afresh(self, case: Case) -> Case | None:
        if case.relation is not None:
            before = self.tool.answer(case.given, case.want)
            after = self.tool.answer(case.relation.given, case.want)
            titled = msgspec.structs.replace(case, title=title_of(case.relation))
            return None if before.refused or after.refused else titled
        answer = self.tool.answer(case.given, case.want)
        if any(problem.code in ("R0201", "R0311") for problem in answer.problems) and (
            case.reject is None or not set(case.reject.codes) & {"R0201", "R0311"}
        ):
            return None
        fresh = self._case(case.id, case.given, case.want, case.title, case.source)
        return msgspec.structs.replace(fresh, level=case.level, needs=case.needs, since=case.since, until=case.until)

    # --- adding -------------------------------------------------------------------------------------------------------

    def _case(
        self, name: str, given: dict[str, Any], want: Sequence[str], title: dict[str, str], source: Source | None
    ) -> Case:
        answer = self.tool.answer(given, want)
        common: dict[str, Any] = {
            "case": FORMAT,
            "id": name,
            "standard": self.compiled.standard.id,
            "given": given,
            "title": title,
            "needs": self._needs(given, want),
            "want": tuple(want),
            "source": source,
        }
        if answer.refused:
            return Case(kind="reject", reject=rejection(answer), **common)
        if not want:
            return Case(kind="accept", **common)
        expect = {
            target: expected(found, kind_of_target(self.compiled, target)) for target, found in answer.values.items()
        }
        return Case(kind="compute", expect=expect, **common)

    def _needs(self, given: dict[str, Any], want: Sequence[str]) -> tuple[str, ...]:
        needs = []
        if not set(want) <= set(self.compiled.outputs):
            needs.append("rules")
        try:
            self.tool.read(given, partial=False)
        except Refused as refusal:
            if any(problem.code in NOT_GIVEN for problem in refusal.problems):
                needs.append("partial")
        return tuple(needs)

    def _add(self, case: Case) -> None:
        from footrule.conformance.cases import canonical  # noqa: PLC0415

        content = canonical([case.given, list(case.want), bool(case.relation)])
        if content in self.contents and case.relation is None:
            return
        self.contents.add(content)
        self.cases[case.id] = case
        if case.relation is None:
            self.probes.append(self.prober.probe(case.given, case.want, dict(case.expect) or None))

    def new(
        self, about: str, kind: str, given: dict[str, Any], want: Sequence[str], zh: str, en: str, clause: str = ""
    ) -> None:
        name = new_id(self.compiled.standard.id, about, kind, [given, list(want)], {*self.cases, *self.tombstones})
        source = Source(standard=self.compiled.standard.id, clause=clause, made="from the rules")
        self._add(self._case(name, given, want, {"zh": zh, "en": en}, source))

    # --- what is made -------------------------------------------------------------------------------------------------

    def examples(self) -> None:
        for case in examples(self.tool):
            named = {**{"needs": self._needs(case.given, case.want)}}
            self._add(msgspec.structs.replace(case, **named))

    def bounds(self) -> None:
        for name, bound, on, beyond in bound_documents(self.tool, self.hunter.sampler):
            signs = {"lt": "<", "le": "≤", "gt": ">", "ge": "≥"}
            told = f"{name} {signs[bound.op]} {bound.value}"
            self._once(name, "bound", on, (), f"界限 {told} 之上", f"on the bound {told}")
            self._once(name, "bound", beyond, (), f"界限 {told} 之外", f"beyond the bound {told}")

    def _once(self, about: str, kind: str, given: dict[str, Any], want: Sequence[str], zh: str, en: str) -> None:
        from footrule.conformance.cases import canonical  # noqa: PLC0415

        if canonical([given, list(want), False]) not in self.contents:
            self.new(about, kind, given, want, zh, en)

    def wrong(self) -> None:
        for name, given, zh, en in wrong_documents(self.compiled, self.hunter.sampler):
            if self.tool.answer(given, ()).refused:
                self._once(name, "input", given, (), zh, en)

    def blanks(self) -> None:
        for name, given, want, zh, en in blank_documents(self.compiled, self.hunter, self.tool):
            self._once(name, "blank", given, want, zh, en)

    def units(self) -> None:
        told = {case.source.made for case in self.cases.values() if case.source and "units" in case.needs}
        base = [case for case in self.cases.values() if case.kind == "compute" and "units" not in case.needs]
        for name, unit, given, want, zh, en in unit_documents(self.compiled, base, self.tool):
            if (made := f"unit {unit}") in told:
                continue
            before = set(self.cases)
            self._once(name, "unit", given, want, zh, en)
            for added in set(self.cases) - before:
                case = self.cases[added]
                source = Source(standard=self.compiled.standard.id, made=made)
                self.cases[added] = msgspec.structs.replace(case, needs=(*case.needs, "units"), source=source)

    def relations(self) -> None:
        """Relations for every output and every rule that a computed case wants alone."""
        documents: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for case in self.cases.values():
            if case.kind == "compute" and len(case.want) <= len(self.compiled.outputs) and "units" not in case.needs:
                documents[case.want].append(case.given)
        for want, given in sorted(documents.items()):
            if "#" in "".join(want) or len(given) < 3:
                continue
            small = sorted(given, key=lambda each: len(str(each)))
            for document, relation in relations(self.tool, small[:8], want):
                about = want[0] if len(want) == 1 else "outputs"
                content = [document, list(want), relation.change, relation.told, relation.factors]
                if any(
                    each.relation is not None
                    and (each.want, each.relation.change, each.relation.told, each.relation.factors)
                    == (want, relation.change, relation.told, relation.factors)
                    for each in self.cases.values()
                ):
                    continue
                name = new_id(self.compiled.standard.id, about, "relation", content, {*self.cases, *self.tombstones})
                self.cases[name] = Case(
                    case=FORMAT,
                    id=name,
                    kind="metamorphic",
                    standard=self.compiled.standard.id,
                    given=document,
                    title=title_of(relation),
                    needs=self._needs(document, want),
                    want=want,
                    relation=relation,
                    source=Source(standard=self.compiled.standard.id, made="relation"),
                )

    def hunts(self, all_mutants: Sequence[Mutant]) -> None:
        """Documents for every mistake no case notices yet, declaration by declaration, then through the outputs."""
        groups: dict[tuple[str, str], list[Mutant]] = defaultdict(list)
        for mutant in all_mutants:
            if mutant.kind != "bound" and not self._noticed(mutant):
                groups[mutant.kind, mutant.where].append(mutant)
        for (kind, where), group in groups.items():
            self.progress(where)
            left = [mutant for mutant in group if not self._noticed(mutant)]
            if not left:
                continue
            if kind == "requirement":
                hunts = [self.hunter.for_requirement(left[0].requirement or 0, left)]
            elif kind == "table":
                hunts = self.hunter.for_table(where, left)
            else:
                hunts = [self.hunter.for_rule(where, left)]
            for hunt in hunts:
                hunt.mutants = left
                self.hunter.hunt(hunt, self.tries)
                for probe in hunt.kept:
                    self.found(probe, where, group)
                left = hunt.alive
        self._together([mutant for mutant in all_mutants if mutant.kind in ("rule", "table")])
        self._through_outputs(all_mutants)
        self._of_whole_documents(all_mutants)

    def _together(self, all_mutants: Sequence[Mutant]) -> None:
        """The standard's examples made rich, asked for everything that notices what nothing else did."""
        left = [mutant for mutant in all_mutants if not self._noticed(mutant)]
        for seed in self.hunter.seeds:
            found = rich(self.tool, seed) if left and not self.tool.answer(seed, ()).refused else None
            if found is None:
                continue
            useful: dict[str, list[Mutant]] = {}
            for target in targets(self.compiled, found):
                probe = self.prober.probe(found, (target,))
                killed = [m for m in left if not probe.answer.refused and self.prober.killed(m, probe)]
                if killed:
                    useful[target] = killed
                    left = [mutant for mutant in left if mutant not in killed]
            if useful:
                about = next(iter(useful.values()))[0].where
                group = [mutant for killed in useful.values() for mutant in killed]
                self.found(self.prober.probe(found, tuple(useful)), about, group)

    def _through_outputs(self, all_mutants: Sequence[Mutant]) -> None:
        """Documents that give the outputs themselves, for tools that answer nothing else."""
        whole = [probe for probe in self.probes if probe.want and set(probe.want) <= set(self.compiled.outputs)]
        for name in self.compiled.outputs:
            if name not in self.hunter.closures.rules:
                continue
            self.progress(name)
            rules = self.hunter.closures.of_rule(name).rules
            left = [
                mutant
                for mutant in all_mutants
                if mutant.kind == "rule"
                and mutant.where in rules
                and not any(self.prober.killed(mutant, p) for p in whole)
            ]
            hunt = self.hunter.for_rule(name, left)
            hunt.seed = f"output {name}"
            self.hunter.hunt(hunt, max(4, self.tries // 2))
            for probe in hunt.kept:
                self.found(probe, name, left)
                whole.append(probe)

    def _of_whole_documents(self, all_mutants: Sequence[Mutant]) -> None:
        """What no case notices that every tool can be asked: whole documents in declared units, outputs only."""
        plain = [self.prober.probe(case.given, case.want) for case in self.cases.values() if unaided(case)]
        left = [mutant for mutant in all_mutants if not any(self.prober.killed(mutant, probe) for probe in plain)]
        if not left:
            return
        cases = [case.given for case in self.cases.values() if case.relation is None and "units" not in case.needs]
        documents = whole_documents(self.tool, self.hunter.closures, self.hunter.sampler, self.hunter.seeds, cases)
        probes = []
        alive = list(left)
        for document in documents:
            probe = self.prober.probe(document, self.compiled.outputs)
            killed = {id(mutant) for mutant in alive if self.prober.killed(mutant, probe)}
            if killed:
                probes.append(probe)
                alive = [mutant for mutant in alive if id(mutant) not in killed]
        noticed = [mutant for mutant in left if mutant not in alive]
        for probe in covering(self.prober, probes, noticed):
            self.found(probe, "whole", noticed)

    def _noticed(self, mutant: Mutant) -> bool:
        return any(self.prober.killed(mutant, probe) for probe in self.probes)

    def found(self, probe: Probe, where: str, group: Sequence[Mutant]) -> None:
        killed = [mutant for mutant in group if self.prober.killed(mutant, probe)]
        if killed:
            first = killed[0]
            zh, en = f"发现这样的工具：{first.zh}", f"notices a tool that {first.en}"
            self.new(where, _kind(killed), probe.given, probe.want, zh, en, first.clause)

    # --- the whole ----------------------------------------------------------------------------------------------------

    def suite(self) -> Suite:
        covers = {}
        for case in self.cases.values():
            probe = self.prober.probe(case.given, case.want)
            clauses = {self._clause(rule, number) for rule, number in probe.cases}
            if case.source and case.source.clause:
                clauses.add(case.source.clause)
            if probe.answer.clause:
                clauses.add(probe.answer.clause)
            covers[case.id] = {"rules": tuple(sorted(probe.rules)), "clauses": tuple(sorted(clauses - {""}))}
        own = self.compiled.standard
        return Suite(
            standard=own.id,
            edition=own.edition,
            text_digest=own.digest,
            cases=tuple(sorted(self.cases.values(), key=lambda case: case.id)),
            tombstones=self.tombstones,
            covers=covers,
            interface=interface(self.compiled),
        )

    def _clause(self, rule: str, number: int) -> str:
        case = self.hunter.closures.rules[rule].cases[number - 1]
        return self.compiled.places[case.at].clause if case.at < len(self.compiled.places) else ""


def proposal(compiled: form.Form, probe: Probe, where: str, killed: Sequence[Mutant], taken: set[str]) -> Case:
    """A probe as a case that was not in the suite."""
    maker = _Maker(compiled, None, 0, lambda told: None)
    maker.tombstones = dict.fromkeys(taken, "")
    maker.found(probe, where, killed)
    return next(iter(maker.cases.values()))


def _kind(killed: Sequence[Mutant]) -> str:
    """What the case is about, told by the mistakes it notices."""
    operators = {mutant.operator for mutant in killed}
    for kind, of in (
        ("rounding", {"rounding mode", "rounding step"}),
        ("edge", {"limit open or closed", "limit off by one"}),
        ("blank", {"blank as zero", "blank as a value", "blank handling"}),
        ("branch", {"case dropped", "case order", "condition turned", "condition dropped", "and for or"}),
    ):
        if operators & of:
            return kind
    return "value"


def coverage(suite: Suite) -> Iterator[tuple[str, int]]:
    """Clauses and how many cases come by each."""
    counts: dict[str, int] = defaultdict(int)
    for found in suite.covers.values():
        for clause in found.get("clauses", ()):
            counts[clause] += 1
    yield from sorted(counts.items())
