"""A badge: what share of the required cases passes, and how much is known about how that was found out."""

from __future__ import annotations

from typing import Any

from footrule.conformance.results import Results

_TIERS = {"re-run": "re-run by us", "witnessed": "witnessed", "attested": "attested"}


def badge(results: Results) -> dict[str, Any]:
    """JSON a badge service draws; red only where something really fails."""
    score = results.required
    share = "100 %" if score.passed == score.of and score.of else f"{100 * score.share:.1f} %"
    if score.passed < score.of and share == "100.0 %":
        share = "> 99.9 %"
    whole = score.of > 0 and score.passed == score.of
    colour = "brightgreen" if whole and results.tier == "re-run" else "yellowgreen" if whole else "red"
    return {
        "schemaVersion": 1,
        "label": results.standard,
        "message": f"{share} ({score.passed}/{score.of}), {_TIERS[results.tier]}",
        "color": colour,
        "tier": results.tier,
        "suite": results.suite,
        "tool": {"name": results.tool.name, "version": results.tool.version, "digest": results.tool.digest},
    }
