"""Requirements and recommendations compared: matched by what they say, by their message, by where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from footrule.compiler.editions.axes import bare, requirement_action
from footrule.compiler.editions.change_records import made
from footrule.compiler.editions.changes import Action, Axis, Change, Evidence, Level, Side
from footrule.compiler.editions.matching import alike, paired
from footrule.compiler.editions.normal_forms import NormalForms
from footrule.compiler.editions.pair import Pair
from footrule.compiler.editions.products import Document, Needs
from footrule.compiler.editions.workers import Question
from footrule.runtime import form
from footrule.runtime.walking import every


@dataclass(slots=True)
class RequirementChanges:
    """`shared`: rules that stand in both editions. `moving`: those whose value is not proved to stay."""

    pair: Pair
    shared: set[str]
    moving: set[str]
    tables: set[str]
    forms: tuple[NormalForms, NormalForms] | None = None

    def questions(self) -> list[Question]:
        """One a requirement that has to be told of."""
        forms = self.pair.normal_forms(self.shared, resolve=False, different=self.tables)
        still = self.pair.normal_forms(self.shared - self.moving, resolve=True, different=self.tables)
        old, new = list(self.pair.aligned.requirements), list(self.pair.new.compiled.requirements)
        couples, old, new = self._couples(old, new, forms)
        found: list[Question] = []
        self.forms = forms
        for one, other in couples:
            left, right = _terms(one, forms[0]), _terms(other, forms[1])
            if left != right or one.modality != other.modality:
                if self._proved(left, right) and one.modality == other.modality:
                    found.append(partial(self._equal, one, other, "z3"))
                else:
                    found.append(partial(self._edited, one, other))
            elif _terms(one, still[0]) != _terms(other, still[1]):
                found.append(partial(self._indirect, one, other))
            elif bare(one.condition) != bare(other.condition):
                found.append(partial(self._equal, one, other, "normal form"))
            elif one.message != other.message:
                evidence = Evidence(kind="proved equal", method="normal form")
                found.append(partial(self._made, one, other, "wording", "replace", "INFO", evidence))
        found += [partial(self._single, one, None) for one in old]
        found += [partial(self._single, None, other) for other in new]
        return found

    def _proved(self, left: int, right: int) -> bool:
        return bool(self.pair.solved().equal(left, right).equal)

    def _couples(
        self, old: list[form.Requirement], new: list[form.Requirement], forms: tuple[NormalForms, NormalForms]
    ) -> tuple[list[tuple[form.Requirement, form.Requirement]], list[form.Requirement], list[form.Requirement]]:
        mine = {id(one): _terms(one, forms[0]) for one in old}
        theirs = {id(other): _terms(other, forms[1]) for other in new}

        def likeness(one: form.Requirement, other: form.Requirement) -> float:
            if mine[id(one)] == theirs[id(other)]:
                return 2 + (one.message == other.message) + (one.modality == other.modality)
            here, there = self._clause(one, True), self._clause(other, False)
            words = max(alike(one.message.zh, other.message.zh), alike(one.message.en, other.message.en))
            place = 0.15 if here == there else 0
            if words > 0.65 or words < 0.4:
                return words + place
            return max(words, 0.95 * alike(repr(bare(one.condition)), repr(bare(other.condition)))) + place

        couples = paired(old, new, likeness, 0.8)
        left = {id(one) for one, _ in couples}
        right = {id(other) for _, other in couples}
        return couples, [r for r in old if id(r) not in left], [r for r in new if id(r) not in right]

    def _clause(self, requirement: form.Requirement, old: bool) -> str:
        edition = self.pair.old if old else self.pair.new
        clause = edition.side(requirement.at).clause
        return self.pair.matching.clauses.get(clause, clause) if old else clause

    def _edited(self, one: form.Requirement, other: form.Requirement) -> Change:
        axis, action = requirement_action(one, other)
        search = self.pair.search
        before = search.tried
        left = one.condition if one.modality == "shall" else None
        right = other.condition if other.modality == "shall" else None
        test = search.of_acceptance(_whole(one) if left else None, _whole(other) if right else None)
        if one.modality == other.modality == "should":
            test = search.of_acceptance(_whole(one), _whole(other))
        needs = self._needs(one, other)
        near = search.near(_whole(one), _whole(other), needs)
        found = search.look(test, needs, [*near, *self._proposals(one, other)])
        tried = search.tried - before
        if found is None:
            evidence = Evidence(kind="sampled" if tried else "undecided", method="search", tried=tried)
            return self._made(one, other, axis, action, "WARN", evidence)
        evidence = Evidence(kind="witness", method="search", tried=tried, witness=search.witness(found))
        level: Level = "ERR" if "shall" in (one.modality, other.modality) else "INFO"
        return self._made(one, other, axis, action, level, evidence)

    def _indirect(self, one: form.Requirement, other: form.Requirement) -> Change | None:
        search = self.pair.search
        found = search.look(search.of_acceptance(_whole(one), _whole(other)), self._needs(one, other))
        if found is None:
            return None
        evidence = Evidence(kind="witness", method="search", witness=search.witness(found))
        change = self._made(one, other, "bound", "replace", "ERR" if other.modality == "shall" else "INFO", evidence)
        import msgspec  # noqa: PLC0415

        used = sorted({node.rule for node in _nodes(other) if isinstance(node, form.Call)} & self.moving)
        return msgspec.structs.replace(change, direct=False, path=(change.subject, *used[:1]))

    def _single(self, one: form.Requirement | None, other: form.Requirement | None) -> Change:
        requirement = other or one
        assert requirement is not None
        action: Action = "add" if one is None else "remove"
        search = self.pair.search
        before = search.tried
        if requirement.modality == "should":
            evidence = Evidence(kind="proved equal", method="a recommendation refuses nothing")
            return self._made(one, other, "existence", action, "INFO", evidence)
        condition = _whole(requirement)
        test = search.of_acceptance(condition if one else None, condition if other else None)
        found = search.look(test, self._needs(one, other), self._proposals(one, other))
        tried = search.tried - before
        if found is None:
            evidence = Evidence(kind="sampled" if tried else "undecided", method="search", tried=tried)
            return self._made(one, other, "existence", action, "WARN", evidence)
        evidence = Evidence(kind="witness", method="search", tried=tried, witness=search.witness(found))
        return self._made(one, other, "existence", action, "ERR", evidence)

    def _proposals(self, one: form.Requirement | None, other: form.Requirement | None) -> list[Document]:
        """Products for which the solver says one holds and the other not, or the only one does not hold."""
        pair = self.pair
        written = pair.normal_forms(set(), resolve=True, different=self.tables)
        left = pair.terms.true if one is None else _terms(one, written[0])
        right = pair.terms.true if other is None else _terms(other, written[1])
        if left == right:
            left = pair.terms.true
        return pair.suggestions(left, right)

    def _needs(self, one: form.Requirement | None, other: form.Requirement | None) -> Needs:
        found: set[str] = set()
        for requirement, dependencies in ((one, self.pair.dependencies_old), (other, self.pair.dependencies_new)):
            if requirement is not None:
                found |= dependencies.of(_whole(requirement))
        return frozenset(found)

    def _equal(self, one: form.Requirement, other: form.Requirement, method: str) -> Change:
        return self._made(one, other, "case condition", "replace", "INFO", Evidence(kind="proved equal", method=method))

    def _made(
        self,
        one: form.Requirement | None,
        other: form.Requirement | None,
        axis: Axis,
        action: Action,
        level: Level,
        evidence: Evidence,
    ) -> Change:
        left = Side() if one is None else self.pair.old.side(one.at)
        right = Side() if other is None else self.pair.new.side(other.at)
        message = (other or one).message  # type: ignore[union-attr]  # one of them is there
        subject = f"require {right.clause or left.clause}"
        zh, en = message.zh or message.en, message.en or message.zh
        return made("requirement", subject, axis, action, level, evidence, left, right, zh, en, zh, en)


def _whole(requirement: form.Requirement) -> form.Expr:
    """The condition where the guard holds, true elsewhere."""
    if requirement.guard is None:
        return requirement.condition
    return form.Or(left=form.Not(of=requirement.guard), right=requirement.condition)


def _terms(requirement: form.Requirement, forms: NormalForms) -> int:
    return forms.condition(_whole(requirement))


def _nodes(requirement: form.Requirement) -> list[form.Expr]:
    return list(every(_whole(requirement)))
