"""`footrule test`: the rules held to the published worked examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from footrule.cli import exits
from footrule.cli.parameters import All, Json, Lang, References

if TYPE_CHECKING:
    from footrule.runtime.form import Form
    from footrule.runtime.worked_examples import ExampleReport

    Tested = tuple[Form, tuple[ExampleReport, ...]]

_STYLES = {"agrees": "green", "disputed": "yellow", "fails": "bold red"}
_WIDEST = 8
_FEWEST = 3
_SHARES = (3, 1, 1)
_VERDICT = 8


def test(
    references: References = None,
    all_: All = False,
    every: Annotated[bool, typer.Option("--every")] = False,
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.cli.editions import compiler, form_of, named  # noqa: PLC0415
    from footrule.cli.screen import as_json, progress  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.runtime.worked_examples import check_examples  # noqa: PLC0415

    library = compiler()
    names = named(references, all_, library)
    tested: list[Tested] = []
    with progress(len(names), word("testing")) as bar:
        for name in names:
            form = form_of(name, library)
            tested.append((form, check_examples(form)))
            bar.advance(name)
    counts = _counts(tested)
    if json:
        as_json({"standards": [_told(form, reports) for form, reports in tested], "counts": counts})
    else:
        _show(tested, counts, every)
    return exits.FINDINGS if counts["fails"] else exits.FINE


def _told(form: Form, reports: tuple[ExampleReport, ...]) -> dict[str, object]:
    examples = []
    for report in reports:
        place = form.places[report.example.at]
        examples.append({"clause": place.clause, "line": place.line, **report.to_json()})
    return {"id": form.standard.id, "examples": examples}


def _counts(tested: list[Tested]) -> dict[str, int]:
    """Examples and printed results by verdict; `published` counts examples that were not made for the library."""
    reports = [report for _, reports in tested for report in reports]
    verdicts = [report.verdict for report in reports]
    published = [report.verdict for report in reports if not report.example.constructed]
    return {
        "examples": len(reports),
        "agrees": verdicts.count("agrees"),
        "disputed": verdicts.count("disputed"),
        "fails": verdicts.count("fails"),
        "published": len(published),
        "published agrees": published.count("agrees"),
        "published disputed": published.count("disputed"),
        "published fails": published.count("fails"),
        "printed results": sum(len(report.checks) for report in reports),
    }


def _show(tested: list[Tested], counts: dict[str, int], every: bool) -> None:
    from footrule.cli.screen import columns, line, show, styled  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415

    if not counts["examples"]:
        line(word("no examples"))
        return
    heading = columns(*_SHARES, last=_VERDICT)
    heading.add_row(*(styled(word(name), "bold") for name in ("example", "printed", "computed", "verdict")))
    show(heading)
    for form, reports in tested:
        if not reports:
            continue
        line()
        line(form.standard.id, "bold")
        shown = [report for report in reports if every or not _ordinary(report)]
        for report in shown:
            _show_example(form, report)
        if len(shown) < len(reports):
            line(f"  {word('made and agree', count=len(reports) - len(shown))}", "dim")
    line()
    _reasons(tested)
    told = {name.replace(" ", "_"): count for name, count in counts.items()}
    style = _STYLES["fails" if counts["fails"] else "agrees"]
    line(word("tested", **told), style)
    line(word("of which published", **told), style)


def _ordinary(report: ExampleReport) -> bool:
    """An example made for the library that agrees: counted, and shown only on demand."""
    return report.example.constructed and report.verdict == "agrees"


def _show_example(form: Form, report: ExampleReport) -> None:
    from footrule.cli.screen import columns, indented, line, show, styled  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415

    clause = form.places[report.example.at].clause
    line(f"  {report.example.name}" + (f"  §{clause}" if clause else ""))
    grid = columns(*_SHARES, last=_VERDICT)
    for check in report.checks:
        grid.add_row(
            indented(styled(check.target), 4),
            styled(check.printed),
            styled(_rounded(check.computed)),
            styled(word(check.verdict), _STYLES[check.verdict]),
        )
    show(grid)


def _rounded(computed: str | None) -> str:
    """Long digits cut for the table; the JSON holds them all."""
    if computed is None:
        return "–"
    digits, space, unit = computed.partition(" ")
    whole, point, decimals = digits.partition(".")
    kept = max(_WIDEST - len(whole), _FEWEST)
    return whole + point + (decimals if len(decimals) <= kept else f"{decimals[:kept]}…") + space + unit


def _reasons(tested: list[Tested]) -> None:
    """Why a printed result is disputed or fails, one sentence each."""
    from footrule.cli.languages import current  # noqa: PLC0415
    from footrule.cli.screen import line, wrapped  # noqa: PLC0415
    from footrule.cli.words import label, word  # noqa: PLC0415

    for form, reports in tested:
        for report in reports:
            said = [problem.line(current()) for problem in report.problems]
            for check in report.checks:
                if check.verdict != "agrees":
                    said.append(f"{check.target}: {label(check.reason.zh, check.reason.en)}")
                    said += [problem.line(current()) for problem in check.problems]
            if said:
                line(f"{word(report.verdict)}: {form.standard.id} · {report.example.name}", _STYLES[report.verdict])
                for sentence in said:
                    wrapped(sentence, 4)
                line()
