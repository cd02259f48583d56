"""`footrule conform`: suites of cases, tools put under test, and how strong a suite is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from footrule.cli import exits
from footrule.cli.parameters import Json, Lang

if TYPE_CHECKING:
    from footrule.cli.screen import Progress
    from footrule.conformance.outcomes import Record
    from footrule.conformance.results import Results
    from footrule.conformance.strength.measure import Strength
    from footrule.conformance.suites import Suite
    from footrule.runtime.form import Form

ACTIONS = ("suite", "run", "compare", "strength", "improve", "document", "requests", "schema")
_MOST_SHOWN = 20


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
    seconds: Annotated[float, typer.Option("--seconds", metavar="S")] = 10.0,
    memory: Annotated[int, typer.Option("--memory", metavar="MB")] = 2000,
    repeat: Annotated[int, typer.Option("--repeat", metavar="N")] = 1,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    network: Annotated[bool, typer.Option("--network")] = False,
    witnessed: Annotated[bool, typer.Option("--witnessed")] = False,
    resume: Annotated[bool, typer.Option("--resume")] = False,
    json: Json = False,
    lang: Lang = None,
) -> int:
    given = subjects or []
    if action not in ACTIONS:
        raise exits.UsageStop("conform action", name=action, names=", ".join(ACTIONS))
    needed = {"compare": 2, "schema": 0}.get(action, 1)
    if len(given) < needed or (len(given) > needed and action != "run"):
        raise exits.UsageStop("conform subjects", action=action, count=needed)
    match action:
        case "suite":
            return _suite(given[0], out, json)
        case "run":
            from footrule.conformance.carriers import Limits  # noqa: PLC0415

            if not tool:
                raise exits.UsageStop("missing parameter", name="--tool")
            limits = Limits(seconds=seconds, memory=memory * 1_000_000, network=network)
            options: dict[str, Any] = {
                "limits": limits, "repeat": max(1, repeat), "strict": strict, "witnessed": witnessed,
                "only": frozenset(case or ()), "waivers": _waivers(waivers), "named": tool, "suite_named": given[0],
            }  # fmt: skip
            found, suite = _run(given[0], tool, options, out if resume else None)
            _write(found, suite, {"out": out, "junit": junit, "html": html, "badge": badge})
            return _told(found, json, github)
        case "compare":
            return _compare(given[0], given[1], json)
        case "strength":
            return _strength(given[0], json)
        case "improve":
            return _improve(given[0], out, json)
        case "document":
            from footrule.cli.commands.conform_document import document  # noqa: PLC0415

            return document(given[0], json)
        case "requests":
            return _requests(given[0])
        case _:
            return _schema()


# --- suites -----------------------------------------------------------------------------------------------------------


def _form(reference: str) -> Form:
    from footrule.cli.editions import compiler, form_of  # noqa: PLC0415

    return form_of(reference, compiler())


def _read_suite(named: str) -> Suite:
    """A suite by its folder, or that of the library by the standard's name."""
    from footrule.conformance import suites  # noqa: PLC0415
    from footrule.conformance.library import folder_of  # noqa: PLC0415

    folder = Path(named)
    if not (folder / "manifest.json").exists():
        folder = folder_of(named) or folder
    try:
        return suites.read(folder)
    except suites.SuiteError as error:
        raise exits.UnreadableStop("unreadable", path=named, reason=str(error)) from None


def _suite(reference: str, out: Path | None, json: bool) -> int:
    from footrule.cli.screen import as_json, line, progress  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance import suites  # noqa: PLC0415
    from footrule.conformance.making.suite import make  # noqa: PLC0415
    from footrule.conformance.strength.editions import other_tables  # noqa: PLC0415

    if out is None:
        raise exits.UsageStop("missing parameter", name="--out")
    form = _form(reference)
    try:
        before = suites.read(out) if (out / "manifest.json").exists() else None
        with progress(len(form.rules) + len(form.requirements), word("making cases")) as bar:
            made = make(form, before, tables=other_tables(form), progress=bar.advance)
        suites.write(made, out)
    except suites.SuiteError as error:
        raise exits.UnreadableStop("unreadable", path=out, reason=str(error)) from None
    except OSError as error:
        raise exits.UnreadableStop("unwritable", path=out, reason=error.strerror or "") from None
    old = {case.id: case.digest for case in before.cases} if before else {}
    new = {case.id: case.digest for case in made.cases}
    told = {
        "cases": len(new),
        "added": len(new.keys() - old.keys()),
        "changed": sum(old[name] != new[name] for name in new.keys() & old.keys()),
        "retired": len(old.keys() - new.keys()),
    }
    if json:
        as_json({"standard": made.standard, "digest": made.digest, **told})
    else:
        line(word("suite written", path=out, **told), "green")
    return exits.FINE


