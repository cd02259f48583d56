"""`footrule conform run`: one tool put to a suite, kept case by case so that an interruption loses nothing."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from footrule.cli import exits
from footrule.cli.commands import conform_views
from footrule.cli.commands.conform_refusals import accepted
from footrule.cli.commands.conform_suites import read_suite, reference_of
from footrule.cli.commands.conform_summary import failed
from footrule.cli.parameters import Json, Lang, complete_path
from footrule.cli.parameters import Suite as SuiteNamed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footrule.conformance.carriers import Carrier, Limits
    from footrule.conformance.outcomes import Record
    from footrule.conformance.results import Results
    from footrule.conformance.runner import Settings
    from footrule.conformance.suites import Suite

SECONDS, MEMORY, REPEAT = 10.0, 2000, 1


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a run as they were given."""

    suite: str
    tool: str
    out: Path | None
    waivers: Path | None
    cases: tuple[str, ...]
    seconds: float
    memory: int
    repeat: int
    strict: bool
    network: bool
    witnessed: bool
    resume: bool


def run(
    suite: SuiteNamed,
    tool: Annotated[str, typer.Option("--tool", metavar="TOOL")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", autocompletion=complete_path)] = None,
    junit: conform_views.Junit = None,
    html: conform_views.Html = None,
    badge: conform_views.Badge = None,
    github: conform_views.Github = False,
    waivers: Annotated[Path | None, typer.Option("--waivers", metavar="FILE")] = None,
    case: Annotated[list[str] | None, typer.Option("--case", metavar="ID")] = None,
    seconds: Annotated[float, typer.Option("--seconds", metavar="S")] = SECONDS,
    memory: Annotated[int, typer.Option("--memory", metavar="MB")] = MEMORY,
    repeat: Annotated[int, typer.Option("--repeat", metavar="N")] = REPEAT,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    network: Annotated[bool, typer.Option("--network")] = False,
    witnessed: Annotated[bool, typer.Option("--witnessed")] = False,
    resume: Annotated[bool, typer.Option("--resume")] = False,
    json: Json = False,
    lang: Lang = None,
) -> int:
    asked = Asked(
        suite, tool, out, waivers, tuple(case or ()), seconds, memory, repeat, strict, network, witnessed, resume
    )
    return _run(asked, {"junit": junit, "html": html, "badge": badge, "github": github, "json": json})


def _run(asked: Asked, views: conform_views.Views) -> int:
    from footrule.cli.editions import write_text  # noqa: PLC0415
    from footrule.conformance import results  # noqa: PLC0415

    limits = _limits(asked)
    _must_be_text(asked.suite, asked.tool, str(asked.waivers or ""))
    conform_views.must_be_writable(views, asked.out)
    suite = read_suite(asked.suite)
    carrier = _carrier(asked.tool, limits)
    settings = _settings(asked, suite, limits)
    found, journal = _put(asked, suite, carrier, settings)
    if asked.out is not None:
        write_text(asked.out, results.encode(found).decode())
        if found.complete and journal is not None:
            journal.done()
    conform_views.write([found], views)
    conform_views.told(found, views, asked.out)
    if not found.complete:
        return exits.INTERRUPTED
    return exits.FINDINGS if failed(found) else exits.FINE


def _limits(asked: Asked) -> Limits:
    from footrule.conformance.carriers import Limits  # noqa: PLC0415
    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415

    for option, value, least, most in (
        ("--seconds", asked.seconds, 0.01, 3600),
        ("--memory", asked.memory, 16, 1_000_000),
        ("--repeat", asked.repeat, 1, 100),
    ):
        if not least <= value <= most:
            raise ConformanceProblem("K0401", option=option, value=f"{value:g}", accepted=accepted(option))
    if asked.resume and asked.out is None:
        raise ConformanceProblem("K0403")
    return Limits(seconds=asked.seconds, memory=asked.memory * 1_000_000, network=asked.network)


def _must_be_text(*names: str) -> None:
    """What stands in the results must be text that can be written."""
    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415

    for name in names:
        try:
            name.encode()
        except UnicodeEncodeError:
            raise ConformanceProblem("K0417", name=name) from None


def _carrier(tool: str, limits: Limits) -> Carrier:
    from footrule.conformance.carriers import UnknownCarrier, open_carrier  # noqa: PLC0415
    from footrule.conformance.carriers.presence import must_be_there  # noqa: PLC0415
    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415

    must_be_there(tool)
    try:
        return open_carrier(tool, limits)
    except UnknownCarrier:
        raise ConformanceProblem("K0411", name=tool) from None


def _settings(asked: Asked, suite: Suite, limits: Limits) -> Settings:
    from datetime import date  # noqa: PLC0415

    from footrule.conformance.runner import Settings  # noqa: PLC0415

    _must_be_known(asked.cases, suite, asked.suite)
    return Settings(
        limits=limits,
        repeat=asked.repeat,
        strict=asked.strict,
        reference=reference_of(suite),
        waivers=_waivers(asked.waivers, suite),
        today=date.today(),
        named=asked.tool,
        suite_named=asked.suite,
        witnessed=asked.witnessed,
        only=frozenset(asked.cases),
        replayed_with=_options(asked),
    )


def _options(asked: Asked) -> tuple[str, ...]:
    """What was given that could change how a case ends: a case that is replayed ends as it did."""
    return (
        *(("--strict",) if asked.strict else ()),
        *(("--network",) if asked.network else ()),
        *(("--seconds", f"{asked.seconds:g}") if asked.seconds != SECONDS else ()),
        *(("--memory", str(asked.memory)) if asked.memory != MEMORY else ()),
        *(("--repeat", str(asked.repeat)) if asked.repeat != REPEAT else ()),
        *(("--waivers", str(asked.waivers)) if asked.waivers is not None else ()),
    )


def _must_be_known(cases: tuple[str, ...], suite: Suite, named: str) -> None:
    from difflib import get_close_matches  # noqa: PLC0415 - only for this message

    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415

    names = {case.id for case in suite.cases}
    strange = [name for name in cases if name.removesuffix("#twin") not in names]
    if strange:
        near = get_close_matches(strange[0], names, n=3, cutoff=0.3) or sorted(names)[:3]
        raise ConformanceProblem("K0207", suite=named, names=", ".join(strange), known=", ".join(near))


def _waivers(path: Path | None, suite: Suite) -> Mapping[str, Any]:
    from footrule.conformance import waivers  # noqa: PLC0415
    from footrule.conformance.problems import told_names  # noqa: PLC0415

    if path is None:
        return {}
    found = waivers.read(path)
    names = {case.id for case in suite.cases}
    strange = [name for name in found if name.removesuffix("#twin") not in names]
    if strange:
        raise waivers.WaiverError("K0302", path=path, names=told_names(strange))
    return found


def _put(asked: Asked, suite: Suite, carrier: Carrier, settings: Settings) -> tuple[Results, Any]:
    from footrule.cli.screen import progress  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance.journal import VERSION, Journal, Run, earlier  # noqa: PLC0415
    from footrule.conformance.runner import harness, run  # noqa: PLC0415

    this = Run(VERSION, suite.standard, suite.digest, harness(), asked.tool, settings.told())
    before = earlier(asked.out, this) if asked.resume and asked.out is not None else {}
    total = len(settings.only) or len(suite.cases) + sum(case.id.startswith("example.") for case in suite.cases)
    journal = Journal(asked.out, this, before) if asked.out is not None else None
    with journal or nullcontext(), progress(total, word("running cases")) as bar:
        for name in before:
            bar.advance(name)

        def keep(record: Record) -> None:
            if journal is not None:
                journal.add(record)
            bar.advance(record.id)

        return run(suite, carrier, settings, before=before, keep=keep), journal
