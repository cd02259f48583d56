"""Rules of both editions compared: which were edited, which move because something they use moved, which neither."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from functools import partial

import msgspec

from footrule.compiler.editions.axes import audience_of, axis_of_rule, bare, said_of_rule
from footrule.compiler.editions.bench import Reader
from footrule.compiler.editions.change_records import made
from footrule.compiler.editions.changes import Action, Axis, Change, Evidence, Level, Side, Witness, Words
from footrule.compiler.editions.exchange import exchanged
from footrule.compiler.editions.pair import Pair
from footrule.compiler.editions.products import Document, Needs, direct_calls
from footrule.compiler.editions.rational import same_rational
from footrule.compiler.editions.search import Found
from footrule.compiler.editions.workers import Question
from footrule.runtime import form
from footrule.runtime.problems import Refused
from footrule.runtime.walking import every


@dataclass(slots=True)
class Judgement:
    """What became of one rule that stands in both editions.

    `edited`: it is not the same even if all it uses were; `moves`: its value is not proved to stay.
    `method`: what proved it equal. `values`: for which the solver says it differs.
    """

    edited: bool = False
    moves: bool = False
    method: str = ""
    values: dict[int, object] = field(default_factory=dict)


@dataclass(slots=True)
class RuleChanges:
    """`tables`: tables that differ. `watched`: rules whose value somebody sees: results, and what nothing else uses.

    `required`: rules that decide what is accepted.
    """

    pair: Pair
    tables: set[str]
    judged: dict[str, Judgement] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    watched_old: set[str] = field(default_factory=set)
    watched: set[str] = field(default_factory=set)
    required: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.watched_old = _watched(self.pair.aligned)
        self.watched = _watched(self.pair.new.compiled)
        self.required = _required(self.pair.aligned) | _required(self.pair.new.compiled)
        old = {rule.name: rule for rule in self.pair.aligned.rules}
        for rule in self.pair.new.compiled.rules:
            mine = old.get(rule.name)
            if mine is not None:
                self.shared.add(rule.name)
        self._judge(old, {rule.name: rule for rule in self.pair.new.compiled.rules})

    def _judge(self, old: dict[str, form.Rule], new: dict[str, form.Rule]) -> None:
        """First as if all that is used were the same, then as it is, callees before callers."""
        assumed = self.pair.normal_forms(self.shared, resolve=False, different=self.tables)
        still: set[str] = set()
        for name in [rule.name for rule in self.pair.new.compiled.rules if rule.name in self.shared]:
            judgement = self.judged[name] = Judgement()
            typed = _typed(old[name], new[name])
            same, _ = self._same(name, assumed, judgement) if typed else (False, "")
            judgement.edited = not same and not (typed and self._same_here(old[name], new[name]))
            actual = self.pair.normal_forms(still, resolve=True, different=self.tables)
            # a value that may or may not be there changes what its callers may do with it
            equal, method = self._same(name, actual, judgement) if typed else (False, "")
            judgement.moves = not equal
            judgement.method = method
            if equal:
                still.add(name)

    def _same(self, name: str, forms: tuple[object, object], judgement: Judgement) -> tuple[bool, str]:
        old, new = forms
        left, right = old.rule(name), new.rule(name)  # type: ignore[attr-defined]  # NormalForms, kept short
        divisors = old.divisors_of[name] ^ new.divisors_of[name]  # type: ignore[attr-defined]  # as above
        if left == right and not divisors:
            return True, "normal form"
        solver = self.pair.solved()
        if left == right:
            return solver.never_zero(divisors), "normal form"
        if same_rational(self.pair.terms, left, right):
            return not divisors or solver.never_zero(divisors), "SymPy"
        try:
            verdict = solver.equal(left, right)
        except (ValueError, KeyError, AttributeError, solver.z3.Z3Exception):
            return False, ""
        if verdict.equal and (not divisors or solver.never_zero(divisors)):
            return True, "z3"
        if verdict.values:
            judgement.values = dict(verdict.values)
        return False, ""

    def _same_here(self, old: form.Rule, new: form.Rule) -> bool:
        """Whether the old rule, put into the new edition, gives what the new one gives."""
        form_ = exchanged(self.pair.new.compiled, self.pair.aligned, {old.name})
        if form_ is None:
            return False
        for kept in (self.shared - {old.name}, set()):  # its helpers may be written out on one side only
            _, right = self.pair.normal_forms(kept, resolve=True, different=set()) if kept else self.pair.written_out()
            left = self.pair.normal_form_of(form_, "old", kept)
            if self._same(new.name, (left, right), Judgement())[0]:
                return True
        return False

    # --- records ------------------------------------------------------------------------------------------------------

    def questions(self) -> list[Question]:
        """One a rule that has to be told of."""
        found: list[Question] = []
        old = {rule.name: rule for rule in self.pair.aligned.rules}
        new = {rule.name: rule for rule in self.pair.new.compiled.rules}
        for name in sorted(self.shared):
            judgement = self.judged[name]
            if judgement.edited:
                found.append(partial(self._edited, old[name], new[name], judgement))
            elif self.judged[name].moves and name in self.watched:
                found.append(partial(self._indirect, old[name], new[name]))
            elif _text(old[name]) != _text(new[name]):
                found.append(partial(self._rewritten, old[name], new[name], judgement.method))
        found += [
            partial(self._only, rule, "remove") for rule in self.pair.aligned.rules if rule.name not in self.shared
        ]
        found += [
            partial(self._only, rule, "add") for rule in self.pair.new.compiled.rules if rule.name not in self.shared
        ]
        return found

    def _edited(self, old: form.Rule, new: form.Rule, judgement: Judgement) -> Change:
        axis, action = axis_of_rule(old, new, _constructs(self.pair))
        left, right = self._sides(old, new)
        effects = self.results_on(new.name)
        if not judgement.moves:
            evidence = Evidence(kind="proved equal", method=judgement.method)
            return self._change(new, axis, action, "INFO", evidence, left, right, _EQUAL)
        if not effects and new.name not in self.watched | self.required:
            evidence = Evidence(kind="proved equal", method="every result that uses it")
            return self._change(new, axis, action, "INFO", evidence, left, right, _NO_RESULT)
        found, tried = self.difference(old, new, judgement)
        if found is None and not _typed(old, new):
            evidence = Evidence(kind="declared", method="type")
            return self._change(new, axis, action, "ERR", evidence, left, right, said_of_rule(old, new, axis))
        if found is None:
            evidence = Evidence(kind="sampled" if tried else "undecided", method="search", tried=tried)
            return self._change(new, axis, action, "WARN", evidence, left, right, _OPEN)
        moved = self.moved_by(found, effects)
        evidence = Evidence(
            kind="witness", method="search", tried=tried, witness=self.pair.search.witness(found, moved)
        )
        return self._change(new, axis, action, "ERR", evidence, left, right, said_of_rule(old, new, axis), moved)

    def difference(self, old: form.Rule, new: form.Rule, judgement: Judgement) -> tuple[Found | None, int]:
        """A product for which the edit itself makes another value."""
        if not _typed(old, new):
            return None, 0
        search = self.pair.search
        before = search.tried
        needs = self.needs(new.name)
        proposals = [self.pair.proposal(judgement.values)] if judgement.values else []
        proposals += self._suggestions(new.name)
        isolated = self._isolated(old)
        test = search.of_rule(new.name, isolated, decides=new.name in self.required)
        # what people read is looked at longer
        patience = 5 if new.name in (*self.pair.new.compiled.outputs, *self.pair.new.compiled.reports) else 1
        return search.look(test, needs, proposals, patience), search.tried - before

    def _suggestions(self, name: str) -> list[Document]:
        """Products the solver thinks of once everything is written out, with only this rule as it was."""
        _, right = self.pair.written_out()
        form_ = exchanged(self.pair.new.compiled, self.pair.aligned, {name})
        if form_ is None:
            left, _ = self.pair.written_out()
        else:
            left = self.pair.normal_form_of(form_, "old", set())
        return self.pair.suggestions(left.rule(name), right.rule(name))

    def _isolated(self, old: form.Rule) -> Reader | None:
        """The new edition with one rule as it was, where what it uses still stands."""
        form_ = exchanged(self.pair.new.compiled, self.pair.aligned, {old.name})
        try:
            return None if form_ is None else Reader(form_, self.pair.counterparts.of_new)
        except Refused:
            return None

    def needs(self, name: str) -> Needs:
        found: set[str] = set()
        if name in self.pair.dependencies_old.rules:
            found |= self.pair.dependencies_old.of_rule(name)
        if name in self.pair.dependencies_new.rules:
            found |= self.pair.dependencies_new.of_rule(name)
        return frozenset(found)

    def moved_by(self, found: Found, results: list[str]) -> tuple[str, ...]:
        """Which results differ for the very product of a witness."""
        search = self.pair.search
        told = []
        for name in results:
            if found.asked == name:
                continue
            if name in self.shared and search.of_rule(name)(found.document) is not None:
                told.append(name)
        return tuple(told[:8])

    def results_on(self, name: str) -> list[str]:
        """Watched rules that use this one and are not proved to stay."""
        users = self._users()
        seen, waiting, found = {name}, deque([name]), []
        while waiting:
            one = waiting.popleft()
            if one in self.watched and one in self.shared and self.judged[one].moves:
                found.append(one)
            for user in users.get(one, ()):
                if user not in seen:
                    seen.add(user)
                    waiting.append(user)
        return [one for one in found if one != name or one in self.watched]

    def _users(self) -> dict[str, set[str]]:
        users: dict[str, set[str]] = {}
        for dependencies in (self.pair.dependencies_new, self.pair.dependencies_old):
            for name in dependencies.rules:
                for used in dependencies.calls(name):
                    users.setdefault(used, set()).add(name)
        return users

    def path_from(self, name: str) -> tuple[str, ...]:
        """The shortest way from a result to something that was edited itself."""
        dependencies = self.pair.dependencies_new
        waiting: deque[tuple[str, ...]] = deque([(name,)])
        seen = {name}
        while waiting:
            path = waiting.popleft()
            last = path[-1]
            if len(path) > 1 and (last in self.tables or (last in self.judged and self.judged[last].edited)):
                return path
            if len(path) > 1 and last in dependencies.rules and last not in self.shared:
                return path
            for used in sorted(dependencies.calls(last)) if last in dependencies.rules else ():
                if used not in seen:
                    seen.add(used)
                    waiting.append((*path, used))
        return (name,)

    def _indirect(self, old: form.Rule, new: form.Rule) -> Change:
        left, right = self._sides(old, new)
        search = self.pair.search
        before = search.tried
        proposals = [self.pair.proposal(self.judged[new.name].values)] if self.judged[new.name].values else []
        found = search.look(search.of_rule(new.name), self.needs(new.name), proposals)
        tried = search.tried - before
        path = self.path_from(new.name)
        if found is None:
            evidence = Evidence(kind="sampled" if tried else "undecided", method="search", tried=tried)
            return self._change(new, "formula", "replace", "WARN", evidence, left, right, _MAY_MOVE, (), path)
        evidence = Evidence(kind="witness", method="search", tried=tried, witness=search.witness(found))
        return self._change(new, "formula", "replace", "ERR", evidence, left, right, _MOVES, (new.name,), path)

    def _rewritten(self, old: form.Rule, new: form.Rule, method: str) -> Change:
        left, right = self._sides(old, new)
        evidence = Evidence(kind="proved equal", method=method or "normal form")
        return self._change(new, "formula", "replace", "INFO", evidence, left, right, _EQUAL)

    def _only(self, rule: form.Rule, action: Action) -> Change:
        """A rule of one edition only: what uses it is compared itself; what nobody uses is a question less or more."""
        added = action == "add"
        side = (self.pair.new if added else self.pair.old).side(rule.at)
        empty = Side()
        left, right = (empty, side) if added else (side, empty)
        seen = rule.name in (self.watched if added else self.watched_old)
        if not seen:
            evidence = Evidence(kind="declared", method="part of other rules")
            return self._change(rule, "existence", action, "INFO", evidence, left, right, _PART)
        said = _COME if added else _GONE
        witness = self._answered(rule, added)
        evidence = Evidence(kind="witness" if witness else "declared", method="one edition gives it", witness=witness)
        # a number that comes beside the others changes none of them
        level: Level = "INFO" if added and rule.name not in self.pair.new.compiled.outputs else "ERR"
        return self._change(rule, "existence", action, level, evidence, left, right, said)

    def _answered(self, rule: form.Rule, added: bool) -> Witness | None:
        """A product for which the edition that has the rule gives a value."""
        from footrule.compiler.editions.bench import Answer, ask, ways  # noqa: PLC0415

        search = self.pair.search
        reader = search.new if added else search.old

        def test(document: dict[str, object]) -> Found | None:
            opened = reader.open(document)
            if not opened.legal:
                return None
            declared = reader.calculator.index.rules[rule.name]
            for told, arguments, _ in ways(opened, opened, declared, search.products):
                answer = ask(opened, rule.name, arguments)
                if answer.problem is None:
                    asked = f"{rule.name}({told})" if told else rule.name
                    none = Answer(None, "–")
                    return Found(document, asked, none if added else answer, answer if added else none)
            return None

        found = search.look(test, self.needs(rule.name))
        return None if found is None else search.witness(found)

    def _sides(self, old: form.Rule, new: form.Rule) -> tuple[Side, Side]:
        return self.pair.old.side(old.at), self.pair.new.side(new.at)

    def _change(
        self,
        rule: form.Rule,
        axis: Axis,
        action: Action,
        level: Level,
        evidence: Evidence,
        old: Side,
        new: Side,
        said: Words,
        moves: tuple[str, ...] = (),
        path: tuple[str, ...] = (),
    ) -> Change:
        former = self.pair.old_name(rule.name)
        zh, en = said.zh.format(name=_label(rule, "zh")), said.en.format(name=_label(rule, "en"))
        return msgspec.structs.replace(
            made("rule", rule.name, axis, action, level, evidence, old, new, zh, en, *path),
            old_name=former if former != rule.name else "",
            audience=audience_of(axis, "output" if path else "rule"),
            direct=not path,
            path=path,
            moves=moves,
        )


_EQUAL = Words("“{name}”改写，证明结果相同", "{name}: written otherwise, proved to give the same")
_NO_RESULT = Words("“{name}”改了，证明任何结果都不变", "{name}: changed, and no result changes with it")
_OPEN = Words("“{name}”改了，是否影响结果未能判定", "{name}: changed; whether a result changes is not decided")
_MOVES = Words("“{name}”本身未改，因所用的内容而变", "{name}: not edited, moves with what it uses")
_MAY_MOVE = Words(
    "“{name}”所用的内容改了，未找到结果不同的产品", "{name}: what it uses changed; no product found that differs"
)
_PART = Words("“{name}”为其他规则的一部分，影响见使用它的规则", "{name}: part of other rules, where its effect is told")
_COME = Words("新增“{name}”", "{name} is new")
_GONE = Words("不再有“{name}”", "{name} is gone")


def _label(rule: form.Rule, language: str) -> str:
    return (rule.label.zh if language == "zh" else rule.label.en) or rule.name


def _text(rule: form.Rule) -> list[object]:
    return [(None if c.guard is None else bare(c.guard), bare(c.body), c.otherwise, c.rank) for c in rule.cases] + [
        rule.type,
        rule.in_order,
    ]


def _typed(old: form.Rule, new: form.Rule) -> bool:
    """Whether both can be asked the same question and answer with the same sort of value, whatever the unit's size."""
    if len(old.parameters) != len(new.parameters):
        return False
    types = [(old.type, new.type), *((a.type, b.type) for a, b in zip(old.parameters, new.parameters, strict=True))]
    return all(type(a) is type(b) and getattr(a, "of", "") == getattr(b, "of", "") for a, b in types)


