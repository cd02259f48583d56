"""`footrule conform suite`, `requests` and `schema`: what is done with cases before any run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from footrule.cli import exits
from footrule.cli.parameters import Json, Lang, Reference
from footrule.cli.parameters import Suite as SuiteNamed

if TYPE_CHECKING:
    from footrule.conformance.reference_tool import ReferenceTool
    from footrule.conformance.suites import Suite
    from footrule.runtime.form import Form


def form_of(reference: str) -> Form:
    """The compiled form of an edition of the library or of a file."""
    from footrule.cli import editions  # noqa: PLC0415

    return editions.form_of(reference, editions.compiler())


def read_suite(named: str) -> Suite:
    """A suite by its folder, or that of the library by the standard's name. Raises `SuiteError`."""
    from footrule.conformance import suites  # noqa: PLC0415
    from footrule.conformance.library import folder_of, known  # noqa: PLC0415

    folder: Path | None = Path(named)
    if not _holds_a_suite(Path(named)):
        folder = folder_of(named)
    if folder is None:
        raise suites.SuiteError("K0201", name=named, names=", ".join(known()))
    return suites.read(folder)


def reference_of(suite: Suite) -> ReferenceTool | None:
    """The reference of a suite's standard, where the library has it: for twins and the first step that differs."""
    from footrule.cli import editions  # noqa: PLC0415
    from footrule.conformance.reference_tool import ReferenceTool  # noqa: PLC0415

    library = editions.compiler()
    if suite.standard not in library.library.ids():
        return None
    return ReferenceTool(editions.form_of(suite.standard, library))


def _holds_a_suite(folder: Path) -> bool:
    try:
        return (folder / "manifest.json").exists()
    except (OSError, ValueError):
        return False


def suite(
    reference: Reference,
    out: Annotated[Path, typer.Option("--out", metavar="DIR")],
    checkpoints: Annotated[bool, typer.Option("--checkpoints")] = False,
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.cli.screen import as_json, line, progress  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.conformance import suites  # noqa: PLC0415
    from footrule.conformance.making.checkpoints import with_checkpoints  # noqa: PLC0415
    from footrule.conformance.making.suite import make  # noqa: PLC0415
    from footrule.conformance.strength.editions import other_tables  # noqa: PLC0415

    form = form_of(reference)
    try:
        before = suites.read(out, held=False) if (out / "manifest.json").exists() else None
        if before is not None and _named(before.standard) != _named(form.standard.id):
            raise suites.SuiteError("K0214", path=out, found=before.standard, standard=form.standard.id)
        with progress(len(form.rules) + len(form.requirements), word("making cases")) as bar:
            made = make(form, before, tables=other_tables(form), progress=bar.advance)
        if checkpoints or (before is not None and any(case.trace for case in before.cases)):
            made = with_checkpoints(made, form)
        suites.write(made, out)
    except OSError as error:
        raise suites.SuiteError("K0107", path=out, reason=error.strerror or "") from None
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


def _named(standard: str) -> str:
    """What a standard is called in all its editions."""
    return standard.partition("@")[0]


def requests(suite: SuiteNamed, json: Json = False, lang: Lang = None) -> int:
    """Every question of a suite as a tool would get it, for tools that answer by file."""
    import sys  # noqa: PLC0415

    from footrule.conformance import protocol  # noqa: PLC0415
    from footrule.conformance.carriers import answers  # noqa: PLC0415

    read = read_suite(suite)
    for asked in answers.requests(read, reference_of(read)):
        sys.stdout.write(protocol.encode(asked).decode() + "\n")
    return exits.FINE


def schema(json: Json = False, lang: Lang = None) -> int:
    from footrule.cli.screen import as_json  # noqa: PLC0415
    from footrule.conformance import cases, protocol, results, waivers  # noqa: PLC0415

    as_json(
        {
            "case": cases.schema(),
            "results": results.schema(),
            "waivers": waivers.schema(),
            "messages": protocol.schemas(),
        }
    )
    return exits.FINE
