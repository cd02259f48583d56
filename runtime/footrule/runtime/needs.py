"""What a value needs in any case, whatever the inputs are: told at once where it was not given.

Evaluation stops at the first thing that is missing. A user who is told one missing thing at a time has to calculate
as often as things are missing; so whatever every way through a rule reads is told together. What only some ways read
is told when evaluation comes to it, because until then nobody knows whether it is needed.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator

from footrule.runtime import form
from footrule.runtime.walking import children

Names = frozenset[str]
Asked = form.Expr | str
Work = Generator[Asked, Names, Names]
"""Yields an expression, or the name of a rule, and is sent the names that one needs."""

NONE: Names = frozenset()


class Needs:
    """Names of inputs, lists and options that rules and expressions of one form read in any case."""

    def __init__(self, compiled: form.Form) -> None:
        self._rules = {rule.name: rule for rule in compiled.rules}
        self._known: dict[str, Names] = {}

    def of_rule(self, name: str) -> Names:
        """What the rule reads whichever of its cases applies. Items' fields are left out: a list may be empty."""
        return self._drive(self._rule(name))

    def of(self, node: form.Expr) -> Names:
        """What the expression reads, whatever the values of its parts."""
        return self._drive(self._expression(node))

    def _drive(self, work: Work) -> Names:
        """Runs to the end without the host's stack, which no depth of expression or of rules may exhaust."""
        stack = [work]
        found: Names | None = None
        while stack:
            try:
                asked = next(stack[-1]) if found is None else stack[-1].send(found)
            except StopIteration as done:
                stack.pop()
                found = done.value
                continue
            found = None
            stack.append(self._rule(asked) if isinstance(asked, str) else self._expression(asked))
        assert found is not None
        return found

    def _rule(self, name: str) -> Work:
        if name not in self._known:
            self._known[name] = NONE  # a rule that depends on itself is refused elsewhere
            found: Names | None = None
            rule = self._rules.get(name)
            for case in rule.cases if rule else ():
                reads = NONE
                for node in _on_the_way(rule, case):
                    reads |= yield node
                found = reads if found is None else found & reads
            self._known[name] = found or NONE
        return self._known[name]

    def _expression(self, node: form.Expr) -> Work:
        match node:
            case form.Ref(name=name):
                return frozenset((name,))
            case form.Aggregate(over=name):
                return frozenset((name,))
            case form.And(left=first) | form.Or(left=first) | form.OrElse(left=first):
                return (yield first)
            case form.If(condition=condition, then=then, other=other):
                tested = yield condition
                return tested | ((yield then) & (yield other))
        found = (yield node.rule) if isinstance(node, form.Call) else NONE
        for inner in children(node):
            found |= yield inner
        return found


def _on_the_way(rule: form.Rule | None, taken: form.Case) -> Iterator[form.Expr]:
    """The guards looked at until this case is taken, and its body."""
    assert rule is not None
    for case in rule.cases:
        passed = case.rank > taken.rank or (case.rank == taken.rank and (taken.otherwise or not rule.in_order))
        if case.guard is not None and (passed or case is taken):
            yield case.guard
    if rule.in_order:
        for case in rule.cases[: next(at for at, each in enumerate(rule.cases) if each is taken)]:
            if case.guard is not None and case.rank == taken.rank:
                yield case.guard
    yield taken.body