def _requests(named: str) -> int:
    """Every question of a suite as a tool would get it, for tools that answer by file."""
    import sys  # noqa: PLC0415

    import msgspec  # noqa: PLC0415

    from footrule.conformance import protocol  # noqa: PLC0415
    from footrule.conformance.carriers.answers import request_digest  # noqa: PLC0415

    suite = _read_suite(named)
    for case in suite.cases:
        for given in (case.given, *((case.relation.given,) if case.relation else ())):
            asked = protocol.Eval(
                seq="", inputs=given.get("inputs", {}), options=given.get("options", {}), want=case.want,
                standard=suite.standard,
            )  # fmt: skip
            numbered = msgspec.structs.replace(asked, seq=request_digest(asked))
            sys.stdout.write(protocol.encode(numbered).decode() + "\n")
    return exits.FINE


def _schema() -> int:
    from footrule.cli.screen import as_json  # noqa: PLC0415
    from footrule.conformance import cases, protocol, results  # noqa: PLC0415
    from footrule.conformance.carriers import xlsx_mapping  # noqa: PLC0415

    as_json({
        "case": cases.schema(), "results": results.schema(), "messages": protocol.schemas(),
        "mapping": xlsx_mapping.schema(),
    })  # fmt: skip
    return exits.FINE


# --- runs -------------------------------------------------------------------------------------------------------------


def _waivers(path: Path | None) -> Any:
    from footrule.conformance import waivers  # noqa: PLC0415
    from footrule.conformance.cases import CaseError  # noqa: PLC0415

    if path is None:
        return {}
    try:
        return waivers.read(path)
    except CaseError as error:
        raise exits.UnreadableStop("unreadable", path=path, reason=str(error)) from None


def _run(named: str, tool: str, options: dict[str, Any], resumed: Path | None) -> tuple[Results, Suite]:
    from datetime import date  # noqa: PLC0415

    from footrule.cli.languages import current  # noqa: PLC0415
    from footrule.cli.screen import progress  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance.carriers import UnknownCarrier, open_carrier  # noqa: PLC0415
    from footrule.conformance.carriers.xlsx_words import WorkbookProblem  # noqa: PLC0415
    from footrule.conformance.reference_tool import ReferenceTool  # noqa: PLC0415
    from footrule.conformance.runner import Settings, run  # noqa: PLC0415

    suite = _read_suite(named)
    try:
        carrier = open_carrier(tool, options["limits"])
    except UnknownCarrier:
        raise exits.UsageStop("no such carrier", name=tool) from None
    except WorkbookProblem as problem:
        raise exits.UnreadableStop("unreadable", path=tool, reason=problem.told(current())) from None
    form = _known(suite)
    settings = Settings(**options, today=date.today(), reference=ReferenceTool(form) if form is not None else None)
    before = _earlier(resumed, suite)
    with progress(len(suite.cases), word("running cases")) as bar:
        return run(suite, carrier, settings, before=before, keep=_advance(bar)), suite


def _advance(bar: Progress) -> Any:
    return lambda record: bar.advance(record.id)


def _known(suite: Suite) -> Form | None:
    """The form the suite was made from, where the library has it: for twins and the first step that differs."""
    from footrule.cli.editions import compiler, form_of  # noqa: PLC0415

    library = compiler()
    return form_of(suite.standard, library) if suite.standard in library.library.ids() else None


def _earlier(path: Path | None, suite: Suite) -> dict[str, Record]:
    from footrule.conformance import results  # noqa: PLC0415

    if path is None or not path.exists():
        return {}
    found = _results(path)
    return {each.id: each for each in found.records if not each.twin} if found.results == results.VERSION else {}


def _results(path: Path) -> Results:
    from footrule.conformance import results  # noqa: PLC0415

    try:
        return results.read(path)
    except results.ResultsError as error:
        raise exits.UnreadableStop("unreadable", path=path, reason=str(error)) from None


def _write(found: Results, suite: Suite, paths: dict[str, Path | None]) -> None:
    import json  # noqa: PLC0415

    from footrule.cli.editions import write_text  # noqa: PLC0415
    from footrule.conformance import results  # noqa: PLC0415
    from footrule.conformance.views.badge import badge  # noqa: PLC0415
    from footrule.conformance.views.junit import junit  # noqa: PLC0415
    from footrule.conformance.views.page import page  # noqa: PLC0415

    if paths["out"]:
        write_text(paths["out"], results.encode(found).decode())
    if paths["junit"]:
        write_text(paths["junit"], junit(found))
    if paths["html"]:
        write_text(paths["html"], page([found], suite.covers))
    if paths["badge"]:
        write_text(paths["badge"], json.dumps(badge(found), ensure_ascii=False, indent=1) + "\n")


def _told(found: Results, json: bool, github: bool) -> int:
    import sys  # noqa: PLC0415

    import msgspec  # noqa: PLC0415

    from footrule.cli.screen import as_json, line  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance.views.annotations import github_annotations  # noqa: PLC0415

    failed = any(each.fails for each in found.records) or found.required.passed < found.required.of
    if github:
        sys.stdout.write(github_annotations(found))
    elif json:
        as_json(msgspec.to_builtins(found))
    else:
        _show(found)
        line(
            word("conformance score", passed=found.required.passed, of=found.required.of,
                 tried=found.attempted.of, passed_tried=found.attempted.passed),
            "red" if failed else "green",
        )  # fmt: skip
        if not found.complete:
            line(word("interrupted run"), "yellow")
            return exits.INTERRUPTED
    return exits.FINDINGS if failed else exits.FINE


