"""`footrule list`: what the library holds; with `--all` the map of every standard that is known of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from footrule.cli.exits import FINE
from footrule.cli.parameters import All, Json, Lang, accepted

if TYPE_CHECKING:
    from footrule.compiler.driver import Compilation

Row = dict[str, object]
LEVELS = ("international", "regional", "national", "industry", "local", "group", "enterprise")
STATES = ("encoded", "partly", "title_only")


def list_(
    all_: All = False,
    level: Annotated[str | None, typer.Option("--level", metavar="LEVEL")] = None,
    state: Annotated[str | None, typer.Option("--state", metavar="STATE")] = None,
    family: Annotated[str | None, typer.Option("--family", metavar="NAME")] = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    for name, value, known in (("--level", level, LEVELS), ("--state", state, STATES)):
        accepted(name, value, known)
    if all_ or state is not None:
        from footrule.cli.map_of_standards import show_map  # noqa: PLC0415

        show_map(level, state, family, json)
        return FINE
    from footrule.cli.editions import compiled, compiler, named  # noqa: PLC0415
    from footrule.cli.screen import as_json, progress  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415

    library = compiler()
    names = [name for name in named(None, True, library) if family in (None, name.partition("/")[0])]
    rows: list[Row] = []
    with progress(len(names), word("checking")) as bar:
        for name in names:
            row = _row(compiled(name, library))
            bar.advance(name)
            if level in (None, row["level"]):
                rows.append(row)
    if json:
        as_json({"standards": rows})
    else:
        _show(rows)
    return FINE


def _row(compilation: Compilation) -> Row:
    form = compilation.form
    if form is not None:
        standard = form.standard
        title = {"zh": standard.title.zh, "en": standard.title.en}
        number, edition, level, status = standard.number, standard.edition, standard.level, standard.status
        examples, calculates = len(form.examples), bool(form.outputs)
    else:
        front = compilation.document.front
        title = {"zh": (front and front.title.zh) or "", "en": (front and front.title.en) or ""}
        number, edition = (front.standard, front.edition) if front else ("", "")
        level, status = (front.level, front.status) if front else ("", "")
        examples, calculates = len(compilation.document.examples), False
    return {
        "id": compilation.source.id,
        "number": number,
        "edition": edition,
        "title": title,
        "level": level,
        "status": status,
        "examples": examples,
        "calculates": calculates,
        "broken": form is None,
    }


def _show(rows: list[Row]) -> None:
    from footrule.cli.screen import line, show, styled, table, under  # noqa: PLC0415
    from footrule.cli.words import label, word  # noqa: PLC0415

    # Eighty columns hold no title beside the name, so it stands below it.
    headers = ("standard", "level", "status", "examples")
    shown = table(*(word(header) for header in headers), numbers=(3,), whole=(1, 2, 3))
    for row in rows:
        title = row["title"]
        assert isinstance(title, dict)
        status = word("broken") if row["broken"] else word(f"status {row['status']}")
        shown.add_row(
            under(styled(str(row["id"]), "bold"), styled(label(title["zh"], title["en"]))),
            styled(word(f"level {row['level']}") if row["level"] else ""),
            styled(status, "red" if row["broken"] else ""),
            styled(str(row["examples"])),
        )
    show(shown)
    line()
    line(word("library count", count=len(rows)))
