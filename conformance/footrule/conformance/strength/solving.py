"""Documents on which a mistake should show, proposed by a solver: what is right and what is wrong, set unequal.

The form is written out over lists of a few items, everything required is given and no requirement refuses. What the
solver cannot compute it leaves open, so a document is a proposal; whether the case notices is seen by calculating.
"""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import msgspec

from footrule.conformance.making.closure import Closure, Closures, merge
from footrule.conformance.making.sampling import Document, written
from footrule.conformance.reference_tool import ReferenceTool
from footrule.conformance.strength.mutants import Mutant
from footrule.runtime import exact, form
from footrule.runtime.values import Value

if TYPE_CHECKING:
    from footrule.compiler.proofs.obligations import View

SIZES = (1, 2, 3)
"""Greatest lengths of lists that are tried, shortest first."""

STEPS = 1_000_000
"""Steps of the solver for one question: the same answer on every machine."""

ROUNDING = 200_000
"""Steps for making one number round: it is only nicer."""

MILLISECONDS = 60_000
"""A clock behind the steps, for safety only."""

MODELS = 3
"""How many unlike documents of one size are proposed."""

PINS = 8
"""How often some numbers are given a value where products of numbers are beyond the solver."""

_PINNED = ("1", "2", "3", "10", "1/2", "100")


def available() -> bool:
    return importlib.util.find_spec("z3") is not None


