"""`footrule conform view` and `compare`: results on the terminal and in files, all from results files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from footrule.cli import exits
from footrule.cli.parameters import Json, Lang, ResultsFile, complete_path

if TYPE_CHECKING:
    from footrule.conformance.results import Results


Junit = Annotated[Path | None, typer.Option("--junit", metavar="FILE")]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE")]
Badge = Annotated[Path | None, typer.Option("--badge", metavar="FILE")]
Github = Annotated[bool, typer.Option("--github")]


class Views(TypedDict):
    """Which views are wanted, and where those that are files go."""

    junit: Path | None
    html: Path | None
    badge: Path | None
    github: bool
    json: bool


def view(
    files: Annotated[list[Path], typer.Argument(metavar="RESULTS", autocompletion=complete_path)],
    junit: Junit = None,
    html: Html = None,
    badge: Badge = None,
    github: Github = False,
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.conformance import results  # noqa: PLC0415
    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415

    views: Views = {"junit": junit, "html": html, "badge": badge, "github": github, "json": json}
    several = [results.read(path) for path in files]
    standards = list(dict.fromkeys(each.standard for each in several))
    if len(standards) > 1:
        raise ConformanceProblem("K0404", names=", ".join(standards))
    if len(several) > 1 and not (views["html"] and not any((views["junit"], views["badge"], views["github"]))):
        raise ConformanceProblem("K0405")
    must_be_writable(views, None)
    write(several, views)
    if len(several) == 1:
        told(several[0], views, files[0])
    return exits.FINE


def must_be_writable(views: Views, out: Path | None) -> None:
    """Asked before a run, which may take long: whether all it is to write can be. `out`: the results, with a journal
    beside them, so that they must be a file."""
    from footrule.cli.editions import reason_of  # noqa: PLC0415
    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415

    for path in filter(None, (out, views["junit"], views["html"], views["badge"])):
        try:
            reason = _why_not(path, path is out)
        except OSError as error:
            reason = reason_of(error)
        if reason:
            raise ConformanceProblem("K0107", path=path, reason=reason)


def _why_not(path: Path, must_be_file: bool) -> str:
    """Why a path cannot be written to, in the system's words; empty where it looks as if it could. Raises `OSError`."""
    import os  # noqa: PLC0415

    if path.is_dir():
        return "Is a directory"
    if must_be_file and path.exists() and not path.is_file():
        return "not a file"
    above = next((each for each in path.absolute().parents if each.exists()), path)
    if not above.is_dir():
        return "Not a directory"
    return "" if os.access(path if path.exists() else above, os.W_OK) else "Permission denied"


def write(several: Sequence[Results], views: Views) -> None:
    """The views that are files. JUnit and badge are of one tool, the page of any number."""
    import json  # noqa: PLC0415

    from footrule.cli.editions import write_text  # noqa: PLC0415
    from footrule.conformance.views.badge import badge  # noqa: PLC0415
    from footrule.conformance.views.junit import junit  # noqa: PLC0415
    from footrule.conformance.views.page import page  # noqa: PLC0415

    if views["junit"]:
        write_text(views["junit"], junit(several[0]))
    if views["html"]:
        write_text(views["html"], page(several))
    if views["badge"]:
        write_text(views["badge"], json.dumps(badge(several[0]), ensure_ascii=False, indent=1) + "\n")


def told(found: Results, views: Views, path: Path | None) -> None:
    """What is said of a run on standard output: annotations, JSON, or a summary with the first failures."""
    import sys  # noqa: PLC0415

    import msgspec  # noqa: PLC0415

    from footrule.cli.commands.conform_summary import summary  # noqa: PLC0415
    from footrule.cli.screen import as_json  # noqa: PLC0415
    from footrule.conformance.views.annotations import github_annotations  # noqa: PLC0415

    if views["github"]:
        sys.stdout.write(github_annotations(found))
    elif views["json"]:
        as_json(msgspec.to_builtins(found))
    else:
        summary(found, path)


def compare(before: ResultsFile, after: ResultsFile, json: Json = False, lang: Lang = None) -> int:
    from footrule.cli.languages import current  # noqa: PLC0415
    from footrule.cli.screen import as_json, line  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance import results  # noqa: PLC0415
    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415
    from footrule.conformance.views.compare import compare as compared  # noqa: PLC0415
    from footrule.conformance.views.sentences import OUTCOMES  # noqa: PLC0415

    one, other = results.read(before), results.read(after)
    if one.standard != other.standard:
        raise ConformanceProblem("K0404", names=f"{one.standard}, {other.standard}")
    found = compared(one, other)
    plain = found.to_json()
    if json:
        as_json(plain)
        return exits.FINDINGS if found.broken else exits.FINE
    at = 0 if current() == "zh" else 1
    line(word("same suite" if found.same_suite else "other suite"))
    line(word("same tool" if found.same_tool else "other tool"))
    line(word("score then and now", before=f"{one.required.passed}/{one.required.of}",
              after=f"{other.required.passed}/{other.required.of}"))  # fmt: skip
    replays = {record.id: record.replay for record in other.records}
    for key in ("new failures", "fixed", "other outcomes", "changed cases"):
        colour = "bold red" if key == "new failures" and plain[key] else "bold"
        line(f"{word(key)}{word('colon')}{len(plain[key])}", colour)
        for pair in plain[key]:
            line(f"  {pair['id']}{word('colon')}{OUTCOMES[pair['before']][at]} → {OUTCOMES[pair['after']][at]}")
            if key == "new failures" and replays.get(pair["id"]):
                line(f"    {replays[pair['id']]}", "dim")
    for key in ("new cases", "gone cases"):
        line(f"{word(key)}{word('colon')}{len(plain[key])}", "bold")
        for name in plain[key]:
            line(f"  {name}")
    return exits.FINDINGS if found.broken else exits.FINE
