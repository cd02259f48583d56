"""`footrule diff`: what changes between two editions, for whom, by how much, with proof."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from footrule.cli import exits
from footrule.cli.parameters import Json, Lang, accepted, complete_path, complete_reference
from footrule.cli.reports import FORMATS, chosen_format, give

if TYPE_CHECKING:
    from footrule.compiler.editions.changes import CarryOver, Report
    from footrule.compiler.editions.pair import Edition

ALL_FORMATS = (*FORMATS, "github", "changelog")
LEVELS = ("ERR", "WARN", "INFO", "never")


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", autocompletion=complete_reference)],
    new: Annotated[str, typer.Argument(metavar="NEW", autocompletion=complete_reference)],
    path: Annotated[str | None, typer.Argument(metavar="PATH", autocompletion=complete_path)] = None,
    git: Annotated[bool, typer.Option("--git")] = False,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT")] = "text",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE")] = None,
    level: Annotated[str, typer.Option("--level", metavar="LEVEL")] = "ERR",
    portfolio: Annotated[str | None, typer.Option("--portfolio", metavar="CSV")] = None,
    products: Annotated[int, typer.Option("--products", metavar="COUNT", min=0, max=100_000)] = 40,
    results: Annotated[list[str] | None, typer.Option("--results", metavar="FILE")] = None,
    approvals: Annotated[str | None, typer.Option("--approvals", metavar="FILE")] = None,
    every: Annotated[bool, typer.Option("--every")] = False,
    json: Json = False,
    lang: Lang = None,
) -> int:
    form = chosen_format(format, ALL_FORMATS, json=json)
    accepted("--level", level, LEVELS)
    if git != (path is not None):
        raise exits.UsageStop("diff git needs path" if git else "too many arguments", names=path or "")
    report = _report(old, new, path, portfolio, products, results or [])
    if approvals is not None:
        report = _approved(report, approvals)
    _give(report, form, out, path or new, every)
    return _ending(report, level)


def _report(old: str, new: str, path: str | None, portfolio: str | None, count: int, results: list[str]) -> Report:
    import msgspec  # noqa: PLC0415

    from footrule.compiler import cache  # noqa: PLC0415
    from footrule.compiler.editions import sources, store  # noqa: PLC0415
    from footrule.runtime.problems import Refused  # noqa: PLC0415

    with sources.folder() as one, sources.folder() as other:
        before, after = _edition(old, path, Path(one)), _edition(new, path, Path(other))
        kept = cache.Store.default()
        found = None if portfolio is not None else store.find(kept, before, after, count)
        try:
            if found is None:
                found = _compared(before, after, portfolio, count, Path(one))
                if portfolio is None:
                    store.keep(kept, before, after, count, found)
            carried = tuple(_carried(file, before, after) for file in results)
        except Refused as refusal:
            raise exits.UnreadableStop("form refused", problem=refusal.problems[0].line()) from None
    return msgspec.structs.replace(found, carried=carried)


def _compared(before: Edition, after: Edition, portfolio: str | None, count: int, folder: Path) -> Report:
    import msgspec  # noqa: PLC0415

    from footrule.compiler.editions import numbers, portfolio_files  # noqa: PLC0415
    from footrule.compiler.editions.compare import compare  # noqa: PLC0415

    report, pair, rules = compare(before, after)
    measure = numbers.Measure(pair, rules)
    if portfolio is None:
        found = measure.numbers(numbers.generated(pair, count), numbers.GENERATED, count)
    else:
        try:
            file = portfolio_files.Portfolio.at(_spooled(portfolio, folder))
            found = measure.of_portfolio(file, portfolio)
        except portfolio_files.PortfolioError as error:
            raise exits.UnreadableStop("refused site", refusal=error) from None
    return msgspec.structs.replace(report, numbers=found)


def _carried(file: str, before: Edition, after: Edition) -> CarryOver:
    """What a results file of the old edition is worth under the new one."""
    from footrule.cli.languages import current  # noqa: PLC0415
    from footrule.conformance import carry_over, results, suites  # noqa: PLC0415
    from footrule.conformance.library import folder_of  # noqa: PLC0415

    own = before.compiled.standard.id
    try:
        found = results.read(Path(file))
    except results.ResultsError as error:
        raise exits.UnreadableStop("unreadable", path=file, reason=error.told(current())) from None
    if found.standard != own:
        raise exits.UnreadableStop("results of another", path=file, found=found.standard, wanted=own)
    folder = folder_of(own)
    if folder is None:
        raise exits.UnreadableStop("no suite", standard=own)
    try:
        suite = suites.read(folder)
    except suites.SuiteError as error:
        raise exits.UnreadableStop("unreadable", path=folder, reason=error.told(current())) from None
    return carry_over.carry_over(found, suite, before.compiled, after.compiled)


def _spooled(portfolio: str, folder: Path) -> Path:
    """A file to walk over more than once; standard input is written to one."""
    import shutil  # noqa: PLC0415
    import sys  # noqa: PLC0415

    if portfolio != "-":
        return Path(portfolio)
    with (folder / "portfolio").open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    return folder / "portfolio"


def _edition(name: str, path: str | None, folder: Path) -> Edition:
    from footrule.cli.editions import compiled, compiler, sound_edition  # noqa: PLC0415
    from footrule.compiler.driver import Unreadable  # noqa: PLC0415
    from footrule.compiler.editions import sources  # noqa: PLC0415

    if path is None:
        return sound_edition(compiled(name, compiler()))
    try:
        return sound_edition(sources.at_revision(name, path, folder))
    except sources.GitError as error:
        raise exits.UnreadableStop("git", reason=str(error)) from None
    except Unreadable as error:
        raise exits.UnreadableStop("unreadable", path=error.reference, reason=error.reason) from None


def _approved(report: Report, path: str) -> Report:
    from datetime import date  # noqa: PLC0415

    from footrule.cli.given import read_bytes  # noqa: PLC0415
    from footrule.compiler.editions import approvals  # noqa: PLC0415

    try:
        return approvals.applied(report, approvals.read(read_bytes(path)), date.today())
    except approvals.ApprovalsError as error:
        raise exits.UnreadableStop("refused site", refusal=error) from None


def _give(report: Report, form: str, out: Path | None, named: str, every: bool) -> None:
    from footrule.compiler.editions import page, telling  # noqa: PLC0415

    give(report, form, out, {
        "text": partial(telling.text, report, everything=every),
        "markdown": partial(telling.markdown, report),
        "html": partial(page.page, report),
        "github": partial(telling.workflow_commands, report, named),
        "changelog": partial(telling.changelog, report),
    })  # fmt: skip


def _ending(report: Report, level: str) -> int:
    """1 where a change at or above the level is not approved."""
    from footrule.compiler.editions.changes import LEVELS as ORDER  # noqa: PLC0415

    worst = report.worst()
    if level == "never" or worst is None:
        return exits.FINE
    return exits.FINDINGS if ORDER.index(worst) <= [*ORDER].index(level) else exits.FINE  # type: ignore[arg-type]  # checked