def _watched(compiled: form.Form) -> set[str]:
    """Outputs, reports, the inventory's total, and rules nothing uses: what somebody outside may ask for."""
    from footrule.compiler.editions.products import Dependencies  # noqa: PLC0415

    dependencies = Dependencies(compiled)
    used = {name for rule in compiled.rules for name in dependencies.calls(rule.name)}
    asked = {name for name in (*compiled.outputs, *compiled.reports) if name in dependencies.rules}
    asked |= {rule.name for rule in compiled.rules if rule.name not in used and not rule.hidden}
    required = {
        name
        for requirement in compiled.requirements
        for node in _nodes(requirement)
        if isinstance(node, form.Call)
        for name in (node.rule,)
    }
    asked |= {
        expected.target for e in compiled.examples for expected in e.expect if expected.target in dependencies.rules
    }
    return (asked | ({compiled.inventory.total} if compiled.inventory else set())) - (required - asked)


def _required(compiled: form.Form) -> set[str]:
    """Rules a `shall` stands on."""
    rules = {rule.name: rule for rule in compiled.rules}
    found: set[str] = set()
    waiting = [
        node.rule
        for requirement in compiled.requirements
        if requirement.modality == "shall"
        for node in _nodes(requirement)
        if isinstance(node, form.Call)
    ]
    while waiting:
        name = waiting.pop()
        if name in rules and name not in found:
            found.add(name)
            waiting += direct_calls(rules[name])
    return found


def _nodes(requirement: form.Requirement) -> list[form.Expr]:
    found = list(every(requirement.condition))
    return found + (list(every(requirement.guard)) if requirement.guard is not None else [])


def _constructs(pair: Pair) -> dict[str, str]:
    return {
        rule: construct.kind
        for compiled in (pair.aligned, pair.new.compiled)
        for construct in compiled.constructs
        for rule in construct.rules
    }
