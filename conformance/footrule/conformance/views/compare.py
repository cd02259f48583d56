"""Two results side by side: what newly fails, what is mended, and whether it was the tool or the suite that changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from footrule.conformance.outcomes import Record
from footrule.conformance.results import Results

Pair = tuple[Record, Record]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`changed`: cases whose own content changed, so that their outcomes cannot be held against each other."""

    broken: tuple[Pair, ...]
    mended: tuple[Pair, ...]
    otherwise: tuple[Pair, ...]
    changed: tuple[Pair, ...]
    added: tuple[Record, ...]
    gone: tuple[Record, ...]
    same_suite: bool
    same_tool: bool

    def to_json(self) -> dict[str, Any]:
        def told(pairs: tuple[Pair, ...]) -> list[dict[str, str]]:
            return [{"id": one.id, "before": one.outcome, "after": other.outcome} for one, other in pairs]

        return {
            "new failures": told(self.broken),
            "fixed": told(self.mended),
            "other outcomes": told(self.otherwise),
            "changed cases": told(self.changed),
            "new cases": [each.id for each in self.added],
            "gone cases": [each.id for each in self.gone],
            "same suite": self.same_suite,
            "same tool": self.same_tool,
        }


def compare(before: Results, after: Results) -> Comparison:
    one, other = ({each.id: each for each in results.records} for results in (before, after))
    both = [(one[name], other[name]) for name in one if name in other]
    steady = [pair for pair in both if pair[0].digest == pair[1].digest]
    tool = [(each.tool.name, each.tool.version, each.tool.digest) for each in (before, after)]
    return Comparison(
        broken=tuple(pair for pair in steady if pair[1].fails and not pair[0].fails),
        mended=tuple(pair for pair in steady if pair[0].fails and not pair[1].fails),
        otherwise=tuple(
            pair for pair in steady if pair[0].outcome != pair[1].outcome and pair[0].fails == pair[1].fails
        ),
        changed=tuple(pair for pair in both if pair[0].digest != pair[1].digest),
        added=tuple(each for name, each in other.items() if name not in one),
        gone=tuple(each for name, each in one.items() if name not in other),
        same_suite=before.suite == after.suite,
        same_tool=tool[0] == tool[1],
    )