@dataclass(slots=True)
class Solving:
    """Questions about one form."""

    tool: ReferenceTool
    views: dict[int, View] = field(default_factory=dict)
    lawful: dict[int, dict[int, Any]] = field(default_factory=dict)
    closures: Closures = field(init=False)
    mentions: Any = None

    def __post_init__(self) -> None:
        self.closures = Closures(self.tool.compiled)

    def documents(self, mutant: Mutant) -> Iterator[tuple[Document, tuple[str, ...]]]:
        """Documents, and what to want of each."""
        if mutant.kind not in ("rule", "requirement", "table") or not available():
            return
        if self.mentions is None:
            from footrule.compiler.proofs.symbols import Mentions  # noqa: PLC0415 - z3 is heavy

            self.mentions = Mentions()
        for size in SIZES:
            view = self._view(size)
            for want, difference, here in self._questions(mutant, view, size):
                laws = {at: law for at, law in self.lawful[size].items() if at != mutant.requirement}
                judged, closure = self._judged(self._needed(mutant, want))
                facts = [*here, *(law for at, law in laws.items() if at in judged)]
                possible = False
                for document in self._models(view, facts, difference):
                    possible = True
                    yield self._only(document, closure), want
                if possible:
                    for document in self._models(view, [*here, *laws.values()], difference):
                        yield document, want

    def _needed(self, mutant: Mutant, want: tuple[str, ...]) -> Closure:
        if mutant.kind == "requirement":
            one = self.tool.compiled.requirements[mutant.requirement or 0]
            return self.closures.of_expressions(one.condition, one.guard)
        return self.closures.of_rule(want[0].partition("(")[0])

    def _judged(self, closure: Closure) -> tuple[set[int], Closure]:
        """The requirements that can be judged where no more is given than a closure needs, and what they look at."""
        compiled = self.tool.compiled
        needed = {each.name for each in compiled.inputs if not each.optional}
        needed |= {each.name for each in compiled.options if each.default is None}
        needed |= {each.name for each in compiled.lists if not each.optional}
        given = closure.inputs | closure.options | closure.lists
        wider = Closure()
        merge(wider, closure)
        judged = set()
        for at, one in enumerate(compiled.requirements):
            own = self.closures.of_expressions(one.condition, one.guard)
            if (own.inputs | own.options | own.lists) & needed <= given:
                judged.add(at)
                merge(wider, own)
        return judged, wider

    def _only(self, document: Document, closure: Closure) -> Document:
        """What of a document is needed: requirements about anything else are then not judged."""
        lists = {many.name: many for many in self.tool.compiled.lists}
        inputs: Document = {}
        for name, value in document["inputs"].items():
            if name in lists:
                if name in closure.lists:
                    kept = {
                        each.name
                        for each in lists[name].fields
                        if not each.optional or (name, each.name) in closure.fields
                    }
                    inputs[name] = [{key: held for key, held in item.items() if key in kept} for item in value]
            elif name in closure.inputs:
                inputs[name] = value
        options = {name: value for name, value in document.get("options", {}).items() if name in closure.options}
        return {"inputs": inputs, **({"options": options} if options else {})}

    def _view(self, size: int) -> View:
        from footrule.compiler.proofs.intervals import Ranges  # noqa: PLC0415 - z3 is heavy and may be absent
        from footrule.compiler.proofs.obligations import View  # noqa: PLC0415
        from footrule.compiler.proofs.symbols import Inputs  # noqa: PLC0415
        from footrule.compiler.proofs.world import World  # noqa: PLC0415

        if size not in self.views:
            compiled = self.tool.compiled
            world = World(compiled, Inputs(compiled, size), Ranges(compiled))
            self.lawful[size] = {
                at: self._met(world, one) for at, one in enumerate(compiled.requirements) if one.modality == "shall"
            }
            self.views[size] = View(world, [], {}, {}, [])
        return self.views[size]

    @staticmethod
    def _met(world: Any, one: form.Requirement) -> Any:
        import z3  # noqa: PLC0415

        guard = z3.BoolVal(True) if one.guard is None else world.truth(one.guard, {})
        return z3.Implies(guard, world.truth(one.condition, {}, guard))

    # --- questions ----------------------------------------------------------------------------------------------------

    def _questions(self, mutant: Mutant, view: View, size: int) -> Iterator[tuple[tuple[str, ...], Any, list[Any]]]:
        """What is wanted, that right and wrong differ, and which items are there."""
        import z3  # noqa: PLC0415

        wrong = mutant.apply(self.tool).calculator.index
        if mutant.kind == "requirement":
            at = mutant.requirement or 0
            other = z3.BoolVal(True)
            if mutant.operator != "requirement dropped":
                other = self._met(view.world, wrong.form.requirements[at])
            yield (), self.lawful[size][at] != other, []
            return
        names = [mutant.where]
        if mutant.kind == "table":
            names = [rule.name for rule in self.tool.compiled.rules if _reads(rule, mutant.where)]
        for name in names:
            right = self.tool.calculator.index.rules[name]
            for told, env in self._ways(right, view):
                difference = self._difference(view, mutant, right, wrong, env)
                if difference is not None:
                    yield (told,), difference, [value.here for _, value in env if hasattr(value, "here")]

    def _difference(self, view: View, mutant: Mutant, right: form.Rule, wrong: Any, env: Any) -> Any:
        import z3  # noqa: PLC0415

        from footrule.compiler.proofs.world import Instance  # noqa: PLC0415

        world = view.world
        one = world.called(Instance(right, env), z3.BoolVal(True))
        changed = msgspec.structs.replace(wrong.rules[right.name], name=f"{right.name} as in {mutant.key}")
        table = world.tables.get(mutant.where) if mutant.kind == "table" else None
        if table is not None:
            world.tables[mutant.where] = wrong.tables[mutant.where]
        try:
            other = world.called(Instance(changed, env), z3.BoolVal(True))
        finally:
            if table is not None:
                world.tables[mutant.where] = table
        if one.value is None or other.value is None:
            return None if one.value is other.value else z3.Or(one.known, other.known)
        if one.value.sort() != other.value.sort():
            return None
        return z3.Or(one.known != other.known, z3.And(one.known, one.value != other.value))

    def _ways(self, rule: form.Rule, view: View) -> Iterator[tuple[str, Any]]:
        """Targets of a rule, each with what stands for its parameters."""
        from footrule.compiler.proofs.symbols import Sym, rational  # noqa: PLC0415

        world = view.world
        ways: list[tuple[list[str], list[Any]]] = [([], [])]
        for parameter in rule.parameters:
            found: list[tuple[str, Any]] = []
            match parameter.type:
                case form.Item(of=of):
                    found = [("#1", item) for item in world.inputs.items[of][:1]]
                case form.Choice(of=kind):
                    found = [(name, Sym(world.inputs.member(kind, name))) for name in world.inputs.members[kind]]
                case form.Truth():
                    import z3  # noqa: PLC0415

                    found = [("yes", Sym(z3.BoolVal(True))), ("no", Sym(z3.BoolVal(False)))]
                case form.Quantity(unit=unit):
                    found = [(f"{n} {unit}".removesuffix(" 1"), Sym(rational(n))) for n in ("1", "2", "3", "5", "0")]
                case _:
                    return
            ways = [([*told, name], [*env, (parameter.name, value)]) for told, env in ways for name, value in found]
        for told, env in ways:
            yield (f"{rule.name}({', '.join(told)})" if told else rule.name), tuple(env)

    # --- answers ------------------------------------------------------------------------------------------------------

    def _models(self, view: View, facts: list[Any], difference: Any) -> Iterator[Document]:
        """Documents in which the difference shows and the facts hold."""
        solver = _solver([*view.world.inputs.assumptions, *facts], difference)
        for _ in range(MODELS):
            answer = str(solver.check())
            if answer == "unsat":
                return
            first = solver.model() if answer == "sat" else self._pinned(view, solver, difference)
            if first is None:
                return
            for model in self._rounded(view, solver, difference, first):
                yield self._written(view, model)
            solver.add(_otherwise(view, first))

    def _rounded(self, view: View, solver: Any, difference: Any, first: Any) -> list[Any]:
        from footrule.compiler.proofs.witnesses import round_off  # noqa: PLC0415

        solver.push()
        solver.set("rlimit", ROUNDING)
        round_off(view, difference, solver)
        models = [solver.model(), first] if str(solver.check()) == "sat" else [first]
        while solver.num_scopes():
            solver.pop()
        solver.set("rlimit", STEPS)
        return models

    def _pinned(self, view: View, solver: Any, difference: Any) -> Any:
        """A model once some of the numbers it speaks of are given values, drawn the same way every time."""
        from footrule.compiler.proofs.symbols import rational  # noqa: PLC0415

        names = self.mentions.of(difference)
        values = [value.value for value, type_ in _numbers(view) if self.mentions.of(value.value) & names]
        for attempt in range(PINS):
            draw = random.Random(f"pins {attempt}")
            solver.push()
            solver.add(*(value == rational(draw.choice(_PINNED)) for value in values if draw.random() < 0.7))
            found = solver.model() if str(solver.check()) == "sat" else None
            solver.pop()
            if found is not None:
                return found
        return None

    def _written(self, view: View, model: Any) -> Document:
        """The document a model stands for; a number without end is cut."""
        inputs = view.world.inputs
        found: Document = {"inputs": {}, "options": {}}

        def put(into: Document, name: str, value: Any, type_: form.Type) -> None:
            import z3  # noqa: PLC0415

            from footrule.compiler.proofs.witnesses import read_back  # noqa: PLC0415

            if z3.is_true(model.eval(value.known, model_completion=True)):
                into[name] = _told(read_back(model.eval(value.value, model_completion=True), type_, view), type_)

        for given in self.tool.compiled.inputs:
            if not given.source_of:
                put(found["inputs"], given.name, inputs.values[given.name], given.type)
        for many in self.tool.compiled.lists:
            items: list[Document] = []
            for item in inputs.items[many.name]:
                if str(model.eval(item.here, model_completion=True)) == "True":
                    items.append({})
                    for each in many.fields:
                        if not each.source_of:
                            put(items[-1], each.name, item.fields[each.name], each.type)
            found["inputs"][many.name] = items
        for option in self.tool.compiled.options:
            put(found["options"], option.name, inputs.values[option.name], option.type)
        return found


