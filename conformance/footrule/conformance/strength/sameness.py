"""Whether a mistake changes anything, proved: by normal forms, or by a solver that finds no document where it would.

What is proved holds for whole documents, in which everything required is given, and which no requirement refuses that
does not itself need the rule. What cannot be proved is left open; nothing is ever taken for equal that is not shown.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import msgspec

from footrule.compiler.editions.normal_forms import NormalForms, below, sort_of
from footrule.compiler.editions.solver import Limits, Solver
from footrule.compiler.editions.terms import Terms
from footrule.conformance.making.closure import Closures, children, nodes, replaced
from footrule.conformance.reference_tool import ReferenceTool
from footrule.conformance.strength.definedness import YES, Definedness
from footrule.conformance.strength.list_laws import laws
from footrule.conformance.strength.mutants import Mutant
from footrule.runtime import exact, form
from footrule.runtime.form_units import FormUnits

LEVELS = 4
"""How deep aggregates may stand in one another for the limits of their items to be known."""

ANY = 100
"""An item of an aggregate that is looked into is bound at this depth and more: no aggregate inside it is."""

IN_WORDS = {
    "normal form": "written out it is the same",
    "normal form, requirements": "written out it is the same wherever the requirements hold",
    "solver": "a solver proves that no legal input tells the two apart",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Two expressions that stand at one place, and what is known there."""

    right: form.Expr
    wrong: form.Expr
    env: Mapping[str, int]
    kept: tuple[int, ...]


