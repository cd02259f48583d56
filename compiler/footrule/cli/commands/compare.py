"""`footrule compare`: one product under two standards: where they agree, conflict, or leave a choice."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from footrule.cli import exits
from footrule.cli.parameters import Json, Lang, accepted, complete_reference
from footrule.cli.reports import chosen_format, give

if TYPE_CHECKING:
    from footrule.compiler.across.mapping import Mapping
    from footrule.compiler.across.report import Comparison

LEVELS = ("conflict", "choice", "never")


def compare(
    a: Annotated[str, typer.Argument(metavar="A", autocompletion=complete_reference)],
    b: Annotated[str, typer.Argument(metavar="B", autocompletion=complete_reference)],
    input: Annotated[str | None, typer.Option("--input", metavar="FILE")] = None,
    mapping: Annotated[str | None, typer.Option("--mapping", metavar="FILE")] = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT")] = "text",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE")] = None,
    level: Annotated[str, typer.Option("--level", metavar="LEVEL")] = "conflict",
    json: Json = False,
    html: Annotated[bool, typer.Option("--html")] = False,
    lang: Lang = None,
) -> int:
    form = chosen_format(format, json=json, html=html)
    accepted("--level", level, LEVELS)
    found = _compared(a, b, input, mapping)
    _give(found, form, out)
    conflicts = found.count("conflict") + (not found.mapping and any(one.verdict == "apart" for one in found.stands))
    choices = found.count("choice")
    grave = conflicts if level == "conflict" else conflicts + choices if level == "choice" else 0
    return exits.FINDINGS if grave else exits.FINE


def _compared(a: str, b: str, input: str | None, mapping: str | None) -> Comparison:
    import msgspec  # noqa: PLC0415

    from footrule.cli.editions import compiled, compiler, sound_edition  # noqa: PLC0415
    from footrule.cli.given import read_bytes  # noqa: PLC0415
    from footrule.compiler.across.answers import Asked  # noqa: PLC0415
    from footrule.compiler.across.comparison import Standing, bare  # noqa: PLC0415
    from footrule.compiler.across.mapping import MappingError  # noqa: PLC0415
    from footrule.compiler.across.stands import stands  # noqa: PLC0415
    from footrule.compiler.across.witness import witness  # noqa: PLC0415
    from footrule.runtime.documents import read_document  # noqa: PLC0415
    from footrule.runtime.problems import Refused  # noqa: PLC0415

    by = compiler()
    editions = {one.compiled.standard.id: one for one in (sound_edition(compiled(name, by)) for name in (a, b))}
    if len(editions) == 1:
        raise exits.UsageStop("compare one standard", standard=next(iter(editions)))
    try:
        name, terms = _mapping(mapping, set(editions))
        if terms is None:
            if input is not None:
                raise exits.UnreadableStop("no mapping of terms", names=", ".join(editions))
            one, other = editions.values()
            return bare(one, other, tuple(stands(*editions)))
        standing = Standing(terms, name, Asked(editions[terms.a]), Asked(editions[terms.b]))
        if input is not None:
            data = read_bytes(input)
            found = standing.compare(read_document(data, "yaml" if not data.lstrip().startswith(b"{") else "json"))
        else:
            shown = witness(standing)
            if shown is None:
                raise exits.Stop("no witness across", names=", ".join(editions))
            found = standing.compare(shown.document, "search", shown.tried)
    except MappingError as error:
        raise exits.UnreadableStop("refused site", refusal=error) from None
    except Refused as refusal:
        from footrule.cli.languages import current  # noqa: PLC0415

        lines = "; ".join(problem.line(current()) for problem in refusal.problems[:5])
        raise exits.UnreadableStop("product refused", standard=terms.a if terms else "", problem=lines) from None
    return msgspec.structs.replace(found, stands=tuple(stands(terms.a, terms.b)))


def _mapping(path: str | None, editions: set[str]) -> tuple[str, Mapping | None]:
    """The mapping between two editions, from a file or as shipped. Raises `MappingError`."""
    from footrule.cli.given import read_bytes  # noqa: PLC0415
    from footrule.compiler.across.mapping import MappingError, read, shipped_mappings  # noqa: PLC0415
    from footrule.standards.positions import mappings_folder  # noqa: PLC0415

    if path is None:
        for name, found in shipped_mappings(mappings_folder()):
            if {found.a, found.b} == editions:
                return name, found
        return "", None
    try:
        found = read(read_bytes(path))
    except MappingError as error:
        raise MappingError(f"{path}：{error.zh}", f"{path}: {error.en}") from None
    if {found.a, found.b} != editions:
        told = f"{found.a}, {found.b}"
        raise MappingError(f"{path} 对应的是 {told}", f"{path} is between {told}")
    return path, found


def _give(found: Comparison, form: str, out: Path | None) -> None:
    from footrule.compiler.across import page, telling  # noqa: PLC0415

    give(found, form, out, {
        "text": partial(telling.text, found),
        "markdown": partial(telling.markdown, found),
        "html": partial(page.page, found),
    })  # fmt: skip
