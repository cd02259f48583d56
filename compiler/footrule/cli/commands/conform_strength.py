"""`footrule conform strength`, `improve` and `accept`: how strong a suite is, what would make it stronger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from footrule.cli import exits
from footrule.cli.commands.conform_suites import form_of, read_suite
from footrule.cli.parameters import Json, Lang, complete_path
from footrule.cli.parameters import Suite as SuiteNamed

if TYPE_CHECKING:
    from footrule.conformance.cases import Case
    from footrule.conformance.strength import gate
    from footrule.conformance.strength.measure import Strength
    from footrule.conformance.strength.mutants import Mutant
    from footrule.conformance.suites import Suite
    from footrule.runtime.form import Form


def folder_named(named: str) -> Path:
    """The folder of a suite, given as such or by the standard's name in the library."""
    from footrule.conformance.library import folder_of  # noqa: PLC0415

    folder = Path(named)
    return folder if (folder / "manifest.json").exists() else folder_of(named) or folder


def strength(
    suite: SuiteNamed,
    results: Annotated[Path | None, typer.Argument(metavar="[RESULTS]", autocompletion=complete_path)] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE")] = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Measure a suite, or those of its cases that a tool answered. `out`: where the record of the whole goes.

    Ends with findings where the whole is weaker than the floor.
    """
    from footrule.cli.screen import as_json, line  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415
    from footrule.conformance.strength import gate  # noqa: PLC0415

    read = read_suite(suite)
    form, folder = form_of(read.standard), folder_named(suite)
    if results is not None:
        from footrule.cli.commands.conform_taken import taken  # noqa: PLC0415

        if out is not None:
            raise ConformanceProblem("K0406", option="--out", action="strength SUITE RESULTS", names="--json, --lang")
        return taken(folder, read, form, results, json)
    found = measured(read, form, folder)
    record = found.to_json() | {"rules": gate.rules_digest(form)}
    if out is not None:
        _written(out, record)
    floor = _floor(folder, read)
    weaker = floor is not None and gate.figures(record).share < floor.share
    if json:
        as_json(record)
    else:
        _tell(found)
        if floor is not None and weaker:
            line(word("weaker", killed=floor.killed, total=floor.total), "red")
    return exits.FINDINGS if weaker else exits.FINE


def _floor(folder: Path, suite: Suite) -> gate.Figures | None:
    """What the record beside all suites holds this one to: above as many folders as the standard's name has parts."""
    from footrule.conformance.strength import gate  # noqa: PLC0415

    above = list(folder.resolve().parents)[len(Path(suite.standard).parts) - 1 :]
    return gate.floors(above[0]).get(suite.standard) if above else None


def measured(suite: Suite, form: Form, folder: Path) -> Strength:
    from footrule.cli.screen import progress  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance.strength.editions import other_tables  # noqa: PLC0415
    from footrule.conformance.strength.gate import listed  # noqa: PLC0415
    from footrule.conformance.strength.measure import measure  # noqa: PLC0415
    from footrule.conformance.strength.mutants import mutants  # noqa: PLC0415
    from footrule.conformance.strength.spread import processors  # noqa: PLC0415

    tables = other_tables(form)
    everything = mutants(form, tables)
    with progress(len(everything), word("measuring")) as bar:
        return measure(form, suite, tables, only=everything, listed=listed(folder), processes=processors(),
                       progress=bar.advance)  # fmt: skip


def _tell(found: Strength) -> None:
    from footrule.cli.languages import current  # noqa: PLC0415
    from footrule.cli.screen import line, show, styled, table, wrapped  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance.strength.operators import operator_named  # noqa: PLC0415

    for name in ("clause", "operator"):
        told = table(word(name), word("noticed"), numbers=(1,))
        for key, (killed, total) in found.by(name).items():
            shown = operator_named(key, current()) if name == "operator" else key
            told.add_row(styled(shown or "–"), styled(f"{killed}/{total}"))
        show(told)
        line()
    for survivor in found.survivors:
        wrapped(f"§{survivor.mutant.clause} {survivor.sentence(current())}", 2)
    line(
        word("strength", killed=len(found.killed), total=found.total, equivalent=len(found.equivalent)),
        "yellow" if found.survivors else "green",
    )
    line(word("strength unaided", unaided=found.unaided, total=found.total))
    if found.listed:
        line(word("listed spare", count=len(found.listed)))


# --- improving --------------------------------------------------------------------------------------------------------


def improve(
    suite: SuiteNamed,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR")] = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Look for cases that notice more. `out`: a folder for them; those it already holds are counted in."""
    from footrule.cli.editions import write_text  # noqa: PLC0415
    from footrule.cli.screen import as_json, line, progress  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance.cases import to_plain, to_text  # noqa: PLC0415
    from footrule.conformance.strength.closing import Closing  # noqa: PLC0415

    read = read_suite(suite)
    form = form_of(read.standard)
    survivors = _survivors(read, form, folder_named(suite))
    closing = Closing(form, read, survivors)
    before = _proposed(out) if out is not None and out.is_dir() else ()
    closing.already(before)
    proposed: list[Case] = []
    with progress(len({(mutant.kind, mutant.where) for mutant in closing.left.values()}), word("looking")) as bar:
        for case in closing.proposals(bar.advance):
            proposed.append(case)
            if out is not None:
                write_text(out / f"{case.id}.yaml", to_text(case))
    left = [_sentence(mutant) for mutant in closing.left.values()]
    if json:
        told: dict[str, Any] = {
            "survivors": len(survivors),
            "before": [case.id for case in before],
            "proposed": [to_plain(case) for case in proposed],
            "left": [{"key": mutant.key, **_sentence(mutant)} for mutant in closing.left.values()],
        }
        as_json(told)
        return exits.FINE
    _tell_proposed(proposed, left)
    noticed = len(survivors) - len(left)
    line(word("improved", proposed=len(proposed) + len(before), noticed=noticed, survivors=len(survivors)))
    if out is not None and (proposed or before):
        line(word("to accept", suite=suite, path=out))
    return exits.FINE


def _tell_proposed(proposed: list[Case], left: list[dict[str, str]]) -> None:
    from footrule.cli.languages import current  # noqa: PLC0415
    from footrule.cli.screen import line, wrapped  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415

    for case in proposed:
        line(f"{case.id}: {case.title.get(current(), '')}")
    if left:
        line(word("still passing"))
        for told in left:
            wrapped(told[current()], 2)


def _survivors(suite: Suite, form: Form, folder: Path) -> list[Mutant]:
    """What the suite does not notice: out of its record where that is of this suite and these rules, else measured."""
    from footrule.conformance.strength import gate  # noqa: PLC0415
    from footrule.conformance.strength.editions import other_tables  # noqa: PLC0415
    from footrule.conformance.strength.mutants import mutants  # noqa: PLC0415

    record = gate.recorded(folder)
    if gate.belongs(record, suite, form):
        assert record is not None
        keys = {each["key"] for each in record["survivors"]}
        return [mutant for mutant in mutants(form, other_tables(form)) if mutant.key in keys]
    return [survivor.mutant for survivor in measured(suite, form, folder).survivors]


def _sentence(mutant: Mutant) -> dict[str, str]:
    from footrule.conformance.strength.measure import Survivor  # noqa: PLC0415

    survivor = Survivor(mutant, 0)
    return {language: f"§{mutant.clause} {survivor.sentence(language)}" for language in ("zh", "en")}


def _proposed(folder: Path) -> tuple[Case, ...]:
    """The cases of a folder. Raises `CaseError`."""
    from footrule.conformance.cases import CaseError, from_text  # noqa: PLC0415
    from footrule.conformance.reading import text_of  # noqa: PLC0415

    return tuple(from_text(text_of(path, CaseError), path) for path in sorted(folder.glob("*.yaml")))


def accept(
    suite: SuiteNamed,
    proposals: Annotated[Path, typer.Argument(metavar="PROPOSALS")],
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Take proposed cases into the suite's folder, all or none."""
    from footrule.cli.screen import as_json, line  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance import suites  # noqa: PLC0415
    from footrule.conformance.cases import CaseError  # noqa: PLC0415
    from footrule.conformance.making.accepting import accepted  # noqa: PLC0415

    read = read_suite(suite)
    form = form_of(read.standard)
    if not proposals.is_dir():
        raise CaseError("K0210", path=proposals)
    fuller = accepted(form, read, _proposed(proposals))
    try:
        suites.write(fuller, folder_named(suite))
    except OSError as error:
        raise suites.SuiteError("K0107", path=folder_named(suite), reason=error.strerror or "") from None
    added = len(fuller.cases) - len(read.cases)
    if json:
        as_json({"added": added, "cases": len(fuller.cases), "digest": fuller.digest})
    else:
        line(word("cases accepted", added=added, cases=len(fuller.cases)), "green")
    return exits.FINE


def _written(path: Path, record: dict[str, Any]) -> None:
    import json  # noqa: PLC0415

    from footrule.cli.editions import write_text  # noqa: PLC0415

    write_text(path, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
