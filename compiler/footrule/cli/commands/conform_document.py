"""`footrule conform document FILE`: the numbers of a PACT ProductFootprint held to the rules they claim to follow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from footrule.cli import exits
from footrule.cli.parameters import Json, Lang, complete_path

if TYPE_CHECKING:
    from footrule.conformance.documents.judging import Finding, Judged, Number, Total
    from footrule.conformance.documents.reading import Described
    from footrule.runtime.problems import Words


def document(
    path: Annotated[Path, typer.Argument(metavar="FILE", autocompletion=complete_path)],
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Every footprint of a JSON file: findings where a rule is broken, unreadable where it is no such document."""
    from footrule.cli.editions import compiler, form_of  # noqa: PLC0415
    from footrule.cli.screen import as_json, line  # noqa: PLC0415
    from footrule.conformance.documents.judging import Judge  # noqa: PLC0415
    from footrule.conformance.documents.reading import described, footprints, read_json  # noqa: PLC0415
    from footrule.conformance.reference_tool import ReferenceTool  # noqa: PLC0415

    by = described()
    found = footprints(read_json(path), by)
    judge = Judge(ReferenceTool(form_of(by.standard, compiler())), by)
    judged = [judge.judge(footprint, at) for at, footprint in found]
    if json:
        as_json({"standard": by.standard, "options": by.options, "footprints": [one.to_json() for one in judged]})
    else:
        for at, one in enumerate(judged):
            if at:
                line()
            _show(one, by, path)
    return exits.FINDINGS if any(one.findings for one in judged) else exits.FINE


def _told(words: Words) -> str:
    from footrule.cli.languages import current  # noqa: PLC0415

    return words.zh if current() == "zh" else words.en


def _show(judged: Judged, by: Described, path: Path) -> None:
    from footrule.cli.screen import line, wrapped  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance.documents.words import words  # noqa: PLC0415

    line(f"{path} {judged.path}".strip() + f" · {by.standard}", "bold")
    for total in judged.totals:
        _total(total)
    for finding in judged.findings:
        _finding(finding)
    for told in judged.not_judged:
        wrapped(f"{_told(words('not judged'))}{word('colon')}{_told(told)}", 2)
    taken = ", ".join(f"{name} = {value}" for name, value in by.options.items())
    wrapped(f"{_told(words('taken'))}{word('colon')}{taken}", 2)
    if judged.findings:
        told = words("findings", errors=judged.errors, warnings=judged.warnings)
        line(_told(told), "red" if judged.errors else "yellow")
    else:
        line(_told(words("consistent")), "green")


def _total(total: Total) -> None:
    from footrule.cli.screen import line, wrapped  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance.documents.words import words  # noqa: PLC0415

    unit = total.printed.unit
    shown = f"§{total.clause} {total.printed.name}{word('colon')}{_told(words('printed'))} {total.printed.value} {unit}"
    if total.recomputed:
        shown += f"{word('list comma')}{_told(words('recomputed'))} {total.recomputed} {unit}"
    line(f"  {shown}")
    told = words(total.verdict, names=", ".join(total.blank))
    numbers = ""
    if total.verdict in ("may be rounding", "differs"):
        numbers = f"{_told(words('deviation'))} {total.deviation}{word('list comma')}"
        numbers += f"{_told(words('rounding'))} {total.rounding} {unit}{word('colon')}"
    wrapped(numbers + _told(told), 4)


def _finding(finding: Finding) -> None:
    from footrule.cli.screen import line, wrapped  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance.documents.words import words  # noqa: PLC0415

    colour = "red" if finding.severity == "error" else "yellow"
    where = f" {finding.path}" if finding.path else ""
    line(f"  §{finding.clause}{where}{word('colon')}{_told(words(finding.severity))}", colour)
    wrapped(_told(finding.told), 4)
    for key, numbers in (("printed", finding.printed), ("recomputed", finding.recomputed)):
        if numbers:
            told = "; ".join(_number(each) for each in numbers)
            wrapped(f"{_told(words(key))}{word('colon')}{told}", 4)


def _number(number: Number) -> str:
    unit = "" if number.unit in ("", "1") else f" {number.unit}"
    return f"{number.path or _told(number.label)} = {number.value}{unit}"
