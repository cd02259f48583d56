"""`footrule conform`: suites of cases, tools put under test, their results seen and compared, how strong a suite is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from footrule.cli import exits
from footrule.cli.parameters import Json, Lang

if TYPE_CHECKING:
    from footrule.cli.commands.conform_runs import Asked
    from footrule.runtime.problems import Words

ACTIONS = ("suite", "run", "view", "compare", "strength", "improve", "accept", "document", "requests", "schema")
_SEVERAL = ("view",)
_NEEDED = {"compare": 2, "accept": 2, "schema": 0}
_VIEWS = ("--junit", "--html", "--badge", "--github")
_TAKEN: dict[str, tuple[str, ...]] = {
    "suite": ("--out", "--checkpoints"),
    "run": ("--tool", "--out", *_VIEWS, "--waivers", "--case", "--seconds", "--memory", "--repeat", "--strict",
            "--network", "--witnessed", "--resume"),
    "view": _VIEWS,
    "compare": (),
    "strength": ("--out",),
    "improve": ("--out",),
    "accept": (),
    "document": (),
    "requests": (),
    "schema": (),
}  # fmt: skip
SECONDS, MEMORY, REPEAT = 10.0, 2000, 1


def conform(
    action: Annotated[str, typer.Argument(metavar="|".join(ACTIONS))],
    subjects: Annotated[list[str] | None, typer.Argument(metavar="[REF | SUITE | RESULTS | FILE]...")] = None,
    tool: Annotated[str, typer.Option("--tool", metavar="proc:…|exec:…|http:…|py:…|xlsx:…|file:…")] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="PATH")] = None,
    junit: Annotated[Path | None, typer.Option("--junit", metavar="FILE")] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE")] = None,
    badge: Annotated[Path | None, typer.Option("--badge", metavar="FILE")] = None,
    github: Annotated[bool, typer.Option("--github")] = False,
    waivers: Annotated[Path | None, typer.Option("--waivers", metavar="FILE")] = None,
    case: Annotated[list[str] | None, typer.Option("--case", metavar="ID")] = None,
    seconds: Annotated[float, typer.Option("--seconds", metavar="S")] = SECONDS,
    memory: Annotated[int, typer.Option("--memory", metavar="MB")] = MEMORY,
    repeat: Annotated[int, typer.Option("--repeat", metavar="N")] = REPEAT,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    network: Annotated[bool, typer.Option("--network")] = False,
    witnessed: Annotated[bool, typer.Option("--witnessed")] = False,
    resume: Annotated[bool, typer.Option("--resume")] = False,
    checkpoints: Annotated[bool, typer.Option("--checkpoints")] = False,
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.cli.commands import conform_runs, conform_suites, conform_views  # noqa: PLC0415
    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415
    from footrule.runtime.problems import Words  # noqa: PLC0415

    given = subjects or []
    said = {
        "--tool": tool, "--out": out, "--junit": junit, "--html": html, "--badge": badge, "--github": github,
        "--waivers": waivers, "--case": case, "--seconds": seconds != SECONDS, "--memory": memory != MEMORY,
        "--repeat": repeat != REPEAT, "--strict": strict, "--network": network, "--witnessed": witnessed,
        "--resume": resume, "--checkpoints": checkpoints,
    }  # fmt: skip
    views: conform_views.Views = {"junit": junit, "html": html, "badge": badge, "github": github, "json": json}
    try:
        _must_be_action(action, len(given))
        _must_be_taken(action, [name for name, value in said.items() if value])
        match action:
            case "suite":
                return conform_suites.suite(given[0], out, checkpoints, json)
            case "run":
                asked: Asked = conform_runs.Asked(
                    given[0], tool, out, waivers, tuple(case or ()), seconds, memory, repeat, strict, network,
                    witnessed, resume,
                )  # fmt: skip
                return conform_runs.run(asked, views)
            case "view":
                return conform_views.view([Path(each) for each in given], views)
            case "compare":
                return conform_views.compare(Path(given[0]), Path(given[1]), json)
            case "strength" | "improve" | "accept":
                return _strength(action, given, out, json)
            case "document":
                from footrule.cli.commands.conform_document import document  # noqa: PLC0415

                return document(given[0], json)
            case "requests":
                return conform_suites.requests(given[0])
            case _:
                return conform_suites.schema()
    except ConformanceProblem as problem:
        kind = exits.UsageStop if problem.code.startswith("K04") else exits.UnreadableStop
        raise kind("refused site", refusal=Words(problem.told("zh"), problem.told("en"))) from None


def _strength(action: str, given: list[str], out: Path | None, json: bool) -> int:
    from footrule.cli.commands import conform_strength, conform_suites  # noqa: PLC0415

    suite = conform_suites.read_suite(given[0])
    form = conform_suites.form_of(suite.standard)
    match action:
        case "strength":
            return conform_strength.strength(given[0], suite, form, out, json)
        case "improve":
            return conform_strength.improve(given[0], suite, form, out, json)
        case _:
            return conform_strength.accept(given[0], suite, form, Path(given[1]), json)


def _must_be_action(action: str, given: int) -> None:
    from difflib import get_close_matches  # noqa: PLC0415 - only for this message

    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415

    if action not in ACTIONS:
        near = get_close_matches(action, ACTIONS, n=1)
        raise ConformanceProblem("K0409", name=action, names=", ".join(near or ACTIONS))
    needed = _NEEDED.get(action, 1)
    if given < needed or (given > needed and action not in _SEVERAL):
        raise ConformanceProblem("K0410", action=action, count=given, what=_wanted(action))


def _wanted(action: str) -> Words:
    from footrule.runtime.problems import Words  # noqa: PLC0415

    match action:
        case "suite":
            return Words("一个标准的名称", "the name of one standard")
        case "view":
            return Words("结果文件", "results files")
        case "compare":
            return Words("两个结果文件：先前的和后来的", "two results files: the one before and the one after")
        case "accept":
            return Words("案例集和提议案例的文件夹", "a suite and the folder of proposed cases")
        case "document":
            return Words("一个 JSON 文件", "one JSON document")
        case "schema":
            return Words("不须给出对象", "nothing to work on")
        case _:
            return Words("一个案例集：文件夹或标准的名称", "one suite: its folder, or the standard's name")


def _must_be_taken(action: str, said: list[str]) -> None:
    """An option that means nothing to an action is a slip, and no slip is passed over in silence."""
    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415

    idle = [name for name in said if name not in _TAKEN[action]]
    if idle:
        names = ", ".join((*_TAKEN[action], "--json", "--lang"))
        raise ConformanceProblem("K0406", option=idle[0], action=action, names=names)