def _show(found: Results) -> None:
    from footrule.cli.languages import current  # noqa: PLC0415
    from footrule.cli.screen import line, show, styled, table, wrapped  # noqa: PLC0415
    from footrule.cli.words import label, word  # noqa: PLC0415
    from footrule.conformance.views.junit import sentence  # noqa: PLC0415
    from footrule.conformance.views.page import OUTCOMES  # noqa: PLC0415

    line(f"{found.standard} · {found.tool.name} {found.tool.version}".strip(), "bold")
    counted = table(word("verdict"), word("cases"), numbers=(1,))
    for outcome, count in found.counts.items():
        counted.add_row(styled(OUTCOMES[outcome][0 if current() == "zh" else 1]), styled(str(count)))
    show(counted)
    if found.suspects:
        line(word("likely clauses"), "bold")
        for suspect in found.suspects[:5]:
            line(f"  §{suspect.clause}  {suspect.failed}/{suspect.failed + suspect.passed}")
    failures = [each for each in found.records if each.fails]
    for record in failures[:_MOST_SHOWN]:
        line()
        told = OUTCOMES[record.outcome][0 if current() == "zh" else 1]
        line(f"{told}: {record.id}" + (f"  §{record.clause}" if record.clause else ""), "red")
        wrapped(label(record.title.get("zh", ""), record.title.get("en", "")), 2)
        wrapped(sentence(record), 2)
        if record.checkpoint:
            wrapped(word("first differs", step=record.checkpoint), 2)
        line(f"  {record.replay}", "dim")
    if len(failures) > _MOST_SHOWN:
        line(word("more failures", count=len(failures) - _MOST_SHOWN))
    line()


def _compare(before: str, after: str, json: bool) -> int:
    from footrule.cli.screen import as_json, line  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance.views.compare import compare  # noqa: PLC0415

    found = compare(_results(Path(before)), _results(Path(after)))
    told = found.to_json()
    if json:
        as_json(told)
    else:
        line(word("same suite" if found.same_suite else "other suite"))
        line(word("same tool" if found.same_tool else "other tool"))
        for key in ("new failures", "fixed", "other outcomes", "changed cases"):
            line(f"{word(key)}: {len(told[key])}", "bold")
            for pair in told[key]:
                line(f"  {pair['id']}: {pair['before']} → {pair['after']}")
        line(f"{word('new cases')}: {len(found.added)}; {word('gone cases')}: {len(found.gone)}")
    return exits.FINDINGS if found.broken else exits.FINE


# --- strength ---------------------------------------------------------------------------------------------------------


def _measured(named: str) -> tuple[Strength, Form, Suite]:
    from footrule.conformance.strength.editions import other_tables  # noqa: PLC0415
    from footrule.conformance.strength.measure import measure  # noqa: PLC0415

    suite = _read_suite(named)
    form = _form(suite.standard)
    return measure(form, suite, other_tables(form)), form, suite


def _strength(named: str, json: bool) -> int:
    from footrule.cli.languages import current  # noqa: PLC0415
    from footrule.cli.screen import as_json, line, show, styled, table, wrapped  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415

    found, _, _ = _measured(named)
    if json:
        as_json(found.to_json())
        return exits.FINE
    for name in ("clause", "operator"):
        told = table(word(name), word("noticed"), numbers=(1,))
        for key, (killed, total) in found.by(name).items():
            told.add_row(styled(key or "–"), styled(f"{killed}/{total}"))
        show(told)
    for survivor in found.survivors:
        wrapped(f"§{survivor.mutant.clause} {survivor.sentence(current())}", 2)
    line(
        word("strength", killed=len(found.killed), total=found.total, equivalent=len(found.equivalent)),
        "yellow" if found.survivors else "green",
    )
    return exits.FINE


def _improve(named: str, out: Path | None, json: bool) -> int:
    from footrule.cli.editions import write_text  # noqa: PLC0415
    from footrule.cli.screen import as_json, line  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance.cases import to_plain, to_text  # noqa: PLC0415
    from footrule.conformance.strength.improve import improve  # noqa: PLC0415

    found, form, suite = _measured(named)
    proposed = improve(form, suite, found)
    if out is not None:
        for case in proposed:
            write_text(out / f"{case.id}.yaml", to_text(case))
    if json:
        as_json({"survivors": len(found.survivors), "proposed": [to_plain(case) for case in proposed]})
    else:
        for case in proposed:
            line(f"{case.id}: {case.title.get('en', '')}")
        line(word("improved", proposed=len(proposed), survivors=len(found.survivors)))
    return exits.FINE
