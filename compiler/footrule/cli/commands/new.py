"""`footrule new`: a first file to change from there, which checks clean and holds a worked example."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from footrule.cli import exits
from footrule.cli.parameters import Json, Lang, accepted

TEMPLATES = Path(__file__).parent.parent / "templates"
NAMES = ("product", "small")
"""A product standard with the sections of the drafting guideline, and the least that calculates."""


def new(
    reference: Annotated[str, typer.Argument(metavar="FAMILY/SLUG@EDITION")],
    template: Annotated[str, typer.Option("--template", metavar="product|small")] = "product",
    out: Annotated[Path, typer.Option("--out", metavar="DIR")] = Path("."),
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.cli.editions import write_text  # noqa: PLC0415
    from footrule.cli.languages import current  # noqa: PLC0415
    from footrule.cli.screen import as_json, line  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.standards.references import parse  # noqa: PLC0415

    accepted("--template", template, NAMES)
    parsed = parse(reference)
    if parsed is None:
        raise exits.UsageStop("not a reference", reference=reference, hint="")
    path = out / parsed.path
    if path.exists():
        raise exits.UsageStop("not empty", path=path)
    text = (TEMPLATES / f"{template}.{current()}.md").read_text(encoding="utf-8")
    write_text(path, text.replace("STANDARD", parsed.slug).replace("EDITION", parsed.edition))
    if json:
        as_json({"id": str(parsed), "path": str(path)})
    else:
        line(word("created", path=path))
        line(word("next", command=f"footrule check {path}"))
    return exits.FINE