def _solver(facts: list[Any], difference: Any) -> Any:
    import z3  # noqa: PLC0415

    solver = z3.Solver()
    solver.set("timeout", MILLISECONDS)
    solver.set("rlimit", STEPS)
    solver.set("random_seed", 0)
    solver.add(*facts, difference)
    return solver


def _numbers(view: View) -> Iterator[tuple[Any, form.Type]]:
    """Every number a document can give."""
    inputs, compiled = view.world.inputs, view.world.compiled
    declared: list[tuple[Any, form.Type]] = [(inputs.values[each.name], each.type) for each in compiled.inputs]
    for many in compiled.lists:
        for item in inputs.items[many.name]:
            declared += [(item.fields[each.name], each.type) for each in many.fields]
    yield from ((value, type_) for value, type_ in declared if isinstance(type_, form.Quantity))


def _told(value: Value, type_: form.Type) -> Any:
    """A value as a case writes it."""
    if isinstance(value, Fraction) and isinstance(type_, form.Quantity):
        return written(value if exact.terminates(value, 9) else exact.rounded(value, "half_up", 3), type_.unit)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(type_, form.Text):
        return f"text {str(value).removeprefix('text ')}"
    return value


def _reads(rule: form.Rule, table: str) -> bool:
    from footrule.conformance.making.closure import nodes  # noqa: PLC0415

    roots = [root for case in rule.cases for root in (case.body, case.guard) if root is not None]
    return any(isinstance(node, form.Lookup) and node.table == table for root in roots for _, node in nodes(root))


def _otherwise(view: View, model: Any) -> Any:
    """That something no number tells differs from a model: which values are given, how many items there are."""
    import z3  # noqa: PLC0415

    inputs = view.world.inputs
    flags = [item.here for items in inputs.items.values() for item in items]
    flags += [value.known for value in inputs.values.values()]
    flags += [value.known for items in inputs.items.values() for item in items for value in item.fields.values()]
    free = [flag for flag in flags if not (z3.is_true(flag) or z3.is_false(flag))]
    return z3.Or([flag != model.eval(flag, model_completion=True) for flag in free]) if free else z3.BoolVal(False)
