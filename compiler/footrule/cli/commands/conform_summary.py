"""What a run comes to, on the terminal: the verdict first, then the scores, the counts, and the first failures."""

from __future__ import annotations

import shlex
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from footrule.cli.languages import current
from footrule.cli.words import label, word

if TYPE_CHECKING:
    from footrule.conformance.outcomes import Record
    from footrule.conformance.results import Results

_MOST_FAILURES = 5
_MOST_CLAUSES = 5
_MOST_REASONS = 3
_WITH_REASONS = ("unsupported", "out-of-scope", "crash", "timeout")
"""Outcomes without a value to look at: why there is none is mostly the same for many cases."""


def failed(found: Results) -> bool:
    """Whether a run is a finding: something fails, a required case was not passed, or nothing could be judged."""
    return any(each.fails for each in found.records) or found.required.passed < found.required.of or _nothing(found)


def summary(found: Results, path: Path | None) -> None:
    """`path`: where the results are kept, if they are."""
    from footrule.cli.screen import line  # noqa: PLC0415
    from footrule.conformance.library import folder_of  # noqa: PLC0415

    colour = "red" if failed(found) else "green"
    line(f"{found.standard} · {found.tool.name} {found.tool.version}".strip(), "bold")
    line(verdict(found), f"bold {colour}")
    line(
        word("conformance score", passed=found.required.passed, of=found.required.of, tried=found.attempted.of,
             passed_tried=found.attempted.passed, tier=word(f"tier {found.tier}")),
    )  # fmt: skip
    line()
    _counts(found)
    failures = [each for each in found.records if each.fails]
    for record in failures[:_MOST_FAILURES]:
        line()
        _failure(record)
    if failures:
        line()
        if len(failures) > _MOST_FAILURES:
            line(word("more failures", count=len(failures) - _MOST_FAILURES))
            if path:
                page = shlex.join(["footrule", "conform", "view", str(path), "--html", f"{path.stem}.html"])
                line(word("next", command=page))
        line(verdict(found), colour)
    if path is not None and found.complete and found.attempted.of < found.required.of and folder_of(found.standard):
        line(word("how strong", standard=found.standard, path=shlex.quote(str(path))))
    if not found.complete:
        line(word("interrupted run", done=len(found.records)) if path else word("interrupted without file"), "yellow")


def verdict(found: Results) -> str:
    """The run in one sentence."""
    required, others = found.required, sum(each.fails and each.level != "required" for each in found.records)
    if not found.records or _nothing(found):
        return word("verdict nothing")
    if required.passed < required.of:
        key = "verdict not passed" if found.complete else "verdict not passed yet"
        return word(key, of=required.of, lacking=required.of - required.passed)
    if others:
        return word("verdict others", of=required.of, others=others)
    return word("verdict passed" if found.complete else "verdict passed yet", of=required.of)


def _nothing(found: Results) -> bool:
    """Whether the tool would hear of no case: a run that judged nothing has found nothing right."""
    return bool(found.records) and all(each.outcome == "out-of-scope" for each in found.records)


def _counts(found: Results) -> None:
    from footrule.cli.screen import line, show, styled, table  # noqa: PLC0415
    from footrule.conformance.views.sentences import OUTCOMES, sentence  # noqa: PLC0415

    at = 0 if current() == "zh" else 1
    counted = table(word("verdict"), word("cases"), numbers=(1,))
    for outcome, count in found.counts.items():
        counted.add_row(styled(OUTCOMES.get(outcome, (outcome, outcome))[at]), styled(str(count)))
    show(counted)
    for outcome in _WITH_REASONS:
        reasons = Counter(sentence(each, current()) for each in found.records if each.outcome == outcome)
        for reason, count in reasons.most_common(_MOST_REASONS):
            line(word("reason of many", outcome=OUTCOMES[outcome][at], reason=reason, count=count))
    if found.suspects:
        line()
        line(word("likely clauses"), "bold")
        for suspect in found.suspects[:_MOST_CLAUSES]:
            line(f"  §{suspect.clause}  {suspect.failed}/{suspect.failed + suspect.passed}")


def _failure(record: Record) -> None:
    from footrule.cli.screen import line, wrapped  # noqa: PLC0415
    from footrule.conformance.views.sentences import OUTCOMES, sentence  # noqa: PLC0415

    head = f"{OUTCOMES[record.outcome][0 if current() == 'zh' else 1]}{word('colon')}{record.id}"
    line(head + (f"  §{record.clause}" if record.clause else ""), "red")
    wrapped(sentence(record, current()), 2)
    if record.checkpoint:
        wrapped(word("first differs", step=record.checkpoint), 2)
    if title := label(record.title.get("zh", ""), record.title.get("en", "")):
        wrapped(word("about the case", title=title), 2)
    line(f"  {record.replay}", "dim")
