"""Whole documents asked for their outputs: all that a tool can be asked that claims no capability.

One whole document the reference accepts is looked for; what the cases there are give is then put into it, so that
their branches, edges and blanks are met by whole documents too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from footrule.conformance.making.closure import Closure, Closures, merge
from footrule.conformance.making.sampling import Document, Sampler
from footrule.conformance.reference_tool import ReferenceTool
from footrule.runtime import form
from footrule.runtime.problems import Refused

TRIES = 60
"""Documents drawn, for each of the standard's examples, until one is whole and accepted."""

MOST = 60
"""Documents made of one whole document and a case, spread over all cases where there are more."""


def is_whole(tool: ReferenceTool, document: Document) -> bool:
    """Whether a document gives every input it has to."""
    try:
        tool.read(document, partial=False)
    except Refused:
        return False
    return True


def whole_documents(
    tool: ReferenceTool, closures: Closures, sampler: Sampler, seeds: Sequence[Document], cases: Sequence[Document]
) -> Iterator[Document]:
    """Nothing where no whole document was found that the reference accepts."""
    base = _accepted(tool, closures, sampler, seeds)
    if base is None:
        return
    yield base
    found = [_into(base, each) for each in (*seeds, *cases[:: max(1, len(cases) // MOST)])]
    yield from (each for each in found if is_whole(tool, each))


def _accepted(
    tool: ReferenceTool, closures: Closures, sampler: Sampler, seeds: Sequence[Document]
) -> Document | None:
    everything = _everything(tool.compiled, closures)
    required = {each.name for each in tool.compiled.inputs if not each.optional}
    required |= {each.name for each in tool.compiled.lists if not each.optional}
    for number in range(TRIES):
        for at, seed in enumerate([*seeds, {"inputs": {}}]):
            drawn = sampler.filled(seed, everything, f"whole {at} {number}")
            # what may be left out is left out at first: the less there is, the less there is to contradict
            kept = required | seed["inputs"].keys() if number % 2 == 0 else drawn["inputs"].keys()
            document = {**drawn, "inputs": {name: value for name, value in drawn["inputs"].items() if name in kept}}
            if is_whole(tool, document) and not tool.answer(document, tool.compiled.outputs).refused:
                return document
    return None


def _everything(compiled: form.Form, closures: Closures) -> Closure:
    found = Closure()
    for name in closures.rules:
        merge(found, closures.of_rule(name))
    for one in compiled.requirements:
        merge(found, closures.of_expressions(one.condition, one.guard))
    found.inputs.update(each.name for each in compiled.inputs if not each.source_of)
    found.lists.update(each.name for each in compiled.lists)
    found.options.update(each.name for each in compiled.options if each.default is None)
    return found


def _into(base: Document, other: Document) -> Document:
    together: dict[str, Any] = {"inputs": {**base["inputs"], **other.get("inputs", {})}}
    options = {**base.get("options", {}), **other.get("options", {})}
    return {**together, **({"options": options} if options else {})}
