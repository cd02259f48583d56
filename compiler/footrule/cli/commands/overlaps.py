"""`footrule overlaps`: the whole library against itself: scope, contradictions, one term with two numbers."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from footrule.cli import exits
from footrule.cli.parameters import Json, Lang, accepted
from footrule.cli.reports import chosen_format, give

if TYPE_CHECKING:
    from footrule.compiler.across.overlaps import Overlaps
    from footrule.compiler.editions.pair import Edition

LEVELS = ("contradiction", "overlap", "never")


def overlaps(
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE")] = None,
    every: Annotated[bool, typer.Option("--every")] = False,
    no_numbers: Annotated[bool, typer.Option("--no-numbers")] = False,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT")] = "text",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE")] = None,
    level: Annotated[str, typer.Option("--level", metavar="LEVEL")] = "contradiction",
    json: Json = False,
    html: Annotated[bool, typer.Option("--html")] = False,
    lang: Lang = None,
) -> int:
    form = chosen_format(format, json=json, html=html)
    accepted("--level", level, LEVELS)
    found = _found(as_of, every=every, numbers=not no_numbers)
    _give(found, form, out)
    contradictions = bool(found.contradictions or found.numbers)
    grave = contradictions if level == "contradiction" else level == "overlap" and bool(contradictions or found.scopes)
    return exits.FINDINGS if grave else exits.FINE


def _found(as_of: str | None, *, every: bool, numbers: bool) -> Overlaps:
    from datetime import date  # noqa: PLC0415

    from footrule.cli.editions import compiled, compiler, sound_edition  # noqa: PLC0415
    from footrule.compiler.across import overlaps as room  # noqa: PLC0415
    from footrule.compiler.across.mapping import MappingError, shipped_mappings  # noqa: PLC0415
    from footrule.standards.catalogue import catalogue  # noqa: PLC0415
    from footrule.standards.positions import mappings_folder  # noqa: PLC0415

    by = compiler()

    @cache
    def edition(name: str) -> Edition:
        return sound_edition(compiled(name, by))

    try:
        mappings = tuple(shipped_mappings(mappings_folder()))
        day = as_of or date.today().isoformat()
        return room.overlaps(catalogue(), mappings, edition, day, every=every, numbers=numbers)
    except MappingError as error:
        raise exits.UnreadableStop("refused site", refusal=error) from None
    except ValueError:
        raise exits.UsageStop("bad parameter", name="--as-of", accepted="YYYY-MM-DD") from None


def _give(found: Overlaps, form: str, out: Path | None) -> None:
    from footrule.compiler.across import overlaps_page  # noqa: PLC0415
    from footrule.compiler.across import overlaps_telling as telling  # noqa: PLC0415

    give(found, form, out, {
        "text": partial(telling.text, found),
        "markdown": partial(telling.markdown, found),
        "html": partial(overlaps_page.page, found),
    })  # fmt: skip