@dataclass(slots=True)
class Sameness:
    """Proofs over one form."""

    tool: ReferenceTool
    terms: Terms = field(default_factory=Terms)
    limits: dict[int, Limits] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)
    solving: bool = field(default_factory=lambda: importlib.util.find_spec("z3") is not None)
    units: FormUnits = field(init=False)
    closures: Closures = field(init=False)
    when: Definedness = field(init=False)
    optional: set[str] = field(init=False)

    def __post_init__(self) -> None:
        compiled = self.tool.compiled
        self.units = FormUnits(compiled)
        self.closures = Closures(compiled)
        self.when = Definedness(compiled)
        self.optional = {each.name for each in compiled.inputs if each.optional}
        fields = [(many.name, each) for many in compiled.lists for each in many.fields]
        self.optional |= {f"{items}.{each.name}" for items, each in fields if each.optional}
        self._limit()

    def reason(self, mutant: Mutant) -> str:
        """What proves that the mistake changes nothing, or nothing."""
        if mutant.key not in self.found:
            self.found[mutant.key] = IN_WORDS.get(self._reason(mutant), "")
        return self.found[mutant.key]

    def _reason(self, mutant: Mutant) -> str:
        if mutant.kind not in ("rule", "requirement"):
            return ""
        wrong = mutant.apply(self.tool)
        for unfolded in (False, True):
            for place in self._places(mutant, wrong, unfolded):
                how = self._same(place, unfolded)
                if how:
                    return how
            if mutant.kind == "rule":
                how = self._same_rule(mutant.where, wrong.calculator.index.rules[mutant.where], unfolded)
                if how:
                    return how
        return ""

    # --- asking -------------------------------------------------------------------------------------------------------

    def _forms(self, unfolded: bool) -> NormalForms:
        """`unfolded`: every rule written out; otherwise every rule a name."""
        compiled = self.tool.compiled
        kept = set() if unfolded else {rule.name for rule in compiled.rules}
        return NormalForms(self.terms, compiled, self.units, "", kept, set(), self.optional)

    def _same(self, place: Place, unfolded: bool) -> str:
        forms = self._forms(unfolded)
        if self.when.may_fail(place.right) != self.when.may_fail(place.wrong):
            return ""
        env = dict(place.env)
        pairs = [
            (forms.value(place.right, env), forms.value(place.wrong, env)),
            (
                forms.value(self.when.defined(place.right), env),
                forms.value(self.when.defined(place.wrong), env),
            ),
        ]
        return self._equal(pairs, list(place.kept), forms)

    def _same_rule(self, name: str, wrong: form.Rule, unfolded: bool) -> str:
        right = next(rule for rule in self.tool.compiled.rules if rule.name == name)
        if self._may_fail(right) != self._may_fail(wrong):
            return ""
        forms = self._forms(unfolded)
        right, wrong = _simple_rule(right), _simple_rule(wrong)
        env, lists = self._environment(right)
        pairs = [
            (forms.body(right, env), forms.body(wrong, env)),
            (forms.value(self.when.of_rule(right), env), forms.value(self.when.of_rule(wrong), env)),
        ]
        return self._equal(pairs, self._lawful(name, None, lists), forms)

    def _may_fail(self, rule: form.Rule) -> frozenset[str]:
        parts = (part for case in rule.cases for part in (case.body, case.guard) if part is not None)
        return self.when.may_fail(*parts)

    def _equal(self, pairs: list[tuple[int, int]], kept: list[int], forms: NormalForms) -> str:
        different = [(left, right) for left, right in pairs if left != right]
        if not different:
            return "normal form"
        if not self.solving:
            return ""
        asked = [*(term for pair in different for term in pair), *kept]
        least = {many.name: many.at_least for many in self.tool.compiled.lists}
        kept = [*kept, *laws(forms, asked, self.limits, least)]
        solver = _Exact(self.terms, self.limits)
        try:
            if all(solver.equal(left, right, kept).equal for left, right in different):
                return "solver"
        except (ValueError, KeyError, AttributeError, TypeError, solver.z3.Z3Exception):
            return ""
        return ""

    # --- places -------------------------------------------------------------------------------------------------------

    def _places(self, mutant: Mutant, wrong: ReferenceTool, unfolded: bool) -> Iterator[Place]:
        """The place of the mistake and every larger one around it, the innermost first."""
        if mutant.kind == "requirement":
            at = mutant.requirement or 0
            one = self.tool.compiled.requirements[at]
            dropped = mutant.operator == "requirement dropped"
            other = YES if dropped else _whole(wrong.compiled.requirements[at])
            yield Place(_simple(_whole(one)), _simple(other), {}, tuple(self._lawful("", at, {})))
        parts = mutant.key.split("/")
        if len(parts) not in (4, 5):
            return
        path = tuple(step for step in parts[-2].split(".") if step)
        lists: dict[int, str] = {}
        env: dict[str, int] = {}
        if mutant.kind == "requirement":
            at = mutant.requirement or 0
            right_one, wrong_one = self.tool.compiled.requirements[at], wrong.compiled.requirements[at]
            right, changed = getattr(right_one, parts[1]), getattr(wrong_one, parts[1])
            before = [right_one.guard] if parts[1] == "condition" and right_one.guard is not None else []
            owner = ""
        else:
            rule = next(each for each in self.tool.compiled.rules if each.name == parts[0])
            case = rule.cases[int(parts[1])]
            right = getattr(case, parts[2])
            changed = getattr(wrong.calculator.index.rules[rule.name].cases[int(parts[1])], parts[2])
            env, lists = self._environment(rule)
            before = self._before(rule, int(parts[1]), parts[2])
            owner, at = rule.name, -1
        found: list[Place] = []
        forms = self._forms(unfolded)
        kept = [forms.value(each, env) for each in before]
        level = 0
        while True:
            law = self._lawful(owner, at, lists)
            found.append(Place(_simple(right), _simple(changed), dict(env), (*kept, *law)))
            if not path:
                break
            step, inner = next((s, n) for s, n in children(right) if tuple(map(str, s)) == path[: len(s)])
            held = self._held(right, inner)
            if isinstance(right, form.Aggregate):
                level += 1
                bound = self.terms.make("bound", right.over, ANY + level)
                env = {**env, right.variable: bound}
                lists = {**lists, bound: right.over}
            kept += [forms.value(each, env) for each in held]
            changed = next(n for s, n in children(changed) if s == step)
            right, path = inner, path[len(step) :]
        yield from reversed(found)

    def _held(self, outer: form.Expr, inner: form.Expr) -> list[form.Expr]:
        """What must hold for a part of an expression to be looked at."""
        match outer:
            case form.And(left=left, right=right) if right is inner:
                return [left]
            case form.Or(left=left, right=right) if right is inner:
                return [form.Not(of=left)]
            case form.If(condition=condition, then=then) if condition is not inner:
                return [condition if then is inner else form.Not(of=condition)]
            case form.OrElse(left=left, right=right) if right is inner:
                return [form.Not(of=form.Known(of=left))]
            case form.Aggregate(body=body, where=where) if body is inner and where is not None:
                return [where]
            case _:
                return []

    def _before(self, rule: form.Rule, number: int, part: str) -> list[form.Expr]:
        """What must hold for a case to be looked at, and for its body to be."""
        case = rule.cases[number]
        same = [each for each in rule.cases if each.rank == case.rank and not each.otherwise and each.guard is not None]
        found: list[form.Expr] = []
        if case.otherwise:
            found += [form.Not(of=each.guard) for each in same if each.guard is not None]
        elif rule.in_order:
            earlier = [each for each in rule.cases[:number] if each in same]
            found += [form.Not(of=each.guard) for each in earlier if each.guard is not None]
        if part == "body" and case.guard is not None:
            found.append(case.guard)
        return found

    def _environment(self, rule: form.Rule) -> tuple[dict[str, int], dict[int, str]]:
        """The parameters of a rule as terms, and the lists of those that are items."""
        env: dict[str, int] = {}
        lists: dict[int, str] = {}
        for at, parameter in enumerate(rule.parameters):
            if isinstance(parameter.type, form.Item):
                term = self.terms.make("item", parameter.type.of)
                lists[term] = parameter.type.of
            else:
                kind = parameter.type.of if isinstance(parameter.type, form.Choice) else sort_of(parameter.type)
                term = self.terms.make("parameter", at, kind, sort=sort_of(parameter.type))
                if isinstance(parameter.type, form.Choice):
                    members = next(e for e in self.tool.compiled.enumerations if e.name == kind).members
                    self.limits[term] = Limits(kind=kind, members=tuple(member.name for member in members))
            env[parameter.name] = term
        return env, lists

    # --- what may be taken for granted --------------------------------------------------------------------------------

    def _lawful(self, owner: str, at: int | None, lists: Mapping[int, str]) -> list[int]:
        """What the requirements that do not need `owner`, and not number `at`, ask of everything and of every item."""
        found: list[int] = []
        for number, one in enumerate(self.tool.compiled.requirements):
            if one.modality != "shall" or number == at:
                continue
            if owner and owner in self.closures.of_expressions(one.condition, one.guard).rules:
                continue
            for unfolded in (False, True):
                forms = self._forms(unfolded)
                for condition in self._instances(one.condition, forms, lists):
                    guard = self.terms.true if one.guard is None else forms.value(one.guard, {})
                    found.append(self.terms.either(self.terms.negation(guard), condition))
        return list(dict.fromkeys(found))

    def _instances(self, node: form.Expr, forms: NormalForms, lists: Mapping[int, str]) -> list[int]:
        """A condition, and the same with `all` over a list said of each item in sight."""
        return [forms.value(node, {}), *(self._said_of(node, forms, item, over, {}) for item, over in lists.items())]

    def _said_of(self, node: form.Expr, forms: NormalForms, item: int, over: str, env: dict[str, int]) -> int:
        match node:
            case form.And(left=left, right=right):
                parts = (self._said_of(each, forms, item, over, env) for each in (left, right))
                return self.terms.both(*parts)
            case form.Or(left=left, right=right):
                parts = (self._said_of(each, forms, item, over, env) for each in (left, right))
                return self.terms.either(*parts)
            case form.Aggregate(kind="all", variable=variable, body=body, where=where) if node.over == over:
                inner = {**env, variable: item}
                holds = self._said_of(body, forms, item, "", inner)
                if where is None:
                    return holds
                return self.terms.either(self.terms.negation(forms.value(where, inner)), holds)
            case _:
                return forms.value(node, env)

    def _limit(self) -> None:
        """What every input, option and field of an item is held to."""
        compiled = self.tool.compiled
        kinds = {kind.name: tuple(member.name for member in kind.members) for kind in compiled.enumerations}
        declared: list[form.Input | form.Option] = [*compiled.inputs, *compiled.options]
        for given in declared:
            self.limits[self.terms.make("input", given.name, sort=sort_of(given.type))] = self._limits(given, kinds)
        for many in compiled.lists:
            owners = [self.terms.make("item", many.name)]
            owners += [self.terms.make("bound", many.name, level) for level in range(1, LEVELS)]
            owners += [self.terms.make("bound", many.name, ANY + level) for level in range(1, LEVELS)]
            for item in many.fields:
                for owner in owners:
                    term = self.terms.make("field", owner, item.name, sort=sort_of(item.type))
                    self.limits[term] = self._limits(item, kinds)

    def _limits(self, given: form.Input | form.Option, kinds: Mapping[str, tuple[str, ...]]) -> Limits:
        if isinstance(given.type, form.Choice):
            return Limits(kind=given.type.of, members=kinds.get(given.type.of, ()))
        if not isinstance(given.type, form.Quantity):
            return Limits()
        scale = self.units.parse(given.type.unit).scale
        told: dict[str, Any] = {"whole": given.type.whole and scale == 1}
        for bound in given.bounds:
            value = exact.read_number(bound.value) * scale
            if bound.op in ("ge", "gt"):
                told |= {"low": value, "above": bound.op == "gt"}
            else:
                told |= {"high": value, "below": bound.op == "lt"}
        return Limits(**told)


def _whole(one: form.Requirement) -> form.Expr:
    """A requirement as one condition."""
    return one.condition if one.guard is None else form.Or(left=form.Not(of=one.guard), right=one.condition)


def _simple(root: form.Expr) -> form.Expr:
    """`known(a or else b)` told as `known(a) or known(b)`."""
    for path, node in list(nodes(root)):
        if isinstance(node, form.Known) and isinstance(node.of, form.OrElse):
            told = form.Or(left=form.Known(of=node.of.left), right=_simple(form.Known(of=node.of.right)))
            return _simple(replaced(root, path, told))
    return root


def _simple_rule(rule: form.Rule) -> form.Rule:
    cases = tuple(
        msgspec.structs.replace(case, body=_simple(case.body), guard=case.guard and _simple(case.guard))
        for case in rule.cases
    )
    return msgspec.structs.replace(rule, cases=cases)


class _Exact(Solver):
    """A solver that knows what rounding is, and which amounts are whole numbers."""

    def equal(self, left: int, right: int, kept: Any = ()) -> Any:
        for term in set().union(*(below(self.terms, each) for each in (left, right, *kept))):
            parts = self.terms.parts(term)
            if parts[:2] == ("function", "year_of") or (parts[0] == "sum" and self.terms.constant(parts[3]) == 1):
                self.facts.append(self.z3.IsInt(self.value(term)))
        return super().equal(left, right, kept)

    def _applied(self, term: int, parts: tuple[Any, ...]) -> Any:
        if parts[0] != "round" or parts[3] is not None or parts[1] == "half_even":
            return super()._applied(term, parts)
        z3 = self.z3
        step = Fraction(10) ** -(parts[2] or 0)
        scaled = self.value(parts[4]) * z3.RealVal(f"{step.denominator}/{step.numerator}")
        half = z3.RealVal("1/2")
        low, high = z3.ToReal(z3.ToInt(scaled)), -z3.ToReal(z3.ToInt(-scaled))
        whole = {
            "floor": low,
            "ceiling": high,
            "down": z3.If(scaled >= 0, low, high),
            "up": z3.If(scaled >= 0, high, low),
            "half_up": z3.If(scaled >= 0, z3.ToReal(z3.ToInt(scaled + half)), -z3.ToReal(z3.ToInt(half - scaled))),
        }[parts[1]]
        return whole * z3.RealVal(f"{step.numerator}/{step.denominator}")
